//! Laws of degrees: the ties that follow from them, and how scenarios state them.

use crate::common;
use groundswell::Scenario;
use groundswell::network::triangles;
use groundswell::network::{Csr, Imports};
use groundswell::scenario::plan::{DegreeLaw, LayerKind, Pick};
use groundswell::units::{LayerId, Vertex};
use groundswell::world::{Score, World};

use crate::common::{layer, market, stored};

const PEOPLE: u32 = 100_000;

/// A law, the share of people of each degree, and the mean.
type Stated = (DegreeLaw, Vec<(u32, f64)>, f64);

fn laws() -> Vec<Stated> {
    let sum: f64 = (2..=100).map(|k| f64::from(k).powf(-2.5)).sum();
    let power: Vec<(u32, f64)> = (2..=100).map(|k| (k, f64::from(k).powf(-2.5) / sum)).collect();
    let power_mean = power.iter().map(|(k, share)| f64::from(*k) * share).sum();
    // P(0) = (1 + m/k)^−k, and each next one from the last.
    let (mean, k) = (1.5, 0.16);
    let mut share: f64 = (1.0_f64 + mean / k).powf(-k);
    let mut negative = Vec::new();
    for x in 0..400_u32 {
        negative.push((x, share));
        share *= (f64::from(x) + k) / f64::from(x + 1) * mean / (mean + k);
    }
    vec![
        (DegreeLaw::Regular { degree: 4 }, vec![(4, 1.0)], 4.0),
        (DegreeLaw::PowerLaw { exponent: 2.5, min: 2, max: 100, cutoff: None }, power, power_mean),
        (DegreeLaw::Shares(vec![(30, 0.1), (3, 0.9)]), vec![(3, 0.9), (30, 0.1)], 5.7),
        (DegreeLaw::NegativeBinomial { mean, dispersion: k }, negative, mean),
    ]
}

fn draw(law: &DegreeLaw, directed: bool, tastes: (f64, f64)) -> World {
    let mut ties = layer("ties", LayerKind::Degrees { law: law.clone() });
    (ties.same_city, ties.same_segment) = tastes;
    ties.directed = directed;
    World::of(&market(PEOPLE, 4), &[ties], 1, &Imports::new(), 0).unwrap()
}

/// People by degree, up to 400.
fn counts(csr: &Csr) -> Vec<f64> {
    let mut counts = vec![0.0; 500];
    (0..csr.people()).for_each(|p| counts[csr.degree(p) as usize] += 1.0);
    counts
}

#[test]
fn hearers_follow_the_law_to_one_person_a_degree() {
    for (law, shares, mean) in laws() {
        for tastes in [(0.0, 0.0), (0.5, 0.3)] {
            let world = draw(&law, true, tastes);
            let csr = stored(&world, 0);
            assert_eq!((csr.check(), csr.directed()), (Ok(()), true));
            let counts = counts(csr);
            for (degree, share) in &shares {
                // Degrees are dealt: only the person on a border between two is in doubt, at both borders.
                let off = counts[*degree as usize] - share * f64::from(PEOPLE);
                assert!(off.abs() < 2.0, "{law:?}: {degree} is off by {off}");
            }
            let found = csr.tie_count() as f64 / f64::from(PEOPLE);
            // A person in doubt moves the mean by at most the largest degree over all people; hearers
            // drawn evenly have a Poisson spread, which the mean does not see.
            assert!((found - mean).abs() < 0.005, "{law:?}: {found} is not {mean}");
        }
    }
}

#[test]
fn hearers_are_drawn_evenly_whatever_the_law() {
    let (law, _, mean) = laws().remove(2);
    let world = draw(&law, true, (0.0, 0.0));
    let csr = stored(&world, 0);
    let spread = (0..PEOPLE).map(|p| (f64::from(csr.in_degree(p)) - mean).powi(2)).sum::<f64>();
    // Who hears is Poisson: variance = mean. The variance of a Poisson sample of n has the
    // standard error mean·√((2 + 1/mean)/n) = 0.026; 4 of them.
    assert!((spread / f64::from(PEOPLE) - mean).abs() < 0.11, "{}", spread / f64::from(PEOPLE));
}

