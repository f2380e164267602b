//! Tables that set strategies against each other: run by run under the same luck, and setting by
//! setting.

use super::table::{Table, columns};
use crate::statistics::Estimate;
use crate::study::summary::Contest;

pub(super) static PAIRED: Table<Contest> = Table {
    file: "paired.csv",
    doc: "As stated: each strategy against the baseline, run by run with the same luck; what the common luck saves",
    shows: |_| true,
    rows: |s, put| s.stated.contests.iter().for_each(put),
    columns: columns! { |s, r|
        "strategy" = s.strategy(r.strategy), "Strategy.";
        "baseline" = s.strategy(r.other), "The strategy it is compared with.";
        "outcome" = "active", "What is compared: active owners.";
        "day" ["days"] = r.day, "Day of the horizon.";
        "date" = s.date(r.day), "Its date.";
        "runs" = r.ahead.of, "Pairs of runs.";
        Interval "mean_difference_people" ["people"] = r.difference.as_ref().map(|d| d.estimate), "Mean of strategy less baseline.";
        "median_difference_people" ["people"] = r.difference.as_ref().map(|d| d.median), "Median of the same.";
        "median_ratio" = r.median_ratio, "Median of (strategy + 1) ÷ (baseline + 1).";
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
        "outcome" = "active", "What is compared: active owners.";
        "day" ["days"] = r.day, "Day of the horizon.";
        "date" = s.date(r.day), "Its date.";
        "settings" = r.ahead.of, "Settings.";
        Interval "share_ahead" ["share"] = r.ahead, "Share of settings in which the strategy is ahead by more than the tie, luck taken out.";
        Interval "share_level" ["share"] = r.level, "Share of settings in which the two are level, luck taken out.";
        Interval "share_behind" ["share"] = r.behind, "Share of settings in which it is behind by more than the tie, luck taken out.";
        "median_ratio" = r.median_ratio, "Median over settings of its multiple of the other.";
        "ratio_p05" = r.ratio_band.low, "5 % quantile of that multiple.";
        "ratio_p95" = r.ratio_band.high, "95 % quantile of it.";
        "more_settings_needed" = r.more, "Further settings that would show a majority; empty where no number can be named.";
        "ln_ratio_sd_by_luck" = r.by_luck, "Standard deviation of the ln multiple by luck and networks, of one run.";
        Interval "ln_ratio_sd_by_settings" = Estimate { mean: r.by_settings.sd, interval: Some(r.by_settings.interval) },
            "Standard deviation of the ln multiple by settings alone, luck taken out.";
    },
};
