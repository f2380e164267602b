//! Amounts by day, from a table of periods: `spend = { file = "spend.csv", column = "ads" }`.
//!
//! Always true: what the days of the run hold is what the rows hold for them; no period is left out.

use jiff::civil::Date;
use serde::Serialize;

use super::declare::{Form, Section, table};
use super::quantity::{days_between, figure};
use super::table_file::{Column, Row, TableFile};
use super::tree::{self, Node, Value};
use crate::delimited::{self, Calendar, NumberStyle};

/// Money by day of the run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Daily {
    /// Amounts from the first day of the run; nothing is spent after the last.
    pub amounts: Vec<f64>,
    /// Day of the run from which it may be spent.
    pub begins: f64,
}

impl Daily {
    /// Money of so many days from the tactic's start.
    pub fn after(&self, days: f64) -> f64 {
        self.between(self.begins, self.begins + days)
    }

    /// Money of the days in `[from, to)`, counted from the start of the run; of a part of a day its part.
    pub fn between(&self, from: f64, to: f64) -> f64 {
        let from = from.max(self.begins);
        let days = (from.max(0.0).floor() as usize)..self.amounts.len().min(to.max(0.0).ceil() as usize);
        days.map(|day| {
            let (begin, end) = (day as f64, day as f64 + 1.0);
            let part = to.min(end) - from.max(begin);
            if part >= 1.0 { self.amounts[day] } else { self.amounts[day] * part.max(0.0) }
        })
        .sum()
    }
}

table! {
    /// Amounts over time.
    pub struct Amounts in ["strategy.tactic.spend"] {
        /// A table of periods and amounts; the path is relative to the scenario file.
        pub file: Option<String> = Text;
        /// Column of the amounts: a name of the header, or a number from 1; by default the one called spend, amount,
        /// cost, 费用, 金额, 花费, ….
        pub column: Option<String> = Text;
        /// Column of the periods: dates, days (from 0 or 1) or weeks (from 0 or 1); by default the one called date, day,
        /// week, month, 日期, ….
        pub period: Option<String> = Text;
        /// Amounts by day from the first day of the run, instead of a file.
        pub by_day: Option<Vec<f64>> = Form (Form::List(&Form::Amount)), by |s, key| by_day(s, key.name);
    }
}

const SPENT: [&str; 15] = [
    "spend", "spent", "amount", "cost", "budget", "money", "value", "费用", "金额", "花费", "投入", "支出",
    "预算", "成本", "消耗",
];
const PERIODS: [&str; 15] = [
    "date", "day", "week", "month", "quarter", "period", "日期", "天", "日", "周", "星期", "月", "月份",
    "季度", "时间",
];
/// Names of columns that count days, and weeks.
const DAYS: [&str; 3] = ["day", "天", "日"];
const WEEKS: [&str; 3] = ["week", "周", "星期"];
/// Most that a day may cost.
const MOST: f64 = 1e15;

/// When a run and a tactic begin, and when the run ends.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    /// Date of day 0.
    pub start: Date,
    /// Day on which the tactic starts.
    pub begins: f64,
    /// Days of the run.
    pub horizon: f64,
}

/// The amounts that a table under `key` states; `None` where there is no such table, or one with a number in it.
pub fn amounts(s: &Section<'_>, key: &'static str, span: Span) -> Option<Daily> {
    let node = s.node(key)?;
    let Value::Table(table) = &node.value else { return None };
    if table.get("value").is_some() {
        return None;
    }
    let inner = Section::new(s.cx, table, s.name(key), node.at);
    let of = Amounts::read(&inner);
    let days = span.horizon.ceil() as usize;
    let amounts = match (&of.file, of.by_day) {
        (Some(_), Some(_)) => {
            inner.problem("by_day", "stands beside file", "take one of them away");
            Vec::new()
        }
        (None, Some(mut amounts)) => {
            amounts.truncate(days);
            amounts
        }
        (Some(name), None) => from_file(&inner, name, [&of.column, &of.period].map(Option::as_deref), span),
        (None, None) => {
            if !inner.has("file") && !inner.has("by_day") {
                inner.problem("", "names no file", "add file = \"…\", a table of periods and amounts");
            }
            Vec::new()
        }
    };
    inner.finish();
    let written: Vec<String> = amounts.iter().map(|amount| tree::float(*amount)).collect();
    s.record(key, format!("{{ by_day = [{}] }}", written.join(", ")));
    Some(Daily { amounts, begins: span.begins })
}

