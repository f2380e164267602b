//! How sales answer to pressure: an S-curve that saturates.

/// Share of the largest response: x^s/(K^s + x^s).
///
/// Hill (1910, *Journal of Physiology* 40:iv), as used for media by Jin et al. (2017, *Bayesian
/// methods for media mix modeling with carryover and shape effects*). At most 1; ½ at x = K.
///
/// - `pressure`: x, at least 0; `half`: K above 0, in the unit of x
/// - `steepness`: s above 0; above 1 the curve starts flat (a threshold), at most 1 it bends from the start
pub fn hill(pressure: f64, half: f64, steepness: f64) -> f64 {
    // Through the ratio, so that large powers meet infinity and not infinity over infinity.
    1.0 / (1.0 + libm::pow(half / pressure, steepness))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_response_saturates_through_its_half() {
        let expected = [(0.25, 0.058_823_5), (0.5, 0.2), (1.0, 0.5), (2.0, 0.8), (4.0, 0.941_176)];
        for (pressure, expected) in expected {
            let found = hill(pressure, 1.0, 2.0);
            assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
        }
        assert_eq!(hill(0.0, 1.0, 2.0), 0.0);
        assert_eq!(hill(1e200, 1.0, 9.0), 1.0);
        assert!((hill(30.0, 10.0, 1.0) - 0.75).abs() < 1e-12);
    }
}
