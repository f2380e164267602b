//! Promises that hold for every input: compressed rows are sound whatever the ties.

use std::path::Path;

use groundswell::network::Imports;
use groundswell::network::import::Column;
use groundswell::network::import::EdgeList;
use groundswell::units::{LayerId, Vertex};
use groundswell::world::{Score, World};
use proptest::prelude::*;

use crate::common::{layer, market};
use groundswell::scenario::plan::{Communities, DegreeLaw, LayerKind, PowerLaw, Random, SmallWorld};

fn list(ties: &[(Vertex, Vertex)]) -> EdgeList {
    let text: String = ties.iter().map(|(a, b)| format!("{a} {b}\n")).collect();
    EdgeList::parse(text.as_bytes(), Path::new("ties.txt"), Column::None).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn imported_rows_hold_exactly_the_ties_named(
        ties in prop::collection::vec((0u32..40, 0u32..40), 1..200),
        directed in any::<bool>(),
    ) {
        let list = list(&ties);
        let (csr, merged) = list.rows(directed).unwrap();
        prop_assert_eq!(csr.check(), Ok(()));
        let mut expected: Vec<(Vertex, Vertex)> = ties
            .iter()
            .filter(|(a, b)| a != b)
            .map(|(a, b)| (list.person(&a.to_string()).unwrap(), list.person(&b.to_string()).unwrap()))
            .flat_map(|(a, b)| if directed { vec![(a, b)] } else { vec![(a, b), (b, a)] })
            .collect();
        expected.sort_unstable();
        expected.dedup();
        let found: Vec<(Vertex, Vertex)> =
            (0..csr.people()).flat_map(|p| csr.hearers(p).iter().map(move |q| (p, *q))).collect();
        let distinct = if directed { expected.len() } else { expected.len() / 2 };
        prop_assert_eq!(found, expected);
        prop_assert_eq!(list.self_loops + merged + distinct as u64, ties.len() as u64);
    }

    #[test]
    fn generated_rows_are_sound_for_any_small_market(
        people in 1u32..120,
        cities in 1u32..9,
        kind in 0usize..7,
        size in 2u32..14,
        share in 0.0f64..=1.0,
        tastes in (0.0f64..=1.0, 0.0f64..=1.0),
        directed in any::<bool>(),
        seed in any::<u64>(),
    ) {
        let mean = f64::from(size);
        let kind = match kind {
            0 => LayerKind::SmallWorld(SmallWorld { degree: size / 2 * 2, rewire: share }),
            1 => LayerKind::PowerLaw(PowerLaw { mean, exponent: 2.1 + share }),
            2 => LayerKind::Random(Random { mean }),
            3 => LayerKind::Communities(Communities { size, bridges: share }),
            4 => LayerKind::Degrees { law: DegreeLaw::NegativeBinomial { mean, dispersion: 0.05 + share } },
            5 => LayerKind::Degrees { law: DegreeLaw::PowerLaw { exponent: 3.0 * share, min: 1, max: 9 * size, cutoff: None } },
            _ => LayerKind::Complete,
        };
        let mut layer = layer("ties", kind);
        (layer.same_city, layer.same_segment) = tastes;
        layer.directed = directed;
        let world = World::of(&market(people, cities), &[layer], seed, &Imports::new(), 0).unwrap();
        if let groundswell::world::Ties::Stored(csr) = &world.layers[0] {
            prop_assert_eq!(csr.check(), Ok(()));
            prop_assert_eq!(csr.people(), people);
            let tiled = World::side_by_side(&[&world; 3]).unwrap();
            prop_assert_eq!(tiled.city(2 * people), 2 * world.people.cities());
        }
        let mut ranked = world.ranking(LayerId(0), Score::Core, people);
        ranked.sort_unstable();
        prop_assert_eq!(ranked, (0..people).collect::<Vec<_>>());
    }

    #[test]
    fn a_catchment_holds_exactly_the_people_of_its_segments(people in 1u32..400, segment in 0usize..5) {
        let world = World::of(&market(people, 7), &[], 3, &Imports::new(), 0).unwrap();
        let catchment = world.catchment(&[segment, 2]);
        let listed: Vec<Vertex> = (0..catchment.len()).map(|k| catchment.nth(k)).collect();
        let expected: Vec<Vertex> =
            (0..people).filter(|p| [segment, 2].contains(&world.segment(*p))).collect();
        prop_assert_eq!(listed, expected);
        prop_assert_eq!(world.catchment(&[]).len(), people);
    }
}
