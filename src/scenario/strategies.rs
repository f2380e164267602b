//! Reads the strategies: what the company does, each with its tactics.

use super::accounts;
use super::context::Context;
use super::declare::{Form, table};
use super::grammar::{SEEDING, TACTIC};
use super::inheritance::{Shaped, tactic_name};
use super::moment;
use super::money;
use super::network::Network;
use super::plan::{Market, Strategy, TacticPlan, Tried};
use super::problem::{At, nearest};
use super::registry::Registry;
use super::section::Section;
use super::seeds::Seeds;
use super::spec::{Needs, TacticContext};
use super::tree;
use crate::contract::When;

/// Most tactics of one strategy: causes are counted in small numbers.
const MOST: usize = 62;

table! {
    /// What a strategy says beside its tactics; most of it is resolved before it is read.
    pub struct Heading in ["strategy"], with (shaped: &Shaped, context: &TacticContext<'_>) {
        /// What it is called.
        pub name: String = Text, by |s, key| {
            s.allow(key.name);
            s.record(key.name, tree::quoted(&shaped.name));
            shaped.name.clone()
        };
        /// Another name, for charts and tables.
        pub label: Option<String> = Text;
        /// Share of what it earns, by the margin of owners whom it wins and by its tactics, that it may spend on top of
        /// the cap; ads that spend all then spread what there is over the time left; neutral: none.
        pub reinvest: f64 = Share 0, plausible 0 to 0.5;
        /// When it gives up: all its tactics stop, unless a condition holds then, as in
        /// "39w unless active >= 2_000"; runs that gave up are played once more without giving up, which tells what it
        /// cost. By default never.
        pub give_up: Option<When> = Trigger, by |s, key| gives_up(s, key.name, shaped, context);
        /// Plans that the lists among its tactics' keys give, all tried on training luck, the best
        /// judged; neutral: the one that is written.
        pub plans: () = Count 1 in 1.0..=1_000.0;
        /// The strategy whose tactics it also has; those of the same name are replaced.
        pub extends: () = Text;
        /// Inherited tactics that it does not have.
        pub remove: () = Form (Form::List(&Form::Text));
        /// The strategy of which this is one of several plans to be tried.
        pub plan_of: Option<String> = Text, by |s, key| match &shaped.plan_of {
            Some(whole) => {
                s.allow(key.name);
                s.record(key.name, tree::quoted(whole));
                Some(whole.clone())
            }
            None => s.maybe_text(key.name),
        };
        /// What it does; a list under any key of a tactic makes one strategy of each value, or one
        /// plan of each where `plans` says how many there are.
        pub tactic: () = Form (Form::List(&Form::Table("strategy.tactic"))), by |s, key| {
            if s.node(key.name).is_some_and(|n| !matches!(n.value, tree::Value::List(_))) {
                s.problem("tactic", "is no list of tables", "write [[strategy.tactic]] with two brackets");
            }
        };
    }
}

table! {
    /// Kind and name of a tactic.
    pub struct TacticHeading in ["strategy.tactic"] {
        /// What it is: ads, participation, amplified events, sharing, or its own seeds.
        pub kind: Option<String> = Kind;
        /// What it is called; by default its kind.
        pub name: Option<String> = Text;
    }
}

/// What is known when strategies are read.
pub(super) struct StrategyContext<'a> {
    pub tactic: TacticContext<'a>,
    pub registry: &'a Registry,
    pub market: &'a Market,
    pub network: &'a Network,
    pub cap: Option<f64>,
    /// Whether the margin of an owner is said.
    pub margin: bool,
    /// Super users among the common seeds.
    pub super_users: u32,
}

