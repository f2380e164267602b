//! What `check` says where it gave up looking for the scale of talk.

use groundswell::report::format::{grouped, to_digits};
use groundswell::scenario::plan::Plan;
use groundswell::study::calibrate::{Dear, dearest};
use groundswell::world::World;

/// That the search was given up after so many acts and exposures, which key makes it dear, and what to write.
pub(super) fn given_up(plan: &Plan, world: &World, most: u64) -> String {
    let r = plan.talk.organic_r.unwrap_or_default();
    let mut text = format!(
        "Warning: how convincing talk must be for an R of {r} was not found within {} acts and exposures, and \
         check gave up. run does not give up, however long it takes.",
        grouped(most as f64)
    );
    match dearest(plan, world) {
        Some(Dear { key, said, acts: Some(acts), would_do }) => {
            text += &format!(
                " {key} is {said}: an owner speaks about {} times in four years. As organic_r says what talk achieves, \
                 less talk does the same, each word more convincing",
                grouped(to_digits(acts, 2))
            );
            text += &would_do.map_or_else(|| ".".to_owned(), |value| format!(": write {value}."));
        }
        Some(Dear { key, said, acts: None, .. }) => {
            text += &format!(
                " {key} is {said}: everybody who was warned off warns others, for as long as anybody owns it, at {} of a \
                 fresh owner's acts; a smaller talk.grievance or talk.reject makes fewer warnings.",
                plan.talk.grievance
            );
        }
        None => {}
    }
    text + " Or write scale in the place of organic_r: it is not searched for."
}
