//! The keys of participation.

use super::super::team::{Staff, Team, staff};
use crate::contract::Segments;
use crate::rules;
use crate::scenario::declare::{Form, Key, LONG, Section, TINY, choice, table};
use crate::scenario::media::Media;
use crate::scenario::named_segments;
use crate::scenario::spec::TacticContext;
use crate::units::ChannelId;

table! {
    /// People take part; the company handles what they bring.
    pub struct Participation in ["strategy.tactic:participation"], with (context: &TacticContext<'_>) {
        /// How well taking part is made.
        pub interaction: Interaction = Table, was "design";
        /// Share of owners who need to take part; assumed.
        pub demand ["owners_who_need_it"]: f64 = Share 0.3;
        /// What an owner gets out of taking part; assumed.
        pub user_gain: f64 = Share 0.7;
        /// What the company gets out of it; assumed.
        pub company_gain: f64 = Share 0.8;
        /// Acts per day of an owner who needs it, at full design; assumed.
        pub acts_per_day: f64 = Number 0.2 in 0.0..=1_000.0;
        /// Time after which interest halves; assumed.
        pub interest_half_life: f64 = Days "8w" in TINY..=1e5, was "fade";
        /// Acts of participants relative to other owners: accomplishment; assumed.
        pub participant: f64 = Number 1.3 in 0.0..=100.0, plausible 1 to 2;
        /// Acts of advocates relative to other owners; assumed.
        pub advocate: f64 = Number 1.6 in 0.0..=100.0, plausible 1 to 3;
        /// Involvement gained by an act the company handled; assumed.
        pub involvement_gain: f64 = Share 0.1, plausible 0.02 to 0.3, was "involve";
        /// Share of the way to the best product made good per release; assumed.
        pub improvement_per_release: f64 = Share 0.01, plausible 0.003 to 0.03, was "improve";
        /// Feedback that gives half of it, as a handful of testers finds most faults (Nielsen and
        /// Landauer 1993); assumed.
        pub feedback_half: f64 = Number 20 in TINY..=1e9, plausible 5 to 200;
        /// Time between releases, in whole days; assumed: a weekly build.
        pub release_days ["release_every"]: u32 = Days "1w" in 1.0..=LONG;
        /// Content made per act at full design; assumed.
        pub content: f64 = Share 0.02;
        /// The feed that what users make is posted on, or "none"; by default the first feed.
        pub posts_on: Option<ChannelId> = Text, by |s, key| context.feed(s, key);
        /// The team that handles what people bring, where it has a ramp, learns or is hired outside; by default
        /// staff and wage_per_month, all of them practised from the first day.
        pub team: Option<Team> = Table;
        /// A fixed number of whole heads, or "by load": one, and more as owners come, as far as money pays
        /// them until the end; by default "by load".
        pub staff: Staff = Number in 0.0..=1e7, or ["by load"],
            by |s, key| if beside(&team, s, key) { Staff::ByLoad } else { staff(s, key) };
        /// Wage per head and month; assumed.
        pub wage_per_month: f64 = Money 12_000 in 0.0..=1e9,
            by |s, key| if beside(&team, s, key) { 0.0 } else { s.number(key) };
        /// Acts a head handles per day; from 150 replies per engineer and day.
        pub acts_per_head_day: f64 = Number 150 in TINY..=1e9;
        /// Time between refreshes of interest, in whole days; by default there are none.
        pub refresh_days ["refresh_every"]: Option<u32> = Days in 1.0..=LONG;
        /// Cost of a refresh; neutral: nothing.
        pub refresh_cost: f64 = Money 0 in 0.0..=1e15;
        /// The part of the company that people take part in; assumed.
        pub serves: Serves = Word "product";
        /// The people who may take part; neutral: owners only.
        pub open_to: OpenTo = Word "owners";
        /// The account of a content tactic whose followers may take part, where it is open to followers; by default none.
        pub account: Option<String> = Text;
        /// Force of taking part on somebody who does not own the product, relative to a fresh ad's view: to have said
        /// it commits; assumed.
        pub commits: f64 = Number 1 in 0.0..=1_000.0, plausible 0 to 3;
        /// What bought attention costs and does, which an act of somebody who does not own it is measured by.
        pub media: Media = Within, by |_, _| *context.media;
        /// Segments whose people can need to take part, as in ["innovators"]; by default all.
        pub needed_by: Vec<usize> = Form (Form::List(&Form::Text)),
            by |s, key| named_segments(s, key, &context.market.segments);
        /// Feedback of an owner who is involved with heart and soul, relative to one who is not involved; neutral: alike.
        pub expert: f64 = Number 1 in 1.0..=1_000.0, plausible 1 to 5;
        /// Whether everybody sees how far the company is with each suggestion, which takes staff a tenth of its time;
        /// neutral: not.
        pub status_shown: bool = Flag "false";
        /// Share of handled acts that are suggestions which are built, where their state is shown: their authors gain
        /// 0.3 of involvement and talk of it for a week as 0.3 fresh owners do; assumed.
        pub built: f64 = Share 0.03, plausible 0 to 0.1, by |s, key| {
            if !status_shown && !s.has(key.name) {
                s.allow(key.name);
                return 0.0;
            }
            s.number(key)
        };
        /// Chance that an act by which only the company gains, on a dishonest form, loses its owner for good; neutral:
        /// none.
        pub sour: f64 = Share 0, plausible 0 to 0.3;
        /// How much further the quality of what people make spreads because they remix it; neutral: not at all.
        pub remix: f64 = Number 0 in 0.0..=3.0, plausible 0 to 0.5;
    }
}

