//! What the report says of digests and of the Bass curves that strategies imply.

use std::collections::BTreeMap;

use crate::common::synthetic::{EIGHT, plan, records, results};
use groundswell::fit::bass;
use groundswell::fit::implied::curve;
use groundswell::report::findings;
use groundswell::report::tables::tables;
use groundswell::study::Results;
use groundswell::study::play::{Runs, digest_all};
use groundswell::study::summary::Implied;
use groundswell::units::{PersonId, StrategyId};
use groundswell::{Scenario, Study};

/// Two strategies of one run each on two days; the ledger of each day's first adopters is made up.
#[test]
fn tables_of_reflections_are_these_word_for_word() {
    let mut plan = plan(&EIGHT[..2], 1, 1_000);
    plan.compare.at_days = vec![1.into()];
    let mut records = records(&plan, 2);
    for run in &mut records {
        // Organic: 0 and 1 from the start. Ads: 0 from the start, who wins 1 and 2 on day 1.
        let ads = run.strategy == StrategyId(1);
        run.ledger.truncate(if ads { 3 } else { 2 });
        for (i, line) in run.ledger.iter_mut().enumerate() {
            (line.person, line.tick) = (PersonId(i as u32), u32::from(ads && i > 0));
            line.parent = (ads && i > 0).then_some(PersonId(0));
        }
    }
    let digests = digest_all(&plan, &records);
    let runs = Runs { digests, ..records.into() };
    let made = tables(&Results::of_runs(plan, runs, &[]));
    let text = |name: &str| made.iter().find(|t| t.0 == name).expect("the table").1.as_str();
    assert_eq!(
        text("cascades.csv"),
        "strategy,tree_people_from,tree_people_to,trees_mean,people_mean,structural_virality_mean,depth_mean,\
         depth_largest,tree_people_largest\n\
         Organic,1,1,2,2,0,0,0,1\n\
         Ads,1,1,0,0,0,0,0,0\n\
         Ads,2,3,1,3,1.333333,1,1,3\n"
    );
    assert_eq!(
        text("reproduction.csv"),
        "strategy,day,date,adopters_mean,r,r_lo95,r_hi95,censored\n\
         Organic,0,2010-08-16,2,0,0,0,true\n\
         Ads,0,2010-08-16,1,2,2,2,false\n\
         Ads,1,2010-08-17,2,0,0,0,true\n"
    );
    // Person 1 comes a day later with ads (-1 day), person 2 only then (0 days left).
    assert_eq!(
        text("value.csv").lines().filter(|l| l.contains("person_days")).collect::<Vec<_>>(),
        [
            "Ads,person_days,,total,-1,-1,-1,1",
            "Ads,person_days,,acceleration,-1,-1,-1,1",
            "Ads,person_days,,expansion,0,0,0,0"
        ]
    );
    // The discounted ones: e^(-0.1/365.25) = 0.999726 twice against 1 once.
    assert_eq!(
        text("value.csv").lines().skip(1).take(3).collect::<Vec<_>>(),
        [
            "Ads,discounted_adoptions,0.1,total,0.999453,0.999453,0.999453,1",
            "Ads,discounted_adoptions,0.1,acceleration,-0.000274,-0.000274,-0.000274,-0.000274",
            "Ads,discounted_adoptions,0.1,expansion,0.999726,0.999726,0.999726,1.000274"
        ]
    );
}

#[test]
fn a_logistic_market_implies_a_bass_curve_with_its_ridge() {
    let plan = plan(&EIGHT, 728, 1_000_000);
    let study = results(&plan, &records(&plan, 8));
    let found = &study.bass;
    assert_eq!(found.len(), 8);
    assert!(found.iter().all(|i| i.weeks == 104));
    let ads = found[1].curve.as_ref().expect("an S-curve can be fitted");
    assert!(ads.error < 0.25 && !ads.is_poor(), "{}", ads.error);
    // The made-up curve is logistic of pace 48 days: q tends to 7/48 a week where p is small.
    assert!((ads.fit.q - 7.0 / 48.0).abs() < 0.03, "{}", ads.fit.q);
    assert!(ads.q_low.is_some_and(|q| q < ads.fit.q) && ads.q_high.is_none_or(|q| q > ads.fit.q));
    let said = findings(&study).bass.join(" ");
    assert!(said.contains("Ads: p 0.") && said.contains("their errors correlate"), "{said}");
}

