//! Letters that take their time, effort, clubs that keep posts and help, attention over all senders, luck of a post.

use super::{PLAIN, World, active, adopted, assert_cut, assert_larger, assert_same, refusal};
use crate::common::cases::{assert_mean, moments};
use groundswell::scenario::Scenario;
use groundswell::scenario::plan::{ChannelKind, Pace};

const KEEPS: &str = "half_life = \"60d\"\nacts_per_day = 0.3";

#[test]
fn null_letters_at_once_no_effort_and_no_help_change_nothing() {
    let feed = "spread = 0\neffort = 0";
    let nothing =
        World { chat: "delay = \"0d\"\neffort = 0", feed, club: "half_life = \"0d\"\nhelps = 0", ..PLAIN };
    assert_same("nothing", PLAIN, nothing);
    assert_same("attention by channel", PLAIN, World { market: "attention = \"per channel\"", ..PLAIN });
    // One feed alone: all feeds together are that one.
    assert_same("one feed", PLAIN, World { market: "attention = 3", ..PLAIN });
    let keeps = World { club: KEEPS, ..PLAIN };
    let mute = World { club: "half_life = \"60d\"\nacts_per_day = 0.3\nhelps = 0", ..PLAIN };
    assert_same("posts that help nobody", keeps, mute);
}

/// Talk of 40 seeds without anybody convinced, heard a mean of 5 days late: the mean day on which people become aware
/// moves by 5 days less half a tick, within 4 standard errors over 24 runs; letters lose nobody.
#[test]
fn letters_come_late_by_their_mean_delay_and_none_is_lost() {
    let still = World {
        feed: "acts_per_day = 0",
        club: "acts_per_day = 0",
        product: "satisfied = 1\ntrouble_per_day = 0\nlapse_per_year = 0",
        top: "",
        days: 120,
        ..PLAIN
    };
    let product = "satisfied = 1\ntrouble_per_day = 0";
    let heard = |chat: &str| -> Vec<(f64, f64)> {
        let runs = World { chat, product, ..still }.runs();
        let of = |run: &groundswell::engine::record::RunRecord| {
            let aware: Vec<f64> = run.rows.iter().map(|row| f64::from(row.aware())).collect();
            let (first, last) = (aware[0], aware[aware.len() - 1]);
            let sum: f64 = (1..aware.len()).map(|d| d as f64 * (aware[d] - aware[d - 1])).sum();
            (sum / (last - first), last - first)
        };
        runs.iter().map(of).collect()
    };
    let (at_once, late) = (heard("weight = 0"), heard("weight = 0\ndelay = \"5d\""));
    let later: Vec<f64> = late.iter().zip(&at_once).map(|(a, b)| a.0 - b.0).collect();
    let (mean, sd) = moments(&later);
    // Letters beyond the horizon are not heard, so that the shift is a little smaller.
    assert!(mean > 3.0 && mean < 5.5, "{mean} ± {sd}");
    let (all, most) = (
        moments(&at_once.iter().map(|h| h.1).collect::<Vec<_>>()).0,
        moments(&late.iter().map(|h| h.1).collect::<Vec<_>>()).0,
    );
    assert!(most > 0.93 * all && most <= all, "{most} of {all} are heard");
}

#[test]
fn direction_late_letters_slow_growth_and_effort_makes_it_smaller() {
    let soon = |chat: &'static str| World { chat, days: 80, ..PLAIN }.each(adopted);
    assert_larger("at once against late by 14 days", &soon(""), &soon("delay = \"14d\""));
    assert_larger("without effort", &soon(""), &soon("effort = 0.5"));
    let posts = |feed: &'static str| World { feed, ..PLAIN }.each(adopted);
    assert_larger("posts without effort", &posts(""), &posts("effort = 0.8"));
}

#[test]
fn effort_takes_acts_and_reposts_away_in_proportion() {
    let text = World { chat: "effort = 0.25", feed: "effort = 0.5", ..PLAIN }.text();
    let plan = Scenario::parse(&text, "s.toml").unwrap().plan;
    assert_eq!((plan.channels[0].pace, plan.channels[1].pace), (Pace::PerDay(0.3 * 0.75), Pace::PerDay(0.1)));
    assert!(matches!(&plan.channels[1].kind, ChannelKind::Feed(feed) if feed.repost == 0.025));
    // The resolved scenario says what was written, and means the same.
    let scenario = Scenario::parse(&text, "s.toml").unwrap();
    assert_eq!(Scenario::parse(&scenario.resolved, "r.toml").unwrap().plan, plan);
}

/// The stock of posts follows S ← S·2^{−1/60} + posts; with plenty of posts the troubles fall by `helps`: lapses aside,
/// the aggrieved are fewer.
#[test]
fn direction_a_club_that_helps_spares_troubles_and_never_more_than_it_says() {
    let calm = World { product: "satisfied = 0.75\ntrouble_per_day = 0.1", ..PLAIN };
    let ends = |club: &'static str| World { club, ..calm }.each(active);
    let (mute, helps) = (ends(KEEPS), ends("half_life = \"60d\"\nacts_per_day = 0.3\nhelps = 0.5"));
    assert_larger("help from the club", &helps, &mute);
    let half =
        World { product: "satisfied = 0.75\ntrouble_per_day = 0.05", club: KEEPS, ..PLAIN }.each(active);
    let (most, all) = (moments(&helps).0, moments(&half).0);
    assert!(most <= all * 1.1, "half of the troubles at most are spared: {most} against {all}");
    let run = &World { club: KEEPS, runs: 1, ..PLAIN }.runs()[0];
    assert!(
        run.rows[150].world.posts > 10.0 && run.rows[0].world.posts == 0.0,
        "{}",
        run.rows[150].world.posts
    );
}

