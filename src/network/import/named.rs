//! Ties between people whose ids are words, read in parallel.
//!
//! Each chunk of the file numbers its own people by first appearance; chunk after chunk, those who
//! are new are added, so all are numbered by first appearance in the file.

use std::hash::{BuildHasher, BuildHasherDefault};

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
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

/// An id with its first bytes at hand: most are told apart without a look at the text, which is far away.
#[derive(Clone, Copy)]
struct Id<'l> {
    /// All bytes of an id of up to 16; of a longer one its hash.
    head: u128,
    text: &'l [u8],
}

impl<'l> Id<'l> {
    #[inline]
    fn of(text: &'l [u8]) -> Id<'l> {
        let mut head = [0; 16];
        match head.get_mut(..text.len()) {
            Some(short) => short.copy_from_slice(text),
            None => {
                let hash = BuildHasherDefault::<FxHasher>::default().hash_one(text);
                head[8..].copy_from_slice(&hash.to_le_bytes());
            }
        }
        Id { head: u128::from_le_bytes(head), text }
    }

    #[inline]
    fn hash(&self) -> u64 {
        let [low, high] = [self.head as u64, (self.head >> 64) as u64];
        let wide = u128::from(low ^ 0x9e37_79b9_7f4a_7c15) * u128::from(high ^ 0xbf58_476d_1ce4_e5b9);
        (wide ^ wide >> 64) as u64
    }
}

impl PartialEq for Id<'_> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        let alike = (self.head, self.text.len()) == (other.head, other.text.len());
        alike && (self.text.len() <= 16 || self.text == other.text)
    }
}

/// The ties of one chunk, between its own people.
#[derive(Default)]
struct Read<'l> {
    /// People in order.
    people: Vec<Id<'l>>,
    ties: Vec<(Vertex, Vertex)>,
    value: Vec<f32>,
    unfit: Unfit,
    comments: Vec<usize>,
    slip: Option<Slip>,
}

/// Ties between ids that are words, in `chunks` of a file.
pub(super) fn named(form: &Form, chunks: &[&[u8]]) -> Result<Found, Slip> {
    // Ids by number, and numbers by the hash of the id.
    let mut ids: Vec<Id> = Vec::new();
    let mut number: HashTable<Vertex> = HashTable::new();
    let mut all = Found::default();
    let (mut value, mut lines) = (Vec::new(), 0);
    in_batches(
        chunks.len(),
        |i, read: &mut Read| read.slip = scan(form, chunks[i], read).err(),
        |read| {
            let people: Vec<Vertex> =
                read.people.drain(..).map(|id| numbered(&mut number, &mut ids, id)).collect();
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
    for id in ids {
        text += &String::from_utf8_lossy(id.text);
        end.push(text.len() as u64);
    }
    // The ends were counted off the text itself.
    all.names = Words::new(text, end).map_or(Names::default(), Names::Words);
    Ok(all)
}

/// The number of an id; a new one is added.
#[inline]
fn numbered<'l>(number: &mut HashTable<Vertex>, ids: &mut Vec<Id<'l>>, id: Id<'l>) -> Vertex {
    match number.entry(id.hash(), |p| ids[*p as usize] == id, |p| ids[*p as usize].hash()) {
        Entry::Occupied(entry) => *entry.get(),
        Entry::Vacant(entry) => {
            let new = ids.len() as Vertex;
            entry.insert(new);
            ids.push(id);
            new
        }
    }
}

fn scan<'l>(form: &Form, chunk: &'l [u8], read: &mut Read<'l>) -> Result<(), Slip> {
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
        let [a, b] = ids.map(|id| numbered(&mut number, &mut read.people, Id::of(id)));
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
