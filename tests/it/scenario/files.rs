//! The shipped scenarios load, mean what they say, and their resolved text means the same again.

use std::path::{Path, PathBuf};

use groundswell::network::import::Imports;
use groundswell::scenario::plan::{
    ChannelKind, Clause, Club, Condition, Figure, Force, LayerKind, Pace, Pick, Plan, Resistance, When,
};
use groundswell::scenario::spec::Spend;
use groundswell::scenario::{Reader, Scenario};
use groundswell::tactic::ads::{Ads, Asked, Flight};
use groundswell::tactic::participation::Participation;
use groundswell::units::Day;
use groundswell::units::StrategyId;
use proptest::prelude::*;

const SHIPPED: [&str; 8] = [
    "01-first-steps.toml",
    "hundred-seeds.toml",
    "real-network.toml",
    "classic/independent-cascade.toml",
    "classic/linear-threshold.toml",
    "classic/watts.toml",
    "classic/sir.toml",
    "classic/bass.toml",
];

fn scenarios() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

/// Reads with an edge list of three columns at hand.
fn reader() -> Reader {
    let imports = Imports::new();
    imports.give(Path::new("weighted.txt"), *b"0 1 2.5\n1 2 0.5\n");
    Reader::new().imports(&imports)
}

fn shipped(name: &str, sets: &[&str]) -> Scenario {
    let reader = sets.iter().fold(reader(), |reader, set| reader.set(*set));
    reader.load(scenarios().join(name)).unwrap_or_else(|problems| panic!("{problems}"))
}

fn read(text: &str) -> Scenario {
    reader().parse(text, "s.toml").unwrap_or_else(|problems| panic!("{problems}"))
}

fn strategy_names(plan: &Plan) -> Vec<&str> {
    plan.strategies.iter().map(|s| s.name.as_str()).collect()
}

#[test]
fn every_shipped_scenario_loads_without_a_warning() {
    for name in SHIPPED {
        let loaded = shipped(name, &[]);
        assert!(loaded.warnings.is_empty(), "{name}: {}", loaded.warnings);
    }
}

#[test]
fn resolved_text_loads_again_to_the_equal_plan_and_to_itself() {
    for name in SHIPPED {
        let loaded = shipped(name, &[]);
        let origin = scenarios().join(name);
        let again = reader()
            .parse(&loaded.resolved, &origin.to_string_lossy())
            .unwrap_or_else(|problems| panic!("{name}: {problems}\n{}", loaded.resolved));
        assert_eq!(loaded.plan, again.plan, "{name}");
        assert_eq!(loaded.resolved, again.resolved, "{name}");
    }
}

