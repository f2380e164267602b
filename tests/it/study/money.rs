//! Money adds up: a reader can divide two columns, profit is the sum of its parts, and the verdict
//! opens with a strategy that wins owners and loses money.

use groundswell::results::RunRecord;
use groundswell::statistics::{Estimate, Interval};
use groundswell::units::StrategyId;
use groundswell::{Reader, Results, Scenario, Study};

use crate::common::program::{done, folder, put};

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
        let won = f64::from(r.rows[r.timeline.row_of(day)].adopted - r.rows[0].adopted);
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
    assert!(!rich.verdict[0].contains("wins most owners"), "{:?}", rich.verdict);
    assert!(rich.money[0].starts_with("Most profit by week 52: Ads, "), "{:?}", rich.money);
    assert!(rich.money[0].contains("surely more than Organic"), "{:?}", rich.money);
}

/// The sentence on less and more money, where the half of the runs that judges gives this gain to half the
/// money, or to no level, and all runs give each level that one.
fn less(judged: Option<[f64; 3]>, gain: [f64; 3]) -> String {
    let of = |[low, mean, high]: [f64; 3]| Estimate { mean, interval: Some(Interval { low, high }) };
    let mut found = study(Some(10.0), &QUICK);
    for level in found.budgets.iter_mut().filter(|b| b.multiple != 1.0) {
        level.gain = Some(of(gain));
        level.judged = judged.filter(|_| level.multiple == 0.5).map(of);
    }
    let lines = found.findings().money;
    let told = |l: &&String| l.contains(" better off") || l.contains("stated money");
    lines.iter().find(told).expect("the sentence").clone()
}

#[test]
fn the_best_of_four_levels_of_money_is_judged_on_runs_that_did_not_choose_it() {
    assert_eq!(
        less(Some([200.0, 1_000.0, 1_800.0]), [100.0; 3]),
        "With half its money Ads would be 1,000 CNY better off (95 % interval +200 to +1,800, on runs that did not choose it)."
    );
    assert_eq!(
        less(Some([-200.0, 1_000.0, 2_200.0]), [100.0; 3]),
        "With half its money Ads may be 1,000 CNY better off (95 % interval −200 to +2,200, on runs that did not choose it)."
    );
    let none = "None of ¼, ½ and 2 times its money surely earns Ads more than the stated money.";
    assert_eq!(less(Some([-900.0, -100.0, 700.0]), [100.0; 3]), none);
    assert_eq!(less(None, [-300.0, -100.0, 100.0]), none);
    assert_eq!(
        less(None, [-300.0, -200.0, -100.0]),
        "Ads earns most with the stated money, of ¼, ½, 1 and 2 times it."
    );
    // As played: the level that is judged is one, and it stands in the table.
    let found = study(Some(10.0), &QUICK);
    let judged: Vec<f64> = found.budgets.iter().filter(|b| b.judged.is_some()).map(|b| b.multiple).collect();
    assert_eq!(judged, [0.25]);
}

const TEAM: &str = r#"
[[strategy]]
name = "Votes"
[[strategy.tactic]]
kind = "participation"
name = "votes"
staff = 1
"#;

fn parse(text: &str, sets: &[&str]) -> Result<Scenario, String> {
    let reader = sets.iter().fold(Reader::new(), |reader, set| reader.set(*set));
    reader.parse(text, "team.toml").map_err(|p| p.to_string())
}

