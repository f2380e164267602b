//! Presets of channels: values for channels that people know by name, from a data file with its sources.
//!
//! `preset = "weibo"` writes these values into the tree, where the channel does not say its own.

use super::declare::{Choice, choice};
use super::speech::PaceKey;
use super::tree::{self, Node, Table};

/// The values.
const TEXT: &str = include_str!("presets.toml");

choice! {
    /// Channels that have values of their own.
    pub enum Preset {
        /// Posts that strangers follow and pass on.
        Weibo = "weibo",
        /// Posts to people one knows.
        Moments = "moments",
        /// A page of one's own.
        Qzone = "qzone",
        /// A word to a friend.
        Wechat = "wechat",
        /// A word face to face.
        Offline = "offline",
        /// A club.
        Forum = "forum",
    }
}

impl Preset {
    /// The kind of channel that it is.
    pub fn kind(self) -> &'static str {
        match self {
            Preset::Weibo | Preset::Moments | Preset::Qzone => "feed",
            Preset::Wechat | Preset::Offline => "chat",
            Preset::Forum => "club",
        }
    }
}

/// Writes the values of presets into the channels that name one.
pub(super) fn fill(top: &mut Table) {
    let (presets, _) = tree::parse(TEXT, 0);
    let Some(channels) = top.get_mut("channels").and_then(Node::table_mut) else { return };
    for channel in &mut channels.entries {
        let Some(channel) = channel.node.table_mut() else { continue };
        let Some(preset) = channel.get("preset").cloned() else { continue };
        // Unknown words are reported where the channel is read.
        let Some(values) = preset.text().and_then(|word| presets.get(word)).and_then(Node::table) else {
            continue;
        };
        let said = |keys: &[&str]| keys.iter().any(|key| channel.get(key).is_some());
        let (paced, forced) = (said(PaceKey::WORDS), said(&["weight", "probability"]));
        let missing = |key: &str| match key {
            "acts_per_day" => !paced,
            "weight" => !forced,
            key => channel.get(key).is_none(),
        };
        let kind = |table: &Table| table.text("kind").map(str::to_owned);
        // Of another kind than written nothing fits.
        if kind(channel).is_some_and(|own| kind(values) != Some(own)) {
            continue;
        }
        let mut added: Vec<_> = values.entries.iter().filter(|entry| missing(&entry.key)).cloned().collect();
        for entry in &mut added {
            (entry.at, entry.node.at) = (preset.at, preset.at);
        }
        channel.entries.extend(added);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_has_values_and_a_kind() {
        let (presets, _) = tree::parse(TEXT, 0);
        assert_eq!(presets.entries.len(), Preset::WORDS.len());
        for word in Preset::WORDS {
            let kind = presets.get(word).and_then(Node::table).and_then(|t| t.text("kind"));
            assert_eq!(kind, Preset::of(word).map(Preset::kind), "{word}");
        }
    }
}
