//! A hazard of adoption on a network, in words.

use std::fmt;

use super::figures::{minus, neighbours, p_value, significant, ties_in_words};
use super::fitted::{peak, weak};
use crate::fit::FitError;
use crate::fit::adoption::{Adoption, Counts};
use crate::fit::bass::{self, BassFit};
use crate::fit::hazard::{self, Estimate, HazardFit, Verdict};
use crate::fit::posterior::{self, Band, Posterior};
use crate::fit::series::Series;
use crate::fit::ties::TieCounts;
use crate::report::column::{Table, columns};
use crate::report::findings::Page;
use crate::report::format::{count, factor, grouped};

/// Most lines of the curve that are printed; the file has all.
const LINES: usize = 24;

/// Adoption on a network and what was fitted to it.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkReport {
    pub source: String,
    pub counts: Counts,
    pub ties: TieCounts,
    pub hazard: HazardFit,
    pub check: Posterior,
    /// Bass's model on the new adopters a period, or why there is none.
    pub bass: Result<BassFit, FitError>,
}

pub(super) static CURVE: Table<NetworkReport, (Band, u32)> = Table {
    file: "--out, adoption times on a network",
    doc: "Adopters by period, in the data and in runs of the fitted hazard on the same network",
    shows: |_| true,
    rows: |s, put| s.check.curve.iter().zip(&s.counts.new).for_each(|(band, new)| put(&(*band, *new))),
    columns: columns! { |s, r|
        "period" = r.0.period.to_string(), "Period.";
        "new_adopters" ["people"] = r.1, "New adopters in it.";
        "observed_share" ["share"] = format!("{:.6}", r.0.observed), "Share of all people who had adopted by its end.";
        "simulated_mean" ["share"] = format!("{:.6}", r.0.mean), "Mean of that share over runs.";
        "p05" ["share"] = format!("{:.6}", r.0.p05), "5 % quantile of it.";
        "p95" ["share"] = format!("{:.6}", r.0.p95), "95 % quantile of it.";
    },
};

impl NetworkReport {
    pub fn of(source: String, data: &Adoption, runs: u32, seed: u64) -> Result<NetworkReport, FitError> {
        let hazard = hazard::fit(data)?;
        let counts = data.counts();
        let new: Vec<f64> = counts.new.iter().map(|n| f64::from(*n)).collect();
        Ok(NetworkReport {
            source,
            ties: data.ties.counts,
            check: posterior::simulate(data, hazard.coefficients(), runs, seed),
            bass: bass::fit(&new),
            hazard,
            counts,
        })
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "kind": "network",
            "data": self.source,
            "people": self.counts,
            "ties": self.ties,
            "hazard": self.hazard,
            "verdict": self.verdict(),
            "check": self.check,
            "bass": self.bass.as_ref().ok(),
            "bass_error": self.bass.as_ref().err().map(ToString::to_string),
        })
    }

    /// The curve: period, new adopters, cumulative share observed, and of the runs mean, p05, p95.
    pub fn csv(&self) -> String {
        CURVE.csv(self)
    }

    /// The verdict in a sentence.
    pub fn verdict(&self) -> String {
        let h = &self.hazard;
        let odds = format!(
            "a person {} the odds of adopting in a period of a person {} (95 % interval {} to {})",
            if self.ties.reversed {
                format!("named by adopters only has {}", factor(h.odds_ratio))
            } else {
                format!("who names only adopters has {}", factor(h.odds_ratio))
            },
            if self.ties.reversed { "named by none" } else { "who names none" },
            factor(h.odds_low),
            factor(h.odds_high)
        );
        match h.verdict {
            Verdict::NoContagion => format!(
                "No significant contagion: {odds}. That is not proof of none: the interval says how much there may be."
            ),
            Verdict::Contagion => format!(
                "Contagion: {odds}; both tests agree at 5 %. It may be more or less than influence, see the caution."
            ),
            Verdict::Reversed => {
                format!("No contagion, rather the reverse: {odds}; both tests agree at 5 %.")
            }
            Verdict::Undecided => format!(
                "Undecided: {odds}; of the two tests at 5 % (z: p {}, likelihood ratio: p {}) only one finds an effect.",
                p_value(h.exposure.p),
                p_value(h.likelihood_ratio_p)
            ),
        }
    }

    fn header(&self) -> String {
        let (c, t) = (&self.counts, &self.ties);
        let alone = match (t.undirected, t.reversed) {
            (true, _) => "have no tie",
            (false, true) => "are named by nobody",
            (false, false) => "name nobody",
        };
        let [people, adopters, others, without] =
            [c.people, c.adopters, c.people - c.adopters, t.without_ties].map(grouped);
        format!(
            "{}: adoption times on a network. {people} people, {adopters} adopted in periods {} to {}, {others} had not by \
             then; {}; {without} people {alone}.",
            self.source,
            c.first,
            c.last,
            ties_in_words(t)
        )
    }

    fn bass_in_words(&self) -> Vec<String> {
        let series = Series::numbered("new adopters", self.counts.first as f64, Vec::new());
        match &self.bass {
            Err(error) => vec![format!("Bass's model on the new adopters a period: {error}.")],
            Ok(fit) => {
                let mut said = vec![format!(
                    "Bass's model on the new adopters a period: p {} (error {}), q {} ({}), m {} ({}), R² {:.2}, peak in period {}. \
                     It is fitted to the sum of all and sees no tie, so its q is no sign of contagion either.",
                    significant(fit.p),
                    significant(fit.p_se),
                    significant(fit.q),
                    significant(fit.q_se),
                    count(fit.m),
                    count(fit.m_se),
                    fit.r2,
                    peak(&series, fit)
                )];
                said.extend(weak(&series, fit).iter().map(|s| format!("Caution, Bass: {s}")));
                said
            }
        }
    }
}

