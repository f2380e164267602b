//! Made-up plans and records: logistic growth with keyed noise, fizzles, Chinese labels. No
//! simulation: only shapes that summaries and charts must cope with.

pub mod story;

use groundswell::engine::record::{Adoption, Expense, RecordRow, RunRecord, Terms, Tickets, Work, WorldRow};
use groundswell::rng::{Luck, Purpose};
use groundswell::scenario::plan::*;
use groundswell::scenario::spec::Spec;
use groundswell::study::Results;
use groundswell::tactic::share::Share;
use groundswell::units::{Cause, ChannelId, Day, LayerId, PersonId, Source, Stage, StrategyId, TacticId};

/// A plan with these strategies (name, label, names of tactics); everything else is plain.
pub fn plan(strategies: &[(&str, Option<&str>, &[&str])], days: u32, people: u32) -> Plan {
    let layer = Layer {
        name: "friends".into(),
        kind: LayerKind::SmallWorld(SmallWorld { degree: 10, rewire: 0.1 }),
        same_city: 0.5,
        same_segment: 0.3,
        directed: false,
        part_of: None,
    };
    let channel = |name: &str, opens_day: f64| Channel {
        name: name.into(),
        kind: ChannelKind::Chat(Chat { once: false, by_strength: false, delay: 0.0 }),
        layer: Some(LayerId(0)),
        pace: Pace::PerDay(0.2),
        force: Force::Weight(1.0),
        opens_day,
        fills_days: 0.0,
    };
    let tactic = |name: &&str| TacticPlan {
        without: None,
        name: (*name).into(),
        starts: When::Day(0.0),
        stops: None,
        budget: None,
        free_because: None,
        spec: Spec::new(Share {
            feed: ChannelId(1),
            uses_per_day: 1.0,
            share_probability: 0.02,
            one_click: 3.0,
            shown: 1.0,
            price: 1_000.0,
        }),
    };
    let mut at_days = vec![days / 4, days / 2, days];
    at_days.retain(|d| *d > 0);
    at_days.dedup();
    let at_days = at_days.into_iter().map(Day::from).collect();
    Plan {
        name: "Hundred seeds".into(),
        question: Some("With the same money, does participation beat an ad blast?".into()),
        start: jiff::civil::date(2010, 8, 16),
        horizon_ticks: days,
        ticks_per_day: 1,
        ticks_per_row: 1,
        time: Time::Continuous,
        seed: 2010,
        currency: "CNY".into(),
        market: Market {
            people,
            eligible: 0.6,
            grows: None,
            cities: Cities { count: 4, sizes: CitySizes::Zipf },
            segments: vec![],
            susceptibility_sd: 0.8,
            activity_shape: Some(2.3),
            outside_per_day: 0.0,
            imitation_per_day: 0.0,
            rival_per_day: 0.0,
            rules: MarketRules::default(),
        },
        layers: vec![layer],
        talk: Talk {
            resistance: Resistance::Exponential,
            organic_r: Some(1.2),
            scale: 1.0,
            fresh_days: Some(30.0),
            rates: TalkRates { settled: 0.02, participant: 0.1, advocate: 0.2 },
            same_friend_again: 0.3,
            distinct_voices: DistinctVoices { slope: 0.4, cap: 2.5, half_life: 60.0 },
            trust: Trust { participant: 1.1, advocate: 1.25 },
            overlap: 0.3,
            overlap_days: 30.0,
            grievance: 0.06,
            grievance_days: 60.0,
            warning_factor: 0.5,
            doubt_days: 90.0,
            reject: 0.02,
            rejecters_warn: false,
            stifle: 0.0,
            wanting_half_life: 14.0,
        },
        channels: vec![channel("wechat", 158.0), channel("weibo", -367.0)],
        product: Product {
            satisfied: 0.75,
            satisfied_at_best: 0.95,
            margin_per_owner: Some(180.0),
            lapse_per_day: 0.001,
            lapse_participant: 0.7,
            lapse_advocate: 0.4,
            lapse_aggrieved: 3.0,
            trouble_per_day: 0.02,
            delay_days: 0.0,
            shocks: Vec::new(),
            visible: 0.0,
        },
        service: Service {
            ignored: 1.0,
            staff_per_100_000: 6.0,
            wage_per_month: 9_000.0,
            promise_days: 1.0 / 96.0,
            voiced: 0.4,
            recovery: 0.6,
            patience_days: 1.0 / 6.0,
            tickets_per_head_day: 150.0,
        },
        seeds: Seeds {
            count: 100,
            super_users: 10,
            satisfied: 1.0,
            stays: 0.0,
            pick: Pick::Core,
            layer: LayerId(0),
            cost_each: 0.0,
        },
        compare: Compare {
            screen: None,
            cap: Some(2_000_000.0),
            at_days,
            tie: 0.05,
            settings: 0,
            replications_per_setting: 2,
            replications: 16,
            runs_per_network: 8,
            until: Until::Done,
            unspent: None,
            outcome: Judged::Active,
            at_most: 16,
            shapley: false,
            discount_per_year: 0.1,
            baseline: StrategyId(1.min(strategies.len() - 1)),
        },
        strategies: strategies
            .iter()
            .map(|(name, label, tactics)| Strategy {
                name: (*name).into(),
                label: label.map(String::from),
                reinvest: 0.0,
                give_up: None,
                tactics: tactics.iter().map(tactic).collect(),
                seeds: None,
                plans: Vec::new(),
            })
            .collect(),
        assumptions: vec![Assumption {
            name: "talk.organic_r".into(),
            drawn_as: "talk.organic_r".into(),
            keys: vec!["talk.organic_r".into()],
            value: 1.2,
            low: 0.5,
            high: 1.8,
            logarithmic: false,
            unit: Unit::Number,
            why: None,
        }],
        reference: None,
    }
}

