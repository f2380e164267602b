//! Messages between people: exposures, and reposts on their way.

use crate::units::{Cause, ChannelId, PersonId, Source, TacticId};

/// Nobody: the sender of a company's story.
pub const NOBODY: PersonId = PersonId(u32::MAX);

/// The tactic that caused an act, packed: 0 for base talk, else its position + 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark(u16);

impl Mark {
    /// No tactic caused the act.
    pub const BASE: Mark = Mark(0);

    /// The mark of a tactic.
    #[inline]
    pub fn of(tactic: TacticId) -> Mark {
        Mark(u16::from(tactic.0) + 1)
    }

    /// The tactic; `None` for base talk.
    #[inline]
    pub fn tactic(self) -> Option<TacticId> {
        self.0.checked_sub(1).map(|position| TacticId(position as u8))
    }
}

/// One exposure on its way to one person; 16 bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exposure {
    /// The hearer.
    pub to: PersonId,
    /// The person who gets the credit; [`NOBODY`] for a company's story.
    pub from: PersonId,
    /// Hazard before the listener's factors.
    pub force: f32,
    /// The sender's act number, modulo 65,536; keys the credit draw.
    pub act: u16,
    /// Channel (5 bits), mark (6), first over its tie (1), warning (1).
    bits: u16,
}

impl Exposure {
    /// An exposure on a channel.
    pub fn new(
        to: PersonId,
        from: PersonId,
        force: f64,
        act: u32,
        channel: ChannelId,
        mark: Mark,
    ) -> Exposure {
        Exposure { to, from, force: force as f32, act: act as u16, bits: channel.0 as u16 | (mark.0 << 5) }
    }

    /// The same exposure to somebody else.
    #[inline]
    pub fn readdressed(self, to: PersonId) -> Exposure {
        Exposure { to, ..self }
    }

    /// Marks the exposure as the first over its tie: a distinct voice.
    #[inline]
    pub fn set_first(&mut self) {
        self.bits |= 1 << 11;
    }

    /// Marks the exposure as a warning.
    #[inline]
    pub fn set_negative(&mut self) {
        self.bits |= 1 << 12;
    }

    /// Whether it is the first over its tie.
    #[inline]
    pub fn first(&self) -> bool {
        self.bits & (1 << 11) != 0
    }

    /// Whether it is a warning.
    #[inline]
    pub fn negative(&self) -> bool {
        self.bits & (1 << 12) != 0
    }

    /// The channel.
    #[inline]
    pub fn channel(&self) -> ChannelId {
        ChannelId(usize::from(self.bits & 31))
    }

    /// Packed cause: channel and mark.
    #[inline]
    pub fn cause(&self) -> u16 {
        let mark = Mark((self.bits >> 5) & 63);
        Cause { source: Source::Channel(self.channel()), mark: mark.tactic() }.pack()
    }
}

/// A message that travels from feed to feed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Story {
    /// The first teller; [`NOBODY`] for a company.
    pub origin: PersonId,
    /// The origin's act, or the event's number.
    pub act: u32,
    /// Key of its draws beside the origin.
    pub salt: u32,
    /// Feed it travels on.
    pub channel: ChannelId,
    /// Mark of its exposures.
    pub mark: Mark,
    /// Whether it warns.
    pub negative: bool,
    /// Strength ω: factor on hazards and reposts.
    pub strength: f32,
}

/// A viewer who passes a story on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Repost {
    /// The reposter.
    pub person: PersonId,
    /// The story.
    pub story: Story,
}

/// The exposures and reposts that one shard sends in a tick, by block of the hearer.
#[derive(Debug, Default)]
pub struct Outbox {
    /// Exposures by block.
    pub exposures: Vec<Vec<Exposure>>,
    /// Reposts by block of the viewer, each with the ticks until it is posted.
    pub reposts: Vec<Vec<(u32, Repost)>>,
    /// People who begin to follow an account because of a repost, with the tactic that keeps it.
    pub followers: Vec<(PersonId, TacticId)>,
    /// log2 of the block size.
    pub block_bits: u32,
}

impl Outbox {
    /// An empty outbox for `blocks` blocks of 2^`block_bits` people.
    pub fn new(blocks: usize, block_bits: u32) -> Outbox {
        Outbox {
            exposures: vec![Vec::new(); blocks],
            reposts: vec![Vec::new(); blocks],
            followers: Vec::new(),
            block_bits,
        }
    }

    /// Sends an exposure.
    #[inline]
    pub fn send(&mut self, exposure: Exposure) {
        self.exposures[(exposure.to.0 >> self.block_bits) as usize].push(exposure);
    }

    /// Sends a repost to its viewer, who posts it `wait` ticks from now.
    pub fn pass_on(&mut self, repost: Repost, wait: u32) {
        self.reposts[(repost.person.0 >> self.block_bits) as usize].push((wait, repost));
    }

    /// Forgets everything but the memory.
    pub fn clear(&mut self) {
        self.exposures.iter_mut().for_each(Vec::clear);
        self.reposts.iter_mut().for_each(Vec::clear);
        self.followers.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exposure_is_16_bytes_and_keeps_its_marks() {
        assert_eq!(size_of::<Exposure>(), 16);
        let mut exposure =
            Exposure::new(PersonId(1), PersonId(2), 0.5, 70_000, ChannelId(31), Mark::of(TacticId(62)));
        exposure.set_first();
        assert!(exposure.first() && !exposure.negative());
        assert_eq!(exposure.channel(), ChannelId(31));
        assert_eq!(
            Cause::unpack(exposure.cause()),
            Some(Cause { source: Source::Channel(ChannelId(31)), mark: Some(TacticId(62)) })
        );
    }
}
