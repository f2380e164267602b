//! Statistics of a handful of values, without any knowledge of what a study is.

mod clusters;
mod crossed;
mod estimate;
mod screening;
mod without_luck;

pub use clusters::{Error, Ratio, error, estimate, mean_interval, ratio_interval, share, share_of};
pub use estimate::{Estimate, Interval, Share, Spread, Z95};
pub use estimate::{mean, median, quantile, runs_to_decide, sd, t_interval, t95, wilson};
pub use screening::{Design, Lenth};
pub use without_luck::{Chances, Differ, WithoutLuck};