#[test]
fn hundred_seeds_means_what_the_question_asks() {
    let plan = shipped("hundred-seeds.toml", &[]).plan;
    assert_eq!((plan.market.people, plan.horizon_days(), plan.seeds.count), (1_000_000, 728.into(), 100));
    assert_eq!((plan.seeds.super_users, &plan.seeds.pick), (10, &Pick::Core));
    assert_eq!(plan.compare.cap, Some(2_000_000.0));
    let compare = &plan.compare;
    assert_eq!((compare.settings, compare.replications_per_setting, compare.replications), (64, 2, 16));
    assert_eq!(
        strategy_names(&plan),
        ["Organic", "Ads", "Participation", "Participation + events", "Mix", "Participation, then ads"]
    );
    let tried = |s: usize| plan.strategies[s].plans.iter().map(|p| p.name.as_str()).collect::<Vec<_>>();
    assert_eq!(tried(1), ["burst flight", "continuous flight", "pulsing flight"]);
    assert_eq!(
        tried(4),
        ["events from week 4", "events from week 12", "events from week 26"],
        "what extends a strategy has its plans"
    );
    assert_eq!(
        tried(5),
        ["ads from week 26", "ads from 1,000 active owners", "ads from 5,000 active owners"],
        "each says what differs"
    );
    assert!((1..6).all(|s| tried(s).len() == 3), "a fair fight");
    assert_eq!(plan.strategies[1].title(), "广告轰炸");
    assert_eq!(compare.baseline, StrategyId(1));
    assert_eq!(plan.talk.organic_r, Some(1.2));
    let mix = plan.with_plans(&[0, 0, 0, 0, 1, 0]).strategies[4].tactics.clone();
    let mix: Vec<_> = mix.iter().map(|t| (t.name.as_str(), t.budget)).collect();
    assert_eq!(mix, [("weekly build", None), ("events", Some(1_200_000.0)), ("ads", Some(500_000.0))]);
    let late = &plan.strategies[5].plans[2].tactics[1];
    let many = Clause { figure: Figure::Active, share: false, at_least: true, level: 5_000.0, lasting: 0.0 };
    assert_eq!(late.starts, When::Reached(Condition(vec![many])));
    let ads = plan.strategies[1].tactics[0].spec.get::<Ads>().expect("ads");
    let spend = Asked::Once(Spend::All);
    assert_eq!((&ads.spend, ads.flight, ads.burst_days), (&spend, Flight::Burst, 30.0));
    assert_eq!(ads.duration, 728.0);
    assert_eq!(plan.channels[0].opens_day, 158.0);
    assert!(plan.channels[1].opens_day < 0.0);
    assert!(
        matches!(&plan.channels[2].kind, ChannelKind::Club(Club { catchment, .. }) if catchment == &[0, 1])
    );
    let unknown: Vec<(&str, usize)> =
        plan.assumptions.iter().map(|a| (a.name.as_str(), a.keys.len())).collect();
    assert_eq!(
        unknown,
        [
            ("market.eligible", 1),
            ("channels.forum.weight", 1),
            ("channels.forum.views", 1),
            ("talk.organic_r", 1),
            ("talk.fresh_for", 1),
            ("talk.rates.settled", 1),
            ("talk.rates.participant", 1),
            ("talk.rates.advocate", 1),
            ("talk.same_friend_again", 1),
            ("talk.distinct_voices.slope", 1),
            ("talk.overlap", 1),
            ("product.satisfied", 1),
            ("product.lapse_participant", 1),
            ("product.lapse_advocate", 1),
            ("media.cold_cac", 1),
            ("media.wear_out_at", 1),
            ("ads.talk_lift", 9),
            ("\"weekly build\".owners_who_need_it", 12),
            ("\"weekly build\".involvement_gain", 12),
            ("\"weekly build\".improvement_per_release", 12),
            ("\"weekly build\".feedback_half", 12),
            ("events.relative_force", 6),
            ("events.quality_sd", 6),
        ],
        "each is one assumption, in however many plans it stands"
    );
    // Draws stay what they were when the key stood in [talk].
    assert_eq!(plan.assumptions[6].drawn_as, "talk.participant");
}

#[test]
fn classic_scenarios_switch_everything_off_that_the_theory_lacks() {
    for name in &SHIPPED[3..] {
        let plan = shipped(name, &[]).plan;
        let talk = &plan.talk;
        assert_eq!((plan.market.eligible, plan.market.susceptibility_sd), (1.0, 0.0), "{name}");
        assert_eq!((plan.market.activity_shape, plan.product.satisfied), (None, 1.0), "{name}");
        assert_eq!((talk.organic_r, talk.scale, talk.fresh_days), (None, 1.0, None), "{name}");
        assert_eq!(talk.distinct_voices.slope, 0.0, "{name}");
        assert_eq!(
            (talk.same_friend_again, talk.grievance, plan.product.delay_days),
            (1.0, 0.0, 0.0),
            "{name}"
        );
        assert_eq!(plan.product.trouble_per_day, 0.0, "{name}");
    }
    let sir = shipped("classic/sir.toml", &[]).plan;
    assert!((sir.product.lapse_per_day - 0.1).abs() < 1e-12);
    assert_eq!(sir.channels[0].pace, Pace::PerTiePerDay(0.05));
    let threshold = shipped("classic/linear-threshold.toml", &[]).plan;
    assert_eq!(
        (threshold.talk.resistance, threshold.channels[0].force),
        (Resistance::Uniform, Force::PerDegree)
    );
    let bass = shipped("classic/bass.toml", &[]).plan;
    assert_eq!((bass.market.outside_per_day, &bass.layers[0].kind), (0.03, &LayerKind::Complete));
    assert_eq!(bass.seeds.count, 0);
}

