//! The verdict under uncertainty: what holds over everything that nobody knows.
//!
//! Always true: a setting counts once, however often it was played; shares are shares of *our
//! ranges*, not probabilities of the world; what luck does and what settings do are kept apart.

mod arms;
mod effects;
mod losing_settings;
mod points;

use serde::Serialize;

use crate::scenario::plan::Plan;
use crate::study::play::outcome::{self, Outcome};
use crate::study::play::stopping::leader;
use crate::study::play::{experiment::Experiment, player::Drawn};
use crate::study::statistics::estimate::{Share, mean, sd};
use crate::study::summary::{Service, service};

pub use arms::{Arm, Band, BandPoint};
pub use effects::{Effect, Effects};
pub use losing_settings::{Against, Split};
pub use points::Point;
use points::points;

/// Share of settings from which on a contest is none.
const NO_CONTEST: f64 = 0.95;

/// What drawn settings say.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Uncertainty {
    /// Drawn settings.
    pub settings: usize,
    /// Runs of each strategy in each.
    pub runs: usize,
    /// Networks they were played on.
    pub networks: usize,
    /// The strategy with the largest median of active owners at the last horizon.
    pub favourite: usize,
    /// Whom what decides is asked against: the baseline, or, where that is the favourite or beaten
    /// in 95 % of settings and more, the one whom the favourite is ahead of least often.
    pub rival: usize,
    /// Every strategy at every horizon.
    pub arms: Vec<Arm>,
    /// Every other strategy against the baseline, and the favourite against every other, by horizon.
    pub contests: Vec<Contest>,
    /// What each assumption does to the favourite's lead; `None` with too few settings to tell.
    pub effects: Option<Effects>,
    /// The settings in which the favourite falls behind its rival, and what they share.
    pub against: Against,
    /// Every setting.
    pub points: Vec<Point>,
    /// Active owners by strategy and day, over settings and luck together.
    pub bands: Vec<Band>,
    /// How the service floor held over all runs of all settings, by strategy.
    pub service: Vec<Service>,
    /// Runs of all settings that won over 90 % of everybody who could be won, by strategy.
    pub used_up: Vec<Share>,
}

/// Two strategies over all settings at one horizon; outcome: active owners.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contest {
    /// Position of the strategy (A).
    pub strategy: usize,
    /// Position of the other (B).
    pub other: usize,
    /// Day of the horizon.
    pub day: u32,
    /// Settings in which A is ahead by more than the tie.
    pub ahead: Share,
    /// Settings in which they are level.
    pub level: Share,
    /// Settings in which A is behind by more than the tie.
    pub behind: Share,
    /// Median over settings of A's multiple of B.
    pub median_ratio: f64,
    /// 5 % and 95 % quantiles of it.
    pub ratio_band: (f64, f64),
    /// More settings that would show a majority, were the shares what they are now; 0 where they
    /// already do, `None` where no number can be named.
    pub more_settings: Option<u64>,
    /// How far the ln ratio moves by luck alone, a standard deviation; 0 with one run a setting.
    pub by_luck: f64,
    /// How far it moves by settings alone, a standard deviation, with the part of luck taken off.
    pub by_settings: f64,
}

/// What the drawn settings of an experiment say; `None` where none were drawn, or there is one
/// strategy only.
pub fn uncertainty(experiment: &Experiment) -> Option<Uncertainty> {
    let (plan, drawn) = (&experiment.plan, &experiment.drawn[..]);
    let day = plan.last_horizon();
    if drawn.is_empty() || plan.strategies.len() < 2 {
        return None;
    }
    let favourite = leader(plan, &experiment.records, drawn)?;
    let arms = arms::arms(plan, drawn);
    let median = |s: usize| arms.iter().rfind(|a| a.strategy == s).map_or(0.0, |a| a.active.p50);
    let second = (0..plan.strategies.len())
        .filter(|s| *s != favourite)
        .fold(None, |best: Option<usize>, s| Some(best.filter(|b| median(*b) >= median(s)).unwrap_or(s)))?;
    let rival = rival(plan, drawn, favourite, second, day);
    let points = points(plan, drawn, favourite, rival, day);
    let stated = Some(outcome::ratios(&experiment.records, favourite, rival, day)).filter(|r| !r.is_empty());
    let stated = stated.map(|ratios| mean(&ratios));
    let networks: std::collections::BTreeSet<u32> =
        drawn.iter().flat_map(|d| &d.records).map(|r| r.network).collect();
    Some(Uncertainty {
        settings: drawn.len(),
        runs: plan.compare.runs_per_setting as usize,
        networks: networks.len(),
        favourite,
        rival,
        contests: contests(plan, drawn, favourite),
        effects: effects::effects(plan, &points, stated),
        against: losing_settings::against(plan, &points),
        bands: arms::bands(plan, drawn),
        service: (0..plan.strategies.len()).map(|s| service(plan, s, &arms::runs(drawn, s))).collect(),
        used_up: (0..plan.strategies.len()).map(|s| arms::used_up(&arms::runs(drawn, s))).collect(),
        arms,
        points,
    })
}

