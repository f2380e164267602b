//! Networks in other formats than a tie a line, and what stands in files besides ties.

use std::io::Write;
use std::path::Path;

use groundswell::network::import::{Column, EdgeList, describe};

use super::found::{Holds, holds, read, said, ties};

/// Zachary's friendships (1977, *Journal of Anthropological Research* 33:452) as an edge list.
const KARATE: &str = "2 1\n3 1\n3 2\n4 1\n4 2\n4 3\n5 1\n6 1\n7 1\n7 5\n7 6\n8 1\n8 2\n8 3\n8 4\n9 1\n9 3\n10 3\n11 1\n\
    11 5\n11 6\n12 1\n13 1\n13 4\n14 1\n14 2\n14 3\n14 4\n17 6\n17 7\n18 1\n18 2\n20 1\n20 2\n22 1\n22 2\n26 24\n26 25\n\
    28 3\n28 24\n28 25\n29 3\n30 24\n30 27\n31 2\n31 9\n32 1\n32 25\n32 26\n32 29\n33 3\n33 9\n33 15\n33 16\n33 19\n\
    33 21\n33 23\n33 24\n33 30\n33 31\n33 32\n34 9\n34 10\n34 14\n34 15\n34 16\n34 19\n34 20\n34 21\n34 23\n34 24\n\
    34 27\n34 28\n34 29\n34 30\n34 31\n34 32\n34 33\n";

