//! Broken scenarios: every mistake is named with its place and with what would do, all at once.

use std::path::Path;

use groundswell::scenario::{EdgeFacts, EdgeProblem, load, parse};

/// A scenario that loads; the tests break one line of it at a time.
const GOOD: &str = r#"name = "Test"
start = 2010-08-16
horizon = "52w"

[market]
people = 10_000
eligible = 0.6

[layers.friends]
small_world = { degree = 14, rewire = 0.06 }

[layers.follows]
power_law = { mean = 20, exponent = 2.3 }
directed = true

[channels.wechat]
kind = "chat"
layer = "friends"

[channels.weibo]
kind = "feed"
layer = "follows"
view = 0.1
opens = 2010-01-01

[channels.forum]
kind = "club"
catchment = ["innovators"]

[seeds]
count = 100

[compare]
cap = 20_000
baseline = "Ads"

[[strategy]]
name = "Ads"
[[strategy.tactic]]
kind = "ads"
spend = 10_000

[[strategy]]
name = "Participation"
[[strategy.tactic]]
kind = "node"
"#;

/// Stands for the importer: knows one good file, one broken one, and no other.
fn probe(path: &Path) -> Result<EdgeFacts, EdgeProblem> {
    match path.file_name().and_then(|n| n.to_str()) {
        Some("good.txt") => Ok(EdgeFacts {
            people: 500,
            third_column: false,
            has: Box::new(|id| id.parse::<u32>().is_ok_and(|n| n < 500)),
        }),
        Some("broken.txt") => Err(EdgeProblem("line 3: \"x\" is not a person: write two ids a line".into())),
        _ => Err(EdgeProblem("there is no such file".into())),
    }
}

fn problems_with(text: &str, sets: &[&str]) -> String {
    let sets: Vec<String> = sets.iter().map(|s| (*s).to_owned()).collect();
    match parse(text, "s.toml", &sets, &probe) {
        Ok(_) => String::new(),
        Err(problems) => problems.to_string(),
    }
}

/// What is said when `old` is replaced by `new` in the good scenario.
fn after(old: &str, new: &str) -> String {
    assert_eq!(GOOD.matches(old).count(), 1, "{old} must stand there once");
    problems_with(&GOOD.replace(old, new), &[])
}

fn warnings(text: &str) -> String {
    match parse(text, "s.toml", &[], &probe) {
        Ok(loaded) => loaded.warnings.to_string(),
        Err(problems) => panic!("{problems}"),
    }
}

const FRIENDS: &str = "small_world = { degree = 14, rewire = 0.06 }";

#[test]
fn the_unbroken_scenario_loads() {
    assert_eq!(problems_with(GOOD, &[]), "");
}

#[test]
fn print() {
    let p = |old: &str, new: &str| println!("{}\n", after(old, new));
    p("view = 0.1", "veiw = 0.1");
    p("\"feed\"", "\"fed\"");
    p("\"chat\"", "\"club house\"");
    p("layer = \"follows\"", "layer = \"folows\"");
    p("view = 0.1", "view = 1.3");
    p("spend = 10_000", "spend = -5");
    p("name = \"Participation\"\n", "");
    p("baseline = \"Ads\"", "baseline = \"Adverts\"");
    p("opens = 2010-01-01", "opens = \"soon\"");
    p("opens = 2010-01-01", "opens = 2010-02-30");
    p("opens = 2010-01-01", "opens = 2010-13-01");
    p(FRIENDS, "import = { file = \"nowhere.txt\" }");
    p(FRIENDS, "import = { file = \"broken.txt\" }");
    p("count = 100", "count = 20_000");
    p("horizon = \"52w\"", "horizon = \"0d\"");
    p("horizon = \"52w\"", "horizon = 52");
    p("name = \"Participation\"\n[[strategy.tactic]]\nkind = \"node\"\n", "");
    p("[\"innovators\"]", "[\"inovators\"]");
    p("kind = \"node\"", "kind = \"nodes\"");
    p("kind = \"ads\"\nspend = 10_000", "kind = \"ads\"\nspend = 30_000");
    p("name = \"Participation\"\n", "name = \"Participation\"\n[[strategy.tactic]]\nkind = \"ads\"\n");
    p("cap = 20_000\n", "unspent = \"fill:ads\"\nat = [\"2y\"]\noutcome = \"profit\"\n");
    p("spend = 10_000", "spend = \"all\"\nbudgt = 3");
    p("view = 0.1", "view = \nlatency = \"1h\"");
    p("[channels.weibo]", "[channels.weibo");
    println!(
        "{}",
        problems_with(
            GOOD,
            &[
                "talk.organik_r=3",
                "talk.organic_r=300",
                "strategy.Adds.ads.cpm=3",
                "strategy.Ads.add.cpm=3",
                "*.cold_cack=3",
                "channels.webo.view=1",
                "nonsense",
                "seed="
            ]
        )
    );
    println!("{}", problems_with("", &[]));
    let text = GOOD
        .replace("view = 0.1", "veiw = 0.1")
        .replace("0.6", "{ value = 0.6, range = [0.7, 0.9], why=3, x=1 }");
    if let Err(e) = parse(&text, "s.toml", &["horizon=9q".into()], &probe) {
        println!("{}", e.render(false));
    }
}
