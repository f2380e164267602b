//! Reads `[market]`: who could ever have the product.

use super::grammar::form::Word;
use super::grammar::words;
use super::keys;
use super::plan::{Growth, Market, Segment};
use super::section::Section;
use super::tree::{self, Value};

/// Rogers' adopter categories and their shares (Diffusion of Innovations, 1962).
const ROGERS: [(&str, f64); 5] = [
    ("innovators", 0.025),
    ("early adopters", 0.135),
    ("early majority", 0.34),
    ("late majority", 0.34),
    ("laggards", 0.16),
];

/// Reads the market; `imported` is the number of people in an imported layer, if there is one.
pub(super) fn read(top: &Section<'_>, imported: Option<u32>) -> Market {
    let s = top.table_or_empty("market");
    let people = match imported {
        None => s.number(&keys::PEOPLE) as u32,
        Some(count) => {
            if let Some(written) = s.maybe(&keys::PEOPLE).filter(|w| *w as u32 != count) {
                let help = format!("leave it out, or write {count}, the number of people in the edge list");
                s.problem("people", format!("is {written}"), help);
            } else if !s.has("people") {
                s.record("people", count.to_string());
            }
            count
        }
    };
    let eligible = s.number(&keys::ELIGIBLE);
    let grows = s.table("grows").map(|g| {
        let growth = Growth {
            from: g.number(&keys::GROWS_FROM),
            half_by: g.number(&keys::GROWS_HALF_BY),
            over: g.number(&keys::GROWS_OVER),
        };
        s.close("grows", g);
        growth
    });
    let (cities, zipf_cities) = cities(&s, people, imported.is_some());
    let segments = segments(&s);
    let susceptibility_sd = if equal(&s, &words::SUSCEPTIBILITY) {
        0.0
    } else {
        let inner = s.table_or_empty("susceptibility");
        let sd = inner.number(&keys::SUSCEPTIBILITY);
        s.close("susceptibility", inner);
        sd
    };
    let activity_shape = if equal(&s, &words::ACTIVITY) {
        None
    } else {
        let inner = s.table_or_empty("activity");
        let shape = inner.number(&keys::ACTIVITY);
        s.close("activity", inner);
        Some(shape)
    };
    let market = Market {
        people,
        eligible,
        grows,
        cities,
        zipf_cities,
        segments,
        susceptibility_sd,
        activity_shape,
        outside_per_day: s.number(&keys::OUTSIDE),
        imitation_per_day: s.number(&keys::IMITATION),
        rival_per_day: s.number(&keys::RIVAL),
    };
    s.write("[market]");
    market
}

/// Whether a law is written as `"equal"`: everybody alike.
fn equal(s: &Section<'_>, law: &'static Word) -> bool {
    let word = law.options()[0];
    let is_equal = matches!(s.node(law.name).map(|n| &n.value), Some(Value::Text(t)) if t == word);
    if is_equal {
        s.record(law.name, tree::quoted(word));
    }
    is_equal
}

/// One city for each 25,000 people, at most 40, one for imported people (assumed); Zipf's law of sizes.
fn cities(s: &Section<'_>, people: u32, imported: bool) -> (u32, bool) {
    let default = if imported { 1 } else { (people / 25_000).clamp(1, 40) };
    let inner = s.table_or_empty("cities");
    let count = inner.number_or(&keys::CITIES, f64::from(default)) as u32;
    let sizes = inner.choice(&words::CITY_SIZES);
    if count > people {
        inner.problem("count", format!("is {count}"), format!("there are only {people} people"));
    }
    s.close("cities", inner);
    (count, sizes == 0)
}

fn segments(s: &Section<'_>) -> Vec<Segment> {
    let rogers = || ROGERS.iter().map(|&(name, share)| Segment { name: name.to_owned(), share }).collect();
    let help = "write \"rogers\", or a list of { name = \"…\", share = … } whose shares add up to 1";
    let list = match s.node("segments").map(|n| (&n.value, n)) {
        None => {
            s.record("segments", "\"rogers\"");
            return rogers();
        }
        Some((Value::Text(text), _)) if text == "rogers" => {
            s.record("segments", "\"rogers\"");
            return rogers();
        }
        Some((Value::List(list), _)) => list,
        Some((_, node)) => {
            s.problem("segments", format!("is {}", node.describe()), help);
            return rogers();
        }
    };
    let mut segments: Vec<Segment> = Vec::new();
    let mut written = Vec::new();
    for (i, node) in list.iter().enumerate() {
        let path = s.name(&format!("segments[{i}]"));
        let Some(table) = node.table() else {
            s.cx.problem(node.at, &path, format!("is {}", node.describe()), help);
            continue;
        };
        let inner = Section::new(s.cx, table, path.clone(), node.at);
        let name = inner.maybe_text("name").unwrap_or_default();
        let share = inner.maybe(&keys::SEGMENT_SHARE);
        if name.is_empty() && !inner.has("name") || share.is_none() && !inner.has("share") {
            s.cx.problem(node.at, &path, "is not complete", "a segment needs a name and a share");
        }
        if segments.iter().any(|other| other.name == name) {
            inner.problem(
                "name",
                format!("is {} again", tree::quoted(&name)),
                "each segment needs its own name",
            );
        }
        written.push(tree::inline(&inner.finish()));
        segments.push(Segment { name, share: share.unwrap_or(0.0) });
    }
    let sum: f64 = segments.iter().map(|s| s.share).sum();
    if (sum - 1.0).abs() > 1e-6 {
        s.problem(
            "segments",
            format!("adds up to {}", (sum * 1e6).round() / 1e6),
            "the shares must add up to 1",
        );
    } else if segments.len() > 255 {
        s.problem("segments", format!("has {} entries", segments.len()), "there may be at most 255");
    }
    s.record("segments", format!("[{}]", written.join(", ")));
    segments
}
