//! Reads `[channels]`: the ways of speaking, each on its layer.

use jiff::civil::Date;

use super::grammar::words;
use super::keys;
use super::network::Network;
use super::plan::{Channel, ChannelKind, Force, LayerKind, Market, Pace};
use super::problem::suggestion;
use super::quantity::{self, show_days};
use super::section::Section;
use super::tree::{self, Value};
use crate::network::import::Column;
use crate::units::LayerId;

/// What channels are read against.
pub(super) struct Around<'a> {
    /// Calendar date of day 0.
    pub start: Date,
    /// Ticks a day.
    pub ticks_per_day: u32,
    /// Layers to ride on.
    pub network: &'a Network,
    /// Segments to draw visitors from.
    pub market: &'a Market,
    /// Whether resistance is a threshold.
    pub thresholds: bool,
}

/// Most channels a scenario may have.
const MOST: usize = 32;

/// Reads all channels.
pub(super) fn read(top: &Section<'_>, around: &Around<'_>) -> Vec<Channel> {
    let mut channels = Vec::new();
    let Some(tables) = top.table("channels") else { return channels };
    for entry in &tables.table.entries {
        let path = tables.name(&entry.key);
        let Some(table) = entry.node.table() else {
            let text = format!("is {}", entry.node.describe());
            top.cx.problem(entry.node.at, &path, text, "it must be a table, such as [channels.wechat]");
            continue;
        };
        let header = format!("[{path}]");
        let s = Section::new(top.cx, table, path, entry.at);
        if let Some(channel) = channel(&s, &entry.key, around) {
            if channel.force == Force::StrengthShare && tables.table.entries.len() > 1 {
                let help = "thresholds in strengths are counted on one layer; take the other channels away";
                s.problem("weight", "stands beside other channels", help);
            }
            if matches!(channel.pace, Pace::PerTiePerDay(_)) && tables.table.entries.len() > 1 {
                let help = "a pace by ties would also speed up the other channels; write acts_per_day";
                s.problem("acts_per_tie_per_day", "stands beside other channels", help);
            }
            channels.push(channel);
            s.write(&header);
        }
    }
    if channels.len() > MOST {
        tables.problem(
            "",
            format!("holds {} channels", channels.len()),
            format!("there may be at most {MOST}"),
        );
    }
    channels
}

fn channel(s: &Section<'_>, name: &str, around: &Around<'_>) -> Option<Channel> {
    let kinds = words::CHANNEL_KIND.options();
    if !s.has("kind") {
        s.problem("", "does not say its kind", "add kind = \"chat\", \"feed\" or \"club\"");
        return None;
    }
    let written = s.maybe_text("kind")?;
    let Some(kind) = kinds.iter().position(|k| *k == written) else {
        s.problem("kind", format!("is {}", tree::quoted(&written)), suggestion(&written, kinds));
        return None;
    };
    let layer = if kind < 2 { layer(s, kind == 1, around) } else { None };
    let (pace, pace_key) = pace(s, kind);
    let (force, force_key) = force(s, kind, layer, around);
    let kind = match kind {
        0 => ChannelKind::Chat { once: s.flag(&words::ONCE), by_strength: s.choice(&words::CHAT_PICK) == 1 },
        1 => {
            let (view, repost) = (s.number(&keys::VIEW), s.number(&keys::REPOST));
            let half_life = s.number(&keys::HALF_LIFE);
            let latency_ticks = latency(s, around.ticks_per_day);
            ChannelKind::Feed {
                view,
                repost,
                half_life,
                latency_ticks,
                attention: s.number(&keys::ATTENTION),
            }
        }
        _ => ChannelKind::Club { views: s.number(&keys::VIEWS), catchment: catchment(s, around.market) },
    };
    if around.thresholds && (!matches!(kind, ChannelKind::Chat { .. }) || pace != Pace::All) {
        let help = "write kind = \"chat\" and acts = \"all\": thresholds count who has told, once";
        s.problem(pace_key, "does not go with thresholds", help);
    }
    if let ChannelKind::Chat { once: true, .. } = kind
        && matches!(layer_kind(layer, around), Some(LayerKind::Complete))
    {
        let help = "who has told whom is not kept where everybody knows everybody; leave once out";
        s.problem("once", "is true on a complete layer", help);
    }
    if let ChannelKind::Chat { by_strength: true, .. } = kind
        && let Some(LayerKind::Import { column: Column::Strength, .. }) = layer_kind(layer, around)
    {
    } else if let ChannelKind::Chat { by_strength: true, .. } = kind {
        s.problem(
            "pick",
            "is \"strength\"",
            "only an import with a column of strengths has them; take this away",
        );
    }
    if let Force::Probability(p) = force
        && p > 0.0
        && -(-p).ln_1p() < 64.0 / 1_048_576.0
    {
        s.warning(force_key, format!("is {p}"), "below 6.1e-5 the fixed-point account rounds it by over 1 %");
    }
    let opens_day = opens(s, around.start);
    if pace == Pace::All && opens_day > 0.0 {
        let help = "who adopts before it opens would never tell; take it away, or write acts_per_day";
        s.problem("opens", "is for channels on which people keep talking", help);
    }
    let fills_days = s.number(&keys::FILLS);
    Some(Channel { name: name.to_owned(), kind, layer, pace, force, opens_day, fills_days })
}

