//! Tables of numbers with a range: assumptions, the settings drawn, and what may come of each strategy.

use super::paired::{owners, profit};
use super::table::{Results, StrategyId, Table, columns};
use crate::scenario::plan::Assumption;
use crate::statistics::Estimate;
use crate::study::sensitivity::{AssumptionEffect, AssumptionEffects, SettingPoint};
use crate::study::summary::Arm;

/// An assumption and what it does to the leader's lead.
pub(super) struct Row {
    assumption: Assumption,
    effect: Option<AssumptionEffect>,
}

fn effects(s: &Results) -> Option<&AssumptionEffects> {
    s.settings.as_ref().and_then(|u| u.effects.as_ref())
}

fn assumptions(s: &Results, put: &mut dyn FnMut(&Row)) {
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
        "assumption" = r.assumption.name.as_str(), "Name of the assumption.";
        "unit" = r.assumption.unit.name(), "Unit of value and range.";
        "value" ["unit"] = r.assumption.value, "Stated value.";
        "low" ["unit"] = r.assumption.low, "Lower end of the range.";
        "high" ["unit"] = r.assumption.high, "Upper end of the range.";
        "drawn_in" = if r.assumption.logarithmic { "factors" } else { "steps" },
            "How it is drawn between them: by equal `factors` or by equal `steps`.";
        "why" = r.assumption.why.as_deref(), "Why this range.";
        "written_in" = r.assumption.keys.join("; "), "Keys of the scenario it stands in.";
        "leader" = r.effect.as_ref().and(s.settings.as_ref()).map(|u| s.strategy(u.leader)), "The strategy whose lead is meant.";
        "competitor" = r.effect.as_ref().and(s.settings.as_ref()).map(|u| s.strategy(u.competitor)), "The strategy that it leads.";
        "rank_correlation" = r.effect.as_ref().map(|e| e.correlation), "Rank correlation of assumption and lead.";
        Interval "ln_ratio_change" = owners(s, r.effect.as_ref().map(|e| e.change)),
            "Change of the ln multiple over the whole range, the other assumptions held; empty where profit is compared.";
        Interval "difference_profit_change" ["currency"] = profit(s, r.effect.as_ref().map(|e| e.change)),
            "Change of the difference of profit in the same way; empty where owners are compared.";
        "chance" = r.effect.as_ref().map(|e| e.chance),
            "Chance of such a change where this assumption does nothing, corrected for the number of them (Holm); sure up to 0.05.";
        "share_of_variance" ["share"] = r.effect.as_ref().map(|e| e.share), "Share of the variance of the lead that it explains.";
        Interval "flip_value" ["unit"] = r.effect.as_ref().and_then(|e| e.flip).map(|f| Estimate { mean: f.value, interval: Some(f.interval) }),
            "Value at which the two strategies are level, the others as stated, played directly; empty where none is sure.";
        "line_explains" ["share"] = effects(s).map(|e| e.explained),
            "Share of the variance that the straight line through all assumptions explains (adjusted R²).";
    },
};

/// A strategy in a drawn setting.
pub(super) struct Setting {
    strategy: StrategyId,
    number: usize,
    point: SettingPoint,
}

fn settings(s: &Results, put: &mut dyn FnMut(&Setting)) {
    for (number, point) in s.settings.iter().flat_map(|u| &u.points).enumerate() {
        for strategy in StrategyId::all(point.active.len()) {
            put(&Setting { strategy, number, point: point.clone() });
        }
    }
}

fn names(s: &Results) -> Vec<String> {
    s.plan.assumptions.iter().map(|a| a.name.clone()).collect()
}

