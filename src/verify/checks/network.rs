//! Networks: the generator's clustering, and real ones that come with the program.

use std::path::Path;

use super::super::check::*;
use crate::network::import::{Column, Imports, describe};
use crate::network::local_clustering;

pub(super) fn checks() -> Vec<Check> {
    let mut checks = vec![
        claim(
            "V43",
            "clustering of small worlds of 10,000 with 10 neighbours, unwired and with 0.1 rewired",
            "Watts and Strogatz 1998; Barrat and Weigt 2000",
        )
        .computes(|size, _| {
            let ring = 3.0 * 8.0 / (4.0 * 9.0);
            let (whole, rewired) = (small_world(size, 0.0)?, small_world(size, 0.1)?);
            Ok(vec![
                Comparison::formula("clustering without rewiring", whole, ring),
                Comparison::near("clustering, 0.1 rewired", rewired, ring * 0.9_f64.powi(3), 0.01),
            ])
        }),
    ];
    checks.extend(published().map(|(id, title, source, file, bytes, expected)| {
        claim(id, title, source).computes(move |_, _| real(file, bytes, expected))
    }));
    checks
}

/// Published networks: people, ties, most ties of one person and the id of that person, people in
/// the largest component; mean degree, transitivity, mean neighbour degree.
type Published = (&'static str, &'static str, &'static str, &'static str, &'static [u8], [f64; 8]);

fn published() -> [Published; 3] {
    [
        (
            "V51",
            "the network of Russian streamers as published",
            "Rozemberczki et al. 2019 (twitch-ru)",
            "twitch-ru.txt.gz",
            include_bytes!("../../../scenarios/data/twitch-ru.txt.gz"),
            [4385.0, 37304.0, 1229.0, 1800.0, 4385.0, 17.014_37, 0.048_648, 119.1062],
        ),
        (
            "V52",
            "the network of Portuguese streamers",
            "Rozemberczki et al. 2019 (twitch-ptbr)",
            "twitch-ptbr.txt.gz",
            include_bytes!("../../../scenarios/data/twitch-ptbr.txt.gz"),
            [1912.0, 31299.0, 767.0, 127.0, 1912.0, 32.739_54, 0.130_981, 127.9718],
        ),
        (
            "V53",
            "the network of company pages",
            "Rozemberczki et al. 2019 (facebook-company-pages)",
            "facebook-company-pages.txt.gz",
            include_bytes!("../../../scenarios/data/facebook-company-pages.txt.gz"),
            [14113.0, 52126.0, 215.0, 8396.0, 14113.0, 7.386_95, 0.153_199, 22.0397],
        ),
    ]
}

/// Mean local clustering of a generated small world.
fn small_world(size: Size, rewire: f64) -> Result<f64, VerifyError> {
    let layer =
        format!("small_world = {{ degree = 10, rewire = {rewire} }}\nsame_city = 0\nsame_segment = 0");
    let ties = Case::new(size, 1).people(10_000, layer).network()?;
    local_clustering(&ties).ok_or_else(|| VerifyError::of("a small world must be undirected"))
}

/// Counts must be exact; printed means are right to the last of their digits.
fn real(file: &str, bytes: &'static [u8], expected: [f64; 8]) -> Result<Vec<Comparison>, VerifyError> {
    let imports = Imports::new();
    imports.give(Path::new(file), bytes);
    let list = imports.read_column(Path::new(file), Column::None).map_err(VerifyError::of)?;
    let d = describe(&list, false).map_err(|_| VerifyError::of("more ties than 32 bits can number"))?;
    let id = d.max_degree_id.parse().unwrap_or(f64::NAN);
    Ok([
        ("people", f64::from(d.people), 0.0),
        ("ties", d.ties as f64, 0.0),
        ("most ties of one person", f64::from(d.max_degree), 0.0),
        ("id of that person", id, 0.0),
        ("largest component", f64::from(d.largest_component), 0.0),
        ("mean degree", d.mean_degree, 1e-5),
        ("transitivity", d.transitivity, 1e-6),
        ("mean neighbour degree", d.mean_neighbour_degree, 1e-4),
    ]
    .into_iter()
    .zip(expected)
    .map(|((name, got, within), expected)| Comparison::near(name, got, expected, within))
    .collect())
}
