//! Ties between people whose ids are words, read in parallel.
//!
//! Each chunk of the file numbers its own people by first appearance; chunk after chunk, those who
//! are new are added, so all are numbered by first appearance in the file.

use rustc_hash::FxHashMap;

use super::column::Column;
use super::line::{Form, Slip, line_at};
use super::names::{Names, Words};
use super::numbered::Found;
use crate::network::rows::in_batches;
use crate::units::Vertex;

/// The ties of one chunk, between its own people.
#[derive(Default)]
struct Read<'l> {
    people: Vec<&'l [u8]>,
    ties: Vec<(Vertex, Vertex)>,
    value: Vec<f32>,
    slip: Option<Slip>,
}

/// Ties between ids that are words, in `chunks` of a file.
pub(super) fn named(form: &Form, chunks: &[&[u8]]) -> Result<Found, Slip> {
    let mut number: FxHashMap<&[u8], Vertex> = FxHashMap::default();
    let (mut text, mut end) = (String::new(), Vec::new());
    let (mut ties, mut value, mut self_loops) = (Vec::new(), Vec::new(), 0);
    in_batches(
        chunks.len(),
        |i, read: &mut Read| read.slip = scan(form, chunks[i], read).err(),
        |read| {
            let people: Vec<Vertex> = read
                .people
                .drain(..)
                .map(|word| {
                    *number.entry(word).or_insert_with(|| {
                        text += &String::from_utf8_lossy(word);
                        end.push(text.len() as u64);
                        (end.len() - 1) as Vertex
                    })
                })
                .collect();
            let tie = |(a, b): (Vertex, Vertex)| (people[a as usize], people[b as usize]);
            let lines = read.ties.len();
            ties.extend(read.ties.drain(..).map(tie).filter(|(a, b)| a != b));
            self_loops += lines as u64;
            value.append(&mut read.value);
            read.slip.take().map_or(Ok(()), Err)
        },
    )?;
    self_loops -= ties.len() as u64;
    let value = (form.column != Column::None).then_some(value);
    // The ends were counted off the text itself.
    let names = Words::new(text, end).map_or(Names::Numbers(Vec::new()), Names::Words);
    Ok(Found { ties, value, names, self_loops })
}

fn scan<'l>(form: &Form, chunk: &'l [u8], read: &mut Read<'l>) -> Result<(), Slip> {
    let mut number: FxHashMap<&'l [u8], Vertex> = FxHashMap::default();
    let mut at = 0;
    while at < chunk.len() {
        let (line, next) = line_at(chunk, at);
        at = next;
        let Some(line) = line else { continue };
        let fields = form.fields(line);
        let slip = |expected: String| Slip { at: form.place(line), expected };
        let ids = form.ids(&fields).map_err(slip)?;
        let [a, b] = ids.map(|id| {
            *number.entry(id).or_insert_with(|| {
                read.people.push(id);
                (read.people.len() - 1) as Vertex
            })
        });
        let value = form.value(&fields).map_err(slip)?;
        read.ties.push((a, b));
        if form.column != Column::None && a != b {
            read.value.push(value);
        }
    }
    Ok(())
}
