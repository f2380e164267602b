//! Panels: scales, ticks and axes.
//!
//! Always true: a position is inside its panel; values beyond a scale stand at its edge.

use crate::report::chart::drawing::{Align, At, Dash, Drawing, Ink};
use crate::report::numbers::short;

/// From values to the unit interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scale {
    /// Straight, between two values.
    Straight(f64, f64),
    /// Logarithmic, between two values above 0.
    Log(f64, f64),
}

impl Scale {
    /// Where a value stands between the ends, 0 to 1.
    pub fn share(self, value: f64) -> f64 {
        let share = match self {
            Scale::Straight(low, high) => (value - low) / (high - low),
            Scale::Log(low, high) => (value.max(low) / low).ln() / (high / low).ln(),
        };
        if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
    }

    /// A logarithmic scale that holds both values: whole powers of ten below, 1, 2 or 5 above.
    pub fn log_around(low: f64, high: f64) -> Scale {
        let low = 10_f64.powf(low.max(1e-6).log10().floor());
        let power = 10_f64.powf(high.max(low).log10().floor());
        let top = [1.0, 2.0, 5.0, 10.0].map(|m| m * power).into_iter().find(|t| *t >= high * 0.999);
        Scale::Log(low, top.unwrap_or(power * 10.0).max(low * 10.0))
    }

    /// Round values along the scale, not more than about `most` of them.
    pub fn ticks(self, most: usize) -> Vec<f64> {
        match self {
            Scale::Straight(low, high) => {
                let rough = (high - low) / most.max(1) as f64;
                let power = 10_f64.powf(rough.log10().floor());
                let steps = [1.0, 2.0, 2.5, 5.0, 10.0].map(|m| m * power);
                let step = steps.into_iter().find(|s| *s >= rough * 0.999).unwrap_or(power * 10.0);
                let first = (low / step).ceil() as i64;
                let last = (high / step + 1e-9).floor() as i64;
                (first..=last).map(|i| i as f64 * step).collect()
            }
            Scale::Log(low, high) => {
                let (first, last) = (low.log10().round() as i32, high.log10().floor() as i32);
                let powers = (last - first + 1).max(1) as usize;
                let skip = powers.div_ceil(most.max(1)) as i32;
                let mut ticks: Vec<f64> =
                    (first..=last).filter(|p| (p - first) % skip == 0).map(|p| 10_f64.powi(p)).collect();
                // Two powers leave too much unsaid between them.
                if powers <= 2 && most > 3 {
                    ticks = (first..=last)
                        .flat_map(|p| [1.0, 2.0, 5.0].map(|m| m * 10_f64.powi(p)))
                        .filter(|t| *t <= high * 1.001)
                        .collect();
                }
                ticks
            }
        }
    }
}

impl Scale {
    /// Round values within the scale: of a logarithmic one 1, 2 and 5 times powers of ten where they
    /// are not more than `most`, else powers of ten alone; evenly spaced ones where it holds hardly any.
    pub fn inside_ticks(self, most: usize) -> Vec<f64> {
        let Scale::Log(low, high) = self else { return self.ticks(most) };
        let inside = |v: &f64| *v >= low * 0.999 && *v <= high * 1.001;
        let powers = || -15..=15;
        let fine: Vec<f64> =
            powers().flat_map(|p| [1.0, 2.0, 5.0].map(|m| m * 10_f64.powi(p))).filter(inside).collect();
        if fine.len() < 4 {
            return Scale::Straight(low, high).ticks(most);
        }
        if fine.len() <= most {
            return fine;
        }
        let tens: Vec<f64> = powers().map(|p| 10_f64.powi(p)).filter(inside).collect();
        let skip = tens.len().div_ceil(most).max(1) as i32;
        powers().filter(|p| p % skip == 0).map(|p| 10_f64.powi(p)).filter(inside).collect()
    }
}

/// Time along a chart: days counted, shown in weeks from a fortnight on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Time {
    /// Last day, at least 1.
    pub horizon: u32,
}

impl Time {
    /// Days per unit shown.
    pub fn unit_days(self) -> f64 {
        if self.horizon >= 14 { 7.0 } else { 1.0 }
    }

