//! `[compare]`: how strategies are judged.

use super::declare::{Form, Key, Section, Word, Written, choice, key_of, table};
use super::inheritance::Shaped;
use super::plan::{Strategy, TacticPlan, Unit, When};
use super::quantity::{self, figure, show_days};
use super::spec::Spec;
use super::tree;
use super::typed;
use crate::units::{Day, StrategyId, Timeline};

table! {
    /// How strategies are compared.
    pub struct Compare in ["compare"], with (known: &Known<'_>) {
        /// The most money any strategy may spend; by default "none".
        pub cap: Option<f64> = Money in 0.0..=1e15, or ["none"], by |_, _| known.cap;
        /// What becomes of money that is not spent: kept, or "fill:" and the name of a strategy whose
        /// ads the others then buy with it; neutral: it is kept.
        pub unspent: Option<Spec> = Text "keep", by |s, key| unspent(s, key, known);
        /// What strategies are ranked by: owners who have not lapsed, or profit; assumed.
        pub outcome: Judged = Word "active", by |s, key| outcome(s, key, known.margin);
        /// Days at which strategies are ranked; by default half a year, one and two, as far as they fit, else the
        /// horizon.
        pub at_days ["at"]: Vec<Day> = Form (Form::List(&Form::Days)), by |s, key| at_days(s, key, known);
        /// Relative difference below which strategies tie; the same share of the number of seeds is a tie in people,
        /// and of their margin one in profit; assumed.
        pub tie: f64 = Share 0.05;
        /// Draws of the numbers that carry a range, 0 plays the stated values only; by default 64
        /// where a number carries one (assumed).
        pub settings: u32 = Count in 0.0..=65_536.0, by settings;
        /// Replications of each strategy in each drawn setting; assumed.
        pub replications_per_setting: u32 = Count 2 in 1.0..=1e6, was "runs";
        /// Replications of each strategy at the stated values; by default 16 where settings are drawn,
        /// else 32 (assumed).
        pub replications: u32 = Count in 1.0..=1e6, was "runs_as_stated" | "runs",
            by |s, key| s.number_or(key, if settings > 0 { 16.0 } else { 32.0 }) as u32;
        /// Whether settings, or runs where nothing is drawn, are doubled until the comparison is
        /// decided; neutral: what is asked for is played.
        pub until: Until = Word "done";
        /// Most settings, or replications where nothing is drawn, that `until` may go to; by default
        /// 256 (assumed).
        pub at_most: u32 = Count in 1.0..=1e6,
            by |s, key| at_most(s, key, until, (settings, replications));
        /// Most runs in which numbers that are assumed and carry no range are tried, all at once, 0 tries
        /// none; by default an eighth of all others, where settings are drawn.
        pub screen: Option<u32> = Count in 0.0..=1e6, by |s, key| screen(s, key, settings);
        /// Replications that share one network; neutral: each has its own.
        pub runs_per_network: u32 = Count 1 in 1.0..=1e6;
        /// Whether the leader's tactics (up to six) are taken out in every combination, for Shapley
        /// values, and not only one by one; neutral: one by one.
        pub shapley: bool = Flag "false";
        /// Discount a year of later adoptions and later money; assumed.
        pub discount_per_year: f64 = Number 0.1 in 0.0..=10.0;
        /// The strategy that others are compared with; by default the first with ads, else the first.
        pub baseline: StrategyId = Text, by |s, _| baseline(s, known);
    }
}

choice! {
    /// What strategies are ranked by.
    pub enum Judged {
        /// Owners who have not lapsed.
        Active = "active",
        /// Margin of everybody won after the start less money spent less wages of service, discounted.
        Profit = "profit",
    }
}

choice! {
    /// Until when a comparison is played.
    pub enum Until {
        /// Until what is asked for is played.
        Done = "done",
        /// Until it is decided, or no more may be added.
        Decided = "decided",
    }
}

/// What is known when the comparison is read.
pub struct Known<'a> {
    /// The most money any strategy may spend, which was read before the strategies.
    pub cap: Option<f64>,
    /// When the rows of a run stand, at which strategies can be ranked.
    pub timeline: Timeline,
    /// The horizon as it is written.
    pub horizon_said: String,
    /// Margin per owner, where one is said.
    pub margin: Option<f64>,
    pub strategies: &'a [Strategy],
    /// The strategies as they were written.
    pub shaped: &'a [Shaped],
}