fn layer_kind<'a>(layer: Option<LayerId>, around: &'a Around<'_>) -> Option<&'a LayerKind> {
    around.network.layers.get(layer?.0).map(|l| &l.kind)
}

/// The layer by name; by default the first one that is directed for feeds, undirected for chats.
fn layer(s: &Section<'_>, feed: bool, around: &Around<'_>) -> Option<LayerId> {
    let layers = &around.network.layers;
    let fits = layers.iter().position(|l| l.directed == feed).unwrap_or(0);
    let name = s.text("layer", layers.get(fits).map_or("", |l| l.name.as_str()));
    let found = layers.iter().position(|l| l.name == name);
    if found.is_none() && !layers.is_empty() {
        let names = around.network.names();
        s.problem("layer", format!("is {}", tree::quoted(&name)), suggestion(&name, &names));
    }
    found.map(LayerId)
}

/// How often people speak, and the key that says so.
fn pace(s: &Section<'_>, kind: usize) -> (Pace, &'static str) {
    let said: Vec<&'static str> =
        ["acts_per_day", "acts_per_tie_per_day", "acts"].into_iter().filter(|k| s.has(k)).collect();
    ["acts_per_day", "acts_per_tie_per_day", "acts"].iter().for_each(|k| s.allow(k));
    if let [first, second, ..] = said.as_slice() {
        s.problem(second, format!("stands beside {first}"), "a channel has one pace; take one away");
        return (Pace::All, first);
    }
    if let Some(said) = said.first().filter(|k| kind > 0 && **k != "acts_per_day") {
        s.problem(said, "is only for chats", "write acts_per_day");
        return (Pace::PerDay(0.0), said);
    }
    match said.first().copied() {
        Some("acts_per_tie_per_day") => {
            (Pace::PerTiePerDay(s.maybe(&keys::TIE_ACTS).unwrap_or(0.0)), "acts_per_tie_per_day")
        }
        Some("acts") => {
            s.choice_or(&words::ACTS, "all");
            (Pace::All, "acts")
        }
        _ => {
            let key = [&keys::CHAT_ACTS, &keys::FEED_ACTS, &keys::CLUB_ACTS][kind];
            (Pace::PerDay(s.number(key)), "acts_per_day")
        }
    }
}

/// How strongly one exposure convinces, and the key that says so.
fn force(s: &Section<'_>, kind: usize, layer: Option<LayerId>, around: &Around<'_>) -> (Force, &'static str) {
    s.allow("probability");
    s.allow("weight");
    let column = match layer_kind(layer, around) {
        Some(LayerKind::Import { column, .. }) => *column,
        _ => Column::None,
    };
    let per_tie = column == Column::Probability;
    if s.has("weight") && (s.has("probability") || per_tie) {
        let other = if per_tie { "the probabilities of its import" } else { "probability" };
        s.problem("weight", format!("stands beside {other}"), "a channel has one force; take one away");
        return (Force::Weight(1.0), "weight");
    }
    if per_tie || s.has("probability") {
        if around.thresholds {
            s.problem("probability", "does not go with thresholds", "write weight = \"1/degree\"");
        }
        if per_tie && s.has("probability") {
            s.problem("probability", "stands beside the probabilities of its import", "take one away");
        }
        return match s.maybe(&keys::PROBABILITY) {
            _ if per_tie => (Force::TieProbability, "probability"),
            Some(p) => (Force::Probability(p), "probability"),
            None => (Force::Weight(1.0), "probability"),
        };
    }
    let shared = match s.node("weight").map(|n| &n.value) {
        Some(Value::Text(text)) => Some(share_of_neighbours(s, text, column, around.thresholds)),
        Some(_) => None,
        None => (around.thresholds && column == Column::None).then_some(Force::PerDegree),
    };
    if let Some(force) = shared {
        let word = keys::CHAT_WEIGHT.words[usize::from(force == Force::StrengthShare)];
        s.record("weight", tree::quoted(word));
        return (force, "weight");
    }
    let key = [&keys::CHAT_WEIGHT, &keys::FEED_WEIGHT, &keys::CLUB_WEIGHT][kind];
    (Force::Weight(s.number(key)), "weight")
}

