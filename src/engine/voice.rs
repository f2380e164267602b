//! Voices: how a talk act becomes exposures, by chat, post, club, telling everybody, or repost.

use rand_distr::{Distribution, Poisson};

use crate::engine::choices::TalkAct;
use crate::engine::exposure::Story;
use crate::engine::letters::post_luck;
use crate::engine::{Exposure, Mark, Model, Outbox, Repost, Response, Shard, Tick, TieView, Turn};
use crate::rng::{Purpose, Stream, below, ln_unit, unit};
use crate::rules;
use crate::scenario::plan::{ChannelKind, Chat, Club, Feed, Pace};
use crate::units::{ChannelId, PersonId, Stage};
use crate::world::Ties;

/// A post that is no repost: its feed, its mark and the key of its draws.
#[derive(Debug, Clone, Copy)]
pub(super) struct Post {
    /// Feed it goes to.
    pub channel: ChannelId,
    /// Mark of its exposures.
    pub mark: Mark,
    /// The author's act number.
    pub act: u32,
    /// Key beside the act.
    pub salt: u32,
}

/// Next index of a skip-sampled selection with chance `1 − e^{ln_miss}` each; saturates.
#[inline]
fn skip(from: u64, word: u32, ln_miss: f64) -> u64 {
    if ln_miss == f64::NEG_INFINITY {
        return from;
    }
    from.saturating_add((ln_unit(word) / ln_miss) as u64)
}

/// Hazard of a message over a tie before trust and repetition: the tie's own probability, one over its hearer's
/// ties, a whole neighbour, or the channel's weight times the tie's strength.
#[inline]
fn base_over(model: &Model, channel: ChannelId, speaker: PersonId, tie: u32) -> f64 {
    let rule = &model.channels[channel];
    if rule.even {
        return rule.base;
    }
    let strength = || f64::from(model.world.layers[rule.layer].strength(speaker.0, tie));
    match rule.response {
        Response::Weight | Response::Probability => rule.base * strength(),
        Response::TieProbability => rules::hazard_of(strength()),
        Response::DegreeProbability => {
            let ties = &model.world.layers[rule.layer];
            rules::hazard_of(1.0 / f64::from(ties.in_degree(ties.hearer(speaker.0, tie)).max(1)))
        }
        Response::Neighbours | Response::Strengths => 1.0,
    }
}

impl Shard {
    /// Speaks on the channel that a talk act has chosen; `ties` are given where the channel has a rate
    /// for each tie.
    #[inline(always)]
    #[expect(clippy::too_many_arguments, reason = "an act is its author, number, choice and words")]
    pub(super) fn say(
        &mut self,
        model: &Model,
        tick: &Tick,
        turn: &mut Turn,
        ties: Option<TieView>,
        act: u32,
        talk: TalkAct,
        words: [u32; 4],
        out: &mut Outbox,
    ) {
        let TalkAct { channel, mark } = talk;
        let person = turn.person;
        match model.plan.channels[channel].kind {
            ChannelKind::Chat(ref chat) => {
                if let Some((exposure, _)) = self.chat(model, turn, ties, act, talk, chat, words) {
                    out.send(exposure);
                }
            }
            ChannelKind::Feed(_) => {
                self.post(model, tick, turn, Post { channel, mark, act, salt: 0 }, out);
            }
            ChannelKind::Club(Club { views, .. }) => {
                let Some(catchment) = &model.channels[channel].catchment else { return };
                let Ok(readers) = Poisson::new(views) else { return };
                self.tally.views[channel] += 1;
                let late = model.channels[channel].post_delay;
                let mut stream = model.luck.stream(Purpose::Club, person.0, act, 0);
                let readers = readers.sample(&mut stream) as u32;
                let stage = turn.stage;
                for _ in 0..readers {
                    let to = catchment.nth(below(stream.word(), catchment.len()));
                    let force = model.channels[channel].base * model.trust[stage as usize];
                    let mut exposure = Exposure::new(PersonId(to), person, force, act, channel, mark);
                    if stage.warns() {
                        exposure.set_negative();
                    }
                    let late = late.map_or(0, |law| law.delay(stream.word()));
                    self.send_late(model, tick, late, exposure, out);
                }
            }
        }
    }

