//! Thresholds counted in strengths of ties: `weight = "strength/degree"`.
//!
//! Means hold to 4 standard errors (fail by chance once in 16,000).

use crate::common;
use crate::common::How;
use crate::common::classic::{Classic, EdgeFile, assert_mean, path, refusal};
use groundswell::world::import::Imports;

const FIRST: &str = "count = 1\npick = { list = [0] }";

fn strengths(file: &EdgeFile, seeds: &'static str) -> Classic {
    Classic {
        layer: file.layer_of_strengths(true),
        talk: "resistance = \"uniform\"",
        channel: "acts = \"all\"\nweight = \"strength/degree\"".into(),
        seeds,
        ..Classic::default()
    }
}

/// 3 hears 0, 1, 2 with 1, 2, 5; 4 hears 2 and 3 with .75 and .25. From 0: 3 with 1/8, then 4 with
/// 1/4. From 0 and 2: 3 with 6/8; 4 with 3/4 from 2 alone, surely from both, so 3/4 + 6/8/4.
#[test]
fn linear_threshold_weighs_ties_by_strength() {
    let lines = ["0 3 1", "1 3 2", "2 3 5", "2 4 0.75", "3 4 0.25"];
    let file = EdgeFile::new(lines.map(str::to_owned));
    let one = strengths(&file, FIRST).sizes();
    assert_mean("from 0", &one, 1.0 + 0.125 * 1.25);
    let two = strengths(&file, "count = 2\npick = { list = [0, 2] }").sizes();
    assert_mean("from 0 and 2", &two, 2.0 + 0.75 + 0.75 + 0.75 * 0.25);
}

#[test]
fn who_hears_all_their_neighbours_adopts_whatever_the_strengths() {
    let odd = ["0.1", "0.7", "0.3333333", "1e-9", "17.77", "0.001"];
    let file = EdgeFile::new(odd.iter().enumerate().map(|(k, s)| format!("{k} 6 {s}")));
    let all = "count = 6\npick = { list = [0, 1, 2, 3, 4, 5] }";
    assert!(strengths(&file, all).sizes().iter().all(|s| *s == 7.0));
    let share = Classic { talk: "resistance = { share = 1.0 }", ..strengths(&file, all) };
    assert!(share.sizes().iter().all(|s| *s == 7.0));
}

#[test]
fn equal_strengths_are_the_same_as_whole_neighbours_byte_for_byte() {
    let ring = common::classic::ring(200, 3);
    let star = (200..240).map(|leaf| (0, leaf));
    let file = EdgeFile::new(ring.into_iter().chain(star).map(|(a, b)| format!("{a} {b} 2.5")));
    let play = |weight: &str, talk| {
        Classic {
            runs: 300,
            layer: file.layer_of_strengths(false),
            talk,
            channel: format!("acts = \"all\"\nweight = \"{weight}\""),
            seeds: "count = 12",
            ..Classic::default()
        }
        .play_with_ledgers()
    };
    for talk in ["resistance = \"uniform\"", "resistance = { share = 0.3 }"] {
        let by_strength = play("strength/degree", talk);
        assert!(by_strength.iter().any(|r| r.ledger.len() > 24), "the cascade does something");
        assert!(by_strength == play("1/degree", talk), "{talk}");
    }
}

#[test]
fn thresholds_in_strengths_are_the_same_for_any_cut_and_for_the_twin() {
    let ties = (0..400_u32).flat_map(|p| (1..6).map(move |k| (p, (p * 7 + k * k * 31) % 400, p % 13 + k)));
    let file = EdgeFile::new(ties.map(|(a, b, s)| format!("{a} {b} 0.{s}")));
    let text = Classic { runs: 20, ..strengths(&file, "count = 20") }.text();
    let how = |shards, scan| How { shards: Some(shards), scan, block_bits: 5 };
    let twin = common::study_how(&text, how(1, true)).records;
    assert!(twin.iter().any(|r| r.ledger.len() > 40), "the cascade does something");
    for shards in [1, 2, 4, 8] {
        assert!(common::study_how(&text, how(shards, false)).records == twin, "{shards} shards");
    }
}

#[test]
fn strength_thresholds_are_refused_without_strengths_with_others_and_where_too_large() {
    let plain = path(3);
    let without = Classic { layer: plain.layer(true), ..strengths(&plain, FIRST) };
    let help = "weight is \"strength/degree\"; only an import with column = \"strength\" has strengths; write \"1/degree\"";
    assert!(refusal(&without.text()).contains(help), "{}", refusal(&without.text()));
    let file = EdgeFile::new(["0 1 2".to_owned(), "1 2 70000".to_owned()]);
    let no_threshold = Classic { talk: "", ..strengths(&file, FIRST) };
    let help = "weight is \"strength/degree\"; it goes with [talk] resistance";
    assert!(refusal(&no_threshold.text()).contains(help), "{}", refusal(&no_threshold.text()));
    let other =
        "acts = \"all\"\nweight = \"strength/degree\"\n[channels.other]\nkind = \"chat\"\nacts = \"all\"";
    let two = Classic { channel: other.into(), ..strengths(&file, FIRST) };
    assert!(refusal(&two.text()).contains("weight stands beside other channels"), "{}", refusal(&two.text()));
    let imports = Imports::new();
    let large = groundswell::parse(&strengths(&file, FIRST).text(), "s.toml", &[], &imports).unwrap();
    let error = groundswell::world::World::build(&large.plan, &imports, 0).unwrap_err().to_string();
    assert!(
        error.starts_with("layers.net: strengths into one person (number 2, from 0) are too large"),
        "{error}"
    );
}
