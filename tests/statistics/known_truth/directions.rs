//! Directions are told where there is one, and only there.

use groundswell::scenario::plan::Judged;
use groundswell::study::Results;
use groundswell::study::summary::Standing;

use super::{A, B, SAME, Truth, share};

/// Identical strategies with luck of their own: at most 5 % of studies tell a direction as stated, in the
/// findings or in a title (600 studies; at a true 5 % a share over 7.5 % comes once in 300 tries), and
/// none tells that the horizon decides. Identical byte for byte, none does, and they are called the same.
/// 60 studies: over 15 % comes once in 400.
#[test]
fn identical_strategies_are_told_no_direction() {
    identical_strategies(60, 0.15);
}

#[test]
#[ignore = "slow: 600 studies of each world"]
fn identical_strategies_are_told_a_direction_in_at_most_five_of_a_hundred_studies() {
    identical_strategies(600, 0.075);
}

fn identical_strategies(studies: u64, most_told: f64) {
    /// As stated, in a title, by the horizon; the same.
    type Told = (bool, bool, bool, bool);
    let luck = Truth { luck: 0.2, network: 0.1, ..SAME };
    let none = SAME;
    for (world, name, most) in [(luck, "luck of their own", most_told), (none, "byte for byte", 0.0)] {
        let told = world.studies(studies, |results| {
            let findings = groundswell::report::findings(&results);
            let text = findings.verdict.join(" ");
            let stated: Vec<&String> =
                findings.verdict.iter().filter(|l| l.starts_with("As stated")).collect();
            assert_eq!(stated.len(), 1, "{text}");
            let title = groundswell::report::titles::growth(&results);
            let same = stated[0].contains("are the same in every run");
            (
                stated[0].contains(" is ahead of "),
                title.contains(" leads by "),
                text.contains("The horizon decides"),
                same,
            )
        });
        let of = |f: fn(&Told) -> bool| share(&told.iter().map(f).collect::<Vec<_>>());
        let rates = [of(|t| t.0), of(|t| t.1), of(|t| t.2)];
        println!(
            "identical, {name}: as stated {:.3}, title {:.3}, horizon {:.3}",
            rates[0], rates[1], rates[2]
        );
        assert!(rates.iter().all(|rate| *rate <= most), "{name}: {rates:?}");
        assert_eq!(of(|t| t.3), if name == "byte for byte" { 1.0 } else { 0.0 });
    }
}

/// What a study says of A against B: shares of settings ahead, level, behind; a direction as stated or over
/// settings; a mover.
struct Says {
    shares: [f64; 3],
    stated: Standing,
    settings: Standing,
    mover: bool,
    text: String,
}

fn says(results: &Results) -> Says {
    let told = results.settings.as_ref().expect("settings were drawn");
    let c = told.sample.contest(A, B, 2).expect("the contest");
    Says {
        shares: [c.ahead.value, c.level.value, c.behind.value],
        stated: results.stated.contest(A, B, 2).expect("the contest as stated").standing,
        settings: c.standing,
        mover: told.effects.as_ref().is_some_and(|e| e.sure().next().is_some()),
        text: groundswell::report::findings(results).verdict.join(" "),
    }
}

/// The mean of a share, and rates of a direction as stated, over settings, and of a mover.
fn rates(name: &str, of: &[Says], outcome: usize) -> [f64; 4] {
    let rate = |holds: &dyn Fn(&Says) -> bool| share(&of.iter().map(holds).collect::<Vec<_>>());
    let turned = |s: Standing| matches!(s, Standing::Ahead | Standing::Behind);
    let mean = of.iter().map(|s| s.shares[outcome]).sum::<f64>() / of.len() as f64;
    let rates = [mean, rate(&|s| turned(s.stated)), rate(&|s| turned(s.settings)), rate(&|s| s.mover)];
    let told = rates.map(|r| format!("{:.1} %", 100.0 * r));
    println!(
        "{name}: share {}, direction as stated {}, over settings {}, mover {}",
        told[0], told[1], told[2], told[3]
    );
    rates
}

/// Nobody left of either but for a handful: level in all settings, no direction.
#[test]
fn dead_strategies_are_level_and_told_no_direction() {
    dead_strategies(60, 0.15);
}

#[test]
#[ignore = "slow: 600 studies"]
fn dead_strategies_are_level_in_600_studies() {
    dead_strategies(600, 0.075);
}

