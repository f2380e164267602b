//! Which numbers without a range move the leader's lead over its closest competitor.
//!
//! The contrast of a number is the mean lead (ln ratio of owners, or profit) of the worlds in which it stands
//! at its upper end less that of those in which it stands at its lower end. A number is named where its contrast is surely not 0 by
//! Lenth's error (were none to matter, at most 5 % of studies would name one) and larger than a tie.

use serde::Serialize;

use crate::scenario::plan::Unranged;
use crate::statistics::Lenth;
use crate::study::play::Screen;
use crate::units::StrategyId;

/// Errors by which a contrast must pass the critical value so that 9 of 10 studies find it.
const NINE_OF_TEN: f64 = 1.2816;

/// What numbers without a range do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Screening {
    /// Strategy whose lead is meant.
    pub leader: StrategyId,
    /// Strategy that it leads.
    pub competitor: StrategyId,
    /// Worlds in which all of them were tried at once.
    pub worlds: usize,
    /// Runs of each of the two strategies in a world.
    pub runs: u32,
    /// Lenth's pseudo standard error of a change of the lead.
    pub error: f64,
    /// Errors beyond which a change is surely not 0.
    pub critical: f64,
    /// Change of the lead that 9 of 10 such studies find.
    pub found_from: f64,
    /// One per number, the largest change first.
    pub of: Vec<Screened>,
    /// Numbers that could not be tried, because other values would not stand beside them.
    pub left_out: Vec<String>,
}

/// What one number does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Screened {
    /// The number, with the ends that it was tried at.
    #[serde(flatten)]
    pub number: Unranged,
    /// Mean lead where it stands at its lower end, and at its upper one.
    pub leads: [f64; 2],
    /// Change of the lead from the lower to the upper end.
    pub change: f64,
    /// The change over its error.
    pub t: f64,
    /// Whether it surely moves the lead by more than a tie.
    pub named: bool,
}

impl Screening {
    /// What was found in these worlds.
    pub fn of(screen: Screen) -> Screening {
        let Screen { leader, competitor, numbers, design, leads, runs, bound, left_out } = screen;
        let contrasts = design.contrasts(&leads);
        let lenth = Lenth::of(&contrasts, numbers.len());
        let mut of: Vec<Screened> = numbers
            .into_iter()
            .zip(&contrasts)
            .enumerate()
            .map(|(column, (number, change))| Screened {
                number,
                leads: design.means(column, &leads),
                change: *change,
                t: lenth.t(*change),
                named: lenth.is_sure(*change) && change.abs() > bound,
            })
            .collect();
        of.sort_by(|a, b| b.change.abs().total_cmp(&a.change.abs()));
        Screening {
            leader,
            competitor,
            worlds: leads.len(),
            runs,
            error: lenth.error,
            critical: lenth.critical,
            found_from: bound.max((lenth.critical + NINE_OF_TEN) * lenth.error),
            of,
            left_out,
        }
    }

    /// Numbers that surely move the lead, the one that moves it most first.
    pub fn named(&self) -> impl Iterator<Item = &Screened> {
        self.of.iter().filter(|one| one.named)
    }
}
