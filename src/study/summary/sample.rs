//! Every strategy over a body of runs: those at the stated values, or those of all drawn settings.
//! Always true: a drawn setting counts once, however often it was played; at the stated values a run counts once.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::engine::record::{ClubUse, RunRecord};
use crate::scenario::plan::{Judged, Plan};
use crate::statistics::{Estimate, Ratio, Share, Spread, Z95, mean, median, share_of, wilson};
use crate::study::play::{Runs, Yardstick, active, first_day, pairs, row, spent_by};
use crate::study::summary::body::Body;
use crate::study::summary::lead::lead;
use crate::study::summary::milestones::most_seeds;
use crate::study::summary::profit::{self, BreakEven, Profit, ProfitLead};
use crate::study::summary::{
    Contest, Curve, LeadCurve, Level, Milestone, Point, Series, TAKEN_OFF, contest, curves, levels,
    milestone, take_off_level,
};
use crate::units::{ChannelId, Day, StrategyId};

/// What a body of runs says of every strategy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sample {
    /// What strategies are ranked by.
    pub outcome: Judged,
    /// Settings: 1 at the stated values.
    pub settings: usize,
    /// Runs of each strategy in each setting.
    pub runs: usize,
    /// Networks they were played on.
    pub networks: usize,
    /// Every strategy at every horizon.
    pub arms: Vec<Arm>,
    /// Every other strategy against the baseline; over drawn settings also the leader against every
    /// other; at every horizon.
    pub contests: Vec<Contest>,
    /// Every quantity of every strategy by day; over drawn settings active owners, people who ever had it and
    /// the market, by week where the horizon is longer than 14 weeks.
    pub curves: Vec<Curve>,
    /// Every other strategy's lead over the baseline, on the days of the curves.
    pub leads: Vec<LeadCurve>,
    /// Active owners at which a run has taken off; `None` where no strategy takes off.
    pub take_off: Option<u32>,
    /// Every level of every strategy; the take-off is the last level, where there is one.
    pub milestones: Vec<Milestone>,
    /// Profit of the most profitable strategy less that of each other one, at the last horizon; empty
    /// where no margin is said.
    pub profit_leads: Vec<ProfitLead>,
    /// When each strategy breaks even; empty where no margin is said.
    pub break_even: Vec<BreakEven>,
    /// How the service floor held, by strategy.
    pub service: Vec<Service>,
    /// Share of runs that won over 90 % of the market, by strategy.
    pub used_up: Vec<Share>,
    /// The same of the audience of each forum that not everybody comes to, by strategy.
    pub clubs_used_up: Vec<Vec<(ChannelId, Share)>>,
}

/// One strategy at one horizon.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Arm {
    /// Position of the strategy.
    pub strategy: StrategyId,
    /// Day of the horizon.
    pub day: Day,
    /// Active owners over all runs.
    pub active: Spread,
    /// Mean money spent by then.
    pub spent: f64,
    /// Mean of active owners less those of the organic arm under the same luck; `None` for the organic
    /// arm itself, or where there is none.
    pub extra: Option<f64>,
    /// Money per extra active owner, `spent` ÷ `extra`; `None` where there are none extra.
    pub cost: Option<Ratio>,
    /// The same over the runs that took off by then, where some did and some did not.
    pub cost_taken_off: Option<Ratio>,
    /// Profit by then; `None` where no margin is said.
    pub profit: Option<Profit>,
    /// (Profit − profit of the organic arm) ÷ money spent: what each unit of money brings beyond itself;
    /// `None` where nothing is spent, or no margin is said.
    pub returned: Option<Ratio>,
    /// Mean share of runs taken off by then; `None` where no strategy takes off.
    pub taken_off: Option<Estimate>,
}

/// How the service floor held.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Service {
    /// Position of the strategy in the plan.
    pub strategy: StrategyId,
    /// Share of runs in which the mean wait of some day passed the promise.
    pub overrun: Share,
    /// Median of active owners on the first such day, over the runs that had one.
    pub owners_then: Option<f64>,
    /// Median of the longest mean wait of a day in hours, over the same runs.
    pub longest_wait: Option<f64>,
    /// Median of the share of tickets that were never answered within the run, over the same runs.
    pub unanswered: Option<f64>,
}

impl Sample {
    /// The runs at the stated values; `take_off` is the level of take-off of the study.
    pub fn stated(plan: &Plan, runs: &Runs, take_off: Option<u32>) -> Sample {
        let all = plan.strategy_ids();
        let days = plan.timeline().days();
        let body = Body { settings: std::slice::from_ref(runs), drawn: false };
        Sample {
            runs: all.clone().map(|s| runs.of(s).len()).min().unwrap_or(0),
            curves: all.flat_map(|s| curves(plan, s, &runs.of(s), &days)).collect(),
            ..body.sample(plan, None, &days, take_off)
        }
    }