#[test]
fn real_network_takes_its_people_from_the_file() {
    let plan = shipped("real-network.toml", &[]).plan;
    assert_eq!(plan.market.people, 4_385);
    let LayerKind::Import { file, .. } = &plan.layers[0].kind else { panic!("not imported") };
    assert!(file.ends_with("scenarios/data/twitch-ru.txt.gz"));
    assert_eq!(plan.strategies[2].seeds.as_ref().map(|s| &s.pick), Some(&Pick::Degree));
}

#[test]
fn a_name_and_one_tactic_are_enough() {
    let text = "name = \"Small\"\n[[strategy]]\nname = \"Node\"\n[[strategy.tactic]]\nkind = \"participation\"\nname = \"node\"\n";
    let plan = read(text).plan;
    assert_eq!(strategy_names(&plan), ["Organic", "Node"]);
    let layers: Vec<_> = plan.layers.iter().map(|l| (l.name.as_str(), l.same_city, l.directed)).collect();
    assert_eq!(layers, [("friends", 0.7, false), ("follows", 0.0, true)]);
    assert_eq!(plan.channels.len(), 2);
    assert_eq!(plan.compare.at_days, [182, 364, 728].map(Day::from));
    assert_eq!(plan.talk.organic_r, Some(0.8));
    assert_eq!(read(&read(text).resolved).plan, plan);
}

#[test]
fn extends_replaces_by_name_adds_and_removes() {
    let text = "[[strategy]]\nname = \"A\"\n[[strategy.tactic]]\nkind = \"participation\"\nname = \"node\"\n[[strategy.tactic]]\nkind = \"ads\"\nspend = 5\n\
        [[strategy]]\nname = \"B\"\nextends = \"A\"\n[[strategy.tactic]]\nkind = \"ads\"\nspend = 7\n\
        [[strategy]]\nname = \"C\"\nextends = \"B\"\nremove = [\"node\"]\n[[strategy.tactic]]\nkind = \"amplification\"\nname = \"amplify\"\n";
    let plan = read(text).plan;
    let tactics = |i: usize| -> Vec<(&str, Option<f64>)> {
        plan.strategies[i].tactics.iter().map(|t| (t.name.as_str(), t.budget)).collect()
    };
    assert_eq!(strategy_names(&plan), ["Organic", "A", "B", "C"]);
    assert_eq!(tactics(2), [("node", None), ("ads", Some(7.0))]);
    // 728 days: twice 365 would be 12 events, and the cooldown allows the last six within 363 days.
    assert_eq!(tactics(3), [("ads", Some(7.0)), ("amplify", Some(1_200_000.0))]);
}

#[test]
fn sets_override_keys_of_every_depth() {
    let sets = [
        "talk.organic_r=0.3",
        "horizon=52w",
        "compare.at=[\"26w\"]",
        "strategy.Ads.ads.cpm=80",
        "strategy[3].tactic[0].user_gain=0.1",
        "*.cold_cac=90",
        "channels.weibo.view=\"5%\"",
        "service.voiced=0.7",
    ];
    let plan = shipped("hundred-seeds.toml", &sets).plan;
    assert_eq!(plan.talk.organic_r, Some(0.3));
    let certain = |name: &str| plan.assumptions.iter().all(|a| a.name != name);
    assert!(certain("talk.organic_r") && !certain("product.satisfied"), "a number that is set is certain");
    assert_eq!((plan.horizon_ticks, plan.service.voiced), (364, 0.7));
    let ads = plan.strategies[1].plans[2].tactics[0].spec.get::<Ads>().expect("ads");
    assert_eq!((ads.media.cpm, ads.media.cold_cac), (80.0, 90.0));
    let mix = plan.strategies[4].tactics[2].spec.get::<Ads>().expect("ads");
    assert_eq!((mix.media.cpm, mix.media.cold_cac), (40.0, 90.0));
    let participation = plan.strategies[4].tactics[0].spec.get::<Participation>().expect("participation");
    assert_eq!(participation.user_gain, 0.1, "what extends it inherits the override");
}

