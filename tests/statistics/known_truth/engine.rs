//! Known truths that are played by the engine.

use groundswell::study::Results;
use groundswell::study::summary::{Contest, Standing};
use groundswell::units::StrategyId;
use rayon::prelude::*;

/// A market of so many times 4,000 people, in which each of these strategies is played for so long.
pub fn scenario(times: u32, horizon: &str, strategies: &str) -> String {
    const MARKET: &str = r#"
[layers.friends]
random = { mean = 6 }
[channels.chat]
kind = "chat"
layer = "friends"
[talk]
scale = { value = 0.1, range = [0.05, 0.2] }
[compare]
settings = 16
replications_per_setting = 2
replications = 8
"#;
    let (people, seeds, cap) = (4_000 * times, 10 * times, 20_000 * times);
    format!(
        "horizon = \"{horizon}\"\nmarket.people = {people}\nseeds = {{ count = {seeds}, pick = \"random\" }}\n\
         {MARKET}cap = {cap}\n{strategies}"
    )
}

/// Two strategies that differ in nothing but the cost of a customer won by their ads: 40 for B, from 10 to
/// 160 for A. They are the same, run by run, where A's is 40.
const DUEL: &str = r#"baseline = "B"
[[strategy]]
name = "Organic"
[[strategy]]
name = "A"
[[strategy.tactic]]
kind = "ads"
name = "cheap or dear"
cold_cac = { value = 20, range = [10, 160], scale = "log" }
[[strategy]]
name = "B"
[[strategy.tactic]]
kind = "ads"
name = "known"
cold_cac = 40
"#;

/// With the real engine: the flip at 40 is told in every study, within 5 % in at least 90 % of 60 (3 of 4), and
/// without bias (three standard errors). Luck of eight runs puts it off by 5 % among 4,000 people, so 32,000 are
/// played.
#[test]
fn a_flip_of_two_kinds_of_ads_is_met() {
    a_flip_of_ads(4, 3);
}

#[test]
#[ignore = "slow: 60 studies with the engine"]
fn a_flip_of_two_kinds_of_ads_is_met_in_60_studies() {
    a_flip_of_ads(60, 54);
}

fn a_flip_of_ads(studies: u64, least: usize) {
    let flips: Vec<Option<f64>> = (1..=studies)
        .into_par_iter()
        .map(|seed| {
            let reader = groundswell::Reader::new().set(format!("seed={seed}"));
            let scenario = reader.parse(&scenario(8, "8w", DUEL), "t.toml").unwrap_or_else(|p| panic!("{p}"));
            let results = Results::from_experiment(crate::common::experiment(&scenario, false));
            let cac = results.plan.assumptions.iter().position(|a| a.name.ends_with("cold_cac"));
            let effects = results.settings.expect("settings were drawn").effects.expect("enough settings");
            let found = effects.of.into_iter().find(|e| Some(e.assumption) == cac).expect("the cost");
            found.flip.map(|flip| flip.value)
        })
        .collect();
    println!("a flip at 40: told {flips:?}");
    assert!(flips.iter().all(Option::is_some), "{flips:?}");
    let within = flips.iter().flatten().filter(|flip| (*flip / 40.0 - 1.0).abs() < 0.05).count();
    let off: Vec<f64> = flips.iter().flatten().map(|flip| (flip / 40.0).ln()).collect();
    let (mean, sd) = (groundswell::statistics::mean(&off), groundswell::statistics::sd(&off));
    println!("{within} of {studies} within 5 %; ln mean {mean:.4}, sd {sd:.4}");
    assert!(mean.abs() < 0.005 + 3.0 * sd / (studies as f64).sqrt(), "{mean} {sd}");
    assert!(within >= least, "{flips:?}");
}

/// Three strategies whose team takes the whole cap before the ads of two of them begin.
const WAGES: &str = r#"baseline = "Team"
[[strategy]]
name = "Team"
[[strategy.tactic]]
kind = "participation"
staff = 2
wage_per_month = 10_862
stops = "4w"
budget = 20_000
[[strategy]]
name = "Ads"
extends = "Team"
[[strategy.tactic]]
kind = "ads"
spend = "all"
starts = "5w"
[[strategy]]
name = "Late ads"
extends = "Team"
[[strategy.tactic]]
kind = "ads"
spend = "all"
flight = "burst"
starts = "6w"
"#;

/// All of the money goes to wages: the three are the same, and no number moves anything. Ads that were to
/// have money beyond that are refused.
#[test]
fn strategies_whose_wages_eat_the_cap_are_the_same() {
    wages_that_eat_the_cap(3);
    let more = scenario(1, "12w", WAGES).replacen("spend = \"all\"", "spend = 15_000", 1);
    let refused = groundswell::Scenario::parse(&more, "t.toml").expect_err("15,000 beyond the cap");
    assert!(refused.to_string().contains("strategy.\"Ads\" asks for 35_000 in all"), "{refused}");
}

#[test]
#[ignore = "slow: 60 studies with the engine"]
fn strategies_whose_wages_eat_the_cap_are_the_same_in_60_studies() {
    wages_that_eat_the_cap(60);
}

fn wages_that_eat_the_cap(studies: u64) {
    (1..=studies).into_par_iter().for_each(|seed| {
        let reader = groundswell::Reader::new().set(format!("seed={seed}"));
        let scenario = reader.parse(&scenario(1, "12w", WAGES), "t.toml").unwrap_or_else(|p| panic!("{p}"));
        let results = Results::from_experiment(crate::common::experiment(&scenario, false));
        let verdict = groundswell::report::findings(&results).verdict.join(" ");
        let position = |name: &str| results.plan.strategies.iter().position(|s| s.name == name);
        let of = |name: &str| StrategyId(position(name).expect("a strategy"));
        for sample in [&results.stated, results.sample()] {
            let of_team = |c: &&Contest| c.other == of("Team") && c.strategy != of("Organic");
            let all: Vec<&Contest> = sample.contests.iter().filter(of_team).collect();
            assert!(!all.is_empty() && all.iter().all(|c| c.standing == Standing::Same), "{seed}: {verdict}");
        }
        // In some studies the strategy without tactics, which need not be the same, comes before the three.
        let first = results.leader() == Some(of("Organic"));
        assert!(first || verdict.contains("are the same in every run"), "{seed}: {verdict}");
        assert!(
            !verdict.contains("is ahead of Ads:") && !verdict.contains("The horizon decides"),
            "{verdict}"
        );
        let told = results.settings.as_ref().expect("settings were drawn");
        let spent =
            |name: &str| told.sample.arms.iter().find(|a| a.strategy == of(name)).expect("an arm").spent;
        assert!(["Team", "Ads", "Late ads"].iter().all(|name| spent(name) > 19_900.0));
        assert_eq!(told.effects.as_ref().expect("enough settings").sure().count(), 0);
    });
    println!("wages that eat the cap: the same in {studies} of {studies} studies");
}
