//! People whom a company chooses, and what it does with them: it invites them, names them, gives them the product,
//! lets them talk.
//!
//! Always true: of those who are there exactly as many are chosen as are asked for; who is a member of a tactic's
//! group owns the product.

use crate::units::{AccountId, ChannelId, TacticId};

/// A choice of people in one tick, and what becomes of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Pick {
    /// The tactic that chooses.
    pub tactic: TacticId,
    /// Key of the draws, made of the tactic's name; choices of one tactic in one tick need different ones.
    pub key: u32,
    /// The people chosen from.
    pub from: Pool,
    /// The account that they must follow.
    pub follows: Option<AccountId>,
    /// Where they live.
    pub place: Place,
    /// How many; fewer only where fewer are there.
    pub number: Number,
    /// Whether they count as chosen; watchers do not.
    pub counts: bool,
    /// How they are told apart.
    pub by: By,
    /// Involvement that an owner among them gains.
    pub gain: f64,
    /// What they say beside their ordinary talk.
    pub talk: Option<Talk>,
    /// Whether they are given the product.
    pub product: bool,
    /// Whether they become members of the tactic's group; members are not chosen again.
    pub joins: bool,
    /// Chance that an owner among them makes something.
    pub makes: f64,
    /// Share of pairs among them who get to know each other.
    pub introduces: f64,
    /// What somebody who has not decided is told.
    pub contact: Option<Contact>,
    /// What an owner among them lets out.
    pub story: Option<Leak>,
}

impl Pick {
    /// So many people, chosen by chance, with whom nothing is done.
    pub fn of(tactic: TacticId, key: u32, from: Pool, number: Number) -> Pick {
        Pick {
            tactic,
            key,
            from,
            follows: None,
            place: Place::Everywhere,
            number,
            counts: true,
            by: By::Chance,
            gain: 0.0,
            talk: None,
            product: false,
            joins: false,
            makes: 0.0,
            introduces: 0.0,
            contact: None,
            story: None,
        }
    }
}

/// The people that a choice is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pool {
    /// Owners who have not lapsed.
    Owners,
    /// Participants and advocates.
    Participants,
    /// Members of the tactic's own group.
    Members,
    /// Seeds who have not lapsed.
    Seeds,
    /// Owners whom the tactic won in the tick before; it must need winners.
    Winners,
    /// Anybody who neither has the product nor waits for it.
    Anybody,
    /// People of these segments, of all where there are none, who can be won and have not decided; as many as are
    /// found in 64 tries each.
    Undecided(Vec<usize>),
}

/// Where chosen people live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Anywhere.
    Everywhere,
    /// In the city that has most of the people chosen from, and is none of these; where all are, in the first of
    /// these that has any.
    CityWithMost {
        /// Cities by position, the one longest ago first.
        but: Vec<u32>,
    },
}

/// How many people are chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// Exactly so many.
    Exactly(u64),
    /// So many in the mean.
    InTheMean(f64),
}

/// How chosen people are told apart from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// By chance.
    Chance,
    /// The most involved.
    Involvement,
    /// By votes, which are involvement times a luck of mean 1.
    Votes,
}

/// What chosen owners say beside their ordinary talk, with the tactic's mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Talk {
    /// Acts relative to a fresh owner's.
    pub rate: f64,
    /// Days for which it lasts; without end where it is infinite.
    pub days: f64,
}

/// What somebody who has not decided is told by the company.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contact {
    /// Chance that it convinces the average person.
    pub converts: f64,
    /// Chance that it is found out, and told as a warning.
    pub found_out: f64,
    /// The club or feed on which the warning stands.
    pub warns_on: Option<ChannelId>,
}

/// A story that an owner lets out on a feed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leak {
    /// The feed.
    pub feed: ChannelId,
    /// Strength in reposts.
    pub strength: f64,
    /// Chance that it speaks against the product.
    pub negative: f64,
}

/// A group of owners as a tactic keeps it in one tick.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroupToday {
    /// The tactic.
    pub tactic: TacticId,
    /// Involvement below which members do not fall.
    pub keeps: f64,
    /// Feedback of a member relative to anybody's.
    pub expert: f64,
}

/// Ranks as they stand in one tick; several add up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RanksToday {
    /// The tactic.
    pub tactic: TacticId,
    /// Share added to everybody's gains of involvement.
    pub gains: f64,
    /// Share added to what participants take part in.
    pub aspire: f64,
    /// What they add to the reward of taking part.
    pub rewarding: f64,
}

/// What the engine counts of chosen people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enlisted {
    /// People chosen.
    Chosen,
    /// People who were given the product.
    Given,
    /// Ties between people who were introduced.
    Tied,
    /// Contacts that were found out.
    FoundOut,
    /// Stories let out.
    LetOut,
    /// Of these, stories against the product.
    Against,
}

/// Counts of what became of chosen people, by tactic.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EnlistCounts([u64; 6]);

impl std::ops::Index<Enlisted> for EnlistCounts {
    type Output = u64;

    fn index(&self, of: Enlisted) -> &u64 {
        &self.0[of as usize]
    }
}

impl std::ops::IndexMut<Enlisted> for EnlistCounts {
    fn index_mut(&mut self, of: Enlisted) -> &mut u64 {
        &mut self.0[of as usize]
    }
}

impl std::ops::AddAssign for EnlistCounts {
    fn add_assign(&mut self, other: EnlistCounts) {
        for (sum, more) in self.0.iter_mut().zip(other.0) {
            *sum += more;
        }
    }
}

/// What a tactic sees of the people it chose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EnlistPulse {
    /// What became of them in the tick before.
    pub counts: EnlistCounts,
    /// Members of its group.
    pub members: u64,
    /// The city that it chose in, in the tick before.
    pub city: Option<u32>,
}
