//! How fast do networks come into being, drawn or read?
//!
//! Drawn: each law at 300,000 people (10,000,000 with `GROUNDSWELL_BENCH_LARGE=1`: gigabytes and
//! minutes), people included; baseline: a hand-written loop that draws 10
//! followers each by xorshift and sorts the rows. Read: parsing an edge list and laying it out as
//! rows; baseline: splitting the same text into lines and numbers. Saved: reading the binary form;
//! baseline: reading the bytes of its file.
//!
//! `items` are stored directed ties. All threads are used, as in real studies.

mod support;

use std::fmt::{self, Write as _};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use groundswell::network::import::Column;
use groundswell::network::import::{EdgeList, Imports, save};
use groundswell::scenario::plan::Plan;
use groundswell::world::World;
use support::{Case, Standard};

/// People of every drawn network.
const PEOPLE: u32 = 300_000;

/// People of a large one.
const LARGE: u32 = 10_000_000;

fn main() {
    support::run_and_print();
}

/// A law and how it is written.
#[derive(Debug, Clone, Copy)]
struct Law(&'static str, &'static str);

impl fmt::Display for Law {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

const LAWS: [Law; 5] = [
    Law("random, mean 10", "random = { mean = 10 }\ndirected = true"),
    Law("small world, degree 14", "small_world = { degree = 14, rewire = 0.06 }\nsame_city = 0.7"),
    Law("power law, mean 20", "power_law = { mean = 20, exponent = 2.3 }"),
    Law("power law, mean 20, directed", "power_law = { mean = 20, exponent = 2.3 }\ndirected = true"),
    Law("communities of 20", "communities = { size = 20, bridges = 0.05 }"),
];

impl Law {
    fn plan(&self, people: u32) -> Plan {
        let text = Standard::of(people).text();
        let text = text.replace("random = { mean = 10 }\ndirected = true", self.1);
        let loaded = groundswell::Scenario::parse(&text, "bench.toml");
        loaded.unwrap_or_else(|p| panic!("{p}")).plan
    }
}

/// Draws people and ties.
#[divan::bench(args = LAWS, sample_count = 3, sample_size = 1)]
fn draw(bencher: Bencher, law: &Law) {
    draw_for(bencher, law, PEOPLE);
}

/// The same for many.
#[divan::bench(args = LAWS, sample_count = 1, sample_size = 1, ignore = !large())]
fn draw_large(bencher: Bencher, law: &Law) {
    draw_for(bencher, law, LARGE);
}

fn large() -> bool {
    std::env::var_os("GROUNDSWELL_BENCH_LARGE").is_some()
}

fn draw_for(bencher: Bencher, law: &Law, people: u32) {
    let (plan, imports) = (law.plan(people), Imports::new());
    let build = || World::build(&plan, &imports, 0).unwrap_or_else(|e| panic!("{e}"));
    let ties: u64 = build().layers.iter().map(groundswell::world::Ties::stored).sum();
    bencher.counter(ItemsCount::new(ties)).bench_local(build);
}

/// Baseline: ten followers each, sorted, by hand, one thread.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn draw_by_hand(bencher: Bencher) {
    bencher.counter(ItemsCount::new(10 * u64::from(PEOPLE))).bench_local(|| {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut start = Vec::with_capacity(PEOPLE as usize + 1);
        let mut peer: Vec<u32> = Vec::with_capacity(10 * PEOPLE as usize);
        for _ in 0..PEOPLE {
            start.push(peer.len() as u32);
            let row = peer.len();
            for _ in 0..10 {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                peer.push((((state >> 32) * u64::from(PEOPLE)) >> 32) as u32);
            }
            peer[row..].sort_unstable();
        }
        start.push(peer.len() as u32);
        (start, peer)
    });
}

/// A text of ties: a shipped network, or a drawn one.
#[derive(Debug, Clone, Copy)]
enum List {
    Twitch,
    Facebook,
    Drawn,
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            List::Twitch => "twitch-ru",
            List::Facebook => "facebook-company-pages",
            List::Drawn => "3,000,000 drawn ties",
        })
    }
}

const LISTS: [List; 3] = [List::Twitch, List::Facebook, List::Drawn];

impl List {
    fn text(self) -> Vec<u8> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/data");
        match self {
            List::Twitch => unpacked(&root.join("twitch-ru.txt.gz")),
            List::Facebook => unpacked(&root.join("facebook-company-pages.txt.gz")),
            List::Drawn => drawn().to_vec(),
        }
    }
}

fn unpacked(path: &Path) -> Vec<u8> {
    let packed = std::fs::read(path).expect("shipped networks are there");
    let mut text = Vec::new();
    flate2::read::MultiGzDecoder::new(packed.as_slice()).read_to_end(&mut text).expect("and whole");
    text
}

fn drawn() -> &'static [u8] {
    static TEXT: OnceLock<Vec<u8>> = OnceLock::new();
    TEXT.get_or_init(|| {
        let world = Case::new(&Standard::of(PEOPLE).text()).world;
        let mut text = String::new();
        for p in 0..world.count() {
            for i in 0..world.layers[0].degree(p) {
                let _ = writeln!(text, "{p}\t{}", world.layers[0].hearer(p, i));
            }
        }
        text.into_bytes()
    })
}

/// Reads a text and lays its ties out as rows, both ways.
#[divan::bench(args = LISTS, sample_count = 3, sample_size = 1)]
fn import(bencher: Bencher, list: &List) {
    let text = list.text();
    bencher.counter(BytesCount::new(text.len())).bench_local(|| {
        let list = EdgeList::parse(&text, Path::new("bench.txt"), Column::None);
        list.unwrap_or_else(|e| panic!("{e}")).rows(false).map(|r| r.0.tie_count())
    });
}

/// Baseline: lines and numbers, kept as pairs, by the standard library.
#[divan::bench(args = LISTS, sample_count = 3, sample_size = 1)]
fn import_by_hand(bencher: Bencher, list: &List) {
    let text = String::from_utf8(list.text()).expect("numbers are text");
    bencher.counter(BytesCount::new(text.len())).bench_local(|| {
        let pairs: Vec<(u32, u32)> = text
            .lines()
            .filter_map(|line| {
                let mut ids = line.split([',', '\t', ' ']).map(str::parse);
                Some((ids.next()?.ok()?, ids.next()?.ok()?))
            })
            .collect();
        black_box(pairs)
    });
}

/// The binary form of the drawn ties, as a file.
fn saved(folder: &Path) -> PathBuf {
    let path = folder.join("drawn.net");
    let list = EdgeList::parse(drawn(), Path::new("bench.txt"), Column::None);
    save(&list.unwrap_or_else(|e| panic!("{e}")), &path).unwrap_or_else(|e| panic!("{e}"));
    path
}

/// Reads a saved network as rows.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn import_saved(bencher: Bencher) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = saved(folder.path());
    let length = std::fs::metadata(&path).expect("a file").len();
    bencher.counter(BytesCount::new(length)).bench_local(|| {
        let list = Imports::new().read(&path).unwrap_or_else(|e| panic!("{e}"));
        list.rows(true).map(|r| r.0.tie_count())
    });
}

/// Baseline: the bytes of the same file.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn import_saved_by_hand(bencher: Bencher) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = saved(folder.path());
    let length = std::fs::metadata(&path).expect("a file").len();
    bencher.counter(BytesCount::new(length)).bench_local(|| std::fs::read(&path));
}
