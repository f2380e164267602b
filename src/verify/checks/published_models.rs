//! Published agent models: strong and weak ties, hubs and their limits, broadcasts and trees.
//!
//! Expected values are Monte-Carlo references with standard errors of their own: for strong and
//! weak ties 400 runs, for seeds 20 networks × 50 seeds, for broadcasts 2 million trees.

use super::super::check::*;
use super::super::closed_forms::degrees::Law;
use super::super::ties;
use super::threshold::watts;
use crate::statistics::{mean, sd};
use crate::study::cascades;

/// Strong ties a head (s), weak meetings a period (j), advertising (a), and the chances that a weak
/// and a strong tie convince.
type Cell = (u32, u32, f64, f64, f64);

/// A mean and its standard deviation over runs.
type Reference = (f64, f64);

pub(super) fn checks() -> Vec<Check> {
    let mut checks: Vec<Check> = MARKETS.map(strong_and_weak).into();
    checks.push(
        claim(
            "V73",
            "what speeds growth up: standardised weights of the five numbers over 243 markets",
            "Goldenberg, Libai and Muller 2001",
        )
        .cases(|size| {
            let markets = cells().into_iter().enumerate();
            markets.map(|(k, cell)| market(cell, size, size.of(2, 4)).own_luck(k)).collect()
        })
        .give(weights),
    );
    checks.extend(SEEDS.map(random_or_hub));
    checks.push(
        claim(
            "V79",
            "broadcasts to audiences of 10 to 100,000 (exponent 2.3) and their trees, half a person won each",
            "Goel, Anderson, Hofman and Watts 2016",
        )
        .case(|size| {
            let p = 0.5 / audience().mean();
            let (people, seeds) = if size.full { (1_000_000, 1_000) } else { (300_000, 300) };
            Case::new(size, size.of(60, 1_000))
                .people(people, "degrees = { power_law = 2.3, min = 10, max = 100_000 }\ndirected = true")
                .runs_per_network(size.of(60, 250))
                .chat(told_with(p))
                .seeds(format!("count = {seeds}"))
                .days(100)
                .ledgers()
        })
        .gives(broadcasts),
    );
    checks
}

/// Markets of strong and weak ties, and the first periods with 16, 50 and 95 % informed.
const MARKETS: [(&str, Cell, [Reference; 3]); 5] = [
    ("V68", (5, 5, 0.0005, 0.005, 0.01), [(53.538, 3.202), (82.228, 3.288), (129.16, 3.627)]),
    ("V69", (17, 17, 0.005, 0.01, 0.04), [(6.412, 0.498), (9.473, 0.510), (14.02, 0.480)]),
    ("V70", (29, 5, 0.0005, 0.005, 0.07), [(10.68, 1.275), (15.565, 1.313), (21.93, 1.466)]),
    ("V71", (5, 29, 0.0005, 0.015, 0.01), [(13.867, 1.311), (17.845, 1.323), (24.207, 1.365)]),
    ("V72", (29, 29, 0.01, 0.015, 0.07), [(3.808, 0.395), (5.0, 0.0), (6.995, 0.071)]),
];

