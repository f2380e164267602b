//! Edge lists: what is understood, what is merged, and what is refused in which words.

use std::io::Write;
use std::path::Path;

use groundswell::network::Imports;
use groundswell::network::import::{Column, Reading};
use groundswell::network::import::{EdgeList, ImportError, describe};
use groundswell::scenario::plan::{Layer, LayerKind, Market, PowerLaw, Random, Segment};
use groundswell::world::World;

use crate::common::{layer, market, stored};

fn parse(text: &str, column: Column) -> Result<EdgeList, ImportError> {
    EdgeList::parse(text.as_bytes(), Path::new("ties.csv"), column)
}

fn refusal(text: &str, column: Column) -> String {
    parse(text, column).unwrap_err().to_string()
}

/// Directed ties by id, in row order.
fn ties(list: &EdgeList) -> Vec<(String, String)> {
    let (csr, _) = list.rows(true).unwrap();
    (0..list.people)
        .flat_map(|p| csr.hearers(p).iter().map(move |q| (p, *q)))
        .map(|(p, q)| (list.name(p), list.name(q)))
        .collect()
}

#[test]
fn separators_headers_comments_and_line_ends_are_understood() {
    let expected = [("3", "7"), ("7", "20")].map(|(a, b)| (a.to_string(), b.to_string()));
    for text in [
        "3 7\n7 20\n",
        "# a comment\n% another\n// a third\n\n3\t7\n7\t20",
        "source,target\r\n3,7\r\n7,20\r\n",
        "follower;followed\n3;7\n7;20\n",
        "\u{feff}\"id_1\",\"id_2\"\n\"3\",\"7\"\n\"7\",\"20\"\n",
        "  3    7  1546300800\n  7   20 x\n",
        "3, 7\n7, 20\n",
    ] {
        assert_eq!(ties(&parse(text, Column::None).unwrap()), expected, "{text}");
    }
}

#[test]
fn integer_ids_are_numbered_ascending_and_others_by_appearance() {
    for far in [20i64, 900_000_000_000] {
        let list = parse(&format!("{far} 3\n-4 3\n"), Column::None).unwrap();
        assert_eq!([0, 1, 2].map(|p| list.name(p)), ["-4".into(), "3".into(), far.to_string()]);
        assert_eq!((list.person("3"), list.person("5")), (Some(1), None));
    }
    let list = parse("bo ann\nann 雷军\n", Column::None).unwrap();
    assert_eq!([0, 1, 2].map(|p| list.name(p)), ["bo", "ann", "雷军"]);
    assert_eq!((list.person("雷军"), list.person("cy")), (Some(2), None));
}

#[test]
fn self_loops_are_dropped_and_repeats_merged_and_both_are_counted() {
    let list = parse("1 2\n2 1\n1 2\n3 3\n2 4\n", Column::None).unwrap();
    assert_eq!((list.people, list.self_loops, list.lines()), (4, 1, 4));
    let (undirected, merged) = list.rows(false).unwrap();
    assert_eq!((undirected.tie_count(), merged), (4, 2));
    let (directed, merged) = list.rows(true).unwrap();
    assert_eq!((directed.tie_count(), merged), (3, 1));
    assert_eq!((directed.in_degree(1), directed.degree(1)), (1, 2));
    assert_eq!(undirected.degree(list.person("3").unwrap()), 0, "a person without ties");
    let d = describe(&list, false).unwrap();
    assert_eq!((d.self_loops_dropped, d.repeats_merged, d.components, d.ties), (1, 2, 2, 2));
}

#[test]
fn a_directed_network_is_described_by_out_degrees_and_undirected_triangles() {
    // 1 speaks to 2, 3 and 4; 2 and 3 speak to each other; 5 speaks to 6.
    let list = parse("1 2\n1 3\n1 4\n2 3\n3 2\n5 6\n", Column::None).unwrap();
    let d = describe(&list, true).unwrap();
    assert_eq!((d.people, d.ties, d.max_degree, d.max_degree_id.as_str()), (6, 6, 3, "1"));
    assert_eq!((d.mean_degree, d.mean_neighbour_degree), (1.0, 12.0 / 6.0));
    // Undirected degrees 3 2 2 1 1 1: five pairs of ties meet, three of them in the triangle.
    assert_eq!((d.triangles, d.transitivity), (1, 0.6));
    assert_eq!((d.components, d.largest_component), (2, 4));
}

#[test]
fn strengths_add_and_probabilities_combine() {
    let list = parse("1,2,0.5\n2,1,2\n9,9,1\n1,3,4\n", Column::Strength).unwrap();
    let (csr, _) = list.rows(false).unwrap();
    assert_eq!(csr.strengths(0), Some(&[2.5, 4.0][..]));
    assert_eq!(csr.strength(1, 0), 2.5);
    let list = parse("from,to,p\n1,2,0.5\n1,2,0.5\n", Column::Probability).unwrap();
    assert_eq!(list.rows(true).unwrap().0.strength(0, 0), 0.75);
    assert_eq!(parse("1 2 9\n", Column::None).unwrap().rows(true).unwrap().0.strength(0, 0), 1.0);
}

