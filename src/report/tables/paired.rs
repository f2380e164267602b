//! Tables that set strategies against each other: run by run under the same luck, and setting by
//! setting.

use super::source::Table;
use crate::report::column::columns;
use crate::study::summary::contest::{Contest, Difference};

pub(super) static PAIRED: Table<Contest> = Table {
    file: "paired.csv",
    doc: "As stated: each strategy against the baseline, run by run with the same luck; what the common luck saves",
    shows: |_| true,
    rows: |s, put| s.stated.contests.iter().for_each(put),
    columns: columns! { |s, r|
        /// Strategy.
        "strategy" = s.strategy(r.strategy);
        /// The strategy it is compared with.
        "baseline" = s.strategy(r.other);
        /// What is compared: active owners.
        "outcome" = "active";
        /// Day of the horizon.
        "day" ["days"] = r.day;
        /// Its date.
        "date" = s.date(r.day);
        /// Pairs of runs.
        "runs" = r.ahead.of;
        /// Mean of strategy less baseline.
        Interval "mean_difference_people" ["people"] = r.difference.as_ref().map(|d| (d.mean, d.interval));
        /// Median of the same.
        "median_difference_people" ["people"] = r.difference.as_ref().map(|d| d.median);
        /// Median of (strategy + 1) ÷ (baseline + 1).
        "median_ratio" = r.median_ratio;
        /// Variance of the difference of independent runs ÷ that of pairs: what the common luck saves.
        "variance_ratio" = r.difference.as_ref().and_then(|d| d.variance_ratio);
        /// Share of pairs in which the strategy is ahead by more than the tie.
        Interval "share_ahead" ["share"] = r.ahead;
        /// Share of pairs that tie.
        Interval "share_tied" ["share"] = r.level;
        /// Share of pairs in which it is behind by more than the tie.
        Interval "share_behind" ["share"] = r.behind;
        /// Whether the interval of the mean difference leaves 0 out.
        "decided" = r.difference.as_ref().map(Difference::is_decided);
        /// Further runs until it would; empty where no number can be named.
        "more_runs_needed" = r.more;
    },
};

pub(super) static CONTESTS: Table<Contest> = Table {
    file: "contests.csv",
    doc: "Over drawn settings: who is ahead of whom in what share of settings, at each horizon",
    shows: |s| s.settings.is_some(),
    rows: |s, put| s.settings.iter().flat_map(|u| &u.sample.contests).for_each(put),
    columns: columns! { |s, r|
        /// Strategy.
        "strategy" = s.strategy(r.strategy);
        /// The strategy it is set against.
        "other" = s.strategy(r.other);
        /// What is compared: active owners.
        "outcome" = "active";
        /// Day of the horizon.
        "day" ["days"] = r.day;
        /// Its date.
        "date" = s.date(r.day);
        /// Settings.
        "settings" = r.ahead.of;
        /// Share of settings in which the strategy is ahead by more than the tie.
        Interval "share_ahead" ["share"] = r.ahead;
        /// Share of settings in which the two are level.
        Interval "share_level" ["share"] = r.level;
        /// Share of settings in which it is behind by more than the tie.
        Interval "share_behind" ["share"] = r.behind;
        /// Median over settings of its multiple of the other.
        "median_ratio" = r.median_ratio;
        /// 5 % quantile of that multiple.
        "ratio_p05" = r.ratio_band.low;
        /// 95 % quantile of it.
        "ratio_p95" = r.ratio_band.high;
        /// Further settings that would show a majority; empty where no number can be named.
        "more_settings_needed" = r.more;
        /// Standard deviation of the ln multiple by luck alone.
        "ln_ratio_sd_by_luck" = r.by_luck;
        /// Standard deviation of the ln multiple by settings alone.
        "ln_ratio_sd_by_settings" = r.by_settings;
    },
};
