//! Small markets and layers for tests.

use groundswell::scenario::plan::{Layer, LayerKind, Market, Segment};

/// People in zipf cities with Rogers' five segments.
pub fn market(people: u32, cities: u32) -> Market {
    let rogers = [
        ("innovators", 0.025),
        ("early adopters", 0.135),
        ("early majority", 0.34),
        ("late majority", 0.34),
        ("laggards", 0.16),
    ];
    Market {
        people,
        eligible: 0.6,
        grows: None,
        cities,
        zipf_cities: true,
        segments: rogers.map(|(name, share)| Segment { name: name.into(), share }).to_vec(),
        susceptibility_sd: 0.8,
        activity_shape: Some(2.3),
        outside_per_day: 0.0,
        rival_per_day: 0.0,
    }
}

/// An undirected layer without preferences.
pub fn layer(name: &str, kind: LayerKind) -> Layer {
    Layer { name: name.into(), kind, same_city: 0.0, same_segment: 0.0, directed: false }
}
