//! What a shard knows of the people whom tactics chose: who talks more, who is a member of a group, who was
//! introduced to others.
//!
//! Always true: members own the product when a tick begins; the order in which people were chosen cannot show.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::units::{PersonId, TacticId};

/// Most people whom somebody gets to know by introductions.
pub(super) const MOST_TIES: u8 = 8;

/// Somebody who says more than their ordinary talk.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Talker {
    pub person: PersonId,
    pub tactic: TacticId,
    /// Day on which it is over.
    pub until: u32,
    /// Acts relative to a fresh owner's.
    pub rate: f32,
}

/// The people of a shard whom tactics chose.
#[derive(Debug, Default)]
pub(super) struct Roster {
    /// Those of this tick, each with the position of the choice.
    pub chosen: Vec<(usize, PersonId)>,
    /// Those of them who are told of the product, until they have listened; by person.
    pub contacts: Vec<(PersonId, usize)>,
    /// By person and tactic.
    pub talkers: Vec<Talker>,
    /// Talkers to be, in this tick.
    pub more_talkers: Vec<Talker>,
    pub members: BTreeSet<(TacticId, PersonId)>,
    /// Number of people whom somebody was introduced to.
    pub knows: FxHashMap<PersonId, u8>,
    /// Owners whom tactics won in this tick, where they ask.
    pub winners: Vec<(TacticId, PersonId)>,
}

impl Roster {
    /// Forgets everything but the memory.
    pub fn clear(&mut self) {
        self.chosen.clear();
        self.contacts.clear();
        self.talkers.clear();
        self.more_talkers.clear();
        self.members.clear();
        self.knows.clear();
        self.winners.clear();
    }

    /// Members of a tactic's group, by person.
    pub fn members_of(&self, tactic: TacticId) -> impl Iterator<Item = PersonId> + '_ {
        let all = (tactic, PersonId(0))..=(tactic, PersonId(u32::MAX));
        self.members.range(all).map(|(_, person)| *person)
    }

    /// Takes in talkers to be; of two entries of one person and tactic the later date and the larger rate count.
    pub fn add_talkers(&mut self) {
        if self.more_talkers.is_empty() {
            return;
        }
        self.talkers.append(&mut self.more_talkers);
        self.talkers.sort_unstable_by_key(|t| (t.person, t.tactic));
        self.talkers.dedup_by(|again, first| {
            let same = (again.person, again.tactic) == (first.person, first.tactic);
            if same {
                first.until = first.until.max(again.until);
                first.rate = first.rate.max(again.rate);
            }
            same
        });
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.talkers.capacity() * size_of::<Talker>()
            + self.members.len() * size_of::<(TacticId, PersonId)>()
            + self.knows.capacity() * size_of::<(PersonId, u8)>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_talker_takes_16_bytes_and_is_listed_once_with_the_later_date_and_the_larger_rate() {
        assert_eq!(size_of::<Talker>(), 16);
        let talker =
            |person, until, rate| Talker { person: PersonId(person), tactic: TacticId(1), until, rate };
        let more_talkers = vec![talker(9, 10, 2.0), talker(3, 5, 1.0)];
        let mut roster = Roster { more_talkers, ..Roster::default() };
        roster.add_talkers();
        let first = Talker { tactic: TacticId(0), ..talker(9, 1, 1.0) };
        roster.more_talkers = vec![talker(9, 20, 1.0), first];
        roster.add_talkers();
        let expected =
            [talker(3, 5, 1.0), Talker { tactic: TacticId(0), ..talker(9, 1, 1.0) }, talker(9, 20, 2.0)];
        assert_eq!(roster.talkers, expected);
    }
}
