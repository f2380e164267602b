//! The kinds of tactics that scenarios may use.

use super::declare::{Item, Section, Word};
use super::grammar::SEEDING;
use super::spec::{Spec, TacticContext, TacticSpec};

/// The kinds of tactics that a scenario may use.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    kinds: Vec<Kind>,
}

/// A registered kind.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    pub name: &'static str,
    pub was: Option<&'static str>,
    pub meaning: &'static str,
    pub like: &'static [&'static str],
    pub keys: &'static [&'static [Item]],
    pub inner: &'static [&'static [Item]],
    pub also_starts: Option<&'static Word>,
    pub read: fn(&Section<'_>, &TacticContext<'_>) -> Spec,
}

impl Registry {
    /// The same registry with one kind more; one of the same name is replaced.
    ///
    /// # Panics
    /// If its word is `seeding`, which replaces the seeds of a strategy.
    pub fn with<T: TacticSpec>(mut self) -> Registry {
        assert!(
            T::KIND != SEEDING,
            "a tactic cannot have KIND = \"{SEEDING}\": that kind replaces the seeds of a strategy"
        );
        self.kinds.retain(|kind| kind.name != T::KIND);
        self.kinds.push(Kind {
            name: T::KIND,
            was: T::WAS,
            meaning: T::MEANING,
            like: T::LIKE,
            keys: T::KEYS,
            inner: T::INNER,
            also_starts: T::ALSO_STARTS,
            read: |section, context| Spec::new(T::read(section, context)),
        });
        self
    }

    pub(super) fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    pub(super) fn kind(&self, name: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::super::spec::{Needs, Start};
    use super::*;
    use crate::contract::Tactic;
    use serde::Serialize;

    /// A kind that takes the word of seeding.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    struct Sowing;

    impl TacticSpec for Sowing {
        const KIND: &'static str = "seeding";
        const KEYS: &'static [&'static [Item]] = &[];

        fn read(_: &Section<'_>, _: &TacticContext<'_>) -> Sowing {
            Sowing
        }

        fn needs(&self) -> Needs {
            Needs::default()
        }

        fn begin(&self, _: &Start<'_>) -> Box<dyn Tactic> {
            unreachable!("it is never registered")
        }
    }

    #[test]
    #[should_panic(
        expected = "a tactic cannot have KIND = \"seeding\": that kind replaces the seeds of a strategy"
    )]
    fn no_tactic_of_ones_own_takes_the_word_of_seeding() {
        let _ = Registry::default().with::<Sowing>();
    }
}
