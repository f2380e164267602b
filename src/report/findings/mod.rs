//! The findings: what a study says, in lines that a strategist can read out.
//!
//! Always true: every line is at most 110 columns wide, and luck is never called more than luck.

mod activity;
mod bass;
mod cause;
mod credit;
mod decides;
mod give_up;
mod header;
mod money;
mod plans;
mod screening;
mod table;
mod talk;
mod verdict;
mod wrap;

use std::fmt;
use std::path::Path;

use serde::Serialize;
use serde_json::{Value, json as value};

use crate::report::format::{percent, plural};
use crate::report::titles::name_of;
use crate::scenario::plan::Assumption;
use crate::study::Results;
use crate::study::summary::{Series, eligible};
use crate::units::{ChannelId, Day, StrategyId};

pub use talk::{saturated, talk_kept, word_of_mouth};
pub use wrap::{COLUMNS, Page};

/// The findings, section by section.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Findings {
    /// Size of the study and what was varied.
    pub header: Vec<String>,
    /// The ranking at the last horizon, one line a strategy.
    pub table: Vec<String>,
    /// The best strategy against the baseline, and where the horizon turns it.
    pub verdict: Vec<String>,
    /// What decides between the leader and its closest competitor over drawn settings, the case against
    /// the leader, and numbers without a range that move the lead.
    pub decides: Vec<String>,
    /// Who takes off, how surely, how fast.
    pub take_off: Vec<String>,
    /// Profit, break-even and returns by strategy, or what to write so that they can be said.
    pub money: Vec<String>,
    /// What the ledger credits.
    pub ledger: Vec<String>,
    /// What each tactic did, and how far people are drawn in.
    pub activity: Vec<String>,
    /// How the service floor held.
    pub service: Vec<String>,
    /// The Bass curves that strategies imply, never without their ridge.
    pub bass: Vec<String>,
    /// What makes the result weaker than it looks.
    pub warnings: Vec<String>,
    /// What the runs noted.
    pub notes: Vec<String>,
    /// What is worth knowing better first.
    pub next: Vec<String>,
    /// Where the files are; not part of the file itself.
    pub place: Option<String>,
}

impl Findings {
    /// The findings with the folder that the files are in, as the user named it.
    pub fn placed(self, folder: &Path) -> Findings {
        Findings { place: Some(format!("Tables and charts: {}", folder.display())), ..self }
    }

    /// The text without the place, which is not the same for the same result elsewhere.
    pub fn lasting(&self) -> String {
        Findings { place: None, ..self.clone() }.to_string()
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut page = Page::default();
        self.header.iter().for_each(|line| page.say(line));
        page.line("");
        if let Some((heading, rows)) = self.table.split_first() {
            page.say(heading);
            rows.iter().for_each(|row| page.line(row.trim_end()));
        }
        // Only drawn settings decide anything.
        let drawn = !self.decides.is_empty();
        let verdict = if drawn { "contests.csv, settings.csv" } else { "paired.csv" };
        let sections: [(&str, &str, &[&Vec<String>]); 10] = [
            ("Verdict", verdict, &[&self.verdict]),
            ("What decides", "assumptions.csv", &[&self.decides]),
            (
                "Money",
                if drawn { "outlook.csv, budgets.csv" } else { "money.csv, budgets.csv" },
                &[&self.money],
            ),
            ("Take-off", "milestones.csv", &[&self.take_off]),
            ("Tactics", "attribution.csv", &[&self.ledger]),
            ("What tactics did, as stated", "activity.csv", &[&self.activity]),
            ("Service", "runs.csv", &[&self.service]),
            ("Bass curves", "bass.csv", &[&self.bass]),
            ("Cautions", "", &[&self.warnings, &self.notes]),
            ("Next", "", &[&self.next]),
        ];
        let filled = sections.into_iter().filter(|(.., lines)| lines.iter().any(|l| !l.is_empty()));
        for (heading, tables, lines) in filled {
            page.line(match tables {
                "" => format!("\n{heading}"),
                tables => format!("\n{heading} ({tables})"),
            });
            lines.iter().flat_map(|lines| lines.iter()).for_each(|line| page.say(line));
        }
        if let Some(place) = &self.place {
            page.line("");
            page.say(place);
        }
        page.fmt(f)
    }
}

/// What a study found, in words.
pub fn findings(results: &Results) -> Findings {
    let (leader, settings) = (results.leader(), results.settings.as_ref());
    let screened = results.screening.iter().flat_map(|found| screening::screening(&results.plan, found));
    let mut decides = settings.map_or_else(Vec::new, |u| decides::what_decides(&results.plan, u));
    decides.extend(screened);
    let mut ledger: Vec<String> = leader.into_iter().flat_map(|l| credit::ledger(results, l)).collect();
    ledger.extend(cause::removal(results));
    Findings {
        header: header::header(results),
        table: table::table(results),
        verdict: [money::headline(results), verdict::verdict(results)].concat(),
        decides,
        money: [money::money(results), give_up::give_up(results)].concat(),
        take_off: verdict::take_off(results),
        ledger,
        activity: activity::activity(results),
        service: credit::service(results),
        bass: bass::bass(results),
        warnings: warnings(results),
        notes: notes(results),
        next: settings.map_or_else(Vec::new, |u| decides::next(&results.plan, u)),
        place: None,
    }
}

