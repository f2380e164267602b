//! Keyed randomness: every draw is a function of the id that draws and of its purpose.
//!
//! Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, *Parallel random numbers: as easy as
//! 1, 2, 3*). The key comes from (seed, replication) or (seed, network); the counter is
//! (id, that id's own count, purpose, salt). No generator is handed from person to person,
//! so neither order nor threads can show, and strategies share their luck because the
//! strategy is not in the key.

mod ln;

use std::convert::Infallible;

use rand::rand_core::TryRng;
use rand_philox::philox4x32_10;

/// The purpose of a draw. The numbers are part of the output: append, never renumber.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Purpose {
    /// The key of a replication or network itself.
    Key = 0,
    /// One act on the talk clock: gap to the next, channel and mark, tie, coin.
    Talk = 1,
    /// One act on the fate clock.
    Fate = 2,
    /// One act on the part clock: gap, tactic, coins.
    Part = 3,
    /// A person's resistance, counted by redraws.
    Resistance = 4,
    /// Adoption: moment within the tick, satisfied or not.
    Adopt = 5,
    /// First readings of the three clocks after adoption.
    Begin = 6,
    /// Skips over the followers of a post.
    View = 7,
    /// Whether a viewer reposts.
    Repost = 8,
    /// Delay of a view within a post's life.
    Delay = 9,
    /// Readers of a club post.
    Club = 10,
    /// Which of a tick's exposures gets the credit.
    Credit = 11,
    /// Negative messages: rejecting, lapsing.
    Reject = 12,
    /// Crossings by an audience exposure, per block and tick.
    Audience = 13,
    /// Impressions that make aware.
    AdAware = 14,
    /// Whether media reach a person.
    Reachable = 15,
    /// Whether a person needs the participation of a tactic.
    Demand = 16,
    /// A share of an event's audience: followers, viewers, makers.
    Event = 17,
    /// Outside influence per block and tick.
    Outside = 18,
    /// Losses to a rival per block and tick.
    Rival = 19,
    /// Random seeds.
    Seeds = 20,
    /// Keyed permutation of a person's ties.
    Once = 21,
    /// Attributes of a person.
    Trait = 22,
    /// Generated ties.
    Tie = 23,
    /// Rewired or homophilous ends.
    Rewire = 24,
    /// Shuffles of the generators.
    Shuffle = 25,
    /// Degrees of a configuration model.
    Degree = 26,
    /// Skips over ties in a thinned cascade.
    Thin = 27,
    /// Readings drawn when a person starts wanting.
    Want = 28,
    /// Whether telling somebody who already has it ends an owner's talk.
    Stifle = 29,
    /// Which people of the market an imported network is about.
    Member = 30,
    /// Following an account: at adoption, by views and joining, and leaving it.
    Follow = 40,
    /// People chosen out of all, one draw a try.
    Choose = 41,
    /// Consequences of an account's posts among its followers, per block and tick.
    Posts = 42,
    /// Opening a packet, and the friends whom it is shown to.
    Packet = 50,
    /// Acts of people who take part without owning the product, per block and tick, and what comes of each.
    Enter = 51,
    /// Shocks to quality that come at random, per tick.
    Shock = 60,
    /// Ticks that a letter is late.
    Letter = 61,
    /// Luck of a single post.
    PostLuck = 62,
    /// Owners who come with something else, one draw a try.
    Arrive = 63,
    /// Extra talk of people whom a tactic chose, by day.
    Talker = 70,
    /// What a tactic tells somebody whom it chose: found out, convinced.
    Contact = 71,
    /// Pairs of chosen people who get to know each other.
    Introduce = 72,
    /// Whether somebody who knows other owners stays.
    Belong = 73,
    /// What chosen owners make and let out.
    Enlist = 74,
}

/// The key of a name, by FNV-1a: draws are keyed by a tactic's name, not by its position.
pub fn name_key(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |h: u32, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

/// The source of all draws of one replication, or of one network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Luck {
    key: [u32; 2],
}

impl Luck {
    /// Draws of replication `number` under a master seed.
    pub fn of_replication(seed: u64, number: u32) -> Luck {
        Luck::derived(seed, number, 1)
    }

    /// Draws of network `number` under a master seed.
    pub fn of_network(seed: u64, number: u32) -> Luck {
        Luck::derived(seed, number, 2)
    }

