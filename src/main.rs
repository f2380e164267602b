//! The command line: what is asked for, and the exit code. 0 done, 1 the run failed, 2 the
//! scenario or the usage is wrong.

mod command;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match command::Arguments::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // A reader that went away (a closed pipe) must not turn into a panic.
            let _ = std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("{failure}\n"));
            ExitCode::from(failure.code())
        }
    }
}
