//! Networks with a law of degrees: the configuration model.
//!
//! A stated law is a table (see `degrees`). `power_law` layers have a Pareto law of density ∝ x^−exponent on `a ..= c`, with `a` solved so that the mean
//! is as asked. Directed, c is the natural cutoff a·N^{1/(exponent − 1)}, the largest of N such
//! draws (Newman 2005, *Contemporary Physics* 46); undirected, also at most √(mean·N), above
//! which hubs would have to share several ties (Catanzaro, Boguñá & Pastor-Satorras 2005,
//! *Physical Review E* 71); never above N − 1. Each person draws in its own N-th part of the law
//! (parts dealt by a keyed shuffle) and is rounded up or down at random, which keeps the mean:
//! the sum hardly varies from network to network, although the law has hardly a variance.
//!
//! Directed: a person's degree is the number of hearers, drawn distinct, by the layer's
//! preferences. Undirected: the configuration model (Molloy & Reed 1995): half-ties are matched
//! at random among those of like preference (own city, own segment, both, or anybody); ties to
//! oneself and repeats are dropped, so hubs fall a little short, more so in small cities.

use std::convert::Infallible;

use rayon::prelude::*;

use super::degrees::Table;
use super::sampler::Sampler;
use crate::hints;
use crate::network::csr::Csr;
use crate::network::rows::{self, TooManyTies};
use crate::rng::{Purpose, Stream, unit};
use crate::units::Vertex;
use crate::world::pools::Home;

/// Half-ties matched per piece of work.
const PIECE: usize = 1 << 16;

/// Draws the network; `exponent` above 2.
pub(super) fn generate(
    sampler: &Sampler,
    mean: f64,
    exponent: f64,
    directed: bool,
) -> Result<Csr, TooManyTies> {
    let law = Pareto::of(mean, exponent, sampler.people.count, directed);
    tied(sampler, &dealt(sampler, |u, coin| (law.quantile(u) + coin).floor() as u32), directed)
}

/// Draws a network whose degrees follow a table: each degree is held by its exact share of people,
/// give or take one, before loops and repeats are dropped.
pub(super) fn of_law(sampler: &Sampler, law: &Table, directed: bool) -> Result<Csr, TooManyTies> {
    tied(sampler, &dealt(sampler, |u, _| law.quantile(u)), directed)
}

/// Ties of people with these degrees.
fn tied(sampler: &Sampler, degrees: &[u32], directed: bool) -> Result<Csr, TooManyTies> {
    let people = sampler.people.count;
    let expected = degrees.par_iter().map(|d| u64::from(*d)).sum::<u64>() as f64;
    if directed {
        return rows::directed(people, expected, |p, row| {
            sampler.hearers(&mut sampler.stream(Purpose::Tie, p, 0), p, degrees[p as usize], row);
        });
    }
    if !sampler.homophilous() {
        return anybody(sampler, degrees, expected);
    }
    let pairs = matched(sampler, degrees, expected);
    rows::undirected(people, expected, pairs.len().div_ceil(PIECE), |piece, ties| {
        ties.extend(pairs.chunks(PIECE).nth(piece).unwrap_or_default());
    })
}

/// The truncated Pareto law.
struct Pareto {
    low: f64,
    /// Largest value over smallest.
    ratio: f64,
    exponent: f64,
}

impl Pareto {
    /// The law of this mean for this many people.
    fn of(mean: f64, exponent: f64, people: u32, directed: bool) -> Pareto {
        let everybody = f64::from(people.saturating_sub(1));
        let structural = (mean * f64::from(people)).sqrt().max(mean);
        let most = if directed { everybody } else { everybody.min(structural) };
        let natural = libm::pow(f64::from(people), 1.0 / (exponent - 1.0));
        let with = |low: f64| Pareto { low, ratio: (most / low).min(natural).max(1.0), exponent };
        // The mean rises with the lower end, which is neither above the mean nor far below it.
        let (mut low, mut high) = (0.0, mean.min(most));
        for _ in 0..200 {
            let middle = 0.5 * (low + high);
            if with(middle).mean() < mean { low = middle } else { high = middle }
        }
        with(high)
    }

    /// a · (e−1)/(e−2) · (1 − r^{2−e}) / (1 − r^{1−e}), with r the ratio and e the exponent.
    fn mean(&self) -> f64 {
        let e = self.exponent;
        if self.ratio <= 1.0 + 1e-9 {
            return self.low;
        }
        let part = |power: f64| 1.0 - libm::pow(self.ratio, power);
        self.low * (e - 1.0) / (e - 2.0) * part(2.0 - e) / part(1.0 - e)
    }

    /// The value below which a share `u` of people lies.
    fn quantile(&self, u: f64) -> f64 {
        let tail = 1.0 - u * (1.0 - libm::pow(self.ratio, 1.0 - self.exponent));
        self.low * libm::pow(tail, -1.0 / (self.exponent - 1.0))
    }
}

