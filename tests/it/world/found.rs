//! Edge lists as they are found: what each kind of file holds, or in which words it is refused.

use std::path::Path;

use groundswell::network::import::{Column, EdgeList, Imports, Reading, describe};

/// What a file holds: people, distinct undirected ties, components.
pub(super) type Holds = (u32, u64, u32);

pub(super) fn read(name: &str, bytes: &[u8]) -> Result<EdgeList, String> {
    EdgeList::parse(bytes, Path::new(name), Column::None).map_err(|e| e.to_string())
}

pub(super) fn holds(list: &EdgeList) -> Holds {
    let d = describe(list, false).unwrap();
    (d.people, d.ties, d.components)
}

pub(super) fn said(list: &EdgeList) -> String {
    describe(list, false).unwrap().said.join("\n")
}

fn as_column(text: &str, column: Column) -> Result<EdgeList, String> {
    EdgeList::parse(text.as_bytes(), Path::new("ties.csv"), column).map_err(|e| e.to_string())
}

fn with(text: &str, reading: Reading, column: Column) -> Result<EdgeList, String> {
    let imports = Imports::new();
    imports.give(Path::new("ties.csv"), text.as_bytes().to_vec());
    imports.read_as(Path::new("ties.csv"), &reading, column).map(|l| (*l).clone()).map_err(|e| e.to_string())
}

fn columns(from: &str, to: &str, weight: Option<&str>) -> Reading {
    Reading {
        from: Some(from.into()),
        to: Some(to.into()),
        weight: weight.map(str::to_owned),
        ..Reading::default()
    }
}

/// Directed ties by name, in the order of people.
pub(super) fn ties(list: &EdgeList) -> Vec<String> {
    let (csr, _) = list.rows(true).unwrap();
    let row = |p: u32| csr.hearers(p).iter().map(move |q| (p, *q)).collect::<Vec<_>>();
    (0..list.people).flat_map(row).map(|(p, q)| format!("{} {}", list.name(p), list.name(q))).collect()
}

#[test]
fn quotes_separators_and_line_ends_are_understood() {
    for (text, expected) in [
        (
            "source,target,weight\n\"Smith, John\",\"Lee, Ann\",2\n\"Lee, Ann\",\"Roy, Bo\",1\n\"Smith, John\",\"Roy, Bo\",3\n",
            (3, 3, 1),
        ),
        ("\"The \"\"Fox\"\"\",\"ann\nlee\"\n\"ann\nlee\",bob\n", (3, 2, 1)),
        ("1;2;0,5\n2;3;0,25\n3;4;1,5\n", (4, 3, 1)),
        ("Müller, Hans;Schmidt, Eva\nSchmidt, Eva;Roy, Bo\n", (3, 2, 1)),
        ("1 2\r2 3\r3 4\r4 5\r", (5, 4, 1)),
        ("ann|bob\nbob|cid\n", (3, 2, 1)),
        ("张三，李四\n李四，王五\n", (3, 2, 1)),
        ("ann,bob\u{a0}\nbob,cid\n", (3, 2, 1)),
        ("1 2\r\n2 3\r\n\u{1a}", (3, 2, 1)),
        ("1 2 {'weight': 0.5}\n2 3 {'weight': 1.5, 'since': 3}\n", (3, 2, 1)),
        ("1,2,\n2,3,\n", (3, 2, 1)),
        ("783214 6253282\n6253282 1212092628029698048\n", (3, 2, 1)),
        ("1 340282366920938463463374607431768211456\n1 2\n", (3, 2, 1)),
        ("source,target\n1,2.0\n2,3.0\n3,1.0\n", (3, 3, 1)),
        ("1 1e+05\n100000 2\n", (3, 2, 1)),
    ] {
        assert_eq!(read("ties.csv", text.as_bytes()).map(|list| holds(&list)), Ok(expected), "{text}");
    }
}

