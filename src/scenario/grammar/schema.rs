//! The grammar as a JSON Schema (draft 2020-12), for editors that complete and check TOML.
//!
//! Each table is a definition under the name of its place, `strategy.tactic.ads` for a table of one
//! kind; each sort of number is one, such as `share.0.1`, which also admits
//! `{ value, range, why }`. What a schema cannot say (shares that add up, names of layers, ends of
//! durations) is left to `groundswell check`.
//!
//! Always true, tested in `tests/it/scenario/schema.rs`: every scenario of this repository fits, as written and
//! as resolved with all its keys; keys that are not declared are refused.

use serde_json::{Map, Value, json};

use super::super::condition;
use super::super::key::{Key, TINY, Unit};
use super::super::presets::Preset;
use super::super::registry::Registry;
use super::super::{degrees, network};
use super::form::{Choice, Form};
use super::{Grammar, Item, NUMBER, TACTIC, grammar};

/// The place of tables that may name a preset instead of their kind.
const PRESET: &str = "channels.*";

/// Keys that have to be written, by place.
const REQUIRED: [(&str, &[&str]); 6] = [
    ("", &["strategy"]),
    ("strategy", &["name"]),
    ("strategy.tactic", &["kind"]),
    ("market.segments", &["name", "share"]),
    ("layers.*.import", &["file"]),
    ("number", &["value"]),
];

/// Places where exactly one of some keys has to be written.
fn one_of() -> [(&'static str, Vec<&'static str>); 2] {
    let kinds = network::Kinds::ITEMS.iter().map(|item| item.name()).collect();
    [("layers.*", kinds), ("layers.*.degrees", degrees::LAWS.to_vec())]
}

/// The JSON Schema of scenario files with these kinds of tactics.
pub fn schema(registry: &Registry) -> Value {
    let grammar = &grammar(registry);
    let mut definitions = Map::new();
    let top = object(grammar, "", "", &mut definitions);
    let number = object(grammar, NUMBER, "", &mut definitions);
    let digits = r"[0-9.]([0-9._]*[0-9.])?";
    let figures = condition::figures().join("|");
    let duration = format!("{digits} *[ywdhms]");
    let clause = format!("({figures}) *[<>]= *-?({digits} *%?|{duration})( for {duration})?");
    let clauses = format!("{clause}( and {clause})*");
    let moment = format!("({duration}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})");
    for (name, definition) in [
        (NUMBER, number),
        ("count", json!({ "type": "integer" })),
        ("plain", json!({ "type": "number" })),
        ("share", one_of_types(&[json!({ "type": "number" }), pattern(&format!("{digits} *%"))])),
        ("duration", pattern(&duration)),
        ("date", json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })),
        ("condition", pattern(&format!("({moment} unless )?{clauses}"))),
    ] {
        definitions.insert(name.to_owned(), definition);
    }
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Groundswell scenario",
        "description": "A scenario of groundswell: who is there, how they talk, what the product is like, \
                        and what the company does about it. `groundswell check` says more.",
        "$defs": definitions,
    });
    if let (Some(schema), Value::Object(top)) = (schema.as_object_mut(), top) {
        schema.extend(top);
    }
    schema
}

fn one_of_types(types: &[Value]) -> Value {
    match types {
        [one] => one.clone(),
        _ => json!({ "anyOf": types }),
    }
}

