//! GraphML and GEXF: nodes and edges as XML.

use std::collections::HashSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::builder::Builder;
use crate::network::import::numbered::Found;

/// Reads GraphML or GEXF.
///
/// # Errors
/// In words: XML that is neither, or not whole.
pub(super) fn read(text: &[u8]) -> Result<Found, String> {
    let Ok(words) = std::str::from_utf8(text) else { return Err("its XML is no text".into()) };
    let mut reader = Reader::from_str(words);
    let mut network = Builder::default();
    let mut format = None;
    let mut undirected = true;
    // Keys of GraphML that hold a weight.
    let mut weights: HashSet<String> = HashSet::new();
    // The edge at hand, and whether its weight is being read.
    let mut edge: Option<(String, String, Option<f32>)> = None;
    let mut weighing = false;
    loop {
        let broken = |reader: &Reader<&[u8]>, reason: &dyn std::fmt::Display| {
            let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            format!("its XML is broken near line {}: {reason}", crate::delimited::line_of(text, at))
        };
        let event = reader.read_event().map_err(|e| broken(&reader, &e))?;
        let empty = matches!(event, Event::Empty(_));
        match event {
            Event::Eof if format.is_some() && edge.is_none() => break,
            Event::Eof if format.is_some() => return Err(broken(&reader, &"it ends too early")),
            Event::Eof => {
                return Err("it is XML, but neither GraphML nor GEXF; write the ties one a line".into());
            }
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "graphml" => format = Some("GraphML"),
                "gexf" => format = Some("GEXF"),
                _ if format.is_none() => {
                    return Err("it is XML, but neither GraphML nor GEXF; write the ties one a line".into());
                }
                "graph" => {
                    let of = attribute(&tag, "edgedefault").or_else(|| attribute(&tag, "defaultedgetype"));
                    undirected = of.is_none_or(|kind| kind != "directed");
                }
                "key" => {
                    let named = attribute(&tag, "attr.name").is_some_and(|n| is_weight(&n));
                    if named && attribute(&tag, "for").is_none_or(|of| of == "edge" || of == "all") {
                        weights.extend(attribute(&tag, "id"));
                    }
                }
                "node" => {
                    let id = attribute(&tag, "id").ok_or_else(|| broken(&reader, &"a node has no id"))?;
                    network.person(&id);
                }
                "hyperedge" => {
                    return Err("it ties more than two at once (hyperedge); expected ties of two".into());
                }
                "edge" => {
                    let ends = (attribute(&tag, "source"), attribute(&tag, "target"));
                    let (Some(source), Some(target)) = ends else {
                        return Err(broken(&reader, &"an edge has no source or no target"));
                    };
                    let weight = attribute(&tag, "weight").and_then(|w| w.trim().parse().ok());
                    edge = Some((source, target, weight));
                    if empty {
                        put(&mut network, &mut edge);
                    }
                }
                "data" if edge.is_some() && !empty => {
                    weighing = attribute(&tag, "key").is_some_and(|key| weights.contains(&key));
                }
                _ => {}
            },
            Event::Text(words) if weighing => {
                if let Some((.., weight)) = &mut edge {
                    let words = words.to_string();
                    let number = words
                        .trim()
                        .parse()
                        .ok()
                        .ok_or_else(|| broken(&reader, &format!("a weight is \"{words}\"")))?;
                    *weight = Some(number);
                }
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "edge" => put(&mut network, &mut edge),
                "data" => weighing = false,
                _ => {}
            },
            _ => {}
        }
    }
    if network.people() == 0 {
        return Err("it holds no node".into());
    }
    Ok(network.found(format.unwrap_or("GraphML"), undirected))
}

fn put(network: &mut Builder, edge: &mut Option<(String, String, Option<f32>)>) {
    if let Some((source, target, weight)) = edge.take() {
        let (from, to) = (network.person(&source), network.person(&target));
        network.tie(from, to, weight);
    }
}

fn is_weight(name: &str) -> bool {
    ["weight", "value", "strength", "probability"].contains(&name.to_lowercase().as_str())
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok()??;
    let value = found.value.into_owned();
    Some(quick_xml::escape::unescape(&value).map_or_else(|_| value.clone(), |text| text.into_owned()))
}
