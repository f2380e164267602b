//! The search for β: where does R(β), which rises and bends, pass its target?
//!
//! Secants in logarithms, because R goes by a power of β as long as exposures are few: each try goes
//! from the last point along the last slope, and never out of the bracket known by then.

/// Slope of ln R over ln β at the start: a little below 1, since strong talk meets the same people.
const FIRST_SLOPE: f64 = 0.7;
/// Slope below which a stronger β cannot help: every exposure convinces already.
const FLAT: f64 = 0.02;
/// Tries, at most.
const TRIES: usize = 40;
/// Longest step: a factor of 16.
const STEP: f64 = 2.8;

/// A point of the curve, and its slope there in logarithms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Hazard of an exposure.
    pub beta: f64,
    /// People an owner wins.
    pub r: f64,
    /// d ln R ÷ d ln β, about.
    pub slope: f64,
}

impl Point {
    /// Where to begin without knowing anything of the curve.
    pub fn guess(beta: f64) -> Point {
        Point { beta, r: f64::NAN, slope: FIRST_SLOPE }
    }
}

/// How a search ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Found {
    /// Within the tolerance.
    At(Point),
    /// No β reaches the target; this one wins the most people.
    OutOfReach(Point),
}

/// Finds where R passes `target`, to a relative tolerance.
///
/// # Errors
/// Those of `r_of`.
pub fn search<E>(
    target: f64,
    start: Point,
    tolerance: f64,
    mut r_of: impl FnMut(f64) -> Result<f64, E>,
) -> Result<Found, E> {
    let (mut x, mut slope) = (libm::log(start.beta), start.slope);
    let goal = libm::log(target);
    let mut best: Option<Point> = None;
    let mut last: Option<(f64, f64)> = None;
    let (mut low, mut high) = (None::<(f64, f64)>, None::<(f64, f64)>);
    for _ in 0..TRIES {
        let beta = libm::exp(x);
        let r = r_of(beta)?;
        let y = libm::log(r.max(1e-6));
        if let Some((x0, y0)) = last.filter(|l| l.0 != x) {
            slope = ((y - y0) / (x - x0)).min(1.5);
        }
        let here = Point { beta, r, slope };
        if (r / target - 1.0).abs() <= tolerance {
            return Ok(Found::At(here));
        }
        best = best.filter(|b| b.r >= r).or(Some(here));
        *if y < goal { &mut low } else { &mut high } = Some((x, y));
        last = Some((x, y));
        if high.is_none() && slope < FLAT {
            break;
        }
        // Along the slope; where there is hardly any, half of the longest step.
        let along = if slope > 0.05 { (goal - y) / slope } else { (STEP / 2.0).copysign(goal - y) };
        let next = x + along.clamp(-STEP, STEP);
        x = match (low, high) {
            (Some((l, yl)), Some((h, yh))) => {
                let margin = 0.05 * (h - l);
                let straight = l + (h - l) * (goal - yl) / (yh - yl);
                let inside = (l + margin..=h - margin).contains(&next);
                if inside { next } else { straight.clamp(l + margin, h - margin) }
            }
            _ => next,
        };
    }
    Ok(Found::OutOfReach(best.unwrap_or(start)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    /// Tries needed on R = most·(1 − e^(−β)).
    fn tries(target: f64, most: f64, start: Point) -> (usize, Found) {
        let mut tried = 0;
        let found = search(target, start, 0.005, |beta| {
            tried += 1;
            Ok::<f64, Infallible>(most * -libm::expm1(-beta))
        });
        (tried, found.unwrap_or_else(|never| match never {}))
    }

    #[test]
    fn a_bending_curve_is_met_in_a_few_tries_from_either_side() {
        for start in [1e-4, 0.01, 0.3, 1.0, 5.0, 60.0] {
            for target in [0.05, 0.5, 1.2, 1.9] {
                let (tried, found) = tries(target, 2.0, Point::guess(start));
                let Found::At(point) = found else { panic!("{start} {target}: {found:?}") };
                let true_beta = -libm::log1p(-target / 2.0);
                assert!((point.beta / true_beta - 1.0).abs() < 0.1, "{start} {target}: {point:?}");
                assert!(tried <= 12, "{start} {target}: {tried} tries");
            }
        }
        let near = Point { beta: 0.9, r: 1.187, slope: 0.6 };
        assert!(tries(1.25, 2.0, near).0 <= 3);
    }

    #[test]
    fn what_no_beta_reaches_ends_with_the_most_there_is() {
        for start in [0.01, 1.0, 100.0] {
            let (tried, found) = tries(2.5, 2.0, Point::guess(start));
            let Found::OutOfReach(point) = found else { panic!("{found:?}") };
            assert!(point.r > 1.98 && tried < 20, "{start}: {point:?} after {tried}");
        }
    }
}
