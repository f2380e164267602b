//! Amplified word-of-mouth events: bought views of the best thing people made.
//!
//! An event buys views at the same CPM as ads. With content to pick from, its story has strength
//! `z = 1 + (z₀ − 1)·2^{−decision/half-life}·e^{−k/3}`, z₀ the best of what people made lately
//! and k the events of the last 90 days: delay and repetition cost the story, never the bought
//! views. Without content it *is* an ad of the same price.

use crate::contract::{Budget, Did, Effects, Event, Measure, Mechanism, Now, Of, Reach, Tactic};
use crate::rules;
use crate::scenario::declare::{Form, Item, LONG, Section, TINY, Word, figure, table};
use crate::scenario::media::Media;
use crate::scenario::plan::Trend;
use crate::scenario::spec::{Account, Needs, Spend, Start, TacticContext, TacticSpec};
use crate::units::{AccountId, ChannelId};

table! {
    /// Amplified word-of-mouth events.
    pub struct Amplification in ["strategy.tactic:amplification"], with (context: &TacticContext<'_>) {
        /// Time before another event may be held; assumed: at least four weeks against fatigue.
        pub again_after_days ["again_after"]: f64 = Days "28d" in TINY..=LONG;
        /// Events in 365 days at most; assumed.
        pub at_most_per_year: u32 = Count 6 in 0.0..=1_000.0;
        /// Budget of one event; assumed.
        pub spend_each: f64 = Money 100_000 in 0.0..=1e12;
        /// Time taken to decide, a topic's enemy; assumed.
        pub decide_days ["decide_in"]: f64 = Days "6h" in 0.0..=LONG;
        /// Half-life of a topic; assumed.
        pub topic_half_life: f64 = Days "6h" in TINY..=LONG, plausible "3h" to "24h";
        /// What is bought; each of its numbers may be said here.
        pub media: Media = Within, by |s, _| Media::of_tactic(s, context.media);
        /// Force of a view relative to an ad's at the same price; assumed.
        pub relative_force: f64 = Number 1 in 0.0..=100.0, plausible 0.7 to 2, was "force";
        /// Spread of the quality of what people make; assumed.
        pub quality_sd: f64 = Number 0.5 in 0.0..=3.0, plausible 0 to 1, was "spread";
        /// How far back an event picks content from, in whole days; assumed.
        pub pick_days ["picks_from"]: u32 = Days "14d" in 1.0..=LONG;
        /// Involvement gained by the maker picked; assumed.
        pub maker_gain: f64 = Share 0.3;
        /// Involvement gained by participants who see it, per log10(1 + views/1000); assumed.
        pub viewer_gain: f64 = Share 0.05;
        /// Share of owners who follow the company's own feed; assumed.
        pub followers_share: f64 = Share 0.3, was "follow";
        /// The account whose followers see the company's own posts; by default the share above says how many do.
        pub account: Option<String> = Text;
        /// The feed that is posted on; by default the first feed.
        pub feed: Option<ChannelId> = Text, by |s, key| context.feed(s, key);
        /// The trend that its events ride: the story of one is stronger by what is left of the trend once it is decided;
        /// by default none.
        pub rides: Option<Trend> = Text, by |s, key| context.rides(s, key);
    }
}

/// What such tactics may write instead of `starts`.
static WHEN_FIRST: Word = Word {
    places: &["strategy.tactic:amplification"],
    name: "when_first",
    form: Form::Trigger,
    default: "",
    was: &[],
    doc: "When the first event may be held, instead of starts.",
};

const MEASURES: [Measure; 4] = [
    Measure::new("events", "events", Of::Sum),
    Measure::new("views", "impressions", Of::Sum),
    Measure::new("things to show", "things", Of::Mean),
    Measure::new("strength", "views of an ad", Of::Mean),
];

