//! Ties between people whose ids are whole numbers, read in parallel.
//!
//! Most lines are two runs of digits; they are read in one look. Whatever else a line holds, the
//! words of `parse` decide. People are numbered by ascending id.

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::line::{Form, Slip, line_at};
use super::names::Names;
use super::third::{Shown, Third, Unfit};
use crate::delimited::{NumberStyle, Separator, lines, whole};
use crate::hints;
use crate::network::rows::in_batches;
use crate::units::Vertex;

/// What was found: ties between numbered people, their names, and lines that were ties of somebody
/// to themselves.
#[derive(Default)]
pub(super) struct Found {
    pub(super) ties: Vec<(Vertex, Vertex)>,
    /// Third values, where there is such a column; not a number where a line holds none.
    pub(super) value: Option<Vec<f32>>,
    pub(super) names: Names,
    pub(super) self_loops: u64,
    /// Where values stand that cannot be used.
    pub(super) unfit: Unfit,
    /// Where comments stand between the ties.
    pub(super) comments: Vec<usize>,
    pub(super) third: Option<Third>,
    /// How the file was read, a sentence each.
    pub(super) said: Vec<String>,
    /// What may have been read wrongly.
    pub(super) cautions: Vec<String>,
    /// Whether the file says that its ties run both ways.
    pub(super) undirected: bool,
    /// The first line that is a tie.
    pub(super) example: Option<Shown>,
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

/// Ties between integer ids in `chunks` of a file; `None` if an id has more than 64 bits.
pub(super) fn numbered(form: &Form, chunks: &[&[u8]]) -> Result<Option<Found>, Slip> {
    match pairs::<u32>(form, chunks) {
        Err(Stop::Slip(slip)) => Err(slip),
        Ok(read) => Ok(Some(ranked(read))),
        Err(Stop::Wide) => match pairs::<i64>(form, chunks) {
            Ok(read) => Ok(Some(ranked(read))),
            Err(Stop::Slip(slip)) => Err(slip),
            Err(Stop::Wide) => Ok(None),
        },
    }
}

/// Pairs of ids, and third values where there are some.
#[derive(Default)]
struct Read<I> {
    pairs: Vec<(I, I)>,
    value: Vec<f32>,
    unfit: Unfit,
    comments: Vec<usize>,
    stop: Option<Stop>,
}

fn pairs<I: Id>(form: &Form, chunks: &[&[u8]]) -> Result<Read<I>, Stop> {
    // The last line may not end.
    let most = chunks.iter().map(|chunk| lines(chunk)).sum::<u64>() as usize + 1;
    let valued = form.columns.third.is_some();
    let mut all = Read {
        pairs: hints::with_huge_pages(most),
        value: hints::with_huge_pages(if valued { most } else { 0 }),
        ..Read::default()
    };
    in_batches(
        chunks.len(),
        |i, read: &mut Read<I>| read.stop = scan(form, chunks[i], read).err(),
        |read| {
            all.pairs.append(&mut read.pairs);
            all.value.append(&mut read.value);
            all.comments.append(&mut read.comments);
            all.unfit.then(std::mem::take(&mut read.unfit));
            read.stop.take().map_or(Ok(()), Err)
        },
    )?;
    Ok(all)
}

/// Reads the lines of one chunk.
fn scan<I: Id>(form: &Form, chunk: &[u8], read: &mut Read<I>) -> Result<(), Stop> {
    let quick = Quick::of(form);
    let mut at = 0;
    while at < chunk.len() {
        let begin = at;
        let (a, b, value, next) = match quick.as_ref().and_then(|quick| quick.tie(chunk, at)) {
            Some(tie) => tie,
            None => {
                let (line, next) = line_at(chunk, at);
                if line.is_empty() || form.comments.has(line) {
                    if !line.is_empty() {
                        read.comments.push(form.place(line));
                    }
                    at = next;
                    continue;
                }
                let fields = form.fields(line);
                let slip = |expected: String| Stop::Slip(Slip { at: form.place(line), expected });
                let [a, b] = form.ids(&fields).map_err(slip)?;
                let id = |id: &[u8]| {
                    whole(id).ok_or_else(|| match is_wide(id) {
                        true => Stop::Wide,
                        false => slip(expected(form, id)),
                    })
                };
                (id(a)?, id(b)?, form.value(&fields), next)
            }
        };
        at = next;
        let (Ok(a), Ok(b)) = (I::try_from(a), I::try_from(b)) else { return Err(Stop::Wide) };
        read.pairs.push((a, b));
        if form.columns.third.is_some() {
            read.unfit.note(value, || form.place(&chunk[begin..]));
            read.value.push(value);
        }
    }
    Ok(())
}

/// Whether an id is a whole number that 64 bits cannot hold.
fn is_wide(id: &[u8]) -> bool {
    let digits = id.strip_prefix(b"-").unwrap_or(id);
    digits.len() > 18 && digits.iter().all(u8::is_ascii_digit)
}

fn expected(form: &Form, id: &[u8]) -> String {
    let words = format!("two whole numbers, as in line {}", form.example);
    let lower = id.to_ascii_lowercase();
    if id.starts_with(b"#") {
        words + "; a comment stands on a line of its own"
    } else if id.first().is_some_and(u8::is_ascii_digit) && lower.contains(&b'e') && id.contains(&b'.') {
        words + "; a spreadsheet has rounded this one"
    } else {
        words
    }
}

/// How lines are written that are read in one look: two runs of digits, and perhaps a decimal number.
struct Quick {
    separator: Separator,
    fields: usize,
    third: bool,
}

impl Quick {
    fn of(form: &Form) -> Option<Quick> {
        let columns = &form.columns;
        let plain = columns.ends == [0, 1] && matches!(columns.third, None | Some(2));
        (plain && !form.braces && form.style == NumberStyle::Plain).then(|| Quick {
            separator: form.separator,
            fields: form.fields,
            third: columns.third.is_some(),
        })
    }

