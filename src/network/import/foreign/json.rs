//! Networks as JSON: nodes and links (networkx, D3, Cytoscape), lists of ties, lists of friends by person.

use std::collections::HashMap;

use serde_json::Value;

use super::builder::Builder;
use crate::network::import::numbered::Found;

const WHAT: &str = "it is JSON, but not a network that is known: expected nodes and links (each with source and target), \
                    a list of ties, or a list of friends for each person";

/// Reads a network.
///
/// # Errors
/// In words: no JSON, or none that is known as a network.
pub(super) fn read(text: &[u8]) -> Result<Found, String> {
    let values: Result<Vec<Value>, _> = serde_json::Deserializer::from_slice(text).into_iter().collect();
    let values = values.map_err(|e| format!("it begins as JSON, but it is not whole: {e}"))?;
    let mut network = Builder::default();
    let undirected = match &values[..] {
        [Value::Object(object)] => {
            let elements = object.get("elements").and_then(Value::as_object);
            let body = elements.unwrap_or(object);
            let links = ["links", "edges"].iter().find_map(|key| body.get(*key)?.as_array());
            let nodes = body.get("nodes").and_then(Value::as_array);
            match (nodes, links) {
                (nodes, Some(links)) => {
                    let ids = persons(&mut network, nodes.map_or(&[], Vec::as_slice));
                    links.iter().try_for_each(|link| put(&mut network, link, &ids))?;
                }
                (None, None)
                    if object
                        .values()
                        .all(|v| v.as_array().is_some_and(|l| l.iter().all(|i| id(i).is_some()))) =>
                {
                    for (person, friends) in object {
                        let from = network.person(person);
                        for friend in friends.as_array().into_iter().flatten().filter_map(id) {
                            let to = network.person(&friend);
                            network.tie(from, to, None);
                        }
                    }
                }
                _ => return Err(WHAT.into()),
            }
            object.get("directed").and_then(Value::as_bool).map(|directed| !directed)
        }
        [Value::Array(ties)] => {
            ties.iter().try_for_each(|tie| put(&mut network, tie, &[]))?;
            None
        }
        ties => {
            ties.iter().try_for_each(|tie| put(&mut network, tie, &[]))?;
            None
        }
    };
    if network.people() == 0 {
        return Err("it is JSON without a person in it".into());
    }
    let mut found = network.found("JSON", undirected == Some(true));
    if undirected.is_none() {
        found.said[0] = "It was read as JSON; it does not say whether ties are directed.".into();
    }
    Ok(found)
}

/// An id, written as text or number.
fn id(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(
            number
                .as_f64()
                .filter(|n| n.fract() == 0.0 && number.is_f64())
                .map_or(number.to_string(), |n| n.to_string()),
        ),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The fields of a node or link; Cytoscape keeps them under `data`.
fn fields(value: &Value) -> Option<&serde_json::Map<String, Value>> {
    let object = value.as_object()?;
    Some(object.get("data").and_then(Value::as_object).unwrap_or(object))
}

/// Adds the nodes; their ids by place, where links may name them by place.
fn persons(network: &mut Builder, nodes: &[Value]) -> Vec<String> {
    let own: Option<Vec<String>> =
        nodes.iter().map(|node| id(node).or_else(|| id(fields(node)?.get("id")?))).collect();
    if let Some(own) = own {
        own.iter().for_each(|name| {
            network.person(name);
        });
        return Vec::new();
    }
    // Links of old D3 files name nodes by place.
    let named = |(i, node): (usize, &Value)| {
        fields(node)
            .and_then(|f| ["name", "label", "key"].iter().find_map(|key| id(f.get(*key)?)))
            .unwrap_or_else(|| i.to_string())
    };
    let names: Vec<String> = nodes.iter().enumerate().map(named).collect();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let twice = names.iter().any(|name| seen.insert(name, 0).is_some());
    let names = if twice { (0..nodes.len()).map(|i| i.to_string()).collect() } else { names };
    names.iter().for_each(|name| {
        network.person(name);
    });
    names
}

fn put(network: &mut Builder, tie: &Value, by_place: &[String]) -> Result<(), String> {
    let (ends, weight) = if let Some(pair) = tie.as_array() {
        ([pair.first(), pair.get(1)], pair.get(2))
    } else {
        let fields = fields(tie).ok_or(WHAT)?;
        let of = |keys: &[&str]| keys.iter().find_map(|key| fields.get(*key));
        (
            [of(&["source", "from", "src"]), of(&["target", "to", "dst"])],
            of(&["weight", "value", "strength", "probability"]),
        )
    };
    let named = |value: Option<&Value>| -> Option<String> {
        let value = value?;
        let place = value.as_u64().and_then(|i| by_place.get(i as usize)).cloned();
        place.or_else(|| id(value)).or_else(|| id(fields(value)?.get("id")?))
    };
    let [Some(from), Some(to)] = ends.map(named) else {
        return Err(format!(
            "a link has no source or no target: {}",
            tie.to_string().chars().take(60).collect::<String>()
        ));
    };
    let (from, to) = (network.person(&from), network.person(&to));
    network.tie(from, to, weight.and_then(Value::as_f64).map(|w| w as f32));
    Ok(())
}
