//! The engine: people act at rates, exposures travel as exposures, and nobody is scanned.
//!
//! A tick: *pulse* (sum integers) → *tactics* → *speak* (each shard plays who is due into its
//! outbox) → *listen* (each block adds up its exposures against the state at the start, then
//! applies). No locks and no shared mutable state; every draw is keyed, so the same bytes come
//! out for any number of threads and shards.
//!
//! - [`run`]: the tick loop, with what all shards share in `run_state`; [`model`], [`channel`]: what
//!   never changes in a run; [`tick`]: what changes each tick, with [`media`]
//! - [`shard`], [`person`], [`queue`], `radix_sort`, [`exposure`]: state; [`speak`], [`voice`], [`turn`], [`listen`],
//!   `awareness`, `best_claims`, `adopt`, [`audience`], [`aware`], [`waiting_times`], [`stifle`], [`warn`]: what happens
//! - [`seeds`]: who starts; [`record`]: what is left behind

mod adopt;
pub mod audience;
pub mod aware;
mod awareness;
mod best_claims;
pub mod channel;
mod claims;
pub mod exposure;
mod instant;
pub mod listen;
pub mod media;
pub mod model;
pub mod person;
mod post_delay;
pub mod queue;
mod radix_sort;
pub mod record;
pub mod run;
mod run_state;
pub mod seeds;
pub mod shard;
pub mod speak;
pub mod stifle;
pub mod tick;
pub mod turn;
pub mod voice;
pub mod waiting_times;
pub mod warn;
