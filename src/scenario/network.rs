//! Reads `[layers]`: the social networks, and opens the edge lists that they name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::declare::{Form, Inner, Key, Section, TINY, Word, Written, inside, table};
use super::degrees::{self, DegreeLaw, Laws};
use super::import_file::{Import, caution, import};
use super::quantity::figure;
use super::tree::{self, Value};
use crate::network::import::{Column, EdgeList, Imports, Reading};

/// Word for all people of the market, where the name of a segment may stand.
pub(super) const EVERYBODY: &str = "everybody";

/// The layers, and the edge lists of the imported ones.
#[derive(Default)]
pub struct Network {
    /// Layers in the order of the file.
    pub layers: Vec<Layer>,
    /// Edge lists that could be read.
    pub lists: Vec<Arc<EdgeList>>,
}

impl Network {
    /// Number of people of the market, where edge lists say who there is.
    pub fn imported(&self) -> Option<u32> {
        let part = self.layers.iter().any(|layer| layer.part_of.is_some());
        self.lists.first().filter(|_| !part).map(|list| list.people)
    }

    /// Names of the layers.
    pub fn names(&self) -> Vec<&str> {
        self.layers.iter().map(|l| l.name.as_str()).collect()
    }
}

/// A social network.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Layer {
    /// Name used by channels.
    pub name: String,
    /// How its ties come about.
    pub kind: LayerKind,
    /// Share of redrawn or drawn ties that stay in the same city.
    pub same_city: f64,
    /// Share of redrawn or drawn ties that stay in the same segment.
    pub same_segment: f64,
    /// Whether ties run one way, from speaker to hearer.
    pub directed: bool,
    /// The part of the market that an imported network is about: a segment, or `everybody` for people drawn
    /// among all; `None` where its people are the market.
    pub part_of: Option<String>,
}

/// How the ties of a layer come about.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub enum LayerKind {
    /// Watts–Strogatz: a ring of `degree` neighbours (even), each tie rewired with `rewire`.
    SmallWorld(SmallWorld),
    /// Configuration model with P(degree = k) ∝ k^−exponent, scaled to a mean.
    PowerLaw(PowerLaw),
    /// Erdős–Rényi: every pair tied with the same chance.
    Random(Random),
    /// Cliques of `size` people, with `bridges` of each person's ties led outside.
    Communities(Communities),
    /// Configuration model with a stated law of degrees.
    Degrees {
        /// The law.
        law: DegreeLaw,
    },
    /// Everybody is tied to everybody; never stored.
    Complete,
    /// An edge list.
    Import {
        /// Path, resolved against the scenario's folder.
        file: PathBuf,
        /// Meaning of a third column.
        column: Column,
        /// Which columns of the file mean what.
        reading: Reading,
    },
}

table! {
    /// A ring of neighbours, with some ties rewired (Watts and Strogatz 1998).
    #[derive(Copy)]
    pub struct SmallWorld in ["layers.*.small_world"] {
        /// Ring neighbours in a small world; from the core circle of friends and family, about 14
        /// (Dunbar's layers of 5 and 15).
        pub degree: u32 = Count 14 in 2.0..=10_000.0, by |s, key| {
            let degree = u32::read(s, key);
            if degree % 2 == 1 {
                let help = format!("a ring has as many neighbours on either side: write {}", degree + 1);
                s.refuse("degree", degree, help);
            }
            degree
        };
        /// Share of ties rewired; from the small-world regime, which is near (Watts and Strogatz 1998).
        pub rewire: f64 = Share 0.06;
    }
}

table! {
    /// Configuration model with P(degree = k) ∝ k^−exponent, scaled to a mean.
    #[derive(Copy)]
    pub struct PowerLaw in ["layers.*.power_law"] {
        /// Mean number of followers; assumed.
        pub mean: f64 = Number 20 in TINY..=10_000.0;
        /// Exponent of the law of followers; from follower networks as measured.
        pub exponent: f64 = Number 2.3 in 2.001..=10.0, plausible 2.1 to 2.7;
    }
}

