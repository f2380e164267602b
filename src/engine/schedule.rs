//! The schedule of a shard: one queue per clock of each stage, from which those due in a tick are taken.

use crate::engine::queue::{Pool, Queue};
use crate::engine::radix_sort;
use crate::engine::{ByClock, Clock, Model, Row, Tick};
use crate::units::PersonId;

/// When the people `first..first + people` act.
#[derive(Debug)]
pub(super) struct Schedule {
    first: PersonId,
    people: usize,
    queues: ByClock<Queue>,
    pool: Pool,
    /// Memory to sort in.
    spare: Vec<PersonId>,
    /// Everybody is looked at in every tick, instead of using the queues.
    pub(super) brute_force: bool,
}

impl Schedule {
    /// An empty schedule.
    pub(super) fn new(first: PersonId, people: usize, brute_force: bool) -> Schedule {
        let queues = Row::table(|_| [(); 3].map(|()| Queue::new(1)));
        Schedule { first, people, queues, pool: Pool::default(), spare: Vec::new(), brute_force }
    }

    /// Empties the schedule; `ordinary` are the expected acts of an ordinary tick.
    pub(super) fn reset(&mut self, ordinary: &ByClock<f64>) {
        for (queue, acts) in self.queues.as_flattened_mut().iter_mut().zip(ordinary.as_flattened()) {
            queue.reset((acts * crate::rules::ACCOUNT_ONE) as u64);
        }
        self.pool.clear();
    }

    /// Bytes held.
    pub(super) fn bytes(&self) -> usize {
        self.pool.bytes() + self.queues.as_flattened().len() * 1_024 * 8 + self.spare.capacity() * 4
    }

    /// Everybody, in order.
    pub(super) fn everybody(&self) -> impl Iterator<Item = PersonId> + use<> {
        (self.first.0..self.first.0 + self.people as u32).map(PersonId)
    }

    /// Puts one reading into its queue.
    #[inline]
    pub(super) fn add(&mut self, tick: &Tick, row: Row, clock: Clock, person: PersonId, reading: u32) {
        if !self.brute_force {
            self.queues[row][clock].push(&mut self.pool, tick.after[row][clock], person, reading);
        }
    }

    /// Finds the people who talk or take part in this tick, and those whose fate may change.
    ///
    /// Stale entries are not sorted out here, which would wait for memory: playing a person whose entry is
    /// stale plays nothing.
    pub(super) fn find_due(&mut self, model: &Model, tick: &Tick, due: &mut [Vec<PersonId>; 2]) {
        due.iter_mut().for_each(Vec::clear);
        let [talk, fate] = due;
        if self.brute_force {
            talk.extend(self.everybody());
            return;
        }
        for row in Row::all() {
            for clock in Clock::ALL.into_iter().filter(|clock| model.live[row][*clock]) {
                let list = if clock == Clock::Fate { &mut *fate } else { &mut *talk };
                self.queues[row][clock].take_due(&mut self.pool, tick.after[row][clock], list);
            }
        }
        for list in due.iter_mut().filter(|list| radix_sort::pays(list.len(), self.people)) {
            radix_sort::by_region(list, &mut self.spare, self.first, self.people);
        }
    }
}
