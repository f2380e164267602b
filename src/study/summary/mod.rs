//! What the runs of a study say, part by part, as plain numbers.
//!
//! Always true: made of the plan, the records and their digests alone, so the same records give
//! the same bytes.

mod activity;
mod attribution;
mod bass;
mod body;
mod contest;
mod curves;
mod lead;
mod ledger_statistics;
mod milestones;
mod money;
mod notes;
mod profit;
mod sample;

pub use activity::{Activity, activity};
pub use attribution::{Credit, Touch, credits, measured_r};
pub use bass::{Implied, implied};
pub use contest::{Contest, Difference, Standing, over_runs, over_settings};
pub use curves::{Curve, Point, Series, curves};
pub use lead::{Crossing, LeadCurve, LeadPoint};
pub use ledger_statistics::{
    CascadeClass, CohortPoint, Gained, LedgerStatistics, Measure, Reproduction, Value, ledger_statistics,
    reproduction, value,
};
pub use milestones::{Level, Milestone, TAKEN_OFF, eligible, levels, milestone, take_off_level};
pub use money::{CostPerExtra, MeanFlows, Money, Spending, money};
pub use notes::{Begin, Note, begins, notes};
pub use profit::{BreakEven, Profit, ProfitLead};
pub use sample::{Arm, Sample, Service};
