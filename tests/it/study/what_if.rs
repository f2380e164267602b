//! What-ifs: a change of the world changes R and not how convincing talk is.

use groundswell::results::TalkScale;
use groundswell::scenario::Reader;
use groundswell::units::StrategyId;
use groundswell::{Results, Study};

/// A town where a chat and a forum carry a product, with a shaky desk in reach.
const TOWN: &str = r#"
horizon = "26w"
[market]
people = 6_000
[layers.friends]
small_world = { degree = 14, rewire = 0.06 }
[channels.chat]
kind = "chat"
layer = "friends"
acts_per_day = 0.3
[channels.forum]
kind = "club"
[talk]
organic_r = 1.2
[product]
satisfied = 0.75
[seeds]
count = 60
[compare]
cap = "none"
settings = 0
replications_per_setting = 1
replications = 6
[[strategy]]
name = "Organic"
"#;

fn study(sets: &[&str]) -> Results {
    let reader = sets.iter().fold(Reader::new(), |reader, set| reader.set(*set));
    let scenario = reader.parse(TOWN, "town.toml").unwrap_or_else(|problems| panic!("{sets:?}: {problems}"));
    Study::new(&scenario).run().unwrap_or_else(|error| panic!("{sets:?}: {error}"))
}

fn median(results: &Results) -> f64 {
    results.ranking()[0].median
}

#[test]
fn a_change_keeps_beta_and_says_what_r_has_become() {
    let file = study(&[]);
    let TalkScale { beta, r_hat, r_here, .. } = file.solved;
    assert_eq!(r_here, None);
    for (set, lowest, highest) in [
        ("product.satisfied=0.4", 0.1, 0.85),
        ("channels.forum.acts_per_day=0", 0.1, 1.1),
        ("layers.friends.small_world.degree=8", 0.5, 1.19),
        ("market.eligible=0.3", 0.2, 0.9),
        ("product.satisfied=0.9", 1.3, 2.5),
    ] {
        let changed = study(&[set]);
        assert_eq!((changed.solved.beta, changed.solved.r_hat), (beta, r_hat), "{set}");
        let r = changed.solved.r_here.expect("R in the changed world");
        assert!((lowest..highest).contains(&r), "{set}: {r}");
        let (more, less) = (median(&changed) > median(&file), median(&changed) < median(&file));
        assert!(if r > 1.2 { more } else { less }, "{set}: {} against {}", median(&changed), median(&file));
    }
}

#[test]
fn the_findings_say_that_talk_is_as_it_was() {
    let changed = study(&["product.satisfied=0.4"]);
    let (r, was) = (changed.solved.r_here.expect("R here"), changed.solved.r_hat.expect("R there"));
    let said = changed.findings().header.join("\n");
    let line = format!(
        "Talk is as convincing as with product.satisfied = 0.75, where R is {was:.2}. Here R is {r:.2}."
    );
    assert!(said.contains(&line), "{said}");
    assert!(!study(&[]).findings().header.join("\n").contains("as convincing as with"));
}

/// What is changed, and the owners that a sensible person expects, in parts of those in the file.
const WHAT_IFS: [(&str, f64, f64); 19] = [
    ("product.satisfied=0.5", 0.2, 0.9),
    ("product.satisfied=0.9", 1.1, 4.0),
    ("channels.forum.acts_per_day=0", 0.1, 0.9),
    ("channels.chat.acts_per_day=0.15", 0.2, 0.9),
    ("channels.chat.acts_per_day=0.6", 1.3, 8.0),
    ("channels.chat.weight=0.5", 0.2, 0.9),
    // Half a year is short, and few owners have trouble: the desk costs little yet, and never helps.
    ("service.tickets_per_head_day=1", 0.7, 1.02),
    ("service.voiced=0", 0.7, 1.02),
    ("service.recovery=0", 0.7, 1.02),
    ("talk.grievance=0.3", 0.7, 1.02),
    ("talk.fresh_for=15d", 0.2, 0.9),
    ("talk.fresh_for=60d", 1.2, 6.0),
    ("market.eligible=0.3", 0.1, 0.7),
    ("market.eligible=0.9", 1.3, 12.0),
    // Closed circles slow talk; the forum goes round them.
    ("layers.friends.small_world.rewire=0.01", 0.5, 1.1),
    ("layers.friends.small_world.degree=8", 0.3, 0.95),
    ("product.lapse_per_year=1.5", 0.2, 0.9),
    ("talk.rates.settled=0.1", 1.1, 6.0),
    ("talk.stifle=0.3", 0.3, 0.98),
];

