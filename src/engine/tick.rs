//! A tick as every shard sees it: clocks, activity tables, attention, service, audiences.
//!
//! It is made once on one thread, from integers that are the same everywhere, then only read.

use crate::contract::{
    EntriesToday, GroupToday, InviteToday, Lift, ParticipationToday, Pick, Pulse, SaleToday,
};
use crate::engine::account_now::AccountNow;
use crate::engine::choices::{
    Choice, FateAct, Moved, TalkAct, choices, fate_tables, part_tables, talk_weights,
};
use crate::engine::clock::Clocks;
use crate::engine::desk::Answers;
use crate::engine::fit::Susceptible;
use crate::engine::invite::Invites;
use crate::engine::media::{PaidMedia, ReachToday};
use crate::engine::rival_now::Rival;
use crate::engine::sale::{Sale, fading, wanting_fates};
use crate::engine::{ByClock, Clock, Mark, Model, ROWS, Row, weather};
use crate::rules;
use crate::scenario::plan::{Channel, ChannelKind, Feed, Time};
use crate::units::{PersonId, Stage};

/// One tick.
#[derive(Debug, Clone)]
pub struct Tick {
    /// Its number, from 1.
    pub number: u32,
    /// Day it begins on, from 0.
    pub day: u32,
    /// Whether a day begins with it.
    pub new_day: bool,
    /// Clocks in reading units at its beginning and end.
    pub before: ByClock<u64>,
    /// See `before`.
    pub after: ByClock<u64>,
    /// The same as `after`, packed for [`Tick::passed`].
    passed: [Passed; ROWS],
    /// Channel and mark of a talk act.
    pub talk: Vec<Choice<TalkAct>>,
    /// Choices of a part act, as positions in `participation`, by kind of owner: plain, participant, advocate.
    pub part: [Vec<Choice<usize>>; 3],
    /// Outcomes of an act of fate, by row.
    pub fate: [Vec<Choice<FateAct>>; ROWS],
    /// Participation that is open now.
    pub participation: Vec<ParticipationToday>,
    /// Participation that is open to people who need not own the product.
    pub entries: Vec<EntriesToday>,
    /// Share of followers who see a post, by channel.
    pub view: Vec<f64>,
    /// ln of the share of followers who miss it; −∞ where all see it.
    pub ln_miss: Vec<f64>,
    /// The sale.
    pub sale: Sale,
    /// Whether every talk act is said, whoever speaks, and on the channels of `talk`.
    pub(super) plain_talk: bool,
    /// Channel and mark of a talk act of a fresh owner who shows the product; `None` where that is as anybody's.
    fresh_talk: Option<Vec<Choice<TalkAct>>>,
    /// Invitations; `None` without any.
    pub(super) invites: Option<Box<Invites>>,
    /// Share of new owners who are satisfied.
    pub quality: f64,
    /// Susceptibility of each class of people.
    pub(super) susceptible: Susceptible,
    /// Owners at the start of the tick.
    pub active: u64,
    /// The best maker's person for each event among the audience exposures.
    pub makers: Vec<Option<PersonId>>,
    /// The service that somebody with a trouble meets.
    pub service: Answers,
    /// Talk acts a day of a fresh owner with talk factor 1.
    pub talk_a_day: f64,
    /// Eligible share times 65,536.
    pub eligible_units: u32,
    /// Whether anything reaches people without exposures in this tick.
    pub audiences: bool,
    /// Hazard per day of outside influence and imitation at large: p + q·F.
    pub outside: f64,
    /// The same as expected crossings a head in this tick; infinite where everybody crosses.
    pub outside_acts: f64,
    /// A rival.
    pub rival: Rival,
    /// Audience exposures of the tick.
    pub reach: Vec<ReachToday>,
    /// Level of ad awareness after this tick ([`PaidMedia::aware`]) and share reachable.
    pub aware_level: (f64, f64),
    /// Accounts that tactics keep.
    pub accounts: Vec<AccountNow>,
    /// Followers of each account.
    pub followers: Vec<u64>,
    /// Choices of people, each with the number that was chosen.
    pub picks: Vec<(Pick, u32)>,
    /// Groups of owners that tactics keep.
    pub groups: Vec<GroupToday>,
    /// Factor on personal hazards for having met ads, by media class; `None` while nobody has.
    pub met_ads: Option<Box<[f64; 256]>>,
}

