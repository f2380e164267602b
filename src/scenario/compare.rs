//! Reads `[compare]`: how strategies are judged.

use super::grammar::words;
use super::inheritance::Shaped;
use super::keys;
use super::plan::{Compare, Strategy, TacticPlan, When};
use super::problem::suggestion;
use super::quantity::show_days;
use super::section::Section;
use super::spec::Spec;
use super::tree::{self, Value};

/// The cap alone, which strategies need before `[compare]` is read as a whole.
pub(super) fn cap(s: &Section<'_>) -> Option<f64> {
    if s.word(&keys::CAP).is_some() {
        return None;
    }
    if !s.has("cap") {
        s.record("cap", tree::quoted(keys::CAP.words[0]));
    }
    s.maybe(&keys::CAP)
}

/// Reads the rest of `[compare]`, once the strategies are known.
pub(super) fn read(
    s: Section<'_>,
    cap: Option<f64>,
    horizon_days: f64,
    strategies: &[Strategy],
    shaped: &[Shaped],
) -> (Compare, Option<Spec>) {
    let fill = fill(&s, cap, horizon_days, strategies);
    only(&s, "outcome", "active", "only \"active\" is understood today: owners who have not lapsed");
    let at_days = at_days(&s, horizon_days);
    let tie = s.number(&keys::TIE);
    let unsure = !s.cx.assumptions.borrow().is_empty();
    let settings = s.number_or(&keys::SETTINGS, if unsure { 64.0 } else { 0.0 }) as u32;
    if settings > 0 && !unsure {
        s.warning(
            "settings",
            format!("is {settings}"),
            "no number carries a range, so there is nothing to draw",
        );
        s.record("settings", "0");
    }
    let drawn = settings > 0 && unsure;
    let replications_per_setting = s.number(&keys::REPLICATIONS_PER_SETTING) as u32;
    let replications = s.number_or(&keys::REPLICATIONS, if drawn { 16.0 } else { 32.0 }) as u32;
    let until_decided = s.choice(&words::UNTIL) == 1;
    let least = if drawn { settings } else { replications };
    let at_most =
        s.number_or(&keys::AT_MOST, f64::from(if until_decided { least.max(256) } else { least })) as u32;
    if at_most < least {
        let help = format!("it is played with {least} anyway");
        s.problem("at_most", format!("is {at_most}"), help);
    }
    let compare = Compare {
        cap,
        at_days,
        tie,
        settings: if drawn { settings } else { 0 },
        replications_per_setting,
        replications,
        runs_per_network: s.number(&keys::RUNS_PER_NETWORK) as u32,
        until_decided,
        at_most,
        shapley: s.flag(&words::SHAPLEY),
        discount_per_year: s.number(&keys::DISCOUNT),
        baseline: baseline(&s, strategies, shaped),
    };
    s.write("[compare]");
    (compare, fill)
}

/// What unspent money goes to: nothing, or the ads of a strategy, which others then hold as well.
fn fill(s: &Section<'_>, cap: Option<f64>, horizon: f64, strategies: &[Strategy]) -> Option<Spec> {
    let written = s.text("unspent", "keep");
    if written == "keep" {
        return None;
    }
    let help = "write \"keep\", or \"fill:\" and the name of a strategy with ads, as in \"fill:Ads\"";
    let Some(name) = written.strip_prefix("fill:").map(str::trim) else {
        s.problem("unspent", format!("is {}", tree::quoted(&written)), help);
        return None;
    };
    let ads = strategies
        .iter()
        .filter(|one| one.name == name)
        .flat_map(|one| &one.tactics)
        .find_map(|t| t.spec.taking_the_rest(horizon));
    match (ads, cap) {
        (Some(ads), Some(_)) => Some(ads),
        (Some(_), None) => {
            s.problem("unspent", "fills up money, but there is no cap", "add cap = … to [compare]");
            None
        }
        (None, _) => {
            s.problem("unspent", format!("names {}, which has no ads", tree::quoted(name)), help);
            None
        }
    }
}

