//! A number for each channel, in a place of fixed size, so that a talk scale can be copied.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Channels that a scenario can have.
const MOST: usize = 32;

/// One number a channel, in the order of the plan's; 0 for channels that there are not. In files the
/// zeros at its end are left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ByChannel<T>(pub [T; MOST]);

impl<T: Default + Copy> Default for ByChannel<T> {
    fn default() -> ByChannel<T> {
        ByChannel([T::default(); MOST])
    }
}

impl<T: Default + PartialEq + Serialize> Serialize for ByChannel<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let nothing = T::default();
        let end = self.0.iter().rposition(|value| *value != nothing).map_or(0, |last| last + 1);
        self.0[..end].serialize(to)
    }
}

impl<'de, T: Default + Copy + Deserialize<'de>> Deserialize<'de> for ByChannel<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<ByChannel<T>, D::Error> {
        let mut all = ByChannel::default();
        for (place, value) in all.0.iter_mut().zip(Vec::<T>::deserialize(from)?) {
            *place = value;
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_without_their_last_zeros() {
        let mut r = ByChannel::default();
        (r.0[0], r.0[2]) = (0.5, 0.25);
        let text = serde_json::to_string(&r).unwrap();
        assert_eq!(text, "[0.5,0.0,0.25]");
        assert_eq!(serde_json::from_str::<ByChannel<f64>>(&text).unwrap(), r);
    }
}
