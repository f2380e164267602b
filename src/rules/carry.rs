//! What is left of advertising from one period to the next (adstock).
//!
//! Broadbent (1979, *One way TV advertisements work*, Journal of the Market Research Society
//! 21:139): a share λ of the pressure of one period carries over into the next, so that the stock
//! is a_t = x_t + λ·a_{t−1}.

/// The stock after one more period: x + λ·a.
///
/// - `stock`: a of the period before; `pressure`: x of this one, in the same unit (such as
///   impressions a head); `kept`: λ in [0, 1)
pub fn adstock(stock: f64, pressure: f64, kept: f64) -> f64 {
    pressure + kept * stock
}

/// The stock that an unchanging pressure builds up in the end: x/(1 − λ); infinite at λ = 1.
pub fn adstock_limit(pressure: f64, kept: f64) -> f64 {
    pressure / (1.0 - kept)
}

/// Periods without any pressure after which half of the stock is left: ln ½ / ln λ; 0 at λ = 0.
pub fn adstock_half_life(kept: f64) -> f64 {
    -core::f64::consts::LN_2 / libm::log(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_steady_flight_fills_the_stock_as_broadbent_says() {
        let expected = [1.0, 1.7, 2.19, 2.533, 2.773_1, 2.941_17, 3.058_819, 3.141_173_3];
        let mut stock = 0.0;
        for expected in expected {
            stock = adstock(stock, 1.0, 0.7);
            assert!((stock - expected).abs() < 1e-7, "{stock} is not {expected}");
        }
        let limit = adstock_limit(1.0, 0.7);
        assert!((limit - 10.0 / 3.0).abs() < 1e-12);
        assert!((adstock(limit, 1.0, 0.7) - limit).abs() < 1e-12, "the limit stays where it is");
    }

    #[test]
    fn after_a_half_life_half_of_the_stock_is_left() {
        let half_life = adstock_half_life(0.7);
        assert!((half_life - 1.943_36).abs() < 1e-5, "{half_life}");
        assert!((libm::pow(0.7, half_life) - 0.5).abs() < 1e-12);
        assert_eq!(adstock_half_life(0.0), 0.0);
    }
}