#[test]
fn undirected_degrees_fall_short_only_by_loops_and_repeats() {
    for (law, shares, mean) in laws() {
        let world = draw(&law, false, (0.0, 0.0));
        let csr = stored(&world, 0);
        assert_eq!((csr.check(), csr.directed()), (Ok(()), false));
        // Half-ties lost: Σd²/Σd a loop or repeat each (Bollobás 2001): (ρ/2 loops + ρ²/4 repeats),
        // two half-ties each, with ρ = E d(d − 1)/E d. Three times that is 1 in 10⁴ beyond chance.
        let pairs: f64 = shares.iter().map(|(k, s)| s * f64::from(*k) * (f64::from(*k) - 1.0)).sum();
        let rho = pairs / mean;
        let lost = mean * f64::from(PEOPLE) - csr.tie_count() as f64;
        assert!((-100.0..3.0 * (rho + rho * rho / 2.0) + 100.0).contains(&lost), "{law:?}: {lost} {rho}");
        let counts = counts(csr);
        for (degree, share) in &shares {
            let off = counts[*degree as usize] - share * f64::from(PEOPLE);
            assert!(off.abs() <= 2.0 + lost.max(0.0), "{law:?}: {degree} is off by {off}, {lost} lost");
        }
    }
}

#[test]
fn matched_half_ties_leave_next_to_no_triangles() {
    let world = draw(&DegreeLaw::Regular { degree: 4 }, false, (0.0, 0.0));
    // (d − 1)³/6 = 4.5 triangles are expected in all; 20 have a chance of 1e-8.
    let found = triangles(stored(&world, 0));
    assert!(found < 20, "{found}");
}

#[test]
fn ties_stay_in_the_city_as_often_as_asked() {
    let law = DegreeLaw::Shares(vec![(3, 0.9), (30, 0.1)]);
    for directed in [false, true] {
        let world = draw(&law, directed, (0.8, 0.0));
        let csr = stored(&world, 0);
        let size = |c: usize| {
            f64::from(world.people.city_start[c + 1] - world.people.city_start[c]) / f64::from(PEOPLE)
        };
        let both: f64 = (0..world.people.cities()).map(|c| size(c) * size(c)).sum();
        let near = |p: Vertex| csr.hearers(p).iter().filter(|q| world.city(**q) == world.city(p)).count();
        let share = (0..PEOPLE).map(near).sum::<usize>() as f64 / csr.tie_count() as f64;
        // 285,000 pairs at least: standard error 0.0007; 4 of them, and what repeats take.
        assert!((share - (0.8 + 0.2 * both)).abs() < 0.004, "{share} {both}");
    }
}

#[test]
fn a_law_is_the_same_on_one_and_two_threads() {
    let world = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| draw(&laws()[1].0, false, (0.7, 0.3)))
    };
    assert!(world(1) == world(2));
    assert_eq!(world(1).ranking(LayerId(0), Score::Degree, 1).len(), 1);
}

fn scenario(degrees: &str, seeds: &str) -> Result<Scenario, String> {
    let text = format!(
        "name = \"T\"\nhorizon = \"4w\"\n[market]\npeople = 5_000\neligible = 1.0\n[layers.a]\n\
         degrees = {degrees}\n[channels.c]\nkind = \"chat\"\n[talk]\nscale = 0.1\n[seeds]\n{seeds}\n\
         [compare]\nreplications = 2\n[[strategy]]\nname = \"Organic\"\n"
    );
    Scenario::parse(&text, "s.toml").map_err(|p| p.to_string())
}

fn said(degrees: &str) -> String {
    scenario(degrees, "").err().unwrap_or_default()
}

#[test]
fn each_law_is_read_and_resolved() {
    let read = [
        ("{ regular = 4 }", laws()[0].0.clone(), "{ regular = 4 }"),
        (
            "{ power_law = 2.5, min = 2 }",
            DegreeLaw::PowerLaw { exponent: 2.5, min: 2, max: 1_000, cutoff: None },
            "{ power_law = 2.5, min = 2, max = 1000 }",
        ),
        (
            "{ shares = [[3, \"90%\"], [30, 0.1]] }",
            DegreeLaw::Shares(vec![(3, 0.9), (30, 0.1)]),
            "{ shares = [[3, \"90%\"], [30, 0.1]] }",
        ),
        (
            "{ negative_binomial = 1.5 }",
            laws()[3].0.clone(),
            "{ negative_binomial = 1.5, dispersion = 0.16 }",
        ),
    ];
    for (written, law, resolved) in read {
        let loaded = scenario(written, "").unwrap();
        assert_eq!(loaded.plan.layers[0].kind, LayerKind::Degrees { law });
        assert_eq!((loaded.plan.layers[0].same_city, loaded.plan.layers[0].directed), (0.0, false));
        let line = format!("\ndegrees = {resolved}\n");
        assert!(loaded.resolved.contains(&line), "{}", loaded.resolved);
        let again = Scenario::parse(&loaded.resolved, "r.toml");
        assert_eq!(again.unwrap().plan, loaded.plan);
    }
}

