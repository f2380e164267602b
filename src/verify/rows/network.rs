//! Networks: the generator's clustering, and real ones that come with the program.

use std::path::Path;

use super::super::figure::Figure;
use super::super::scene::{Scene, Size, Trouble};
use super::{Proof, Row, own};
use crate::scenario::plan::Column;
use crate::world::clustering::clustering;
use crate::world::import::{Description, EdgeList, Imports, describe};
use crate::world::{Ties, World};

const PART: &str = "Networks";

/// The rows of this part.
pub(super) fn rows() -> Vec<Row> {
    vec![
        own!(
            "V43",
            PART,
            "clustering of small worlds of 10,000 with 10 neighbours, unwired and with 0.1 rewired",
            "Watts and Strogatz 1998; Barrat and Weigt 2000",
            |size, _| {
                let ring = 3.0 * 8.0 / (4.0 * 9.0);
                Ok(vec![
                    Figure::formula("clustering without rewiring", small_world(size, 0.0)?, ring),
                    Figure::near(
                        "clustering, 0.1 rewired",
                        small_world(size, 0.1)?,
                        ring * 0.9_f64.powi(3),
                        0.01,
                    ),
                ])
            }
        ),
        own!(
            "V51",
            PART,
            "the network of Russian streamers as published",
            "Rozemberczki et al. 2019 (twitch-ru)",
            |_, _| {
                let bytes = include_bytes!("../../../scenarios/data/twitch-ru.txt.gz");
                real(
                    "twitch-ru.txt.gz",
                    bytes,
                    [4385.0, 37304.0, 1229.0, 1800.0, 4385.0],
                    [17.014_37, 0.048_648, 119.1062],
                )
            }
        ),
        own!(
            "V52",
            PART,
            "the network of Portuguese streamers",
            "Rozemberczki et al. 2019 (twitch-ptbr)",
            |_, _| {
                let bytes = include_bytes!("../../../scenarios/data/twitch-ptbr.txt.gz");
                real(
                    "twitch-ptbr.txt.gz",
                    bytes,
                    [1912.0, 31299.0, 767.0, 127.0, 1912.0],
                    [32.739_54, 0.130_981, 127.9718],
                )
            }
        ),
        own!(
            "V53",
            PART,
            "the network of company pages",
            "Rozemberczki et al. 2019 (facebook-company-pages)",
            |_, _| {
                let bytes = include_bytes!("../../../scenarios/data/facebook-company-pages.txt.gz");
                real(
                    "facebook-company-pages.txt.gz",
                    bytes,
                    [14113.0, 52126.0, 215.0, 8396.0, 14113.0],
                    [7.386_95, 0.153_199, 22.0397],
                )
            }
        ),
    ]
}

/// Mean local clustering of a generated small world.
fn small_world(size: Size, rewire: f64) -> Result<f64, Trouble> {
    let layer =
        format!("small_world = {{ degree = 10, rewire = {rewire} }}\nsame_city = 0\nsame_segment = 0");
    let (plan, imports) = Scene::new(size, 1).people(10_000, layer).plan()?;
    let world = World::build(&plan, &imports, 0).map_err(|e| Trouble(e.to_string()))?;
    let Ties::Stored(ties) = &world.layers[0] else { return Err(Trouble("no stored ties".into())) };
    let found = clustering(ties).ok_or_else(|| Trouble("a small world must be undirected".into()))?;
    Ok(found.local)
}

/// Counts must be exact; printed means are right to the last of their digits.
fn real(file: &str, bytes: &'static [u8], counts: [f64; 5], means: [f64; 3]) -> Result<Vec<Figure>, Trouble> {
    let imports = Imports::new();
    imports.give(Path::new(file), bytes);
    let list = imports.read_column(Path::new(file), Column::None).map_err(|e| Trouble(e.to_string()))?;
    let d = undirected(&list)?;
    let got = [
        f64::from(d.people),
        d.ties as f64,
        f64::from(d.max_degree),
        d.max_degree_id.parse().unwrap_or(f64::NAN),
        f64::from(d.largest_component),
    ];
    let names = ["people", "ties", "most ties of one person", "id of that person", "largest component"];
    let mut figures: Vec<Figure> = (0..5).map(|i| Figure::exact(names[i], got[i], counts[i])).collect();
    let got = [d.mean_degree, d.transitivity, d.mean_neighbour_degree];
    let names = ["mean degree", "transitivity", "mean neighbour degree"];
    let by = [1e-5, 1e-6, 1e-4];
    figures.extend((0..3).map(|i| Figure::near(names[i], got[i], means[i], by[i])));
    Ok(figures)
}

fn undirected(list: &EdgeList) -> Result<Description, Trouble> {
    describe(list, false).map_err(|_| Trouble("more ties than 32 bits can number".into()))
}