#[test]
fn the_karate_club_is_the_same_in_every_format_and_wrapping() {
    let pairs: Vec<(u32, u32)> = KARATE
        .lines()
        .map(|l| l.split_once(' ').unwrap())
        .map(|(a, b)| (a.parse().unwrap(), b.parse().unwrap()))
        .collect();
    assert_eq!(pairs.len(), 78);
    let each = |tie: &dyn Fn(u32, u32) -> String| pairs.iter().map(|(a, b)| tie(*a, *b)).collect::<Vec<_>>();
    let all = |node: &dyn Fn(u32) -> String| (1..=34).map(node).collect::<String>();
    let gzip = |bytes: &[u8]| {
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gz.write_all(bytes).unwrap();
        gz.finish().unwrap()
    };
    let utf16: Vec<u8> =
        "\u{feff}".encode_utf16().chain(KARATE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let friends =
        |p: u32| pairs.iter().filter(|(a, _)| *a == p).map(|(_, b)| format!(" {b}")).collect::<String>();
    let both = |p: u32| {
        let ends = pairs.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]);
        ends.filter(|(a, _)| *a == p).map(|(_, b)| format!(" {b}")).collect::<String>()
    };
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("k.txt", KARATE.into()),
        ("k.txt", KARATE.replace('\n', "\r\n").into()),
        ("k.txt", KARATE.replace('\n', "\r").into()),
        ("k.csv", format!("\u{feff}Source,Target\n{}", KARATE.replace(' ', ",")).into()),
        ("k.csv", format!("\"\",\"from\",\"to\"\n{}", each(&|a, b| format!("\"{a}{b}\",\"{a}\",\"{b}\"\n")).concat()).into()),
        ("k.txt", utf16),
        ("k.txt", encoding_rs::GB18030.encode(&format!("# 空手道俱乐部\n源 目标\n{KARATE}")).0.into_owned()),
        ("k.txt", gzip(KARATE.as_bytes())),
        ("k.gz", [gzip(&KARATE.as_bytes()[..200]), gzip(&KARATE.as_bytes()[200..]), vec![0; 99]].concat()),
        ("k.mtx", format!("%%MatrixMarket matrix coordinate pattern symmetric\n%\n34 34 78\n{KARATE}").into()),
        (
            "k.graphml",
            format!(
                "<?xml version='1.0'?><graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"><graph \
                 edgedefault=\"undirected\">{}{}</graph></graphml>",
                all(&|p| format!("<node id=\"{p}\"/>")),
                each(&|a, b| format!("<edge source=\"{a}\" target=\"{b}\"/>")).concat()
            )
            .into(),
        ),
        (
            "k.gexf",
            format!(
                "<gexf version=\"1.3\"><graph defaultedgetype=\"undirected\"><nodes>{}</nodes><edges>{}</edges></graph></gexf>",
                all(&|p| format!("<node id=\"{p}\" label=\"{p}\"/>")),
                each(&|a, b| format!("<edge id=\"{a}-{b}\" source=\"{a}\" target=\"{b}\"></edge>")).concat()
            )
            .into(),
        ),
        (
            "k.gml",
            format!(
                "Creator \"a\"\ngraph\n[\n  directed 0\n{}{}]\n",
                all(&|p| format!("  node\n  [\n    id {p}\n  ]\n")),
                each(&|a, b| format!("  edge\n  [\n    source {a}\n    target {b}\n  ]\n")).concat()
            )
            .into(),
        ),
        (
            "k.net",
            format!("*Vertices 34\n{}*Edges\n{KARATE}", all(&|p| format!("{p} \"{p}\" 0.1 0.2\n"))).into(),
        ),
        (
            "k.json",
            format!(
                "{{\"directed\": false, \"nodes\": [{}], \"links\": [{}]}}",
                (1..=34).map(|p| format!("{{\"id\": {p}}}")).collect::<Vec<_>>().join(","),
                each(&|a, b| format!("{{\"source\": {a}, \"target\": {b}}}")).join(",")
            )
            .into(),
        ),
        ("k.adjlist", format!("#\n{}", all(&|p| format!("{p}{}\n", friends(p)))).into()),
        ("k.txt", all(&|p| format!("{p}:{}\n", friends(p).replace(' ', ", ").replacen(',', "", 1))).into()),
        ("k.sif", all(&|p| format!("{p} knows{}\n", friends(p))).into()),
        ("k.txt", each(&|a, b| format!("{a}\tknows\t{b}\n")).concat().into()),
        ("k.lgl", all(&|p| format!("# {p}\n{}", friends(p).trim_start().replace(' ', "\n") + "\n")).into()),
        ("k.tgf", format!("{}#\n{KARATE}", all(&|p| format!("{p} {p}\n"))).into()),
        ("k.graph", format!("34 78\n{}", all(&|p| format!("{}\n", both(p)))).into()),
        ("k.graph", format!("% a club\n34 78 11 1\n{}", all(&|p| format!("7{}\n", " ".to_owned() + &both(p).trim_start().replace(' ', " 1 ") + " 1"))).into()),
        ("k.col", format!("c a club\np edge 34 78\n{}", each(&|a, b| format!("e {a} {b}\n")).concat()).into()),
        ("k.txt", format!("34 78\n{KARATE}").into()),
        ("k.txt", format!("34\n{KARATE}").into()),
        ("k.dat", each(&|a, b| format!("{}\t{a}\t{b}\n", 1000 + 20 * a)).concat().into()),
    ];
    for (name, bytes) in files {
        let list = read(name, &bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
        let d = describe(&list, false).unwrap();
        let got = (d.people, d.ties, d.max_degree, d.triangles, d.components);
        // 45 triangles, transitivity 0.2557, and person 34 knows most.
        assert_eq!(got, (34, 78, 17, 45, 1), "{name}: {:?}", String::from_utf8_lossy(&bytes[..40]));
        assert_eq!(d.max_degree_id, "34", "{name}");
        assert!((d.transitivity - 0.2557).abs() < 1e-4);
    }
}