fn dead_strategies(studies: u64, most: f64) {
    let world = Truth { luck: 0.5, network: 0.3, owners: 0.9, ..SAME };
    let told = world.studies(studies, |r| says(&r));
    let [level, stated, settings, mover] = rates("both dead", &told, 1);
    assert!(level > 0.97 && stated == 0.0 && settings == 0.0 && mover <= most, "{level} {stated} {mover}");
    // Nobody at all: the same.
    let none = Truth { owners: 1e-9, ..SAME }.studies(3, |r| says(&r));
    assert!(none.iter().all(|s| s.text.contains("are the same in every run")), "{}", none[0].text);
}

/// One owner against none, everywhere: level, by no means a lead.
#[test]
fn one_owner_against_none_is_level() {
    let world = Truth { owners: 1e-9, lead: &|_| 1e9_f64.ln(), ..SAME };
    let told = world.studies(60, |r| says(&r));
    let rates = rates("one against none", &told, 1);
    assert_eq!(rates, [1.0, 0.0, 0.0, 0.0]);
    assert!(told.iter().all(|s| s.text.contains("are level")), "{}", told[0].text);
}

/// Only networks move runs: level in all settings, at most 5 % tell a direction, as stated or over settings,
/// or a mover.
#[test]
fn luck_of_networks_alone_is_no_direction_and_no_mover() {
    luck_of_networks_alone(60, 0.15);
}

#[test]
#[ignore = "slow: 600 studies"]
fn luck_of_networks_alone_is_no_direction_in_600_studies() {
    luck_of_networks_alone(600, 0.075);
}

fn luck_of_networks_alone(studies: u64, most: f64) {
    let told = Truth { network: 0.063, ..SAME }.studies(studies, |r| says(&r));
    let [level, stated, settings, mover] = rates("networks alone", &told, 1);
    assert!(level > 0.97, "{level}");
    assert!(stated <= most && settings <= most && mover <= most, "{stated} {settings} {mover}");
}

/// 1.5 times everywhere, luck of 0.14 a run and strategy: ahead in all settings, and told so as stated.
#[test]
fn a_known_winner_is_ahead_everywhere_and_told_so() {
    a_known_winner(60, 0.15);
}

#[test]
#[ignore = "slow: 600 studies"]
fn a_known_winner_is_told_in_600_studies() {
    a_known_winner(600, 0.075);
}

fn a_known_winner(studies: u64, most: f64) {
    let world = Truth { luck: 0.1, network: 0.1, lead: &|_| 1.5_f64.ln(), ..SAME };
    let told = world.studies(studies, |r| says(&r));
    let [ahead, stated, settings, mover] = rates("1.5 times", &told, 0);
    assert!(ahead > 0.97 && stated >= 0.95 && settings >= 0.95 && mover <= most, "{ahead} {stated}");
    let wrong = told.iter().filter(|s| s.stated == Standing::Behind || s.settings == Standing::Behind);
    assert_eq!(wrong.count(), 0);
}

/// Where profit is judged, its directions are told as surely as those of owners: of identical strategies, in at
/// most 5 % of studies (60: over 15 % comes once in 400), and they are level in all settings; 1.5 times is ahead in
/// all. Luck multiplies profit, so that its differences are not normal.
#[test]
fn directions_of_profit_are_told_where_there_is_one() {
    directions_of_profit(60, 0.15);
}

#[test]
#[ignore = "slow: 600 studies of each world"]
fn directions_of_profit_are_told_in_600_studies() {
    directions_of_profit(600, 0.075);
}

fn directions_of_profit(studies: u64, most: f64) {
    let each = 0.063 / 2.0_f64.sqrt();
    let same = Truth { luck: each, network: each, judged: Judged::Profit, ..SAME };
    let told = same.studies(studies, |r| says(&r));
    let [level, stated, settings, mover] = rates("profit, identical", &told, 1);
    assert!(level > 0.97, "{level}");
    assert!(stated <= most && settings <= most && mover <= most, "{stated} {settings} {mover}");
    let winner = Truth { lead: &|_| 1.5_f64.ln(), ..same };
    let told = winner.studies(studies, |r| says(&r));
    let [ahead, stated, settings, mover] = rates("profit, 1.5 times", &told, 0);
    assert!(ahead > 0.97 && stated > 0.95 && settings > 0.95, "{ahead} {stated} {settings}");
    assert!(mover <= most, "{mover}");
    assert!(told.iter().all(|s| s.text.contains("its profit less that of B is +")), "{}", told[0].text);
    // What moves owners by a factor moves profit by money.
    let moved = Truth { lead: &|u| 0.8 * (u[0] - 0.5), ..same };
    let told = moved.studies(studies, |r| says(&r));
    let [.., mover] = rates("profit, a number that moves it", &told, 0);
    assert!(mover > 0.95, "{mover}");
}
