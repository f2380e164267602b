//! Bad quality, a closed channel and a broken desk make nothing better, in any shipped scenario at full size.

use crate::common::harms::{Size, shipped, wrong};

#[test]
#[ignore = "slow: every shipped scenario at full size, five to seven times"]
fn three_harms_make_nothing_better_in_any_shipped_scenario_at_full_size() {
    let size = Size { people: u32::MAX, replications: 8 };
    let wrong: Vec<String> = shipped().iter().flat_map(|file| wrong(file, size)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