/// A head costs 12,000 a month: 143,606 in 52 weeks.
#[test]
fn a_team_costs_what_it_is_and_one_that_money_does_not_pay_is_refused() {
    let text = format!("{FIRST}{TEAM}");
    let paid = ["compare.cap=300_000"];
    let plan = parse(&text, &paid).expect("it is paid").plan;
    let days = f64::from(plan.horizon_days());
    let most = plan.strategies[2].most_spend(groundswell::units::TacticId(0), plan.compare.cap, days);
    let year = 12_000.0 * 12.0 / 365.0 * 364.0;
    assert!((most.expect("known") - year).abs() < 1e-6, "{most:?}");
    for sets in [&[][..], &["compare.cap=300_000", "strategy.Votes.votes.budget=12_000"][..]] {
        let refused = parse(&text, sets).expect_err("nobody pays it");
        assert!(
            refused.contains("strategy.\"Votes\".votes.staff costs 143_606 in wages until its end"),
            "{refused}"
        );
        assert!(refused.contains("hire fewer heads, let it start later, or give it more"), "{refused}");
    }
    // Until week 4 the same money is enough.
    let short =
        ["compare.cap=300_000", "strategy.Votes.votes.budget=12_000", "strategy.Votes.votes.stops=4w"];
    assert!(parse(&text, &short).is_ok());
    // By load nobody knows beforehand.
    assert!(parse(&text, &["strategy.Votes.votes.staff=by load"]).is_ok());
}

#[test]
fn a_multiple_of_the_money_that_does_not_pay_the_team_is_left_out() {
    let text = format!("{FIRST}{}", TEAM.replace("staff = 1", "staff = 2"));
    let sets = ["compare.settings=0", "compare.replications=4", "compare.cap=300_000"];
    let found = Study::new(&parse(&text, &sets).expect("it is paid")).run().expect("it runs");
    let of: Vec<f64> =
        found.budgets.iter().filter(|b| b.strategy == StrategyId(2)).map(|b| b.multiple).collect();
    assert_eq!(of, [0.5, 1.0, 2.0], "a half is one head; a quarter would be half of one");
    let spent: Vec<f64> =
        found.budgets.iter().filter(|b| b.strategy == StrategyId(2)).map(|b| b.spent).collect();
    assert!((spent[0] * 2.0 - spent[1]).abs() < 1.0 && (spent[2] - spent[1] * 2.0).abs() < 1.0, "{spent:?}");
}

#[test]
fn seeds_are_paid_at_the_start_from_the_cap() {
    let sets = ["compare.settings=0", "compare.replications=4", "seeds.cost_each=50"];
    let found = study(Some(180.0), &sets);
    let day = found.plan.last_horizon();
    let spent = |s| found.stated.arm(StrategyId(s), day).expect("an arm").spent;
    assert!((spent(0) - 5_000.0).abs() < 1e-6 && (spent(1) - 20_000.0).abs() < 1e-6, "{}", spent(1));
    assert_eq!(found.money[0].spending[0].by_row[0], 5_000.0);
    let free = study(Some(180.0), &[sets[0], sets[1]]);
    let profit =
        |r: &Results| r.stated.arm(StrategyId(0), day).and_then(|a| a.profit).expect("profit").mean.mean;
    assert!((profit(&free) - profit(&found) - 5_000.0).abs() < 1e-6, "paid on day 0, so not discounted");
    let refused = parse(FIRST, &["seeds.cost_each=201"]).expect_err("they cost more than the cap");
    assert!(
        refused.contains("seeds.cost_each comes to 20_100 (100 seeds × 201); the cap of [compare] is 20_000"),
        "{refused}"
    );
}

#[test]
fn no_service_desk_costs_nothing_and_answers_nobody() {
    let none =
        study(Some(180.0), &["compare.settings=0", "compare.replications=4", "service.staff_per_100_000=0"]);
    assert!(none.records.iter().all(|r| r.service_wages() == 0.0));
    assert!(
        none.records.iter().all(|r| r.rows.iter().all(|d| (d.wait_hours, d.waits) == (364.0 * 24.0, 1.0)))
    );
    let findings = none.findings();
    assert_eq!(findings.service, ["There is no service desk: nobody answers, and it costs nothing."]);
    let desk = study(Some(180.0), &["compare.settings=0", "compare.replications=4"]);
    let owners = |r: &Results| r.stated.arm(StrategyId(1), 364).expect("an arm").active.mean;
    assert!(owners(&none) <= owners(&desk), "{} {}", owners(&none), owners(&desk));
}

