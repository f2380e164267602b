//! `[market]`: who could ever have the product.

use jiff::civil::Date;

use super::declare::{Form, Inner, LONG, Section, TINY, Word, Written, choice, inside, table};
use super::market_rules::MarketRules;
use super::problem::suggestion;
use super::quantity::figure;
use super::tree::{self, Node, Value};

table! {
    /// Who could ever have the product.
    pub struct Market in ["market"], with (imported: Option<u32>, start: Date, horizon: f64) {
        /// People in the market, whether they would ever buy or not; assumed.
        pub people: u32 = Count 100_000 in 1.0..=4e9, by |s, key| match imported {
            None => u32::read(s, key),
            Some(count) => {
                if let Some(written) = s.maybe(key).filter(|w| *w as u32 != count) {
                    let count = figure(f64::from(count));
                    let help = format!(
                        "leave it out, or write {count}, the number of people in the edge list; where the list is a part \
                         of the market, write part_of = \"everybody\" or a segment in its layer"
                    );
                    s.refuse("people", s.said("people", written), help);
                } else if !s.has("people") {
                    s.record("people", count.to_string());
                }
                count
            }
        };
        /// Share who could ever be won, where a segment does not say its own; assumed.
        pub eligible: f64 = Share 0.6 in TINY..=1.0, plausible 0.3 to 1;
        /// How the market grows; by default it is all there from the start.
        pub grows: Option<Growth> = Table;
        /// Cities, in which people know each other.
        pub cities: Cities = Form (Form::Table("market.cities")),
            by |s, key| inside(s, key, |cities| Cities::read(cities, people, imported));
        /// Parts of the market, from the most easily won to the least; from Rogers' adopter categories
        /// (Diffusion of Innovations, 1962).
        pub segments: Vec<Segment> =
            Form (Form::Either(&[Form::Word(&["rogers"]), Form::List(&Form::Table("market.segments"))])) "rogers",
            by |s, _| segments(s);
        /// How much people differ in being won, "equal" for not at all.
        pub susceptibility_sd ["susceptibility"]: f64 =
            Form (Form::Either(&[EQUAL, Form::Table("market.susceptibility")])),
            by |s, key| unless_equal(s, key).map_or(0.0, |law: Susceptibility| law.lognormal_sd);
        /// How much people differ in talking, "equal" for not at all.
        pub activity_shape ["activity"]: Option<f64> =
            Form (Form::Either(&[EQUAL, Form::Table("market.activity")])),
            by |s, key| unless_equal(s, key).map(|law: Activity| law.gamma_shape);
        /// Bass's p, hazard per day of adopting with nobody talking; neutral: off.
        pub outside_per_day: f64 = Number 0 in 0.0..=1.0;
        /// Bass's q for the whole market, hazard per day at full adoption (Bass 1969); neutral: off.
        pub imitation_per_day: f64 = Number 0 in 0.0..=100.0;
        /// Hazard per day of being lost to a rival, such as 0.0003; neutral: off.
        pub rival_per_day: f64 = Number 0 in 0.0..=1.0, plausible 0 to 0.001;
        /// What happens in it beside the strategies.
        pub rules: MarketRules = Within, by |s, _| MarketRules::read(s, start, horizon, rival_per_day);
    }
}

table! {
    /// Logistic growth of the eligible share.
    #[derive(Copy)]
    pub struct Growth in ["market.grows"] {
        /// Share of the final eligible people there on day 0; assumed.
        pub from: f64 = Share 0.2 in TINY..=1.0;
        /// Day on which it grows fastest: the middle of the logistic, near half of the final number; assumed.
        pub half_by: f64 = Days "52w" in 0.0..=LONG;
        /// Days between 10 % and 90 % of the logistic; assumed.
        pub over: f64 = Days "104w" in TINY..=20_000.0;
        /// Who can be won first: anybody, the people of the largest cities, or the most eager segments; neutral: anybody.
        pub first: First = Word "anybody";
    }
}

