//! Assumptions that move the lead are named, and those that do not are not.

use super::{SAME, Truth, share};

/// Identical strategies with luck of their own, and 6 or 16 unknowns that cannot matter: at most 5 %
/// of studies name one. 600 studies each: at a true 5 % a share over 7.5 % comes once in 300 tries; of 60
/// studies a share over 15 % once in 400.
#[test]
fn what_cannot_matter_is_hardly_ever_named() {
    what_cannot_matter(60, 0.15);
}

#[test]
#[ignore = "slow: 600 studies of each world"]
fn what_cannot_matter_is_named_in_five_of_a_hundred_studies() {
    what_cannot_matter(600, 0.075);
}

fn what_cannot_matter(studies: u64, most: f64) {
    for unknowns in [6, 16] {
        let world = Truth { unknowns, luck: 0.2, ..SAME };
        let told = world.studies(studies, |results| {
            let findings = groundswell::report::findings(&results);
            let found = results.settings.expect("settings were drawn").effects.expect("enough settings");
            let named = found.sure().count() > 0;
            let says = findings.decides[0] == "No assumed number surely moves the multiple of A to B."
                || findings.decides[0] == "No assumed number surely moves the multiple of B to A.";
            assert_eq!(named, !says, "{:?}", findings.decides);
            assert!(named || findings.next.is_empty(), "{:?}", findings.next);
            (named, found.explained)
        });
        let named = share(&told.iter().map(|t| t.0).collect::<Vec<_>>());
        let explained = told.iter().map(|t| t.1).sum::<f64>() / told.len() as f64;
        println!(
            "{unknowns} unknowns that cannot matter: {:.1} % name one; R² {explained:.3}",
            100.0 * named
        );
        assert!(named <= most, "{unknowns}: {named}");
        assert!(explained < 0.1, "{unknowns}: {explained}");
    }
}

/// A mover with a rank correlation of about 0.45 among 18, with seven smaller ones that leave half of
/// the variance unexplained, as in the large example scenario: found in at least 90 % of studies (true
/// rate about 94 %; with 400 studies a share under 90 % comes once in 2,000 tries, with 60 one under 83 %
/// once in 400). Those of the eighteen that do nothing are named in at most 5 %.
#[test]
fn a_mover_of_middling_size_is_found() {
    a_mover_of_middling_size(60, 0.83, 0.15);
}

#[test]
#[ignore = "slow: 400 studies"]
fn a_mover_of_middling_size_is_found_in_nine_of_ten_studies() {
    a_mover_of_middling_size(400, 0.9, 0.08);
}

fn a_mover_of_middling_size(studies: u64, least: f64, most_idle: f64) {
    const SHARES: [f64; 8] = [0.21, 0.08, 0.06, 0.05, 0.04, 0.03, 0.02, 0.02];
    // Positions are uniform, with variance 1/12; luck of two runs a setting leaves the other half.
    let lead = |u: &[f64]| SHARES.iter().zip(u).map(|(s, u)| (12.0 * s).sqrt() * 0.2 * (u - 0.5)).sum();
    let world = Truth { unknowns: 18, luck: 0.2 * 0.49_f64.sqrt(), lead: &lead, ..SAME };
    let told = world.studies(studies, |results| {
        let found = results.settings.expect("settings were drawn").effects.expect("enough settings");
        let first = found.of.iter().find(|e| e.assumption == 0).expect("the first");
        let idle = found.sure().any(|e| e.assumption >= SHARES.len());
        (first.is_sure(), idle, first.correlation.abs())
    });
    let rate = share(&told.iter().map(|t| t.0).collect::<Vec<_>>());
    let idle = share(&told.iter().map(|t| t.1).collect::<Vec<_>>());
    let correlation = told.iter().map(|t| t.2).sum::<f64>() / told.len() as f64;
    println!(
        "a mover (rank correlation {correlation:.2}): found in {:.1} %, an idle one in {:.1} %",
        100.0 * rate,
        100.0 * idle
    );
    assert!(rate >= least, "{rate}");
    assert!(idle <= most_idle, "{idle}");
}