/// Number of ties of each person, shape `[people]`: each takes its own N-th part of a law, given as
/// the degree at (a share below, a coin), both uniform.
fn dealt(sampler: &Sampler, degree: impl Fn(f64, f64) -> u32 + Sync) -> Vec<u32> {
    let people = sampler.people.count;
    let mut part: Vec<u32> = (0..people).collect();
    // Cities shuffle under their own numbers; this shuffle is of everybody.
    sampler.shuffle(&mut part, u32::MAX);
    part.into_par_iter()
        .enumerate()
        .map(|(p, part)| {
            let words = sampler.luck.draws(Purpose::Degree, p as Vertex, 0, sampler.salt);
            let u = (f64::from(part) + unit(words[0])) / f64::from(people);
            degree(u, unit(words[1])).min(people - 1)
        })
        .collect()
}

/// The half-ties of everybody, person by person, each as `half` makes it of the person,
/// their home and a stream of their own.
fn halves<T: Send>(
    sampler: &Sampler,
    degrees: &[u32],
    expected: f64,
    half: impl Fn(Vertex, Home, &mut Stream) -> T + Sync,
) -> Vec<T> {
    let pieces = rows::pieces(sampler.people.count);
    let mut all = hints::with_huge_pages(expected as usize);
    let drawn = rows::in_batches(
        pieces.len(),
        |piece, part: &mut Vec<T>| {
            for p in pieces[piece].0..pieces[piece].1 {
                let (home, mut stream) = (sampler.home(p), sampler.stream(Purpose::Tie, p, 0));
                part.extend((0..degrees[p as usize]).map(|_| half(p, home, &mut stream)));
            }
        },
        |part| {
            all.append(part);
            Ok::<(), Infallible>(())
        },
    );
    let Ok(()) = drawn;
    all
}

/// Matches half-ties at random among all: in order of a word drawn for each.
fn anybody(sampler: &Sampler, degrees: &[u32], expected: f64) -> Result<Csr, TooManyTies> {
    let mut halves =
        halves(sampler, degrees, expected, |p, _, stream| u64::from(stream.word()) << 32 | u64::from(p));
    halves.par_sort_unstable();
    let pieces = halves.len().div_ceil(2 * PIECE);
    rows::undirected(sampler.people.count, expected, pieces, |piece, ties| {
        let piece = halves.chunks(2 * PIECE).nth(piece).unwrap_or_default();
        ties.extend(piece.chunks_exact(2).map(|pair| (pair[0] as Vertex, pair[1] as Vertex)));
    })
}

/// Matches half-ties at random among those of like preference.
fn matched(sampler: &Sampler, degrees: &[u32], expected: f64) -> Vec<(Vertex, Vertex)> {
    let mut halves = halves(sampler, degrees, expected, |p, home, stream| {
        let in_city = unit(stream.word()) < sampler.taste.same_city;
        let in_segment = unit(stream.word()) < sampler.taste.same_segment;
        // 0 stands for "any": cities and segments are counted from 1.
        let city = if in_city { home.city as u32 + 1 } else { 0 };
        let segment = if in_segment { home.segment as u32 + 1 } else { 0 };
        (city * 257 + segment, stream.word(), p)
    });
    halves.par_sort_unstable();
    let mut pairs = Vec::with_capacity(halves.len() / 2);
    let mut single = Vec::new();
    for group in halves.chunk_by(|a, b| a.0 == b.0) {
        let couples = group.chunks_exact(2);
        single.extend(couples.remainder().iter().map(|half| (half.1, half.2)));
        pairs.extend(couples.map(|c| (c[0].2, c[1].2)));
    }
    // At most one half-tie a group is left over; they marry among themselves.
    single.sort_unstable();
    pairs.extend(single.chunks_exact(2).map(|c| (c[0].1, c[1].1)));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_degree_law_has_the_asked_mean_and_tail() {
        let law = Pareto::of(20.0, 2.3, 1_000_000, true);
        assert!((law.mean() - 20.0).abs() < 1e-9);
        let cells = 4_000_000;
        let sum: f64 = (0..cells).map(|i| law.quantile((f64::from(i) + 0.5) / f64::from(cells))).sum();
        assert!((sum / f64::from(cells) / 20.0 - 1.0).abs() < 2e-3);
        // A value ten times as large is 10^−1.3 as rare, far from the cutoff.
        let above =
            |x: f64| 1.0 - (0..1_000).map(f64::from).find(|i| law.quantile(i / 1e3) > x).unwrap() / 1e3;
        assert!((above(100.0) / above(10.0) - 0.0501).abs() < 0.005);
    }

    #[test]
    fn a_mean_beyond_everybody_else_stops_there() {
        let law = Pareto::of(50.0, 2.5, 11, true);
        assert!(law.quantile(0.5) <= 10.0 && law.quantile(0.5) > 9.9);
    }
}
