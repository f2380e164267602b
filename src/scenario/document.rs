//! Reads a whole scenario: the top keys, then each part in the order that the others need it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::compare::Compare;
use super::context::{Context, DEFAULTS};
use super::grammar::SEEDING;
use super::inheritance::{self, Shaped};
use super::market::Market;
use super::media::Media;
use super::plan::{Channel, ChannelKind, Force, Pace, Plan, Seeds, Strategy};
use super::problem::{At, Problems, Source, TOP};
use super::product::Product;
use super::quantity::figure;
use super::registry::Registry;
use super::section::Section;
use super::service::Service;
use super::spec::TacticContext;
use super::talk::{self, Talk};
use super::top::Top;
use super::tree::Table;
use super::{
    channels, compare, default_networks, network, network_checks, overrides, presets, reference, strategies,
    syntax, texts, tree,
};
use crate::network::import::Imports;
use crate::units::Timeline;

/// A scenario as a tree, with overrides laid over it and strategies brought into shape: all that is
/// read anew for each drawn setting.
#[derive(Debug, Clone)]
pub(super) struct Document {
    /// The texts that values come from.
    pub sources: Arc<[Source]>,
    registry: Registry,
    tree: Table,
    /// The tree of the world in which R holds, where that is another one.
    reference: Option<Table>,
    strategies: Vec<Shaped>,
    /// Name of a scenario that states none.
    stem: String,
    /// Where edge lists are looked for.
    pub folder: PathBuf,
}

impl Document {
    /// Parses a text; problems are noted in `cx`, whose sources are the text, the default networks and the
    /// overrides.
    pub fn parse(cx: &Context, registry: Registry, origin: &str, imports: &Imports) -> Document {
        let mut tree = syntax::read(cx);
        let broken = !cx.problems.borrow().is_empty();
        default_networks::fill(&mut tree, DEFAULTS);
        // The file, with those values from outside that leave R as it is.
        let mut file = tree.clone();
        let mut changed = None;
        for source in 2..cx.sources.len() {
            match overrides::apply(cx, &mut tree, source) {
                Some((path, at)) if reference::bears_on_talk(&path) => changed = changed.or(Some(at)),
                Some(_) => drop(overrides::apply(&cx.alike(BTreeMap::new()), &mut file, source)),
                None => {}
            }
        }
        presets::fill(&mut tree);
        presets::fill(&mut file);
        let strategies = inheritance::strategies(cx, &tree, TOP);
        let folder = Path::new(origin).parent().unwrap_or(Path::new("")).to_path_buf();
        let stem = Path::new(origin).file_stem().map_or("scenario".into(), |s| s.to_string_lossy());
        let (stem, sources) = (stem.into_owned(), Arc::clone(&cx.sources));
        let mut document = Document { sources, registry, tree, reference: None, strategies, stem, folder };
        texts::check(cx, &document.tree);
        if let Some(at) = changed.filter(|_| !broken) {
            document.hold(cx, file, at, imports);
        }
        document.reference = reference::tree(cx, &document.tree);
        document
    }

    /// Notes at which values R holds where others were set from outside: talk stays as convincing as in
    /// the file. Nothing where R is not asked for, before or after, or the file alone cannot be read.
    fn hold(&mut self, cx: &Context, file: Table, at: At, imports: &Imports) {
        // All values of a tree that can be read and asks for R.
        let values = |tree: &Table| {
            let own = cx.alike(BTreeMap::new());
            let strategies = inheritance::strategies(&own, tree, TOP);
            let document = Document { strategies, ..self.clone() };
            let plan = document.read_tree(&own, imports, tree)?;
            let asks = plan.talk.organic_r.is_some() && own.problems.borrow().is_empty();
            asks.then(|| tree::parse(&own.resolved.take(), 0).0)
        };
        if let (Some(file), Some(scenario)) = (values(&file), values(&self.tree)) {
            reference::hold(&mut self.tree, &file, &scenario, at);
        }
    }

    /// Keys and values at which R holds, where they are not the scenario's own.
    pub fn holds_at(&self) -> Vec<String> {
        reference::held(&self.tree)
    }