fn by_day(own: &Section<'_>, key: &'static str) -> Option<Vec<f64>> {
    let list = own.list(key, "write the amounts by day, as in [100, 0, 250]")?;
    let amount = |node: &Node| match node.value {
        Value::Whole(number) => Some(number as f64),
        Value::Float(number) => Some(number),
        _ => None,
    };
    let mut amounts = Vec::with_capacity(list.len());
    for node in list {
        match amount(node).filter(|amount| (0.0..=MOST).contains(amount)) {
            Some(amount) => amounts.push(amount),
            None => {
                own.problem_at(node, key, format!("holds {}", node.describe()), "write amounts of 0 or more")
            }
        }
    }
    Some(amounts)
}

/// One row: its line, its first day and the day after its last, counted from the start of the run, and the amount.
struct Spent {
    line: u64,
    days: (i64, i64),
    amount: f64,
}

fn from_file(s: &Section<'_>, name: &str, [column, period]: [Option<&str>; 2], span: Span) -> Vec<f64> {
    let table = match s.cx.files.table(name) {
        Ok(table) => table,
        Err(words) => {
            s.refuse("file", tree::quoted(name), words);
            return Vec::new();
        }
    };
    let found = |key: &'static str, asked: Option<&str>, usual: &[&str]| {
        table.column(key, asked, usual).map_err(|words| {
            let place = if s.has(key) { key } else { "file" };
            s.problem(place, format!("does not say which {key} of {name} is meant"), words);
        })
    };
    let (Ok(period), Ok(column)) = (found("period", period, &PERIODS), found("column", column, &SPENT))
    else {
        return Vec::new();
    };
    // Both or neither are named by the first row.
    let header = period.header || column.header;
    let [period, column] = [period, column].map(|c| Column { header, ..c });
    match rows(&table, period, column, span.start) {
        Ok(rows) => {
            if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
                let all = figure(rows.iter().map(|row| row.amount).sum());
                let date =
                    |day: i64| span.start.checked_add(jiff::Span::new().days(day)).unwrap_or(span.start);
                let (from, to) = (date(first.days.0), date(last.days.1 - 1));
                let (name, periods) = (table.name_of(column), rows.len());
                let holds = format!("{all} in {name}, {periods} periods from {from} to {to}");
                s.cx.note_table(table.account(&holds));
            }
            spread(s, &rows, span)
        }
        Err((words, help)) => {
            s.problem("file", words, help);
            Vec::new()
        }
    }
}

/// The rows of a table; or the first mistake, and what would do.
fn rows(
    table: &TableFile,
    period: Column,
    column: Column,
    start: Date,
) -> Result<Vec<Spent>, (String, String)> {
    let mut below: Vec<&Row> = table.below(period).iter().collect();
    let mistake = |line: u64, column: Column, field: &str, expected: &str| {
        (
            format!("cannot be read ({} is {})", table.place(line, column), tree::quoted(field)),
            expected.to_owned(),
        )
    };
    let Some(first) = below.first().copied() else {
        return Err(("holds no row".into(), "write a row a period".into()));
    };
    let mut fields: Vec<&str> = below.iter().map(|(_, fields)| fields[period.at].as_str()).collect();
    let dates = delimited::date(&fields).map_err(|words| mistake(first.0, period, fields[0], &words))?;
    let (calendar, unit, mut numbers) = match dates {
        Some((calendar, periods)) => (calendar, 1, periods),
        None => {
            let name = table.name_of(period).trim().to_lowercase();
            let unit = match (DAYS.contains(&name.as_str()), WEEKS.contains(&name.as_str())) {
                (true, _) => 1,
                (_, true) => 7,
                _ => {
                    let expected = "write dates such as 2026-03-31, or call the column `day` or `week` if it counts them";
                    return Err(mistake(first.0, period, fields[0], expected));
                }
            };
            let mut numbers = Vec::with_capacity(fields.len());
            for (field, (line, _)) in fields.iter().zip(below.iter().copied()) {
                match delimited::number(field, NumberStyle::Plain)
                    .filter(|n| n.fract() == 0.0 && n.abs() < 1e9)
                {
                    Some(number) => numbers.push(number as i64),
                    None => return Err(mistake(*line, period, field, "write a whole number or a date")),
                }
            }
            // The first day is 0, or 1 where no 0 is written.
            if !numbers.contains(&0) {
                numbers.iter_mut().for_each(|n| *n -= 1);
            }
            (Calendar::Number, unit, numbers)
        }
    };
    // Rows may stand from the latest to the first.
    if numbers.len() > 1 && numbers.is_sorted_by(|a, b| a > b) {
        below.reverse();
        fields.reverse();
        numbers.reverse();
    }
    let step = numbers.windows(2).map(|pair| pair[1] - pair[0]).filter(|step| *step > 0).min().unwrap_or(1);
    if let Some(i) = numbers.windows(2).position(|pair| pair[1] - pair[0] != step) {
        let text = format!("leaves a period out, or has it twice ({})", table.place(below[i + 1].0, period));
        let help = format!(
            "{} follows {}; every period has a row, one without spending has 0",
            fields[i + 1],
            fields[i]
        );
        return Err((text, help));
    }
    let Some(style) = table.style(column) else {
        let field = &first.1[column.at];
        let expected = "write numbers whose comma is either before the decimals or between thousands";
        return Err(mistake(first.0, column, field, expected));
    };
    let day = |number: i64| -> Option<i64> {
        let date = match calendar {
            Calendar::Number => return Some(number * unit),
            Calendar::Day => return Some(number - days_between(Date::constant(1970, 1, 1), start) as i64),
            Calendar::Month => month(number)?,
            Calendar::Quarter => month(3 * number)?,
        };
        Some(days_between(start, date) as i64)
    };
    let mut spent = Vec::with_capacity(below.len());
    for ((line, row), (number, field)) in below.iter().copied().zip(numbers.iter().zip(&fields)) {
        let amount = &row[column.at];
        let expected = "write an amount of 0 or more for every period";
        let read = delimited::number(amount, style).filter(|amount| (0.0..=MOST).contains(amount));
        let amount = read.ok_or_else(|| mistake(*line, column, amount, expected))?;
        match (day(*number), day(number + step)) {
            (Some(from), Some(to)) => spent.push(Spent { line: *line, days: (from, to), amount }),
            _ => return Err(mistake(*line, period, field, "write a date of this century")),
        }
    }
    Ok(spent)
}

