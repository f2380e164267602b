//! Dates as people write them: days, weeks, months, quarters, and the days of spreadsheets.

use jiff::SignedDuration;
use jiff::civil::{Date, date as civil};
use serde::Serialize;

/// What the periods of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Calendar {
    /// Numbers.
    Number,
    /// Days, counted from 1970-01-01.
    Day,
    /// Months: 12 · year + month − 1.
    Month,
    /// Quarters: 4 · year + quarter − 1.
    Quarter,
}

const EPOCH: Date = civil(1970, 1, 1);
/// Day 0 of spreadsheets.
const SHEET: Date = civil(1899, 12, 30);
const DAY: i64 = 86_400;
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl Calendar {
    /// A period in words, as in `2020-07`; numbers as they are.
    pub fn label(self, period: f64) -> String {
        let whole = period.round() as i64;
        match self {
            Calendar::Number => period.to_string(),
            Calendar::Day => {
                let span = SignedDuration::from_secs(whole.saturating_mul(DAY));
                EPOCH.checked_add(span).map_or_else(|_| period.to_string(), |date| date.to_string())
            }
            Calendar::Month => format!("{}-{:02}", whole.div_euclid(12), whole.rem_euclid(12) + 1),
            Calendar::Quarter => format!("{}Q{}", whole.div_euclid(4), whole.rem_euclid(4) + 1),
        }
    }
}

/// One field as a date, as far as it can be told alone.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Stamp {
    Day(Date),
    /// Month and day in an order that is not known, and the year.
    Either(i8, i8, i16),
    Month(i64),
    Quarter(i64),
}

/// The periods of a column, if all of its fields are dates; the days of a spreadsheet only if they are months or
/// longer apart, or `2000-01-01` to `2060-01-01` day by day or week by week.
///
/// # Errors
/// If dates such as 01/02/2020 may be read in two ways.
pub fn date(fields: &[&str]) -> Result<Option<(Calendar, Vec<i64>)>, String> {
    if let Some(found) = numeric(fields) {
        return Ok(Some(found));
    }
    let Some(stamps) = fields.iter().map(|field| stamp(field)).collect::<Option<Vec<Stamp>>>() else {
        return Ok(None);
    };
    let all = |of: fn(&Stamp) -> Option<i64>| stamps.iter().map(of).collect::<Option<Vec<i64>>>();
    if let Some(months) = all(|s| if let Stamp::Month(m) = s { Some(*m) } else { None }) {
        return Ok(Some((Calendar::Month, months)));
    }
    if let Some(quarters) = all(|s| if let Stamp::Quarter(q) = s { Some(*q) } else { None }) {
        return Ok(Some((Calendar::Quarter, quarters)));
    }
    let days = |month_first: bool| -> Option<Vec<Date>> {
        let of = |stamp: &Stamp| match *stamp {
            Stamp::Day(date) => Some(date),
            Stamp::Either(a, b, year) => {
                let (month, day) = if month_first { (a, b) } else { (b, a) };
                Date::new(year, month, day).ok()
            }
            Stamp::Month(_) | Stamp::Quarter(_) => None,
        };
        stamps.iter().map(of).collect()
    };
    let either = stamps.iter().any(|s| matches!(s, Stamp::Either(..)));
    match (days(true), days(false).filter(|_| either)) {
        (Some(a), Some(b)) if a != b => match (steady(&a), steady(&b)) {
            (true, false) => Ok(Some(regular(&a))),
            (false, true) => Ok(Some(regular(&b))),
            _ => Err(format!("{} may be read in two ways; write dates as 2020-03-31", fields[0])),
        },
        (Some(days), _) | (None, Some(days)) => Ok(Some(regular(&days))),
        (None, None) => Ok(None),
    }
}

fn since(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_secs() / DAY
}

fn month_of(date: Date) -> i64 {
    12 * i64::from(date.year()) + i64::from(date.month()) - 1
}

/// Whether these are the same day of each month, or the last day of each.
fn monthly(days: &[Date]) -> bool {
    let far = days.windows(2).all(|pair| since(pair[0], pair[1]).abs() >= 28);
    let same = days.iter().all(|d| d.day() == days[0].day());
    let last = days.iter().all(|d| d.day() == d.days_in_month());
    days.len() > 1 && far && (same || last)
}

/// Whether dates follow one another in equal steps of days or months.
fn steady(days: &[Date]) -> bool {
    let (_, periods) = regular(days);
    periods.windows(3).all(|w| w[1] - w[0] == w[2] - w[1]) && periods.len() > 2
}

