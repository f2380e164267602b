//! Reads the people a product starts with: `[seeds]`, and the seeding tactic.

use super::grammar::words;
use super::keys;
use super::network::Network;
use super::plan::{Market, Pick, Seeds, top_people};
use super::problem::suggestion;
use super::section::Section;
use super::tree::{self, Value};
use crate::units::LayerId;

/// Reads count, super users, pick and layer from a table.
pub(super) fn read(s: &Section<'_>, market: &Market, network: &Network) -> Seeds {
    let pick = pick(s, market, network);
    let default = match &pick {
        Pick::List(list) => list.len() as f64,
        _ => keys::SEEDS.default_value().0.min(f64::from(market.people)),
    };
    let count = s.number_or(&keys::SEEDS, default) as u32;
    let super_users = s.number(&keys::SUPER_USERS) as u32;
    if count > market.people {
        s.problem("count", format!("is {count}"), format!("there are only {} people", market.people));
    } else if let Pick::List(list) = &pick
        && count as usize > list.len()
    {
        s.problem("count", format!("is {count}"), format!("the list names only {} people", list.len()));
    } else if let Pick::Segment(segment) = &pick
        && let Some(segment) = market.segments.get(*segment)
        && f64::from(count) > segment.share * f64::from(market.people)
    {
        let there = (segment.share * f64::from(market.people)).floor();
        s.problem("count", format!("is {count}"), format!("the segment holds only {there} people"));
    }
    if let Pick::Top(share) = pick
        && count > top_people(share, market.people)
    {
        let there = top_people(share, market.people);
        s.problem("count", format!("is {count}"), format!("the top holds only {there} people"));
    }
    if super_users > count {
        s.problem("super_users", format!("is {super_users}"), format!("there are only {count} seeds"));
    }
    let names = network.names();
    let name = s.text("layer", names.first().copied().unwrap_or(""));
    let layer = names.iter().position(|n| *n == name).unwrap_or_else(|| {
        if !names.is_empty() {
            s.problem("layer", format!("is {}", tree::quoted(&name)), suggestion(&name, &names));
        }
        0
    });
    let satisfied = s.number(&keys::SEEDS_SATISFIED);
    Seeds { count, super_users, satisfied, pick, layer: LayerId(layer) }
}

const HELP: &str =
    "it must be \"random\", \"degree\", \"core\", { top = … }, { segment = \"…\" } or { list = […] }";

fn pick(s: &Section<'_>, market: &Market, network: &Network) -> Pick {
    let Some(node) = s.node("pick") else {
        s.record("pick", "\"random\"");
        return Pick::Random;
    };
    s.record("pick", node.written());
    match &node.value {
        Value::Text(word) => match words::PICK.options().iter().position(|w| w == word) {
            Some(0) => Pick::Random,
            Some(1) => Pick::Degree,
            Some(_) => Pick::Core,
            None => {
                s.problem(
                    "pick",
                    format!("is {}", tree::quoted(word)),
                    suggestion(word, words::PICK.options()),
                );
                Pick::Random
            }
        },
        Value::Table(table) => {
            let inner = Section::new(s.cx, table, s.name("pick"), node.at);
            let segment = inner.maybe_text("segment");
            let list = inner.node("list");
            let has_top = inner.has(keys::SEEDS_TOP.name);
            let top = inner.maybe(&keys::SEEDS_TOP);
            let pick = match (segment, list) {
                (None, None) if has_top => top.map_or(Pick::Random, Pick::Top),
                (Some(name), None) if !has_top => {
                    let names: Vec<&str> = market.segments.iter().map(|s| s.name.as_str()).collect();
                    let found = names.iter().position(|n| *n == name);
                    if found.is_none() {
                        inner.problem(
                            "segment",
                            format!("is {}", tree::quoted(&name)),
                            suggestion(&name, &names),
                        );
                    }
                    Pick::Segment(found.unwrap_or(0))
                }
                (None, Some(list)) if !has_top => Pick::List(people(&inner, &list.value, market, network)),
                _ => {
                    s.problem("pick", "is not clear", HELP);
                    Pick::Random
                }
            };
            inner.finish();
            pick
        }
        _ => {
            s.problem("pick", format!("is {}", node.describe()), HELP);
            Pick::Random
        }
    }
}

/// The people of a list: ids of an edge list, or numbers from 0.
fn people(s: &Section<'_>, list: &Value, market: &Market, network: &Network) -> Vec<String> {
    let Value::List(list) = list else {
        s.problem("list", "is no list", "write the people, as in [1, 7, 12]");
        return Vec::new();
    };
    let edge_list = network.lists.first();
    let mut people: Vec<String> = Vec::new();
    for node in list {
        let id = match &node.value {
            Value::Text(text) => text.clone(),
            Value::Whole(number) => number.to_string(),
            _ => {
                s.cx.problem(node.at, &s.name("list"), format!("holds {}", node.describe()), "write ids");
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
                None => format!("people are numbered from 0 to {}", market.people - 1),
            };
            s.cx.problem(node.at, &s.name("list"), format!("names {}", tree::quoted(&id)), help);
        } else if people.contains(&id) {
            s.cx.problem(
                node.at,
                &s.name("list"),
                format!("names {} twice", tree::quoted(&id)),
                "take one away",
            );
        }
        people.push(id);
    }
    people
}
