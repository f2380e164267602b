//! Ties between people whose ids are words, read in parallel.
//!
//! Each chunk of the file numbers its own people by first appearance; chunk after chunk, those who
//! are new are added, so all are numbered by first appearance in the file.

use std::hash::{BuildHasher, BuildHasherDefault};

use hashbrown::HashTable;
use rustc_hash::FxHasher;

use super::line::{Form, Slip, line_at, no_id};
use super::names::{Names, Words};
use super::numbered::Found;
use super::third::Unfit;
use crate::delimited::plain_id;
use crate::network::rows::in_batches;
use crate::units::Vertex;

/// What is expected where an id says that nothing is known.
pub(super) const NO_ID: &str = "two ids; a word for \"not known\" is none (in quotes it is a name)";

type Hasher = BuildHasherDefault<FxHasher>;

/// The ties of one chunk, between its own people.
#[derive(Default)]
struct Read<'l> {
    /// People in order, with the hash of their ids.
    people: Vec<(u64, &'l [u8])>,
    ties: Vec<(Vertex, Vertex)>,
    value: Vec<f32>,
    unfit: Unfit,
    comments: Vec<usize>,
    slip: Option<Slip>,
}

/// Ties between ids that are words, in `chunks` of a file.
pub(super) fn named(form: &Form, chunks: &[&[u8]]) -> Result<Found, Slip> {
    // Ids by number, and numbers by the hash of the id.
    let mut ids: Vec<(u64, &[u8])> = Vec::new();
    let mut number: HashTable<Vertex> = HashTable::new();
    let mut all = Found::default();
    let (mut value, mut lines) = (Vec::new(), 0);
    in_batches(
        chunks.len(),
        |i, read: &mut Read| read.slip = scan(form, chunks[i], read).err(),
        |read| {
            let people: Vec<Vertex> = read
                .people
                .drain(..)
                .map(|(hash, word)| numbered(&mut number, &mut ids, hash, word))
                .collect();
            let tie = |(a, b): (Vertex, Vertex)| (people[a as usize], people[b as usize]);
            lines += read.ties.len();
            all.ties.extend(read.ties.drain(..).map(tie).filter(|(a, b)| a != b));
            value.append(&mut read.value);
            all.comments.append(&mut read.comments);
            all.unfit.then(std::mem::take(&mut read.unfit));
            read.slip.take().map_or(Ok(()), Err)
        },
    )?;
    all.self_loops = (lines - all.ties.len()) as u64;
    all.value = form.columns.third.is_some().then_some(value);
    let (mut text, mut end) = (String::new(), Vec::with_capacity(ids.len()));
    for (_, id) in ids {
        text += &String::from_utf8_lossy(id);
        end.push(text.len() as u64);
    }
    // The ends were counted off the text itself.
    all.names = Words::new(text, end).map_or(Names::default(), Names::Words);
    Ok(all)
}

/// The number of an id; a new one is added.
#[inline]
fn numbered<'l>(
    number: &mut HashTable<Vertex>,
    ids: &mut Vec<(u64, &'l [u8])>,
    hash: u64,
    id: &'l [u8],
) -> Vertex {
    let entry = number.entry(
        hash,
        |p| ids[*p as usize].0 == hash && ids[*p as usize].1 == id,
        |p| ids[*p as usize].0,
    );
    match entry {
        hashbrown::hash_table::Entry::Occupied(entry) => *entry.get(),
        hashbrown::hash_table::Entry::Vacant(entry) => {
            let new = ids.len() as Vertex;
            entry.insert(new);
            ids.push((hash, id));
            new
        }
    }
}

fn scan<'l>(form: &Form, chunk: &'l [u8], read: &mut Read<'l>) -> Result<(), Slip> {
    let hasher = Hasher::default();
    let mut number: HashTable<Vertex> = HashTable::with_capacity(chunk.len() / 32);
    let mut at = 0;
    while at < chunk.len() {
        let (line, next) = line_at(chunk, at);
        at = next;
        if line.is_empty() || form.comments.has(line) {
            if !line.is_empty() {
                read.comments.push(form.place(line));
            }
            continue;
        }
        let fields = form.fields(line);
        let slip = |expected: String| Slip { at: form.place(line), expected };
        let ids = form.ids(&fields).map_err(slip)?.map(plain_id);
        let before = read.people.len();
        let [a, b] = ids.map(|id| numbered(&mut number, &mut read.people, hasher.hash_one(id), id));
        if read.people.len() > before && !form.quoted && ids.iter().any(|id| no_id(id)) {
            return Err(slip(NO_ID.into()));
        }
        read.ties.push((a, b));
        if form.columns.third.is_some() {
            let value = form.value(&fields);
            read.unfit.note(value, || form.place(line));
            if a != b {
                read.value.push(value);
            }
        }
    }
    Ok(())
}
