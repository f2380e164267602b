//! Made-up drawn settings, removal and money: shapes that the charts of a whole study must cope
//! with. No simulation.

use groundswell::engine::record::RunRecord;
use groundswell::scenario::plan::{Assumption, Plan, Unit};
use groundswell::statistics::{Estimate, Interval, Ratio};
use groundswell::study::calibrate::TalkScale;
use groundswell::study::play::{MoneyLevel, Purpose, Removal, Runs, Worth, position};
use groundswell::units::{Stage, StrategyId};

use crate::common::synthetic::records;

/// Names, ranges and stated values of seven assumptions; whether they are drawn in the logarithm.
const SEVEN: [(&str, f64, f64, f64, bool); 7] = [
    ("talk.organic_r", 0.5, 1.2, 1.8, false),
    ("ads.cold_cac", 50.0, 200.0, 1_000.0, true),
    ("weekly build.user_benefit", 0.02, 0.1, 0.3, true),
    ("service.recovery", 0.2, 0.6, 0.9, false),
    ("an assumption whose name is far too long for any axis or legend.of_a_chart", 0.0005, 0.002, 0.02, true),
    ("开放日活动.每人好处", 10_000.0, 40_000.0, 2_000_000.0, true),
    ("market.eligible", 0.3, 0.6, 1.0, false),
];

/// How strongly ln(active) of a strategy follows each assumption.
const SLOPES: [[f64; 7]; 8] = [
    [3.0, 0.0, 0.0, 0.3, 0.2, 0.0, 0.6],
    [1.2, -2.6, 0.0, 0.1, 0.0, 0.0, 0.6],
    [3.4, 0.0, 1.4, 0.8, 0.2, 0.0, 0.6],
    [2.6, -0.6, 1.0, 0.6, 0.3, 0.1, 0.6],
    [2.2, -1.6, 0.8, 0.4, 0.1, 0.0, 0.6],
    [1.9, -1.2, 0.7, 0.5, 0.1, 0.1, 0.6],
    [2.0, 0.0, 0.0, 0.0, -0.9, 0.0, 0.6],
    [1.2, -2.3, 0.0, 0.1, 0.0, 0.0, 0.6],
];

/// The plan with the first `count` of the assumptions.
pub fn unsure(plan: Plan, count: usize) -> Plan {
    let assumptions = SEVEN[..count].iter().map(|(name, low, value, high, logarithmic)| Assumption {
        name: (*name).into(),
        drawn_as: (*name).into(),
        keys: vec![(*name).into()],
        value: *value,
        low: *low,
        high: *high,
        logarithmic: *logarithmic,
        unit: Unit::Number,
        why: None,
    });
    Plan { assumptions: assumptions.collect(), ..plan }
}

/// Divides owners among stages, lets quality rise and the wait grow past its promise.
pub fn lively(plan: &Plan, mut runs: Vec<RunRecord>) -> Vec<RunRecord> {
    for run in &mut runs {
        let luck = f64::from(run.replication % 7) / 7.0;
        for (day, row) in run.rows.iter_mut().enumerate() {
            let through = day as f64 / f64::from(plan.horizon_days());
            let owners = f64::from(row.active());
            let shares = [0.35 * (1.0 - through), 0.12 * through, 0.04 * through, 0.09];
            let stages = [Stage::Fresh, Stage::Participant, Stage::Advocate, Stage::Aggrieved];
            for (stage, share) in stages.into_iter().zip(shares) {
                let count = (owners * share) as u32;
                row.stages[stage as usize] += count;
                row.stages[Stage::Settled as usize] -= count;
            }
            row.quality = 0.75 + (0.06 + 0.02 * luck) * through;
            row.wait_hours = 0.02 * (1.0 + luck) * (5.5 * owners / 400_000.0).exp();
        }
    }
    runs
}

/// Owners multiplied by a factor, within what the market holds.
fn grown(plan: &Plan, mut run: RunRecord, factor: f64) -> RunRecord {
    let most = f64::from(plan.market.people) * plan.market.eligible;
    for row in &mut run.rows {
        let settled = f64::from(row.stages[Stage::Settled as usize]);
        row.stages[Stage::Settled as usize] = (settled * factor).min(most) as u32;
    }
    run
}

