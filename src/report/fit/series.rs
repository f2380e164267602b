//! Bass's model fitted to series, in words.

use std::fmt;

use serde_json::json;

use super::figures::{minus, significant};
use crate::delimited::Calendar;
use crate::fit::FitError;
use crate::fit::bass::BassFit;
use crate::fit::series::Series;
use crate::report::column::{Table, columns};
use crate::report::findings::Page;
use crate::report::format::{cut, factor};

/// Series and what was fitted to them.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesReport {
    pub source: String,
    /// How the file was read where that is not plain, a sentence each.
    pub read: Vec<String>,
    /// Each series with its fit, or why there is none.
    pub fits: Vec<(Series, Result<BassFit, FitError>)>,
}

/// One period of a series.
pub(super) struct Increment {
    series: String,
    period: String,
    value: f64,
    fitted: f64,
}

fn increments(report: &SeriesReport, put: &mut dyn FnMut(&Increment)) {
    for (series, fit) in report.fits.iter().filter_map(|(s, fit)| fit.as_ref().ok().map(|f| (s, f))) {
        for ((value, fitted), i) in series.values.iter().zip(&fit.fitted).zip(0..) {
            let period = series.label(f64::from(i));
            put(&Increment { series: series.name.clone(), period, value: *value, fitted: *fitted });
        }
    }
}

pub(super) static FITTED: Table<SeriesReport, Increment> = Table {
    file: "--out, a series",
    doc: "Observed and fitted new adopters a period",
    shows: |_| true,
    rows: increments,
    columns: columns! { |s, r|
        "series" = r.series.as_str(), "Name of the series.";
        "period" = r.period.as_str(), "Period.";
        "value" = r.value.to_string(), "New adopters in it.";
        "fitted" = format!("{:.6}", r.fitted), "New adopters by the fitted curve.";
    },
};

impl SeriesReport {
    pub fn json(&self) -> serde_json::Value {
        let entry = |(series, fit): &(Series, Result<BassFit, FitError>)| {
            let (bass, error) = (fit.as_ref().ok(), fit.as_ref().err());
            json!({
                "series": series,
                "first_period": series.label(0.0),
                "said": read_so(series),
                "bass": bass,
                "hardly_identified": bass.map(BassFit::hardly_identified),
                "error": error.map(ToString::to_string),
            })
        };
        let fits: Vec<_> = self.fits.iter().map(entry).collect();
        json!({ "kind": "series", "data": self.source, "read": self.read, "fits": fits })
    }

    /// The ridge said plainly: how the three estimates move together.
    fn ridge(&self) -> Option<String> {
        let fits: Vec<&BassFit> = self.fits.iter().filter_map(|(_, fit)| fit.as_ref().ok()).collect();
        let range = |correlation: fn(&BassFit) -> f64| {
            let of = fits.iter().map(|fit| correlation(fit));
            let (low, high) = (of.clone().fold(1.0, f64::min), of.fold(-1.0, f64::max));
            let two = |value: f64| minus(format!("{value:.2}"));
            if two(low) == two(high) { two(low) } else { format!("{} to {}", two(low), two(high)) }
        };
        (!fits.is_empty()).then(|| {
            format!(
                "The estimates of one series move together (correlations p–q {}, q–m {}, p–m {}): other triples along \
                 that ridge fit nearly as well.",
                range(|fit| fit.corr_pq),
                range(|fit| fit.corr_qm),
                range(|fit| fit.corr_pm)
            )
        })
    }

    /// Observed and fitted increments: series, period, value, fitted.
    pub fn csv(&self) -> String {
        FITTED.csv(self)
    }
}

/// The period that holds the fitted peak.
pub(super) fn peak(series: &Series, fit: &BassFit) -> String {
    if fit.peak > 0.0 { series.label(fit.peak.floor()) } else { "at once".into() }
}

