//! What each tactic did, week by week: what it says itself and what the engine counts of it.
//!
//! Always true: made of integers summed over shards and of what tactics say on one thread, so it is the same for
//! every partition.

use crate::contract::{DealCounts, EnlistCounts, FollowCounts, Measure, Of, ParticipationCounts};
use crate::units::TacticId;

/// Days of a row.
const WEEK: u32 = 7;

/// The weeks of all measures of all tactics, so far.
#[derive(Debug, Default)]
pub(super) struct Activity {
    tactics: Vec<(&'static [Measure], Vec<Week>)>,
}

/// Sum and number of the values of each measure in a week.
type Week = Vec<(f64, u32)>;

impl Activity {
    pub fn new(measures: impl Iterator<Item = &'static [Measure]>) -> Activity {
        Activity { tactics: measures.map(|measures| (measures, Vec::new())).collect() }
    }

    /// The value of a measure in the week of a day.
    fn at(&mut self, day: u32, tactic: TacticId, measure: usize) -> Option<&mut (f64, u32)> {
        let (measures, weeks) = &mut self.tactics[tactic.index()];
        let week = (day / WEEK) as usize;
        if weeks.len() <= week {
            weeks.resize(week + 1, vec![(0.0, 0); measures.len()]);
        }
        weeks[week].get_mut(measure)
    }

    /// Takes in what tactics say of themselves in a tick.
    pub fn say(&mut self, day: u32, said: &[(TacticId, usize, f64)]) {
        for (tactic, measure, value) in said {
            if let Some((sum, count)) = self.at(day, *tactic, *measure) {
                *sum += value;
                *count += 1;
            }
        }
    }

    /// Takes in what the shards counted of a tactic in a tick.
    pub fn count(
        &mut self,
        day: u32,
        tactic: TacticId,
        part: ParticipationCounts,
        talk: u64,
        (deals, follow, people): (DealCounts, FollowCounts, EnlistCounts),
    ) {
        let measures = self.tactics[tactic.index()].0;
        for (i, measure) in measures.iter().enumerate() {
            let counted = match measure.of {
                Of::Sum | Of::Mean => continue,
                Of::Acts => part.acts,
                Of::Handled => part.handled,
                Of::Made => part.content,
                Of::Entries => part.entries,
                Of::Annoyed => part.annoyed,
                Of::Declined => part.declined,
                Of::Built => part.built,
                Of::Talk => talk,
                Of::Given => deals.given,
                Of::Opened => deals.opened,
                Of::Won => deals.won,
                Of::Account(what) => follow[what],
                Of::People(what) => people[what],
            };
            if counted > 0
                && let Some((sum, _)) = self.at(day, tactic, i)
            {
                *sum += counted as f64;
            }
        }
    }

    /// By tactic and measure the value of each week of so many days; `None` where a mean is of nothing.
    pub fn weeks(&self, days: u32) -> Vec<Vec<Vec<Option<f32>>>> {
        let value = |measure: &Measure, week: Option<&(f64, u32)>| match (measure.of, week) {
            (Of::Mean, Some((sum, count))) if *count > 0 => Some((sum / f64::from(*count)) as f32),
            (Of::Mean, _) => None,
            (_, week) => Some(week.map_or(0.0, |(sum, _)| *sum as f32)),
        };
        let of = |measures: &[Measure], weeks: &[Week], i: usize| {
            let all = (0..days.div_ceil(WEEK) as usize).map(|w| weeks.get(w).map(|week| &week[i]));
            all.map(|week| value(&measures[i], week)).collect()
        };
        let tactic = |(measures, weeks): &(&'static [Measure], Vec<Week>)| {
            (0..measures.len()).map(|i| of(measures, weeks, i)).collect()
        };
        self.tactics.iter().map(tactic).collect()
    }
}
