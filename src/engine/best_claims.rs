//! Best claims: of all claims to the same person in one tick, one wins.
//!
//! Each claimed place has a slot with its best claim so far, which a better one replaces. Only the
//! places of a quiet tick are sorted, so the cost is that of the claims.
//!
//! Always true: after settling no place is marked; winners come in ascending order of place.

/// Up to this many claimed places are sorted; with more, the marks are scanned.
const FEW: usize = 64;

/// The best claims to the places of a block, at most 2¹⁶.
#[derive(Debug)]
pub(super) struct BestClaims<T> {
    /// One bit a place: it is claimed.
    marks: Vec<u64>,
    /// Slot of a marked place.
    slot: Vec<u16>,
    /// Marked places in the order of their slots.
    places: Vec<u32>,
    /// Best claim so far, by slot.
    best: Vec<Option<T>>,
}

impl<T> Default for BestClaims<T> {
    fn default() -> BestClaims<T> {
        BestClaims { marks: Vec::new(), slot: Vec::new(), places: Vec::new(), best: Vec::new() }
    }
}

impl<T: Copy> BestClaims<T> {
    /// Makes room for `places` places.
    pub(super) fn open(&mut self, places: usize) {
        debug_assert!(self.places.is_empty(), "the last claims were settled");
        if self.slot.len() < places {
            self.marks.resize(places.div_ceil(64), 0);
            self.slot.resize(places, 0);
        }
    }

    /// Whether no place is claimed.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Whether a place is claimed.
    #[inline]
    pub(super) fn holds(&self, place: usize) -> bool {
        self.marks[place >> 6] & (1 << (place & 63)) != 0
    }

    /// Marks a place as claimed, without a claim yet.
    #[inline]
    pub(super) fn mark(&mut self, place: usize) {
        if !self.holds(place) {
            self.marks[place >> 6] |= 1 << (place & 63);
            self.slot[place] = self.places.len() as u16;
            self.places.push(place as u32);
            self.best.push(None);
        }
    }

    /// Enters a claim to a marked place; it is kept if it is the first or `wins` against the best.
    /// `wins` may change claims, to remember costly draws.
    #[inline]
    pub(super) fn enter(&mut self, place: usize, mut claim: T, wins: impl FnOnce(&mut T, &mut T) -> bool) {
        let best = &mut self.best[usize::from(self.slot[place])];
        if best.as_mut().is_none_or(|best| wins(&mut claim, best)) {
            *best = Some(claim);
        }
    }

    /// Hands out every claimed place with its winner, in ascending order, and empties the slots.
    pub(super) fn settle(&mut self, mut each: impl FnMut(usize, T)) {
        let BestClaims { marks, slot, places, best } = self;
        let mut hand_out = |place: usize| {
            if let Some(winner) = best[usize::from(slot[place])] {
                each(place, winner);
            }
        };
        if places.len() <= FEW {
            places.sort_unstable();
            for place in places.iter() {
                marks[*place as usize >> 6] = 0;
                hand_out(*place as usize);
            }
        } else {
            for (word, bits) in marks.iter_mut().enumerate() {
                let mut left = std::mem::take(bits);
                while left != 0 {
                    hand_out(word * 64 + left.trailing_zeros() as usize);
                    left &= left - 1;
                }
            }
        }
        places.clear();
        best.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_claim_to_each_place_wins_and_places_come_in_order() {
        for people in [10_u32, 1_000] {
            let mut claims = BestClaims::default();
            claims.open(1 << 16);
            for round in 0..2_u32 {
                for claim in 0..people * 3 {
                    let place = (claim.wrapping_mul(7_919) % people * 60) as usize;
                    claims.mark(place);
                    claims.enter(place, claim + round, |a, b| a > b);
                }
                assert!(claims.holds(0) && !claims.holds(1));
                let mut winners = Vec::new();
                claims.settle(|place, claim| winners.push((place as u32, claim)));
                assert!(winners.is_sorted() && winners.len() == people as usize);
                for (place, claim) in winners {
                    let best = (0..people * 3).filter(|c| c.wrapping_mul(7_919) % people * 60 == place).max();
                    assert_eq!(best, Some(claim - round));
                }
                assert!(claims.is_empty());
            }
        }
    }
}
