//! The player: runs named batches, and reuses the runs that a checkpoint holds.

use crate::scenario::plan::Plan;
use crate::study::play::{
    Batch, Checkpoint, Effort, Job, Line, Part, Runs, ScaleFrom, StudyError, lines, runner,
};

/// Name of the batch of a drawn setting.
pub fn setting_name(number: u32) -> String {
    format!("setting {number}")
}

/// Plays named batches, and reuses the runs that a checkpoint already holds.
pub struct Player<'a> {
    /// What is kept, if anything is.
    pub checkpoint: Option<&'a mut Checkpoint>,
    pub job: Job<'a>,
    pub effort: Effort,
    /// The lines of every batch played, by its name; kept where a checkpoint is.
    pub lines: Vec<(String, Vec<Line>)>,
    /// Factor on β at which it plays, where that is not 1.
    pub talk: Option<f64>,
}

impl<'a> Player<'a> {
    /// A player that keeps nothing.
    pub fn new(job: Job<'a>) -> Player<'a> {
        Player { checkpoint: None, job, effort: Effort::default(), lines: Vec::new(), talk: None }
    }

    /// Plays with talk of which β is multiplied by a factor; the batches that are played carry it in their
    /// names and lines, and their scale in themselves.
    pub fn with_talk<T>(&mut self, factor: f64, play: impl FnOnce(&mut Player<'a>) -> T) -> T {
        let before = self.talk.replace(factor);
        let played = play(self);
        self.talk = before;
        played
    }

    /// Plays every strategy of a plan, all its replications at the stated values.
    ///
    /// # Errors
    /// If a world cannot be built, β has no solution, seeds cannot be found, or the job was stopped.
    pub fn stated(&mut self, plan: &Plan) -> Result<Runs, StudyError> {
        let batch = Batch::stated(plan, self.job);
        Ok(self.play(vec![("as stated".to_owned(), batch)])?.swap_remove(0))
    }

    /// Plays named batches and gives the runs of each.
    pub fn play(&mut self, batches: Vec<(String, Batch)>) -> Result<Vec<Runs>, StudyError> {
        let mut open = Vec::new();
        let mut taken = Vec::new();
        for (name, batch) in batches {
            let (name, batch) = match self.talk {
                None => (name, batch),
                Some(factor) => {
                    let part = Part::OtherTalk(Box::new(batch.part), factor);
                    (format!("{name}, talk times {factor}"), Batch { part, ..batch })
                }
            };
            let kept = self.checkpoint.as_mut().and_then(|c| c.take(&name, &batch.runs));
            open.push(match &kept {
                Some((kept, missing)) => {
                    Batch { runs: missing.clone(), scale: ScaleFrom::Known(kept.solved), ..batch }
                }
                None => batch,
            });
            taken.push((name, kept, open.len() - 1));
        }
        let (played, effort) = runner::play(&open, self.job)?;
        self.effort += effort;
        let done = taken.into_iter().zip(played).map(|((name, kept, at), new)| {
            let whole = match kept {
                Some((kept, _)) => kept.with(new),
                None => new.with(Runs::from(Vec::new())),
            };
            if let Some(checkpoint) = &mut self.checkpoint {
                checkpoint.put(name.clone(), &whole);
                let lines = lines::lines(&open[at].part, open[at].plan, &whole);
                match self.lines.iter_mut().find(|of| of.0 == name) {
                    Some(of) => of.1 = lines,
                    None => self.lines.push((name, lines)),
                }
            }
            whole
        });
        Ok(done.collect())
    }
}