impl TacticSpec for Amplification {
    const KIND: &'static str = "amplification";
    const WAS: Option<&'static str> = Some("amplify");
    const MEANING: &'static str = "events that carry what owners made to many";
    const LIKE: &'static [&'static str] =
        &["event", "events", "pr", "press", "campaign", "launch", "meetup", "事件", "活动", "发布会"];
    const KEYS: &'static [&'static [Item]] = &[Media::ITEMS, Amplification::ITEMS];
    const ALSO_STARTS: Option<&'static Word> = Some(&WHEN_FIRST);

    fn read(section: &Section<'_>, context: &TacticContext<'_>) -> Amplification {
        Amplification::read(section, context)
    }

    fn needs(&self) -> Needs {
        let impression_price = Some(self.media.impression_price());
        Needs { impression_price, closes_sales: true, ..Needs::default() }
    }

    fn spend(&self, days: f64) -> Option<Spend> {
        Some(Spend::Amount(self.spend_each * self.events(days)))
    }

    fn spend_in_words(&self, days: f64) -> Option<String> {
        Some(format!("{} events × {}", figure(self.events(days)), figure(self.spend_each)))
    }

    fn costs(&self) -> bool {
        self.spend_each > 0.0
    }

    fn scale_money(&mut self, multiple: f64) {
        self.spend_each *= multiple;
    }

    fn mechanisms(&self) -> Vec<Mechanism> {
        let convinces = self.media.audience().force * self.relative_force > 0.0;
        let bought = convinces.then_some([Mechanism::Convincing, Mechanism::Overlap]);
        bought.into_iter().flatten().chain([Mechanism::Story]).collect()
    }

    fn measures(&self) -> &'static [Measure] {
        &MEASURES
    }

    fn tell(&self, did: &[Did], show: &dyn Fn(f64) -> String) -> Option<String> {
        let [events, views, things, strength] = did else { return None };
        let shown = match things.total {
            0.0 => "there was nothing to show".to_owned(),
            n => format!("the best of {} things made a view worth {:.1} of an ad", show(n), strength.total),
        };
        Some(format!("{} events with {} views; {shown}", show(events.total), show(views.total)))
    }

    fn account(&self) -> Option<Account<'_>> {
        Some(Account { name: self.account.as_deref()?, kept: None })
    }

    fn begin(&self, start: &Start<'_>) -> Box<dyn Tactic> {
        let (plan, key, account) = (self.clone(), start.tactic_key, start.account.map(|a| a.0));
        Box::new(Events { plan, key, account, held: Vec::new(), tried: f64::NEG_INFINITY })
    }
}

impl Amplification {
    /// As many events within these days as the cooldown and the yearly limit allow.
    fn events(&self, days: f64) -> f64 {
        let within = |days: f64| (days / self.again_after_days).ceil();
        let yearly = f64::from(self.at_most_per_year);
        let years = (days / 365.0).floor();
        (years * yearly + within(days - years * 365.0).min(yearly)).min(within(days))
    }
}

/// Events held so far.
struct Events {
    plan: Amplification,
    key: u32,
    account: Option<AccountId>,
    held: Vec<f64>,
    tried: f64,
}

impl Events {
    fn due(&self, now: &Now) -> bool {
        let within = |days: f64| self.held.iter().filter(|d| now.day - **d < days - 1e-9).count();
        now.day - self.tried + 1e-9 >= self.plan.again_after_days
            && within(365.0) < self.plan.at_most_per_year as usize
    }
}

