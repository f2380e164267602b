//! Audiences: the ad that gets the first touch, people lost to a rival, segments with a share of their own.

use crate::common::cases::assert_share;
use crate::common::study;
use groundswell::engine::record::RunRecord;
use groundswell::units::{Source, Stage};

/// 20,000 people, to whom nobody talks.
const SILENT: &str = r#"
horizon = "60d"
[layers.friends]
random = { mean = 4 }
[channels.chat]
kind = "chat"
layer = "friends"
acts_per_day = 0
[talk]
scale = 1
[seeds]
count = 1
pick = "random"
[compare]
cap = 1_000_000
replications = 2
"#;

fn ads(name: &str, spend: u32) -> String {
    format!(
        "[[strategy.tactic]]\nkind = \"ads\"\nname = \"{name}\"\nspend = {spend}\nflight = \"continuous\"\ncold_cac = 20\n"
    )
}

/// Adopters whom each of two ads made aware first, over all runs.
fn first_touch(text: &str) -> [usize; 2] {
    let runs = study(text).records;
    let count = |of: &dyn Fn(&RunRecord, usize) -> bool| -> usize {
        let each =
            runs.iter().flat_map(|r| (0..r.causes.len()).filter(|c| of(r, *c)).map(|c| r.first_touch[c]));
        each.sum::<u32>() as usize
    };
    [0, 1].map(|tactic| {
        count(&|run, c| matches!(run.causes[c].source, Source::Tactic(t) if usize::from(t.0) == tactic))
    })
}

/// Some 4,000 adopters: binomial limits of 4 standard errors.
#[test]
fn ads_share_first_touches_by_their_impressions_whatever_their_order() {
    let market = format!("{SILENT}[market]\npeople = 20_000\n[[strategy]]\nname = \"ads\"\n");
    for (one, other, share) in [(20_000, 20_000, 0.5), (30_000, 10_000, 0.75), (10_000, 30_000, 0.25)] {
        let [a, b] = first_touch(&format!("{market}{}{}", ads("a", one), ads("b", other)));
        assert!(a + b > 1_000, "{} adopters", a + b);
        assert_share(&format!("{one} beside {other}"), a, a + b, share);
    }
}

#[test]
fn people_lost_to_a_rival_without_a_word_have_not_heard_of_it() {
    let market =
        format!("{SILENT}[market]\npeople = 20_000\nrival_per_day = 0.01\n[[strategy]]\nname = \"s\"\n");
    for run in study(&market).records {
        let end = run.rows.last().expect("a day");
        let lost = end.stages[Stage::Rejecter as usize];
        assert!(lost > 4_000, "{lost} of 12,000 are lost in 60 days at 1 % a day");
        assert_eq!((end.aware(), end.lost_unheard), (1, lost), "the seed alone has heard of it");
    }
}

/// Everybody is reached and convinced within days; of 10,000 people a segment, 4 binomial standard errors.
#[test]
fn a_segment_holds_as_many_people_to_win_as_it_says() {
    let market = "[market]\npeople = 20_000\neligible = 0.2\noutside_per_day = 1\ncities = { count = 1 }\n\
         segments = [{ name = \"cyclists\", share = 0.5, eligible = 0.9 }, { name = \"others\", share = 0.5 }]\n";
    let runs = study(&format!("{SILENT}{market}[[strategy]]\nname = \"s\"\n"));
    let won: Vec<u32> = runs.records[0].ledger.iter().map(|a| a.person.0).collect();
    // In one city the first segment comes first.
    let first = won.iter().filter(|p| **p < 10_000).count();
    assert_share("cyclists", first, 10_000, 0.9);
    assert_share("others", won.len() - first, 10_000, 0.2);
    assert_eq!(runs.records[0].rows[0].market, 11_000, "the market is told by all segments together");
}
