//! Ids of the things that a plan lists: each is a position in its list, and a type of its own.

use serde::{Deserialize, Serialize};

/// Lets lists be indexed by a type with a method `index`, as by the position that it gives.
macro_rules! indexes {
    ($id:ident: $($list:ty),*) => {$(
        impl<T> std::ops::Index<$id> for $list {
            type Output = T;

            #[inline]
            fn index(&self, id: $id) -> &T {
                &self[id.index()]
            }
        }

        impl<T> std::ops::IndexMut<$id> for $list {
            #[inline]
            fn index_mut(&mut self, id: $id) -> &mut T {
                &mut self[id.index()]
            }
        }
    )*};
}

pub(crate) use indexes;

/// Declares ids; a list is indexed by an id as by the position.
macro_rules! ids {
    ($($(#[doc = $doc:literal])* $id:ident($number:ty);)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        #[repr(transparent)]
        pub struct $id(pub $number);

        impl $id {
            /// The ids of a list of `count` things, in order.
            pub fn all(count: usize) -> impl Iterator<Item = $id> + Clone {
                (0..count).map(|position| $id(position as $number))
            }

            /// The position.
            #[inline]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        indexes!($id: [T], Vec<T>);
    )*};
}

ids! {
    /// One agent, numbered from 0; the people of a city are contiguous. Exposures, claims, queues, seeds and
    /// ledgers name people by it. Networks, tables of traits, rankings and fits count rows, each of them a
    /// [`Vertex`](crate::units::Vertex): `World` and `Ties` take rows, and the engine passes them `.0`.
    PersonId(u32);
    /// A strategy, by its position in the plan.
    StrategyId(usize);
    /// A tactic, by its position in its strategy.
    TacticId(u8);
    /// An account that tactics of a strategy keep, by its position among them.
    AccountId(u8);
    /// A layer of ties, by its position in the plan.
    LayerId(usize);
    /// A channel of talk, by its position in the plan.
    ChannelId(usize);
}
