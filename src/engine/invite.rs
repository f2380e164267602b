//! Invitations of a tick: acts of giving on the talk clock.
//!
//! Giving is an act of talk of the stages that may give, at a rate of its own, so no clock is added.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contract::InviteToday;
use crate::engine::choices::{Choice, TalkAct, choices};
use crate::engine::{Mark, Model, ROWS, Row};
use crate::rules;
use crate::units::{PersonId, Stage, TacticId};

/// Invitations of a tick.
#[derive(Debug, Clone, PartialEq)]
pub struct Invites {
    /// By tactic.
    pub(super) of: Vec<Option<InviteToday>>,
    /// Trust left, by channel.
    pub(super) trust: Vec<f64>,
    /// Channel and mark of a talk act, by row.
    talk: [Vec<Choice<TalkAct>>; ROWS],
    /// Acts of giving per day with talk factor 1, by row.
    pub(super) more: [f64; ROWS],
}

/// Codes that people have given: period and number.
pub(super) type Given = FxHashMap<(PersonId, TacticId), (u32, u32)>;

/// Packets of a shard.
#[derive(Debug, Default)]
pub(super) struct Packets {
    /// Who has opened one.
    pub(super) opened: FxHashSet<(PersonId, TacticId)>,
    /// Those who opened one in the last tick, each with the owner who gave it first.
    pub(super) fresh: Vec<(PersonId, TacticId, PersonId)>,
}

impl Packets {
    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.opened.clear();
        self.fresh.clear();
    }
}

impl Invites {
    /// The invitations of these tactics beside ordinary talk, whose weights are given, and those of fresh owners where they
    /// differ; `None` without any.
    pub(super) fn of(
        model: &Model,
        invites: &[InviteToday],
        ordinary: &[(f64, TalkAct)],
        fresh: Option<&[(f64, TalkAct)]>,
        day: f64,
    ) -> Option<Box<Invites>> {
        if invites.is_empty() {
            return None;
        }
        let mut of = vec![None; model.strategy.tactics.len()];
        let mut trust = vec![1.0; model.channels.len()];
        for invite in invites {
            of[invite.tactic.index()] = Some(*invite);
            trust[invite.channel] *= invite.trust;
        }
        let mut more = [0.0; ROWS];
        let talk = Row::table(|row| {
            let stage = row.stage();
            let acts = |i: &InviteToday| {
                let plan = &model.plan.channels[i.channel];
                i.per_day * rules::open_share(day - plan.opens_day, plan.fills_days)
            };
            let given: Vec<(f64, TalkAct)> = invites
                .iter()
                .filter(|i| i.givers.include(stage))
                .map(|i| (acts(i), TalkAct { channel: i.channel, mark: Mark::of(i.tactic) }))
                .collect();
            more[row] = given.iter().map(|g| g.0).sum();
            let share = model.talk_share[row];
            let own = fresh.filter(|_| stage == Stage::Fresh).unwrap_or(ordinary);
            let talk = own.iter().map(|(weight, act)| (weight * share, *act));
            choices(&talk.chain(given).collect::<Vec<_>>())
        });
        Some(Box::new(Invites { of, trust, talk, more }))
    }

    /// Channel and mark of a talk act of a row.
    #[inline]
    pub(super) fn talk(&self, row: Row) -> &[Choice<TalkAct>] {
        &self.talk[row]
    }

    /// The invitation that an act with this mark belongs to.
    pub(super) fn by(&self, mark: Mark) -> Option<&InviteToday> {
        self.of[mark.tactic()?.index()].as_ref()
    }
}
