//! A sale: the product can be had in rounds only, as far as the stock goes.
//!
//! At a round with D people who wait and S goods, `min(1, S/D)` of them get one; what was sold too much or
//! too little is carried to the next round. Between rounds wishes halve every `[talk] wanting_half_life`.
//! Where D > S a share `sour` of those left empty-handed turn away, all talk is lifted by
//! `buzz·min(5, D/S)` for `buzz_for`, and the goods are gone after `−10 min·ln(1 − S/D)`. A price lower by
//! `price_drop` makes every exposure `1 + elasticity·price_drop` times as convincing, and costs that share
//! of `price` on each sale. With an unlimited stock, `open_for` as long as `every` and no drop only its
//! price remains.

use crate::contract::{Budget, Did, Effects, Goods, Measure, Now, Of, SaleToday, Tactic};
use crate::scenario::declare::{Item, LONG, Section, TINY, figure, grouped, show_days, table};
use crate::scenario::plan::Plan;
use crate::scenario::spec::{Needs, Spend, Start, TacticContext, TacticSpec};

table! {
    /// A sale in rounds; between them the product cannot be had.
    pub struct Sale in ["strategy.tactic:sale"] {
        /// Time from one round to the next, in whole days; from a sale on every Tuesday.
        pub every_days ["every"]: u32 = Days "7d" in 1.0..=LONG;
        /// How long a round is open, `every` at most; as long as `every` it never closes; assumed.
        pub open_days ["open_for"]: f64 = Days "1d" in TINY..=LONG, by |s, key| {
            let open = s.number(key);
            if open > f64::from(every_days) {
                let (said, every) = (s.said(key.name, open), show_days(f64::from(every_days)));
                s.refuse(key.name, said, format!("a round ends before the next begins, {every} after it: at most {every}"));
            }
            open.min(f64::from(every_days))
        };
        /// Goods of a round, or "unlimited"; by default unlimited.
        pub stock: Option<f64> = Number in 0.0..=1e12, or ["unlimited"];
        /// Growth of the stock from week to week; neutral: none.
        pub stock_growth_per_week: f64 = Number 0 in -1.0..=10.0, by |s, key| {
            let growth = s.number(key);
            if growth != 0.0 && stock.is_none() {
                s.problem(key.name, "has nothing to grow", "write stock = N, the goods of the first round");
            }
            growth
        };
        /// Goods of a round as a share of the people who wait for it, instead of stock.
        pub stock_share: Option<f64> = Share, by |s, key| {
            let share = s.maybe(key);
            if share.is_some() && stock.is_some() {
                s.problem(key.name, "stands beside stock", "they mean the same; take one away");
            }
            share
        };
        /// Share of those left empty-handed who turn away; assumed.
        pub sour: f64 = Share 0.02, plausible 0 to 0.1;
        /// Lift of all talk while there are as many empty-handed as goods, five times that at most; assumed.
        pub buzz: f64 = Number 0.2 in 0.0..=3.0, plausible 0 to 0.5;
        /// How long they talk about it; assumed.
        pub buzz_days ["buzz_for"]: f64 = Days "2d" in 0.0..=LONG;
        /// Time from an order to the product; who has ordered waits without fail; neutral: none.
        pub delivery_days ["delivery"]: f64 = Days "0d" in 0.0..=LONG;
        /// Share by which the price is lower while the sale runs; neutral: none.
        pub price_drop: f64 = Share 0;
        /// Rise of the chance of being convinced, over the fall of the price; from Bijmolt, van Heerde and
        /// Pieters (2005), whose mean over 1,851 elasticities is 2.6, less what stocking up makes of it.
        pub elasticity: f64 = Number 2 in 0.0..=10.0, plausible 1 to 3;
        /// The usual price of the product, which the drop is a share of.
        pub price: Option<f64> = Money in 0.0..=1e12, by |s, key| {
            let price = s.maybe(key);
            if price_drop > 0.0 && price.is_none() {
                let help = "write price = the usual price: each sale costs price_drop of it";
                s.problem("price_drop", "has no price to be a share of", help);
            }
            price
        };
        /// Cost of a round; neutral: nothing.
        pub cost_each: f64 = Money 0 in 0.0..=1e15;
    }
}

const MEASURES: [Measure; 10] = [
    Measure::new("rounds", "rounds", Of::Sum),
    Measure::new("stock", "goods", Of::Sum),
    Measure::new("sold", "goods", Of::Sum),
    Measure::new("left", "goods", Of::Mean),
    Measure::new("waiting at the start", "people", Of::Mean),
    Measure::new("empty-handed", "people", Of::Sum),
    Measure::new("turned away", "people", Of::Sum),
    Measure::new("wishes faded", "people", Of::Sum),
    Measure::new("sold out in", "minutes", Of::Mean),
    Measure::new("lower prices", "goods", Of::Sum),
];
// Their positions.
const ROUNDS: usize = 0;
const STOCK: usize = 1;
const SOLD: usize = 2;
const LEFT: usize = 3;
const WAITING: usize = 4;
const EMPTY: usize = 5;
const TURNED: usize = 6;
const FADED: usize = 7;
const MINUTES: usize = 8;
const CHEAPER: usize = 9;

