//! The Bass curves that the strategies imply, in words: never p and q without the ridge they lie on.

use crate::fit::implied::ImpliedCurve;
use crate::report::format::{hundredths, percent, rough};
use crate::report::titles::name_of;
use crate::study::Results;

/// What Bass's model makes of every strategy's median curve; nothing where there is no strategy.
pub fn bass(results: &Results) -> Vec<String> {
    if results.bass.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![
        format!("Median new adopters a week{}, read as Bass curves.", results.at_stated_values()),
        "In brackets stand all q that fit nearly as well, each with a p and m of its own.".into(),
    ];
    lines.extend(results.bass.iter().map(|i| {
        let told = match &i.curve {
            Err(why) => format!("no Bass curve ({why})"),
            Ok(curve) if curve.is_poor() => format!("no Bass curve (fit error {})", percent(curve.error)),
            Ok(curve) => numbers(curve),
        };
        format!("- {}: {told}", name_of(&results.plan, i.strategy))
    }));
    lines
}

fn numbers(curve: &ImpliedCurve) -> String {
    let fit = &curve.fit;
    let end = |q: Option<f64>, none: &str| q.map_or_else(|| none.to_owned(), short);
    let range = format!("{} to {}", end(curve.q_low, "0"), end(curve.q_high, "any size"));
    if fit.hardly_identified() {
        return format!("hardly identified, q {range} (fit error {})", percent(curve.error));
    }
    format!(
        "p {} and q {} ({range}; their errors correlate {}), m {}, fit error {}",
        short(fit.p),
        short(fit.q),
        hundredths(fit.corr_pq),
        rough(fit.m),
        percent(curve.error)
    )
}

/// Two digits that count: `0.12`, `0.00031`, `1.4`.
fn short(value: f64) -> String {
    let digits = (1.0 - value.abs().log10().floor()).clamp(0.0, 9.0) as usize;
    format!("{value:.digits$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_digits_are_said_however_small_the_number() {
        assert_eq!(short(0.1234), "0.12");
        assert_eq!(short(0.000_314), "0.00031");
        assert_eq!(short(1.44), "1.4");
        assert_eq!(short(23.4), "23");
    }
}
