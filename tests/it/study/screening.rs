//! Numbers that are assumed and carry no range are tried all at once, and those that move the lead named.

use groundswell::scenario::Scenario;
use groundswell::study::Results;
use groundswell::{Reader, Study};

/// Two strategies that differ in the cost of a customer won by their ads alone, which is measured for one of
/// them and carries no range for the other.
const ADS: &str = r#"
horizon = "8w"
[market]
people = 4_000
[layers.friends]
random = { mean = 6 }
[channels.chat]
kind = "chat"
layer = "friends"
[talk]
scale = { value = 0.1, range = [0.05, 0.2] }
fresh_for = { value = "30d", why = "measured" }
[product]
satisfied_at_best = 0.8
[seeds]
count = 10
pick = "random"
[compare]
cap = 20_000
settings = 8
replications = 8
screen = 176
baseline = "Known"
[[strategy]]
name = "Guessed"
[[strategy.tactic]]
kind = "ads"
name = "guessed"
cold_cac = 30
[[strategy]]
name = "Known"
[[strategy.tactic]]
kind = "ads"
name = "known"
cold_cac = { value = 40, why = "measured" }
[[strategy]]
name = "Third"
[[strategy.tactic]]
kind = "participation"
staff = 1
wage_per_month = 1_000
"#;

fn read(reader: Reader, text: &str) -> Scenario {
    reader.parse(text, "t.toml").unwrap_or_else(|p| panic!("{p}"))
}

fn played(text: &str) -> Results {
    Study::new(&read(Reader::new(), text)).run().unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn a_number_without_a_range_that_moves_the_lead_is_named_and_no_other() {
    let results = played(ADS);
    let found = results.screening.as_ref().expect("176 runs are enough");
    let named: Vec<&str> = found.named().map(|one| one.number.name.as_str()).collect();
    assert_eq!(named, ["guessed.cold_cac"]);
    let decides = results.findings().decides;
    assert_eq!(
        decides[decides.len() - 2..],
        [
            "Give guessed.cold_cac a range: from 15 to 60 it moves the multiple of Guessed to Known from 2.0× to 0.76×.",
            "36 numbers without a range tried at once (screening.csv): what moves it by less than a factor of 1.20 may be missed.",
        ]
    );
    let tables = groundswell::report::tables::tables(&results);
    let (_, table) = tables.iter().find(|t| t.0 == "screening.csv").expect("the table");
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows.len(), 1 + found.of.len());
    assert!(rows[1].starts_with("guessed.cold_cac,money,30,15,60,"), "{}", rows[1]);
    assert_eq!(table.matches(",true,").count(), 1);
    // What cannot bear on these two, is measured or decided on, is not tried.
    let tried = |name: &str| found.of.iter().any(|one| one.number.name == name);
    for name in
        ["participation.acts_per_day", "known.cold_cac", "talk.fresh_for", "market.people", "talk.scale"]
    {
        assert!(!tried(name), "{name}");
    }
    // The best share of the satisfied may not fall below the share that is satisfied: that one goes no higher
    // than it may, and the other stays.
    let satisfied = found.of.iter().find(|one| one.number.name == "product.satisfied").expect("it is tried");
    assert!((0.77..0.8).contains(&satisfied.number.high), "{satisfied:?}");
    assert_eq!(found.left_out, ["product.satisfied_at_best"]);
}

/// Screening changes no other draw, and 0 turns it off.
#[test]
fn screening_moves_nothing_else_and_may_be_turned_off() {
    let (with, without) = (played(ADS), played(&ADS.replace("screen = 176", "screen = 0")));
    assert!(without.screening.is_none() && with.screening.is_some());
    assert_eq!(with.settings, without.settings);
    assert_eq!(with.records, without.records);
    assert_eq!(with.account.runs - without.account.runs, 176);
    // Too few runs for a design, or no settings: none is played, and the findings say what it would take.
    for (screen, wanted) in [
        ("screen = 30", " Write screen = 88 in [compare] to try 37 of them, all at once, in 88 runs."),
        ("", " Write screen = 88 in [compare] to try 37 of them, all at once, in 88 runs."),
        ("screen = 0", ""),
    ] {
        let small = played(&ADS.replace("screen = 176", screen));
        assert!(small.screening.is_none());
        let wanted = format!("Warning: numbers without a range were treated as exactly known.{wanted}");
        assert!(small.findings().warnings.contains(&wanted), "{:?}", small.findings().warnings);
    }
    let still = ADS.replace("settings = 8", "settings = 0");
    let warnings = read(Reader::new(), &still).warnings.to_string();
    let wanted = "compare.screen is 176; numbers without a range are tried where settings are drawn";
    assert!(warnings.contains(wanted), "{warnings}");
    assert!(played(&still).screening.is_none());
}

