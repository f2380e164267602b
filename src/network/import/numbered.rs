//! Ties between people whose ids are whole numbers, read in parallel.
//!
//! Most lines are two runs of digits; they are read in one look. Whatever else a line holds, the
//! words of `parse` decide. People are numbered by ascending id.

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::column::Column;
use super::line::{Form, Slip, integer, line_at};
use super::names::Names;
use crate::hints;
use crate::network::rows::in_batches;
use crate::units::Vertex;

/// What was found: ties between numbered people, their names, and lines that were ties of somebody
/// to themselves.
pub(super) struct Found {
    pub(super) ties: Vec<(Vertex, Vertex)>,
    pub(super) value: Option<Vec<f32>>,
    pub(super) names: Names,
    pub(super) self_loops: u64,
}

/// Why ids were not read.
#[derive(Debug)]
enum Stop {
    Slip(Slip),
    /// An id that the kind of number at hand cannot hold.
    Wide,
}

/// A kind of number that ids may be held in.
trait Id: Copy + Default + Ord + Send + Sync + Into<i64> + TryFrom<i64> {}
impl Id for u32 {}
impl Id for i64 {}

/// Ties between integer ids in `chunks` of a file; `example` is the number of a line that is one.
pub(super) fn numbered(form: &Form, chunks: &[&[u8]], example: u64) -> Result<Found, Slip> {
    match pairs::<u32>(form, chunks, example) {
        Err(Stop::Slip(slip)) => Err(slip),
        Ok(read) => Ok(ranked(read)),
        Err(Stop::Wide) => match pairs::<i64>(form, chunks, example) {
            Ok(read) => Ok(ranked(read)),
            Err(Stop::Slip(slip)) => Err(slip),
            // Ids have at most 18 digits.
            Err(Stop::Wide) => Err(Slip { at: 0, expected: "whole numbers of up to 18 digits".into() }),
        },
    }
}

/// Pairs of ids, and third values where they are asked for.
#[derive(Default)]
struct Read<I> {
    pairs: Vec<(I, I)>,
    value: Vec<f32>,
    stop: Option<Stop>,
}

fn pairs<I: Id>(form: &Form, chunks: &[&[u8]], example: u64) -> Result<Read<I>, Stop> {
    // A tie takes four bytes at least; room that is not filled costs nothing.
    let most = chunks.iter().map(|c| c.len()).sum::<usize>() / 4 + 1;
    let valued = form.column != Column::None;
    let mut all = Read {
        pairs: hints::with_huge_pages(most),
        value: hints::with_huge_pages(if valued { most } else { 0 }),
        stop: None,
    };
    in_batches(
        chunks.len(),
        |i, read: &mut Read<I>| read.stop = scan(form, chunks[i], example, read).err(),
        |read| {
            all.pairs.append(&mut read.pairs);
            all.value.append(&mut read.value);
            read.stop.take().map_or(Ok(()), Err)
        },
    )?;
    Ok(all)
}

/// Reads the lines of one chunk.
fn scan<I: Id>(form: &Form, chunk: &[u8], example: u64, read: &mut Read<I>) -> Result<(), Stop> {
    let mut at = 0;
    while at < chunk.len() {
        let (a, b, value, next) = match quick(form, chunk, at) {
            Some((a, b, next)) => (a, b, 1.0, next),
            None => {
                let (line, next) = line_at(chunk, at);
                let Some(line) = line else {
                    at = next;
                    continue;
                };
                let fields = form.fields(line);
                let slip = |expected: String| Stop::Slip(Slip { at: form.place(line), expected });
                let [a, b] = form.ids(&fields).map_err(slip)?;
                let (Some(a), Some(b)) = (integer(a), integer(b)) else {
                    return Err(slip(format!("two whole numbers, as in line {example}")));
                };
                (a, b, form.value(&fields).map_err(slip)?, next)
            }
        };
        at = next;
        let (Ok(a), Ok(b)) = (I::try_from(a), I::try_from(b)) else { return Err(Stop::Wide) };
        read.pairs.push((a, b));
        if form.column != Column::None {
            read.value.push(value);
        }
    }
    Ok(())
}

