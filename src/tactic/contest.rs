//! A contest: people enter for a prize, whether they own the product or not.
//!
//! Whoever wants to enters `tries_per_day·x·r` times a day, at most five, x the score of the form, halved with every
//! `interest_half_life`, r the height of a trend that it rides (1 without). An entry feels like `commits·x` fresh ads to whoever enters without owning the product,
//! involves, makes something to show, and annoys a friend with the chance `annoys`. Each day
//! `min(winners_per_day, entries)` prizes are given, at `prize_value − prize_price` each; an entry that is judged
//! fairly costs `judging`. Unfair, honesty halves after a week. The last tick is for paying, so that no entry
//! goes without its prize. With `commits`, `content`, `involvement_gain` and `annoys` at 0 only the money remains.

use super::participation::{Interaction, MOST_ENTRIES};
use crate::contract::{
    Budget, Did, Effects, Entrants, EntriesToday, Measure, Mechanism, Now, Of, Segments, Tactic,
};
use crate::scenario::declare::{Form, Item, Section, TINY, figure, grouped, table};
use crate::scenario::media::Media;
use crate::scenario::named_segments;
use crate::scenario::plan::{Plan, Trend};
use crate::scenario::spec::{Account, Needs, Start, TacticContext, TacticSpec};
use crate::units::ChannelId;

table! {
    /// People enter for a prize, whether they own the product or not.
    pub struct Contest in ["strategy.tactic:contest"], with (context: &TacticContext<'_>) {
        /// How well entering is made.
        pub interaction: Interaction = Table;
        /// The account of a content tactic whose followers enter; by default everybody who has heard of the product.
        pub account: Option<String> = Text;
        /// Share of them who want to enter; assumed.
        pub demand ["people_who_enter"]: f64 = Share 0.1, plausible 0.02 to 0.3;
        /// Entries a day of somebody who wants to, at full design, five at most; assumed.
        pub tries_per_day: f64 = Number 2 in 0.0..=MOST_ENTRIES, plausible 0.5 to 3;
        /// Time after which interest halves; assumed.
        pub interest_half_life: f64 = Days "2w" in TINY..=1e5;
        /// Segments whose people want to enter, as in ["innovators"]; by default all.
        pub needed_by: Vec<usize> = Form (Form::List(&Form::Text)),
            by |s, key| named_segments(s, key, &context.market.segments);
        /// Force of an entry on somebody who does not own the product, relative to a fresh ad's view: to have said it
        /// commits; assumed.
        pub commits: f64 = Number 1 in 0.0..=1_000.0, plausible 0 to 40;
        /// What bought attention costs and does, which an entry is measured by.
        pub media: Media = Within, by |_, _| *context.media;
        /// Involvement gained by an entry; assumed.
        pub involvement_gain: f64 = Share 0.05, plausible 0.01 to 0.2;
        /// Content made per entry at full design; assumed.
        pub content: f64 = Share 0.02, plausible 0 to 0.2;
        /// The feed that what people make is posted on, or "none"; by default the first feed.
        pub posts_on: Option<ChannelId> = Text, by |s, key| context.feed(s, key);
        /// Prizes a day; from a thousand dolls a day.
        pub winners_per_day: f64 = Count 1_000 in 0.0..=1e9;
        /// Cost of a prize; from a doll that sold at 39.
        pub prize_value: f64 = Money 39 in 0.0..=1e9;
        /// What a winner pays for it; from the 9 that the doll cost winners.
        pub prize_price: f64 = Money 9 in 0.0..=1e9;
        /// Chance that an entry annoys a friend, who hears it as a warning; assumed.
        pub annoys: f64 = Share 0.005, plausible 0 to 0.05;
        /// The trend of the market that it rides, from the day the trend begins: people enter as many times as often as
        /// posts are seen then; by default none.
        pub rides: Option<Trend> = Text, by |s, key| context.rides(s, key);
        /// Whether entries are judged fairly; assumed.
        pub fair: bool = Flag "true";
        /// Cost of judging an entry fairly; assumed.
        pub judging: f64 = Money 0.05 in 0.0..=1e6, plausible 0.01 to 0.5;
    }
}

/// Days after which an unfair contest is seen through, and what is left of its honesty.
const UNFAIR: (f64, f64) = (7.0, 0.5);

const MEASURES: [Measure; 5] = [
    Measure::new("entries", "entries", Of::Entries),
    Measure::new("made", "things", Of::Made),
    Measure::new("annoyed", "people", Of::Annoyed),
    Measure::new("prizes", "prizes", Of::Sum),
    Measure::new("design", "score from 0 to 1", Of::Mean),
];
const PRIZES: usize = 3;
const DESIGN: usize = 4;

impl Contest {
    /// Money that a prize costs; negative where winners pay more for it.
    fn prize(&self) -> f64 {
        self.prize_value - self.prize_price
    }

    /// Cost of an entry beside the prizes.
    fn entry(&self) -> f64 {
        if self.fair { self.judging } else { 0.0 }
    }

    /// Score x after so many days.
    fn score(&self, days: f64) -> f64 {
        let seen_through = !self.fair && days >= UNFAIR.0;
        let real = self.interaction.real * if seen_through { UNFAIR.1 } else { 1.0 };
        Interaction { real, ..self.interaction }.score()
    }
}

