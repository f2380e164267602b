//! Periods that stand in two columns, and values in a column of any name.

use super::names;
use super::table::{Row, Table};
use crate::delimited;

/// Names of the column of years, in small letters.
const YEARS: [&str; 4] = ["year", "yr", "年", "年份"];
/// Names of the columns that part a year, and how a number in them is written behind the year.
const PARTS: [(&[&str], &str); 3] = [
    (&["month", "mon", "月", "月份"], "-"),
    (&["quarter", "qtr", "季度", "季"], "Q"),
    (&["week", "wk", "周", "星期"], "-W"),
];
/// Names of a column that says the whole period.
const WHOLE: [&str; 5] = ["period", "date", "日期", "时间", "期"];

impl Table {
    /// The same table with a column `period`, where it has a year and its month, quarter or week in two columns and
    /// no column for the whole.
    pub fn with_periods(mut self) -> Table {
        let at = |names: &[&str]| {
            self.header.iter().position(|h| names.contains(&h.trim().to_lowercase().as_str()))
        };
        let part = PARTS.iter().find_map(|(names, mark)| Some((at(names)?, *mark)));
        let (Some(year), Some((part, mark)), None) = (at(&YEARS), part, at(&WHOLE)) else { return self };
        let joined = |row: &Row| {
            let (year, part) = (row.fields.get(year)?.trim(), row.fields.get(part)?.trim());
            let digits = part.trim_end_matches('月').trim_start_matches(['Q', 'q', 'W', 'w']);
            Some(match digits.parse::<u32>() {
                Ok(number) if mark == "Q" => format!("{year}Q{number}"),
                Ok(number) => format!("{year}{mark}{number:02}"),
                // January 2020.
                Err(_) => format!("{part} {year}"),
            })
        };
        let periods: Vec<String> = self.rows.iter().map(|row| joined(row).unwrap_or_default()).collect();
        self.said
            .push(format!("Its columns `{}` and `{}` are one period.", self.header[year], self.header[part]));
        for (row, period) in self.rows.iter_mut().zip(periods) {
            row.fields.resize(self.header.len(), String::new());
            row.fields.push(period);
        }
        self.header.push("period".into());
        self
    }

    /// The name of the one column that holds numbers, beside that of the periods; `None` if there are none or more.
    pub fn lone_number(&self, period: &str) -> Option<&str> {
        let period = self.column(period).ok()?;
        let is_number = |field: &str| {
            let as_style = |style| delimited::number(field, style).is_some();
            as_style(delimited::NumberStyle::Plain) || as_style(delimited::NumberStyle::Grouped)
        };
        let numbers = |c: &usize| {
            let mut fields = self.rows.iter().filter_map(|row| row.fields.get(*c)).map(String::as_str);
            fields.clone().next().is_some() && fields.all(|f| is_number(f) || delimited::missing(f))
        };
        let parts = |c: &usize| {
            let name = self.header[*c].trim().to_lowercase();
            let person = name == "id" || names::others("id").contains(&name.as_str());
            person
                || YEARS.contains(&name.as_str())
                || PARTS.iter().any(|(names, _)| names.contains(&name.as_str()))
        };
        let mut found = (0..self.header.len()).filter(|c| *c != period && !parts(c)).filter(numbers);
        let (only, None) = (found.next()?, found.next()) else { return None };
        // Numbers of rows are no values.
        let counts = |fields: Vec<&str>| {
            fields.iter().zip(1..).all(|(f, n)| f.parse() == Ok(n) || f.parse() == Ok(n - 1))
        };
        let column = self.rows.iter().filter_map(|row| row.fields.get(only)).map(String::as_str).collect();
        (!counts(column) && !self.header[only].trim().is_empty()).then(|| self.header[only].as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn table(text: &str) -> Table {
        Table::parse(text.as_bytes(), Path::new("t.csv")).unwrap().with_periods()
    }

    #[test]
    fn a_year_and_its_month_are_one_period() {
        for (text, periods) in [
            ("Year,Month,Sales\n2019,12,5\n2020,1,7\n", ["2019-12", "2020-01"]),
            ("month,year,n\nDecember,2019,5\nJanuary,2020,7\n", ["December 2019", "January 2020"]),
            ("年份,季度,销量\n2019,Q4,5\n2020,1,7\n", ["2019Q4", "2020Q1"]),
            ("year,week,n\n2019,52,5\n2020,1,7\n", ["2019-W52", "2020-W01"]),
        ] {
            let table = table(text);
            let column = table.column("period").unwrap();
            let found: Vec<&str> = table.rows.iter().map(|row| row.fields[column].as_str()).collect();
            assert_eq!(found, periods, "{text}");
        }
        assert!(!table("date,year,month,n\n2019-12-01,2019,12,5\n").header.contains(&"period".to_owned()));
    }

    #[test]
    fn one_column_of_numbers_needs_no_name() {
        let lone = |text: &str| table(text).lone_number("period").map(str::to_owned);
        assert_eq!(lone("date,Series.1\n2019-01,5\n2019-02,NA\n"), Some("Series.1".into()));
        assert_eq!(
            lone("year,month,place,bikes\n2019,1,Oslo,5\n2019,2,Oslo,\"1,250\"\n"),
            Some("bikes".into())
        );
        assert_eq!(lone("date,a,b\n2019-01,5,6\n"), None, "two");
        assert_eq!(lone("date,no\n2019-01,1\n2019-02,2\n"), None, "numbers of rows");
        assert_eq!(lone("user,day\n17,3\n23,4\n"), None, "people");
        assert_eq!(lone("place,n\nOslo,5\n"), None, "no periods");
    }
}
