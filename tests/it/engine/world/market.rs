//! Showing off, rivals, arrivals, needs by segment, super users who stay, who comes first, seeds that know each other.

use super::{PLAIN, World, active, adopted, assert_cut, assert_larger, assert_same, refusal};
use crate::common::cases::{assert_share, moments};
use groundswell::engine::record::RunRecord;
use groundswell::units::{Source, Stage};

const RIVAL: &str =
    "[market.rival]\nenters = \"20d\"\np = 0.002\nq = 0.05\nquality = 0.5\nreturns_per_year = 4";
const NODE: &str = "[[strategy.tactic]]\nkind = \"participation\"\nbudget = 30_000\nowners_who_need_it = 0.2";

fn last(run: &RunRecord) -> groundswell::engine::record::RecordRow {
    *run.rows.last().expect("a day")
}

#[test]
fn null_nothing_to_show_no_rival_no_arrivals_and_common_needs_change_nothing() {
    assert_same("visible", PLAIN, World { product: "satisfied = 0.75\nvisible = 0", ..PLAIN });
    let idle = "[market.rival]\nenters = \"active >= 1_000_000\"";
    assert_same("a rival who never enters", PLAIN, World { market: idle, ..PLAIN });
    let nobody = "[[market.arrivals]]\nper_day = 0";
    assert_same("nobody arrives", PLAIN, World { market: nobody, ..PLAIN });
    let node = World { strategy: NODE, ..PLAIN };
    assert_same("alone", node, World { market: "need = \"alone\"", ..node });
    assert_same("nobody stays", PLAIN, World { seeds: "count = 40\nsuper_users = 5\nstays = 0", ..PLAIN });
    let grows = World { market: "grows = { from = 0.3, half_by = \"40d\", over = \"60d\" }", ..PLAIN };
    let anybody = "grows = { from = 0.3, half_by = \"40d\", over = \"60d\", first = \"anybody\" }";
    assert_same("anybody", grows, World { market: anybody, ..PLAIN });
}

#[test]
fn direction_a_product_that_shows_is_posted_more() {
    let won = |product| World { product, ..PLAIN }.each(adopted);
    assert_larger("visible", &won("satisfied = 0.75\nvisible = 1"), &won("satisfied = 0.75"));
}

/// A rival of constant rate p that enters on the first day is today's rival: within the draws, the same bytes but the
/// counts of who may come back.
#[test]
fn a_rival_who_never_talks_takes_as_a_constant_rate_does() {
    let constant = World { market: "rival_per_day = 0.002", ..PLAIN }.runs();
    let rival = World { market: "[market.rival]\np = 0.002\nq = 0", ..PLAIN }.runs();
    for (a, b) in constant.iter().zip(&rival) {
        assert_eq!((&a.ledger, last(a).stages), (&b.ledger, last(b).stages));
        assert_eq!((last(b).world.lost_to_rival > 0, last(a).world.lost_to_rival), (true, 0));
    }
}

/// One in 200 of those undecided a day, for 100 days after day 50: 1 − e^{−.5} of them; 4 binomial standard errors.
#[test]
fn a_rival_takes_its_share_from_the_day_on_which_it_enters() {
    let market = "eligible = 1\n[market.rival]\nenters = \"50d\"\np = 0.005\nq = 0";
    let silent =
        World { chat: "acts_per_day = 0", feed: "acts_per_day = 0", club: "acts_per_day = 0", ..PLAIN };
    let run = &World { market, seeds: "count = 1", runs: 1, people: 20_000, ..silent }.runs()[0];
    assert_eq!(run.rows[50].world.lost_to_rival, 0);
    let lost = last(run).world.lost_to_rival as usize;
    assert_share("lost", lost, 19_999, 1.0 - (-0.5_f64).exp());
    assert_eq!(
        (last(run).aware(), last(run).lost_unheard as usize),
        (1, lost),
        "none of them has heard of us"
    );
}

