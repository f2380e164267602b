//! A table and its words, as declared and as read.

use super::super::context::Context;
use super::super::problem::{At, Source};
use super::super::tree;
use super::*;

choice! {
    /// How large towns are.
    pub enum Sizes {
        /// By Zipf's law.
        Zipf = "zipf",
        /// All alike.
        Equal = "equal",
    }
}

table! {
    /// Growth of a town.
    #[derive(Copy)]
    pub struct Growth in ["town.grows"] {
        /// Time it takes; assumed.
        pub over_days ["over"]: f64 = Days "2w" in TINY..=LONG, plausible "1w" to "4w";
    }
}

table! {
    /// A town.
    pub struct Town in ["town"], with (most: u32) {
        /// People in it; assumed.
        pub people: u32 = Count 1_000 in 1.0..=1e6;
        /// Houses in it; by default one for two people.
        pub houses: u32 = Count in 1.0..=1e6, by |s, key| {
            (s.number_or(key, f64::from(people / 2)) as u32).min(most)
        };
        /// Share of people at home; assumed.
        pub at_home: f64 = Share 0.5;
        /// Rent, if there is any.
        pub rent: Option<f64> = Money;
        /// How large its parts are; assumed.
        pub sizes: Sizes = Word "equal";
        /// Whether it is loud; neutral: no.
        pub loud: bool = Flag "false";
        /// How it grows; by default not at all.
        pub grows: Option<Growth> = Table;
    }
}

fn read(text: &str) -> (Town, Vec<String>, Vec<(String, String)>) {
    let sources = vec![Source { name: "s.toml".to_owned(), text: text.to_owned() }];
    let cx = Context { sources: sources.into(), ..Context::default() };
    let (table, errors) = tree::parse(text, 0);
    assert!(errors.is_empty());
    let section = Section::new(&cx, &table, "town", At { source: 0, start: 0, end: 0 });
    let town = Town::read(&section, 400);
    let lines = section.finish();
    let problems = cx.problems.borrow().iter().map(|p| format!("{} {}", p.key, p.text)).collect();
    (town, problems, lines)
}

#[test]
fn a_table_is_the_struct_its_keys_and_its_reader() {
    let (town, problems, lines) = read("people = 600\nsizes = \"zipf\"\ngrows = { over = \"1d\" }\nrent = 7");
    assert!(problems.is_empty(), "{problems:?}");
    let grows = Some(Growth { over_days: 1.0 });
    let (people, houses, rent, sizes) = (600, 300, Some(7.0), Sizes::Zipf);
    assert_eq!(town, Town { people, houses, at_home: 0.5, rent, sizes, loud: false, grows });
    let lines: Vec<String> = lines.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    let resolved = "people = 600, houses = 300, at_home = 0.5, rent = 7, sizes = \"zipf\", loud = false, \
                    grows = { over = \"1d\" }";
    assert_eq!(lines.join(", "), resolved);
}

#[test]
fn every_mistake_of_a_table_is_reported_at_once() {
    let (town, problems, _) =
        read("people = 0\nat_home = 2\nsizes = \"small\"\nloud = 3\ngrows = { over = 1 }\nhauses = 2");
    let keys: Vec<&str> = problems.iter().filter_map(|p| p.split(' ').next()).collect();
    assert_eq!(
        keys,
        ["town.people", "town.at_home", "town.sizes", "town.loud", "town.grows.over", "town.hauses"]
    );
    assert_eq!((town.people, town.houses), (1_000, 400));
}

#[test]
fn keys_say_what_their_declaration_says() {
    let names: Vec<&str> = Town::ITEMS.iter().map(|item| item.name()).collect();
    assert_eq!(names, ["people", "houses", "at_home", "rent", "sizes", "loud", "grows"]);
    let Item::Number(over) = Growth::ITEMS[0] else { panic!("no number") };
    assert_eq!((over.name, over.default, over.worth), ("over", "2w", Some(("1w", "4w"))));
    assert_eq!((over.low, over.high, over.unit), (TINY, LONG, Unit::Days));
    let Item::Other(sizes) = Town::ITEMS[4] else { panic!("a number") };
    assert_eq!((sizes.options(), sizes.default), (Sizes::WORDS, "equal"));
    assert_eq!(Town::ITEMS[6].origin(), Some("by default not at all"));
    assert_eq!([plain("\"x\""), plain("1_000"), plain("")], ["x", "1_000", ""]);
}
