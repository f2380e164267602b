//! The world in which R holds: a value set from outside changes the world and leaves talk as convincing as in
//! the file; `holds_at` says the same in the file.

use std::path::Path;

use groundswell::scenario::{Reader, Scenario};

const TOWN: &str = r#"
horizon = "26w"
[market]
people = 5_000
eligible = { value = 0.6, range = [0.4, 0.8], why = "assumed" }
[layers.friends]
small_world = { degree = 14, rewire = 0.06 }
[channels.chat]
kind = "chat"
layer = "friends"
acts_per_day = 0.3
[channels.forum]
kind = "club"
catchment = ["innovators", "early adopters"]
[talk]
organic_r = { value = 1.2, range = [0.8, 1.4], why = "assumed" }
[product]
satisfied = { value = 0.75, range = [0.5, 0.9], why = "assumed" }
[compare]
cap = 1_000
[[strategy]]
name = "Organic"
"#;

fn read(text: &str, sets: &[&str]) -> Scenario {
    let reader = sets.iter().fold(Reader::new(), |reader, set| reader.set(*set));
    reader.parse(text, "s.toml").unwrap_or_else(|problems| panic!("{sets:?}: {problems}"))
}

fn refused(text: &str, sets: &[&str]) -> String {
    let reader = sets.iter().fold(Reader::new(), |reader, set| reader.set(*set));
    reader.parse(text, "s.toml").expect_err("refused").to_string()
}

/// Keys and values that R holds at, after `set`.
fn held(set: &str) -> Vec<String> {
    read(TOWN, &[set]).holds_at
}

#[test]
fn a_value_set_from_outside_leaves_r_at_the_files_value() {
    let set = read(TOWN, &["product.satisfied=0.4"]);
    assert_eq!(set.holds_at, ["product.satisfied = 0.75"]);
    assert_eq!(set.plan.product.satisfied, 0.4);
    let reference = set.plan.reference();
    assert_eq!(reference.product.satisfied, 0.75);
    assert!(read(TOWN, &[]).plan.reference.is_none());

    // The number is certain now, in the scenario and where R holds; the others keep their ranges.
    let names: Vec<&str> = set.plan.assumptions.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(names, ["market.eligible", "talk.organic_r"]);
    assert_eq!(set.changes, ["product.satisfied: set to 0.4; its range was dropped"]);

    // The file may say so itself, with a table or with dotted keys.
    let mut said = TOWN.replace("{ value = 0.75, range = [0.5, 0.9], why = \"assumed\" }", "0.4");
    said = said
        .replace("range = [0.8, 1.4],", "range = [0.8, 1.4], holds_at = { \"product.satisfied\" = 0.75 },");
    assert_eq!(read(&said, &[]).plan, set.plan);
    let dotted = said.replace("\"product.satisfied\" = 0.75", "product.satisfied = 0.75");
    assert_eq!(read(&dotted, &[]).plan, set.plan);
}

#[test]
fn the_resolved_scenario_holds_where_the_one_before_did() {
    for set in ["product.satisfied=0.4", "channels.forum.weight=0", "layers.friends={random={mean=6}}"] {
        let set = read(TOWN, &[set]);
        let again = read(&set.resolved, &[]);
        assert!(set.plan.reference.is_some() && again.plan == set.plan, "{}", set.resolved);
        assert_eq!(again.resolved, set.resolved);
        assert_eq!(again.fingerprint(), set.fingerprint());
    }
    // A world that was edited is another one than a world that was changed from outside.
    let edited = TOWN.replace("{ value = 0.75, range = [0.5, 0.9], why = \"assumed\" }", "0.4");
    assert_ne!(read(TOWN, &["product.satisfied=0.4"]).fingerprint(), read(&edited, &[]).fingerprint());
}

#[test]
fn a_drawn_setting_meets_its_r_with_its_own_draws() {
    let set = read(TOWN, &["product.satisfied=0.4"]);
    let drawn = set.plan_for_draw(&[0.25, 0.5]).expect("a plan");
    let reference = drawn.reference();
    assert_eq!((drawn.product.satisfied, reference.product.satisfied), (0.4, 0.75));
    assert_eq!(drawn.market.eligible, reference.market.eligible);
    assert!(drawn.market.eligible < 0.6, "drawn: {}", drawn.market.eligible);
    assert_eq!(drawn.talk.organic_r, reference.talk.organic_r);
}

#[test]
fn what_is_put_back_is_what_the_file_or_the_default_says() {
    // Written, a default, nothing, a table by its leaves, another kind of network, several at once.
    assert_eq!(held("channels.chat.acts_per_day=0.1"), ["channels.chat.acts_per_day = 0.3"]);
    assert_eq!(
        held("channels.forum.views=9"),
        [format!("channels.forum.views = {}", default("forum.views"))]
    );
    assert_eq!(held("talk.rates.settled=0.1"), ["talk.rates.settled = 0.02"]);
    assert_eq!(held("market.grows={from=0.5}"), ["market.grows left out"]);
    assert_eq!(
        held("channels.forum={kind=\"club\", catchment=[\"innovators\"]}"),
        ["channels.forum.catchment = [\"innovators\", \"early adopters\"]"]
    );
    assert_eq!(
        held("layers.friends={random={mean=6}}"),
        [
            "layers.friends.small_world.degree = 14",
            "layers.friends.small_world.rewire = 0.06",
            // Defaults that follow from the kind of network.
            "layers.friends.same_city = 0.7",
            "layers.friends.same_segment = 0.3",
            "layers.friends.random left out",
        ]
    );
    let both = read(TOWN, &["product.satisfied=0.4", "product.satisfied=0.3", "market.eligible=0.5"]);
    assert_eq!(both.holds_at, ["market.eligible = 0.6", "product.satisfied = 0.75"]);
    assert_eq!(both.plan.product.satisfied, 0.3);
    let random = read(TOWN, &["layers.friends={random={mean=6}}"]);
    assert_eq!(random.plan.reference().layers, read(TOWN, &[]).plan.layers);
}

