//! Chooses exactly so many people, once a tick, on one thread.
//!
//! Owners are listed from the ledger of adoptions, participants from the list of the involved, members from their
//! group: a choice costs as much as there are people to choose from, in a tick in which something is chosen, and
//! nothing in any other. People who do not own the product are tried one after the other.
//!
//! Always true: lists are in the order of ids and draws are keyed by the choice, so that the partition cannot show.

use rustc_hash::FxHashSet;

use crate::contract::{
    AccountToday, By, EnlistCounts, EnlistPulse, Enlisted, EntriesToday, GroupToday, Number,
    ParticipationToday, Pick, Place, Pool, Pulse, RanksToday, Reach, ServiceToday,
};
use crate::engine::audience::candidates;
use crate::engine::{Model, Shard, Tick};
use crate::rng::{Purpose, Stream, below, exp1};
use crate::rules;
use crate::units::{PersonId, Stage};
use crate::world::Catchment;

/// Tries for each person who is looked for among those who do not own the product.
const TRIES: u64 = 64;
/// Salt of the draws of a choice.
const CHOICE: u32 = 0x7065_6f70;

/// What all shards share of choices, from tick to tick.
#[derive(Debug, Default)]
pub(super) struct PickBook {
    /// People chosen in this tick, and the city chosen in, by tactic.
    now: Vec<(u64, Option<u32>)>,
    /// The people of segments that were asked for.
    homes: Vec<(Vec<usize>, Catchment)>,
}

impl PickBook {
    /// Counts members at the start of a tick; who no longer owns the product is none.
    pub fn take_pulse(&self, model: &Model, shards: &mut [Shard], pulse: &mut Pulse) {
        if !model.picks {
            return;
        }
        pulse.enlist.resize(model.strategy.tactics.len(), EnlistPulse::default());
        pulse.enlist.iter_mut().for_each(|e| e.members = 0);
        for shard in shards {
            shard.leave_groups();
            for (tactic, _) in &shard.roster.members {
                pulse.enlist[tactic.index()].members += 1;
            }
        }
    }

    /// Chooses the people of a tick.
    pub fn open(
        &mut self,
        model: &Model,
        (picks, groups): (Vec<Pick>, Vec<GroupToday>),
        tick: &mut Tick,
        shards: &mut [Shard],
    ) {
        tick.groups = groups;
        self.now.clear();
        self.now.resize(model.strategy.tactics.len(), (0, None));
        for (k, pick) in picks.into_iter().enumerate() {
            let chosen = self.choose(model, tick, shards, &pick);
            self.now[pick.tactic.index()].0 += if pick.counts { chosen.len() as u64 } else { 0 };
            for person in &chosen {
                let owner = Shard::holding(shards, *person);
                let roster = &mut shards[owner].roster;
                roster.chosen.push((k, *person));
                if pick.joins {
                    roster.members.insert((pick.tactic, *person));
                }
            }
            tick.audiences |= pick.contact.is_some();
            tick.picks.push((pick, chosen.len() as u32));
        }
    }

    /// The people of one choice.
    fn choose(&mut self, model: &Model, tick: &Tick, shards: &[Shard], pick: &Pick) -> Vec<PersonId> {
        let wanted = match pick.number {
            Number::Exactly(number) => number,
            Number::InTheMean(mean) => {
                let mut stream = model.luck.stream(Purpose::Enlist, pick.key, tick.number, CHOICE);
                u64::from(candidates(&mut stream, mean))
            }
        };
        if wanted == 0 {
            return Vec::new();
        }
        let stream = model.luck.stream(Purpose::Choose, pick.key, tick.number, CHOICE);
        match &pick.from {
            Pool::Anybody => find(model, tick, shards, (pick, wanted), None, stream),
            Pool::Undecided(segments) if segments.is_empty() => {
                find(model, tick, shards, (pick, wanted), None, stream)
            }
            Pool::Undecided(segments) => {
                let known = self.homes.iter().position(|(of, _)| of == segments);
                let at = known.unwrap_or_else(|| {
                    self.homes.push((segments.clone(), model.world.catchment(segments)));
                    self.homes.len() - 1
                });
                find(model, tick, shards, (pick, wanted), Some(&self.homes[at].1), stream)
            }
            Pool::Owners | Pool::Participants | Pool::Members | Pool::Seeds | Pool::Winners => {
                let mut list = listed(shards, pick);
                if let Place::CityWithMost { but } = &pick.place {
                    let city = city_with_most(model, &list, but);
                    list.retain(|p| Some(model.world.city(p.0) as u32) == city);
                    self.now[pick.tactic.index()].1 = city;
                }
                select(model, tick, shards, (pick, wanted), list, stream)
            }
        }
    }

