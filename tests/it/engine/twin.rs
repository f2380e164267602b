//! The engine against its slow twin, and against itself cut into other shards: the same bytes.
//!
//! The twin looks at everybody in every tick instead of using queues, drop dates and lists. The
//! scenarios are drawn at random over all switches; every record must be equal, ledgers included. Where a
//! small market holds too few people for the seeds, both must refuse in the same words.

use super::drawn_tactics::{TACTICS, tactic};
use crate::common;
use crate::common::same_as_twin;
use groundswell::engine::record::RunRecord;
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
    /// Whether the chat has a pace by ties, which stands alone.
    fn by_tie(&self) -> bool {
        self.chat.contains("per_tie")
    }

    /// The tactics that go with its channels, in order.
    fn played(&self) -> impl Iterator<Item = &'static str> {
        let alone = self.by_tie();
        let need_others = ["share", "invite", "packets", "content", "again", "honours"];
        self.tactics.iter().copied().filter(move |t| !(alone && need_others.contains(t)))
    }

    /// What holds in every run: people add up, money stays within the cap and what was earned, and no tactic gives out
    /// more than it has.
    fn assert_bounds(&self, run: &RunRecord) {
        for row in &run.rows {
            assert_eq!(row.stages.iter().sum::<u32>(), self.people);
        }
        let spent: f64 = run.expenses.iter().map(|e| e.amount).sum();
        assert!(run.seeds_cost + spent <= (50_000.0 + run.reinvested) * (1.0 + 1e-9), "{spent} spent");
        let most_active = run.rows.iter().map(|row| row.active()).max().unwrap_or(0);
        // The arm that is added without tactics has none.
        for (t, name) in self.played().enumerate().take(run.activity.len()) {
            let weeks = |measure: usize| run.activity[t][measure].iter().flatten().map(|v| f64::from(*v));
            let sum = |measure: usize| weeks(measure).sum::<f64>();
            let most = |measure: usize| weeks(measure).fold(0.0, f64::max);
            let holds = match name {
                // Used ≤ given ≤ granted.
                "invite" => sum(3) <= sum(2) && sum(2) <= sum(1),
                // Followers are people.
                "content" | "again" | "pushes" => most(0) <= f64::from(self.people),
                // Members own it, and have a place.
                "honours" => most(1) <= 12.0 && most(1) <= f64::from(most_active),
                // Handled ≤ acts, built ≤ handled.
                "participation" | "open" => sum(1) <= sum(0) + sum(5) && sum(8) <= sum(1),
                // Prizes ≤ entries.
                "contest" => sum(3) <= sum(0),
                _ => true,
            };
            assert!(holds, "{name}: {:?}", run.activity[t]);
        }
    }

    fn text(&self) -> String {
        let club = if self.club {
            "[channels.forum]\nkind = \"club\"\ncatchment = [\"innovators\", \"early adopters\"]\nacts_per_day = 0.3\n"
        } else {
            ""
        };
        let [market, late, feed, stays, more, keeps] = self.rules;
        let club = if self.club { format!("{club}{stays}\n") } else { String::new() };
        let alone = self.by_tie();
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
        let kept = self.played().any(|t| ["content", "again"].contains(&t));
        let tactics: String = self
            .played()
            .map(|t| {
                let account = match t {
                    "amplification" | "service" | "meetup" | "contest" if kept => "account = \"own\"\n",
                    _ => "",
                };
                let rides = match t {
                    "contest" if market.contains("\"show\"") => "rides = \"show\"\n",
                    _ => "",
                };
                format!("[[strategy.tactic]]\n{}\n{account}{rides}", tactic(t))
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
        let runs = same_as_twin(5, |how| common::tried_how(&text, how).map(|runs| runs.records));
        runs.iter().flatten().for_each(|run| scenario.assert_bounds(run));
    }
}
