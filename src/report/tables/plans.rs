//! The table of the plans tried for each strategy, on settings and luck of their own.

use super::source::Table;
use crate::report::column::columns;
use crate::study::play::plan_selection::Choice;

pub(super) static PLANS: Table<Choice> = Table {
    file: "plans.csv",
    doc: "The plans tried for each strategy, on luck of their own, and the one kept",
    shows: |s| s.choices.iter().any(|c| c.runs > 0),
    rows: |s, put| s.choices.iter().for_each(put),
    columns: columns! { |s, r|
        /// Strategy.
        "strategy" = s.strategy(r.strategy);
        /// What tells the plan from the others.
        "plan" = r.plan.as_str();
        /// Training runs.
        "training_runs" = r.runs;
        /// exp(mean of ln(1 + active)) − 1 over them at the last horizon: what plans are ranked by.
        "typical_active" ["people"] = r.typical_active;
        /// Median of active owners over them.
        "median_active" ["people"] = r.median_active;
        /// Whether it was kept.
        "chosen" = r.chosen;
    },
};