    /// Takes what became of the people chosen in a tick into the pulse.
    pub fn record(&mut self, shards: &[Shard], pulse: &mut Pulse) {
        for (t, sum) in pulse.enlist.iter_mut().enumerate() {
            let (chosen, city) = self.now.get_mut(t).map(std::mem::take).unwrap_or_default();
            sum.city = city;
            sum.counts = EnlistCounts::default();
            sum.counts[Enlisted::Chosen] = chosen;
            shards.iter().for_each(|shard| sum.counts += shard.tally.enlist[t]);
        }
    }
}

/// The people that a choice is made from, by id.
fn listed(shards: &[Shard], pick: &Pick) -> Vec<PersonId> {
    let mut list = Vec::new();
    for shard in shards {
        let there = |person: &PersonId| shard.is_there(pick, *person);
        if shard.schedule.brute_force {
            list.extend(shard.schedule.everybody().filter(there));
            continue;
        }
        let ledger = || shard.ledger.iter();
        match pick.from {
            Pool::Owners => list.extend(ledger().map(|row| row.person).filter(there)),
            Pool::Seeds => {
                list.extend(ledger().take_while(|row| row.tick == 0).map(|row| row.person).filter(there));
            }
            Pool::Participants => list.extend(shard.involved.iter().copied().filter(there)),
            Pool::Members => list.extend(shard.roster.members_of(pick.tactic).filter(there)),
            Pool::Winners => {
                list.extend(shard.roster.winners.iter().map(|winner| winner.1).filter(there));
            }
            Pool::Anybody | Pool::Undecided(_) => {}
        }
    }
    list.sort_unstable();
    list.dedup();
    list
}

/// The city that has most of these people and is none of `but`; where all are, the first of `but` that has any.
fn city_with_most(model: &Model, list: &[PersonId], but: &[u32]) -> Option<u32> {
    // People of a city stand together.
    let cities = list.chunk_by(|a, b| model.world.city(a.0) == model.world.city(b.0));
    let counts: Vec<(u32, usize)> =
        cities.map(|people| (model.world.city(people[0].0) as u32, people.len())).collect();
    let others = counts.iter().filter(|(city, _)| !but.contains(city));
    let most = others.max_by_key(|(city, people)| (*people, std::cmp::Reverse(*city)));
    let visited = || but.iter().copied().find(|city| counts.iter().any(|(there, _)| there == city));
    most.map(|(city, _)| *city).or_else(visited)
}

