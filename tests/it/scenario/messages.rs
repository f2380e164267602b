//! Every message of a broken scenario, word by word: `tests/data/messages.txt` says what is typed and what is
//! said. `WRITE_MESSAGES=1 cargo test messages` writes down what is said now.
//!
//! A case begins with `@` and its title. Lines with `-` and `+` say what is replaced in `unbroken.toml` by
//! what, lines with `|` are a scenario of their own, lines with `--set` come from the command line, and `>` is
//! what is said (`~` what is warned of).

use std::path::Path;

use groundswell::network::Imports;
use groundswell::scenario::Reader;

const GOOD: &str = include_str!("../../data/unbroken.toml");
const FILE: &str = "tests/data/messages.txt";

#[derive(Debug, Default)]
struct Case {
    title: String,
    lines: Vec<String>,
    old: String,
    new: String,
    whole: String,
    sets: Vec<String>,
    said: Vec<String>,
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("@ ") {
            cases.push(Case { title: title.to_owned(), ..Case::default() });
        }
        let Some(case) = cases.last_mut() else { continue };
        let rest = |sign: &str| {
            line.strip_prefix(sign).map(|rest| format!("{}\n", rest.strip_prefix(' ').unwrap_or(rest)))
        };
        if let Some(set) = line.strip_prefix("--set ") {
            case.sets.push(set.to_owned());
        } else if let Some(line) = rest("-") {
            case.old += &line;
        } else if let Some(line) = rest("+") {
            case.new += &line;
        } else if let Some(line) = rest("|") {
            case.whole += &line;
        } else if line.starts_with(['>', '~']) {
            case.said.push(line.to_owned());
            continue;
        }
        if !line.trim().is_empty() {
            case.lines.push(line.to_owned());
        }
    }
    cases
}

fn said(case: &Case) -> Vec<String> {
    let text = if case.whole.is_empty() {
        assert!(
            case.old.is_empty() || GOOD.matches(&case.old).count() == 1,
            "{}: {:?}",
            case.title,
            case.old
        );
        if case.old.is_empty() {
            format!("{GOOD}{}", case.new)
        } else {
            GOOD.replacen(&case.old, &case.new, 1)
        }
    } else {
        case.whole.clone()
    };
    let text = text.replace("␛", "\u{1b}").replace("␣", "\u{a0}");
    let imports = Imports::new();
    let ties: String = (1..500).map(|i| format!("{} {i}\n", i - 1)).collect();
    imports.give(Path::new("good.txt"), ties.into_bytes());
    let reader =
        case.sets.iter().fold(Reader::new().imports(&imports), |reader, set| reader.set(set.as_str()));
    match reader.parse(&text, "s.toml") {
        Ok(scenario) => scenario.warnings.list().iter().map(|w| format!("~ {w}")).collect(),
        Err(problems) => problems.list().iter().map(|p| format!("> {p}")).collect(),
    }
}

#[test]
fn every_message_is_said_word_by_word() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let text = std::fs::read_to_string(&path).unwrap();
    let head = text.split("\n@ ").next().unwrap_or_default().trim_end();
    let mut out = format!("{head}\n");
    let (mut wrong, cases) = (Vec::new(), cases(&text));
    assert!(cases.len() > 100, "only {} cases", cases.len());
    for case in &cases {
        let now = said(case);
        if now != case.said {
            wrong.push(format!("{}:\n{}\nwas\n{}", case.title, now.join("\n"), case.said.join("\n")));
        }
        out += &format!(
            "\n{}\n{}",
            case.lines.join("\n"),
            now.iter().map(|l| format!("{l}\n")).collect::<String>()
        );
    }
    if std::env::var_os("WRITE_MESSAGES").is_some() {
        std::fs::write(&path, out).unwrap();
        return;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    for case in &cases {
        assert!(!case.said.is_empty() || case.title.ends_with("is right"), "{} says nothing", case.title);
    }
}

/// Ten times as many mistakes of a kind take about ten times as long, not a hundred times.
#[test]
fn a_hundred_thousand_mistakes_are_told_in_linear_time() {
    let of = |count: usize, line: &dyn Fn(usize) -> String| -> String { (0..count).map(line).collect() };
    let kinds: [(&str, &dyn Fn(usize) -> String); 4] = [
        ("unknown keys", &|n| {
            format!("[market]\n{}[[strategy]]\nname = \"A\"\n", of(n, &|i| format!("k{i} = 1\n")))
        }),
        ("words without quotes", &|n| format!("[market]\n{}", of(n, &|i| format!("k{i} = some words\n")))),
        ("lines that are nothing", &|n| of(n, &|i| format!("line {i}\n"))),
        ("names in one line", &|n| {
            let names = of(n, &|i| format!("\"n{i}\","));
            format!("[channels.c]\nkind = \"club\"\ncatchment = [{names}]\n[[strategy]]\nname = \"A\"\n")
        }),
    ];
    let seconds = |what: &str, text: String, least: usize| {
        let clock = std::time::Instant::now();
        let Err(problems) = Reader::new().parse(&text, "s.toml") else { panic!("{what} must be refused") };
        assert!(problems.list().len() >= least, "{what}: {}", problems.list().len());
        let shown = problems.render(false);
        assert!(shown.contains("… and "), "{what}: the first hundred are shown");
        assert!(shown.len() < 1_000_000, "{what}: {} bytes", shown.len());
        clock.elapsed().as_secs_f64()
    };
    for (what, text) in kinds {
        let ratio = || seconds(what, text(100_000), 100_000) / seconds(what, text(10_000), 10_000);
        // A busy machine may slow one of the two down: the best of three counts.
        assert!((0..3).any(|_| ratio() < 30.0), "{what}");
    }
}

/// A text that is TOML is read as it stands, whatever signs its texts hold.
#[test]
fn what_is_toml_is_left_alone() {
    let text = GOOD
        .replace("name = \"Test\"", "name = '“全角，：＝”'\nquestion = \"\"\"\n30万，75%\n\"\"\" # “x”，");
    let scenario = Reader::new().parse(&text, "s.toml").unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(scenario.plan.name, "“全角，：＝”");
    assert_eq!(scenario.plan.question.as_deref(), Some("30万，75%\n"));
}
