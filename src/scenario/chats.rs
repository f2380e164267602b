//! Chats that tactics may use.

use super::declare::Word;
use super::plan::{Channel, ChannelKind, Force, Pace};
use super::problem::suggestion;
use super::section::Section;
use super::spec::TacticContext;
use super::tree;
use crate::units::ChannelId;

impl TacticContext<'_> {
    /// Reads a chat by name, the first one if none is named, on which acts may be added to talk and words
    /// convince by weight.
    pub fn needed_chat(&self, s: &Section<'_>, key: &'static Word) -> ChannelId {
        let is_chat = |c: &&Channel| matches!(c.kind, ChannelKind::Chat(_));
        let chats: Vec<&str> = self.channels.iter().filter(is_chat).map(|c| c.name.as_str()).collect();
        let Some(first) = chats.first() else {
            let help = "it needs a channel of kind \"chat\", over which friends tell each other";
            s.follows("", "has no chat", help, &["channels.", &s.name(key.name)]);
            return ChannelId(0);
        };
        let name = s.text(key.name, first);
        let Some(position) = self.channels.iter().position(|c| c.name == name) else {
            let text = format!("is {}", tree::quoted(&name));
            s.follows(key.name, text, suggestion(&name, &chats), &["channels."]);
            return ChannelId(0);
        };
        let channel = &self.channels[position];
        let wrong = if !is_chat(&channel) {
            Some("that channel is no chat: codes go from friend to friend")
        } else if !matches!(channel.pace, Pace::PerDay(_)) {
            Some("nobody speaks there at acts_per_day, beside which codes are given")
        } else if !matches!(channel.force, Force::Weight(_)) {
            Some("words on that chat must convince by weight, which a code can outweigh")
        } else {
            None
        };
        if let Some(help) = wrong {
            s.follows(key.name, format!("is {}", tree::quoted(&name)), help, &["channels."]);
        }
        ChannelId(position)
    }
}
