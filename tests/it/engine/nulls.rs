//! Nested nulls: a tactic whose effects are all switched off changes nothing but the money, byte
//! for byte; and an impression costs what it says.

use crate::common;
use crate::common::cases::assert_near;
use groundswell::engine::record::{Adoption, RunRecord};
use groundswell::units::{Cause, PersonId, Stage};
use groundswell::verify::busy::{Busy, with};
use groundswell::verify::case::{Case, Size};

/// What a null must leave alone, a run at a time: adoptions with their parents and last causes, and
/// by day active owners, lapsed people, adopters, Q and waits.
type Facts = (
    Vec<(PersonId, u32, Option<PersonId>, u16)>,
    Vec<(u32, u32, u32, f64, f64)>,
    Vec<Vec<(Cause, u32)>>,
    f64,
);

fn facts(run: &RunRecord) -> Facts {
    let adoption = |a: &Adoption| (a.person, a.tick, a.parent, a.last);
    let day = |d: &groundswell::engine::record::DayRow| {
        (d.active(), d.stages[Stage::Lapsed as usize], d.adopted, d.quality, d.wait_hours)
    };
    (
        run.ledger.iter().map(adoption).collect(),
        run.days.iter().map(day).collect(),
        // A cause that was only ever a first touch has a column too.
        run.last_touch
            .iter()
            .map(|day| run.causes.iter().copied().zip(day.iter().copied()).filter(|c| c.1 > 0).collect())
            .collect(),
        run.service_wages,
    )
}

/// Runs of two strategies, side by side.
fn pairs(busy: &Busy) -> Vec<(RunRecord, RunRecord)> {
    let records = common::study(&busy.text()).records;
    let half = records.len() / 2;
    assert_eq!(records.len(), 2 * half);
    records[..half].iter().cloned().zip(records[half..].iter().cloned()).collect()
}

fn spent(run: &RunRecord) -> f64 {
    run.expenses.iter().map(|e| e.amount).sum()
}

fn assert_null(talk: &'static str, product: &'static str, tactic: &str) {
    for seed in 1..=3 {
        let strategies = with("Organic", &[]) + &with("Null", &[tactic]);
        for (organic, null) in pairs(&Busy { seed, talk, product, strategies, ..Busy::default() }) {
            assert!(organic.ledger.len() > 300, "something happens: {} adopters", organic.ledger.len());
            assert!(spent(&null) > 0.0, "the tactic is paid for");
            assert_eq!(facts(&organic), facts(&null));
        }
    }
}

const EQUAL_TALK: &str =
    "rates = { settled = 0.1, participant = 0.1, advocate = 0.1 }\ntrust = { participant = 1, advocate = 1 }";
const EQUAL_LAPSE: &str = "satisfied = 0.75\nlapse_participant = 1\nlapse_advocate = 1";

#[test]
fn node_without_improvement_content_and_stage_differences_changes_nothing_but_the_money() {
    assert_null(
        EQUAL_TALK,
        EQUAL_LAPSE,
        "kind = \"participation\"\nname = \"node\"\nbudget = 60_000\nimprovement_per_release = 0\ncontent = 0\nowners_who_need_it = 0.6",
    );
}

#[test]
fn node_that_involves_nobody_and_improves_nothing_changes_nothing_whatever_stages_mean() {
    assert_null(
        "",
        "satisfied = 0.75",
        "kind = \"participation\"\nname = \"node\"\nbudget = 60_000\nimprovement_per_release = 0\ncontent = 0\ninvolvement_gain = 0\nowners_who_need_it = 0.6",
    );
}

#[test]
fn ads_that_convince_nobody_and_lift_no_talk_change_nothing_but_the_money() {
    assert_null(
        "",
        "satisfied = 0.75",
        "kind = \"ads\"\nspend = 30_000\ncold_cac = inf\ntalk_lift = 0\nflight = \"continuous\"",
    );
}

#[test]
fn share_button_that_nobody_shares_with_changes_nothing_but_the_money() {
    assert_null(
        "",
        "satisfied = 0.75",
        "kind = \"share\"\nfeed = \"weibo\"\nshare_probability = 0\nprice = 5_000",
    );
}

#[test]
fn amplified_event_without_content_is_an_ad_of_the_same_name_price_and_day() {
    let ad = "kind = \"ads\"\nname = \"push\"\nspend = 20_000\nflight = \"burst\"\nburst_days = 1\nduration = \"1d\"\nstarts = \"20d\"\ntalk_lift = 0\ncold_cac = 30";
    let event = "kind = \"amplification\"\nname = \"push\"\nspend_each = 20_000\nbudget = 20_000\nat_most_per_year = 1\nwhen_first = \"20d\"\ncold_cac = 30";
    for seed in 1..=3 {
        let strategies = with("Ad", &[ad]) + &with("Event", &[event]);
        // An organic arm is added in front.
        let records = common::study(&Busy { seed, strategies, ..Busy::default() }.text()).records;
        for (organic, (ad, event)) in records[..4].iter().zip(records[4..8].iter().zip(&records[8..])) {
            assert_eq!(facts(ad), facts(event));
            assert_eq!(ad.expenses, event.expenses);
            assert_ne!(facts(ad), facts(organic), "the push wins somebody");
        }
    }
}

#[test]
fn null_tactic_under_a_new_name_moves_nobody_elses_draws() {
    let ads = "kind = \"ads\"\nspend = 20_000\nflight = \"continuous\"\ncold_cac = 40\ntalk_lift = 0";
    let null = "kind = \"share\"\nname = \"button\"\nfeed = \"weibo\"\nshare_probability = 0\nprice = 5_000";
    for seed in 1..=3 {
        let strategies = with("Ads", &[ads]) + &with("Ads and a button", &[ads, null]);
        let records = common::study(&Busy { seed, strategies, ..Busy::default() }.text()).records;
        for (alone, both) in records[4..8].iter().zip(&records[8..]) {
            assert_eq!(facts(alone), facts(both));
        }
    }
}

/// Talk off, 1,000,000 people, half of them eligible, a flight of .1 impressions a head: 400 runs'
/// worth of buyers in 20 runs, some 8,000 adopters: ±5 % is 4.5 standard errors.
#[test]
fn impression_buys_adopters_at_its_stated_cost_while_nobody_talks() {
    for seed in [1, 2, 3] {
        let market = Case::new(Size { seed, full: false }, 20).people(1_000_000, "complete = true");
        let text = market.chat("acts_per_day = 0\nprobability = 0").text();
        let text = text
            .replace("eligible = 1.0", "eligible = 0.5")
            .replace("replications = 20\n", "replications = 20\ncap = 80_000\n")
            + "[[strategy.tactic]]\nkind = \"ads\"\nspend = 80_000\nflight = \"continuous\"\ncpm = 40\ncold_cac = 200\ntalk_lift = 0\nwear_out_at = 1e6\n";
        let study = common::study(&text);
        let ads: Vec<_> = study.records.iter().filter(|r| !r.expenses.is_empty()).collect();
        assert_eq!(ads.len(), 20);
        let money: f64 = ads.iter().map(|r| spent(r)).sum();
        let won: f64 = ads.iter().map(|r| r.ledger.len() as f64 - 1.0).sum();
        assert_near("cost of an adopter", money / won, 200.0, 10.0);
    }
}
