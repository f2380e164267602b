//! Every key of a scenario that is no number: words, texts, flags, dates, lists and tables.
//!
//! The tables make the tree that the numbers of `keys` and `tactic_keys` hang on, in the order of
//! a scenario file. How to add a declaration stands in `form`.
//!
//! Always true, tested in `grammar`: every place is that of a table declared here, and every
//! default is one of the words to choose from.

use super::form::Form::{
    Amount, Date, Days, Either, Flag, List, Moment, Named, Person, Range, Table, Text, TiesAndShare, Trigger,
    Yes,
};
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
    [""] {
        /// What the scenario is called; by default the name of its file.
        NAME = "name", Text, "";
        /// What it is to answer, in words.
        QUESTION = "question", Text, "";
        /// Date of the first day; assumed: only dates in the file depend on it.
        START = "start", Date, "2026-01-01";
        /// When people adopt: at moments of their own, or at the ends of ticks, as in Bass (1969) by
        /// periods; neutral: the tick is only the step of observation.
        TIME = "time", Form::Word(&["continuous", "whole periods"]), "continuous";
        /// Shown beside money; assumed.
        CURRENCY = "currency", Text, "CNY";
        /// Who could ever have the product.
        MARKET = "market", Table("market"), "";
        /// The social networks, each under a name; by default friends and follows.
        LAYERS = "layers", Named("layers.*"), "";
        /// How owners talk and what convinces.
        TALK = "talk", Table("talk"), "";
        /// The ways of speaking, each under a name; by default a chat and a feed.
        CHANNELS = "channels", Named("channels.*"), "";
        /// What owners live through.
        PRODUCT = "product", Table("product"), "";
        /// The service that every strategy has.
        SERVICE = "service", Table("service"), "";
        /// The people the product starts with.
        SEEDS = "seeds", Table("seeds"), "";
        /// What bought attention costs and does, for ads and events unless they say otherwise.
        MEDIA = "media", Table("media"), "";
        /// How strategies are judged.
        COMPARE = "compare", Table("compare"), "";
        /// What the company does; at least one.
        STRATEGY = "strategy", List(&Table("strategy")), "";
    }

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

    ["seeds", "strategy.tactic:seeding"] {
        /// How they are chosen: at random, by ties, from the core of the network, or by a table;
        /// assumed.
        PICK = "pick", Either(&[Form::Word(&["random", "degree", "core"]), Table("seeds.pick")]), "random";
        /// The layer that ties are counted on; by default the first.
        SEEDS_LAYER = "layer", Text, "";
    }

    ["seeds.pick"] {
        /// The segment that they are drawn from.
        PICK_SEGMENT = "segment", Text, "";
        /// The people themselves: ids of the edge list, or numbers from 0.
        PICK_LIST = "list", List(&Person), "";
    }

    ["compare"] {
        /// What becomes of money that is not spent: kept, or "fill:" and the name of a strategy whose
        /// ads the others then buy with it; neutral: it is kept.
        UNSPENT = "unspent", Text, "keep";
        /// What strategies are ranked by: owners who have not lapsed; assumed.
        OUTCOME = "outcome", Form::Word(&["active"]), "active";
        /// Days at which strategies are ranked; by default half a year, one and two, as far as they fit.
        AT = "at", List(&Days), "";
        /// Whether settings, or runs where nothing is drawn, are doubled until the comparison is
        /// decided; neutral: what is asked for is played.
        UNTIL = "until", Form::Word(&["done", "decided"]), "done";
        /// Whether the leader's tactics (up to six) are taken out in every combination, for Shapley
        /// values, and not only one by one; neutral: one by one.
        SHAPLEY = "shapley", Flag, "false";
        /// The strategy that others are compared with; by default the first with ads, else the first.
        BASELINE = "baseline", Text, "";
    }

    ["strategy"] {
        /// What it is called.
        STRATEGY_NAME = "name", Text, "";
        /// Another name, for charts and tables.
        LABEL = "label", Text, "";
        /// The strategy whose tactics it also has; those of the same name are replaced.
        EXTENDS = "extends", Text, "";
        /// Inherited tactics that it does not have.
        REMOVE = "remove", List(&Text), "";
        /// The strategy of which this is one of several plans to be tried.
        PLAN_OF = "plan_of", Text, "";
        /// What it does; a list under any key of a tactic makes one strategy of each value, or one
        /// plan of each where `plans` says how many there are.
        TACTIC = "tactic", List(&Table("strategy.tactic")), "";
    }

    ["strategy.tactic"] {
        /// What it is: ads, participation, amplified events, sharing, or its own seeds.
        TACTIC_KIND = "kind", Form::Kind, "";
        /// What it is called; by default its kind.
        TACTIC_NAME = "name", Text, "";
    }

    ["strategy.tactic:*"] {
        /// When it starts; by default on the first day.
        STARTS = "starts", Trigger, "";
        /// When it stops; by default never.
        STOPS = "stops", Trigger, "";
        /// Why it costs nothing, where it has no price.
        FREE = "free_because", Text, "", was "free";
    }

    ["number"] {
        /// The number itself.
        VALUE = "value", Amount, "";
        /// Its lower and upper end: how sure one is.
        RANGE = "range", Range, "";
        /// How its range is drawn from: evenly in its logarithm, or in itself; by default in whichever
        /// has the value nearer its middle.
        SCALE_OF_RANGE = "scale", Form::Word(&["log", "linear"]), "";
        /// Where it comes from.
        WHY = "why", Text, "";
    }
}