impl fmt::Display for NetworkReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (h, mut page) = (&self.hazard, Page::default());
        page.say(self.header());
        let new: Vec<String> = self.counts.new.iter().map(u32::to_string).collect();
        page.say(format!("New adopters a period: {}.", new.join(" ")));
        page.line("");
        page.say(format!(
                "logit P(adopts in a period, if not before) = constant + exposure·E + time·s; {} rows, one a person and \
                 period at risk:",
                grouped(h.rows as f64)));
        page.line(format!("  {:<12}{:>10}{:>9}{:>9}{:>10}", "", "estimate", "error", "z", "p"));
        let mut row = |name: &str, e: &Estimate| {
            let (value, z) = (minus(format!("{:.3}", e.value)), minus(format!("{:.2}", e.z)));
            page.line(format!("  {name:<12}{value:>10}{:>9.3}{z:>9}{:>10}", e.se, p_value(e.p)));
        };
        row("constant", &h.constant);
        row("exposure", &h.exposure);
        row("time", &h.time);
        page.say(format!(
            "Log-likelihood {}, without exposure {}: likelihood ratio {:.2}, p {}.",
            minus(format!("{:.2}", h.log_likelihood)),
            minus(format!("{:.2}", h.log_likelihood_without)),
            h.likelihood_ratio,
            p_value(h.likelihood_ratio_p)
        ));
        page.line("");
        page.say(self.verdict());
        let named = neighbours(&self.ties);
        page.say(format!(
                "E is the share of {named}, among the people of the file, who had adopted before the period (0 for a \
                 person without any); s runs from 0 in period {} to 1 in period {}.",
                self.counts.first, self.counts.last));
        page.say("Caution: people who are tied are alike and hear the same marketing, and this model tells neither from \
             influence (Van den Bulte & Lilien 2001; Aral, Muchnik & Sundararajan 2009).");
        if self.counts.adopters == self.counts.people {
            page.say("Everybody adopted by the last period. If its number only means \"not yet\", say so with --never or \
                 --censored-from.");
        }
        page.line("");
        self.check_in_words(&mut page);
        self.bass_in_words().iter().for_each(|said| page.say(said));
        page.fmt(f)
    }
}

impl NetworkReport {
    fn check_in_words(&self, page: &mut Page) {
        let check = &self.check;
        page.say(format!(
                "Check: the fitted hazard played {} times on the same network from nobody (seed {}). The mean curve is off by \
                 {:.3} of all people (root mean square); the data lie within the 90 % band in {} of {} periods. The band \
                 shows luck, not the errors of the estimates.",
                grouped(check.runs),
                check.seed,
                check.rmse,
                check.inside,
                check.curve.len()));
        page.line(format!(
            "  {:<10}{:>18}{:>18}{:>22}",
            "period", "adopted by then", "simulated mean", "90 % of runs"
        ));
        let (step, last) = (check.curve.len().div_ceil(LINES), check.curve.len() - 1);
        // Counted back from the end, so that the last period is always shown.
        for (_, b) in check.curve.iter().enumerate().filter(|(i, _)| (last - i).is_multiple_of(step)) {
            let range = format!("{:.3} to {:.3}", b.p05, b.p95);
            page.line(format!("  {:<10}{:>18.3}{:>18.3}{range:>22}", b.period, b.observed, b.mean));
        }
    }
}
