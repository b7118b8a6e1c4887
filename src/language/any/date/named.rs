//! Times that are named without a number: Monday, 가을, 오후, last year, 어제.
//!
//! They are no anchors, for a translation often has a date instead; but where both sides name a time of
//! one kind, it should be the same.

use std::sync::LazyLock;

use crate::text::{Span, table};

/// A time named in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) span: Span,
    /// What kind of time it is, by the table of calendar words.
    pub(crate) kind: &'static str,
    /// Which one.
    pub(crate) value: u8,
    /// Whether a number tells it.
    pub(crate) counted: bool,
}

/// The value of what is now: this year, today.
pub(crate) const NOW: u8 = 10;

/// The kind of words that make a time of a length of time before them.
const DIRECTION: &str = "direction";

struct Row {
    language: &'static str,
    form: &'static str,
    kind: &'static str,
    value: u8,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    const TABLE: &str = table::text!("calendar-words.tsv");
    let rows = table::rows::<5>("calendar-words.tsv", TABLE).into_iter();
    let mut rows: Vec<Row> = rows
        .map(|[language, form, kind, value, _]| Row {
            language,
            form,
            kind,
            value: value.parse().expect("calendar-words.tsv: a value is a number"),
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.form.len()));
    rows
});

/// How a language has times without numbers.
#[derive(Debug)]
pub(crate) struct Reader {
    /// Its tag in the table of calendar words.
    pub(crate) tag: &'static str,
    /// Whether what stands at a span of a text is a word of its own.
    pub(crate) is_word: fn(&str, Span) -> bool,
    /// Whether a half of the day and an era stand before their number.
    pub(crate) before_number: bool,
}

/// Finds the times named in `text`, in order.
pub(crate) fn find(text: &str, reader: &Reader) -> Vec<Named> {
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<Named> = Vec::new();
    for row in ROWS.iter().filter(|row| row.language == reader.tag && row.kind != DIRECTION) {
        // Weekdays are capitalised, AM is no am.
        let capital = row.form.starts_with(char::is_uppercase);
        let text_or_lower = if capital || matches!(row.form, "am" | "pm") { text } else { &lower };
        for (at, form) in text_or_lower.match_indices(row.form) {
            let span = Span::new(at, at + form.len());
            if (reader.is_word)(text, span)
                && fits(text, span, row, reader.before_number)
                && !found.iter().any(|f| f.span.overlaps(span))
            {
                found.push(Named { span, kind: row.kind, value: row.value, counted: false });
            }
        }
    }
    found.sort_by_key(|named| named.span);
    found
}

/// The word behind `end` that makes a time of the length of time which ends there.
pub(crate) fn direction(text: &str, end: usize, reader: &Reader) -> Option<Named> {
    let rest = text[end..].trim_start_matches(' ');
    let at = text.len() - rest.len();
    ROWS.iter().filter(|row| row.language == reader.tag && row.kind == DIRECTION).find_map(|row| {
        let span = Span::new(at, at + row.form.len());
        let stands = rest.starts_with(row.form)
            // 3년전 is written together as well.
            && (reader.is_word)(&text[end..], Span::new(at - end, span.end - end));
        stands.then_some(Named { span, kind: row.kind, value: row.value, counted: false })
    })
}

/// What the kind asks of the words around.
fn fits(text: &str, span: Span, row: &Row, before_number: bool) -> bool {
    let after = text[span.end..].trim_start();
    let before = text[..span.start].trim_end();
    let digit = |c: char| c.is_ascii_digit();
    match (row.kind, before_number) {
        ("half of the day" | "era", true) => after.starts_with(digit),
        ("half of the day", false) => before.ends_with(digit),
        ("side of zero", _) => after.starts_with(digit) || row.form.ends_with("zero"),
        ("era", false) => before.ends_with(digit) || after.starts_with(digit),
        _ => true,
    }
}
