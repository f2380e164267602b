//! Randomness of the hand-written baselines: a generator of a few instructions, and waits in
//! whole steps drawn from a table.
//!
//! Always true: a replication's number alone decides its dice.
//!
//! Uses nothing.

/// Marsaglia's xorshift with 64 bits.
pub struct Xorshift(u64);

impl Xorshift {
    /// The dice of a replication.
    pub fn of(replication: u32) -> Xorshift {
        Xorshift(0x9e37_79b9_7f4a_7c15 ^ (u64::from(replication) + 1).wrapping_mul(0xd134_2543_de82_ef95))
    }

    /// 32 even bits.
    #[inline]
    pub fn word(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 32) as u32
    }

    /// Uniform within (0, 1), in steps of 2⁻²⁴.
    #[inline]
    pub fn unit(&mut self) -> f32 {
        ((self.word() >> 9) as f32 + 0.5) / 8_388_608.0
    }

    /// Evenly one of `0..n`.
    #[inline]
    pub fn below(&mut self, n: u32) -> u32 {
        ((u64::from(self.word()) * u64::from(n)) >> 32) as u32
    }

    /// Exponential with mean 1.
    #[inline]
    pub fn exponential(&mut self) -> f32 {
        -self.unit().ln()
    }
}

/// Waits of whole steps by the alias method (Walker 1977): one word a draw, no logarithm.
pub struct Waits {
    /// Share of a slot's own wait, of 2²⁵, and the wait that has the rest.
    slots: [(u32, u8); SLOTS],
}

/// Waits told apart; the last stands for this many steps or more.
const SLOTS: usize = 128;
/// Bits of a word that choose within a slot.
const WITHIN: u32 = 25;

impl Waits {
    /// Waits of which `at_least(k)` is the chance to be `k` steps or more.
    pub fn new(at_least: impl Fn(u32) -> f64) -> Waits {
        let end = |k: usize| if k == SLOTS { 0.0 } else { at_least(k as u32) };
        let mut share: Vec<f64> = (0..SLOTS).map(|k| (end(k) - end(k + 1)) * SLOTS as f64).collect();
        let mut slots = [(1 << WITHIN, 0); SLOTS];
        let (mut poor, mut rich): (Vec<usize>, Vec<usize>) = (0..SLOTS).partition(|k| share[*k] < 1.0);
        while let (Some(p), Some(r)) = (poor.pop(), rich.last().copied()) {
            slots[p] = ((share[p] * f64::from(1 << WITHIN)) as u32, r as u8);
            share[r] -= 1.0 - share[p];
            if share[r] < 1.0 {
                rich.pop();
                poor.push(r);
            }
        }
        Waits { slots }
    }

    /// The wait for an event at a rate a step, counted from the start of a step: 1 if the event
    /// falls into this first step.
    pub fn from_start(rate: f64) -> Waits {
        Waits::new(|k| if k <= 1 { 1.0 } else { (-rate * f64::from(k - 1)).exp() })
    }

    /// The same from an even moment of a step on; what falls into that very step comes in the
    /// next, as in the engine.
    pub fn from_within(rate: f64) -> Waits {
        let tail = |k: u32| (-rate * f64::from(k)).exp() * rate.exp_m1() / rate;
        Waits::new(|k| if k <= 1 { 1.0 } else { tail(k) })
    }

    /// Draws one.
    #[inline]
    pub fn draw(&self, dice: &mut Xorshift) -> usize {
        let word = dice.word();
        let slot = (word >> WITHIN) as usize;
        let (own, other) = self.slots[slot];
        if word & ((1 << WITHIN) - 1) < own { slot } else { usize::from(other) }
    }
}
