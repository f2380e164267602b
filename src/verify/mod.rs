//! The proof pack: closed forms and published models, played through the engine that users run.
//!
//! A *row* is one claim of theory; its *figures* are judged together with all others, so that the
//! whole pack refuses a right engine once in [`FALSE_ALARM`]⁻¹ packs, whatever the seed: with m
//! figures in which chance has a part, a figure misses where its p-value is below FALSE_ALARM/m
//! (Bonferroni). Figures without chance must be right within their stated rule.

pub mod figure;
mod page;
mod rows;
pub mod scene;
mod theory;
mod ties;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use serde::Serialize;

pub use page::{markdown, terminal};
pub use scene::{Size, Trouble};

use figure::Figure;
use scene::{Played, Scene};

/// Chance that the whole pack refuses an engine that is right.
pub const FALSE_ALARM: f64 = 0.001;

/// One claim of theory and how it is put to the engine.
pub struct Row {
    /// Short name, such as `V01`.
    pub id: &'static str,
    /// Part of the pack it belongs to.
    pub part: &'static str,
    /// What is claimed, in a line.
    pub title: &'static str,
    /// Where the claim comes from.
    pub source: &'static str,
    proof: Proof,
}

/// How a claim is put to the engine.
enum Proof {
    /// Scenarios, and what must have come of them.
    Scenes(fn(Size) -> Vec<Scene>, fn(&[Played]) -> Vec<Figure>),
    /// A function or a way of running of its own.
    Own(fn(Size, &AtomicBool) -> Result<Vec<Figure>, Trouble>),
}

/// A judged figure.
#[derive(Debug, Clone, Serialize)]
pub struct Verdict {
    /// What is compared.
    pub figure: String,
    /// What theory or the reference says.
    pub expected: f64,
    /// What came out.
    pub got: f64,
    /// Standard error, where chance has a part.
    pub standard_error: Option<f64>,
    /// How far apart they may be.
    pub limit: f64,
    /// Chance that a right engine comes out this far off or farther.
    pub p_value: Option<f64>,
    /// Whether it is within the limit.
    pub pass: bool,
}

/// A judged row.
#[derive(Debug, Clone, Serialize)]
pub struct Judged {
    /// Short name.
    pub id: &'static str,
    /// Part of the pack.
    pub part: &'static str,
    /// What is claimed.
    pub claim: &'static str,
    /// Where the claim comes from.
    pub source: &'static str,
    /// Its figures.
    pub figures: Vec<Verdict>,
}

/// The pack as judged.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Version of the program.
    pub version: &'static str,
    /// Master seed.
    pub seed: u64,
    /// Whether all replications were played.
    pub full: bool,
    /// Chance that the pack refuses a right engine.
    pub false_alarm: f64,
    /// Figures in which chance has a part.
    pub random_figures: usize,
    /// The rows.
    pub rows: Vec<Judged>,
}

impl Report {
    /// Figures that are beyond their limit.
    pub fn misses(&self) -> usize {
        self.rows.iter().flat_map(|r| &r.figures).filter(|f| !f.pass).count()
    }

    /// All figures.
    pub fn figures(&self) -> usize {
        self.rows.iter().map(|r| r.figures.len()).sum()
    }
}

/// All rows, in order; those whose id is in `only` where that names any.
///
/// # Errors
/// The first of `only` that names no row.
pub fn rows(only: &[String]) -> Result<Vec<Row>, String> {
    let all = rows::all();
    if let Some(unknown) = only.iter().find(|id| !all.iter().any(|r| r.id.eq_ignore_ascii_case(id))) {
        return Err(unknown.clone());
    }
    Ok(all
        .into_iter()
        .filter(|r| only.is_empty() || only.iter().any(|id| r.id.eq_ignore_ascii_case(id)))
        .collect())
}

/// A scenario of a row as a user would write it.
pub struct Written {
    /// Name of its file.
    pub name: String,
    /// The scenario.
    pub text: String,
    /// The edge list it imports: its file's name and its lines.
    pub ties: Option<(String, Arc<[u8]>)>,
}

/// The scenarios of a row; empty where it needs none.
pub fn scenarios(row: &Row, size: Size) -> Vec<Written> {
    let Proof::Scenes(scenes, _) = row.proof else { return Vec::new() };
    let scenes = scenes(size);
    let several = scenes.len() > 1;
    let written = |(number, scene): (usize, Scene)| Written {
        name: if several { format!("{}-{}.toml", row.id, number + 1) } else { format!("{}.toml", row.id) },
        text: format!("# {}: {}{}\n{}", row.id, row.title, scene.aside(), scene.text()),
        ties: scene.file(),
    };
    scenes.into_iter().enumerate().map(written).collect()
}

