//! The story: everything that charts are drawn from, side by side.
//!
//! Always true: it only refers to what a study found; drawing it changes nothing.

use crate::report::sentences;
use crate::scenario::plan::Plan;
use crate::study::Summary;
use crate::study::play::experiment::Experiment;
use crate::study::play::money_levels::Budget;
use crate::study::play::plan_selection::Choice;
use crate::study::play::removal::Removal;
use crate::study::play::stopping::Looks;
use crate::study::sensitivity::Uncertainty;

/// What a study found.
#[derive(Debug, Clone, Copy)]
pub struct Story<'a> {
    /// What was asked.
    pub plan: &'a Plan,
    /// Runs at the stated values.
    pub summary: &'a Summary,
    /// What drawn settings say, where some were drawn.
    pub uncertainty: Option<&'a Uncertainty>,
    /// The leader without its tactics, where that was played.
    pub removal: Option<&'a Removal>,
    /// Every strategy with less and more money, where that was played.
    pub budgets: &'a [Budget],
    /// The plans tried for each strategy.
    pub choices: &'a [Choice],
    /// The looks at whether it is decided, where asked for.
    pub looks: Option<&'a Looks>,
}

impl<'a> Story<'a> {
    /// The story of an experiment, with what was made of it.
    pub fn told(
        experiment: &'a Experiment,
        summary: &'a Summary,
        uncertainty: Option<&'a Uncertainty>,
    ) -> Story<'a> {
        Story {
            plan: &experiment.plan,
            summary,
            uncertainty,
            removal: experiment.removal.as_ref(),
            budgets: &experiment.budgets,
            choices: &experiment.choices,
            looks: experiment.looks.as_ref(),
        }
    }

    /// The story of runs at the stated values alone.
    pub fn of(plan: &'a Plan, summary: &'a Summary) -> Story<'a> {
        Story { plan, summary, uncertainty: None, removal: None, budgets: &[], choices: &[], looks: None }
    }

    /// A title of what the stated values gave, which says so where settings were drawn as well.
    pub fn as_stated(&self, title: String) -> String {
        if self.uncertainty.is_some() { format!("As stated: {title}") } else { title }
    }

    /// The same for a sentence, as words to put in; empty where the stated values are all there is.
    pub fn at_stated_values(&self) -> &'static str {
        if self.uncertainty.is_some() { " at the stated values" } else { "" }
    }

    /// The strategy that leads by the last horizon: over drawn settings where there are some, else
    /// at the stated values; `None` without runs.
    pub fn leader(&self) -> Option<usize> {
        let drawn = self.uncertainty.map(|u| u.favourite);
        drawn.or_else(|| sentences::leader(self.summary).map(|(strategy, _)| strategy))
    }
}
