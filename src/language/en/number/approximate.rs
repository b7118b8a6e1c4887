//! English words that make a number approximate or a bound: about, more than, or so.

use crate::{
    language::{
        any::number::approximate::{Approximation, QualifierPlace, QualifierRow, Reader, rows},
        role,
    },
    text::Span,
    value::Qualifier,
};

/// How English qualifies numbers.
pub(crate) static READER: Reader = Reader {
    tag: "en",
    articles: || &["a", "an", "another", "a further", "his", "her", "their"],
    is_negated,
    is_governed,
    behind,
    stands,
};

fn behind(text: &str, number: Span, unit: Option<Span>, found: &mut Vec<Approximation>) {
    let whole = unit.map_or(number, |unit| number.join(unit));
    if whole.end > number.end {
        after(text, number.end, true, found);
    }
    let count = found.len();
    after(text, whole.end, true, found);
    if found.len() == count
        && let Some(next) = next_word(text, whole.end)
    {
        after(text, next, false, found);
    }
}

fn stands(lower: &str, _row: &QualifierRow, span: Span) -> bool {
    !lower[..span.start].ends_with(char::is_alphanumeric)
        && !lower[span.end..].starts_with(char::is_alphanumeric)
}

/// Whether a word in front takes it for a preposition: they joke about a million dollar pizza, control over 8 strips.
fn is_governed(before: &str, form: &str) -> bool {
    let last = before.trim_end().rsplit(|c: char| !c.is_ascii_alphabetic()).next();
    last.is_some_and(|word| {
        let phrase = format!("{} {form}", word.to_lowercase());
        role::forms("en", "governs").contains(&phrase.as_str())
    })
}

/// Whether one of the last words denies what follows.
fn is_negated(before: &str) -> bool {
    let last = before.rsplit(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    last.filter(|word| !word.is_empty()).take(4).any(|word| {
        let word = word.to_ascii_lowercase();
        matches!(word.as_str(), "not" | "no" | "never" | "cannot" | "without" | "nothing")
            || word.ends_with("n't")
            || word.ends_with("n’t")
    })
}

/// The words behind `end`; `near` if that is the end of the number or its unit, where “odd” may stand.
fn after(text: &str, end: usize, near: bool, found: &mut Vec<Approximation>) {
    let rest = &text[end..];
    let trimmed = rest.trim_start_matches([' ', '-']);
    let at = end + rest.len() - trimmed.len();
    if trimmed.starts_with('+') && at == end {
        found.push(Approximation {
            qualifier: Qualifier::More,
            span: Span::new(at, at + 1),
            sure: false,
        });
    }
    for row in rows("en", QualifierPlace::After).filter(|row| near || row.form != "odd") {
        let fits = trimmed.get(..row.form.len()).is_some_and(|w| w.eq_ignore_ascii_case(row.form));
        if fits && !trimmed[row.form.len()..].starts_with(char::is_alphanumeric) {
            let span = Span::new(at, at + row.form.len());
            // “at least” may belong to what follows.
            let open = matches!(row.form, "at least" | "at most" | "plus");
            found.push(Approximation { qualifier: row.qualifier, span, sure: row.sure && !open });
            return;
        }
    }
}

/// The end of the word after `end`.
fn next_word(text: &str, end: usize) -> Option<usize> {
    let rest = text[end..].strip_prefix([' ', '-'])?;
    let at = text.len() - rest.len();
    let len = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    (len > 0).then_some(at + len)
}
