//! A calendar queue of operational time: people act when a clock passes their reading.
//!
//! A ring of 1,024 buckets, each 2ᵏ reading units wide, and one far list that is dealt out again
//! once a turn. An entry is (person, reading); the caller decides whether it still counts: it does if
//! the person has a due reading in this stage. Buckets are lists of 30-entry chunks from one pool, so a
//! push never moves anything.
//!
//! Always true: every entry whose reading is at most `now` comes out of the next `take_due`.

use crate::hints::make_room;
use crate::units::PersonId;

const BUCKETS: u64 = 1_024;
const CHUNK: usize = 30;
const NONE: u32 = u32::MAX;

#[derive(Debug, Clone, Copy)]
struct Entry {
    person: PersonId,
    reading: u32,
}

#[derive(Debug, Clone)]
struct Chunk {
    entries: [Entry; CHUNK],
    next: u32,
}

/// Chunks shared by all queues of a shard.
#[derive(Debug, Default)]
pub struct Pool {
    chunks: Vec<Chunk>,
    free: u32,
    free_count: usize,
}

impl Pool {
    fn get(&mut self, next: u32) -> u32 {
        if self.free_count > 0 {
            let id = self.free;
            self.free = self.chunks[id as usize].next;
            self.free_count -= 1;
            self.chunks[id as usize].next = next;
            return id;
        }
        if self.chunks.len() == self.chunks.capacity() {
            // By a quarter: the pool is most of the memory of a large run beside its people.
            let more = self.chunks.len() / 4 + 64;
            make_room(&mut self.chunks, more);
        }
        let empty = Entry { person: PersonId(0), reading: 0 };
        self.chunks.push(Chunk { entries: [empty; CHUNK], next });
        (self.chunks.len() - 1) as u32
    }

    fn give_back(&mut self, id: u32) {
        self.chunks[id as usize].next = self.free;
        self.free = id;
        self.free_count += 1;
    }

    /// Forgets all chunks but keeps their memory.
    pub fn clear(&mut self) {
        self.chunks.clear();
        self.free_count = 0;
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.chunks.capacity() * size_of::<Chunk>()
    }
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    head: u32,
    /// Entries in the head chunk; the chunks behind it are full.
    used: u32,
}

const EMPTY: Slot = Slot { head: NONE, used: 0 };

/// One queue: one clock of one stage.
#[derive(Debug)]
pub struct Queue {
    slots: Vec<Slot>,
    far: Slot,
    /// Bit b is set while bucket b may hold entries.
    filled: [u64; 16],
    /// log2 of a bucket's width.
    shift: u32,
    /// First bucket not yet taken whole, counted from clock 0.
    bucket: u64,
}

impl Queue {
    /// A queue for a clock that normally advances by `advance` reading units a tick.
    pub fn new(advance: u64) -> Queue {
        Queue {
            slots: vec![EMPTY; BUCKETS as usize],
            far: EMPTY,
            filled: [0; 16],
            shift: (64 - advance.leading_zeros()).saturating_sub(1).min(28),
            bucket: 0,
        }
    }

    /// Empties the queue and sets its width anew; the pool is cleared by the caller.
    pub fn reset(&mut self, advance: u64) {
        for (word, filled) in self.filled.iter().enumerate() {
            let mut left = *filled;
            while left != 0 {
                self.slots[word * 64 + left.trailing_zeros() as usize] = EMPTY;
                left &= left - 1;
            }
        }
        self.filled = [0; 16];
        self.far = EMPTY;
        self.shift = (64 - advance.leading_zeros()).saturating_sub(1).min(28);
        self.bucket = 0;
    }

    #[inline]
    fn append(slot: &mut Slot, pool: &mut Pool, entry: Entry) {
        if slot.head == NONE || slot.used as usize == CHUNK {
            slot.head = pool.get(slot.head);
            slot.used = 0;
        }
        pool.chunks[slot.head as usize].entries[slot.used as usize] = entry;
        slot.used += 1;
    }