/// Dates as months, where they are that, else as days.
fn regular(days: &[Date]) -> (Calendar, Vec<i64>) {
    if monthly(days) {
        (Calendar::Month, days.iter().map(|d| month_of(*d)).collect())
    } else {
        (Calendar::Day, days.iter().map(|d| since(EPOCH, *d)).collect())
    }
}

/// Whole numbers that are dates: 20200331, 202003, the days of a spreadsheet.
fn numeric(fields: &[&str]) -> Option<(Calendar, Vec<i64>)> {
    let all: Vec<i64> = fields.iter().map(|f| super::whole(f.trim().as_bytes())).collect::<Option<_>>()?;
    let within = |low: i64, high: i64| all.iter().all(|n| (low..=high).contains(n));
    if all.len() < 3 {
        return None;
    }
    if within(19_000_101, 21_001_231) {
        let day = |n: &i64| Date::new((n / 10_000) as i16, (n / 100 % 100) as i8, (n % 100) as i8).ok();
        return all.iter().map(day).collect::<Option<Vec<Date>>>().map(|days| regular(&days));
    }
    if within(190_001, 210_012) && all.iter().all(|n| (1..=12).contains(&(n % 100))) {
        return Some((Calendar::Month, all.iter().map(|n| n / 100 * 12 + n % 100 - 1).collect()));
    }
    if !within(20_000, 80_000) {
        return None;
    }
    let day = |n: &i64| SHEET.checked_add(SignedDuration::from_secs(n * DAY)).ok();
    let days: Vec<Date> = all.iter().map(day).collect::<Option<_>>()?;
    let steps: Vec<i64> = all.windows(2).map(|w| (w[1] - w[0]).abs()).collect();
    let near =
        within(36_526, 58_440) && steps.iter().all(|step| *step == steps[0]) && [1, 7].contains(&steps[0]);
    (near || monthly(&days)).then(|| regular(&days))
}

/// A piece of a date: a number with its digits, or a word in small letters.
#[derive(Debug, PartialEq)]
enum Piece {
    Number(i64, usize),
    Word(String),
}

fn pieces(field: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = field;
    while let Some(first) = rest.chars().next() {
        let same = |c: char| {
            if first.is_ascii_digit() { c.is_ascii_digit() } else { c.is_alphabetic() && !numeral(c) }
        };
        let digit = "一二三四".find(first);
        let end = match digit {
            Some(_) => first.len_utf8(),
            None => rest.find(|c| !same(c)).unwrap_or(rest.len()),
        };
        let (piece, after) = rest.split_at(end.max(first.len_utf8()));
        if let Some(at) = digit {
            pieces.push(Piece::Number(at as i64 / 3 + 1, 1));
        } else if first.is_ascii_digit() {
            pieces.push(Piece::Number(piece.parse().unwrap_or(i64::MAX), piece.len()));
        } else if first.is_alphabetic() {
            pieces.push(Piece::Word(piece.to_lowercase()));
        }
        rest = after;
    }
    pieces
}

fn numeral(c: char) -> bool {
    "一二三四".contains(c)
}

/// The field without the time of the day behind it.
fn without_time(field: &str) -> &str {
    let field = field.trim();
    let Some(colon) = field.find(':') else { return field };
    let before = &field[..colon];
    before.rfind(['T', ' ']).map_or(field, |at| before[..at].trim_end())
}