    /// The runs of drawn settings; `leader` is set against every other strategy, `take_off` is the level of
    /// take-off of the study.
    pub fn drawn(plan: &Plan, settings: &[Runs], leader: StrategyId, take_off: Option<u32>) -> Sample {
        let horizon = plan.horizon_days();
        let mut days = plan.timeline().days();
        days.retain(|day| horizon <= Day(98.0) || day.ends_week() || *day == horizon);
        let body = Body { settings, drawn: true };
        let curve = |strategy, series: Series| {
            let runs = body.all(strategy);
            let spread = |day| Spread::of(runs.iter().map(|run| series.value(&row(run, day))));
            Curve {
                strategy,
                series,
                points: days.iter().map(|day| Point { day: *day, spread: spread(*day) }).collect(),
            }
        };
        let series = [Series::Active, Series::Adopted, Series::Market];
        Sample {
            runs: plan.compare.replications_per_setting as usize,
            curves: plan.strategy_ids().flat_map(|s| series.map(|of| curve(s, of))).collect(),
            ..body.sample(plan, Some(leader), &days, take_off)
        }
    }

    /// The level of take-off that these settings, or the stated values alone, give.
    pub fn take_off_level(plan: &Plan, settings: &[Runs]) -> Option<u32> {
        let body = Body { settings, drawn: true };
        let medians = plan.strategy_ids().map(|s| body.active(s, plan.last_horizon()).p50);
        take_off_level(most_seeds(plan), medians.fold(0.0, f64::max))
    }

    /// The take-off of a strategy; `None` where no strategy takes off.
    pub fn take_off_of(&self, strategy: StrategyId) -> Option<&Milestone> {
        self.milestones.iter().find(|m| m.strategy == strategy && m.level.name == TAKEN_OFF)
    }

    /// The lead of a strategy over the baseline by day; `None` for the baseline itself.
    pub fn lead(&self, strategy: StrategyId) -> Option<&LeadCurve> {
        self.leads.iter().find(|r| r.strategy == strategy)
    }

    /// A strategy at a horizon.
    pub fn arm(&self, strategy: StrategyId, day: impl Into<Day>) -> Option<&Arm> {
        let asked = (strategy, day.into());
        self.arms.iter().find(|a| (a.strategy, a.day) == asked)
    }

    /// The strategies at a horizon, the largest median first, or the largest mean profit where that is judged;
    /// of equal medians the larger mean (or the other way round), then the order of the scenario.
    pub fn ranking(&self, day: impl Into<Day>) -> Vec<&Arm> {
        let day = day.into();
        let mut arms: Vec<&Arm> = self.arms.iter().filter(|a| a.day == day).collect();
        let rank = |arm: &Arm| match (self.outcome, &arm.profit) {
            (Judged::Profit, Some(profit)) => Yardstick::rank(self.outcome, &profit.over_runs),
            (Judged::Active | Judged::Profit, _) => Yardstick::rank(Judged::Active, &arm.active),
        };
        arms.sort_by(|a, b| {
            let (a, b) = (rank(a), rank(b));
            b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1))
        });
        arms
    }

    /// Whether profit can be said: whether the scenario says what an owner earns.
    pub fn has_profit(&self) -> bool {
        self.arms.iter().any(|arm| arm.profit.is_some())
    }

    /// The strategy with the largest mean profit at the last horizon; `None` where none is said.
    pub fn most_profit(&self, day: impl Into<Day>) -> Option<&Arm> {
        let day = day.into();
        let arms = self.arms.iter().filter(|a| a.day == day && a.profit.is_some());
        let mean = |arm: &Arm| arm.profit.map_or(0.0, |p| p.mean.mean);
        arms.reduce(|best, arm| if mean(arm) > mean(best) { arm } else { best })
    }

    /// The strategy with the largest median of owners at a horizon, of equal ones the first written; `None`
    /// where the sample does not hold that horizon.
    pub fn most_owners(&self, day: impl Into<Day>) -> Option<&Arm> {
        let day = day.into();
        let arms = self.arms.iter().filter(|a| a.day == day);
        arms.reduce(|best, arm| if arm.active.p50 > best.active.p50 { arm } else { best })
    }

    /// A strategy against another at a horizon.
    pub fn contest(&self, strategy: StrategyId, other: StrategyId, day: impl Into<Day>) -> Option<&Contest> {
        let asked = (strategy, other, day.into());
        self.contests.iter().find(|c| (c.strategy, c.other, c.day) == asked)
    }

    /// The curve of a quantity of a strategy; empty where there is none.
    pub fn curve(&self, strategy: StrategyId, series: Series) -> &[Point] {
        let found = self.curves.iter().find(|c| c.strategy == strategy && c.series == series);
        found.map_or(&[], |c| &c.points)
    }
}

