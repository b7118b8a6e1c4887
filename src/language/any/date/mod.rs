//! Dates as any language writes them: in digits, and with the names of its months.

pub(crate) mod era;
pub(crate) mod month;
pub(crate) mod named;
pub(crate) mod numeric;

use super::taken::Taken;
use crate::{
    text::{Span, table},
    value::Date,
};

/// Finds the dates of a language that has names of months in the table, or in which nobody has named them.
pub(crate) fn find(finder: &mut Finder<'_>, months: Option<&month::Patterns>) {
    numeric::find(finder, false);
    if let Some(months) = months {
        month::names(finder, months, |_, _, _| true);
    }
    month::decades(finder);
    month::years(finder);
}

/// Collects dates from the surest form to the least sure; a later one never takes what an earlier has.
pub(crate) struct Finder<'a> {
    pub(crate) text: &'a str,
    taken: Taken,
    found: Vec<(Span, Date)>,
}

impl<'a> Finder<'a> {
    /// Looks for dates in `text`, outside the spans already `taken`.
    pub(crate) fn new(text: &'a str, taken: &[Span]) -> Self {
        Self { text, taken: Taken::new(taken), found: Vec::new() }
    }

    /// What was found, in order.
    pub(crate) fn in_order(mut self) -> Vec<(Span, Date)> {
        self.found.sort_by_key(|(span, _)| *span);
        self.found
    }

    /// Adds a date, unless it is none or part of it is taken.
    pub(crate) fn add(&mut self, span: Span, date: Date) {
        if date.is_plausible() && !self.taken.overlaps(span) {
            self.taken.add(span);
            self.found.push((span, date));
        }
    }
}

/// Whether the digits at `start` go on what stands before them, as the parts of versions and sections do.
pub(crate) fn is_part(text: &str, start: usize) -> bool {
    text[..start]
        .strip_suffix('.')
        .is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
}

/// The numbers in a list such as `26-27-28-29` or `30 and 31`, and whether they are a range: the ends
/// of consecutive ones alone are kept, as they are of one written `26~29`.
pub(crate) fn members(list: &str) -> (Vec<u8>, bool) {
    let digits = list.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let members: Vec<u8> = digits.filter_map(|part| part.parse().ok()).collect();
    let joined = ["-", "–", "—", "~", "∼", "〜", "～", "to", "through", "until"];
    let consecutive = members.windows(2).all(|w| w[1] == w[0].saturating_add(1));
    match members.as_slice() {
        [first, .., last] if members.len() > 2 && consecutive => (vec![*first, *last], true),
        [first, last] if joined.iter().any(|sign| list.contains(sign)) => {
            (vec![*first, *last], true)
        }
        _ => (members, false),
    }
}

/// A year as written: two digits mean the twentieth century.
pub(crate) fn year(digits: &str) -> Option<u16> {
    let value: u16 = digits.parse().ok()?;
    Some(if digits.len() <= 2 { 1900 + value } else { value })
}

/// Months of a language: name, number, whether the form is an abbreviation.
pub(crate) fn months(language: &str) -> Vec<(&'static str, u8, bool)> {
    const TABLE: &str = table::text!("months.tsv");
    let rows = table::rows::<5>("months.tsv", TABLE).into_iter();
    rows.filter(|row| row[0] == language)
        .map(|[_, form, month, kind, _]| {
            let month = month.parse().expect("months.tsv: a month is a number");
            (form, month, kind == "abbreviation")
        })
        .collect()
}
