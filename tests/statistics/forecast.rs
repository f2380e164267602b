//! How often the bands of a forecast hold what comes, where the law of the series is known.

use groundswell::fit::bass;
use groundswell::fit::forecast::{Expected, forecast};
use rayon::prelude::*;

use crate::common::series::noisy_bass;

/// Series of each law.
const SERIES: u32 = 1_000;

/// Shares of series whose next value, fifth value and total by then lie within their 90 % bands, among those that
/// can be fitted, and the share that can.
fn held(law: (f64, f64, f64), sd: f64, seen: usize) -> ([f64; 3], f64) {
    let of = |number: u32| {
        let whole = noisy_bass(law, sd, seen as u32 + 5, number);
        let fit = bass::fit(&whole[..seen]).ok()?;
        let ahead = forecast(&whole[..seen], &fit, 5);
        let within = |e: Expected, value: f64| f64::from(u8::from((e.p05..=e.p95).contains(&value)));
        let [next, fifth] = [0, 4].map(|i| within(ahead[i].new, whole[seen + i]));
        Some([next, fifth, within(ahead[4].total, whole.iter().sum())])
    };
    let found: Vec<[f64; 3]> = (0..SERIES).into_par_iter().filter_map(of).collect();
    let mean = |k: usize| found.iter().map(|h| h[k]).sum::<f64>() / found.len() as f64;
    ([mean(0), mean(1), mean(2)], found.len() as f64 / f64::from(SERIES))
}

/// Each share has a standard error of 0.95 %. Cut past the peak, a band of 90 % may hold 86.2 to 93.8 %: further off by
/// chance alone once in 15,000. Before the peak the law of the estimates is far from normal, and 85 to 95 % will do.
/// With 2,000 series each, 88.5 to 91.8 % were held, before the peak 88.5 to 91.1 %.
#[test]
#[ignore = "slow: 6,000 series"]
fn bands_hold_nine_of_ten_values_of_a_known_law() {
    // The peak lies in period 8 of the first law and 23 of the second.
    let (quick, slow) = ((0.02, 0.4, 10_000.0), (0.005, 0.12, 10_000.0));
    for (law, sd, seen, least, most) in [
        (quick, 0.0022, 10, 0.862, 0.938),
        (quick, 0.0055, 12, 0.862, 0.938),
        (slow, 0.0015, 30, 0.862, 0.938),
        (slow, 0.0030, 40, 0.862, 0.938),
        (quick, 0.0022, 7, 0.85, 0.95),
        (slow, 0.0015, 18, 0.85, 0.95),
    ] {
        let (held, fitted) = held(law, sd, seen);
        println!("{law:?}, error {sd}, {seen} periods: {held:.3?} held, {fitted:.3} fitted");
        assert!(held.iter().all(|h| (least..=most).contains(h)), "{law:?} {sd} {seen}: {held:?}");
        assert!(fitted > 0.5, "{law:?} {sd} {seen}: only {fitted} can be fitted");
    }
}