impl<'a> Body<'a> {
    /// All but its curves and the number of runs; `leader` is set against every other strategy.
    fn sample(
        self,
        plan: &Plan,
        leader: Option<StrategyId>,
        days_of_curves: &[Day],
        take_off: Option<u32>,
    ) -> Sample {
        let (all, base, days) = (plan.strategy_ids(), plan.compare.baseline, &plan.compare.at_days);
        let networks: BTreeSet<u32> =
            self.settings.iter().flat_map(|s| &s.records).map(|r| r.network).collect();
        let mut set: Vec<(StrategyId, StrategyId)> =
            all.clone().filter(|s| *s != base).map(|s| (s, base)).collect();
        if let Some(leader) = leader {
            set.extend(all.clone().filter(|s| *s != leader && *s != base).map(|s| (leader, s)));
        }
        let contest = |(a, b), day| {
            let yardstick = Yardstick::of(plan, day);
            match self.drawn {
                true => contest::over_settings(self.settings, a, b, &yardstick),
                false => contest::over_runs(&self.settings[0].records, self.other_talk(), a, b, &yardstick),
            }
        };
        let last = Yardstick::last(plan);
        Sample {
            outcome: plan.compare.outcome,
            settings: self.settings.len(),
            runs: 0,
            networks: networks.len(),
            arms: all
                .clone()
                .flat_map(|s| days.iter().map(move |day| self.arm(plan, s, *day, take_off)))
                .collect(),
            contests: set
                .into_iter()
                .flat_map(|pair| days.iter().map(move |day| (pair, *day)))
                .map(|(pair, day)| contest(pair, day))
                .collect(),
            curves: Vec::new(),
            leads: all
                .clone()
                .filter(|s| *s != base)
                .map(|s| lead(self, s, base, days_of_curves, &last))
                .collect(),
            take_off,
            milestones: all.clone().flat_map(|s| self.milestones(plan, s, take_off)).collect(),
            profit_leads: profit::leads(self, plan),
            break_even: all.clone().filter_map(|s| profit::break_even_of(self, s)).collect(),
            service: all.clone().map(|s| self.service(plan, s)).collect(),
            used_up: all.clone().map(|s| self.used_up(s)).collect(),
            clubs_used_up: all.map(|s| self.clubs_used_up(s)).collect(),
        }
    }

    fn milestones(self, plan: &Plan, strategy: StrategyId, take_off: Option<u32>) -> Vec<Milestone> {
        let runs = self.clustered(strategy);
        let mut levels = levels(plan);
        levels.extend(take_off.map(|people| Level { name: TAKEN_OFF.into(), people }));
        let there = |level: u32, day: Day| {
            self.error_of_talk(|body| {
                let there = |r: &RunRecord| first_day(r, level).is_some_and(|first| first <= day);
                Some(share_of(body.clustered(strategy).iter().map(|(r, alike)| (there(r), *alike))).value)
            })
        };
        levels.iter().map(|level| milestone(strategy, &runs, level, plan.horizon_days(), &there)).collect()
    }