/// Shared state that a tick is made from.
pub struct TickInput<'a> {
    /// Number of the tick about to be played, from 1.
    pub number: u32,
    /// Quality Q.
    pub quality: f64,
    /// Hazard per day of categories that tactics have defined.
    pub category: f64,
    /// Share of troubles that nothing keeps away.
    pub troubles_left: f64,
    /// A rival.
    pub rival: Rival,
    /// Susceptibility of each class.
    pub(super) susceptible: Susceptible,
    /// Counts at the start of the tick.
    pub pulse: &'a Pulse,
    /// The service that somebody with a trouble meets.
    pub service: Answers,
    /// Views per channel in the day before.
    pub views: &'a [u64],
    /// Lifts of talk by the tactics.
    pub lifts: &'a [Lift],
    /// Participation that tactics hold open.
    pub participation: &'a [ParticipationToday],
    /// Participation that tactics open to others.
    pub entries: &'a [EntriesToday],
    /// Share by which people who want the product buy it sooner.
    pub buying: f64,
    /// Sales that tactics hold.
    pub sales: &'a [SaleToday],
    /// Invitations.
    pub invites: &'a [InviteToday],
}

/// Where the clocks of a row stand at the end of a tick, in 32 bits, and which of them move, as bits.
#[derive(Debug, Clone, Copy)]
struct Passed {
    after: [u32; 3],
    live: u8,
}

impl Tick {
    /// The clocks of a row that have passed these readings by the end of the tick, as bits.
    #[inline]
    pub fn passed(&self, row: Row, reading: &[u32; 3]) -> u8 {
        let Passed { after, live } = &self.passed[row];
        // Readings wrap at 2³²; they lie within 2³¹ of the clock. All three are looked at: that is cheaper than a loop.
        let bit = |clock: usize| u8::from(reading[clock].wrapping_sub(after[clock]) as i32 <= 0) << clock;
        (bit(0) | bit(1) | bit(2)) & live
    }

    /// Susceptibility of a person in this tick.
    #[inline]
    pub(super) fn susceptible(&self, model: &Model, person: PersonId) -> f64 {
        f64::from(self.susceptible[usize::from(model.world.people.listener[person].susceptibility)])
    }

    /// Channel and mark of a talk act of somebody of a stage.
    pub(super) fn talk(&self, stage: Stage) -> &[Choice<TalkAct>] {
        match &self.invites {
            None if stage == Stage::Fresh => self.fresh_talk.as_deref().unwrap_or(&self.talk),
            None => &self.talk,
            Some(invites) => Row::of(stage).map_or(&self.talk, |row| invites.talk(row)),
        }
    }

