//! Adoption on a network as a hazard in whole periods, with and without exposure to adopters.
//!
//! Always true: exposure counts earlier periods only, so nobody is exposed to people who adopt together
//! with them; "contagion" is said only where two tests agree.

use serde::Serialize;

use super::FitError;
use super::adoption::Adoption;
use super::logit::{self, logistic};
use crate::statistics::Z95;

/// Two-sided level of both tests.
pub const LEVEL: f64 = 0.05;

/// A coefficient in log-odds a period, with its standard error.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    pub value: f64,
    pub se: f64,
    /// value ÷ se.
    pub z: f64,
    /// Two-sided p-value of z under the standard normal law.
    pub p: f64,
}

impl Estimate {
    fn of(value: f64, se: f64) -> Estimate {
        let z = value / se;
        Estimate { value, se, z, p: libm::erfc(z.abs() / std::f64::consts::SQRT_2) }
    }

    /// Odds ratio of one unit, e^value, with its 95 % interval.
    pub fn odds(&self) -> [f64; 3] {
        [0.0, -Z95, Z95].map(|z| libm::exp(self.value + z * self.se))
    }
}

/// What the exposure coefficient says at 5 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Neither test finds an effect.
    NoContagion,
    /// Both tests find that exposure raises adoption.
    Contagion,
    /// Both tests find that exposure lowers adoption.
    Reversed,
    /// One test finds an effect and the other does not.
    Undecided,
}

/// The fitted hazard.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HazardFit {
    /// Rows of the regression: one for each person and period at risk.
    pub rows: usize,
    /// Constant: log-odds of adopting in the first period.
    pub constant: Estimate,
    /// Exposure: from nobody to everybody named having adopted before.
    pub exposure: Estimate,
    /// Time: from the first period to the last.
    pub time: Estimate,
    /// Odds ratio of full exposure against none.
    pub odds_ratio: f64,
    /// Lower end of its 95 % interval.
    pub odds_low: f64,
    /// Upper end of its 95 % interval.
    pub odds_high: f64,
    /// ln of the likelihood.
    pub log_likelihood: f64,
    /// ln of the likelihood with exposure left out.
    pub log_likelihood_without: f64,
    /// Likelihood-ratio statistic, 2·(difference), against χ² of one degree of freedom.
    pub likelihood_ratio: f64,
    pub likelihood_ratio_p: f64,
    /// What the exposure coefficient says.
    pub verdict: Verdict,
}

impl HazardFit {
    /// The coefficients: constant, exposure, time.
    pub fn coefficients(&self) -> [f64; 3] {
        [self.constant.value, self.exposure.value, self.time.value]
    }
}

/// Chance to adopt in a period of a person before adoption: logistic(constant + exposure·share + time·s).
///
/// - `coefficients`: constant, exposure, time; `share`: of those named who adopted before, 0–1
/// - `scaled`: the period as 0–1 ([`Adoption::scaled`])
pub fn chance(coefficients: [f64; 3], share: f64, scaled: f64) -> f64 {
    logistic(coefficients[0] + coefficients[1] * share + coefficients[2] * scaled)
}

