//! What talk can reach: whether any β gives the R asked for, and what would raise the most there is.

use crate::engine::halt::Halt;
use crate::scenario::plan::{ChannelKind, Pace, Plan};
use crate::study::calibrate::ground::Ground;
use crate::study::calibrate::pilot::Pilot;
use crate::study::calibrate::search::{Found, Point, search};

/// Seeds of a pilot that asks whether R is within reach: they give R̂ to about 5 %.
const SEEDS: u32 = 800;
/// The search ends within this relative error of the target.
const TOLERANCE: f64 = 0.05;
/// A change that raises R by less is no advice.
const WORTHWHILE: f64 = 1.05;

/// The largest R found on the way to a target, from `start`; `None` if it was to give up. It is at least
/// nearly the target where that is within reach.
pub(super) fn largest(plan: &Plan, ground: Ground, target: f64, start: Point, halt: Halt) -> Option<f64> {
    let pilot = Pilot::new(plan, ground, SEEDS, 0);
    let mut most = 0.0_f64;
    let found = search(target, start, TOLERANCE, |beta| {
        let r = pilot.play(beta, pilot.runs(), halt).ok_or(())?.r();
        most = most.max(r);
        // One try that passes the target is enough.
        Ok::<f64, ()>(if r > target { target } else { r })
    });
    match found.ok()? {
        Found::At(point) | Found::OutOfReach(point) => Some(most.max(point.r)),
    }
}

/// Changes of a plan that raise R at this β by a twentieth and more, the most effective first.
pub(super) fn raised_by(plan: &Plan, ground: Ground, beta: f64, halt: Halt) -> Option<Vec<String>> {
    let r = |plan: &Plan| {
        let pilot = Pilot::new(plan, ground, SEEDS, 0);
        Some(pilot.play(beta, pilot.runs(), halt)?.r())
    };
    let now = r(plan)?;
    let mut effects = Vec::new();
    for (what, change) in CHANGES {
        let mut other = plan.clone();
        if change(&mut other) {
            effects.push((r(&other)? / now, *what));
        }
    }
    effects.retain(|effect| effect.0 >= WORTHWHILE);
    effects.sort_by(|a, b| b.0.total_cmp(&a.0));
    // More ties are another world: they are named last, untried, where anybody talks over ties.
    let ties = plan.channels.iter().any(|c| c.layer.is_some()).then_some("more ties");
    Some(effects.into_iter().map(|effect| effect.1).chain(ties).map(str::to_owned).collect())
}

/// A change of a plan in words, and as a function that says whether there was anything to change.
type Change = (&'static str, fn(&mut Plan) -> bool);

const CHANGES: &[Change] = &[
    ("more acts a day", |plan| {
        for channel in &mut plan.channels {
            match &mut channel.pace {
                Pace::PerDay(rate) | Pace::PerTiePerDay(rate) => *rate *= 2.0,
                Pace::All => {}
            }
        }
        true
    }),
    ("longer freshness", |plan| {
        let fresh = &mut plan.talk.fresh_days;
        *fresh = fresh.map(|days| days * 2.0);
        fresh.is_some()
    }),
    ("more eligible people", |plan| {
        let before = plan.market.eligible_share();
        let own = plan.market.segments.iter_mut().filter_map(|s| s.eligible.as_mut());
        for eligible in own.chain([&mut plan.market.eligible]) {
            *eligible = (*eligible * 1.5).min(1.0);
        }
        plan.market.eligible_share() > before
    }),
    ("a forum that more segments come to", |plan| {
        let mut any = false;
        for channel in &mut plan.channels {
            if let ChannelKind::Club(club) = &mut channel.kind {
                any |= !club.catchment.is_empty();
                club.catchment.clear();
            }
        }
        any
    }),
];