/// Eight strategies, some with long or Chinese names.
pub const EIGHT: [(&str, Option<&str>, &[&str]); 8] = [
    ("Organic", Some("自然口碑"), &[]),
    ("Ads", Some("广告轰炸"), &["ads"]),
    ("Participation", Some("参与感"), &["weekly build"]),
    ("Participation + events", Some("参与感与口碑事件"), &["weekly build", "launch event"]),
    ("Participation, then ads", None, &["weekly build", "ads"]),
    ("Mix", None, &["weekly build", "launch event", "ads"]),
    (
        "A strategy whose name is far too long for any table or chart and must be cut somewhere",
        None,
        &["a tactic whose name is far too long for any heading"],
    ),
    ("Pulsing ads", Some("脉冲广告"), &["ads"]),
];

/// Growth of the strategy at this position: share of the eligible won, day of half, fizzle share.
const SHAPES: [(f64, f64, f64); 8] = [
    (0.02, 640.0, 0.6),
    (0.25, 420.0, 0.0),
    (0.03, 620.0, 0.4),
    (0.38, 510.0, 0.1),
    (0.12, 560.0, 0.2),
    (0.55, 460.0, 0.05),
    (0.24, 425.0, 0.3),
    (0.18, 480.0, 0.0),
];

/// Runs of every strategy of a plan; the same replication has the same noise everywhere.
pub fn records(plan: &Plan, runs: u32) -> Vec<RunRecord> {
    let all = plan.strategy_ids();
    all.flat_map(|s| (0..runs).map(move |r| (s, r))).map(|(s, r)| record(plan, s, r)).collect()
}

