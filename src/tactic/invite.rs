//! Invitations: F-codes, referrals, affiliates. Owners give codes to friends over a chat.
//!
//! An owner who may give acts at `gives_per_day` beside ordinary talk, while codes last: `codes` a grant,
//! a grant `every`, each usable for `lasts`. A code that reaches an undecided friend has the hazard
//! `−ln(1 − converts)·s·g·δ·π`; while the product is not simply for sale, who is convinced by it or waits
//! already has it at once, outside the stock. Each owner won costs twice the `reward`, until the money is
//! out. Selling spends trust T, 1 at first: per day `dT = −0.2·selling·(codes given ÷ owners) + (1 − T)/90`;
//! it weakens every word on that chat. K is the number of owners that a grant wins. With `gives_per_day = 0`
//! only its price remains.

use crate::contract::{Budget, Did, Effects, Givers, InviteToday, Measure, Now, Of, Tactic};
use crate::scenario::declare::{Item, Key, LONG, Section, choice, grouped, show_days, table};
use crate::scenario::plan::{Channel, Plan};
use crate::scenario::spec::{Needs, Start, TacticContext, TacticSpec};
use crate::units::{ChannelId, Stage};

/// Days in which an owner's talk is fresh, for the gain of codes without a limit.
const FRESH: f64 = 30.0;
/// Shares of owners who are participants or more, and advocates, for the spiral gain; assumed: those of a
/// participation with the defaults.
const PARTICIPANTS: f64 = 0.05;
const ADVOCATES: f64 = 0.005;
/// Loss of trust per code given and owner; assumed.
const WEAR: f64 = 0.2;
/// Days in which trust comes back; assumed.
const RECOVERY: f64 = 90.0;

choice! { impl for Givers {
    Owners = "owners",
    Participants = "participants",
    Advocates = "advocates",
} }

impl serde::Serialize for Givers {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(crate::scenario::declare::Choice::word(*self))
    }
}

table! {
    /// Codes that owners give to friends.
    pub struct Invite in ["strategy.tactic:invite"], with (context: &TacticContext<'_>) {
        /// The chat that codes are given over; by default the first chat.
        pub chat: ChannelId = Text, by |s, key| context.needed_chat(s, key);
        /// The owners who get codes to give: "owners", "participants" (advocates among them) or "advocates";
        /// assumed.
        pub given_to: Givers = Word "participants";
        /// Codes of a grant, or "unlimited"; from F-codes, of which an owner had one to five.
        pub codes: Option<f64> = Count 2 in 1.0..=1e6, plausible 1 to 5, or ["unlimited"];
        /// Time from one grant to the next, in whole days; codes that are left end with it; assumed.
        pub every_days ["every"]: u32 = Days "14d" in 1.0..=LONG;
        /// How long the codes of a grant are good; by default until the next grant.
        pub lasts_days ["lasts"]: f64 = Days in 0.0..=LONG, by |s, key| {
            let every = f64::from(every_days);
            let lasts = s.maybe(key).unwrap_or(every);
            if lasts > every {
                let help = format!("the next grant comes {} later and replaces it", show_days(every));
                s.refuse(key.name, s.said(key.name, lasts), help);
            }
            lasts.min(every)
        };
        /// Codes that somebody who has some gives per day, at talk factor 1; assumed.
        pub gives_per_day: f64 = Number 0.3 in 0.0..=50.0, plausible 0.05 to 1;
        /// Chance that a code convinces the average friend who hears of it for the first time; assumed.
        pub converts: f64 = Share 0.3 in 0.0..=0.999, plausible 0.05 to 0.5;
        /// Codes in all, in the mean; by default as many as are granted.
        pub supply: Option<f64> = Number in 0.0..=1e12;
        /// Paid to each of the two for an owner that is won; neutral: nothing.
        pub reward: f64 = Money 0 in 0.0..=1e9;
        /// Whether whoever opens a code, owner or not, passes it on to as many friends as there are codes, as in red
        /// packets; neutral: no.
        pub pass_on: bool = Flag "false", by |s, key| {
            let pass_on = s.flag(key);
            if pass_on && codes.is_none() {
                let help = "write codes = N, the friends that each of them shows it to";
                s.problem(key.name, "goes on to everybody", help);
            }
            pass_on
        };
        /// Chance that a friend opens a code that is passed on; assumed.
        pub opens: f64 = Share 0.5, by |s, key| needs_pass_on(s, key, pass_on);
        /// Worth of a code to whoever opens it, where it is passed on; neutral: nothing.
        pub value: f64 = Money 0 in 0.0..=1e9, by |s, key| needs_pass_on(s, key, pass_on);
        /// How much of an advert a code is, which friends hold against the owners; neutral: nothing.
        pub selling: f64 = Share 0, plausible 0 to 0.3;
        /// One-off cost of making them; neutral: nothing.
        pub price: f64 = Money 0 in 0.0..=1e15;
        /// Share of people who could ever be won.
        pub eligible: f64 = Within, by |_, _| context.market.eligible_share();
    }
}

