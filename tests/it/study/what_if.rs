//! What-ifs: a change of the world changes R and not how convincing talk is.

use groundswell::results::TalkScale;
use groundswell::scenario::Reader;
use groundswell::{Results, Study};

/// A town where a chat and a forum carry a product, with a shaky desk in reach.
const TOWN: &str = r#"
horizon = "26w"
[market]
people = 6_000
[layers.friends]
small_world = { degree = 14, rewire = 0.06 }
[channels.chat]
kind = "chat"
layer = "friends"
acts_per_day = 0.3
[channels.forum]
kind = "club"
[talk]
organic_r = 1.2
[product]
satisfied = 0.75
[seeds]
count = 60
[compare]
cap = "none"
settings = 0
replications_per_setting = 1
replications = 6
[[strategy]]
name = "Organic"
"#;

fn study(sets: &[&str]) -> Results {
    let reader = sets.iter().fold(Reader::new(), |reader, set| reader.set(*set));
    let scenario = reader.parse(TOWN, "town.toml").unwrap_or_else(|problems| panic!("{sets:?}: {problems}"));
    Study::new(&scenario).run().unwrap_or_else(|error| panic!("{sets:?}: {error}"))
}

fn median(results: &Results) -> f64 {
    results.ranking()[0].median
}

#[test]
fn a_change_keeps_beta_and_says_what_r_has_become() {
    let file = study(&[]);
    let TalkScale { beta, r_hat, r_here, .. } = file.solved;
    assert_eq!(r_here, None);
    for (set, lowest, highest) in [
        ("product.satisfied=0.4", 0.1, 0.7),
        ("channels.forum.acts_per_day=0", 0.1, 1.1),
        ("layers.friends.small_world.degree=8", 0.5, 1.19),
        ("market.eligible=0.3", 0.2, 0.9),
        ("product.satisfied=0.9", 1.3, 2.5),
    ] {
        let changed = study(&[set]);
        assert_eq!((changed.solved.beta, changed.solved.r_hat), (beta, r_hat), "{set}");
        let r = changed.solved.r_here.expect("R in the changed world");
        assert!((lowest..highest).contains(&r), "{set}: {r}");
        let (more, less) = (median(&changed) > median(&file), median(&changed) < median(&file));
        assert!(if r > 1.2 { more } else { less }, "{set}: {} against {}", median(&changed), median(&file));
    }
}

#[test]
fn the_findings_say_that_talk_is_as_it_was() {
    let changed = study(&["product.satisfied=0.4"]);
    let (r, was) = (changed.solved.r_here.expect("R here"), changed.solved.r_hat.expect("R there"));
    let said = changed.findings().header.join("\n");
    let line = format!(
        "Talk is as convincing as with product.satisfied = 0.75, where R is {was:.2}. Here R is {r:.2}."
    );
    assert!(said.contains(&line), "{said}");
    assert!(!study(&[]).findings().header.join("\n").contains("as convincing as with"));
}
