//! The pilot: solves β, the hazard of one exposure of weight 1, from the people one owner wins.
//!
//! No closed formula holds (overlapping circles, grievances, repeats), so virgin markets are
//! played: random seeds in the scenario's own world, no tactic, only generations 0–2 speak, until
//! everybody has lapsed or four years are over. R̂ is the people whom generations 1 and 2 won in their
//! first year, per head of them; the same keys are used for every β tried, so R̂(β) rises without
//! noise of its own. What was won later counts for the growth rate alone.

mod by_channel;
mod dear;
mod ground;
mod growth;
mod offspring;
mod pilot;
mod reach;
mod search;

use crate::engine::halt::Halt;
use crate::scenario::plan::{ChannelKind, Club, Feed, Force, Pace, Plan};
pub use by_channel::ByChannel;
pub use dear::{Dear, MOST_WORK, dearest};
pub use ground::{Ground, PilotWorlds};
use offspring::Offspring;
use pilot::{MOST_RUNS, Pilot};
use search::{Found, Point, search};

/// Seeds played over all pilots together, at least, for the stated values.
pub const SEEDS: u32 = 16_000;
/// Seeds played for a drawn setting. They give R̂ to about 3 % where some people have thousands of
/// followers, far less than the width of a range.
const SEEDS_OF_A_SETTING: u32 = 2_000;
/// R̂ is met to this relative error.
const TOLERANCE: f64 = 0.005;
/// The same in a drawn setting.
const TOLERANCE_OF_A_SETTING: f64 = 0.02;
/// The first search uses one pilot in so many.
const FEW: u32 = 8;
/// The first search meets R̂ to this relative error.
const NEAR: f64 = 0.01;
/// Factor on β over which its slope is measured at the stated values, on the same luck.
const STRONGER: f64 = 1.25;
/// A result that is below its target by more than this counts as out of reach.
const SHORT: f64 = 0.03;
/// What a pilot found.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct TalkScale {
    /// People one owner is to win in the first year.
    pub target: Option<f64>,
    /// People one owner won in the first year in the pilots at `beta`.
    pub r_hat: Option<f64>,
    /// Standard error of it over itself, between networks and seeds.
    pub r_error: Option<f64>,
    /// The same people by the channel that won them.
    pub r_by_channel: ByChannel<f64>,
    /// Growth rate a day of new owners in an untouched market, below 0 where talk dies out; `None`
    /// where nobody was won.
    pub growth: Option<f64>,
    /// Hazard of one exposure of weight 1.
    pub beta: f64,
    /// d ln R̂ ÷ d ln β there, about.
    pub slope: Option<f64>,
    /// People one owner won at `beta` in the scenario's own world, where R holds in another one.
    pub r_here: Option<f64>,
}

impl TalkScale {
    /// A scale that is stated, not solved for.
    pub fn stated(beta: f64) -> TalkScale {
        TalkScale {
            target: None,
            r_hat: None,
            r_error: None,
            r_by_channel: ByChannel::default(),
            growth: None,
            beta,
            slope: None,
            r_here: None,
        }
    }

    /// What pilots at `beta` showed.
    fn found(beta: f64, pilots: &Offspring) -> TalkScale {
        TalkScale {
            r_hat: Some(pilots.r()),
            r_error: pilots.error(),
            r_by_channel: pilots.r_by_channel(),
            growth: pilots.growth(),
            ..TalkScale::stated(beta)
        }
    }

    /// Standard error of ln β: what pilots may have got wrong of R, and the part of it that the search left,
    /// over the slope d ln R ÷ d ln β. `None` for a β that is stated.
    pub fn beta_error(&self) -> Option<f64> {
        let (target, r, error) = (self.target?, self.r_hat?, self.r_error?);
        let slope = self.slope.filter(|slope| *slope > 0.0)?;
        let left = if r > 0.0 { libm::log(target / r) } else { 0.0 };
        Some(error.hypot(left) / slope)
    }