    /// The place of a key of the top, or of the table above it that is there.
    pub fn place(&self, key: &str) -> At {
        let (mut table, mut at) = (&self.tree, TOP);
        for word in overrides::words(key) {
            let Some(node) = table.get(&word) else { break };
            at = if node.at.source == DEFAULTS { at } else { node.at };
            match node.table() {
                Some(inner) => table = inner,
                None => break,
            }
        }
        at
    }

    /// Where a key of the seeds of a strategy stands, and its whole name.
    pub fn place_of_seeds(&self, strategy: &str, key: &str) -> (At, String) {
        let shaped =
            self.strategies.iter().filter(|one| one.name == strategy || one.written_name == strategy);
        let mut tactics = shaped.flat_map(|one| one.table.list("tactic"));
        match tactics.find(|node| node.table().and_then(|t| t.text("kind")) == Some(SEEDING)) {
            Some(node) => {
                let count = node.table().and_then(|t| t.get(key)).map_or(node.at, |n| n.at);
                let name = node.table().map_or("", inheritance::tactic_name);
                (count, format!("strategy.{}.{}.{key}", tree::quoted(strategy), tree::key(name)))
            }
            None => (self.place(&format!("seeds.{key}")), format!("seeds.{key}")),
        }
    }

    /// What is written at a place.
    pub fn written(&self, at: At) -> Option<&str> {
        self.sources[at.source].text.get(at.start..at.end)
    }

    /// One problem by itself.
    pub fn refused(&self, at: At, key: &str, text: String, help: String) -> Problems {
        let cx = Context { sources: Arc::clone(&self.sources), ..Context::default() };
        cx.problem(at, key, text, help);
        cx.all_problems()
    }

    /// The plan, or nothing if the problems leave none.
    pub fn read(&self, cx: &Context, imports: &Imports) -> Option<Plan> {
        let mut plan = self.read_tree(cx, imports, &self.tree)?;
        let Some(tree) = self.reference.as_ref().filter(|_| cx.problems.borrow().is_empty()) else {
            return Some(plan);
        };
        let own = cx.alike(cx.draws.clone());
        let reference = self.read_tree(&own, imports, tree);
        cx.problems.borrow_mut().append(&mut own.problems.borrow_mut());
        plan.hold_at(reference?);
        Some(plan)
    }

