//! Formulas that the tables and the service desk use: structural virality and waiting times.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::atomic::AtomicBool;

use super::super::check::*;
use crate::rng::{Luck, Purpose};
use crate::rules::{ServiceQueue, erlang_c};
use crate::study::cascades;

pub(super) fn checks() -> Vec<Check> {
    vec![
        // Two leaves are two steps apart.
        virality("V36", "a star of 101", 101, |v| (v > 0).then_some(0), |_| 2.0 * (1.0 - 1.0 / 101.0)),
        virality("V37", "a path of 100", 100, |v| v.checked_sub(1), |_| 101.0 / 3.0),
        virality("V38", "a binary tree of depth 9", 1_023, |v| Some(v.checked_sub(1)? / 2), mean_distance),
        claim(
            "V39",
            "waiting for one of 56 who settle 333.3 tickets an hour in 9.6 minutes each",
            "Erlang 1917",
        )
        .computes(waiting_times),
    ]
}

/// Structural virality of a tree that is given by everybody's parent.
fn virality(
    id: &'static str,
    tree: &str,
    people: u32,
    parent: fn(u32) -> Option<u32>,
    expected: fn(&[Option<u32>]) -> f64,
) -> Check {
    let title = format!("structural virality of {tree}");
    claim(id, title, "Goel, Anderson, Hofman and Watts 2016").computes(move |_, _| {
        let parents: Vec<Option<u32>> = (0..people).map(parent).collect();
        let got = cascades::trees(&parents).first().map_or(f64::NAN, |t| t.virality);
        Ok(vec![Comparison::formula("mean distance of two members", got, expected(&parents))])
    })
}

/// Mean distance of all pairs in a tree whose parents stand before their children, pair by pair.
fn mean_distance(parents: &[Option<u32>]) -> f64 {
    // Row v holds the distances to everybody up to v.
    let mut to: Vec<Vec<u32>> = Vec::with_capacity(parents.len());
    for (v, parent) in parents.iter().enumerate() {
        let parent = parent.map_or(0, |p| p as usize);
        let mut row: Vec<u32> = (0..v).map(|u| to[parent.max(u)][parent.min(u)] + 1).collect();
        row.push(0);
        to.push(row);
    }
    let sum: u64 = to.iter().flatten().map(|d| u64::from(*d)).sum();
    let n = parents.len();
    2.0 * sum as f64 / (n * (n - 1)) as f64
}

/// Millions of customers, one after the other, at 56 servers, in days of 20,000 whose beginnings are
/// left out; against Erlang's formula in logarithms and the function that the service desk uses.
fn waiting_times(size: Size, _: &AtomicBool) -> Result<Vec<Comparison>, VerifyError> {
    const SERVERS: u32 = 56;
    let (per_minute, minutes) = (333.333_333 / 60.0, 9.6);
    let luck = Luck::of_replication(size.seed, 0);
    let (mut waits, mut means, mut late) = (Vec::new(), Vec::new(), Vec::new());
    for batch in 0..size.of(150, 600) {
        let mut stream = luck.stream(Purpose::Trait, batch, 0, 0);
        let mut exponential = |mean: f64| -stream.unit().max(f64::MIN_POSITIVE).ln() * mean;
        // When each server is free again, the soonest on top (times are positive, so their bits order them).
        let mut free: BinaryHeap<Reverse<u64>> = (0..SERVERS).map(|_| Reverse(0)).collect();
        let (mut now, mut waited, mut sum, mut over, mut counted) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for customer in 0..24_000 {
            now += exponential(1.0 / per_minute);
            let soonest = free.pop().map_or(0.0, |t| f64::from_bits(t.0));
            let wait = (soonest - now).max(0.0);
            free.push(Reverse((now + wait + exponential(minutes)).to_bits()));
            if customer >= 4_000 {
                counted += 1.0;
                waited += f64::from(u8::from(wait > 0.0));
                sum += wait;
                over += f64::from(u8::from(wait > 15.0));
            }
        }
        waits.push(waited / counted);
        means.push(sum / counted);
        late.push(over / counted);
    }
    let theory = waiting(per_minute * minutes, SERVERS);
    let day = 24.0 * 60.0;
    let queue = ServiceQueue::new(24.0 * 333.333_333, SERVERS, day / minutes, 0.0);
    let late_in_queue = queue.waits * (-queue.rate * 15.0 / day).exp();
    Ok(vec![
        Comparison::formula("P(wait), desk", erlang_c(per_minute * minutes, SERVERS), theory),
        Comparison::near("mean wait in minutes, desk", queue.mean_wait() * day, 2.254_85, 5e-6),
        Comparison::near("P(wait over 15 minutes), desk", late_in_queue, 0.009_710_79, 5e-9),
        Comparison::mean("P(wait), customers", &waits, theory).off_by(0.03 * theory),
        Comparison::mean("mean wait in minutes, customers", &means, 2.254_85).off_by(0.03 * 2.254_85),
        Comparison::mean("P(wait over 15 minutes), customers", &late, 0.009_710_79)
            .off_by(0.03 * 0.009_710_79),
    ])
}

/// Erlang's formula by its sum, in logarithms: the chance to wait for one of c servers offered
/// a < c erlangs, (aᶜ/c!)·c/(c−a) / (Σ_{k<c} aᵏ/k! + (aᶜ/c!)·c/(c−a)).
fn waiting(a: f64, servers: u32) -> f64 {
    let c = f64::from(servers);
    let term = |k: u32| f64::from(k) * a.ln() - (1..=k).map(|i| f64::from(i).ln()).sum::<f64>();
    let last = term(servers).exp() * c / (c - a);
    let rest: f64 = (0..servers).map(|k| term(k).exp()).sum();
    last / (rest + last)
}
