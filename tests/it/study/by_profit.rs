//! Strategies are ranked by profit where the scenario asks for it: leader, plans, contests, tables and words.

use groundswell::study::summary::Standing;
use groundswell::units::StrategyId;
use groundswell::{Reader, Results, Scenario, Study};

use crate::common::program::{done, folder, put, refused};

const FIRST: &str = include_str!("../../../scenarios/01-first-steps.toml");

/// The first scenario judged by profit, with so much margin an owner.
fn text(margin: f64) -> String {
    FIRST
        .replace("margin_per_owner = 180 ", &format!("margin_per_owner = {margin} "))
        .replace("[compare]\n", "[compare]\noutcome = \"profit\"\n")
}

fn study(text: &str, sets: &[&str]) -> Results {
    let reader = sets.iter().fold(Reader::new(), |reader, set| reader.set(*set));
    let scenario: Scenario = reader.parse(text, "first.toml").unwrap_or_else(|p| panic!("{p}"));
    Study::new(&scenario).run().expect("it runs")
}

const ORGANIC: StrategyId = StrategyId(0);
const ADS: StrategyId = StrategyId(1);
const QUICK: [&str; 2] = ["compare.settings=0", "compare.replications=8"];

#[test]
fn profit_without_a_margin_is_refused() {
    let text: String =
        text(1.0).lines().filter(|l| !l.starts_with("margin")).map(|l| format!("{l}\n")).collect();
    let dir = folder();
    put(dir.path(), "s.toml", &text);
    let said = refused(dir.path(), 2, &["check", "s.toml"]);
    assert!(said.contains("Error: compare.outcome is \"profit\", but no margin is said\n"), "{said}");
    assert!(said.contains("Help: write product.margin_per_owner, what each owner earns\n"), "{said}");
    let said = refused(dir.path(), 2, &["check", "s.toml", "--set", "compare.outcome=profits"]);
    assert!(said.contains("did you mean \"profit\"?"), "{said}");
}

/// Ads win more owners than nothing at all, and at a margin of 10 lose money on each.
#[test]
fn what_leads_by_owners_need_not_lead_by_profit() {
    for sets in [&QUICK[..], &["compare.settings=4", "compare.replications=8"][..]] {
        let found = study(&text(10.0), sets);
        let day = found.plan.last_horizon();
        let active = |s: StrategyId| found.sample().arm(s, day).map_or(0.0, |a| a.active.p50);
        assert!(active(ADS) > active(ORGANIC));
        assert_eq!(found.leader(), Some(ORGANIC));
        assert_eq!(found.ranking()[0].name, "Organic");
        let contest = found.sample().contest(ADS, ORGANIC, day).expect("a contest");
        // Four settings are too few for a majority.
        let wanted = if found.settings.is_some() { contest.standing } else { Standing::Behind };
        assert_eq!(contest.standing, wanted);
        assert!(contest.behind.value > 0.999, "{:?}", contest.behind);
        let findings = found.findings();
        let verdict = findings.verdict.join(" ");
        assert!(verdict.starts_with("Strategies are ranked by mean profit, not by owners."), "{verdict}");
        assert!(verdict.contains("Ads wins most owners; Organic surely earns more: +"), "{verdict}");
        assert!(verdict.contains("With the same luck its profit less that of "), "{verdict}");
        assert!(findings.table[0].contains(", ranked by profit: "), "{:?}", findings.table);
        for word in [" multiple ", "times the owners", "the active owners of"] {
            assert!(!verdict.contains(word), "{word}: {verdict}");
        }
    }
    // By owners it is the other way round.
    let owners = study(&text(10.0).replace("outcome = \"profit\"", "outcome = \"active\""), &QUICK);
    assert_eq!(owners.leader(), Some(ADS));
}