#[test]
fn what_ifs_go_the_way_and_about_as_far_as_one_expects() {
    let file = median(&study(&[]));
    println!("{:<44}{:>8}{:>8}{:>8}", "what if", "R", "owners", "of file");
    println!("{:<44}{:>8}{file:>8.0}{:>8}", "(the file)", "1.20", "1.00");
    let mut wrong = Vec::new();
    for (set, lowest, highest) in WHAT_IFS {
        let changed = study(&[set]);
        let (owners, r) = (median(&changed), changed.solved.r_here.expect("R in the changed world"));
        let ratio = owners / file;
        println!("{set:<44}{r:>8.2}{owners:>8.0}{ratio:>8.2}");
        if !(lowest..=highest).contains(&ratio) {
            wrong.push(format!("{set}: {ratio:.2}, not {lowest} to {highest}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Ads in the same town; the file's money buys everybody about fourteen impressions.
const ADS: &str = r#"
[[strategy]]
name = "Ads"
[[strategy.tactic]]
kind = "ads"
spend = 4_000
cpm = 40
cold_cac = 200
"#;

/// What is changed; what is counted; and what a sensible person expects of it, in parts of that in the file.
const OF_MONEY: [(&str, Counted, f64, f64); 9] = [
    ("seeds.count=120", Counted::Owners, 1.2, 2.2),
    ("seeds.count=30", Counted::Owners, 0.3, 0.85),
    // The best connected friends know each other: about as many owners.
    ("seeds.pick=degree", Counted::Owners, 0.8, 1.6),
    ("strategy.Ads.ads.spend=8_000", Counted::Extra, 1.2, 2.2),
    ("strategy.Ads.ads.spend=2_000", Counted::Extra, 0.3, 0.85),
    // Those won by ads alone are few here; talk wins those whom ads have made aware.
    ("strategy.Ads.ads.cold_cac=400", Counted::Extra, 0.3, 0.99),
    ("strategy.Ads.ads.cpm=80", Counted::Extra, 0.3, 0.95),
    // What an owner earns changes nobody's mind: half the margin is half of what owners earn.
    ("product.margin_per_owner=90", Counted::Margin, 0.5, 0.5),
    ("product.margin_per_owner=90", Counted::Owners, 1.0, 1.0),
];

/// What is counted over the same runs.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Counted {
    /// Mean owners without tactics.
    Owners,
    /// Mean owners of ads beyond these.
    Extra,
    /// Mean margin of the owners won without tactics, undiscounted.
    Margin,
}

#[test]
fn what_ifs_of_seeds_margin_and_money_go_the_way_and_about_as_far_as_one_expects() {
    let text = TOWN
        .replace("cap = \"none\"", "cap = 10_000")
        .replace("satisfied = 0.75", "satisfied = 0.75\nmargin_per_owner = 180")
        + ADS;
    let count = |set: Option<&str>, counted: Counted| -> f64 {
        let reader = set.into_iter().fold(Reader::new(), Reader::set);
        let scenario =
            reader.parse(&text, "town.toml").unwrap_or_else(|problems| panic!("{set:?}: {problems}"));
        let found = Study::new(&scenario).run().unwrap_or_else(|error| panic!("{set:?}: {error}"));
        let arm = |s: usize| found.stated.arm(StrategyId(s), found.plan.last_horizon()).expect("an arm");
        match counted {
            Counted::Owners => arm(0).active.mean,
            Counted::Extra => arm(1).extra.expect("extra owners"),
            Counted::Margin => found.money[0].margin.expect("a margin").mean,
        }
    };
    let file =
        [Counted::Owners, Counted::Extra, Counted::Margin].map(|counted| (counted, count(None, counted)));
    println!("in the file: {file:?}");
    let mut wrong = Vec::new();
    for (set, counted, lowest, highest) in OF_MONEY {
        let before = file.iter().find(|of| of.0 == counted).expect("it is counted").1;
        let ratio = count(Some(set), counted) / before;
        println!("{set:<44}{counted:>8?}{ratio:>8.2}");
        if !(lowest - 1e-9..=highest + 1e-9).contains(&ratio) {
            wrong.push(format!("{set}: {ratio:.2}, not {lowest} to {highest}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