/// Reads all strategies; one without tactics comes first if the scenario has none, because the cost of
/// an extra owner is counted against it.
pub(super) fn read(cx: &Context, shaped: &[Shaped], context: &StrategyContext<'_>) -> Vec<Strategy> {
    let mut strategies = Vec::new();
    let organic = |s: &Shaped| s.table.get("tactic").is_none();
    if !shaped.is_empty() && !shaped.iter().any(organic) {
        let taken = |name: &str| shaped.iter().any(|s| s.name == name);
        let names = ["Organic", "Organic (no tactics)", "Organic (added: no tactics)"];
        let name = names.into_iter().find(|n| !taken(n)).unwrap_or(names[2]).to_owned();
        cx.write("[[strategy]]", &[("name".to_owned(), tree::quoted(&name))]);
        strategies.push(Strategy {
            name,
            label: None,
            reinvest: 0.0,
            give_up: None,
            tactics: Vec::new(),
            seeds: None,
            plans: Vec::new(),
        });
    }
    for one in shaped {
        let read = strategy(cx, one, context);
        let Some(whole) = &one.plan_of else {
            strategies.push(read);
            continue;
        };
        let name = one.name.strip_prefix(&format!("{whole}, ")).unwrap_or(&one.name).to_owned();
        let tried = Tried { name, tactics: read.tactics.clone(), seeds: read.seeds.clone() };
        match strategies.iter_mut().find(|s| s.name == *whole) {
            Some(strategy) if !strategy.plans.is_empty() => strategy.plans.push(tried),
            Some(_) => {
                let key = format!("strategy.{}.plan_of", tree::quoted(&one.name));
                let help = "let all plans of it say plan_of, or none";
                cx.problem(one.at, &key, format!("is {}, a strategy by itself", tree::quoted(whole)), help);
            }
            None => strategies.push(Strategy { name: whole.clone(), plans: vec![tried], ..read }),
        }
    }
    uneven(cx, shaped, &strategies);
    strategies
}

/// Warns where strategies with tactics try unequal numbers of plans.
fn uneven(cx: &Context, shaped: &[Shaped], strategies: &[Strategy]) {
    let tried = |s: &Strategy| s.plans.len().max(1);
    let most = strategies.iter().map(tried).max().unwrap_or(1);
    for strategy in strategies.iter().filter(|s| !s.tactics.is_empty() && tried(s) < most) {
        let Some(one) = shaped.iter().find(|o| o.written_name == strategy.name || o.name == strategy.name)
        else {
            continue;
        };
        let key = format!("strategy.{}", tree::quoted(&strategy.name));
        let text = match tried(strategy) {
            1 => "has one plan, another strategy has more to choose from".to_owned(),
            n => format!("has {n} plans, another strategy has more to choose from"),
        };
        cx.warning(one.at, &key, text, format!("a fair fight gives each {most}"));
    }
}

fn strategy(cx: &Context, shaped: &Shaped, context: &StrategyContext<'_>) -> Strategy {
    let path = format!("strategy.{}", tree::quoted(&shaped.name));
    let s = Section::new(cx, &shaped.table, path.clone(), shaped.at);
    let Heading { name, label, reinvest, give_up, .. } = Heading::read(&s, shaped, &context.tactic);
    if reinvest > 0.0 && !context.margin {
        s.warning(
            "reinvest",
            "only knows what tactics earn",
            "write product.margin_per_owner to reinvest margins too",
        );
    }
    s.write_under("[[strategy]]");

    let mut strategy =
        Strategy { name, label, reinvest, give_up, tactics: Vec::new(), seeds: None, plans: Vec::new() };
    let mut places: Vec<At> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for node in shaped.table.list("tactic") {
        let Some(table) = node.table() else {
            let key = format!("{path}.tactic");
            cx.problem(node.at, &key, format!("holds {}", node.describe()), "write [[strategy.tactic]]");
            continue;
        };
        let name = tactic_name(table).to_owned();
        let shown = if name.is_empty() { "tactic" } else { &name };
        let t = Section::new(cx, table, format!("{path}.{}", tree::key(shown)), node.at);
        if names.contains(&name) && !name.is_empty() {
            let at = if t.has("name") { t.place("name") } else { t.place("kind") };
            cx.problem(at, &t.path, "is there twice", "give each tactic of a strategy its own name");
        }
        names.push(name.clone());
        if let Some(tactic) = tactic(&t, &name, context, &mut strategy) {
            strategy.tactics.push(tactic);
            places.push(node.at);
        } else if strategy.seeds.is_none() {
            // Its kind is unknown, so its keys cannot be judged.
            continue;
        }
        t.write_under("[[strategy.tactic]]");
    }
    let supers = strategy.seeds.as_ref().map_or(context.super_users, |s| s.super_users);
    let needs = || strategy.tactics.iter().map(|t| t.spec.needs());
    // People whom a tactic chooses may become participants by that.
    let involves = |n: &Needs| n.picks && n.changes_trust && n.wants_participants.is_none();
    let part = needs().any(|n| n.opens_participation || involves(&n));
    let alone = needs().zip(strategy.tactics.iter().zip(&places));
    let alone = alone.filter_map(|(n, (tactic, at))| Some((n.wants_participants?, tactic, at))).next();
    if let Some((name, tactic, at)) = alone.filter(|_| supers == 0 && !part) {
        let key = format!("{path}.{}.{name}", tree::key(&tactic.name));
        let help = match name {
            "given_to" => "let owners take part (kind = \"participation\"), or give to \"owners\"",
            _ => "let owners take part (kind = \"participation\"), or choose among \"owners\"",
        };
        let who = format!("{path}.{}.who", tree::key(&tactic.name));
        cx.follows(*at, &key, "names people who are never there", help, &[&key, &who]);
    }
    if strategy.tactics.len() > MOST {
        let text = format!("has {} tactics", strategy.tactics.len());
        cx.problem(shaped.at, &path, text, format!("there may be at most {MOST}"));
    }
    accounts::check(cx, &strategy, &places, shaped, context.market.people);
    money::check(
        cx,
        &strategy,
        &places,
        shaped,
        (context.cap, context.tactic.horizon, context.market.people),
    );
    if reinvest > 0.0 {
        // All the money is not known beforehand.
        for tactic in strategy.tactics.iter_mut().filter(|tactic| tactic.spec.takes_all()) {
            if let Some(spec) = tactic.spec.taking_the_rest(context.tactic.horizon) {
                tactic.spec = spec;
            }
        }
    }
    strategy
}

