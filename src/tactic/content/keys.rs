//! The keys of own media.

use crate::scenario::declare::{ANY, Choice, LONG, Section, TINY, choice, table};
use crate::scenario::media::Media;
use crate::scenario::plan::{ChannelKind, Trend};
use crate::scenario::spec::TacticContext;
use crate::tactic::team::Team;
use crate::units::ChannelId;

table! {
    /// An account of one's own, its followers and what it posts.
    pub struct Content in ["strategy.tactic:content"], with (context: &TacticContext<'_>) {
        /// The account whose followers see it; tactics that name the same account share them. By default the tactic's
        /// name.
        pub account: String = Text, by |s, key| {
            let own = s.maybe_text("name").unwrap_or_else(|| "content".to_owned());
            s.text(key.name, &own)
        };
        /// The channel that it is on: a feed for posts, or a chat for pushes; by default the first feed.
        pub on: ChannelId = Text, by |s, key| context.posting(s, key);
        /// Followers from before, anybody of all people; neutral: none.
        pub followers_at_start: f64 = Count 0 in 0.0..=ANY;
        /// Chance that a new owner follows; assumed.
        pub follow_at_adoption: f64 = Share 0.3, plausible 0.05 to 0.6;
        /// Chance that a view makes somebody follow: a bought view of any tactic, or an own post that was
        /// passed on; assumed.
        pub follow_per_view: f64 = Share 0.01, plausible 0.001 to 0.05;
        /// Share of people who join the channel while the account is there and follow it; assumed.
        pub follow_on_joining: f64 = Share 0.002, plausible 0 to 0.02;
        /// What is seen of it elsewhere; by default nothing.
        pub plays: Option<Plays> = Table;
        /// Followers a day that partners bring; neutral: none.
        pub partners_per_day: f64 = Number 0 in 0.0..=1e9;
        /// Price of a follower from a partner; assumed.
        pub partner_price: f64 = Money 2 in 0.0..=1e9, plausible 0.5 to 10;
        /// Reading of followers that views, plays or joining brought, relative to owners; assumed: a follower who comes
        /// from the company's own events reads four fifths of what one from its own site does.
        pub viewers_read: f64 = Share 0.8, plausible 0.4 to 1;
        /// Reading of followers that partners brought, relative to owners; assumed.
        pub partners_read: f64 = Share 0.4, plausible 0.1 to 1;
        /// Posts a day on a feed, at most ten of which followers put up with; assumed.
        pub posts_per_day: f64 = Number 3 in 0.0..=1_000.0, plausible 1 to 10, by |s, key| {
            match context.channels.get(on.0).map(|c| &c.kind) {
                Some(ChannelKind::Chat(_)) => refused(s, key.name, "is for feeds", "pushes_per_month"),
                _ => s.number(key),
            }
        };
        /// Pushes a month over a chat, of which followers put up with four; from the four a month that WeChat allows.
        pub pushes_per_month: f64 = Number 4 in 0.0..=1_000.0, plausible 1 to 8, by |s, key| {
            match context.channels.get(on.0).map(|c| &c.kind) {
                Some(ChannelKind::Chat(_)) => s.number(key),
                _ => refused(s, key.name, "is for chats", "posts_per_day"),
            }
        };
        /// Share of followers who see a push; assumed.
        pub push_seen: f64 = Share 0.2, plausible 0.05 to 0.4, by |s, key| {
            match context.channels.get(on.0).map(|c| &c.kind) {
                Some(ChannelKind::Feed(_)) => {
                    if s.has(key.name) {
                        let help = "a feed says itself with view how many see a post";
                        s.problem(key.name, "is for chats", help);
                        s.allow(key.name);
                    }
                    0.0
                }
                _ => s.number(key),
            }
        };
        /// Posts a day beyond the first that halve the attention each of them gets; assumed.
        pub calm: f64 = Number 3 in TINY..=1e6, plausible 2 to 6;
        /// Items that a head makes a day; from 47 people for three channels.
        pub items_per_head_day: f64 = Number 0.5 in TINY..=1e6, plausible 0.2 to 2;
        /// What bought attention costs and does, which a view is measured by.
        pub media: Media = Within, by |_, _| *context.media;
        /// Force of a view relative to a fresh ad's; assumed.
        pub relative_force: f64 = Number 1 in 0.0..=100.0, plausible 0.5 to 2;
        /// What its posts are like.
        pub mix: Mix = Table;
        /// How hard it presses to repost: 1 is "must repost!"; neutral: not at all.
        pub tone: f64 = Share 0;
        /// Hour of its posts, from 0 to 24; by default all hours alike.
        pub hour: Option<f64> = Number in 0.0..=24.0;
        /// What it posts about, which may have an hour of its own; neutral: anything.
        pub subject: Subject = Word "anything";
        /// Views at the best hour of a subject relative to the mean over hours; assumed.
        pub hour_peak: f64 = Number 1.5 in 1.0..=2.0, plausible 1.1 to 2;
        /// Topics that run side by side (with fewer heads than topics none has an editor of its own); neutral: one.
        pub topics: u32 = Count 1 in 1.0..=10_000.0;
        /// Whether people from the product write it, who know more of use; neutral: no.
        pub product_people: bool = Flag "false";
        /// Whether it serves or sells (over a chat selling drives people away); assumed.
        pub purpose: Purpose = Word "serve";
        /// Days of things that users made, the best of which is posted once a day; by default it posts none.
        pub picks_from: Option<u32> = Days in 1.0..=LONG;
        /// Spread of the quality of what people make; assumed.
        pub quality_sd: f64 = Number 0.5 in 0.0..=3.0, plausible 0 to 1;
        /// Involvement gained by the maker picked; assumed.
        pub maker_gain: f64 = Share 0.1;
        /// Whether there is something to come back for every day, such as a minute of speech at half past six; neutral:
        /// nothing.
        pub cue: Cue = Word "none";
        /// Involvement that an owner gains by seeing the daily cue; assumed.
        pub cue_gain: f64 = Share 0.01, plausible 0 to 0.05;
        /// Chance that the daily cue keeps an owner who follows where they would have lapsed; assumed.
        pub cue_holds: f64 = Share 0.1, plausible 0 to 0.3;
        /// Scandals a year of the person the account lives by; neutral: none.
        pub persona_risk: f64 = Number 0 in 0.0..=365.0, plausible 0 to 0.2;
        /// Share of followers that a scandal costs; assumed.
        pub persona_loss: f64 = Share 0.3 in 0.0..=0.99, plausible 0.1 to 0.6;
        /// Answers a day that the person behind the account gives, each of which counts as ten of staff because so many
        /// see it; neutral: none (a founder gave 60 in an hour).
        pub answers_per_day: f64 = Number 0 in 0.0..=1e6, plausible 0 to 100;
        /// Income of a thousand views whose space it sells to other firms, which drives followers away; neutral: it
        /// sells none.
        pub sells_space: f64 = Money 0 in 0.0..=1e6, plausible 0 to 40;
        /// The trend that its posts ride: they are stronger by what is left of it; by default none.
        pub rides: Option<Trend> = Text, by |s, key| context.rides(s, key);
        /// How many people are about at its hour, relative to the mean over the day.
        pub awake: f64 = Within, by |_, _| context.awake(hour);
        /// The team that makes it.
        pub team: Team = Table;
    }
}