/// The cap alone, which strategies need before `[compare]` is read as a whole.
pub(super) fn cap(s: &Section<'_>) -> Option<f64> {
    Written::read(s, key_of(Compare::ITEMS, "cap"))
}

/// Draws of the assumed numbers, where there are any.
fn settings(s: &Section<'_>, key: &'static Key) -> u32 {
    let assumed = !s.cx.assumptions.borrow().is_empty();
    let settings = s.number_or(key, if assumed { 64.0 } else { 0.0 }) as u32;
    if settings > 0 && !assumed {
        let help = "no number carries a range, so there is nothing to draw";
        s.warning("settings", format!("is {settings}"), help);
        s.record("settings", "0");
        return 0;
    }
    settings
}

/// Most runs in which numbers without a range are tried; without settings there are none.
fn screen(s: &Section<'_>, key: &'static Key, settings: u32) -> Option<u32> {
    let screen = s.maybe(key).map(|runs| runs as u32);
    if let Some(runs) = screen.filter(|runs| *runs > 0 && settings == 0) {
        s.warning(
            "screen",
            format!("is {runs}"),
            "numbers without a range are tried where settings are drawn",
        );
    }
    screen
}

/// Most settings that may be drawn.
const MOST_SETTINGS: u32 = 65_536;

/// The most settings or replications, where those asked for are played in any case.
fn at_most(s: &Section<'_>, key: &'static Key, until: Until, (settings, replications): (u32, u32)) -> u32 {
    let least = if settings > 0 { settings } else { replications };
    let usual = if until == Until::Decided { least.max(256) } else { least };
    let at_most = s.number_or(key, f64::from(usual)) as u32;
    if settings > 0 && at_most > MOST_SETTINGS {
        let text = format!("is {}", s.said("at_most", f64::from(at_most)));
        s.problem(
            "at_most",
            text,
            format!("there may be at most {} settings", figure(f64::from(MOST_SETTINGS))),
        );
    } else if at_most < least {
        let text = format!("is {}", s.said("at_most", f64::from(at_most)));
        s.problem("at_most", text, format!("it is played with {} anyway", figure(f64::from(least))));
    }
    at_most
}

/// What unspent money goes to: nothing, or the ads of a strategy, which others then hold as well.
fn unspent(s: &Section<'_>, key: &'static Word, known: &Known<'_>) -> Option<Spec> {
    let written = s.text(key.name, key.default);
    if written == key.default {
        return None;
    }
    let help = "write \"keep\", or \"fill:\" and the name of a strategy with ads, as in \"fill:Ads\"";
    let Some(name) = written.strip_prefix("fill:").map(str::trim) else {
        s.refuse("unspent", tree::quoted(&written), help);
        return None;
    };
    let named = known.strategies.iter().filter(|one| one.name == name);
    let ads =
        named.flat_map(|one| &one.tactics).find_map(|t| t.spec.taking_the_rest(known.timeline.horizon().0));
    match (ads, known.cap) {
        (Some(ads), Some(_)) => Some(ads),
        (Some(_), None) => {
            let help = "add cap = … to [compare]";
            s.follows("unspent", "fills up money, but there is no cap", help, &["compare.cap"]);
            None
        }
        (None, _) => {
            let text = format!("names {}, which has no ads", tree::quoted(name));
            s.follows("unspent", text, help, &["strategy"]);
            None
        }
    }
}

/// Adds ads that take the money left over to every plan that has tactics, unless one of them takes all.
pub(super) fn filled(mut strategies: Vec<Strategy>, ads: Option<&Spec>) -> Vec<Strategy> {
    let Some(ads) = ads else { return strategies };
    let top_up = |tactics: &mut Vec<TacticPlan>| {
        if tactics.is_empty() || tactics.iter().any(|t| t.spec.takes_all()) {
            return;
        }
        tactics.push(TacticPlan {
            without: None,
            name: "fill".to_owned(),
            starts: When::Day(0.0),
            stops: None,
            budget: None,
            free_because: None,
            spec: ads.clone(),
        });
    };
    for strategy in &mut strategies {
        top_up(&mut strategy.tactics);
        strategy.plans.iter_mut().for_each(|plan| top_up(&mut plan.tactics));
    }
    strategies
}

