//! A strategy spends a share of what it earns on top of the cap, and nothing else does.

use crate::common;
use groundswell::{Scenario, Study};

fn text(reinvest: &str, margin: &str) -> String {
    format!(
        "horizon = \"20w\"\n[market]\npeople = 3_000\n[talk]\nscale = 0.15\n[product]\n{margin}\n[compare]\ncap = 5_000\nreplications = 4\n\
         settings = 0\n[[strategy]]\nname = \"Ads\"\n{reinvest}\n[[strategy.tactic]]\nkind = \"ads\"\nspend = \"all\"\n"
    )
}

#[test]
fn a_fifth_of_the_margin_of_new_owners_is_spent_on_top_of_the_cap_and_no_more() {
    let margin = "margin_per_owner = 30";
    let none = common::study(&text("", margin)).records;
    let some = common::study(&text("reinvest = 0.2", margin)).records;
    let spent =
        |run: &groundswell::engine::record::RunRecord| run.expenses.iter().map(|e| e.amount).sum::<f64>();
    for (without, with) in none.iter().zip(&some).filter(|(run, _)| run.strategy.index() == 1) {
        assert!((spent(without) - 5_000.0).abs() < 1e-6 && without.reinvested == 0.0);
        // The margin of everybody won before the last tick, a fifth of it.
        let rows = &with.rows;
        let won = f64::from(rows[rows.len() - 2].adopted) - f64::from(rows[0].adopted);
        assert!((with.reinvested - 0.2 * 30.0 * won).abs() < 1e-6 && won > 50.0, "{} {won}", with.reinvested);
        assert!(spent(with) > 5_100.0 && spent(with) <= 5_000.0 + with.reinvested + 1e-6, "{}", spent(with));
        assert!(with.rows.last().unwrap().adopted >= without.rows.last().unwrap().adopted);
    }
}

#[test]
fn the_findings_say_that_the_money_is_not_the_same_and_a_share_of_nothing_is_warned_of() {
    let scenario =
        Scenario::parse(&text("reinvest = 0.2", "margin_per_owner = 30"), "s.toml").expect("it is sound");
    let found = Study::new(&scenario).run().expect("it is played").findings().to_string();
    assert!(found.contains("on top of the cap, 20 % of its own earnings"), "{found}");
    let without = Scenario::parse(&text("reinvest = 0.2", ""), "s.toml").expect("it is sound");
    let said = without.warnings.to_string();
    assert!(said.contains("reinvest only knows what tactics earn; write product.margin_per_owner"), "{said}");
}