#[test]
fn malformed_lines_are_named_with_their_place_and_what_would_do() {
    for (text, column, words) in [
        ("1 2\n2 x4\n", Column::None, "ties.csv:2: \"2 x4\"; expected two whole numbers, as in line 1"),
        (
            "# c\n1,2\n3\n",
            Column::None,
            "ties.csv:3: \"3\"; expected two ids separated by a comma, as in the first line",
        ),
        (
            "alone\n",
            Column::None,
            "ties.csv:1: \"alone\"; expected two ids separated by a comma, semicolon, tab or space",
        ),
        (
            "1,2,.5\n1,3,1.5\n",
            Column::Probability,
            "ties.csv:2: \"1,3,1.5\"; expected a probability from 0 to 1 in the third column",
        ),
        (
            "1 2 3\n1 3 -1\n",
            Column::Strength,
            "ties.csv:2: \"1 3 -1\"; expected a strength of at least 0 in the third column",
        ),
        (
            "1 2\n",
            Column::Strength,
            "ties.csv:1: \"1 2\"; expected a strength of at least 0 in the third column",
        ),
        (
            "ann bo nan\n",
            Column::Strength,
            "ties.csv:1: \"ann bo nan\"; expected a strength of at least 0 in the third column",
        ),
        (
            "1 2\nthis line is much too long to be shown as a whole in an error\n",
            Column::None,
            "ties.csv:2: \"this line is much too long to be shown a…\"; expected 2 fields, as in line 1, and not 15",
        ),
        (
            "# nothing\n",
            Column::None,
            "ties.csv: holds no tie; expected two ids a line, separated by a comma, tab or space",
        ),
        (
            "source,target\n",
            Column::None,
            "ties.csv: holds no tie; expected two ids a line, separated by a comma, tab or space",
        ),
    ] {
        assert_eq!(refusal(text, column), words);
    }
}

#[test]
fn gzip_is_read_and_a_missing_file_says_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("friends.txt.gz");
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gz.write_all(b"1 2\n2 3\n").unwrap();
    let packed = gz.finish().unwrap();
    std::fs::write(&path, &packed).unwrap();
    let imports = Imports::new();
    let list = imports.read(&path).unwrap();
    assert_eq!((list.people, list.lines()), (3, 2));
    std::fs::remove_file(&path).unwrap();
    assert_eq!(imports.read(&path).unwrap(), list, "a file is read once");

    std::fs::write(&path, &packed[..packed.len() - 6]).unwrap();
    let words = Imports::new().read(&path).unwrap_err().to_string();
    assert!(words.contains("friends.txt.gz: cannot be read: not a whole gzip file ("), "{words}");
    let words = imports.read(&folder.path().join("freinds.txt")).unwrap_err().to_string();
    assert!(words.ends_with("freinds.txt: there is no such file; did you mean `friends.txt.gz`?"), "{words}");
}

#[test]
fn imported_people_live_in_one_city_and_keep_the_files_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ties.txt");
    let text: String = (0..3_000).map(|i| format!("{i} {}\n", (i + 1) % 3_000)).collect();
    std::fs::write(&path, text).unwrap();
    let import = LayerKind::Import { file: path.clone(), column: Column::None, reading: Reading::default() };
    let mut nearby = layer("nearby", LayerKind::PowerLaw(PowerLaw { mean: 8.0, exponent: 2.5 }));
    (nearby.same_segment, nearby.directed) = (1.0, true);
    let layers = [layer("ring", import.clone()), nearby];
    let world = World::of(&market(1, 40), &layers, 1, &Imports::new(), 0).unwrap();
    assert_eq!((world.count(), world.people.cities()), (3_000, 1));
    let early = (0..3_000).filter(|p| world.segment(*p) <= 1).count() as f64 / 3e3;
    // Segments are drawn by share: 0.16 with standard error 0.0067.
    assert!((early - 0.16).abs() < 0.027, "{early}");
    let (ring, nearby) = (stored(&world, 0), stored(&world, 1));
    assert_eq!(ring.hearers(7), [6, 8]);
    let apart = |p: u32| nearby.hearers(p).iter().filter(|q| world.segment(**q) != world.segment(p)).count();
    assert_eq!((0..3_000).map(apart).sum::<usize>(), 0, "segments of imported people are found");

    std::fs::write(folder.path().join("other.txt"), "1 2\n").unwrap();
    let other = LayerKind::Import {
        file: folder.path().join("other.txt"),
        column: Column::None,
        reading: Reading::default(),
    };
    let layers = [layer("ring", import), layer("other", other)];
    let words = World::of(&market(1, 1), &layers, 1, &Imports::new(), 0).unwrap_err().to_string();
    let [other, ties] = [folder.path().join("other.txt"), path].map(|p| p.display().to_string());
    assert_eq!(
        words,
        format!(
            "{other}: names 2 people, but {ties} names 3000; imported layers of one scenario must be about the same people"
        )
    );
}

