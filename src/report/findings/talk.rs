//! Word of mouth in one line: whether it spreads by itself, how fast, through which channels, and how
//! convincing one word is.

use crate::report::format::{hundredths, percent, rough, to_digits};
use crate::scenario::Scenario;
use crate::scenario::plan::{Force, Plan};
use crate::study::calibrate::TalkScale;

/// Elasticity of R below which talk counts as nearly saturated.
const SATURATED: f64 = 0.5;
/// Days beyond which a doubling is no growth that anybody sees.
const NEVER: f64 = 20.0 * 365.0;

/// What pilots found about word of mouth; `None` where there were none.
pub fn word_of_mouth(plan: &Plan, solved: &TalkScale) -> Option<String> {
    let r = solved.r_here.or(solved.r_hat)?;
    let mut by_channel: Vec<(&str, f64)> =
        plan.channels.iter().zip(solved.r_by_channel.0).map(|(c, r)| (c.name.as_str(), r)).collect();
    by_channel.sort_by(|a, b| b.1.total_cmp(&a.1));
    let parts: Vec<String> =
        by_channel.iter().map(|(name, r)| format!("{name} {}", hundredths(*r))).collect();
    let parts = if parts.len() > 1 { format!(" ({})", parts.join(", ")) } else { String::new() };
    let mut text = format!(
        "Word of mouth: one owner wins {} others in the first year while nobody else has it{parts}: {}.",
        hundredths(r),
        spread(r, solved.doubling_days())
    );
    if let Some((channel, chance)) = one_word(plan, solved.beta) {
        text += &format!(
            " One word on {channel}, the most convincing channel, wins {} of those who could be won.",
            percent(chance)
        );
    }
    Some(text)
}

/// Whether talk spreads by itself, and how fast; or what it comes to, where it does not. The halving time
/// would mislead there: it is that of the last, slow talk.
fn spread(r: f64, doubling_days: Option<f64>) -> String {
    match doubling_days {
        None => "talk wins nobody".into(),
        Some(days) if days < 0.0 && r < 0.99 => {
            let [next, then, all] = [r, r * r, r / (1.0 - r)].map(|share| rough(100.0 * share));
            format!("it dies out by itself: 100 owners win {next}, those win {then}, and so on, {all} in all")
        }
        Some(days) if !(0.0..=NEVER).contains(&days) => "it just keeps itself going".into(),
        Some(days) => format!("it spreads by itself, doubling about every {} at first", time(days)),
    }
}

/// A time to two digits.
fn time(days: f64) -> String {
    match to_digits(days, 2) {
        days if days < 1.5 => "day".into(),
        days if days < 100.0 => format!("{days:.0} days"),
        days if days < 730.0 => format!("{:.0} weeks", days / 7.0),
        _ => format!("{} years", to_digits(days / 365.0, 2)),
    }
}

/// The channel whose word convinces most, and the chance 1 − e^(−β·weight) that its first word wins a
/// person of mean susceptibility.
fn one_word(plan: &Plan, beta: f64) -> Option<(&str, f64)> {
    let weight = |force: Force| match force {
        Force::Weight(weight) => Some(weight),
        Force::Probability(_)
        | Force::TieProbability
        | Force::DegreeProbability
        | Force::PerDegree
        | Force::StrengthShare => None,
    };
    let weights = plan.channels.iter().filter_map(|c| Some((c.name.as_str(), weight(c.force)?)));
    let (name, weight) = weights.max_by(|a, b| a.1.total_cmp(&b.1))?;
    Some((name, -libm::expm1(-beta * weight)))
}

/// What has become of R where the scenario's world is not the one in which R holds.
pub fn talk_kept(scenario: &Scenario, solved: &TalkScale) -> Option<String> {
    let (here, there) = (solved.r_here?, solved.r_hat?);
    let values = match &scenario.holds_at[..] {
        few if few.len() <= 3 => few.join(", "),
        many => format!("{} other values (holds_at in scenario.resolved.toml)", many.len()),
    };
    Some(format!("Talk is as convincing as with {values}, where R is {there:.2}. Here R is {here:.2}."))
}

/// That talk can hardly become more convincing, where that is so.
pub fn saturated(solved: &TalkScale) -> Option<String> {
    let slope = solved.slope.filter(|slope| *slope < SATURATED)?;
    Some(format!(
        "Warning: talk is nearly saturated. If every word were twice as convincing, an owner would win only about \
         {} more. R then says how many people owners meet, and hardly how good the product is.",
        percent(libm::exp2(slope.max(0.0)) - 1.0)
    ))
}

/// What the runs without tactics show beside the pilots, where a whole year of owners was seen.
pub fn in_the_runs(measured: Option<f64>, solved: &TalkScale) -> Option<String> {
    let measured = measured?;
    Some(match solved.r_here.or(solved.r_hat) {
        Some(pilot) if measured < 0.99 * pilot => format!(
            "In the runs without tactics the first owners won {} each: friends share the same friends, and the \
             market fills.",
            hundredths(measured)
        ),
        _ => format!(
            "In the runs without tactics the first owners won {} each in their first year.",
            hundredths(measured)
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::calibrate::ByChannel;

    fn solved(r: &[f64], growth: Option<f64>) -> TalkScale {
        let mut r_by_channel = ByChannel::default();
        r_by_channel.0[..r.len()].copy_from_slice(r);
        let r_hat = Some(r.iter().sum());
        TalkScale { r_hat, r_by_channel, growth, slope: Some(0.8), ..TalkScale::stated(0.05) }
    }

    #[test]
    fn one_line_says_whether_talk_spreads_how_fast_by_what_and_how_convincing_a_word_is() {
        let text =
            "name = \"t\"\n[market]\npeople = 1_000\n[talk]\nscale = 1\n[[strategy]]\nname = \"Organic\"\n";
        let plan = Scenario::parse(text, "t.toml").unwrap().plan;
        let said = |growth| word_of_mouth(&plan, &solved(&[0.4, 0.8], growth)).unwrap();
        let head = "Word of mouth: one owner wins 1.20 others in the first year while nobody else has it \
                    (feed 0.80, chat 0.40): ";
        let tail = " One word on chat, the most convincing channel, wins 5 % of those who could be won.";
        for (growth, spread) in [
            (
                Some(core::f64::consts::LN_2 / 61.0),
                "it spreads by itself, doubling about every 61 days at first.",
            ),
            (
                Some(core::f64::consts::LN_2 / 1_230.0),
                "it spreads by itself, doubling about every 3.4 years at first.",
            ),
            (Some(1e-7), "it just keeps itself going."),
            (None, "talk wins nobody."),
        ] {
            assert_eq!(said(growth), format!("{head}{spread}{tail}"));
        }
        let dying = word_of_mouth(&plan, &solved(&[0.2, 0.5], Some(-0.001))).unwrap();
        let all = "it dies out by itself: 100 owners win 70, those win 49, and so on, 230 in all.";
        assert!(dying.contains(all), "{dying}");
        assert_eq!(word_of_mouth(&plan, &TalkScale::stated(1.0)), None);
    }

    #[test]
    fn saturated_talk_and_the_runs_are_told_with_their_reason() {
        let talk = solved(&[1.2], None);
        assert_eq!(saturated(&talk), None);
        assert!(saturated(&TalkScale { slope: Some(0.2), ..talk }).unwrap().contains("about 15 % more"));
        assert_eq!(in_the_runs(None, &talk), None);
        assert!(in_the_runs(Some(1.02), &talk).unwrap().contains("friends share the same friends"));
        assert!(!in_the_runs(Some(1.25), &talk).unwrap().contains("friends"));
    }
}