impl TacticSpec for Contest {
    const KIND: &'static str = "contest";
    const MEANING: &'static str = "people enter for a prize, owners or not";
    const LIKE: &'static [&'static str] = &[
        "competition",
        "giveaway",
        "sweepstake",
        "lottery",
        "prize",
        "prizes",
        "比赛",
        "抽奖",
        "大赛",
        "有奖",
    ];
    const KEYS: &'static [&'static [Item]] = &[Contest::ITEMS];
    const INNER: &'static [&'static [Item]] = &[Interaction::ITEMS];

    fn read(section: &Section<'_>, context: &TacticContext<'_>) -> Contest {
        let read = Contest::read(section, context);
        if read.prize() < 0.0 {
            let text = format!("is {}, more than the prize costs", figure(read.prize_price));
            let help =
                format!("a prize that winners pay in full is a sale: at most {}", figure(read.prize_value));
            section.problem("prize_price", text, help);
        }
        read
    }

    fn needs(&self) -> Needs {
        let warns = self.annoys > 0.0;
        Needs { closes_sales: true, changes_trust: true, contacts: true, warns, ..Needs::default() }
    }

    fn costs(&self) -> bool {
        self.winners_per_day * self.prize() > 0.0 || self.entry() > 0.0
    }

    fn scale_money(&mut self, multiple: f64) {
        self.winners_per_day *= multiple;
    }

    fn at_owners(&self, owners: f64, _plan: &Plan) -> Option<String> {
        let entries = owners * self.demand * self.tries_per_day * self.score(0.0);
        Some(format!(
            "{} entries on the first day of as many people who may enter, {} prizes",
            grouped(entries.round()),
            grouped(entries.min(self.winners_per_day).round())
        ))
    }

    fn mechanisms(&self) -> Vec<Mechanism> {
        vec![Mechanism::Convincing, Mechanism::Involvement, Mechanism::Content]
    }

    fn measures(&self) -> &'static [Measure] {
        &MEASURES
    }

    fn tell(&self, did: &[Did], show: &dyn Fn(f64) -> String) -> Option<String> {
        let [entries, made, annoyed, prizes, _] = did else { return None };
        Some(format!(
            "{} entries for {} prizes; people made {} things and annoyed {} friends",
            show(entries.total),
            show(prizes.total),
            show(made.total),
            show(annoyed.total)
        ))
    }

    fn account(&self) -> Option<Account<'_>> {
        Some(Account { name: self.account.as_deref()?, kept: None })
    }

    fn begin(&self, start: &Start<'_>) -> Box<dyn Tactic> {
        Box::new(OpenContest {
            plan: self.clone(),
            key: start.tactic_key,
            from: start.account.map_or(Entrants::Aware, |a| Entrants::Followers(a.0)),
            ends: start.ends,
            left: 0.0,
            over: false,
        })
    }
}

/// A contest that is open.
struct OpenContest {
    plan: Contest,
    key: u32,
    from: Entrants,
    /// Day from the start by which it has ended.
    ends: f64,
    /// Prizes that are left for today.
    left: f64,
    over: bool,
}

impl OpenContest {
    /// Gives the prizes of the tick before; whether the money covered them.
    fn give(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) -> bool {
        let entries = now.pulse.participation[out.acting].entries as f64;
        let prizes = entries.min(self.left);
        self.left -= prizes;
        let due = prizes * self.plan.prize() + entries * self.plan.entry();
        let paid = budget.pay_up_to(out.acting, now.day_number(), due);
        out.say(PRIZES, if due > 0.0 { (prizes * paid / due).floor() } else { prizes });
        paid >= due - 1e-9
    }
}

impl Tactic for OpenContest {
    fn act(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) {
        if self.over {
            return;
        }
        if !self.give(now, budget, out) {
            self.over = true;
            out.notes.push("ended: it ran out of money for its prizes".to_owned());
            return;
        }
        if now.new_day() {
            self.left = self.plan.winners_per_day;
        }
        // The prizes of an entry are due in the next tick.
        if now.day + now.dt > self.ends - 1e-9 {
            return;
        }
        let days = now.day - now.began;
        let (plan, score) = (&self.plan, self.plan.score(days));
        out.say(DESIGN, score);
        let fading = libm::exp2(-days / plan.interest_half_life);
        let ridden = plan.rides.as_ref().map_or(1.0, |trend| trend.ridden(now.day, 0.0));
        out.entries.push(EntriesToday {
            tactic: out.acting,
            tactic_key: self.key,
            from: self.from,
            owners: true,
            rate: (plan.tries_per_day * score * fading * ridden).min(MOST_ENTRIES) * now.dt,
            demand: plan.demand,
            needed_by: Segments::of(&plan.needed_by),
            handled: 1.0,
            gain: plan.involvement_gain,
            force: plan.media.audience().force * score * plan.commits,
            content: (plan.content * score).min(1.0),
            posts_on: plan.posts_on,
            annoys: plan.annoys,
            rewarding: plan.interaction.rewarding_with_cash(),
        });
    }
}

#[cfg(test)]
mod tests;
