//! Accounts and their followers against what is known of them.

use crate::common;
use groundswell::verify::busy::{Busy, with};

/// A market of 3,000 people in which one owner hardly talks and nothing is passed on, with this account.
fn silent(account: &str) -> String {
    let own = format!(
        "kind = \"content\"\nrelative_force = 0\nmix.interactive = 0\nfollow_at_adoption = 0\nfollow_per_view = 0\n\
         follow_on_joining = 0\nteam = {{ heads = 1, wage_per_month = 1 }}\n{account}"
    );
    let text = Busy { runs: 2, days: 60, strategies: with("Own", &[&own]), ..Busy::default() }.text();
    text.replace("repost = 0.1", "repost = 0").replace("count = 30\nsuper_users = 5", "count = 1")
}

#[test]
fn followers_from_before_hear_of_the_product_at_the_rate_of_views_times_awareness() {
    let aware = |account: &str| {
        let runs = common::study(&silent(account)).records;
        let of = |day: usize| {
            let own = runs.iter().filter(|run| run.strategy.0 == 1);
            own.map(|run| f64::from(run.rows[day].stages[1])).sum::<f64>()
        };
        [of(10), of(30), of(60)]
    };
    let without = aware("posts_per_day = 1");
    let with = aware("posts_per_day = 1\nfollowers_at_start = 1_000");
    for ((day, with), without) in [10.0_f64, 30.0, 60.0].into_iter().zip(with).zip(without) {
        // A view a day of three in ten, which makes aware with .2; hardly anybody leaves within 60 days.
        let share = 1.0 - (-0.3 * 0.2 * day).exp();
        let sd = (2_000.0 * share * (1.0 - share)).sqrt();
        // 4.5 standard deviations, and the few who hear of it in both: false alarms in 1 of 50,000.
        assert!((with - without - 2_000.0 * share).abs() < 4.5 * sd + 60.0, "{day}: {with} {without}");
    }
}

#[test]
fn a_condition_on_followers_is_met_when_they_are_there() {
    let lines = "followers_at_start = 100\npartners_per_day = 10\npartner_price = 1";
    let ads = "kind = \"ads\"\nspend = 100\nstarts = \"followers >= 150 and followers <= 20 %\"";
    let text = silent(lines);
    let with_ads = format!("{text}\n[[strategy.tactic]]\n{ads}\n");
    let runs = common::study(&with_ads).records;
    // 100 on the first day, and ten a day: 150 after the fifth.
    for run in runs.iter().filter(|run| run.strategy.0 == 1) {
        let first = run.expenses.iter().filter(|e| e.tactic.0 == 1).map(|e| e.day).min();
        assert!(first.is_some_and(|day| (5..=6).contains(&day)), "{first:?}");
    }
}
