//! A small market in which everything happens: chat, feed, club, lapses, involvement.

/// A scenario with these parts: `market`, `talk` and `product` are further lines of their tables, `cap` is
/// the line that limits money, `strategies` are whole `[[strategy]]` tables.
pub struct Busy {
    pub seed: u64,
    pub people: u32,
    pub days: u32,
    pub runs: u32,
    pub market: &'static str,
    pub talk: &'static str,
    pub product: &'static str,
    pub cap: &'static str,
    pub strategies: String,
}

impl Default for Busy {
    fn default() -> Busy {
        Busy {
            seed: 1,
            people: 3_000,
            days: 120,
            runs: 4,
            market: "",
            talk: "",
            product: "satisfied = 0.75",
            cap: "cap = 60_000",
            strategies: with("Organic", &[]),
        }
    }
}

impl Busy {
    /// The scenario as a user would write it.
    pub fn text(&self) -> String {
        let Busy { seed, people, days, runs, market, talk, product, cap, strategies } = self;
        format!(
            r#"
name = "busy"
seed = {seed}
horizon = "{days}d"
[market]
people = {people}
cities = {{ count = 3, sizes = "zipf" }}
{market}
[layers.friends]
small_world = {{ degree = 10, rewire = 0.1 }}
[layers.follows]
power_law = {{ mean = 12, exponent = 2.3 }}
directed = true
[talk]
scale = 0.25
{talk}
[channels.wechat]
kind = "chat"
layer = "friends"
acts_per_day = 0.3
[channels.weibo]
kind = "feed"
layer = "follows"
acts_per_day = 0.2
view = 0.3
repost = 0.1
[channels.forum]
kind = "club"
catchment = ["innovators", "early adopters"]
[product]
lapse_per_year = 1.0
{product}
[seeds]
count = 30
super_users = 5
pick = "core"
[compare]
replications = {runs}
{cap}
{strategies}
"#
        )
    }
}

/// A strategy of some tactics, each the lines of its table.
pub fn with(name: &str, tactics: &[&str]) -> String {
    let tactics: String = tactics.iter().map(|t| format!("[[strategy.tactic]]\n{t}\n")).collect();
    format!("[[strategy]]\nname = \"{name}\"\n{tactics}")
}
