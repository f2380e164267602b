//! An account as it stands in one tick, the same for all shards.

use crate::contract::AccountToday;
use crate::units::PersonId;

/// An account as it stands in one tick.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountNow {
    /// The account as its tactic keeps it.
    pub today: AccountToday,
    /// Views a follower.
    pub views: f64,
    /// Hazard of one view before the person's factors.
    pub hazard: f64,
    /// The largest hazard anybody could feel.
    pub hazard_cap: f64,
    /// Factor less 1 on the hazard for people who lately met a word of a friend.
    pub overlap: f64,
    /// Hazard of leaving.
    pub leave: f64,
    /// Whether anybody follows it, or may begin to without an owner or a repost.
    pub moves: bool,
    /// The maker of the thing that is posted.
    pub maker: Option<PersonId>,
}
