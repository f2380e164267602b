//! Own media by itself and in a market: null, direction, limits, cost, sizes.

#![cfg(test)]

use super::Content;
use crate::contract::Pulse;
use crate::engine::record::{RecordRow, RunRecord};
use crate::scenario::Scenario;
use crate::scenario::declare::Item;
use crate::scenario::plan::Channel;
use crate::tactic::proof::{Alone, CAP, alone, assert_null, facts, runs};
use crate::verify::busy::{Busy, with};

/// Nothing that brings followers but what is written.
const CLOSED: &str = "follow_at_adoption = 0\nfollow_per_view = 0\nfollow_on_joining = 0\nteam = { heads = 2, wage_per_month = 365 }";

fn posting(lines: &str) -> Alone {
    let market = Pulse { stages: [1_000; 10], followers: vec![500], ..Pulse::default() };
    alone(&format!("kind = \"content\"\n{lines}"), 100, &market)
}

/// Settings and the channels that they are read with.
fn settings(lines: &str) -> (Content, Vec<Channel>) {
    let strategies = with("Alone", &[&format!("kind = \"content\"\n{lines}")]);
    let text = Busy { strategies, ..Busy::default() }.text();
    let plan = Scenario::parse(&text, "t.toml").unwrap_or_else(|p| panic!("{p}")).plan;
    let spec = &plan.strategies.last().expect("the strategy").tactics[0].spec;
    (spec.get::<Content>().expect("content").clone(), plan.channels)
}

/// Runs of one strategy with such an account in a market in which hardly anybody talks.
fn quiet(lines: &str, days: u32, runs_of: u32) -> Vec<RunRecord> {
    let strategies = with("Own", &[&format!("kind = \"content\"\n{lines}")]);
    let busy = Busy { days, runs: runs_of, strategies, cap: "cap = 1_000_000", ..Busy::default() };
    let text = busy.text().replace("scale = 0.25", "scale = 0.01");
    runs(&text).pop().expect("a strategy")
}

/// The sum of a measure by its position over the weeks `from..to`, over all runs.
fn sum(runs: &[RunRecord], measure: usize, from: usize, to: usize) -> f64 {
    let weeks =
        |run: &RunRecord| run.activity[0][measure][from..to.min(run.activity[0][measure].len())].to_vec();
    runs.iter().flat_map(weeks).flatten().map(f64::from).sum()
}

const VIEWS: usize = 9;
const REPOSTS: usize = 10;

fn adopters(runs: &[RunRecord]) -> f64 {
    runs.iter().map(|run| f64::from(run.rows[run.rows.len() - 1].adopted)).sum()
}

#[test]
fn null_an_account_without_followers_changes_nothing_but_the_money() {
    assert_null("", "satisfied = 0.75", &format!("kind = \"content\"\n{CLOSED}"));
}

#[test]
fn null_posts_without_force_change_nothing_however_many_follow() {
    let mute = "kind = \"content\"\non = \"wechat\"\nfollowers_at_start = 1_500\nrelative_force = 0\nmix.interactive = 0\n\
                plays.per_day = 20\npartners_per_day = 1\npartner_price = 0.5\n\
                team = { heads = 2, wage_per_month = 365 }";
    assert_null("", "satisfied = 0.75", mute);
}

#[test]
fn direction_more_followers_win_more_people_by_the_same_luck() {
    let posts = "relative_force = 20\nposts_per_day = 6\nteam = { heads = 20, wage_per_month = 1 }\nfollow_at_adoption = 0\n\
                 follow_per_view = 0\nfollow_on_joining = 0\nfollowers_at_start = ";
    let won = [0, 300, 1_500].map(|followers| adopters(&quiet(&format!("{posts}{followers}"), 120, 8)));
    assert!(won[0] * 1.05 < won[1] && won[1] * 1.1 < won[2], "{won:?}");
}

