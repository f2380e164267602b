//! Sales and invitations as effects: whether goods can be had in a tick, and what came of it.

use crate::units::TacticId;

/// A sale as it stands in one tick; several add up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SaleToday {
    /// The tactic that holds it.
    pub tactic: TacticId,
    /// What can be had.
    pub goods: Goods,
    /// Chance that somebody who still waits turns away in this tick.
    pub sour: f64,
    /// Days from order to delivery.
    pub delivery_days: f64,
    /// Share that its price adds to everybody's chance per exposure of being convinced.
    pub appeal: f64,
}

/// What can be had in a tick.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Goods {
    /// The product, as where nobody holds a sale.
    Always,
    /// Goods for everybody who waits.
    Enough,
    /// So many goods, in the mean.
    UpTo(f64),
    /// Nothing.
    Nothing,
}

/// What became of people who want the product, at the start of a tick.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SaleCounts {
    /// People who want it and have not ordered it.
    pub waiting: u64,
    /// People whose wish faded in the tick before.
    pub faded: u64,
    /// People who turned away in the tick before.
    pub turned_away: u64,
}

/// What a tactic brought about in a tick.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DealCounts {
    /// Goods sold or ordered.
    pub sold: u64,
    /// Codes given.
    pub given: u64,
    /// Codes opened by people who pass them on.
    pub opened: u64,
    /// Owners won by an act that it caused.
    pub won: u64,
}

impl std::iter::Sum for DealCounts {
    fn sum<I: Iterator<Item = DealCounts>>(counts: I) -> DealCounts {
        counts.fold(DealCounts::default(), |a, b| DealCounts {
            sold: a.sold + b.sold,
            given: a.given + b.given,
            opened: a.opened + b.opened,
            won: a.won + b.won,
        })
    }
}