table! {
    /// What posts are like, each in [0, 1]; 0.3 in all three is a plain post.
    #[derive(Copy)]
    pub struct Mix in ["strategy.tactic.mix"] {
        /// How useful they are; assumed: a plain post.
        pub useful: f64 = Share 0.3;
        /// How much they move people; assumed: a plain post.
        pub emotional: f64 = Share 0.3;
        /// How much they ask people to do; assumed: a plain post.
        pub interactive: f64 = Share 0.3;
    }
}

table! {
    /// What is seen of an account elsewhere, without a price.
    #[derive(Copy)]
    pub struct Plays in ["strategy.tactic.plays"] {
        /// Plays a day; from a talk show with 1.62 million plays in four months.
        pub per_day: f64 = Number 1_350 in 0.0..=1e9;
        /// Chance that one makes somebody follow; from 10,000 followers of those plays.
        pub follow_share: f64 = Share 0.006, plausible 0.001 to 0.02;
    }
}

choice! {
    /// What is posted about.
    pub enum Subject {
        /// Nothing that has an hour.
        Anything = "anything",
        /// Pictures of the day: noon.
        Snapshots = "snapshots",
        /// How to use things: the morning.
        Tips = "tips",
        /// Thoughts: late at night.
        Aphorisms = "aphorisms",
    }
}

choice! {
    /// What an account is for.
    pub enum Purpose {
        /// To serve.
        Serve = "serve",
        /// To sell.
        Sell = "sell",
    }
}

choice! {
    /// Something to come back for.
    pub enum Cue {
        /// Nothing.
        None = "none",
        /// Once a day.
        Daily = "daily",
    }
}

impl Subject {
    /// The hour at which it is read most; `None` where all are alike.
    pub fn best_hour(self) -> Option<f64> {
        match self {
            Subject::Anything => None,
            Subject::Snapshots => Some(12.0),
            Subject::Tips => Some(8.0),
            Subject::Aphorisms => Some(23.0),
        }
    }
}

/// A key that does not go with the channel counts for nothing.
fn refused(s: &Section<'_>, key: &'static str, text: &str, other: &str) -> f64 {
    if s.has(key) {
        s.problem(key, text, format!("write {other} instead, or choose another channel with on"));
        s.allow(key);
    }
    0.0
}

impl Content {
    /// Reports what does not fit together.
    pub(super) fn check(&self, s: &Section<'_>, context: &TacticContext<'_>) {
        self.team.check(s);
        if self.subject != Subject::Anything && self.hour.is_none() {
            let help = format!("add hour = …, from 0 to 24; {} are read most at {}", self.subject.word(), {
                self.subject.best_hour().unwrap_or(12.0)
            });
            s.problem("subject", "has an hour of its own, but hour is not written", help);
        }
        if self.hour.is_some() && self.subject == Subject::Anything && context.day.is_empty() {
            s.warning(
                "hour",
                "does nothing without a subject",
                "add subject = \"snapshots\", \"tips\" or \"aphorisms\"",
            );
        }
        let feed = matches!(context.channels.get(self.on.0).map(|c| &c.kind), Some(ChannelKind::Feed(_)));
        if feed && self.purpose == Purpose::Sell {
            s.warning("purpose", "is \"sell\" on a feed", "it drives people away over a chat only");
        }
    }
}
