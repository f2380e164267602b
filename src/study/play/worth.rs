//! What a tactic and its mechanisms are worth, as [`removal`](super::removal) plays it.

use serde::Serialize;

use crate::contract::Mechanism;
use crate::statistics::Estimate;
use crate::study::play::OtherTalk;
use crate::units::StrategyId;

/// What each tactic of a strategy is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Removal {
    /// Position of the strategy.
    pub strategy: StrategyId,
    /// Draws it was played on.
    pub draws: usize,
    /// Whether they are drawn settings, one run of each; else runs at the stated values.
    pub of_settings: bool,
    /// Mean adopters with all tactics.
    pub adopters: f64,
    /// One per tactic, in the order of the strategy.
    pub tactics: Vec<Worth>,
}

/// What one tactic is worth, by four measures, each as a share of the strategy's adopters: the mean
/// over draws of the share in the draw.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Worth {
    /// Name of the tactic.
    pub name: String,
    /// Adopters whose first exposure came from the tactic.
    pub first: Estimate,
    /// Adopters whose convincing exposure came from the tactic.
    pub last: Estimate,
    /// Adopters that are lost without it; below 0 where it does harm.
    pub removal: Estimate,
    /// Its Shapley value, where asked for.
    pub shapley: Option<Estimate>,
    /// Mean adopters lost without it.
    pub lost: f64,
    /// The same for each of its mechanisms, where it has several.
    pub mechanisms: Vec<MechanismWorth>,
}

/// What one mechanism of a tactic is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MechanismWorth {
    /// The mechanism.
    pub mechanism: Mechanism,
    /// Share of the strategy's adopters that is lost where this mechanism alone is off; the mean over draws.
    pub removal: Estimate,
    /// Mean adopters lost without it.
    pub lost: f64,
    /// Draws it was played on.
    pub draws: usize,
}

impl Worth {
    /// Takes the error of β into all intervals: the same tactic with weaker and with stronger talk shows it.
    pub fn take_in_error(&mut self, talk: &OtherTalk, (weaker, stronger): (&Worth, &Worth)) {
        let wider = |of: Estimate, weaker: Estimate, stronger: Estimate| {
            of.with_error(talk.error_between(weaker.mean, stronger.mean))
        };
        // No more than all can be lost or credited, and nothing is credited below 0.
        let lost = |of, weaker, stronger| wider(of, weaker, stronger).within(f64::NEG_INFINITY, 1.0);
        self.first = wider(self.first, weaker.first, stronger.first).within(0.0, 1.0);
        self.last = wider(self.last, weaker.last, stronger.last).within(0.0, 1.0);
        self.removal = lost(self.removal, weaker.removal, stronger.removal);
        self.shapley = self
            .shapley
            .zip(weaker.shapley.zip(stronger.shapley))
            .map(|(own, (weaker, stronger))| lost(own, weaker, stronger));
        let mechanisms = weaker.mechanisms.iter().zip(&stronger.mechanisms);
        for (mechanism, (weaker, stronger)) in self.mechanisms.iter_mut().zip(mechanisms) {
            mechanism.removal = lost(mechanism.removal, weaker.removal, stronger.removal);
        }
    }
}