#[test]
fn weights_and_directions_of_other_formats_come_along() {
    let of = |name: &str, text: &str| {
        let list = read(name, text.as_bytes()).unwrap_or_else(|e| panic!("{name}: {e}"));
        (ties(&list), list.third.as_ref().map(|third| (third.low, third.high)))
    };
    let graphml = "<graphml><key id=\"d0\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/><graph \
        edgedefault=\"directed\"><node id=\"ann &amp; co\"/><node id=\"bob\"/><edge source=\"ann &amp; co\" \
        target=\"bob\"><data key=\"d0\">2.5</data></edge></graph></graphml>";
    assert_eq!(of("g.graphml", graphml), (vec!["ann & co bob".into()], Some((2.5, 2.5))));
    let pajek = "*Vertices 3\n1 \"Ann Lee\"\n2 \"Bob\"\n3 \"Cid\"\n*Arcs\n1 2 4\n*Edges\n2 3 1.5\n";
    let expected = vec!["Ann Lee Bob".to_owned(), "Bob Cid".into(), "Cid Bob".into()];
    assert_eq!(of("p.net", pajek), (expected, Some((1.5, 4.0))));
    let gml = "graph [ directed 1 node [ id 1 label \"ann\" ] node [ id 2 label \"bob\" ] edge [ source 2 target 1 value 3 ] ]";
    assert_eq!(of("g.gml", gml), (vec!["bob ann".into()], Some((3.0, 3.0))));
    let json = "[[\"ann\", \"bob\", 2], [\"bob\", \"cid\", 3]]";
    assert_eq!(of("j.json", json), (vec!["ann bob".into(), "bob cid".into()], Some((2.0, 3.0))));
    assert_eq!(of("j.json", "{\"ann\": [\"bob\"], \"bob\": []}").0, ["ann bob"]);
    let symmetric = "%%MatrixMarket matrix coordinate real symmetric\n3 3 2\n2 1 0.5\n3 2 2\n";
    assert_eq!(
        of("m.mtx", symmetric),
        (vec!["1 2".into(), "2 1".into(), "2 3".into(), "3 2".into()], Some((0.5, 2.0)))
    );
    // Only those who are in an entry are people.
    let few = "%%MatrixMarket matrix coordinate pattern symmetric\n34 34 4\n2 1\n3 1\n4 1\n3 2\n";
    assert_eq!(holds(&read("m.mtx", few.as_bytes()).unwrap()), (4, 4, 1));
}

#[cfg(unix)]
#[test]
fn a_kind_of_tie_times_and_counts_are_no_people() {
    for (name, text, expected, words) in [
        ("t.sif", "a pp b c d\nb pd c\n", (4, 4, 1), "read as SIF"),
        ("t.tsv", "YKR\tpp\tYGL\nYGL\tpd\tYOR\n", (3, 2, 1), "the second (`pd`, `pp`) is the kind of tie"),
        (
            "t.csv",
            "贾宝玉,恋人,林黛玉\n贾宝玉,夫妻,薛宝钗\n贾政,父子,贾宝玉\n",
            (4, 3, 1),
            "is the kind of tie",
        ),
        (
            "t.csv",
            "subject,predicate,object\nann,knows,bob\nbob,knows,cid\n",
            (3, 2, 1),
            "from `subject` to `object`",
        ),
        (
            "t.dat",
            "20\t31\t32\n20\t31\t33\n40\t31\t32\n60\t32\t33\n",
            (3, 3, 1),
            "as times do, and was passed",
        ),
        (
            "t.txt",
            "t i j Ci Cj\n31220 58 67 3B 3B\n31220 60 70 3B 3B\n31240 67 74 3B 4A\n",
            (5, 3, 2),
            "Not taken as strengths: `t`",
        ),
        (
            "t.txt",
            "4 3\n1 2 0.5\n2 3 0.1\n3 4 1\n",
            (4, 3, 1),
            "Its first line (4 3) only counts people or ties",
        ),
        ("t.txt", "4\n1 2\n2 3\n3 4\n", (4, 3, 1), "Its first line (4) only counts"),
        ("t.csv", "from,to\nBran,Nan\nNan,Null\n", (3, 2, 1), ""),
    ] {
        let list = read(name, text.as_bytes()).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(holds(&list), expected, "{text}: {}", said(&list));
        assert!(said(&list).contains(words), "{text}: {}", said(&list));
    }
}

