//! The rules of exposures, waits and acts: numbers in, numbers out, each rule with its source.
//!
//! No state and no draws. Everything that decides uses only + − × ÷ and the `libm` crate, so the
//! same inputs give the same bits on every platform.
//!
//! [`service_queue`] is the queue for service.

pub mod service_queue;

pub use service_queue::{ServiceQueue, erlang_c};

/// Units of an account and of a resistance: 2⁻²⁰.
pub const ACCOUNT_ONE: f64 = 1_048_576.0;

/// Most that lifts of talk add up to on a channel: multiplied or unlimited lifts would explode (assumed).
pub const LIFT_CAP: f64 = 3.0;

/// Largest count of voices or warnings that is told apart.
pub const COUNT_CAP: usize = 15;

/// How much more convincing `n` distinct voices are: min(1 + slope·n, cap).
///
/// Complex contagion: distinct senders add weight (Centola & Macy 2007, *American Journal of
/// Sociology* 113:3). The straight line and its cap are assumed. No unit; 1 at n = 0.
pub fn voices(n: usize, slope: f64, cap: f64) -> f64 {
    (1.0 + slope * n as f64).min(cap.max(1.0))
}

/// A hazard in account units, rounded once so that sums cannot depend on their order.
/// Saturates at `u32::MAX`; never negative.
#[inline]
pub fn account_units(hazard: f64) -> u32 {
    (hazard * ACCOUNT_ONE + 0.5) as u32
}

/// The hazard that convinces with probability `p`: −ln(1 − p); infinite at 1.
pub fn hazard_of(p: f64) -> f64 {
    -libm::log1p(-p)
}

/// Force left of an ad impression after `f` impressions a head: 10/(10 + f), averaged over the
/// `delta` impressions a head of this very tick: wear/Δ · ln((wear + f + Δ)/(wear + f)).
///
/// Wear-out as a hyperbola (attitude peaks near 10 exposures: Schmidt & Eisend 2015, *Journal of
/// Advertising* 44:415); averaging keeps a one-day blast from escaping it. In (0, 1].
pub fn wear_out(f: f64, delta: f64, wear: f64) -> f64 {
    if delta < 1e-9 {
        return wear / (wear + f);
    }
    wear / delta * libm::log1p(delta / (wear + f))
}

/// Attention left for one post when a reader meets `load` product posts a day: 1/(1 + L/L₀).
pub fn attention(load: f64, half: f64) -> f64 {
    1.0 / (1.0 + load / half)
}

/// Logistic S-curve through 10 % and 90 % `over` days apart, with half at `mid`.
pub fn logistic(day: f64, mid: f64, over: f64) -> f64 {
    // ln 9 on either side of the middle is 10 % and 90 %.
    let x = (day - mid) / over * 2.0 * 2.197_224_577_336_219;
    1.0 / (1.0 + libm::exp(-x))
}

/// Share of a channel that is open `since` days after its opening: 0 before, then at once, or
/// along an S-curve that takes `fills` days from 10 % to 90 %.
pub fn open_share(since: f64, fills: f64) -> f64 {
    if since < 0.0 {
        0.0
    } else if fills <= 0.0 {
        1.0
    } else {
        logistic(since, fills * 0.625, fills)
    }
}

/// Overall score of an interaction's four qualities: their geometric mean, so any zero kills it.
pub fn design_score(simple: f64, rewarding: f64, fun: f64, real: f64) -> f64 {
    libm::sqrt(libm::sqrt(simple * rewarding * fun * real))
}

/// Factor on the score of an interaction where recognition adds `more` to what it gives back:
/// `(min(1, rewarding + more)/rewarding)^¼`; 1 where it gives back nothing, which recognition does not mend.
pub fn honoured(rewarding: f64, more: f64) -> f64 {
    if rewarding <= 0.0 || more <= 0.0 {
        return 1.0;
    }
    libm::sqrt(libm::sqrt((rewarding + more).min(1.0) / rewarding)).max(1.0)
}

/// Quality won back at a release: κ·(best − Q)·F/(F + half), F the feedback since the last one.
///
/// A handful of testers finds most faults (Nielsen & Landauer 1993), hence the saturation.
pub fn improvement(quality: f64, best: f64, improve: f64, feedback: f64, half: f64) -> f64 {
    if feedback <= 0.0 {
        return 0.0;
    }
    improve * (best - quality).max(0.0) * feedback / (feedback + half)
}