table! {
    /// Erdős–Rényi: every pair tied with the same chance.
    #[derive(Copy)]
    pub struct Random in ["layers.*.random"] {
        /// Mean number of ties; assumed.
        pub mean: f64 = Number 10 in TINY..=10_000.0;
    }
}

table! {
    /// Circles in which everybody knows everybody, with a few ties out.
    #[derive(Copy)]
    pub struct Communities in ["layers.*.communities"] {
        /// People in a community; assumed.
        pub size: u32 = Count 10 in 2.0..=10_000.0;
        /// Share of ties leading out of the community; assumed.
        pub bridges: f64 = Share 0.1;
    }
}

table! {
    /// How the ties of a layer come about: exactly one is written.
    #[derive(Default)]
    pub struct Kinds in ["layers.*"], with (folder: &Path, imports: &Imports) {
        /// A ring with shortcuts (Watts and Strogatz 1998): friends.
        pub small_world: Option<SmallWorld> = Table;
        /// Few with many ties, many with few: followers.
        pub power_law: Option<PowerLaw> = Table;
        /// Every pair tied with the same chance.
        pub random: Option<Random> = Table;
        /// Circles in which everybody knows everybody, with a few ties out.
        pub communities: Option<Communities> = Table;
        /// Ties drawn to a stated law of degrees.
        pub degrees: Option<DegreeLaw> = Form (Form::Table(Laws::PLACE)),
            by |s, key| s.has(key.name).then(|| inside(s, key, degrees::read));
        /// Everybody tied to everybody; nothing but true can be written.
        pub complete: Option<bool> = Yes, by complete;
        /// Ties read from a file.
        pub import: Option<Import> = Form (Form::Table("layers.*.import")),
            by |s, key| import(s, key, folder, imports);
    }
}

table! {
    /// The keys that all kinds of layers have.
    pub struct Common in ["layers.*"], with (kind: Option<&LayerKind>, in_import: Option<bool>) {
        /// Whether ties lead one way, from speaker to listener; neutral: both ways.
        pub directed: bool = Flag "false", by |s, key| directed(s, key, in_import);
        /// Share of redrawn ties that stay in the city, in layers of friends (small_world and
        /// communities; 0 in others, where strangers meet); assumed.
        pub same_city: f64 = Share 0.7, by |s, key| homophily(s, key, kind);
        /// Share of redrawn ties that stay in the segment, in layers of friends (small_world and
        /// communities; 0 in others); assumed.
        pub same_segment: f64 = Share 0.3, plausible 0 to 0.6, by |s, key| homophily(s, key, kind);
        /// The part of the market that an imported network is about: the name of a segment, or "everybody" for
        /// people drawn among all. Its people are drawn anew for every network of a study. Where it is not
        /// written, the people of the file are the market.
        pub part_of: Option<String> = Text, by |s, key| part_of(s, key, kind);
    }
}

impl Kinds {
    /// The one that is written, if it can be used.
    fn one(self) -> Option<LayerKind> {
        let Kinds { small_world, power_law, random, communities, degrees, complete, import } = self;
        let kinds = [
            small_world.map(LayerKind::SmallWorld),
            power_law.map(LayerKind::PowerLaw),
            random.map(LayerKind::Random),
            communities.map(LayerKind::Communities),
            degrees.map(|law| LayerKind::Degrees { law }),
            complete.map(|_| LayerKind::Complete),
            import.map(|import| {
                let (reading, Import { file, column, .. }) = (import.reading(), import);
                LayerKind::Import { file, column, reading }
            }),
        ];
        kinds.into_iter().flatten().next()
    }
}

