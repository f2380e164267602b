//! People who want the product: they wait, buy, order, give up.
//!
//! Somebody whose wish has faded must be convinced anew: the account starts again with another
//! resistance. An order is kept until the day of delivery; nothing changes it.

use crate::contract::{DealCounts, Pulse};
use crate::engine::choices::{FateAct, choose};
use crate::engine::{Clock, Credit, Instant, Model, Row, Shard, SpeakerState, Tick, fate_gap};
use crate::units::{PersonId, Stage};

/// The bit beside the cause of a waiting person's credit: has ordered.
const ORDERED: u32 = 1 << 16;
/// A reading so far ahead that it is passed in a later tick.
const FAR: u32 = (1 << 31) - 1;

/// Takes the counts of sales into the pulse.
pub(super) fn take(pulse: &mut Pulse, shards: &[Shard]) {
    let sum = |of: &dyn Fn(&Shard) -> u64| shards.iter().map(of).sum::<u64>();
    let ordered = sum(&|s| s.tally.sale.ordered);
    pulse.sale.waiting = pulse.stages[Stage::Wanting as usize] - ordered;
    pulse.sale.faded = sum(&|s| s.tally.sale.faded);
    pulse.sale.turned_away = sum(&|s| s.tally.sale.turned_away);
    pulse.joined = [0, 1].map(|tier| sum(&|s| s.tally.sale.joined[tier]));
    let tactics = shards.first().map_or(0, |s| s.tally.sale.deals.len());
    pulse.deals.resize(tactics, DealCounts::default());
    for (t, deals) in pulse.deals.iter_mut().enumerate() {
        *deals = shards.iter().map(|s| s.tally.sale.deals[t]).sum();
    }
}

impl SpeakerState {
    /// Whether a person who waits has ordered.
    pub(super) fn ordered(&self) -> bool {
        self.reading[Clock::Part] & ORDERED != 0
    }

    fn set_ordered(&mut self, ordered: bool) {
        self.reading[Clock::Part] = self.reading[Clock::Part] & !ORDERED | if ordered { ORDERED } else { 0 };
    }
}

impl Shard {
    /// Lets a convinced person wait: until they get round to it, or for the sale.
    pub(super) fn wait(&mut self, model: &Model, tick: &Tick, local: usize, at: Instant, words: [u32; 4]) {
        let Some(row) = Row::of(Stage::Wanting) else { return };
        // Who comes while a sale is on stands behind those who were there when it began.
        let from = if tick.sale.goods { Instant::END } else { at };
        let gap = fate_gap(words[0]);
        self.speakers[local].reading[Clock::Fate] =
            (from.reading(tick, row, Clock::Fate) as u32).wrapping_add(gap);
        let passed = || tick.passed(row, &self.speakers[local].reading) & Clock::Fate.bit() != 0;
        if !tick.sale.always && passed() {
            // The next tick has other outcomes.
            return self.give_up(local, choose(&tick.fate[row], words[2]) == FateAct::TurnAway);
        }
        self.enqueue(model, tick, local, Clock::Fate.bit());
    }

    /// A person who waits wants it no more: the wish has faded, or they turn away.
    pub(super) fn give_up(&mut self, local: usize, turns_away: bool) {
        self.listeners[local].redraw();
        self.wait_again = true;
        if turns_away {
            self.tally.sale.turned_away += 1;
            self.set_stage(local, Stage::Rejecter);
        } else {
            self.tally.sale.faded += 1;
            self.set_stage(local, Stage::Aware);
        }
    }

    /// Whether somebody who waited has got it in this tick.
    #[inline]
    pub(super) fn bought_now(&self, person: &PersonId) -> bool {
        self.wait_again && self.bought.contains(person)
    }

    /// Gives the product to a person who waited.
    pub(super) fn get(
        &mut self,
        model: &Model,
        tick: &Tick,
        (person, credit): (PersonId, Credit),
        at: Instant,
    ) {
        if self.wait_again {
            self.bought.insert(person);
        }
        self.adopt(model, tick, person, credit, at);
    }

    /// A person who waits buys: they have it now, or order it and get it so many ticks later.
    pub(super) fn buy(
        &mut self,
        model: &Model,
        tick: &Tick,
        person: PersonId,
        sale: (usize, u32),
        at: Instant,
    ) {
        let (tactic, ticks) = sale;
        let local = self.local(person);
        self.tally.sale.deals[tactic].sold += 1;
        if ticks == 0 {
            let credit = self.speakers[local].credit();
            return self.get(model, tick, (person, credit), at);
        }
        self.tally.sale.ordered += 1;
        self.speakers[local].set_ordered(true);
        self.deliveries.entry(tick.number + ticks).or_default().push(person);
    }

    /// Whether an act of fate is that of somebody who has ordered: nothing happens, and the next is far ahead.
    #[inline]
    pub(super) fn skips_fate(&mut self, local: usize) -> bool {
        let speaker = &mut self.speakers[local];
        if speaker.stage() != Stage::Wanting || !speaker.ordered() {
            return false;
        }
        speaker.reading[Clock::Fate] = speaker.reading[Clock::Fate].wrapping_add(FAR);
        true
    }

    /// Hands over what was ordered for this tick.
    pub(super) fn deliver(&mut self, model: &Model, tick: &Tick) {
        for person in self.deliveries.remove(&tick.number).unwrap_or_default() {
            let local = self.local(person);
            let speaker = self.speakers[local];
            self.tally.sale.ordered -= 1;
            self.adopt(model, tick, person, speaker.credit(), Instant::START);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_stands_beside_the_credit() {
        let mut speaker = SpeakerState::default();
        let credit = Credit { parent: PersonId(7), cause: 0xffff };
        speaker.set_credit(credit);
        assert!(!speaker.ordered());
        speaker.set_ordered(true);
        assert!(speaker.ordered());
        assert_eq!(speaker.credit(), credit);
        speaker.set_credit(credit);
        assert!(!speaker.ordered());
    }
}
