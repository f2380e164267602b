//! Accounts that tactics keep or use: their channel, and what a strategy says of them must fit together.

use super::context::Context;
use super::declare::{Section, Word};
use super::inheritance::{Shaped, tactic_name};
use super::plan::{ChannelKind, Strategy, TacticPlan};
use super::problem::{At, suggestion};
use super::quantity::figure;
use super::spec::TacticContext;
use super::tree::{self, Node};
use crate::units::ChannelId;

impl TacticContext<'_> {
    /// Reads the channel of an account by name: a feed or a chat; the first feed if none is named, else
    /// the first chat.
    pub fn posting(&self, s: &Section<'_>, key: &'static Word) -> ChannelId {
        let posts = |kind: &ChannelKind| !matches!(kind, ChannelKind::Club(_));
        let names: Vec<&str> =
            self.channels.iter().filter(|c| posts(&c.kind)).map(|c| c.name.as_str()).collect();
        let feed = self.channels.iter().find(|c| matches!(c.kind, ChannelKind::Feed(_)));
        let Some(first) = feed.map(|c| c.name.as_str()).or(names.first().copied()) else {
            s.allow(key.name);
            let help = "name a channel of kind \"feed\" or \"chat\": on = \"…\"";
            s.follows("", "has no channel to post on", help, &["channels.", &s.name(key.name)]);
            return ChannelId(0);
        };
        let name = s.text(key.name, first);
        let position = self.channels.iter().position(|c| c.name == name);
        match position {
            Some(position) if posts(&self.channels[position].kind) => ChannelId(position),
            found => {
                let help = match found {
                    Some(_) => {
                        "that channel is a club; an account posts on a feed or pushes over a chat".to_owned()
                    }
                    None => suggestion(&name, &names),
                };
                s.follows(key.name, format!("is {}", tree::quoted(&name)), help, &["channels."]);
                ChannelId(self.channels.iter().position(|c| posts(&c.kind)).unwrap_or(0))
            }
        }
    }
}

/// Checks the accounts of a strategy; `places` are those of its tactics, in the same order.
pub(super) fn check(cx: &Context, strategy: &Strategy, places: &[At], shaped: &Shaped, people: u32) {
    let kept: Vec<(&TacticPlan, &str, ChannelId)> = strategy
        .tactics
        .iter()
        .filter_map(|t| t.spec.account().and_then(|a| Some((t, a.name, a.kept?.0))))
        .collect();
    for (tactic, place) in strategy.tactics.iter().zip(places) {
        let Some(account) = tactic.spec.account() else { continue };
        let problem = |name: &str, text: String, help: String| {
            let table = shaped
                .table
                .list("tactic")
                .iter()
                .filter_map(Node::table)
                .find(|table| tactic_name(table) == tactic.name);
            let at = table.and_then(|table| table.get(name)).map_or(*place, |n| n.at);
            let path = format!("strategy.{}.{}", tree::quoted(&strategy.name), tree::key(&tactic.name));
            cx.follows(at, &format!("{path}.{name}"), text, help, &[&format!("{path}."), "market.people"]);
        };
        let Some((channel, at_start)) = account.kept else {
            let names: Vec<&str> = kept.iter().map(|k| k.1).collect();
            if !names.contains(&account.name) {
                let help = match names.is_empty() {
                    true => "no tactic of this strategy keeps an account: add one of kind = \"content\""
                        .to_owned(),
                    false => suggestion(account.name, &names),
                };
                problem("account", format!("is {}", tree::quoted(account.name)), help);
            }
            continue;
        };
        if at_start > f64::from(people) {
            let text = format!("is {}, more than there are people", figure(at_start));
            problem("followers_at_start", text, format!("the market has {}", figure(f64::from(people))));
        }
        let first = kept.iter().find(|k| k.1 == account.name);
        if let Some((other, ..)) = first.filter(|k| k.2 != channel) {
            let text = format!("keeps {} on another channel than {}", tree::quoted(account.name), other.name);
            problem("on", text, "an account is on one channel: give this one another account".to_owned());
        }
    }
}