impl TacticSpec for Sale {
    const KIND: &'static str = "sale";
    const MEANING: &'static str = "the product can be had in rounds only, as far as the stock goes";
    const LIKE: &'static [&'static str] = &[
        "scarcity",
        "stock",
        "drop",
        "flash sale",
        "preorder",
        "pre-order",
        "presale",
        "discount",
        "shop",
        "抢购",
        "预售",
        "红色星期二",
        "开放购买",
    ];
    const KEYS: &'static [&'static [Item]] = &[Sale::ITEMS];

    fn read(section: &Section<'_>, _context: &TacticContext<'_>) -> Sale {
        Sale::read(section)
    }

    fn needs(&self) -> Needs {
        Needs { holds_sale: !self.is_always_on(), moves_price: self.appeal() > 0.0, ..Needs::default() }
    }

    fn costs(&self) -> bool {
        self.cost_each > 0.0 || self.discount() > 0.0
    }

    /// Its rounds; what lower prices come to nobody knows.
    fn spend(&self, days: f64) -> Option<Spend> {
        (self.discount() == 0.0).then(|| Spend::Amount(self.cost_each * self.rounds(days)))
    }

    fn spend_in_words(&self, days: f64) -> Option<String> {
        (self.discount() == 0.0)
            .then(|| format!("{} rounds × {}", figure(self.rounds(days)), figure(self.cost_each)))
    }

    fn scale_money(&mut self, multiple: f64) {
        self.cost_each *= multiple;
    }

    /// How long its stock takes, and what waiting for the next round loses by itself.
    fn at_owners(&self, owners: f64, plan: &Plan) -> Option<String> {
        let lost = 100.0 * self.lost_by_waiting(plan.talk.wanting_half_life);
        let stock = match self.stock {
            Some(stock) if self.stock_growth_per_week == 0.0 && stock > 0.0 => {
                format!("its stock takes {} rounds for so many; ", grouped((owners / stock).ceil()))
            }
            _ => String::new(),
        };
        let said = format!("{stock}waiting for the next round loses {lost:.0} % of those convinced");
        (lost >= 0.5 || !stock.is_empty()).then_some(said)
    }

    fn measures(&self) -> &'static [Measure] {
        &MEASURES
    }

    fn tell(&self, did: &[Did], show: &dyn Fn(f64) -> String) -> Option<String> {
        let total = |measure: usize| did.get(measure).map(|d| d.total);
        let rounds = total(ROUNDS)?;
        let sold = match self.is_limited() {
            true => format!("{} of {} goods", show(total(SOLD)?), show(total(STOCK)?)),
            false => format!("{} goods", show(total(SOLD)?)),
        };
        let minutes = total(MINUTES)?;
        let gone = match (total(EMPTY)?, minutes > 0.0) {
            (empty, true) if empty > 0.0 => format!(
                "; sold out in {minutes:.0} minutes in the mean, {} times somebody was left empty-handed and {} turned away",
                show(empty),
                show(total(TURNED)?)
            ),
            _ => String::new(),
        };
        Some(format!(
            "{} rounds sold {sold}{gone}; {} wishes faded while people waited",
            show(rounds),
            show(total(FADED)?)
        ))
    }

    fn begin(&self, _start: &Start<'_>) -> Box<dyn Tactic> {
        Box::new(Rounds {
            plan: self.clone(),
            round: None,
            held: false,
            left: 0.0,
            sold_out: None,
            buzz: (f64::NEG_INFINITY, 0.0),
            adopted: None,
            cheap: true,
        })
    }
}

impl Sale {
    /// Whether goods may run out.
    fn is_limited(&self) -> bool {
        self.stock.is_some() || self.stock_share.is_some()
    }

    /// Whether it is as if nobody held a sale, but for the price.
    fn is_always_on(&self) -> bool {
        !self.is_limited() && self.open_days >= f64::from(self.every_days) && self.delivery_days == 0.0
    }

    /// What the lower price costs on each sale.
    fn discount(&self) -> f64 {
        self.price_drop * self.price.unwrap_or(0.0)
    }

    /// Share that the lower price adds to the chance of being convinced.
    fn appeal(&self) -> f64 {
        self.elasticity * self.price_drop
    }

    /// Share of wishes that fade before the next round where each moment is alike and goods are enough:
    /// `1 − (1 − e^{−fx})/(fx)` of those who have to wait, x days at most.
    fn lost_by_waiting(&self, half_life: f64) -> f64 {
        let closed = f64::from(self.every_days) - self.open_days;
        let (every, fade) = (f64::from(self.every_days), core::f64::consts::LN_2 / half_life);
        // Who comes on a day of the round waits for the next one, as the goods of this one are spoken for.
        let wait = if self.open_days <= 1.0 { every } else { closed };
        let x = fade * wait;
        if x > 0.0 { (1.0 + libm::expm1(-x) / x) * wait / every } else { 0.0 }
    }

