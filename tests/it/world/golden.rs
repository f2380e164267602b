//! Golden networks: the same version draws the same ties. The values change only together with a
//! line under "Changed output" in the changelog and a new `GENERATORS` in `src/world/layer_cache.rs`.

use crate::common::stored;
use groundswell::network::{Csr, Imports};
use groundswell::scenario::plan::{
    Cities, CitySizes, Communities, DegreeLaw, Layer, LayerKind, Market, MarketRules, PowerLaw, Random,
    Segment, SmallWorld,
};
use groundswell::world::World;

/// Sizes: hardly anybody, less than one piece of work, several pieces and ranges.
const SIZES: [u32; 3] = [3, 900, 30_011];

/// Digest of each layer of [`layers`], in order, for each size.
const DRAWN: [[u64; LAYERS]; 3] = [
    [
        0xa9f4_838a_b111_0827,
        0xa9f4_838a_b111_0827,
        0xa9f4_838a_b111_0827,
        0xa9f4_838a_b111_0827,
        0x790c_cdd7_4f9e_b7c3,
        0xe604_823a_2490_29bf,
        0xa9f4_838a_b111_0827,
        0xa9f4_838a_b111_0827,
        0xe604_823a_2490_29bf,
        0xe604_823a_2490_29bf,
        0xb1e3_ddd7_16d8_b5bd,
        0x631d_9e4e_7500_76be,
        0xbe2b_24ff_fe8e_212f,
        0xe604_823a_2490_29bf,
        0xa9f4_838a_b111_0827,
        0xa9f4_838a_b111_0827,
        0xa9f4_838a_b111_0827,
        0xa9f4_838a_b111_0827,
        0xa9f4_838a_b111_0827,
        0xa9f4_838a_b111_0827,
    ],
    [
        0xf705_9618_05f5_389d,
        0xaeb2_fa51_6c50_3dbb,
        0x903e_b10d_a17f_15a7,
        0x0062_8e4f_a28a_7e33,
        0xb4e1_b9cd_7e2d_509d,
        0x9360_0e17_a0cc_6c83,
        0x42ba_4162_5319_8927,
        0x6946_274e_5763_7cfa,
        0xa5f2_c384_9a93_0b11,
        0x30ea_1582_e0e3_370b,
        0xd1d5_0827_494c_7fbe,
        0x1418_5039_a74f_603a,
        0xb58c_bac4_0bfa_6591,
        0x7744_5445_9c02_9b11,
        0x6ece_4dc8_b3cf_16bd,
        0x55b0_7c2c_c465_c6a5,
        0xcd56_7945_370d_56c9,
        0xde97_2984_daf6_81b7,
        0x3308_6fa3_1bfa_5bf7,
        0x54ec_71d0_b9b1_e6a5,
    ],
    [
        0x0dfb_0299_6bc8_5495,
        0x6fed_cc3f_dcfd_5805,
        0x17b5_f08d_4c9d_18ef,
        0x4602_5e6f_fa55_7e03,
        0x89ce_d516_3855_8e95,
        0x46c8_8330_cf6c_e8bd,
        0x8845_e510_e2ed_e0bc,
        0x7739_a80b_c3a4_8afe,
        0xd496_8a0f_e55f_1029,
        0x1527_e101_4b7a_87fb,
        0xe9b8_abd4_de20_8210,
        0xe5cc_18f4_8011_3e34,
        0x1e81_650e_b538_a277,
        0x73c7_98b6_c62a_b8b9,
        0x7438_9dd0_95b8_b0a0,
        0x635b_c51b_32e6_0829,
        0x160f_5d67_7c5c_9643,
        0xf357_44f9_e2c8_c0bb,
        0xd2b2_fb96_c1ad_7ae9,
        0x5c2f_75e3_64e6_5f07,
    ],
];

const LAYERS: usize = 20;

/// Every law, directed and not, with and without preferences.
fn layers() -> Vec<Layer> {
    let degrees = |law| LayerKind::Degrees { law };
    let kinds = [
        LayerKind::Random(Random { mean: 7.0 }),
        LayerKind::PowerLaw(PowerLaw { mean: 9.0, exponent: 2.3 }),
        degrees(DegreeLaw::NegativeBinomial { mean: 2.5, dispersion: 0.3 }),
        degrees(DegreeLaw::Shares(vec![(3, 0.9), (40, 0.1)])),
    ];
    let mut layers = Vec::new();
    let mut add = |kind: &LayerKind, taste: f64, directed| {
        let (kind, name) = (kind.clone(), format!("layer {}", layers.len()));
        layers.push(Layer {
            name,
            kind,
            same_city: taste,
            same_segment: taste / 2.0,
            directed,
            part_of: None,
        });
    };
    for kind in &kinds {
        for directed in [false, true] {
            add(kind, 0.0, directed);
            add(kind, 0.7, directed);
        }
    }
    for taste in [0.0, 0.7] {
        add(&LayerKind::SmallWorld(SmallWorld { degree: 8, rewire: 0.2 }), taste, false);
        add(&LayerKind::Communities(Communities { size: 12, bridges: 0.1 }), taste, false);
    }
    layers
}

fn market(people: u32) -> Market {
    let segment = |(name, share): (&str, f64)| Segment { name: name.into(), share, eligible: None };
    Market {
        people,
        eligible: 1.0,
        grows: None,
        cities: Cities { count: 7, sizes: CitySizes::Zipf },
        segments: [("early", 0.2), ("late", 0.8)].map(segment).to_vec(),
        susceptibility_sd: 0.8,
        activity_shape: Some(2.3),
        outside_per_day: 0.0,
        imitation_per_day: 0.0,
        rival_per_day: 0.0,
        rules: MarketRules::default(),
    }
}

/// FNV-1a over words (Fowler, Noll & Vo): enough to see a change.
fn digest(words: impl Iterator<Item = u32>) -> u64 {
    words.fold(0xcbf2_9ce4_8422_2325, |h, word| (h ^ u64::from(word)).wrapping_mul(0x0100_0000_01b3))
}

fn of_rows(rows: &Csr) -> u64 {
    let row = |p| {
        [rows.degree(p), rows.in_degree(p), rows.offset(p)].into_iter().chain(rows.hearers(p).iter().copied())
    };
    digest((0..rows.people()).flat_map(row))
}

fn drawn(people: u32, threads: usize) -> Vec<u64> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let build = || World::of(&market(people), &layers(), 2010, &Imports::new(), 1);
    let world = pool.install(build).unwrap();
    let digest = |layer| {
        let rows = stored(&world, layer);
        assert_eq!(rows.check(), Ok(()));
        of_rows(rows)
    };
    (0..world.layers.len()).map(digest).collect()
}

#[test]
fn value_stability_of_every_law_at_three_sizes() {
    let found: Vec<Vec<u64>> = SIZES.iter().map(|people| drawn(*people, 2)).collect();
    assert_eq!(found, DRAWN, "{found:#x?}");
}

#[test]
fn one_thread_draws_the_same_networks() {
    assert_eq!(drawn(SIZES[2], 1), DRAWN[2]);
}
