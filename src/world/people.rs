//! People: where they live, how easily they are won, how much they talk.
//!
//! Attributes are classes: one byte a person points into a table of 256 conditional means,
//! so every law (lognormal, gamma) costs one byte and has exactly its stated mean.
//!
//! Layer 2. Uses `units rng stats scenario`.

use crate::units::Person;

/// Attributes of everybody, by person.
#[derive(Debug, Clone)]
pub struct People {
    /// Number of people.
    pub count: u32,
    /// First person of each city, and the person count at the end; shape `[cities + 1]`.
    pub city_start: Vec<Person>,
    /// Class of susceptibility; classes fall with susceptibility and never straddle a segment.
    pub susceptibility: Vec<u8>,
    /// Class of the talk factor.
    pub activity: Vec<u8>,
    /// Class of media use.
    pub media: Vec<u8>,
    /// A person is eligible while this is below the eligible share times 65,536.
    pub eligibility: Vec<u16>,
    /// Susceptibility s_v of each class, mean 1 over people.
    pub susceptibility_of: [f32; 256],
    /// Talk factor f_i of each class, mean 1 over people.
    pub activity_of: [f32; 256],
    /// Media use of each class, mean 1 over people.
    pub media_of: [f32; 256],
    /// Segment of each susceptibility class.
    pub segment_of: [u8; 256],
}