#[test]
fn direction_a_rival_costs_less_the_later_it_comes_and_a_better_product_wins_people_back() {
    let won = |market: &str| World { market, ..PLAIN }.each(adopted);
    let rival = |enters: &str| format!("[market.rival]\nenters = \"{enters}\"\np = 0.004\nq = 0.05");
    let (early, late) = (won(&rival("1d")), won(&rival("60d")));
    assert_larger("a late rival", &late, &early);
    assert_larger("a copy that comes once we are many", &won(&rival("active >= 400")), &early);
    let back = format!("{}\nquality = 0.1\nreturns_per_year = 20", rival("1d"));
    assert_larger("returns", &won(&back), &early);
}

#[test]
fn who_comes_back_from_a_rival_is_counted_once_and_has_heard_of_the_product() {
    for run in (World { market: RIVAL, runs: 4, ..PLAIN }).runs() {
        for row in &run.rows {
            assert!(row.world.lost_to_rival <= row.stages[Stage::Rejecter as usize]);
            assert!(row.lost_unheard <= row.world.lost_to_rival);
        }
    }
}

/// 7 a day from day 10 on: exactly as many owners whose cause is outside, and no parent.
#[test]
fn exactly_as_many_arrive_as_are_written_and_nobody_won_them() {
    let silent =
        World { chat: "acts_per_day = 0", feed: "acts_per_day = 0", club: "acts_per_day = 0", ..PLAIN };
    let market = "[[market.arrivals]]\nfrom = \"10d\"\nper_day = 7";
    for run in (World { market, runs: 2, days: 60, ..silent }).runs() {
        assert_eq!((run.rows[10].adopted, run.rows[11].adopted, run.rows[60].adopted), (40, 47, 40 + 50 * 7));
        let outside = run.causes.iter().position(|c| c.source == Source::Outside).expect("a cause");
        let came: u32 = run.last_touch.iter().map(|row| row[outside]).sum();
        assert_eq!(came, 350);
        assert!(run.ledger.iter().filter(|a| a.tick > 0).all(|a| a.parent.is_none()));
    }
    let grows = "[[market.arrivals]]\nper_day = 10\ngrows_per_week = 1\n[[market.arrivals]]\nper_day = { by_day = [0, 3, 4] }";
    let run = &World { market: grows, runs: 1, days: 14, ..silent }.runs()[0];
    // Day d brings 10·2^{d/7}; the table 7 more.
    let sum: f64 = (0..14).map(|d| 10.0 * 2_f64.powf(f64::from(d) / 7.0)).sum();
    let came = f64::from(last(run).adopted) - 47.0;
    assert!((came - sum).abs() <= 1.0, "{came} against {sum}");
}

#[test]
fn direction_arrivals_bring_more_than_themselves_and_end_with_the_market() {
    let with = World { market: "[[market.arrivals]]\nper_day = 2", ..PLAIN }.each(adopted);
    let without: Vec<f64> = PLAIN.each(adopted).iter().map(|n| n + 2.0 * 150.0).collect();
    assert_larger("arrivals who talk", &with, &without);
    let all = World { market: "[[market.arrivals]]\nper_day = 1e9", runs: 2, days: 9, ..PLAIN };
    for run in all.runs() {
        let end = last(&run);
        assert!(f64::from(end.adopted) > 0.97 * f64::from(end.market), "{} of {}", end.adopted, end.market);
    }
}

/// Of the first 20 % who need it, innovators and early adopters all do and laggards do not. Nobody is convinced, so that
/// the seeds alone are asked.
#[test]
fn direction_needs_by_segment_make_the_first_segments_take_part() {
    let quiet = World { chat: "weight = 0", feed: "weight = 0", club: "weight = 0", ..PLAIN };
    let parts = |market: &str, seeds: &str| -> Vec<f64> {
        let sum = |run: &RunRecord| {
            run.rows.iter().map(|row| f64::from(row.stages[Stage::Participant as usize])).sum::<f64>()
        };
        World { market, seeds, strategy: NODE, ..quiet }.each(sum)
    };
    let eager = "count = 60\npick = { segment = \"innovators\" }";
    assert_larger("enthusiasts who need it", &parts("need = \"with segment\"", eager), &parts("", eager));
    let late = "count = 60\npick = { segment = \"laggards\" }";
    assert!(parts("need = \"with segment\"", late).iter().all(|sum| *sum == 0.0), "none of them needs it");
}