/// How a series was read where that is not plain.
pub(super) fn read_so(series: &Series) -> Vec<String> {
    let mut said = Vec::new();
    let name = &series.name;
    if series.calendar != Calendar::Number {
        let last = series.label(series.values.len().saturating_sub(1) as f64);
        let step = match (series.calendar, series.step) {
            (Calendar::Number, _) => String::new(),
            (Calendar::Day, 1.0) => "day".into(),
            (Calendar::Day, 7.0) => "week".into(),
            (Calendar::Day, days) => format!("{days} days"),
            (Calendar::Month, 1.0) => "month".into(),
            (Calendar::Month, 3.0) => "quarter".into(),
            (Calendar::Month, 12.0) => "year".into(),
            (Calendar::Month, months) => format!("{months} months"),
            (Calendar::Quarter, 1.0) => "quarter".into(),
            (Calendar::Quarter, quarters) => format!("{quarters} quarters"),
        };
        said.push(format!("{name}: dates from {} to {last}, one period a {step}.", series.label(0.0)));
    }
    if series.turned {
        said.push(format!("{name}: its rows stand from the latest to the first; they were turned round."));
    }
    if series.differenced {
        said.push(format!("{name}: differences of the running totals were fitted (--cumulative)."));
    }
    match series.zeros_before {
        0 => {}
        n => said.push(format!(
            "Caution, {name}: {} 0 at the beginning, taken as before the launch and left out; launch is {}.",
            if n == 1 { "there is 1 period of".to_owned() } else { format!("there are {n} periods of") },
            series.label(0.0)
        )),
    }
    if series.never_falls() {
        said.push(format!(
            "Caution, {name}: its values never fall. If they are running totals (cumulative), --cumulative takes their \
             differences; Bass's model is fitted to new adopters a period."
        ));
    }
    said
}

/// What weakens a fit, a sentence each.
pub(super) fn weak(series: &Series, fit: &BassFit) -> Vec<String> {
    let mut said = Vec::new();
    if 2 * fit.agreeing < fit.starts {
        said.push(format!(
            "only {} of {} starting points led to this fit; the others ended at worse ones or nowhere.",
            fit.agreeing, fit.starts
        ));
    }
    if fit.ends_before_peak {
        said.push(format!(
            "the series ends before its peak is past (fitted: {}), so m and q are hardly identified: m tends to come out too \
             small and q too large (Van den Bulte & Lilien 1997).",
            peak(series, fit)
        ));
    } else if fit.wide_m() || fit.wide_q() {
        let which = match (fit.wide_m(), fit.wide_q()) {
            (true, true) => "m and q are",
            (true, false) => "m is",
            _ => "q is",
        };
        said.push(format!("the errors are so large that {which} hardly identified."));
    }
    if fit.m > 3.0 * fit.total {
        said.push(format!("m is {} what the series has seen.", factor(fit.m / fit.total)));
    }
    said
}

impl fmt::Display for SeriesReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut page = Page::default();
        let many = match self.fits.len() {
            1 => "one series".to_owned(),
            n => format!("{n} series"),
        };
        page.say(format!(
            "{}: {many} of new adopters a period; Bass's model by non-linear least squares on increments.",
            self.source
        ));
        page.line("");
        page.line(format!(
            "  {:<26}{:>4} {:>20} {:>16} {:>20} {:>6} {:>10}",
            "series", "n", "p (error)", "q (error)", "m (error)", "R²", "peak in"
        ));
        for (series, fit) in &self.fits {
            let name = cut(&series.name, 26);
            let with = |value: f64, se: f64| format!("{} ({})", significant(value), significant(se));
            page.line(match fit {
                Ok(fit) => format!(
                    "  {name:<26}{:>4} {:>20} {:>16} {:>20} {:>6.3} {:>10}",
                    fit.periods,
                    with(fit.p, fit.p_se),
                    with(fit.q, fit.q_se),
                    with(fit.m, fit.m_se),
                    fit.r2,
                    peak(series, fit)
                ),
                Err(_) => format!("  {name:<26}{:>4}{:>21}", series.values.len(), "no fit"),
            });
        }
        page.line("");
        page.say("p: hazard of adopting with no adopter yet; q: hazard added once everybody has adopted; both per period. \
             m: final number, in the unit of the series.");
        if let Some(said) = self.ridge() {
            page.say(said);
        }
        self.read.iter().for_each(|said| page.say(said.clone()));
        for (series, fit) in &self.fits {
            read_so(series).into_iter().for_each(|said| page.say(said));
            match fit {
                Ok(fit) => {
                    for sentence in weak(series, fit) {
                        page.say(format!("Caution, {}: {sentence}", series.name));
                    }
                }
                Err(error) => page.say(format!("{}: {error}.", series.name)),
            }
        }
        page.say(
            "The first period is taken as the launch, and errors as independent and of one size; a good R² is no sign of \
             a good forecast. q is fitted to the shape of the curve alone: incomes, prices and unlike tastes bend it as \
             talk does.",
        );
        page.fmt(f)
    }
}
