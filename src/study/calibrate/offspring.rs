//! What pilots count: the people whom owners of the first generations win, by age and by channel.

use crate::engine::record::{FIRST_YEAR, RunRecord, Seen};
use crate::statistics;
use crate::study::calibrate::by_channel::ByChannel;
use crate::study::calibrate::growth::growth_rate;
use crate::units::{Cause, Source};

/// The independent pieces that pilots fall into: their networks.
#[derive(Debug, Clone, Copy)]
pub struct Pieces {
    /// Pieces in all.
    pub of: u32,
    /// The first one in the world of this pilot.
    pub first: u32,
    /// Networks side by side in it, of equally many people.
    pub networks: u32,
    /// So many of these differ and are pieces; then they come again in the same order.
    pub different: u32,
}

/// People won by the heads of generations 1 and 2 in some pilots of daily ticks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Offspring {
    /// Heads that were seen for just so many days, by days from 0.
    seen_for: Vec<u64>,
    /// People won, by their winner's age in days.
    at_age: Vec<u64>,
    /// People won within the first year, by channel; of heads who were seen for all of it.
    by_channel: ByChannel<u64>,
    /// The same of each independent piece of the pilots: (people won, heads).
    pieces: Vec<(u64, u64)>,
}

impl Offspring {
    /// What a pilot of `days` in a world of `people` shows.
    pub fn of(pilot: &RunRecord, days: u32, people: u32, pieces: Pieces) -> Offspring {
        let mut counts = Offspring {
            seen_for: vec![0; days as usize + 1],
            at_age: vec![0; days as usize + 1],
            by_channel: ByChannel::default(),
            pieces: vec![(0, 0); pieces.of as usize],
        };
        let Pieces { first, networks, different, .. } = pieces;
        let network = |person: u32| (u64::from(person) * u64::from(networks) / u64::from(people)) as u32;
        let piece = |person: u32| (first + network(person) % different) as usize;
        let whole = |tick: u32| tick.saturating_add(FIRST_YEAR) <= days;
        pilot.walk_generations(1, 2, |seen| match seen {
            Seen::Head(head) => {
                counts.seen_for[(days - head.tick) as usize] += 1;
                counts.pieces[piece(head.person.0)].1 += u64::from(whole(head.tick));
            }
            Seen::Won { by, adoption } => {
                let age = adoption.tick - by.tick;
                counts.at_age[age as usize] += 1;
                if whole(by.tick) && age <= FIRST_YEAR {
                    counts.pieces[piece(by.person.0)].0 += 1;
                    if let Some(Source::Channel(c)) = Cause::unpack(adoption.last).map(|c| c.source) {
                        counts.by_channel.0[c.index()] += 1;
                    }
                }
            }
        });
        counts
    }

    /// These and those of one more pilot: on the same networks, where there are several, else a piece
    /// of its own: what varies then is luck.
    pub fn and(mut self, more: Offspring) -> Offspring {
        let add = |sum: &mut Vec<u64>, more: &[u64]| {
            sum.resize(sum.len().max(more.len()), 0);
            sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        };
        add(&mut self.seen_for, &more.seen_for);
        add(&mut self.at_age, &more.at_age);
        self.by_channel.0.iter_mut().zip(more.by_channel.0).for_each(|(sum, more)| *sum += more);
        if more.pieces.len() > 1 && self.pieces.len() == more.pieces.len() {
            for (sum, more) in self.pieces.iter_mut().zip(more.pieces) {
                *sum = (sum.0 + more.0, sum.1 + more.1);
            }
        } else {
            self.pieces.extend(more.pieces);
        }
        self
    }

    fn heads(&self) -> u64 {
        self.pieces.iter().map(|p| p.1).sum()
    }

    /// R̂: people won in the first year per head; 0 where there is no head.
    pub fn r(&self) -> f64 {
        let won: u64 = self.pieces.iter().map(|p| p.0).sum();
        if self.heads() == 0 { 0.0 } else { won as f64 / self.heads() as f64 }
    }

    /// R̂ by channel, by last touch.
    pub fn r_by_channel(&self) -> ByChannel<f64> {
        let heads = self.heads().max(1) as f64;
        ByChannel(self.by_channel.0.map(|won| won as f64 / heads))
    }

