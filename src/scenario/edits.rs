//! Changes to a text, with the way back: where a place of the changed text stands in the original.
//!
//! Always true: edits are in order and do not overlap.

use std::ops::Range;

/// Changes to one text.
#[derive(Debug, Default, Clone)]
pub(super) struct Edits {
    /// The stretch replaced and what stands there instead, in order.
    list: Vec<(Range<usize>, String)>,
}

impl Edits {
    /// Replaces a stretch behind all earlier ones; one that begins before their end is passed over.
    pub(super) fn replace(&mut self, stretch: Range<usize>, by: impl Into<String>) {
        if self.list.last().is_none_or(|(last, _)| last.end <= stretch.start) {
            self.list.push((stretch, by.into()));
        }
    }

    /// The changed text, and the way back.
    pub(super) fn applied(&self, text: &str) -> (String, WayBack) {
        let (mut out, mut steps, mut from) = (String::with_capacity(text.len() + 64), Vec::new(), 0);
        for (stretch, by) in &self.list {
            out.push_str(&text[from..stretch.start]);
            let start = out.len();
            out.push_str(by);
            steps.push((start..out.len(), stretch.clone()));
            from = stretch.end;
        }
        out.push_str(&text[from..]);
        (out, WayBack { steps })
    }
}

/// Leads from places of a changed text to those of the original.
#[derive(Debug, Default, Clone)]
pub(super) struct WayBack {
    /// Stretches of the changed text with those they stand for.
    steps: Vec<(Range<usize>, Range<usize>)>,
}

impl WayBack {
    /// The place in the original; what lies in a change stands for its start, its end for its end.
    pub(super) fn original(&self, place: usize) -> usize {
        let before = self.steps.partition_point(|(new, _)| new.start < place);
        match before.checked_sub(1).map(|i| &self.steps[i]) {
            None => place,
            Some((new, old)) if place >= new.end => place - new.end + old.end,
            Some((_, old)) => old.start,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back() {
        let mut edits = Edits::default();
        edits.replace(4..9, "xy");
        edits.replace(8..10, "overlaps");
        edits.replace(12..12, "[[");
        let (text, back) = edits.applied("abc,12345,de|fgh");
        assert_eq!(text, "abc,xy,de[[|fgh");
        assert_eq!(
            ["abc", "x", ",de", "[[", "|", "h"].map(|part| back.original(text.find(part).unwrap_or(99))),
            [0, 4, 9, 12, 12, 15]
        );
        assert_eq!(back.original(text.len()), 16);
        assert_eq!(back.original(6), 9, "the end of a change is the end of what it stands for");
    }
}
