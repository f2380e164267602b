//! Tables of what the ledgers say: credit, cascades, reproduction, acceleration against expansion.
//!
//! Always true: where the ledgers were not reflected on, the last three have a head and no line.

use super::{date, maybe, number, table};
use crate::report::story::Story;
use crate::scenario::plan::Plan;
use crate::study::Summary;

/// What causes and tactics are credited with, and what is lost without them.
pub(super) fn attribution(story: &Story) -> Result<String, csv::Error> {
    let heads = [
        "strategy",
        "touch",
        "of",
        "cause",
        "drawn_on",
        "draws",
        "adopters_all_runs",
        "adopters_mean",
        "share",
        "share_low",
        "share_high",
    ];
    let (plan, summary) = (story.plan, story.summary);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for c in &summary.credits {
        rows.push(vec![
            summary.strategies[c.strategy].clone(),
            c.touch.name().into(),
            "cause".into(),
            c.cause.clone(),
            "as stated".into(),
            summary.runs.to_string(),
            c.adopters.to_string(),
            number(c.mean),
            number(c.share),
            maybe(c.interval.map(|i| i.0)),
            maybe(c.interval.map(|i| i.1)),
        ]);
    }
    if let Some(removal) = story.removal {
        for worth in &removal.tactics {
            let measures = [("first", Some(&worth.first), None), ("last", Some(&worth.last), None)];
            let more = [
                ("removal", Some(&worth.removal), Some(worth.lost)),
                ("shapley", worth.shapley.as_ref(), None),
            ];
            for (touch, of, mean) in measures.into_iter().chain(more) {
                let Some(of) = of else { continue };
                rows.push(vec![
                    plan.strategies[removal.strategy].name.clone(),
                    touch.into(),
                    "tactic".into(),
                    worth.name.clone(),
                    if removal.of_settings { "settings" } else { "as stated" }.into(),
                    removal.draws.to_string(),
                    String::new(),
                    maybe(mean),
                    number(of.mean),
                    maybe(of.low),
                    maybe(of.high),
                ]);
            }
        }
    }
    table(&heads, rows.into_iter())
}

/// Trees by strategy and size class; means are over runs for counts, over trees for shapes.
pub(super) fn cascades(summary: &Summary) -> Result<String, csv::Error> {
    let heads = [
        "strategy",
        "tree_people_from",
        "tree_people_to",
        "trees_mean",
        "people_mean",
        "structural_virality_mean",
        "depth_mean",
        "depth_largest",
        "tree_people_largest",
    ];
    let rows = summary.reflected.iter().flat_map(|r| &r.cascades).map(|c| {
        vec![
            summary.strategies[c.strategy].clone(),
            c.from.to_string(),
            c.to.to_string(),
            number(c.trees),
            number(c.people),
            number(c.virality),
            number(c.depth),
            c.deepest.to_string(),
            c.largest.to_string(),
        ]
    });
    table(&heads, rows)
}

/// People won per adopter by strategy and day of adoption; `cut_short` says that the horizon left
/// these adopters less time than most of their friends would have needed.
pub(super) fn reproduction(plan: &Plan, summary: &Summary) -> Result<String, csv::Error> {
    let heads = ["strategy", "day", "date", "adopters_mean", "r", "r_low", "r_high", "cut_short"];
    let rows = summary.reflected.iter().flat_map(|r| &r.reproduction).flat_map(|of| {
        of.points.iter().map(|p| {
            vec![
                summary.strategies[of.strategy].clone(),
                p.day.to_string(),
                date(plan, p.day),
                number(p.adopters),
                number(p.r),
                maybe(p.interval.map(|i| i.0)),
                maybe(p.interval.map(|i| i.1)),
                of.cut_short_from.is_none_or(|day| p.day >= day).to_string(),
            ]
        })
    });
    table(&heads, rows)
}

/// The gain over the organic arm, whole and in its two parts.
pub(super) fn value(summary: &Summary) -> Result<String, csv::Error> {
    let heads = [
        "strategy",
        "measure",
        "discount_per_year",
        "part",
        "mean",
        "mean_low",
        "mean_high",
        "share_of_total",
    ];
    let rows = summary.reflected.iter().flat_map(|r| &r.value).flat_map(|v| {
        let parts = [("total", &v.total), ("acceleration", &v.acceleration), ("expansion", &v.expansion)];
        parts.map(|(part, gained)| {
            vec![
                summary.strategies[v.strategy].clone(),
                v.measure.name().into(),
                maybe(v.discount_per_year),
                part.into(),
                number(gained.mean),
                maybe(gained.interval.map(|i| i.0)),
                maybe(gained.interval.map(|i| i.1)),
                maybe(gained.share),
            ]
        })
    });
    table(&heads, rows)
}
