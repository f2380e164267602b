//! The third column of an edge list: what it holds, and what it may be taken as.

use rayon::prelude::*;

use super::column::Column;
use super::error::ImportError;
use super::line::Form;

/// Values from here on, that are no larger than [`LAST`], look like seconds since 1970 (2001 to 2128).
const FIRST: f32 = 1e9;
const LAST: f32 = 5e9;
/// The same in thousandths.
const MILLI: (f32, f32) = (1e12, 5e12);

/// Where in the text the first value stands that cannot be taken as a strength, or as a probability.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Unfit {
    pub(super) strength: Option<usize>,
    pub(super) probability: Option<usize>,
}

impl Unfit {
    /// Notes a value in the line that begins there.
    #[inline]
    pub(super) fn note(&mut self, value: f32, at: impl Fn() -> usize) {
        if !(0.0..=1.0).contains(&value) {
            self.probability.get_or_insert_with(&at);
            if !(0.0..=f32::MAX).contains(&value) {
                self.strength.get_or_insert_with(&at);
            }
        }
    }

    /// Adds what stands later in the text.
    pub(super) fn then(&mut self, later: Unfit) {
        self.strength = self.strength.or(later.strength);
        self.probability = self.probability.or(later.probability);
    }
}

/// A line as errors show it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown {
    pub(super) line: u64,
    pub(super) text: Vec<u8>,
}

/// What the third column holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Third {
    /// Its name, where the file has a header.
    pub name: Option<String>,
    /// Least value; not a number if there is none.
    pub low: f32,
    /// Largest value.
    pub high: f32,
    pub(super) no_strength: Option<Shown>,
    pub(super) no_probability: Option<Shown>,
}

impl Third {
    pub(super) fn new(
        name: Option<String>,
        values: &[f32],
        unfit: Unfit,
        form: &Form,
        line: impl Fn(usize) -> u64,
    ) -> Third {
        let shown = |at: usize| {
            let text = super::line::line_at(form.bytes, at).0.to_vec();
            Shown { line: line(at), text }
        };
        let (no_strength, no_probability) = (unfit.strength.map(shown), unfit.probability.map(shown));
        let (low, high) = range(values);
        Third { name, low, high, no_strength, no_probability }
    }

    /// A third column of numbers that were checked.
    pub(super) fn checked(name: Option<String>, values: &[f32]) -> Third {
        let (low, high) = range(values);
        let shown = |unfit: bool| unfit.then(|| Shown { line: 0, text: Vec::new() });
        let (no_strength, no_probability) = (shown(low < 0.0), shown(low < 0.0 || high > 1.0));
        Third { name, low, high, no_strength, no_probability }
    }

    /// Whether its values may be taken as `column`.
    ///
    /// # Errors
    /// The first line whose value may not.
    pub(super) fn may_be(&self, column: Column, path: &std::path::Path) -> Result<(), ImportError> {
        let (unfit, what) = match column {
            Column::None => return Ok(()),
            Column::Strength => (&self.no_strength, "a strength of at least 0 in the third column"),
            Column::Probability => (&self.no_probability, "a probability from 0 to 1 in the third column"),
        };
        let Some(Shown { line, text }) = unfit else { return Ok(()) };
        if *line == 0 {
            let (low, high) = (self.low, self.high);
            return Err(ImportError::unreadable(
                path,
                format!("its weights run from {low} to {high}; expected {what}"),
            ));
        }
        Err(ImportError::bad_line(path, *line, text, what))
    }

    /// Whether its values look like moments in time.
    pub fn looks_like_times(&self) -> bool {
        self.low < self.high && looks_like_time(self.low) && looks_like_time(self.high)
    }

    /// Its values in words.
    pub fn range(&self) -> String {
        let name = self.name.as_ref().map(|name| format!(" `{name}`")).unwrap_or_default();
        match (self.low, self.high) {
            (low, high) if low == high => format!("third column{name}: {low} everywhere"),
            (low, high) if low < high => format!("third column{name}: {low} to {high}"),
            _ => format!("third column{name}: no number"),
        }
    }
}

/// Whether a number may be a moment: seconds since 1970, or thousandths of them.
pub(super) fn looks_like_time(value: f32) -> bool {
    (FIRST..=LAST).contains(&value) || (MILLI.0..=MILLI.1).contains(&value)
}

fn range(values: &[f32]) -> (f32, f32) {
    let of = |value: &f32| (*value, *value);
    let wider = |a: (f32, f32), b: (f32, f32)| (a.0.min(b.0), a.1.max(b.1));
    values.par_iter().map(of).reduce(|| (f32::NAN, f32::NAN), wider)
}
