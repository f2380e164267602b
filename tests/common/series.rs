//! Series of adopters whose law is known.

use groundswell::fit::bass;
use groundswell::rng::{Luck, Purpose};

/// A series of so many periods by Bass's law, each with a normal error of this deviation (in shares of m), at least 0.
pub fn noisy_bass((p, q, m): (f64, f64, f64), sd: f64, periods: u32, number: u32) -> Vec<f64> {
    let mut stream = Luck::of_network(21, number).stream(Purpose::Tie, 0, 0, 0);
    let mut normal = || {
        let (radius, turn) = (1.0 - stream.unit(), stream.unit());
        (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * turn).cos()
    };
    let at = |i: u32| bass::share(p, q, f64::from(i));
    (0..periods).map(|i| (m * (at(i + 1) - at(i) + sd * normal())).max(0.0)).collect()
}
