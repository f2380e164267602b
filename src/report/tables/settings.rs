//! Tables of what nobody knows: assumptions, the settings drawn, and what may come of each strategy.

use super::source::{Source, Table};
use crate::report::column::columns;
use crate::scenario::plan::Assumption;
use crate::study::sensitivity::{Effect, Effects, Point};
use crate::study::summary::sample::Arm;

/// An assumption and what it does to the leader's lead.
pub(super) struct Row {
    assumption: Assumption,
    effect: Option<Effect>,
}

fn effects<'a>(s: &'a Source<'a>) -> Option<&'a Effects> {
    s.settings.as_ref().and_then(|u| u.effects.as_ref())
}

fn assumptions(s: &Source, put: &mut dyn FnMut(&Row)) {
    for (k, a) in s.plan.assumptions.iter().enumerate() {
        let effect = effects(s).and_then(|e| e.of.iter().find(|e| e.assumption == k)).cloned();
        put(&Row { assumption: a.clone(), effect });
    }
}

pub(super) static ASSUMPTIONS: Table<Row> = Table {
    file: "assumptions.csv",
    doc: "Every number with a range: value, unit, range, why; what it does to the leader's lead, and where it turns it",
    shows: |s| !s.plan.assumptions.is_empty(),
    rows: assumptions,
    columns: columns! { |s, r|
        /// Name of the assumption.
        "assumption" = r.assumption.name.as_str();
        /// Unit of value and range.
        "unit" = r.assumption.unit.name();
        /// Stated value.
        "value" ["unit"] = r.assumption.value;
        /// Lower end of the range.
        "low" ["unit"] = r.assumption.low;
        /// Upper end of the range.
        "high" ["unit"] = r.assumption.high;
        /// How it is drawn between them: by equal `factors` or by equal `steps`.
        "drawn_in" = if r.assumption.logarithmic { "factors" } else { "steps" };
        /// Why this range.
        "why" = r.assumption.why.as_deref();
        /// Keys of the scenario it stands in.
        "written_in" = r.assumption.keys.join("; ");
        /// The strategy whose lead is meant.
        "favourite" = r.effect.as_ref().and(s.settings.as_ref()).map(|u| s.strategy(u.leader));
        /// The strategy that it leads.
        "rival" = r.effect.as_ref().and(s.settings.as_ref()).map(|u| s.strategy(u.runner_up));
        /// Rank correlation of assumption and lead.
        "rank_correlation" = r.effect.as_ref().map(|e| e.correlation);
        /// Change of the ln multiple over the whole range, the other assumptions held.
        Interval "ln_ratio_change" = r.effect.as_ref().map(|e| e.change);
        /// Share of the variance of the ln multiple that it explains.
        "share_of_variance" ["share"] = r.effect.as_ref().map(|e| e.share);
        /// Value at which the two strategies would be level, the others as stated; empty where none is sure.
        "flip_value" ["unit"] = r.effect.as_ref().and_then(|e| e.flip);
        /// Share of the variance that the straight line through all assumptions explains (R²).
        "line_explains" ["share"] = effects(s).map(|e| e.explained);
    },
};

/// A strategy in a drawn setting.
pub(super) struct Setting {
    strategy: usize,
    number: usize,
    point: Point,
}

fn settings(s: &Source, put: &mut dyn FnMut(&Setting)) {
    for (number, point) in s.settings.iter().flat_map(|u| &u.points).enumerate() {
        for strategy in 0..point.active.len() {
            put(&Setting { strategy, number, point: point.clone() });
        }
    }
}

fn names(s: &Source) -> Vec<String> {
    s.plan.assumptions.iter().map(|a| a.name.clone()).collect()
}

pub(super) static SETTINGS: Table<Setting> = Table {
    file: "settings.csv",
    doc: "Over drawn settings: one line a setting and strategy: the values drawn, the R that the pilot found, who won",
    shows: |s| s.settings.is_some(),
    rows: settings,
    columns: columns! { |s, r|
        /// Strategy.
        "strategy" = s.strategy(r.strategy);
        /// Number of the setting.
        "setting" = r.number;
        /// Typical active owners at the last horizon.
        "active_people" ["people"] = r.point.active[r.strategy];
        /// Whether this strategy wins the setting: leads the second by more than the tie.
        "wins" = r.point.winner == Some(r.strategy);
        /// ln of the favourite's multiple of its rival (`assumptions.csv`).
        "favourite_ln_ratio_to_rival" = r.point.log_ratio;
        /// R that the pilot found.
        "pilot_r" = r.point.solved.r_hat;
        /// Value of each assumption.
        Each(names, i) "<assumption>" ["its unit"] = r.point.values[i];
    },
};

/// A share over the whole horizon, so with the last day only.
fn whole(s: &Source, arm: &Arm, share: f64) -> Option<f64> {
    (s.plan.compare.at_days.last() == Some(&arm.day)).then_some(share)
}

pub(super) static OUTLOOK: Table<Arm> = Table {
    file: "outlook.csv",
    doc: "Over drawn settings: each strategy at each horizon over settings and luck: active owners, money, cost per extra \
          owner, take-off",
    shows: |s| s.settings.is_some(),
    rows: |s, put| s.settings.iter().flat_map(|u| &u.sample.arms).for_each(put),
    columns: columns! { |s, r|
        /// Strategy.
        "strategy" = s.strategy(r.strategy);
        /// Day of the horizon.
        "day" ["days"] = r.day;
        /// Its date.
        "date" = s.date(r.day);
        /// Drawn settings.
        "settings" = s.settings.as_ref().map(|u| u.sample.settings);
        /// Runs of each strategy in each setting.
        "runs_per_setting" = s.settings.as_ref().map(|u| u.sample.runs);
        /// Active owners over all runs of all settings.
        Spread "active" ["people"] = r.active;
        /// Mean money spent by then.
        "spent_mean" ["currency"] = r.spent;
        /// Money per extra active owner over the strategy without tactics; empty where there are none extra.
        Interval "cost_per_extra_active" ["currency"] = r.cost;
        /// Mean share of runs taken off by then, settings as the sample.
        Interval "share_taken_off" ["share"] = r.taken_off;
        /// Share of runs in which a day's mean wait passed the promise; last horizon only.
        "share_promise_broken" ["share"] = s.settings.as_ref().and_then(|u| whole(s, r, u.sample.service[r.strategy].overrun.value));
        /// Share of runs that won over 90 % of everybody who could be won; last horizon only.
        "share_market_used_up" ["share"] = s.settings.as_ref().and_then(|u| whole(s, r, u.sample.used_up[r.strategy].value));
    },
};