/// A desk of one head that settles one ticket in 20 days leaves nearly all of them, and one of the default
/// size none.
#[test]
fn a_desk_that_is_too_small_says_what_share_of_tickets_it_never_answers() {
    let sets = ["compare.settings=0", "compare.replications=4"];
    let broken = study(Some(180.0), &[&sets[..], &["service.tickets_per_head_day=0.05"]].concat());
    for run in &broken.records {
        let opened = run.tickets.opened as f64;
        // One head settles 0.05 a day of 364 days, whatever comes.
        assert!(opened > 400.0, "{opened}");
        assert!((run.tickets.unanswered - (opened - 0.05 * 364.0)).abs() < 1.0, "{:?}", run.tickets);
    }
    let named = |name: &str| {
        let strategy = broken.plan.strategy_ids().find(|s| broken.plan.strategies[*s].name == name);
        broken.stated.service[strategy.expect("a strategy").index()].unanswered.expect("it broke its promise")
    };
    assert!((0.9..1.0).contains(&named("Ads")), "{}", named("Ads"));
    let line = &broken.findings().service[0];
    let told = |name| format!("{:.0} % of tickets never answered", 100.0 * named(name));
    assert!(line.contains(&told("Ads")) && line.contains(&told("Organic")), "{line}");
    let desk = study(Some(180.0), &sets);
    assert!(desk.records.iter().all(|r| r.tickets.opened > 400 && r.tickets.unanswered == 0.0));
    assert!(!desk.findings().service[0].contains("never answered"), "{:?}", desk.findings().service);
    let none = study(Some(180.0), &[&sets[..], &["service.staff_per_100_000=0"]].concat());
    assert!(none.records.iter().all(|r| r.tickets.share_unanswered() == Some(1.0)));
}

#[test]
fn a_tactic_that_spends_next_to_nothing_and_seeds_chosen_for_nothing_are_named() {
    let text = format!(
        "{FIRST}\n[[strategy]]\nname = \"Hubs\"\n[[strategy.tactic]]\nkind = \"seeding\"\npick = \"degree\"\n\
         [[strategy.tactic]]\nkind = \"ads\"\nname = \"late\"\nspend = 10_000\nstarts = \"active >= 5_900\"\n"
    );
    let sets = ["compare.settings=0", "compare.replications=4"];
    let notes = Study::new(&parse(&text, &sets).expect("sound")).run().expect("it runs").findings().notes;
    let held = |start: &str| notes.iter().any(|n| n.starts_with(start));
    assert!(
        held("Note: late of Hubs spends 0 of the 10,000 CNY planned for it, under a tenth."),
        "{notes:?}"
    );
    assert!(
        held("Note: the chosen seeds of Hubs (the best connected on friends) cost nothing here."),
        "{notes:?}"
    );
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

#[test]
fn check_says_what_a_strategy_can_really_spend() {
    let dir = folder();
    let hubs = "[[strategy]]\nname = \"Hubs\"\n[[strategy.tactic]]\nkind = \"seeding\"\ncount = 40\npick = \"degree\"\n";
    put(dir.path(), "s.toml", &format!("{FIRST}\n{hubs}{TEAM}"));
    let sets = ["--set", "compare.cap=300_000", "--set", "strategy.Ads.ads.stops=26w"];
    let text = done(dir.path(), &[&["check", "s.toml"], &sets[..]].concat());
    let line = |name: &str| text.lines().find(|l| l.trim_start().starts_with(name)).unwrap_or("").to_owned();
    assert!(line("Ads ").contains(" 10,000 ") && line("Ads ").contains(" 25.0 "), "{text}");
    assert!(
        text.contains(
            "ads stops on day 182: it spends 10000 of its 20000; a shorter duration would spend all"
        ),
        "{text}"
    );
    assert!(line("Votes ").contains(" 143,605 "), "{text}");
    let load = done(dir.path(), &["check", "s.toml", "--set", "strategy.Votes.votes.staff=by load"]);
    let closes = "a head of votes costs 143605 until its end, its money is 20000: it closes before";
    assert!(load.contains(closes), "{load}");
    assert!(text.contains("its 40 seeds replace the common ones, and cost nothing here"), "{text}");
}