#[test]
fn a_layer_too_large_for_32_bits_is_refused_by_name() {
    let layers = [layer("crowd", LayerKind::Random(Random { mean: 5e6 }))];
    let words = World::of(&market(100_000, 1), &layers, 1, &Imports::new(), 0).unwrap_err().to_string();
    assert_eq!(
        words,
        "layers.crowd: more than 4,294,967,295 ties (an undirected one counts twice); fewer people or a lower degree would do"
    );
}

#[test]
fn a_hundred_megabytes_a_second_are_parsed() {
    let text: String = (0..2_000_000u64).map(|i| format!("{} {}\n", i % 99_991, i * 7 % 88_883)).collect();
    let begin = std::time::Instant::now();
    let list = parse(&text, Column::None).unwrap();
    let rate = text.len() as f64 / begin.elapsed().as_secs_f64() / 1e6;
    println!("{rate:.0} MB/s");
    assert_eq!(list.lines() + list.self_loops, 2_000_000);
    // A tenth of what is meant, so that a busy machine passes and a slow parser does not.
    assert!(rate > 10.0, "{rate} MB/s");
}

#[test]
fn a_slip_far_down_is_named_with_its_line_and_of_two_the_first() {
    // Some megabytes, so that several chunks are read at once.
    let mut text: String = (0..900_000).map(|i| format!("{} {}\n", i % 1_000, i % 777)).collect();
    text += "# a comment\n\n12 q\n5\n";
    for _ in 0..200_000 {
        text += "1 2\n";
    }
    text += "3\n";
    assert_eq!(
        refusal(&text, Column::None),
        "ties.csv:900003: \"12 q\"; expected two whole numbers, as in line 1"
    );
    let words = format!("ann bo\nbo cy\n{text}");
    assert_eq!(
        refusal(&words, Column::None),
        "ties.csv:900006: \"5\"; expected two ids separated by a comma, semicolon, tab or space"
    );
}

#[test]
fn large_lists_of_words_number_people_by_first_appearance() {
    let text: String =
        (0..300_000).map(|i: u64| format!("u{} v{}\n", i * 7_919 % 50_021, i % 40_009)).collect();
    let list = parse(&text, Column::None).unwrap();
    let mut expected: Vec<&str> = Vec::new();
    let mut known = std::collections::HashSet::new();
    expected.extend(text.split_ascii_whitespace().filter(|word| known.insert(*word)));
    assert_eq!(list.people as usize, expected.len());
    assert!((0..list.people).zip(&expected).all(|(p, word)| list.name(p) == **word));
    assert!(expected.iter().zip(0..).all(|(word, p)| list.person(word) == Some(p)));
}

/// A ring of 40 with strengths is a part of a segment of 200 in a market of 1,000: its ties run among 40 of them
/// and nobody else, the members differ from network to network, and each is as likely as any.
#[test]
fn an_imported_network_may_be_a_part_of_the_market() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("forum.txt");
    let text: String = (0..40).map(|i| format!("{i} {} {}\n", (i + 1) % 40, i + 1)).collect();
    std::fs::write(&path, text).unwrap();
    let import = LayerKind::Import { file: path, column: Column::Strength, reading: Reading::default() };
    let forum = Layer { part_of: Some("late".into()), ..layer("forum", import) };
    let friends = layer("friends", LayerKind::Random(Random { mean: 6.0 }));
    let segment = |name: &str, share| Segment { name: name.into(), share, eligible: None };
    let market = Market {
        people: 1_000,
        segments: vec![segment("early", 0.8), segment("late", 0.2)],
        ..market(1_000, 4)
    };
    let build =
        |network| World::of(&market, &[friends.clone(), forum.clone()], 3, &Imports::new(), network).unwrap();
    let mut chosen = vec![0; 1_000];
    for network in 0..60 {
        let world = build(network);
        let ties = stored(&world, 1);
        assert_eq!((world.count(), world.people.cities(), ties.tie_count()), (1_000, 4, 80));
        ties.check().unwrap();
        for own in 0..40 {
            let person = world.member(own);
            chosen[person as usize] += 1;
            assert_eq!(world.segment(person), 1);
            let next = world.member((own + 1) % 40);
            let tie = ties.hearers(person).iter().position(|p| *p == next).expect("a tie of the file");
            assert_eq!(ties.strength(person, tie as u32), own as f32 + 1.0);
            assert_eq!(ties.degree(person), 2);
        }
    }
    // Of 200 people each is a member in a fifth of 60 networks: 12 ± 3.1. Beyond 4.5 errors once in 700 tries.
    let late: Vec<i32> = chosen.iter().copied().filter(|n| *n > 0).collect();
    assert!(late.len() == 200 && late.iter().all(|n| (1..=26).contains(n)), "{late:?}");
}