#[test]
fn super_users_who_stay_are_participants_for_ever() {
    let still = World {
        product: "satisfied = 1\ntrouble_per_day = 0",
        chat: "weight = 0",
        feed: "weight = 0",
        club: "weight = 0",
        days: 400,
        runs: 2,
        ..PLAIN
    };
    let involved = |seeds: &str| -> Vec<f64> {
        World { seeds, ..still }.each(|run| {
            let row = last(run);
            f64::from(row.stages[Stage::Participant as usize] + row.stages[Stage::Advocate as usize])
        })
    };
    let all = "count = 200\nsuper_users = 200";
    assert_eq!(involved(all), [0.0, 0.0]);
    let owners = World { seeds: all, ..still }.each(active);
    for (stay, owners) in involved(&format!("{all}\nstays = 0.2")).iter().zip(owners) {
        // Those who stay involved lapse at 0.7 of the rate.
        assert!(*stay >= 0.95 * owners, "{stay} of {owners}");
    }
}

#[test]
fn who_comes_first_are_the_largest_cities_or_the_most_eager() {
    let market = |first: &str| {
        format!(
            "grows = {{ from = 0.2, half_by = \"400d\", over = \"300d\", first = \"{first}\" }}\noutside_per_day = 0.9"
        )
    };
    let silent =
        World { chat: "acts_per_day = 0", feed: "acts_per_day = 0", club: "acts_per_day = 0", ..PLAIN };
    let won = |first: &str| {
        let market = market(first);
        let run = World { market: &market, days: 20, runs: 1, ..silent }.runs().remove(0);
        (
            f64::from(last(&run).adopted),
            run.ledger.iter().map(|a| a.person.0).filter(|p| *p < 3_273).count() as f64,
        )
    };
    // The first of three cities by Zipf's law holds 6/11 of 6,000 people.
    let ((anybody, mixed), (cities, first)) = (won("anybody"), won("big cities"));
    assert!((mixed / anybody - 6.0 / 11.0).abs() < 0.08, "{mixed} of {anybody}");
    assert_eq!(cities, first, "all of them live in the largest city");
    assert!((anybody / cities - 1.0).abs() < 0.1, "as many in all: {anybody}, {cities}");
    let (eager, _) = won("eager");
    assert!((anybody / eager - 1.0).abs() < 0.1, "as many in all: {anybody}, {eager}");
}

#[test]
fn seeds_around_one_person_know_each_other_and_eager_ones_are_won_most_easily() {
    let still =
        World { chat: "acts_per_day = 0", feed: "acts_per_day = 0", club: "acts_per_day = 0", ..PLAIN };
    let seeds = |pick: &str| -> Vec<Vec<u32>> {
        let seeds = format!("count = 30\npick = {pick}");
        let runs = World { seeds: &seeds, runs: 8, days: 1, ..still }.runs();
        runs.iter().map(|run| run.ledger.iter().map(|a| a.person.0).collect()).collect()
    };
    // Friends live in one city more often than not: the first city holds people 0 to 3,272.
    let spread = |seeds: &[Vec<u32>]| -> f64 {
        let one = |run: &Vec<u32>| {
            let share = run.iter().filter(|p| **p < 3_273).count() as f64 / run.len() as f64;
            share.max(1.0 - share)
        };
        moments(&seeds.iter().map(one).collect::<Vec<_>>()).0
    };
    let (around, random) = (seeds("\"clustered\""), seeds("\"random\""));
    assert!(around.iter().all(|run| run.len() == 30));
    assert!(around[0] != around[1], "they are drawn anew in each run");
    assert!(spread(&around) > spread(&random) + 0.1, "{} against {}", spread(&around), spread(&random));
    let eager = World { seeds: "count = 50\npick = { eager = 0.02 }", runs: 2, ..still }.runs();
    // Innovators are the first in each of the three cities: 82, 41 and 27 people of 3,273, 1,636 and 1,091.
    let first =
        |p: u32| [(0, 82), (3_273, 41), (4_909, 28)].iter().any(|(from, n)| (*from..from + n).contains(&p));
    for run in &eager {
        assert_eq!(run.rows[0].adopted, 50);
        assert!(run.ledger.iter().filter(|a| a.tick == 0).all(|a| first(a.person.0)));
    }
}

