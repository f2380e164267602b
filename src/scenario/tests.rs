//! The resolved scenario is the scenario.

#![cfg(test)]

use super::declare::Unit;
use super::*;

const ALL_TACTICS: &str = include_str!("../../tests/data/all-tactics.toml");

/// A strategy of the kinds that the scenario with every tactic does not have.
const MORE: &str = r#"
[[strategy]]
name = "More"
[[strategy.tactic]]
kind = "content"
name = "own"
on = "weibo"
plays = {}
team = { heads = 1, wage_per_month = 100 }
[[strategy.tactic]]
kind = "content"
name = "pushes"
on = "wechat"
team = { heads = 1, wage_per_month = 100 }
[[strategy.tactic]]
kind = "service"
account = "own"
team = { heads = 1, wage_per_month = 100 }
[[strategy.tactic]]
kind = "sale"
stock = 10
price = 100
free_because = "nothing is paid"
[[strategy.tactic]]
kind = "invite"
free_because = "nothing is paid"
"#;

/// A key's places as `--set` takes them in the scenario with every tactic.
fn paths(place: &str, kind: &str, name: &str) -> Vec<String> {
    let place = match (place, kind) {
        ("", _) => return vec![name.to_owned()],
        ("strategy.tactic", _) => return vec![format!("*.{name}")],
        ("strategy.tactic.interaction", _) => {
            return vec![format!("strategy.Everything.node.interaction.{name}")];
        }
        ("strategy.tactic.mix", _) => return vec![format!("strategy.More.own.mix.{name}")],
        ("strategy.tactic.plays", _) => return vec![format!("strategy.More.own.plays.{name}")],
        ("strategy.tactic.team", _) => return vec![format!("strategy.Everything.node.team.{name}")],
        (place, "feed") => place.replace("channels.*", "channels.weibo"),
        (place, "club") => place.replace("channels.*", "channels.forum"),
        (place, _) if place.contains("power_law") => place.replace("layers.*", "layers.follows"),
        (place, _) => place.replace("channels.*", "channels.wechat").replace("layers.*", "layers.friends"),
    };
    vec![format!("{place}.{name}")]
}

#[test]
fn the_resolved_scenario_loads_to_the_same_plan_at_the_ends_of_every_range() {
    let registry = crate::tactic::registry();
    let all = format!("{ALL_TACTICS}{MORE}");
    let teamed = all.replace("staff = \"by load\"\n", "team.heads = 1\n");
    let (mut read, mut refused) = (0, 0);
    for (place, kind, key) in grammar(&registry).numbers() {
        let ends = [key.low, key.low.max(0.0).mul_add(2.0, 1.0).min(key.high), key.high.min(1e15)];
        for (path, end) in paths(place, kind, key.name).iter().flat_map(|p| ends.map(|end| (p.clone(), end)))
        {
            let value = match key.unit {
                Unit::Days => format!("\"{end}d\""),
                Unit::Count => format!("{}", end.floor()),
                Unit::Share | Unit::Number | Unit::Money => format!("{end:?}"),
            };
            let set = format!("{path}={value}");
            // A team says what `staff` would.
            let text = if place.ends_with("team") { &teamed } else { &all };
            let Ok(scenario) = Reader::with_registry(registry.clone()).set(&set).parse(text, "s.toml") else {
                refused += 1;
                continue;
            };
            let again = Reader::with_registry(registry.clone()).parse(&scenario.resolved, "s.toml");
            let again = again.unwrap_or_else(|problems| panic!("{set}: {problems}"));
            assert_eq!(again.plan, scenario.plan, "{set}");
            read += 1;
        }
    }
    assert!(read > 350 && read > 2 * refused, "{read} were read, {refused} refused");
}