/// A number that stands for nothing where codes stay with whoever gets them.
fn needs_pass_on(s: &Section<'_>, key: &'static Key, pass_on: bool) -> f64 {
    if pass_on {
        return s.number(key);
    }
    if s.has(key.name) {
        s.problem(key.name, "does nothing without pass_on", "write pass_on = true too");
        s.allow(key.name);
    }
    0.0
}

const MEASURES: [Measure; 6] = [
    Measure::new("grants", "people", Of::Sum),
    Measure::new("codes granted", "codes", Of::Sum),
    Measure::new("codes given", "codes", Of::Given),
    Measure::new("codes used", "owners", Of::Won),
    Measure::new("trust left", "share", Of::Mean),
    Measure::new("codes opened", "people", Of::Opened),
];
// Positions of those that it says itself.
const GRANTS: usize = 0;
const GRANTED: usize = 1;
const TRUST: usize = 4;

impl TacticSpec for Invite {
    const KIND: &'static str = "invite";
    const MEANING: &'static str = "codes and referrals that owners give to friends";
    const LIKE: &'static [&'static str] = &[
        "invitation",
        "invitations",
        "invites",
        "referral",
        "referrals",
        "affiliate",
        "affiliates",
        "codes",
        "f-code",
        "f码",
        "邀请",
        "邀请码",
        "推荐",
    ];
    const KEYS: &'static [&'static [Item]] = &[Invite::ITEMS];

    fn read(section: &Section<'_>, context: &TacticContext<'_>) -> Invite {
        Invite::read(section, context)
    }

    fn needs(&self) -> Needs {
        Needs {
            closes_sales: true,
            invites_per_day: self.gives_per_day,
            wants_participants: (self.given_to != Givers::Owners).then_some("given_to"),
            ..Needs::default()
        }
    }

    fn costs(&self) -> bool {
        self.price > 0.0 || self.reward > 0.0 || self.value > 0.0
    }

    fn scale_money(&mut self, multiple: f64) {
        self.price *= multiple;
    }

    /// K of the part of owners who may give.
    fn spiral_gain(&self, _channels: &[Channel]) -> f64 {
        let part = match self.given_to {
            Givers::Owners => 1.0,
            Givers::Participants => PARTICIPANTS,
            Givers::Advocates => ADVOCATES,
        };
        part * self.k()
    }

    fn at_owners(&self, owners: f64, _plan: &Plan) -> Option<String> {
        let (who, givers) = match self.given_to {
            Givers::Owners => ("they", owners),
            Givers::Participants => ("a thousand participants", 1_000.0),
            Givers::Advocates => ("a thousand advocates", 1_000.0),
        };
        let (codes, when) = match self.codes {
            Some(_) => (self.given_a_grant(), "of a grant"),
            None => (self.gives_per_day * FRESH, "a month"),
        };
        let (codes, won) = (codes * givers, self.k() * givers);
        Some(format!(
            "{who} give {} codes {when}, which win {} owners while their friends are undecided (K {:.2})",
            grouped(codes.round()),
            grouped(won.round()),
            self.k()
        ))
    }

    fn measures(&self) -> &'static [Measure] {
        &MEASURES
    }

    fn tell(&self, did: &[Did], show: &dyn Fn(f64) -> String) -> Option<String> {
        let [grants, granted, given, used, trust, opened] = did else { return None };
        let of = match self.codes {
            Some(_) => format!(" of {} granted", show(granted.total)),
            None => String::new(),
        };
        let passed = match self.pass_on {
            true => format!(", {} opened and passed on", show(opened.total)),
            false => String::new(),
        };
        let each = match self.codes {
            Some(_) => "a grant",
            None => "an owner who could give",
        };
        let worn = match trust.last < 0.995 {
            true => format!("; {:.0} % of the trust on that chat are left", 100.0 * trust.last),
            false => String::new(),
        };
        Some(format!(
            "{} codes given{of}{passed}, {} used: K = {:.2} owners won by {each}{worn}",
            show(given.total),
            show(used.total),
            used.total / grants.total.max(1.0)
        ))
    }

    fn begin(&self, start: &Start<'_>) -> Box<dyn Tactic> {
        Box::new(Codes {
            plan: self.clone(),
            key: start.tactic_key,
            made: None,
            period: None,
            adopted: 0,
            left: self.supply.unwrap_or(f64::INFINITY),
            trust: 1.0,
            paid: true,
        })
    }
}