#[test]
fn headers_are_known_by_evidence_and_columns_by_their_names() {
    for (text, expected) in [
        (",source,target\n0,5,6\n1,6,7\n2,7,8\n", vec!["5 6", "6 7", "7 8"]),
        ("Unnamed: 0,source,target\n0,5,6\n1,6,7\n", vec!["5 6", "6 7"]),
        ("\"source\" \"target\"\n\"1\" \"ann\" \"bob\"\n\"2\" \"bob\" \"cid\"\n", vec!["ann bob", "bob cid"]),
        ("Id,Source,Target,Weight\n0,ann,bob,1\n1,bob,cid,2\n", vec!["ann bob", "bob cid"]),
        (
            "Source,Target,Type,Id,Label,timeset,Weight\n1,2,Undirected,0,,,1.0\n2,3,Undirected,1,,,1.0\n",
            vec!["1 2", "2 3"],
        ),
        ("weight,from,to\n1,2,3\n4,3,5\n", vec!["2 3", "3 5"]),
        ("ego,alter\nann,bob\nbob,cid\n", vec!["ann bob", "bob cid"]),
        ("rider_a,rider_b,rides_together\nann,bob,3\nbob,cid,1\n", vec!["ann bob", "bob cid"]),
        ("骑手甲,骑手乙,次数\n张三,李四,3\n李四,王五,1\n", vec!["张三 李四", "李四 王五"]),
        ("骑手甲,骑手乙\n张三,李四\n李四,王五\n", vec!["张三 李四", "李四 王五"]),
        ("源,目标,权重\n1,2,3\n2,3,1\n", vec!["1 2", "2 3"]),
        ("时间,发送者,接收者\n2020-01-01,甲一,乙一\n2020-01-02,乙一,丙一\n", vec!["甲一 乙一", "乙一 丙一"]),
        ("truck,driver\n17,4\n4,9\n", vec!["4 9", "17 4"]),
        // Names that come again, or are built as the others, are people.
        ("user1,user2\nuser2,user3\n", vec!["user1 user2", "user2 user3"]),
        ("a,b\nc,d\n", vec!["a b", "c d"]),
    ] {
        let list = read("ties.csv", text.as_bytes()).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(ties(&list), expected, "{text}");
    }
    let list = read("t", b"ann,bob,3\ncid,dan,1\nbob,eve,2\n").unwrap();
    assert_eq!(list.people, 5);
    // Nothing says that this is a header; but it may be one.
    let list = read("t", b"truck,driver\nann,bob\nbob,cid\n").unwrap();
    assert!(
        said(&list).contains("Caution: its first line (`truck`, `driver`) was read as a tie"),
        "{}",
        said(&list)
    );
}

#[test]
fn columns_are_chosen_by_name_or_number_and_turned_round() {
    let text = "when,who,whom,hours\n2020,ann,bob,2\n2021,bob,cid,3\n";
    let list = with(text, columns("who", "Whom", Some("hours")), Column::Strength).unwrap();
    assert_eq!(ties(&list), ["ann bob", "bob cid"]);
    assert_eq!(list.rows(true).unwrap().0.strength(0, 0), 2.0);
    let list = with(text, Reading { reverse: true, ..columns("who", "whom", None) }, Column::None).unwrap();
    assert_eq!(ties(&list), ["bob ann", "cid bob"]);
    let list = with("7,1,2\n8,2,3\n", columns("2", "3", Some("1")), Column::Strength).unwrap();
    assert_eq!(
        (ties(&list), list.rows(true).unwrap().0.strength(1, 0)),
        (vec!["1 2".into(), "2 3".into()], 8.0)
    );
    let refused = with(text, columns("whoo", "whom", None), Column::None).unwrap_err();
    assert_eq!(refused, "ties.csv:1: there is no column `whoo`; did you mean `who`?");
    let follows = read("t", b"follower,followee\nann,bob\nbob,cid\n").unwrap();
    assert!(said(&follows).contains("reverse = true"), "{}", said(&follows));
}

