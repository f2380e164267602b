//! What an act does: cumulative tables to draw from, and how often acts come.

use crate::contract::{Lift, NodeToday};
use crate::engine::exposure::Mark;
use crate::engine::model::{Model, ROWS};
use crate::rules;
use crate::units::Stage;

/// One line of a cumulative table: taken when a word is below `upto`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Cumulative share of 2³², exclusive.
    pub upto: u64,
    /// What is chosen.
    pub what: u16,
    /// Mark of the act.
    pub mark: Mark,
}

/// A cumulative table from weights; empty when they sum to 0.
pub fn choices(weights: &[(f64, u16, Mark)]) -> Vec<Choice> {
    let total: f64 = weights.iter().map(|w| w.0).sum();
    let mut sum = 0.0;
    let mut table: Vec<Choice> = weights
        .iter()
        .filter(|w| w.0 > 0.0)
        .map(|w| {
            sum += w.0;
            Choice { upto: (sum / total * 4_294_967_296.0) as u64, what: w.1, mark: w.2 }
        })
        .collect();
    if let Some(last) = table.last_mut() {
        last.upto = 1 << 32;
    }
    table
}

/// The line of a non-empty table that a word falls into.
#[inline]
pub fn choose(table: &[Choice], word: u32) -> Choice {
    *table.iter().find(|c| u64::from(word) < c.upto).unwrap_or(&table[table.len() - 1])
}

/// Channel and mark of a talk act, and acts per day of a fresh owner with talk factor 1.
pub(super) fn talk_table(model: &Model, lifts: &[Lift], day: f64) -> (Vec<Choice>, f64) {
    let mut weights: Vec<(f64, u16, Mark)> = Vec::new();
    for (c, (rule, channel)) in model.channels.iter().zip(&model.plan.channels).enumerate() {
        if rule.per_day <= 0.0 {
            continue;
        }
        let open = match model.generations {
            Some(_) => 1.0,
            None => rules::open_share(day - channel.opens_day, channel.fills_days),
        };
        let base = rule.per_day * open;
        let lifts = || lifts.iter().filter(|l| l.1.is_none_or(|only| only.index() == c));
        // Lifts add up, and only to 3: multiplied lifts would explode.
        let total: f64 = lifts().map(|l| l.2).sum();
        let scale = if total > 3.0 { 3.0 / total } else { 1.0 };
        weights.push((base, c as u16, Mark::BASE));
        weights.extend(lifts().map(|l| (base * l.2 * scale, c as u16, Mark::of(l.0))));
    }
    let acts = weights.iter().map(|w| w.0).sum();
    (choices(&weights), acts)
}

/// Node of a part act and acts per day, by kind of owner: plain, participant, advocate.
pub(super) fn part_tables(nodes: &[NodeToday]) -> ([Vec<Choice>; 3], [f64; 3]) {
    // All nodes together take at most half an act a day of a plain owner.
    let plain: f64 = nodes.iter().map(|n| n.rate).sum();
    let scale = if plain > 0.5 { 0.5 / plain } else { 1.0 };
    let of = |factor: fn(&NodeToday) -> f64| {
        let weights: Vec<_> = nodes
            .iter()
            .enumerate()
            .map(|(k, n)| (n.rate * scale * factor(n), k as u16, Mark::BASE))
            .collect();
        let acts: f64 = weights.iter().map(|w| w.0).sum();
        (choices(&weights), acts)
    };
    let (a, x) = of(|_| 1.0);
    let (b, y) = of(|n| n.participant);
    let (c, z) = of(|n| n.advocate);
    ([a, b, c], [x, y, z])
}

/// What fate does in each row, and acts per day.
pub(super) fn fate_tables(model: &Model, quality: f64) -> ([Vec<Choice>; ROWS], [f64; ROWS]) {
    let (talk, product) = (&model.plan.talk, &model.plan.product);
    let ends = |days: f64| if days > 0.0 { 1.0 / days } else { 0.0 };
    let mut rates = [0.0; ROWS];
    let tables = std::array::from_fn(|r| {
        let stage = Stage::ALL[r + Stage::Wanting as usize];
        let (end, lapse) = match stage {
            // The sale is open: wanting ends in buying.
            Stage::Wanting => (ends(product.delay_days), 0.0),
            Stage::Fresh => (talk.fresh_days.map_or(0.0, ends), product.lapse_per_day),
            Stage::Participant => (0.0, product.lapse_per_day * product.lapse_participant),
            Stage::Advocate => (0.0, product.lapse_per_day * product.lapse_advocate),
            Stage::Aggrieved => (ends(talk.grievance_days), product.lapse_per_day * product.lapse_aggrieved),
            Stage::Rejecter => (0.0, 0.0),
            _ => (0.0, product.lapse_per_day),
        };
        let troubled = stage.owns() && stage != Stage::Aggrieved;
        let trouble = if troubled { product.trouble_per_day * (1.0 - quality) } else { 0.0 };
        rates[r] = end + lapse + trouble;
        choices(&[(end, 0, Mark::BASE), (lapse, 1, Mark::BASE), (trouble, 2, Mark::BASE)])
    });
    (tables, rates)
}
