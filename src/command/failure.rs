//! Why a command failed, in words and as an exit code.

use std::fmt;
use std::io::IsTerminal;

use groundswell::scenario::{Problems, Scenario};
use groundswell::study::calibrate::PilotError;
use groundswell::study::play::StudyError;
use groundswell::world::WorldError;

/// Why a command did not succeed.
pub enum Failure {
    /// The scenario is wrong.
    Scenario(Problems),
    /// The usage is wrong, in words.
    Usage(String),
    /// The run failed, in words.
    Run(String),
}

impl Failure {
    /// The usage is wrong, in the words of the cause.
    pub(super) fn usage(cause: impl fmt::Display) -> Failure {
        Failure::Usage(cause.to_string())
    }

    /// The run failed, in the words of the cause.
    pub(super) fn run(cause: impl fmt::Display) -> Failure {
        Failure::Run(cause.to_string())
    }

    /// What it says, without "error" in front.
    pub(super) fn words(&self) -> String {
        match self {
            Failure::Scenario(problems) => problems.to_string(),
            Failure::Usage(text) | Failure::Run(text) => text.clone(),
        }
    }

    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Failure::Scenario(_) | Failure::Usage(_) => 2,
            Failure::Run(_) => 1,
        }
    }
}

/// Whether messages may be coloured.
pub(super) fn colour() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Scenario(problems) => write!(f, "{}", problems.render(colour()).trim_end()),
            Failure::Usage(text) | Failure::Run(text) => write!(f, "error: {text}"),
        }
    }
}

impl Failure {
    /// Why a study of a scenario failed: at the line of the key that is to blame, where there is one.
    pub(super) fn of_study(error: StudyError, scenario: &Scenario) -> Failure {
        match error {
            StudyError::Seeds { strategy, asked, found } => {
                Failure::Scenario(scenario.seeds_refused(&strategy, asked, found))
            }
            StudyError::UnknownSeed(name) => {
                let text = format!("names \"{name}\", who is not in the network");
                Failure::Scenario(scenario.refused("seeds.pick", text, "name people of the network"))
            }
            StudyError::Pilot(PilotError::Unreachable { target, largest, raised_by }) => {
                let error = PilotError::Unreachable { target, largest, raised_by }.to_string();
                let text = error.strip_prefix("talk.organic_r ").unwrap_or(&error);
                let help = format!("write at most {}", (largest * 100.0).floor() / 100.0);
                Failure::Scenario(scenario.refused("talk.organic_r", text, help))
            }
            other => other.into(),
        }
    }
}

impl From<StudyError> for Failure {
    fn from(error: StudyError) -> Failure {
        match error {
            StudyError::Scenario(problems) => Failure::Scenario(problems),
            StudyError::World(WorldError::Import(_) | WorldError::PeopleDiffer { .. })
            | StudyError::Seeds { .. }
            | StudyError::UnknownSeed(_)
            | StudyError::Pilot(PilotError::Unreachable { .. }) => Failure::usage(error),
            _ => Failure::run(error),
        }
    }
}
