//! Tables of what the ledgers say: credit, cascades, reproduction, acceleration against expansion.
//!
//! Always true: where the ledgers were not digested, the last three have a head and no line.

use super::table::{Results, StrategyId, Table, columns};
use crate::statistics::Estimate;
use crate::study::summary::{CascadeClass, CohortPoint, Gained, Measure};

/// What one cause or tactic is credited with, by one measure.
pub(super) struct Credited {
    strategy: StrategyId,
    touch: &'static str,
    kind: &'static str,
    name: String,
    of_settings: bool,
    draws: usize,
    adopters: Option<u64>,
    mean: Option<f64>,
    share: Estimate,
}

fn credits(s: &Results, put: &mut dyn FnMut(&Credited)) {
    for c in &s.credits {
        put(&Credited {
            strategy: c.strategy,
            touch: c.touch.name(),
            kind: "cause",
            name: c.cause.clone(),
            of_settings: false,
            draws: s.stated.runs,
            adopters: Some(c.adopters),
            mean: Some(c.mean),
            share: Estimate { mean: c.share, interval: c.interval },
        });
    }
    let Some(removal) = &s.removal else { return };
    for worth in &removal.tactics {
        let measures = [
            ("first", Some(worth.first), None),
            ("last", Some(worth.last), None),
            ("removal", Some(worth.removal), Some(worth.lost)),
            ("shapley", worth.shapley, None),
        ];
        for (touch, share, mean) in measures {
            let Some(share) = share else { continue };
            put(&Credited {
                strategy: removal.strategy,
                touch,
                kind: "tactic",
                name: worth.name.clone(),
                of_settings: removal.of_settings,
                draws: removal.draws,
                adopters: None,
                mean,
                share,
            });
        }
        for part in &worth.mechanisms {
            put(&Credited {
                strategy: removal.strategy,
                touch: "removal",
                kind: "mechanism",
                name: format!("{}: {}", worth.name, part.mechanism.name()),
                of_settings: removal.of_settings,
                draws: part.draws,
                adopters: None,
                mean: Some(part.lost),
                share: part.removal,
            });
        }
    }
}

pub(super) static ATTRIBUTION: Table<Credited> = Table {
    file: "attribution.csv",
    doc: "What each cause is credited with by first and last touch, as stated; beside it, over settings where there are \
          some, what is lost without each tactic of the leader, and Shapley values where asked for",
    shows: |_| true,
    rows: credits,
    columns: columns! { |s, r|
        "strategy" = s.strategy(r.strategy), "Strategy.";
        "touch" = r.touch, "Measure: `first` touch, `last` touch, `removal` or `shapley`.";
        "kind" = r.kind, "Whether a `cause`, a `tactic` or a single `mechanism` of a tactic is credited.";
        "name" = r.name.as_str(), "Its name.";
        "sample" = if r.of_settings { "settings" } else { "as stated" }, "Runs it was measured in: `as stated`, or those of drawn `settings`.";
        "draws" = r.draws, "Runs, or settings, of the sample.";
        "adopters_all_runs" ["people"] = r.adopters, "Adopters credited, all runs together.";
        "adopters_mean" ["people"] = r.mean, "Mean adopters a run: credited, or lost without the tactic.";
        Interval "share" ["share"] = r.share, "Share of the strategy's adopters.";
    },
};

pub(super) static CASCADES: Table<CascadeClass> = Table {
    file: "cascades.csv",
    doc: "As stated: trees of adoptions by size, their depth and structural virality",
    shows: |_| true,
    rows: |s, put| s.ledger_statistics.iter().flat_map(|r| &r.cascades).for_each(put),
    columns: columns! { |s, r|
        "strategy" = s.strategy(r.strategy), "Strategy.";
        "tree_people_from" ["people"] = r.from, "Smallest tree of the class.";
        "tree_people_to" ["people"] = r.to, "Largest tree that the class could hold.";
        "trees_mean" = r.trees, "Mean number of its trees a run.";
        "people_mean" ["people"] = r.people, "Mean number of people in them a run.";
        "structural_virality_mean" = r.virality, "Mean structural virality: the mean distance of two people of a tree.";
        "depth_mean" = r.depth, "Mean depth.";
        "depth_largest" = r.deepest, "Largest depth in any run.";
        "tree_people_largest" ["people"] = r.largest, "People of the largest tree of any run.";
    },
};

/// The adopters of one day.
pub(super) struct Cohort {
    strategy: StrategyId,
    point: CohortPoint,
    censored: bool,
}

fn cohorts(s: &Results, put: &mut dyn FnMut(&Cohort)) {
    for of in s.ledger_statistics.iter().flat_map(|r| &r.reproduction) {
        for point in &of.points {
            let censored = of.censored_from.is_none_or(|day| point.day >= day);
            put(&Cohort { strategy: of.strategy, point: *point, censored });
        }
    }
}

pub(super) static REPRODUCTION: Table<Cohort> = Table {
    file: "reproduction.csv",
    doc: "As stated: how many people the adopters of each day won",
    shows: |_| true,
    rows: cohorts,
    columns: columns! { |s, r|
        "strategy" = s.strategy(r.strategy), "Strategy.";
        "day" ["days"] = r.point.day, "Day of adoption; day 0 are the seeds.";
        "date" = s.date(r.point.day), "Its date.";
        "adopters_mean" ["people"] = r.point.adopters, "Mean number of adopters a run.";
        Interval "r" = (r.point.r, r.point.interval), "People they won by the horizon ÷ adopters.";
        "censored" = r.censored, "Whether the horizon left these adopters less time than most of their friends would have needed.";
    },
};

/// A part of the gain over the strategy without tactics.
pub(super) struct Part {
    strategy: StrategyId,
    measure: Measure,
    discount: Option<f64>,
    part: &'static str,
    gained: Gained,
}

fn parts(s: &Results, put: &mut dyn FnMut(&Part)) {
    for v in s.ledger_statistics.iter().flat_map(|r| &r.value) {
        let parts = [("total", v.total), ("acceleration", v.acceleration), ("expansion", v.expansion)];
        for (part, gained) in parts {
            put(&Part {
                strategy: v.strategy,
                measure: v.measure,
                discount: v.discount_per_year,
                part,
                gained,
            });
        }
    }
}

pub(super) static VALUE: Table<Part> = Table {
    file: "value.csv",
    doc: "As stated: adopters won sooner and adopters won at all, against the strategy without tactics",
    shows: |_| true,
    rows: parts,
    columns: columns! { |s, r|
        "strategy" = s.strategy(r.strategy), "Strategy.";
        "measure" = r.measure.name(), "What an adoption counts: its discounted self, or the days from it to the horizon.";
        "discount_per_year" ["per year"] = r.discount, "Discount a year, where the measure discounts.";
        "part" = r.part, "The `total`, or its parts: `acceleration`, people who adopt either way, and `expansion`.";
        Interval "mean" = r.gained.estimate, "Mean gain a run.";
        "share_of_total" ["share"] = r.gained.share, "Share of the total.";
    },
};