/// Whom the favourite is set against: the baseline, as long as it has a chance; else whoever the
/// favourite is ahead of least often, of equals the `second` by medians, then the first written.
fn rival(plan: &Plan, drawn: &[Drawn], favourite: usize, second: usize, day: u32) -> usize {
    let base = plan.compare.baseline;
    let ahead = |s: usize| contest(drawn, favourite, s, day, plan.compare.tie).ahead.value;
    if favourite != base && ahead(base) < NO_CONTEST {
        return base;
    }
    let others = (0..plan.strategies.len()).filter(|s| *s != favourite && *s != second);
    others.fold(second, |closest, s| if ahead(s) < ahead(closest) { s } else { closest })
}

impl Uncertainty {
    /// A strategy at a horizon.
    pub fn arm(&self, strategy: usize, day: u32) -> Option<&Arm> {
        self.arms.iter().find(|a| (a.strategy, a.day) == (strategy, day))
    }

    /// A strategy against another at a horizon.
    pub fn contest(&self, strategy: usize, other: usize, day: u32) -> Option<&Contest> {
        self.contests.iter().find(|c| (c.strategy, c.other, c.day) == (strategy, other, day))
    }

    /// Settings that a strategy wins outright.
    pub fn won(&self, strategy: usize) -> Share {
        Share::of(self.points.iter().filter(|p| p.winner == Some(strategy)).count(), self.settings)
    }
}

fn contests(plan: &Plan, drawn: &[Drawn], favourite: usize) -> Vec<Contest> {
    let base = plan.compare.baseline;
    let all = 0..plan.strategies.len();
    let mut pairs: Vec<(usize, usize)> = all.clone().filter(|s| *s != base).map(|s| (s, base)).collect();
    pairs.extend(all.filter(|s| *s != favourite && *s != base).map(|s| (favourite, s)));
    let at = |(strategy, other): (usize, usize)| {
        plan.compare.at_days.iter().map(move |day| contest(drawn, strategy, other, *day, plan.compare.tie))
    };
    pairs.into_iter().flat_map(at).collect()
}

fn contest(drawn: &[Drawn], strategy: usize, other: usize, day: u32, tie: f64) -> Contest {
    let ratios: Vec<Vec<f64>> =
        drawn.iter().map(|d| outcome::ratios(&d.records, strategy, other, day)).collect();
    let mut logs: Vec<f64> = ratios.iter().map(|of| mean(of)).collect();
    let (by_luck, by_settings) = apart(&ratios, &logs);
    let count = |o: Outcome| logs.iter().filter(|log| Outcome::of(**log, tie) == o).count();
    let [ahead, level, behind] = Outcome::ALL.map(|o| Share::of(count(o), logs.len()));
    let most = [ahead, level, behind].into_iter().fold(ahead, |a, b| if b.count > a.count { b } else { a });
    logs.sort_by(f64::total_cmp);
    let at = |p| crate::study::statistics::estimate::quantile(&logs, p).exp();
    Contest {
        strategy,
        other,
        day,
        ahead,
        level,
        behind,
        median_ratio: at(0.5),
        ratio_band: (at(0.05), at(0.95)),
        more_settings: settings_to_decide(most.value).map(|n| n.saturating_sub(logs.len() as u64)),
        by_luck,
        by_settings,
    }
}

/// Settings at which a share would surely be a majority, were it what it is: the smallest n at which
/// the lower end of Wilson's interval passes one half; `None` for a share of half or less.
fn settings_to_decide(share: f64) -> Option<u64> {
    // (p + z²/2n − z·√(p(1−p)/n + z²/4n²))/(1 + z²/n) > ½ ⇔ n·(p − ½)² > z²·p(1−p) + … ; solved by
    // Wald's equivalent for the score test at one half: n > z²/4 ÷ (p − ½)².
    let z = crate::study::statistics::estimate::Z95;
    (share > 0.5).then(|| (z * z / 4.0 / (share - 0.5).powi(2)).ceil() as u64)
}

/// Standard deviations of the ln ratios within settings (luck), and between them with the part of
/// luck taken off; luck is 0 where settings have one run each.
fn apart(ratios: &[Vec<f64>], means: &[f64]) -> (f64, f64) {
    let (mut squares, mut freedom, mut runs) = (0.0, 0.0, 0.0);
    for logs in ratios {
        squares += sd(logs).powi(2) * (logs.len().saturating_sub(1)) as f64;
        freedom += logs.len().saturating_sub(1) as f64;
        runs += logs.len() as f64 / ratios.len() as f64;
    }
    let luck = if freedom > 0.0 { squares / freedom } else { 0.0 };
    let between = (sd(means).powi(2) - luck / runs.max(1.0)).max(0.0);
    (luck.sqrt(), between.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_to_decide_is_the_first_number_at_which_wilson_excludes_a_half() {
        for share in [0.55, 0.6, 0.75, 0.9] {
            let n = settings_to_decide(share).expect("a majority");
            let excludes = |n: u64| {
                let (p, n) = (share, n as f64);
                let z2 = 3.841_458_820_694_124;
                let low = (p + z2 / (2.0 * n) - (z2 * (p * (1.0 - p) / n + z2 / (4.0 * n * n))).sqrt())
                    / (1.0 + z2 / n);
                low > 0.5 - 1e-12
            };
            assert!(excludes(n) && !excludes(n - 1), "{share}: {n}");
        }
        assert_eq!(settings_to_decide(0.5), None);
    }
}