    /// What is said in a chat, and over which tie; `None` where there is nobody to tell, or it is thinned out.
    #[inline(always)]
    #[expect(clippy::too_many_arguments, reason = "an act is its author, ties, number, channel and words")]
    pub(super) fn chat(
        &mut self,
        model: &Model,
        turn: &mut Turn,
        ties: Option<TieView>,
        act: u32,
        TalkAct { channel, mark }: TalkAct,
        &Chat { once, by_strength, .. }: &Chat,
        words: [u32; 4],
    ) -> Option<(Exposure, u32)> {
        let person = turn.person;
        let rule = &model.channels[channel];
        let ties = ties.unwrap_or_else(|| TieView::of(model, rule.layer, person));
        let degree = ties.degree;
        let tie = if once || model.per_tie.is_some_and(|t| t.untold) {
            self.spoken.unspoken(turn, &ties, words[2])
        } else if degree == 0 {
            None
        } else if by_strength {
            Some(strongest_share(&model.world.layers[rule.layer], person, degree, words[2]))
        } else {
            Some(below(words[2], degree))
        };
        let tie = tie?;
        if rule.thinned.is_some_and(|p| unit(words[3]) >= p) {
            self.spoken.speak_over(turn, &ties, tie);
            return None;
        }
        Some((self.exposure(model, turn, &ties, act, channel, mark, tie), tie))
    }

    /// An exposure over a tie, weighed by trust, tie strength and repetition.
    #[inline]
    #[expect(clippy::too_many_arguments, reason = "an act is its author, ties, number, channel and mark")]
    fn exposure(
        &mut self,
        model: &Model,
        turn: &mut Turn,
        ties: &TieView,
        act: u32,
        channel: ChannelId,
        mark: Mark,
        tie: u32,
    ) -> Exposure {
        let rule = &model.channels[channel];
        let first = self.spoken.speak_over(turn, ties, tie);
        let again = if first { 1.0 } else { model.plan.talk.same_friend_again };
        let force = if rule.response == Response::Strengths {
            // Whole units, at most 2²⁴: exact in an exposure.
            f64::from(model.world.layers[rule.layer].strength_units(turn.person.0, tie))
        } else {
            base_over(model, channel, turn.person, tie) * model.trust[turn.stage as usize] * again
        };
        let mut exposure = Exposure::new(ties.hearer(tie), turn.person, force, act, channel, mark);
        if first {
            exposure.set_first();
        }
        if turn.stage.warns() {
            exposure.set_negative();
        }
        exposure
    }

    /// Posts on a feed.
    pub(super) fn post(&mut self, model: &Model, tick: &Tick, turn: &mut Turn, post: Post, out: &mut Outbox) {
        let (person, negative) = (turn.person, turn.stage.warns());
        let story = Story {
            origin: person,
            act: post.act,
            salt: post.salt,
            channel: post.channel,
            mark: post.mark,
            negative,
            strength: 1.0,
        };
        let stream = model.luck.stream(Purpose::View, person.0, post.act, post.salt);
        self.show(model, tick, turn, story, stream, out);
    }

    /// Passes a story on to the reposter's own followers.
    pub(super) fn repost(&mut self, model: &Model, tick: &Tick, repost: Repost, out: &mut Outbox) {
        let story = repost.story;
        // Keyed by reposter and story, not by the way it came.
        let salt = story.salt ^ story.origin.0.wrapping_mul(0x9e37_79b9) ^ 0x5bd1_e995;
        let stream = model.luck.stream(Purpose::View, repost.person.0, story.act, salt);
        let mut turn = self.turn(repost.person);
        self.show(model, tick, &mut turn, story, stream, out);
        // A viewer may pass on a product they do not own.
        self.touch(self.local(repost.person));
        self.put_back(&turn);
    }

