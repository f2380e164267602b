//! The findings: what a study says, in lines that a strategist can read out.
//!
//! Always true: every line is at most 110 columns wide, and luck is never called more than luck.

pub mod bass;
mod cause;
mod credit;
pub mod unsure;
mod verdict;

use std::fmt;

use serde::Serialize;
use serde_json::{Value, json as value};

use crate::fit::implied::implied;
use crate::report::numbers::{count, cut, grouped, people, percent, when, width};
use crate::report::sentences::name_of;
use crate::report::story::Story;
use crate::scenario::plan::{Assumption, Plan};
use crate::study::Summary;
use crate::study::summary::curves::Series;

/// Widest line in columns.
pub const COLUMNS: usize = 110;

/// Columns that a cut cell keeps at least.
const NARROWEST: usize = 16;

/// What the findings need besides plan and summary.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Extra {
    /// Folder that the files are in, as the user named it; `None` where nothing is written.
    pub folder: Option<String>,
    /// R that the scenario asks for.
    pub target_r: Option<f64>,
    /// R that the pilot found.
    pub pilot_r: Option<f64>,
    /// Whether ledgers were too large to be kept until they were reflected on.
    pub no_ledgers: bool,
}

/// The findings, section by section.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Findings {
    /// Size of the study and what was varied.
    pub header: Vec<String>,
    /// The ranking at the last horizon, one line a strategy.
    pub table: Vec<String>,
    /// The best strategy against the baseline, and where the horizon turns it.
    pub verdict: Vec<String>,
    /// Who takes off, how surely, how fast.
    pub take_off: Vec<String>,
    /// What the ledger credits.
    pub ledger: Vec<String>,
    /// How the service floor held.
    pub service: Vec<String>,
    /// The Bass curves that strategies imply, never without their ridge.
    pub bass: Vec<String>,
    /// What makes the result weaker than it looks.
    pub warnings: Vec<String>,
    /// What the runs noted.
    pub notes: Vec<String>,
    /// What is worth knowing better first.
    pub next: Vec<String>,
    /// Where the files are; not part of the file itself.
    pub place: Option<String>,
}

impl Findings {
    /// The text without the place, which is not the same for the same result elsewhere.
    pub fn lasting(&self) -> String {
        Findings { place: None, ..self.clone() }.to_string()
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.header {
            wrapped(f, line)?;
        }
        writeln!(f)?;
        if let Some((heading, rows)) = self.table.split_first() {
            wrapped(f, heading)?;
            rows.iter().try_for_each(|row| writeln!(f, "{}", row.trim_end()))?;
        }
        writeln!(f)?;
        let said = [
            &self.verdict,
            &self.take_off,
            &self.ledger,
            &self.service,
            &self.bass,
            &self.warnings,
            &self.notes,
            &self.next,
        ];
        for line in said.into_iter().flatten() {
            wrapped(f, line)?;
        }
        self.place.iter().try_for_each(|place| wrapped(f, place))
    }
}

/// Writes a line broken at spaces; what follows is indented.
pub(in crate::report) fn wrapped(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let mut line = String::new();
    // Hard spaces hold a number and its unit together; they are ordinary spaces once placed.
    for word in text.replace(" %", "\u{a0}%").split(' ') {
        if !line.trim().is_empty() && width(&line) + 1 + width(word) > COLUMNS {
            writeln!(f, "{}", line.replace('\u{a0}', " "))?;
            line = String::from(" ");
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    writeln!(f, "{}", line.replace('\u{a0}', " "))
}

/// Says what a study found.
pub fn findings(story: &Story, extra: &Extra) -> Findings {
    let (plan, summary) = (story.plan, story.summary);
    let unsure = story.uncertainty;
    let leader = story.leader();
    let mut header = header(plan, summary, extra);
    header.extend(unsure.map(|u| unsure::varied(plan, u)));
    header.extend(unsure::tried(story));
    header.extend(story.looks.map(|looks| unsure::looked(looks, unsure.is_some())));
    let mut ledger: Vec<String> = leader.into_iter().flat_map(|l| credit::ledger(story, l)).collect();
    ledger.extend(cause::removal(story));
    ledger.extend(leader.into_iter().flat_map(|l| cause::money(story, l)));
    Findings {
        header,
        table: unsure.map_or_else(|| table(plan, summary), |u| unsure::table(story, u)),
        verdict: match unsure {
            Some(u) => [unsure::verdict(plan, u), unsure::what_decides(plan, u)].concat(),
            None => verdict::verdict(plan, summary),
        },
        take_off: match unsure {
            Some(u) => verdict::take_off_in_settings(plan, summary, u),
            None => verdict::take_off(plan, summary),
        },
        ledger,
        service: credit::service(story),
        bass: bass::bass(story, &implied(summary)),
        warnings: warnings(story, extra),
        notes: notes(plan, summary),
        next: unsure.map_or_else(Vec::new, |u| unsure::next(plan, u)),
        place: extra.folder.as_ref().map(|folder| format!("Tables and charts: {folder}")),
    }
}

pub(crate) fn plural(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n as f64), if n == 1 { one } else { many })
}

