//! Participation by itself: null, direction, limits, cost, and teams that close.

#![cfg(test)]

use crate::contract::{ParticipationCounts, ParticipationToday, Pulse};
use crate::tactic::proof::{Alone, CAP, alone, assert_more, assert_null};

/// Participation for 100 days, while this many acts of owners happen a day, all of them handled.
fn open(lines: &str, acts: u64) -> Alone {
    let participation = vec![ParticipationCounts { acts, handled: acts, ..ParticipationCounts::default() }];
    let market = Pulse { participation, stages: [1_000; 10], ..Pulse::default() };
    alone(&format!("kind = \"participation\"\n{lines}"), 100, &market)
}

fn last(alone: &Alone) -> &ParticipationToday {
    &alone.days[99].participation[0]
}

#[test]
fn null_participation_that_improves_nothing_changes_nothing_but_the_money() {
    let null = "kind = \"participation\"\nbudget = 60_000\nimprovement_per_release = 0\ncontent = 0\nowners_who_need_it = 0.6\n";
    // Either stages make no difference, or nobody is involved.
    let equal_talk = "rates = { settled = 0.1, participant = 0.1, advocate = 0.1 }\ntrust = { participant = 1, advocate = 1 }";
    let equal_lapse = "satisfied = 0.75\nlapse_participant = 1\nlapse_advocate = 1";
    assert_null(equal_talk, equal_lapse, null);
    assert_null("", "satisfied = 0.75", &format!("{null}involvement_gain = 0"));
}

#[test]
fn direction_a_better_interaction_more_staff_and_more_feedback_never_do_less() {
    let rates = [0.1, 0.3, 0.8].map(|fun| last(&open(&format!("interaction.fun = {fun}"), 10)).rate);
    assert!(rates.is_sorted_by(|a, b| a < b), "{rates:?}");
    let handled =
        [1, 2, 3].map(|heads| last(&open(&format!("staff = {heads}\nwage_per_month = 100"), 400)).handled);
    assert_eq!(handled, [0.375, 0.75, 1.0]);
    let gained = [0, 5, 50].map(|acts| open("", acts).days.iter().map(|d| d.quality).sum::<f64>());
    assert!(gained[0] == 0.0 && gained.is_sorted_by(|a, b| a < b), "{gained:?}");
}

#[test]
fn limit_all_is_handled_at_most_and_neither_design_nor_quality_passes_its_best() {
    let long = open(
        "interaction.design_step = 1\nimprovement_per_release = 1\nfeedback_half = 1e-6\nacts_per_day = 1\nstaff = 9\nwage_per_month = 1",
        100,
    );
    assert_eq!(last(&long).handled, 1.0);
    assert!((last(&long).rate - 0.9).abs() < 1e-12, "{}", last(&long).rate);
    // Quality stands .2 below the best before each release.
    let most = long.days.iter().map(|d| d.quality).fold(0.0, f64::max);
    assert!((0.199..=0.2).contains(&most), "{most}");
}

#[test]
fn cost_staff_is_paid_by_the_day_and_the_money_limits_it() {
    let two = open("staff = 2\nwage_per_month = 3_650", 10);
    assert!((two.spent() - 2.0 * 3_650.0 * 12.0 / 365.0 * 100.0).abs() < 1e-6, "{}", two.spent());
    // Whole heads, as many as money pays until the end: one, then two, then three.
    let crowd = open("staff = \"by load\"\nwage_per_month = 12_000", 1_000_000);
    let heads = |e: &crate::contract::Expense| e.amount / (12_000.0 * 12.0 / 365.0);
    assert!(crowd.expenses.iter().all(|e| (heads(e) - heads(e).round()).abs() < 1e-9));
    let (first, last) = (heads(&crowd.expenses[0]).round(), heads(&crowd.expenses[99]).round());
    assert_eq!((first, last), (1.0, 3.0));
    assert!((CAP * 0.9..=CAP + 1e-6).contains(&crowd.spent()), "{}", crowd.spent());
}

#[test]
fn a_team_that_the_money_does_not_pay_closes_and_nobody_works_for_nothing() {
    // A head costs 12,000 a month; the cap of 60,000 pays three of them for 50 days. When it starts is
    // not known beforehand, so it is not refused.
    let three = open("staff = 3\nwage_per_month = 12_000\nstarts = \"active >= 1\"", 10);
    let running = three.days.iter().filter(|d| !d.participation.is_empty()).count();
    assert_eq!(running, 50);
    assert!(three.days[..50].iter().all(|d| d.participation[0].handled == 1.0));
    assert_eq!(three.notes(), ["closed: it ran out of money for its staff"]);
    // A part of a head is a whole one; without heads it never opens.
    let part = open("staff = 0.1\nwage_per_month = 3_650", 10);
    assert!((part.spent() - 3_650.0 * 12.0 / 365.0 * 100.0).abs() < 1e-6, "{}", part.spent());
    let none = open("staff = 0\nfree_because = \"nobody\"", 10);
    assert!(none.days.iter().all(|d| d.participation.is_empty() && d.quality == 0.0));
    // One head by load costs 2,301 a day: the cap pays 26 days of it.
    let poor = open("staff = \"by load\"\nwage_per_month = 70_000", 10);
    assert_eq!(poor.days.iter().filter(|d| !d.participation.is_empty()).count(), 26);
    assert_eq!(poor.notes(), ["closed: it ran out of money for its staff"]);
}