#[test]
fn files_that_are_no_edge_lists_are_refused_by_name() {
    for (name, bytes, words) in [
        (
            "t.mtx",
            &b"%%MatrixMarket matrix coordinate pattern general\n5 3 4\n1 1\n2 1\n4 2\n5 3\n"[..],
            "5 rows and 3 columns, which are two kinds of thing",
        ),
        (
            "t.mtx",
            b"%%MatrixMarket matrix array real general\n2 2\n1\n2\n3\n4\n",
            "lists a whole matrix (array)",
        ),
        (
            "t.mtx",
            b"%%MatrixMarket matrix coordinate pattern general\n3 3 4\n1 2\n2 3\n",
            "states 4 entries and holds 2",
        ),
        ("t.zip", b"PK\x03\x04\x14\0\0\0a.txt", "it is a ZIP archive"),
        (
            "t.csv",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 9\n",
            "a pointer of Git LFS",
        ),
        ("out.x", b"% bip unweighted\n% 4 3 3\n1 1\n2 1\n2 3\n3 2\n", "two kinds of node (bip)"),
        (
            "t.csv",
            b"user_id,movie_id,rating\n1,1,5\n2,1,4\n",
            "`user_id` and `movie_id` name two kinds of thing",
        ),
        ("m.txt", b"0 1 1 0\n1 0 0 1\n1 0 0 1\n0 1 1 0\n", "rows of a matrix (4 numbers each"),
        ("m.csv", b",ann,bob,cid\nann,0,1,0\nbob,1,0,1\ncid,0,1,0\n", "a matrix of ties"),
        ("p.txt", b"1 2 2 3 3 4\n", "its only line holds 6 numbers"),
        ("a.txt", b"0 1 2 3\n1 2\n2 3 4 5\n4 5\n", "a.txt:2: \"1 2\"; expected 4 fields, as in line 1"),
        ("n.csv", b"Id,Label\n1,ann\n2,bob\n", "expected a table of ties, not of people"),
        ("n.txt", b"1 2\0\n2 3\n", "line 1 holds a control character (byte 0)"),
        ("n.xml", b"<?xml version='1.0'?>\n<people><p id='1'/></people>", "neither GraphML nor GEXF"),
        ("n.html", b"<!DOCTYPE html>\n<html><body>1 2</body></html>", "it is a web page"),
        ("n.json", b"{\"name\": \"x\", \"size\": 3}", "it is JSON, but not a network"),
        ("n.dot", b"digraph { a -> b }", "it is a DOT graph"),
        ("h.txt", b"#love ann\n#love bob\nann bob\nbob #hate\n", "2 such lines have as many fields as a tie"),
        (
            "i.txt",
            b"1 # friends\n2 3\n",
            "i.txt:1: \"1 # friends\"; expected two whole numbers, as in line 2; a comment stands",
        ),
        (
            "e.txt",
            b"ann,bob\nbob,NA\n",
            "e.txt:2: \"bob,NA\"; expected two ids; a word for \"not known\" is none",
        ),
        ("e.txt", b"ann,bob\nbob,\n", "e.txt:2: \"bob,\"; expected two ids"),
        ("q.txt", b"ann,bob\n\"bob,cid\n", "q.txt:2: \"\"bob,cid\"; expected a closing quote"),
        ("r.csv", b"from,to\n1,2,3\n", "r.csv:2: \"1,2,3\"; expected 2 fields, as in the header, and not 3"),
        ("x.csv", b"1,2\n3,1.23457E+11\n4,5\n", "a spreadsheet has rounded this one"),
    ] {
        let refused = read(name, bytes).map(|list| holds(&list)).unwrap_err();
        assert!(refused.contains(words), "{name}: {refused}");
    }
}

#[test]
fn the_third_column_is_told_and_held_to_its_use() {
    let strength = |text| as_column(text, Column::Strength);
    for (text, words) in [
        ("1,2,0.1\n2,3,0.1\n3,4,0.1\n8,9,-1\n", "ties.csv:4: \"8,9,-1\"; expected a strength of at least 0"),
        ("1,2,NaN\n2,3,0.5\n", "ties.csv:1: \"1,2,NaN\"; expected a strength of at least 0"),
        ("1,2,0.5\n2,3,\n", "ties.csv:2: \"2,3,\"; expected a strength of at least 0"),
        ("1;2;1,250\n2;3;3,125\n", "ties.csv:1: \"1;2;1,250\"; expected numbers whose comma is either"),
    ] {
        assert!(strength(text).unwrap_err().contains(words), "{text}: {}", strength(text).unwrap_err());
    }
    let list = strength("1;2;0,5\n2;3;0,25\n3;4;1,5\n").unwrap();
    let rows = list.rows(true).unwrap().0;
    assert_eq!([0, 1, 2].map(|p| rows.strength(p, 0)), [0.5, 0.25, 1.5]);
    assert!(said(&list).contains("Third column: 0.25 to 1.5"), "{}", said(&list));
    // Beyond the quick reading of small decimals, numbers are those of the standard parser.
    let text = "1 2 16777217.5\n2 3 1e-3\n3 4 0.1234567890123\n4 5 1082040961\n5 6 .5\n6 7 7.\n";
    let rows = strength(text).unwrap().rows(true).unwrap().0;
    let got: Vec<f32> = (0..6).map(|p| rows.strength(p, 0)).collect();
    let expected = text.lines().map(|line| line.split(' ').nth(2).unwrap().parse().unwrap());
    assert_eq!(got, expected.collect::<Vec<f32>>());
    let times = read("t", b"1 2 1082040961\n2 3 1082155839\n3 4 1082414391\n").unwrap();
    assert!(said(&times).contains("look like times"), "{}", said(&times));
    let words = read("t", b"1 2 friend\n2 3 colleague\n").unwrap();
    assert!(words.third.is_none() && said(&words).contains("holds no numbers"), "{}", said(&words));
}

