//! One declaration a key: a TOML table is the struct that the plan holds. [`table!`](crate::table) declares
//! both at once.

pub use super::grammar::Item;
pub use super::grammar::form::{Choice, Form, Word};
pub use super::key::{ANY, Key, LONG, TINY};
pub use super::plan::Unit;
pub use super::quantity::{figure, grouped, show_days};
pub use super::section::{NumberOrWord, Section};
pub use crate::{choice, table};
#[doc(hidden)]
pub use serde;

/// A type that can be read from a key: of a number ([`Key`]) or of anything else ([`Word`]).
pub trait Written<K: 'static>: Sized {
    /// Reads the value under the key; what cannot be used is reported and its default taken.
    fn read(section: &Section<'_>, key: &'static K) -> Self;
}

impl Written<Key> for f64 {
    fn read(section: &Section<'_>, key: &'static Key) -> f64 {
        section.number(key)
    }
}

impl Written<Key> for u32 {
    fn read(section: &Section<'_>, key: &'static Key) -> u32 {
        whole(section, key, section.number(key))
    }
}

/// A number as a whole one; durations must be whole days, and are one at least.
fn whole(section: &Section<'_>, key: &'static Key, number: f64) -> u32 {
    if key.unit != Unit::Days {
        return number as u32;
    }
    if number.fract() != 0.0 {
        section.refuse(key.name, section.said(key.name, number), "it must be whole days");
    }
    (number as u32).max(1)
}

impl Written<Key> for u64 {
    fn read(section: &Section<'_>, key: &'static Key) -> u64 {
        section.number(key) as u64
    }
}

impl Written<Key> for Option<f64> {
    /// Its first word stands for no number, and for nothing written where there is no default.
    fn read(section: &Section<'_>, key: &'static Key) -> Option<f64> {
        if section.word(key) {
            return None;
        }
        if !key.default.is_empty() {
            return Some(section.number(key));
        }
        if let Some(none) = key.words.first().filter(|_| !section.has(key.name)) {
            section.record(key.name, format!("\"{none}\""));
        }
        section.maybe(key)
    }
}

impl Written<Key> for Option<u32> {
    fn read(section: &Section<'_>, key: &'static Key) -> Option<u32> {
        section.maybe(key).map(|number| whole(section, key, number))
    }
}

/// Keys that are read elsewhere.
impl Written<Key> for () {
    fn read(section: &Section<'_>, key: &'static Key) {
        section.allow(key.name);
    }
}

impl Written<Word> for () {
    fn read(section: &Section<'_>, key: &'static Word) {
        section.allow(key.name);
    }
}

impl Written<Word> for bool {
    fn read(section: &Section<'_>, key: &'static Word) -> bool {
        section.flag(key)
    }
}

impl Written<Word> for String {
    fn read(section: &Section<'_>, key: &'static Word) -> String {
        section.text(key.name, key.default)
    }
}

impl Written<Word> for Option<String> {
    fn read(section: &Section<'_>, key: &'static Word) -> Option<String> {
        section.maybe_text(key.name)
    }
}

/// A table that is read without knowing anything else of the scenario.
pub trait Inner: Sized {
    /// Its place in the grammar, such as `market.grows`.
    const PLACE: &'static str;

    fn read_inner(section: &Section<'_>) -> Self;
}

impl<T: Inner> Inner for Option<T> {
    const PLACE: &'static str = T::PLACE;

