//! Texts: quotes of other kinds, quotes that are not closed, and backslashes.

use super::mender::{Mender, Place};
use super::words::is_foreign_quote;
use crate::scenario::tree;

impl Mender<'_> {
    /// A text in plain quotes.
    pub(super) fn string(&mut self, key: &str, place: Place) {
        let start = self.at;
        let quote = if self.rest().starts_with('"') { '"' } else { '\'' };
        let triple = quote.to_string().repeat(3);
        if self.rest().starts_with(&triple) {
            let end = self.rest()[3..].find(&triple).map(|end| end + 6);
            self.at += end.unwrap_or(self.rest().len());
            return;
        }
        let line = self.line();
        let (end, mut special) = (closed(line, quote), false);
        let Some(end) = end else { return self.unclosed(key, place, quote) };
        let inner = line[1..end - 1].to_owned();
        if quote == '"' {
            special = is_path(key, &inner);
        }
        let behind = line[end..].trim_start();
        let over = behind.is_empty()
            || behind.starts_with(['#', ',', ']', '}', ';', '，', '；', '、', '。'])
            || behind.starts_with("//");
        if !over && let Some(last) = line[end..].rfind(quote).filter(|_| place == Place::Line) {
            // Quotes within the text.
            let whole = line[1..end + last].to_owned();
            let end = start + end + last + 1;
            let right = if whole.contains('\'') { tree::quoted(&whole) } else { format!("'{whole}'") };
            self.slip(
                start..end,
                key.to_owned(),
                format!("holds {quote} within the text"),
                format!("write {right}"),
            );
            self.edits.replace(start..end, right);
            self.at = end;
            return;
        }
        if special {
            let right = literal(&inner);
            let (forward, end) = (inner.replace("\\\\", "/").replace('\\', "/"), start + end);
            let help = format!("\\ is special between \"…\": write \"{forward}\" or {right}");
            self.slip(start..end, key.to_owned(), format!("is \"{inner}\""), help);
            self.edits.replace(start..end, tree::quoted(&forward));
            self.at = end;
            return;
        }
        self.at = start + end;
    }

    /// A text whose quote is not closed on its line.
    fn unclosed(&mut self, key: &str, place: Place, quote: char) {
        let start = self.at;
        let line = self.line();
        let body = &line[1..];
        let cut = match place {
            Place::Line => None,
            Place::List | Place::Table => body.find([',', ']', '}']),
        };
        let foreign = body.char_indices().rev().find(|(_, c)| is_foreign_quote(*c));
        let (inner, length, text) = match foreign {
            Some((at, c)) => (&body[..at], at + c.len_utf8(), format!("is closed by {c}")),
            None => {
                let inner = body[..cut.unwrap_or(body.len())].trim_end();
                (inner, inner.len(), format!("begins with {quote} that is not closed"))
            }
        };
        let right = tree::quoted(inner);
        let end = start + 1 + length;
        self.slip(start..end, key.to_owned(), text, format!("write {right}"));
        self.edits.replace(start..end, right);
        self.at = end;
    }

    /// A text in quotes of another kind.
    pub(super) fn foreign_string(&mut self, key: &str, place: Place) {
        let start = self.at;
        let line = self.line();
        let open = line.chars().next().map_or(1, char::len_utf8);
        let closers: Vec<(usize, char)> = line
            .char_indices()
            .skip(1)
            .filter(|(_, c)| is_foreign_quote(*c) || *c == '"' || *c == '\'')
            .collect();
        // On a line of its own the last one closes; in a list the first.
        let comment = line.find(" #").unwrap_or(line.len());
        let closer = match place {
            Place::Line => closers.iter().rev().find(|(at, _)| *at < comment).or(closers.first()),
            Place::List | Place::Table => closers.first(),
        };
        let (inner, length) = match closer {
            Some((at, c)) => (&line[open..*at], at + c.len_utf8()),
            None => (line[open..].trim_end(), line.trim_end().len()),
        };
        let (written, right) = (line[..length].to_owned(), tree::quoted(inner));
        let end = start + length;
        self.slip(
            start..end,
            key.to_owned(),
            format!("is {written}"),
            format!("quotes are straight: write {right}"),
        );
        self.edits.replace(start..end, right);
        self.at = end;
    }
}

/// One past the quote that closes a text which begins the line; `None` where it is not closed.
fn closed(line: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (i, c) in line.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            c if c == quote => return Some(i + 1),
            _ => {}
        }
    }
    None
}

/// Whether a text between double quotes holds backslashes that are those of a path: they begin no escape,
/// or the key is that of a file.
fn is_path(key: &str, inner: &str) -> bool {
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        let mut behind = rest[at + 1..].chars();
        let hex =
            |text: &str, n: usize| text.len() >= n && text.bytes().take(n).all(|b| b.is_ascii_hexdigit());
        let ok = match behind.next() {
            Some('b' | 'e' | 'f' | 'n' | 'r' | 't' | '"' | '\\') => true,
            Some('x') => hex(behind.as_str(), 2),
            Some('u') => hex(behind.as_str(), 4),
            Some('U') => hex(behind.as_str(), 8),
            _ => false,
        };
        if !ok {
            return true;
        }
        rest = rest[at + 1..].get(1..).unwrap_or_default();
    }
    inner.contains('\\') && !inner.contains("\\\\") && key.rsplit('.').next() == Some("file")
}

/// A text between single quotes, in which nothing is special; between double ones where that cannot be.
fn literal(inner: &str) -> String {
    if inner.contains('\'') { tree::quoted(inner) } else { format!("'{inner}'") }
}
