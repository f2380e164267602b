//! Other talk: some stated runs played once more with talk that is 5 % less and 5 % more convincing.
//!
//! How far figures move tells how far the error of β moves them ([`OtherTalk`]). Where β is stated there is no
//! such error, and nothing is played.

use crate::engine::record::RunId;
use crate::scenario::plan::Plan;
use crate::study::calibrate::TalkScale;
use crate::study::play::{Batch, OtherTalk, Part, Player, Runs, ScaleFrom, StudyError, spread};

/// Factors on β. Far enough apart that luck, which is common to both, hardly shows in the slope; near enough
/// that the slope is that of the stated talk.
const FACTORS: [f64; 2] = [0.95, 1.05];
/// Runs of each strategy at each, on as many networks as there are.
pub const RUNS: u32 = 4;

/// How often such runs are played: at each factor, where β is solved for.
pub fn times(plan: &Plan) -> u64 {
    plan.reference().talk.organic_r.map_or(0, |_| FACTORS.len() as u64)
}

/// Plays some of the stated runs with other talk; `None` where the error of β is not known.
pub fn play(plan: &Plan, stated: &Runs, player: &mut Player) -> Result<Option<Box<OtherTalk>>, StudyError> {
    let Some(error) = stated.solved.beta_error().filter(|error| *error > 0.0) else { return Ok(None) };
    let ids: Vec<RunId> = plan
        .strategy_ids()
        .flat_map(|strategy| {
            let some = spread(stated.of(strategy), RUNS as usize).into_iter().take(RUNS as usize);
            some.map(move |run| RunId { strategy, replication: run.replication, network: run.network })
        })
        .collect();
    let played = FACTORS.map(|factor| {
        let solved = TalkScale { beta: stated.solved.beta * factor, ..stated.solved };
        let batch = Batch::new(Part::Stated, plan, ids.clone(), ScaleFrom::Known(solved));
        let batch = Batch { digest: player.job.digest, ..batch };
        let mut played = player.with_talk(factor, |player| player.play(vec![("as stated".into(), batch)]))?;
        Ok::<Runs, StudyError>(Runs { solved, ..played.swap_remove(0) })
    });
    let [weaker, stronger] = played;
    Ok(Some(Box::new(OtherTalk { weaker: weaker?, stronger: stronger?, error })))
}

/// The same played with each of the two talks.
pub fn with_each<T>(
    talk: &OtherTalk,
    player: &mut Player,
    play: impl Fn(&Runs, &mut Player) -> Result<T, StudyError>,
) -> Result<[T; 2], StudyError> {
    let [weaker, stronger] = FACTORS;
    Ok([
        player.with_talk(weaker, |player| play(&talk.weaker, player))?,
        player.with_talk(stronger, |player| play(&talk.stronger, player))?,
    ])
}
