//! Statistics of runs, without any knowledge of what a study is.

pub mod clusters;
pub mod estimate;
pub mod select;
