//! The binary form of a network: its header and its checksum. `docs/network-format.md` states the
//! whole form.

/// First bytes of every file. Neither text nor a file that was carried as text begins so.
pub(super) const MAGIC: [u8; 8] = *b"\x89GSN\r\n\x1a\n";
/// Version that is read and written.
pub(super) const VERSION: u32 = 1;
/// Bytes of the header, and what every section is a multiple of.
pub(super) const UNIT: usize = 64;
/// A number whose bytes tell their order.
const ORDER: u32 = 0x0102_0304;
/// Where the checksum stands.
const CHECKSUM: usize = 56;

/// How people are called in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameKind {
    /// Whole numbers one after the other.
    Consecutive = 0,
    /// Whole numbers.
    Numbers = 1,
    /// Words.
    Words = 2,
}

/// What a file says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) people: u32,
    /// Ties that the file holds.
    pub(super) ties: u32,
    /// Ties that the network was stated with, repeats included.
    pub(super) lines: u64,
    pub(super) self_loops: u64,
    /// Whether ties are listed one by one with a third column; else they stand in rows.
    pub(super) third_column: bool,
    /// Whether every tie of the rows also stands the other way round.
    pub(super) both_ways: bool,
    pub(super) names: NameKind,
    pub(super) checksum: u64,
}

impl Header {
    /// The header as it is written.
    pub(super) fn bytes(&self) -> [u8; UNIT] {
        let mut bytes = [0; UNIT];
        bytes[..8].copy_from_slice(&MAGIC);
        bytes[8..12].copy_from_slice(&VERSION.to_le_bytes());
        bytes[12..16].copy_from_slice(&ORDER.to_le_bytes());
        bytes[16..24].copy_from_slice(&u64::from(self.people).to_le_bytes());
        bytes[24..32].copy_from_slice(&u64::from(self.ties).to_le_bytes());
        bytes[32..40].copy_from_slice(&self.lines.to_le_bytes());
        bytes[40..48].copy_from_slice(&self.self_loops.to_le_bytes());
        let flags = u32::from(self.third_column) | u32::from(self.both_ways) << 1;
        bytes[48..52].copy_from_slice(&flags.to_le_bytes());
        bytes[52..56].copy_from_slice(&(self.names as u32).to_le_bytes());
        bytes[CHECKSUM..].copy_from_slice(&self.checksum.to_le_bytes());
        bytes
    }

    /// Reads a header that begins with the magic.
    ///
    /// # Errors
    /// In words, what is wrong with it.
    pub(super) fn parse(bytes: &[u8; UNIT]) -> Result<Header, String> {
        let word = |at: usize| u32::from_le_bytes(std::array::from_fn(|i| bytes[at + i]));
        let long = |at: usize| u64::from_le_bytes(std::array::from_fn(|i| bytes[at + i]));
        match word(12) {
            ORDER => {}
            other if other == ORDER.swap_bytes() => {
                return Err("its numbers are written with the largest byte first".into());
            }
            _ => return Err("its header is damaged".into()),
        }
        if word(8) != VERSION {
            return Err(format!("it has version {}, and this program reads version {VERSION}", word(8)));
        }
        let count = |at: usize, what: &str| {
            u32::try_from(long(at))
                .map_err(|_| format!("it names {} {what}, more than 32 bits can count", long(at)))
        };
        let names = match word(52) {
            0 => NameKind::Consecutive,
            1 => NameKind::Numbers,
            2 => NameKind::Words,
            _ => return Err("its header is damaged".into()),
        };
        if word(48) > 2 {
            return Err("its header is damaged".into());
        }
        Ok(Header {
            people: count(16, "people")?,
            ties: count(24, "ties")?,
            lines: long(32),
            self_loops: long(40),
            third_column: word(48) == 1,
            both_ways: word(48) == 2,
            names,
            checksum: long(CHECKSUM),
        })
    }

    /// The sum of what stands before the checksum itself.
    pub(super) fn sum(&self) -> Checksum {
        let mut sum = Checksum::new();
        sum.add(&self.bytes()[..CHECKSUM]);
        sum
    }

    /// Bytes of the whole file, if names that are words take `words` bytes.
    pub(super) fn length(&self, words: u64) -> u64 {
        let (people, ties) = (u64::from(self.people), u64::from(self.ties));
        let names = match self.names {
            NameKind::Consecutive => padded(8),
            NameKind::Numbers => padded(8 * people),
            NameKind::Words => padded(8 * people) + padded(words),
        };
        let body = if self.third_column {
            3 * padded(4 * ties)
        } else {
            padded(4 * (people + 1)) + padded(4 * ties)
        };
        UNIT as u64 + names + body
    }
}

/// Bytes of a section with the zeros that fill it up.
pub(super) fn padded(bytes: u64) -> u64 {
    bytes.next_multiple_of(UNIT as u64)
}

/// A sum of 64 bits over words of 8 bytes: for each word w, s becomes (s xor w), rotated left by
/// 29, times an odd number. Any one changed word changes the sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Checksum(u64);

impl Checksum {
    const FACTOR: u64 = 0xbf58_476d_1ce4_e5b9;

    /// Of nothing.
    pub(super) fn new() -> Checksum {
        Checksum(0x9e37_79b9_7f4a_7c15)
    }

    /// Adds bytes, a multiple of 8.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        for word in bytes.as_chunks::<8>().0 {
            self.0 = (self.0 ^ u64::from_le_bytes(*word)).rotate_left(29).wrapping_mul(Checksum::FACTOR);
        }
    }

    /// The sum.
    pub(super) fn value(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read_as_it_was_written_and_the_checksum_is_as_stated() {
        let header = Header {
            people: 3,
            ties: u32::MAX,
            lines: 1 << 40,
            self_loops: 7,
            third_column: false,
            both_ways: true,
            names: NameKind::Words,
            checksum: 0x0123_4567_89ab_cdef,
        };
        assert_eq!(Header::parse(&header.bytes()), Ok(header));
        let mut sum = Checksum::new();
        sum.add(&1u64.to_le_bytes());
        // By hand: (start xor 1) rotated, times the factor.
        assert_eq!(
            sum.value(),
            0x9e37_79b9_7f4a_7c14_u64.rotate_left(29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
        );
    }
}
