//! The binary form of a network: the same world for every use, and one clear error for a file that
//! is not whole.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use groundswell::network::Imports;
use groundswell::network::import::{Column, Reading};
use groundswell::network::import::{EdgeList, describe, save};
use groundswell::scenario::plan::LayerKind;
use groundswell::world::World;

use crate::common::program::{done, folder, manifest, put, refused, results, shipped};
use crate::common::{layer, market};

/// Edge lists that differ in what must be kept: plain numbers from 1, gaps and repeats both ways,
/// words, three values of one tie in an order that rounding can see, values above 1.
fn lists() -> Vec<(&'static str, String)> {
    let mut many = String::new();
    let mut state = 1u64;
    for _ in 0..40_000 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let _ =
            writeln!(many, "{} {} 0.{:03}", (state >> 33) % 300, (state >> 45) % 300, (state >> 10) % 1_000);
    }
    vec![
        ("plain", "1 2\n2 3\n1 3\n4 4\n".into()),
        ("both ways", "0 1\n1 0\n2 1\n1 2\n".into()),
        ("gaps", "10,30\n30,10\n-5,10\n10,30\n7,7\n900000000000,10\n".into()),
        ("words", "bo ann\nann 雷军\nbo 雷军\n雷军 bo\ncy cy\n".into()),
        ("values", "1 2 0.1\n2 1 0.7\n1 2 0.2\n2 1 0.3\n3 1 0.9\n2 1 1e-7\n".into()),
        ("many", many),
    ]
}

struct Files {
    folder: tempfile::TempDir,
}

