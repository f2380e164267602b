//! The top of a scenario file: its name, its time and its tables.

use jiff::civil::Date;

use super::declare::{Form, Key, LONG, Section, Word, choice, table};
use super::quantity::show_days;
use super::tree::Value;
use super::typed;

/// Largest whole number that every tool reads exactly from a TOML file.
const EXACT: f64 = 9_007_199_254_740_992.0;

table! {
    /// The keys of the top that stand in no table.
    pub struct Top in [""], with (stem: &str) {
        /// What the scenario is called; by default the name of its file.
        pub name: String = Text, by |s, key| s.text(key.name, stem);
        /// The question that it answers, in words.
        pub question: Option<String> = Text;
        /// Date of the first day; assumed: only dates in the file depend on it.
        pub start: Date = Date "2026-01-01", by start;
        /// Step of observation; assumed: a day resolves everything but feeds.
        pub ticks_per_day ["tick"]: u32 = Days "1d" in 1.0 / 86_400.0..=1.0, by ticks_per_day;
        /// Step of the rows that a run leaves, such as "1h" to follow the first days hour by hour: a whole number
        /// of ticks, and a day a whole number of them; by default a day.
        pub ticks_per_row ["rows"]: u32 = Days in 1.0 / 86_400.0..=1.0, by |s, key| ticks_per_row(s, key, ticks_per_day);
        /// Length of the run; assumed: two years.
        pub horizon_ticks ["horizon"]: u32 = Days "104w" in 0.0..=LONG,
            by |s, key| horizon_ticks(s, key, ticks_per_day);
        /// When people adopt: at moments of their own, or at the ends of ticks, as in Bass (1969) by
        /// periods; neutral: the tick is only the step of observation.
        pub time: Time = Word "continuous";
        /// Master seed of all draws; neutral: any number will do.
        pub seed: u64 = Count 1 in 0.0..=EXACT;
        /// Currency shown beside money; assumed.
        pub currency: String = Text "CNY";
        /// Who could ever have the product.
        pub market: () = Form (Form::Table("market"));
        /// The social networks, each under a name; by default friends and follows.
        pub layers: () = Form (Form::Named("layers.*"));
        /// How owners talk and what convinces.
        pub talk: () = Form (Form::Table("talk"));
        /// The ways of speaking, each under a name; by default a chat and a feed.
        pub channels: () = Form (Form::Named("channels.*"));
        /// What owners experience.
        pub product: () = Form (Form::Table("product"));
        /// The service that every strategy has.
        pub service: () = Form (Form::Table("service"));
        /// The people the product starts with.
        pub seeds: () = Form (Form::Table("seeds"));
        /// What bought attention costs and does, for ads and events unless they say otherwise.
        pub media: () = Form (Form::Table("media"));
        /// How strategies are judged.
        pub compare: () = Form (Form::Table("compare"));
        /// Strategies: what the company does; at least one.
        pub strategy: () = Form (Form::List(&Form::Table("strategy")));
    }
}

choice! {
    /// When within a tick new owners begin, and how outside influence adds up in it.
    pub enum Time {
        /// At a moment of their own; outside influence wins with 1 − e^{−hazard·dt} a tick. The tick is
        /// only the step of observation.
        Continuous = "continuous",
        /// At the tick's end; outside influence wins with min(1, hazard·dt). The tick is the period of
        /// the model, as in Bass (1969) by periods and Goldenberg, Libai & Muller (2001).
        WholePeriods = "whole periods",
    }
}

fn start(top: &Section<'_>, key: &'static Word) -> Date {
    let mut start = key.default.parse().unwrap_or(Date::ZERO);
    match top.node(key.name).map(|node| (&node.value, node)) {
        None => {}
        Some((Value::Date(date), _)) => start = *date,
        Some((_, node)) => {
            let meant = typed::date(&node.describe());
            let help = meant.as_ref().map(|meant| meant.why.clone());
            let help = help.unwrap_or_else(|| "write a date such as 2010-08-16, without quotes".to_owned());
            start = meant.and_then(|meant| meant.toml.parse().ok()).unwrap_or(start);
            top.refuse(key.name, node.describe(), help);
        }
    }
    top.record(key.name, start.to_string());
    start
}

fn ticks_per_day(top: &Section<'_>, key: &'static Key) -> u32 {
    let tick = top.number(key);
    let per_day = (1.0 / tick).round();
    if (per_day * tick - 1.0).abs() > 1e-9 {
        let fits = 1.0 / (1.0 / tick).ceil();
        let help = format!("a day must be a whole number of ticks, as with {}", show_days(fits));
        top.refuse("tick", top.said_of("tick", key.default), help);
    }
    per_day as u32
}

/// Ticks from row to row; daily rows where nothing is said.
fn ticks_per_row(top: &Section<'_>, key: &'static Key, ticks_per_day: u32) -> u32 {
    let Some(rows) = top.maybe(key) else { return ticks_per_day };
    let (per_day, ticks) = (f64::from(ticks_per_day), rows * f64::from(ticks_per_day));
    let whole = ticks.round().max(1.0) as u32;
    if (ticks - f64::from(whole)).abs() > 1e-6 || !ticks_per_day.is_multiple_of(whole) {
        let fits = (1..=ticks_per_day).rev().filter(|n| ticks_per_day.is_multiple_of(*n));
        let fits = fits.into_iter().find(|n| f64::from(*n) <= ticks).unwrap_or(1);
        let help = format!(
            "rows must be whole ticks of {}, and a day whole rows, as with {}",
            show_days(1.0 / per_day),
            show_days(f64::from(fits) / per_day)
        );
        top.follows("rows", format!("is {}", top.said_of("rows", "")), help, &["tick", "rows"]);
        return ticks_per_day;
    }
    whole
}

fn horizon_ticks(top: &Section<'_>, key: &'static Key, ticks_per_day: u32) -> u32 {
    let (per_day, horizon) = (f64::from(ticks_per_day), top.number(key));
    if horizon * per_day < 1.0 - 1e-9 {
        let help = format!("it must be at least one tick of {}", show_days(1.0 / per_day));
        let said = top.said_of("horizon", key.default);
        let minutes = said.ends_with('m').then_some("; m is a minute: write 12 months as \"52w\"");
        top.follows(
            "horizon",
            format!("is {said}"),
            help + minutes.unwrap_or_default(),
            &["tick", "horizon"],
        );
    }
    // At most 4,000 days of 86,400 ticks: below 2³².
    ((horizon * per_day - 1e-9).ceil() as u32).max(1)
}
