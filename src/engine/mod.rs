//! The engine: people act at rates, and their messages travel as exposures. Idle people cost nothing.
//!
//! A tick takes the *pulse* (integer sums over shards), asks the *tactics*, *fixes* what holds
//! throughout the tick, lets people *speak* (each shard into its own outbox) and *listen* (each
//! block adds up its exposures against the state at the start of the tick, then applies them), and
//! *records* the counts. There are no locks and no shared mutable state, and every draw is keyed,
//! so the same bytes come out for any number of threads and shards.
//!
//! - the loop: [`run`] and `run_state` with its `desk`, the rules of the world (`weather`, `rivalry`, `archive`, `arrivals`), and when it ends early ([`halt`])
//! - constant in a run: [`model`], [`channel`], `eligibility`, `post_delay`, [`ad_awareness`], [`seeds`]
//! - constant in a tick: [`tick`], [`choices`], [`sale`], `invite`, `fit`, [`media`], `clock`, `instant`
//! - state of people: [`shard`] with [`person`], `schedule` ([`queue`], `radix_sort`), `spoken`, `feeds`
//! - speaking: [`speak`], `wanting`, `staying`, `codes`, `packets`, [`voice`], `letters`, `turn`, [`waiting_times`], [`stifle`], `followers` with `people_set`, `account_book`, `entries`, `picks` with `roster`, `pick_book`
//! - listening: [`exposure`], [`listen`], [`audience`], `claims` (`best_claims`), `awareness`, `adopt`
//! - left behind: [`record`], `activity`, `club_use`

mod account_book;
mod account_now;
mod activity;
pub mod ad_awareness;
mod adopt;
mod archive;
mod arrivals;
pub mod audience;
mod awareness;
mod best_claims;
pub mod channel;
pub mod choices;
mod claims;
mod clock;
mod club_use;
mod codes;
mod desk;
mod eligibility;
mod entries;
pub mod exposure;
mod feeds;
mod fit;
mod followers;
pub mod halt;
mod instant;
mod invite;
mod letters;
pub mod listen;
pub mod media;
pub mod model;
mod packets;
mod people_set;
pub mod person;
mod pick_book;
mod picks;
mod post_delay;
pub mod queue;
mod radix_sort;
pub mod record;
mod rival_now;
mod rivalry;
mod roster;
pub mod run;
mod run_state;
pub mod sale;
mod schedule;
pub mod seeds;
pub mod shard;
pub mod speak;
mod spoken;
mod staying;
pub mod stifle;
pub mod tick;
pub mod turn;
pub mod voice;
pub mod waiting_times;
mod wanting;
mod weather;

pub(in crate::engine) use self::channel::Response;
pub(in crate::engine) use self::claims::Scratch;
pub(in crate::engine) use self::clock::{ByClock, Clock, ROWS, Row};
pub(in crate::engine) use self::exposure::{Exposure, Mark, NOBODY, Outbox, Repost};
pub(in crate::engine) use self::instant::Instant;
pub(in crate::engine) use self::model::Model;
pub(in crate::engine) use self::person::{Credit, ListenerState, SpeakerState};
pub(in crate::engine) use self::shard::Shard;
pub(in crate::engine) use self::tick::Tick;
pub(in crate::engine) use self::turn::{TieView, Turn};
pub(in crate::engine) use self::waiting_times::fate_gap;
