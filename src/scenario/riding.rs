//! Tactics that ride a trend of the market, and the hour of what they post.

use super::declare::{Section, Word};
use super::problem::suggestion;
use super::spec::TacticContext;
use super::tree;
use super::trend::{HOURS, Trend};

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

    /// How many people are about at an hour, relative to the mean over the day; 1 where no hour is said.
    pub fn awake(&self, hour: Option<f64>) -> f64 {
        match hour {
            Some(hour) if !self.day.is_empty() => self.day[hour as usize % HOURS],
            Some(_) | None => 1.0,
        }
    }
}
