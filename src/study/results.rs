//! The results of a study: everything the report says, as plain numbers.
//!
//! A study is settings × luck. The stated values are one setting, and the drawn ones are the others;
//! both are summarised by the same [`Sample`].
//!
//! Always true: made of the plan, the records and their ledger digests alone, so the same records
//! give the same bytes.

use crate::engine::record::RunRecord;
use crate::scenario::Scenario;
use crate::scenario::plan::Plan;
use crate::study::calibrate::TalkScale;
pub use crate::study::play::Account;
use crate::study::play::Screening as Tried;
use crate::study::play::{
    Choice, Experiment, InterimLooks, Line, MoneyLevel, OtherTalk, PlayedOn, Profile, Removal, Runs,
    Yardstick,
};
use crate::study::sensitivity::{Screening, Settings};
use crate::study::summary::{
    Activity, Arm, Begin, Contest, Credit, Curve, Implied, LedgerStatistics, Milestone, Money, Note, Sample,
    activity, begins, credits, implied, ledger_statistics, measured_r, money, notes, over_runs,
};
use crate::units::{Day, StrategyId};

/// What a study found.
#[derive(Debug, Clone)]
pub struct Results {
    /// What was asked, with the plans chosen.
    pub plan: Plan,
    /// The runs at the stated values, by strategy, then replication.
    pub records: Vec<RunRecord>,
    /// Some of them with other talk; `None` where β was stated.
    pub other_talk: Option<Box<OtherTalk>>,
    /// The talk scale at the stated values.
    pub solved: TalkScale,
    /// What the runs at the stated values say.
    pub stated: Sample,
    /// What drawn settings say, where some were drawn.
    pub settings: Option<Settings>,
    /// What numbers that are assumed and carry no range do to the lead, where that was played.
    pub screening: Option<Screening>,
    /// What became of these numbers where it was not.
    pub unscreened: Option<Tried>,
    /// Money by strategy at the stated values.
    pub money: Vec<Money>,
    /// Credits by first and last touch at the stated values.
    pub credits: Vec<Credit>,
    /// When each tactic first acted at the stated values.
    pub begins: Vec<Begin>,
    /// What each tactic did at the stated values.
    pub activity: Vec<Activity>,
    /// Notes of the runs at the stated values, with the number of runs that made them.
    pub notes: Vec<Note>,
    /// People whom the first owners without tactics won in their first year; `None` where the runs hold
    /// no such year.
    pub measured_r: Option<f64>,
    /// What the ledgers say beyond credit; `None` where they were too large to keep.
    pub ledger_statistics: Option<LedgerStatistics>,
    /// The Bass curve that each strategy implies.
    pub bass: Vec<Implied>,
    /// The leader without its tactics, where that was played.
    pub removal: Option<Removal>,
    /// What giving up cost the strategies that may.
    pub played_on: Vec<PlayedOn>,
    /// Every strategy with less and more money, where that was played.
    pub budgets: Vec<MoneyLevel>,
    /// The plans tried for each strategy.
    pub choices: Vec<Choice>,
    /// The looks at whether it is decided, where asked for.
    pub looks: Option<InterimLooks>,
    /// Every run as a line, whatever it was played for.
    pub lines: Vec<Line>,
    /// Cost of the study: runs, time, memory, work.
    pub account: Account,
    /// Where the results came from.
    pub origin: Origin,
}

/// A strategy in the ranking.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked<'a> {
    /// Name of the strategy.
    pub name: &'a str,
    /// Median of active owners at the last horizon.
    pub median: f64,
    /// All that is known of it at that horizon.
    pub arm: &'a Arm,
}

/// Where results came from: what their files hold beside them.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The scenario.
    pub scenario: Option<Scenario>,
    /// Fingerprint of all that changes results but the number of runs.
    pub fingerprint: String,
    /// The runs, as a file that a later study goes on from.
    pub kept: Vec<u8>,
    /// When the study began, ISO 8601.
    pub started: String,
    /// Threads that it ran on.
    pub threads: usize,
    /// Seconds by phase, speed and memory.
    pub profile: Profile,
}

