//! Trends that carry whatever is posted: `[[market.trend]]`, and the hours of the day: `[market] day`.

use jiff::civil::Date;

use super::declare::{LONG, Section, TINY, Word, table};
use super::tree::{self, Node, Value};
use super::{listed, moment};

table! {
    /// A topic of the day, on which more is seen of what is posted on feeds.
    pub struct Trend in ["market.trend"], with (start: Date) {
        /// What it is called, for tactics that ride it.
        pub name: String = Text;
        /// Day on which it begins, at its height.
        pub at: f64 = Moment, by |s, key| at(s, key, start);
        /// Time that it stays at its height before it fades; neutral: it fades at once.
        pub lasts: f64 = Days "0d" in 0.0..=LONG;
        /// Views of posts at its height over those without it, less 1; assumed.
        pub height: f64 = Number 1 in 0.0..=10.0, plausible 0.3 to 3;
        /// Time in which it fades by half; assumed.
        pub half_life: f64 = Days "3d" in TINY..=LONG, plausible "6h" to "14d";
    }
}

impl Trend {
    /// Its height on a day: `height·2^{−(day − at − lasts)/half_life}`, at most `height`; 0 before it.
    pub fn height_on(&self, day: f64) -> f64 {
        if day + 1e-9 < self.at {
            return 0.0;
        }
        self.height * libm::exp2(-(day - self.at - self.lasts).max(0.0) / self.half_life)
    }

    /// Factor on the strength of what a tactic brings out on a day, so many days after it learnt of the trend.
    pub fn ridden(&self, day: f64, decided_in: f64) -> f64 {
        if day + 1e-9 < self.at { 1.0 } else { 1.0 + self.height_on(day + decided_in) }
    }
}

/// Factor of all trends on the views of a day: 1 + Σ height.
pub fn wind(trends: &[Trend], day: f64) -> f64 {
    1.0 + trends.iter().map(|trend| trend.height_on(day)).sum::<f64>()
}

/// Reads the trends of a market.
pub(super) fn trends(s: &Section<'_>, key: &'static Word, start: Date) -> Vec<Trend> {
    let trends = listed::tables(s, key, "[[market.trend]]", |inner| {
        if !inner.has("name") || !inner.has("at") {
            inner.problem("", "is not complete", "a trend needs a name and the day at which it begins");
        }
        Trend::read(inner, start)
    });
    for (i, trend) in trends.iter().enumerate() {
        if trends[..i].iter().any(|other| other.name == trend.name) {
            s.problem(
                key.name,
                format!("holds {} twice", tree::quoted(&trend.name)),
                "give each a name of its own",
            );
        }
    }
    trends
}

fn at(s: &Section<'_>, key: &'static Word, start: Date) -> f64 {
    moment::day(s, key, start).unwrap_or(0.0)
}

/// Hours of a day.
pub(super) const HOURS: usize = 24;

/// Reads the hours of the day, of mean 1; none where all are alike.
pub(super) fn hours(s: &Section<'_>, key: &'static Word) -> Vec<f64> {
    let help = "write \"even\", or 24 numbers of mean 1, from midnight on";
    let list = match s.node(key.name) {
        Some(Node { value: Value::List(list), .. }) => list,
        Some(node) if node.text() != Some(key.default) => {
            s.refuse(key.name, node.describe(), help);
            return Vec::new();
        }
        Some(_) | None => {
            s.record(key.name, tree::quoted(key.default));
            return Vec::new();
        }
    };
    let number = |node: &Node| match node.value {
        Value::Whole(number) => Some(number as f64),
        Value::Float(number) => Some(number),
        _ => None,
    };
    let hours: Vec<f64> = list.iter().filter_map(number).filter(|hour| *hour >= 0.0).collect();
    let mean = hours.iter().sum::<f64>() / hours.len().max(1) as f64;
    if hours.len() != list.len() || hours.len() != HOURS {
        s.problem(key.name, format!("holds {} numbers of 0 or more", hours.len()), help);
        return Vec::new();
    }
    if (mean - 1.0).abs() > 1e-3 {
        s.problem(
            key.name,
            format!("has a mean of {mean:.3}"),
            "divide each number by it: the mean must be 1",
        );
        return Vec::new();
    }
    let written: Vec<String> = hours.iter().map(|hour| tree::float(*hour)).collect();
    s.record(key.name, format!("[{}]", written.join(", ")));
    hours
}

/// Mean over the part of a day in `[from, to)` of the hours of the day; 1 where all are alike or it is a whole day.
pub fn hour_factor(hours: &[f64], from: f64, to: f64) -> f64 {
    if hours.is_empty() || to - from >= 1.0 - 1e-9 {
        return 1.0;
    }
    let (from, to) = (from * HOURS as f64, to * HOURS as f64);
    let of = |k: usize| (to.min(k as f64 + 1.0) - from.max(k as f64)).max(0.0);
    // A tick never goes beyond midnight: a day is a whole number of ticks.
    let sum: f64 = hours.iter().enumerate().map(|(k, hour)| hour * of(k)).sum();
    sum / (to - from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trend_stands_at_its_height_and_then_halves() {
        let trend = Trend { name: "show".into(), at: 10.0, lasts: 4.0, height: 2.0, half_life: 3.0 };
        let heights = [9.9, 10.0, 14.0, 17.0, 20.0].map(|day| trend.height_on(day));
        assert_eq!(heights, [0.0, 2.0, 2.0, 1.0, 0.5]);
        assert_eq!(
            [trend.ridden(9.0, 30.0), trend.ridden(10.0, 0.0), trend.ridden(10.0, 7.0)],
            [1.0, 3.0, 2.0]
        );
        assert_eq!(wind(&[trend.clone(), trend], 17.0), 3.0);
        assert_eq!(wind(&[], 17.0), 1.0);
    }

    #[test]
    fn hours_are_averaged_over_the_ticks_that_they_fall_into() {
        let mut hours = vec![0.5; HOURS];
        hours[12..].fill(1.5);
        assert_eq!(hour_factor(&hours, 0.0, 1.0), 1.0);
        assert_eq!(hour_factor(&hours, 0.25, 0.5), 0.5);
        assert!((hour_factor(&hours, 0.4, 0.6) - 1.0).abs() < 1e-12);
        let ticks: f64 =
            (0..5).map(|k| hour_factor(&hours, f64::from(k) / 5.0, f64::from(k + 1) / 5.0)).sum();
        assert!((ticks / 5.0 - 1.0).abs() < 1e-12);
        assert_eq!(hour_factor(&[], 0.0, 0.5), 1.0);
    }
}
