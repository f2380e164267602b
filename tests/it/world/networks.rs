//! Generated networks against their laws, and how a network is described.
//!
//! Statistical tests are keyed (seed 1 unless said) and allow 4 standard errors: a correct
//! generator fails one in 16,000 seeds.

use std::path::Path;
use std::time::Instant;

use groundswell::network::import::{Description, EdgeList, describe};
use groundswell::network::{Csr, Imports};
use groundswell::scenario::plan::{Communities, Layer, LayerKind, PowerLaw, Random, SmallWorld};
use groundswell::units::{LayerId, Vertex};
use groundswell::world::{Score, World};

use crate::common::{layer, market, stored};

fn shipped(file: &str) -> Description {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/data").join(file);
    describe(&Imports::new().read(&path).unwrap(), false).unwrap()
}

fn near(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() <= within, "{found} is not {expected} ± {within}");
}

fn build(people: u32, cities: u32, layer: Layer) -> World {
    World::of(&market(people, cities), &[layer], 1, &Imports::new(), 0).unwrap()
}

/// The description of an undirected generated network, by way of its edge list.
fn described(csr: &Csr) -> Description {
    let mut text = String::new();
    for p in 0..csr.people() {
        for q in csr.hearers(p).iter().filter(|q| **q > p) {
            text += &format!("{p} {q}\n");
        }
    }
    let list =
        EdgeList::parse(text.as_bytes(), Path::new("generated"), groundswell::network::import::Column::None);
    describe(&list.unwrap(), false).unwrap()
}

/// The figures of all three shipped networks are rows V51 to V53 of the proof pack.
#[test]
fn a_description_prints_its_counts_in_columns() {
    let text = shipped("facebook-company-pages.txt.gz").to_string();
    assert!(text.starts_with("people                         14113\nties (undirected)              52126\n"));
    assert!(text.contains("largest degree          215 (id 8396)\n"), "{text}");
}

/// Local clustering is row V43 of the proof pack.
#[test]
fn rewiring_keeps_every_tie_and_leaves_the_stated_share_of_triangles() {
    for (rewire, transitivity, within) in [(0.0, 2.0 / 3.0, 1e-9), (0.1, 0.486, 0.01)] {
        let world = build(10_000, 1, layer("ring", LayerKind::SmallWorld(SmallWorld { degree: 10, rewire })));
        let csr = stored(&world, 0);
        assert_eq!(csr.check(), Ok(()));
        let described = described(csr);
        assert_eq!((described.ties, described.largest_component), (50_000, 10_000));
        near(described.transitivity, transitivity, within);
    }
}

#[test]
fn rewiring_everything_in_small_cities_keeps_every_tie() {
    let mut ties = layer("ring", LayerKind::SmallWorld(SmallWorld { degree: 8, rewire: 1.0 }));
    (ties.same_city, ties.same_segment) = (1.0, 1.0);
    let world = build(5_000, 300, ties);
    assert_eq!(stored(&world, 0).check(), Ok(()));
    assert_eq!(stored(&world, 0).tie_count(), 40_000);
}

#[test]
fn random_degrees_follow_poissons_law_within_4_sigma() {
    let (people, mean) = (100_000, 5.0);
    for directed in [false, true] {
        let mut ties = layer("random", LayerKind::Random(Random { mean }));
        ties.directed = directed;
        let world = build(people, 1, ties);
        let csr = stored(&world, 0);
        assert_eq!((csr.check(), csr.directed()), (Ok(()), directed));
        let n = f64::from(people);
        let pairs = n * mean / if directed { 1.0 } else { 2.0 };
        let drawn = csr.tie_count() as f64 / if directed { 1.0 } else { 2.0 };
        near(drawn, pairs, 4.0 * pairs.sqrt());
        let mut chance = (-mean).exp();
        for k in 0..12 {
            let share =
                |degree: &dyn Fn(Vertex) -> u32| (0..people).filter(|p| degree(*p) == k).count() as f64 / n;
            // Degrees of two people share one pair at most, so counts are all but independent.
            let sigma = (chance * (1.0 - chance) / n).sqrt();
            near(share(&|p| csr.degree(p)), chance, 4.0 * sigma);
            near(share(&|p| csr.in_degree(p)), chance, 4.0 * sigma);
            chance *= mean / f64::from(k + 1);
        }
    }
}

