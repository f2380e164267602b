//! The list of kinds.

use std::path::Path;

use super::ads::Ads;
use super::amplification::Amplification;
use super::content::Content;
use super::contest::Contest;
use super::focus::Focus;
use super::invite::Invite;
use super::meetup::Meetup;
use super::participation::Participation;
use super::recognition::Recognition;
use super::sale::Sale;
use super::scout::Scout;
use super::service::Service;
use super::share::Share;
use super::staff::Staff;
use crate::scenario::registry::Registry;
use crate::scenario::{Problems, Reader, Scenario};

/// The kinds of tactics that come with the program.
pub fn registry() -> Registry {
    Registry::default()
        .with::<Ads>()
        .with::<Participation>()
        .with::<Amplification>()
        .with::<Share>()
        .with::<Service>()
        .with::<Sale>()
        .with::<Invite>()
        .with::<Content>()
        .with::<Contest>()
        .with::<Focus>()
        .with::<Staff>()
        .with::<Scout>()
        .with::<Recognition>()
        .with::<Meetup>()
}

impl Default for Reader {
    fn default() -> Reader {
        Reader::new()
    }
}

impl Reader {
    /// Reads scenarios that use the kinds of tactics that come with the program.
    pub fn new() -> Reader {
        Reader::with_registry(registry())
    }
}

impl Scenario {
    /// Reads a scenario file; a [`Reader`] can change values and give edge lists beforehand.
    ///
    /// # Errors
    /// All problems at once, each with its place.
    pub fn load(path: impl AsRef<Path>) -> Result<Scenario, Problems> {
        Reader::new().load(path)
    }

    /// Reads a scenario from text; `origin` is the file name that it would have.
    ///
    /// # Errors
    /// All problems at once, each with its place.
    pub fn parse(text: &str, origin: &str) -> Result<Scenario, Problems> {
        Reader::new().parse(text, origin)
    }
}
