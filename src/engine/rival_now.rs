//! A rival as it stands in one tick, the same for all shards.

/// A rival as it stands in one tick; hazards per day.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rival {
    /// Hazard of the undecided.
    pub takes: f64,
    /// What comes to the lapse of aggrieved owners.
    pub lures: f64,
    /// Hazard of coming back from it.
    pub returns: f64,
}
