//! What strategies are judged by: a number of each run, how far one is ahead of another, and what is a tie.
//!
//! Active owners are compared by ln((a + 1)/(b + 1)), so that a half and a double weigh alike and dead runs
//! stay comparable. Profit may be negative, so it is compared by a − b, in money.

use crate::engine::record::RunRecord;
use crate::scenario::plan::{Judged, Plan};
use crate::statistics::{Spread, mean};
use crate::study::play::{active, profit};
use crate::units::Day;

/// What is judged at one day, and what counts as a tie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Yardstick {
    /// What is judged.
    pub outcome: Judged,
    /// Day at whose end it is taken.
    pub day: Day,
    /// Tie as a share of the larger.
    share: f64,
    /// Tie whatever the larger is, so that a handful against nobody is level: the same share of the seeds in
    /// people, or of their margin in money.
    least: f64,
}

/// ln((a + 1)/(b + 1)); the 1 keeps dead runs comparable.
fn log_ratio(a: f64, b: f64) -> f64 {
    a.ln_1p() - b.ln_1p()
}

impl Yardstick {
    /// What a plan is judged by, at a day.
    pub fn of(plan: &Plan, day: Day) -> Yardstick {
        Yardstick::by(plan.compare.outcome, plan, day)
    }

    /// By owners or by profit, whatever the plan is judged by.
    pub fn by(outcome: Judged, plan: &Plan, day: Day) -> Yardstick {
        let share = plan.compare.tie;
        let each = match outcome {
            Judged::Active => 1.0,
            Judged::Profit => plan.product.margin_per_owner.unwrap_or(0.0),
        };
        Yardstick { outcome, day, share, least: share * f64::from(plan.seeds.count) * each }
    }

    /// The same at the last horizon.
    pub fn last(plan: &Plan) -> Yardstick {
        Yardstick::of(plan, plan.last_horizon())
    }

    /// Active owners of a run, or its profit.
    pub fn value(&self, run: &RunRecord) -> f64 {
        match self.outcome {
            Judged::Active => active(run, self.day),
            Judged::Profit => profit(run, self.day).unwrap_or(0.0),
        }
    }

    /// How far `a` is ahead of `b`: the ln ratio of owners, or the difference of profit.
    pub fn lead(&self, a: f64, b: f64) -> f64 {
        match self.outcome {
            Judged::Active => log_ratio(a, b),
            Judged::Profit => a - b,
        }
    }

    /// How far a run is ahead of another.
    pub fn lead_of(&self, a: &RunRecord, b: &RunRecord) -> f64 {
        self.lead(self.value(a), self.value(b))
    }

    /// How far `a` is ahead of `b`, as it is read: the multiple (a + 1)/(b + 1) of owners, or the
    /// difference of profit.
    pub fn shown(&self, a: f64, b: f64) -> f64 {
        match self.outcome {
            Judged::Active => (a + 1.0) / (b + 1.0),
            Judged::Profit => a - b,
        }
    }

    /// A lead as it is read.
    pub fn read(&self, lead: f64) -> f64 {
        match self.outcome {
            Judged::Active => lead.exp(),
            Judged::Profit => lead,
        }
    }

    /// The lead that is read so.
    pub fn unread(&self, shown: f64) -> f64 {
        match self.outcome {
            Judged::Active => shown.ln(),
            Judged::Profit => shown,
        }
    }

    /// How far leads must lie from 0 to count as one side: the tie, of profit that of the largest of them.
    pub fn clear(&self, leads: impl Iterator<Item = f64>) -> f64 {
        match self.outcome {
            Judged::Active => self.share.ln_1p(),
            Judged::Profit => (self.share * leads.map(f64::abs).fold(0.0, f64::max)).max(self.least),
        }
    }

    /// What is typical of runs: exp(mean of ln(1 + active)) − 1, or the mean profit.
    pub fn typical(&self, values: &[f64]) -> f64 {
        match self.outcome {
            Judged::Active => mean(&self.scores(values)).exp_m1(),
            Judged::Profit => mean(values),
        }
    }

