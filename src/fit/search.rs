//! Where a function of one number is lowest.

/// The lowest place of a function between two ends: the best of so many steps, refined by golden section between
/// its neighbours.
pub(super) fn lowest(of: &dyn Fn(f64) -> f64, (low, high): (f64, f64), steps: u32, refined: u32) -> f64 {
    let step = (high - low) / f64::from(steps);
    let at = |i: u32| low + step * f64::from(i);
    let all = (0..=steps).map(|i| (of(at(i)), i));
    let best = all.min_by(|a, b| a.0.total_cmp(&b.0)).map_or(0, |(_, i)| i);
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (at(best) - step, at(best) + step);
    for _ in 0..refined {
        let (left, right) = (high - golden * (high - low), low + golden * (high - low));
        if of(left) < of(right) { high = right } else { low = left }
    }
    f64::midpoint(low, high)
}
