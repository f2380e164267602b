//! Broken scenarios through the program: exit code 2, the place, all at once, and nothing written.
//! `scenario::errors` tests the message for each mistake.

use crate::common::program::{ALL_TACTICS, done, files, folder, put, refused};

#[test]
fn a_broken_scenario_is_refused_with_its_place_and_nothing_is_written() {
    let layer = "small_world = { degree = 8, rewire = 0.1 }";
    for (old, new, words) in [
        ("view = 0.2", "veiw = 0.2", ["b.toml:27:1 ", "channels.weibo.veiw is not a key here"]),
        (layer, "import = { file = \"nowhere.txt\" }", ["b.toml:14:19 ", "there is no such file"]),
        (layer, "import = { file = \"edges.txt\" }", ["edges.txt:3: \"x\"", "expected two ids"]),
        ("count = 30", "count = 2_500", ["b.toml:38:9 ", " people can be picked that way"]),
    ] {
        assert!(ALL_TACTICS.contains(old), "{old} must stand there");
        let dir = folder();
        put(dir.path(), "b.toml", &ALL_TACTICS.replacen(old, new, 1));
        put(dir.path(), "edges.txt", "1 2\n2 3\nx\n");
        let before = files(dir.path());
        for command in ["run", "check"] {
            let said = refused(dir.path(), 2, &[command, "b.toml"]);
            assert!(words.iter().all(|word| said.contains(word)), "no {words:?} in\n{said}");
        }
        assert_eq!(files(dir.path()), before, "nothing was written");
    }
}

#[test]
fn several_mistakes_are_reported_in_one_go() {
    let dir = folder();
    let text = ALL_TACTICS
        .replace("view = 0.2", "veiw = 0.2")
        .replace("horizon = \"12w\"", "horizon = \"12 moons\"")
        .replace("super_users = 5", "super_users = -5")
        .replace("baseline = \"Ads\"", "baseline = \"Adverts\"");
    put(dir.path(), "b.toml", &text);
    let said = refused(dir.path(), 2, &["run", "b.toml", "--out", "o"]);
    let places: Vec<usize> = ["b.toml:5:", "b.toml:27:", "b.toml:39:", "b.toml:47:"]
        .iter()
        .map(|place| said.find(place).unwrap_or_else(|| panic!("no {place} in\n{said}")))
        .collect();
    assert!(places.is_sorted(), "in the order of the file\n{said}");
    assert!(!dir.path().join("o").exists());
}

#[test]
fn a_scenario_that_is_not_there_is_said_to_be_missing() {
    let dir = folder();
    let said = refused(dir.path(), 2, &["run", "nothing.toml"]);
    assert!(said.contains("nothing.toml") && said.contains("there is no such file"), "{said}");
}

#[test]
fn seeds_nobody_can_be_picked_for_are_refused_before_anything_is_written() {
    let dir = folder();
    let said = refused(dir.path(), 2, &["run", "s.toml", "--set", "seeds.count=2_900"]);
    assert!(said.contains("2900") || said.contains("2_900"), "{said}");
    assert_eq!(files(dir.path()).len(), 1);
}

#[test]
fn what_a_run_would_refuse_is_refused_by_check_at_its_line() {
    let dir = folder();
    let reach = "horizon = \"8w\"\n[market]\npeople = 2_000\n[layers.friends]\nrandom = { mean = 4 }\n[channels.chat]\n\
        kind = \"chat\"\n[talk]\norganic_r = 40\n[seeds]\ncount = 10\n[[strategy]]\nname = \"A\"\n";
    put(dir.path(), "reach.toml", reach);
    let seeds = ALL_TACTICS.replacen("count = 40", "count = 2_500", 1);
    put(dir.path(), "seeds.toml", &seeds);
    let line = 1 + seeds.lines().position(|line| line == "count = 2_500").expect("the line");
    let drawn =
        ALL_TACTICS.replacen("settings = 0", "settings = 4", 1).replacen("count = 30", "count = 1_500", 1);
    let drawn =
        drawn.replacen("people = 3_000", "people = 3_000\neligible = { value = 0.6, range = [0.3, 0.6] }", 1);
    put(dir.path(), "drawn.toml", &drawn);
    for (file, place, words) in [
        ("reach.toml", "reach.toml:9:13".to_owned(), "talk.organic_r is 40, but one owner wins at most "),
        ("seeds.toml", format!("seeds.toml:{line}:9"), "strategy.\"Everything\".seeding.count is 2_500"),
        ("drawn.toml", "drawn.toml:39:9".to_owned(), "seeds.count is 1_500"),
    ] {
        for command in ["check", "run"] {
            let said = refused(dir.path(), 2, &[command, file]);
            assert!(said.contains(&place) && said.contains(words), "no {place} {words} in\n{said}");
        }
    }
}

#[test]
fn nothing_is_called_right_under_a_warning() {
    let dir = folder();
    let calm = ALL_TACTICS.replacen("cap = 60_000", "cap = 6_000", 1).replace("5_000", "500");
    let calm = calm.replace("spend = 10_000", "spend = 300").replacen("staff = \"by load\"", "staff = 0", 1);
    put(
        dir.path(),
        "calm.toml",
        &calm.replacen("owners_who_need_it", "free_because = \"x\"\nowners_who_need_it", 1),
    );
    let said = done(dir.path(), &["check", "calm.toml"]);
    assert!(said.starts_with("All tactics: nothing wrong.") != said.contains("Warning:"), "{said}");
    put(dir.path(), "loud.toml", &calm.replacen("owners_who_need_it = 0.6", "free_because = \"x\"\nowners_who_need_it = 1\nuser_gain = 1\ninvolvement_gain = 1\nacts_per_day = 100\nparticipant = 100\nadvocate = 100", 1));
    let said = done(dir.path(), &["check", "loud.toml"]);
    assert!(said.contains("Warning: one act causes nearly another"), "{said}");
    assert!(said.starts_with("All tactics: it can be played, with the warnings"), "{said}");
}

#[test]
fn owners_who_give_the_product_up_at_once_win_nobody_however_high_the_hazard_is() {
    let dir = folder();
    for lapse in [300_000, 600_000, 1_000_000] {
        let text = format!(
            "horizon = \"8w\"\n[market]\npeople = 300\n[layers.l]\nsmall_world = {{ degree = 8 }}\n[channels.c]\nkind = \"chat\"\n\
             [talk]\norganic_r = 0.9\n[product]\nlapse_per_year = {lapse}\n[[strategy]]\nname = \"Organic\"\n"
        );
        put(dir.path(), "lapse.toml", &text);
        let said = refused(dir.path(), 2, &["check", "lapse.toml"]);
        assert!(said.contains("one owner wins at most 0.00 people"), "{lapse}: {said}");
    }
}
