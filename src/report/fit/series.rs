//! Bass's model fitted to series, in words.

use std::fmt;

use serde_json::json;

use super::ahead;
use super::figures::{minus, significant};
use super::fitted::{Fitted, peak, read_so};
use crate::fit::bass::BassFit;
use crate::report::column::{Table, columns};
use crate::report::findings::Page;
use crate::report::format::cut;

/// Series and what was fitted to them.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesReport {
    pub source: String,
    /// How the file was read where that is not plain, a sentence each.
    pub read: Vec<String>,
    /// Each series with what was fitted to it.
    pub fits: Vec<Fitted>,
}

/// One period of a series.
pub(super) struct Increment {
    series: String,
    period: String,
    value: f64,
    fitted: f64,
}

fn increments(report: &SeriesReport, put: &mut dyn FnMut(&Increment)) {
    for (series, fit) in report.fits.iter().filter_map(|f| f.fit.as_ref().ok().map(|fit| (&f.series, fit))) {
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
        let fits: Vec<_> = self.fits.iter().map(Fitted::json).collect();
        json!({ "kind": "series", "data": self.source, "read": self.read, "fits": fits })
    }

    /// The ridge said plainly: how the three estimates move together.
    fn ridge(&self) -> Option<String> {
        let fits: Vec<&BassFit> = self.fits.iter().filter_map(|f| f.fit.as_ref().ok()).collect();
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

    /// The periods beyond the series: new adopters and totals with their bands.
    pub fn forecast_csv(&self) -> String {
        ahead::FORECAST.csv(&self.fits)
    }
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
        for Fitted { series, fit, .. } in &self.fits {
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
        for fitted in &self.fits {
            let name = &fitted.series.name;
            read_so(&fitted.series).into_iter().for_each(|said| page.say(said));
            fitted.weak().iter().for_each(|said| page.say(format!("Caution, {name}: {said}")));
            if let Err(error) = &fitted.fit {
                page.say(format!("{name}: {error}."));
            }
        }
        page.say(
            "The first period is taken as the launch, and errors as independent and of one size; a good R² is no sign of \
             a good forecast. q is fitted to the shape of the curve alone: incomes, prices and unlike tastes bend it as \
             talk does.",
        );
        ahead::say(&self.fits, &mut page);
        page.fmt(f)
    }
}
