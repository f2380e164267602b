//! The table of numbers without a range, all tried at once.

use super::paired::{owners, profit};
use super::table::{Results, Table, columns};
use crate::study::sensitivity::{Screened, Screening};

fn all(s: &Results) -> Option<&Screening> {
    s.screening.as_ref()
}

pub(super) static SCREENING: Table<Screened> = Table {
    file: "screening.csv",
    doc: "Every number that is assumed and carries no range, tried at its two ends: what it does to the leader's lead",
    shows: |s| all(s).is_some(),
    rows: |s, put| all(s).iter().flat_map(|found| &found.of).for_each(put),
    columns: columns! { |s, r|
        "number" = r.number.name.as_str(), "Name of the number.";
        "unit" = r.number.unit.name(), "Unit of value and ends.";
        "value" ["unit"] = r.number.value, "Stated value.";
        "low" ["unit"] = r.number.low, "Lower value that it was tried at.";
        "high" ["unit"] = r.number.high, "Upper value that it was tried at.";
        "written_in" = r.number.keys.join("; "), "Keys of the scenario it stands in, or would.";
        "leader" = all(s).map(|found| s.strategy(found.leader)), "The strategy whose lead is meant.";
        "competitor" = all(s).map(|found| s.strategy(found.competitor)), "The strategy that it leads.";
        "ln_ratio_at_low" = owners(s, Some(r.leads[0])),
            "Mean ln multiple of leader to competitor over the worlds in which it stands at its lower value, the others at either of theirs; empty where profit is compared.";
        "ln_ratio_at_high" = owners(s, Some(r.leads[1])), "The same at its upper value.";
        "ln_ratio_change" = owners(s, Some(r.change)), "The second less the first.";
        "difference_profit_at_low" ["currency"] = profit(s, Some(r.leads[0])),
            "Mean profit of the leader less that of the competitor in the same way; empty where owners are compared.";
        "difference_profit_at_high" ["currency"] = profit(s, Some(r.leads[1])), "The same at its upper value.";
        "difference_profit_change" ["currency"] = profit(s, Some(r.change)), "The second less the first.";
        "t" = r.t, "The change over its error, which is found among all changes (Lenth).";
        "t_sure" = all(s).map(|found| found.critical),
            "Where none of the numbers does anything, 5 % of studies have a t beyond it.";
        "named" = r.named, "Whether it surely moves the lead by more than a tie.";
        "worlds" = all(s).map(|found| found.worlds), "Worlds in which all numbers were tried at once.";
        "ln_ratio_found_from" = owners(s, all(s).map(|found| found.found_from)),
            "Change of the ln multiple that nine of ten such studies find; empty where profit is compared.";
        "difference_profit_found_from" ["currency"] = profit(s, all(s).map(|found| found.found_from)),
            "Change of the difference of profit that nine of ten such studies find; empty where owners are compared.";
    },
};