#[test]
fn direction_a_pressing_tone_is_passed_on_more_at_first_and_less_later() {
    let posts = "followers_at_start = 1_500\nposts_per_day = 12\nteam = { heads = 20, wage_per_month = 1 }\n\
                 follow_at_adoption = 0\nfollow_per_view = 0\nfollow_on_joining = 0\ntone = ";
    let [calm, pressing] = [0, 1].map(|tone| quiet(&format!("{posts}{tone}"), 364, 4));
    let by = |runs: &[RunRecord], from, to| sum(runs, REPOSTS, from, to);
    // u = (.0005·2² + .0003)·.85·(1 + 4·tone): half as much more at first, level after 52 days.
    let (early, late) = (by(&pressing, 0, 4) / by(&calm, 0, 4), by(&pressing, 40, 52) / by(&calm, 40, 52));
    let hazard = (0.0005 * 4.0 + 0.0003) * 0.85;
    let (first, last) = (1.5 * libm::exp(-4.0 * hazard * 14.0), 1.5 * libm::exp(-4.0 * hazard * 322.0));
    assert!(first > 1.3 && (early / first - 1.0).abs() < 0.1, "{early} of {first}");
    assert!(last < 0.2 && (late / last - 1.0).abs() < 0.25, "{late} of {last}");
}

/// Views a follower sees in a year at `m` posts a day while nobody else comes: m·a(m)·view·(1 − e^{−365u})/u.
fn views_of_a_year(m: f64, view: f64) -> f64 {
    let over = (m - 10.0).max(0.0);
    let leaves = 0.0005 * over * over + 0.0003;
    m / (1.0 + (m - 1.0).max(0.0) / 3.0) * view * -libm::expm1(-365.0 * leaves) / leaves
}

#[test]
fn views_of_a_year_by_posts_a_day_are_those_of_the_closed_form_and_most_at_ten() {
    // Of which 35, 62, 78, 86, 21 and 5 are seen where a tenth of followers see a post.
    let stated = [35.0, 62.0, 78.0, 86.0, 21.0, 5.0];
    let posts = "followers_at_start = 1_000\nfollow_at_adoption = 0\nfollow_per_view = 0\nfollow_on_joining = 0\n\
                 mix.useful = 0\nteam = { heads = 1, wage_per_month = 1 }\nposts_per_day = ";
    for (m, stated) in [1, 3, 6, 10, 15, 20].into_iter().zip(stated) {
        assert!((views_of_a_year(f64::from(m), 0.1) - stated).abs() < 0.6, "{m}");
        let seen = sum(&quiet(&format!("{posts}{m}"), 365, 2), VIEWS, 0, 53) / 2_000.0;
        // What people post and what the account posts share attention; 1,000 leave at random.
        let expected = views_of_a_year(f64::from(m), 0.3);
        assert!((0.8..1.05).contains(&(seen / expected)), "{m} posts: {seen} of {expected}");
    }
}

#[test]
fn six_posts_a_day_are_seen_as_often_as_ads_of_three_million_a_year_to_a_million_followers() {
    let (six, _) = settings("posts_per_day = 6");
    let a_follower = six.weighed() * 0.1;
    assert!((a_follower - 0.225).abs() < 1e-12);
    let ads = a_follower * 365.0 * 1e6 * six.media.impression_price();
    assert!((3.0e6..3.6e6).contains(&ads), "{ads}");
}

#[test]
fn direction_the_right_hour_a_better_mix_and_hands_enough_make_posts_seen_and_strong() {
    let weighed = |lines: &str| settings(lines).0.weighed();
    let tips = |hour: u32| weighed(&format!("subject = \"tips\"\nhour = {hour}"));
    assert!((tips(8) / weighed("") - 1.5).abs() < 1e-12 && (tips(20) / weighed("") - 0.5).abs() < 1e-12);
    let mean: f64 = (0..24).map(tips).sum::<f64>() / 24.0;
    assert!((mean / weighed("") - 1.0).abs() < 1e-12, "1 in the mean over hours");
    let strength = |lines: &str| settings(lines).0.strength();
    assert!((strength("") - 1.0).abs() < 1e-12);
    assert_eq!(
        strength("mix = { useful = 1, emotional = 1, interactive = 1 }"),
        libm::exp(0.3 * 3.85).min(3.0)
    );
    assert!(strength("product_people = true") > 1.1);
    // With too few hands the rest are plain posts.
    let told = |heads: &str| {
        let lines = format!(
            "posts_per_day = 6\nmix.emotional = 1\nteam = {{ learns = \"0d\", wage_per_month = 1, heads = {heads} }}"
        );
        posting(&lines).days[99].accounts[0].posts.story
    };
    let few = [1, 4, 12, 40].map(|heads| told(&heads.to_string()));
    assert!(few.is_sorted() && few[0] > 1.0 && few[2] == few[3], "{few:?}");
    assert!(told("12, hired = \"outsourced\"") < told("12"));
    // Editors of their own have learnt; with more topics than heads nobody is one.
    let topics = |n: u32| {
        let team = "team = { heads = 4, learns = \"0d\", wage_per_month = 1 }";
        posting(&format!("posts_per_day = 6\nmix.emotional = 1\ntopics = {n}\n{team}")).days[99].accounts[0]
            .posts
            .story
    };
    assert!(topics(4) > topics(1) && topics(5) < topics(4), "{} {} {}", topics(1), topics(4), topics(5));
}