/// Chooses so many people of a list.
fn select(
    model: &Model,
    tick: &Tick,
    shards: &[Shard],
    (pick, wanted): (&Pick, u64),
    mut list: Vec<PersonId>,
    mut stream: Stream,
) -> Vec<PersonId> {
    let wanted = wanted.min(list.len() as u64) as usize;
    if pick.by == By::Chance {
        for k in 0..wanted {
            let other = k + below(stream.word(), (list.len() - k) as u32) as usize;
            list.swap(k, other);
        }
        list.truncate(wanted);
        return list;
    }
    let score = |person: PersonId| -> u64 {
        let owner = Shard::holding(shards, person);
        let shard = &shards[owner];
        let involved = shard.speakers[shard.local(person)].involvement(tick.day);
        let luck = model.luck.draws(Purpose::Choose, person.0, tick.number, pick.key)[0];
        match pick.by {
            // Of those alike, a keyed draw decides.
            By::Involvement | By::Chance => u64::from(involved) << 32 | u64::from(luck),
            // Bits of positive numbers stand in their order.
            By::Votes => ((f64::from(involved) + 1.0) * exp1(luck)).to_bits(),
        }
    };
    let mut scored: Vec<(u64, PersonId)> = list.into_iter().map(|person| (score(person), person)).collect();
    let best_first = |a: &(u64, PersonId), b: &(u64, PersonId)| b.0.cmp(&a.0).then(a.1.cmp(&b.1));
    if wanted < scored.len() {
        scored.select_nth_unstable_by(wanted, best_first);
        scored.truncate(wanted);
    }
    scored.sort_unstable_by(best_first);
    scored.into_iter().map(|(_, person)| person).collect()
}

/// Looks for so many people who do not own the product, among everybody or some.
fn find(
    model: &Model,
    tick: &Tick,
    shards: &[Shard],
    (pick, wanted): (&Pick, u64),
    among: Option<&Catchment>,
    mut stream: Stream,
) -> Vec<PersonId> {
    let all = among.map_or(model.world.people.count, Catchment::len);
    let nth = |k: u32| PersonId(among.map_or(k, |among| among.nth(k)));
    let there = |person: PersonId| {
        let owner = Shard::holding(shards, person);
        let shard = &shards[owner];
        // Who comes with something else in this tick gets it so.
        let eligible = match pick.from {
            Pool::Anybody => !shard.arriving.contains(&person),
            Pool::Undecided(_)
            | Pool::Owners
            | Pool::Participants
            | Pool::Members
            | Pool::Seeds
            | Pool::Winners => model.eligible(person, tick.eligible_units),
        };
        shard.listeners[shard.local(person)].stage() < Stage::Wanting && eligible
    };
    let (mut chosen, mut taken) = (Vec::new(), FxHashSet::default());
    for _ in 0..TRIES * wanted.max(16) {
        if chosen.len() as u64 == wanted || all == 0 {
            return chosen;
        }
        let person = nth(below(stream.word(), all));
        if there(person) && taken.insert(person) {
            chosen.push(person);
        }
    }
    if matches!(pick.from, Pool::Anybody) {
        // Nearly everybody owns it: the others in the order of ids.
        let left = wanted as usize - chosen.len();
        let others: Vec<PersonId> =
            (0..all).map(nth).filter(|p| there(*p) && !taken.contains(p)).take(left).collect();
        chosen.extend(others);
    }
    chosen
}

/// Lets ranks raise what people gain by taking part, by answers, posts and events, how rewarding it is to take part,
/// and what participants take part in.
pub(super) fn rank(
    ranks: &[RanksToday],
    (participation, entries): (&mut [ParticipationToday], &mut [EntriesToday]),
    service: &mut [ServiceToday],
    accounts: &mut [AccountToday],
    reach: &mut [Reach],
) {
    if ranks.is_empty() {
        return;
    }
    let gains = 1.0 + ranks.iter().map(|r| r.gains).sum::<f64>();
    let aspire = 1.0 + ranks.iter().map(|r| r.aspire).sum::<f64>();
    let raise = |gain: &mut f64| *gain = (*gain * gains).min(1.0);
    let honour = ranks.iter().map(|r| r.rewarding).fold(0.0, f64::max);
    for part in participation {
        raise(&mut part.gain);
        part.participant *= aspire;
        part.rate *= rules::honoured(part.rewarding, honour);
    }
    for entry in entries {
        raise(&mut entry.gain);
        entry.rate *= rules::honoured(entry.rewarding, honour);
    }
    service.iter_mut().for_each(|s| raise(&mut s.gain));
    accounts.iter_mut().for_each(|a| raise(&mut a.posts.gain));
    for event in reach.iter_mut().filter_map(|r| r.event.as_mut()) {
        raise(&mut event.maker_gain);
        raise(&mut event.viewer_gain);
    }
}
