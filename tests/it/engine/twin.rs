//! The engine against its slow twin, and against itself cut into other shards: the same bytes.
//!
//! The twin looks at everybody in every tick instead of using queues, drop dates and lists. The
//! scenarios are drawn at random over all switches; every record must be equal, ledgers included. Where a
//! small market holds too few people for the seeds, both must refuse in the same words.

use crate::common;
use crate::common::same_as_twin;
use proptest::prelude::*;

/// A small scenario from switches.
#[derive(Debug, Clone)]
struct Small {
    seed: u32,
    people: u32,
    tick: &'static str,
    days: u32,
    settled: f64,
    delay: &'static str,
    chat: &'static str,
    view: f64,
    repost: f64,
    half_life: &'static str,
    club: bool,
    satisfied: f64,
    trouble: f64,
    ignored: f64,
    slope: f64,
    again: f64,
    eligible: f64,
    grows: bool,
    outside: f64,
    rival: f64,
    tactics: Vec<&'static str>,
    shape: &'static str,
    follows: &'static str,
    opens: &'static str,
    time: &'static str,
    imitation: f64,
    stifle: f64,
    reject: &'static str,
    seeds: &'static str,
    /// Rules of the world: lines of the market, chat, feed, club, product and seeds.
    rules: [&'static str; 6],
}

impl Small {
    fn text(&self) -> String {
        let club = if self.club {
            "[channels.forum]\nkind = \"club\"\ncatchment = [\"innovators\", \"early adopters\"]\nacts_per_day = 0.3\n"
        } else {
            ""
        };
        let [market, late, feed, stays, more, keeps] = self.rules;
        let club = if self.club { format!("{club}{stays}\n") } else { String::new() };
        // A pace by ties stands alone.
        let alone = self.chat.contains("per_tie");
        let others = if alone {
            String::new()
        } else {
            format!(
                "[channels.weibo]\nkind = \"feed\"\nlayer = \"follows\"\nacts_per_day = 0.3\nview = {}\nrepost = {}\n\
                 half_life = \"{}\"\nopens = {}\n{feed}\n{club}",
                self.view, self.repost, self.half_life, self.opens
            )
        };
        let first = ["anybody", "big cities", "eager"][self.seed as usize % 3];
        let grows = match self.grows {
            true => {
                format!("grows = {{ from = 0.3, half_by = \"20d\", over = \"30d\", first = \"{first}\" }}\n")
            }
            false => String::new(),
        };
        let tactics: String = self
            .tactics
            .iter()
            .filter(|t| !(alone && ["share", "invite", "packets", "content", "again", "honours"].contains(t)))
            .map(|t| {
                let kept = !alone && self.tactics.iter().any(|t| ["content", "again"].contains(t));
                let account = if kept && ["amplification", "service", "meetup", "contest"].contains(t) {
                    "account = \"own\"\n"
                } else {
                    ""
                };
                format!("[[strategy.tactic]]\n{}\n{account}", tactic(t))
            })
            .collect();
        format!(
            r#"
name = "twin"
seed = {seed}
tick = "{tick}"
time = "{time}"
horizon = "{days}d"
[market]
people = {people}
eligible = {eligible}
outside_per_day = {outside}
imitation_per_day = {imitation}
{rival}
activity = {shape}
cities = {{ count = 3, sizes = "zipf" }}
{grows}
{market}
[layers.friends]
small_world = {{ degree = 6, rewire = 0.1 }}
same_city = 0.5
[layers.follows]
power_law = {{ mean = {follows}, exponent = 2.1 }}
directed = true
[talk]
scale = 0.3
fresh_for = "20d"
rates.settled = {settled}
same_friend_again = {again}
distinct_voices = {{ slope = {slope} }}
stifle = {stifle}
{reject}
[channels.wechat]
kind = "chat"
layer = "friends"
{chat}
{late}
{others}
[product]
satisfied = {satisfied}
trouble_per_day = {trouble}
delay = "{delay}"
lapse_per_year = 2.0
{more}
[service]
staff_per_100_000 = 6
ignored = {ignored}
[seeds]
{seeds}
{keeps}
[compare]
cap = 50_000
replications = 2
[[strategy]]
name = "one"
{tactics}
"#,
            seed = self.seed,
            tick = self.tick,
            days = self.days,
            people = self.people,
            eligible = self.eligible,
            outside = self.outside,
            rival = match self.rival {
                _ if market.contains("market.rival") => String::new(),
                rival => format!("rival_per_day = {rival}"),
            },
            shape = self.shape,
            follows = self.follows,
            settled = self.settled,
            again = self.again,
            slope = self.slope,
            chat = self.chat,
            satisfied = self.satisfied,
            trouble = self.trouble,
            delay = self.delay,
            time = self.time,
            imitation = self.imitation,
            stifle = self.stifle,
            ignored = self.ignored,
            reject = self.reject,
            seeds = if self.outside > 0.0 { self.seeds } else { SEEDS[0] },
        )
    }
}

/// The seeds; none only if outside influence starts the market.
const SEEDS: [&str; 3] =
    ["count = 5\nsuper_users = 2", "count = 5\nsuper_users = 2\nsatisfied = 0.4", "count = 0"];

/// Rules of the world to draw from, beside none.
const MARKETS: [&str; 3] = [
    "",
    "attention = 0.5\nneed = \"with segment\"\n[[market.trend]]\nname = \"show\"\nat = \"4d\"\nlasts = \"5d\"\n\
     [[market.arrivals]]\nper_day = 0.7\ngrows_per_week = 0.2",
    "day = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1]\n\
     [market.rival]\nenters = \"active >= 12\"\np = 0.002\nq = 0.2\nquality = 0.2\nreturns_per_year = 30",
];
const PRODUCTS: [&str; 2] = ["", "visible = 0.8\n[[product.shock]]\nper_year = 20\nrecovers_in = \"9d\""];
const KEPT: [&str; 3] =
    ["pick = \"core\"", "pick = \"clustered\"\nstays = 0.3", "pick = { eager = 0.5 }\nstays = 1"];

/// Tactics to draw from.
const TACTICS: [&str; 20] = [
    "ads",
    "participation",
    "amplification",
    "share",
    "service",
    "sale",
    "preorder",
    "invite",
    "packets",
    "content",
    "pushes",
    "again",
    "staff",
    "scout",
    "honours",
    "stars",
    "ranks",
    "meetup",
    "open",
    "contest",
];

fn tactic(kind: &str) -> &'static str {
    match kind {
        "ads" => {
            "kind = \"ads\"\nspend = 4_000\nflight = \"burst\"\nburst_days = 5\nduration = \"30d\"\ncold_cac = 50\nstarts = \"active >= 6\""
        }
        "participation" => {
            "kind = \"participation\"\nowners_who_need_it = 0.6\nuser_gain = 1.0\ncompany_gain = 1.0\nbudget = 30_000\nstaff = \"by load\""
        }
        "amplification" => {
            "kind = \"amplification\"\nwhen_first = \"8d\"\nagain_after = \"28d\"\nspend_each = 2_000\nbudget = 8_000"
        }
        "service" => {
            "kind = \"service\"\nteam.heads = 1\nteam.wage_per_month = 100\nautomatic = 0.5\nautomatic_per_month = 10\n\
             everyone_listens = 0.5\nlistening_per_month = 10\ngift = 1\ngift_told = 0.5\ngift_talk = 2\nhelpers = 2\nshared_desk = false\n\
             own_discretion = false\nmessages_per_owner_year = 300\nanswer_gain = 0.2\nbudget = 2_000"
        }
        "invite" => {
            "kind = \"invite\"\ngiven_to = \"owners\"\ncodes = 2\nevery = \"5d\"\ngives_per_day = 1.5\nconverts = 0.2\nsupply = 200\n\
             reward = 3\nselling = 0.5"
        }
        "packets" => {
            "kind = \"invite\"\nname = \"packets\"\ngiven_to = \"owners\"\npass_on = true\ncodes = 3\nevery = \"9d\"\n\
             gives_per_day = 0.5\nconverts = 0.05\nvalue = 0.5\nbudget = 150"
        }
        "sale" => {
            "kind = \"sale\"\nevery = \"3d\"\nopen_for = \"12h\"\nstock = 9\nsour = 0.2\nbuzz = 0.4\nstarts = \"4d\"\nfree_because = \"a test\""
        }
        "preorder" => {
            "kind = \"sale\"\nname = \"preorder\"\nevery = \"4d\"\nopen_for = \"4d\"\nstock_share = 0.5\ndelivery = \"5d\"\nprice = 10\nprice_drop = 0.2\nstops = \"active >= 60\""
        }
        "content" => {
            "kind = \"content\"\nname = \"own\"\nfollowers_at_start = 20\nfollow_at_adoption = 0.5\nfollow_per_view = 0.2\nplays.per_day = 300\n\
             partners_per_day = 0.7\nposts_per_day = 12\nrelative_force = 20\nmix.interactive = 1\ncue = \"daily\"\npicks_from = \"9d\"\n\
             persona_risk = 9\ntone = 0.5\nteam = { heads = 1, wage_per_month = 10 }"
        }
        "pushes" => {
            "kind = \"content\"\nname = \"pushes\"\non = \"wechat\"\nstarts = \"3d\"\npurpose = \"sell\"\npushes_per_month = 40\nfollow_at_adoption = 1\n\
             relative_force = 10\nmix.interactive = 1\nteam = { heads = 1, wage_per_month = 10 }"
        }
        "again" => {
            "kind = \"content\"\nname = \"again\"\naccount = \"own\"\nstarts = \"followers >= 9\"\nfollow_at_adoption = 0.9\nmix.emotional = 1\n\
             team = { heads = 2, wage_per_month = 10, ramp = \"20d\" }"
        }
        "staff" => "kind = \"staff\"\ncount = 9\ntalk = 3\ntest = 0.2\ncost_each = 10\nstarts = \"2d\"",
        "scout" => {
            "kind = \"scout\"\ncontacts_per_head_day = 9\nsegments = [\"innovators\", \"early majority\"]\nconverts = 0.1\n\
             found_out = 0.3\nsuper_users = 4\nteam = { heads = 2, wage_per_month = 10 }"
        }
        "honours" => {
            "kind = \"recognition\"\nname = \"honours\"\nfrom = \"owners\"\ncount = 12\nevery = \"6d\"\nanswers_per_day = 2\n\
             leaks_per_year = 20\ncost_per_member_month = 9\nvoters = 0.1"
        }
        "stars" => {
            "kind = \"recognition\"\nname = \"stars\"\nfrom = \"owners\"\nwho = \"stars\"\ncount = 5\nevery = \"7d\"\ntalk = 4\nfor = \"9d\"\n\
             aspire = 1\ncost_each = 9\nstarts = \"3d\""
        }
        "ranks" => "kind = \"recognition\"\nname = \"ranks\"\nwho = \"ranks\"\nranks = 1\nprice = 10",
        "meetup" => {
            "kind = \"meetup\"\nevery = \"4d\"\nrevisit = \"9d\"\nguests = 9\ngain = 0.5\ntalk = 2\nfor = \"5d\"\nintroduces = 0.4\n\
             things_made = 0.4\nwatched = 0.01\nlive = 1\ncost = 20\ncost_each = 1"
        }
        "open" => {
            "kind = \"participation\"\nname = \"open\"\nopen_to = \"aware\"\nserves = \"sales\"\ncommits = 30\nexpert = 3\nsour = 0.9\n\
             user_gain = 0.2\nremix = 0.3\nstatus_shown = true\nneeded_by = [\"innovators\", \"early majority\"]\n\
             interaction = { simple = 1, rewarding = 1, fun = 1, real = 0.5 }\ncontent = 0.3\nacts_per_day = 2\nstarts = \"2d\"\n\
             staff = 1\nwage_per_month = 10"
        }
        "contest" => {
            "kind = \"contest\"\nwinners_per_day = 3\npeople_who_enter = 0.7\ncommits = 20\ncontent = 0.3\nannoys = 0.3\nfair = false\n\
             budget = 3_000\ninvolvement_gain = 0.3\nstops = \"15d\""
        }
        _ => "kind = \"share\"\nfeed = \"weibo\"\nfree_because = \"a test\"",
    }
}