#[test]
fn direction_a_team_that_comes_late_wins_more_than_none_and_less_than_one_at_once() {
    let own = |team: &str| {
        let lines = "followers_at_start = 1_500\nrelative_force = 10\nposts_per_day = 6\nmix.emotional = 1\nmix.useful = 1";
        format!("kind = \"content\"\n{lines}\nteam = {{ heads = 12, wage_per_month = 1, {team} }}")
    };
    let none =
        "kind = \"content\"\nteam = { heads = 0 }\nfollowers_at_start = 1_500\nfree_because = \"nobody\"";
    let strategies =
        with("None", &[none]) + &with("Late", &[&own("ramp = \"200d\"")]) + &with("Now", &[&own("")]);
    let text = Busy { strategies, runs: 8, ..Busy::default() }.text().replace("scale = 0.25", "scale = 0.01");
    let played = runs(&text);
    let [none, late, now] = [1, 2, 3].map(|k| adopters(&played[k]));
    assert!(none * 1.05 < late && late < now, "{none} {late} {now}");
    assert_eq!(facts(&played[0][0]), facts(&played[1][0]), "nobody works for nothing");
}

#[test]
fn direction_selling_over_strong_ties_convinces_less_and_drives_followers_away() {
    let push = |purpose: &str, pushes: u32| {
        let lines = "on = \"wechat\"\nteam = { heads = 1, wage_per_month = 1 }";
        let all = posting(&format!("{lines}\npurpose = \"{purpose}\"\npushes_per_month = {pushes}"));
        all.days[0].accounts[0].clone()
    };
    let (serve, sell) = (push("serve", 4), push("sell", 4));
    assert_eq!(sell.posts.strength, 0.5 * serve.posts.strength);
    assert!((serve.leave - 0.000_3 * 0.85).abs() < 1e-12 && (sell.leave - 0.003_3 * 0.85).abs() < 1e-12);
    // Each push above four a month costs .002 of the followers.
    assert!((push("serve", 10).leave - (0.000_3 + 0.002 * 6.0 / 30.0) * 0.85).abs() < 1e-12);
    assert_eq!((serve.posts.seen, serve.posts.weighed), (Some(0.2), 4.0 / 30.0));
}

#[test]
fn followers_come_from_the_sources_that_are_written_and_partners_bring_exactly_as_many_as_are_paid() {
    let lines = "posts_per_day = 2\nfollow_on_joining = 0\nfollow_per_view = 0.005\nfollow_at_adoption = 1\npartners_per_day = 1.5\n\
                 partner_price = 2.5\nplays.per_day = 100\nfollowers_at_start = 50\nteam = { heads = 2, wage_per_month = 365 }";
    let ads = "kind = \"ads\"\nspend = 400\nduration = \"60d\"\nflight = \"continuous\"";
    let strategies = with("Own", &[&format!("kind = \"content\"\n{lines}"), ads]);
    for run in runs(&Busy { strategies, ..Busy::default() }.text()).pop().expect("a strategy") {
        let came = |measure: usize| sum(std::slice::from_ref(&run), measure, 0, 99);
        let adopted = f64::from(run.rows[run.rows.len() - 1].adopted);
        assert_eq!(came(1), 50.0);
        // Everybody follows on getting it who did not before; the seeds had it before.
        assert!(came(2) > 0.6 * (adopted - 30.0) && came(2) <= adopted - 30.0, "{} of {adopted}", came(2));
        assert!(came(3) > 10.0 && came(4) == 0.0);
        // 100·.006 a day of 120 days, fewer where they follow already.
        assert!((20.0..100.0).contains(&came(5)), "{}", came(5));
        assert_eq!(came(6), 180.0);
        let paid: f64 = run.expenses.iter().filter(|e| e.tactic.0 == 0).map(|e| e.amount).sum();
        assert!((paid - (180.0 * 2.5 + 2.0 * 365.0 * 12.0 / 365.0 * 120.0)).abs() < 1e-6, "{paid}");
        // The last row of 120 days is that of one day: those who came in the weeks before, less those who left.
        let until = |measure: usize| sum(std::slice::from_ref(&run), measure, 0, 17);
        let there = run.activity[0][0][17].expect("a day");
        assert_eq!(f64::from(there), (1..7).map(until).sum::<f64>() - until(7));
        assert!(f64::from(there) <= 3_000.0);
    }
}

