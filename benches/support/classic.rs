//! Classic models as scenarios: everything that they do not have is switched off.
//!
//! Always true: everybody is alike and eligible; hazards stand as written; being convinced is
//! having. What differs from model to model is what `Classic` says.

use groundswell::network::Csr;
use groundswell::network::import::Imports;
use groundswell::world::Ties;

use super::Case;

/// A classic model in parts; texts are TOML of their table.
#[derive(Debug, Clone)]
pub struct Classic {
    /// Days played.
    pub days: u32,
    /// Length of a tick.
    pub tick: &'static str,
    /// The market: how many people, unless the ties say so; influence from outside.
    pub market: String,
    /// The law or the file of the ties.
    pub layer: String,
    /// How owners tell others over their ties.
    pub chat: String,
    /// The law of resistance, if it is not exponential.
    pub talk: &'static str,
    /// Lapses a year.
    pub lapse_per_year: f64,
    /// Seeds, drawn anew in each run.
    pub seeds: u32,
}

impl Classic {
    /// A market of people with ten random friends each; nobody speaks yet.
    pub fn of(people: u32) -> Classic {
        Classic {
            days: 100,
            tick: "1d",
            market: format!("people = {people}"),
            layer: "random = { mean = 10 }".into(),
            chat: String::new(),
            talk: "",
            lapse_per_year: 0.0,
            seeds: people / 100,
        }
    }

    /// The scenario with its first network.
    pub fn case(&self) -> Case {
        self.case_with(&Imports::new())
    }

    /// The same with files that need not lie anywhere.
    pub fn case_with(&self, imports: &Imports) -> Case {
        let Classic { days, tick, market, layer, chat, talk, lapse_per_year, seeds } = self;
        let text = format!(
            r#"
name = "classic"
horizon = "{days}d"
tick = "{tick}"
seed = 1
[market]
{market}
eligible = 1
susceptibility = "equal"
activity = "equal"
[layers.ties]
{layer}
[channels.word]
kind = "chat"
layer = "ties"
{chat}
[talk]
{talk}
scale = 1
fresh_for = "never"
same_friend_again = 1
distinct_voices = {{ slope = 0, cap = 1, within = "60d" }}
overlap = 0
grievance = 0
reject = 0
[product]
satisfied = 1
satisfied_at_best = 1
lapse_per_year = {lapse_per_year}
trouble_per_day = 0
delay = "0d"
[seeds]
count = {seeds}
super_users = 0
pick = "random"
[compare]
cap = "none"
replications = 1
[[strategy]]
name = "Classic"
"#
        );
        Case::with_imports(&text, imports)
    }
}

/// The stored ties of a case's first layer.
pub fn rows(case: &Case) -> &Csr {
    match &case.world.layers[0] {
        Ties::Stored(csr) => csr,
        Ties::Complete { .. } => unreachable!("no bench has a complete layer"),
    }
}
