//! Goes through a text that is no TOML and puts what was meant in the place of what was written.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::meant::{Known, Wanted};
use super::mender::{Mended, Mender, Place, Slip};
use super::names::key_as_meant;
use super::value::value;
use super::words::{is_foreign_quote, narrowed, nothing};
use crate::scenario::edits::Edits;
use crate::scenario::tree;

/// Mends a text; what is right is left as it is.
pub(crate) fn mend(text: &str, known: &dyn Known) -> Mended {
    let mut mender = Mender {
        text,
        known,
        at: 0,
        edits: Edits::default(),
        slips: Vec::new(),
        header: String::new(),
        place: String::new(),
        lists: 0,
        first: HashMap::new(),
        twice: HashMap::new(),
        keys: Vec::new(),
        depth: 0,
    };
    mender.whole();
    let (mended, back) = mender.edits.applied(text);
    let Mender { mut slips, twice, keys, .. } = mender;
    // A line that goes wrong in one way is told once.
    let mut seen = HashSet::new();
    slips.retain(|slip| seen.insert((slip.at.start, slip.text.clone())));
    Mended { text: mended, back, slips, twice, keys }
}

impl<'a> Mender<'a> {
    fn whole(&mut self) {
        while self.at < self.text.len() {
            let start = self.at;
            self.blanks();
            match self.peek() {
                None => break,
                Some('\n') => self.at += 1,
                Some('#') => self.skip_line(),
                Some('[' | '［' | '【') => self.header(),
                Some(_) if self.comment() => {}
                Some(_) => self.pair_of_line(),
            }
            debug_assert!(self.at > start, "it moves on");
            self.at = self.at.max(start + 1);
            while !self.text.is_char_boundary(self.at) {
                self.at += 1;
            }
        }
    }

    /// A comment as other languages write it.
    fn comment(&mut self) -> bool {
        const SIGNS: [&str; 9] = ["//", "--", "/*", "*/", "```", "<!--", ";", "＃", "%"];
        let Some(sign) = SIGNS.iter().find(|sign| self.rest().starts_with(**sign)) else { return false };
        let start = self.at;
        self.slip(
            start..start + sign.len(),
            String::new(),
            format!("{sign} begins no comment"),
            "a comment begins with #",
        );
        let by = if *sign == "＃" { "#".to_owned() } else { format!("#{sign}") };
        self.edits.replace(start..start + sign.len(), by);
        let mut inside = *sign == "/*" && !self.line().contains("*/");
        self.skip_line();
        while inside && self.at < self.text.len() {
            self.edits.replace(self.at..self.at, "#");
            inside = !self.line().contains("*/");
            self.skip_line();
        }
        true
    }

    /// A key with its value on a line of its own.
    fn pair_of_line(&mut self) {
        let start = self.at;
        if !self.pair(Place::Line, None) {
            // Neither a key nor a header: it is passed over, and said.
            let line = self.line_from(start).trim_end().to_owned();
            self.at = start;
            if let Some(word) =
                line.strip_suffix([':', '：']).filter(|w| self.known.in_list(w.trim()).is_some())
            {
                let in_list = self.known.in_list(word.trim()) == Some(true);
                let header =
                    if in_list { format!("[[{}]]", word.trim()) } else { format!("[{}]", word.trim()) };
                self.slip(
                    start..start + line.len(),
                    String::new(),
                    format!("{line} is no header"),
                    format!("write {header}"),
                );
                self.edits.replace(start..start + line.len(), header.clone());
                self.enter(word.trim().to_owned(), in_list, start);
            } else {
                let short: String = line.chars().take(40).collect();
                let text = format!("{} is neither a key with its value nor a [table]", tree::quoted(&short));
                self.slip(
                    start..start + line.len(),
                    String::new(),
                    text,
                    "write key = value; a comment begins with #",
                );
                self.edits.replace(start..start, "#");
            }
            self.skip_line();
            return;
        }
        self.blanks();
        match self.peek() {
            None | Some('\n' | '#') => {}
            Some(c) if ",;，；。".contains(c) => {
                let end = self.at + c.len_utf8();
                let key = self.last_key();
                self.slip(
                    self.at..end,
                    key,
                    format!("is followed by {c}"),
                    "nothing stands between lines: take it away",
                );
                self.edits.replace(self.at..end, " ");
            }
            Some(_) if self.comment() => return,
            Some(_) => {
                let end = self.at + self.line().len();
                let text = format!("is followed by {} on its line", tree::quoted(self.line().trim()));
                let key = self.last_key();
                self.slip(
                    self.at..end,
                    key,
                    text,
                    "one line holds one key and its value; a text with quotes in it stands in '…'",
                );
                self.edits.replace(self.at..end, "");
            }
        }
        self.skip_line();
    }

