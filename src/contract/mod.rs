//! The contract between tactics and the engine: each tick a tactic sees the date and the pulse, and
//! answers with effects.
//!
//! Effects are the moves of a company in a market: lift a rate, reach an audience, start a story,
//! change the product, open something to take part in, and spend. Sharding, determinism and
//! accounting are solved once, by the engine, for effects.

mod account;
mod budget;
mod condition;
mod enlist;
mod fit;
mod invite;
mod measure;
mod mechanism;
mod participation;
mod sale;
mod service;

pub use account::{AccountToday, Follow, FollowCounts, Posts};
pub use budget::{Budget, Expense};
pub use condition::{Clause, Condition, Figure, Scale, Trigger, When};
pub use enlist::{
    By, Contact, EnlistCounts, EnlistPulse, Enlisted, GroupToday, Leak, Number, Pick, Place, Pool,
    RanksToday, Talk,
};
pub use fit::FitToday;
pub use invite::{Givers, InviteToday};
pub use measure::{Did, Measure, Of};
pub use mechanism::Mechanism;
pub use participation::{Entrants, EntriesToday, ParticipationCounts, ParticipationToday, Segments};
pub use sale::{DealCounts, Goods, SaleCounts, SaleToday};
pub use service::{DeskPulse, ServiceToday};

use crate::units::{AccountId, ChannelId, Stage, TacticId};

/// Global counts at the start of a tick, the same on every shard.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pulse {
    /// People by stage.
    pub stages: [u64; 10],
    /// People who ever had the product.
    pub adopted: u64,
    /// People lost to a rival before they heard of the product.
    pub lost_unheard: u64,
    /// People who are lost to a rival that may lose them again.
    pub lost_to_rival: u64,
    /// People who can be won by now.
    pub eligible: f64,
    /// Active owners a week before; `None` in the first week.
    pub week_ago: Option<u64>,
    /// Tickets waiting for service.
    pub backlog: f64,
    /// Mean wait of a ticket, in hours.
    pub wait_hours: f64,
    /// Questions and answers a day of the service desk.
    pub desk: DeskPulse,
    /// Quality Q.
    pub quality: f64,
    /// Acts of participation in the tick before, by tactic.
    pub participation: Vec<ParticipationCounts>,
    /// Things people made, by day from the start.
    pub made: Vec<u64>,
    /// What became of people who want the product.
    pub sale: SaleCounts,
    /// What each tactic brought about in the tick before.
    pub deals: Vec<DealCounts>,
    /// People who became participants or more, and those who became advocates, in the tick before.
    pub joined: [u64; 2],
    /// Followers of each account.
    pub followers: Vec<u64>,
    /// What happened between accounts and people in the tick before, by tactic; empty without accounts.
    pub follow: Vec<FollowCounts>,
    /// What became of people whom tactics chose, by tactic; empty where none chooses any.
    pub enlist: Vec<EnlistPulse>,
    /// How much further the quality of what people made spreads, because they remix it.
    pub remix: f64,
    /// Products among which all work is split; 0 stands for one.
    pub products: f64,
}

impl Pulse {
    /// Share of all work that is done for the product at hand.
    pub fn work_share(&self) -> f64 {
        1.0 / self.products.max(1.0)
    }

    /// Owners who have not lapsed.
    pub fn active(&self) -> u64 {
        Stage::ALL.iter().filter(|s| s.owns()).map(|s| self.stages[*s as usize]).sum()
    }

    /// Things people made in the `days` days before a day, and on it.
    pub fn made_within(&self, day: u32, days: u32) -> u64 {
        let from = (day.saturating_sub(days) as usize).min(self.made.len());
        self.made[from..].iter().sum()
    }
}

/// The moment a tactic acts at.
#[derive(Debug, Clone, Copy)]
pub struct Now<'a> {
    /// Days from the start to the beginning of this tick.
    pub day: f64,
    /// Length of the tick in days.
    pub dt: f64,
    /// Days from the start to the horizon.
    pub horizon: f64,
    /// Days from the start at which this tactic began (its `starts`).
    pub began: f64,
    /// Counts at the start of the tick.
    pub pulse: &'a Pulse,
    /// Share of people media reach who met a bought impression in the last 7 days.
    pub reached_7d: f64,
    /// Quality Q now and at best.
    pub quality: (f64, f64),
}

impl Now<'_> {
    /// Whether this is the first tick of a day.
    pub fn new_day(&self) -> bool {
        (self.day + 1e-9).fract() < self.dt - 1e-9 || self.dt > 1.0 - 1e-9
    }

    /// Day number, from 0.
    pub fn day_number(&self) -> u32 {
        (self.day + 1e-9) as u32
    }
}