/// A text of this pattern, perhaps with spaces around it.
fn pattern(inner: &str) -> Value {
    json!({ "type": "string", "pattern": format!("^ *{inner} *$") })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// The definition of a table, which is made if it is not there yet; gives a reference to it.
fn table(grammar: &Grammar, place: &str, definitions: &mut Map<String, Value>) -> Value {
    let name = place.replace(".*", "");
    if !definitions.contains_key(&name) {
        definitions.insert(name.clone(), Value::Null);
        let made = if grammar.kinds_of(place).is_empty() {
            object(grammar, place, "", definitions)
        } else {
            by_kind(grammar, place, &name, definitions)
        };
        definitions.insert(name.clone(), made);
    }
    reference(&name)
}

/// A table whose keys depend on its kind.
fn by_kind(grammar: &Grammar, place: &str, name: &str, definitions: &mut Map<String, Value>) -> Value {
    let kinds = grammar.kinds_of(place);
    let mut branches = Vec::new();
    for kind in &kinds {
        let own = object(grammar, place, kind, definitions);
        definitions.insert(format!("{name}.{kind}"), own);
        let mut condition = json!({ "properties": { "kind": { "const": kind } }, "required": ["kind"] });
        let presets: Vec<&str> = Preset::ALL.iter().filter(|p| p.kind() == *kind).map(|p| p.word()).collect();
        if place == PRESET && !presets.is_empty() {
            let preset = json!({ "properties": { "preset": { "enum": presets } }, "required": ["preset"] });
            condition = json!({ "anyOf": [condition, preset] });
        }
        branches.push(json!({ "if": condition, "then": reference(&format!("{name}.{kind}")) }));
    }
    let mut table = json!({
        "type": "object",
        "properties": { "kind": { "enum": kinds } },
        "required": ["kind"],
        "allOf": branches,
    });
    if place == PRESET {
        table["required"] = json!([]);
        table["anyOf"] = json!([{ "required": ["kind"] }, { "required": ["preset"] }]);
    }
    table
}

/// A table with its keys and no others.
fn object(grammar: &Grammar, place: &str, kind: &str, definitions: &mut Map<String, Value>) -> Value {
    let mut properties = Map::new();
    for item in grammar.keys_in(place, kind) {
        let spread = place == TACTIC && !["kind", "name"].contains(&item.name());
        properties.insert(item.name().to_owned(), property(grammar, item, spread, definitions));
    }
    let mut object = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if let Some((_, names)) = REQUIRED.iter().find(|(at, _)| *at == place) {
        object["required"] = json!(names);
    }
    if let Some((_, names)) = one_of().into_iter().find(|(at, _)| *at == place) {
        object["oneOf"] = names.iter().map(|name| json!({ "required": [name] })).collect();
    }
    object
}

/// What may stand under a key; under most keys of a tactic (`spread`) also a list of such.
fn property(grammar: &Grammar, item: Item, spread: bool, definitions: &mut Map<String, Value>) -> Value {
    let mut types = match item {
        Item::Number(key) => number(grammar, key, definitions),
        Item::Other(word) => forms(grammar, word.form, definitions),
    };
    if spread {
        let one = one_of_types(&types);
        types.push(json!({ "type": "array", "items": one, "minItems": 1 }));
    }
    let mut property = one_of_types(&types);
    property["description"] = item.description().into();
    if let Some(default) = default(item) {
        property["default"] = default;
    }
    property
}

/// The default as a value; `None` where it is none or a table.
fn default(item: Item) -> Option<Value> {
    match item {
        Item::Number(key) if key.default.is_empty() => None,
        Item::Number(key) if key.unit == Unit::Days => Some(key.default.into()),
        Item::Number(key) => key.value_of(key.default).map(plain),
        Item::Other(word) if word.default.is_empty() => None,
        Item::Other(word) if word.form == Form::Flag => Some((word.default == "true").into()),
        Item::Other(word) => Some(word.default.into()),
    }
}

/// A number, written without a point where it is whole.
fn plain(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 1e16 { json!(value as i64) } else { json!(value) }
}

/// A reference to the sort of number this is, and the words that may stand instead.
fn number(grammar: &Grammar, key: &Key, definitions: &mut Map<String, Value>) -> Vec<Value> {
    let unit = match key.unit {
        Unit::Share => "share",
        Unit::Number | Unit::Money => "plain",
        Unit::Count => "count",
        Unit::Days => "duration",
    };
    let mut bare = reference(unit);
    let mut name = unit.to_owned();
    // A duration is a text, and a text has no ends.
    if key.unit != Unit::Days {
        let low = if key.low == TINY { "above0".to_owned() } else { plain(key.low).to_string() };
        bare[if key.low == TINY { "exclusiveMinimum" } else { "minimum" }] =
            if key.low == TINY { plain(0.0) } else { plain(key.low) };
        name.push_str(&format!(".{low}"));
        if key.high.is_finite() {
            bare["maximum"] = plain(key.high);
            name.push_str(&format!(".{}", plain(key.high)));
        }
    } else {
        name.push_str(".any");
    }
    if !definitions.contains_key(&name) {
        let mut assumed = reference(NUMBER);
        assumed["properties"] = json!({ "value": bare, "range": { "items": bare } });
        definitions.insert(name.clone(), json!({ "anyOf": [bare, assumed] }));
    }
    let mut types = vec![reference(&name)];
    if !key.words.is_empty() {
        types.push(json!({ "enum": key.words }));
    }
    if !key.table.is_empty() {
        types.push(table(grammar, key.table, definitions));
    }
    types
}

/// What may be written in a form that is no number.
fn forms(grammar: &Grammar, form: Form, definitions: &mut Map<String, Value>) -> Vec<Value> {
    let one = match form {
        Form::Text => json!({ "type": "string" }),
        Form::Word(options) => json!({ "enum": options }),
        Form::Kind => json!({ "enum": grammar.kinds_of(TACTIC) }),
        Form::Within => json!({}),
        Form::Flag => json!({ "type": "boolean" }),
        Form::Yes => return vec![json!({ "const": true }), json!({ "type": "object", "maxProperties": 0 })],
        Form::Date => reference("date"),
        Form::Days => reference("duration"),
        Form::Moment => return vec![reference("date"), reference("duration")],
        Form::Trigger => return vec![reference("date"), reference("duration"), reference("condition")],
        Form::Amount => json!({ "type": ["number", "string"] }),
        Form::Range => {
            json!({ "type": "array", "items": { "type": ["number", "string"] }, "minItems": 2, "maxItems": 2 })
        }
        Form::Values => json!({ "type": "object" }),
        Form::Person => json!({ "type": ["string", "integer"] }),
        Form::TiesAndShare => json!({
            "type": "array",
            "prefixItems": [{ "type": "integer", "minimum": 0 }, reference("share")],
            "items": false,
            "minItems": 2,
        }),
        Form::List(inner) => {
            json!({ "type": "array", "items": one_of_types(&forms(grammar, *inner, definitions)) })
        }
        Form::Table(place) => table(grammar, place, definitions),
        Form::Named(place) => {
            json!({ "type": "object", "additionalProperties": table(grammar, place, definitions) })
        }
        Form::Either(any) => return any.iter().flat_map(|form| forms(grammar, *form, definitions)).collect(),
    };
    vec![one]
}
