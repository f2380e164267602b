//! The command line: what is asked for, and the exit code. 0 done, 1 the run failed, 2 the
//! scenario or the usage is wrong.

mod command;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let arguments = match command::Arguments::try_parse() {
        Ok(arguments) => arguments,
        // Help and mistakes of usage; help that cannot be printed is a failure like any other.
        Err(said) => {
            return match said.print() {
                Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => ExitCode::from(1),
                Ok(()) | Err(_) => ExitCode::from(if said.use_stderr() { 2 } else { 0 }),
            };
        }
    };
    match arguments.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // A reader that went away (a closed pipe) must not turn into a panic.
            let _ = std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("{failure}\n"));
            ExitCode::from(failure.code())
        }
    }
}
