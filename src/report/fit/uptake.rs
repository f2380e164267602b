//! Take-up by exposure, in words.

use std::fmt;

use super::figures::tenths;
use crate::fit::uptake::{Class, Uptake};
use crate::report::column::{Context, Table, columns};
use crate::report::findings::wrapped;
use crate::report::format::grouped;
use crate::statistics::estimate::Share;

/// Take-up by exposure and what the data are called.
#[derive(Debug, Clone, PartialEq)]
pub struct UptakeReport {
    /// What the data are called.
    pub source: String,
    /// The description.
    pub uptake: Uptake,
    /// The column that people were also counted by.
    pub mark: Option<String>,
}

impl Context for UptakeReport {
    type Of<'a> = UptakeReport;
}

fn classes(report: &UptakeReport, put: &mut dyn FnMut(&Class)) {
    report.uptake.classes.iter().for_each(&mut *put);
    put(&Class { exposure: "no neighbours", taken: report.uptake.alone });
}

pub(super) static TAKE_UP: Table<UptakeReport, Class> = Table {
    file: "--out, take-up on a network",
    doc: "Adopters by the share of their neighbours who adopted",
    shows: |_| true,
    rows: classes,
    columns: columns! { |s, r|
        "exposure" = r.exposure, "Share of neighbours who adopted.";
        "people" ["people"] = r.taken.of, "People of the class.";
        "adopters" ["people"] = r.taken.count, "Adopters among them.";
        Interval "share" ["share"] = six(r.taken), "Their share.";
    },
};

/// A share and its ends with six decimals.
fn six(s: Share) -> (String, String, String) {
    let six = |v: f64| format!("{v:.6}");
    (six(s.value), six(s.low), six(s.high))
}

impl UptakeReport {
    /// For machines.
    pub fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "kind": "take-up", "data": self.source, "take_up": self.uptake, "mark": self.mark,
        })
    }

    /// The table: exposure, people, adopters, share with its 95 % interval.
    pub fn csv(&self) -> String {
        TAKE_UP.csv(self)
    }
}

impl fmt::Display for UptakeReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (u, t) = (&self.uptake, &self.uptake.ties);
        let kind = if t.undirected { "undirected" } else { "directed" };
        let of = |s: &Share| {
            format!("{} of {} ({})", grouped(s.count as f64), grouped(s.of as f64), tenths(s.value))
        };
        wrapped(
            f,
            &format!(
                "{}: who adopted, on a network. {} people adopted; {} distinct {kind} ties ({} lines named one again, {} \
                 were to oneself).",
                self.source,
                of(&u.all),
                grouped(t.pairs as f64),
                grouped(t.repeats_merged as f64),
                grouped(t.self_ties_dropped as f64),
            ),
        )?;
        writeln!(f)?;
        writeln!(
            f,
            "  {:<34}{:>10}{:>10}{:>10}{:>20}",
            "share of neighbours who adopted", "people", "adopted", "take-up", "95 % interval"
        )?;
        let row = |f: &mut fmt::Formatter<'_>, name: &str, s: &Share| {
            let take_up = if s.of > 0 { tenths(s.value) } else { "–".into() };
            let interval =
                if s.of > 0 { format!("{} to {}", tenths(s.low), tenths(s.high)) } else { "–".into() };
            writeln!(
                f,
                "  {name:<34}{:>10}{:>10}{take_up:>10}{interval:>20}",
                grouped(s.of as f64),
                grouped(s.count as f64)
            )
        };
        for class in &u.classes {
            row(f, class.exposure, &class.taken)?;
        }
        row(f, "(no neighbours)", &u.alone)?;
        writeln!(f)?;
        if let (Some(mark), Some([with, without])) = (&self.mark, &u.marked) {
            wrapped(
                f,
                &format!("Of those marked by {mark} {} adopted, of the others {}.", of(with), of(without)),
            )?;
        }
        let whom = if t.undirected { "those whom a person is tied to" } else { "those whom a person names" };
        wrapped(
            f,
            &format!(
                "Neighbours are {whom}; a class holds its upper end. This is a description and no estimate of influence: \
                 neighbours decide at the same time, are alike, and hear of the thing from the same people, so shares \
                 rise together without anybody persuading anybody (Manski 1993)."
            ),
        )
    }
}