/// Drawn settings of a plan whose strategies follow the assumptions, two runs of each.
pub fn drawn(plan: &Plan, settings: u32) -> Vec<Runs> {
    let of = |number: u32| {
        let position = position(&plan.assumptions, plan.seed, Purpose::Judging, number);
        let quick = Plan { seed: plan.seed + u64::from(number), ..plan.clone() };
        let runs = records(&quick, 2).into_iter().map(|mut run| {
            let slopes = SLOPES[run.strategy.index() % 8];
            let log: f64 = position.iter().zip(slopes).map(|(u, b)| b * (u - 0.5)).sum();
            run.network = number / 8;
            grown(plan, run, log.exp())
        });
        let solved = TalkScale::stated(0.01);
        Runs { position: position.clone(), solved, ..Runs::from(runs.collect::<Vec<_>>()) }
    };
    (0..settings).map(of).collect()
}

/// The same settings with every strategy as the first one.
pub fn level(drawn: Vec<Runs>) -> Vec<Runs> {
    let same = |mut setting: Runs| {
        let first: Vec<RunRecord> =
            setting.records.iter().filter(|r| r.strategy == StrategyId(0)).cloned().collect();
        for run in &mut setting.records {
            let twin = first.iter().find(|r| r.replication == run.replication).expect("the first strategy");
            run.rows.clone_from(&twin.rows);
        }
        setting
    };
    drawn.into_iter().map(same).collect()
}

/// The same runs without any adopter.
pub fn silent(mut runs: Vec<RunRecord>) -> Vec<RunRecord> {
    for run in &mut runs {
        for day in &mut run.rows {
            day.stages = [1_000, 0, 0, 0, 0, 0, 0, 0, 0, 0];
            (day.adopted, day.market) = (0, 0);
        }
        run.last_touch.iter_mut().flatten().for_each(|n| *n = 0);
        run.first_touch.iter_mut().for_each(|n| *n = 0);
        run.ledger.clear();
    }
    runs
}

/// An estimate and an interval around it.
fn around(mean: f64, half: f64) -> Estimate {
    Estimate { mean, interval: Some(Interval::around(mean, half)) }
}

/// What the tactics of a strategy are worth; one of them does harm where there are three.
pub fn removal(plan: &Plan, strategy: StrategyId, shapley: bool) -> Removal {
    let shares = [(0.22, 0.31, 0.35), (0.18, 0.52, 0.24), (0.05, 0.02, -0.06)];
    let tactics = plan.strategies[strategy].tactics.iter().enumerate().map(|(i, tactic)| {
        let (first, last, removal) = shares[i % 3];
        Worth {
            mechanisms: vec![],
            name: tactic.name.clone(),
            first: around(first, 0.02),
            last: around(last, 0.03),
            removal: around(removal, 0.09),
            shapley: shapley.then(|| around((removal + last) / 2.0, 0.07)),
            lost: removal * 200_000.0,
        }
    });
    let of_settings = plan.compare.settings > 0;
    Removal { strategy, draws: 16, of_settings, adopters: 200_000.0, tactics: tactics.collect() }
}

/// Every strategy that spends with a quarter, half, all and twice of its money.
pub fn budgets(plan: &Plan) -> Vec<MoneyLevel> {
    let organic = plan.organic();
    let spending = plan.strategy_ids().filter(|s| Some(*s) != organic);
    let of = |strategy: StrategyId| {
        let multiples = [0.25, 0.5, 1.0, 2.0];
        multiples.map(|multiple| {
            let spent = multiple * 600_000.0 * plan.strategies[strategy].tactics.len() as f64;
            // Falling returns; one strategy buys nobody.
            let gain = [0.0, 140_000.0, -300.0, 230_000.0, 70_000.0, 330_000.0, 90_000.0, 130_000.0];
            let power: f64 = [0.0, 0.5, 0.1, 0.35, 0.8, 0.25, 1.1, 0.45][strategy.index() % 8];
            let extra = gain[strategy.index() % 8] * multiple.powf(power);
            let cost = spent / extra;
            let sure = strategy != StrategyId(6) || multiple > 0.3;
            MoneyLevel {
                strategy,
                multiple,
                runs: 8,
                spent,
                extra: around(extra, 0.12 * extra.abs() + 400.0),
                cost: (extra > 0.0).then(|| Ratio {
                    value: cost,
                    interval: Interval { low: Some(cost * 0.8), high: sure.then_some(cost * 1.4) },
                }),
                returned: None,
                marginal: (multiple > 0.25).then(|| {
                    let value = 180.0 * extra * power / spent - 1.0;
                    let interval = Interval { low: Some(value - 0.4), high: Some(value + 0.4) };
                    Ratio { value, interval }
                }),
                profit: Some(around(150.0 * extra - spent, 200.0 * extra.abs() + 400.0)),
                gain: (multiple != 1.0).then(|| around(spent * (1.0 - multiple), 900.0)),
                judged: (multiple == 0.25).then(|| around(spent * (1.0 - multiple), 1_300.0)),
            }
        })
    };
    spending.flat_map(of).collect()
}
