//! The list of kinds.

use super::ads::Ads;
use super::amplification::Amplification;
use super::participation::Participation;
use super::share::Share;
use crate::scenario::spec::Registry;

/// The kinds of tactics that come with the program.
pub fn registry() -> Registry {
    Registry::default().with::<Ads>().with::<Participation>().with::<Amplification>().with::<Share>()
}
