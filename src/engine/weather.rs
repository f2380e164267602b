//! What the world does by the calendar: shocks to quality, the wind of trends, the hours of the day.
//!
//! Always true: it is decided once a tick, from the plan and draws keyed by the tick, so that it is the same for every
//! strategy and every partition. Pilots know nothing of it: R is that of a calm world.

use rand_distr::{Distribution, Poisson};

use crate::engine::{Model, NOBODY};
use crate::rng::Purpose;
use crate::scenario::plan::{hour_factor, wind};

/// Shocks so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Shocks {
    /// Quality lost by those that come at random, by shock of the plan.
    drawn: Vec<f64>,
}

impl Shocks {
    /// Quality lost in a tick, in [0, 1]; asked once a tick, in their order.
    pub(super) fn lost(&mut self, model: &Model, number: u32) -> f64 {
        let shocks = &model.plan.product.shocks;
        if shocks.is_empty() || model.generations.is_some() {
            return 0.0;
        }
        self.drawn.resize(shocks.len(), 0.0);
        let dt = model.plan.tick_days();
        let day = f64::from(number - 1) * dt;
        let mut lost = 0.0;
        for ((k, shock), drawn) in (0..).zip(shocks).zip(&mut self.drawn) {
            if let Some(at) = shock.at.filter(|at| day + 1e-9 >= *at) {
                lost += shock.left(day - at);
            }
            if let Some(per_year) = shock.per_year {
                let mut stream = model.luck.stream(Purpose::Shock, NOBODY.0, number, k);
                let came = Poisson::new(per_year / 365.0 * dt).map_or(0.0, |p| p.sample(&mut stream));
                *drawn = *drawn * libm::exp2(-dt / shock.recovers_in) + came * shock.left(0.0);
                lost += *drawn;
            }
        }
        lost.min(1.0)
    }
}

/// Factor of trends on what is seen of posts on a day.
pub(super) fn wind_on(model: &Model, day: f64) -> f64 {
    match model.generations {
        None => wind(&model.plan.market.rules.trends, day),
        Some(_) => 1.0,
    }
}

/// Factor of the hour on talk in a tick that begins so many days after the start.
pub(super) fn hour(model: &Model, day: f64) -> f64 {
    let from = (day + 1e-9).fract();
    hour_factor(&model.plan.market.rules.day, from, from + model.plan.tick_days())
}
