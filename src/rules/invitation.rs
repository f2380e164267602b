//! Chains of invitations: who is invited invites in turn.
//!
//! With every newcomer bringing k others on average, generation g holds N₀·k^g people: a
//! branching process in the mean (Watson & Galton 1875, *Journal of the Anthropological
//! Institute* 4:138). k is the viral coefficient of product people.

/// People after `generations` of invitations, seeds included: N₀·(1 − k^{g+1})/(1 − k), and
/// N₀·(g + 1) at k = 1.
///
/// - `seeds`: N₀, a head count; `each_brings`: k, at least 0
pub fn invited(seeds: f64, each_brings: f64, generations: u32) -> f64 {
    let terms = f64::from(generations) + 1.0;
    if each_brings == 1.0 {
        return seeds * terms;
    }
    // (k^n − 1)/(k − 1) by way of expm1, which keeps its digits near k = 1.
    let grown = libm::expm1(terms * libm::log(each_brings));
    seeds * grown / (each_brings - 1.0)
}

/// People in the end: N₀/(1 − k) below k = 1, else without limit.
pub fn invited_limit(seeds: f64, each_brings: f64) -> f64 {
    if each_brings < 1.0 { seeds / (1.0 - each_brings) } else { f64::INFINITY }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_below_one_dries_up_at_its_limit() {
        let expected = [(1, 180.0), (2, 244.0), (5, 368.928), (10, 457.050), (20, 495.388)];
        for (generations, expected) in expected {
            let found = invited(100.0, 0.8, generations);
            assert!((found - expected).abs() < 1e-3, "{found} is not {expected}");
        }
        assert!((invited_limit(100.0, 0.8) - 500.0).abs() < 1e-9);
        assert!((invited(100.0, 0.8, 1_000) - 500.0).abs() < 1e-9);
    }

    #[test]
    fn a_chain_at_or_above_one_never_ends() {
        assert_eq!(invited(100.0, 1.0, 9), 1_000.0);
        assert!((invited(100.0, 1.0 + 1e-12, 9) - 1_000.0).abs() < 1e-6, "no jump near 1");
        assert!((invited(1.0, 2.0, 9) - 1_023.0).abs() < 1e-9);
        assert_eq!(invited_limit(100.0, 1.0), f64::INFINITY);
        assert_eq!(invited(100.0, 0.0, 5), 100.0);
    }
}