impl Tactic for Events {
    fn act(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) {
        let left = ((now.horizon - now.day) / self.plan.again_after_days + 1.0).floor();
        budget.expect(out.acting, left * self.plan.spend_each);
        if !self.due(now) {
            return;
        }
        self.tried = now.day;
        if !budget.pay(out.acting, now.day_number(), self.plan.spend_each) {
            out.notes.push("skipped an event that the money left did not cover".to_owned());
            return;
        }
        let content = now.pulse.made_within(now.day_number(), self.plan.pick_days);
        let recent = self.held.iter().filter(|d| now.day - **d < 90.0).count();
        let fresh = libm::exp2(-self.plan.decide_days / self.plan.topic_half_life)
            * libm::exp(-(recent as f64) / 3.0);
        let best = rules::best_of(
            u32::try_from(content).unwrap_or(u32::MAX),
            self.plan.quality_sd + now.pulse.remix,
        );
        let ridden = self.plan.rides.as_ref().map_or(1.0, |t| t.ridden(now.day, self.plan.decide_days));
        let story = (1.0 + (best - 1.0) * fresh * now.pulse.work_share()) * ridden;
        let event = (content > 0).then_some(Event {
            number: self.held.len() as u32,
            story,
            feed: self.plan.feed,
            follow: self.plan.followers_share,
            account: self.account,
            pick_days: self.plan.pick_days,
            maker_gain: self.plan.maker_gain,
            viewer_gain: self.plan.viewer_gain,
        });
        self.held.push(now.day);
        let strength = self.plan.relative_force * if content > 0 { story } else { 1.0 };
        let impressions = self.plan.spend_each / self.plan.media.impression_price();
        for (measure, value) in [1.0, impressions, content as f64, strength].into_iter().enumerate() {
            out.say(measure, value);
        }
        out.reach.push(Reach {
            tactic: out.acting,
            tactic_key: self.key,
            impressions,
            audience: self.plan.media.audience(),
            strength,
            event,
            convinces: true,
            overlaps: true,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::contract::Pulse;
    use crate::tactic::proof::{Alone, alone, facts, runs};
    use crate::verify::busy::{Busy, with};

    fn events(lines: &str, days: u32, made: u64) -> Alone {
        let market = Pulse { made: vec![made; days as usize], ..Pulse::default() };
        alone(&format!("kind = \"amplification\"\n{lines}"), days, &market)
    }

    fn strength(lines: &str, made: u64) -> f64 {
        events(lines, 20, made).days[0].reach[0].strength
    }

    #[test]
    fn null_an_event_without_content_is_an_ad_of_the_same_name_price_and_day() {
        let ad = "kind = \"ads\"\nname = \"push\"\nspend = 20_000\nflight = \"burst\"\nburst_days = 1\nduration = \"1d\"\nstarts = \"20d\"\ntalk_lift = 0\ncold_cac = 30";
        let event = "kind = \"amplification\"\nname = \"push\"\nspend_each = 20_000\nbudget = 20_000\nat_most_per_year = 1\nwhen_first = \"20d\"\ncold_cac = 30";
        for seed in 1..=3 {
            let strategies = with("Ad", &[ad]) + &with("Event", &[event]);
            // An organic arm is added in front.
            let played = runs(&Busy { seed, strategies, ..Busy::default() }.text());
            for (organic, (ad, event)) in played[0].iter().zip(played[1].iter().zip(&played[2])) {
                assert_eq!(facts(ad), facts(event));
                assert_eq!(ad.expenses, event.expenses);
                assert_ne!(facts(ad), facts(organic), "the push wins somebody");
            }
        }
    }

    #[test]
    fn direction_more_content_and_more_force_never_make_an_event_weaker() {
        let by_content = [0, 1, 10, 100, 10_000].map(|made| strength("spend_each = 1_000", made));
        assert!(by_content.is_sorted() && by_content[0] == 1.0 && by_content[2] > 1.0, "{by_content:?}");
        let forces =
            [0.0, 0.7, 2.0].map(|f| strength(&format!("spend_each = 1_000\nrelative_force = {f}"), 0));
        assert_eq!(forces, [0.0, 0.7, 2.0]);
    }

    #[test]
    fn direction_a_game_that_is_remixed_makes_events_stronger() {
        let strength = |remix: f64| {
            let market = Pulse { made: vec![10], remix, ..Pulse::default() };
            let events =
                alone("kind = \"amplification\"\nspend_each = 1_000\ndecide_in = \"0h\"", 20, &market);
            events.days[0].reach[0].strength
        };
        assert!((strength(0.2) - crate::rules::best_of(10, 0.7)).abs() < 1e-12, "{}", strength(0.2));
        assert!(strength(0.2) > strength(0.0));
    }

    #[test]
    fn limit_events_keep_their_distance_their_number_a_year_and_three_times_an_ads_force() {
        let held = events("spend_each = 1_000\nquality_sd = 1\ndecide_in = \"0h\"", 730, u64::MAX / 1_000);
        let days: Vec<usize> = (0..730).filter(|d| !held.days[*d].reach.is_empty()).collect();
        assert_eq!(days.len(), 12);
        assert!(days.windows(2).all(|w| w[1] - w[0] >= 28) && days.windows(7).all(|w| w[6] - w[0] >= 365));
        let strongest = held.days.iter().flat_map(|d| &d.reach).map(|r| r.strength).fold(0.0, f64::max);
        assert_eq!(strongest, 3.0);
    }

    #[test]
    fn cost_every_event_costs_what_is_stated_and_one_that_is_not_covered_is_skipped() {
        let held = events("spend_each = 25_000\nbudget = 60_000\ncpm = 50", 100, 1);
        assert_eq!((held.spent(), held.impressions()), (50_000.0, 1_000_000.0));
        assert_eq!(held.notes(), ["skipped an event that the money left did not cover"; 2]);
    }
}