    /// Adds an entry; `now` is the clock in reading units, never decreasing from call to call.
    #[inline(always)]
    pub fn push(&mut self, pool: &mut Pool, now: u64, person: PersonId, reading: u32) {
        // Readings wrap at 2³²; they lie within 2³¹ of the clock.
        let ahead = i64::from(reading.wrapping_sub(now as u32) as i32);
        let at = ((now as i64 + ahead).max(0) as u64) >> self.shift;
        let at = at.max(self.bucket);
        let entry = Entry { person, reading };
        if at - self.bucket < BUCKETS {
            let b = (at % BUCKETS) as usize;
            self.filled[b >> 6] |= 1 << (b & 63);
            Queue::append(&mut self.slots[b], pool, entry);
        } else {
            Queue::append(&mut self.far, pool, entry);
        }
    }

    /// Moves the people of every entry with a reading at most `now` to `due`.
    pub fn take_due(&mut self, pool: &mut Pool, now: u64, due: &mut Vec<PersonId>) {
        let current = now >> self.shift;
        while self.bucket < current {
            let b = (self.bucket % BUCKETS) as usize;
            if self.filled[b >> 6] & (1 << (b & 63)) != 0 {
                self.filled[b >> 6] &= !(1 << (b & 63));
                let slot = std::mem::replace(&mut self.slots[b], EMPTY);
                drain(pool, slot, |entries| due.extend(entries.iter().map(|e| e.person)));
            }
            self.bucket += 1;
            if self.bucket.is_multiple_of(BUCKETS) && self.far.head != NONE {
                let far = std::mem::replace(&mut self.far, EMPTY);
                let mut back = Vec::new();
                drain(pool, far, |entries| back.extend_from_slice(entries));
                for e in back {
                    self.push(pool, now, e.person, e.reading);
                }
            }
        }
        let b = (current % BUCKETS) as usize;
        if self.filled[b >> 6] & (1 << (b & 63)) != 0 {
            let slot = std::mem::replace(&mut self.slots[b], EMPTY);
            let mut kept = EMPTY;
            let mut id = slot.head;
            let mut used = slot.used as usize;
            while id != NONE {
                for i in 0..used {
                    let e = pool.chunks[id as usize].entries[i];
                    if (e.reading.wrapping_sub(now as u32) as i32) <= 0 {
                        due.push(e.person);
                    } else {
                        Queue::append(&mut kept, pool, e);
                    }
                }
                let next = pool.chunks[id as usize].next;
                pool.give_back(id);
                id = next;
                used = CHUNK;
            }
            self.slots[b] = kept;
            if kept.head == NONE {
                self.filled[b >> 6] &= !(1 << (b & 63));
            }
        }
    }
}

fn drain(pool: &mut Pool, slot: Slot, mut each: impl FnMut(&[Entry])) {
    let mut id = slot.head;
    let mut used = slot.used as usize;
    while id != NONE {
        each(&pool.chunks[id as usize].entries[..used]);
        let next = pool.chunks[id as usize].next;
        pool.give_back(id);
        id = next;
        used = CHUNK;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_pushed_comes_out_in_the_tick_its_reading_is_passed() {
        let mut pool = Pool::default();
        let mut queue = Queue::new(1_000);
        let mut now = 0_u64;
        let mut word = 12_345_u64;
        let mut expected: Vec<(u64, PersonId)> = Vec::new();
        let mut next = 0;
        // Past one wrap of the 32-bit readings: 6,000 ticks of a million units.
        for tick in 0..6_000_u64 {
            for _ in 0..5 {
                word = word.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let gap = 1 + (word >> 33) % if next % 7 == 0 { 2_000_000_000 } else { 3_000_000 };
                expected.push((now + gap, PersonId(next)));
                queue.push(&mut pool, now, PersonId(next), (now + gap) as u32);
                next += 1;
            }
            now += 1_000_000 + tick % 3;
            let mut got = Vec::new();
            queue.take_due(&mut pool, now, &mut got);
            let mut want: Vec<PersonId> = expected.iter().filter(|e| e.0 <= now).map(|e| e.1).collect();
            expected.retain(|e| e.0 > now);
            got.sort_unstable();
            want.sort_unstable();
            assert_eq!(got, want, "tick {tick}");
        }
    }
}