    /// Standard error of R̂ over R̂, between pieces; `None` with one piece, or where nobody was won.
    pub fn error(&self) -> Option<f64> {
        let (won, heads): (Vec<f64>, Vec<f64>) = self.pieces.iter().map(|p| (p.0 as f64, p.1 as f64)).unzip();
        let r = self.r();
        let rest: Vec<f64> = won.iter().zip(&heads).map(|(won, heads)| won - r * heads).collect();
        let own: Vec<u32> = (0..rest.len() as u32).collect();
        let error = statistics::error(&rest, &own)?;
        (r > 0.0).then(|| error.se * rest.len() as f64 / self.heads() as f64 / r)
    }

    /// People whom one owner wins at the age of a days: those won at it per head who was seen for so long.
    pub fn kernel(&self) -> Vec<f64> {
        let mut seen = 0;
        let mut kernel: Vec<f64> = (0..self.at_age.len())
            .rev()
            .map(|age| {
                seen += self.seen_for[age];
                if seen == 0 { 0.0 } else { self.at_age[age] as f64 / seen as f64 }
            })
            .collect();
        kernel.reverse();
        kernel
    }

    /// Growth rate a day of new owners; `None` where nobody was won.
    pub fn growth(&self) -> Option<f64> {
        growth_rate(&self.kernel())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::record::Adoption;
    use crate::units::{ChannelId, PersonId};

    const ONE: Pieces = Pieces { of: 1, first: 0, networks: 1, different: 1 };

    /// Seed 0 on day 0; 1 of generation 1 on day 10, 2 of generation 2 on day 400 by another channel;
    /// 3 and 4, won by 2, on days 410 and 1,000; 5, won by 1, on day 375, which is the last of 1's first year.
    fn pilot() -> RunRecord {
        let said = |channel: usize| Cause { source: Source::Channel(ChannelId(channel)), mark: None }.pack();
        let line = |(person, tick, parent, channel): (u32, u32, Option<u32>, usize)| Adoption {
            person: PersonId(person),
            tick,
            parent: parent.map(PersonId),
            last: said(channel),
            first: said(channel),
        };
        let rows = [(0, 0, None, 0), (1, 10, Some(0), 0), (5, 375, Some(1), 1), (2, 400, Some(1), 0)];
        let more = [(3, 410, Some(2), 1), (4, 1_000, Some(2), 0)];
        RunRecord { ledger: rows.into_iter().chain(more).map(line).collect(), ..RunRecord::default() }
    }

    #[test]
    fn the_first_year_counts_and_only_owners_who_were_seen_for_all_of_it() {
        // Heads 1, 2, 5: within a year 1 won 5, 2 won 3.
        let whole = Offspring::of(&pilot(), 3_650, 6, ONE);
        assert_eq!((whole.heads(), whole.r()), (3, 2.0 / 3.0));
        assert_eq!(whole.r_by_channel().0[..2], [0.0, 2.0 / 3.0]);
        // After 750 days, 2 was not seen for a year (from day 400): heads 1 and 5.
        assert_eq!(Offspring::of(&pilot(), 1_000, 6, ONE).r(), 2.0 / 3.0);
        let mut short = pilot();
        short.ledger.pop();
        assert_eq!(Offspring::of(&short, 750, 6, ONE).r(), 0.5);
    }

    #[test]
    fn wins_at_an_age_are_per_owner_who_was_seen_for_so_long() {
        let kernel = Offspring::of(&pilot(), 1_000, 6, ONE).kernel();
        // Ages 365 (5 by 1), 390 (2 by 1), 10 (3 by 2), 600 (4 by 2); at 600 all of 1, 2, 5 are seen.
        assert_eq!((kernel[10], kernel[365], kernel[600]), (1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0));
        assert_eq!(kernel.iter().filter(|k| **k > 0.0).count(), 4);
        let (two, one) = (Offspring::of(&pilot(), 1_000, 6, ONE), Offspring::of(&pilot(), 1_000, 6, ONE));
        assert_eq!(two.and(one).kernel(), kernel);
    }

    #[test]
    fn the_error_is_that_between_pieces() {
        // Two pieces of 100 heads that won 90 and 110: R̂ is 1 with a standard error of .1.
        let counts = Offspring { pieces: vec![(90, 100), (110, 100)], ..Offspring::default() };
        assert!((counts.error().unwrap() - 0.1).abs() < 1e-12, "{:?}", counts.error());
        assert_eq!(Offspring { pieces: vec![(9, 10)], ..Offspring::default() }.error(), None);
    }
}
