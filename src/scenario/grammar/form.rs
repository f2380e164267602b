//! What a key that is no number looks like: a word, a text, a flag, a date, a list or a table.

/// What may be written under a key.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Form {
    Text,
    Word(&'static [&'static str]),
    Flag,
    /// Nothing but `true`, or an empty table.
    Yes,
    /// A date, without quotes.
    Date,
    Days,
    /// A date, or a duration from the start.
    Moment,
    /// A date, a duration from the start, or a condition such as `"active >= 100_000"`.
    Trigger,
    /// A number in any unit.
    Amount,
    /// The lower and the upper end of a number in any unit.
    Range,
    /// Values under dotted keys of the whole scenario.
    Values,
    /// A person of an edge list, by text or number.
    Person,
    /// A number of ties and the share of people who have it.
    TiesAndShare,
    List(&'static Form),
    /// A table, whose keys stand in the place of this name.
    Table(&'static str),
    /// Tables under names of one's own; the keys of each stand in the place of this name.
    Named(&'static str),
    /// Keys of another declaration, in this very table.
    Within,
    /// The word of a registered kind of tactic.
    Kind,
    Either(&'static [Form]),
}

/// A key of a scenario that is no number.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// Tables it stands in, such as `market.cities`.
    pub places: &'static [&'static str],
    /// As written in its table.
    pub name: &'static str,
    /// What may be written.
    pub form: Form,
    /// Default without quotes; empty where it follows from other values or there is none.
    pub default: &'static str,
    /// What it was called before: such a name is refused with this one.
    pub was: &'static [&'static str],
    /// What it is, and where its default comes from: its doc comment.
    pub doc: &'static str,
}

impl Word {
    /// The words to choose from; none where anything else may be written.
    pub const fn options(&self) -> &'static [&'static str] {
        match self.form {
            Form::Word(options) => options,
            Form::Either([Form::Word(options), ..]) => options,
            _ => &[],
        }
    }
}

/// An enum whose variants are words of a scenario; declared with [`choice!`](crate::choice).
pub trait Choice: Copy + 'static {
    /// The words, in the order of the variants.
    const WORDS: &'static [&'static str];
    const ALL: &'static [Self];

    fn word(self) -> &'static str;

    fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.word() == word)
    }
}
