//! The table of the Bass curves that the strategies imply.
//!
//! Always true: p and q stand beside their ridge; where there is no fit, the last column says why.

use super::source::Table;
use crate::fit::implied::ImpliedCurve;
use crate::report::column::columns;
use crate::study::summary::bass::Implied;

fn fitted<T>(row: &Implied, value: impl Fn(&ImpliedCurve) -> T) -> Option<T> {
    row.curve.as_ref().ok().map(value)
}

pub(super) static BASS: Table<Implied> = Table {
    file: "bass.csv",
    doc: "As stated: Bass's p, q and m of each strategy's median curve, with the range of q that fits nearly as well",
    shows: |_| true,
    rows: |s, put| s.bass.iter().for_each(put),
    columns: columns! { |s, r|
        /// Strategy.
        "strategy" = s.strategy(r.strategy);
        /// Whole weeks of new adopters that were fitted.
        "weeks" ["weeks"] = r.weeks;
        /// Hazard of adopting with no adopter yet.
        "p_per_week" ["per week"] = fitted(r, |c| c.fit.p);
        /// Its standard error.
        "p_se" ["per week"] = fitted(r, |c| c.fit.p_se);
        /// Hazard added once everybody has adopted.
        "q_per_week" ["per week"] = fitted(r, |c| c.fit.q);
        /// Its standard error.
        "q_se" ["per week"] = fitted(r, |c| c.fit.q_se);
        /// Final number of adopters.
        "m_people" ["people"] = fitted(r, |c| c.fit.m);
        /// Its standard error.
        "m_se" ["people"] = fitted(r, |c| c.fit.m_se);
        /// Correlation of the estimates of p and q.
        "correlation_p_q" = fitted(r, |c| c.fit.corr_pq);
        /// Root of the squared misses ÷ that of the squared numbers seen; 0 for an exact Bass curve.
        "fit_error" = fitted(r, |c| c.error);
        /// Smallest q that fits with an error at most 10 % larger; empty where there is none.
        "q_low_within_10_percent" ["per week"] = fitted(r, |c| c.q_low).flatten();
        /// Largest such q; empty where there is none.
        "q_high_within_10_percent" ["per week"] = fitted(r, |c| c.q_high).flatten();
        /// Whether q and m are hardly known: the curve ends before its peak, or the errors are too large.
        "hardly_identified" = fitted(r, |c| c.fit.hardly_identified());
        /// Whether the curve is no Bass curve, whatever p, q and m.
        "no_bass_curve" = fitted(r, ImpliedCurve::is_poor).unwrap_or(true);
        /// Why nothing could be fitted.
        "why_no_fit" = r.curve.as_ref().err().map(ToString::to_string);
    },
};