/// Reads when a strategy gives up.
fn gives_up(
    s: &Section<'_>,
    key: &'static str,
    shaped: &Shaped,
    context: &TacticContext<'_>,
) -> Option<When> {
    let moment = moment::when(s, key, context.start);
    if moment.is_some() && shaped.table.list("tactic").is_empty() {
        s.problem(key, "has nothing to give up", "a strategy without tactics does nothing: take it away");
    }
    if let Some(When::Day(day) | When::Unless(day, _)) = &moment
        && *day >= context.horizon
    {
        s.warning(key, "lies beyond the horizon", "this strategy never gives up");
    }
    moment
}

/// Every kind with what it is.
fn meanings(registry: &Registry) -> String {
    let own = registry.kinds().iter().map(|kind| match kind.meaning {
        "" => tree::quoted(kind.name),
        meaning => format!("{} ({meaning})", tree::quoted(kind.name)),
    });
    own.chain([format!("\"{SEEDING}\" (seeds of its own)")]).collect::<Vec<_>>().join(", ")
}

/// The kind that a word stands for, the nearest one, or all of them with what they are.
fn kind_meant(registry: &Registry, word: &str, kinds: &[&str]) -> String {
    let low = word.to_lowercase();
    if let Some(kind) = registry.kinds().iter().find(|kind| kind.like.contains(&low.as_str())) {
        return format!("did you mean {} ({})?", tree::quoted(kind.name), kind.meaning);
    }
    match nearest(word, kinds.iter().copied()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!("it must be one of {}", meanings(registry)),
    }
}

/// Reads a tactic; seeding goes into the strategy itself.
fn tactic(
    t: &Section<'_>,
    name: &str,
    context: &StrategyContext<'_>,
    strategy: &mut Strategy,
) -> Option<TacticPlan> {
    let heading = TacticHeading::read(t);
    let kinds = t.cx.grammar.kinds_of(TACTIC);
    if !t.has("kind") {
        t.problem("", "does not say its kind", format!("add kind = one of {}", meanings(context.registry)));
        return None;
    }
    let kind = heading.kind?;
    if !kinds.contains(&kind.as_str()) {
        let renamed = context.registry.kinds().iter().find(|k| k.was == Some(kind.as_str()));
        let help = match renamed {
            Some(now) => format!("it is called {} now", tree::quoted(now.name)),
            None => kind_meant(context.registry, &kind, &kinds),
        };
        t.refuse("kind", tree::quoted(&kind), help);
        return None;
    }
    if t.has("name") && heading.name.is_none() {
        return None;
    }
    if !t.has("name") {
        t.record("name", tree::quoted(name));
    }
    if kind == SEEDING {
        strategy.seeds = Some(Seeds::read(t, context.market, context.network));
        return None;
    }
    let kind = context.registry.kind(&kind)?;
    Some(TacticPlan::read(t, name, kind, &context.tactic))
}
