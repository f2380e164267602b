//! Series, the Bass curves fitted to them and their forecasts: a panel a series.
//!
//! Dots are data, the line the fitted curve, dashed beyond the data, with its 90 % band; a dotted upright line
//! stands at the end of the data.

use crate::report::chart::figure::*;
use crate::report::fit::Fitted;

/// Most panels on a sheet.
const PANELS: usize = 12;
/// A band may reach this many times as high as the other values; beyond, it leaves the panel. Assumed.
const TALL: f64 = 2.5;

/// Draws the forecasts of the series of a file; series without one are left out.
pub fn forecast(source: &str, fits: &[Fitted]) -> Drawing {
    let with: Vec<&Fitted> = fits.iter().filter(|f| !f.ahead.is_empty()).collect();
    let shown = &with[..with.len().min(PANELS)];
    let mut drawing = Drawing::default();
    let top = drawing.frame(&title(source, &with), &captions(&with));
    let columns = match shown.len() {
        0..=1 => 1,
        2..=6 => 2,
        _ => 3,
    };
    let rows = shown.len().div_ceil(columns).max(1);
    let (wide, high) = ((WIDTH - 60.0) / columns as f64, (HEIGHT - 110.0 - top) / rows as f64);
    for (i, fitted) in shown.iter().enumerate() {
        let (left, upper) = (50.0 + wide * (i % columns) as f64, top + high * (i / columns) as f64);
        let place = Place { left, top: upper, right: left + wide, bottom: upper + high };
        panel(&mut drawing, fitted, &place, shown.len() == 1);
    }
    drawing
}

fn title(source: &str, fits: &[&Fitted]) -> String {
    let told = fits.first().and_then(|f| f.ahead.last().map(|last| (f, last)));
    match (fits.len(), told) {
        (1, Some((fitted, last))) => format!(
            "{}: {} adopters by {}, between {} and {} in 9 of 10 cases if Bass's law goes on to hold",
            fitted.series.name,
            people(last.total.value),
            fitted.label_ahead(last.periods),
            people(last.total.p05),
            people(last.total.p95)
        ),
        (n, _) => format!("{source}: {}, continued by Bass's model", plural(n, "series", "series")),
    }
}

fn captions(fits: &[&Fitted]) -> Vec<String> {
    let mut said = vec![
        "Dots: data. Line: Bass's model fitted to them, dashed beyond the data. Band: 90 %, the errors of p, q and m and \
         the noise of a period."
            .to_owned(),
    ];
    if fits.iter().any(|f| f.fit.as_ref().is_ok_and(|fit| fit.ends_before_peak)) {
        said.push(
            "Caution: the data end before the peak is past; such forecasts are known to be poor.".to_owned(),
        );
    }
    if fits.iter().any(|f| f.ahead.iter().any(|a| a.new.p95 > height(f))) {
        said.push(
            "A band that reaches the upper edge goes on beyond it; forecast.csv has its ends.".to_owned(),
        );
    }
    if fits.len() > PANELS {
        said.push(format!("The first {PANELS} of {} series.", fits.len()));
    }
    said
}

/// The largest value that a panel shows.
fn height(fitted: &Fitted) -> f64 {
    let lines = fitted.fit.as_ref().map_or(&[][..], |fit| &fit.fitted);
    let known = fitted.series.values.iter().chain(lines).copied();
    let most = known.chain(fitted.ahead.iter().map(|a| a.new.value)).fold(0.0, f64::max);
    fitted.ahead.iter().map(|a| a.new.p95).fold(most, f64::max).min(TALL * most) * 1.05
}

/// Room on the sheet.
struct Place {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

fn panel(drawing: &mut Drawing, fitted: &Fitted, place: &Place, alone: bool) {
    let size = if alone { 17.0 } else { 14.0 };
    let (seen, ahead) = (fitted.series.values.len(), fitted.ahead.len());
    let x = Scale::Straight(-0.5, (seen + ahead) as f64 - 0.5);
    let y = Scale::Straight(0.0, height(fitted).max(f64::MIN_POSITIVE));
    let sides = (place.left + 75.0, place.right - if alone { 20.0 } else { 30.0 });
    let panel = Panel::new(sides, (place.top + 36.0, place.bottom - 4.2 * size), x, y);
    if !alone {
        let name = fit(&fitted.series.name, size + 2.0, panel.right - panel.left);
        drawing.text((panel.left, panel.top - 16.0), name, size + 2.0, palette(0), Align::Left);
    }
    let labels = if alone { 10 } else { 5 };
    let step = (seen + ahead).div_ceil(labels).max(1);
    let tick = |i: usize| (i as f64, fitted.series.label(i as f64));
    Axes {
        size,
        x: (0..seen + ahead).step_by(step).map(tick).collect(),
        x_name: "period",
        y: labelled(panel.y.ticks(6), short),
        y_name: "new adopters a period",
    }
    .draw(drawing, &panel);
    let color = palette(0);
    let end = panel.column(seen as f64 - 0.5);
    drawing.line(vec![(end, panel.top), (end, panel.bottom)], Color::GREY, 1.0, Dash::Dotted);
    drawing.text((end + 6.0, panel.top + size * 0.6), "forecast", size, Color::GREY, Align::Left);
    let at = |i: usize, value: f64| panel.at(i as f64, value);
    let beyond = |of: fn(&crate::fit::forecast::Ahead) -> f64| {
        fitted.ahead.iter().map(move |a| at(seen + a.periods - 1, of(a)))
    };
    if ahead == 1 {
        let (x, upper) = at(seen, fitted.ahead[0].new.p95);
        drawing.v_error_bar(x, (upper, at(seen, fitted.ahead[0].new.p05).1), 6.0, color);
    } else {
        let mut outline: Vec<At> = beyond(|a| a.new.p95).collect();
        outline.extend(beyond(|a| a.new.p05).collect::<Vec<_>>().into_iter().rev());
        drawing.area(outline, color.with_opacity(0.25));
    }
    let line: Vec<At> = fitted
        .fit
        .iter()
        .flat_map(|fit| fit.fitted.iter().enumerate().map(|(i, value)| at(i, *value)))
        .collect();
    let dashed: Vec<At> = line.last().copied().into_iter().chain(beyond(|a| a.new.value)).collect();
    drawing.line(line, color, 2.5, Dash::Solid);
    drawing.line(dashed, color, 2.5, Dash::Dashed);
    let radius = if seen > 120 { 2.0 } else { 4.5 };
    for (i, value) in fitted.series.values.iter().enumerate() {
        drawing.mark(at(i, *value), Marker::Circle, radius, Color::DARK);
    }
}