#[test]
fn weights_directions_and_lone_people_of_lists_come_along() {
    let strengths = |list: &EdgeList| {
        let rows = list.rows(true).unwrap().0;
        (0..list.people).flat_map(|p| rows.strengths(p).unwrap_or_default().to_vec()).collect::<Vec<f32>>()
    };
    let list =
        EdgeList::parse(b"3 2 1\n2 0.5\n1 0.5 3 2\n2 2\n", Path::new("w.graph"), Column::Strength).unwrap();
    assert_eq!(strengths(&list), [0.5, 0.5, 2.0, 2.0]);
    let list = EdgeList::parse(b"p sp 3 2\na 1 2 4\na 2 3 5\n", Path::new("w.gr"), Column::Strength).unwrap();
    assert_eq!((strengths(&list), ties(&list)), (vec![4.0, 5.0], vec!["1 2".into(), "2 3".into()]));
    // Somebody without friends is counted.
    let lone: [(&str, &str, Holds); 4] = [
        ("l.graph", "3 1\n2\n1\n\n", (3, 1, 2)),
        ("l.col", "p edge 3 1\ne 1 2\n", (3, 1, 2)),
        ("l.tgf", "1 ann\n2 bob\n3 cid\n#\n1 2 friends\n", (3, 1, 2)),
        ("l.txt", "ann: bob\ncid:\n", (3, 1, 2)),
    ];
    for (name, text, expected) in lone {
        assert_eq!(holds(&read(name, text.as_bytes()).unwrap()), expected, "{text}");
    }
    let torn = read("l.col", b"p edge 3 5\ne 1 2\ne 2 3\n").unwrap();
    assert!(said(&torn).contains("Caution: it states 5 ties and lists 2."), "{}", said(&torn));
    let labelled = read("l.tgf", b"1 Ann Lee\n2 Bob\n#\n1 2\n").unwrap();
    assert_eq!(ties(&labelled), ["Ann Lee Bob"]);
}

#[test]
fn what_is_wrong_with_lists_is_told_by_line() {
    for (name, text, words) in [
        (
            "f.csv",
            "user,friends\nann,bob;cid\nbob,ann\n",
            "f.csv:2: \"ann,bob;cid\"; expected one person a field",
        ),
        ("f.csv", "user,friends\n1,\"[2, 3]\"\n2,\"[1]\"\n", "f.csv:2:"),
        (
            "f.tsv",
            "abstract\taffiliation\n1\tYale\n2\tPRIO\n3\tOslo\n",
            "one column holds numbers and the other words",
        ),
        (
            "n.csv",
            "Id,Label,House\nann,ann,Stark\nbob,bob,Tully\n",
            "expected a table of ties, not of people",
        ),
        (
            "n.csv",
            "用户编号,姓名,城市\na1,张三,北京\na2,李四,上海\n",
            "expected a table of ties, not of people",
        ),
        ("f.col", "p edge 2 1\ne 1 3\n", "f.col:2: \"e 1 3\"; expected two numbers from 1 to 2"),
        (
            "f.col",
            "p edge 2000000000 1\ne 1 2\n",
            "it states 2000000000 people, more than a file of 26 bytes can hold",
        ),
        ("f.net", "*Vertices 2000000000\n*Edges\n1 2\n", "it states 2000000000 people"),
        ("f.graph", "3 2\n2\n1 3\n", "it states 3 people and holds lines of 2; it is not whole"),
        ("f.graph", "3 3\n2\n1 3\n2\n", "its lines name 4 friends; expected 6"),
        ("f.graph", "3 2\n2\n1 4\n2\n", "f.graph:3: \"1 4\"; expected numbers from 1 to 3"),
        ("f.tgf", "1 ann\n2 bob\n1 2\n", "it has no such line"),
        ("f.tgf", "1 ann\n#\n1 2\n", "f.tgf:3: \"1 2\"; expected two ids that stand above"),
        ("f.lgl", "ann\n# bob\n", "f.lgl:1: \"ann\"; expected # and a person"),
        ("f.nt", "<http://a> <http://p> <http://b> .\n", "a list of RDF triples"),
        ("f.gephi", "PK\u{3}\u{4}\u{14}Project_xml", "a Gephi project (.gephi); export the graph"),
    ] {
        let refused = read(name, text.as_bytes()).map(|list| holds(&list)).unwrap_err();
        assert!(refused.contains(words), "{name}: {refused}");
    }
    // A name may hold a comma, and whoever names both columns has people of both kinds.
    assert!(read("n.csv", "\"Smith, John\",John\nJohn,ann\n".as_bytes()).is_ok());
}
