//! Take-up by exposure, in words.

use std::fmt;

use super::figures::{neighbours, tenths, ties_in_words};
use crate::fit::uptake::{Class, Uptake};
use crate::report::column::{Table, columns};
use crate::report::findings::Page;
use crate::report::format::grouped;
use crate::statistics::{Interval, Share};

/// Take-up by exposure and what the data are called.
#[derive(Debug, Clone, PartialEq)]
pub struct UptakeReport {
    pub source: String,
    pub uptake: Uptake,
    /// The column that people were also counted by.
    pub mark: Option<String>,
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
fn six(s: Share) -> (String, Interval<String>) {
    let six = |v: f64| format!("{v:.6}");
    (six(s.value), Interval { low: six(s.interval.low), high: six(s.interval.high) })
}

impl UptakeReport {
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
        let (u, t, mut page) = (&self.uptake, &self.uptake.ties, Page::default());
        let of = |s: &Share| {
            format!("{} of {} ({})", grouped(s.count as f64), grouped(s.of as f64), tenths(s.value))
        };
        page.say(format!(
            "{}: who adopted, on a network. {} people adopted; {}.",
            self.source,
            of(&u.all),
            ties_in_words(t)
        ));
        page.line("");
        page.line(format!(
            "  {:<34}{:>10}{:>10}{:>10}{:>20}",
            "share of neighbours who adopted", "people", "adopted", "take-up", "95 % interval"
        ));
        let mut row = |name: &str, s: &Share| {
            let (take_up, interval) = match s.of {
                0 => ("–".into(), "–".into()),
                _ => (tenths(s.value), format!("{} to {}", tenths(s.interval.low), tenths(s.interval.high))),
            };
            let (people, adopted) = (grouped(s.of as f64), grouped(s.count as f64));
            page.line(format!("  {name:<34}{people:>10}{adopted:>10}{take_up:>10}{interval:>20}"));
        };
        for class in &u.classes {
            row(class.exposure, &class.taken);
        }
        row("(no neighbours)", &u.alone);
        page.line("");
        if let (Some(mark), Some([with, without])) = (&self.mark, &u.marked) {
            page.say(format!(
                "Of those marked by {mark} {} adopted, of the others {}.",
                of(with),
                of(without)
            ));
        }
        let named = neighbours(t);
        page.say(format!(
                "Neighbours are {named}; a class holds its upper end. This is a description and no estimate of influence: \
                 neighbours decide at the same time, are alike, and hear of the thing from the same people, so shares \
                 rise together without anybody persuading anybody (Manski 1993)."
        ));
        page.fmt(f)
    }
}
