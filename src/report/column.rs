//! Tables as data: lists of columns, each with its name, unit, meaning and cell.
//!
//! Always true: a head stands beside the value it heads; the page that explains the columns is made
//! of the same lists. A cell is empty where nothing can be said.
//!
//! The only place that writes with `csv`.

use std::fmt::Write as _;

use crate::statistics::{Estimate, Interval, Ratio, Share, Spread};
use crate::units::Day;

/// The text of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell(String);

impl From<f64> for Cell {
    fn from(value: f64) -> Cell {
        // Six decimals are far finer than any run can say, and cut the noise of floating point.
        let text = format!("{value:.6}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        Cell(if text == "-0" { "0".into() } else { text.into() })
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell(String::new()), Into::into)
    }
}

impl From<Day> for Cell {
    fn from(day: Day) -> Cell {
        day.0.into()
    }
}

macro_rules! cell_from {
    ($($type:ty),+) => {
        $(impl From<$type> for Cell {
            fn from(value: $type) -> Cell {
                Cell(value.to_string())
            }
        })+
    };
}

cell_from!(&str, String, bool, u32, u64, usize);

/// A value and the ends of its 95 % interval.
#[derive(Debug)]
pub struct WithEnds([Cell; 3]);

impl<V: Into<Cell>, E: Into<Cell>> From<(V, Interval<E>)> for WithEnds {
    fn from((value, Interval { low, high }): (V, Interval<E>)) -> WithEnds {
        WithEnds([value.into(), low.into(), high.into()])
    }
}

macro_rules! with_ends {
    ($($type:ty: |$of:ident| $ends:expr;)+) => {
        $(impl From<$type> for WithEnds {
            fn from($of: $type) -> WithEnds {
                $ends.into()
            }
        })+
    };
}

with_ends! {
    (f64, Option<Interval>): |of| Estimate { mean: of.0, interval: of.1 };
    Estimate: |of| (of.mean, Interval { low: of.low(), high: of.high() });
    Share: |of| (of.value, of.interval);
    Ratio: |of| (of.value, of.interval);
}

impl<T: Into<WithEnds>> From<Option<T>> for WithEnds {
    fn from(value: Option<T>) -> WithEnds {
        value.map_or_else(|| WithEnds([(); 3].map(|()| "".into())), Into::into)
    }
}

/// How the cells under a column's name are made from a context and a row.
pub enum Cells<K: 'static, R: 'static> {
    One(fn(&K, &R) -> Cell),
    /// A value and its interval: `name`, `name_lo95`, `name_hi95`.
    Interval(fn(&K, &R) -> WithEnds),
    /// The ends alone, where the value stands elsewhere: `name_lo95`, `name_hi95`.
    Ends(fn(&K, &R) -> WithEnds),
    /// Mean, deviation and quantiles: `name_mean`, `name_sd`, `name_p05` and so on.
    Spread(fn(&K, &R) -> Spread),
    /// A cell for each key, which stands for the `<placeholder>` of the name. Neighbours with the
    /// same placeholder are written key by key.
    Each(fn(&K) -> Vec<String>, fn(&K, &R, usize) -> Cell),
}

/// A column, or a few that belong together.
pub struct Column<K: 'static, R: 'static> {
    /// Head of the first cell, or what the heads have in common.
    pub name: &'static str,
    /// Unit; empty for texts and counts of nothing in particular.
    pub unit: &'static str,
    /// What it says.
    pub doc: &'static str,
    /// How its cells are made.
    pub cells: Cells<K, R>,
}

/// Statistics of a spread, in the order of its cells.
const SPREAD: [&str; 7] = ["mean", "sd", "p05", "p25", "p50", "p75", "p95"];

impl<K, R> Column<K, R> {
    /// The heads, with the placeholder where there is one.
    fn heads(&self) -> Vec<String> {
        let ends = ["lo95", "hi95"].map(|end| format!("{}_{end}", self.name));
        match self.cells {
            Cells::One(_) | Cells::Each(..) => vec![self.name.into()],
            Cells::Interval(_) => [&[self.name.to_string()], &ends[..]].concat(),
            Cells::Ends(_) => ends.into(),
            Cells::Spread(_) if self.name.is_empty() => SPREAD.map(String::from).into(),
            Cells::Spread(_) => SPREAD.map(|s| format!("{}_{s}", self.name)).into(),
        }
    }

    /// The part of the name that keys take the place of.
    fn placeholder(&self) -> Option<&str> {
        self.name.find('<').zip(self.name.find('>')).map(|(from, to)| &self.name[from..=to])
    }

