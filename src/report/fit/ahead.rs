//! The periods beyond a series, as lines and as a table.

use super::figures::placed;
use super::fitted::Fitted;
use crate::fit::forecast::{Ahead, Expected};
use crate::report::column::{Table, columns};
use crate::report::findings::Page;
use crate::report::format::cut;

/// Most lines of a forecast that are printed; the file has all.
const LINES: usize = 24;

/// One period beyond a series.
pub(super) struct Row {
    series: String,
    period: String,
    ahead: Ahead,
}

fn rows(fits: &[Fitted], put: &mut dyn FnMut(&Row)) {
    for (fitted, ahead) in fits.iter().flat_map(|f| f.ahead.iter().map(move |a| (f, *a))) {
        put(&Row { series: fitted.series.name.clone(), period: fitted.label_ahead(ahead.periods), ahead });
    }
}

pub(super) static FORECAST: Table<Vec<Fitted>, Row> = Table {
    file: "forecast.csv",
    doc: "With `--forecast`: the fitted curve beyond the series, with 90 % bands that hold the errors of p, q and m and the \
          noise of the periods ahead",
    shows: |fits| fits.iter().any(|f| !f.ahead.is_empty()),
    rows: |fits, put| rows(fits, put),
    columns: columns! { |s, r|
        "series" = r.series.as_str(), "Name of the series.";
        "period" = r.period.as_str(), "Period, as the series counts or dates them.";
        "periods_ahead" ["periods"] = r.ahead.periods, "Periods from the last of the series.";
        "new_adopters" ["unit of the series"] = r.ahead.new.value, "New adopters in it by the fitted curve.";
        "new_adopters_p05" ["unit of the series"] = r.ahead.new.p05, "5 % quantile of what they may be.";
        "new_adopters_p95" ["unit of the series"] = r.ahead.new.p95, "95 % quantile of it.";
        "total_adopters" ["unit of the series"] = r.ahead.total.value, "Adopters by its end, those of the series among them.";
        "total_adopters_p05" ["unit of the series"] = r.ahead.total.p05, "5 % quantile of what they may be.";
        "total_adopters_p95" ["unit of the series"] = r.ahead.total.p95, "95 % quantile of it.";
    },
};

/// Says the forecasts, where there are any.
pub(super) fn say(fits: &[Fitted], page: &mut Page) {
    for fitted in fits.iter().filter(|f| !f.ahead.is_empty()) {
        let (name, periods) = (cut(&fitted.series.name, 26), fitted.ahead.len());
        page.line("");
        page.line(format!(
            "Forecast of {name}: {periods} {} beyond {}.",
            if periods == 1 { "period" } else { "periods" },
            fitted.label_ahead(0)
        ));
        page.line(format!(
            "  {:<12}{:>14} {:>24} {:>16} {:>26}",
            "period", "new adopters", "90 % band", "total by then", "90 % band"
        ));
        let step = periods.div_ceil(LINES);
        // Counted back from the end, so that the last period is always shown.
        for ahead in fitted.ahead.iter().filter(|a| (periods - a.periods).is_multiple_of(step)) {
            let in_place = |e: Expected, value: f64| placed(value, e.p95 - e.p05);
            let band = |e: Expected| format!("{} to {}", in_place(e, e.p05), in_place(e, e.p95));
            let [new, total] = [ahead.new, ahead.total].map(|e| in_place(e, e.value));
            page.line(format!(
                "  {:<12}{new:>14} {:>24} {total:>16} {:>26}",
                fitted.label_ahead(ahead.periods),
                band(ahead.new),
                band(ahead.total)
            ));
        }
    }
    if fits.iter().any(|f| !f.ahead.is_empty()) {
        page.say(
            "The line is the fitted curve; a band holds the value in 9 of 10 cases if Bass's law goes on to hold: it counts \
             the errors of p, q and m and the noise of the periods ahead, not a change of the market.",
        );
    }
}
