//! Tactics: what a company does, and all that a tactic of one's own is made of.
//!
//! A kind of tactic is one file. [`table!`](crate::table) declares its keys, [`TacticSpec`] says what
//! it needs and costs, and [`Tactic`] is what it does in a run: once a tick it sees the moment
//! ([`Now`]), pays from its [`Budget`] and answers with [`Effects`]. [`Reader::with_tactic`] makes it
//! known to scenarios; its keys are then checked, documented and completed like those of the kinds that
//! come with the program. `examples/own_tactic.rs` is a whole one.
//!
//! Always true: nothing outside a kind's own file and the one list of kinds names a kind.
//!
//! [`Reader::with_tactic`]: crate::Reader::with_tactic

#[doc(hidden)]
pub mod ads;
#[doc(hidden)]
pub mod amplification;
pub mod content;
#[doc(hidden)]
pub mod contest;
#[doc(hidden)]
pub mod focus;
#[doc(hidden)]
pub mod invite;
#[doc(hidden)]
pub mod meetup;
#[doc(hidden)]
pub mod participation;
mod proof;
#[doc(hidden)]
pub mod recognition;
mod registry;
#[doc(hidden)]
pub mod sale;
#[doc(hidden)]
pub mod scout;
#[doc(hidden)]
pub mod service;
#[doc(hidden)]
pub mod share;
#[doc(hidden)]
pub mod staff;
mod team;

#[doc(hidden)]
pub use registry::registry;

pub use crate::contract::{
    Audience, Budget, By, Contact, DealCounts, DeskPulse, Did, Effects, EnlistCounts, EnlistPulse, Enlisted,
    Entrants, EntriesToday, Event, Expense, FitToday, Givers, Goods, GroupToday, InviteToday, Leak, Measure,
    Now, Number, Of, ParticipationCounts, ParticipationToday, Pick, Place, Pool, Pulse, RanksToday, Reach,
    SaleCounts, SaleToday, Segments, ServiceToday, Tactic, Talk,
};
pub use crate::scenario::declare::{Item, Section};
#[doc(no_inline)]
pub use crate::scenario::declare::{choice, table};
pub use crate::scenario::spec::{Needs, Spec, Spend, Start, TacticContext, TacticSpec};