/// Fits a discrete-time hazard of adoption by maximum likelihood (Allison 1982, *Sociological
/// Methodology* 13:61): logit P(i adopts in t | not before) = constant + exposure·Eᵢ(t) + time·s(t).
///
/// - one row for each person and period at risk: from the first period to that of i's adoption or
///   the last observed
/// - Eᵢ(t): share of adopters before t among the people i names, within the sample; 0 where i names nobody
/// - s(t) = (t − first) / (last − first), so that both coefficients are effects of a full range
///
/// The verdict wants two tests to agree at 5 %: the two-sided z of exposure and the likelihood ratio
/// against the model without it. Rows of one person are taken as independent given exposure and
/// time. **It does not tell influence from likeness:** people tied are alike and hear the same
/// marketing (Van den Bulte & Lilien 2001, *American Journal of Sociology* 106:1409; Aral, Muchnik &
/// Sundararajan 2009, *PNAS* 106:21544).
///
/// # Errors
/// If exposure never varies, if a column separates the outcomes, or if there is no convergence.
pub fn fit(data: &Adoption) -> Result<HazardFit, FitError> {
    let (rows, outcomes) = at_risk(data);
    if rows.iter().all(|row| row[1] == rows[0][1]) {
        return Err(FitError::NoExposure);
    }
    let full = logit::fit(&rows, &outcomes, ["the constant", "exposure", "time"])?;
    let without: Vec<[f64; 2]> = rows.iter().map(|row| [row[0], row[2]]).collect();
    let without = logit::fit(&without, &outcomes, ["the constant", "time"])?;
    let [constant, exposure, time] = std::array::from_fn(|k| Estimate::of(full.coefficients[k], full.se[k]));
    let likelihood_ratio = (2.0 * (full.log_likelihood - without.log_likelihood)).max(0.0);
    // χ² of one degree of freedom is the square of a standard normal.
    let likelihood_ratio_p = libm::erfc((likelihood_ratio / 2.0).sqrt());
    let verdict = match (exposure.p < LEVEL, likelihood_ratio_p < LEVEL) {
        (false, false) => Verdict::NoContagion,
        (true, true) if exposure.value > 0.0 => Verdict::Contagion,
        (true, true) => Verdict::Reversed,
        _ => Verdict::Undecided,
    };
    let [odds_ratio, odds_low, odds_high] = exposure.odds();
    Ok(HazardFit {
        rows: rows.len(),
        constant,
        exposure,
        time,
        odds_ratio,
        odds_low,
        odds_high,
        log_likelihood: full.log_likelihood,
        log_likelihood_without: without.log_likelihood,
        likelihood_ratio,
        likelihood_ratio_p,
        verdict,
    })
}

/// One row (1, exposure, time) for each person and period at risk, and whether they adopted in it.
fn at_risk(data: &Adoption) -> (Vec<[f64; 3]>, Vec<bool>) {
    let (mut rows, mut outcomes) = (Vec::new(), Vec::new());
    for person in 0..data.people() {
        let named = data.ties.named.hearers(person);
        let mut times: Vec<i64> = named.iter().filter_map(|q| data.time[*q as usize]).collect();
        times.sort_unstable();
        let own = data.time[person as usize];
        let mut before = 0;
        for t in data.first..=own.unwrap_or(data.last) {
            while times.get(before).is_some_and(|other| *other < t) {
                before += 1;
            }
            let exposure = if named.is_empty() { 0.0 } else { before as f64 / named.len() as f64 };
            rows.push([1.0, exposure, data.scaled(t)]);
            outcomes.push(own == Some(t));
        }
    }
    (rows, outcomes)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::fit::adoption::{Times, read};
    use crate::fit::table::Table;
    use crate::fit::ties::Reading;

    #[test]
    fn exposure_counts_only_earlier_adopters_and_only_those_named() {
        // 1 names 2 and 3, 4 names 1. 2 adopts in period 1, 1 and 3 in 2; 4 has not by 3, the last.
        let people = b"id,time\n1,2\n2,1\n3,2\n4,9\n";
        let ties = b"src,dst\n1,2\n1,3\n4,1\n";
        let [people, ties] = [&people[..], ties].map(|text| Table::parse(text, Path::new("t")).unwrap());
        let times = Times { censored_from: Some(4), ..Times::default() };
        let data = read(&people, &ties, &Reading::default(), &times).unwrap();
        let (rows, outcomes) = at_risk(&data);
        let exposure: Vec<f64> = rows.iter().map(|row| row[1]).collect();
        // Person 1 in periods 1 and 2, person 2 in 1, person 3 in 1 and 2, person 4 in 1 to 3.
        assert_eq!(exposure, [0.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]);
        assert_eq!(
            rows.iter().map(|row| row[2]).collect::<Vec<_>>(),
            [0.0, 0.5, 0.0, 0.0, 0.5, 0.0, 0.5, 1.0]
        );
        assert_eq!(outcomes, [false, true, true, false, true, false, false, false]);
    }
}
