//! Every key of layers and channels that is no number: words, texts, flags, lists and tables.
//!
//! The tables make the tree that the numbers of `keys` hang on, in the order of
//! a scenario file. How to add a declaration stands in `form`.
//!
//! Always true, tested in `grammar`: every place is that of a table declared here, and every
//! default is one of the words to choose from.

use super::form::Form::{Flag, List, Moment, Table, Text, TiesAndShare, Yes};
use super::form::{Form, Word, words};

/// Kinds of layer, as the keys that state them; a layer has exactly one.
pub(in crate::scenario) const LAYER_KINDS: [&str; 7] =
    ["small_world", "power_law", "random", "communities", "degrees", "complete", "import"];

/// Laws of degrees, as the keys that state them; degrees follow exactly one.
pub(in crate::scenario) const DEGREE_LAWS: [&str; 4] =
    ["regular", "power_law", "shares", "negative_binomial"];

/// Places where exactly one of some keys has to be written.
pub(in crate::scenario) const ONE_OF: [(&str, &[&str]); 2] =
    [("layers.*", &LAYER_KINDS), ("layers.*.degrees", &DEGREE_LAWS)];

/// Keys that have to be written, by place.
pub(in crate::scenario) const REQUIRED: [(&str, &[&str]); 6] = [
    ("", &["strategy"]),
    ("strategy", &["name"]),
    ("strategy.tactic", &["kind"]),
    ("market.segments", &["name", "share"]),
    ("layers.*.import", &["file"]),
    ("number", &["value"]),
];

words! {
    ["layers.*"] {
        /// A ring with shortcuts (Watts and Strogatz 1998): friends.
        SMALL_WORLD = "small_world", Table("layers.*.small_world"), "";
        /// Few with many ties, many with few: followers.
        POWER_LAW = "power_law", Table("layers.*.power_law"), "";
        /// Everybody tied to anybody with the same chance.
        RANDOM = "random", Table("layers.*.random"), "";
        /// Circles in which everybody knows everybody, with a few ties out.
        COMMUNITIES = "communities", Table("layers.*.communities"), "";
        /// Ties drawn to a stated law of how many people have.
        DEGREES = "degrees", Table("layers.*.degrees"), "";
        /// Everybody tied to everybody; nothing but true can be written.
        COMPLETE = "complete", Yes, "";
        /// Ties read from a file.
        IMPORT = "import", Table("layers.*.import"), "";
        /// Whether ties lead one way, from who speaks to who listens; neutral: both ways.
        DIRECTED = "directed", Flag, "false";
    }

    ["layers.*.degrees"] {
        /// Pairs of ties and share of people, as in [[3, 0.9], [30, 0.1]]; the shares add up to 1.
        SHARES = "shares", List(&TiesAndShare), "";
    }

    ["layers.*.import"] {
        /// The edge list: two people a line, and perhaps a number; the path starts at the scenario.
        FILE = "file", Text, "";
        /// What the third column means; by default "strength" if there is one, else "none".
        COLUMN = "column", Form::Word(&["none", "strength", "probability"]), "";
        /// Whether ties lead one way; by default what `directed` of the layer says.
        IMPORT_DIRECTED = "directed", Flag, "";
    }

    ["channels.*"] {
        /// Friend to friend (chat), posts that followers see (feed), or a forum (club).
        CHANNEL_KIND = "kind", Form::Word(&["chat", "feed", "club"]), "";
        /// When it opens; neutral: there from the start.
        OPENS = "opens", Moment, "0d";
    }

    ["channels.*:chat,feed"] {
        /// The layer it rides on; by default the first that is directed for feeds, undirected for chats.
        CHANNEL_LAYER = "layer", Text, "";
    }

    ["channels.*:chat"] {
        /// "all": every new owner tells everybody, once, at once; instead of acts_per_day.
        ACTS = "acts", Form::Word(&["all"]), "";
        /// Whether each friend is told at most once; neutral: no.
        ONCE = "once", Flag, "false";
        /// Which friend is told: any, or by the strength of the tie; neutral: any.
        CHAT_PICK = "pick", Form::Word(&["any", "strength"]), "any";
    }

    ["channels.*:club"] {
        /// Segments that come to it; by default all.
        CATCHMENT = "catchment", List(&Text), "";
    }

}