/// The line at `at`, if it is plainly two runs of digits with one separator between and nothing that
/// is asked for behind: both numbers and where the next line begins.
#[inline]
fn quick(form: &Form, chunk: &[u8], at: usize) -> Option<(i64, i64, usize)> {
    if form.column != Column::None {
        return None;
    }
    let (a, mut at) = digits(chunk, at)?;
    let between = *chunk.get(at)?;
    at += 1;
    match form.separator {
        Some(separator) if between == separator => {}
        None if between == b' ' || between == b'\t' => {
            while matches!(chunk.get(at), Some(b' ' | b'\t')) {
                at += 1;
            }
        }
        _ => return None,
    }
    let (b, at) = digits(chunk, at)?;
    match chunk.get(at) {
        None => Some((a, b, at)),
        Some(b'\n') => Some((a, b, at + 1)),
        Some(b'\r') if chunk.get(at + 1) == Some(&b'\n') => Some((a, b, at + 2)),
        // What stands beyond is ignored.
        Some(other)
            if Some(*other) == form.separator
                || (form.separator.is_none() && matches!(other, b' ' | b'\t')) =>
        {
            let rest = chunk[at..].iter().position(|byte| *byte == b'\n');
            Some((a, b, rest.map_or(chunk.len(), |length| at + length + 1)))
        }
        Some(_) => None,
    }
}

/// Up to 18 digits from `at`, and where they end.
#[inline]
fn digits(chunk: &[u8], at: usize) -> Option<(i64, usize)> {
    let (mut value, mut end) = (0i64, at);
    while let Some(digit) = chunk.get(end).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10) {
        if end - at == 18 {
            return None;
        }
        value = value * 10 + i64::from(digit);
        end += 1;
    }
    (end > at).then_some((value, end))
}

/// Numbers people by ascending id.
fn ranked<I: Id>(read: Read<I>) -> Found {
    let Read { pairs, value, .. } = read;
    let ends = |pair: &(I, I)| (pair.0.min(pair.1).into(), pair.0.max(pair.1).into());
    let wider = |a: (i64, i64), b: (i64, i64)| (a.0.min(b.0), a.1.max(b.1));
    let (low, high) = pairs.par_iter().map(ends).reduce(|| (i64::MAX, i64::MIN), wider);
    let span = high.abs_diff(low);
    let lines = pairs.len() as u64;
    // Dense ids are numbered through a table, sparse ones by search.
    let (names, mut ties) = if span < 16 * lines + 1024 {
        let at = |id: I| id.into().abs_diff(low) as usize;
        let named = seen(&pairs, span as usize + 1, at);
        let mut ids = Vec::new();
        let mut rank = vec![0; named.len()];
        for ((slot, id), _) in
            rank.iter_mut().zip(low..).zip(named).filter(|(_, named)| named.load(Ordering::Relaxed))
        {
            *slot = ids.len() as Vertex;
            ids.push(id);
        }
        (Names::numbers(ids), tied(&pairs, |id| rank[at(id)]))
    } else {
        let mut ids: Vec<i64> = pairs.par_iter().flat_map_iter(|p| [p.0.into(), p.1.into()]).collect();
        ids.par_sort_unstable();
        ids.dedup();
        let ties = tied(&pairs, |id| {
            let id = id.into();
            ids.partition_point(|other| *other < id) as Vertex
        });
        (Names::numbers(ids), ties)
    };
    drop(pairs);
    let mut value = (!value.is_empty()).then_some(value);
    if ties.iter().any(|(a, b)| a == b) {
        if let Some(value) = &mut value {
            let mut own = ties.iter().map(|(a, b)| a == b);
            value.retain(|_| own.next() == Some(false));
        }
        ties.retain(|(a, b)| a != b);
    }
    Found { self_loops: lines - ties.len() as u64, ties, value, names }
}

/// Which of the ids are named, by place.
fn seen<I: Id>(pairs: &[(I, I)], places: usize, at: impl Fn(I) -> usize + Sync) -> Vec<AtomicBool> {
    let seen: Vec<AtomicBool> = (0..places).map(|_| AtomicBool::new(false)).collect();
    pairs.par_iter().for_each(|pair| {
        for id in [pair.0, pair.1] {
            let seen = &seen[at(id)];
            // Most are named often; reading leaves the line of memory with all threads.
            if !seen.load(Ordering::Relaxed) {
                seen.store(true, Ordering::Relaxed);
            }
        }
    });
    seen
}

fn tied<I: Id>(pairs: &[(I, I)], rank: impl Fn(I) -> Vertex + Sync) -> Vec<(Vertex, Vertex)> {
    pairs.par_iter().map(|pair| (rank(pair.0), rank(pair.1))).collect()
}