/// The default of a key of a channel, as the resolved scenario writes it.
fn default(key: &str) -> String {
    let resolved = read(TOWN, &[]).resolved;
    let (channel, key) = key.split_once('.').expect("a channel and its key");
    let table = resolved.split(&format!("[channels.{channel}]\n")).nth(1).expect("the channel");
    let line = table.lines().find_map(|line| line.strip_prefix(&format!("{key} = ")));
    line.expect("the key").to_owned()
}

#[test]
fn what_does_not_bear_on_talk_has_no_reference() {
    for set in [
        "market.people=4_000",
        "market.outside_per_day=0.001",
        "seed=3",
        "horizon=52w",
        "compare.replications=3",
        "seeds.count=50",
        "media.cpm=80",
        "product.margin_per_owner=10",
        "talk.organic_r=0.9",
        "talk.scale=0.05",
        // The same value.
        "product.satisfied=0.75",
        "product.satisfied={value=0.75, range=[0.7, 0.8]}",
    ] {
        let set = read(TOWN, &[set]);
        assert!(set.plan.reference.is_none() && set.holds_at.is_empty(), "{:?}", set.holds_at);
    }
    let stated =
        TOWN.replace("organic_r = { value = 1.2, range = [0.8, 1.4], why = \"assumed\" }", "scale = 0.1");
    assert!(read(&stated, &["product.satisfied=0.4"]).plan.reference.is_none());
}

#[test]
fn what_the_file_holds_at_stays() {
    let text = TOWN.replace("range = [0.8, 1.4],", "holds_at = { \"product.satisfied\" = 0.8 },");
    let set = read(&text, &["product.satisfied=0.4", "market.eligible=0.5", "talk.organic_r=0.9"]);
    assert_eq!(set.holds_at, ["market.eligible = 0.6", "product.satisfied = 0.8"]);
    assert_eq!(set.plan.talk.organic_r, Some(0.9));
}

#[test]
fn a_number_that_is_set_is_certain_unless_it_says_a_range() {
    let certain = read(TOWN, &["talk.organic_r=0.8"]);
    assert_eq!(certain.changes, ["talk.organic_r: set to 0.8; its range was dropped"]);
    assert!(certain.plan.assumptions.iter().all(|a| a.name != "talk.organic_r"));
    assert!(certain.resolved.contains("organic_r = 0.8\n"), "{}", certain.resolved);

    let ranged = read(TOWN, &["talk.organic_r={value=0.8, range=[0.6, 1.0]}"]);
    assert!(ranged.changes.is_empty());
    let r = ranged.plan.assumptions.iter().find(|a| a.name == "talk.organic_r").expect("a range");
    assert_eq!((r.value, r.low, r.high), (0.8, 0.6, 1.0));
}

#[test]
fn talk_is_stated_in_one_way_and_the_one_set_counts() {
    let scale = read(TOWN, &["talk.scale=0.04"]);
    assert_eq!((scale.plan.talk.organic_r, scale.plan.talk.scale), (None, 0.04));
    assert_eq!(scale.changes, ["talk.scale: replaces talk.organic_r"]);
    let r = read(&scale.resolved, &["talk.organic_r=0.9"]);
    assert_eq!(r.plan.talk.organic_r, Some(0.9));
    assert_eq!(r.changes, ["talk.organic_r: replaces talk.scale"]);
}

#[test]
fn mistakes_in_what_r_holds_at_are_told_at_their_place() {
    let with = |values: &str| TOWN.replace("range = [0.8, 1.4],", &format!("holds_at = {values},"));
    for (values, said) in [
        (
            "0.75",
            "talk.organic_r.holds_at is 0.75; write keys and values, as in holds_at = { \"product.satisfied\" = 0.75 }",
        ),
        (
            "{ \"market.people\" = 9 }",
            "talk.organic_r.holds_at names market.people, on which R does not depend; \
             R may hold at values of market, layers, channels, product, service, talk",
        ),
        (
            "{ \"channels.forun.weight\" = 1 }",
            "talk.organic_r.holds_at names channels.forun.weight; did you mean \"forum\"?",
        ),
        ("{ \"product.satisfed\" = 0.7 }", "product.satisfed is not a key here; did you mean \"satisfied\"?"),
        ("{ \"product.satisfied\" = 7 }", "product.satisfied is 7; it is a share of 1: write 0.07 or \"7%\""),
    ] {
        let problems = refused(&with(values), &[]);
        assert!(problems.contains(said), "{problems}");
        assert!(problems.starts_with("s.toml:16:"), "{problems}");
    }
    let elsewhere = TOWN.replace("range = [0.5, 0.9]", "holds_at = { \"talk.stifle\" = 0 }");
    let said = "product.satisfied.holds_at stands at another number than talk.organic_r; take it away";
    assert!(refused(&elsewhere, &[]).contains(said));
}

#[test]
fn what_is_set_in_a_shipped_scenario_is_held() {
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let set = |name: &str, set: &str| Reader::new().set(set).load(scenarios.join(name)).expect("it loads");
    let flagship = set("hundred-seeds.toml", "channels.forum.acts_per_day=0");
    assert_eq!(flagship.holds_at, ["channels.forum.acts_per_day = 0.05"]);
    // A classic model states its scale: nothing holds anywhere else.
    assert!(set("classic/sir.toml", "market.eligible=0.5").plan.reference.is_none());
}
