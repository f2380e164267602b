//! A series with its fit and forecast: how it was read, and what weakens it.

use serde_json::json;

use crate::delimited::Calendar;
use crate::fit::FitError;
use crate::fit::bass::{self, BassFit};
use crate::fit::forecast::{Ahead, errors_follow_curve, forecast};
use crate::fit::series::{Series, Values};
use crate::report::format::{count, factor, grouped};

/// A series and what was fitted to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// What was fitted.
    pub series: Series,
    /// Bass's model, or why there is none.
    pub fit: Result<BassFit, FitError>,
    /// The fit continued, where that was asked for.
    pub ahead: Vec<Ahead>,
}

impl Fitted {
    /// Fits a series and continues the fit by so many periods.
    pub fn of(series: Series, periods: usize) -> Fitted {
        let fit = bass::fit(&series.values);
        let mut ahead = fit.as_ref().map_or(Vec::new(), |fit| forecast(&series.values, fit, periods));
        for total in ahead.iter_mut().map(|ahead| &mut ahead.total) {
            [&mut total.value, &mut total.p05, &mut total.p95].into_iter().for_each(|t| *t += series.before);
        }
        Fitted { series, fit, ahead }
    }

    /// The period so many from the last of the series, in words.
    pub fn label_ahead(&self, periods: usize) -> String {
        self.series.label((self.series.values.len() - 1 + periods) as f64)
    }

    pub(super) fn json(&self) -> serde_json::Value {
        let (bass, error) = (self.fit.as_ref().ok(), self.fit.as_ref().err());
        let mut entry = json!({
            "series": self.series,
            "first_period": self.series.label(0.0),
            "said": read_so(&self.series),
            "bass": bass,
            "hardly_identified": bass.map(BassFit::hardly_identified),
            "error": error.map(ToString::to_string),
        });
        let ahead = |a: &Ahead| json!({ "period": self.label_ahead(a.periods), "new_adopters": a.new, "total_adopters": a.total });
        if !self.ahead.is_empty() {
            entry["forecast"] = self.ahead.iter().map(ahead).collect();
            entry["cautions"] = self.weak().into();
        }
        entry
    }

    /// What weakens the fit and its forecast, a sentence each.
    pub(super) fn weak(&self) -> Vec<String> {
        let Ok(fit) = &self.fit else { return Vec::new() };
        let mut said = weak(&self.series, fit);
        if !self.ahead.is_empty() && fit.ends_before_peak {
            said.push(
                "forecasts of Bass's model that are made before the peak is past are known to be poor (Heeler & Hustad 1980); \
                 the bands are right only if the market keeps to the law."
                    .to_owned(),
            );
        }
        if !self.ahead.is_empty() && errors_follow_curve(&self.series.values, &fit.fitted) {
            said.push(
                "its errors are larger where more adopt, but the bands take them as of one size: they are too wide where few \
                 adopt, and too narrow where many do."
                    .to_owned(),
            );
        }
        said
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
    let why = |flag: &str| match series.by_name {
        true => "by the name of their column; --new if they are new adopters".to_owned(),
        false => flag.to_owned(),
    };
    match series.held {
        Values::New => {}
        Values::Totals => said.push(format!(
            "{name}: differences of the running totals were fitted ({}).",
            why("--cumulative")
        )),
        Values::Stock => said.push(format!(
            "{name}: its values are people who have it ({}); their differences were fitted as new adopters, which are net of \
             people who left.",
            why("--stock")
        )),
    }
    if series.before > 0.0 {
        said.push(format!(
            "Caution, {name}: {} were there in the first period already and are left out; only those who came after it are \
             fitted. Launch is taken as {}, though it lies before, so p comes out too large.",
            if series.before.fract() == 0.0 { grouped(series.before) } else { count(series.before) },
            series.label(0.0)
        ));
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
             differences, if they are people who have it, --stock; Bass's model is fitted to new adopters a period."
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
