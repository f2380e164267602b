//! Clocks: the kinds of acts that a person plays at a rate, and the stages with such acts.
//!
//! Always true: a clock only ever moves on; a person acts when it passes their reading.

use crate::rules::ACCOUNT_ONE;
use crate::units::{Stage, indexes};

/// The clocks of a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub enum Clock {
    /// Talk.
    Talk = 0,
    /// Participation.
    Part = 1,
    /// Lapse, trouble, timed ends.
    Fate = 2,
}

impl Clock {
    /// All of them, in the order of tables.
    pub const ALL: [Clock; 3] = [Clock::Talk, Clock::Part, Clock::Fate];
    /// All of them, as bits.
    pub const ALL_BITS: u8 = 7;

    /// The position in tables.
    #[inline]
    pub fn index(self) -> usize {
        self as usize
    }

    /// The clock as a bit.
    #[inline]
    pub fn bit(self) -> u8 {
        1 << self as u8
    }

    /// The clock of a single bit.
    #[inline]
    pub fn of_bit(bit: u8) -> Clock {
        match bit {
            1 => Clock::Talk,
            2 => Clock::Part,
            _ => Clock::Fate,
        }
    }
}

/// A stage that has clocks, as a row of their tables: `Wanting` is the first, `Aggrieved` the sixth, and
/// `Rejecter`, whose clocks move only where rejecters warn, the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row(usize);

/// Number of rows.
pub const ROWS: usize = 7;

/// Something for each clock of each row.
pub type ByClock<T> = [[T; 3]; ROWS];

impl Row {
    /// The row of a stage; `None` for stages without clocks.
    #[inline]
    pub fn of(stage: Stage) -> Option<Row> {
        (Stage::Wanting as usize..=Stage::Rejecter as usize)
            .contains(&(stage as usize))
            .then(|| Row(stage as usize - Stage::Wanting as usize))
    }

    /// The position in tables.
    #[inline]
    pub fn index(self) -> usize {
        self.0
    }

    /// The stage of this row.
    pub fn stage(self) -> Stage {
        Stage::ALL[self.0 + Stage::Wanting as usize]
    }

    /// All rows.
    pub fn all() -> impl Iterator<Item = Row> {
        (0..ROWS).map(Row)
    }

    /// A table with a value for each row.
    pub fn table<T>(mut value: impl FnMut(Row) -> T) -> [T; ROWS] {
        std::array::from_fn(|r| value(Row(r)))
    }
}

indexes!(Clock: [T]);
indexes!(Row: [T]);

/// Most that a clock moves in a tick, in units of 2²⁰ readings: readings are told apart within 2³¹, and one may
/// be passed in the tick after. The scale of the talk clock keeps it below; at most 50 acts of taking part are
/// expected in a tick; and a fate that is expected more often has come in the tick in any case, because no more
/// than 1,000 of these acts are troubles, after which an owner goes on.
pub(super) const MOST_ACTS: f64 = 1_023.0;
const MOST: u64 = (MOST_ACTS as u64) << 40;

/// Where all clocks stand, in 2⁻⁴⁰ expected acts; the only float step is the rounding of an advance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clocks {
    now: ByClock<u128>,
}

impl Clocks {
    /// Clocks in reading units (2⁻²⁰ expected acts).
    pub fn readings(&self) -> ByClock<u64> {
        self.now.map(|r| r.map(|c| (c >> 20) as u64))
    }

    /// Moves every clock by its expected acts of this tick.
    pub fn advance(&mut self, acts: &ByClock<f64>) {
        for (clock, a) in self.now.as_flattened_mut().iter_mut().zip(acts.as_flattened()) {
            if *a > 0.0 {
                *clock += u128::from(((a * ACCOUNT_ONE * ACCOUNT_ONE + 0.5) as u64).min(MOST));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_never_moves_further_than_readings_are_told_apart() {
        let mut clocks = Clocks::default();
        let mut acts = ByClock::<f64>::default();
        acts[0] = [1.5, 1e6, f64::INFINITY];
        for tick in 1..=100_000_u64 {
            let before = clocks.readings();
            clocks.advance(&acts);
            let after = clocks.readings();
            assert_eq!(after[0][0] - before[0][0], 3 << 19);
            for fast in [1, 2] {
                assert_eq!(after[0][fast], tick * (1_023 << 20), "{tick}");
                assert!(2 * (after[0][fast] - before[0][fast]) < 1 << 31);
            }
            assert_eq!(after[1], [0; 3]);
        }
    }
}
