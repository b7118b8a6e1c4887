//! The values of one side of a bead, each at its place.

use super::{Atom, ValueKind, Values, numbered};
use crate::{
    anchor::{
        Anchor, Value, date,
        number::{Amount, Form, Number, Strength},
    },
    language::{any::number::roman, role},
    text::Span,
};

impl Values {
    pub(crate) fn add(&mut self, segment: usize, anchor: &Anchor, text: &str) {
        let position = self.readings.len();
        let language = self.language.as_ref().map_or("", |l| l.primary()).to_owned();
        let mut readings = Vec::new();
        let atom = |kind, value, span| Atom {
            kind,
            value,
            segment,
            span,
            strength: Strength::Sure,
            form: Form::Cardinal,
            unit: None,
            qualifier: None,
            part: None,
            whole: anchor.span,
            unit_span: None,
            range: false,
            rough: false,
            role: None,
            numeric: false,
            short: false,
            anchor: position,
            matched: false,
            partner: None,
            repeated: false,
        };
        match &anchor.value {
            Value::Number(number) => {
                readings.clone_from(&number.readings);
                if number.range
                    && let [first, last] = number.amounts[..]
                {
                    self.ranges.push((first, last));
                }
                let like = atom(ValueKind::Count, number.amounts[0], anchor.span);
                let role = numbered::of(text, anchor.span, number, &language);
                self.add_number(number, &Atom { role, part: number.part, ..like });
            }
            Value::Date(date) => {
                let year_kind = if date.decade { ValueKind::Decade } else { ValueKind::Year };
                let parts = date.years.iter().map(|y| (year_kind, u128::from(*y)));
                let parts =
                    parts.chain(date.months.iter().map(|m| (ValueKind::Month, u128::from(*m))));
                let parts = parts.chain(date.days.iter().map(|d| (ValueKind::Day, u128::from(*d))));
                for (kind, value) in parts {
                    let span = component(text, anchor.span, kind, value, &language);
                    let numeric = !anchor.span.of(text).contains(char::is_alphabetic);
                    let atom = atom(kind, Amount::whole(value), span);
                    let range = date.range && kind == ValueKind::Day && date.days.len() == 2;
                    let short = kind == ValueKind::Year && is_short(span.of(text));
                    self.atoms.push(Atom { part: date.part, numeric, short, range, ..atom });
                }
                if date.range
                    && let [first, last] = date.days[..]
                {
                    self.ranges.push((Amount::whole(first.into()), Amount::whole(last.into())));
                }
            }
            Value::Time(time) => {
                let strength = if time.by_clock { Strength::Sure } else { Strength::Loose };
                let value = Amount::whole(time.minutes.into());
                let atom = atom(ValueKind::Time, value, anchor.span);
                self.atoms.push(Atom { part: time.half, strength, ..atom });
                readings.extend(time.also.map(|also| vec![Amount::whole(also.into())]));
                self.times.push((position, time.written));
            }
            Value::Reference(reference) => {
                let alone = reference.parts.len() == 1;
                let role = Some(reference.what).filter(|_| alone);
                for value in reference.values() {
                    let atom = atom(ValueKind::Reference, Amount::whole(value), anchor.span);
                    self.atoms.push(Atom { role, ..atom });
                }
            }
            Value::Name(_) | Value::Title(_) | Value::Body(_) => return,
        }
        self.readings.push(readings);
        self.words.push(anchor.span.of(text).to_owned());
    }

    fn add_number(&mut self, number: &Number, like: &Atom) {
        // Two or three, 여남은.
        let rough = number.range
            && number.form == Form::Cardinal
            && matches!(number.amounts[..], [low, high]
                if high.as_f64() <= (2.0 * low.as_f64()).min(low.as_f64() * 1.5 + 1.0));
        for &value in &number.amounts {
            self.atoms.push(Atom {
                rough,
                value,
                strength: number.strength,
                form: number.form,
                unit: number.unit,
                qualifier: number.qualifier,
                unit_span: number.unit_span,
                range: number.amounts.len() > 1,
                ..like.clone()
            });
        }
    }

    pub(crate) fn has(&self, value: Amount) -> bool {
        self.atoms.iter().any(|atom| atom.value == value)
    }

    /// Whether it has the value of `atom` in a place where that could be meant.
    pub(crate) fn repeats(&self, atom: &Atom) -> bool {
        self.atoms.iter().any(|other| other.value == atom.value && !crosses(other, atom))
    }
}

/// Whether one is a month and the other a day, in dates that say which is which, or one alone a time of day.
pub(crate) fn crosses(a: &Atom, b: &Atom) -> bool {
    let kinds = [a.kind, b.kind];
    if (a.kind == ValueKind::Time) != (b.kind == ValueKind::Time) {
        return true;
    }
    kinds.contains(&ValueKind::Month) && kinds.contains(&ValueKind::Day) && !a.numeric && !b.numeric
}

/// The word of a date that is the month `value` by name or in Roman figures.
fn month_name(words: &str, value: u128, language: &str) -> Option<Span> {
    let start = |word: &str| word.as_ptr() as usize - words.as_ptr() as usize;
    let is_month = |word: &&str| {
        date::month_named(word, language).map(u128::from) == Some(value)
            || roman::value(word) == Some(Amount::whole(value))
    };
    let word = words.split(|c: char| !c.is_alphabetic()).find(is_month)?;
    Some(Span::new(start(word), start(word) + word.len()))
}

/// Whether a year is written with two figures: 25년, ’57.
fn is_short(words: &str) -> bool {
    words.chars().filter(char::is_ascii_digit).count() == 2
}

/// The words of a date that name one of its parts: the digits with 년, 월 or 일, or the month's name.
///
/// For a month a name or Roman figures go before plain digits, which may be the day: in “5 May” the month
/// is May.
fn component(text: &str, span: Span, kind: ValueKind, value: u128, language: &str) -> Span {
    let words = span.of(text);
    let sign = match kind {
        ValueKind::Year | ValueKind::Decade => role::sole("year"),
        ValueKind::Month => role::sole("month"),
        _ => role::sole("day"),
    };
    let mut best = None;
    let mut at = 0;
    while let Some(next) = words[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + next;
        let end = start + words[start..].bytes().take_while(u8::is_ascii_digit).count();
        at = end;
        let Ok(digits) = words[start..end].parse::<u128>() else { continue };
        let year = matches!(kind, ValueKind::Year | ValueKind::Decade);
        if digits == value || (year && value.checked_rem(100) == Some(digits)) {
            let signed = words[end..].trim_start().starts_with(sign);
            let mut end = if words[end..].starts_with(sign) { end + sign.len() } else { end };
            if kind == ValueKind::Decade {
                end = words.len();
            }
            if signed {
                return Span::new(start, end).shifted(span.start);
            }
            best = best.or(Some(Span::new(start, end)));
        }
    }
    if kind == ValueKind::Month {
        best = month_name(words, value, language).or(best);
    }
    if kind == ValueKind::Month && best.is_none() {
        let is_name = |c: char| c.is_alphabetic();
        let start = words.find(|c: char| c.is_uppercase()).or_else(|| words.find(is_name));
        best = start.map(|start| {
            let len = words[start..].find(|c: char| !is_name(c)).unwrap_or(words.len() - start);
            Span::new(start, start + len)
        });
    }
    best.map_or(span, |found| found.shifted(span.start))
}
