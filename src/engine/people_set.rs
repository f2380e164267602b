//! Sets of people: one bit a person, with counts by block, so that the k-th member is found fast.
//!
//! Always true: the k-th member is the k-th in the order of ids, so the order in which people came in cannot
//! show; a block's count is the number of its bits.

/// Words that one sub-count covers.
const STRIDE: usize = 32;

/// Some people of a shard, by position in its records.
#[derive(Debug, Clone, Default)]
pub(super) struct PeopleSet {
    bits: Vec<u64>,
    /// Members of each stride.
    strides: Vec<u16>,
    /// Members of each block.
    blocks: Vec<u32>,
    block_bits: u32,
}

impl PeopleSet {
    /// No members among so many people, in blocks of 2^`block_bits`.
    pub fn new(people: usize, block_bits: u32) -> PeopleSet {
        let words = people.div_ceil(64);
        PeopleSet {
            bits: vec![0; words],
            strides: vec![0; words.div_ceil(STRIDE)],
            blocks: vec![0; people.div_ceil(1 << block_bits)],
            block_bits,
        }
    }

    /// An empty set of the same people.
    pub fn empty_like(&self) -> PeopleSet {
        PeopleSet::new(self.bits.len() * 64, self.block_bits)
    }

    /// Takes everybody out.
    pub fn clear(&mut self) {
        if self.blocks.iter().any(|members| *members > 0) {
            self.bits.fill(0);
            self.strides.fill(0);
            self.blocks.fill(0);
        }
    }

    /// Whether somebody is a member; nobody is where the set is of no people.
    #[inline]
    pub fn has(&self, local: usize) -> bool {
        self.bits.get(local >> 6).is_some_and(|word| word & 1 << (local & 63) != 0)
    }

    /// Takes somebody in; whether they were out.
    pub fn insert(&mut self, local: usize) -> bool {
        if self.has(local) {
            return false;
        }
        self.bits[local >> 6] |= 1 << (local & 63);
        self.strides[(local >> 6) / STRIDE] += 1;
        self.blocks[local >> self.block_bits] += 1;
        true
    }

    /// Takes somebody out; whether they were in.
    pub fn remove(&mut self, local: usize) -> bool {
        if !self.has(local) {
            return false;
        }
        self.bits[local >> 6] &= !(1 << (local & 63));
        self.strides[(local >> 6) / STRIDE] -= 1;
        self.blocks[local >> self.block_bits] -= 1;
        true
    }

    /// Members of a block.
    #[inline]
    pub fn in_block(&self, block: usize) -> u32 {
        self.blocks.get(block).copied().unwrap_or(0)
    }

    /// All members.
    pub fn count(&self) -> u64 {
        self.blocks.iter().map(|members| u64::from(*members)).sum()
    }

    /// The k-th member of a block, from 0.
    ///
    /// # Panics
    /// If the block has no more than `k`: a bug in the caller.
    pub fn nth(&self, block: usize, k: u32) -> usize {
        let start = block << self.block_bits;
        let (mut left, mut word) = (k, start >> 6);
        if word.is_multiple_of(STRIDE) && start & 63 == 0 && 1 << self.block_bits >= 64 * STRIDE {
            let mut stride = word / STRIDE;
            while left >= u32::from(self.strides[stride]) {
                left -= u32::from(self.strides[stride]);
                stride += 1;
            }
            word = stride * STRIDE;
        }
        // A small block may begin within a word.
        let mut bits = self.bits[word] & (u64::MAX << if word == start >> 6 { start & 63 } else { 0 });
        while left >= bits.count_ones() {
            left -= bits.count_ones();
            word += 1;
            bits = self.bits[word];
        }
        for _ in 0..left {
            bits &= bits - 1;
        }
        word * 64 + bits.trailing_zeros() as usize
    }

    /// The same by looking at everybody, for the slow twin.
    pub fn nth_slowly(&self, block: usize, k: u32) -> usize {
        let start = block << self.block_bits;
        let end = (start + (1 << self.block_bits)).min(self.bits.len() * 64);
        let member = (start..end).filter(|local| self.has(*local)).nth(k as usize);
        member.unwrap_or_else(|| panic!("block {block} has no {k}-th member"))
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.bits.capacity() * 8 + self.strides.capacity() * 2 + self.blocks.capacity() * 4
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_kth_member_is_that_of_the_order_of_ids_whatever_the_order_of_coming_and_going(
            moves in prop::collection::vec((0_usize..9_000, any::<bool>()), 1..600),
            block_bits in 5_u32..14,
        ) {
            let mut set = PeopleSet::new(9_000, block_bits);
            let mut truth = std::collections::BTreeSet::new();
            for (who, comes) in &moves {
                if *comes {
                    prop_assert_eq!(set.insert(*who), truth.insert(*who));
                } else {
                    prop_assert_eq!(set.remove(*who), truth.remove(who));
                }
            }
            // Coming in another order gives the same set.
            let mut again = PeopleSet::new(9_000, block_bits);
            for who in truth.iter().rev() {
                again.insert(*who);
            }
            prop_assert_eq!(set.count(), truth.len() as u64);
            for block in 0..9_000_usize.div_ceil(1 << block_bits) {
                let there: Vec<usize> =
                    truth.iter().copied().filter(|who| who >> block_bits == block).collect();
                prop_assert_eq!(set.in_block(block), there.len() as u32);
                for (k, who) in there.iter().enumerate() {
                    prop_assert_eq!(set.nth(block, k as u32), *who);
                    prop_assert_eq!(again.nth(block, k as u32), *who);
                    prop_assert_eq!(set.nth_slowly(block, k as u32), *who);
                }
            }
            set.clear();
            prop_assert_eq!(set.count(), 0);
        }
    }

    #[test]
    fn a_set_takes_an_eighth_of_a_byte_a_person_and_little_more() {
        assert!(PeopleSet::new(1_000_000, 16).bytes() < 127_000);
        assert_eq!(PeopleSet::default().bytes(), 0);
    }
}
