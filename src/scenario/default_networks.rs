//! The networks and channels of a scenario that names none.
//!
//! Friends chat, strangers follow: the two circles that word of mouth needs at least. Written as
//! a scenario, so that it is read and shown like any other.

use super::tree::{self, Node, Table, Value};

/// The layers and channels of a scenario that names none.
pub(super) const TEXT: &str = r#"
[layers.friends]       # strong ties: the core circle is about 14 people
small_world = { degree = 14, rewire = 0.06 }
same_city = 0.7
same_segment = 0.3

[layers.follows]       # readers of each person
power_law = { mean = 20, exponent = 2.3 }
directed = true

[channels.chat]
kind = "chat"
layer = "friends"

[channels.feed]
kind = "feed"
layer = "follows"
"#;

/// Adds the default layers and channels where the scenario names none.
///
/// With channels but no layers, only the layers that channels ride on are added; with layers but
/// no channels, one chat on the first layer.
pub(super) fn fill(top: &mut Table, source: usize) {
    let (defaults, _) = tree::parse(TEXT, source);
    let named = |top: &Table, key: &str| {
        top.get(key).is_some_and(|n| n.table().is_none_or(|t| !t.entries.is_empty()))
    };
    match (named(top, "layers"), named(top, "channels")) {
        (true, true) => {}
        (false, false) => {
            for key in ["layers", "channels"] {
                top.entries.extend(defaults.entry(key).cloned());
            }
        }
        (false, true) => {
            let used: Vec<String> = ridden(top);
            let mut layers = defaults.entry("layers").cloned();
            if let Some(table) = layers.as_mut().and_then(|e| e.node.table_mut()) {
                let any = table.entries.iter().any(|e| used.contains(&e.key));
                let unsaid = used.iter().any(String::is_empty);
                table.entries.retain(|e| unsaid || used.contains(&e.key) || !any && e.key == "friends");
            }
            top.entries.extend(layers);
        }
        (true, false) => {
            let first = top.get("layers").and_then(Node::table).and_then(|t| t.entries.first());
            let first = first.map(|e| e.key.clone()).unwrap_or_default();
            let mut channels = defaults.entry("channels").cloned();
            if let Some(table) = channels.as_mut().and_then(|e| e.node.table_mut()) {
                table.entries.retain(|e| e.key == "chat");
                let chat = table.get_mut("chat").and_then(Node::table_mut);
                if let Some(layer) = chat.and_then(|chat| chat.get_mut("layer")) {
                    layer.value = Value::Text(first);
                }
            }
            top.entries.extend(channels);
        }
    }
}

/// Layers that the written chats and feeds name; an empty name where one names none.
fn ridden(top: &Table) -> Vec<String> {
    let Some(channels) = top.get("channels").and_then(Node::table) else { return Vec::new() };
    let rides = |t: &&Table| t.text("kind") != Some("club");
    let tables = channels.entries.iter().filter_map(|e| e.node.table()).filter(rides);
    tables.map(|t| t.text("layer").unwrap_or("").to_owned()).collect()
}
