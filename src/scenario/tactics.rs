//! One tactic of a strategy: when it runs, what it may cost, and the settings of its kind.

use super::declare::table;
use super::moment::when;
use super::registry::Kind;
use super::section::Section;
use super::spec::{Spec, Spend, TacticContext};
use super::tree;
use crate::contract::{Mechanism, When};

table! {
    /// One tactic of a strategy.
    pub struct TacticPlan in ["strategy.tactic:*"], with (name: &str, kind: &Kind, context: &TacticContext<'_>) {
        /// Unique in its strategy; keys the tactic's draws.
        pub name: String = Within, by |_, _| name.to_owned();
        /// The mechanism that is switched off, to see what it is worth; no scenario says so.
        pub without: Option<Mechanism> = Within, by |_, _| None;
        /// When it starts; by default on the first day.
        pub starts: When = Trigger, by |s, _| starts(s, kind, context);
        /// When it stops, which leaves unspent what was planned for later (a shorter `duration` of ads spends
        /// all); by default never.
        pub stops: Option<When> = Trigger, by |s, key| stops(s, key.name, &starts, context);
        /// Why it costs nothing, where it has no price.
        pub free_because: Option<String> = Text, was "free";
        /// The settings of its kind, and what it needs.
        pub spec: Spec = Within, by |s, _| {
            let begins = if let When::Day(day) = starts { Some(day) } else { None };
            let spec = (kind.read)(s, &TacticContext { left: left(&starts, context), begins, ..*context });
            let free = free_because.as_ref().is_some_and(|why| !why.trim().is_empty());
            check(s, kind, &spec, free, context);
            spec
        };
        /// The most the tactic may spend; by default what it needs, if that is known, else what is left.
        pub budget: Option<f64> = Money in 0.0..=1e18, by |s, key| {
            // What wages come to is not known where a team starts on a condition.
            let known = matches!(starts, When::Day(_)) || spec.least_wages(1.0) <= 0.0;
            let usual = match spec.spend(running(&starts, stops.as_ref(), context.horizon)) {
                Some(Spend::Amount(amount)) if known => Some(amount),
                Some(Spend::Amount(_) | Spend::All | Spend::Rest) | None => None,
            };
            let budget = s.maybe(key).or(usual);
            if let Some(budget) = budget.filter(|_| !s.has(key.name)) {
                s.record(key.name, tree::float(budget));
            }
            budget
        };
    }
}

fn starts(s: &Section<'_>, kind: &Kind, context: &TacticContext<'_>) -> When {
    let also = kind.also_starts.map(|word| word.name).filter(|key| s.has(key));
    let key = match also {
        Some(also) if s.has("starts") => {
            s.problem(also, "stands beside starts", "they mean the same; take one away");
            s.allow(also);
            "starts"
        }
        Some(also) => also,
        None => "starts",
    };
    let starts = when(s, key, context.start).unwrap_or(When::Day(0.0));
    if matches!(&starts, When::Day(day) | When::Unless(day, _) if *day >= context.horizon) {
        s.warning(key, "lies beyond the horizon", "this tactic never runs");
    }
    starts
}

fn stops(s: &Section<'_>, key: &'static str, starts: &When, context: &TacticContext<'_>) -> Option<When> {
    let stops = when(s, key, context.start);
    if let (When::Day(from), Some(When::Day(to) | When::Unless(to, _))) = (starts, &stops)
        && to <= from
    {
        let from = [&*s.name("starts"), &s.name("when_first"), "start"];
        s.follows(key, "comes before it starts", "let it stop after it starts", &from);
    }
    stops
}

/// The first day on which it may start.
fn earliest(starts: &When) -> f64 {
    match starts {
        When::Day(day) | When::Unless(day, _) => *day,
        When::Reached(_) => 0.0,
    }
}

/// Days from its start to the horizon; all of them where it starts on a condition.
fn left(starts: &When, context: &TacticContext<'_>) -> f64 {
    let first = earliest(starts).min(context.horizon);
    context.horizon - first
}

/// Whole days from its start to its stop, or to the horizon; where one of them is a condition, as long as
/// it may be.
fn running(starts: &When, stops: Option<&When>, horizon: f64) -> f64 {
    let first = earliest(starts);
    let last = if let Some(When::Day(day)) = stops { *day } else { horizon };
    (last.min(horizon).ceil() - first.floor()).max(0.0)
}

impl TacticPlan {
    /// Days that it runs at most, of a run with this horizon in days.
    pub fn running_days(&self, horizon: f64) -> f64 {
        running(&self.starts, self.stops.as_ref(), horizon)
    }

    /// Day from the start by which it has ended at the latest, of a run with this horizon in days.
    pub fn ends(&self, horizon: f64) -> f64 {
        if let Some(When::Day(day)) = self.stops { day.min(horizon) } else { horizon }
    }
}

/// Checks what depends on the kind: whether it goes with thresholds, and has a price.
fn check(s: &Section<'_>, kind: &Kind, spec: &Spec, free: bool, context: &TacticContext<'_>) {
    let reaches =
        spec.needs().impression_price.is_some() || spec.needs().contacts || spec.account().is_some();
    if context.thresholds && reaches {
        let help = "audiences need exponential resistance; take it away, or [talk] resistance";
        s.refuse("kind", tree::quoted(kind.name), help);
    }
    if context.thresholds && spec.needs().fits {
        let help = "a fit needs exponential resistance; take it away, or [talk] resistance";
        s.refuse("kind", tree::quoted(kind.name), help);
    }
    if context.thresholds && spec.needs().holds_sale {
        let help = "a wish that fades needs exponential resistance; take it away, or [talk] resistance";
        s.refuse("kind", tree::quoted(kind.name), help);
    }
    if !spec.costs() && !free {
        let help = "give it one, or say free_because = \"why it costs nothing\"";
        s.follows("", "has no price", help, &[&format!("{}.", s.path)]);
    }
}