impl Files {
    fn new() -> Files {
        Files { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The text as a file, and its binary form beside it.
    fn both(&self, text: &str) -> [PathBuf; 2] {
        let [plain, saved] = [self.path("ties.txt"), self.path("ties.net")];
        std::fs::write(&plain, text).unwrap();
        let imports = Imports::new();
        let list = imports.read_column(&plain, Column::Strength).or_else(|_| imports.read(&plain)).unwrap();
        save(&list, &saved).unwrap();
        [plain, saved]
    }

    fn refusal(&self, bytes: &[u8]) -> String {
        let path = self.path("broken.net");
        std::fs::write(&path, bytes).unwrap();
        let error = match Imports::new().read(&path) {
            Err(error) => error.to_string(),
            Ok(list) => list.rows(true).unwrap_err().to_string(),
        };
        error.strip_prefix(&format!("{}: ", path.display())).unwrap().to_owned()
    }
}

fn world(path: &Path, column: Column, directed: bool) -> Result<World, String> {
    let mut ties =
        layer("ties", LayerKind::Import { file: path.to_path_buf(), column, reading: Reading::default() });
    ties.directed = directed;
    World::of(&market(1, 4), &[ties], 7, &Imports::new(), 0).map_err(|e| e.to_string())
}

#[test]
fn a_saved_network_is_the_very_same_world_for_every_use() {
    let files = Files::new();
    for (name, text) in lists() {
        let [plain, saved] = files.both(&text);
        for directed in [false, true] {
            for column in [Column::None, Column::Strength, Column::Probability] {
                let [of_text, of_saved] = [&plain, &saved].map(|path| world(path, column, directed));
                assert_eq!(of_text.is_ok(), of_saved.is_ok(), "{name} {column:?} {of_saved:?}");
                assert!(of_text.is_err() || of_text == of_saved, "{name} directed {directed} {column:?}");
            }
        }
    }
}

#[test]
fn a_saved_network_is_described_and_named_as_its_edge_list() {
    let files = Files::new();
    for (name, text) in lists() {
        let [plain, saved] = files.both(&text).map(|path| Imports::new().read(&path).unwrap());
        for directed in [false, true] {
            let [mut of_text, of_saved] = [&plain, &saved].map(|list| describe(list, directed).unwrap());
            // How a text was read is no part of the network.
            of_text.said.clear();
            assert_eq!(of_text, of_saved, "{name}");
        }
        for p in 0..plain.people {
            assert_eq!((saved.name(p), saved.person(&plain.name(p))), (plain.name(p), Some(p)), "{name}");
        }
        assert_eq!(saved.person("nobody of this name"), None);
        assert_eq!(saved.person("123456789012345678"), None);
    }
}

#[test]
fn a_saved_network_is_known_by_its_first_bytes_and_saved_again_unchanged() {
    let files = Files::new();
    for (_, text) in lists() {
        let [_, saved] = files.both(&text);
        let bytes = std::fs::read(&saved).unwrap();
        assert_eq!(bytes.len() % 64, 0);
        let [renamed, again] = [files.path("looks-like.csv"), files.path("again")];
        std::fs::rename(&saved, &renamed).unwrap();
        let list = Imports::new().read(&renamed).unwrap();
        save(&list, &again).unwrap();
        assert_eq!(std::fs::read(&again).unwrap(), bytes);
        let imports = Imports::new();
        imports.give(Path::new("given"), bytes);
        let given = imports.read(Path::new("given")).unwrap();
        assert_eq!(given.rows(true), list.rows(true));
    }
    let left: Vec<_> =
        std::fs::read_dir(files.folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "nothing but the files asked for stays: {left:?}");
}

/// The checksum of the form, written from its description.
fn summed(mut bytes: Vec<u8>) -> Vec<u8> {
    let words = bytes.chunks(8).map(|w| u64::from_le_bytes(w.try_into().unwrap()));
    let sum = words.enumerate().filter(|(i, _)| *i != 7).fold(0x9e37_79b9_7f4a_7c15, |s: u64, (_, w)| {
        (s ^ w).rotate_left(29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
    });
    bytes[56..64].copy_from_slice(&sum.to_le_bytes());
    bytes
}

#[test]
fn a_damaged_file_is_refused_in_words() {
    let files = Files::new();
    let [_, saved] = files.both("1 2\n2 3\n1 3\n");
    let bytes = std::fs::read(saved).unwrap();
    // Header, the first id, where 3 rows begin and end, 3 hearers.
    assert_eq!(bytes.len(), 4 * 64);
    assert_eq!(summed(bytes.clone()), bytes, "the checksum is as described");
    let anew = "; save it anew with `groundswell network EDGE_LIST --save FILE`";
    let refused = |change: &dyn Fn(&mut Vec<u8>), words: &str| {
        let mut bytes = bytes.clone();
        change(&mut bytes);
        assert_eq!(files.refusal(&bytes), format!("is no whole network file: {words}{anew}"));
    };
    let changed = "its checksum does not match, so some of it was changed or lost";
    for at in [32, 40, 70, 130, 200, 255] {
        refused(&|b| b[at] ^= 1, changed);
    }
    refused(&|b| b.truncate(200), "it ends after 200 of 256 bytes");
    refused(&|b| b.truncate(50), "it ends too early");
    refused(&|b| b.push(0), "it goes on after its 256 bytes");
    refused(&|b| b[8] = 9, "it has version 9, and this program reads version 1");
    refused(&|b| b[12..16].reverse(), "its numbers are written with the largest byte first");
    refused(&|b| b[48] = 3, "its header is damaged");
    refused(&|b| b[21] = 1, "it names 1099511627779 people, more than 32 bits can count");
    let sound = |change: &dyn Fn(&mut Vec<u8>), words: &str| {
        refused(
            &|b| {
                change(b);
                *b = summed(std::mem::take(b));
            },
            words,
        );
    };
    sound(&|b| b[132] = 9, "its rows do not follow one another");
    sound(&|b| b[192] = 7, "the row of person 0 (from 0) does not ascend through others");
    sound(&|b| b[192] = 0, "the row of person 0 (from 0) does not ascend through others");
    sound(&|b| b[48] = 2, "not every tie runs both ways, as its header says");
}

#[test]
fn a_third_column_is_held_to_its_use() {
    let files = Files::new();
    let [_, saved] = files.both("1 2 0.5\n2 3 7\n");
    let place = saved.display();
    assert_eq!(
        world(&saved, Column::Probability, true).unwrap_err(),
        format!(
            "{place}: cannot be read: tie 1 (from 0) has 7 in the third column; expected a probability from 0 to 1"
        )
    );
    let [_, saved] = files.both("1 2\n2 3\n");
    assert_eq!(
        world(&saved, Column::Strength, true).unwrap_err(),
        format!(
            "{place}: has no third column; save it anew from an edge list with a strength of at least 0 there"
        )
    );
}

#[test]
fn a_file_that_cannot_be_written_leaves_the_old_one() {
    let files = Files::new();
    let list = EdgeList::parse(b"1 2\n", Path::new("x"), Column::None).unwrap();
    let words = save(&list, &files.path("nowhere/ties.net")).unwrap_err().to_string();
    assert!(words.contains("ties.net: cannot be written: "), "{words}");
}

#[test]
fn a_scenario_runs_to_the_same_bytes_on_the_saved_network() {
    let dir = folder();
    let network = shipped("scenarios/data/twitch-ru.txt.gz").to_string_lossy().into_owned();
    let said = done(dir.path(), &["network", &network, "--save", "twitch.net"]);
    assert_eq!(said, "saved twitch.net: 4385 people, 37304 ties, without a third column\n");
    let described = |file: &str| done(dir.path(), &["network", file]);
    assert_eq!(described("twitch.net"), described(&network));
    let text = std::fs::read_to_string(shipped("scenarios/real-network.toml")).unwrap();
    let run = |name: &str, file: &str| {
        put(dir.path(), "s.toml", &text.replace("data/twitch-ru.txt.gz", file));
        done(dir.path(), &["run", "s.toml", "--replications", "4", "--out", name, "--quiet"]);
        let mut files = results(&dir.path().join(name));
        // The one names the file that was imported, the other bears the fingerprint of its form.
        assert!(files.remove("scenario.resolved.toml").is_some() && files.remove("kept.runs").is_some());
        files
    };
    let (text, saved) = (run("text", &network), run("saved", "twitch.net"));
    assert_eq!(text.keys().collect::<Vec<_>>(), saved.keys().collect::<Vec<_>>());
    for (name, bytes) in &text {
        assert!(saved[name] == *bytes, "{name} differs");
    }
}

#[test]
fn what_save_cannot_do_is_refused_with_its_place() {
    let dir = folder();
    put(dir.path(), "ties.txt", "1 2 0.5\n2 x\n");
    let said = refused(dir.path(), 2, &["network", "ties.txt", "--save", "out.net"]);
    assert!(said.contains("ties.txt:2: \"2 x\""), "{said}");
    assert!(!dir.path().join("out.net").exists());
    put(dir.path(), "ties.txt", "1 2 0.5\n2 3 x\n");
    let said = done(dir.path(), &["network", "ties.txt", "--save", "out.net"]);
    assert_eq!(said, "saved out.net: 3 people, 2 ties, without a third column\n");
    let said = refused(dir.path(), 1, &["network", "ties.txt", "--save", "no/out.net"]);
    assert!(said.contains("no/out.net: cannot be written: "), "{said}");
}

#[test]
fn kept_networks_change_no_byte_of_a_result_and_damaged_ones_are_drawn_anew() {
    let dir = folder();
    let run = |name: &str, more: &[&str]| {
        let usual = ["run", "s.toml", "--replications", "2", "--out", name, "--quiet"];
        done(dir.path(), &[&usual, more].concat());
        let profile = manifest(&dir.path().join(name))["profile"].clone();
        let layers = ["layers_drawn", "layers_read"].map(|key| profile[key].as_u64().unwrap());
        (results(&dir.path().join(name)), layers)
    };
    let keep = ["--networks", "kept"];
    let (plain, [layers, read]) = run("plain", &[]);
    assert!(layers > 0 && read == 0);
    let (first, [drawn, read]) = run("first", &keep);
    assert_eq!((&first, drawn + read), (&plain, layers));
    assert_eq!(run("second", &keep), (plain.clone(), [0, layers]));
    let mut files: Vec<_> =
        std::fs::read_dir(dir.path().join("kept")).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len() as u64, drawn);
    let mut bytes = std::fs::read(&files[0]).unwrap();
    let last = bytes.len() - 64;
    bytes[last] ^= 1;
    std::fs::write(&files[0], bytes).unwrap();
    assert_eq!(run("third", &keep), (plain.clone(), [1, layers - 1]));
    assert_eq!(run("fourth", &keep), (plain, [0, layers]));
    // Another seed is another network.
    let (_, other) = run("other", &["--seed", "99", "--networks", "kept"]);
    assert_eq!(other, [drawn, layers - drawn]);
    let said = refused(dir.path(), 2, &["run", "s.toml", "--networks", "s.toml/below"]);
    assert!(said.contains("--networks s.toml/below: cannot be made a folder: "), "{said}");
}
