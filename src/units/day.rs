//! Time of a run: days from its start, and when the rows of its record stand.
//!
//! Always true: only [`Timeline`] knows of rows; everything else counts time in days, whole or not.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A time in days from the start. Where rows are daily and the horizon is whole days, it is whole.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Day(pub f64);

impl Day {
    /// Whether whole weeks have passed.
    pub fn ends_week(self) -> bool {
        self.0 % 7.0 == 0.0
    }

    /// Whether it is a whole number of days.
    pub fn is_whole(self) -> bool {
        self.0.fract() == 0.0
    }
}

impl Eq for Day {}

impl PartialOrd for Day {
    fn partial_cmp(&self, other: &Day) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Day {
    fn cmp(&self, other: &Day) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

macro_rules! from_number {
    ($($number:ty),+) => {
        $(impl From<$number> for Day {
            fn from(days: $number) -> Day {
                Day(f64::from(days))
            }
        })+
    };
}

from_number!(f64, u32, i32);

impl From<Day> for f64 {
    fn from(day: Day) -> f64 {
        day.0
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Six decimals are less than a tenth of a second.
        write!(f, "{}", (self.0 * 1e6).round() / 1e6)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        // Text says 7, not 7.0; bytes are always of one kind.
        if to.is_human_readable() && self.is_whole() {
            to.serialize_i64(self.0 as i64)
        } else {
            to.serialize_f64(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Day, D::Error> {
        f64::deserialize(from).map(Day)
    }
}

/// When the rows of a run's record stand: row 0 at the start, then one at the end of every `ticks_per_row` ticks,
/// and the last one at the horizon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// Ticks in a day, at least 1.
    pub ticks_per_day: u32,
    /// Ticks from one row to the next, at least 1; they divide a day.
    pub ticks_per_row: u32,
    /// Ticks of the run.
    pub horizon_ticks: u32,
}

impl Default for Timeline {
    /// Daily ticks and rows without an end.
    fn default() -> Timeline {
        Timeline { ticks_per_day: 1, ticks_per_row: 1, horizon_ticks: u32::MAX }
    }
}

impl Timeline {
    /// The time of a tick's end.
    pub fn day_of_tick(&self, tick: u32) -> Day {
        Day(f64::from(tick) / f64::from(self.ticks_per_day))
    }

    /// The horizon.
    pub fn horizon(&self) -> Day {
        self.day_of_tick(self.horizon_ticks)
    }

    /// Whether a row stands at a tick's end.
    pub fn has_row(&self, tick: u32) -> bool {
        tick.is_multiple_of(self.ticks_per_row) || tick == self.horizon_ticks
    }

    /// The first row that stands no earlier than a tick's end.
    pub fn row_of_tick(&self, tick: u32) -> usize {
        tick.div_ceil(self.ticks_per_row) as usize
    }

    /// The time of a row.
    pub fn day_of_row(&self, row: usize) -> Day {
        let tick = (row as u64 * u64::from(self.ticks_per_row)).min(u64::from(self.horizon_ticks));
        self.day_of_tick(tick as u32)
    }

    /// The first row that stands no earlier than a time; that of the horizon for later ones.
    pub fn row_of(&self, day: Day) -> usize {
        let ticks = (day.0 * f64::from(self.ticks_per_day) - 1e-6).ceil().max(0.0);
        self.row_of_tick((ticks as u32).min(self.horizon_ticks))
    }

    /// The times of all rows.
    pub fn days(&self) -> Vec<Day> {
        (0..=self.row_of_tick(self.horizon_ticks)).map(|row| self.day_of_row(row)).collect()
    }

    /// Whether rows are finer than days.
    pub fn is_fine(&self) -> bool {
        self.ticks_per_row < self.ticks_per_day
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_at_their_ticks_and_at_the_horizon() {
        // Hourly ticks, rows of six hours, a horizon of 32 hours.
        let line = Timeline { ticks_per_day: 24, ticks_per_row: 6, horizon_ticks: 32 };
        let days: Vec<f64> = line.days().into_iter().map(f64::from).collect();
        assert_eq!(days, [0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 32.0 / 24.0]);
        let rows: Vec<u32> = (0..=32).filter(|tick| line.has_row(*tick)).collect();
        assert_eq!(rows, [0, 6, 12, 18, 24, 30, 32]);
        for (row, day) in line.days().into_iter().enumerate() {
            assert_eq!((line.row_of(day), line.day_of_row(row)), (row, day));
        }
        assert_eq!([0.1, 0.25, 0.26, 9.0].map(|day| line.row_of(Day(day))), [1, 1, 2, 6]);
        assert_eq!(line.row_of_tick(7), 2);
        assert_eq!(Timeline { horizon_ticks: 3, ..Timeline::default() }.days(), [0, 1, 2, 3].map(Day::from));
    }

    #[test]
    fn whole_days_are_whole_numbers_in_text() {
        let said = [7.0, 0.25].map(|day| (serde_json::to_string(&Day(day)).unwrap(), Day(day).to_string()));
        assert_eq!(said.map(|(json, text)| json + " " + &text), ["7 7", "0.25 0.25"]);
        let bytes = postcard::to_stdvec(&[Day(7.0), Day(0.25)]).unwrap();
        assert_eq!(postcard::from_bytes::<[Day; 2]>(&bytes), Ok([Day(7.0), Day(0.25)]));
    }
}
