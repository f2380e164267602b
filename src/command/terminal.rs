//! What commands share with the terminal: output, Ctrl-C and threads.

use std::io::{ErrorKind, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;

use super::failure::Failure;

/// Threads that are started in any case where so many are asked for; more than four a processor are not.
const THREADS: usize = 64;

/// Sets the number of threads up, once. Beyond some a processor they only cost memory.
pub(super) fn use_threads(wanted: Option<u16>) {
    let most = std::thread::available_parallelism().map_or(1, usize::from).saturating_mul(4).max(THREADS);
    // A second pool in one process is refused; there is only one command a process.
    let threads = wanted.map_or(0, |wanted| usize::from(wanted).min(most));
    let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
}

/// A flag that Ctrl-C raises, which asks the work to end; a second Ctrl-C ends the program at once.
pub(super) fn stop_flag() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let raised = Arc::clone(&stop);
    let handler = ctrlc::set_handler(move || {
        if raised.swap(true, Ordering::SeqCst) {
            std::process::exit(1);
        }
    });
    if let Err(error) = handler {
        warn(&format!("warning: Ctrl-C will end the program at once ({error})"));
    }
    stop
}

/// Prints to standard output; a reader that went away is no error of ours.
pub(super) fn say(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let printed = writeln!(out, "{}", text.trim_end()).and_then(|()| out.flush());
    printed.or_else(|error| match error.kind() {
        ErrorKind::BrokenPipe => Ok(()),
        _ => Err(Failure::Run(format!("standard output cannot be written: {error}"))),
    })
}

/// Prints JSON of a value, or words where there is none.
pub(super) fn answer(json: Option<impl Serialize>, words: impl FnOnce() -> String) -> Result<(), Failure> {
    let json = json.map(|value| serde_json::to_string_pretty(&value).map_err(Failure::run));
    say(&json.unwrap_or_else(|| Ok(words()))?)
}

/// Prints to standard error.
pub(super) fn warn(text: &str) {
    let _ = writeln!(std::io::stderr(), "{}", text.trim_end());
}