#[test]
fn cost_wages_and_partners_are_paid_to_the_cent_and_only_followers_that_are_paid_for_come() {
    let half =
        posting("team = { heads = 2, wage_per_month = 365 }\npartners_per_day = 0.5\npartner_price = 3");
    assert!((half.spent() - (2.0 * 12.0 * 100.0 + 50.0 * 3.0)).abs() < 1e-6, "{}", half.spent());
    let came = |alone: &Alone| alone.days.iter().flat_map(|d| &d.accounts).map(|a| a.partners).sum::<u64>();
    assert_eq!(came(&half), 50);
    let dear = posting(
        "team = { heads = 1, wage_per_month = 36.5 }\npartners_per_day = 10_000\npartner_price = 3.7\nbudget = 60_000",
    );
    assert!(dear.spent() <= CAP + 1e-6 && came(&dear) <= 16_216, "{} {}", dear.spent(), came(&dear));
    // Of 10,000 people 500 follow already.
    assert!(dear.days.iter().flat_map(|d| &d.accounts).all(|a| a.partners <= 9_500));
}

#[test]
fn a_daily_cue_keeps_owners_who_follow_and_a_scandal_costs_followers() {
    let lines = "follow_at_adoption = 1\nposts_per_day = 1\nteam = { heads = 2, wage_per_month = 1 }\n";
    let cue = "cue = \"daily\"\ncue_holds = 1\ncue_gain = 0";
    let [free, held] = ["", cue].map(|more| {
        let strategies = with("Own", &[&format!("kind = \"content\"\n{lines}{more}")]);
        runs(&Busy { strategies, ..Busy::default() }.text()).pop().expect("a strategy")
    });
    let lapsed = |runs: &[RunRecord]| runs.iter().map(|r| f64::from(r.rows[120].stages[9])).sum::<f64>();
    // Only those who had it from the start, or have left the account, still lapse.
    assert!(lapsed(&held) < 0.2 * lapsed(&free), "{} of {}", lapsed(&held), lapsed(&free));
    let risky = "followers_at_start = 2_000\npersona_risk = 12\nfollow_at_adoption = 0\nfollow_per_view = 0\nfollow_on_joining = 0\n\
                 team = { heads = 1, wage_per_month = 1 }";
    let runs = quiet(risky, 365, 4);
    let (left, notes) = (sum(&runs, 7, 0, 53), runs.iter().map(|r| r.notes.len()).sum::<usize>());
    // Twelve a year, each of which costs three tenths: hardly anybody is left.
    assert!(left > 0.9 * 4.0 * 2_000.0 && (24..80).contains(&notes), "{left} {notes}");
}