#[test]
fn ties_listed_in_both_directions_count_once() {
    let rows = |text: &str| {
        let list = as_column(text, Column::Probability).unwrap();
        let rows = list.rows(false).unwrap().0;
        let all = (0..list.people).flat_map(|p| rows.strengths(p).unwrap_or_default().to_vec());
        (all.collect::<Vec<f32>>(), list.both_ways().unwrap())
    };
    let (values, both) = rows("1 2 0.3\n2 1 0.3\n2 3 0.3\n3 2 0.3\n");
    assert_eq!(values, [0.3; 4]);
    assert!(both.once && (both.ties, both.alike, both.unlike) == (2, 2, 0), "{both:?}");
    // Unlike values are two statements, and one tie of many says nothing about the file.
    let (values, both) = rows("1 2 0.5\n2 1 0.25\n");
    assert_eq!((values, both.once), (vec![0.625; 2], false));
    let (values, both) = rows("1 2 0.5\n2 1 0.5\n2 3 0.5\n3 4 0.5\n");
    assert_eq!((values[0], both.once), (0.75, false));
    let list = read("t", b"1 2\n2 1\n2 3\n3 2\n").unwrap();
    assert!(said(&list).contains("Every tie is listed in both directions"), "{}", said(&list));
}

#[test]
fn pipes_are_read_once_and_whole_and_devices_refused() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let to = pipe.clone();
    let writer =
        std::thread::spawn(move || std::fs::write(to, "123456789 5 2\n123456789 6 1\n123456789 7 3\n"));
    let imports = Imports::new();
    let list = imports.read(&pipe).unwrap();
    assert_eq!((list.people, describe(&list, false).unwrap().max_degree), (4, 3));
    writer.join().unwrap().unwrap();
    // The bytes are kept for other uses of the columns.
    assert_eq!(imports.read_column(&pipe, Column::Strength).unwrap().people, 4);
    assert_eq!(imports.read_as(&pipe, &columns("2", "1", None), Column::None).unwrap().people, 4);
    let words = Imports::new().read(Path::new("/dev/zero")).unwrap_err().to_string();
    assert_eq!(words, "/dev/zero: cannot be read: it is a device; expected a file or pipe");
    let words = Imports::new().read(folder.path()).unwrap_err().to_string();
    assert!(words.ends_with("it is a folder; expected a file or pipe"), "{words}");
}

#[test]
fn true_lines_are_told_past_comments_quotes_and_chunks() {
    // Over half a million bytes, so that the mistake is in a later chunk.
    let many: String = (0..90_000).map(|i| format!("{i} {}\n", i + 1)).collect();
    let refused = read("t", format!("# a comment\n{many}5 x\n").as_bytes()).unwrap_err();
    assert_eq!(refused, "t:90002: \"5 x\"; expected two whole numbers, as in line 2");
    let refused = read("t", b"a,b\n\"c\nd\",e\nf\n").unwrap_err();
    assert!(refused.starts_with("t:4: \"f\"; expected two ids"), "{refused}");
    let list = read("t", b"1 2\n# and more\n2 3\n").unwrap();
    assert!(
        said(&list).contains("1 comment line below the first tie was passed over (line 2)"),
        "{}",
        said(&list)
    );
}

fn ring(people: usize, name: impl Fn(usize) -> String) -> String {
    (0..people).map(|i| format!("{},{}\n", name(i), name((i + 1) % people))).collect()
}

