//! Dates as people write them.

use jiff::civil::Date;

use super::meant::Meant;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// What to write for a date in another order or with other signs; `None` where it is none.
pub(crate) fn date(text: &str) -> Option<Meant> {
    let text = text.trim().trim_matches(['"', '\'']).trim();
    let said = |date: Date, why: &str| Meant { toml: date.to_string(), why: format!("{why}: write {date}") };
    let plain = "a date is year-month-day, without quotes";
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(said(of(number(&text[..4])?, number(&text[4..6])?, number(&text[6..])?)?, plain));
    }
    if let Some(date) = by_month_name(text) {
        return Some(said(date, plain));
    }
    // A time of day behind the date says no more than the day.
    let day =
        text.split_once(['T', ' ']).map_or(text, |(day, time)| if time.contains(':') { day } else { text });
    let with_time = day.len() < text.len();
    let day: String = day.chars().filter(|c| !c.is_whitespace()).collect();
    let parts: Vec<&str> =
        day.trim_end_matches(['日', '号', '.']).split(['-', '/', '.', '年', '月', '\\']).collect();
    let dots = day.contains('.');
    let why = if with_time { "a date has no time of day" } else { plain };
    match parts[..] {
        [year, month, day] if year.len() == 4 => {
            Some(said(of(number(year)?, number(month)?, number(day)?)?, why))
        }
        [year, month] | [year, month, ""] if year.len() == 4 && month.len() <= 2 => {
            Some(said(of(number(year)?, number(month)?, 1)?, "a date has a day"))
        }
        [first, second, year] if year.len() == 4 => {
            let (a, b, year) = (number(first)?, number(second)?, number(year)?);
            let (by_day, by_month) = (of(year, b, a), of(year, a, b));
            match (by_day, by_month.filter(|_| !dots)) {
                (Some(one), Some(other)) if one != other => Some(Meant {
                    toml: other.to_string(),
                    why: format!("a date is year-month-day, without quotes: write {other} or {one}"),
                }),
                (Some(date), _) | (None, Some(date)) => Some(said(date, why)),
                (None, None) => None,
            }
        }
        _ => None,
    }
}

/// `1 March 2027`, `March 1, 2027`.
fn by_month_name(text: &str) -> Option<Date> {
    let words: Vec<String> = text
        .split(|c: char| c.is_whitespace() || ",.-/".contains(c))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let [a, b, year] = &words[..] else { return None };
    let month = |word: &str| {
        let found = MONTHS.iter().position(|m| word.starts_with(m) && word.chars().all(char::is_alphabetic));
        found.map(|m| m as i16 + 1)
    };
    let day = |word: &str| number(word.trim_end_matches(|c: char| c.is_alphabetic()));
    match (month(a), month(b)) {
        (Some(m), None) => of(number(year)?, m, day(b)?),
        (None, Some(m)) => of(number(year)?, m, day(a)?),
        _ => None,
    }
}

fn number(text: &str) -> Option<i16> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

fn of(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_order_are_understood() {
        let day = "2027-03-01";
        for text in [
            "2027/3/1",
            "2027.3.1",
            "2027-3-1",
            "2027年3月1日",
            "2027年03月01号",
            "20270301",
            "1.3.2027",
            "01.03.2027",
            "1 March 2027",
            "March 1, 2027",
            "Mar 1st 2027",
            "1-Mar-2027",
            "2027-03-01T00:00",
            "2027-03-01 08:00:00",
            "\"2027/3/1\"",
            "2027/3",
        ] {
            assert_eq!(date(text).map(|m| m.toml).as_deref(), Some(day), "{text}");
        }
        for (text, wanted) in [("25/12/2027", "2027-12-25"), ("12/25/2027", "2027-12-25")] {
            assert_eq!(date(text).map(|m| m.toml).as_deref(), Some(wanted), "{text}");
        }
        let both = date("3/1/2027").map(|m| m.why).unwrap_or_default();
        assert!(both.ends_with("write 2027-03-01 or 2027-01-03"), "{both}");
        for text in ["soon", "12w", "2027", "13/13/2027", "300,000", "2027-02-30", "1.5", "10.5.3"] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