/// Gives every plan that has tactics, and spends not all by itself, ads for what it leaves over.
pub(super) fn filled(mut strategies: Vec<Strategy>, fill: Option<Spec>) -> Vec<Strategy> {
    let Some(ads) = fill else { return strategies };
    let top_up = |tactics: &mut Vec<TacticPlan>| {
        if tactics.is_empty() || tactics.iter().any(|t| t.spec.takes_all()) {
            return;
        }
        tactics.push(TacticPlan {
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

/// A key that knows one word so far.
fn only(s: &Section<'_>, key: &'static str, word: &str, help: &str) {
    match s.node(key).map(|n| (&n.value, n)) {
        None => {}
        Some((Value::Text(text), _)) if text == word => {}
        Some((_, node)) => {
            let shown = node.written();
            s.problem(key, format!("is {shown}"), help);
        }
    }
    s.record(key, tree::quoted(word));
}

/// Days of the rankings: half a year, one and two, as far as they fit, else the horizon.
fn at_days(s: &Section<'_>, horizon: f64) -> Vec<u32> {
    let last = horizon.floor().max(1.0) as u32;
    let mut days: Vec<u32> = match s.node("at").map(|n| &n.value) {
        None => {
            let fit: Vec<u32> = [182, 364, 728].into_iter().filter(|d| *d <= last).collect();
            if fit.is_empty() { vec![last] } else { fit }
        }
        Some(Value::List(list)) => list.iter().filter_map(|node| one_day(s, node, horizon)).collect(),
        Some(_) => {
            s.problem("at", "is no list", "write durations, as in [\"26w\", \"52w\"]");
            Vec::new()
        }
    };
    days.sort_unstable();
    days.dedup();
    if days.is_empty() {
        days.push(last);
    }
    let written: Vec<String> = days.iter().map(|d| format!("\"{d}d\"")).collect();
    s.record("at", format!("[{}]", written.join(", ")));
    days
}

fn one_day(s: &Section<'_>, node: &tree::Node, horizon: f64) -> Option<u32> {
    let days = match &node.value {
        Value::Text(text) => super::quantity::duration(text),
        _ => None,
    };
    let name = s.name("at");
    let Some(days) = days else {
        s.cx.problem(node.at, &name, format!("holds {}", node.describe()), keys::Unit::Days.wanted());
        return None;
    };
    if days > horizon {
        let help = format!("the horizon is {}", show_days(horizon));
        s.cx.problem(node.at, &name, format!("holds {}", node.written()), help);
        return None;
    }
    if days < 1.0 || days.fract() != 0.0 {
        s.cx.problem(
            node.at,
            &name,
            format!("holds {}", node.written()),
            "it must be whole days, at least one",
        );
        return None;
    }
    Some(days as u32)
}

/// Position of the baseline; by default the first strategy with ads, else the first.
fn baseline(s: &Section<'_>, strategies: &[Strategy], shaped: &[Shaped]) -> usize {
    let Some(written) = s.maybe_text("baseline") else {
        let ads = |s: &Strategy| s.tactics.iter().any(|t| t.spec.taking_the_rest(0.0).is_some());
        let position = strategies.iter().position(ads).unwrap_or(0);
        if let Some(strategy) = strategies.get(position).filter(|_| !s.has("baseline")) {
            s.record("baseline", tree::quoted(&strategy.name));
        }
        return position;
    };
    if let Some(position) = strategies.iter().position(|s| s.name == written) {
        return position;
    }
    let variants: Vec<&str> =
        shaped.iter().filter(|v| v.written_name == written).map(|v| v.name.as_str()).collect();
    if let Some(first) = variants.first() {
        let names: Vec<String> = variants.iter().map(|v| tree::quoted(v)).collect();
        let text = format!("is {}, which stands for {}", tree::quoted(&written), names.join(", "));
        s.warning("baseline", text, format!("taken as {}; name the one you mean", tree::quoted(first)));
        // The variant is what the resolved scenario must say.
        s.record("baseline", tree::quoted(first));
        return strategies.iter().position(|s| s.name == *first).unwrap_or(0);
    }
    let names: Vec<&str> = strategies.iter().map(|s| s.name.as_str()).collect();
    s.problem("baseline", format!("is {}", tree::quoted(&written)), suggestion(&written, &names));
    0
}