/// The lead in a contest is the difference that anybody can take from the runs, and the mean is that of
/// the money's own section.
#[test]
fn a_lead_in_profit_is_the_difference_of_two_profits() {
    let found = study(&text(180.0), &[QUICK[0], QUICK[1], "compare.discount_per_year=0"]);
    let day = found.plan.horizon_days();
    let profit = |s: StrategyId, replication: u32| {
        let run =
            found.records.iter().find(|r| (r.strategy, r.replication) == (s, replication)).expect("a run");
        let won = f64::from(run.rows[run.timeline.row_of(day)].adopted - run.rows[0].adopted);
        180.0 * won - run.expenses.iter().map(|e| e.amount).sum::<f64>() - run.service_wages()
    };
    let mut by_hand: Vec<f64> = (0..8).map(|r| profit(ADS, r) - profit(ORGANIC, r)).collect();
    let contest = found.stated.contest(ADS, ORGANIC, day).expect("a contest");
    let mean = contest.mean_lead.expect("a lead");
    assert!((mean.mean - by_hand.iter().sum::<f64>() / 8.0).abs() < 1e-6);
    assert_eq!(contest.difference.as_ref().expect("a difference").estimate, mean);
    by_hand.sort_by(f64::total_cmp);
    assert!((contest.median_lead - (by_hand[3] + by_hand[4]) / 2.0).abs() < 1e-6);
    let lead =
        found.stated.profit_leads.iter().find(|l| (l.strategy, l.other) == (ADS, ORGANIC)).expect("it leads");
    assert!((lead.difference.mean - mean.mean).abs() < 1e-6);
    let curve = found.stated.lead(ADS).expect("a curve");
    let last = curve.points.last().expect("a day");
    assert!((last.p50 - contest.median_lead).abs() < 1e-6 && (last.typical - mean.mean).abs() < 1e-6);
    assert_eq!(curve.points[0].p50, 0.0);
}

/// Of two budgets the larger wins more owners, and the smaller more profit, where an owner earns little.
#[test]
fn plans_are_chosen_by_what_is_judged() {
    let lists = text(2.0).replace("spend = 20_000 ", "spend = [500, 20_000] ");
    let lists = lists.replace("name = \"Ads\"\n", "name = \"Ads\"\nplans = 2\n");
    let chosen = |text: &str| {
        let found = study(text, &QUICK);
        let kept = found.choices.iter().find(|c| c.strategy == ADS && c.chosen).expect("one is kept").clone();
        let other = found.choices.iter().find(|c| c.strategy == ADS && !c.chosen).expect("the other").clone();
        (kept, other)
    };
    let (kept, other) = chosen(&lists);
    assert!(kept.plan.contains("500") && kept.mean_profit > other.mean_profit, "{kept:?} {other:?}");
    assert!(other.chosen_lead.is_some_and(|lead| lead.is_sure() && lead.mean > 10_000.0), "{other:?}");
    let (kept, other) = chosen(&lists.replace("outcome = \"profit\"", "outcome = \"active\""));
    assert!(kept.plan.contains("20,000") && kept.mean_profit < other.mean_profit, "{kept:?} {other:?}");
}

/// Columns of owners are empty where profit is compared, and those of profit where owners are.
#[test]
fn tables_say_what_is_compared() {
    let dir = folder();
    let sets = ["--set", "compare.settings=4", "--set", "compare.replications=4", "--quiet"];
    for (outcome, file) in [("profit", "p"), ("active", "a")] {
        put(dir.path(), "s.toml", &text(180.0).replace("\"profit\"", &format!("\"{outcome}\"")));
        done(dir.path(), &[&["run", "s.toml", "--out", file], &sets[..]].concat());
        for (table, owners, profit) in [
            ("paired.csv", "median_ratio", "median_difference_profit"),
            ("contests.csv", "ratio_p95", "difference_profit_p95"),
            ("assumptions.csv", "ln_ratio_change", "difference_profit_change"),
            ("settings.csv", "leader_ln_ratio_to_competitor", "leader_difference_profit_to_competitor"),
        ] {
            let path = dir.path().join(file).join(table);
            let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|e| panic!("{table}: {e}"));
            let heads = reader.headers().expect("heads").clone();
            let at = |head: &str| {
                heads.iter().position(|h| h == head).unwrap_or_else(|| panic!("{table}: {head}"))
            };
            let (owners, profit) = (at(owners), at(profit));
            for row in reader.records().map(|row| row.expect("a row")) {
                let filled = [&row[owners], &row[profit]].map(|cell| !cell.is_empty());
                // Four settings may be too few for a slope.
                if table != "assumptions.csv" || filled != [false, false] {
                    assert_eq!(filled, [outcome == "active", outcome == "profit"], "{table}: {row:?}");
                }
                if let Some(named) = heads.iter().position(|h| h == "outcome") {
                    assert_eq!(&row[named], outcome);
                }
            }
        }
    }
}
