//! From a plan to its world: people first, then layer by layer.

use std::path::{Path, PathBuf};

use super::layer_cache::{LayerCache, Origin};
use super::pools::Pools;
use super::{People, Ties, World, generate, members};
use crate::network::import::{EdgeList, ImportError, Imports, NetworkError};
use crate::rng::Luck;
use crate::scenario::plan::{Force, Layer, LayerKind, Market, Plan};
use crate::units::Vertex;

/// Why a world cannot be built. Only files and sizes can stand in the way of a checked plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each message spells out its fields")]
pub enum WorldError {
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error(transparent)]
    Save(NetworkError),
    #[error(
        "{}: names {found} people, but {} names {people}; imported layers of one scenario must be about the same people",
        file.display(), other.display()
    )]
    PeopleDiffer { file: PathBuf, found: u32, other: PathBuf, people: u32 },
    #[error(
        "layers.{layer}: part_of = \"{of}\" holds fewer people than the network, which is about {people}"
    )]
    TooFewPeople { layer: String, of: String, people: u32 },
    #[error(
        "layers.{layer}: more than 4,294,967,295 ties (an undirected one counts twice); fewer people or a lower degree would do"
    )]
    TooManyTies { layer: String },
    #[error(
        "layers.{layer}: strengths into one person (number {person}, from 0) are too large to be counted exactly; \
         a tie may have 65,536 and all ties into a person 16,777,215; divide the column"
    )]
    StrengthsTooLarge { layer: String, person: u32 },
}

impl World {
    /// Builds the world of a plan; `network` numbers the draw.
    ///
    /// If a layer is imported, its file says who there is: people stand in the file's order, in
    /// one city. Else `market.people` people live in cities by size; the people of an imported layer that is
    /// `part_of` the market are drawn among them.
    ///
    /// # Errors
    /// If an edge list cannot be used, a layer has more ties than 32 bits can number, or a drawn layer
    /// cannot be kept where it should be.
    pub fn build(plan: &Plan, imports: &Imports, network: u32) -> Result<World, WorldError> {
        World::build_cached(plan, imports, &LayerCache::default(), network)
    }

    /// As [`World::build`]; drawn layers are looked up in a cache first, and counted by it.
    ///
    /// # Errors
    /// As [`World::build`].
    #[doc(hidden)]
    pub fn build_cached(
        plan: &Plan,
        imports: &Imports,
        cache: &LayerCache,
        network: u32,
    ) -> Result<World, WorldError> {
        let mut world = assemble(&plan.market, &plan.layers, plan.seed, (imports, cache), network)?;
        for layer in plan.channels.iter().filter(|c| c.force == Force::StrengthShare).filter_map(|c| c.layer)
        {
            if let Ties::Stored(csr) = &mut world.layers[layer.0] {
                let name = || plan.layers[layer.0].name.clone();
                csr.weigh().map_err(|person| WorldError::StrengthsTooLarge { layer: name(), person })?;
            }
        }
        Ok(world)
    }

    /// As [`World::build`], from the parts of a plan that matter here.
    ///
    /// # Errors
    /// As [`World::build`].
    #[doc(hidden)]
    pub fn of(
        market: &Market,
        layers: &[Layer],
        seed: u64,
        imports: &Imports,
        network: u32,
    ) -> Result<World, WorldError> {
        assemble(market, layers, seed, (imports, &LayerCache::default()), network)
    }

    /// The people of the market that an imported layer is about on network `network`, in the order of its file,
    /// without its ties; empty where these are all, or none is imported.
    ///
    /// # Errors
    /// As [`World::build`].
    pub fn members_of(plan: &Plan, imports: &Imports, network: u32) -> Result<Vec<Vertex>, WorldError> {
        let luck = Luck::of_network(plan.seed, network);
        let (about, part) = (imported_people(&plan.layers, imports)?, part(&plan.layers));
        let Some(part) = part.zip(about) else { return Ok(Vec::new()) };
        drawn_members(&plan.market, &People::draw(&plan.market, None, luck), part, luck)
    }
}

/// The people that a file about `about` people is about, where it is a part of the market.
fn drawn_members(
    market: &Market,
    people: &People,
    ((layer, of), about): ((&str, &str), u32),
    luck: Luck,
) -> Result<Vec<Vertex>, WorldError> {
    let too_few = || WorldError::TooFewPeople { layer: layer.to_owned(), of: of.to_owned(), people: about };
    members::draw(market, people, of, about, luck).ok_or_else(too_few)
}

fn assemble(
    market: &Market,
    layers: &[Layer],
    seed: u64,
    (imports, cache): (&Imports, &LayerCache),
    network: u32,
) -> Result<World, WorldError> {
    let luck = Luck::of_network(seed, network);
    let (about, part) = (imported_people(layers, imports)?, part(layers));
    let imported = about.filter(|_| part.is_none());
    let people = People::draw(market, imported, luck);
    let members = match part.zip(about) {
        Some(part) => drawn_members(market, &people, part, luck)?,
        None => Vec::new(),
    };
    let pools = Pools::of(&people);
    let ties = layers
        .iter()
        .map(|layer| {
            let refused = |error| match error {
                NetworkError::TooManyTies(_) => WorldError::TooManyTies { layer: layer.name.clone() },
                NetworkError::Import(error) => WorldError::Import(error),
                unwritable @ NetworkError::Unwritable { .. } => WorldError::Save(unwritable),
            };
            let rows = if layer.kind == LayerKind::Complete {
                return Ok(Ties::Complete { people: people.count });
            } else if let LayerKind::Import { file, column, reading } = &layer.kind {
                let rows =
                    imports.read_as(file, reading, *column)?.rows(layer.directed).map(|(rows, _)| rows);
                match part {
                    Some(_) => rows.map(|rows| members::spread(&rows, &members, people.count)),
                    None => rows,
                }
            } else {
                let origin = Origin { market, imported, layer, seed, network };
                cache.rows(&origin, people.count, || generate::generate(layer, &people, &pools, luck))
            };
            rows.map(Ties::Stored).map_err(refused)
        })
        .collect::<Result<Vec<Ties>, WorldError>>()?;
    Ok(World { people, layers: ties, members })
}

/// The imported layer that is a part of the market, and which part; all imported layers are about the same.
fn part(layers: &[Layer]) -> Option<(&str, &str)> {
    layers.iter().find_map(|layer| Some((layer.name.as_str(), layer.part_of.as_deref()?)))
}

/// Number of people that the imported layers agree on, if there are any.
fn imported_people(layers: &[Layer], imports: &Imports) -> Result<Option<u32>, WorldError> {
    let mut agreed: Option<(&Path, u32)> = None;
    for layer in layers {
        let LayerKind::Import { file, column, reading } = &layer.kind else { continue };
        let list: &EdgeList = &*imports.read_as(file, reading, *column)?;
        match agreed {
            None => agreed = Some((file, list.people)),
            Some((other, people)) if people != list.people => {
                return Err(WorldError::PeopleDiffer {
                    file: file.clone(),
                    found: list.people,
                    other: other.to_path_buf(),
                    people,
                });
            }
            Some(_) => {}
        }
    }
    Ok(agreed.map(|(_, people)| people))
}
