//! People: cities, segments and classes are what the market says.

use groundswell::network::Imports;
use groundswell::scenario::plan::{LayerKind, Market, Random};
use groundswell::units::LayerId;
use groundswell::world::{People, Score, World};

use crate::common::{layer, market, stored};

fn people(market: &Market) -> People {
    World::of(market, &[], 1, &Imports::new(), 0).unwrap().people
}

#[test]
fn zipf_cities_fall_by_rank_and_everybody_lives_in_one() {
    let people = people(&market(100_000, 40));
    let sizes: Vec<u32> = people.city_start.windows(2).map(|c| c[1] - c[0]).collect();
    assert_eq!((sizes.len(), sizes.iter().sum::<u32>()), (40, 100_000));
    // 1/rank over 40 ranks sums to 4.27854.
    assert_eq!(sizes[0], 23_372);
    assert!(sizes[0].abs_diff(2 * sizes[1]) <= 2);
    assert_eq!(
        (people.city(0), people.city(23_371), people.city(23_372), people.city(99_999)),
        (0, 0, 1, 39)
    );
}

#[test]
fn more_cities_than_people_are_cut_to_one_each() {
    assert_eq!(people(&market(3, 9)).city_start, [0, 1, 2, 3]);
    assert_eq!(people(&market(10, 8)).cities(), 8);
}

#[test]
fn segments_are_contiguous_within_a_city_and_their_shares_exact() {
    let people = people(&market(1_000, 1));
    let count = |s| (0..1_000).filter(|p| people.segment(*p) == s).count();
    assert_eq!([0, 1, 2, 3, 4].map(count), [25, 135, 340, 340, 160]);
    assert!((0..1_000).is_sorted_by_key(|p| people.segment(p)));
}

#[test]
fn earlier_segments_are_more_susceptible_and_means_are_one() {
    let people = people(&market(400_000, 1));
    assert!(people.susceptibility_of.windows(2).all(|w| w[0] > w[1]), "classes fall");
    assert!(people.segment_of.is_sorted());
    let mean = |of: &dyn Fn(u32) -> f32| (0..400_000).map(|p| f64::from(of(p))).sum::<f64>() / 4e5;
    // Standard deviations are about 0.95, 0.66 and 1: 4 standard errors are at most 0.0063.
    assert!((mean(&|p| people.susceptible(p)) - 1.0).abs() < 0.0063);
    assert!((mean(&|p| people.talk_factor(p)) - 1.0).abs() < 0.0063);
    assert!((mean(&|p| people.media_use(p)) - 1.0).abs() < 0.0063);
    let square = mean(&|p| people.talk_factor(p).powi(2));
    // Variance of a gamma law is 1/shape; classes take off a hair.
    assert!((square - 1.0 - 1.0 / 2.3).abs() < 0.015, "{square}");
    let eligible = (0..400_000).filter(|p| people.listener[*p].eligibility < 39_321).count() as f64 / 4e5;
    assert!((eligible - 0.6).abs() < 0.0031);
}

#[test]
fn people_without_spread_are_all_alike() {
    let mut market = market(100, 1);
    (market.susceptibility_sd, market.activity_shape) = (0.0, None);
    let people = people(&market);
    assert!(people.susceptibility_of.iter().chain(&people.activity_of).all(|v| *v == 1.0));
}

#[test]
fn one_more_person_at_the_end_of_a_city_less_market_changes_nobody_else() {
    let mut market = market(500, 1);
    market.segments.truncate(1);
    let (fewer, more) = (people(&market), people(&Market { people: 501, ..market.clone() }));
    let traits = |people: &People| {
        people.listener[..500].iter().map(|l| (l.susceptibility, l.eligibility)).collect::<Vec<_>>()
    };
    assert_eq!(traits(&fewer), traits(&more));
}

#[test]
fn worlds_lie_side_by_side() {
    let network = |number| {
        let layers = [layer("a", LayerKind::Random(Random { mean: 4.0 }))];
        World::of(&market(300, 4), &layers, 1, &Imports::new(), number).unwrap()
    };
    let (other, world) = (network(0), network(1));
    let tiled = World::side_by_side(&[&other, &other, &world]).unwrap();
    assert_eq!((tiled.count(), tiled.people.cities()), (900, 12));
    assert_eq!(tiled.city(650), 8 + world.city(50));
    assert_eq!(tiled.segment(650), world.segment(50));
    let (one, all) = (stored(&world, 0), stored(&tiled, 0));
    assert_eq!(all.check(), Ok(()));
    for p in 0..300 {
        let moved: Vec<u32> = one.hearers(p).iter().map(|q| q + 600).collect();
        assert_eq!(all.hearers(600 + p), moved);
    }
    assert_eq!(all.hearers(17), stored(&other, 0).hearers(17));
    assert_ne!(other.layers, world.layers);
    assert_eq!(World::side_by_side(&[]), None);
    assert!(tiled.memory_bytes() > 2 * world.memory_bytes());
}

#[test]
fn everybody_speaks_to_everybody_in_a_complete_layer() {
    let layers = [layer("all", LayerKind::Complete)];
    let world = World::of(&market(5, 1), &layers, 1, &Imports::new(), 0).unwrap();
    let hearers: Vec<u32> = (0..world.layers[0].degree(2)).map(|i| world.layers[0].hearer(2, i)).collect();
    assert_eq!(hearers, [0, 1, 3, 4]);
    assert_eq!(world.ranking(LayerId(0), Score::Degree, 2), [0, 1]);
    assert_eq!(World::side_by_side(&[&world, &world]), None, "two complete networks are not one");
}
