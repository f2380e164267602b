//! The people a product starts with: `[seeds]`, and the seeding tactic.

use std::collections::HashSet;

use super::declare::{Choice, Form, Key, Section, TINY, Word, Written, choice, table};
use super::market::Market;
use super::network::Network;
use super::people_file;
use super::quantity::figure;
use super::tree::{Node, Value};
use crate::units::LayerId;

table! {
    /// The people the product starts with.
    pub struct Seeds in ["seeds", "strategy.tactic:seeding"], with (market: &Market, network: &Network) {
        /// How they are chosen: at random, by ties, from the core of the network, or by a table;
        /// assumed.
        pub pick: Pick = Form (Form::Either(&[Form::Word(Ranking::WORDS), Form::Table("seeds.pick")])) "random",
            by |s, key| pick(s, key, market, network);
        /// People the product starts with; assumed: 100, or all of a list.
        pub count: u32 = Count 100 in 0.0..=4e9, by |s, key| count(s, key, &pick, market);
        /// How many of them start deeply involved (0.8), on their way to being advocates; neutral: none.
        pub super_users: u32 = Count 0 in 0.0..=4e9, by |s, key| {
            let super_users = u32::read(s, key);
            if super_users > count {
                let said = s.said("super_users", f64::from(super_users));
                let help = format!("there are only {} seeds", figure(f64::from(count)));
                s.follows("super_users", format!("is {said}"), help, &[&s.name("count"), &s.name("pick")]);
            }
            super_users
        };
        /// Involvement that super users never fall below; 0.2 keeps one a participant; neutral: it fades as anybody's.
        pub stays: f64 = Share 0, plausible 0 to 0.5;
        /// The layer on which `degree`, `core`, `top` and `clustered` look at ties; by default the first layer of the file.
        pub layer: LayerId = Text, by |s, key| layer(s, key, network);
        /// Share of them who are satisfied; assumed: chosen people are.
        pub satisfied: f64 = Share 1;
        /// Price of a seed, paid from the cap at the start; neutral: nothing.
        pub cost_each: f64 = Money 0 in 0.0..=1e12;
    }
}

impl Seeds {
    /// Money that they cost together.
    pub fn cost(&self) -> f64 {
        f64::from(self.count) * self.cost_each
    }

    /// How they are chosen by their ties, on a layer of this name: `the best connected on friends`; `None` where
    /// ties do not count.
    pub fn chosen_on(&self, layer: &str) -> Option<String> {
        let how = match &self.pick {
            Pick::Degree => "the best connected".to_owned(),
            Pick::Core => "the inner circle".to_owned(),
            Pick::Top(share) => format!("drawn among the best connected {}%", share * 100.0),
            Pick::Clustered => "people around one of them".to_owned(),
            Pick::Random | Pick::Segment(_) | Pick::List(_) | Pick::Eager(_) => return None,
        };
        Some(format!("{how} on {layer}"))
    }

    /// Whether they are chosen, and not drawn at random among all or in a segment, but cost nothing.
    pub fn chosen_for_nothing(&self) -> bool {
        let chosen = match self.pick {
            Pick::Random | Pick::Segment(_) => false,
            Pick::Degree | Pick::Core | Pick::Clustered | Pick::Top(_) | Pick::Eager(_) | Pick::List(_) => {
                true
            }
        };
        chosen && self.count > 0 && self.cost_each == 0.0
    }
}

/// How seeds are chosen.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub enum Pick {
    /// At random, anew in each replication.
    Random,
    /// Most ties first.
    Degree,
    /// Highest k-core first, then most ties.
    Core,
    /// People who know each other: somebody at random, then those around them.
    Clustered,
    /// At random, anew in each replication, among this share of people who are won most easily.
    Eager(f64),
    /// At random, anew in each replication, among this share of people with most ties.
    Top(f64),
    /// At random within a segment.
    Segment(usize),
    /// These ids, in this order (imported people: the ids of the file).
    List(Vec<String>),
}

choice! {
    /// Ways of choosing seeds that need no more than a word.
    pub enum Ranking {
        Random = "random",
        Degree = "degree",
        Core = "core",
        /// Somebody at random, then those around them.
        Clustered = "clustered",
    }
}

table! {
    /// Ways of choosing seeds that need more than a word, of which one is written.
    pub struct PickOne in ["seeds.pick"], with (market: &Market, network: &Network) {
        /// The segment that they are drawn from.
        pub segment: Option<usize> = Text, by |s, key| segment(s, key, market);
        /// The people themselves: ids of the edge list, or numbers from 0; or a table in a file that has them.
        pub list: Option<Vec<String>> = Form (Form::Either(&[Form::List(&Form::Person), Form::Table("seeds.pick.list")])),
            by |s, key| people(s, key, market, network);
        /// Share of people with most ties that seeds are drawn among.
        pub top: Option<f64> = Share in TINY..=1.0;
        /// Share of people who are won most easily that seeds are drawn among.
        pub eager: Option<f64> = Share in TINY..=1.0;
    }
}

/// People in the top `share` of `people`: rounded to the nearest, at least one.
pub(crate) fn top_people(share: f64, people: u32) -> u32 {
    ((share * f64::from(people)).round() as u32).clamp(1, people.max(1))
}