/// A weight in words: what share of its listener's neighbours a tie is.
fn share_of_neighbours(s: &Section<'_>, text: &str, column: Column, thresholds: bool) -> Force {
    let quoted = tree::quoted(text);
    let Some(share) = keys::CHAT_WEIGHT.words.iter().position(|word| *word == text) else {
        let help = "write a number, or \"1/degree\" or \"strength/degree\" for thresholds";
        s.problem("weight", format!("is {quoted}"), help);
        return Force::PerDegree;
    };
    if !thresholds {
        let help = "it goes with [talk] resistance = \"uniform\" or { share = … } only";
        s.problem("weight", format!("is {quoted}"), help);
    } else if share == 1 && column != Column::Strength {
        let help = "only an import with column = \"strength\" has strengths; write \"1/degree\"";
        s.problem("weight", format!("is {quoted}"), help);
    }
    [Force::PerDegree, Force::StrengthShare][share]
}

/// Delay of one hop in whole ticks, at least one.
fn latency(s: &Section<'_>, ticks_per_day: u32) -> u32 {
    let tick = 1.0 / f64::from(ticks_per_day);
    let days = s.number_or(&keys::LATENCY, tick);
    let ticks = days / tick;
    if ticks < 1.0 - 1e-9 {
        if s.has("latency") {
            let text = format!("is {}, shorter than the tick of {}", show_days(days), show_days(tick));
            s.problem(
                "latency",
                text,
                format!("write tick = \"{}\", or leave latency out", fitting_tick(days)),
            );
        }
        return 1;
    }
    if (ticks - ticks.round()).abs() > 1e-6 {
        let whole = show_days(ticks.ceil() * tick);
        s.warning(
            "latency",
            format!("is {}", show_days(days)),
            format!("it is played in whole ticks, as {whole}"),
        );
    }
    ((ticks - 1e-6).ceil() as u32).max(1)
}

/// The longest tick that divides a day and is no longer than `days`.
pub(super) fn fitting_tick(days: f64) -> String {
    let ticks = (1.0 / days.max(1.0 / 86_400.0) - 1e-9).ceil() as u32;
    // Whole seconds only, so that the tick can be written down.
    let per_day = (ticks..=86_400).find(|n| 86_400 % n == 0).unwrap_or(86_400);
    show_days(1.0 / f64::from(per_day))
}

fn catchment(s: &Section<'_>, market: &Market) -> Vec<usize> {
    let names: Vec<&str> = market.segments.iter().map(|s| s.name.as_str()).collect();
    let list = match s.node("catchment").map(|n| &n.value) {
        None => &Vec::new(),
        Some(Value::List(list)) => list,
        Some(_) => {
            s.problem("catchment", "is no list", "write a list of segments, as in [\"innovators\"]");
            return Vec::new();
        }
    };
    let mut segments = Vec::new();
    for node in list {
        match &node.value {
            Value::Text(name) => match names.iter().position(|n| n == name) {
                Some(segment) if segments.contains(&segment) => {
                    let text = format!("names {} twice", tree::quoted(name));
                    s.cx.problem(node.at, &s.name("catchment"), text, "take one away");
                }
                Some(segment) => segments.push(segment),
                None => {
                    let text = format!("names {}", tree::quoted(name));
                    s.cx.problem(node.at, &s.name("catchment"), text, suggestion(name, &names));
                }
            },
            _ => {
                let text = format!("holds {}", node.describe());
                s.cx.problem(node.at, &s.name("catchment"), text, "it must be a segment's name");
            }
        }
    }
    let all: Vec<String> = list.iter().map(tree::Node::written).collect();
    s.record("catchment", format!("[{}]", all.join(", ")));
    segments
}

/// Day of opening: a date, or a duration from the start; by default open from the start.
fn opens(s: &Section<'_>, start: Date) -> f64 {
    let Some(node) = s.node("opens") else {
        s.record("opens", "\"0d\"");
        return 0.0;
    };
    let day = match &node.value {
        Value::Date(date) => Some(days_between(start, *date)),
        Value::Text(text) => quantity::duration(text),
        _ => None,
    };
    s.record("opens", node.written());
    day.unwrap_or_else(|| {
        let help =
            "write a date such as 2010-08-16 without quotes, or a duration from the start such as \"12w\"";
        s.problem("opens", format!("is {}", node.describe()), help);
        0.0
    })
}

/// Days from one date to another, negative if it is earlier.
pub(super) fn days_between(from: Date, to: Date) -> f64 {
    f64::from(from.until(to).map_or(0, |span| span.get_days()))
}