/// Ads that reach everybody define a category; it outlasts them.
#[test]
fn direction_ads_that_define_a_category_bring_people_of_themselves_for_good() {
    let silent =
        World { chat: "acts_per_day = 0", feed: "acts_per_day = 0", club: "acts_per_day = 0", ..PLAIN };
    let ads = |spend: u32, category: &str| {
        format!(
            "[[strategy.tactic]]\nkind = \"ads\"\nspend = {spend}\nduration = \"10d\"\ncold_cac = inf\ntalk_lift = 0\n{category}"
        )
    };
    let outside = |strategy: &str| -> f64 {
        let world = World { strategy, days: 1_000, runs: 8, people: 20_000, seeds: "count = 1", ..silent };
        moments(&world.each(adopted)).0
    };
    // 10⁻⁵ a day of 12,000 for 990 days: 118; of few ads nothing.
    let all = outside(&ads(20_000, "category = 1"));
    assert!((90.0..150.0).contains(&all), "{all}");
    assert!(outside(&ads(100, "category = 1")) < 2.0 && outside(&ads(20_000, "")) < 2.0);
}

#[test]
fn cut_rivals_arrivals_and_the_rest_are_the_same_in_any_number_of_shards() {
    let market = format!(
        "grows = {{ from = 0.3, half_by = \"40d\", over = \"60d\", first = \"big cities\" }}\nneed = \"with segment\"\n{RIVAL}\n\
         [[market.arrivals]]\nper_day = 1.5\ngrows_per_week = 0.1"
    );
    let product = "satisfied = 0.75\nvisible = 0.7";
    let strategy = format!("{NODE}\n[[strategy.tactic]]\nkind = \"ads\"\nspend = 20_000\ncategory = 1");
    let seeds = "count = 20\nsuper_users = 9\nstays = 0.3\npick = \"clustered\"";
    assert_cut(World { market: &market, product, strategy: &strategy, seeds, ..PLAIN });
}

#[test]
fn mistakes_in_the_market_are_named() {
    for (market, said) in [
        (
            "rival_per_day = 0.1\n[market.rival]\np = 0.1",
            "market.rival_per_day stands beside market.rival; write p in market.rival instead",
        ),
        (
            "[market.rival]\nenters = \"actve >= 5\"",
            "market.rival.enters is \"actve >= 5\"; did you mean \"active\"?",
        ),
        ("[[market.arrivals]]\nfrom = \"1d\"", "does not say how many come; add per_day = …"),
        (
            "[[market.arrivals]]\nper_day = { by_day = [1] }\ngrows_per_week = 1",
            "grows_per_week stands beside a table",
        ),
        ("need = \"segment\"", "market.need is \"segment\""),
        ("grows = { first = \"eagre\" }", "market.grows.first is \"eagre\"; did you mean \"eager\"?"),
    ] {
        let text = refusal(World { market, ..PLAIN });
        assert!(text.contains(said), "{text}");
    }
    let seeds = refusal(World { seeds: "count = 400\npick = { eager = 0.01 }", ..PLAIN });
    assert!(seeds.contains("seeds.count is 400; the most eager are only 60 people"), "{seeds}");
}
