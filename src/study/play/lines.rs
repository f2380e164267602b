//! Every run of an experiment as one line, whatever it was played for: the raw rows of a result.

use crate::engine::record::RunRecord;
use crate::scenario::plan::Plan;
use crate::study::play::{Runs, profit, row, spent_by};

/// What a batch is played for.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// The stated values.
    Stated,
    /// A drawn setting, by number.
    Setting(u32),
    /// A training setting on which plans are chosen, by number.
    Training(u32),
    /// The leader without a tactic, in a drawn setting where there are some.
    Removal(Option<u32>),
    /// The leader without one mechanism of a tactic, in a drawn setting where there are some.
    Mechanism(Option<u32>),
    /// Runs that gave up, without giving up.
    PlayedOn,
    /// A multiple of the money.
    Money(f64),
    /// One assumption at another value than the stated one: its name and the value.
    Flip(String, f64),
    /// A world in which numbers without a range stand at their ends, by number.
    Screening(u32),
    /// What is played, and a factor on β.
    OtherTalk(Box<Part>, f64),
}

impl Part {
    /// Its name in tables.
    pub fn name(&self) -> &'static str {
        match self {
            Part::Stated => "as stated",
            Part::Setting(_) => "settings",
            Part::Training(_) => "plans",
            Part::Removal(_) => "removal",
            Part::Mechanism(_) => "mechanisms",
            Part::PlayedOn => "played on",
            Part::Money(_) => "money",
            Part::Flip(..) => "flips",
            Part::Screening(_) => "screening",
            Part::OtherTalk(..) => "talk",
        }
    }

    /// Number of the setting that was drawn for it, or of the world that was made for it.
    pub fn setting(&self) -> Option<u32> {
        match self {
            Part::Setting(number) | Part::Training(number) | Part::Screening(number) => Some(*number),
            Part::Removal(number) | Part::Mechanism(number) => *number,
            Part::OtherTalk(part, _) => part.setting(),
            Part::Stated | Part::PlayedOn | Part::Money(_) | Part::Flip(..) => None,
        }
    }

    /// What differs from the stated values or the setting, in words; empty where nothing does.
    pub fn change(&self) -> String {
        match self {
            Part::Money(multiple) => format!("money × {multiple}"),
            Part::Flip(assumption, value) => format!("{assumption} = {value}"),
            Part::OtherTalk(part, factor) => match part.change() {
                same if same.is_empty() => format!("talk × {factor}"),
                change => format!("{change}, talk × {factor}"),
            },
            Part::Screening(_) => "every number without a range at one of its ends".to_owned(),
            Part::Stated
            | Part::Setting(_)
            | Part::Training(_)
            | Part::Removal(_)
            | Part::Mechanism(_)
            | Part::PlayedOn => String::new(),
        }
    }
}

/// One run, in numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it was played for.
    pub part: Part,
    /// The strategy as it was played, such as `Mix without ads`.
    pub strategy: String,
    /// Number of its luck.
    pub replication: u32,
    /// Number of its network.
    pub network: u32,
    /// Hazard of one exposure of weight 1.
    pub beta: f64,
    /// Active owners at each horizon.
    pub active: Vec<u32>,
    /// People who ever had it, at each horizon.
    pub adopted: Vec<u32>,
    /// Money spent by the end.
    pub spent: f64,
    /// Wages of service by the end.
    pub wages: f64,
    /// Profit by the end; `None` where no margin is said.
    pub profit: Option<f64>,
}

/// The lines of the runs of a batch.
pub fn lines(part: &Part, plan: &Plan, runs: &Runs) -> Vec<Line> {
    let horizon = plan.horizon_days();
    let line = |run: &RunRecord| Line {
        part: part.clone(),
        strategy: plan.strategies[run.strategy].name.clone(),
        replication: run.replication,
        network: run.network,
        beta: runs.solved.beta,
        active: plan.compare.at_days.iter().map(|day| row(run, *day).active()).collect(),
        adopted: plan.compare.at_days.iter().map(|day| row(run, *day).adopted).collect(),
        spent: spent_by(run, None, horizon, horizon),
        wages: run.service_wages(),
        profit: profit(run, horizon),
    };
    runs.records.iter().map(line).collect()
}