    /// Builds the tick and advances the clocks.
    pub fn new(
        model: &Model,
        input: &TickInput,
        clocks: &mut Clocks,
        media: &PaidMedia,
        mut reach: Vec<ReachToday>,
    ) -> Tick {
        let plan = model.plan;
        let dt = plan.tick_days();
        let day = f64::from(input.number - 1) * dt;
        let talk = talk_weights(model, input.lifts, (day, weather::hour(model, day)));
        let shown = showing(model, &talk);
        let invites = Invites::of(model, input.invites, &talk, shown.as_deref(), day);
        let talk_acts: f64 = talk.iter().map(|w| w.0).sum();
        let (part, part_acts) = part_tables(input.participation);
        let won_back = input.service.won_back * plan.talk.grievance * talk_acts;
        let (mut fate, mut fate_acts) = fate_tables(
            model,
            Moved {
                quality: input.quality,
                won_back,
                troubles_left: input.troubles_left,
                lures: input.rival.lures,
                buying: input.buying,
            },
        );
        let sale = Sale::of(input.sales);
        if let Some(row) = Row::of(Stage::Wanting)
            && let Some(waiting) = wanting_fates(model, input.sales, input.pulse.sale.waiting)
        {
            (fate[row], fate_acts[row]) = waiting;
        }
        if sale.appeal != 1.0 {
            for r in &mut reach {
                r.hazard *= sale.appeal;
                r.hazard_cap *= sale.appeal;
            }
        }
        let mut more = invites.as_ref().map_or([0.0; ROWS], |i| i.more);
        if let (Some(shown), Some(row)) = (&shown, Row::of(Stage::Fresh)) {
            more[row] += shown.iter().map(|w| w.0).sum::<f64>() - talk_acts;
        }
        let fresh_talk = shown.as_deref().map(choices);
        let acts = expected_acts(model, (talk_acts, more), part_acts, fate_acts);
        let before = clocks.readings();
        clocks.advance(&acts);
        let after = clocks.readings();
        let view = views_today(model, input.views, day);
        let i30 = media.felt_within(30.0, plan.ticks_per_day);
        let met_ads = (i30 > 0.0 && plan.talk.overlap > 0.0 || sale.appeal != 1.0).then(|| {
            let factor = |c: usize| {
                let met =
                    1.0 + plan.talk.overlap * -libm::expm1(-f64::from(model.world.people.media_of[c]) * i30);
                met * sale.appeal
            };
            Box::new(std::array::from_fn(factor))
        });
        let eligible_units = eligible_units(model, day);
        let outside = (outside(model, input.pulse.adopted, eligible_units) + input.category) * sale.appeal;
        Tick {
            number: input.number,
            day: (day + 1e-9) as u32,
            new_day: (input.number - 1).is_multiple_of(plan.ticks_per_day),
            before,
            after,
            passed: Row::table(|row| Passed {
                after: after[row].map(|c| c as u32),
                live: Clock::ALL.into_iter().filter(|c| model.live[row][*c]).map(Clock::bit).sum(),
            }),
            talk: choices(&talk),
            part,
            fate,
            participation: input.participation.to_vec(),
            entries: input.entries.to_vec(),
            ln_miss: view
                .iter()
                .map(|v| if *v >= 1.0 { f64::NEG_INFINITY } else { libm::log1p(-v) })
                .collect(),
            view,
            sale,
            plain_talk: invites.is_none() && model.unsaid <= 0.0 && !model.letters && fresh_talk.is_none(),
            fresh_talk,
            invites,
            quality: input.quality,
            susceptible: input.susceptible.clone(),
            active: input.pulse.active(),
            makers: Vec::new(),
            service: input.service,
            talk_a_day: talk_acts,
            eligible_units,
            outside,
            outside_acts: outside_acts(plan.time, outside * dt),
            audiences: model.generations.is_none()
                && (!reach.is_empty()
                    || !input.entries.is_empty()
                    || outside > 0.0
                    || input.rival.takes > 0.0
                    || input.rival.returns > 0.0),
            rival: input.rival,
            reach,
            accounts: Vec::new(),
            picks: Vec::new(),
            groups: Vec::new(),
            followers: input.pulse.followers.clone(),
            aware_level: (media.aware, media.reachable),
            met_ads,
        }
    }
}

/// Share of followers who see a post, by channel, on a day, after so many views in the day before.
pub(super) fn views_today(model: &Model, views_day: &[u64], day: f64) -> Vec<f64> {
    let people = f64::from(model.world.people.count);
    let wind = weather::wind_on(model, day);
    let seen = |(c, views): (&Channel, &u64)| match c.kind {
        ChannelKind::Feed(_) | ChannelKind::Chat(_) => *views,
        // Clubs count posts.
        ChannelKind::Club(_) => 0,
    };
    let left = model.plan.market.rules.attention.map(|all| {
        let seen: u64 = model.plan.channels.iter().zip(views_day).map(seen).sum();
        rules::attention(seen as f64 / people, all)
    });
    let view = |(c, views): (&Channel, &u64)| match c.kind {
        ChannelKind::Feed(Feed { view, attention, .. }) => {
            let left = left.unwrap_or_else(|| rules::attention(*views as f64 / people, attention));
            (view * left * wind).min(1.0)
        }
        ChannelKind::Chat(_) | ChannelKind::Club(_) => 0.0,
    };
    model.plan.channels.iter().zip(views_day).map(view).collect()
}