#[test]
fn p_and_q_are_never_said_where_they_are_hardly_known_or_the_curve_is_none() {
    let plan = plan(&EIGHT[..3], 728, 1_000);
    let half = |i: u32| bass::share(0.001, 0.1, f64::from(i));
    let rising: Vec<f64> = (0..30).map(|i| 1e6 * (half(i + 1) - half(i))).collect();
    let bumpy: Vec<f64> = rising.iter().zip([1.2, 0.8, 1.0].iter().cycle()).map(|(x, f)| x * f).collect();
    let spikes: Vec<f64> = (0..60).map(|i| if i % 20 == 5 { 1_000.0 } else { 1.0 }).collect();
    let all: Vec<Implied> = StrategyId::all(3)
        .zip([bumpy, spikes, vec![0.0; 10]])
        .map(|(strategy, weekly)| Implied { strategy, weeks: weekly.len(), curve: curve(&weekly) })
        .collect();
    let study = Results { bass: all, ..results(&plan, &records(&plan, 2)) };
    let said = findings(&study).bass.join(" ");
    assert!(said.contains("Organic: hardly identified, q "), "{said}");
    assert!(said.contains("Ads: no Bass curve ("), "{said}");
    assert!(said.contains("Participation: no Bass curve (nobody adopted"), "{said}");
    assert!(!said.contains("p 0."), "{said}");
    assert!(findings(&Results { bass: vec![], ..study }).bass.is_empty());
}

/// A few people are won in each of four runs, some by posters and some by a referral: shares differ so much from
/// run to run that a plain interval of their mean would leave [0, 1].
#[test]
fn shares_of_the_credit_lie_within_their_bounds_however_few_were_won() {
    let posters = |settings: &str, talk: &str| {
        format!(
            "horizon = \"30d\"\n[market]\npeople = 2_000\n[talk]\n{talk}\n[seeds]\ncount = 0\n\
             [media]\ncold_cac = 60\n[compare]\ncap = 1e5\nreplications = 4\nsettings = {settings}\n\
             [[strategy]]\nname = \"Organic\"\n\
             [[strategy]]\nname = \"Few\"\n[[strategy.tactic]]\nkind = \"ads\"\nname = \"posters\"\nspend = 150\n\
             [[strategy.tactic]]\nkind = \"share\"\nname = \"cards\"\nfree_because = \"printed at home\"\n\
             [[strategy]]\nname = \"Fewer\"\n[[strategy.tactic]]\nkind = \"amplification\"\nname = \"amplified\"\nbudget = 100\n"
        )
    };
    let ranged = "scale = { value = 0.1, range = [0.05, 0.2], why = \"unknown\" }";
    let mut wide = 0;
    for (settings, talk) in [("0", "scale = 0.1"), ("4", ranged), ("0", "organic_r = 0.8")] {
        let scenario =
            Scenario::parse(&posters(settings, talk), "few.toml").unwrap_or_else(|p| panic!("{p}"));
        let results = Study::new(&scenario).run().expect("a study");
        let made = tables(&results);
        let text = &made.iter().find(|t| t.0 == "attribution.csv").expect("the table").1;
        for row in csv::Reader::from_reader(text.as_bytes()).deserialize::<BTreeMap<String, String>>() {
            let row = row.expect("a row");
            let ends = ["share_lo95", "share", "share_hi95"].map(|key| row[key].parse::<f64>().ok());
            let least = if ["first", "last"].contains(&&*row["touch"]) { 0.0 } else { f64::NEG_INFINITY };
            for share in ends.into_iter().flatten() {
                assert!((least..=1.0).contains(&share), "{talk}: {row:?}");
            }
            if let [Some(low), Some(share), Some(high)] = ends {
                assert!(low <= share && share <= high, "{talk}: {row:?}");
                wide += u32::from(high == 1.0 || low == least && share > 0.0);
            }
        }
    }
    assert!(wide >= 3, "{wide} intervals reach a bound");
}
