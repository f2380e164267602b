//! The words and signs that people write beside numbers, and what each means: one row a meaning.

use crate::scenario::plan::Unit;

/// Factors that are written as a word or a letter.
const FACTORS: [(&[&str], f64); 9] = [
    (&["百", "hundred"], 1e2),
    (&["千", "k", "thousand", "tsd"], 1e3),
    (&["万", "萬", "w", "만"], 1e4),
    (&["十万", "lakh", "lakhs"], 1e5),
    (&["百万", "m", "mm", "mn", "mln", "mio", "mil", "million", "millions"], 1e6),
    (&["千万", "crore", "crores"], 1e7),
    (&["亿", "億", "억"], 1e8),
    (&["十亿", "b", "bn", "bln", "billion", "billions"], 1e9),
    (&["万亿", "trillion", "trillions"], 1e12),
];

/// What is counted or paid with: it says nothing that the key does not say.
const NOUNS: [&str; 49] = [
    "cny",
    "rmb",
    "yuan",
    "renminbi",
    "元",
    "块",
    "块钱",
    "人民币",
    "圆",
    "¥",
    "￥",
    "usd",
    "us$",
    "dollar",
    "dollars",
    "$",
    "eur",
    "euro",
    "euros",
    "€",
    "gbp",
    "pound",
    "pounds",
    "£",
    "jpy",
    "yen",
    "円",
    "hkd",
    "people",
    "persons",
    "person",
    "users",
    "user",
    "owners",
    "heads",
    "head",
    "times",
    "x",
    "×",
    "人",
    "个",
    "個",
    "名",
    "位",
    "次",
    "户",
    "家",
    "条",
    "units",
];

/// What a share of a hundred is written with.
const PERCENT: [&str; 6] = ["%", "％", "percent", "per cent", "pct", "个百分点"];

/// A unit of time as people write it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Time {
    /// One of the letters that a duration may have, and its length in days.
    Letter(char, f64),
    /// So many months.
    Months(f64),
}

const TIMES: [(&[&str], Time); 9] = [
    (&["y", "yr", "yrs", "year", "years", "年"], Time::Letter('y', 365.0)),
    (&["w", "wk", "wks", "week", "weeks", "周", "星期", "个星期", "週", "礼拜"], Time::Letter('w', 7.0)),
    (&["d", "day", "days", "天", "日"], Time::Letter('d', 1.0)),
    (&["h", "hr", "hrs", "hour", "hours", "小时", "个小时", "时"], Time::Letter('h', 1.0 / 24.0)),
    (&["m", "min", "mins", "minute", "minutes", "分钟", "分"], Time::Letter('m', 1.0 / 1_440.0)),
    (&["s", "sec", "secs", "second", "seconds", "秒"], Time::Letter('s', 1.0 / 86_400.0)),
    (&["mo", "mon", "mth", "mths", "month", "months", "月", "个月", "個月"], Time::Months(1.0)),
    (&["q", "quarter", "quarters", "季度", "季", "个季度"], Time::Months(3.0)),
    (&["半年", "half years", "half-years"], Time::Months(6.0)),
];

/// Words for yes and for no.
const FLAGS: [(&[&str], bool); 2] = [
    (&["true", "yes", "on", "y", "是", "对", "开", "真"], true),
    (&["false", "no", "off", "n", "否", "不", "关", "假"], false),
];

/// Words for nothing at all.
const NOTHING: [&str; 17] = [
    "null",
    "nil",
    "none",
    "n/a",
    "na",
    "nan",
    "undefined",
    "tbd",
    "todo",
    "unknown",
    "-",
    "--",
    "?",
    "无",
    "没有",
    "待定",
    "...",
];

/// What stands behind a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Tail {
    Nothing,
    Percent,
    /// A factor on the number, 1 for a mere noun.
    Factor(f64),
    Time(Time),
}

