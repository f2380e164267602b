//! The talk scale of a plan: solved in the world in which its R holds, and played in its own.
//!
//! A change of the world changes how many people an owner wins and not how convincing talk is: β is that of
//! the reference world, and the pilot is played once more at that β in the plan's own world, to say what R
//! has become.

use crate::scenario::plan::Plan;
use crate::study::calibrate::{self, Ground, PilotWorlds, Quick, TalkScale};
use crate::study::play::{Job, StudyError, kind_of_world};
use crate::world::{World, WorldError};

/// Kinds of worlds whose grounds are kept: the scenario's own and that in which R holds.
const KEPT: usize = 2;

/// What pilots are played on, by kind of world.
#[derive(Debug, Default)]
pub struct PilotGrounds(Vec<Kept>);

#[derive(Debug)]
struct Kept {
    kind: Vec<u8>,
    /// A network of a kind of which none is at hand.
    own: Option<World>,
    made: Option<PilotWorlds>,
}

impl PilotGrounds {
    /// What pilots of the world in which R holds are played on; `world` is a network of the plan's own kind.
    ///
    /// # Errors
    /// If a network cannot be drawn.
    pub fn of_reference<'a>(
        &'a mut self,
        plan: &Plan,
        (world, network): (&'a World, u32),
        job: Job,
    ) -> Result<Ground<'a>, WorldError> {
        let reference = plan.reference();
        let own = plan.reference.is_none() || kind_of_world(reference) == kind_of_world(plan);
        self.of(reference, (world, network, own), job)
    }

    /// What pilots of a plan are played on; `world` is a network of its kind if `own` says so.
    fn of<'a>(
        &'a mut self,
        plan: &Plan,
        (world, network, own): (&'a World, u32, bool),
        job: Job,
    ) -> Result<Ground<'a>, WorldError> {
        let kind = kind_of_world(plan);
        let enough = |kept: &Kept| own || kept.own.is_some() || kept.made.is_some();
        let position = match self.0.iter().position(|kept| kept.kind == kind && enough(kept)) {
            Some(position) => position,
            None => {
                self.0.retain(|kept| kept.kind != kind);
                if self.0.len() == KEPT {
                    self.0.remove(0);
                }
                let drawn = if own { None } else { Some(job.world(plan, network)?) };
                let made = PilotWorlds::of(plan, job.imports, drawn.as_ref().unwrap_or(world))?;
                // Where other worlds were made, this one is not played on.
                let drawn = drawn.filter(|_| made.is_none());
                self.0.push(Kept { kind, own: drawn, made });
                self.0.len() - 1
            }
        };
        let kept = &self.0[position];
        let alone = if own { world } else { kept.own.as_ref().unwrap_or(world) };
        Ok(Ground::of(kept.made.as_ref(), alone))
    }
}

/// The talk scale of a plan whose own world on this network is `world`.
///
/// # Errors
/// If no β reaches the target of a plan that is not solved quickly, a world cannot be built, or the job was
/// stopped.
pub fn talk_scale(
    plan: &Plan,
    (world, network): (&World, u32),
    grounds: &mut PilotGrounds,
    quick: Option<Quick>,
    job: Job,
) -> Result<TalkScale, StudyError> {
    let reference = plan.reference();
    if reference.talk.organic_r.is_none() {
        return Ok(TalkScale::stated(reference.talk.scale));
    }
    let ground = grounds.of_reference(plan, (world, network), job)?;
    let solved = calibrate::solve(reference, ground, quick, job.halt())?;
    if plan.reference.is_none() || quick.is_some() {
        return Ok(solved);
    }
    let here = grounds.of(plan, (world, network, true), job)?;
    Ok(calibrate::elsewhere(solved, plan, here, job.halt())?)
}