fn header(plan: &Plan, summary: &Summary, extra: &Extra) -> Vec<String> {
    let length = match plan.horizon_days() {
        days if days >= 14 => format!("{:.0} weeks", f64::from(days) / 7.0),
        days => plural(days as usize, "day", "days"),
    };
    let cap = plan.compare.cap.map_or("no cap".into(), |cap| format!("cap {} {}", count(cap), plan.currency));
    let mut lines = vec![format!(
        "{}: {} people ({} eligible), {length}, {}, same luck, {cap}; {} of each on {}.",
        plan.name,
        grouped(f64::from(summary.people)),
        grouped(f64::from(summary.eligible)),
        plural(summary.strategies.len(), "strategy", "strategies"),
        plural(summary.runs, "run", "runs"),
        plural(summary.networks, "network", "networks"),
    )];
    lines.extend(plan.question.iter().map(|q| format!("Question: {q}")));
    let mut talk = Vec::new();
    if let Some(target) = extra.target_r {
        talk.push(format!("asked for {target:.2}"));
    }
    if let Some(pilot) = extra.pilot_r {
        talk.push(format!("{pilot:.2} in the pilot's untouched market"));
    }
    if let Some(measured) = summary.measured_r {
        talk.push(format!("{measured:.2} in the runs without tactics, where others win people too"));
    }
    if !talk.is_empty() {
        lines.push(format!("People won per owner by talk alone (R): {}.", talk.join(", ")));
    }
    lines
}

fn table(plan: &Plan, summary: &Summary) -> Vec<String> {
    let Some(rank) = summary.ranks.last() else { return Vec::new() };
    let mut rows =
        vec![["", "strategy", "active", "5–95 % of luck", "spent", "per extra active"].map(String::from)];
    for (place, row) in rank.places.iter().enumerate() {
        let money = summary.money.iter().find(|m| m.strategy == row.strategy);
        let spent = money.and_then(|m| m.spending.first()).map_or(0.0, |s| s.total.mean);
        let cost = money.and_then(|m| m.cost_per_extra.last()).map_or("–".into(), |c| {
            match (c.cost, c.low, c.high) {
                (None, ..) => "none extra".into(),
                (Some(_), ..) if c.spent == 0.0 => "free".into(),
                (Some(cost), Some(low), Some(high)) => {
                    format!("{} ({}–{})", count(cost), count(low), count(high))
                }
                (Some(cost), Some(low), None) => format!("{} ({}–?)", count(cost), count(low)),
                (Some(cost), ..) => count(cost),
            }
        });
        let mark = if row.strategy == summary.baseline { " (baseline)" } else { "" };
        rows.push([
            (place + 1).to_string(),
            format!("{}{mark}", name_of(plan, row.strategy)),
            people(row.active.p50),
            format!("{} to {}", people(row.active.p05), people(row.active.p95)),
            if spent > 0.0 { count(spent) } else { "0".into() },
            cost,
        ]);
    }
    let mut lines = vec![format!(
        "Active owners at {} (median over runs), money in {}:",
        when(f64::from(rank.day)),
        plan.currency
    )];
    lines.extend(columns(&rows, 1));
    lines
}