    fn read_inner(section: &Section<'_>) -> Option<T> {
        Some(T::read_inner(section))
    }
}

impl<T: Inner> Written<Word> for Option<T> {
    fn read(section: &Section<'_>, key: &'static Word) -> Option<T> {
        let inner = section.table(key.name)?;
        let value = T::read_inner(&inner);
        section.close(key.name, inner);
        Some(value)
    }
}

/// Reads by a closure whose types follow from the key.
pub fn by<'a, K: 'static, T>(
    section: &Section<'a>,
    key: &'static K,
    read: impl FnOnce(&Section<'a>, &'static K) -> T,
) -> T {
    read(section, key)
}

/// Reads the table under a key, an empty one if it is not written.
pub fn inside<T>(section: &Section<'_>, key: &'static Word, read: impl FnOnce(&Section<'_>) -> T) -> T {
    let inner = section.table_or_empty(key.name);
    let value = read(&inner);
    section.close(key.name, inner);
    value
}

/// A literal as it is written, texts without their quotes.
pub const fn plain(literal: &'static str) -> &'static str {
    if literal.is_empty() || literal.as_bytes()[0] != b'"' {
        return literal;
    }
    literal.split_at(1).1.split_at(literal.len() - 2).0
}

/// The key of a name among these; for readers that read it in a way of their own.
///
/// # Panics
/// If there is none: a bug in the declaration.
pub fn key_of(items: &[Item], name: &str) -> &'static Key {
    let found = items.iter().find_map(|item| match item {
        Item::Number(key) if key.name == name => Some(*key),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("{name} is not declared"))
}

/// Declares an enum of words: `choice! { /// … pub enum Sizes { /// … Zipf = "zipf", … } }`; or the
/// words of an enum that stands elsewhere: `choice! { impl for Sizes { Zipf = "zipf", … } }`.
#[macro_export]
macro_rules! choice {
    ($(#[$meta:meta])* pub enum $name:ident {
        $($(#[$note:meta])* $variant:ident = $word:literal),+ $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$note])* $variant),+ }

        $crate::choice! { impl for $name { $($variant = $word),+ } }

        impl $crate::scenario::declare::serde::Serialize for $name {
            fn serialize<S: $crate::scenario::declare::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::scenario::declare::Choice::word(*self))
            }
        }
    };
    (impl for $name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $crate::scenario::declare::Choice for $name {
            const WORDS: &'static [&'static str] = &[$($word),+];
            const ALL: &'static [$name] = &[$($name::$variant),+];

            fn word(self) -> &'static str {
                Self::WORDS[self as usize]
            }
        }

        impl $crate::scenario::declare::Written<$crate::scenario::declare::Word> for $name {
            fn read(
                section: &$crate::scenario::declare::Section<'_>,
                key: &'static $crate::scenario::declare::Word,
            ) -> $name {
                section.choice(key)
            }
        }
    };
}

/// Declares a TOML table: the struct, its keys and their reader.
///
/// Each field says its type, its unit, its default,
/// the range that is allowed and the one that is plausible; its doc comment is the doc of the field
/// and of the key, and ends in where the default comes from. The macro makes the struct, the key's
/// place in the grammar (schema, page of defaults, unknown keys) and the reader:
///
/// ```text
/// table! {
///     /// Growth of the market.
///     #[derive(Copy)]
///     pub struct Growth in ["market.grows"] {
///         /// Share of the final eligible people there on day 0; assumed.
///         pub from: f64 = Share 0.2 in TINY..=1.0, plausible 0.1 to 0.5;
///         /// Day on which it grows fastest; assumed.
///         pub half_by: f64 = Days "52w" in 0.0..=LONG;
///     }
/// }
/// let growth = Growth::read(&section);   // every mistake is reported at its place
/// ```
///
/// A field reads: `pub FIELD ["KEY"]: TYPE = FORM (ARGUMENT) DEFAULT in RANGE, plausible A to B, or
/// ["WORD"], was "NAME", by READER;`, of which only field, type and form must stand.
///
/// * `["KEY"]`: the key in TOML where it is not the field's name, such as `fresh_days ["fresh_for"]`.
/// * `FORM` of a number is its unit: `Share`, `Number`, `Money`, `Count` or `Days`. The type is `f64`,
///   `u32` (of a duration: whole days) or `u64`, or `Option` of them where the key may be left out. Without a range a share lies
///   in [0, 1], any other number is 0 or more.
/// * Other forms: `Word` (an enum declared with [`choice!`](crate::choice), by its default word in
///   quotes), `Flag` (`bool`), `Text` (`String` or `Option<String>`), `Date`, `Moment`, `Trigger`,
///   `Table` (a struct declared with `table!`, or `Option` of it), `Within` (a struct whose keys stand
///   in this very table), or any other `Form(…)`.
/// * `or ["never"]`: words that may stand instead of a number. With the type `Option<f64>` a word means
///   `None`; other types read themselves or a reader is named.
/// * `or_table "PLACE"`: a table that may stand instead, by the place of its keys; a reader is named.
/// * `was "NAME"`: what the key was called before (several names with `|` between), by its whole path
///   where it stood in another table, as in `was "talk.settled"`; a scenario that still says so is told
///   the new name, and draws are keyed by the first.
/// * `by READER`: a closure `|section, key| …` where the type alone does not say how to read: because
///   the default follows from other values, or the value must fit them. It sees the fields above it
///   and what is handed to the reader: `pub struct Market in ["market"], with (imported: Option<u32>)`
///   gives `Market::read(&section, imported)`.
///
/// A tactic hands its table on as [`TacticSpec::KEYS`](crate::tactic::TacticSpec::KEYS). A table that is declared for several places,
/// such as `["media", "strategy.tactic:ads"]`, has its keys in all of them.
#[macro_export]
macro_rules! table {
    ($(#[$meta:meta])* pub struct $name:ident in $places:tt
        $(, with ($($given:ident: $given_type:ty),+ $(,)?))? {
        $(
            $(#[doc = $doc:literal])*
            pub $field:ident $([$key:literal])?: $type:ty = $form:ident $(($of:expr))? $($default:literal)?
                $(in $range:expr)? $(, plausible $from:literal to $to:literal)? $(, or $words:tt)? $(, or_table $at:literal)?
                $(, was $($old:literal)|+)? $(, by $by:expr)?;
        )+
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $($(#[doc = $doc])* pub $field: $type,)+
        }

        // The values in the order of the fields: what a table is told from others by.
        impl $crate::scenario::declare::serde::Serialize for $name {
            fn serialize<S: $crate::scenario::declare::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                use $crate::scenario::declare::serde::ser::SerializeTuple;
                let mut values = serializer.serialize_tuple($name::ITEMS.len())?;
                $(values.serialize_element(&self.$field)?;)+
                values.end()
            }
        }

        impl $name {
            /// Its keys, in the order of the fields.
            pub const ITEMS: &'static [$crate::scenario::declare::Item] = &[$(
                $crate::table!(@key $form, $type, $places, ($($key)? ($field)), ($($of)?),
                    ($($default)?), ($($range)?), ($($from $to)?), ($($words)?), ($(@ $at;)? $($($old)+)?),
                    concat!($($doc),*)).item(),
            )+];

            /// Reads the table; every mistake is reported at its place.
            #[allow(clippy::let_unit_value)]
            pub fn read(
                section: &$crate::scenario::declare::Section<'_>
                $($(, $given: $given_type)+)?
            ) -> $name {
                $(
                    let $field: $type = $crate::table!(@read section,
                        $crate::table!(@key $form, $type, $places, ($($key)? ($field)), ($($of)?),
                            ($($default)?), ($($range)?), ($($from $to)?), ($($words)?),
                            ($(@ $at;)? $($($old)+)?), concat!($($doc),*)),
                        ($($by)?));
                )+
                $name { $($field),+ }
            }
        }

        $crate::table!(@inner $name, $places, ($($($given)+)?));
    };

    // Tables that need nothing else can stand in others.
    (@inner $name:ident, [$place:literal $($rest:tt)*], ()) => {
        impl $crate::scenario::declare::Inner for $name {
            const PLACE: &'static str = $place;

            fn read_inner(section: &$crate::scenario::declare::Section<'_>) -> $name {
                $name::read(section)
            }
        }

        impl $crate::scenario::declare::Written<$crate::scenario::declare::Word> for $name {
            fn read(
                section: &$crate::scenario::declare::Section<'_>,
                key: &'static $crate::scenario::declare::Word,
            ) -> $name {
                $crate::scenario::declare::inside(section, key, |inner| $name::read(inner))
            }
        }
    };
    (@inner $name:ident, $places:tt, $given:tt) => {};

    (@read $section:ident, $key:expr, ()) => {
        $crate::scenario::declare::Written::read($section, $key)
    };
    (@read $section:ident, $key:expr, ($by:expr)) => {
        $crate::scenario::declare::by($section, $key, $by)
    };

    (@name $key:literal ($field:ident)) => { $key };
    (@name ($field:ident)) => { stringify!($field) };

    (@plain) => { "" };
    (@plain $literal:literal) => { const { $crate::scenario::declare::plain(stringify!($literal)) } };

    (@key Share, $($rest:tt)*) => { $crate::table!(@number Share, 0.0..=1.0, $($rest)*) };
    (@key Number, $($rest:tt)*) => { $crate::table!(@number Number, 0.0..=f64::INFINITY, $($rest)*) };
    (@key Money, $($rest:tt)*) => { $crate::table!(@number Money, 0.0..=f64::INFINITY, $($rest)*) };
    (@key Count, $($rest:tt)*) => { $crate::table!(@number Count, 0.0..=f64::INFINITY, $($rest)*) };
    (@key Days, $($rest:tt)*) => { $crate::table!(@number Days, 0.0..=f64::INFINITY, $($rest)*) };
    (@number $unit:ident, $usual:expr, $type:ty, $places:tt, ($($name:tt)+), (), ($($default:literal)?),
        ($($range:expr)?), ($($from:literal $to:literal)?), ($($words:tt)?), ($(@ $at:literal;)? $($old:literal)*),
        $doc:expr) => {
        const {
            &$crate::scenario::declare::Key {
                places: &$places,
                name: $crate::table!(@name $($name)+),
                unit: $crate::scenario::declare::Unit::$unit,
                default: $crate::table!(@plain $($default)?),
                low: *$crate::table!(@first ($($range)?) ($usual)).start() as f64,
                high: *$crate::table!(@first ($($range)?) ($usual)).end() as f64,
                plausible: $crate::table!(@first
                    ($(Some(($crate::table!(@plain $from), $crate::table!(@plain $to))))?) (None)),
                words: $crate::table!(@first ($(&$words)?) (&[])),
                table: $crate::table!(@first ($($at)?) ("")),
                was: &[$($old),*],
                doc: $doc,
            }
        }
    };

    (@first () ($second:expr)) => { $second };
    (@first ($first:expr) $second:tt) => { ($first) };

    (@key Word, $type:ty, $($rest:tt)*) => {
        $crate::table!(@word $crate::scenario::declare::Form::Word(
            <$type as $crate::scenario::declare::Choice>::WORDS), $($rest)*)
    };
    (@key Table, $type:ty, $($rest:tt)*) => {
        $crate::table!(@word $crate::scenario::declare::Form::Table(
            <$type as $crate::scenario::declare::Inner>::PLACE), $($rest)*)
    };
    (@key Form, $type:ty, $places:tt, $name:tt, ($of:expr), $($rest:tt)*) => {
        $crate::table!(@word $of, $places, $name, (), $($rest)*)
    };
    (@key $form:ident, $type:ty, $($rest:tt)*) => {
        $crate::table!(@word $crate::scenario::declare::Form::$form, $($rest)*)
    };
    (@word $form:expr, $places:tt, ($($name:tt)+), (), ($($default:literal)?), (), (), (),
        ($($old:literal)*), $doc:expr) => {
        const {
            &$crate::scenario::declare::Word {
                places: &$places,
                name: $crate::table!(@name $($name)+),
                form: $form,
                default: $crate::table!(@plain $($default)?),
                was: &[$($old),*],
                doc: $doc,
            }
        }
    };
}
