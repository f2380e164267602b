//! Statistics of a handful of values, without any knowledge of what a study is.

pub mod clusters;
pub mod estimate;