/// A tactic with these keys in a small market of few days; whatever they are, the run ends and people stay people.
fn plays_at_a_limit(lines: &[String]) {
    let written = lines.join("\n");
    let chat = if written.contains("push") { "on = \"wechat\"\n" } else { "" };
    let text = format!(
        "kind = \"content\"\nbudget = 50_000\nteam = {{ heads = 1, wage_per_month = 1 }}\n{chat}{written}"
    );
    let busy = Busy { people: 600, days: 15, runs: 1, strategies: with("Own", &[&text]), ..Busy::default() };
    let played = runs(&busy.text());
    for run in played.iter().flatten() {
        assert!(run.rows.iter().all(|row| row.stages.iter().sum::<u32>() == 600), "{written:?}");
    }
    let own = &played[1][0];
    let spent: f64 = own.expenses.iter().map(|e| e.amount).sum();
    assert!(spent <= 60_000.0 + 1e-6, "{written:?} cost {spent}");
    let followers = own.activity[0][0].iter().flatten();
    assert!(followers.clone().all(|f| (0.0..=600.0).contains(f)), "{written:?}");
}

/// Every number of the kind at an end of its range, as far as 600 people go.
fn ends() -> Vec<String> {
    let number = |item: &Item, before: &str| match item {
        Item::Number(key) => {
            [key.low, key.high.min(if key.name == "followers_at_start" { 600.0 } else { 1e9 })]
                .map(|end| {
                    let days = if key.unit == crate::scenario::declare::Unit::Days {
                        format!("\"{end}d\"")
                    } else {
                        end.to_string()
                    };
                    format!("{before}{} = {days}", key.name)
                })
                .to_vec()
        }
        _ => Vec::new(),
    };
    let own = Content::ITEMS.iter().flat_map(|item| number(item, ""));
    let own = own.filter(|line| !line.starts_with("hour ="));
    let hours = [0, 24].map(|hour| format!("subject = \"aphorisms\"\nhour = {hour}"));
    own.chain(super::Mix::ITEMS.iter().flat_map(|item| number(item, "mix.")))
        .chain(super::Plays::ITEMS.iter().flat_map(|item| number(item, "plays.")))
        .chain(hours)
        .chain(["cue = \"daily\"", "product_people = true"].map(str::to_owned))
        .collect()
}

#[test]
fn limit_every_key_at_both_ends_alone_and_in_random_pairs_leaves_people_people_and_money_within_the_cap() {
    let ends = ends();
    assert!(ends.len() > 50, "{}", ends.len());
    ends.iter().for_each(|end| plays_at_a_limit(std::slice::from_ref(end)));
    let name = |line: &str| line.split(" =").next().unwrap_or_default().to_owned();
    let mut word = 7_u32;
    let mut pairs = 0;
    while pairs < 80 {
        let [a, b] = [0; 2].map(|_| {
            word = word.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            &ends[(word >> 8) as usize % ends.len()]
        });
        let channels = |line: &str| (name(line).starts_with("push"), name(line) == "posts_per_day");
        let mixed = channels(a).0 && channels(b).1 || channels(a).1 && channels(b).0;
        if name(a) != name(b) && !mixed {
            plays_at_a_limit(&[a.clone(), b.clone()]);
            pairs += 1;
        }
    }
}

#[test]
fn an_account_is_used_by_events_and_its_followers_instead_of_a_share_of_owners() {
    // Nobody follows, so that an event has no viewers of its own.
    let own = format!("kind = \"content\"\nname = \"xiaomi\"\n{CLOSED}");
    let node = "kind = \"participation\"\nbudget = 20_000\ncontent = 1\nowners_who_need_it = 1";
    let event = |account: &str| {
        format!("kind = \"amplification\"\nname = \"event\"\nspend_each = 100\nbudget = 300\n{account}")
    };
    let strategies = with("Share", &[&own, node, &event("")])
        + &with("Nobody", &[&own, node, &event("followers_share = 0")])
        + &with("Account", &[&own, node, &event("account = \"xiaomi\"")]);
    let played = runs(&Busy { strategies, ..Busy::default() }.text());
    let all = |k: usize| played[k].iter().map(facts).collect::<Vec<_>>();
    assert_eq!(all(2), all(3));
    assert_ne!(all(1), all(3));
}

