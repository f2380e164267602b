//! Sales: what may become in a tick of people who want the product while it is not simply for sale.
//!
//! Where a sale is on, D people wait and there are S goods, so many acts are expected of each that
//! `min(1, S/D)` of them buy; meanwhile wishes fade, and whoever is left empty-handed may turn away.

use crate::contract::{DealCounts, Goods, SaleToday};
use crate::engine::Model;
use crate::engine::choices::{Choice, FateAct, choices};
use crate::rules;

/// Expected acts of buying where there is enough for everybody: all but one in 2²⁰ buy.
const ALL_BUY: f64 = 13.862_943_611_198_906;

/// The sale as it stands in a tick.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sale {
    /// Whether the product is for sale as where no tactic holds a sale.
    pub always: bool,
    /// Whether people who wait can buy in this tick.
    pub goods: bool,
    /// Factor of prices on all hazards.
    pub appeal: f64,
}

impl Sale {
    /// The sale that these make together.
    pub fn of(sales: &[SaleToday]) -> Sale {
        let always = sales.is_empty() || sales.iter().any(|s| s.goods == Goods::Always);
        let goods = !always && sales.iter().any(|s| s.goods != Goods::Nothing);
        Sale { always, goods, appeal: 1.0 + sales.iter().map(|s| s.appeal).sum::<f64>() }
    }
}

/// Outcomes of an act of fate of somebody who waits, and acts per day; `None` where the product is simply
/// for sale.
pub(super) fn wanting_fates(
    model: &Model,
    sales: &[SaleToday],
    waiting: u64,
) -> Option<(Vec<Choice<FateAct>>, f64)> {
    if Sale::of(sales).always {
        return None;
    }
    let dt = model.plan.tick_days();
    let fade = fading(model);
    let sour: f64 = sales.iter().map(|s| rules::hazard_of(s.sour)).sum::<f64>() / dt;
    let enough = sales.iter().any(|s| s.goods == Goods::Enough);
    let part = |s: &SaleToday| match s.goods {
        Goods::Enough => 1.0,
        Goods::UpTo(goods) if !enough => goods.max(0.0),
        Goods::UpTo(_) | Goods::Nothing | Goods::Always => 0.0,
    };
    let all: f64 = sales.iter().map(part).sum();
    let share = if enough { 1.0 } else { all / (waiting as f64).max(1.0) };
    let buy = acts_to_buy(share, (fade + sour) * dt) / dt;
    let mut weights = vec![(fade, FateAct::Fade), (sour, FateAct::TurnAway)];
    for sale in sales.iter().filter(|s| part(s) > 0.0) {
        let ticks = (sale.delivery_days / dt).round() as u32;
        weights.push((buy * part(sale) / all, FateAct::Buy { tactic: sale.tactic, ticks }));
    }
    Some((choices(&weights), weights.iter().map(|w| w.0).sum()))
}

/// Rate per day at which a wish for what cannot be had fades.
pub(super) fn fading(model: &Model) -> f64 {
    core::f64::consts::LN_2 / model.plan.talk.wanting_half_life
}

/// Expected acts `a` of buying, of which a share `a/(a+o)·(1 − e^{−(a+o)})` comes to buy beside `other`
/// expected acts `o`: that share, or all but one in 2²⁰.
fn acts_to_buy(share: f64, other: f64) -> f64 {
    let bought = |acts: f64| acts / (acts + other) * -libm::expm1(-(acts + other));
    if share <= 0.0 {
        return 0.0;
    }
    if bought(ALL_BUY) <= share {
        return ALL_BUY;
    }
    let (mut low, mut high) = (0.0, ALL_BUY);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if bought(middle) < share { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// Counts of sales in a shard.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SaleTally {
    /// People who have ordered and wait for delivery (kept over ticks).
    pub ordered: u64,
    /// People whose wish faded.
    pub faded: u64,
    /// People who turned away.
    pub turned_away: u64,
    /// People who became participants or more, and those who became advocates.
    pub joined: [u64; 2],
    /// What each tactic brought about.
    pub deals: Vec<DealCounts>,
}

impl SaleTally {
    /// Nothing so far, of so many tactics.
    pub fn of(tactics: usize) -> SaleTally {
        SaleTally { deals: vec![DealCounts::default(); tactics], ..SaleTally::default() }
    }

    /// Clears the counts of one tick.
    pub fn next_tick(&mut self) {
        (self.faded, self.turned_away, self.joined) = (0, 0, [0; 2]);
        self.deals.fill(DealCounts::default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::TacticId;

    #[test]
    fn goods_are_sold_to_the_share_of_people_that_they_serve_whatever_fades_beside() {
        for other in [1e-12, 0.05, 0.5, 3.0] {
            for share in [0.001, 0.3, 0.5] {
                let acts = acts_to_buy(share, other);
                let bought = acts / (acts + other) * (1.0 - (-(acts + other)).exp());
                assert!((bought - share).abs() < 1e-9, "{share} beside {other}: {bought}");
            }
            assert_eq!(acts_to_buy(1.0, other), ALL_BUY);
            assert_eq!(acts_to_buy(0.0, other), 0.0);
        }
    }

    #[test]
    fn sales_add_up_and_one_that_is_always_on_is_none() {
        let sale =
            |goods, appeal| SaleToday { tactic: TacticId(0), goods, sour: 0.0, delivery_days: 0.0, appeal };
        assert_eq!(Sale::of(&[]), Sale { always: true, goods: false, appeal: 1.0 });
        let one = [sale(Goods::Nothing, 0.1), sale(Goods::UpTo(3.0), 0.2)];
        let both = Sale::of(&one);
        assert!(!both.always && both.goods && (both.appeal - 1.3).abs() < 1e-12);
        assert!(!Sale::of(&one[..1]).goods);
        assert!(Sale::of(&[one[0], sale(Goods::Always, 0.0)]).always);
    }
}
