//! What a channel is: its kind, said or that of a preset.

use super::declare::{Choice, Form, Section, Word, choice, table};
use super::presets::Preset;
use super::problem::nearest;
use super::tree::{self, Node};

choice! {
    /// Words for the kinds of channel.
    pub enum Kind {
        Chat = "chat",
        Feed = "feed",
        Club = "club",
    }
}

/// What people call them, and each with what it is.
const KINDS: [(&[&str], &str); 3] = [
    (
        &[
            "wechat",
            "whatsapp",
            "im",
            "sms",
            "phone",
            "telephone",
            "messenger",
            "friends",
            "word of mouth",
            "微信",
            "聊天",
        ],
        "\"chat\" (friend to friend)",
    ),
    (
        &[
            "weibo",
            "twitter",
            "x",
            "post",
            "posts",
            "blog",
            "microblog",
            "tiktok",
            "douyin",
            "instagram",
            "facebook",
            "微博",
            "抖音",
        ],
        "\"feed\" (posts that followers see)",
    ),
    (&["forum", "bbs", "community", "group", "论坛", "社区", "贴吧"], "\"club\" (a forum and its visitors)"),
];

table! {
    /// The kind of a channel.
    pub struct Heading in ["channels.*"] {
        /// Friend to friend (chat), posts that followers see (feed), or a forum (club).
        pub kind: Option<Kind> = Form (Form::Word(Kind::WORDS)), by kind;
        /// A channel that people know by name, whose values it has where it does not say its own; by default none.
        pub preset: Option<Preset> = Form (Form::Word(Preset::WORDS)), by preset;
    }
}

fn kind(s: &Section<'_>, key: &'static Word) -> Option<Kind> {
    if !s.has(key.name) && s.has("preset") {
        // An unknown preset, which is reported.
        s.allow(key.name);
        return None;
    }
    if !s.has(key.name) {
        s.problem("", "does not say its kind", "add kind = \"chat\", \"feed\" or \"club\"");
        return None;
    }
    let written = s.maybe_text(key.name)?;
    let kind = Kind::of(&written);
    if kind.is_none() {
        let help = match KINDS.iter().find(|(words, _)| words.contains(&written.to_lowercase().as_str())) {
            Some((_, meant)) => format!("write {meant}"),
            None => match nearest(&written, Kind::WORDS.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => {
                    let all: Vec<&str> = KINDS.iter().map(|(_, meant)| *meant).collect();
                    format!("it must be one of {}", all.join(", "))
                }
            },
        };
        s.refuse(key.name, tree::quoted(&written), help);
    }
    kind
}

/// The preset of a channel, whose values stand in the table by now.
fn preset(s: &Section<'_>, key: &'static Word) -> Option<Preset> {
    let preset = s.has(key.name).then(|| s.choice_or(key, Preset::Weibo))?;
    let word = s.node(key.name).and_then(Node::text);
    if word == Some(preset.word())
        && s.node("kind").and_then(Node::text).is_some_and(|kind| kind != preset.kind())
    {
        let help = "take kind away, or choose another preset";
        s.refuse(key.name, format!("\"{}\", which is a {}", preset.word(), preset.kind()), help);
    }
    Some(preset)
}