/// Strength of the best of `n` things people made: exp(σ·Φ⁻¹(1 − 1/(n+1)) − σ²/2), in [1, 3].
/// 1 when there is nothing to pick.
pub fn best_of(n: u32, spread: f64) -> f64 {
    if n == 0 {
        return 1.0;
    }
    let z = normal_quantile(1.0 - 1.0 / (f64::from(n) + 1.0));
    libm::exp(spread * z - spread * spread / 2.0).clamp(1.0, 3.0)
}

/// Quantile of the standard normal law by bisection of its distribution function; |error| < 1e-9.
pub fn normal_quantile(p: f64) -> f64 {
    let (mut low, mut high) = (-9.0, 9.0);
    for _ in 0..60 {
        let mid = 0.5 * (low + high);
        if 0.5 * libm::erfc(-mid / core::f64::consts::SQRT_2) < p {
            low = mid;
        } else {
            high = mid;
        }
    }
    0.5 * (low + high)
}

/// Involvement in 1/255 and its decay: halves every 30 days (assumed).
pub mod involvement {
    /// Half-life in days.
    pub const HALF_LIFE: f64 = 30.0;
    /// Settled owners become participants from here (0.2).
    pub const UP_PARTICIPANT: u8 = 51;
    /// Participants become advocates from here (0.6).
    pub const UP_ADVOCATE: u8 = 153;
    /// Participants settle below here (0.15).
    pub const DOWN_PARTICIPANT: u8 = 38;
    /// Advocates step down below here (0.5).
    pub const DOWN_ADVOCATE: u8 = 128;

    /// Involvement `v` after `days` without any act, rounded down.
    pub fn decayed(v: u8, days: u32) -> u8 {
        if v == 0 || days > 300 {
            return 0;
        }
        (f64::from(v) * libm::exp2(-f64::from(days) / HALF_LIFE) + 1e-9) as u8
    }

    /// Days until `v` falls below `threshold`, by the same rounding as [`decayed`]; 0 if it is below.
    pub fn days_until_below(v: u8, threshold: u8) -> u32 {
        if v < threshold {
            return 0;
        }
        let guess = (HALF_LIFE * libm::log2(f64::from(v) / f64::from(threshold))) as u32;
        (guess.saturating_sub(1)..).find(|d| decayed(v, *d) < threshold).unwrap_or(u32::MAX)
    }

    /// Involvement in 1/255 as a share of 1.
    pub fn share(v: u8) -> f64 {
        f64::from(v) / 255.0
    }

    /// A gain given as a share of 1, in 1/255.
    pub fn gain(share: f64) -> u8 {
        (share * 255.0 + 0.5) as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_made_alone_is_as_strong_as_an_ad_and_the_best_of_many_at_most_three() {
        assert_eq!(best_of(0, 0.5), 1.0);
        assert_eq!(best_of(1, 0.5), 1.0);
        assert!((best_of(100, 0.5) - libm::exp(0.5 * 2.330_078 - 0.125)).abs() < 1e-3);
        assert_eq!(best_of(u32::MAX, 1.0), 3.0);
        assert!((normal_quantile(0.975) - 1.959_963_985).abs() < 1e-8);
    }

    #[test]
    fn involvement_falls_below_the_threshold_on_the_day_it_says() {
        for v in [38_u8, 60, 153, 255] {
            for threshold in [38_u8, 128] {
                let days = involvement::days_until_below(v, threshold);
                assert!(involvement::decayed(v, days) < threshold);
                assert!(days == 0 || involvement::decayed(v, days - 1) >= threshold);
            }
        }
        assert_eq!(involvement::decayed(200, 30), 100);
    }

    #[test]
    fn wear_out_of_a_blast_is_the_mean_over_the_blast() {
        let steps = 100_000;
        let mean: f64 = (0..steps)
            .map(|i| 10.0 / (10.0 + 5.0 + 50.0 * (f64::from(i) + 0.5) / f64::from(steps)))
            .sum::<f64>()
            / f64::from(steps);
        assert!((wear_out(5.0, 50.0, 10.0) - mean).abs() < 1e-6);
        assert!((wear_out(5.0, 1e-12, 10.0) - 10.0 / 15.0).abs() < 1e-9);
    }

    #[test]
    fn no_feedback_improves_nothing() {
        assert_eq!(improvement(0.75, 0.95, 0.01, 0.0, 20.0), 0.0);
        assert!((improvement(0.75, 0.95, 0.01, 20.0, 20.0) - 0.001).abs() < 1e-12);
    }
}
