//! Thresholds counted in strengths of ties: `weight = "strength/degree"`.
//!
//! Means hold to 4 standard errors (fail by chance once in 16,000).

use crate::common::cases::{FIRST, assert_mean, case, play, played_as, refusal};
use crate::common::same_as_twin;
use groundswell::verify::case::Case;
use groundswell::verify::ties::{Ties, path};

const BY_STRENGTH: &str = "acts = \"all\"\nweight = \"strength/degree\"";

fn of(ties: impl IntoIterator<Item = (u32, u32, f64)>) -> Ties {
    Ties::with_column("ties.txt", "strength", ties).directed()
}

fn strengths(runs: u32, ties: Ties, seeds: &str) -> Case {
    case(runs).ties(ties).talk("resistance = \"uniform\"").chat(BY_STRENGTH).seeds(seeds)
}

/// 3 hears 0, 1, 2 with 1, 2, 5; 4 hears 2 and 3 with .75 and .25. From 0: 3 with 1/8, then 4 with
/// 1/4. From 0 and 2: 3 with 6/8; 4 with 3/4 from 2 alone, surely from both, so 3/4 + 6/8/4.
#[test]
fn linear_threshold_weighs_ties_by_strength() {
    let from = |seeds| {
        let ties = of([(0, 3, 1.0), (1, 3, 2.0), (2, 3, 5.0), (2, 4, 0.75), (3, 4, 0.25)]);
        play(&strengths(20_000, ties, seeds)).sizes()
    };
    assert_mean("from 0", &from(FIRST), 1.0 + 0.125 * 1.25);
    let two = from("count = 2\npick = { list = [0, 2] }");
    assert_mean("from 0 and 2", &two, 2.0 + 0.75 + 0.75 + 0.75 * 0.25);
}

#[test]
fn who_hears_all_their_neighbours_adopts_whatever_the_strengths() {
    for resistance in ["\"uniform\"", "{ share = 1.0 }"] {
        let odd = [(0, 6, 0.1), (1, 6, 0.7), (2, 6, 0.333_333_3), (3, 6, 1e-9), (4, 6, 17.77), (5, 6, 0.001)];
        let all = case(20_000).ties(of(odd)).seeds("count = 6\npick = { list = [0, 1, 2, 3, 4, 5] }");
        let sizes = play(&all.talk(format!("resistance = {resistance}")).chat(BY_STRENGTH)).sizes();
        assert!(sizes.iter().all(|s| *s == 7.0), "{resistance}");
    }
}

#[test]
fn equal_strengths_are_the_same_as_whole_neighbours_byte_for_byte() {
    let around = (0..200).flat_map(|p| (1..=3).map(move |k| (p, (p + k) % 200, 2.5)));
    let ties = around.chain((200..240).map(|leaf| (0, leaf, 2.5)));
    let ties = Ties::with_column("ties.txt", "strength", ties);
    for talk in ["resistance = \"uniform\"", "resistance = { share = 0.3 }"] {
        let by = |weight: &str| {
            let all = case(300).ties(ties.clone()).talk(talk).seeds("count = 12").ledgers();
            play(&all.chat(format!("acts = \"all\"\nweight = \"{weight}\""))).runs
        };
        let by_strength = by("strength/degree");
        assert!(by_strength.iter().any(|r| r.ledger.len() > 24), "the cascade does something");
        assert!(by_strength == by("1/degree"), "{talk}");
    }
}

#[test]
fn thresholds_in_strengths_are_the_same_for_any_cut_and_for_the_twin() {
    let ties = (0..400).flat_map(|p| (1..6).map(move |k| (p, (p * 7 + k * k * 31) % 400, p % 13 + k)));
    let ties = of(ties.map(|(a, b, s)| (a, b, format!("0.{s}").parse().unwrap())));
    let all = strengths(20, ties, "count = 20").ledgers();
    let twin = same_as_twin(5, |how| played_as(&all, how).runs);
    assert!(twin.iter().any(|r| r.ledger.len() > 40), "the cascade does something");
}

#[test]
fn strength_thresholds_are_refused_without_strengths_with_others_and_where_too_large() {
    let said = refusal(&strengths(1, path(3).directed(), FIRST));
    let help = "weight is \"strength/degree\"; only an import with column = \"strength\" has strengths; write \"1/degree\"";
    assert!(said.contains(help), "{said}");
    let large = || of([(0, 1, 2.0), (1, 2, 70_000.0)]);
    let said = refusal(&case(1).ties(large()).chat(BY_STRENGTH));
    assert!(said.contains("weight is \"strength/degree\"; it goes with [talk] resistance"), "{said}");
    let other = format!("{BY_STRENGTH}\n[channels.other]\nkind = \"chat\"\nacts = \"all\"");
    let said = refusal(&strengths(1, large(), FIRST).chat(other));
    assert!(said.contains("weight stands beside other channels"), "{said}");
    let (plan, imports) = strengths(1, large(), FIRST).plan().unwrap();
    let error = groundswell::world::World::build(&plan, &imports, 0).unwrap_err().to_string();
    assert!(
        error.starts_with("layers.net: strengths into one person (number 2, from 0) are too large"),
        "{error}"
    );
}