    /// Days in which new owners double in an untouched market; below 0 those in which they halve.
    pub fn doubling_days(&self) -> Option<f64> {
        self.growth.map(|rate| core::f64::consts::LN_2 / rate)
    }

    /// Whether even the strongest talk fell short of what was asked for.
    pub fn falls_short(&self) -> bool {
        matches!((self.target, self.r_hat), (Some(target), Some(found)) if found < target * (1.0 - SHORT))
    }
}

/// Why β cannot be solved.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[expect(missing_docs, reason = "each message spells out its fields")]
pub enum PilotError {
    #[error(
        "talk.organic_r is {target}, but one owner wins at most {largest:.2} people in this world in the first year, however \
         convincing talk is; {} would raise that",
        raise(raised_by)
    )]
    Unreachable { target: f64, largest: f64, raised_by: Vec<String> },
    #[error("interrupted")]
    Interrupted,
    #[error("the search for how convincing talk is was given up: it takes too many acts")]
    TooMuch,
}

impl PilotError {
    /// Why pilots gave up.
    fn halted(halt: Halt) -> PilotError {
        if halt.is_too_much() { PilotError::TooMuch } else { PilotError::Interrupted }
    }
}

/// What would raise R, in words.
fn raise(by: &[String]) -> String {
    match by.split_last() {
        None => "nothing that was tried".into(),
        Some((last, [])) => last.clone(),
        Some((last, more)) => format!("{} or {last}", more.join(", ")),
    }
}

/// How the scale of a drawn setting is solved: with fewer seeds, and by the strongest talk there is
/// where the target is out of reach.
#[derive(Debug, Clone, Copy)]
pub struct Quick<'a> {
    /// A like plan and its answer, where the search starts: that saves tries, and changes the answer
    /// within its tolerance only.
    pub near: Option<(&'a Plan, TalkScale)>,
    /// Number of the setting from 0. Its pilots have luck of their own, so that what few seeds get
    /// wrong differs from one setting to the next.
    pub number: u32,
}

/// β of a plan: stated, or solved in pilots.
///
/// # Errors
/// If it was to give up, or no β reaches the target of a plan that is not solved quickly.
pub fn solve(plan: &Plan, ground: Ground, quick: Option<Quick>, halt: Halt) -> Result<TalkScale, PilotError> {
    let Some(target) = plan.talk.organic_r else { return Ok(TalkScale::stated(plan.talk.scale)) };
    let (seeds, tolerance, first) = match quick {
        None => (SEEDS, TOLERANCE, 0),
        Some(of) => (SEEDS_OF_A_SETTING, TOLERANCE_OF_A_SETTING, (1 + of.number).saturating_mul(MOST_RUNS)),
    };
    let pilot = &Pilot::new(plan, ground, seeds, first);
    let mut start = quick
        .and_then(|of| of.near)
        .and_then(|(like, solved)| beside(plan, target, like, solved))
        .unwrap_or_else(|| Point::guess(guess(plan, target)));
    // A few of many runs lead near to it, and all of them the rest of the way.
    let few = pilot.runs() / FEW;
    let play = |beta: f64, runs: u32| pilot.play(beta, runs, halt).ok_or_else(|| PilotError::halted(halt));
    if few > 0 {
        let (Found::At(near) | Found::OutOfReach(near)) =
            search(target, start, NEAR, |beta| Ok(play(beta, few)?.r()))?;
        start = near;
    }
    // What the pilots at each β tried showed.
    let mut tried: Vec<(f64, Offspring)> = Vec::new();
    let found = search(target, start, tolerance, |beta| {
        let pilots = play(beta, pilot.runs())?;
        let r = pilots.r();
        tried.push((beta, pilots));
        Ok(r)
    })?;
    let (point, within_reach) = match found {
        Found::At(point) => (point, true),
        Found::OutOfReach(point) if quick.is_some() => (point, false),
        Found::OutOfReach(point) => {
            let raised_by =
                reach::raised_by(plan, ground, point.beta, halt).ok_or_else(|| PilotError::halted(halt))?;
            return Err(PilotError::Unreachable { target, largest: point.r, raised_by });
        }
    };
    let slope = match quick {
        None => {
            let few = few.max(1);
            Some(
                libm::log(play(point.beta * STRONGER, few)?.r() / play(point.beta, few)?.r())
                    / libm::log(STRONGER),
            )
        }
        Some(_) => within_reach.then_some(point.slope),
    };
    let pilots = tried.into_iter().find(|t| t.0 == point.beta).map(|t| t.1).unwrap_or_default();
    Ok(TalkScale { target: Some(target), slope, ..TalkScale::found(point.beta, &pilots) })
}

