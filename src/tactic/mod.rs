//! The contract of tactics: each tick they see the date and the pulse, and answer with effects.
//!
//! A tactic is one small file implementing [`Tactic`]; the contract names none of them. Effects
//! are what any company can do to a market: lift a rate, reach an audience, start a story, change
//! the product, open something to take part in, and spend. Sharding, determinism and accounting
//! are solved once, by the engine, for effects.

pub mod ads;
pub mod amplify;
pub mod contract;
pub mod node;
pub mod purse;
pub mod share;

pub use contract::{Effects, Event, NodeCounts, NodeToday, Now, Pulse, Reach, Tactic};
pub use purse::Purse;

use crate::scenario::plan::{Plan, Strategy, TacticKind};

/// The tactics of a strategy, ready to run, in its order.
pub fn build(plan: &Plan, strategy: &Strategy) -> Vec<Box<dyn Tactic>> {
    strategy
        .tactics
        .iter()
        .map(|t| -> Box<dyn Tactic> {
            match &t.kind {
                TacticKind::Ads(ads) => Box::new(ads::Ads::new(plan, strategy, &t.name, ads)),
                TacticKind::Node(node) => Box::new(node::Node::new(&t.name, node)),
                TacticKind::Amplify(amplify) => Box::new(amplify::Amplify::new(&t.name, amplify)),
                TacticKind::Share(share) => Box::new(share::Share::new(plan, share)),
            }
        })
        .collect()
}