/// Something a company does; played once a tick, on one thread.
pub trait Tactic: Send {
    /// Acts in one tick; called from the first tick of the tactic until it stops.
    fn act(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects);

    /// Wages this tactic must still be able to pay from `day` on, so that one-offs leave them.
    fn wages_ahead(&self, _day: f64, _horizon: f64) -> f64 {
        0.0
    }
}

/// A lift of talk; lifts add up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lift {
    /// The tactic that lifts.
    pub tactic: TacticId,
    /// The channel; `None` for all.
    pub channel: Option<ChannelId>,
    /// Share of the base rate that is added.
    pub share: f64,
}

/// The effects of tactics in one tick.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Effects {
    /// Lifts of talk.
    pub lifts: Vec<Lift>,
    /// Audience exposures.
    pub reach: Vec<Reach>,
    /// Participation that is open to owners.
    pub participation: Vec<ParticipationToday>,
    /// Participation that is open to people who need not own the product.
    pub entries: Vec<EntriesToday>,
    /// Share by which people who want the product buy it sooner.
    pub buying: f64,
    /// How easily the product convinces different people.
    pub fits: Vec<FitToday>,
    /// How much further the quality of what people made spreads, because they remix it.
    pub remix: f64,
    /// Service beside the desk that every strategy has.
    pub service: Vec<ServiceToday>,
    /// Sales.
    pub sales: Vec<SaleToday>,
    /// Invitations.
    pub invites: Vec<InviteToday>,
    /// Accounts that tactics keep.
    pub accounts: Vec<AccountToday>,
    /// Hazards per day of coming to the product by oneself that tactics have brought about, each for good.
    pub categories: Vec<(TacticId, f64)>,
    /// People whom tactics choose.
    pub picks: Vec<Pick>,
    /// Groups of owners that tactics keep.
    pub groups: Vec<GroupToday>,
    /// Ranks of owners.
    pub ranks: Vec<RanksToday>,
    /// Change of quality Q.
    pub quality: f64,
    /// What tactics measure of themselves: the tactic, the measure by position, the value.
    pub said: Vec<(TacticId, usize, f64)>,
    /// Things the money did not allow, in words.
    pub notes: Vec<String>,
    /// The tactic that is acting.
    pub acting: TacticId,
}

impl Effects {
    /// Lifts talk on one channel, or on all, by a share of its base rate.
    pub fn lift(&mut self, channel: Option<ChannelId>, share: f64) {
        if share > 0.0 {
            self.lifts.push(Lift { tactic: self.acting, channel, share });
        }
    }

    /// Lets everybody come to the product by themselves with this hazard a day, for good.
    pub fn category(&mut self, hazard: f64) {
        self.categories.push((self.acting, hazard));
    }

    /// Says the value of one of the acting tactic's measures in this tick.
    pub fn say(&mut self, measure: usize, value: f64) {
        self.said.push((self.acting, measure, value));
    }
}

/// Bought impressions on an audience, in one tick.
#[derive(Debug, Clone, PartialEq)]
pub struct Reach {
    /// The tactic that buys.
    pub tactic: TacticId,
    /// Key of the draws, made of the tactic's name.
    pub tactic_key: u32,
    /// Impressions bought.
    pub impressions: f64,
    /// The people that the impressions reach, and the effect of one.
    pub audience: Audience,
    /// Force of a view relative to a fresh ad's.
    pub strength: f64,
    /// The event that it belongs to; `None` for an ad.
    pub event: Option<Event>,
    /// Whether an impression can convince.
    pub convinces: bool,
    /// Whether an impression and a friend's word convince more together.
    pub overlaps: bool,
}

/// The people that bought impressions reach, and the effect of one impression.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Audience {
    /// Share of people they reach.
    pub reachable: f64,
    /// Chance that an impression makes aware.
    pub aware: f64,
    /// Impressions a head that halve an impression's force.
    pub wear_out_at: f64,
    /// Adopters that a fresh impression wins while nobody talks, where all are eligible.
    pub force: f64,
}

/// The part of an amplified event that rests on content.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Number of the event, from 0, in its draws.
    pub number: u32,
    /// Strength z of the story in reposts.
    pub story: f64,
    /// Feed the story spreads on.
    pub feed: Option<ChannelId>,
    /// Share of owners who follow the company, where no account says who does.
    pub follow: f64,
    /// The account whose followers see it.
    pub account: Option<AccountId>,
    /// Days of content the maker is picked from.
    pub pick_days: u32,
    /// Involvement gained by the maker.
    pub maker_gain: f64,
    /// Involvement gained by participants who see it.
    pub viewer_gain: f64,
}