#[test]
fn a_law_that_makes_no_sense_is_named_with_its_place() {
    let all = "add one of regular, power_law, shares, negative_binomial";
    assert_eq!(said("{}"), format!("s.toml:7:11: layers.a.degrees does not say its law; {all}"));
    assert_eq!(
        said("{ regular = 4, shares = [[1, 1.0]] }"),
        "s.toml:7:35: layers.a.degrees.shares stands beside regular; degrees follow one law; take one away"
    );
    assert_eq!(
        said("{ shares = [[3, 0.9], [30, 0.2]] }"),
        "s.toml:7:22: layers.a.degrees.shares add up to 1.1; the shares must add up to 1"
    );
    assert_eq!(
        said("{ shares = [[3, 0.9], [30]] }"),
        "s.toml:7:33: layers.a.degrees.shares[1] is [30]; \
         write pairs of ties and share, as in shares = [[3, 0.9], [30, 0.1]]"
    );
    assert_eq!(
        said("{ shares = [[3, 0.9], [3, 0.1]] }"),
        "s.toml:7:33: layers.a.degrees.shares[1] names 3 ties again; add its share to the other"
    );
    assert_eq!(
        said("{ shares = [[-3, 0.9], [3, 1.1]] }"),
        "s.toml:7:23: layers.a.degrees.shares[0] has -3 ties; they must lie in [0, 1000000]\n\
         s.toml:7:34: layers.a.degrees.shares[1] has a share of 1.1; it must lie in [0, 1]"
    );
    assert_eq!(
        said("{ power_law = 2.5, min = 20, max = 10 }"),
        "s.toml:7:36: layers.a.degrees.min makes the law run from 20 to 10; min must not exceed max"
    );
    assert_eq!(
        said("{ power_law = 2.5, max = 5_000 }"),
        "s.toml:7:11: layers.a.degrees needs at least 5001 people; there are only 5000"
    );
    assert_eq!(
        said("{ power_law = -1 }"),
        "s.toml:7:25: layers.a.degrees.power_law is -1; it must lie in [0, 10]"
    );
    assert_eq!(
        said("{ regular = 4, dispersion = 0.1 }"),
        "s.toml:7:26: layers.a.degrees.dispersion is not a key here; \
         it must be one of \"negative_binomial\", \"power_law\", \"regular\", \"shares\""
    );
    assert_eq!(
        said("{ negative_binomial = 0 }"),
        "s.toml:7:33: layers.a.degrees.negative_binomial is 0; it must be above 0 and at most 1000"
    );
}

#[test]
fn seeds_from_the_top_are_drawn_anew_among_the_best_connected() {
    let loaded =
        scenario("{ power_law = 2.0, min = 2, max = 400 }", "count = 50\npick = { top = \"10%\" }").unwrap();
    assert_eq!(loaded.plan.seeds.pick, Pick::Top(0.1));
    assert!(loaded.resolved.contains("\npick = { top = \"10%\" }\n"), "{}", loaded.resolved);
    let imports = Imports::new();
    // Each replication has a network of its own.
    let top = |network| {
        let world = World::build(&loaded.plan, &imports, network).unwrap();
        world.ranking(LayerId(0), Score::Degree, 500)
    };
    let study = common::study(&loaded.resolved);
    let seeds = |run: usize| -> Vec<Vertex> {
        study.records[run].ledger.iter().filter(|a| a.tick == 0).map(|a| a.person.0).collect()
    };
    for run in 0..2 {
        assert_eq!(seeds(run).len(), 50);
        let top = top(study.records[run].network);
        assert!(seeds(run).iter().all(|p| top.contains(p)), "a seed is not among the top");
    }
    assert_ne!(seeds(0), seeds(1), "drawn anew in each replication");
    // Drawn evenly: half of 100 draws come from the upper half, ± 4 standard errors of 5.
    let upper = |run: usize| {
        let top = top(study.records[run].network);
        seeds(run).iter().filter(|p| top[..250].contains(p)).count()
    };
    let upper = upper(0) + upper(1);
    assert!((30..=70).contains(&upper), "{upper}");
}

#[test]
fn a_top_too_small_for_its_seeds_is_named_with_its_place() {
    let regular = "{ regular = 4 }";
    assert_eq!(
        scenario(regular, "count = 100\npick = { top = 0.01 }").unwrap_err(),
        "s.toml:13:9: seeds.count is 100; the top holds only 50 people"
    );
    assert_eq!(
        scenario(regular, "pick = { top = 1.5 }").unwrap_err(),
        "s.toml:13:16: seeds.pick.top is 1.5; it must be above 0 and at most 1"
    );
    assert!(scenario(regular, "pick = { top = 0.5, list = [1] }").unwrap_err().contains("{ top = … }"));
}