    /// Shows a story to the followers of a speaker; some of them pass it on.
    pub(super) fn show(
        &mut self,
        model: &Model,
        tick: &Tick,
        turn: &mut Turn,
        story: Story,
        mut stream: Stream,
        out: &mut Outbox,
    ) {
        let channel = story.channel;
        let rule = &model.channels[channel];
        let ChannelKind::Feed(Feed { repost, latency_ticks, spread, .. }) = model.plan.channels[channel].kind
        else {
            return;
        };
        let speaker = turn.person;
        let ties = TieView::of(model, rule.layer, speaker);
        let degree = u64::from(ties.degree);
        let view = tick.view[channel];
        if view <= 0.0 {
            return;
        }
        let mut ln_miss = tick.ln_miss[channel];
        if spread > 0.0 && story.origin == speaker {
            let lucky = view * post_luck(model, speaker, story.act, story.salt, spread);
            ln_miss = if lucky >= 1.0 { f64::NEG_INFINITY } else { libm::log1p(-lucky) };
        }
        let repost = repost * f64::from(story.strength);
        let own = story.origin == speaker;
        let from = story.origin;
        let mut tie = skip(0, stream.word(), ln_miss);
        while tie < degree {
            self.tally.views[channel] += 1;
            let mut exposure = if own {
                self.exposure(model, turn, &ties, story.act, channel, story.mark, tie as u32)
            } else {
                let first = self.spoken.speak_over(turn, &ties, tie as u32);
                let again = if first { 1.0 } else { model.plan.talk.same_friend_again };
                let base = base_over(model, channel, speaker, tie as u32);
                let force = base * model.trust[turn.stage as usize] * again * f64::from(story.strength);
                let to = ties.hearer(tie as u32);
                let mut l = Exposure::new(to, from, force, story.act, channel, story.mark);
                if first {
                    l.set_first();
                }
                l
            };
            if story.negative {
                exposure.set_negative();
            }
            let delay = rule.post_delay.map_or(0, |law| law.delay(stream.word()));
            if repost > 0.0 && unit(stream.word()) < repost {
                // The viewer's shard decides whether they have passed it on already.
                out.pass_on(Repost { person: exposure.to, story }, delay + latency_ticks);
            }
            if delay == 0 {
                out.send(exposure);
            } else {
                self.feeds.later.entry(tick.number + delay).or_default().push(exposure);
            }
            tie = skip(tie + 1, stream.word(), ln_miss);
        }
    }

    /// Speaks over all ties of every `acts = "all"` channel in one act.
    pub(super) fn tell_all(&mut self, model: &Model, tick: &Tick, person: PersonId, out: &mut Outbox) {
        let mut turn = self.turn(person);
        let warns = turn.stage == Stage::Rejecter && turn.state.passes_warning();
        if !turn.stage.owns() && !warns {
            return;
        }
        self.tally.events += 1;
        for (channel, plan) in ChannelId::all(model.channels.len()).zip(&model.plan.channels) {
            if plan.pace != Pace::All || f64::from(tick.day) + 1e-9 < plan.opens_day {
                continue;
            }
            let ties = TieView::of(model, model.channels[channel].layer, person);
            let degree = u64::from(ties.degree);
            // Where ties do not differ, one exposure serves all of them.
            let rule = &model.channels[channel];
            let same =
                (degree > 0 && ties.unmarked() && (rule.even || rule.response == Response::Neighbours))
                    .then(|| self.exposure(model, &mut turn, &ties, 0, channel, Mark::BASE, 0));
            let exposure = |shard: &mut Shard, turn: &mut Turn, tie: u32| match same {
                Some(exposure) => exposure.readdressed(ties.hearer(tie)),
                None => shard.exposure(model, turn, &ties, 0, channel, Mark::BASE, tie),
            };
            match rule.thinned {
                Some(p) if p < 1.0 => {
                    let mut stream = model.luck.stream(Purpose::Thin, person.0, channel.0 as u32, 0);
                    let ln_miss = rule.ln_miss;
                    let mut tie = skip(0, stream.word(), ln_miss);
                    while tie < degree {
                        out.send(exposure(self, &mut turn, tie as u32));
                        tie = skip(tie + 1, stream.word(), ln_miss);
                    }
                }
                _ => {
                    for tie in 0..degree as u32 {
                        out.send(exposure(self, &mut turn, tie));
                    }
                }
            }
        }
        self.put_back(&turn);
    }
}

/// A tie drawn in proportion to its strength.
fn strongest_share(ties: &Ties, person: PersonId, degree: u32, word: u32) -> u32 {
    let total: f64 = (0..degree).map(|i| f64::from(ties.strength(person.0, i))).sum();
    let mut left = unit(word) * total;
    for i in 0..degree {
        left -= f64::from(ties.strength(person.0, i));
        if left < 0.0 {
            return i;
        }
    }
    degree - 1
}
