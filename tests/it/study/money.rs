//! Money adds up: a reader can divide two columns, profit is the sum of its parts, and the verdict
//! opens with a strategy that wins owners and loses money.

use groundswell::results::RunRecord;
use groundswell::units::StrategyId;
use groundswell::{Reader, Results, Scenario, Study};

const FIRST: &str = include_str!("../../../scenarios/01-first-steps.toml");

/// The first scenario with another margin, in little.
fn study(margin: Option<f64>, sets: &[&str]) -> Results {
    let line = margin.map_or(String::new(), |m| format!("margin_per_owner = {m}\n"));
    let text: String = FIRST
        .lines()
        .map(|l| if l.starts_with("margin_per_owner") { line.clone() } else { format!("{l}\n") })
        .collect();
    let mut reader = Reader::new();
    for set in sets {
        reader = reader.set(*set);
    }
    let scenario: Scenario = reader.parse(&text, "first.toml").unwrap_or_else(|p| panic!("{p}"));
    Study::new(&scenario).run().expect("it runs")
}

const QUICK: [&str; 2] = ["compare.settings=0", "compare.replications=8"];

#[test]
fn columns_divide_and_every_table_has_the_same_extra_owners() {
    for sets in [&QUICK[..], &["compare.settings=4", "compare.replications=8"][..]] {
        let found = study(Some(180.0), sets);
        let day = found.plan.last_horizon();
        for sample in [&found.stated, found.sample()] {
            let arm = sample.arm(StrategyId(1), day).expect("ads");
            let (extra, cost) = (arm.extra.expect("extra"), arm.cost.expect("a cost"));
            assert!((cost.value - arm.spent / extra).abs() < 1e-9 * cost.value);
        }
        let paired = found.stated.contests.iter().find(|c| c.day == day).expect("a contest");
        let paired = paired.difference.as_ref().expect("a difference").estimate.mean;
        let stated = found.budgets.iter().find(|b| b.multiple == 1.0).expect("the stated money");
        let money = found.money[1].cost_per_extra.last().expect("a cost").extra;
        let table = found.stated.arm(stated.strategy, day).and_then(|a| a.extra).expect("extra");
        for other in [stated.extra.mean, money, table] {
            assert!((other - paired).abs() < 1e-9, "{other} {paired}");
        }
    }
}

#[test]
fn profit_is_the_sum_of_its_parts_and_less_than_its_undiscounted_margin() {
    let found = study(Some(180.0), &QUICK);
    for money in &found.money {
        for flows in &money.flows {
            assert!((flows.profit.mean - (flows.margin - flows.spent - flows.wages)).abs() < 1e-6);
        }
        let last = money.flows.last().expect("a horizon");
        assert!(last.margin < money.margin.expect("a margin").mean && last.wages < money.service_wages.mean);
    }
    // Without discount it is what anybody can reckon from a run.
    let plain = study(Some(180.0), &[QUICK[0], QUICK[1], "compare.discount_per_year=0"]);
    let day = plain.plan.horizon_days();
    let by_hand = |r: &RunRecord| {
        let won = f64::from(r.days[day as usize].adopted - r.days[0].adopted);
        180.0 * won - r.expenses.iter().map(|e| e.amount).sum::<f64>() - r.service_wages()
    };
    for strategy in plain.plan.strategy_ids() {
        let own: Vec<f64> = plain.records.iter().filter(|r| r.strategy == strategy).map(by_hand).collect();
        let mean = own.iter().sum::<f64>() / own.len() as f64;
        let told = plain.stated.arm(strategy, day).and_then(|a| a.profit).expect("profit").mean.mean;
        assert!((told - mean).abs() < 1e-6, "{told} {mean}");
    }
}

#[test]
fn the_verdict_opens_with_a_winner_of_owners_that_loses_money() {
    let poor = study(Some(10.0), &QUICK).findings();
    assert!(poor.verdict[0].starts_with("Ads wins most owners but loses "), "{:?}", poor.verdict);
    assert!(poor.verdict[0].contains("Organic (spends nothing) loses least"), "{:?}", poor.verdict);
    assert!(poor.money[0].starts_with("Least loss by week 52: Organic (spends nothing)"), "{:?}", poor.money);
    assert!(poor.money.iter().any(|l| l.starts_with("With a quarter of its money Ads would be")));
    assert!(poor.money.iter().any(|l| l.starts_with("Each CNY that Ads spends brings −0.")));
    let rich = study(Some(180.0), &QUICK).findings();
    assert!(rich.verdict[0].starts_with("At week 52"), "{:?}", rich.verdict);
    assert!(rich.money[0].starts_with("Most profit by week 52: Ads, "), "{:?}", rich.money);
    assert!(rich.money[0].contains("surely more than Organic"), "{:?}", rich.money);
}

#[test]
fn without_a_margin_nothing_is_said_of_profit() {
    let found = study(None, &QUICK);
    let findings = found.findings();
    let asked = "Profit, returns and break-even are not said: write product.margin_per_owner to see them.";
    assert_eq!(findings.money, [asked]);
    assert!(!findings.to_string().contains("beyond itself"));
    assert!(findings.table.iter().all(|line| !line.contains("profit")), "{:?}", findings.table);
    assert!(found.budgets.iter().all(|b| b.returned.is_none() && b.profit.is_none() && b.cost.is_some()));
    assert!(found.stated.break_even.is_empty() && found.stated.profit_leads.is_empty());
}

/// The margin of a setting is the one drawn for it: profit follows it in a straight line.
#[test]
fn a_margin_with_a_range_is_drawn() {
    let text = FIRST.replace(
        "margin_per_owner = 180",
        "margin_per_owner = { value = 180, range = [100, 300], why = \"assumed\" }",
    );
    let reader = Reader::new().set("compare.settings=6").set("compare.replications=4");
    let scenario = reader.parse(&text, "first.toml").unwrap_or_else(|p| panic!("{p}"));
    let found = Study::new(&scenario).run().expect("it runs");
    let settings = found.settings.as_ref().expect("settings");
    let drawn: Vec<f64> = settings.points.iter().map(|p| p.values[1].max(p.values[0])).collect();
    assert!(drawn.iter().all(|m| (100.0..=300.0).contains(m)), "{drawn:?}");
    let spread = settings.sample.arm(StrategyId(1), 364).and_then(|a| a.profit);
    let spread = spread.expect("profit").over_runs;
    assert!(spread.p95 - spread.p05 > 50_000.0, "{spread:?}");
}
