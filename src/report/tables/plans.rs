//! The table of the plans tried for each strategy, on settings and luck of their own.

use super::table::{Table, columns};
use crate::study::play::Choice;

pub(super) static PLANS: Table<Choice> = Table {
    file: "plans.csv",
    doc: "The plans tried for each strategy, on luck of their own, and the one kept",
    shows: |s| s.choices.iter().any(|c| c.runs > 0),
    rows: |s, put| s.choices.iter().for_each(put),
    columns: columns! { |s, r|
        "strategy" = s.strategy(r.strategy), "Strategy.";
        "plan" = r.plan.as_str(), "What tells the plan from the others.";
        "training_runs" = r.runs, "Training runs.";
        "typical_active" ["people"] = r.typical_active, "exp(mean of ln(1 + active)) − 1 over them at the last horizon: what plans are ranked by.";
        "median_active" ["people"] = r.median_active, "Median of active owners over them.";
        Interval "chosen_ln_ratio" ["ln"] = r.chosen_ln_ratio, "Mean ln ratio of the plan kept to this one over the same training runs; empty for the plan kept.";
        "chosen" = r.chosen, "Whether it was kept.";
    },
};