    /// The name of the unit shown.
    pub fn unit(self) -> &'static str {
        if self.horizon >= 14 { "week" } else { "day" }
    }

    /// The scale, in days.
    pub fn scale(self) -> Scale {
        Scale::Straight(0.0, f64::from(self.horizon.max(1)))
    }

    /// Days that carry a label, and the labels.
    pub fn ticks(self, most: usize) -> Vec<(f64, String)> {
        let units = f64::from(self.horizon) / self.unit_days();
        let steps = [1.0, 2.0, 4.0, 8.0, 13.0, 26.0, 52.0, 104.0, 260.0, 520.0, 5_200.0];
        let step = steps.into_iter().find(|s| units / s <= most.max(1) as f64).unwrap_or(52_000.0);
        let count = (units / step + 1e-9).floor() as u32;
        (0..=count)
            .map(|i| (f64::from(i) * step * self.unit_days(), format!("{:.0}", f64::from(i) * step)))
            .collect()
    }

    /// Days at which curves are drawn: daily up to 14 weeks, else weekly, the horizon always.
    pub fn shown(self, day: u32) -> bool {
        self.horizon <= 98 || day.is_multiple_of(7) || day == self.horizon
    }
}

/// A rectangle with two scales.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Panel {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
    /// Scale from left to right.
    pub x: Scale,
    /// Scale from below.
    pub y: Scale,
}

/// Which parts of the axes are written.
#[derive(Debug, Clone, Copy)]
pub struct Axes<'a> {
    /// Size of the labels.
    pub size: f64,
    /// Labels along the foot, by position.
    pub foot: &'a [(f64, String)],
    /// Whether the foot's labels are written.
    pub foot_labels: bool,
    /// Name under the foot; empty for none.
    pub foot_name: &'a str,
    /// Values along the side.
    pub side: &'a [f64],
    /// How values along the side are written; `None` leaves them out.
    pub side_labels: Option<fn(f64) -> String>,
    /// Name beside the side; empty for none.
    pub side_name: &'a str,
}

impl Panel {
    /// Where a pair of values stands on the sheet.
    pub fn at(&self, x: f64, y: f64) -> At {
        (self.column(x), self.bottom - (self.bottom - self.top) * self.y.share(y))
    }

    /// Where a value of the foot stands.
    pub fn column(&self, x: f64) -> f64 {
        self.left + (self.right - self.left) * self.x.share(x)
    }

    /// The same panel further to the right.
    pub fn moved(&self, right: f64) -> Panel {
        Panel { left: self.left + right, right: self.right + right, ..*self }
    }

    /// Draws grid, foot and side.
    pub fn axes(&self, drawing: &mut Drawing, axes: &Axes) {
        for value in axes.side {
            let (_, y) = self.at(0.0, *value);
            drawing.line(vec![(self.left, y), (self.right, y)], Ink::PALE, 1.0, Dash::Solid);
            if let Some(label) = axes.side_labels {
                drawing.text((self.left - 8.0, y), label(*value), axes.size, Ink::GREY, Align::Right);
            }
        }
        drawing.line(vec![(self.left, self.bottom), (self.right, self.bottom)], Ink::GREY, 1.0, Dash::Solid);
        for (value, label) in axes.foot {
            let x = self.column(*value);
            let tick = vec![(x, self.bottom), (x, self.bottom + 5.0)];
            drawing.line(tick, Ink::GREY, 1.0, Dash::Solid);
            if axes.foot_labels {
                let at = (x, self.bottom + 7.0 + axes.size * 0.6);
                drawing.text(at, label, axes.size, Ink::GREY, Align::Middle);
            }
        }
        if !axes.foot_name.is_empty() {
            let at = ((self.left + self.right) / 2.0, self.bottom + 12.0 + axes.size * 1.9);
            drawing.text(at, axes.foot_name, axes.size, Ink::GREY, Align::Middle);
        }
        if !axes.side_name.is_empty() {
            let at = (self.left - axes.size * 3.8, (self.top + self.bottom) / 2.0);
            drawing.turned(at, axes.side_name, axes.size, Ink::GREY);
        }
    }
}

/// A label of a counted axis.
pub fn counted(value: f64) -> String {
    short(value)
}