/// Reads all layers; relative file names are resolved against `folder`.
pub(super) fn read(top: &Section<'_>, folder: &Path, imports: &Imports) -> Network {
    let mut network = Network::default();
    for (name, s) in top.tables("layers", "[layers.friends]") {
        let (layer, list) = layer(&s, name, folder, imports);
        if let (Some(first), Some(this)) = (network.imported(), list.as_ref().map(|list| list.people))
            && first != this
        {
            let (this, first) = (figure(f64::from(this)), figure(f64::from(first)));
            s.problem("import", format!("has {this} people"), format!("an earlier edge list has {first}"));
        }
        network.layers.push(layer);
        network.lists.extend(list);
        s.write();
    }
    network
}

fn layer(s: &Section<'_>, name: &str, folder: &Path, imports: &Imports) -> (Layer, Option<Arc<EdgeList>>) {
    let names: Vec<&str> = Kinds::ITEMS.iter().map(|item| item.name()).collect();
    let one = s.only(&names, "does not say how its ties come about", "a layer has one kind; take one away");
    let kinds = one.map(|_| Kinds::read(s, folder, imports)).unwrap_or_default();
    let list = kinds.import.as_ref().and_then(|import| {
        let column = imports.read_as(&import.file, &import.reading(), import.column);
        column.or_else(|_| imports.read_as(&import.file, &import.reading(), Column::None)).ok()
    });
    let directed = kinds.import.as_ref().and_then(|import| import.directed);
    let kind = kinds.one();
    let Common { directed, same_city, same_segment, part_of } = Common::read(s, kind.as_ref(), directed);
    if let (Some(list), Some(LayerKind::Import { column, reading, .. })) = (&list, &kind) {
        caution(s, list, *column, directed && !reading.reverse);
    }
    let kind = kind.unwrap_or(LayerKind::Complete);
    (Layer { name: name.to_owned(), kind, same_city, same_segment, directed, part_of }, list)
}

fn part_of(s: &Section<'_>, key: &'static Word, kind: Option<&LayerKind>) -> Option<String> {
    let part = s.maybe_text(key.name)?;
    s.record(key.name, tree::quoted(&part));
    if !matches!(kind, Some(LayerKind::Import { .. })) {
        s.problem(key.name, "is for imported networks", "take it away");
        return None;
    }
    Some(part)
}

fn directed(s: &Section<'_>, key: &'static Word, in_import: Option<bool>) -> bool {
    match in_import.filter(|_| !s.has(key.name)) {
        None => s.flag(key),
        Some(directed) => {
            s.record(key.name, directed.to_string());
            directed
        }
    }
}

/// Friends live near and are alike; followers and random ties are strangers.
fn homophily(s: &Section<'_>, key: &'static Key, kind: Option<&LayerKind>) -> f64 {
    match kind {
        Some(LayerKind::Import { .. }) => {
            if s.has(key.name) {
                let help = "the edge list states the ties; remove it";
                s.problem(key.name, "is written beside an import", help);
            }
            s.allow(key.name);
            0.0
        }
        Some(LayerKind::Complete) => {
            if s.maybe(key).is_some_and(|share| share > 0.0) {
                let help = "take it away: everybody knows everybody";
                s.problem(key.name, "is written for a complete layer", help);
            }
            0.0
        }
        Some(LayerKind::SmallWorld(_) | LayerKind::Communities(_)) | None => s.number(key),
        Some(LayerKind::PowerLaw(_) | LayerKind::Random(_) | LayerKind::Degrees { .. }) => {
            s.number_or(key, 0.0)
        }
    }
}

/// `complete = true` or an empty table: there is nothing to set.
fn complete(s: &Section<'_>, key: &'static Word) -> Option<bool> {
    let node = s.node(key.name)?;
    let empty = node.table().is_some_and(|table| table.entries.is_empty());
    if !empty && !matches!(node.value, Value::Flag(true)) {
        s.problem(key.name, "has settings", "write complete = true");
    }
    s.record(key.name, "true");
    Some(true)
}
