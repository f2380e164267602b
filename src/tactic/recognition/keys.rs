//! The keys of recognition.

use crate::contract::By;
use crate::scenario::declare::{Choice, Key, LONG, Section, Word, choice, table};
use crate::scenario::spec::TacticContext;
use crate::tactic::meetup::Among;
use crate::units::ChannelId;

choice! {
    /// Who is recognised.
    pub enum Who {
        /// Everybody, by ranks.
        Ranks = "ranks",
        /// Stars who are chosen anew each time.
        Stars = "stars",
        /// A group whose places are filled.
        Honour = "honour group",
        /// The people with whom it began.
        Seeds = "seeds",
    }
}

choice! { impl for By {
    Chance = "chance",
    Involvement = "involvement",
    Votes = "votes",
} }

impl serde::Serialize for By {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(Choice::word(*self))
    }
}

/// Keys of a choice of people, and of a group that they form.
pub(super) const CHOICE: [&str; 9] =
    ["count", "by", "from", "every", "gain", "talk", "for", "voters", "cost_each"];
pub(super) const GROUP: [&str; 10] = [
    "keeps",
    "expert",
    "earns_per_member_month",
    "for_others",
    "answers_per_day",
    "helper_recovery",
    "leaks_per_year",
    "leak_strength",
    "leak_negative",
    "cost_per_member_month",
];

/// Why a key does nothing, if it does nothing.
pub(super) fn idle(who: Who, key: &str) -> Option<&'static str> {
    match who {
        Who::Ranks if CHOICE.contains(&key) => Some("ranks choose nobody"),
        Who::Seeds if key == "from" => Some("seeds are those with whom it began"),
        Who::Ranks | Who::Seeds if GROUP.contains(&key) => Some("there is no group"),
        Who::Ranks | Who::Seeds | Who::Stars | Who::Honour => None,
    }
}

/// A number whose default is one of four: of ranks, stars, the honour group, seeds.
fn usual(s: &Section<'_>, key: &'static Key, who: Who, of: [f64; 4]) -> f64 {
    let default = of[who as usize];
    if idle(who, key.name).is_some() && !s.has(key.name) {
        s.allow(key.name);
        return default;
    }
    s.number_or(key, default)
}

/// A number whose default is the same for all.
fn common(s: &Section<'_>, key: &'static Key, who: Who) -> f64 {
    usual(s, key, who, [key.default_value().0; 4])
}

/// A word, where it does something.
fn word<T: Choice>(s: &Section<'_>, key: &'static Word, who: Who, default: T) -> T {
    if idle(who, key.name).is_some() && !s.has(key.name) {
        s.allow(key.name);
        return default;
    }
    s.choice_or(key, default)
}

