//! The error of β stands in the intervals of what is played at the stated values.

use crate::common;
use crate::common::program::{done, folder, put};
use groundswell::scenario::Scenario;
use groundswell::statistics::{estimate, mean};
use groundswell::study::Results;
use groundswell::study::play::{Experiment, Part, Runs, active, pairs};
use groundswell::units::StrategyId;

const TEXT: &str = r#"
horizon = "26w"
[market]
people = 4_000
[product]
margin_per_owner = 40
[channels.chat]
kind = "chat"
[TALK]
[seeds]
count = 40
[compare]
cap = 8_000
replications = 8
runs_per_network = 2
[[strategy]]
name = "Organic"
[[strategy]]
name = "Ads"
[[strategy.tactic]]
kind = "ads"
spend = "all"
"#;

fn played(talk: &str) -> Experiment {
    let text = TEXT.replace("[TALK]", talk);
    common::experiment(&Scenario::parse(&text, "t.toml").unwrap_or_else(|p| panic!("{p}")), false)
}

/// ln ratios of Ads to Organic.
fn leads(runs: &Runs) -> (Vec<f64>, Vec<u32>) {
    let pairs = pairs(&runs.records, StrategyId(1), StrategyId(0));
    let lead = |a, b| ((active(a, 182) + 1.0) / (active(b, 182) + 1.0)).ln();
    pairs.iter().map(|(a, b)| (lead(a, b), a.network)).unzip()
}

#[test]
fn runs_with_other_talk_widen_the_interval_of_a_lead_by_the_error_of_beta_times_its_slope() {
    let found = played("[talk]\norganic_r = 0.9");
    let solved = found.stated.solved;
    let talk = found.stated.other_talk.clone().expect("β was solved for");
    // The error of ln β is that of R and what the search left of it, over the slope.
    let left = (solved.target.unwrap() / solved.r_hat.unwrap()).ln();
    let error = solved.r_error.unwrap().hypot(left) / solved.slope.unwrap();
    assert!((talk.error - error).abs() < 1e-12 && error > 0.003, "{error}");
    for (runs, factor) in [(&talk.weaker, 0.95), (&talk.stronger, 1.05)] {
        assert!((runs.solved.beta / solved.beta - factor).abs() < 1e-12);
        // Four of each strategy, one on each network, on the luck of the stated runs.
        assert_eq!(runs.records.len(), 8);
        let networks: Vec<u32> = runs.of(StrategyId(1)).iter().map(|r| r.network).collect();
        assert_eq!(networks, [0, 1, 2, 3]);
    }
    let slope = (mean(&leads(&talk.stronger).0) - mean(&leads(&talk.weaker).0)) / (1.05_f64 / 0.95).ln();
    let (values, networks) = leads(&found.stated);
    let half = |of: Option<groundswell::statistics::Interval>| of.map_or(0.0, |i| (i.high - i.low) / 2.0);
    let plain = half(estimate(&values, &networks).interval);
    let wider = plain.hypot(1.959_964 * slope * error);
    // They are lines of the table of all runs, those at other money among them.
    let of = |name: &str| found.lines.iter().filter(|l| l.part.name() == name).collect::<Vec<_>>();
    let changes: std::collections::BTreeSet<String> = of("talk").iter().map(|l| l.part.change()).collect();
    for change in ["talk × 0.95", "money × 0.5, talk × 1.05"] {
        assert!(changes.contains(change), "{changes:?}");
    }
    assert!(of("talk").iter().all(|l| matches!(&l.part, Part::OtherTalk(..)) && l.beta != solved.beta));
    // Four of every eight: as stated, at three multiples of the money, without the ads and their three mechanisms.
    assert_eq!((of("as stated").len(), of("money").len(), of("talk").len()), (16, 24, 2 * (8 + 12 + 4 + 12)));
    let plain_money: Vec<_> = found.budgets.iter().map(|level| level.extra).collect();
    let results = Results::from_experiment(found);
    let contest = results.against(StrategyId(1), StrategyId(0));
    let told = half(contest.mean_lead.expect("runs as stated").interval);
    assert!((told - wider).abs() < 1e-9 && told > 1.005 * plain, "{plain} {wider} {told}");
    // The level of the stated money has the same extra owners as the pair of strategies.
    let difference = contest.difference.as_ref().expect("runs as stated").estimate;
    let as_stated = plain_money[results.budgets.iter().position(|l| l.multiple == 1.0).expect("a level")];
    assert!((difference.mean - as_stated.mean).abs() < 1e-9);
    let (a, b) = (half(difference.interval), half(as_stated.interval));
    assert!((a - b).abs() < 1e-6 * a, "{a} {b}");
}

#[test]
fn a_scale_that_is_stated_has_no_error() {
    let found = played("[talk]\nscale = 0.4");
    assert!(found.stated.other_talk.is_none());
    assert!(found.lines.iter().all(|l| l.part.name() != "talk"));
    let (values, networks) = leads(&found.stated);
    let results = Results::from_experiment(found);
    let contest = results.against(StrategyId(1), StrategyId(0));
    let (told, plain) =
        (contest.mean_lead.expect("runs as stated").ends(), estimate(&values, &networks).ends());
    assert!(
        (told.low - plain.low).abs() < 1e-9 && (told.high - plain.high).abs() < 1e-9,
        "{told:?} {plain:?}"
    );
}

/// A study with other talk that goes on from a smaller one leaves the same bytes as one that is played at once.
#[test]
fn going_on_keeps_the_runs_with_other_talk() {
    let dir = folder();
    put(dir.path(), "s.toml", &TEXT.replace("[TALK]", "[talk]\norganic_r = 0.9"));
    let run = |out: &str, runs: &str| {
        let set = format!("compare.replications={runs}");
        done(dir.path(), &["run", "s.toml", "--quiet", "--out", out, "--set", &set]);
    };
    run("once", "8");
    run("on", "3");
    run("on", "8");
    let [once, on] = ["once", "on"].map(|out| common::program::results(&dir.path().join(out)));
    for (name, bytes) in &once {
        assert!(on[name] == *bytes, "{name} differs");
    }
}
