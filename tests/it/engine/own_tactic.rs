//! A tactic that a user of the crate registers is read, checked, documented and played like any other.

#[allow(dead_code)]
#[path = "../../../examples/own_tactic.rs"]
mod example;

use groundswell::Reader;
use groundswell::scenario::{defaults_page, schema};

fn scenario(keys: &str) -> String {
    format!(
        "horizon = \"8w\"\n[market]\npeople = 1_000\n[talk]\nscale = 0.2\n[compare]\nreplications = 2\n\
             [[strategy]]\nname = \"Nothing\"\n[[strategy]]\nname = \"Nights\"\n[[strategy.tactic]]\n{keys}"
    )
}

fn refused(keys: &str) -> String {
    Reader::new()
        .with_tactic::<example::ClubNights>()
        .parse(&scenario(keys), "s.toml")
        .expect_err("it must be refused")
        .to_string()
}

#[test]
fn it_is_played_and_told_of() {
    let found = example::play(&scenario("kind = \"club nights\"")).unwrap_or_else(|e| panic!("{e}"));
    assert!(found.findings().to_string().contains("Nights"), "{}", found.findings());
}

#[test]
fn its_keys_are_checked_and_documented() {
    let all = refused("kind = \"club nights\"\nlift = 9\nevry = \"2w\"\necho = \"5w\"");
    for said in ["lift is 9", "did you mean \"every\"", "echo lasts beyond the next night"] {
        assert!(all.contains(said), "{all}");
    }
    assert!(refused("kind = \"club night\"").contains("did you mean \"club nights\""));
    let kinds = groundswell::tactic::registry().with::<example::ClubNights>();
    let (page, schema) = (defaults_page(&kinds), schema(&kinds).to_string());
    assert!(page.contains("| `lift` | Lift of talk while it lasts | `0.5` | number | 0.1 to 1 | assumed |"));
    assert!(schema.contains("strategy.tactic.club nights"));
}