    /// The numbers whose mean ranks plans, and whose differences are leads: ln(1 + active), or profit.
    pub fn scores(&self, values: &[f64]) -> Vec<f64> {
        match self.outcome {
            Judged::Active => values.iter().map(|value| value.ln_1p()).collect(),
            Judged::Profit => values.to_vec(),
        }
    }

    /// What strategies are ranked by over all their runs, and what decides between equals: the median of
    /// owners, then the mean; the mean of profit, then the median.
    pub fn rank(outcome: Judged, of: &Spread) -> (f64, f64) {
        match outcome {
            Judged::Active => (of.p50, of.mean),
            Judged::Profit => (of.mean, of.p50),
        }
    }

    /// Whether two values are level: |a − b| ≤ max(share · the larger, least), where the larger is of the
    /// two, or of their sizes where they may be negative.
    pub fn is_level(&self, a: f64, b: f64) -> bool {
        (a - b).abs() <= (self.share * self.larger(a, b)).max(self.least)
    }

    fn larger(&self, a: f64, b: f64) -> f64 {
        match self.outcome {
            Judged::Active => a.max(b),
            Judged::Profit => a.abs().max(b.abs()),
        }
    }

    /// The largest |lead| that is level where these are typical of the two.
    pub fn bound(&self, a: f64, b: f64) -> f64 {
        match self.outcome {
            Judged::Active => (-(-self.share).ln_1p()).max((self.least / (a.min(b) + 1.0)).ln_1p()),
            Judged::Profit => (self.share * self.larger(a, b)).max(self.least),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::play::Outcome::{self, Ahead, Behind, Level};

    fn yardstick(outcome: Judged, share: f64, least: f64) -> Yardstick {
        Yardstick { outcome, day: Day(0.0), share, least }
    }

    fn outcome(of: Yardstick, a: f64, b: f64) -> Outcome {
        Outcome::of(of.lead(a, b), of.bound(a, b))
    }

    #[test]
    fn a_tie_is_five_per_cent_of_the_larger() {
        let owners = yardstick(Judged::Active, 0.05, 0.0);
        assert_eq!([94.0, 93.0].map(|b| outcome(owners, 99.0, b)), [Level, Ahead]);
        assert_eq!(outcome(owners, 93.0, 99.0), Behind);
        assert_eq!(Outcome::of(0.0, 0.0), Level);
        assert_eq!(Outcome::of(-1e9, yardstick(Judged::Active, 1.0, 0.0).bound(0.0, 0.0)), Level);
        // Of profit the larger in size counts, whatever its sign.
        let profit = yardstick(Judged::Profit, 0.05, 0.0);
        for (a, b, wanted) in [
            (100.0, 95.0, Level),
            (100.0, 94.9, Ahead),
            (-100.0, -95.0, Level),
            (-100.0, -94.0, Behind),
            (1.0, -1.0, Ahead),
        ] {
            assert_eq!(outcome(profit, a, b), wanted, "{a} {b}");
            assert_eq!(profit.is_level(a, b), wanted == Level, "{a} {b}");
        }
    }

    #[test]
    fn a_handful_against_nobody_is_level_and_more_than_a_handful_is_not() {
        // 5 % of 100 seeds are 5 people.
        let owners = yardstick(Judged::Active, 0.05, 5.0);
        for (a, b, wanted) in [(5.0, 0.0, Level), (0.0, 6.0, Behind), (25.0, 19.0, Ahead)] {
            assert_eq!(outcome(owners, a, b), wanted, "{a} {b}");
            assert_eq!(owners.is_level(a, b), wanted == Level, "{a} {b}");
        }
        assert!(owners.is_level(1_000.0, 950.0) && !owners.is_level(1_000.0, 949.0));
        // A margin of 20 makes that 100.
        let profit = yardstick(Judged::Profit, 0.05, 100.0);
        assert_eq!([99.0, 101.0].map(|a| outcome(profit, a, 0.0)), [Level, Ahead]);
    }
}
