//! Erlang's formula by its sum, in logarithms.

/// Chance to wait for one of c servers offered a = λ·m erlangs, a < c:
/// (aᶜ/c!)·c/(c−a) / (Σ_{k<c} aᵏ/k! + (aᶜ/c!)·c/(c−a)).
pub fn waiting(per_minute: f64, minutes: f64, servers: u32) -> f64 {
    let (a, c) = (per_minute * minutes, f64::from(servers));
    let term = |k: u32| f64::from(k) * a.ln() - (1..=k).map(|i| f64::from(i).ln()).sum::<f64>();
    let last = term(servers).exp() * c / (c - a);
    let rest: f64 = (0..servers).map(|k| term(k).exp()).sum();
    last / (rest + last)
}