#[test]
fn a_random_network_of_everybody_is_complete() {
    let world = build(50, 1, layer("random", LayerKind::Random(Random { mean: 49.0 })));
    assert_eq!(stored(&world, 0).tie_count(), 50 * 49);
}

#[test]
fn power_law_hearers_have_the_asked_mean_and_a_heavy_tail() {
    for (same_city, directed) in [(0.0, true), (0.7, true), (0.0, false), (0.5, false)] {
        let mut ties = layer("follows", LayerKind::PowerLaw(PowerLaw { mean: 20.0, exponent: 2.3 }));
        (ties.same_city, ties.directed) = (same_city, directed);
        let world = build(100_000, 10, ties);
        let csr = stored(&world, 0);
        assert_eq!(csr.check(), Ok(()));
        let mean = csr.tie_count() as f64 / 100_000.0;
        // Degrees are dealt, not drawn: 1 %. Matching drops what hubs would tie twice: 2 %.
        near(mean, 20.0, if directed { 0.2 } else { 0.4 });
        let most = (0..100_000).map(|p| csr.degree(p)).max().unwrap();
        assert!(most > if directed { 10_000 } else { 1_000 }, "{most}");
        // Counts above x go as x^−1.3 less what the largest degree cuts off.
        let above = |k: u32| (0..100_000).filter(|p| csr.degree(*p) > k).count() as f64;
        let law = |x: f64| x.powf(-1.3) - f64::from(most).powf(-1.3);
        near(above(400) / above(40), law(400.0) / law(40.0), 0.005);
    }
}

#[test]
fn homophily_shares_are_as_asked_within_4_sigma() {
    let kinds = [
        LayerKind::SmallWorld(SmallWorld { degree: 10, rewire: 1.0 }),
        LayerKind::PowerLaw(PowerLaw { mean: 10.0, exponent: 3.5 }),
        LayerKind::Random(Random { mean: 10.0 }),
    ];
    for kind in kinds {
        let directed = !matches!(kind, LayerKind::SmallWorld(_));
        let mut ties = layer("ties", kind.clone());
        (ties.same_city, ties.same_segment, ties.directed) = (0.6, 0.3, directed);
        let world = build(200_000, 5, ties);
        let csr = stored(&world, 0);
        let size = |c: usize| f64::from(world.people.city_start[c + 1] - world.people.city_start[c]) / 2e5;
        let segments: Vec<f64> = market(1, 1).segments.iter().map(|s| s.share).collect();
        let (mut city, mut segment, mut expected, mut variance, mut all) =
            (0.0, 0.0, [0.0; 2], [0.0; 2], 0.0);
        for p in 0..200_000 {
            let chance = [0.6 + 0.4 * size(world.city(p)), 0.3 + 0.7 * segments[world.segment(p)]];
            for q in csr.hearers(p) {
                all += 1.0;
                city += f64::from(u8::from(world.city(p) == world.city(*q)));
                segment += f64::from(u8::from(world.segment(p) == world.segment(*q)));
                for i in 0..2 {
                    expected[i] += chance[i];
                    variance[i] += chance[i] * (1.0 - chance[i]);
                }
            }
        }
        // A rewired tie of the ring is read from both of its ends: variance doubles, and the
        // chance as seen from the far end is the near end's only on average over cities.
        let slack = if directed { 1.0 } else { 2.0_f64.sqrt() };
        let bias = 1e-3 * all;
        near(city, expected[0], 4.0 * slack * f64::sqrt(variance[0]) + bias);
        near(segment, expected[1], 4.0 * slack * f64::sqrt(variance[1]) + bias);
    }
}

