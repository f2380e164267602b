//! Panels: scales, and where values stand on them.
//!
//! Always true: a position is inside its panel; values beyond a scale stand at its edge.

use crate::report::chart::drawing::{At, Color, Dash, Drawing};

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

    /// A straight scale that holds 0 and all values, with room at its ends.
    pub fn straight_around(values: impl Iterator<Item = f64>) -> Scale {
        let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
        let room = 0.14 * (high - low).max(1.0);
        Scale::Straight(low - room, high + room)
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

/// A rectangle with two scales.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Panel {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
    pub x: Scale,
    pub y: Scale,
}

impl Panel {
    /// A panel between left and right edge, upper and lower edge.
    pub fn new((left, right): (f64, f64), (top, bottom): (f64, f64), x: Scale, y: Scale) -> Panel {
        Panel { left, top, right, bottom, x, y }
    }

    /// Where a pair of values stands on the sheet.
    pub fn at(&self, x: f64, y: f64) -> At {
        (self.column(x), self.bottom - (self.bottom - self.top) * self.y.share(y))
    }

    /// How high a value of the y axis stands.
    pub fn height(&self, y: f64) -> f64 {
        self.at(0.0, y).1
    }

    /// Where a value of the x axis stands.
    pub fn column(&self, x: f64) -> f64 {
        self.left + (self.right - self.left) * self.x.share(x)
    }

    /// The same panel further to the right.
    pub fn moved(&self, right: f64) -> Panel {
        Panel { left: self.left + right, right: self.right + right, ..*self }
    }

    /// Rules a line across the panel at a height.
    pub fn rule(&self, drawing: &mut Drawing, y: f64, color: Color, width: f64, dash: Dash) {
        let y = self.height(y);
        drawing.line(vec![(self.left, y), (self.right, y)], color, width, dash);
    }
}