#[test]
fn direction_attention_over_all_senders_lets_each_be_seen_less() {
    let two =
        "[channels.moments]\nkind = \"feed\"\nlayer = \"friends\"\nacts_per_day = 2\nview = 1\nweight = 0";
    let feed = format!("acts_per_day = 1\nview = 1\nattention = 0.5\n{two}\nattention = 0.5");
    let seen = |market: &'static str| World { market, feed: &feed, ..PLAIN }.each(adopted);
    assert_larger("an attention for each feed", &seen(""), &seen("attention = 0.5"));
}

/// The views of posts of 2,000 hubs: equal in the mean, wider with spread (.8: e^{.64} − 1 = .9 more variance).
#[test]
fn luck_of_a_post_keeps_the_mean_of_its_views_and_makes_them_uneven() {
    use crate::common::cases::{FIRST, case, play};
    use groundswell::verify::ties::star;
    let hub = case(600).ties(star(2_000).directed()).seeds(FIRST).days(40);
    let views = |spread: &str| -> Vec<f64> {
        let feed = format!(
            "acts_per_day = 0.05\nview = 0.05\nrepost = 0\nweight = 0\nattention = 1e6\nhalf_life = \"1m\"\n{spread}"
        );
        play(&hub.clone().feed(&feed)).each(|run| run.work.exposures as f64)
    };
    let (even, lucky) = (views("spread = 0"), views("spread = 0.8"));
    let difference: Vec<f64> = lucky.iter().zip(&even).map(|(a, b)| a - b).collect();
    assert_mean("views of a lucky post less those of a plain one", &difference, 0.0);
    let (wide, narrow) = (moments(&lucky).1, moments(&even).1);
    assert!(wide > 1.1 * narrow, "{wide} against {narrow}");
}

#[test]
fn cut_letters_clubs_and_lucky_posts_are_the_same_in_any_number_of_shards() {
    let market = "attention = 1";
    let world = World { market, chat: "delay = \"3d\"", feed: "spread = 1\neffort = 0.2", ..PLAIN };
    assert_cut(World { club: "half_life = \"20d\"\nhelps = 0.3\nacts_per_day = 0.2", ..world });
}

#[test]
fn presets_give_values_that_keys_beside_them_win_over() {
    let channels = "[channels.\"微博\"]\npreset = \"weibo\"\nview = 0.3\nlayer = \"follows\"\n[channels.\"论坛\"]\npreset = \"forum\"\n\
                    [channels.face]\npreset = \"offline\"\nprobability = 0.1\nacts_per_day = 1";
    let plan =
        Scenario::parse(&format!("horizon = \"9d\"\n{channels}\n[[strategy]]\nname = \"one\""), "s.toml")
            .unwrap_or_else(|p| panic!("{p}"))
            .plan;
    let ChannelKind::Feed(feed) = &plan.channels[0].kind else { panic!("a feed") };
    assert_eq!((feed.view, feed.repost, feed.spread), (0.3, 0.02, 0.8));
    let ChannelKind::Club(club) = &plan.channels[1].kind else { panic!("a club") };
    assert_eq!((club.half_life, club.helps), (60.0, 0.1));
    let ChannelKind::Chat(chat) = &plan.channels[2].kind else { panic!("a chat") };
    assert_eq!((chat.delay, plan.channels[2].pace), (7.0, Pace::PerDay(0.7)));
}

#[test]
fn mistakes_in_channels_are_named() {
    let helps = refusal(World { club: "helps = 0.2", ..PLAIN });
    assert!(helps.contains("channels.forum.helps needs posts that stay; add half_life = \"60d\""), "{helps}");
    let far = refusal(World { chat: "effort = 1", ..PLAIN });
    assert!(far.contains("channels.wechat.effort is 1; it must lie in [0, 0.95]"), "{far}");
    let preset = |lines: &str| {
        let text = format!("horizon = \"9d\"\n[channels.one]\n{lines}\n[[strategy]]\nname = \"one\"");
        Scenario::parse(&text, "s.toml").map(|_| ()).unwrap_err().to_string()
    };
    let unknown = preset("preset = \"weibi\"");
    assert!(unknown.contains("channels.one.preset is \"weibi\"; did you mean \"weibo\"?"), "{unknown}");
    let other = preset("kind = \"chat\"\npreset = \"weibo\"");
    assert!(
        other.contains("is \"weibo\", which is a feed; take kind away, or choose another preset"),
        "{other}"
    );
    let cascade = preset("kind = \"chat\"\nacts = \"all\"\ndelay = \"3d\"\nprobability = 0.1");
    assert!(cascade.contains("channels.one.delay stands beside acts = \"all\""), "{cascade}");
}