    fn read_tree(&self, cx: &Context, imports: &Imports, tree: &Table) -> Option<Plan> {
        let shaped = &self.strategies;
        let top = Section::new(cx, tree, "", TOP);
        let Top {
            name,
            question,
            start,
            ticks_per_day,
            ticks_per_row,
            horizon_ticks,
            time,
            seed,
            currency,
            ..
        } = Top::read(&top, &self.stem);
        let horizon = f64::from(horizon_ticks) / f64::from(ticks_per_day);

        let network = network::read(&top, &self.folder, imports);
        let market = section(&top, "market", |s| Market::read(s, network.imported(), start, horizon));
        if let Some(layers) = tree.get("layers").and_then(|n| n.table()) {
            let people = tree.get("market").and_then(|n| n.table()).and_then(|t| t.get("people"));
            network_checks::check_sizes(cx, layers, &network, (market.people, people.map_or(TOP, |n| n.at)));
            network_checks::check_parts(cx, layers, &network, &market);
        }
        let thresholds = talk::has_thresholds(&top);
        let resistance = tree.get("talk").and_then(|n| n.table()).and_then(|t| t.get("resistance"));
        let thresholds_at = resistance.map_or(TOP, |n| n.at);
        let context = channels::ChannelContext {
            start,
            ticks_per_day,
            network: &network,
            market: &market,
            thresholds,
            thresholds_at,
        };
        let channels = channels::read(&top, &context);
        let weighted = channels.is_empty() || channels.iter().any(|c| matches!(c.force, Force::Weight(_)));
        let talk = section(&top, "talk", |s| Talk::read(s, weighted, tellings(&channels), ticks_per_day));
        let product = section(&top, "product", |s| Product::read(s, start));
        let service = section(&top, "service", Service::read);

        let s = top.table_or_empty("seeds");
        let seeds = Seeds::read(&s, &market, &network);
        let seeds_at = if s.has("count") { s.place("count") } else { s.place("pick") };
        let cost_at = s.place("cost_each");
        s.write();

        let media = section(&top, "media", Media::read);

        let s = top.table_or_empty("compare");
        let cap = compare::cap(&s);
        let mut held = std::mem::take(&mut *cx.resolved.borrow_mut());
        let tactic = TacticContext {
            start,
            horizon,
            left: horizon,
            begins: Some(0.0),
            channels: &channels,
            media: &media,
            thresholds,
            market: &market,
            waits: product.delay_days > 0.0,
            trends: &market.rules.trends,
            day: &market.rules.day,
            shown: product.shown(),
        };
        let context = strategies::StrategyContext {
            tactic,
            registry: &self.registry,
            market: &market,
            network: &network,
            cap,
            margin: product.margin_per_owner.is_some(),
            super_users: seeds.super_users,
        };
        let strategies = strategies::read(cx, shaped, &context);
        // [compare] is written before the strategies, though it is read after them.
        let written = std::mem::take(&mut *cx.resolved.borrow_mut());
        let margin = product.margin_per_owner;
        let horizon_said = top.said_of("horizon", "104w");
        let timeline = Timeline { ticks_per_day, ticks_per_row, horizon_ticks };
        let known = compare::Known { cap, timeline, horizon_said, margin, strategies: &strategies, shaped };
        let compare = Compare::read(&s, &known);
        s.write();
        let strategies = compare::filled(strategies, compare.unspent.as_ref());
        held.push_str(&std::mem::take(&mut *cx.resolved.borrow_mut()));
        held.push_str(&written);
        top.write();
        cx.resolved.borrow_mut().push_str(&held);

        let starts = |s: &Strategy| s.seeds.as_ref().unwrap_or(&seeds).count > 0 || s.buys_impressions();
        let comes = market.outside_per_day > 0.0 || !market.rules.arrivals.is_empty();
        if !comes && !strategies.is_empty() && !strategies.iter().any(starts) {
            let help = "nobody would ever begin, and imitation needs somebody to imitate; write 1 or more, \
                        or outside_per_day in [market]";
            cx.follows(
                seeds_at,
                "seeds.count",
                "is 0",
                help,
                &["seeds", "strategy", "market.outside_per_day"],
            );
        }
        for strategy in &strategies {
            let (own, common) = (strategy.seeds.as_ref(), &seeds);
            let seeds = own.unwrap_or(common);
            if let Some(cap) = cap.filter(|cap| seeds.cost() > *cap && cx.draws.is_empty()) {
                let sum = format!("{} seeds × {}", figure(f64::from(seeds.count)), figure(seeds.cost_each));
                let text = format!("comes to {} ({sum})", figure(seeds.cost()));
                let (at, key) = match own {
                    Some(_) => self.place_of_seeds(&strategy.name, "cost_each"),
                    None => (cost_at, "seeds.cost_each".to_owned()),
                };
                let help = format!("the cap of [compare] is {}", figure(cap));
                cx.follows(at, &key, text, help, &["compare.cap", "seeds"]);
            }
        }
        if strategies.is_empty() || network.layers.is_empty() {
            return None;
        }
        Some(Plan {
            name,
            question,
            start,
            horizon_ticks,
            ticks_per_day,
            ticks_per_row,
            time,
            seed,
            currency,
            market,
            layers: network.layers,
            talk,
            channels,
            product,
            service,
            seeds,
            compare,
            strategies,
            assumptions: cx.assumptions.borrow().clone(),
            reference: None,
        })
    }
}

/// Reads a table of the top and writes it into the resolved scenario.
fn section<T>(top: &Section<'_>, name: &'static str, read: impl FnOnce(&Section<'_>) -> T) -> T {
    let s = top.table_or_empty(name);
    let value = read(&s);
    s.write();
    value
}

/// Most acts a day by which a fresh owner tells ties one by one in a chat, over one tie where the pace is
/// per tie; `None` without such a chat, 0 where no channel could be read.
fn tellings(channels: &[Channel]) -> Option<f64> {
    let chats = channels.iter().filter(|c| matches!(c.kind, ChannelKind::Chat(_)));
    let paces = chats.filter_map(|c| match c.pace {
        Pace::PerDay(acts) | Pace::PerTiePerDay(acts) => Some(acts),
        Pace::All => None,
    });
    paces.reduce(f64::max).or(channels.is_empty().then_some(0.0))
}