    /// Rounds within so many days.
    fn rounds(&self, days: f64) -> f64 {
        (days / f64::from(self.every_days)).ceil()
    }
}

/// The sale, round by round.
struct Rounds {
    plan: Sale,
    /// Number of the round that was last opened.
    round: Option<u32>,
    /// Whether it is held.
    held: bool,
    /// Goods left, below 0 where too many were sold.
    left: f64,
    /// People who waited in the tick in which it sold out, and the goods there were.
    sold_out: Option<(f64, f64)>,
    /// Until when there is buzz, and the lift.
    buzz: (f64, f64),
    /// People who had adopted at the last tick in which the product was simply for sale.
    adopted: Option<u64>,
    /// Whether there is money for the lower price.
    cheap: bool,
}

impl Rounds {
    /// Goods sold in the tick before.
    fn sold(&mut self, now: &Now, out: &Effects) -> f64 {
        let counted = now.pulse.deals.get(out.acting.index()).map_or(0, |d| d.sold);
        let simply = self.adopted.take().map_or(0, |before| now.pulse.adopted.saturating_sub(before));
        (counted + simply) as f64
    }

    /// Opens a round.
    fn open(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) {
        self.held = budget.pay(out.acting, now.day_number(), self.plan.cost_each);
        if !self.held {
            out.notes.push("held no round: the money left did not cover it".to_owned());
            return;
        }
        let waiting = now.pulse.sale.waiting as f64;
        let weeks = (now.day - now.began) / 7.0;
        let growth = libm::pow(1.0 + self.plan.stock_growth_per_week, weeks);
        let stock = self.plan.stock.map(|stock| stock * growth);
        let stock = stock.or(self.plan.stock_share.map(|share| share * waiting)).unwrap_or(0.0).floor();
        self.left += stock;
        out.say(ROUNDS, 1.0);
        out.say(STOCK, stock);
        out.say(WAITING, waiting);
    }

    /// What can be had in this tick, `until` the round closes.
    fn goods(&mut self, now: &Now, until: f64, out: &mut Effects) -> Goods {
        if self.plan.is_always_on() {
            self.adopted = Some(now.pulse.adopted);
            return Goods::Always;
        }
        if !self.held || now.day >= until - 1e-9 {
            return Goods::Nothing;
        }
        if !self.plan.is_limited() {
            return Goods::Enough;
        }
        let (waiting, goods) = (now.pulse.sale.waiting as f64, self.left.max(0.0));
        if waiting > goods {
            // It closes when all is gone.
            self.held = false;
            self.sold_out = Some((waiting, goods));
            let lift = self.plan.buzz * (waiting / goods).min(5.0);
            self.buzz = (now.day + self.plan.buzz_days, lift);
            if goods > 0.0 {
                out.say(MINUTES, -10.0 * libm::log1p(-goods / waiting));
            }
        }
        Goods::UpTo(goods)
    }

    /// Pays the lower price of what was sold; it ends when the money is out.
    fn pay_lower_price(&mut self, sold: f64, now: &Now, budget: &mut Budget, out: &mut Effects) {
        let each = self.plan.discount();
        if each <= 0.0 || !self.cheap {
            return;
        }
        let paid = budget.pay_up_to(out.acting, now.day_number(), sold * each);
        out.say(CHEAPER, paid / each);
        self.cheap = budget.available(out.acting) >= each;
        if !self.cheap {
            out.notes.push("ended the lower price: its money is spent".to_owned());
        }
    }
}

impl Tactic for Rounds {
    fn act(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) {
        let sold = self.sold(now, out);
        let market = now.pulse.sale;
        if self.plan.is_limited() {
            self.left -= sold;
        }
        self.pay_lower_price(sold, now, budget, out);
        let empty = self.sold_out.take();
        if let Some((waiting, _)) = empty {
            out.say(EMPTY, (waiting - sold).max(0.0));
        }
        let every = f64::from(self.plan.every_days);
        let round = ((now.day - now.began + 1e-9) / every).floor();
        if self.round != Some(round as u32) {
            self.round = Some(round as u32);
            self.open(now, budget, out);
        }
        let until = now.began + round * every + self.plan.open_days;
        let goods = self.goods(now, until, out);
        let (buzz_until, buzz) = self.buzz;
        if now.day < buzz_until - 1e-9 {
            out.lift(None, buzz);
        }
        out.say(SOLD, sold);
        if self.plan.is_limited() {
            out.say(LEFT, self.left);
        }
        out.say(TURNED, market.turned_away as f64);
        out.say(FADED, market.faded as f64);
        out.sales.push(SaleToday {
            tactic: out.acting,
            goods,
            sour: if empty.is_some() { self.plan.sour } else { 0.0 },
            delivery_days: self.plan.delivery_days,
            appeal: if self.cheap { self.plan.appeal() } else { 0.0 },
        });
    }
}

#[cfg(test)]
mod tests;
