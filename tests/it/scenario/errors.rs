//! Broken scenarios: all mistakes are reported at once, each with its place and a remedy.

use std::path::Path;

use groundswell::network::Imports;
use groundswell::scenario::{Reader, Scenario};

/// A scenario that loads; the tests break one line of it at a time.
const GOOD: &str = include_str!("../../data/unbroken.toml");

/// Reads with two edge lists at hand, a good one of 500 people and a broken one.
fn reader() -> Reader {
    let imports = Imports::new();
    let good: String = (1..500).map(|i| format!("{} {i}\n", i - 1)).collect();
    imports.give(Path::new("good.txt"), good.into_bytes());
    imports.give(Path::new("broken.txt"), *b"0 1\n1 2\nx 3\n");
    Reader::new().imports(&imports)
}

fn problems_with(text: &str, sets: &[&str]) -> String {
    match sets.iter().fold(reader(), |reader, set| reader.set(*set)).parse(text, "s.toml") {
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
    match reader().parse(text, "s.toml") {
        Ok(loaded) => loaded.warnings.to_string(),
        Err(problems) => panic!("{problems}"),
    }
}

const FRIENDS: &str = "small_world = { degree = 14, rewire = 0.06 }";

#[test]
fn the_unbroken_scenario_loads() {
    assert_eq!(problems_with(GOOD, &[]), "");
}

/// A line of the good scenario, what stands there instead, and what is said.
const BROKEN: [[&str; 3]; 28] = [
    // Misspelt words: the nearest one is named, or all that there are.
    [
        "view = 0.1",
        "veiw = 0.1",
        "s.toml:23:1: channels.weibo.veiw is not a key here; did you mean \"view\"?",
    ],
    ["\"feed\"", "\"fed\"", "s.toml:21:8: channels.weibo.kind is \"fed\"; did you mean \"feed\"?"],
    [
        "\"chat\"",
        "\"telephone\"",
        "s.toml:17:8: channels.wechat.kind is \"telephone\"; write \"chat\" (friend to friend)",
    ],
    [
        "kind = \"participation\"",
        "kind = \"participations\"\nuser_gain = 0.5",
        "s.toml:46:8: strategy.\"Participation\".participations.kind is \"participations\"; did you mean \"participation\"?",
    ],
    [
        "layer = \"follows\"",
        "layer = \"folows\"",
        "s.toml:22:9: channels.weibo.layer is \"folows\"; did you mean \"follows\"?",
    ],
    [
        "[\"innovators\"]",
        "[\"inovators\"]",
        "s.toml:28:14: channels.forum.catchment names \"inovators\"; did you mean \"innovators\"?",
    ],
    [
        "baseline = \"Ads\"",
        "baseline = \"Adverts\"",
        "s.toml:35:12: compare.baseline is \"Adverts\"; it must be one of \"Organic\", \"Ads\", \"Participation\"",
    ],
    [
        "name = \"Participation\"",
        "name = \"Participation\"\nextends = \"Ad\"\nremove = [\"add\"]",
        "s.toml:45:11: strategy.\"Participation\".extends is \"Ad\"; did you mean \"Ads\"?\n\
         s.toml:46:11: strategy.\"Participation\".remove names \"add\"; no such tactic is inherited",
    ],
    // Values of the wrong kind or out of range.
    [
        "people = 10_000",
        "people = \"many\"",
        "s.toml:6:10: market.people is \"many\"; it must be a whole number",
    ],
    ["view = 0.1", "view = 1.3", "s.toml:23:8: channels.weibo.view is 1.3; it must lie in [0, 1]"],
    ["view = 0.1", "view = \"130%\"", "s.toml:23:8: channels.weibo.view is \"130%\"; it must lie in [0, 1]"],
    ["spend = 10_000", "spend = -5", "s.toml:41:9: strategy.\"Ads\".ads.spend is -5; it must be at least 0"],
    ["count = 100", "count = 20_000", "s.toml:31:9: seeds.count is 20_000; there are only 10_000 people"],
    [
        "horizon = \"52w\"",
        "horizon = \"0d\"",
        "s.toml:3:11: horizon is 0d; it must be at least one tick of 1d",
    ],
    [
        "horizon = \"52w\"",
        "horizon = 52",
        "s.toml:3:11: horizon is 52; say of what: \"52d\" are days, \"52w\" weeks (y, w, d, h, m, s)",
    ],
    [
        "view = 0.1",
        "latency = \"1h\"",
        "s.toml:23:11: channels.weibo.latency is 1h, shorter than the tick of 1d; write tick = \"1h\", or leave \
         latency out",
    ],
    [
        "opens = 2010-01-01",
        "opens = \"soon\"",
        "s.toml:24:9: channels.weibo.opens is \"soon\"; write a date such as 2010-08-16 without quotes, or a \
         duration from the start such as \"12w\"",
    ],
    [
        "start = 2010-08-16",
        "start = \"2010-08-16\"",
        "s.toml:2:9: start is \"2010-08-16\"; a date is year-month-day, without quotes: write 2010-08-16",
    ],
    [
        "eligible = 0.6",
        "eligible = { value = 0.6, range = [0.7, 0.9], wy = \"\" }",
        "s.toml:7:22: market.eligible.value is 0.6; it must lie in its own range [0.7, 0.9]\n\
         s.toml:7:47: market.eligible.wy is not a key here; did you mean \"why\"?",
    ],
    [
        "eligible = 0.6",
        "eligible = { value = 0.6, range = [0.3, 1.2] }",
        "s.toml:7:41: market.eligible is 1.2; it must be above 0 and at most 1",
    ],
    // What is not TOML; a broken header hides what only follows from it.
    [
        "opens = 2010-01-01",
        "opens = 2010-02-30",
        "s.toml:24:9: this is not TOML: invalid date, expected day between 01 and 28",
    ],
    [
        "[channels.weibo]",
        "[channels.weibo",
        "s.toml:20:1: [channels.weibo is not closed; write [channels.weibo]",
    ],
    // What had another name before.
    [
        "kind = \"participation\"",
        "kind = \"node\"",
        "s.toml:46:8: strategy.\"Participation\".node.kind is \"node\"; it is called \"participation\" now",
    ],
    [
        "kind = \"participation\"",
        "kind = \"participation\"\nfade = \"8w\"",
        "s.toml:47:1: strategy.\"Participation\".participation.fade is not a key here; it is called \
         interest_half_life now",
    ],
    [
        "[seeds]",
        "[talk]\nsettled = 0.1\n[seeds]",
        "s.toml:31:1: talk.settled is not a key here; it is called talk.rates.settled now",
    ],
    // What is missing, or stands in a circle.
    [
        "name = \"Participation\"\n[[strategy.tactic]]\nkind = \"participation\"\n",
        "",
        "s.toml:43:1: strategy[1] has no name; a strategy needs a name: add name = \"…\"",
    ],
    [
        "kind = \"participation\"",
        "kind = \"share\"",
        "s.toml:45:1: strategy.\"Participation\".share has no price; give it one, or say free_because = \"why it costs \
         nothing\"",
    ],
    [
        "spend = 10_000\n",
        "spend = 10_000\n[[strategy]]\nname = \"X\"\nextends = \"X\"\n",
        "s.toml:44:11: strategy.\"X\".extends is \"X\", which leads back to it; break the circle",
    ],
];

#[test]
fn each_mistake_is_named_with_its_place_and_what_would_do() {
    for [old, new, said] in BROKEN {
        assert_eq!(after(old, new), said, "{new}");
    }
    assert_eq!(
        after("kind = \"participation\"", "kind = \"share\"\nfree_because = \"it is there already\""),
        ""
    );
    assert_eq!(
        problems_with("name = \"Nothing\"\n", &[]),
        "s.toml:1:1: strategy is not there; add at least one [[strategy]] with a name"
    );
}

#[test]
fn an_edge_list_that_cannot_be_read_is_reported_at_its_key() {
    assert_eq!(
        after(FRIENDS, "import = { file = \"nowhere.txt\" }"),
        "s.toml:10:19: layers.friends.import.file is \"nowhere.txt\"; nowhere.txt: there is no such file; expected an edge list: two ids a line, plain or gzip"
    );
    assert_eq!(
        after(FRIENDS, "import = { file = \"broken.txt\" }"),
        "s.toml:10:19: layers.friends.import.file is \"broken.txt\"; broken.txt:3: \"x 3\"; expected two whole \
         numbers, as in line 1"
    );
}

#[test]
fn import_refuses_other_numbers_of_people_homophily_and_columns_it_lacks() {
    assert_eq!(
        after(FRIENDS, "import = { file = \"good.txt\", column = \"probability\" }\nsame_city = 0.5"),
        "s.toml:6:10: market.people is 10_000; leave it out, or write 500, the number of people in the edge list; where the list is a part of the market, write part_of = \"everybody\" or a segment in its layer\n\
         s.toml:10:40: layers.friends.import.column asks for a third column; the edge list has two columns; take \
         this away\n\
         s.toml:11:13: layers.friends.same_city is written beside an import; the edge list states the ties; \
         remove it"
    );
}

#[test]
fn telling_once_needs_ties_that_are_kept() {
    let text = "name = \"t\"\n[layers.all]\ncomplete = true\n[channels.c]\nkind = \"chat\"\nlayer = \"all\"\n\
                once = true\n[[strategy]]\nname = \"Organic\"\n";
    assert_eq!(
        problems_with(text, &[]),
        "s.toml:7:8: channels.c.once is true on a complete layer; told ties are not stored on a complete layer; \
         remove once"
    );
}

#[test]
fn several_mistakes_are_reported_at_once_in_their_order() {
    let text =
        GOOD.replace("view = 0.1", "veiw = 0.1").replace("0.06 }", "6 }").replace("\"52w\"", "\"52 weeks\"");
    let text = text.replace("eligible = 0.6", "eligible = ").replace("spend = 10_000", "spend = 30_000");
    assert_eq!(
        problems_with(&text, &[]),
        "s.toml:3:11: horizon is \"52 weeks\"; a duration is a number and y, w, d, h, m or s, in quotes: write \"52w\"\n\
         s.toml:7:12: market.eligible has no value; write one after =, or leave the line out\n\
         s.toml:10:39: layers.friends.small_world.rewire is 6; it is a share of 1: write 0.06 or \"6%\"\n\
         s.toml:23:1: channels.weibo.veiw is not a key here; did you mean \"view\"?\n\
         s.toml:41:9: strategy.\"Ads\".ads.spend asks for 30_000; the cap of [compare] is 20_000"
    );
}

#[test]
fn excerpt_underlines_the_place_and_says_what_would_do() {
    let text = GOOD.replace("view = 0.1", "view = 1.3");
    let Err(problems) = reader().parse(&text, "s.toml") else { panic!("it must be refused") };
    let picture = problems.render(false);
    for part in ["channels.weibo.view is 1.3", "s.toml:23:8", "23 │ view = 1.3", "it must lie in [0, 1]"] {
        assert!(picture.contains(part), "{picture}");
    }
    assert!(!picture.contains('\u{1b}'), "no colour unless asked");
    assert!(problems.render(true).contains('\u{1b}'));
}

#[test]
fn all_the_money_needs_a_cap_and_budgets_beside_it() {
    assert_eq!(
        after(
            "spend = 10_000\n",
            "spend = \"all\"\n[[strategy.tactic]]\nkind = \"participation\"\nname = \"build\"\n"
        ),
        "s.toml:44:8: strategy.\"Ads\".build has no budget, but \"ads\" spends all that is left; add budget = … to \
         it, the most that it may cost"
    );
    let no_cap = GOOD.replace("cap = 20_000\n", "").replace("spend = 10_000", "spend = \"all\"");
    assert_eq!(
        problems_with(&no_cap, &[]),
        "s.toml:40:9: strategy.\"Ads\".ads.spend is \"all\", but there is no cap; add cap = … to [compare], or \
         state an amount"
    );
}

#[test]
fn thresholds_refuse_audiences_and_paced_channels() {
    let text = "[talk]\nresistance = \"uniform\"\n[layers.x]\nrandom = {}\n[channels.word]\nkind = \"chat\"\n\
        [[strategy]]\nname = \"Ads\"\n[[strategy.tactic]]\nkind = \"ads\"\nspend = 5\n";
    assert_eq!(
        problems_with(text, &[]),
        "s.toml:5:11: channels.word.acts_per_day does not go with thresholds; write kind = \"chat\" and acts = \
         \"all\": thresholds count each teller once\n\
         s.toml:10:8: strategy.\"Ads\".ads.kind is \"ads\"; audiences need exponential resistance; take it away, or \
         [talk] resistance"
    );
}

#[test]
fn both_ways_of_stating_the_scale_are_one_too_many() {
    assert_eq!(
        problems_with(&format!("{GOOD}\n[talk]\norganic_r = 1\nscale = 1\n"), &[]),
        "s.toml:50:9: talk.scale stands beside organic_r; keep organic_r to state what talk achieves, or scale to \
         state the hazard itself"
    );
}

#[test]
fn overrides_are_judged_like_written_values() {
    let sets = [
        "talk.organik_r=3",
        "talk.rates.settled=300",
        "strategy.Adds.ads.cpm=3",
        "strategy.Ads.add.cpm=3",
        "*.cold_cack=3",
        "*.price=3",
        "channels.webo.view=1",
        "nonsense",
    ];
    assert_eq!(
        problems_with(GOOD, &sets),
        "--set:1:1: talk.organik_r is not a key here; did you mean \"organic_r\"?\n\
         --set:1:20: talk.rates.settled is 300; it must lie in [0, 1]\n\
         --set:1:1: strategy.Adds.ads.cpm names \"Adds\"; did you mean \"Ads\"?\n\
         --set:1:1: strategy.Ads.add.cpm names the tactic \"add\"; did you mean \"ads\"?\n\
         --set:1:1: *.cold_cack is a key of no tactic here; did you mean \"*.cold_cac\"?\n\
         --set:1:1: *.price is a key of no tactic here; no tactic here is of that kind\n\
         --set:1:1: channels.webo.view names \"webo\"; did you mean \"weibo\"?\n\
         --set:1:1: \"nonsense\" is no setting; write KEY=VALUE"
    );
}

#[test]
fn baseline_of_a_spread_strategy_is_its_first_variant_with_a_warning() {
    let text = GOOD.replace("spend = 10_000", "spend = 10_000\nflight = [\"pulsing\", \"burst\"]");
    assert_eq!(
        warnings(&text),
        "s.toml:35:12: compare.baseline is \"Ads\", which stands for \"Ads, pulsing flight\", \"Ads, burst flight\"; taken as \
         \"Ads, pulsing flight\"; name the one you mean"
    );
    let loaded = reader().parse(&text, "s.toml").unwrap_or_else(|problems| panic!("{problems}"));
    let again = reader().parse(&loaded.resolved, "s.toml").unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(loaded.plan, again.plan);
    assert_eq!(loaded.plan.strategies[loaded.plan.compare.baseline].name, "Ads, pulsing flight");
}

#[test]
fn odd_but_runnable_numbers_are_warned_of() {
    let text = GOOD
        .replace("people = 10_000", "people = 1_000")
        .replace("layer = \"friends\"", "probability = 1e-5");
    assert_eq!(
        warnings(&text),
        "s.toml:18:15: channels.wechat.probability is 0.00001; below 6.1e-5 the fixed-point account rounds it by \
         over 1 %\n\
         s.toml:37:1: strategy.\"Ads\" buys up to 250 impressions a head; more than 60 wear out; is the market as \
         small as that?"
    );
}

#[test]
fn a_file_that_is_not_there_is_said_to_be_missing() {
    let Err(problems) = Scenario::load("no/such.toml") else { panic!("it must be refused") };
    assert_eq!(problems.to_string(), "no/such.toml:1:1: the scenario cannot be read; there is no such file");
}

#[test]
fn renamed_keys_are_refused_with_the_new_one_named() {
    let all = problems_with(&format!("{GOOD}\n"), &["compare.runs_as_stated=4", "talk.doubt=0.5"]);
    assert!(all.contains("compare.runs_as_stated is not a key here; it is called replications now"), "{all}");
    assert!(all.contains("talk.doubt is not a key here; it is called warning_factor now"), "{all}");
}