/// What the words behind a number mean for a number of this unit; `None` if they mean nothing known. One
/// letter may be a unit of time or a factor: the key decides.
pub(super) fn tail(words: &str, unit: Option<Unit>) -> Option<Tail> {
    let words = words.trim().trim_end_matches(['.', ';', ',']).trim();
    if words.is_empty() {
        return Some(Tail::Nothing);
    }
    let low = words.to_lowercase();
    if PERCENT.contains(&low.as_str()) {
        return Some(Tail::Percent);
    }
    let time = time(words, unit).map(Tail::Time);
    let factor = factor(&low).map(Tail::Factor);
    match unit {
        Some(Unit::Days) => time,
        Some(Unit::Money | Unit::Count | Unit::Number) => factor.or(time),
        Some(Unit::Share) => factor.filter(|tail| *tail == Tail::Factor(1.0)),
        None if ["k", "b", "mm"].contains(&low.as_str()) || words == "M" => factor,
        None => time.or(factor),
    }
}

/// A unit of time by its word; `M` alone is a month where a duration is wanted.
pub(super) fn time(word: &str, unit: Option<Unit>) -> Option<Time> {
    if word == "M" && unit == Some(Unit::Days) {
        return Some(Time::Months(1.0));
    }
    let low = word.to_lowercase();
    TIMES.iter().find(|(words, _)| words.contains(&low.as_str())).map(|(_, time)| *time)
}

/// The factor of words such as `万元` or `million CNY`; 1 of a noun alone.
fn factor(low: &str) -> Option<f64> {
    let exact = |word: &str| FACTORS.iter().find(|(words, _)| words.contains(&word)).map(|(_, f)| *f);
    if NOUNS.contains(&low) {
        return Some(1.0);
    }
    exact(low).or_else(|| {
        let noun = NOUNS.iter().filter_map(|noun| low.strip_suffix(noun)).map(str::trim_end);
        noun.filter_map(exact).next()
    })
}

/// The text without a currency or a sign of "about" in front, and whether there was one.
pub(super) fn without_front(text: &str) -> (&str, bool) {
    const FRONT: [&str; 21] = [
        "cny", "rmb", "usd", "us$", "eur", "gbp", "¥", "￥", "$", "€", "£", "~", "≈", "约", "大约", "about",
        "ca.", ">=", "<=", "≥", "≤",
    ];
    let low = text.to_lowercase();
    let longest = FRONT.iter().filter(|front| low.starts_with(*front)).map(|front| front.len()).max();
    match longest.filter(|length| low.len() == text.len() && text.is_char_boundary(*length)) {
        Some(length) => (text[length..].trim_start(), true),
        None => (text, false),
    }
}

/// Yes or no, by one of their words.
pub(crate) fn flag(text: &str) -> Option<bool> {
    let low = text.trim().to_lowercase();
    FLAGS.iter().find(|(words, _)| words.contains(&low.as_str())).map(|(_, flag)| *flag)
}

/// Whether a text says that there is no value.
pub(super) fn nothing(text: &str) -> bool {
    NOTHING.contains(&text.trim().to_lowercase().as_str())
}

/// A character as it is typed with a Western keyboard: full-width letters, digits and signs, spaces of
/// every kind, dashes; `None` where it is one already, or stands for nothing else.
pub(super) fn narrow(c: char) -> Option<char> {
    match c {
        '\u{3000}'
        | '\u{a0}'
        | '\u{2000}'..='\u{200b}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{2060}'
        | '\u{feff}' => Some(' '),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '、' => Some(','),
        '。' => Some('.'),
        '【' | '〔' => Some('['),
        '】' | '〕' => Some(']'),
        '\u{2212}' | '\u{2010}'..='\u{2015}' => Some('-'),
        '﹪' => Some('%'),
        _ => None,
    }
}

/// Whether a character is a quote of another kind than TOML's.
pub(super) fn is_foreign_quote(c: char) -> bool {
    "“”„‟«»‹›＂〝〞「」『』《》‘’‚‛＇`´".contains(c)
}

/// The text with full-width letters, digits and signs and spaces of every kind as plain ones.
pub(super) fn narrowed(text: &str) -> String {
    text.chars().map(|c| narrow(c).unwrap_or(c)).collect()
}
