//! What makes pilots dear: the key that makes an owner speak, and others hear, so often.

use crate::scenario::plan::{ChannelKind, Club, Feed, Pace, Plan};
use crate::world::{Ties, World};

/// Acts and exposures in which `check` looks for a talk scale: some forty times what defaults take, and a
/// quarter to a whole minute of one processor.
pub const MOST_WORK: u64 = 300_000_000;
/// Acts and exposures an owner that are no trouble.
const EASY: f64 = 1_000.0;
/// A key is named where it makes an owner speak and others hear so many times as often as its usual value would.
const STANDS_OUT: f64 = 1.5;

/// The key that makes pilots dear.
#[derive(Debug, Clone, PartialEq)]
pub struct Dear {
    /// The key, such as `channels.chat.acts_per_day`.
    pub key: String,
    /// What it says.
    pub said: String,
    /// How often an owner speaks in their life, at most 1,460 days; `None` where that is not what costs.
    pub acts: Option<f64>,
    /// What would do, where a number would.
    pub would_do: Option<f64>,
}

/// A plan with one of its keys at a usual value.
struct Usual {
    key: String,
    said: String,
    number: Option<f64>,
    plan: Plan,
}

/// The key of a plan that makes its pilots dear; `None` where none stands out.
pub fn dearest(plan: &Plan, world: &World) -> Option<Dear> {
    let now = owner(plan, world);
    let by_work = |a: &(f64, Usual), b: &(f64, Usual)| a.0.total_cmp(&b.0);
    let tried = usual(plan).into_iter().map(|tried| (owner(&tried.plan, world).1, tried));
    // Where owners are quiet themselves, it is those who were warned off.
    let blamed = |left: f64| now.1 > STANDS_OUT * left && !(plan.talk.rejecters_warn && now.1 < EASY);
    let best = tried.min_by(by_work).filter(|(left, _)| blamed(*left));
    match best {
        Some((_, found)) => Some(Dear {
            key: found.key,
            said: found.said,
            acts: Some(now.0),
            would_do: found
                .number
                .map(|number| one_digit(number * EASY / now.1))
                .filter(|value| *value > 0.0),
        }),
        None if plan.talk.rejecters_warn => Some(Dear {
            key: "talk.rejecters_warn".to_owned(),
            said: "true".to_owned(),
            acts: None,
            would_do: None,
        }),
        None => None,
    }
}

/// Acts of an owner in their life, and acts and exposures together.
fn owner(plan: &Plan, world: &World) -> (f64, f64) {
    let (talk, product) = (&plan.talk, &plan.product);
    let life = if product.lapse_per_day > 0.0 { (1.0 / product.lapse_per_day).min(1_460.0) } else { 1_460.0 };
    let fresh = talk.fresh_days.unwrap_or(life).min(life);
    let satisfied = fresh + talk.rates.settled * (life - fresh);
    let warns = talk.grievance * talk.grievance_days.min(life / product.lapse_aggrieved.max(1.0));
    let days = product.satisfied * satisfied + (1.0 - product.satisfied) * warns;
    let people = f64::from(world.people.count).max(1.0);
    let per_day = plan.channels.iter().map(|channel| {
        let ties = channel.layer.map_or(0.0, |layer| match &world.layers[layer] {
            Ties::Stored(rows) => rows.tie_count() as f64 / people,
            Ties::Complete { people } => f64::from(people - 1),
        });
        let acts = match channel.pace {
            Pace::PerDay(acts) => acts,
            Pace::PerTiePerDay(acts) => acts * ties,
            Pace::All => 0.0,
        };
        let heard = match channel.kind {
            ChannelKind::Chat(_) => 1.0,
            ChannelKind::Feed(Feed { view, .. }) => view * ties,
            ChannelKind::Club(Club { views, .. }) => views,
        };
        (acts, acts * (1.0 + heard))
    });
    let (acts, work) = per_day.fold((0.0, 0.0), |sum, of| (sum.0 + of.0, sum.1 + of.1));
    (acts * days, work * days)
}

/// The plan with each key that may be to blame at a usual value.
fn usual(plan: &Plan) -> Vec<Usual> {
    let mut all = Vec::new();
    let mut put = |key: String, said: String, number: Option<f64>, change: &dyn Fn(&mut Plan)| {
        let mut plan = plan.clone();
        change(&mut plan);
        all.push(Usual { key, said, number, plan });
    };
    for (at, channel) in plan.channels.iter().enumerate() {
        let (key, acts, few): (_, _, fn(f64) -> Pace) = match channel.pace {
            Pace::PerDay(acts) => ("acts_per_day", acts, Pace::PerDay),
            Pace::PerTiePerDay(acts) => ("acts_per_tie_per_day", acts, Pace::PerTiePerDay),
            Pace::All => continue,
        };
        let name = format!("channels.{}.{key}", channel.name);
        put(name, acts.to_string(), Some(acts), &|plan| plan.channels[at].pace = few(acts.min(0.2)));
        if let ChannelKind::Club(Club { views, .. }) = channel.kind {
            let name = format!("channels.{}.views", channel.name);
            put(name, views.to_string(), Some(views), &|plan| {
                if let ChannelKind::Club(club) = &mut plan.channels[at].kind {
                    club.views = views.min(10.0);
                }
            });
        }
    }
    let talk = &plan.talk;
    let fresh = talk.fresh_days.map_or("\"never\"".to_owned(), |days| format!("{days} days"));
    put("talk.fresh_for".to_owned(), fresh, None, &|plan| {
        plan.talk.fresh_days = Some(plan.talk.fresh_days.unwrap_or(30.0).min(30.0));
    });
    let settled = talk.rates.settled;
    put("talk.rates.settled".to_owned(), settled.to_string(), None, &|plan| {
        plan.talk.rates.settled = settled.min(0.02);
    });
    let grievance = talk.grievance;
    put("talk.grievance".to_owned(), grievance.to_string(), None, &|plan| {
        plan.talk.grievance = grievance.min(0.06);
    });
    all
}

/// A number rounded down to one digit.
fn one_digit(value: f64) -> f64 {
    let power = 10_f64.powi(value.max(1e-300).log10().floor() as i32);
    let digits = (value / power).floor() * power;
    (digits * 1e9).round() / 1e9
}
