//! Labels at the ends of lines, moved apart until none covers another.

use crate::report::chart::drawing::{Align, At, Color, Dash, Drawing, fit};
use crate::report::chart::panel::Panel;

/// A label and the height at which its line ends.
#[derive(Debug, Clone, PartialEq)]
pub struct End {
    /// Height of the line's end.
    pub y: f64,
    pub text: String,
    pub color: Color,
}

/// Room on the sheet that marks and texts already take.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Taken {
    boxes: Vec<(At, At)>,
}

impl Taken {
    /// Takes the room between the upper left and the lower right corner.
    pub fn put(&mut self, upper: At, lower: At) {
        self.boxes.push((upper, lower));
    }

    /// Whether nothing stands between these corners yet.
    pub fn free(&self, upper: At, lower: At) -> bool {
        self.boxes.iter().all(|(u, l)| l.0 < upper.0 || lower.0 < u.0 || l.1 < upper.1 || lower.1 < u.1)
    }
}

/// Heights as near as possible to the wanted ones, in their order, at least `gap` apart and within
/// `low..high`; where they cannot all fit, the gap shrinks.
pub fn spread_out(wanted: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let gap = gap.min((high - low) / wanted.len().saturating_sub(1).max(1) as f64);
    // Groups of labels that touch: (sum of wanted heights less their offsets, members).
    let mut groups: Vec<(f64, usize)> = Vec::new();
    let place = |(sum, n): (f64, usize)| (sum / n as f64).clamp(low, (high - gap * (n - 1) as f64).max(low));
    for i in &order {
        let mut group = (wanted[*i], 1);
        while let Some(above) = groups.last().copied() {
            if place(above) + gap * above.1 as f64 <= place(group) {
                break;
            }
            // The lower group's offsets grow by the members of the upper one.
            group = (above.0 + group.0 - gap * (above.1 * group.1) as f64, above.1 + group.1);
            groups.pop();
        }
        groups.push(group);
    }
    let mut heights = vec![0.0; wanted.len()];
    let mut next = order.iter();
    for group in groups {
        for member in 0..group.1 {
            if let Some(i) = next.next() {
                heights[*i] = place(group) + gap * member as f64;
            }
        }
    }
    heights
}

/// Writes labels right of a panel, at most `room` wide, each led to by a thin line.
pub fn direct(drawing: &mut Drawing, ends: &[End], panel: &Panel, room: f64, size: f64) {
    let x = panel.right;
    let wanted: Vec<f64> = ends.iter().map(|e| e.y).collect();
    for (end, y) in ends.iter().zip(spread_out(&wanted, size * 1.3, panel.top, panel.bottom)) {
        drawing.line(vec![(x + 2.0, end.y), (x + 20.0, y)], end.color.with_opacity(0.7), 1.0, Dash::Solid);
        drawing.text((x + 25.0, y), fit(&end.text, size, room - 25.0), size, end.color, Align::Left);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_would_cover_each_other_move_apart_and_stay_inside() {
        let heights = spread_out(&[50.0, 52.0, 51.0, 200.0, 0.0], 20.0, 10.0, 210.0);
        let mut sorted = heights.clone();
        sorted.sort_by(f64::total_cmp);
        assert!(sorted.windows(2).all(|w| w[1] - w[0] >= 20.0 - 1e-9), "{heights:?}");
        assert!(sorted[0] >= 10.0 && sorted[4] <= 210.0, "{heights:?}");
        assert!(heights[0] < heights[2] && heights[2] < heights[1], "order is kept: {heights:?}");
    }

    #[test]
    fn more_labels_than_room_still_stay_inside() {
        let heights = spread_out(&[5.0; 9], 20.0, 0.0, 80.0);
        assert!(heights.iter().all(|h| (0.0..=80.0 + 1e-9).contains(h)), "{heights:?}");
    }
}