/// How many seeds: as many as asked for, if so many can be chosen.
fn count(s: &Section<'_>, key: &'static Key, pick: &Pick, market: &Market) -> u32 {
    let default = match pick {
        Pick::List(list) => list.len() as f64,
        _ => key.default_value().0.min(f64::from(market.people)),
    };
    let count = s.number_or(key, default) as u32;
    let only = |people: f64, what: &str| format!("{what} {} people", figure(people.floor()));
    let all = f64::from(market.people);
    let help = match pick {
        Pick::List(list) if s.has(key.name) && list.is_empty() => None,
        _ if count > market.people => Some(only(all, "there are only")),
        Pick::List(list) if count as usize > list.len() => {
            Some(only(list.len() as f64, "the list names only"))
        }
        Pick::Segment(segment) => market.segments.get(*segment).and_then(|segment| {
            let there = segment.share * all;
            (f64::from(count) > there).then(|| only(there, "the segment holds only"))
        }),
        Pick::Eager(share) if count > top_people(*share, market.people) => {
            Some(only(f64::from(top_people(*share, market.people)), "the most eager are only"))
        }
        Pick::Top(share) if count > top_people(*share, market.people) => {
            Some(only(f64::from(top_people(*share, market.people)), "the top holds only"))
        }
        _ => None,
    };
    if let Some(help) = help {
        let text = format!("is {}", s.said("count", f64::from(count)));
        s.follows("count", text, help, &["market.people", "market.segments", "layers.", &s.name("pick")]);
    }
    count
}

fn layer(s: &Section<'_>, key: &'static Word, network: &Network) -> LayerId {
    let names = network.names();
    LayerId(s.named(key.name, names.first().unwrap_or(&""), &names).unwrap_or(0))
}

const HELP: &str = "it must be \"random\", \"degree\", \"core\", \"clustered\", { top = … }, { eager = … }, { segment = \"…\" } or { list = […] }";

fn pick(s: &Section<'_>, key: &'static Word, market: &Market, network: &Network) -> Pick {
    match s.node(key.name).map(|node| (&node.value, node)) {
        Some((Value::Table(table), node)) => {
            let inner = Section::new(s.cx, table, s.name(key.name), node.at);
            let of = PickOne::read(&inner, market, network);
            if PickOne::ITEMS.iter().filter(|way| inner.has(way.name())).count() != 1 {
                s.problem(key.name, "is not clear", HELP);
            }
            s.close(key.name, inner);
            let ways = [
                of.eager.map(Pick::Eager),
                of.top.map(Pick::Top),
                of.segment.map(Pick::Segment),
                of.list.map(Pick::List),
            ];
            ways.into_iter().flatten().next().unwrap_or(Pick::Random)
        }
        Some((Value::Text(_), _)) | None => match Ranking::read(s, key) {
            Ranking::Random => Pick::Random,
            Ranking::Degree => Pick::Degree,
            Ranking::Core => Pick::Core,
            Ranking::Clustered => Pick::Clustered,
        },
        Some((_, node)) => {
            s.refuse(key.name, node.describe(), HELP);
            Pick::Random
        }
    }
}

fn segment(s: &Section<'_>, key: &'static Word, market: &Market) -> Option<usize> {
    let names: Vec<&str> = market.segments.iter().map(|s| s.name.as_str()).collect();
    s.has(key.name).then(|| s.named(key.name, names.first().unwrap_or(&""), &names).unwrap_or(0))
}

/// The people of a list: ids of an edge list, or numbers from 0.
fn people(s: &Section<'_>, key: &'static Word, market: &Market, network: &Network) -> Option<Vec<String>> {
    if !s.has(key.name) {
        return None;
    }
    if let Some(node) = s.node(key.name)
        && let Some(table) = node.table()
    {
        return Some(people_file::people(s, (table, node), market, network));
    }
    let edge_list = network.lists.first();
    let (mut people, mut seen) = (Vec::new(), HashSet::new());
    let help = match s.node(key.name).and_then(Node::text) {
        Some(_) => "write { file = \"…\" } for a file of ids, or the ids themselves, as in [1, 7, 12]",
        None => "write the people, as in [1, 7, 12]",
    };
    let list = s.list(key.name, help);
    if list.is_some_and(<[Node]>::is_empty) {
        s.problem(key.name, "is empty", "write the ids of the people who start, as in [1, 7, 12]");
    }
    for node in list.unwrap_or_default() {
        let problem = |text: String, help: &str| s.problem_at(node, key.name, text, help);
        let id = match &node.value {
            Value::Text(text) => text.clone(),
            Value::Whole(number) => number.to_string(),
            _ => {
                problem(format!("holds {}", node.describe()), "write ids");
                continue;
            }
        };
        let known = match edge_list {
            Some(list) => list.person(&id).is_some(),
            None => id.parse::<u32>().is_ok_and(|n| n < market.people),
        };
        if !known {
            let help = match edge_list {
                Some(_) => "the edge list has nobody of that name".to_owned(),
                None => format!("people are numbered from 0 to {}", figure(f64::from(market.people) - 1.0)),
            };
            problem(format!("names {}", node.describe()), &help);
        } else if !seen
            .insert(edge_list.and_then(|list| list.person(&id)).map_or_else(|| id.clone(), |p| p.to_string()))
        {
            problem(format!("names {} twice", node.describe()), "take one away");
        }
        people.push(id);
    }
    Some(people)
}