impl Invite {
    /// Codes that a giver gives of a grant in the mean: of a Poisson number at most `codes`.
    fn given_a_grant(&self) -> f64 {
        let Some(codes) = self.codes else { return self.gives_per_day * FRESH };
        let mean = self.gives_per_day * self.lasts_days;
        // Σ P(N ≥ k) over k up to the codes.
        let (mut term, mut below, mut sum) = (libm::exp(-mean), 0.0, 0.0);
        for k in 1..=(codes as u32).min(10_000) {
            below += term;
            sum += (1.0_f64 - below).max(0.0);
            term *= mean / f64::from(k);
        }
        sum
    }

    /// K: owners that a giver's grant wins while friends are undecided, each of whom gives in turn; without a
    /// limit what is given in the fresh month.
    fn k(&self) -> f64 {
        self.given_a_grant() * self.converts * self.eligible * self.passed()
    }

    /// Friends who meet a code that is given once: 1/(1 − m) where each of them passes it on to m who open it,
    /// a hundred at most.
    fn passed(&self) -> f64 {
        let opened = self.codes.filter(|_| self.pass_on).map_or(0.0, |codes| codes * self.opens);
        1.0 / (1.0 - opened).max(0.01)
    }

    /// What each owner won costs.
    fn each(&self) -> f64 {
        2.0 * self.reward
    }
}

/// Codes that are given.
struct Codes {
    plan: Invite,
    key: u32,
    /// Whether the price was paid.
    made: Option<bool>,
    period: Option<u32>,
    /// People who ever adopted, at the last look.
    adopted: u64,
    /// Codes left of the supply.
    left: f64,
    trust: f64,
    /// Whether there is money for the next owner won.
    paid: bool,
}

impl Codes {
    /// People who may give at this moment.
    fn givers(&self, now: &Now) -> u64 {
        let of = |stage: Stage| now.pulse.stages[stage as usize];
        match self.plan.given_to {
            Givers::Owners => now.pulse.active(),
            Givers::Participants => of(Stage::Participant) + of(Stage::Advocate),
            Givers::Advocates => of(Stage::Advocate),
        }
    }

    /// People who came to them in the tick before.
    fn joined(&self, now: &Now) -> u64 {
        match self.plan.given_to {
            Givers::Owners => now.pulse.adopted - self.adopted,
            Givers::Participants => now.pulse.joined[0],
            Givers::Advocates => now.pulse.joined[1],
        }
    }