#[test]
fn every_key_of_a_tactic_can_be_set_for_all_tactics() {
    let text = "[[strategy]]\nname = \"All\"\n[[strategy.tactic]]\nkind = \"ads\"\nspend = 5\n\
        [[strategy.tactic]]\nkind = \"participation\"\nname = \"node\"\n[[strategy.tactic]]\nkind = \"amplification\"\nname = \"amplify\"\n\
        [[strategy.tactic]]\nkind = \"share\"\nprice = 5\n[[strategy.tactic]]\nkind = \"seeding\"\n";
    let resolved = read(text).resolved;
    let tactics = resolved.split("[[strategy.tactic]]\n").skip(1);
    let lines: Vec<&str> = tactics.flat_map(|t| t.lines().take_while(|l| !l.is_empty())).collect();
    assert!(lines.len() > 45, "{resolved}");
    for line in lines.iter().filter(|l| !l.starts_with("kind =") && !l.starts_with("name =")) {
        let set = format!("*.{}", line.replacen(" = ", "=", 1));
        if let Err(problems) = reader().set(set).parse(text, "s.toml") {
            assert!(!problems.to_string().contains("key"), "{problems}");
        }
    }
}

#[test]
fn ads_that_win_nobody_are_written_with_an_infinite_price() {
    let loaded = shipped("hundred-seeds.toml", &["*.cold_cac=inf", "*.talk_lift=0"]);
    let ads = loaded.plan.strategies[1].tactics[0].spec.get::<Ads>().expect("ads");
    assert!(ads.media.cold_cac.is_infinite());
    assert_eq!(read(&loaded.resolved).plan, loaded.plan);
}

#[test]
fn a_written_strength_is_the_default_meaning_of_a_third_column() {
    let text = "[layers.x]\nimport = { file = \"weighted.txt\" }\n[[strategy]]\nname = \"O\"\n";
    let LayerKind::Import { column, .. } = read(text).plan.layers[0].kind else { panic!("not imported") };
    assert_eq!(column, groundswell::network::import::Column::Strength);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Bytes deleted, doubled or replaced anywhere: problems at worst, never a panic.
    #[test]
    fn damaged_scenarios_never_panic(
        which in 0..SHIPPED.len(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0u8..4, any::<u8>(), 1usize..40), 1..6),
    ) {
        let mut bytes = std::fs::read(scenarios().join(SHIPPED[which])).expect("shipped");
        for (index, what, with, length) in cuts {
            if bytes.is_empty() {
                break;
            }
            let at = index.index(bytes.len());
            let end = (at + length).min(bytes.len());
            match what {
                0 => drop(bytes.drain(at..end)),
                1 => {
                    let copy = bytes[at..end].to_vec();
                    bytes.splice(at..at, copy);
                }
                2 => bytes[at] = b"=[]{}\".,#\n 09-eaws"[usize::from(with) % 18],
                _ => bytes[at] = with,
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        match reader().parse(&text, "s.toml") {
            Ok(loaded) => prop_assert!(!loaded.resolved.is_empty()),
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                prop_assert!(!problems.render(true).is_empty());
            }
        }
    }

    /// Any override: problems at worst, never a panic.
    #[test]
    fn wild_overrides_never_panic(set in "[a-z*.\\[\\]0-9\"]{0,20}(=[a-z0-9\"{}\\[\\],.= ]{0,12})?") {
        let text = std::fs::read_to_string(scenarios().join(SHIPPED[1])).expect("shipped");
        if let Err(problems) = reader().set(set).parse(&text, "s.toml") {
            prop_assert!(!problems.render(false).is_empty());
        }
    }
}

#[test]
fn a_key_whose_value_is_a_list_makes_strategies_only_of_a_list_of_lists() {
    let with = |segments: &str| {
        let text = format!(
            "[[strategy]]\nname = \"A\"\n[[strategy.tactic]]\nkind = \"focus\"\nfree_because = \"x\"\nfor = {segments}\n"
        );
        let plan = Scenario::parse(&text, "lists.toml").unwrap_or_else(|problems| panic!("{problems}")).plan;
        plan.strategies.iter().map(|s| s.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(with("[\"innovators\", \"early adopters\"]"), ["Organic", "A"]);
    assert_eq!(with("[[\"innovators\"], [\"early adopters\"]]").len(), 3);
}
