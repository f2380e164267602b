//! The table of the plans tried for each strategy, on settings and luck of their own.

use super::paired::{owners, profit};
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
        "typical_active" ["people"] = r.typical_active, "exp(mean of ln(1 + active)) − 1 over them at the last horizon: what plans are ranked by, but where profit is compared.";
        "median_active" ["people"] = r.median_active, "Median of active owners over them.";
        "mean_profit" ["currency"] = r.mean_profit, "Mean profit over them: what plans are ranked by where profit is compared; empty where no margin is said.";
        Interval "chosen_ln_ratio" ["ln"] = owners(s, r.chosen_lead),
            "Mean ln ratio of the plan kept to this one over the same training runs; empty for the plan kept, and where profit is compared.";
        Interval "chosen_difference_profit" ["currency"] = profit(s, r.chosen_lead),
            "Mean profit of the plan kept less that of this one over them; empty for the plan kept, and where owners are compared.";
        "chosen" = r.chosen, "Whether it was kept.";
    },
};
