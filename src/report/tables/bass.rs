//! The table of the Bass curves that the strategies imply.
//!
//! Always true: p and q stand beside their ridge; where there is no fit, the last column says why.

use super::table::{Table, columns};
use crate::fit::implied::ImpliedCurve;
use crate::study::summary::Implied;

fn fitted<T>(row: &Implied, value: impl Fn(&ImpliedCurve) -> T) -> Option<T> {
    row.curve.as_ref().ok().map(value)
}

pub(super) static BASS: Table<Implied> = Table {
    file: "bass.csv",
    doc: "As stated: Bass's p, q and m of each strategy's median curve, with the range of q that fits nearly as well",
    shows: |_| true,
    rows: |s, put| s.bass.iter().for_each(put),
    columns: columns! { |s, r|
        "strategy" = s.strategy(r.strategy), "Strategy.";
        "weeks" ["weeks"] = r.weeks, "Whole weeks of new adopters that were fitted.";
        "p_per_week" ["per week"] = fitted(r, |c| c.fit.p), "Hazard of adopting with no adopter yet.";
        "p_se" ["per week"] = fitted(r, |c| c.fit.p_se), "Its standard error.";
        "q_per_week" ["per week"] = fitted(r, |c| c.fit.q), "Hazard added once everybody has adopted.";
        "q_se" ["per week"] = fitted(r, |c| c.fit.q_se), "Its standard error.";
        "m_people" ["people"] = fitted(r, |c| c.fit.m), "Final number of adopters.";
        "m_se" ["people"] = fitted(r, |c| c.fit.m_se), "Its standard error.";
        "correlation_p_q" = fitted(r, |c| c.fit.corr_pq), "Correlation of the estimates of p and q.";
        "fit_error" = fitted(r, |c| c.error), "Root of the squared misses ÷ that of the squared numbers seen; 0 for an exact Bass curve.";
        "q_low_within_10_percent" ["per week"] = fitted(r, |c| c.q_low).flatten(),
            "Smallest q that fits with an error at most 10 % larger; empty where there is none.";
        "q_high_within_10_percent" ["per week"] = fitted(r, |c| c.q_high).flatten(), "Largest such q; empty where there is none.";
        "hardly_identified" = fitted(r, |c| c.fit.hardly_identified()),
            "Whether q and m are hardly known: the curve ends before its peak, or the errors are too large.";
        "no_bass_curve" = fitted(r, ImpliedCurve::is_poor).unwrap_or(true), "Whether the curve is no Bass curve, whatever p, q and m.";
        "why_no_fit" = r.curve.as_ref().err().map(ToString::to_string), "Why nothing could be fitted.";
    },
};
