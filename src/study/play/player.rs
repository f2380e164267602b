//! The player: runs named batches, and reuses the runs that a checkpoint holds.

use crate::engine::record::RunRecord;
use crate::study::calibrate::Solved;
use crate::study::play::checkpoint::Checkpoint;
use crate::study::play::effort::Effort;
use crate::study::play::job::{Job, StudyError};
use crate::study::play::runner::{self, Batch, ScaleFrom};
use crate::study::play::runs::Runs;

/// One drawn setting and its runs.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// Share of the way through its range of each assumption.
    pub position: Vec<f64>,
    /// The talk scale; where the R drawn was out of reach, that of the strongest talk.
    pub solved: Solved,
    /// By strategy, then replication.
    pub records: Vec<RunRecord>,
}

/// What the part of a drawn setting is called.
pub fn setting_name(number: u32) -> String {
    format!("setting {number}")
}

/// Where parts are played: those kept are looked up, the others run.
pub struct Player<'a> {
    /// What is kept.
    pub checkpoint: &'a mut Checkpoint,
    /// How runs are carried out.
    pub job: Job<'a>,
    /// What it took so far.
    pub effort: Effort,
}

impl Player<'_> {
    /// Plays named batches and gives their runs in the order asked for.
    pub fn play(&mut self, batches: Vec<(String, Batch)>) -> Result<Vec<Runs>, StudyError> {
        let mut open = Vec::new();
        let mut taken = Vec::new();
        for (name, batch) in batches {
            let asked = batch.runs.clone();
            let (kept, missing) = self.checkpoint.take(&name, &asked);
            let scale = kept.as_ref().map_or(batch.scale, |kept: &Runs| ScaleFrom::Known(kept.solved));
            open.push(Batch { runs: missing, scale, ..batch });
            taken.push((name, asked, kept));
        }
        let (played, effort) = runner::play(&open, self.job)?;
        self.effort += effort;
        let done = taken.into_iter().zip(played);
        Ok(done.map(|((name, asked, kept), new)| self.checkpoint.put(name, &asked, kept, new)).collect())
    }
}
