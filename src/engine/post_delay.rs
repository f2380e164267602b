//! The geometric delay, in whole ticks, between a post and one of its views.

use crate::rng::ln_unit;
use crate::scenario::plan::{Channel, ChannelKind, Chat, Club, Feed};

/// ln of the share of a channel's exposures that come after a tick of this length; −∞ where none does.
///
/// A feed or a club that halves in h: −Δ/h·ln 2. Letters with a mean delay d: −Δ/d.
pub(super) fn ln_later(channel: &Channel, tick_days: f64) -> f64 {
    let halving = |half_life: f64| -tick_days / half_life * core::f64::consts::LN_2;
    match channel.kind {
        ChannelKind::Feed(Feed { half_life, .. }) => halving(half_life),
        ChannelKind::Chat(Chat { delay, .. }) => -tick_days / delay,
        ChannelKind::Club(Club { half_life, .. }) => halving(half_life),
    }
}

/// The law of the delay.
#[derive(Debug, Clone, Copy)]
pub struct PostDelay {
    /// ln of the share of views that come after a tick.
    ln_later: f64,
    /// Smallest word that means no delay: most views cost a comparison only.
    at_once: u64,
}

impl PostDelay {
    /// Most ticks that a view is late.
    const MOST: u32 = 10_000;

    /// The law of a share e^{`ln_later`} that comes after each tick.
    pub fn new(ln_later: f64) -> PostDelay {
        // The delay falls as the word grows, so the border is found by halving.
        let (mut low, mut high) = (0_u64, 1_u64 << 32);
        while low < high {
            let middle = (low + high) / 2;
            if ln_unit(middle as u32) / ln_later < 1.0 { high = middle } else { low = middle + 1 }
        }
        PostDelay { ln_later, at_once: low }
    }

    /// Whole ticks of delay for a uniform word.
    #[inline]
    pub fn delay(&self, word: u32) -> u32 {
        if u64::from(word) >= self.at_once {
            return 0;
        }
        ((ln_unit(word) / self.ln_later) as u32).min(PostDelay::MOST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_late_by_the_whole_ticks_of_its_logarithm() {
        for share in [0.9, 0.5, 0.01, 0.001] {
            let ln_later = libm::log(share);
            let law = PostDelay::new(ln_later);
            let border = law.at_once as u32;
            let near = (0..5).map(|i| border.wrapping_sub(2).wrapping_add(i));
            for word in near.chain([0, 1, 1 << 20, 1 << 31, u32::MAX]) {
                assert_eq!(law.delay(word), (ln_unit(word) / ln_later) as u32, "{share} {word}");
            }
        }
    }
}
