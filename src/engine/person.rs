//! The two records of a person: one for speaking, one for listening.
//!
//! A speaker's record has 32 bytes, a listener's 16; a pristine person is all zeros, so a reset only
//! clears touched records. Both hold the stage: speaking reads only the one, listening only the other.

use crate::engine::Clock;
use crate::rules::involvement;
use crate::units::{PersonId, Stage};

/// Declares readers and setters of numbers that are packed into words, `word[first bit, bits]`, and for
/// counts a function that counts one more.
macro_rules! packed {
    ($($(#[doc = $doc:literal])* $get:ident, $set:ident $(, $count:ident)?: $type:ty = $word:ident[$first:literal, $bits:literal];)*) => {$(
        $(#[doc = $doc])*
        #[inline]
        pub fn $get(&self) -> $type {
            (self.$word >> $first & ((1 << $bits) - 1)) as $type
        }

        #[inline]
        pub(super) fn $set(&mut self, value: $type) {
            let mask = ((1 << $bits) - 1) << $first;
            self.$word = self.$word & !mask | u32::from(value) << $first & mask;
        }
        $(
            /// Counts one more.
            #[inline]
            pub fn $count(&mut self) {
                self.$set(self.$get() + 1);
            }
        )?
    )*};
}

/// The owner and the cause that convinced a person, kept until the person has the product.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Credit {
    /// The owner; [`NOBODY`](crate::engine::exposure::NOBODY) where no owner did it.
    pub parent: PersonId,
    /// Packed cause.
    pub cause: u16,
}

/// The record of a person as a speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(C, align(32))]
pub struct SpeakerState {
    /// Next readings of the talk, part and fate clocks, in 2⁻²⁰ expected acts, wrapping.
    pub reading: [u32; 3],
    /// Talk acts so far (24 bits), class of the talk factor (8).
    talk: u32,
    /// Ties already spoken over, while they are at most 64.
    pub spoken: u64,
    /// Day of adoption (12 bits), day of the last involvement (12), involvement in 1/255 (8).
    days: u32,
    /// Stage (4 bits), part acts (14), fate acts (10), whether a rejecter warns or an aggrieved owner's
    /// complaint was ignored (1), whether a rival has them (the last bit).
    counts: u32,
}

impl SpeakerState {
    /// Stage of the person.
    #[inline]
    pub fn stage(&self) -> Stage {
        Stage::from_u8((self.counts & 15) as u8)
    }

    /// Moves the person to a stage.
    #[inline]
    pub fn set_stage(&mut self, stage: Stage) {
        self.counts = (self.counts & !15) | stage as u32;
    }

    packed! {
        /// Talk acts so far, modulo 2²⁴.
        talk_acts, set_talk_acts, count_talk: u32 = talk[0, 24];
        /// Class of the talk factor, once the person's clocks have begun.
        activity, set_activity: u8 = talk[24, 8];
        /// Part acts so far, modulo 16,384.
        part_acts, set_part_acts, count_part: u32 = counts[4, 14];
        /// Fate acts so far, modulo 1,024.
        fate_acts, set_fate_acts, count_fate: u32 = counts[18, 10];
        /// Day of adoption (horizons end at day 4,000).
        adopted, set_adopted: u32 = days[0, 12];
    }

    /// The credit for a person who is convinced but waits for the product. It takes the place of the talk
    /// and part readings, which a waiting person does not have.
    #[inline]
    pub fn credit(&self) -> Credit {
        Credit { parent: PersonId(self.reading[Clock::Talk]), cause: self.reading[Clock::Part] as u16 }
    }

    /// Sets the credit for a person who waits for the product.
    #[inline]
    pub fn set_credit(&mut self, credit: Credit) {
        self.reading[Clock::Talk] = credit.parent.0;
        self.reading[Clock::Part] = u32::from(credit.cause);
    }

    /// Whether a rejecter was made by a warning and passes it on.
    #[inline]
    pub fn passes_warning(&self) -> bool {
        self.counts & (1 << 28) != 0
    }

    /// Sets whether a rejecter passes a warning on.
    #[inline]
    pub fn set_passes_warning(&mut self, passes: bool) {
        self.counts = (self.counts & !(1 << 28)) | (u32::from(passes) << 28);
    }

    /// Whether the complaint of an aggrieved owner was told and ignored. Owners never warn as rejecters do,
    /// so both share a bit.
    #[inline]
    pub fn was_ignored(&self) -> bool {
        self.passes_warning()
    }

    /// Sets whether the complaint of an aggrieved owner was told and ignored.
    #[inline]
    pub fn set_ignored(&mut self, ignored: bool) {
        self.set_passes_warning(ignored);
    }

    /// Whether a rejecter is lost to a rival that may lose them again.
    #[inline]
    pub(super) fn lost_to_rival(&self) -> bool {
        self.counts & (1 << 31) != 0
    }

    /// Sets whether a rejecter is lost to a rival.
    #[inline]
    pub(super) fn set_lost_to_rival(&mut self, lost: bool) {
        self.counts = (self.counts & !(1 << 31)) | (u32::from(lost) << 31);
    }

    /// Involvement in 1/255 as of a day.
    #[inline]
    pub fn involvement(&self, day: u32) -> u8 {
        involvement::decayed((self.days >> 24) as u8, day.saturating_sub((self.days >> 12) & 0xfff))
    }

    /// Adds to the involvement (`v ← min(1, v·2^{−Δt/30 d} + gain)`) and returns it.
    #[inline]
    pub fn involve(&mut self, day: u32, gain: u8) -> u8 {
        let v = self.involvement(day).saturating_add(gain);
        self.days = (self.days & 0xfff) | ((day & 0xfff) << 12) | (u32::from(v) << 24);
        v
    }

    /// Days from `day` until the involvement falls below a threshold.
    pub fn days_until_below(&self, day: u32, threshold: u8) -> u32 {
        let stamp = (self.days >> 12) & 0xfff;
        (stamp + involvement::days_until_below((self.days >> 24) as u8, threshold)).saturating_sub(day)
    }

    /// The stage that an owner's involvement implies.
    pub fn said_stage(&self, day: u32) -> Stage {
        match self.involvement(day) {
            v if v >= involvement::UP_ADVOCATE => Stage::Advocate,
            v if v >= involvement::UP_PARTICIPANT => Stage::Participant,
            _ => Stage::Settled,
        }
    }
}

/// The record of a person as a listener.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(C)]
pub struct ListenerState {
    /// Resistance less account, in account units; meaningful once opened.
    pub left: u32,
    /// Stage of the person.
    stage: u8,
    /// Distinct voices heard, halved with time.
    pub n: u8,
    /// Negative messages heard, halved with time.
    pub d: u8,
    /// Redraws of the resistance (7 bits) and whether the account is open (top bit).
    redraws: u8,
    /// Day from which `n` halves.
    pub n_day: u16,
    /// Day from which `d` halves.
    pub d_day: u16,
    /// Day of the last personal exposure, counted from 1; 0 for never.
    pub personal_day: u16,
    /// Packed cause of the first awareness; 0 while unaware.
    pub first: u16,
}

impl ListenerState {
    /// Stage of the person.
    #[inline]
    pub fn stage(&self) -> Stage {
        Stage::from_u8(self.stage)
    }

    /// Moves the person to a stage.
    #[inline]
    pub fn set_stage(&mut self, stage: Stage) {
        self.stage = stage as u8;
    }

    /// Whether the resistance has been drawn.
    #[inline]
    pub fn open(&self) -> bool {
        self.redraws & 0x80 != 0
    }

    /// Opens the account with a resistance.
    #[inline]
    pub fn open_with(&mut self, resistance: u32) {
        self.left = resistance;
        self.redraws |= 0x80;
    }

    /// Closes the account and forgets its content; the same resistance opens it again.
    #[inline]
    pub fn close(&mut self) {
        self.redraws &= 0x7f;
    }

    /// Closes the account and forgets its content; another resistance opens it again, up to the 127th.
    #[inline]
    pub fn redraw(&mut self) {
        self.redraws = ((self.redraws & 0x7f) + 1).min(0x7f);
    }

    /// How often the resistance was redrawn.
    #[inline]
    pub fn redraws(&self) -> u32 {
        u32::from(self.redraws & 0x7f)
    }

    /// A count as of `day`: halved once per whole `half_days` since its stamp.
    #[inline]
    pub fn faded(count: u8, stamp: u16, day: u32, half_days: u32) -> usize {
        if count == 0 {
            return 0;
        }
        let since = day.saturating_sub(u32::from(stamp));
        if since < half_days {
            return usize::from(count);
        }
        let halvings = since / half_days;
        if halvings > 7 { 0 } else { usize::from(count >> halvings) }
    }

    /// Raises a count and its stamp by `by`, after its fading.
    pub fn raise(count: &mut u8, stamp: &mut u16, day: u32, half_days: u32, by: u8) {
        let now = ListenerState::faded(*count, *stamp, day, half_days) as u8;
        // The stamp moves by whole periods, so frequent touches do not stop the halving.
        *stamp = if now == 0 {
            day as u16
        } else {
            *stamp + whole_periods(day - u32::from(*stamp), half_days) as u16
        };
        *count = now.saturating_add(by);
    }
}

/// The largest multiple of `period` up to `days`, mostly without a division.
#[inline]
fn whole_periods(days: u32, period: u32) -> u32 {
    if days < period { 0 } else { days / period * period }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_speaker_is_32_bytes_and_a_listener_16() {
        assert_eq!(size_of::<SpeakerState>(), 32);
        assert_eq!(size_of::<ListenerState>(), 16);
    }

    #[test]
    fn packed_fields_do_not_touch_each_other() {
        let mut speaker = SpeakerState::default();
        speaker.set_stage(Stage::Lapsed);
        speaker.set_adopted(3_999);
        speaker.involve(3_998, 200);
        for _ in 0..16_385 {
            speaker.count_part();
        }
        speaker.count_fate();
        speaker.set_activity(200);
        speaker.count_talk();
        speaker.set_passes_warning(true);
        assert!(speaker.passes_warning());
        assert_eq!((speaker.talk_acts(), speaker.activity()), (1, 200));
        assert_eq!(
            (
                speaker.stage(),
                speaker.adopted(),
                speaker.involvement(3_998),
                speaker.part_acts(),
                speaker.fate_acts()
            ),
            (Stage::Lapsed, 3_999, 200, 1, 1)
        );
    }

    #[test]
    fn closed_account_is_opened_anew_and_redraws_are_kept() {
        let mut listener = ListenerState::default();
        listener.open_with(7);
        listener.left = 0;
        listener.close();
        assert!(!listener.open());
        listener.open_with(7);
        assert_eq!((listener.left, listener.redraws(), listener.open()), (7, 0, true));
    }

    #[test]
    fn frequent_touches_do_not_stop_the_halving_of_voices() {
        let (mut n, mut stamp) = (0, 0);
        for day in (0..240).step_by(40) {
            ListenerState::raise(&mut n, &mut stamp, day, 60, 1);
        }
        assert!(n <= 3, "{n} of 6 voices in 200 days, the older ones must have faded");
    }
}