/// Expected acts of one tick by row and clock, from acts per day: ordinary talk of a fresh owner, and what comes
/// to that of each row.
fn expected_acts(
    model: &Model,
    (talk, more): (f64, [f64; ROWS]),
    part: [f64; 3],
    fate: [f64; ROWS],
) -> ByClock<f64> {
    let dt = model.plan.tick_days();
    Row::table(|row| {
        let part = match row.stage() {
            Stage::Fresh | Stage::Settled => part[0],
            Stage::Participant => part[1],
            Stage::Advocate => part[2],
            _ => 0.0,
        };
        let talk = talk * model.talk_scale * model.talk_share[row] * dt;
        [talk + more[row] * model.talk_scale * dt, part * dt, fate[row] * dt]
    })
}

/// Expected acts of an ordinary tick: all channels open, no tactic; sets the queues' widths.
pub fn ordinary_acts(model: &Model) -> ByClock<f64> {
    let talk = talk_weights(model, &[], (1e9, 1.0)).iter().map(|w| w.0).sum();
    let more = [model.strategy.invites_per_day(); ROWS];
    let (_, mut fate) = fate_tables(
        model,
        Moved {
            quality: model.plan.product.satisfied,
            won_back: 0.0,
            troubles_left: 1.0,
            lures: 0.0,
            buying: 0.0,
        },
    );
    if model.strategy.holds_sale()
        && let Some(row) = Row::of(Stage::Wanting)
    {
        fate[row] = fate[row].max(fading(model));
    }
    expected_acts(model, (talk, more), [0.1; 3], fate)
}

/// Eligible share on a day, in 1/65,536.
pub fn eligible_units(model: &Model, day: f64) -> u32 {
    let market = &model.plan.market;
    let arrived = match (market.grows, model.generations) {
        (Some(g), None) => {
            // Scaled so that day 0 has `from` of the final number and the S-curve ends at all of it.
            let curve = |d: f64| rules::logistic(d, g.half_by, g.over);
            let start = curve(0.0);
            g.from + (1.0 - g.from) * ((curve(day) - start) / (1.0 - start)).clamp(0.0, 1.0)
        }
        _ => 1.0,
    };
    (model.eligible_share * arrived * 65_536.0 + 0.5) as u32
}

/// Hazard per day that everybody feels from outside: p + q·F, F the adopters so far over the
/// eligible people, at most 1 (Bass 1969, *Management Science* 15:215).
fn outside(model: &Model, adopted: u64, eligible_units: u32) -> f64 {
    let market = &model.plan.market;
    let eligible = f64::from(eligible_units) / 65_536.0 * f64::from(model.world.people.count);
    market.outside_per_day + market.imitation_per_day * (adopted as f64 / eligible.max(1.0)).min(1.0)
}

/// Expected crossings a head in a tick of this hazard: the hazard itself, or −ln(1 − min(1, hazard))
/// where it is the chance of a whole period.
fn outside_acts(time: Time, hazard: f64) -> f64 {
    match time {
        Time::Continuous => hazard,
        Time::WholePeriods => rules::hazard_of(hazard.min(1.0)),
    }
}

/// Acts of talk a day of a fresh owner who shows the product; `None` where it does not show.
fn showing(model: &Model, talk: &[(f64, TalkAct)]) -> Option<Vec<(f64, TalkAct)>> {
    let shown = model.plan.product.shown();
    let posts = |act: &TalkAct| {
        act.mark == Mark::BASE && matches!(model.plan.channels[act.channel].kind, ChannelKind::Feed(_))
    };
    let shows = |(acts, act): &(f64, TalkAct)| (if posts(act) { acts * shown } else { *acts }, *act);
    (shown > 1.0).then(|| talk.iter().map(shows).collect())
}
