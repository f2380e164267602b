//! Giving up: tactics stop, and the runs that gave up are played on with the same luck.

use groundswell::results::RunRecord;
use groundswell::{Results, Scenario, Study};

fn study(text: &str) -> Results {
    let scenario = Scenario::parse(text, "give-up.toml").unwrap_or_else(|problems| panic!("{problems}"));
    Study::new(&scenario).run().expect("it plays")
}

fn text(give_up: &str) -> String {
    format!(
        "name = \"give up\"\nhorizon = \"200d\"\n[market]\npeople = 3_000\n[talk]\norganic_r = 1.1\n[seeds]\ncount = 30\n\
         [compare]\ncap = 20_000\nreplications = 8\nsettings = 0\n[[strategy]]\nname = \"Ads\"\n{give_up}\n\
         [[strategy.tactic]]\nkind = \"ads\"\nspend = \"all\"\nflight = \"continuous\"\n"
    )
}

#[test]
fn a_strategy_that_gives_up_spends_no_more_and_going_on_is_the_same_as_never_having_given_up() {
    let stopped = study(&text("give_up = \"100d unless active >= 2_900\""));
    let never = study(&text(""));
    let ads = |records: &[RunRecord]| {
        records.iter().filter(|run| run.strategy.index() == 1).cloned().collect::<Vec<_>>()
    };
    let (short, whole) = (ads(&stopped.records), ads(&never.records));
    for run in &short {
        assert_eq!(run.gave_up.map(f64::from), Some(100.0));
        assert!(run.expenses.iter().all(|e| e.day < 100), "nothing is spent after it");
    }
    let [on] = &stopped.played_on[..] else { panic!("one strategy may give up: {:?}", stopped.played_on) };
    assert_eq!((on.gave_up.count, on.gave_up.of), (8, 8));
    let owners = |run: &RunRecord| f64::from(run.rows.last().expect("rows").active());
    let spent = |run: &RunRecord| run.expenses.iter().map(|e| e.amount).sum::<f64>();
    let mean = |of: &dyn Fn(&RunRecord) -> f64| {
        whole.iter().zip(&short).map(|(whole, short)| of(whole) - of(short)).sum::<f64>() / 8.0
    };
    // The same luck: to the last owner what the strategy wins that does not give up.
    assert!((on.owners.expect("played").mean - mean(&owners)).abs() < 1e-9);
    assert!((on.spent.expect("played").mean - mean(&spent)).abs() < 1e-6);
    assert!(mean(&spent) > 5_000.0, "{}", mean(&spent));
    let findings = groundswell::report::findings(&stopped).to_string();
    assert!(findings.contains("Ads gave up in 100 %"), "{findings}");
}

#[test]
fn a_strategy_whose_condition_holds_goes_on() {
    let kept = study(&text("give_up = \"100d unless active >= 1\""));
    let never = study(&text(""));
    assert!(kept.records.iter().all(|run| run.gave_up.is_none()));
    assert_eq!(kept.played_on[0].gave_up.count, 0);
    for (kept, never) in kept.records.iter().zip(&never.records) {
        assert_eq!((&kept.rows, &kept.expenses), (&never.rows, &never.expenses));
    }
    assert!(groundswell::report::findings(&kept).to_string().contains("Ads never gave up."));
}