/// What strategies are ranked by; profit needs a margin.
fn outcome(s: &Section<'_>, key: &'static Word, margin: Option<f64>) -> Judged {
    let outcome: Judged = s.choice(key);
    if outcome == Judged::Profit && margin.is_none() {
        let help = "write product.margin_per_owner, what each owner earns";
        s.problem(key.name, "is \"profit\", but no margin is said", help);
    }
    outcome
}

/// Times of the rankings: half a year, one and two, as far as they fit, else the horizon.
fn at_days(s: &Section<'_>, key: &'static Word, known: &Known<'_>) -> Vec<Day> {
    let last = known.timeline.horizon();
    let mut days: Vec<Day> = if s.has(key.name) {
        let list = s.list(key.name, "write durations, as in [\"26w\", \"52w\"]").unwrap_or_default();
        list.iter().filter_map(|node| one_day(s, key, node, known)).collect()
    } else {
        [182, 364, 728].map(Day::from).into_iter().filter(|day| *day <= last).collect()
    };
    days.sort_unstable();
    days.dedup();
    if days.is_empty() {
        days.push(last);
    }
    let written: Vec<String> = days.iter().map(|d| tree::quoted(&show_days(d.0))).collect();
    s.record(key.name, format!("[{}]", written.join(", ")));
    days
}

fn one_day(s: &Section<'_>, key: &'static Word, node: &tree::Node, known: &Known<'_>) -> Option<Day> {
    let problem = |found: String, help: &str| s.problem_at(node, key.name, format!("holds {found}"), help);
    let days = node.text().and_then(quantity::duration);
    match days {
        None => {
            let meant = node.text().and_then(|text| typed::amount(text, Some(Unit::Days)));
            problem(node.describe(), &meant.map_or_else(|| Unit::Days.wanted().to_owned(), |m| m.why));
        }
        Some(days) if days > known.timeline.horizon().0 + 1e-9 => {
            let text = format!("holds {}", node.describe());
            let help = format!("the horizon is {}", known.horizon_said);
            s.cx.follows(node.at, &s.name(key.name), text, help, &["horizon"]);
        }
        Some(days) => {
            let line = &known.timeline;
            let row = line.row_of(Day(days));
            let at = line.day_of_row(row);
            if row > 0 && (at.0 - days).abs() < 1e-9 {
                return Some(at);
            }
            let rows = match line.is_fine() {
                false => "whole days".to_owned(),
                true => format!("whole rows of {}", show_days(line.day_of_row(1).0)),
            };
            problem(node.written(), &format!("it must be {rows}, at least one, or the horizon"));
        }
    }
    None
}

/// Position of the baseline; by default the first strategy with ads, else the first.
fn baseline(s: &Section<'_>, known: &Known<'_>) -> StrategyId {
    let (strategies, shaped) = (known.strategies, known.shaped);
    let Some(written) = s.maybe_text("baseline") else {
        let ads = |s: &Strategy| s.tactics.iter().any(|t| t.spec.taking_the_rest(0.0).is_some());
        let position = strategies.iter().position(ads).unwrap_or(0);
        if let Some(strategy) = strategies.get(position).filter(|_| !s.has("baseline")) {
            s.record("baseline", tree::quoted(&strategy.name));
        }
        return StrategyId(position);
    };
    let named = |name: &str| strategies.iter().position(|s| s.name == name).map(StrategyId);
    if let Some(found) = named(&written) {
        return found;
    }
    let variants: Vec<&str> =
        shaped.iter().filter(|v| v.written_name == written).map(|v| v.name.as_str()).collect();
    if let Some(first) = variants.first() {
        let names: Vec<String> = variants.iter().map(|v| tree::quoted(v)).collect();
        let text = format!("is {}, which stands for {}", tree::quoted(&written), names.join(", "));
        s.warning("baseline", text, format!("taken as {}; name the one you mean", tree::quoted(first)));
        // The variant is what the resolved scenario must say.
        s.record("baseline", tree::quoted(first));
        return named(first).unwrap_or_default();
    }
    let names: Vec<&str> = strategies.iter().map(|s| s.name.as_str()).collect();
    s.unknown_of("baseline", &written, &names, &["strategy["]);
    StrategyId::default()
}