fn stamp(field: &str) -> Option<Stamp> {
    let field = without_time(field);
    if field.contains('.') && field.parse::<f64>().is_ok() {
        return None;
    }
    let pieces = pieces(field);
    let (mut numbers, mut words) = (Vec::new(), Vec::new());
    for piece in &pieces {
        match piece {
            Piece::Number(value, digits) => numbers.push((*value, *digits)),
            Piece::Word(word) => words.push(word.as_str()),
        }
    }
    let year = |(value, digits): (i64, usize)| match digits {
        4 if (1500..=2500).contains(&value) => Some(value),
        2 => Some(if value < 70 { 2000 + value } else { 1900 + value }),
        _ => None,
    };
    let full = |number: (i64, usize)| year(number).filter(|_| number.1 == 4);
    let day = |year: i64, month: i64, day: i64| {
        Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok().map(Stamp::Day)
    };
    let has = |names: &[&str]| words.iter().any(|word| names.iter().any(|n| word.contains(n)));
    let is = |names: &[&str]| words.iter().any(|word| names.contains(word));
    if let [a, b] = numbers[..]
        && (is(&["q", "qtr", "quarter", "h"]) || has(&["季"]))
    {
        let (year, quarter) = full(a).map(|y| (y, b.0)).or_else(|| Some((year(b)?, a.0)))?;
        return (1..=4)
            .contains(&quarter)
            .then_some(Stamp::Quarter(4 * year + quarter - 1))
            .filter(|_| !is(&["h"]));
    }
    if let [a, b] = numbers[..]
        && (is(&["w", "wk", "week"]) || has(&["周"]))
    {
        let (year, week) = full(a).map(|y| (y, b.0)).or_else(|| Some((full(b)?, a.0)))?;
        let week = jiff::civil::ISOWeekDate::new(
            year.try_into().ok()?,
            week.try_into().ok()?,
            jiff::civil::Weekday::Monday,
        );
        return week.ok().map(|week| Stamp::Day(week.date()));
    }
    let named = words.iter().find_map(|w| MONTHS.iter().position(|m| w.starts_with(m))).map(|m| m as i64 + 1);
    match (&numbers[..], named) {
        ([y], Some(month)) => Some(Stamp::Month(12 * year(*y)? + month - 1)),
        ([a, b], Some(month)) => match full(*a) {
            Some(year) => day(year, month, b.0),
            None => day(year(*b)?, month, a.0),
        },
        ([y, m], None) if words.iter().all(|w| ["年", "月", "m"].contains(w)) => {
            let (year, month) = full(*y).map(|y| (y, m.0)).or_else(|| Some((full(*m)?, y.0)))?;
            (1..=12).contains(&month).then_some(Stamp::Month(12 * year + month - 1))
        }
        ([y, m, d], None) if words.iter().all(|w| ["年", "月", "日", "号"].contains(w)) => match full(*y)
        {
            Some(year) => day(year, m.0, d.0),
            None => {
                let year = full(*d)?;
                Some(Stamp::Either(y.0.try_into().ok()?, m.0.try_into().ok()?, year.try_into().ok()?))
            }
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(fields: &[&str]) -> Vec<String> {
        let (calendar, periods) = date(fields).unwrap().unwrap();
        periods.iter().map(|p| calendar.label(*p as f64)).collect()
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        let months = ["2020-01", "2020-02", "2020-03"];
        for fields in [
            ["2020-01-01", "2020-02-01", "2020-03-01"],
            ["2020/1/31", "2020/2/29", "2020/3/31"],
            ["2020年1月", "2020年2月", "2020年3月"],
            ["Jan 2020", "Feb 2020", "March 2020"],
            ["Jan-20", "Feb-20", "Mar-20"],
            ["202001", "202002", "202003"],
            ["43831", "43862", "43891"],
            ["20200101", "20200201", "20200301"],
            ["2020-01-01T00:00:00Z", "2020-02-01T00:00:00Z", "2020-03-01T00:00:00Z"],
            ["31.01.2020", "29.02.2020", "31.03.2020"],
        ] {
            assert_eq!(labels(&fields), months, "{fields:?}");
        }
        for fields in [
            ["2020Q1", "2020Q2", "2020Q3"],
            ["Q1 2020", "Q2 2020", "Q3 2020"],
            ["2020-Q1", "2020-Q2", "2020-Q3"],
            ["2020年第一季度", "2020年第二季度", "2020年第三季度"],
        ] {
            assert_eq!(labels(&fields), ["2020Q1", "2020Q2", "2020Q3"], "{fields:?}");
        }
        let days = ["2020-03-30", "2020-04-06", "2020-04-13"];
        for fields in [
            ["30/03/2020", "06/04/2020", "13/04/2020"],
            ["3/30/2020", "4/6/2020", "4/13/2020"],
            ["2020-W14", "2020-W15", "2020-W16"],
            ["43920", "43927", "43934"],
            ["30 Mar 2020", "6 Apr 2020", "13 April 2020"],
            ["2020年3月30日", "2020年4月6日", "2020年4月13日"],
        ] {
            assert_eq!(labels(&fields), days, "{fields:?}");
        }
    }

    #[test]
    fn numbers_are_no_dates_and_two_readings_are_refused() {
        for fields in
            [["1", "2", "3"], ["1963", "1964", "1965"], ["2020.25", "2020.5", "2020.75"], ["a", "b", "c"]]
        {
            assert_eq!(date(&fields), Ok(None), "{fields:?}");
        }
        assert!(date(&["01/01/2020", "01/02/2020", "01/03/2020"]).unwrap_err().contains("in two ways"));
        // Of 1 February and 2 January only one gives equal steps.
        assert_eq!(labels(&["01/01/2020", "08/01/2020", "15/01/2020"])[1], "2020-01-08");
    }
}
