//! `groundswell verify`: does the engine say what theory says?

use std::path::{Path, PathBuf};

use clap::Args;
use groundswell::verify::{self, Check, Size};

use super::failure::Failure;
use super::progress::Bar;
use super::terminal::{answer, say, stop_flag, use_threads};

#[derive(Debug, Args)]
pub struct Verify {
    /// Play all replications (some minutes), instead of as many as fit into one.
    #[arg(long)]
    full: bool,
    /// Master seed of all draws; a right engine passes with any.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only these rows, as in --only V01,V18.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    only: Vec<String>,
    /// Write the scenarios of the rows into a folder, ready to run, instead of playing them.
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["json", "markdown"])]
    save: Option<PathBuf>,
    /// Print JSON instead of a table.
    #[arg(long, conflicts_with = "markdown")]
    json: bool,
    /// Print the page of the documentation instead of a table.
    #[arg(long)]
    markdown: bool,
    /// Print only what misses, and the conclusion.
    #[arg(long)]
    quiet: bool,
    /// Threads to use; changes no result.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
}

impl Verify {
    /// Plays the pack and says what it comes to.
    pub fn run(&self) -> Result<(), Failure> {
        use_threads(self.threads);
        let size = Size { seed: self.seed, full: self.full };
        let checks = verify::checks(&self.only).map_err(unknown)?;
        if let Some(folder) = &self.save {
            return save(&checks, size, folder);
        }
        let stop = stop_flag();
        let steps = Bar::steps(checks.len() as u64, self.quiet);
        let report = verify::run(&checks, size, &stop, &|number, check| {
            steps.at(number as u64, &format!("{} {}", check.id, check.title));
        })
        .map_err(Failure::run)?;
        steps.done();
        answer(self.json.then_some(&report), || match self.markdown {
            true => verify::markdown(&report),
            false => verify::terminal(&report, self.quiet),
        })?;
        match report.misses() {
            0 => Ok(()),
            1 => Err(Failure::Run("1 figure is beyond its limit".into())),
            n => Err(Failure::Run(format!("{n} figures are beyond their limits"))),
        }
    }
}

fn save(checks: &[Check], size: Size, folder: &Path) -> Result<(), Failure> {
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&path, bytes))
            .map_err(|e| Failure::Run(format!("{}: {e}", path.display())))
    };
    let (mut saved, mut without) = (0, 0);
    for check in checks {
        let scenarios = check.scenarios(size);
        without += usize::from(scenarios.is_empty());
        for scenario in scenarios {
            // Rows differ in their graphs: each keeps its own.
            let mut text = scenario.text;
            if let Some((file, lines)) = scenario.ties {
                let own = format!("{}-{file}", scenario.name.trim_end_matches(".toml"));
                text = text.replace(&format!("\"{file}\""), &format!("\"{own}\""));
                write(&own, &lines)?;
            }
            write(&scenario.name, text.as_bytes())?;
            saved += 1;
        }
    }
    let note = match without {
        0 => String::new(),
        1 => " (1 of the rows has none)".to_owned(),
        n => format!(" ({n} of the rows have none)"),
    };
    say(&format!("{saved} scenarios written to {}{note}", folder.display()))
}

fn unknown(id: String) -> Failure {
    let known: Vec<&str> = verify::checks(&[]).unwrap_or_default().iter().map(|c| c.id).collect();
    Failure::Usage(format!("there is no row \"{id}\"; the rows are {}", known.join(", ")))
}
