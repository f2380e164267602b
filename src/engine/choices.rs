//! Cumulative tables that acts are drawn from, and the number of acts a day.

use crate::contract::{Lift, ParticipationToday};
use crate::engine::{Mark, Model, ROWS, Row};
use crate::rules;
use crate::units::{ChannelId, Stage, TacticId};

/// One line of a cumulative table: taken when a word is below `upto`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice<T> {
    /// Cumulative share of 2³², exclusive.
    pub upto: u64,
    /// The thing chosen.
    pub what: T,
}

/// The channel and the mark of a talk act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TalkAct {
    /// Channel that is spoken on.
    pub channel: ChannelId,
    /// The tactic whose lift caused the act.
    pub mark: Mark,
}

/// The outcome of an act of fate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FateAct {
    /// The stage ends by itself; wanting ends in buying.
    End,
    /// An owner lapses.
    Lapse,
    /// The product makes trouble.
    Trouble,
    /// Somebody who waits buys at a sale, and has it so many ticks later.
    Buy {
        /// The tactic that sells.
        tactic: TacticId,
        /// Ticks until it is delivered.
        ticks: u32,
    },
    /// The wish of somebody who waits fades.
    Fade,
    /// Somebody who waits turns away.
    TurnAway,
}

/// A cumulative table from weights; empty when they sum to 0.
pub fn choices<T: Copy>(weights: &[(f64, T)]) -> Vec<Choice<T>> {
    let total: f64 = weights.iter().map(|w| w.0).sum();
    let mut sum = 0.0;
    let mut table: Vec<Choice<T>> = weights
        .iter()
        .filter(|w| w.0 > 0.0)
        .map(|(weight, what)| {
            sum += weight;
            Choice { upto: (sum / total * 4_294_967_296.0) as u64, what: *what }
        })
        .collect();
    if let Some(last) = table.last_mut() {
        last.upto = 1 << 32;
    }
    table
}

/// The choice of a word from a non-empty table.
#[inline]
pub fn choose<T: Copy>(table: &[Choice<T>], word: u32) -> T {
    table.iter().find(|c| u64::from(word) < c.upto).unwrap_or(&table[table.len() - 1]).what
}

/// Acts per day of a fresh owner with talk factor 1, by channel and mark, on a day and at an hour of this factor.
pub(super) fn talk_weights(model: &Model, lifts: &[Lift], (day, hour): (f64, f64)) -> Vec<(f64, TalkAct)> {
    let mut weights: Vec<(f64, TalkAct)> = Vec::new();
    for (channel, plan) in ChannelId::all(model.channels.len()).zip(&model.plan.channels) {
        let per_day = model.channels[channel].per_day;
        if per_day <= 0.0 {
            continue;
        }
        let open = match model.generations {
            Some(_) => 1.0,
            None => rules::open_share(day - plan.opens_day, plan.fills_days),
        };
        let base = per_day * open * hour;
        let lifts = || lifts.iter().filter(|l| l.channel.is_none_or(|only| only == channel));
        let total: f64 = lifts().map(|l| l.share).sum();
        let scale = if total > rules::LIFT_CAP { rules::LIFT_CAP / total } else { 1.0 };
        weights.push((base, TalkAct { channel, mark: Mark::BASE }));
        weights
            .extend(lifts().map(|l| (base * l.share * scale, TalkAct { channel, mark: Mark::of(l.tactic) })));
    }
    weights
}

/// Choices of a part act, as positions in `open`, and acts per day, by kind of owner: plain, participant,
/// advocate.
pub(super) fn part_tables(open: &[ParticipationToday]) -> ([Vec<Choice<usize>>; 3], [f64; 3]) {
    // All together take at most half an act a day of a plain owner.
    let plain: f64 = open.iter().map(|n| n.rate).sum();
    let scale = if plain > 0.5 { 0.5 / plain } else { 1.0 };
    let mut acts = [0.0; 3];
    let tables = std::array::from_fn(|kind| {
        let factor = |n: &ParticipationToday| [1.0, n.participant, n.advocate][kind];
        let weights: Vec<_> = (0..).zip(open).map(|(k, n)| (n.rate * scale * factor(n), k)).collect();
        acts[kind] = weights.iter().map(|w| w.0).sum();
        choices(&weights)
    });
    (tables, acts)
}

/// What moves the fates of owners in a tick.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moved {
    /// Quality Q.
    pub quality: f64,
    /// Rate a day at which aggrieved owners are won back.
    pub won_back: f64,
    /// Share of troubles that nothing keeps away.
    pub troubles_left: f64,
    /// What comes a day to the lapse of aggrieved owners.
    pub lures: f64,
    /// Share by which people who want the product buy it sooner.
    pub buying: f64,
}

/// Outcomes of an act of fate in each row, and acts per day.
pub(super) fn fate_tables(model: &Model, moved: Moved) -> ([Vec<Choice<FateAct>>; ROWS], [f64; ROWS]) {
    let (talk, product) = (&model.plan.talk, &model.plan.product);
    let ends = |days: f64| if days > 0.0 { 1.0 / days } else { 0.0 };
    let mut rates = [0.0; ROWS];
    let tables = Row::table(|row| {
        let stage = row.stage();
        let (end, lapse) = match stage {
            // The sale is open: wanting ends in buying.
            Stage::Wanting => (ends(product.delay_days) * (1.0 + moved.buying), 0.0),
            Stage::Fresh => (talk.fresh_days.map_or(0.0, ends), product.lapse_per_day),
            Stage::Participant => (0.0, product.lapse_per_day * product.lapse_participant),
            Stage::Advocate => (0.0, product.lapse_per_day * product.lapse_advocate),
            Stage::Aggrieved => (
                ends(talk.grievance_days) + moved.won_back,
                product.lapse_per_day * product.lapse_aggrieved + moved.lures,
            ),
            Stage::Rejecter => (0.0, 0.0),
            _ => (0.0, product.lapse_per_day),
        };
        let troubled = stage.owns() && stage != Stage::Aggrieved;
        let trouble = if troubled {
            product.trouble_per_day * (1.0 - moved.quality) * moved.troubles_left
        } else {
            0.0
        };
        rates[row] = end + lapse + trouble;
        choices(&[(end, FateAct::End), (lapse, FateAct::Lapse), (trouble, FateAct::Trouble)])
    });
    (tables, rates)
}
