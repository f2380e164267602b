//! How fast talk spreads: the growth rate that follows from the ages at which owners win people.

/// Growth rate r a day of new owners in an untouched market: the one solution of
/// Σₐ k(a)·e^(−r·a) = 1 (Euler 1760; Lotka 1907). Below 0 where each owner wins less than one.
/// `None` where nobody wins anybody.
///
/// - `kernel`, shape `[days]`: people whom one owner wins at the age of a days, from 0 (which is not
///   read: nobody wins anybody in the tick of their own adoption)
pub fn growth_rate(kernel: &[f64]) -> Option<f64> {
    let ages = || (1_u32..).zip(kernel.iter().skip(1)).filter(|(_, k)| **k > 0.0);
    ages().next()?;
    let excess =
        |r: f64| ages().map(|(age, k)| k * libm::exp((-r * f64::from(age)).min(700.0))).sum::<f64>() - 1.0;
    // The sum falls in r without an end on either side.
    let (mut low, mut high) = (-1e-3, 1e-3);
    while excess(low) < 0.0 {
        low *= 2.0;
    }
    while excess(high) > 0.0 {
        high *= 2.0;
    }
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        *(if excess(middle) > 0.0 { &mut low } else { &mut high }) = middle;
    }
    Some(f64::midpoint(low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, expected: f64) {
        assert!((got - expected).abs() <= 1e-9 + 1e-6 * expected.abs(), "{got} instead of {expected}");
    }

    #[test]
    fn all_wins_at_one_age_multiply_by_r_in_that_time() {
        for (wins, age) in [(2.0, 30), (1.2, 365), (0.5, 10), (1.0, 50)] {
            let mut kernel = vec![0.0; age + 1];
            kernel[age] = wins;
            close(growth_rate(&kernel).unwrap(), f64::ln(wins) / age as f64);
        }
    }

    #[test]
    fn wins_at_geometric_ages_grow_as_their_generating_function_says() {
        // k(a) = R·p·q^(a − 1): R·p·x ÷ (1 − q·x) = 1 with x = e^(−r), so e^r = q + R·p. With a mean
        // age of 1/p that tends to (R − 1) ÷ mean age.
        for (wins, p) in [(1.8_f64, 0.03_f64), (1.05, 0.01), (0.6, 0.02)] {
            let kernel: Vec<f64> =
                (0..8_000).map(|a| if a == 0 { 0.0 } else { wins * p * (1.0 - p).powi(a - 1) }).collect();
            let rate = growth_rate(&kernel).unwrap();
            close(rate, f64::ln(1.0 - p + wins * p));
            assert!((rate / ((wins - 1.0) * p) - 1.0).abs() < 0.02, "{rate}");
        }
    }

    #[test]
    fn nobody_won_has_no_rate() {
        assert_eq!(growth_rate(&[]), None);
        assert_eq!(growth_rate(&[3.0, 0.0, 0.0]), None);
    }
}