#[test]
fn what_is_assumed_and_carries_no_range_is_known_with_its_ends() {
    let scenario = read(Reader::new(), ADS);
    let ends = |name: &str| {
        let found = scenario.unranged.iter().find(|n| n.name == name);
        found.map(|n| (n.low, n.value, n.high))
    };
    // What is worth trying by the declaration; from a half to twice the value, within what is allowed.
    assert_eq!(ends("talk.overlap"), Some((0.0, 0.3, 1.0)));
    assert_eq!(ends("media.reachable"), Some((0.4, 0.8, 1.0)));
    assert_eq!(ends("guessed.cold_cac"), Some((15.0, 30.0, 60.0)));
    assert_eq!(ends("talk.doubt_half_life"), Some((45.0, 90.0, 180.0)));
    // Measured, sourced, decided on, with a range, counted.
    for name in
        ["known.cold_cac", "talk.fresh_for", "talk.grievance", "talk.scale", "market.people", "seeds.count"]
    {
        assert_eq!(ends(name), None, "{name}");
    }
    // A default that follows from another number stays where that is moved.
    let free = ADS.replace("satisfied_at_best = 0.8", "satisfied = 0.7");
    let free = read(Reader::new(), &free);
    let satisfied = free.unranged.iter().find(|n| n.name == "product.satisfied").expect("it is assumed");
    assert!(free.plan_with_unranged(&[(satisfied, 1.0)]).is_err());
    // A value from outside is certain, and so is one at which R holds.
    let set = read(Reader::new().set("talk.overlap=0.5"), ADS);
    assert!(set.unranged.iter().all(|n| n.name != "talk.overlap"));
    // The values are taken in the place of the stated ones, and nothing else changes.
    let overlap = scenario.unranged.iter().find(|n| n.name == "talk.overlap").expect("it is assumed");
    let plan = scenario.plan_with_unranged(&[(overlap, 0.9)]).unwrap_or_else(|p| panic!("{p}"));
    assert_eq!((scenario.plan.talk.overlap, plan.talk.overlap), (0.3, 0.9));
    let mut back = plan;
    back.talk.overlap = 0.3;
    assert_eq!(back, scenario.plan);
}

/// A tactic of the same name and value is one number in all strategies; another value is another number.
#[test]
fn a_number_of_several_strategies_is_one() {
    let text = ADS.replace(
        "name = \"known\"\ncold_cac = { value = 40, why = \"measured\" }",
        "name = \"guessed\"\ncold_cac = 30",
    );
    let one = read(Reader::new(), &text);
    let of = |s: &Scenario| -> Vec<(String, usize)> {
        let cost = s.unranged.iter().filter(|n| n.name.ends_with("guessed.cold_cac"));
        cost.map(|n| (n.name.clone(), n.keys.len())).collect()
    };
    assert_eq!(of(&one), [("guessed.cold_cac".to_owned(), 2)]);
    let two = read(Reader::new(), &text.replacen("cold_cac = 30", "cold_cac = 35", 1));
    assert_eq!(
        of(&two),
        [("guessed.cold_cac".to_owned(), 1), ("strategy.\"Known\".guessed.cold_cac".to_owned(), 1)]
    );
}

/// Where profit is judged moves are told in money, and those beyond the first three counted.
#[test]
fn where_profit_is_judged_moves_are_told_in_money() {
    let text = ADS
        .replace("satisfied_at_best = 0.8", "satisfied_at_best = 0.8\nmargin_per_owner = 100")
        .replace("screen = 176", "screen = 176\noutcome = \"profit\"");
    let decides = played(&text).findings().decides;
    for wanted in [
        "Give guessed.cold_cac a range: from 15 to 60 it moves the profit of Organic less that of Guessed from −215 CNY to +13,100 CNY.",
        "So do 4 other numbers without a range (screening.csv).",
        "36 numbers without a range tried at once (screening.csv): what moves it by less than 4,380 CNY may be missed.",
    ] {
        assert!(decides.iter().any(|line| line == wanted), "{decides:#?}");
    }
}

#[test]
fn each_strategy_says_on_how_many_assumed_numbers_of_its_own_it_rests() {
    let text = |cac: &str| {
        format!(
            "horizon = \"4w\"\n[market]\npeople = 2_000\n[talk]\nscale = 0.1\n[compare]\ncap = 20_000\nreplications = 2\n\
             settings = 0\n[[strategy]]\nname = \"Nothing\"\n[[strategy]]\nname = \"Ads\"\n[[strategy.tactic]]\n\
             kind = \"ads\"\nspend = 1_000\ncold_cac = {cac}\n"
        )
    };
    let own = |cac: &str| {
        let scenario = Scenario::parse(&text(cac), "s.toml").unwrap_or_else(|p| panic!("{p}"));
        let [nothing, ads] = [0, 1].map(|s| {
            groundswell::scenario::own_assumptions(
                &scenario.plan,
                &scenario.unranged,
                &scenario.plan.strategies[s],
            )
        });
        assert_eq!(nothing, 0);
        let found = Study::new(&scenario).run().expect("it is played").findings().to_string();
        let line =
            format!("Assumed numbers of their own, beside those of the world: Nothing none, Ads {ads}.");
        assert!(found.contains(&line), "{line} is not in\n{found}");
        ads
    };
    let all = own("30");
    assert!(all >= 3, "{all}");
    // A range says how uncertain a number is, not that it is known; a measured one is.
    assert_eq!(own("{ value = 30, range = [20, 60], why = \"assumed\" }"), all);
    assert_eq!(own("{ value = 30, why = \"measured in 2025\" }"), all - 1);
}
