//! Shocks, trends, the hours of the day.

use super::{PLAIN, World, active, adopted, assert_cut, assert_larger, assert_same, refusal};

const SHOCK: &str =
    "satisfied = 0.75\n[[product.shock]]\nat = \"30d\"\nquality = -0.5\nrecovers_in = \"50d\"";
const TREND: &str = "[[market.trend]]\nname = \"show\"\nat = \"20d\"\nlasts = \"30d\"\nheight = 2";
const EVENTS: &str = "[[strategy.tactic]]\nkind = \"participation\"\nbudget = 30_000\n[[strategy.tactic]]\nkind = \"amplification\"\n\
                      when_first = \"20d\"\nspend_each = 4_000\nfollowers_share = 1";

#[test]
fn null_shocks_and_trends_of_no_size_and_even_hours_change_nothing() {
    let nothing = "satisfied = 0.75\n[[product.shock]]\nper_year = 50\nquality = 0";
    assert_same("a shock of nothing", PLAIN, World { product: nothing, ..PLAIN });
    let still = "[[market.trend]]\nname = \"still\"\nat = \"1d\"\nheight = 0";
    assert_same("a trend of no height", PLAIN, World { market: still, ..PLAIN });
    let ones = format!("day = [{}]", ["1"; 24].join(", "));
    let hourly = World { top: "tick = \"6h\"", ..PLAIN };
    assert_same("even hours", hourly, World { market: &ones, ..hourly });
    let busy = format!("day = [{}]", ["0.5, 1.5"; 12].join(", "));
    assert_same("hours within ticks of a day", PLAIN, World { market: &busy, ..PLAIN });
    let (ridden, not) = (format!("{EVENTS}\nrides = \"still\""), EVENTS);
    let world = World { market: still, ..PLAIN };
    assert_same("riding nothing", World { strategy: &ridden, ..world }, World { strategy: not, ..world });
}

/// Q(t) = Q − Σ shock·2^{−t/recovers_in}, to the last digit.
#[test]
fn a_shock_comes_on_its_day_and_half_of_it_is_made_good_in_its_time() {
    for run in (World { product: SHOCK, runs: 2, ..PLAIN }).runs() {
        // The row of day d stands at the end of the tick that begins on day d − 1.
        for (day, lost) in [(30, 0.0), (31, 0.5), (81, 0.25), (131, 0.125)] {
            assert!(
                (run.rows[day].quality - (0.75 - lost)).abs() < 1e-12,
                "day {day}: {}",
                run.rows[day].quality
            );
        }
    }
}

#[test]
fn direction_an_early_shock_costs_owners_and_one_from_which_it_never_recovers_more() {
    let ends = |product| World { product, ..PLAIN }.each(active);
    let (calm, shock) = (ends(PLAIN.product), ends(SHOCK));
    let forever =
        ends("satisfied = 0.75\n[[product.shock]]\nat = \"30d\"\nquality = -0.5\nrecovers_in = \"4000d\"");
    assert_larger("without a shock", &calm, &shock);
    assert_larger("with a way back", &shock, &forever);
}

/// 60 runs of 3 years with 2 shocks a year each: 360 in the mean; 4 standard errors of a Poisson count. A shock of
/// 4,000 days keeps its depth for a day within 0.0002.
#[test]
fn shocks_at_random_come_as_often_as_they_say_and_at_the_same_moments_for_all() {
    let product = "satisfied = 1\n[[product.shock]]\nper_year = 2\nquality = -0.01\nrecovers_in = \"4000d\"";
    let strategy = "[[strategy]]\nname = \"two\"\n[[strategy.tactic]]\nkind = \"ads\"\nspend = 20_000";
    let world = World { people: 200, days: 1095, runs: 60, seeds: "count = 1", product, strategy, ..PLAIN };
    let runs = world.runs();
    let (one, two) = runs.split_at(60);
    let falls = |quality: &[f64]| quality.windows(2).filter(|w| w[0] - w[1] > 0.005).count();
    let quality = |run: &groundswell::engine::record::RunRecord| -> Vec<f64> {
        run.rows.iter().map(|row| row.quality).collect()
    };
    let came: usize = one.iter().map(|run| falls(&quality(run))).sum();
    assert!((came as f64 - 360.0).abs() <= 4.0 * 360_f64.sqrt(), "{came} shocks");
    for (a, b) in one.iter().zip(two) {
        assert_eq!(quality(a), quality(b), "one luck for both strategies");
    }
}

#[test]
fn direction_a_trend_spreads_posts() {
    assert_larger("with wind", &World { market: TREND, ..PLAIN }.each(adopted), &PLAIN.each(adopted));
}

