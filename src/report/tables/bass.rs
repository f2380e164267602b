//! The table of the Bass curves that the strategies imply.
//!
//! Always true: p and q stand beside their ridge; where there is no fit, the last column says why.

use super::{maybe, number, table};
use crate::fit::implied::implied;
use crate::study::Summary;

pub(super) fn bass(summary: &Summary) -> Result<String, csv::Error> {
    let heads = [
        "strategy",
        "weeks",
        "p_per_week",
        "p_se",
        "q_per_week",
        "q_se",
        "m_people",
        "m_se",
        "correlation_p_q",
        "fit_error",
        "q_low_within_10_percent",
        "q_high_within_10_percent",
        "hardly_identified",
        "no_bass_curve",
        "why_no_fit",
    ];
    let rows = implied(summary).into_iter().map(|i| {
        let mut row = vec![summary.strategies[i.strategy].clone(), i.weeks.to_string()];
        match i.curve {
            Ok(c) => {
                let f = &c.fit;
                row.extend([f.p, f.p_se, f.q, f.q_se, f.m, f.m_se, f.corr_pq, c.error].map(number));
                row.extend([maybe(c.q_low), maybe(c.q_high)]);
                row.extend([f.hardly_identified(), c.is_poor()].map(|b| b.to_string()));
                row.push(String::new());
            }
            Err(why) => {
                row.extend(vec![String::new(); 11]);
                row.extend(["true".into(), why.to_string()]);
            }
        }
        row
    });
    table(&heads, rows)
}
