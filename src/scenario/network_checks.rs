//! Whether the layers fit the people: networks drawn of enough of them, imported ones no larger than their part.

use super::context::{Context, DEFAULTS};
use super::degrees;
use super::market::Market;
use super::network::{Communities, EVERYBODY, Layer, LayerKind, Network, PowerLaw, Random, SmallWorld};
use super::problem::At;
use super::quantity::figure;
use super::tree::{self, Table};

/// Checks that the imported networks of a market are about the same part of it, and that it holds their people.
pub(super) fn check_parts(cx: &Context, layers: &Table, network: &Network, market: &Market) {
    let imported = |layer: &&Layer| matches!(layer.kind, LayerKind::Import { .. });
    let Some(first) = network.layers.iter().find(imported) else { return };
    let people = network.lists.first().map_or(0, |list| list.people);
    for (entry, layer) in layers.entries.iter().filter(|e| e.node.table().is_some()).zip(&network.layers) {
        let at = entry.node.table().and_then(|t| t.get("part_of")).map_or(entry.at, |n| n.at);
        let key = format!("layers.{}.part_of", tree::key(&entry.key));
        if imported(&layer) && layer.part_of != first.part_of {
            let help =
                format!("imported networks are about the same people: write it as in layer {}", first.name);
            cx.problem(at, &key, "is another one than that of an earlier network", help);
            continue;
        }
        let Some(part) = &layer.part_of else { continue };
        let names: Vec<&str> = market.segments.iter().map(|s| s.name.as_str()).collect();
        let held = match market.segments.iter().find(|segment| segment.name == *part) {
            Some(segment) => (segment.share * f64::from(market.people) + 1e-6).floor(),
            None if part == EVERYBODY => f64::from(market.people),
            None => {
                let help = format!("write \"{EVERYBODY}\" or a segment: {}", names.join(", "));
                cx.problem(at, &key, format!("is {}", tree::quoted(part)), help);
                continue;
            }
        };
        if f64::from(people) > held {
            let text = format!("is {}, which holds {held} people", tree::quoted(part));
            cx.problem(
                at,
                &key,
                text,
                format!("the edge list has {people}; more people in [market] would do"),
            );
        }
    }
}

/// Checks that a layer can be drawn with this many people.
///
/// Where the user wrote no layers, `people_at` is the place of what asks for fewer people than the usual ones
/// need.
pub(super) fn check_sizes(cx: &Context, layers: &Table, network: &Network, (people, people_at): (u32, At)) {
    for (entry, layer) in layers.entries.iter().filter(|e| e.node.table().is_some()).zip(&network.layers) {
        let (needs, kind) = match &layer.kind {
            LayerKind::SmallWorld(SmallWorld { degree, .. }) => (f64::from(*degree) + 1.0, "small_world"),
            LayerKind::PowerLaw(PowerLaw { mean, .. }) => (mean + 1.0, "power_law"),
            LayerKind::Random(Random { mean }) => (mean + 1.0, "random"),
            LayerKind::Communities(Communities { size, .. }) => (f64::from(*size), "communities"),
            LayerKind::Degrees { law } => (degrees::most(law) + 1.0, "degrees"),
            LayerKind::Complete | LayerKind::Import { .. } => continue,
        };
        if needs > f64::from(people) {
            let at = entry.node.table().and_then(|t| t.get(kind)).map_or(entry.at, |n| n.at);
            let layer = format!("layers.{}", tree::key(&entry.key));
            let (needs, there) = (figure(needs.ceil()), figure(f64::from(people)));
            let from = ["market.people", &layer];
            if at.source == DEFAULTS {
                let help = format!(
                    "the usual layer {} is a {kind} of at least {needs}: write more people, or [layers] of your own",
                    entry.key
                );
                cx.follows(people_at, "market.people", format!("is {there}"), help, &from);
            } else {
                let text = format!("needs at least {needs} people");
                cx.follows(at, &format!("{layer}.{kind}"), text, format!("there are only {there}"), &from);
            }
        }
    }
}
