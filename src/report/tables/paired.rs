//! Tables that set strategies against each other: run by run under the same luck, and setting by
//! setting.

use super::table::{Results, Table, columns};
use crate::scenario::declare::Choice;
use crate::scenario::plan::Judged;
use crate::statistics::Estimate;
use crate::study::summary::Contest;

/// What stands in a column of owners: nothing where profit is compared.
pub(super) fn owners<T>(s: &Results, of: Option<T>) -> Option<T> {
    of.filter(|_| s.plan.compare.outcome == Judged::Active)
}

/// What stands in a column of profit: nothing where owners are compared.
pub(super) fn profit<T>(s: &Results, of: Option<T>) -> Option<T> {
    of.filter(|_| s.plan.compare.outcome == Judged::Profit)
}

fn by_settings(contest: &Contest) -> Estimate {
    Estimate { mean: contest.by_settings.sd, interval: Some(contest.by_settings.interval) }
}

pub(super) static PAIRED: Table<Contest> = Table {
    file: "paired.csv",
    doc: "As stated: each strategy against the baseline, run by run with the same luck; what the common luck saves",
    shows: |_| true,
    rows: |s, put| s.stated.contests.iter().for_each(put),
    columns: columns! { |s, r|
        "strategy" = s.strategy(r.strategy), "Strategy.";
        "baseline" = s.strategy(r.other), "The strategy it is compared with.";
        "outcome" = s.plan.compare.outcome.word(), "What is compared: `active` owners, or `profit`.";
        "day" ["days"] = r.day, "Day of the horizon.";
        "date" = s.date(r.day), "Its date.";
        "runs" = r.ahead.of, "Pairs of runs.";
        Interval "mean_difference_people" ["people"] = owners(s, r.difference.as_ref().map(|d| d.estimate)),
            "Mean of strategy less baseline; like the next two empty where profit is compared.";
        "median_difference_people" ["people"] = owners(s, r.difference.as_ref().map(|d| d.median)), "Median of the same.";
        "median_ratio" = owners(s, Some(r.median_lead)), "Median of (strategy + 1) ÷ (baseline + 1).";
        Interval "mean_difference_profit" ["currency"] = profit(s, r.difference.as_ref().map(|d| d.estimate)),
            "Mean profit of strategy less baseline; like the next one empty where owners are compared.";
        "median_difference_profit" ["currency"] = profit(s, Some(r.median_lead)), "Median of the same.";
        "variance_ratio" = r.difference.as_ref().and_then(|d| d.variance_ratio),
            "Variance of the difference of independent runs ÷ that of pairs: what the common luck saves.";
        Interval "share_ahead" ["share"] = r.ahead, "Share of pairs in which the strategy is ahead by more than the tie.";
        Interval "share_level" ["share"] = r.level, "Share of pairs that are level.";
        Interval "share_behind" ["share"] = r.behind, "Share of pairs in which it is behind by more than the tie.";
        "decided" = r.difference.as_ref().map(|d| d.estimate.is_sure()), "Whether the interval of the mean difference leaves 0 out.";
        "more_runs_needed" = r.more, "Further runs until it would; empty where no number can be named.";
    },
};

pub(super) static CONTESTS: Table<Contest> = Table {
    file: "contests.csv",
    doc: "Over drawn settings: the share in which one strategy is ahead of another, at each horizon",
    shows: |s| s.settings.is_some(),
    rows: |s, put| s.settings.iter().flat_map(|u| &u.sample.contests).for_each(put),
    columns: columns! { |s, r|
        "strategy" = s.strategy(r.strategy), "Strategy.";
        "other" = s.strategy(r.other), "The strategy it is set against.";
        "outcome" = s.plan.compare.outcome.word(), "What is compared: `active` owners, or `profit`.";
        "day" ["days"] = r.day, "Day of the horizon.";
        "date" = s.date(r.day), "Its date.";
        "settings" = r.ahead.of, "Settings.";
        Interval "share_ahead" ["share"] = r.ahead, "Share of settings in which the strategy is ahead by more than the tie, luck taken out.";
        Interval "share_level" ["share"] = r.level, "Share of settings in which the two are level, luck taken out.";
        Interval "share_behind" ["share"] = r.behind, "Share of settings in which it is behind by more than the tie, luck taken out.";
        "median_ratio" = owners(s, Some(r.median_lead)),
            "Median over settings of its multiple of the other; like all columns of a ratio empty where profit is compared.";
        "ratio_p05" = owners(s, Some(r.lead_band.low)), "5 % quantile of that multiple.";
        "ratio_p95" = owners(s, Some(r.lead_band.high)), "95 % quantile of it.";
        "median_difference_profit" ["currency"] = profit(s, Some(r.median_lead)),
            "Median over settings of its profit less that of the other; like all columns of a difference empty where owners are compared.";
        "difference_profit_p05" ["currency"] = profit(s, Some(r.lead_band.low)), "5 % quantile of that difference.";
        "difference_profit_p95" ["currency"] = profit(s, Some(r.lead_band.high)), "95 % quantile of it.";
        "more_settings_needed" = r.more, "Further settings that would show a majority; empty where no number can be named.";
        "ln_ratio_sd_by_luck" = owners(s, Some(r.by_luck)), "Standard deviation of the ln multiple by luck and networks, of one run.";
        Interval "ln_ratio_sd_by_settings" = owners(s, Some(by_settings(r))),
            "Standard deviation of the ln multiple by settings alone, luck taken out.";
        "difference_profit_sd_by_luck" ["currency"] = profit(s, Some(r.by_luck)), "The same of the difference of profit, by luck.";
        Interval "difference_profit_sd_by_settings" ["currency"] = profit(s, Some(by_settings(r))), "By settings alone.";
    },
};
