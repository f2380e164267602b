//! Fit: the susceptibility of people in a tick, of which a focus changes the classes of some segments.
//!
//! Always true: without a focus the table is that of the world, and nothing is copied.

use std::sync::Arc;

use crate::contract::{AccountToday, FitToday, Reach};
use crate::world::people::{CLASSES, People};

/// Susceptibility of each class.
pub(super) type Susceptible = Arc<[f32; CLASSES]>;

/// Susceptibility of each class while these hold, where it is `plain` without any; the display multiplies the force of
/// paid and own views.
pub(super) fn fitted(
    (plain, people): (&Susceptible, &People),
    fits: &[FitToday],
    reach: &mut [Reach],
    accounts: &mut [AccountToday],
) -> Susceptible {
    if fits.is_empty() {
        return plain.clone();
    }
    let display: f64 = fits.iter().map(|fit| fit.display).product();
    reach.iter_mut().for_each(|reach| reach.strength *= display);
    accounts.iter_mut().for_each(|account| account.posts.strength *= display);
    let of = |class: usize| {
        let segment = usize::from(people.segment_of[class]);
        let fit = fits.iter().map(|fit| if fit.segments.has(segment) { fit.inside } else { fit.outside });
        (f64::from(people.susceptibility_of[class]) * fit.product::<f64>()) as f32
    };
    Arc::new(std::array::from_fn(of))
}

/// The largest susceptibility.
pub(super) fn most(susceptible: &Susceptible) -> f64 {
    f64::from(susceptible.iter().fold(0.0_f32, |a, b| a.max(*b)))
}
