//! What `check` says about the rules of a world: when trends and shocks come, and how large they are.

use groundswell::contract::When;
use groundswell::report::format::{grouped, to_digits};
use groundswell::scenario::plan::{
    Arrivals, Channel, ChannelKind, Chat, Club, Plan, RivalPlan, Shock, Trend,
};
use jiff::ToSpan;

/// Lines about the rules that a plan uses, each with its label.
pub fn of(plan: &Plan) -> Vec<(&'static str, String)> {
    let trends = plan.market.rules.trends.iter().map(|trend| ("trend", of_trend(plan, trend)));
    let shocks = plan.product.shocks.iter().map(|shock| ("shock", of_shock(plan, shock)));
    let rival = plan.market.rules.rival.iter().map(|rival| ("rival", of_rival(plan, rival)));
    let arrivals = plan.market.rules.arrivals.iter().map(|all| ("arrivals", of_arrivals(plan, all)));
    let letters = plan.channels.iter().filter_map(|channel| Some(("under way", of_letters(plan, channel)?)));
    trends.chain(shocks).chain(rival).chain(arrivals).chain(letters).collect()
}

fn of_rival(plan: &Plan, rival: &RivalPlan) -> String {
    let when = match &rival.enters {
        When::Day(day) => format!("enters on {}", date(plan, *day)),
        When::Unless(day, _) => format!("enters on {} unless its condition holds", date(plan, *day)),
        When::Reached(_) => "enters once its condition holds".to_owned(),
    };
    let (p, q) = (to_digits(rival.p * 36_500.0, 2), to_digits((rival.p + rival.q) * 36_500.0, 2));
    format!("{when} and then takes {p} % of the undecided a year, {q} % where everybody has it")
}

fn of_arrivals(plan: &Plan, arrivals: &Arrivals) -> String {
    let days = plan.horizon_days().0.ceil() as u32;
    let all: f64 = (0..days).map(|day| arrivals.between(f64::from(day), 1.0)).sum();
    let eligible = plan.market.eligible_share() * f64::from(plan.market.people);
    let many = if all > eligible { ", more than can be won" } else { "" };
    format!("{} owners by the horizon{many}", grouped(all))
}

/// Bytes of an exposure on its way.
const EXPOSURE: f64 = 16.0;

/// What is on its way over a channel on a day on which everybody who could be won has just got it: the most there
/// can be.
fn of_letters(plan: &Plan, channel: &Channel) -> Option<String> {
    let (days, each) = match channel.kind {
        ChannelKind::Chat(Chat { delay, .. }) => (delay, 1.0),
        ChannelKind::Club(Club { half_life, views, .. }) => (half_life / core::f64::consts::LN_2, views),
        ChannelKind::Feed(_) => return None,
    };
    let eligible = plan.market.eligible_share() * f64::from(plan.market.people);
    let most = eligible * channel.pace.acts() * each * days;
    let megabytes = grouped((most * EXPOSURE / 1e6).ceil());
    (most > 0.0)
        .then(|| format!("at most {} words on {} at a time, {megabytes} MB", grouped(most), channel.name))
}

/// The date of a day from the start.
fn date(plan: &Plan, day: f64) -> String {
    plan.start
        .checked_add((day.round() as i64).days())
        .map_or_else(|_| "later".to_owned(), |date| date.to_string())
}

fn of_trend(plan: &Plan, trend: &Trend) -> String {
    let half = trend.at + trend.lasts + trend.half_life;
    let beyond = if trend.at >= plan.horizon_days().0 {
        "; it begins beyond the horizon and does nothing"
    } else {
        ""
    };
    format!(
        "{}: from {} on {} times as many views on feeds; half of the rise is gone by {}{beyond}",
        trend.name,
        date(plan, trend.at),
        to_digits(1.0 + trend.height, 2),
        date(plan, half)
    )
}

fn of_shock(plan: &Plan, shock: &Shock) -> String {
    let (low, days) = (shock.quality, shock.recovers_in);
    let back = format!("of which half is made good in {} days", to_digits(days, 3));
    match (shock.at, shock.per_year) {
        (Some(at), _) if at >= plan.horizon_days().0 => {
            format!("on {}, beyond the horizon: it does nothing", date(plan, at))
        }
        (Some(at), _) => format!("on {} quality changes by {low}, {back}", date(plan, at)),
        (None, per_year) => {
            let years = plan.horizon_days().0 / 365.0;
            let expected = to_digits(per_year.unwrap_or(0.0) * years, 2);
            format!("{expected} in a run on average; each changes quality by {low}, {back}")
        }
    }
}