table! {
    /// The four qualities of an interaction, each in [0, 1], and how it improves.
    #[derive(Copy)]
    pub struct Interaction in ["strategy.tactic.interaction"] {
        /// How easy taking part is; assumed: a plain form is 0.3 in all four qualities.
        pub simple: f64 = Share 0.3;
        /// What taking part gives back; assumed.
        pub rewarding: f64 = Share 0.3;
        /// Whether it is fun; assumed.
        pub fun: f64 = Share 0.3;
        /// Whether it is honest; assumed.
        pub real: f64 = Share 0.3;
        /// Best score that iterations reach; assumed.
        pub design_best: f64 = Share 0.9, was "best";
        /// Share of the remaining way made good per release; assumed.
        pub design_step: f64 = Share 0.03, was "step";
        /// Whether the reward is money; neutral: no.
        pub cash: bool = Flag "false";
    }
}

choice! {
    /// The part of the company that people take part in.
    pub enum Serves {
        /// The making of the product: feedback improves it.
        Product = "product",
        /// Service: people answer people.
        Service = "service",
        /// The brand: people make three times as much that can be shown.
        Brand = "brand",
        /// Sales: a vote for what is made is half a purchase.
        Sales = "sales",
    }
}

choice! {
    /// The people who may take part.
    pub enum OpenTo {
        /// People who own the product.
        Owners = "owners",
        /// These, and the followers of an account.
        Followers = "followers",
        /// These, and everybody who has heard of the product.
        Aware = "aware",
    }
}

/// Whether a team is written, which says what this key would; the key must not stand beside it.
fn beside(team: &Option<Team>, s: &Section<'_>, key: &'static Key) -> bool {
    if team.is_some() && s.has(key.name) {
        s.problem(key.name, "stands beside team", "the team says it; take one of them away");
        s.allow(key.name);
    }
    team.is_some()
}

impl Participation {
    /// Reports what does not fit together.
    pub(super) fn check(&self, s: &Section<'_>, context: &TacticContext<'_>) {
        if let Some(team) = &self.team {
            team.check(s);
        }
        if self.serves == Serves::Sales && !context.waits {
            let help = "give product.delay, the time for which people who are convinced wait before they buy";
            s.warning("serves", "is \"sales\", but nobody waits to buy", help);
        }
        if !self.status_shown && s.has("built") {
            let help = "write status_shown = true: only then an author learns that a suggestion is built";
            s.problem("built", "does nothing where no state is shown", help);
        }
        match (self.open_to, &self.account) {
            (OpenTo::Followers, None) => {
                let help = "name the account of a content tactic: account = \"…\"";
                s.problem("open_to", "is \"followers\", but of which account is not written", help);
            }
            (OpenTo::Owners | OpenTo::Aware, Some(_)) => {
                s.problem("account", "is for followers", "write open_to = \"followers\", or take it away");
            }
            (OpenTo::Followers, Some(_)) | (OpenTo::Owners | OpenTo::Aware, None) => {}
        }
        if self.open_to == OpenTo::Owners && s.has("commits") {
            s.warning(
                "commits",
                "does nothing",
                "it is for people who do not own the product: open_to says so",
            );
        }
    }

    /// Segments whose people can need it.
    pub(super) fn segments(&self) -> Segments {
        Segments::of(&self.needed_by)
    }
}

impl Interaction {
    /// What taking part gives back, money included.
    pub(in crate::tactic) fn rewarding_with_cash(&self) -> f64 {
        if self.cash { (self.rewarding + 0.2).min(1.0) } else { self.rewarding }
    }

    /// Involvement gained relative to a reward that is no money.
    pub(super) fn gain_with_cash(&self) -> f64 {
        if self.cash { 0.8 } else { 1.0 }
    }

    /// Score x at the start.
    pub fn score(&self) -> f64 {
        rules::design_score(self.simple, self.rewarding_with_cash(), self.fun, self.real)
    }
}
