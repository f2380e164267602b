//! How a lead is said: as a multiple of owners, or as a difference of profit.

use crate::report::format::{count, factor, signed};
use crate::scenario::plan::{Judged, Plan};
use crate::study::play::Yardstick;

/// A lead as it stands in a contest: `1.7×`, or `+41,200 CNY`.
pub fn shown(plan: &Plan, lead: f64) -> String {
    match plan.compare.outcome {
        Judged::Active => factor(lead),
        Judged::Profit => format!("{} {}", signed(lead), plan.currency),
    }
}

/// A lead that is an ln ratio of owners, or a difference of profit.
pub fn said(plan: &Plan, lead: f64) -> String {
    shown(plan, Yardstick::last(plan).read(lead))
}

/// Whether a lead as it stands in a contest is one, and not a lag.
pub fn is_ahead(plan: &Plan, lead: f64) -> bool {
    Yardstick::last(plan).unread(lead) > 0.0
}

/// The lead at which strategies are level, as it stands on an axis.
pub fn level(plan: &Plan) -> f64 {
    Yardstick::last(plan).read(0.0)
}

/// What a lead of one strategy over another is called.
pub fn name(plan: &Plan, strategy: &str, other: &str) -> String {
    match plan.compare.outcome {
        Judged::Active => format!("the multiple of {strategy} to {other}"),
        Judged::Profit => format!("the profit of {strategy} less that of {other}"),
    }
}

/// What a lead is called for short.
pub fn noun(plan: &Plan) -> &'static str {
    match plan.compare.outcome {
        Judged::Active => "multiple",
        Judged::Profit => "difference",
    }
}

/// What a lead of one strategy over another is called on an axis.
pub fn axis(plan: &Plan, strategy: &str, other: &str) -> String {
    match plan.compare.outcome {
        Judged::Active => format!("{strategy} ÷ {other}, active owners (log)"),
        Judged::Profit => format!("profit of {strategy} less {other}, {}", plan.currency),
    }
}

/// How far something moves a lead, an ln ratio or an amount: `a factor of 1.35`, or `41,200 CNY`.
pub fn amount(plan: &Plan, lead: f64) -> String {
    match plan.compare.outcome {
        Judged::Active => format!("a factor of {}", bare(plan, lead)),
        Judged::Profit => format!("{} {}", bare(plan, lead), plan.currency),
    }
}

/// The same without its words.
pub fn bare(plan: &Plan, lead: f64) -> String {
    match plan.compare.outcome {
        Judged::Active if lead.exp() < 10.0 => format!("{:.2}", lead.exp()),
        Judged::Active => count(lead.exp()),
        Judged::Profit => count(lead),
    }
}