choice! {
    /// Who can be won first where a market grows.
    pub enum First {
        /// Anybody alike.
        Anybody = "anybody",
        /// City by city, the largest first.
        BigCities = "big cities",
        /// Segment by segment, the most easily won first.
        Eager = "eager",
    }
}

table! {
    /// The cities of a market.
    #[derive(Copy)]
    pub struct Cities in ["market.cities"], with (people: u32, imported: Option<u32>) {
        /// Number of cities; by default one for each 25,000 people, at most 40 (assumed), one for
        /// imported people.
        pub count: u32 = Count in 1.0..=10_000.0, by |s, key| {
            let default = if imported.is_some() { 1 } else { (people / 25_000).clamp(1, 40) };
            let count = s.number_or(key, f64::from(default)) as u32;
            if count > people {
                let text = format!("is {}", s.said("count", f64::from(count)));
                let help = format!("there are only {} people", figure(f64::from(people)));
                s.follows("count", text, help, &["market.people", "layers."]);
            }
            count
        };
        /// How large cities are: by Zipf's law, or all alike; assumed.
        pub sizes: CitySizes = Word "zipf";
    }
}

choice! {
    /// How large cities are.
    pub enum CitySizes {
        /// By Zipf's law: 1/rank.
        Zipf = "zipf",
        /// All alike.
        Equal = "equal",
    }
}

table! {
    /// A label for a slice of the susceptibility law.
    pub struct Segment in ["market.segments"] {
        /// Name of the segment.
        pub name: String = Text;
        /// Share of people in the segment; all shares add up to 1.
        pub share: f64 = Share;
        /// Share of the segment who could ever be won; by default that of the market.
        pub eligible: Option<f64> = Share in 0.0..=1.0;
    }
}

table! {
    /// The law of susceptibility, of mean 1.
    pub struct Susceptibility in ["market.susceptibility"] {
        /// Spread of susceptibility (standard deviation of its logarithm); assumed.
        pub lognormal_sd: f64 = Number 0.8 in 0.0..=3.0, plausible 0 to 1.5;
    }
}

table! {
    /// The law of talkativeness, of mean 1.
    pub struct Activity in ["market.activity"] {
        /// Shape of the law of talkativeness; from the most talkative 15 %, who make a third of all
        /// brand talk, as they do at 2.3 (Keller and Berry, The Influentials, 2003).
        pub gamma_shape: f64 = Number 2.3 in 0.05..=1_000.0;
    }
}

impl Market {
    /// Whether a segment has an eligible share of its own.
    fn segments_differ(&self) -> bool {
        self.segments.iter().any(|s| s.eligible.is_some_and(|own| own != self.eligible))
    }

    /// Share of the whole market who could ever be won: Σ share·eligible over the segments.
    pub fn eligible_share(&self) -> f64 {
        if !self.segments_differ() {
            return self.eligible;
        }
        self.segments.iter().map(|s| s.share * s.eligible.unwrap_or(self.eligible)).sum()
    }

    /// Share of each segment who could ever be won, over that of the whole market; `None` where the
    /// segments do not differ.
    pub fn eligible_by_segment(&self) -> Option<Vec<f64>> {
        let all = self.eligible_share();
        let ratio = |s: &Segment| s.eligible.unwrap_or(self.eligible) / all;
        self.segments_differ().then(|| self.segments.iter().map(ratio).collect())
    }
}

/// The word for people who do not differ.
const EQUAL: Form = Form::Word(&["equal"]);

/// Reads the law of how people differ; `None` where the scenario says that they are equal.
fn unless_equal<T: Inner>(s: &Section<'_>, key: &'static Word) -> Option<T> {
    let word = key.options()[0];
    if s.node(key.name).and_then(Node::text) == Some(word) {
        s.record(key.name, tree::quoted(word));
        return None;
    }
    Some(inside(s, key, T::read_inner))
}