fn record(plan: &Plan, strategy: StrategyId, replication: u32) -> RunRecord {
    let luck = Luck::of_replication(plan.seed, replication);
    let normal = |count: u32| {
        let mut stream = luck.stream(Purpose::Trait, 1, count, 0);
        (-2.0 * stream.unit().ln()).sqrt() * (std::f64::consts::TAU * stream.unit()).cos()
    };
    let eligible = f64::from(plan.market.people) * plan.market.eligible;
    let (share, half, fizzles) = SHAPES[strategy.index() % 8];
    let horizon = plan.horizon_ticks;
    let scale = f64::from(horizon) / 728.0;
    let half = (half + 40.0 * normal(0) + 15.0 * normal(10 + strategy.index() as u32)) * scale;
    let share = (share * (0.35 * normal(1) + 0.1 * normal(30 + strategy.index() as u32)).exp()).min(0.97);
    let fizzled = luck.unit(Purpose::Trait, 2, strategy.index() as u32, 0) < fizzles;
    let pace = 48.0 * scale;
    let top = if fizzled { 60.0 } else { (share * eligible).max(50.0) };
    let logistic = |day: f64| 1.0 / (1.0 + (-(day - half) / pace).exp());
    let won = |day: u32| {
        let grown = top * (logistic(f64::from(day)) - logistic(0.0)) / (1.0 - logistic(0.0));
        (100.0_f64.min(eligible) + grown).min(eligible).floor() as u32
    };
    let tactics = &plan.strategies[strategy].tactics;
    let mut causes = vec![
        Cause { source: Source::Seed, mark: None },
        Cause { source: Source::Channel(ChannelId(0)), mark: None },
        Cause { source: Source::Channel(ChannelId(1)), mark: None },
    ];
    for tactic in (0..tactics.len() as u8).map(TacticId) {
        causes.push(Cause { source: Source::Channel(ChannelId(1)), mark: Some(tactic) });
        causes.push(Cause { source: Source::Tactic(tactic), mark: None });
    }
    causes.sort_unstable();
    let (mut rows, mut last_touch) = (Vec::new(), Vec::new());
    let wages = 216_000.0 * (1.0 + 0.1 * normal(60));
    let mut ledger = Vec::new();
    for day in 0..=horizon {
        let adopted = won(day);
        let kept = if fizzled { (-f64::from(day) / (200.0 * scale)).exp() } else { 0.9 };
        let owners = (f64::from(adopted) * kept) as u32;
        let mut stages = [0; 10];
        stages[Stage::Settled as usize] = owners;
        stages[Stage::Lapsed as usize] = adopted - owners;
        stages[Stage::Aware as usize] = (plan.market.people - adopted) / 3;
        stages[Stage::Unaware as usize] = plan.market.people - adopted - stages[Stage::Aware as usize];
        rows.push(RecordRow {
            stages,
            adopted,
            lost_unheard: 0,
            quality: 0.75,
            wait_hours: f64::from(owners) / 1e6,
            waits: 0.1,
            market: (eligible * (0.4 + 0.6 * f64::from(day) / f64::from(horizon))) as u32,
            impressions: 0.0,
            wages: wages * f64::from(day) / f64::from(horizon),
            world: WorldRow::default(),
        });
        let fresh = adopted - if day == 0 { 0 } else { won(day - 1) };
        let mut row = vec![0; causes.len()];
        if day == 0 {
            row[0] = fresh;
        } else {
            let others = causes.len() - 1;
            for i in 0..fresh as usize {
                // Uneven shares that change with time.
                let pick = (i * i + i / 3 + day as usize / 90) % (others * 2);
                row[1 + pick.min(others - 1)] += 1;
            }
        }
        for _ in 0..fresh.min(20) {
            let person = ledger.len() as u32;
            ledger.push(Adoption {
                person: PersonId(person),
                tick: day,
                parent: (day > 0).then_some(PersonId(person / 2)),
                last: causes[usize::from(day > 0)].pack(),
                first: causes[usize::from(day > 0)].pack(),
            });
        }
        last_touch.push(row);
    }
    let first_touch = (0..causes.len()).map(|c| last_touch.iter().map(|row| row[c]).sum()).collect();
    let expenses = (0..tactics.len() as u8)
        .flat_map(|tactic| {
            let from = horizon / 9 * u32::from(tactic);
            let days = (horizon - from).max(1);
            (from..from + days).map(move |day| Expense {
                tactic: TacticId(tactic),
                day,
                amount: 600_000.0 / f64::from(days) * (1.0 + 0.05 * normal(50)),
            })
        })
        .collect();
    let record = RunRecord {
        activity: Vec::new(),
        strategy,
        replication,
        network: replication / plan.compare.runs_per_network,
        rows,
        timeline: plan.timeline(),
        offspring: (0, 0),
        clubs: vec![],
        tickets: Tickets { opened: 100, unanswered: 25.0 },
        causes,
        last_touch,
        first_touch,
        expenses,
        income: Vec::new(),
        reinvested: 0.0,
        gave_up: None,
        seeds_cost: 0.0,
        terms: Terms {
            margin_per_owner: plan.product.margin_per_owner,
            discount_per_year: plan.compare.discount_per_year,
        },
        notes: if fizzled {
            vec!["events skipped an event that the money left did not cover".into()]
        } else {
            vec![]
        },
        began: (0..tactics.len() as u32).map(|t| Some(Day::from(horizon / 9 * t))).collect(),
        ledger,
        work: Work { events: 1_000, exposures: 3_000, marked: 200 },
    };
    RunRecord { offspring: record.count_offspring(365, horizon), ..record }
}

/// What a study of these runs at the stated values found.
pub fn results(plan: &Plan, records: &[RunRecord]) -> Results {
    Results::of_runs(plan.clone(), records.to_vec().into(), &[])
}