#[test]
fn direction_the_best_of_what_users_made_is_stronger_than_a_plain_post() {
    let told = |made: u64, lines: &str| {
        let market = Pulse { stages: [1_000; 10], made: vec![made; 20], ..Pulse::default() };
        let lines = format!("kind = \"content\"\nposts_per_day = 2\nteam = {{ heads = 4 }}\n{lines}");
        let all = alone(&lines, 20, &market);
        (all.days[19].accounts[0].posts.story, all.days[19].accounts[0].posts.pick)
    };
    let (plain, best) =
        (told(10, ""), [0, 1, 10, 100].map(|made| told(made, "picks_from = \"14d\"\nquality_sd = 0.3")));
    assert!((plain.0 - 1.0).abs() < 1e-12 && plain.1.is_none() && best[0].0 == plain.0, "{plain:?}");
    assert!(best.is_sorted_by(|a, b| a.0 < b.0), "{best:?}");
    // One of two posts a day is the best of 150 things of fifteen days.
    assert!((best[2].0 - (0.5 + 0.5 * crate::rules::best_of(150, 0.3))).abs() < 1e-12);
    assert_eq!(best[2].1, Some((14, 0.1)));
}

#[test]
fn a_channel_that_opens_brings_followers_to_the_accounts_that_are_there() {
    let account = |starts: &str| {
        format!(
            "kind = \"content\"\nstarts = \"{starts}\"\nfollow_on_joining = 0.1\nfollow_at_adoption = 1\nfollow_per_view = 0\nteam = {{ heads = 1, wage_per_month = 1 }}"
        )
    };
    let strategies = with("Early", &[&account("1d")]) + &with("Late", &[&account("40d")]);
    let text = Busy { strategies, ..Busy::default() }.text();
    let text = text.replace("view = 0.3", "view = 0.3\nopens = \"30d\"");
    let played = runs(&text);
    let [early, late] = [1, 2].map(|k| sum(&played[k], 4, 0, 99) / 4.0);
    // A tenth of 3,000, but for those who come twice; four runs.
    assert!((250.0..330.0).contains(&early) && late == 0.0, "{early} {late}");
    // Nobody follows on a channel that is not there.
    assert_eq!(sum(&played[1], 2, 0, 4), 0.0);
    assert!(sum(&played[1], 2, 5, 18) > 0.0);
}

#[test]
fn space_that_is_sold_earns_by_the_view_and_drives_followers_away() {
    let lines = "followers_at_start = 2_000\nfollow_at_adoption = 0\nfollow_per_view = 0\nfollow_on_joining = 0\nposts_per_day = 6\n\
                 team = { heads = 1, wage_per_month = 1 }\nsells_space = ";
    let [none, sold] = [0, 20].map(|price| quiet(&format!("{lines}{price}"), 364, 4));
    let views = sum(&sold, VIEWS, 0, 52);
    let earned: f64 = sold.iter().flat_map(|r| &r.income).map(|e| e.amount).sum();
    // Of the last day's views nothing has come in yet.
    assert!(earned < views * 0.02 && earned > 0.99 * views * 0.02, "{earned} of {views} views");
    assert!(none.iter().all(|r| r.income.is_empty()));
    // .0005 a day of 364 days, on the average half of them.
    let lost = views / sum(&none, VIEWS, 0, 52);
    assert!((0.88..0.95).contains(&lost), "{lost}");
}

#[test]
fn answers_of_a_founder_count_as_those_of_ten_and_spare_owners_from_grievance() {
    let first = |lines: &str| posting(&format!("team.heads = 1\n{lines}")).days[0].service.clone();
    assert_eq!(
        (first("answers_per_day = 60")[0].capacity, first("answers_per_day = 60")[0].heads),
        (600.0, 0.0)
    );
    let aggrieved = |answers: u32| {
        let own = format!(
            "kind = \"content\"\nteam = {{ heads = 1, wage_per_month = 1 }}\nanswers_per_day = {answers}"
        );
        let product = "satisfied = 0.9\ntrouble_per_day = 0.2\n[service]\nstaff_per_100_000 = 0";
        let strategies = with("Own", &[&own]);
        let runs = runs(&Busy { product, strategies, ..Busy::default() }.text()).pop().expect("a strategy");
        let of = |part: &dyn Fn(&RecordRow) -> u32| runs.iter().flat_map(|r| &r.rows).map(part).sum::<u32>();
        f64::from(of(&|row| row.stages[7])) / f64::from(of(&|row| row.active()))
    };
    let by = [0, 60].map(aggrieved);
    assert!(by[1] < 0.95 * by[0], "{by:?}");
}
