//! The pack's verdict as a page: a table for the terminal, and Markdown for the documentation.

use std::fmt::Write as _;

use super::{JudgedCheck, JudgedComparison, Report};

/// The table; with `misses_only`, only the checks with a comparison beyond its limit.
pub fn terminal(report: &Report, misses_only: bool) -> String {
    let mut text = String::new();
    let mut part = "";
    let shown = report.checks.iter().filter(|r| !misses_only || r.comparisons.iter().any(|f| !f.pass));
    for check in shown {
        if check.part != part {
            part = check.part;
            let _ = writeln!(
                text,
                "\n{:<58}{:>13}{:>13}{:>11}{:>11}",
                part, "expected", "got", "std error", "may differ"
            );
        }
        let _ = writeln!(text, "  {:<5}{} ({})", check.id, check.claim, check.source);
        for comparison in &check.comparisons {
            let [expected, got, error, limit] = cells(comparison);
            let verdict = if comparison.pass { "ok" } else { "MISS" };
            let _ = writeln!(
                text,
                "       {:<51}{expected:>13}{got:>13}{error:>11}{limit:>11}  {verdict}",
                comparison.name
            );
        }
    }
    let _ = write!(text, "\n{}", conclusion(report));
    text.trim_start_matches('\n').to_owned()
}

/// What it comes to, in words.
fn conclusion(report: &Report) -> String {
    let mode = if report.full { "full" } else { "quick" };
    let (comparisons, checks) = (report.comparisons(), report.checks.len());
    let mut text = match report.misses() {
        0 => format!("All {comparisons} figures of {checks} rows agree"),
        1 => format!("1 of {comparisons} figures of {checks} rows MISSES"),
        n => format!("{n} of {comparisons} figures of {checks} rows MISS"),
    };
    let _ = writeln!(text, " ({mode} pack, seed {}).", report.seed);
    let _ = writeln!(
        text,
        "Chance has a part in {} of them: a right engine fails the whole pack once in {:.0} seeds.",
        report.random_comparisons,
        1.0 / report.false_alarm
    );
    if !report.full {
        let _ = writeln!(text, "More replications and narrower limits: --full (some minutes).");
    }
    text
}

/// The documentation page of the pack.
pub fn markdown(report: &Report) -> String {
    let mut text = String::from("# What the engine is checked against\n\n");
    let _ = write!(
        text,
        "Written by `groundswell verify{} --seed {} --markdown`; every number below was computed by the \
         program that users run; `groundswell verify --only ID --save FOLDER` writes a check's scenarios. \
         Do not edit it by hand.\n\n\
         - *Expected* is computed from the formula of the source, or is a published or reference value.\n\
         - *Std error* is that of what came out (and of the reference, where it has one of its own).\n\
         - *May differ* by: where chance has a part, a share of {} for the whole pack of {} such figures, \
         divided equally among them (Bonferroni), so that a right engine fails the pack once in {:.0} \
         seeds; plus what the set-up itself may be off by (its tick, its finite size), a few per mille. \
         Where chance has no part, a rule.\n\n",
        if report.full { " --full" } else { "" },
        report.seed,
        report.false_alarm,
        report.random_comparisons,
        1.0 / report.false_alarm
    );
    let verdict = match report.misses() {
        0 => "All of them agree".to_owned(),
        n => format!("**{n} miss**"),
    };
    let _ = writeln!(text, "{} rows, {} figures. {verdict}.", report.checks.len(), report.comparisons());
    let mut part = "";
    for check in &report.checks {
        if check.part != part {
            part = check.part;
            let _ = writeln!(text, "\n## {part}");
        }
        table(&mut text, check);
    }
    text
}

fn table(text: &mut String, check: &JudgedCheck) {
    let _ = writeln!(
        text,
        "\n**{}** {} ({})\n\n| figure | expected | got | std error | may differ | |\n\
         | --- | ---: | ---: | ---: | ---: | --- |",
        check.id, check.claim, check.source
    );
    for comparison in &check.comparisons {
        let verdict = if comparison.pass { "ok" } else { "**miss**" };
        let _ = writeln!(text, "| {} | {} | {verdict} |", comparison.name, cells(comparison).join(" | "));
    }
}

/// Expected, got, standard error, and what the two may differ by.
fn cells(c: &JudgedComparison) -> [String; 4] {
    let se = c.standard_error.map_or_else(|| "–".into(), error);
    let limit = match c.limit {
        0.0 => "exact".into(),
        limit if limit <= 1e-8 * c.expected.abs() => "rounding".into(),
        limit => error(limit),
    };
    [number(c.expected), number(c.got), se, limit]
}

/// Six significant digits, without trailing zeros.
fn number(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return format!("{}", value + 0.0);
    }
    let digits = (5 - value.abs().log10().floor() as i32).clamp(0, 9) as usize;
    let text = format!("{value:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// Two significant digits.
fn error(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return format!("{}", value + 0.0);
    }
    if value.abs() < 1e-4 {
        return format!("{value:.0e}");
    }
    let digits = (1 - value.abs().log10().floor() as i32).clamp(0, 9) as usize;
    format!("{value:.digits$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_show_what_they_are_worth() {
        assert_eq!(number(4.953_883_14), "4.95388");
        assert_eq!(number(11.0), "11");
        assert_eq!(number(0.000_002_51), "0.00000251");
        assert_eq!(number(841.0), "841");
        assert_eq!(number(-0.376), "-0.376");
        assert_eq!(error(0.030_12), "0.030");
        assert_eq!(error(12.3), "12");
        assert_eq!(error(0.000_005), "5e-6");
    }
}