impl Results {
    /// What an experiment found.
    #[doc(hidden)]
    pub fn from_experiment(found: Experiment) -> Results {
        let (screening, unscreened) = match found.screening {
            Tried::Played(screen) => (Some(Screening::of(*screen)), None),
            other => (None, Some(other)),
        };
        let mut told = Results::of_runs(found.plan, found.stated, &found.drawn);
        Results {
            removal: found.removal,
            played_on: found.played_on,
            budgets: found.budgets,
            choices: found.choices,
            looks: found.looks,
            lines: found.lines,
            screening,
            unscreened,
            account: found.account,
            settings: told.settings.take().map(|settings| settings.with_flips(&told.plan, &found.flips)),
            ..told
        }
    }

    /// What runs say: those at the stated values, and those of drawn settings.
    #[doc(hidden)]
    pub fn of_runs(plan: Plan, runs: Runs, drawn: &[Runs]) -> Results {
        let all = plan.strategy_ids();
        let by_strategy: Vec<Vec<&RunRecord>> = all.clone().map(|s| runs.of(s)).collect();
        let settings = Settings::of(&plan, &runs, drawn);
        let take_off = settings.as_ref().map_or_else(
            || Sample::take_off_level(&plan, std::slice::from_ref(&runs)),
            |settings| settings.sample.take_off,
        );
        let stated = Sample::stated(&plan, &runs, take_off);
        Results {
            solved: runs.solved,
            settings,
            screening: None,
            unscreened: None,
            money: all.clone().map(|s| money(&plan, &runs, s)).collect(),
            credits: all.clone().flat_map(|s| credits(&plan, s, &runs)).collect(),
            begins: all.clone().flat_map(|s| begins(&plan, s, &runs)).collect(),
            activity: all.clone().flat_map(|s| activity(&plan, s, &runs)).collect(),
            notes: all.clone().flat_map(|s| notes(s, &by_strategy[s])).collect(),
            measured_r: plan.organic().and_then(|s| measured_r(&by_strategy[s])),
            ledger_statistics: ledger_statistics(&plan, &runs),
            bass: implied(&stated, all),
            stated,
            removal: None,
            played_on: Vec::new(),
            budgets: Vec::new(),
            choices: Vec::new(),
            looks: None,
            lines: Vec::new(),
            account: Account::default(),
            origin: Origin::default(),
            records: runs.records,
            other_talk: runs.other_talk,
            plan,
        }
    }

    /// The runs that the verdict is about: those of drawn settings where there are some, else those
    /// at the stated values.
    pub fn sample(&self) -> &Sample {
        self.settings.as_ref().map_or(&self.stated, |s| &s.sample)
    }

    /// The strategies by their median of active owners at the last horizon, or by their mean profit where that
    /// is judged, the largest first.
    pub fn ranking(&self) -> Vec<Ranked<'_>> {
        let arms = self.sample().ranking(self.plan.last_horizon()).into_iter();
        arms.map(|arm| Ranked { name: &self.plan.strategies[arm.strategy].name, median: arm.active.p50, arm })
            .collect()
    }

    /// The strategy that leads at the last horizon; `None` without runs.
    pub fn leader(&self) -> Option<StrategyId> {
        match &self.settings {
            Some(settings) => Some(settings.leader),
            None => self.stated_ranking().first().map(|a| a.strategy),
        }
    }

    /// The strategies at the last horizon at the stated values, the leader first; empty without runs.
    pub fn stated_ranking(&self) -> Vec<&Arm> {
        self.stated.ranking(self.plan.last_horizon())
    }

    /// Every quantity of every strategy by day, at the stated values.
    pub fn curves(&self) -> &[Curve] {
        &self.stated.curves
    }

    /// The take-off of a strategy over the runs that the verdict is about; `None` where no strategy takes off.
    pub fn take_off(&self, strategy: StrategyId) -> Option<&Milestone> {
        self.sample().take_off_of(strategy)
    }

    /// A strategy against any other at the last horizon, at the stated values.
    pub fn against(&self, strategy: StrategyId, other: StrategyId) -> Contest {
        let yardstick = Yardstick::last(&self.plan);
        over_runs(&self.records, self.other_talk.as_deref(), strategy, other, &yardstick)
    }

    /// A strategy against the baseline at a horizon, over the runs that the verdict is about.
    pub fn pair(&self, strategy: StrategyId, day: impl Into<Day>) -> Option<&Contest> {
        self.sample().contest(strategy, self.plan.compare.baseline, day)
    }
}