fn strong_and_weak((id, cell, references): (&'static str, Cell, [Reference; 3])) -> Check {
    let (s, j, a, weak, strong) = cell;
    let [a, weak, strong] = [a, weak, strong].map(|x| x.to_string().trim_start_matches('0').to_owned());
    claim(
        id,
        format!("strong and weak ties: s {s}, j {j}, a {a}, weak {weak}, strong {strong}"),
        "Goldenberg, Libai and Muller 2001",
    )
    .case(move |size| market(cell, size, size.of(40, 400)))
    .gives(move |played| times(played, references))
}

/// Ties a person, and the chances of a global cascade from a random seed and from one of the top
/// tenth.
const SEEDS: [(&str, f64, f64, f64, &str); 5] = [
    ("V74", 1.5, 0.563, 0.939, FROM_WHERE),
    ("V75", 2.0, 0.757, 0.998, FROM_WHERE),
    ("V76", 3.0, 0.878, 1.0, FROM_WHERE),
    ("V77", 5.0, 0.697, 0.928, FROM_WHERE),
    ("V78", 6.5, 0.0, 0.001, "hubs cannot open a closed window"),
];
const FROM_WHERE: &str = "global cascades from a random seed and from one of the top tenth";

fn random_or_hub((id, z, random, top, what): (&'static str, f64, f64, f64, &str)) -> Check {
    claim(id, format!("{z} ties a person: {what}"), "Watts and Dodds 2007")
        .cases(move |size| {
            let seed = |pick: &str, label| {
                let network = watts(size, 10_000, z, size.of(300, 8_000), 50);
                network.seeds(format!("count = 1\npick = {pick}")).label(label)
            };
            vec![seed("\"random\"", "random seed"), seed("{ top = 0.1 }", "top tenth")]
        })
        .give(move |played| {
            let chance = |p: &Played| p.by_network(|r| f64::from(u8::from(r.rows[300].adopted > 1_000)));
            // The references come from 20 networks of 50 seeds: they are themselves off by .015 and more.
            vec![
                Comparison::mean("P(global), random seed", &chance(&played[0]), random).off_by(0.02),
                Comparison::mean("P(global), seed of the top tenth", &chance(&played[1]), top).off_by(0.02),
            ]
        })
}

/// People in cliques of s + 1 who meet j strangers a period, in whole periods.
///
/// Each meeting and each strong tie convinces by itself, so only the ones that do are played: an
/// informed person convinces each of the clique with chance `strong` a period, and strangers at the
/// rate j·weak. Exposures come in a Poisson number where the model has a binomial one; the factor
/// 1 + weak/4 makes their hazards equal where half the market is informed.
fn market((s, j, a, weak, strong): Cell, size: Size, runs: u32) -> Case {
    let n = 3_000 / (s + 1) * (s + 1);
    let outside = f64::from(n - s - 1);
    let meets = f64::from(j) * weak * (1.0 + weak / 4.0);
    // Strangers are drawn from everybody: what meets the own clique counts as part of its talk.
    let tells = f64::from(s) * (-(-strong).ln_1p() - meets / outside);
    Case::new(size, runs)
        .top("time = \"whole periods\"")
        .ties(ties::cliques(n / (s + 1), s + 1))
        .market(format!("outside_per_day = {a}"))
        .seeds("count = 0")
        .chat(format!("acts_per_day = {tells}\nprobability = 1.0"))
        .strangers(format!("acts_per_day = {}\nprobability = 1.0", meets * f64::from(n - 1) / outside))
        .days(long_enough((s, j, a, weak, strong)))
}

/// Half as long again as a market without chance takes to inform 95 %, and some days.
fn long_enough((s, j, a, weak, strong): Cell) -> u32 {
    let (mut informed, mut days) = (0.0, 0);
    while informed < 0.95 {
        let missed =
            (1.0 - a) * (1.0 - weak * informed).powi(j as i32) * (1.0 - strong * informed).powi(s as i32);
        informed += (1.0 - informed) * (1.0 - missed);
        days += 1;
    }
    days * 3 / 2 + 10
}

/// First periods with at least this share informed, for each run.
fn first(played: &Played, share: f64) -> Vec<f64> {
    played.each(|r| {
        let reached = r.rows.iter().position(|d| f64::from(d.adopted) >= share * played.people - 1e-9);
        reached.unwrap_or(r.rows.len()) as f64
    })
}

const LEVELS: [(&str, f64); 3] = [("T16", 0.16), ("T50", 0.50), ("T95", 0.95)];

fn times(played: &Played, references: [Reference; 3]) -> Vec<Comparison> {
    let compare = |((name, share), (expected, spread)): ((&str, f64), Reference)| {
        let mean = Comparison::mean(format!("mean {name}, periods"), &first(played, share), expected);
        // Half a per cent for the Poisson number of exposures.
        mean.against(spread / 20.0).off_by(0.005 * expected)
    };
    LEVELS.into_iter().zip(references).map(compare).collect()
}

/// Three levels of each number.
fn cells() -> Vec<Cell> {
    let mut cells = Vec::with_capacity(243);
    for s in [5, 17, 29] {
        for j in [5, 17, 29] {
            for a in [0.0005, 0.005, 0.01] {
                for weak in [0.005, 0.01, 0.015] {
                    cells.extend([0.01, 0.04, 0.07].map(|strong| (s, j, a, weak, strong)));
                }
            }
        }
    }
    cells
}

/// Standardised regression weights of the five numbers on the three times: with all combinations
/// played once the numbers are independent, so each weight is a correlation.
fn weights(played: &[Played]) -> Vec<Comparison> {
    let names = ["strong ties", "meetings", "advertising", "weak chance", "strong chance"];
    let expected = [
        [-0.376, -0.2488, -0.6022, -0.1579, -0.3266],
        [-0.439, -0.3271, -0.4745, -0.2073, -0.3685],
        [-0.4849, -0.3888, -0.323, -0.2433, -0.4039],
    ];
    let columns: Vec<[f64; 5]> =
        cells().iter().map(|c| [f64::from(c.0), f64::from(c.1), c.2, c.3, c.4]).collect();
    let mut comparisons = Vec::new();
    for ((level, share), row) in LEVELS.iter().zip(expected) {
        let times: Vec<f64> = played.iter().map(|p| mean(&first(p, *share))).collect();
        for (k, expected) in row.into_iter().enumerate() {
            let x: Vec<f64> = columns.iter().map(|c| c[k]).collect();
            let (name, got) = (format!("{level}: weight of {}", names[k]), correlation(&x, &times));
            comparisons.push(Comparison::near(name, got, expected, 0.04));
        }
    }
    comparisons
}

fn correlation(x: &[f64], y: &[f64]) -> f64 {
    let (mx, my) = (mean(x), mean(y));
    let products: f64 = x.iter().zip(y).map(|(a, b)| (a - mx) * (b - my)).sum();
    products / (x.len() as f64 - 1.0) / (sd(x) * sd(y))
}

fn audience() -> Law {
    Law::power(2.3, 10, 100_000)
}

/// Size of each seed's broadcast; trees of one run hardly ever meet.
fn broadcasts(played: &Played) -> Vec<Comparison> {
    let trees: Vec<cascades::Tree> =
        played.runs.iter().flat_map(|r| cascades::ledger_trees(&r.ledger)).collect();
    let seeds = trees.len() as f64 / played.runs.len() as f64;
    let means = played.each(|r| f64::from(r.rows[100].adopted) / seeds);
    let p = 0.5 / audience().mean();
    let of = trees.len();
    let at_least = |n: u32| trees.iter().filter(|t| t.size >= n).count();
    let mut comparisons = vec![
        Comparison::mean("mean size of a tree", &means, 2.0).off_by(0.01),
        Comparison::share("P(nobody follows)", of - at_least(2), of, audience().g0(1.0 - p)).off_by(0.001),
        Comparison::share("P(tree of 10 or more)", at_least(10), of, 0.015_905).against(9e-5).off_by(1e-4),
        Comparison::share("P(tree of 100 or more)", at_least(100), of, 0.000_738).against(2e-5).off_by(1e-5),
    ];
    let mut virality: Vec<f64> = trees.iter().filter(|t| t.size >= 100).map(|t| t.virality).collect();
    virality.sort_by(f64::total_cmp);
    comparisons.extend([(0.1, 2.978), (0.5, 3.615), (0.9, 4.693)].map(|(p, expected)| {
        let name = format!("structural virality of those, {} %", (p * 100.0) as u32);
        Comparison::quantile(name, &virality, p, expected).off_by(0.05)
    }));
    comparisons
}