/// z × (1 + 8·2^{−d/3}) for an event that was decided in d days.
#[test]
fn direction_the_earlier_an_event_rides_a_trend_the_stronger_it_is() {
    let strength = |rides: &str| -> Vec<f64> {
        let strategy = format!("{EVENTS}\nat_most_per_year = 1\ntopic_half_life = \"4000d\"\n{rides}");
        let market = "[[market.trend]]\nname = \"show\"\nat = \"20d\"\nheight = 8\nhalf_life = \"3d\"";
        let runs =
            World { market, strategy: &strategy, seeds: "count = 1_500", runs: 4, days: 30, ..PLAIN }.runs();
        // The fourth measure of the second tactic.
        let of = |run: &groundswell::engine::record::RunRecord| {
            run.activity[1][3].iter().flatten().fold(0.0_f32, |most, z| most.max(*z))
        };
        runs.iter().map(|run| f64::from(of(run))).collect()
    };
    let plain = strength("decide_in = \"3d\"");
    for (decide, factor) in [("3d", 5.0), ("6d", 3.0)] {
        let ridden = strength(&format!("rides = \"show\"\ndecide_in = \"{decide}\""));
        for (z, of) in ridden.iter().zip(&plain) {
            // The topic itself fades by 2^{−d/4000} meanwhile.
            assert!((z / of / factor - 1.0).abs() < 1e-3, "decided in {decide}: {z} against {of}");
        }
    }
}

#[test]
fn the_wind_is_a_series_of_its_own() {
    let runs = World { market: TREND, runs: 1, ..PLAIN }.runs();
    let wind = |day: usize| runs[0].rows[day].world.wind;
    assert_eq!([wind(20), wind(21), wind(51), wind(54)], [1.0, 3.0, 3.0, 2.0]);
}

/// Where people talk by day only, no act falls into the night, and there are as many in all: 12 runs of 20 seeds
/// who are never convinced anew; 4 standard errors of a Poisson count.
#[test]
fn people_talk_at_the_hours_that_the_day_says_and_as_much_in_all() {
    let day = format!("day = [{}, {}]", ["0"; 12].join(", "), ["2"; 12].join(", "));
    let world = World {
        top: "tick = \"12h\"\nrows = \"12h\"",
        product: "satisfied = 1\ntrouble_per_day = 0",
        chat: "weight = 0",
        feed: "weight = 0",
        club: "weight = 0",
        runs: 12,
        ..PLAIN
    };
    let heard = |market: &str| -> (f64, f64) {
        let runs = World { market, ..world }.runs();
        let aware = |run: &groundswell::engine::record::RunRecord, half: usize| -> u32 {
            run.rows.windows(2).skip(half).step_by(2).map(|w| w[1].aware() - w[0].aware()).sum()
        };
        let sum = |half| runs.iter().map(|run| f64::from(aware(run, half))).sum::<f64>();
        (sum(0), sum(1))
    };
    let ((night, noon), (early, late)) = (heard(&day), heard(""));
    assert!(night < 0.2 * noon, "late views alone come by night: {night} against {noon}");
    let (all, even) = (night + noon, early + late);
    assert!((all - even).abs() < 6.0 * even.sqrt(), "{all} against {even}");
}

#[test]
fn cut_shocks_trends_and_hours_are_the_same_in_any_number_of_shards() {
    let market = format!("day = [{}]\n{TREND}", ["0.5, 1.5"; 12].join(", "));
    let product = "satisfied = 0.75\n[[product.shock]]\nper_year = 9\nrecovers_in = \"20d\"\nquality = -0.3";
    let strategy = format!("{EVENTS}\nrides = \"show\"");
    assert_cut(World { top: "tick = \"6h\"", market: &market, product, strategy: &strategy, ..PLAIN });
}

#[test]
fn mistakes_in_the_calendar_are_named() {
    for (market, product, said) in [
        (
            "[[market.trend]]\nname = \"show\"",
            "",
            "is not complete; a trend needs a name and the day at which it begins",
        ),
        (
            "[[market.trend]]\nname = \"show\"\nat = \"soon\"",
            "",
            "market.\"trend[0]\".at is \"soon\"; write a date",
        ),
        (
            "[market.trend]\nname = \"show\"",
            "",
            "market.trend is a table; write [[market.trend]] with two brackets",
        ),
        (
            "day = [1, 2]",
            "",
            "market.day holds 2 numbers of 0 or more; write \"even\", or 24 numbers of mean 1",
        ),
        ("day = \"busy\"", "", "market.day is \"busy\"; write \"even\""),
        ("", "[[product.shock]]\nquality = -0.1", "does not say when; add at = … or per_year = …"),
        ("", "[[product.shock]]\nat = \"1d\"\nper_year = 1", "stands beside at; take one of them away"),
        (
            "",
            "[[product.shock]]\nat = \"1d\"\nquality = 0.1",
            "product.\"shock[0]\".quality is 0.1; it must lie in [-1, 0]",
        ),
    ] {
        let text = refusal(World { market, product, ..PLAIN });
        assert!(text.contains(said), "{text}");
    }
    let twice = format!("{TREND}\n{TREND}");
    assert!(refusal(World { market: &twice, ..PLAIN }).contains("market.trend holds \"show\" twice"));
    let mean = format!("day = [{}]", ["2"; 24].join(", "));
    assert!(
        refusal(World { market: &mean, ..PLAIN }).contains("has a mean of 2.000; divide each number by it")
    );
    let unknown = format!("{EVENTS}\nrides = \"sho\"");
    let text = refusal(World { market: TREND, strategy: &unknown, ..PLAIN });
    assert!(text.contains("amplification.rides is \"sho\"; did you mean \"show\"?"), "{text}");
}
