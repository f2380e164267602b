//! What tactics name of a scenario: feeds, and the place where others are warned.

use super::declare::Word;
use super::plan::{Channel, ChannelKind};
use super::problem::suggestion;
use super::section::Section;
use super::spec::TacticContext;
use super::tree;
use crate::units::ChannelId;

impl TacticContext<'_> {
    /// Reads a feed by name; the first one if none is named, no feed for `"none"`.
    pub fn feed(&self, s: &Section<'_>, key: &'static Word) -> Option<ChannelId> {
        let is_feed = |c: &&Channel| matches!(c.kind, ChannelKind::Feed(_));
        let feeds: Vec<&str> = self.channels.iter().filter(is_feed).map(|c| c.name.as_str()).collect();
        let name = s.text(key.name, feeds.first().unwrap_or(&"none"));
        if name == "none" {
            return None;
        }
        let position = self.channels.iter().position(|c| c.name == name);
        if position.is_none_or(|p| !is_feed(&&self.channels[p])) {
            let help = match position {
                Some(_) => "that channel is no feed".to_owned(),
                None => suggestion(&name, &feeds),
            };
            s.follows(key.name, format!("is {}", tree::quoted(&name)), help, &["channels."]);
            return None;
        }
        position.map(ChannelId)
    }

    /// Reads a feed by name, which must be there.
    pub fn needed_feed(&self, s: &Section<'_>, key: &'static Word) -> ChannelId {
        self.feed(s, key).unwrap_or_else(|| {
            let help = "name a channel of kind \"feed\": feed = \"…\"";
            s.follows("", "has no feed to post to", help, &["channels.", &s.name(key.name)]);
            ChannelId(0)
        })
    }

    /// Reads the club or feed on which people warn others, by name; the first club, else the first feed, if none is
    /// named, and nothing where there is neither or `"none"` stands there.
    pub fn warning_place(&self, s: &Section<'_>, key: &'static Word) -> Option<ChannelId> {
        let of = |kind: &dyn Fn(&ChannelKind) -> bool| {
            self.channels.iter().filter(|c| kind(&c.kind)).map(|c| c.name.as_str()).collect::<Vec<_>>()
        };
        let clubs = of(&|kind| matches!(kind, ChannelKind::Club(_)));
        let feeds = of(&|kind| matches!(kind, ChannelKind::Feed(_)));
        let usual = clubs.first().or(feeds.first()).copied().unwrap_or("none");
        let name = s.text(key.name, usual);
        if name == "none" {
            return None;
        }
        let is_public = |c: &Channel| !matches!(c.kind, ChannelKind::Chat(_));
        match self.channels.iter().position(|c| c.name == name) {
            Some(position) if is_public(&self.channels[position]) => Some(ChannelId(position)),
            found => {
                let help = match found {
                    Some(_) => "that channel is a chat; warnings stand in a club or on a feed".to_owned(),
                    None => suggestion(&name, &[clubs, feeds].concat()),
                };
                s.follows(key.name, format!("is {}", tree::quoted(&name)), help, &["channels."]);
                None
            }
        }
    }
}