#[test]
fn a_first_line_of_unknown_words_is_a_header_where_no_other_line_is_like_it() {
    let people = |text: &str| read("ties.csv", text.as_bytes()).unwrap();
    // Ids that are built in a way that the words are not.
    for (first, rest) in [
        ("kunde,freund", "k01,k02\nk02,k03\nk01,k03\nk03,k04\n"),
        ("kunde,freund", "Ann,Bob\nBob,Cid\nCid,Dee\nDee,Ann\n"),
        ("Kunde,Freund", "ann,bob\nbob,cid\ncid,dee\ndee,ann\n"),
        ("kunde,freund", "a@x.de,b@x.de\nb@x.de,c@x.de\nc@x.de,d@x.de\nd@x.de,a@x.de\n"),
        ("客户,朋友", "ann,bob\nbob,cid\ncid,dee\ndee,ann\n"),
        (
            "\"kunde\",\"freund\"",
            "\"K, 1\",\"K, 2\"\n\"K, 2\",\"K, 3\"\n\"K, 3\",\"K, 4\"\n\"K, 4\",\"K, 1\"\n",
        ),
    ] {
        let list = people(&format!("{first}\n{rest}"));
        assert_eq!(holds(&list), (4, 4, 1), "{first}\n{rest}");
        assert!(said(&list).contains("Its first line names the columns"), "{}", said(&list));
        // The same without it.
        assert_eq!(holds(&people(rest)), (4, 4, 1), "{rest}");
    }
    // No pair among many stands alone, as the first would.
    let words = |i: usize| ["ki", "ro", "su", "ta", "ne", "mo"][i % 6].repeat(1 + i / 6);
    let list = people(&format!("kunde,freund\n{}", ring(60, words)));
    assert_eq!((list.people, list.cautions.len()), (60, 0), "{:?}", list.cautions);
    // Too few, or pairs that stand alone too: a tie with a caution.
    let lonely: String = (0..60).map(|i| format!("{}a,{}b\n", words(i), words(i))).collect();
    for rest in ["abc,def\ndef,ghi\nghi,abc\n", &ring(30, words), &lonely] {
        let list = people(&format!("kunde,freund\n{rest}"));
        assert!(said(&list).contains("was read as a tie, but both names come only there"), "{rest}");
    }
    // Somebody who is named again is a person, and so is one called as others are.
    for text in [
        "ann,Bob\nBob,Cid\nCid,Dee\nDee,Eve\nEve,Bob\n",
        "kunde,freund\nkunde1,freund1\nkunde2,freund1\nkunde1,freund2\nkunde2,freund2\n",
    ] {
        let list = people(text);
        assert!(!said(&list).contains("Its first line names the columns"), "{text}: {}", said(&list));
    }
}

#[test]
fn a_name_written_in_two_ways_is_one_person_and_width_is_kept() {
    let two = "from,to\nJos\u{e9},Mu\u{308}ller\nM\u{fc}ller,Zo\u{e9}\nZoe\u{301},Jose\u{301}\n";
    let list = read("ties.csv", two.as_bytes()).unwrap();
    assert_eq!(holds(&list), (3, 3, 1));
    assert!(said(&list).contains("Accents that stood behind their letters were joined"), "{}", said(&list));
    for name in ["José", "Jose\u{301}", " Jose\u{301} "] {
        assert_eq!(list.person(name), Some(0), "{name}");
    }
    let one = read("ties.csv", "from,to\nJosé,Ann\n张三,Ann\n".as_bytes()).unwrap();
    assert!(!said(&one).contains("joined"), "{}", said(&one));
    // Full-width letters are others.
    assert_eq!(read("ties.csv", "from,to\nＡ,B\nA,B\n".as_bytes()).unwrap().people, 3);
    let json = r#"{"nodes":[{"id":"Jose\u0301"},{"id":"Ann"}],"links":[{"source":"José","target":"Ann"}]}"#;
    assert_eq!(read("net.json", json.as_bytes()).unwrap().people, 2);
    // A column may be asked for in either form.
    let columns = columns("gebe\u{301}", "prend", None);
    assert!(with("géb,gebé,prend\n1,Ann,Bob\n2,Bob,Cid\n", columns, Column::None).is_ok());
}
