//! When tactics act: on a trend of the market, at an hour of the day, on dates.

use super::declare::{Section, Word};
use super::problem::suggestion;
use super::spec::TacticContext;
use super::trend::{HOURS, Trend};
use super::{moment, tree};

impl TacticContext<'_> {
    /// Reads the name of the trend that a tactic rides; by default none.
    pub fn rides(&self, s: &Section<'_>, key: &'static Word) -> Option<Trend> {
        let name = s.maybe_text(key.name)?;
        let found = self.trends.iter().find(|trend| trend.name == name);
        if found.is_none() {
            let names: Vec<&str> = self.trends.iter().map(|trend| trend.name.as_str()).collect();
            let help = match names[..] {
                [] => "add [[market.trend]] with this name".to_owned(),
                _ => suggestion(&name, &names),
            };
            s.follows(key.name, format!("is {}", tree::quoted(&name)), help, &["market"]);
        }
        found.cloned()
    }

    /// Reads a list of dates or durations as whole days from the start, in order; none where nothing is written.
    pub fn dates(&self, s: &Section<'_>, key: &'static Word) -> Vec<u32> {
        if !s.has(key.name) {
            s.record(key.name, "[]");
        }
        let help =
            "write dates such as 2011-04-09 without quotes, or durations from the start such as \"12w\"";
        let mut days = Vec::new();
        for node in s.list(key.name, help).unwrap_or_default() {
            let holds = format!("holds {}", node.describe());
            match moment::written(&node.value, self.start) {
                Some(day) if (0.0..self.horizon).contains(&day) => days.push(day as u32),
                Some(_) => {
                    let help = format!("the run goes from {} for {} days", self.start, self.horizon);
                    s.problem_at(node, key.name, holds, &help);
                }
                None => s.problem_at(node, key.name, holds, help),
            }
        }
        days.sort_unstable();
        days.dedup();
        days
    }

    /// How many people are about at an hour, relative to the mean over the day; 1 where no hour is said.
    pub fn awake(&self, hour: Option<f64>) -> f64 {
        match hour {
            Some(hour) if !self.day.is_empty() => self.day[hour as usize % HOURS],
            Some(_) | None => 1.0,
        }
    }
}
