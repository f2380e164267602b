//! Axes: ticks with their labels, along time and along values.

use crate::report::chart::drawing::{Align, Color, Dash, Drawing};
use crate::report::chart::panel::{Panel, Scale};
use crate::report::format::short;
use crate::scenario::plan::{Judged, Plan};
use crate::units::Day;

/// Time along a chart: days short, shown in weeks from a fortnight on, in hours below a week of finer rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Time {
    /// Time of the last row.
    pub horizon: Day,
    hours: bool,
}

impl Time {
    /// The time of a study's runs.
    pub fn of(plan: &Plan) -> Time {
        let horizon = plan.horizon_days();
        let fine = plan.timeline().is_fine() || !horizon.is_whole();
        Time { horizon, hours: fine && horizon < Day(7.0) }
    }

    /// Days per unit shown.
    pub fn unit_days(self) -> f64 {
        if self.hours {
            1.0 / 24.0
        } else if self.horizon >= Day(14.0) {
            7.0
        } else {
            1.0
        }
    }

    pub fn unit(self) -> &'static str {
        if self.hours {
            "hour"
        } else if self.horizon >= Day(14.0) {
            "week"
        } else {
            "day"
        }
    }

    pub fn scale(self) -> Scale {
        Scale::Straight(0.0, self.horizon.0)
    }

    /// Days that carry a label, and the labels.
    pub fn ticks(self, most: usize) -> Vec<(f64, String)> {
        let units = self.horizon.0 / self.unit_days();
        let steps = match self.hours {
            true => [1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 24.0, 48.0, 72.0, 96.0],
            false => [1.0, 2.0, 4.0, 8.0, 13.0, 26.0, 52.0, 104.0, 260.0, 520.0, 5_200.0],
        };
        let step = steps.into_iter().find(|s| units / s <= most.max(1) as f64).unwrap_or(52_000.0);
        let count = (units / step + 1e-9).floor() as u32;
        (0..=count)
            .map(|i| (f64::from(i) * step * self.unit_days(), format!("{:.0}", f64::from(i) * step)))
            .collect()
    }

    /// Times at which curves are drawn: every row up to 14 weeks, else weekly, the horizon always.
    pub fn shown(self, day: Day) -> bool {
        self.horizon <= Day(98.0) || day.ends_week() || day == self.horizon
    }
}

/// A value on an axis and its label; an empty label leaves the tick alone.
pub type Tick = (f64, String);

pub fn labelled(values: impl IntoIterator<Item = f64>, label: impl Fn(f64) -> String) -> Vec<Tick> {
    values.into_iter().map(|value| (value, label(value))).collect()
}

pub fn bare(ticks: Vec<Tick>) -> Vec<Tick> {
    labelled(ticks.into_iter().map(|tick| tick.0), |_| String::new())
}

/// A label of a multiple: `0.5×`, `10×`.
pub fn times(value: f64) -> String {
    if value < 0.01 { format!("{value}×") } else { format!("{}×", short(value)) }
}

/// A label of a lead: a multiple of owners, or a difference of profit.
pub fn lead_label(plan: &Plan) -> impl Fn(f64) -> String {
    match plan.compare.outcome {
        Judged::Active => times,
        Judged::Profit => short,
    }
}

/// The next of 1, 2, 5 and 10 times a power of ten: powers of ten alone waste room where all is near 1.
pub fn nice(value: f64) -> f64 {
    let power = 10_f64.powf(value.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|m| m * power);
    steps.into_iter().find(|s| *s >= value * 0.999).unwrap_or(power * 10.0)
}

/// The axes of a panel.
#[derive(Debug, Clone, PartialEq)]
pub struct Axes<'a> {
    pub size: f64,
    /// Ticks below the panel.
    pub x: Vec<Tick>,
    /// Name below them; empty for none.
    pub x_name: &'a str,
    /// Ticks on the left, each with a pale line across the panel.
    pub y: Vec<Tick>,
    /// Name beside them; empty for none.
    pub y_name: &'a str,
}

impl Default for Axes<'_> {
    fn default() -> Self {
        Axes { size: 16.0, x: Vec::new(), x_name: "", y: Vec::new(), y_name: "" }
    }
}

impl Axes<'_> {
    pub fn draw(self, drawing: &mut Drawing, panel: &Panel) {
        for (value, label) in self.y {
            panel.rule(drawing, value, Color::PALE, 1.0, Dash::Solid);
            let at = (panel.left - 8.0, panel.height(value));
            drawing.text(at, label, self.size, Color::GREY, Align::Right);
        }
        let (left, right, bottom) = (panel.left, panel.right, panel.bottom);
        drawing.line(vec![(left, bottom), (right, bottom)], Color::GREY, 1.0, Dash::Solid);
        for (value, label) in self.x {
            let x = panel.column(value);
            drawing.line(vec![(x, bottom), (x, bottom + 5.0)], Color::GREY, 1.0, Dash::Solid);
            let at = (x, bottom + 7.0 + self.size * 0.6);
            drawing.text(at, label, self.size, Color::GREY, Align::Middle);
        }
        let at = ((left + right) / 2.0, bottom + 12.0 + self.size * 1.9);
        drawing.text(at, self.x_name, self.size, Color::GREY, Align::Middle);
        let at = (left - self.size * 3.8, (panel.top + bottom) / 2.0);
        drawing.rotated(at, self.y_name, self.size, Color::GREY);
    }
}
