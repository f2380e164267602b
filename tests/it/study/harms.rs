//! Bad quality, a closed channel and a broken desk make nothing better, in any shipped scenario made small.

use crate::common::harms::{Size, shipped, wrong};

#[test]
fn three_harms_make_nothing_better_in_any_shipped_scenario() {
    let size = Size { people: 10_000, replications: 8 };
    let files = shipped();
    assert!(files.len() >= 8, "{files:?}");
    let wrong: Vec<String> = files.iter().flat_map(|file| wrong(file, size)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