#[test]
fn communities_without_bridges_are_cliques_and_bridges_lead_out() {
    let kind = |bridges| LayerKind::Communities(Communities { size: 8, bridges });
    let world = build(20_003, 3, layer("circles", kind(0.0)));
    let csr = stored(&world, 0);
    assert_eq!(csr.hearers(10), [8, 9, 11, 12, 13, 14, 15]);
    assert_eq!(csr.hearers(20_002), [20_000, 20_001]);
    let world = build(20_000, 3, layer("circles", kind(0.2)));
    let csr = stored(&world, 0);
    let out: usize = (0..20_000).map(|p| csr.hearers(p).iter().filter(|q| **q / 8 != p / 8).count()).sum();
    // 70,000 ties, each outside with chance 0.2; sd of the share is 0.0015.
    near(out as f64 / csr.tie_count() as f64, 0.2, 0.006);
    assert!(csr.tie_count() > 139_950, "bridges hardly ever coincide");
}

#[test]
fn same_world_on_one_and_two_threads() {
    let kinds = [
        LayerKind::SmallWorld(SmallWorld { degree: 14, rewire: 0.06 }),
        LayerKind::PowerLaw(PowerLaw { mean: 12.0, exponent: 2.3 }),
        LayerKind::Random(Random { mean: 6.0 }),
        LayerKind::Communities(Communities { size: 12, bridges: 0.1 }),
    ];
    let mut layers: Vec<Layer> = Vec::new();
    for (i, kind) in kinds.into_iter().enumerate() {
        for directed in [false, true] {
            let mut ties = layer(&format!("layer {i} {directed}"), kind.clone());
            (ties.same_city, ties.same_segment, ties.directed) = (0.7, 0.3, directed);
            layers.push(ties);
        }
    }
    let world = |threads, network| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| World::of(&market(50_000, 12), &layers, 2010, &Imports::new(), network).unwrap())
    };
    let one = world(1, 0);
    assert!(one == world(2, 0));
    assert!(one != world(2, 1), "another network number is another network");
}

#[test]
fn another_layer_moves_nobody_elses_ties() {
    let friends = layer("friends", LayerKind::SmallWorld(SmallWorld { degree: 6, rewire: 0.2 }));
    let crowd = layer("crowd", LayerKind::Random(Random { mean: 3.0 }));
    let of = |layers: &[Layer]| World::of(&market(3_000, 4), layers, 1, &Imports::new(), 0).unwrap();
    assert!(of(std::slice::from_ref(&friends)).layers[0] == of(&[crowd, friends]).layers[1]);
}

#[test]
fn a_million_people_are_ranked_and_tied_in_reasonable_time() {
    let kinds: [(LayerKind, bool); 4] = [
        (LayerKind::SmallWorld(SmallWorld { degree: 14, rewire: 0.06 }), false),
        (LayerKind::PowerLaw(PowerLaw { mean: 20.0, exponent: 2.3 }), true),
        (LayerKind::PowerLaw(PowerLaw { mean: 20.0, exponent: 2.3 }), false),
        (LayerKind::Random(Random { mean: 10.0 }), false),
    ];
    for (kind, directed) in kinds {
        let mut ties = layer("ties", kind.clone());
        (ties.same_city, ties.directed) = (0.7, directed);
        let begin = Instant::now();
        let world = build(1_000_000, 40, ties);
        let built = begin.elapsed();
        let begin = Instant::now();
        let core = world.ranking(LayerId(0), Score::Core, 100);
        println!("{kind:?} directed {directed}: built in {built:?}, ranked in {:?}", begin.elapsed());
        assert_eq!(core.len(), 100);
        // Far above what either takes; a quadratic slip would pass it by far.
        assert!(built.as_secs() < 60 && begin.elapsed().as_secs() < 60);
    }
}

#[test]
fn an_imported_network_is_one_network_however_many_runs_are_played() {
    let plan = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
        groundswell::Scenario::load(&path).unwrap_or_else(|p| panic!("{p}")).plan
    };
    assert_eq!(plan("real-network.toml").networks(), 1);
    assert_eq!(plan("01-first-steps.toml").networks(), 16);
}