    /// Draws of pilot `number` under a master seed.
    pub fn of_pilot(seed: u64, number: u32) -> Luck {
        Luck::derived(seed, number, 3)
    }

    fn derived(seed: u64, number: u32, domain: u32) -> Luck {
        let block =
            philox4x32_10([number, domain, Purpose::Key as u32, 0], [seed as u32, (seed >> 32) as u32]);
        Luck { key: [block[0], block[1]] }
    }

    /// Four words for one purpose of one id: 128 bits, each word uniform and independent.
    #[inline]
    pub fn draws(self, purpose: Purpose, id: u32, count: u32, salt: u32) -> [u32; 4] {
        philox4x32_10([id, count, purpose as u32, salt], self.key)
    }

    /// Block `block` of the four words each that a [`Stream`] gives one after the other; block 0 is
    /// what [`Luck::draws`] gives.
    #[inline]
    pub fn block(self, purpose: Purpose, id: u32, count: u32, salt: u32, block: u32) -> [u32; 4] {
        // The block number enters through the purpose word's free upper bits.
        philox4x32_10([id, count, purpose as u32 | (block << 8), salt], self.key)
    }

    /// One uniform on the open interval (0, 1).
    #[inline]
    pub fn unit(self, purpose: Purpose, id: u32, count: u32, salt: u32) -> f64 {
        unit(self.draws(purpose, id, count, salt)[0])
    }

    /// An endless stream of words for one purpose of one id. Blocks after the first are numbered in
    /// the free upper bits of the purpose word.
    pub fn stream(self, purpose: Purpose, id: u32, count: u32, salt: u32) -> Stream {
        Stream { luck: self, purpose, id, count, salt, block: 0, words: [0; 4], used: 4 }
    }
}

/// A word as a uniform on the open interval (0, 1), in steps of 2⁻³².
#[inline]
pub fn unit(word: u32) -> f64 {
    (f64::from(word) + 0.5) * (1.0 / 4_294_967_296.0)
}

/// A word as a uniform integer in `0..n` (multiply-shift; bias below n/2³²).
#[inline]
pub fn below(word: u32, n: u32) -> u32 {
    ((u64::from(word) * u64::from(n)) >> 32) as u32
}

/// −ln of a uniform word: Exp(1), at most 22.9.
#[inline]
pub fn exp1(word: u32) -> f64 {
    ln::minus_ln_unit(word)
}

/// ln of a uniform word, at least −22.9.
#[inline]
pub fn ln_unit(word: u32) -> f64 {
    -ln::minus_ln_unit(word)
}

/// Words of one purpose of one id, in order; a `rand` generator, so that `rand_distr` works on it.
#[derive(Debug, Clone)]
pub struct Stream {
    luck: Luck,
    purpose: Purpose,
    id: u32,
    count: u32,
    salt: u32,
    block: u32,
    words: [u32; 4],
    used: usize,
}

impl Stream {
    /// The next word.
    #[inline]
    pub fn word(&mut self) -> u32 {
        if self.used == 4 {
            self.words = self.luck.block(self.purpose, self.id, self.count, self.salt, self.block);
            self.block = self.block.wrapping_add(1);
            self.used = 0;
        }
        self.used += 1;
        self.words[self.used - 1]
    }

    /// The next uniform on (0, 1).
    #[inline]
    pub fn unit(&mut self) -> f64 {
        unit(self.word())
    }
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.word())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from(self.word()) | (u64::from(self.word()) << 32))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(4) {
            chunk.copy_from_slice(&self.word().to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn philox_gives_the_known_answers_of_random123() {
        assert_eq!(philox4x32_10([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(
            philox4x32_10([u32::MAX; 4], [u32::MAX; 2]),
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
        );
        assert_eq!(
            philox4x32_10([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn a_stream_begins_with_the_same_words_as_a_draw() {
        let luck = Luck::of_replication(7, 3);
        let mut stream = luck.stream(Purpose::View, 5, 6, 7);
        let words: Vec<u32> = (0..4).map(|_| stream.word()).collect();
        assert_eq!(words, luck.draws(Purpose::View, 5, 6, 7));
        assert_ne!(stream.word(), words[0]);
    }
}