pub(super) static SETTINGS: Table<Setting> = Table {
    file: "settings.csv",
    doc: "Over drawn settings: one line a setting and strategy: the values drawn, the R that the pilot found, who won",
    shows: |s| s.settings.is_some(),
    rows: settings,
    columns: columns! { |s, r|
        "strategy" = s.strategy(r.strategy), "Strategy.";
        "setting" = r.number, "Number of the setting.";
        "active_people" ["people"] = r.point.active[r.strategy], "Typical active owners at the last horizon.";
        "wins" = r.point.wins[r.strategy], "Chance that this strategy wins the setting: leads the second by more than the tie, luck taken out.";
        "leader_ln_ratio_to_competitor" = owners(s, Some(r.point.lead)),
            "ln of the leader's multiple of its closest competitor (`assumptions.csv`); empty where profit is compared.";
        "profit_mean" ["currency"] = r.point.profit.get(r.strategy.index()).copied(), "Mean profit by the last horizon; empty where owners are compared.";
        "leader_difference_profit_to_competitor" ["currency"] = profit(s, Some(r.point.lead)),
            "Profit of the leader less that of its closest competitor; empty where owners are compared.";
        "pilot_r" = r.point.solved.r_hat, "R that the pilot found.";
        Each(names, i) "<assumption>" ["its unit"] = r.point.values[i], "Value of each assumption.";
    },
};

/// A share over the whole horizon, so with the last day only.
fn whole(s: &Results, arm: &Arm, share: f64) -> Option<f64> {
    (s.plan.compare.at_days.last() == Some(&arm.day)).then_some(share)
}

pub(super) static OUTLOOK: Table<Arm> = Table {
    file: "outlook.csv",
    doc: "Over drawn settings: each strategy at each horizon over settings and luck: active owners, money, cost per extra \
          owner, take-off",
    shows: |s| s.settings.is_some(),
    rows: |s, put| s.settings.iter().flat_map(|u| &u.sample.arms).for_each(put),
    columns: columns! { |s, r|
        "strategy" = s.strategy(r.strategy), "Strategy.";
        "day" ["days"] = r.day, "Day of the horizon.";
        "date" = s.date(r.day), "Its date.";
        "settings" = s.settings.as_ref().map(|u| u.sample.settings), "Drawn settings.";
        "runs_per_setting" = s.settings.as_ref().map(|u| u.sample.runs), "Runs of each strategy in each setting.";
        Spread "active" ["people"] = r.active, "Active owners over all runs of all settings.";
        "spent_mean" ["currency"] = r.spent, "Mean money spent by then.";
        "extra_active_mean" ["people"] = r.extra, "Mean of active owners less those of the strategy without tactics, same luck.";
        Interval "cost_per_extra_active" ["currency"] = r.cost,
            "Money per extra active owner, `spent_mean` ÷ `extra_active_mean`; empty where there are none extra.";
        Interval "cost_per_extra_active_taken_off" ["currency"] = r.cost_taken_off,
            "The same over the runs that took off; empty where all or none did.";
        Interval "profit_mean" ["currency"] = r.profit.map(|p| p.mean),
            "Mean profit: margin of the people won less money spent less wages, discounted; empty where no margin is said.";
        "profit_p05" ["currency"] = r.profit.map(|p| p.over_runs.p05), "5 % quantile of profit over all runs of all settings.";
        "profit_p95" ["currency"] = r.profit.map(|p| p.over_runs.p95), "95 % quantile of it.";
        Interval "return" = r.returned, "(Profit − profit without tactics) ÷ money spent.";
        Interval "share_taken_off" ["share"] = r.taken_off, "Mean share of runs taken off by then, settings as the sample.";
        "share_promise_broken" ["share"] = s.settings.as_ref().and_then(|u| whole(s, r, u.sample.service[r.strategy].overrun.value)),
            "Share of runs in which a day's mean wait passed the promise; last horizon only.";
        "share_unanswered_p50" ["share"] = s.settings.as_ref().and_then(|u| whole(s, r, u.sample.service[r.strategy].unanswered?)),
            "Median share of tickets that were not answered by the end, over these runs; last horizon only.";
        "share_market_used_up" ["share"] = s.settings.as_ref().and_then(|u| whole(s, r, u.sample.used_up[r.strategy].value)),
            "Share of runs that won over 90 % of everybody who could be won; last horizon only.";
    },
};
