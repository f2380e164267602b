//! Adoption: a person gets the product, the winning claim gets the credit, and the person's clocks begin.

use crate::engine::record::AdoptionRow;
use crate::engine::{Clock, Credit, Instant, Model, Row, Shard, Tick, TieView, fate_gap};
use crate::rng::Purpose;
use crate::scenario::plan::Time;
use crate::units::{PersonId, Stage};

impl Shard {
    /// Makes a convinced person an owner. Their clocks start at an instant of the tick.
    pub(super) fn adopt(
        &mut self,
        model: &Model,
        tick: &Tick,
        person: PersonId,
        credit: Credit,
        at: Instant,
    ) {
        let local = self.local(person);
        let satisfied = tick.quality >= 1.0 || model.luck.unit(Purpose::Adopt, person.0, 0, 0) < tick.quality;
        let mut stage = if satisfied { Stage::Fresh } else { Stage::Aggrieved };
        if let Some(last) = model.generations {
            let parent = self.generation.get(&credit.parent).copied().unwrap_or(0);
            self.generation.insert(person, parent + 1);
            if parent + 1 > last {
                stage = Stage::Lapsed;
            }
        }
        self.set_stage(local, stage);
        self.tally.adopted += 1;
        self.note_winner(model, credit.cause, person);
        let listener = &mut self.listeners[local];
        if listener.first == 0 {
            listener.first = credit.cause;
        }
        let first = listener.first;
        self.record_adoption(person, tick.number, credit, first);
        self.speakers[local].set_adopted(tick.day);
        if !tick.accounts.is_empty() {
            self.follow_on_adoption(model, tick, local);
        }
        if let Some(row) = Row::of(stage) {
            self.begin(model, tick, local, row, at);
            if model.bursts {
                self.burst.push(person);
            }
        }
    }

    /// Enters an adoption in the ledger.
    pub(super) fn record_adoption(&mut self, person: PersonId, tick: u32, credit: Credit, first: u16) {
        if self.ledger.len() == self.ledger.capacity() {
            // By a quarter, like the queues' pool, to limit the memory per person.
            self.ledger.reserve_exact(self.ledger.len() / 4 + 256);
        }
        self.ledger.push(AdoptionRow { person, tick, parent: credit.parent, last: credit.cause, first });
    }

    /// Draws the first readings of a new owner (or rejecter who warns), counted from an
    /// instant of the tick, or from its end where time is whole periods.
    pub(super) fn begin(&mut self, model: &Model, tick: &Tick, local: usize, row: Row, at: Instant) {
        if !model.acts_later {
            return;
        }
        let person = self.person(local);
        let words = model.luck.draws(Purpose::Begin, person.0, 0, 0);
        let at = if model.plan.time == Time::WholePeriods { Instant::END } else { at };
        // A person who has warned before continues under a fresh act number.
        let class = model.world.people.activity[person];
        let speaker = &mut self.speakers[local];
        speaker.set_activity(class);
        if speaker.talk_acts() > 0 || speaker.passes_warning() {
            speaker.count_talk();
        }
        let acts = speaker.talk_acts();
        let talk_word = if acts == 0 { words[0] } else { model.talk_gap_word(person, acts) };
        let ties = model.per_tie.map_or(0, |t| {
            let ties = TieView::of(model, t.layer, person);
            self.spoken.open_ties(model, &self.turn(person), &ties)
        });
        let start = |clock: Clock, gap: &dyn Fn() -> u32| {
            // A clock that never moves is never read.
            let gap = if model.any_live[clock] { gap() } else { 0 };
            (at.reading(tick, row, clock) as u32).wrapping_add(gap)
        };
        self.speakers[local].reading = [
            start(Clock::Talk, &|| model.talk_gap(class, ties, talk_word)),
            start(Clock::Part, &|| model.part_gap(class, words[1])),
            start(Clock::Fate, &|| fate_gap(words[2])),
        ];
        self.enqueue(model, tick, local, Clock::ALL_BITS);
    }
}