/// Whether a drawn setting's R is out of reach, however convincing talk is, by a pilot of few seeds;
/// `near` is the stated plan and its answer. A setting on the edge may be told wrongly.
///
/// # Errors
/// If it was to give up.
pub fn out_of_reach(
    plan: &Plan,
    ground: Ground,
    (like, solved): (&Plan, TalkScale),
    halt: Halt,
) -> Result<bool, PilotError> {
    let Some(target) = plan.talk.organic_r else { return Ok(false) };
    let start = beside(plan, target, like, solved).unwrap_or_else(|| Point::guess(guess(plan, target)));
    let most = reach::largest(plan, ground, target, start, halt).ok_or_else(|| PilotError::halted(halt))?;
    Ok(most < target * (1.0 - SHORT))
}

/// The same talk in another world: what pilots there show at the β of `solved`.
///
/// # Errors
/// If it was to give up.
pub fn elsewhere(
    solved: TalkScale,
    plan: &Plan,
    ground: Ground,
    halt: Halt,
) -> Result<TalkScale, PilotError> {
    let pilot = Pilot::new(plan, ground, SEEDS, 0);
    let pilots = pilot.play(solved.beta, pilot.runs(), halt).ok_or_else(|| PilotError::halted(halt))?;
    let (r_by_channel, growth) = (pilots.r_by_channel(), pilots.growth());
    Ok(TalkScale { r_here: Some(pilots.r()), r_by_channel, growth, ..solved })
}

/// Where the search starts beside a like plan's answer: along its slope, with β in terms of what
/// [`guess`] gives for one person.
fn beside(plan: &Plan, target: f64, like: &Plan, solved: TalkScale) -> Option<Point> {
    let (r, slope) = (solved.r_hat?, solved.slope?);
    let factor = libm::pow(target / r, 1.0 / slope.clamp(0.2, 1.0));
    let beta = solved.beta * factor * guess(plan, 1.0) / guess(like, 1.0);
    Some(Point { slope, ..Point::guess(beta) })
}

/// Where the search starts: R = β·(talk lifetime)·Σ rate·audience·weight·eligible, which is off by
/// a factor of 1.4 and more.
fn guess(plan: &Plan, target: f64) -> f64 {
    let talk = &plan.talk;
    let life = talk.fresh_days.unwrap_or(365.0)
        + if plan.product.lapse_per_day > 0.0 {
            talk.rates.settled / plan.product.lapse_per_day
        } else {
            0.0
        };
    let voice: f64 = plan
        .channels
        .iter()
        .map(|c| {
            let Force::Weight(weight) = c.force else { return 0.0 };
            let rate = match c.pace {
                Pace::PerDay(r) | Pace::PerTiePerDay(r) => r,
                Pace::All => 0.0,
            };
            let audience = match c.kind {
                ChannelKind::Chat(_) => 1.0,
                ChannelKind::Feed(Feed { view, .. }) => view * 20.0,
                ChannelKind::Club(Club { views, .. }) => views,
            };
            rate * audience * weight
        })
        .sum();
    (1.4 * target / (life * voice * plan.market.eligible_share()).max(1e-9)).clamp(1e-6, 1e3)
}
