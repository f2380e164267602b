//! Broken scenarios through the program: exit code 2, the place, all at once, and nothing written.
//! `scenario::errors` tests the message for each mistake.

use crate::common::program::{ALL_TACTICS, files, folder, put, refused};

#[test]
fn a_broken_scenario_is_refused_with_its_place_and_nothing_is_written() {
    let layer = "small_world = { degree = 8, rewire = 0.1 }";
    for (old, new, words) in [
        ("view = 0.2", "veiw = 0.2", ["b.toml:27:1 ", "channels.weibo.veiw is not a key here"]),
        (layer, "import = { file = \"nowhere.txt\" }", ["b.toml:14:19 ", "there is no such file"]),
        (layer, "import = { file = \"edges.txt\" }", ["edges.txt:3: \"x\"", "expected two ids"]),
        ("count = 30", "count = 2_500", ["asks for 2500 seeds, but only ", " people can be picked that way"]),
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