/// The first day of a month that is counted as 12 · year + month − 1.
fn month(number: i64) -> Option<Date> {
    let year = i16::try_from(number.div_euclid(12)).ok()?;
    Date::new(year, number.rem_euclid(12) as i8 + 1, 1).ok()
}

/// Amounts by day of the run; what lies before the tactic's start or beyond the horizon is told.
fn spread(s: &Section<'_>, rows: &[Spent], span: Span) -> Vec<f64> {
    let (begins, ends) = (span.begins.floor().max(0.0) as i64, span.horizon.ceil() as i64);
    let mut amounts = vec![0.0; usize::try_from(ends).unwrap_or(0)];
    let (mut before, mut beyond) = ((0.0, 0), (0.0, 0));
    for Spent { line, days: (from, to), amount } in rows {
        let share = amount / (to - from) as f64;
        let early = (begins.min(*to) - from).max(0) as f64 * share;
        let late = (to - ends.max(*from)).max(0) as f64 * share;
        if early > 0.0 {
            before = (before.0 + early, *line);
        }
        if late > 0.0 {
            beyond = (beyond.0 + late, if beyond.1 == 0 { *line } else { beyond.1 });
        }
        let within = begins.max(*from)..ends.min(*to);
        let (length, mut left) = (within.end - within.start, amount - early - late);
        for (day, i) in within.zip(1..) {
            // The last day takes what rounding leaves.
            let own = if i == length { left } else { share };
            left -= own;
            amounts[day as usize] += own.max(0.0);
        }
    }
    let money = |amount: f64| figure(if amount >= 100.0 { amount.round() } else { amount });
    if before.1 > 0 {
        let text =
            format!("holds {} for days before the tactic starts (up to line {})", money(before.0), before.1);
        s.warning("file", text, "that is not spent");
    }
    if beyond.1 > 0 {
        let text = format!("holds {} for days beyond the horizon (from line {})", money(beyond.0), beyond.1);
        s.warning("file", text, "that is not spent");
    }
    while amounts.last() == Some(&0.0) {
        amounts.pop();
    }
    amounts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_days_have_parts_of_their_money_and_nothing_comes_before_the_start() {
        let daily = Daily { amounts: vec![10.0, 0.0, 4.0], begins: 0.0 };
        assert_eq!(daily.between(0.0, 9.0), 14.0);
        assert_eq!(
            (0..12).map(|k| daily.between(f64::from(k) * 0.25, f64::from(k + 1) * 0.25)).sum::<f64>(),
            14.0
        );
        assert_eq!(
            (daily.between(0.25, 0.75), daily.between(2.5, 7.0), daily.between(5.0, 6.0)),
            (5.0, 2.0, 0.0)
        );
        let late = Daily { begins: 2.0, ..daily };
        assert_eq!((late.between(0.0, 2.5), late.after(1.0), late.after(0.0)), (2.0, 4.0, 0.0));
    }
}