    #[inline]
    fn separates(&self, byte: u8) -> bool {
        match self.separator {
            Separator::Byte(separator) => byte == separator,
            Separator::Spaces => matches!(byte, b' ' | b'\t'),
        }
    }

    /// Behind the separator that stands at `at`; runs of spaces are one.
    #[inline]
    fn behind(&self, chunk: &[u8], mut at: usize) -> Option<usize> {
        if !self.separates(*chunk.get(at)?) {
            return None;
        }
        at += 1;
        while self.separator == Separator::Spaces && matches!(chunk.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        Some(at)
    }

    /// The line at `at`, if it is plainly two runs of digits (and a number) between separators, with as many fields
    /// as all others: both numbers, the third, and where the next line begins.
    #[inline]
    fn tie(&self, chunk: &[u8], at: usize) -> Option<(i64, i64, f32, usize)> {
        let (a, at) = digits(chunk, at)?;
        let at = self.behind(chunk, at)?;
        let (b, at) = digits(chunk, at)?;
        if let Some(next) = line_end(chunk, at) {
            return (self.fields == 2).then_some((a, b, 1.0, next));
        }
        if self.fields == 2 {
            return None;
        }
        let at = self.behind(chunk, at)?;
        let (value, at) = if self.third { decimal(chunk, at)? } else { (1.0, at) };
        if self.third && self.fields == 3 {
            return line_end(chunk, at).map(|next| (a, b, value, next));
        }
        // What stands beyond is only counted.
        let length = memchr::memchr(b'\n', &chunk[at..]).unwrap_or(chunk.len() - at);
        let rest = &chunk[at..at + length];
        let more = match self.separator {
            Separator::Byte(separator) => memchr::memchr_iter(separator, rest).count(),
            Separator::Spaces => rest
                .trim_ascii_end()
                .windows(2)
                .filter(|w| w[0] == b' ' || w[0] == b'\t')
                .filter(|w| !w[1].is_ascii_whitespace())
                .count(),
        };
        let beyond = self.third && !rest.first().is_some_and(|byte| self.separates(*byte));
        (more + 3 == self.fields && !beyond).then_some((a, b, value, at + length + 1))
    }
}

/// Where the next line begins, if this one ends at `at`.
#[inline]
fn line_end(chunk: &[u8], at: usize) -> Option<usize> {
    match chunk.get(at) {
        None => Some(at),
        Some(b'\n') => Some(at + 1),
        Some(b'\r') if chunk.get(at + 1) == Some(&b'\n') => Some(at + 2),
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

/// A number of few digits, perhaps with a point, from `at`, and where it ends: exactly what the standard parser
/// says, because both the digits and the power of ten fit a float.
#[inline]
fn decimal(chunk: &[u8], at: usize) -> Option<(f32, usize)> {
    const POWERS: [f32; 10] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
    let (mut value, mut end, mut point) = (0u64, at, None);
    loop {
        match chunk.get(end) {
            Some(byte @ b'0'..=b'9') => value = value * 10 + u64::from(byte - b'0'),
            Some(b'.') if point.is_none() => point = Some(end),
            _ => break,
        }
        end += 1;
        if end - at > 18 {
            return None;
        }
    }
    let places = point.map_or(0, |point| end - point - 1);
    if end - at == usize::from(point.is_some()) {
        return None;
    }
    match places {
        0 => Some((value as f32, end)),
        _ if value <= 1 << 24 => Some((value as f32 / POWERS.get(places)?, end)),
        _ => Some((std::str::from_utf8(&chunk[at..end]).ok()?.parse().ok()?, end)),
    }
}

/// Numbers people by ascending id.
fn ranked<I: Id>(read: Read<I>) -> Found {
    let Read { pairs, value, unfit, comments, .. } = read;
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
    let self_loops = lines - ties.len() as u64;
    Found { ties, value, names, self_loops, unfit, comments, ..Found::default() }
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
