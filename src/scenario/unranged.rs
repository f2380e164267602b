//! Which numbers without a range are worth trying, and between which ends.
//!
//! A number is marked assumed by the source of its declaration, whether it is written or not; where it is
//! written as a table, by its `why` alone. It is tried over the `plausible … to …` of its declaration where
//! that holds the stated value, else from a half to twice the value, within what the key allows.
//!
//! Left out: what the company decides, counts, numbers that are 0 and so switch something off, values from
//! outside, and the scale of talk.

use super::assumption::{CHOICES, assumption_name};
use super::key::{Key, Unit};
use super::plan::{Plan, Strategy, Unranged};
use super::problem::At;
use super::section::Section;
use super::tree;
use crate::units::StrategyId;

/// Texts from this number on are values from outside: certain by themselves.
const FROM_OUTSIDE: usize = 2;
/// Numbers of the world that somebody decides on, and the scale of talk, by their paths.
const DECIDED: [&str; 3] = ["market.people", "service.staff_per_100_000", "talk.organic_r"];
/// Keys of tactics that somebody decides on, though their defaults are assumed.
const DECIDED_OF_TACTICS: [&str; 7] = [
    "again_after",
    "at_most_per_year",
    "burst_days",
    "decide_in",
    "picks_from",
    "release_every",
    "spend_each",
];

impl Section<'_> {
    /// Notes a number that carries no range, and gives the value to read: the one that it is tried at, or its
    /// own. `why` is what the file says of it.
    pub(super) fn without_range(&self, key: &'static Key, at: At, value: f64, why: Option<&str>) -> f64 {
        let assumed = |text: &str| text.trim_start().to_lowercase().starts_with("assumed");
        let marked = why.or(key.item().origin()).is_some_and(assumed);
        let path = self.name(key.name);
        if !marked || at.source >= FROM_OUTSIDE || value == 0.0 || self.is_decided(key, &path) {
            return value;
        }
        let (low, high) = ends(key, value);
        if low >= high {
            return value;
        }
        let short = assumption_name(&path);
        let mut all = self.cx.unranged.borrow_mut();
        let goes_by = |u: &Unranged| assumption_name(&u.keys[0]) == short;
        let place = match all.iter().position(|u| goes_by(u) && u.value == value) {
            Some(place) => {
                if !all[place].keys.contains(&path) {
                    all[place].keys.push(path);
                }
                place
            }
            None => {
                // Another tactic of the same name means something else by the same key.
                let name = if all.iter().any(goes_by) { path.clone() } else { short.clone() };
                all.push(Unranged { name, keys: vec![path], value, low, high, unit: key.unit });
                all.len() - 1
            }
        };
        self.cx.draws.get(&all[place].drawn_as()).copied().unwrap_or(value)
    }

    fn is_decided(&self, key: &Key, path: &str) -> bool {
        key.unit == Unit::Count
            || CHOICES.contains(&self.path.as_str())
            || DECIDED.contains(&path)
            || (self.path.starts_with("strategy.") && DECIDED_OF_TACTICS.contains(&key.name))
    }
}

/// The ends of what is worth trying around a value.
fn ends(key: &Key, value: f64) -> (f64, f64) {
    let plausible = key.plausible.and_then(|(low, high)| Some((key.value_of(low)?, key.value_of(high)?)));
    let (low, high) =
        plausible.filter(|(low, high)| (*low..=*high).contains(&value)).unwrap_or((value / 2.0, value * 2.0));
    (low.max(key.low), high.min(key.high))
}

/// Whether the number of a dotted key is one of a strategy's own, those of bought media among them where it buys
/// impressions; `None` for a number of the world.
fn is_own(key: &str, strategy: &Strategy) -> Option<bool> {
    let named = |rest: &str, name: &str| {
        rest.strip_prefix(&tree::quoted(name)).is_some_and(|rest| rest.starts_with('.'))
    };
    match key.split_once('.')? {
        ("media", _) => Some(strategy.buys_impressions()),
        ("strategy", rest) => {
            let tried = strategy.plans.iter().map(|tried| format!("{}, {}", strategy.name, tried.name));
            Some(tried.chain([strategy.name.clone()]).any(|name| named(rest, &name)))
        }
        _ => None,
    }
}

/// Assumed numbers that a strategy rests on beside those of the world, with a range or without: each once.
pub fn own_assumptions(plan: &Plan, unranged: &[Unranged], strategy: &Strategy) -> usize {
    let own = |keys: &Vec<String>| keys.iter().any(|key| is_own(key, strategy) == Some(true));
    let ranged = plan.assumptions.iter().filter(|a| own(&a.keys)).count();
    ranged + unranged.iter().filter(|u| own(&u.keys)).count()
}

impl Unranged {
    /// Whether it may bear on one of these strategies: it stands in the world or in one of them. What media
    /// cost and do bears on those alone that buy impressions.
    pub fn bears_on(&self, plan: &Plan, strategies: &[StrategyId]) -> bool {
        strategies.iter().any(|s| {
            let own = |key: &String| is_own(key, &plan.strategies[*s]);
            self.keys.iter().any(|key| own(key).unwrap_or(true))
        })
    }

    /// Whether R is said to hold at another value of it, by the lines that say so.
    pub(super) fn is_held(&self, holds_at: &[String]) -> bool {
        let held = |key: &String| holds_at.iter().any(|line| line.starts_with(&format!("{key} ")));
        self.keys.iter().any(held)
    }
}