/// Plays and judges rows; `tell` hears of each before it is played: its number and the row.
///
/// # Errors
/// If a row cannot be played, or `stop` was raised.
pub fn run(
    rows: &[Row],
    size: Size,
    stop: &AtomicBool,
    tell: &dyn Fn(usize, &Row),
) -> Result<Report, Trouble> {
    let mut found: Vec<Vec<Figure>> = Vec::with_capacity(rows.len());
    for (number, row) in rows.iter().enumerate() {
        tell(number, row);
        let figures = match row.proof {
            Proof::Scenes(scenes, figures) => {
                let played: Result<Vec<Played>, Trouble> =
                    scenes(size).par_iter().map(|s| s.play(stop)).collect();
                played.map(|p| figures(&p))
            }
            Proof::Own(prove) => prove(size, stop),
        };
        if stop.load(Ordering::Relaxed) {
            return Err(Trouble(format!("interrupted in row {} of {}", number + 1, rows.len())));
        }
        found.push(figures.map_err(|e| Trouble(format!("{}: {e}", row.id)))?);
    }
    Ok(judge(rows, size, found))
}

/// Judges all figures together.
fn judge(rows: &[Row], size: Size, found: Vec<Vec<Figure>>) -> Report {
    let random_figures = found.iter().flatten().filter(|f| f.random()).count();
    let alpha = FALSE_ALARM / random_figures.max(1) as f64;
    let verdict = |f: Figure| {
        let p = f.p_value();
        Verdict {
            expected: f.expected,
            got: f.got,
            standard_error: f.se(),
            limit: f.limit(alpha),
            p_value: f.random().then_some(p),
            pass: p >= alpha,
            figure: f.name,
        }
    };
    let rows = rows
        .iter()
        .zip(found)
        .map(|(row, figures)| Judged {
            id: row.id,
            part: row.part,
            claim: row.title,
            source: row.source,
            figures: figures.into_iter().map(verdict).collect(),
        })
        .collect();
    Report {
        version: env!("CARGO_PKG_VERSION"),
        seed: size.seed,
        full: size.full,
        false_alarm: FALSE_ALARM,
        random_figures,
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Luck, Purpose};

    fn one_row() -> Vec<Row> {
        rows(&["V36".into()]).unwrap_or_default()
    }

    const SIZE: Size = Size { seed: 1, full: false };

    #[test]
    fn figure_far_from_theory_misses_and_the_others_do_not() {
        let figures = vec![
            Figure::exact("right", 1.0, 1.0),
            Figure::mean("right too", &[0.9, 1.1, 1.0, 0.8], 1.0),
            Figure::share("wrong", 900, 1_000, 0.5),
        ];
        let report = judge(&one_row(), SIZE, vec![figures]);
        let pass: Vec<bool> = report.rows[0].figures.iter().map(|f| f.pass).collect();
        assert_eq!(pass, [true, true, false]);
        assert_eq!((report.misses(), report.random_figures), (1, 2));
    }

    /// 20,000 packs of 100 true figures: 20 alarms are expected; more than 40 come by chance less
    /// than once in 10,000 times.
    #[test]
    fn pack_of_true_figures_is_refused_once_in_a_thousand() {
        let luck = Luck::of_replication(3, 0);
        let refused = (0..20_000)
            .filter(|pack| {
                let mut stream = luck.stream(Purpose::Trait, *pack, 0, 0);
                let figures = (0..100)
                    .map(|_| {
                        let (u, v) = (stream.unit().max(1e-12), stream.unit());
                        let normal = (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos();
                        let by = figure::By::Chance { se: 1.0, freedom: f64::INFINITY, off: 0.0 };
                        Figure { name: String::new(), expected: 0.0, got: normal, by }
                    })
                    .collect();
                judge(&one_row(), SIZE, vec![figures]).misses() > 0
            })
            .count();
        assert!((4..=40).contains(&refused), "{refused} of 20,000");
    }

    #[test]
    fn every_row_has_a_name_of_its_own() {
        let all = rows(&[]).unwrap_or_default();
        for row in &all {
            assert_eq!(all.iter().filter(|r| r.id == row.id).count(), 1, "{}", row.id);
        }
    }
}
