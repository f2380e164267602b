//! A small validator for JSON Schema that knows exactly the keywords of our own schema.
//!
//! An unknown keyword fails the test, so that no rule is ignored silently.

use regex_lite::Regex;
use serde_json::{Map, Value};

/// Keywords that describe and do not restrict.
const TELLING: [&str; 6] = ["$schema", "$defs", "title", "description", "default", "format"];

/// What is wrong with a value, each with its path; empty if nothing is.
pub fn faults(root: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    walk(root, root, value, "", &mut faults);
    faults
}

fn fits(root: &Value, schema: &Value, value: &Value) -> bool {
    let mut faults = Vec::new();
    walk(root, schema, value, "", &mut faults);
    faults.is_empty()
}

fn walk(root: &Value, schema: &Value, value: &Value, path: &str, faults: &mut Vec<String>) {
    let rules = match schema {
        Value::Bool(true) => return,
        Value::Bool(false) => return faults.push(format!("{path} may not be there")),
        Value::Object(rules) => rules,
        other => panic!("{other} is no schema"),
    };
    for (keyword, rule) in rules {
        let any = |rule: &Value| list(rule).iter().filter(|one| fits(root, one, value)).count();
        let sound = match keyword.as_str() {
            word if TELLING.contains(&word) => true,
            "$ref" => {
                walk(root, target(root, rule), value, path, faults);
                true
            }
            "allOf" => {
                list(rule).iter().for_each(|one| walk(root, one, value, path, faults));
                true
            }
            "if" => {
                if fits(root, rule, value) {
                    walk(root, &rules["then"], value, path, faults);
                }
                true
            }
            "then" => rules.contains_key("if"),
            "anyOf" => any(rule) > 0,
            "oneOf" => any(rule) == 1,
            "type" => match rule {
                Value::Array(types) => types.iter().any(|one| is(value, text(one))),
                one => is(value, text(one)),
            },
            "enum" => list(rule).contains(value),
            "const" => rule == value,
            "pattern" => {
                value.as_str().is_none_or(|t| Regex::new(text(rule)).expect("a pattern").is_match(t))
            }
            "minimum" => value.as_f64().is_none_or(|v| v >= number(rule)),
            "exclusiveMinimum" => value.as_f64().is_none_or(|v| v > number(rule)),
            "maximum" => value.as_f64().is_none_or(|v| v <= number(rule)),
            "minItems" => value.as_array().is_none_or(|v| v.len() as f64 >= number(rule)),
            "maxItems" => value.as_array().is_none_or(|v| v.len() as f64 <= number(rule)),
            "maxProperties" => value.as_object().is_none_or(|v| v.len() as f64 <= number(rule)),
            "required" => {
                value.as_object().is_none_or(|v| list(rule).iter().all(|k| v.contains_key(text(k))))
            }
            "properties" | "additionalProperties" | "items" | "prefixItems" => true,
            other => panic!("{other} is a keyword this walk does not know"),
        };
        if !sound {
            faults.push(format!("{path} is {value}, against {keyword} {rule}"));
        }
    }
    match value {
        Value::Object(table) => tables(root, rules, table, path, faults),
        Value::Array(items) => lists(root, rules, items, path, faults),
        _ => {}
    }
}

fn tables(
    root: &Value,
    rules: &Map<String, Value>,
    table: &Map<String, Value>,
    path: &str,
    faults: &mut Vec<String>,
) {
    let known = rules.get("properties").and_then(Value::as_object);
    for (key, value) in table {
        let rule = known.and_then(|known| known.get(key)).or_else(|| rules.get("additionalProperties"));
        if let Some(rule) = rule {
            walk(root, rule, value, &format!("{path}.{key}"), faults);
        }
    }
}

fn lists(root: &Value, rules: &Map<String, Value>, items: &[Value], path: &str, faults: &mut Vec<String>) {
    let first = rules.get("prefixItems").map_or(&[][..], |rule| list(rule));
    for (i, item) in items.iter().enumerate() {
        if let Some(rule) = first.get(i).or_else(|| rules.get("items")) {
            walk(root, rule, item, &format!("{path}[{i}]"), faults);
        }
    }
}

/// The definition that a reference names.
fn target<'a>(root: &'a Value, reference: &Value) -> &'a Value {
    let name = text(reference).strip_prefix("#/$defs/").expect("a reference to a definition");
    root["$defs"].get(name).unwrap_or_else(|| panic!("{name} is not defined"))
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|v| v.fract() == 0.0),
        other => panic!("{other} is no type"),
    }
}

fn list(rule: &Value) -> &[Value] {
    rule.as_array().unwrap_or_else(|| panic!("{rule} is no list"))
}

fn text(rule: &Value) -> &str {
    rule.as_str().unwrap_or_else(|| panic!("{rule} is no text"))
}

fn number(rule: &Value) -> f64 {
    rule.as_f64().unwrap_or_else(|| panic!("{rule} is no number"))
}