#[test]
fn money_as_reward_lowers_the_gain_of_the_spiral() {
    let gain = |cash: bool| {
        let text = crate::verify::busy::Busy {
            strategies: crate::verify::busy::with(
                "Alone",
                &[&format!("kind = \"participation\"\ninteraction.cash = {cash}\ninvolvement_gain = 0.02")],
            ),
            ..crate::verify::busy::Busy::default()
        }
        .text();
        let plan = crate::scenario::Scenario::parse(&text, "t.toml").unwrap_or_else(|p| panic!("{p}")).plan;
        plan.strategies.last().expect("the strategy").tactics[0].spec.spiral_gain(&plan.channels)
    };
    assert!(gain(true) < gain(false) && gain(true) > 0.0, "{} {}", gain(true), gain(false));
}

#[test]
fn a_team_with_a_ramp_handles_what_its_heads_can_do_by_then() {
    let lines = "acts_per_head_day = 100\nteam = { heads = 10, ramp = \"100d\", wage_per_month = 365, learns = \"50d\" }";
    let ramp = open(lines, 400);
    let heads: Vec<f64> = ramp.expenses.iter().map(|e| e.amount / 12.0).collect();
    assert!(heads.is_sorted() && heads[0] == 1.0 && heads[50] == 5.0, "{heads:?}");
    // Half of the work is missing at first, a quarter after the half-life.
    let skill = 1.0 - 0.5 * libm::exp2(-99.0 / 50.0);
    assert!((last(&ramp).handled - (heads[99] * 100.0 * skill / 400.0).min(1.0)).abs() < 1e-12);
    assert!((ramp.days[50].participation[0].handled - 5.0 * 100.0 * 0.75 / 400.0).abs() < 1e-12);
    let outside = open(&lines.replace("heads", "hired = \"outsourced\", heads"), 400);
    assert_eq!(outside.spent(), ramp.spent());
    let handled = outside.days[50].participation[0].handled;
    assert!((handled - 0.4 * 5.0 * 100.0 * 0.75 / 400.0).abs() < 1e-12, "{handled}");
}

#[test]
fn a_form_that_gives_users_nothing_is_used_half_as_often() {
    let rate = |gain: f64| last(&open(&format!("user_gain = {gain}"), 10)).rate;
    assert!((rate(0.0) / rate(0.7) - 0.5).abs() < 1e-12);
    assert!((rate(1.0) / rate(0.7) - 1.2).abs() < 1e-12, "at most a fifth more");
}

#[test]
fn what_it_serves_gets_what_people_bring_and_nothing_else_does() {
    let serving = |part: &str| open(&format!("serves = \"{part}\"\nstaff = 1\nwage_per_month = 10"), 100);
    let quality = |alone: &Alone| alone.days.iter().map(|day| day.quality).sum::<f64>();
    let product = serving("product");
    assert!(quality(&product) > 0.0 && product.days[50].service.is_empty());
    let service = serving("service");
    // A hundred acts a day, each of which is worth .8 answers.
    assert_eq!((quality(&service), service.days[50].service[0].capacity), (0.0, 80.0));
    let brand = serving("brand");
    assert!(quality(&brand) == 0.0 && (last(&brand).content / last(&product).content - 3.0).abs() < 1e-12);
    let sales = serving("sales");
    // 5,000 owners, .3 of whom need it, may act .2 times a day: 300 times.
    assert!((sales.days[50].buying - 0.8 * 100.0 / 300.0).abs() < 1e-12, "{}", sales.days[50].buying);
    assert_eq!(product.days[50].buying, 0.0);
}

#[test]
fn feedback_of_involved_owners_weighs_more_where_they_are_experts() {
    let gained = |expert: f64, involved: u64| {
        let counts =
            ParticipationCounts { acts: 10, handled: 10, involved, ..ParticipationCounts::default() };
        let market = Pulse { participation: vec![counts], stages: [1_000; 10], ..Pulse::default() };
        let alone = alone(&format!("kind = \"participation\"\nexpert = {expert}"), 9, &market);
        alone.days.iter().map(|day| day.quality).sum::<f64>()
    };
    // Ten acts a day for eight days, with half of all involvement: (1 + 2·½) times the feedback.
    let feedback = |weight: f64| crate::rules::improvement(0.75, 0.95, 0.01, 80.0 * weight * 0.8, 20.0);
    assert!((gained(1.0, 1_275) - feedback(1.0)).abs() < 1e-12, "{}", gained(1.0, 1_275));
    assert!((gained(3.0, 1_275) - feedback(2.0)).abs() < 1e-12, "{}", gained(3.0, 1_275));
}