    fn arm(self, plan: &Plan, strategy: StrategyId, day: Day, take_off: Option<u32>) -> Arm {
        let money = |r: &RunRecord| spent_by(r, None, day, plan.horizon_days());
        let organic = plan.organic().filter(|o| *o != strategy);
        let spent = self.each(strategy, &money).0;
        let extra = organic.map(|organic| self.extra(strategy, organic, day).0);
        let cost = |body: Body<'_>| {
            let (spent, clusters) = body.each(strategy, &money);
            Ratio::of(&spent, &body.extra(strategy, organic?, day).0, &clusters)
        };
        let profit = Profit::of(self, strategy, day);
        let returned = |body: Body<'_>| {
            let (spent, clusters) = body.each(strategy, &money);
            Ratio::of(&profit::gains(body, strategy, organic?, day).0, &spent, &clusters)
        };
        let off =
            |r: &RunRecord| take_off.and_then(|level| first_day(r, level)).is_some_and(|first| first <= day);
        let taken_off_of = |body: Body<'_>| body.each(strategy, &|r| f64::from(u8::from(off(r))));
        let (taken_off, networks) = taken_off_of(self);
        let mean_off = mean(&taken_off);
        let interval = if self.drawn {
            wilson(mean_off, taken_off.len() as f64, Z95)
        } else {
            let share = share_of(taken_off.iter().zip(networks).map(|(off, n)| (*off > 0.0, n)));
            share.with_error(self.error_of_talk(|body| Some(mean(&taken_off_of(body).0)))).interval
        };
        let cost_taken_off = |body: Body<'_>| body.cost_where(plan, strategy, organic?, day, &off);
        Arm {
            strategy,
            day,
            active: self.active(strategy, day),
            spent: mean(&spent),
            extra: extra.as_deref().map(mean),
            cost: self.ratio(&cost),
            cost_taken_off: (mean_off > 0.0 && mean_off < 1.0).then(|| self.ratio(&cost_taken_off)).flatten(),
            returned: profit.as_ref().and_then(|_| self.ratio(&returned)),
            profit,
            taken_off: take_off.map(|_| Estimate { mean: mean_off, interval: Some(interval) }),
        }
    }

    /// A value of every run of a strategy, and which runs may be alike.
    fn each(self, strategy: StrategyId, value: &dyn Fn(&RunRecord) -> f64) -> (Vec<f64>, Vec<u32>) {
        self.draws(|runs| runs.of(strategy).into_iter().map(|r| (value(r), r.network)).collect())
    }

    /// Active owners less those of the organic arm under the same luck.
    fn extra(self, strategy: StrategyId, organic: StrategyId, day: Day) -> (Vec<f64>, Vec<u32>) {
        self.draws(|runs| {
            let pairs = pairs(&runs.records, strategy, organic);
            pairs.iter().map(|(a, b)| (active(a, day) - active(b, day), a.network)).collect()
        })
    }

    /// A ratio of means over this body, the error of β in its interval.
    fn ratio(self, of: &dyn Fn(Body<'_>) -> Option<Ratio>) -> Option<Ratio> {
        Some(of(self)?.with_error(self.error_of_talk(|body| Some(of(body)?.value))))
    }

    /// The share of the runs of a strategy of which something holds, the error of β in its interval.
    fn share(self, strategy: StrategyId, holds: &dyn Fn(&RunRecord) -> bool) -> Share {
        let of = |body: Body<'_>| share_of(body.all(strategy).iter().map(|r| (holds(r), r.network)));
        of(self).with_error(self.error_of_talk(|body| Some(of(body).value)))
    }

    /// Money per extra active owner over the runs of which something holds; runs of a network, or of a
    /// setting where they are drawn, may be alike.
    fn cost_where(
        self,
        plan: &Plan,
        strategy: StrategyId,
        organic: StrategyId,
        day: Day,
        holds: &dyn Fn(&RunRecord) -> bool,
    ) -> Option<Ratio> {
        let (mut spent, mut extra, mut clusters) = (Vec::new(), Vec::new(), Vec::new());
        for (setting, runs) in (0..).zip(self.settings) {
            for (a, b) in pairs(&runs.records, strategy, organic).into_iter().filter(|(a, _)| holds(a)) {
                spent.push(spent_by(a, None, day, plan.horizon_days()));
                extra.push(active(a, day) - active(b, day));
                clusters.push(if self.drawn { setting } else { a.network });
            }
        }
        Ratio::of(&spent, &extra, &clusters)
    }

    /// How the service floor held for a strategy.
    fn service(self, plan: &Plan, strategy: StrategyId) -> Service {
        let promise = plan.service.promise_days * 24.0;
        let runs = self.all(strategy);
        let first_overrun =
            |r: &RunRecord| r.rows.iter().find(|d| d.wait_hours > promise).map(|d| d.active());
        let owners: Vec<f64> = runs.iter().filter_map(|r| first_overrun(r)).map(f64::from).collect();
        let longest = |r: &&RunRecord| r.rows.iter().map(|d| d.wait_hours).fold(0.0, f64::max);
        let longest: Vec<f64> = runs.iter().map(longest).filter(|wait| *wait > promise).collect();
        let broke = runs.iter().filter(|r| first_overrun(r).is_some());
        let unanswered: Vec<f64> = broke.filter_map(|r| r.tickets.share_unanswered()).collect();
        Service {
            strategy,
            overrun: self.share(strategy, &|r| first_overrun(r).is_some()),
            owners_then: (!owners.is_empty()).then(|| median(&owners)),
            longest_wait: (!longest.is_empty()).then(|| median(&longest)),
            unanswered: (!unanswered.is_empty()).then(|| median(&unanswered)),
        }
    }

    /// Share of runs that won over 90 % of the people that their market held at the end.
    fn used_up(self, strategy: StrategyId) -> Share {
        self.share(strategy, &|r| {
            r.rows.last().is_some_and(|d| u64::from(d.adopted) * 10 > u64::from(d.market) * 9)
        })
    }

    /// Share of runs in which over 90 % of the people whom a forum could win had the product at the end, by
    /// forum.
    fn clubs_used_up(self, strategy: StrategyId) -> Vec<(ChannelId, Share)> {
        let clubs = self.all(strategy).first().map_or(&[][..], |run| &run.clubs[..]);
        let full = |club: &ClubUse| u64::from(club.adopted) * 10 > u64::from(club.eligible) * 9;
        let of = |at: usize| self.share(strategy, &|r| r.clubs.get(at).is_some_and(full));
        clubs.iter().enumerate().map(|(at, club)| (club.channel, of(at))).collect()
    }
}