/// Rogers' adopter categories and their shares (Diffusion of Innovations, 1962).
const ROGERS: [(&str, f64); 5] = [
    ("innovators", 0.025),
    ("early adopters", 0.135),
    ("early majority", 0.34),
    ("late majority", 0.34),
    ("laggards", 0.16),
];

fn segments(s: &Section<'_>) -> Vec<Segment> {
    let rogers = || {
        ROGERS.iter().map(|&(name, share)| Segment { name: name.to_owned(), share, eligible: None }).collect()
    };
    let help = "write \"rogers\", or a list of { name = \"…\", share = … } whose shares add up to 1";
    let list = match s.node("segments") {
        Some(Node { value: Value::List(list), .. }) => list,
        Some(node) if node.text() != Some("rogers") => {
            s.refuse("segments", node.describe(), help);
            return rogers();
        }
        Some(_) | None => {
            s.record("segments", "\"rogers\"");
            return rogers();
        }
    };
    let mut segments: Vec<Segment> = Vec::new();
    let mut written = Vec::new();
    for (i, node) in list.iter().enumerate() {
        let path = s.name(&format!("segments[{i}]"));
        let Some(table) = node.table() else {
            s.cx.problem(node.at, &path, format!("is {}", node.describe()), help);
            continue;
        };
        let inner = Section::new(s.cx, table, path.clone(), node.at);
        let segment = Segment::read(&inner);
        if !inner.has("name") || !inner.has("share") {
            s.cx.problem(node.at, &path, "is not complete", "a segment needs a name and a share");
        }
        if segments.iter().any(|other| other.name == segment.name) {
            let text = format!("is {} again", tree::quoted(&segment.name));
            inner.problem("name", text, "each segment needs its own name");
        }
        written.push(tree::inline(&inner.finish()));
        segments.push(segment);
    }
    // An empty sum is −0, which would be printed as such.
    let sum = segments.iter().map(|s| s.share).sum::<f64>() + 0.0;
    if list.is_empty() {
        s.problem("segments", "is an empty list", help);
    } else if (sum - 1.0).abs() > 1e-6 {
        let shares: Vec<String> = segments.iter().map(|s| s.share.to_string()).collect();
        let sum = (sum * 1e6).round() / 1e6;
        let text = format!("adds up to {sum} ({})", shares.join(" + "));
        s.follows("segments", text, "the shares must add up to 1", &["market.\"segments["]);
    } else if segments.iter().all(|s| s.eligible == Some(0.0)) {
        s.problem("segments", "leaves nobody to win", "give a segment an eligible share above 0");
    } else if segments.len() > 255 {
        s.problem("segments", format!("has {} entries", segments.len()), "there may be at most 255");
    }
    s.record("segments", format!("[{}]", written.join(", ")));
    segments
}

/// Reads a list of segments by name; none is named by default, which stands for all.
pub fn named_segments(s: &Section<'_>, key: &'static Word, segments: &[Segment]) -> Vec<usize> {
    let names: Vec<&str> = segments.iter().map(|s| s.name.as_str()).collect();
    let mut named = Vec::new();
    if !s.has(key.name) {
        s.record(key.name, "[]");
    }
    let list = s.list(key.name, "write a list of segments, as in [\"innovators\"]").unwrap_or_default();
    for node in list {
        let problem = |text: String, help: &str| s.problem_at(node, key.name, text, help);
        let Value::Text(name) = &node.value else {
            problem(format!("holds {}", node.describe()), "it must be a segment's name");
            continue;
        };
        let quoted = tree::quoted(name);
        match names.iter().position(|n| n == name) {
            Some(segment) if named.contains(&segment) => {
                problem(format!("names {quoted} twice"), "take one away");
            }
            Some(segment) => named.push(segment),
            None => {
                let (text, key) = (format!("names {quoted}"), s.name(key.name));
                s.cx.follows(
                    node.at,
                    &key,
                    text,
                    suggestion(name, &names),
                    &["market.segments", "market.\"segments["],
                );
            }
        }
    }
    named
}