#[test]
fn a_state_that_is_shown_involves_more_and_takes_staff_a_tenth_of_its_time() {
    let shown = |shown: bool| {
        let alone = open(&format!("status_shown = {shown}\nstaff = 1\nwage_per_month = 10"), 600);
        (last(&alone).gain, last(&alone).handled)
    };
    let (plain, told) = (shown(false), shown(true));
    assert!((told.0 / plain.0 - 1.5).abs() < 1e-12 && (told.1 / plain.1 - 0.9).abs() < 1e-12, "{told:?}");
}

#[test]
fn of_suggestions_whose_state_is_shown_so_many_are_built_and_their_authors_talk_of_it() {
    let [plain, shown] = played("", "status_shown = true\nbuilt = 0.2");
    let sum = |runs: &[(f64, Vec<f64>)], measure: usize| runs.iter().map(|run| run.1[measure]).sum::<f64>();
    let (handled, built) = (sum(&shown, 1), sum(&shown, 8));
    // Binomial, five standard deviations: a false alarm in two million.
    assert!(
        handled > 1_000.0 && (built - 0.2 * handled).abs() < 5.0 * (0.16 * handled).sqrt(),
        "{built} of {handled}"
    );
    // An author talks for a week as .3 of a fresh owner does, R = .55 a day: 1.155 acts. Authors are people who act more,
    // by 1 + 1/2.3 in the mean, less what the end cuts off and who is an author twice in a week.
    let said = sum(&shown, 9) / built;
    assert!((1.2..1.66).contains(&said), "{said}");
    assert_eq!((sum(&plain, 8), sum(&plain, 9)), (0.0, 0.0));
    let [none, many] = played("status_shown = true\nbuilt = 0", "status_shown = true\nbuilt = 0.5");
    assert_more(none.iter().zip(&many).map(|(a, b)| (a.0, b.0)));
}

/// What two strategies of a small world say of themselves, run by run: adopters, and values by measure.
fn played(first: &str, second: &str) -> [Vec<(f64, Vec<f64>)>; 2] {
    let one = |lines: &str| {
        format!("kind = \"participation\"\nname = \"it\"\nstaff = 5\nwage_per_month = 10\n{lines}")
    };
    let strategies =
        crate::verify::busy::with("One", &[&one(first)]) + &crate::verify::busy::with("Two", &[&one(second)]);
    let text = crate::verify::busy::Busy { runs: 24, strategies, ..Default::default() }.text();
    let all = crate::tactic::proof::runs(&text);
    let told = |run: &crate::engine::record::RunRecord| {
        let of = |weeks: &Vec<Option<f32>>| weeks.iter().flatten().map(|v| f64::from(*v)).sum::<f64>();
        (run.ledger.len() as f64, run.activity[0].iter().map(of).collect())
    };
    [1, 2].map(|strategy| all[all.len() - 3 + strategy].iter().map(told).collect())
}

#[test]
fn direction_taking_part_before_owning_commits_and_wins_owners() {
    let more_than_owners = played("", "open_to = \"aware\"\ncommits = 300");
    let [owners, all] = more_than_owners;
    assert_more(owners.iter().zip(&all).map(|(a, b)| (a.0, b.0)));
    assert!(owners.iter().all(|run| run.1[5] == 0.0) && all.iter().all(|run| run.1[5] > 100.0));
}

#[test]
fn direction_a_form_that_only_the_company_gains_by_loses_its_owners_for_good() {
    let [fair, sour] = played("user_gain = 0", "user_gain = 0\nsour = 0.3");
    let acts = |runs: &[(f64, Vec<f64>)]| runs.iter().map(|run| run.1[0]).sum::<f64>();
    // Each act loses .3·(1 − 0)·(1 − .3) = .21 of its owners.
    let lost = sour.iter().map(|run| run.1[7]).sum::<f64>() / acts(&sour);
    assert!((0.17..0.25).contains(&lost), "{lost}");
    assert!(acts(&sour) < 0.9 * acts(&fair), "{} {}", acts(&sour), acts(&fair));
    let [none, _] = played("user_gain = 1\nsour = 0.3", "");
    assert!(none.iter().all(|run| run.1[7] == 0.0), "both gain: nobody is lost");
}

#[test]
fn only_segments_that_need_it_take_part() {
    let [all, few] = played("", "needed_by = [\"innovators\"]");
    let acts = |runs: &[(f64, Vec<f64>)]| runs.iter().map(|run| run.1[0]).sum::<f64>();
    assert!(acts(&few) > 0.0 && acts(&few) < 0.5 * acts(&all), "{} {}", acts(&few), acts(&all));
}

#[test]
fn limit_no_keys_break_anything() {
    use super::{Interaction, Participation};
    use crate::tactic::proof::assert_limits;
    let keys = [("", Participation::ITEMS), ("interaction.", Interaction::ITEMS)];
    assert_limits("kind = \"participation\"\nopen_to = \"aware\"", &keys);
}
