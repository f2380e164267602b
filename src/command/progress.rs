//! Progress on standard error, when it is a terminal.

use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::Duration;

use groundswell::study::play::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar that shows what is going on and how long it will still take.
pub struct Bar {
    bar: ProgressBar,
    building: Mutex<bool>,
}

impl Bar {
    /// A bar; silent where asked, or where nobody looks.
    pub fn new(quiet: bool) -> Bar {
        Bar { bar: bar(quiet, None), building: Mutex::new(true) }
    }

    /// So many numbered steps, each with its name; silent as [`Bar::new`] is.
    pub fn steps(steps: u64, quiet: bool) -> Bar {
        let bar = bar(quiet, Some(steps));
        styled(&bar, "{bar:30} {pos}/{len}  {wide_msg}");
        Bar { bar, building: Mutex::new(false) }
    }

    /// Shows the numbered step that begins.
    pub fn at(&self, number: u64, name: &str) {
        self.bar.set_position(number);
        self.bar.set_message(name.to_owned());
    }

    /// Shows a step of a study.
    pub fn show(&self, step: Progress) {
        match step {
            Progress::Building(k, n) => self.bar.set_message(format!("building network {k} of {n}")),
            Progress::Pilot => self.bar.set_message("solving the talk scale in pilot markets"),
            Progress::Runs(done, total) => {
                if let Ok(mut building) = self.building.lock()
                    && std::mem::take(&mut *building)
                {
                    self.bar.set_length(total);
                    // Counted from the first run on, so that building does not blur the estimate.
                    self.bar.reset_eta();
                    styled(&self.bar, "{bar:30} {pos}/{len} runs, about {eta} left  {msg}");
                }
                self.bar.set_message("");
                self.bar.set_position(done);
            }
        }
    }

    /// Takes the bar away.
    pub fn done(&self) {
        self.bar.finish_and_clear();
    }
}

fn bar(quiet: bool, length: Option<u64>) -> ProgressBar {
    let seen = !quiet && std::io::stderr().is_terminal();
    let target = if seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(length, target);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

fn styled(bar: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
}