    /// What the key of a dotted name wants.
    fn wanted(&self, dotted: &str) -> Option<Wanted> {
        let (table, name) = dotted.rsplit_once('.').unwrap_or(("", dotted));
        self.known.wanted(table, name.trim_matches('"'))
    }

    fn last_key(&self) -> String {
        self.keys.last().map_or(String::new(), |(_, key)| key.clone())
    }

    fn line_from(&self, start: usize) -> &'a str {
        let rest = &self.text[start..];
        rest[..rest.find('\n').unwrap_or(rest.len())].trim_end_matches('\r')
    }

    /// Reads a key, its sign and its value; whether it was one. `outer` is what the number wants whose
    /// value and range stand in this table.
    pub(super) fn pair(&mut self, place: Place, outer: Option<Wanted>) -> bool {
        let start = self.at;
        let Some((key_end, sign)) = self.sign(place) else { return self.pair_without_sign(place) };
        let written = self.text[start..key_end].trim_end();
        if written.is_empty() {
            return false;
        }
        let key_end = start + written.len();
        let right = key_as_meant(written);
        let dotted = match self.header.as_str() {
            "" => right.clone(),
            header => format!("{header}.{right}"),
        };
        self.keys.push((start, dotted.clone()));
        if place == Place::Line {
            self.twice(format!("{}.{right}", self.place), start);
        }
        if right != written {
            let quotes = right.contains('"');
            let text = format!("{written} is no key");
            let help = if quotes {
                format!("keys are English words; a name of one's own stands in quotes: write {right}")
            } else {
                format!("write {right}")
            };
            self.slips.push(Slip { at: start..key_end, key: String::new(), text, help, yields: quotes });
            self.edits.replace(start..key_end, right.clone());
        }
        let said = &self.text[sign.clone()];
        if said != "=" {
            let text = format!("is followed by {said}");
            self.slip(sign.clone(), dotted.clone(), text, format!("write {right} = …"));
            self.edits.replace(sign.clone(), if said.starts_with(char::is_whitespace) { " =" } else { "=" });
        }
        self.at = sign.end;
        self.blanks();
        let wanted = match right.as_str() {
            "value" | "range" if outer.is_some() => outer,
            _ => self.wanted(&dotted),
        };
        if self.line().is_empty() || self.line().starts_with('#') {
            self.slip(
                self.at..self.at,
                dotted,
                "has no value".to_owned(),
                "write one after =, or leave the line out",
            );
            self.edits.replace(start..self.at, "");
            return true;
        }
        self.value(&dotted, place, wanted);
        true
    }

    /// The end of the key and the sign behind it, `=` or what stands for it.
    fn sign(&self, place: Place) -> Option<(usize, Range<usize>)> {
        let line = self.line();
        let (mut quote, mut colon) = (None, None);
        for (i, c) in line.char_indices() {
            match quote {
                Some(q) if c == q => quote = None,
                Some(_) => continue,
                None if c == '"' || c == '\'' => quote = Some(c),
                None if c == '=' || c == '＝' => {
                    let mut from = i;
                    if line[..i].ends_with(':') {
                        from -= 1;
                    }
                    let mut to = i + c.len_utf8();
                    while line[to..].starts_with(['=', '＝', '>']) {
                        to += line[to..].chars().next().map_or(1, char::len_utf8);
                    }
                    // A colon before the first value wins over a sign within the value.
                    if let Some((at, len)) =
                        colon.filter(|(at, _)| line[*at..i].contains(['"', '“', '{', '[']))
                    {
                        return Some((self.at + at, self.at + at..self.at + at + len));
                    }
                    return Some((self.at + from, self.at + from..self.at + to));
                }
                None if c == ':' || c == '：' => colon = colon.or(Some((i, c.len_utf8()))),
                None if c == '#' => break,
                None if place != Place::Line && "}],，{[".contains(c) => break,
                None => {}
            }
        }
        let (at, len) = colon.filter(|(at, _)| *at > 0)?;
        let behind = line[at + len..].trim_start();
        let empty = behind.is_empty() || behind.starts_with('#');
        (!empty).then_some((self.at + at, self.at + at..self.at + at + len))
    }

    /// A key and its value with no sign between, such as `cap 300000` or `cap -> 300000`.
    fn pair_without_sign(&mut self, place: Place) -> bool {
        let (start, line) = (self.at, self.line());
        let end =
            line.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.')).unwrap_or(line.len());
        let (word, behind) = line.split_at(end);
        let sign = ["->", "→", "<-", "←", "is "].iter().find(|sign| behind.trim_start().starts_with(**sign));
        let gap = behind.len() - behind.trim_start().len() + sign.map_or(0, |sign| sign.len());
        let rest = behind[gap..].trim_start();
        let name = word.rsplit('.').next().unwrap_or(word);
        if word.is_empty()
            || rest.is_empty()
            || rest.starts_with('#')
            || self.known.wanted(&self.header, name).is_none()
        {
            return false;
        }
        // A sentence that begins with a key's name is none.
        if sign.is_none() && !rest.starts_with(|c: char| c.is_ascii_digit() || "\"'[{“".contains(c)) {
            return false;
        }
        let dotted = if self.header.is_empty() { word.to_owned() } else { format!("{}.{word}", self.header) };
        self.keys.push((start, dotted.clone()));
        let wanted = self.wanted(&dotted);
        let help = format!("write {word} = …");
        self.slip(start..start + end, dotted.clone(), "is not followed by =".to_owned(), help);
        self.edits.replace(start + end..start + end + gap, " = ");
        self.at = start + end + gap;
        self.blanks();
        self.value(&dotted, place, wanted);
        true
    }

    /// A value of any kind.
    pub(super) fn value(&mut self, key: &str, place: Place, wanted: Option<Wanted>) {
        self.depth += 1;
        match self.peek() {
            _ if self.depth > 40 => self.at += self.line().len(),
            Some('"' | '\'') => self.string(key, place),
            Some(c) if is_foreign_quote(c) => self.foreign_string(key, place),
            Some('[' | '［' | '【') => self.list(key, wanted),
            Some('{' | '｛') => self.table(key, wanted),
            _ => self.bare(key, place, wanted),
        }
        self.depth -= 1;
    }

    /// A number, a date, a flag, or a text without quotes.
    fn bare(&mut self, key: &str, place: Place, wanted: Option<Wanted>) {
        let start = self.at;
        let end = start + self.bare_length(place);
        let written = self.text[start..end].trim_end();
        let (end, written) = (start + written.len(), written.to_owned());
        self.at = end;
        if written.is_empty() || tree::is_value(&written) {
            return;
        }
        if nothing(&narrowed(&written)) && wanted != Some(Wanted::Text) {
            self.slip(start..end, key.to_owned(), format!("is {written}"), "leave out what has no value");
            self.edits.replace(start..end, "0");
            return;
        }
        if is_no_day(&written) {
            // The parser says which days there are.
            return;
        }
        let meant = value(&written, wanted);
        // Where a number is wanted and none is to be seen, the reader says so.
        let yields =
            matches!(wanted, Some(Wanted::Number(_) | Wanted::Date)) && meant.toml == tree::quoted(&written);
        let text = format!("is {written}");
        self.slips.push(Slip { at: start..end, key: key.to_owned(), text, help: meant.why, yields });
        self.edits.replace(start..end, meant.toml);
    }

    /// How far a value without quotes goes.
    fn bare_length(&self, place: Place) -> usize {
        let line = self.line();
        let mut previous = ' ';
        for (i, c) in line.char_indices() {
            let rest = &line[i..];
            let ends = match c {
                '#' | '＃' => true,
                '/' if rest.starts_with("//") && previous.is_whitespace() => true,
                _ if place == Place::Line => false,
                ']' | '］' | '】' | '}' | '｝' => true,
                ',' | '，' | '、' | ';' | '；' => {
                    let behind = &rest[c.len_utf8()..];
                    let is_group =
                        line[..i].ends_with(|c: char| c.is_ascii_digit()) && is_group(behind, place);
                    !is_group && (place == Place::List || has_pair(behind))
                }
                _ => false,
            };
            if ends {
                return i;
            }
            previous = c;
        }
        line.len()
    }
}

/// Whether a text is written as a date should be.
fn is_no_day(text: &str) -> bool {
    let is_digit = |at: usize| text.as_bytes()[at].is_ascii_digit();
    text.len() == 10
        && (0..10).all(|at| if at == 4 || at == 7 { text.as_bytes()[at] == b'-' } else { is_digit(at) })
}

/// Whether what stands behind a comma are three digits of the same number: in a list only where they begin
/// with 0, and so are no number by themselves.
fn is_group(behind: &str, place: Place) -> bool {
    let digits = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
    digits == 3 && (place == Place::Table || behind.starts_with('0')) && !has_pair(behind)
}

/// Whether a key and its sign stand next, or nothing at all.
fn has_pair(text: &str) -> bool {
    let text = text.trim_start();
    let end = text.find(['=', '＝', ':', '：']);
    let word = end.map_or("", |end| text[..end].trim());
    text.is_empty() || text.starts_with('}') || !word.is_empty() && !word.contains([',', '，', '}', '[', '{'])
}