/// Rows of cells in columns, one of which stands at its left, the others at their right; where they
/// are too wide together, the cells of that one are cut.
fn columns<const N: usize>(rows: &[[String; N]], left: usize) -> Vec<String> {
    let mut wide = [0; N];
    for row in rows {
        wide.iter_mut().zip(row).for_each(|(wide, cell)| *wide = width(cell).max(*wide));
    }
    let over = (wide.iter().sum::<usize>() + 2 * N).saturating_sub(COLUMNS);
    wide[left] = wide[left].saturating_sub(over).max(NARROWEST.min(wide[left]));
    let line = |row: &[String; N]| {
        let cells = row.iter().enumerate().map(|(c, cell)| {
            let cell = cut(cell, wide[c]);
            let gap = " ".repeat(wide[c] - width(&cell));
            if c == left { format!("{cell}{gap}") } else { format!("{gap}{cell}") }
        });
        format!("  {}", cells.collect::<Vec<_>>().join("  "))
    };
    rows.iter().map(line).collect()
}

/// Every number that carries a range, and in how many places where there are several.
fn assumed(plan: &Plan) -> Vec<String> {
    let told = |a: &Assumption| match a.keys.len() {
        1 => a.name.clone(),
        n => format!("{} ({n} places)", a.name),
    };
    plan.assumptions.iter().map(told).collect()
}

fn warnings(story: &Story, extra: &Extra) -> Vec<String> {
    let (plan, summary) = (story.plan, story.summary);
    let mut lines = Vec::new();
    if story.uncertainty.is_some() {
        lines.push("Warning: what no range was written for was taken as certain.".into());
    } else if !plan.assumptions.is_empty() {
        let keys = assumed(plan);
        lines.push(format!(
            "Only luck was varied: {} ({}) and {} held at {}.",
            plural(keys.len(), "number carries a range", "numbers carry ranges"),
            keys.join(", "),
            if keys.len() == 1 { "was" } else { "were" },
            if keys.len() == 1 { "its central value" } else { "their central values" },
        ));
    } else {
        lines.push("Only luck was varied: every number of the scenario was taken as certain.".into());
    }
    lines.extend(story.uncertainty.and_then(unsure::out_of_reach));
    let used_up = story.uncertainty.map_or(&summary.saturated, |u| &u.used_up);
    let full: Vec<String> = (0..summary.strategies.len())
        .filter(|s| used_up[*s].count > 0)
        .map(|s| format!("{} in {} of runs", name_of(plan, s), percent(used_up[s].value)))
        .collect();
    if !full.is_empty() {
        lines.push(format!(
            "Warning: the market was used up (over 90 % won): {}; where it is, strategies differ in time only.",
            full.join(", ")
        ));
    }
    if extra.no_ledgers {
        lines.push(
            "Note: cascades.csv, reproduction.csv and value.csv are empty: the ledgers of one network's runs would \
             take more than 2 GiB."
                .into(),
        );
    }
    if summary.runs < 8 {
        lines.push(format!(
            "Warning: {} of each strategy cannot say much about luck; 16 or more are a better ground.",
            plural(summary.runs, "run", "runs")
        ));
    }
    lines
}

/// Equal notes of several strategies make one line.
fn notes(plan: &Plan, summary: &Summary) -> Vec<String> {
    let mut texts: Vec<&str> = summary.notes.iter().map(|note| note.text.as_str()).collect();
    texts.sort_unstable();
    texts.dedup();
    let line = |text: &str| {
        let told: Vec<String> = summary
            .notes
            .iter()
            .filter(|note| note.text == text)
            .map(|note| {
                let name = name_of(plan, note.strategy);
                if note.runs == summary.runs {
                    format!("{name}, all runs")
                } else {
                    format!("{name}, {} of {} runs", note.runs, summary.runs)
                }
            })
            .collect();
        format!("Note: {text} ({}).", told.join("; "))
    };
    texts.into_iter().map(line).collect()
}

/// Findings and summary as one JSON value. Curves are thinned to one point a week and to active,
/// adopted, aware and market; `curves.csv` has them all.
pub fn json(story: &Story, findings: &Findings) -> Value {
    let summary = story.summary;
    let weekly = |day: u32| day.is_multiple_of(7) || day == summary.horizon_days;
    let mut small = summary.clone();
    small
        .curves
        .retain(|c| matches!(c.series, Series::Active | Series::Adopted | Series::Aware | Series::Market));
    for curve in &mut small.curves {
        curve.points.retain(|p| weekly(p.day));
    }
    for ratio in &mut small.ratios {
        ratio.points.retain(|p| weekly(p.day));
    }
    value!({
        "findings": findings,
        "summary": small,
        "settings": story.uncertainty,
        "removal": story.removal,
        "budgets": story.budgets,
        "plans": story.choices,
        "looks": story.looks,
    })
}