table! {
    /// Recognition of owners.
    pub struct Recognition in ["strategy.tactic:recognition"], with (context: &TacticContext<'_>) {
        /// Who is recognised: "ranks" for all, "stars", an "honour group" or the "seeds"; assumed.
        pub who: Who = Word "honour group";
        /// Those who may be chosen: "owners", or "participants" (advocates among them); assumed.
        pub from: Among = Word "participants", by |s, key| word(s, key, who, Among::Participants);
        /// People chosen each time, or places of the group; from honour groups of 1,000 to 2,000 and 30 to 50 stars, by
        /// default 1,500, 40, and a million (all) of the seeds.
        pub count: u32 = Count in 0.0..=1e6, by |s, key| usual(s, key, who, [0.0, 40.0, 1_500.0, 1e6]) as u32;
        /// How they are chosen: by "votes", "involvement" or "chance"; by default stars by votes and a group by
        /// involvement.
        pub by: By = Word, by |s, key| word(s, key, who, match who {
            Who::Stars => By::Votes,
            Who::Honour => By::Involvement,
            Who::Ranks | Who::Seeds => By::Chance,
        });
        /// Time from one choice to the next, in whole days; assumed: a group is filled up each month, stars are elected
        /// each year, seeds are thanked once.
        pub every_days ["every"]: f64 = Days in 1.0..=LONG, by |s, key| usual(s, key, who, [LONG, 365.0, 30.0, LONG]);
        /// Involvement gained by those chosen; assumed: 0.4, of seeds 0.3.
        pub gain: f64 = Share, by |s, key| usual(s, key, who, [0.0, 0.4, 0.4, 0.3]);
        /// Involvement below which members of a group do not fall; assumed: 0.6 in an honour group.
        pub keeps: f64 = Share, by |s, key| usual(s, key, who, [0.0, 0.0, 0.6, 0.0]);
        /// What those chosen say beside their ordinary talk, relative to a fresh owner; assumed: stars 1, seeds 0.3.
        pub talk: f64 = Number in 0.0..=20.0, by |s, key| usual(s, key, who, [0.0, 1.0, 0.0, 0.3]);
        /// How long they talk so; assumed.
        pub talk_days ["for"]: f64 = Days "30d" in 0.0..=LONG, plausible "7d" to "90d", by |s, key| common(s, key, who);
        /// Involvement gained by all participants who vote or watch; assumed: 0.05 for stars, 0.02 for seeds.
        pub voters: f64 = Share, by |s, key| usual(s, key, who, [0.0, 0.05, 0.0, 0.02]);
        /// Share by which participants take part more for 30 days after a choice; assumed: 0.1 for stars, 0.05 for a
        /// group.
        pub aspire: f64 = Number in 0.0..=10.0, by |s, key| usual(s, key, who, [0.0, 0.1, 0.05, 0.0]);
        /// What recognition adds to the reward of taking part, while ranks or a group stand and for 30 days after a choice:
        /// honour comes after use and before money; assumed: 0.2, of seeds nothing.
        pub rewarding: f64 = Share, by |s, key| usual(s, key, who, [0.2, 0.2, 0.2, 0.0]);
        /// Share that ranks add to every gain of involvement; assumed: 0.3 where there are ranks.
        pub ranks: f64 = Number in 0.0..=10.0, by |s, key| usual(s, key, who, [0.3, 0.0, 0.0, 0.0]);
        /// Feedback of a member who takes part, relative to anybody's; assumed: 3 in an honour group.
        pub expert: f64 = Number in 1.0..=1_000.0, by |s, key| usual(s, key, who, [1.0, 1.0, 3.0, 1.0]);
        /// Money a month that a member brings who tests and speaks for other firms; neutral: none do.
        pub earns_per_member_month: f64 = Money 0 in 0.0..=1e9, by |s, key| common(s, key, who);
        /// Share of members' time that work for others takes, of their answers and of their weight as experts, where it
        /// earns; assumed.
        pub for_others: f64 = Share 0.5, plausible 0.2 to 0.8, by |s, key| common(s, key, who);
        /// Answers a day of a star or member at the desk; assumed: 5.
        pub answers_per_day: f64 = Number in 0.0..=1_000.0, by |s, key| usual(s, key, who, [0.0, 5.0, 5.0, 0.0]);
        /// Recovery by such an answer relative to a head's; assumed.
        pub helper_recovery: f64 = Share 0.8, plausible 0.5 to 1, by |s, key| common(s, key, who);
        /// Secrets a year that a member lets out; assumed: 0.004 in an honour group.
        pub leaks_per_year: f64 = Number in 0.0..=365.0, by |s, key| usual(s, key, who, [0.0, 0.0, 0.004, 0.0]);
        /// Strength of such a story in reposts; assumed.
        pub leak_strength: f64 = Number 2 in 0.0..=100.0, plausible 1 to 3, by |s, key| common(s, key, who);
        /// Chance that it speaks against the product; assumed.
        pub leak_negative: f64 = Share 0.5, by |s, key| common(s, key, who);
        /// The feed that it is told on, or "none"; by default the first feed.
        pub feed: Option<ChannelId> = Text, by |s, key| context.feed(s, key);
        /// Cost of one that is chosen; assumed: 10,000 for a star.
        pub cost_each: f64 = Money in 0.0..=1e9, by |s, key| usual(s, key, who, [0.0, 10_000.0, 0.0, 0.0]);
        /// Cost of a member per month; assumed: 200 in an honour group.
        pub cost_per_member_month: f64 = Money in 0.0..=1e9, by |s, key| usual(s, key, who, [0.0, 0.0, 200.0, 0.0]);
        /// Cost of each choice, of ranks once; assumed: 300,000 for a film that thanks the seeds.
        pub price: f64 = Money in 0.0..=1e12, by |s, key| usual(s, key, who, [0.0, 0.0, 0.0, 300_000.0]);
    }
}
