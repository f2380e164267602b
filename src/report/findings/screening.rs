//! Numbers that carry no range and move the lead all the same.

use crate::report::format::{measured, plural};
use crate::report::lead;
use crate::report::titles::name_of;
use crate::scenario::plan::Plan;
use crate::study::play;
use crate::study::sensitivity::{Screened, Screening};

/// Numbers that are named, at most.
const TOLD: usize = 3;

/// What to give a range, or that nothing was found, and what could not have been seen.
pub fn screening(plan: &Plan, screening: &Screening) -> Vec<String> {
    let (name, base) = (name_of(plan, screening.leader), name_of(plan, screening.competitor));
    let of = lead::name(plan, &name, &base);
    let named: Vec<&Screened> = screening.named().collect();
    let line = |one: &&Screened| {
        let [low, high] = [one.number.low, one.number.high].map(|end| measured(end, one.number.unit));
        let [from, to] = one.leads.map(|lead| lead::said(plan, lead));
        format!("Give {} a range: from {low} to {high} it moves {of} from {from} to {to}.", one.number.name)
    };
    let mut lines: Vec<String> = named.iter().take(TOLD).map(line).collect();
    let more = named.len().saturating_sub(TOLD);
    if more > 0 {
        let does = if more == 1 { "does" } else { "do" };
        let others = plural(more, "other number without a range", "other numbers without a range");
        lines.push(format!("So {does} {others} (screening.csv)."));
    }
    let tried = plural(screening.of.len(), "number without a range", "numbers without a range");
    let missed =
        format!("what moves it by less than {} may be missed", lead::amount(plan, screening.found_from));
    lines.push(match named.is_empty() {
        false => format!("{tried} tried at once (screening.csv): {missed}."),
        true => {
            format!(
                "No number without a range surely moves {of}: {} tried at once (screening.csv); \
                 {missed}.",
                screening.of.len()
            )
        }
    });
    lines
}

/// Why numbers without a range were not tried, as a sentence that follows another; empty where there is
/// nothing to say.
pub fn untried(why: &play::Screening) -> String {
    match why {
        play::Screening::Played(_) | play::Screening::Nothing => String::new(),
        play::Screening::TooDear(numbers, runs) => {
            format!(
                " Write screen = {runs} in [compare] to try {numbers} of them, all at once, in {runs} runs."
            )
        }
        play::Screening::Impossible(numbers) => {
            format!(" {numbers} of them could not be tried at once: their ends do not stand together.")
        }
    }
}
