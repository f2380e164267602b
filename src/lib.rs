//! Groundswell: does word of mouth carry a product from 100 seed users to a million, under which
//! strategy, how surely, how fast and for what money?
//!
//! ```no_run
//! use groundswell::{Scenario, Study};
//!
//! let scenario = Scenario::load("scenarios/01-first-steps.toml")?;
//! let results = Study::new(&scenario).threads(2).run()?;
//! println!("{}", results.findings());
//! results.write_to("output/first-steps")?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The road
//!
//! Data takes one road, and each part of the crate uses only those before it:
//!
//! | step | what it is | where |
//! |---|---|---|
//! | scenario | a text file: market, networks, channels, talk, strategies; all mistakes are reported at once | [`Scenario`], [`Reader`], [`Problems`] |
//! | plan | what the scenario means, with every default filled in | [`Plan`], [`plan`] |
//! | world | the people, and one network a layer | [`World`], [`world`], [`network`] |
//! | run | one strategy, one luck: people speak, hear, adopt; tactics act once a tick | [`tactic`] |
//! | records | what a run leaves: counts by day, money, the ledger of adoptions | [`results::RunRecord`] |
//! | results | statistics over all runs: curves, contests, credits, sensitivity | [`Results`], [`results`] |
//! | output | findings in words, tables, charts, the resolved scenario | [`Results::findings`], [`Results::write_to`] |
//!
//! A [`Study`] goes all the way from a scenario to its results.
//!
//! # Where to find what
//!
//! * **Numbers of a study**: [`Results::ranking`], [`Results::curves`] and the fields of [`Results`].
//! * **A tactic of one's own**: [`tactic`], `docs/extending.md`, and `examples/own_tactic.rs`.
//! * **A network of one's own**: [`Reader::edge_list`], and `examples/own_network.rs`. Every layer is
//!   a graph for the algorithms of `petgraph` ([`network::Graph`]), and so is the forest of
//!   adopters under the people who won them ([`results::forest`]).
//! * **Progress, threads, a stop flag**: the options of [`Study`].
//! * **Keys of scenarios**: `docs/defaults.md`; **equations**: `docs/model.md`.
//!
//! Modules that are not shown here are parts of the program, and may change at any time.

#[doc(hidden)]
pub mod contract;
#[doc(hidden)]
pub mod delimited;
#[doc(hidden)]
pub mod engine;
mod facade;
#[doc(hidden)]
pub mod fit;
#[doc(hidden)]
pub mod hints;
#[doc(hidden)]
pub mod identity;
#[doc(hidden)]
pub mod memory;
pub mod network;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod rng;
#[doc(hidden)]
pub mod rules;
#[doc(hidden)]
pub mod scenario;
#[doc(hidden)]
pub mod statistics;
#[doc(hidden)]
pub mod stats;
#[doc(hidden)]
pub mod study;
pub mod tactic;
#[doc(hidden)]
pub mod units;
#[doc(hidden)]
pub mod verify;
pub mod world;

pub use facade::{Study, results};
#[doc(no_inline)]
pub use plan::Plan;
pub use report::{Findings, WriteError, Written};
pub use scenario::{Place, Problem, Problems, Reader, Scenario, plan};
pub use study::Results;
pub use study::play::{CheckpointError, Progress, StudyError};
pub use units::{ChannelId, LayerId, PersonId, Stage, StrategyId, TacticId, Vertex};
#[doc(no_inline)]
pub use world::World;
