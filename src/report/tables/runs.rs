//! The table of all runs, a line each.

use super::table::{Day, Results, Table, columns};
use crate::engine::record::RunRecord;
use crate::report::format::grouped;
use crate::study::play::{Line, break_even, first_day, profit, row, spent_by};
use crate::study::summary::{self, Level};

fn days(s: &Results) -> Vec<String> {
    s.plan.compare.at_days.iter().map(Day::to_string).collect()
}

fn numbers<'a>(s: &'a Results, values: &'a [u32], i: usize) -> Option<u32> {
    (i < s.plan.compare.at_days.len()).then(|| values.get(i).copied()).flatten()
}

/// Every run, whatever it was played for.
pub(super) static ALL_RUNS: Table<Line> = Table {
    file: "all_runs.csv",
    doc: "Every run that was played, a line each: as stated, in drawn settings, for plans, removal, money, flip values and other talk",
    shows: |s| !s.lines.is_empty(),
    rows: |s, put| s.lines.iter().for_each(put),
    columns: columns! { |s, r|
        "strategy" = r.strategy.as_str(), "Strategy as it was played: a plan tried for it, or without a tactic or a mechanism.";
        "sample" = r.part.name(), "What it was played for: `as stated`, `settings`, `plans`, `removal`, `mechanisms`, `money`, `flips`, `screening` or `talk`.";
        "setting" = r.part.setting(), "Number of the drawn setting (`settings.csv`); of `plans` that of the training setting.";
        "change" = r.part.change(), "What differs from the stated values beside the setting.";
        "replication" = r.replication, "Number of the luck: runs of the same number share it.";
        "network" = r.network, "Number of the network.";
        "talk_scale" = r.beta, "Hazard of one exposure of weight 1.";
        Each(days, i) "active_day_<day>_people" ["people"] = numbers(s, &r.active, i), "Active owners on each day that is compared.";
        Each(days, i) "adopted_day_<day>_people" ["people"] = numbers(s, &r.adopted, i), "People who ever had it by then.";
        "spent_money" ["currency"] = r.spent, "Money spent by the horizon.";
        "service_wages_money" ["currency"] = r.wages, "Wages of the service floor.";
        "profit_money" ["currency"] = r.profit, "Margin of the people won less money spent less wages, discounted; empty where no margin is said.";
    },
};

fn levels(s: &Results) -> Vec<String> {
    let key = |level: &Level| match level.name.strip_suffix(" %") {
        Some(percent) => format!("{percent}_percent_active"),
        None => format!("{}_active", grouped(level.people).replace(',', "_")),
    };
    summary::levels(&s.plan).iter().map(key).collect()
}

fn reached(s: &Results, run: &RunRecord, level: usize) -> Option<Day> {
    first_day(run, summary::levels(&s.plan)[level].people)
}

fn taken_off(s: &Results, run: &RunRecord) -> Option<Day> {
    s.stated.take_off.and_then(|level| first_day(run, level))
}

fn spent(s: &Results, run: &RunRecord, day: Day) -> f64 {
    spent_by(run, None, day, s.plan.horizon_days())
}

pub(super) static RUNS: Table<RunRecord> = Table {
    file: "runs.csv",
    doc: "As stated: one line a run, with its owners at each horizon, first days, money and work",
    shows: |_| true,
    rows: |s, put| s.records.iter().for_each(put),
    columns: columns! { |s, r|
        "strategy" = s.plan.strategies.get(r.strategy.index()).map(|s| s.name.as_str()), "Strategy.";
        "replication" = r.replication, "Number of the luck: runs of the same number share it, whatever the strategy.";
        "network" = r.network, "Number of the network.";
        Each(days, i) "active_day_<day>_people" ["people"] = row(r, s.plan.compare.at_days[i]).active(),
            "Active owners on each day that is compared.";
        Each(days, i) "adopted_day_<day>_people" ["people"] = row(r, s.plan.compare.at_days[i]).adopted, "People who ever had it by then.";
        Each(days, i) "aware_day_<day>_people" ["people"] = row(r, s.plan.compare.at_days[i]).aware(), "People who have heard of it by then.";
        Each(days, i) "spent_day_<day>_money" ["currency"] = spent(s, r, s.plan.compare.at_days[i]), "Money spent by then.";
        Each(levels, i) "first_day_<milestone>" ["days"] = reached(s, r, i), "First day on which a milestone was reached; empty where it never was.";
        "first_day_taken_off" ["days"] = taken_off(s, r), "First day on which it had taken off; empty where it never had.";
        "taken_off" = s.stated.take_off.map(|_| taken_off(s, r).is_some()), "Whether it took off; empty where no strategy takes off.";
        "spent_money" ["currency"] = spent(s, r, s.plan.horizon_days()), "Money spent by the horizon.";
        "service_wages_money" ["currency"] = r.service_wages(), "Wages of the service floor.";
        "profit_money" ["currency"] = profit(r, s.plan.horizon_days()),
            "Margin of the people won less money spent less wages, discounted to the start; empty where no margin is said.";
        "break_even_day" ["days"] = break_even(r),
            "End of the first week from which profit stays at 0 or above; empty where it is below at the horizon.";
        "longest_wait_hours" ["hours"] = r.rows.iter().map(|d| d.wait_hours).fold(0.0, f64::max), "Longest mean wait for service of any day.";
        "tickets" = r.tickets.opened, "Troubles told to the service desk.";
        "share_unanswered" ["share"] = r.tickets.share_unanswered(),
            "Share of them that were not answered by the end of the run; empty where there were none.";
        "events" = r.work.events, "Acts of people.";
        "exposures" = r.work.exposures, "Exposures delivered.";
        "marked_acts" = r.work.marked, "Acts marked with a tactic.";
        "notes" = r.notes.join("; "), "Notes of the run.";
    },
};