fn small() -> impl Strategy<Value = Small> {
    let world = (
        any::<u32>(),
        60_u32..1_500,
        prop::sample::select(vec!["1d", "6h"]),
        prop::sample::select(vec![20_u32, 60]),
        prop::sample::select(vec![
            "\"equal\"",
            "{ gamma_shape = 2.3 }",
            "{ gamma_shape = 0.4 }",
            "{ gamma_shape = 0.05 }",
        ]),
        prop::sample::select(vec!["5", "40"]),
        prop::sample::select(vec![1.0, 0.6]),
        any::<bool>(),
        prop::sample::select(vec![0.0, 0.01]),
        prop::sample::select(vec![0.0, 0.01]),
    );
    let talk = (
        prop::sample::select(vec![0.02, 0.5, 1.0]),
        prop::sample::select(vec![
            "acts_per_day = 0.5",
            "acts_per_day = 3.0\nonce = true",
            "acts_per_day = 30.0",
            "acts_per_tie_per_day = 0.3\nonce = true",
        ]),
        prop::sample::select(vec![0.1, 1.0]),
        prop::sample::select(vec![0.0, 0.2]),
        prop::sample::select(vec!["80m", "2d"]),
        prop::sample::select(vec![0.0, 0.4]),
        prop::sample::select(vec![0.3, 1.0]),
        prop::sample::select(vec!["2009-01-01", "2010-08-26"]),
    );
    let product = (
        prop::sample::select(vec!["0d", "3d"]),
        any::<bool>(),
        prop::sample::select(vec![1.0, 0.75, 0.3]),
        prop::sample::select(vec![0.02, 0.5]),
        prop::sample::subsequence(TACTICS.to_vec(), 0..=TACTICS.len()),
    );
    let published = (
        prop::sample::select(vec!["continuous", "whole periods"]),
        prop::sample::select(vec![0.0, 0.1]),
        prop::sample::select(vec![0.0, 0.3]),
        prop::sample::select(vec![
            "",
            "reject = 0.3\nrejecters_warn = true",
            "reject = 0.5\ngrievance = 1.0\nrejecters_warn = true",
        ]),
        prop::sample::select(SEEDS.to_vec()),
        prop::sample::select(vec![1.0, 3.0]),
    );
    let rules = (
        prop::sample::select(MARKETS.to_vec()),
        prop::sample::select(vec!["", "delay = \"3d\"\neffort = 0.2"]),
        prop::sample::select(vec!["", "spread = 1\neffort = 0.3"]),
        prop::sample::select(vec!["", "half_life = \"6d\"\nhelps = 0.4"]),
        prop::sample::select(PRODUCTS.to_vec()),
        prop::sample::select(KEPT.to_vec()),
    );
    (world, talk, product, published, rules).prop_map(|(w, t, p, q, r)| Small {
        seed: w.0,
        people: w.1,
        tick: w.2,
        days: w.3,
        shape: w.4,
        follows: w.5,
        eligible: w.6,
        grows: w.7,
        outside: w.8,
        rival: w.9,
        settled: t.0,
        chat: t.1,
        view: t.2,
        repost: t.3,
        half_life: t.4,
        slope: t.5,
        again: t.6,
        opens: t.7,
        delay: p.0,
        club: p.1,
        satisfied: p.2,
        trouble: p.3,
        tactics: p.4,
        time: q.0,
        imitation: q.1,
        stifle: q.2,
        reject: q.3,
        seeds: q.4,
        ignored: q.5,
        rules: [r.0, r.1, r.2, r.3, r.4, r.5],
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn engine_equals_the_slow_twin_for_any_number_of_shards(scenario in small()) {
        let text = scenario.text();
        same_as_twin(5, |how| common::tried_how(&text, how).map(|runs| runs.records)).ok();
    }
}
