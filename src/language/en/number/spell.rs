//! Numbers spelled in words, by the one rule that each part must be smaller than what it joins.

use super::{Token, lookup, word_after};
use crate::{
    language::any::number::{
        FoundNumber,
        words::{NumberWord, WordKind},
    },
    text::Span,
    value::{Amount, Form, Number, Strength},
};

/// What the last word was, which decides what may follow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Unit,
    Ten,
    Hundred,
    Scale,
}

/// A number as far as its words have been read.
#[derive(Debug)]
struct Spelling {
    /// What stands before the last scale, and what has come since.
    total: u128,
    current: u128,
    last: Last,
    count: usize,
    form: Form,
    scale: Option<u128>,
}

impl Spelling {
    /// Takes one more word; false if it does not belong to the number.
    ///
    /// Only what is below a hundred is multiplied by a hundred or a dozen, so that no value outgrows its
    /// type however many words follow each other.
    fn take(&mut self, word: NumberWord) -> bool {
        let Some(value) = word.value.as_whole() else { return false };
        let open = matches!(self.last, Last::Nothing | Last::Hundred | Last::Scale);
        match word.kind {
            WordKind::Unit if open || (self.last == Last::Ten && value < 10) => {
                self.current += value;
            }
            WordKind::Ten if open => self.current += value,
            // nineteen fifty-seven, twenty ten
            WordKind::Unit | WordKind::Ten if self.is_century() && value >= 10 => {
                self.current = self.current * 100 + value;
            }
            WordKind::Hundred
                if matches!(self.last, Last::Nothing | Last::Unit | Last::Ten)
                    && self.current < 100 =>
            {
                self.current = self.current.max(1) * value;
            }
            WordKind::Scale if value >= 1000 && (self.last != Last::Scale || self.current > 0) => {
                self.total += self.current.max(1) * value;
                self.current = 0;
                self.scale = Some(value);
            }
            // ten thousands
            WordKind::Many if value >= 1000 && self.last == Last::Unit => {
                self.total += self.current.max(1) * value;
                self.current = 0;
            }
            // a dozen, two score
            WordKind::Scale
                if value < 1000
                    && matches!(self.last, Last::Nothing | Last::Unit)
                    && self.current < 100 =>
            {
                self.current = self.current.max(1) * value;
            }
            // “Second” after a number is the unit of time.
            WordKind::Ordinal
                if self.last == Last::Ten && value < 10
                    || (open && (self.count == 0 || value != 2)) =>
            {
                self.current += value;
                self.form = Form::Ordinal;
            }
            _ => return false,
        }
        self.last = match word.kind {
            WordKind::Ten => Last::Ten,
            WordKind::Hundred => Last::Hundred,
            WordKind::Scale | WordKind::Many => Last::Scale,
            _ => Last::Unit,
        };
        self.count += 1;
        true
    }

    /// Whether the one word so far names a century.
    fn is_century(&self) -> bool {
        self.count == 1 && (13..=20).contains(&self.current)
    }

    /// Whether `rest`, which stands behind “and”, goes on with this number: two hundred and five, but
    /// not “three million and five million”.
    fn joins(&self, rest: &FoundNumber) -> bool {
        let Some(value) = rest.number.amounts[0].as_whole() else { return false };
        // The greatest scale in it, not the last: seventy-one million one thousand.
        let mut greatest = 1000_u128;
        while value / greatest >= 1000 {
            greatest *= 1000;
        }
        let by = rest.scale.and_then(Amount::as_whole).map(|last| last.max(greatest));
        match (self.last, by) {
            (Last::Hundred, None) => value < 100,
            (Last::Hundred, Some(by)) => {
                self.scale.is_none_or(|last| by < last) && value < by.saturating_mul(100)
            }
            (Last::Scale, None) => value < 1000,
            (Last::Scale, Some(by)) => self.scale.is_some_and(|last| by < last),
            _ => false,
        }
    }
}

/// The longest number spelled in words that begins with `first`.
pub(crate) fn spell(text: &str, first: Token<'_>) -> Option<FoundNumber> {
    spell_from(text, first, true)
}

fn spell_from(text: &str, first: Token<'_>, with_and: bool) -> Option<FoundNumber> {
    let mut spelling = Spelling {
        total: 0,
        current: 0,
        last: Last::Nothing,
        count: 0,
        form: Form::Cardinal,
        scale: None,
    };
    let start = first.span.start;
    let mut span = Span::new(start, start);
    let mut strength = Strength::Loose;
    let mut next = Some(first);
    while let Some(token) = next {
        let Some(word) = lookup(token).filter(|word| spelling.take(*word)) else { break };
        span.end = token.span.end;
        // “Hundred” by itself, without an article, counts nothing yet.
        let bare = matches!(word.kind, WordKind::Hundred | WordKind::Scale)
            && !text[..start].trim_end().ends_with(" a");
        strength = match spelling.count {
            1 if bare => Strength::Loose,
            1 => word.strength,
            _ => Strength::Sure,
        };
        if spelling.form == Form::Ordinal {
            break;
        }
        next = word_after(text, token.span.end);
        if let Some(and) = next.filter(|t| t.text == "and") {
            next = word_after(text, and.span.end).filter(|token| {
                // One look ahead at each “and” is enough, and keeps the work linear.
                let rest = if with_and { spell_from(text, *token, false) } else { None };
                rest.is_some_and(|rest| spelling.joins(&rest))
            });
        }
    }
    if spelling.count == 0 {
        return None;
    }
    let value = spelling.total + spelling.current;
    let mut number = Number::new(Amount::whole(value), spelling.form, strength);
    // Dozens are rounded as often as they are counted.
    if span.of(text).to_ascii_lowercase().ends_with("dozen") {
        number.strength = Strength::Loose;
        number.readings.push(vec![Amount::whole(value / 12 * 10)]);
    }
    Some(FoundNumber { span, number, scale: spelling.scale.map(Amount::whole) })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::{anchor::number, text::Language};

    proptest! {
        #[test]
        fn words_for_numbers_in_any_order_are_read_without_overflow(
            words in prop::collection::vec(
                prop::sample::select(vec![
                    "one", "five", "twenty", "hundred", "thousand", "million", "billion", "trillion",
                    "dozen", "score", "and", "second", "thousands",
                ]),
                1..8,
            ),
            times in 1..60_usize,
        ) {
            let text = vec![words.join(" "); times].join(" ");
            for (_, number) in number::find(&text, &Language::english(), &[]) {
                prop_assert!(!number.amounts.is_empty());
            }
        }
    }
}
