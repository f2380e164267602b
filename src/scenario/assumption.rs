//! Assumed numbers: `{ value = …, range = [low, high], why = "…" }`.
//!
//! Always true: an assumption is drawn once, however many strategies state it, and a draw
//! replaces the value wherever it stands before anything else reads it.

use super::context::Context;
use super::declare::{Choice, Form, Key, Word, choice, table};
use super::plan::Assumption;
use super::section::Section;
use super::tree::{self, Node, Value};

/// Tables of decisions, whose numbers are no assumptions: the top of the file and the comparison.
pub(super) const CHOICES: [&str; 2] = ["", "compare"];

table! {
    /// A number that is written with its range.
    pub struct AssumedNumber in ["number"], with (outer: &Section<'_>, key: &'static Key) {
        /// The number itself.
        pub value: Option<f64> = Amount, by |s, own| match s.node(own.name) {
            Some(node) => outer.scalar(key, &s.path, node),
            None => {
                outer.problem(key.name, "has no value", "write { value = …, range = [low, high] }");
                None
            }
        };
        /// Its lower and upper end.
        pub range: Option<(f64, f64)> = Range, by |s, own| match &s.node(own.name)?.value {
            Value::List(ends) if ends.len() == 2 => {
                let (low, high) = (outer.scalar(key, &s.path, &ends[0]), outer.scalar(key, &s.path, &ends[1]));
                Some((low?, high?))
            }
            _ => {
                let help = "write two numbers, as in range = [0.3, 1.0], each without commas";
                s.problem("range", "is no range", help);
                None
            }
        };
        /// Scale on which draws are uniform; by default the one on which the value lies nearer the
        /// middle of the range.
        pub scale: Option<Scale> = Form (Form::Word(Scale::WORDS)), by scale;
        /// Values of other keys at which it holds, by their dotted names; only of talk.organic_r.
        pub holds_at: () = Form (Form::Values), by |s, own| {
            s.allow(own.name);
            if s.has(own.name) && s.path != "talk.organic_r" {
                s.problem(own.name, "stands at another number than talk.organic_r", "take it away");
            }
        };
        /// Where it comes from.
        pub why: Option<String> = Text;
    }
}

choice! {
    /// Scale on which draws are uniform.
    pub enum Scale {
        Log = "log",
        Linear = "linear",
    }
}

fn scale(s: &Section<'_>, key: &'static Word) -> Option<Scale> {
    let written = s.maybe_text(key.name)?;
    let scale = Scale::of(&written);
    if scale.is_none() {
        let help = "write \"log\" or \"linear\", or nothing";
        s.refuse(key.name, tree::quoted(&written), help);
    }
    scale
}

impl Section<'_> {
    /// A number written as a table; one with a range becomes an assumption. Gives the value to read.
    pub(super) fn assumed(&self, key: &'static Key, inner: &Section<'_>) -> Option<f64> {
        let name = &inner.path;
        let AssumedNumber { value, range, scale, why, holds_at: () } = AssumedNumber::read(inner, self, key);
        let value = value?;
        if !inner.has("range") {
            return Some(self.without_range(key, inner.at, value, why.as_deref()));
        }
        let (low, high) = range?;
        let written = |key| match inner.table.get(key).map(|node| (&node.value, node)) {
            Some((Value::List(ends), _)) => {
                let ends: Vec<String> = ends.iter().map(Node::describe).collect();
                format!("[{}]", ends.join(", "))
            }
            Some((_, node)) => node.describe(),
            None => String::new(),
        };
        let outside = format!("is {}", written("value"));
        let own = format!("it must lie in its own range {}", written("range"));
        let choice = CHOICES.contains(&self.path.as_str());
        let log = scale == Some(Scale::Log);
        let mistakes = [
            (low > high, "range", "runs downwards", "write the lower end first"),
            (!(low..=high).contains(&value), "value", &outside, &own),
            (!high.is_finite(), "range", "has no end", "write a finite number"),
            (choice, "range", "stands at a choice", "only what nobody knows can carry a range"),
            (log && low <= 0.0, "scale", "is \"log\"", "the range must lie above 0 for that"),
        ];
        if let Some((_, key, text, help)) = mistakes.into_iter().find(|(made, ..)| *made) {
            inner.problem(key, text, help);
            return None;
        }
        let former = match (name.strip_suffix(key.name), key.was.first()) {
            (Some(_), Some(path)) if path.contains('.') => *path,
            (Some(table), Some(was)) => &format!("{table}{was}"),
            _ => name,
        };
        let evenly = Assumption {
            name: assumption_name(name),
            drawn_as: assumption_name(former),
            keys: vec![name.clone()],
            value,
            low,
            high,
            logarithmic: false,
            unit: key.unit,
            why,
        };
        // Where no scale is written: the one on which the stated value lies nearer the middle.
        let by_factors = Assumption { logarithmic: true, ..evenly.clone() };
        let off = |a: &Assumption| (a.share(value) - 0.5).abs();
        let nearer = scale.is_none() && low > 0.0 && off(&by_factors) < off(&evenly);
        Some(assume(self.cx, if log || nearer { by_factors } else { evenly }, former))
    }
}

/// Notes an assumed number, once however often it stands, and gives the value to read: the one
/// drawn, or the stated one.
fn assume(cx: &Context, mut new: Assumption, former: &str) -> f64 {
    let mut all = cx.assumptions.borrow_mut();
    let law = |a: &Assumption| (a.value, a.low, a.high, a.logarithmic);
    let goes_by = |a: &Assumption| assumption_name(&a.keys[0]) == new.name;
    let name = match all.iter_mut().find(|a| goes_by(a) && law(a) == law(&new)) {
        Some(known) => {
            known.keys.append(&mut new.keys);
            known.name.clone()
        }
        None => {
            if all.iter().any(goes_by) {
                // Another tactic of the same name means something else by the same key.
                new.name.clone_from(&new.keys[0]);
                former.clone_into(&mut new.drawn_as);
            }
            let name = new.name.clone();
            all.push(new.clone());
            name
        }
    };
    cx.draws.get(&name).copied().unwrap_or(new.value)
}

/// Name of a key's assumption: a tactic's without its strategy, because strategies that use a
/// tactic of the same name mean the same thing.
pub(super) fn assumption_name(key: &str) -> String {
    let Some(rest) = key.strip_prefix("strategy.\"") else { return key.to_owned() };
    // The strategy's name is quoted and may hold quotes and dots of its own.
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        match c {
            '"' if !escaped => return rest[at + 1..].trim_start_matches('.').to_owned(),
            '\\' if !escaped => escaped = true,
            _ => escaped = false,
        }
    }
    key.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_assumption_of_a_tactic_goes_without_its_strategy() {
        assert_eq!(assumption_name("strategy.\"Ads: a \\\"b\\\".c\".ads.cold_cac"), "ads.cold_cac");
        assert_eq!(
            assumption_name("strategy.\"X\".\"weekly build\".interaction.fun"),
            "\"weekly build\".interaction.fun"
        );
        assert_eq!(assumption_name("talk.organic_r"), "talk.organic_r");
    }
}