    /// Pays what was opened; the chance that a code is opened in this tick, of so many that are shown, so that the
    /// money left is enough in the mean.
    fn open_within(&self, shown: f64, opened: u64, now: &Now, budget: &mut Budget, out: &Effects) -> f64 {
        let (me, value) = (out.acting, self.plan.value);
        if value <= 0.0 {
            return self.plan.opens;
        }
        budget.pay_up_to(me, now.day_number(), opened as f64 * value);
        let most = budget.available(me) / value;
        self.plan.opens * (most / (shown * self.plan.opens).max(1e-9)).min(1.0)
    }

    fn grant(&self, people: u64, out: &mut Effects) {
        if people > 0 {
            out.say(GRANTS, people as f64);
            out.say(GRANTED, people as f64 * self.plan.codes.unwrap_or(0.0));
        }
    }

    /// Acts of giving per day of somebody who has codes: fewer where the supply is short.
    fn rate(&self, now: &Now, since_grant: f64) -> f64 {
        if self.made != Some(true) || !self.paid || since_grant >= self.plan.lasts_days - 1e-9 {
            return 0.0;
        }
        let expected = self.plan.gives_per_day * now.dt * self.givers(now) as f64;
        // Four standard deviations below what is left, so that hardly ever too many are given.
        let allowed = (self.left - 4.0 * libm::sqrt(self.left)).max(0.0);
        let share = if self.left.is_finite() && expected > allowed { allowed / expected } else { 1.0 };
        self.plan.gives_per_day * share
    }
}

impl Tactic for Codes {
    fn act(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) {
        let me = out.acting;
        let deals = now.pulse.deals.get(me.index()).copied().unwrap_or_default();
        if self.made.is_none() {
            let made = budget.pay(me, now.day_number(), self.plan.price);
            self.made = Some(made);
            if !made {
                out.notes.push("made no codes: the money did not cover their price".to_owned());
            }
        } else {
            self.grant(self.joined(now), out);
        }
        self.adopted = now.pulse.adopted;
        let since = now.day - now.began + 1e-9;
        let every = f64::from(self.plan.every_days);
        let period = libm::floor(since / every) as u32;
        if self.made == Some(true)
            && (self.period.is_none() || self.plan.codes.is_some() && self.period != Some(period))
        {
            self.period = Some(period);
            self.grant(self.givers(now), out);
        }
        if self.plan.reward > 0.0 {
            budget.pay_up_to(me, now.day_number(), deals.won as f64 * self.plan.each());
            let enough = budget.available(me) >= self.plan.each();
            if self.paid && !enough {
                out.notes.push("ended: the money for rewards is spent".to_owned());
            }
            self.paid = enough;
        }
        let per_day = self.plan.gives_per_day;
        // Those who opened one show it now, and owners give.
        let shown =
            deals.opened as f64 * self.plan.codes.unwrap_or(0.0) + per_day * now.dt * self.givers(now) as f64;
        let opens = self.plan.pass_on.then(|| self.open_within(shown, deals.opened, now, budget, out));
        self.left -= deals.given as f64;
        let owners = now.pulse.active().max(1) as f64;
        self.trust +=
            (1.0 - self.trust) * now.dt / RECOVERY - WEAR * self.plan.selling * deals.given as f64 / owners;
        self.trust = self.trust.clamp(0.0, 1.0);
        out.say(TRUST, self.trust);
        // Without a limit there is one grant, for good.
        let since_grant = if self.plan.codes.is_some() { since - f64::from(period) * every } else { 0.0 };
        let per_day = self.rate(now, since_grant);
        if per_day > 0.0 || self.trust < 1.0 || deals.opened > 0 {
            out.invites.push(InviteToday {
                tactic: me,
                tactic_key: self.key,
                opens,
                channel: self.plan.chat,
                givers: self.plan.given_to,
                per_day,
                codes: self.plan.codes.map(|codes| codes as u32),
                period,
                converts: self.plan.converts,
                trust: self.trust,
            });
        }
    }
}

#[cfg(test)]
mod tests;