    fn write(&self, of: &K, row: &R, key: usize, cells: &mut Vec<String>) {
        let with = |ends: WithEnds| ends.0.map(|cell| cell.0);
        match self.cells {
            Cells::One(cell) => cells.push(cell(of, row).0),
            Cells::Each(_, cell) => cells.push(cell(of, row, key).0),
            Cells::Interval(ends) => cells.extend(with(ends(of, row))),
            Cells::Ends(ends) => cells.extend(with(ends(of, row)).into_iter().skip(1)),
            Cells::Spread(spread) => {
                let s = spread(of, row);
                cells.extend([s.mean, s.sd, s.p05, s.p25, s.p50, s.p75, s.p95].map(|v| Cell::from(v).0));
            }
        }
    }
}

/// Takes the next row.
pub type Put<'a, R> = &'a mut dyn FnMut(&R);

/// A table: one fact a line.
pub struct Table<K: 'static, R: 'static> {
    pub file: &'static str,
    pub doc: &'static str,
    pub columns: &'static [Column<K, R>],
    /// Whether there is anything to put into it.
    pub shows: fn(&K) -> bool,
    /// Hands over its rows, one after the other.
    pub rows: fn(&K, Put<R>),
}

impl<K, R> Table<K, R> {
    /// The table as comma-separated lines.
    pub fn csv(&self, of: &K) -> String {
        // Columns of the same placeholder take turns.
        let turns: Vec<_> = self
            .columns
            .chunk_by(|a, b| a.placeholder().is_some() && a.placeholder() == b.placeholder())
            .map(|columns| match columns[0].cells {
                Cells::Each(keys, _) => (columns, keys(of)),
                _ => (columns, vec![String::new()]),
            })
            .collect();
        let mut heads = Vec::new();
        for (columns, keys) in &turns {
            for (key, column) in keys.iter().flat_map(|key| columns.iter().map(move |column| (key, column))) {
                let name = column.placeholder().unwrap_or_default();
                heads.extend(column.heads().into_iter().map(|h| match name {
                    "" => h,
                    name => h.replace(name, key),
                }));
            }
        }
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Writing to memory does not fail.
        let _ = writer.write_record(&heads);
        let mut cells = Vec::with_capacity(heads.len());
        (self.rows)(of, &mut |row| {
            cells.clear();
            for (columns, keys) in &turns {
                for key in 0..keys.len() {
                    columns.iter().for_each(|column| column.write(of, row, key, &mut cells));
                }
            }
            let _ = writer.write_record(&cells);
        });
        String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
    }

    /// Its columns explained, as a section of a page (Markdown).
    pub fn section(&self) -> String {
        let mut page = format!(
            "### `{}`\n\n{}\n\n| column | unit | what it says |\n|---|---|---|\n",
            self.file, self.doc
        );
        for column in self.columns {
            let heads: Vec<String> = column.heads().iter().map(|head| format!("`{head}`")).collect();
            let _ = writeln!(page, "| {} | {} | {} |", heads.join(", "), column.unit, column.doc);
        }
        page
    }
}

/// A list of [`Column`]s. Every one has its kind of [`Cells`] unless it is `One`, its name, its unit in
/// brackets unless it has none, the expression of its cell, and what it says.
macro_rules! columns {
    (|$of:ident, $row:ident| $(
        $($kind:ident $(($keys:path, $key:ident))?)? $name:literal $([$unit:literal])? = $cell:expr, $doc:literal;
    )+) => {
        &[$($crate::report::column::Column {
            name: $name,
            unit: concat!($($unit)?),
            doc: $doc,
            cells: $crate::report::column::columns!(@ $($kind $(($keys, $key))?)?; |$of, $row| $cell),
        }),+]
    };
    (@; |$of:ident, $row:ident| $cell:expr) => {
        $crate::report::column::columns!(@ One; |$of, $row| $cell)
    };
    (@ $kind:ident ($keys:path, $key:ident); |$of:ident, $row:ident| $cell:expr) => {
        $crate::report::column::Cells::$kind(|of| $keys(of), |$of, $row, $key| {
            let _ = ($of, $row);
            Into::into($cell)
        })
    };
    (@ $kind:ident; |$of:ident, $row:ident| $cell:expr) => {
        $crate::report::column::Cells::$kind(|$of, $row| {
            let _ = ($of, $row);
            Into::into($cell)
        })
    };
}

pub(crate) use columns;