fn warnings(results: &Results) -> Vec<String> {
    let plan = &results.plan;
    let mut lines = Vec::new();
    if results.settings.is_some() {
        let untried = results.unscreened.as_ref().map_or_else(String::new, screening::untried);
        lines.push(format!("Warning: numbers without a range were treated as exactly known.{untried}"));
    } else if !plan.assumptions.is_empty() {
        let key = |a: &Assumption| match a.keys.len() {
            1 => a.name.clone(),
            n => format!("{} ({n} places)", a.name),
        };
        let keys: Vec<String> = plan.assumptions.iter().map(key).collect();
        lines.push(format!(
            "Only luck was varied: {} ({}) and {} held at {}.",
            plural(keys.len(), "number carries a range", "numbers carry ranges"),
            keys.join(", "),
            if keys.len() == 1 { "was" } else { "were" },
            if keys.len() == 1 { "its central value" } else { "their central values" },
        ));
    } else {
        lines.push("Only luck was varied: every number of the scenario was treated as exactly known.".into());
    }
    lines.extend(plans::plans(results));
    lines.extend(talk::saturated(&results.solved));
    lines.extend(results.settings.as_ref().and_then(decides::out_of_reach));
    let used_up = &results.sample().used_up;
    let full: Vec<String> = plan
        .strategy_ids()
        .filter(|s| used_up[*s].count > 0)
        .map(|s| format!("{} in {} of runs", name_of(plan, s), percent(used_up[s].value)))
        .collect();
    if !full.is_empty() {
        lines.push(format!(
            "Warning: the market was used up (over 90 % won): {}. Where it is, strategies differ in time only.",
            full.join(", ")
        ));
    }
    lines.extend(clubs_used_up(results));
    if results.ledger_statistics.is_none() {
        lines.push(
            "Note: cascades.csv, reproduction.csv and value.csv are empty: the ledgers of one network's runs would \
             take more than 2 GiB."
                .into(),
        );
    }
    if results.stated.runs < 8 {
        lines.push(format!(
            "Warning: {} of each strategy say little about luck. Play 16 or more.",
            plural(results.stated.runs, "run", "runs")
        ));
    }
    lines
}

/// That forums have won nearly everybody who comes to them: one line a forum.
fn clubs_used_up(results: &Results) -> Vec<String> {
    let (plan, by_strategy) = (&results.plan, &results.sample().clubs_used_up);
    let line = |channel: ChannelId| {
        let of = |s: StrategyId| by_strategy[s].iter().find(|club| club.0 == channel).map(|club| club.1);
        let full: Vec<String> = plan
            .strategy_ids()
            .filter_map(|s| Some((s, of(s).filter(|share| share.count > 0)?)))
            .map(|(s, share)| format!("{} in {} of runs", name_of(plan, s), percent(share.value)))
            .collect();
        (!full.is_empty()).then(|| {
            format!(
                "Warning: {} was used up (over 90 % of the people it can win had the product): {}. Growth then bends \
                 because the forum is full, not because the market is.",
                plan.channels[channel].name,
                full.join(", ")
            )
        })
    };
    ChannelId::all(plan.channels.len()).filter_map(line).collect()
}

/// Equal notes of several strategies make one line.
fn notes(results: &Results) -> Vec<String> {
    let (plan, runs) = (&results.plan, results.stated.runs);
    let mut texts: Vec<&str> = results.notes.iter().map(|note| note.text.as_str()).collect();
    texts.sort_unstable();
    texts.dedup();
    let line = |text: &str| {
        let told: Vec<String> = results
            .notes
            .iter()
            .filter(|note| note.text == text)
            .map(|note| {
                let name = name_of(plan, note.strategy);
                if note.runs == runs {
                    format!("{name}, all runs")
                } else {
                    format!("{name}, {} of {} runs", note.runs, runs)
                }
            })
            .collect();
        format!("Note: {text} ({}).", told.join("; "))
    };
    texts.into_iter().map(line).chain(money::notes(results)).collect()
}

/// Findings and results as one JSON value. Curves are thinned to one point a week and to active,
/// adopted, aware and market; `curves.csv` has them all.
pub fn json(results: &Results, findings: &Findings) -> Value {
    let (plan, horizon) = (&results.plan, results.plan.horizon_days());
    let weekly = |day: Day| day.ends_week() || day == horizon;
    let mut stated = results.stated.clone();
    stated
        .curves
        .retain(|c| matches!(c.series, Series::Active | Series::Adopted | Series::Aware | Series::Market));
    for curve in &mut stated.curves {
        curve.points.retain(|p| weekly(p.day));
    }
    for lead in &mut stated.leads {
        lead.points.retain(|p| weekly(p.day));
    }
    let names: Vec<&str> = plan.strategies.iter().map(|s| s.name.as_str()).collect();
    value!({
        "findings": findings,
        "summary": {
            "name": plan.name,
            "people": plan.market.people,
            "eligible": eligible(plan),
            "horizon_days": horizon,
            "strategies": names,
            "baseline": plan.compare.baseline,
            "organic": plan.organic(),
            "stated": stated,
            "money": results.money,
            "credits": results.credits,
            "begins": results.begins,
            "notes": results.notes,
            "measured_r": results.measured_r,
            "ledger_statistics": results.ledger_statistics,
        },
        "settings": results.settings,
        "screening": results.screening,
        "removal": results.removal,
        "played_on": results.played_on,
        "budgets": results.budgets,
        "plans": results.choices,
        "looks": results.looks,
    })
}
