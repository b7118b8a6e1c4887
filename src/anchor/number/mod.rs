//! Numbers by value: digits, words, native and Sino-Korean numerals, Roman numerals, with their units.
//!
//! What a number is worth is told apart from how sure it is to be one: a translation must carry “35,000”,
//! but need not carry the “one” of “one of them” nor the 한 of 한편.

mod amount;
mod digits;
mod english;
mod korean;
pub(crate) mod roman;
pub(crate) mod words;

pub use amount::Amount;

use crate::text::{Language, Span};

/// How surely a number is one that a translation must carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// May be idiom or grammar: one, first, both, 한, 하루, a name with digits.
    Loose,
    /// A number word, which a free translation may still express otherwise.
    Likely,
    /// Digits, or a numeral with its counter.
    Sure,
}

/// How a number is qualified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// About, around, 약, 경.
    About,
    /// More than, at least, 여, 이상.
    More,
    /// Less than, nearly, 미만.
    Less,
}

/// What a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// So many.
    Cardinal,
    /// The so-manieth.
    Ordinal,
    /// The part of a whole: a half, 3분의 1.
    Fraction,
    /// Ten years of a century or of a life, by their first: 1970s, 50대.
    Decade,
    /// Indefinitely many of this size: hundreds, 수천.
    Many,
    /// Digits in a name or code: B-29, UTF-8.
    Code,
    /// The number of a heading or list entry at the start of a segment.
    Label,
    /// A word that implies the number: twice, both, 양국.
    Echo,
}

/// A unit or counting word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// Its name in the table of counters.
    pub name: &'static str,
    /// What is measured; empty if the word does not say.
    pub dimension: &'static str,
    /// How many of the smallest unit of the dimension it is.
    pub factor: f64,
    /// Whether a Korean native numeral may stand before it.
    pub native: Native,
}

/// Whether a word is a counter that Korean native numerals (두, 세, 네) stand directly before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Native {
    /// Not without a space.
    No,
    /// It is, but it is a noun of its own too, before which 네 may be “your”.
    Noun,
    /// It is.
    Counter,
}

/// A number in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// The one amount, the two ends of a range or the members of a list; never empty.
    pub amounts: Vec<Amount>,
    /// Whether `amounts` are the two ends of a range.
    pub range: bool,
    /// What the same words may mean as well, each a list of amounts: 6.25 is also 6 and 25.
    pub readings: Vec<Vec<Amount>>,
    /// What kind of number it is.
    pub form: Form,
    /// How surely it is one.
    pub strength: Strength,
    /// How it is qualified.
    pub qualifier: Option<Qualifier>,
    /// What is counted, where a unit or counter stands by it.
    pub unit: Option<Unit>,
}

impl Number {
    /// A number of one amount, with nothing else known of it.
    pub fn new(amount: Amount, form: Form, strength: Strength) -> Self {
        Self {
            amounts: vec![amount],
            range: false,
            readings: Vec::new(),
            form,
            strength,
            qualifier: None,
            unit: None,
        }
    }

    /// Equal for numbers that say the same in two languages: `n:35000` for each amount, `n:100s` for
    /// “hundreds”. Echoes of numbers and codes have none, for they are no evidence of their own.
    pub fn keys(&self) -> Vec<String> {
        match self.form {
            Form::Echo | Form::Code => Vec::new(),
            Form::Many => self.amounts.iter().map(|a| format!("n:{a}s")).collect(),
            _ => self.amounts.iter().map(|a| format!("n:{a}")).collect(),
        }
    }

    /// Whether it is strong enough to be missed in a translation.
    pub fn is_weak(&self) -> bool {
        self.strength == Strength::Loose
    }
}

/// A number while it is being read.
#[derive(Debug, Clone)]
struct Found {
    span: Span,
    number: Number,
    /// The scale its last word named (만, million), which a range hands to its first end.
    scale: Option<Amount>,
}

/// Finds the numbers in a segment's `text`, in order, outside the spans already `taken`.
///
/// English and Korean words are understood; of other languages, digits by the language's own decimal
/// sign. Linear in the length of the text.
pub fn find(text: &str, language: &Language, taken: &[Span]) -> Vec<(Span, Number)> {
    let mut taken = taken.to_vec();
    taken.sort_unstable();
    let found = match language.primary() {
        "en" => english::find(text, &taken),
        "ko" => korean::find(text, &taken),
        primary => digits::find(text, digits::Convention::of(primary), &taken),
    };
    let mut numbers = merge(text, found);
    if let Some((span, number)) = numbers.first_mut()
        && is_label(text, *span)
    {
        number.form = Form::Label;
    }
    numbers
}

/// Whether the number at `span` numbers a heading or entry: first in the text, and closed by a full
/// stop or bracket.
fn is_label(text: &str, span: Span) -> bool {
    let before = text[..span.start].trim_matches([' ', '(', '[']);
    let after = &text[span.end..];
    let closed =
        after.starts_with(['.', ')', ']', ':']) && !after[1..].starts_with(char::is_alphanumeric);
    before.is_empty() && closed && span.len() <= 4
}

/// Joins numbers with nothing but a range sign between them, and hands the scale of the last to the
/// first (2~3만 is 20,000 to 30,000).
fn merge(text: &str, found: Vec<Found>) -> Vec<(Span, Number)> {
    let mut merged: Vec<Found> = Vec::with_capacity(found.len());
    for mut next in found {
        if let Some(last) = merged.last_mut()
            && is_about(text, last, &next)
        {
            // 2, 3년: two years or three.
            last.number.strength = Strength::Loose;
            next.number.strength = Strength::Loose;
        }
        if let Some(last) = merged.last_mut()
            && text.get(last.span.end..next.span.start).is_some_and(is_range_sign)
            && [&last.number, &next.number].iter().all(|n| {
                matches!(n.form, Form::Cardinal | Form::Ordinal | Form::Decade)
                    && n.strength != Strength::Loose
            })
        {
            if let (None, Some(scale)) = (last.scale, next.scale)
                && let Some(by) = scale.as_whole()
            {
                let scaled = last.number.amounts.iter().map(|a| a.times(by)).collect::<Option<_>>();
                last.number.readings.extend::<Option<Vec<Amount>>>(scaled);
                if let Some(reading) = last.number.readings.pop() {
                    let plain = std::mem::replace(&mut last.number.amounts, reading);
                    last.number.readings.push(plain);
                }
            }
            last.span = last.span.join(next.span);
            last.scale = next.scale;
            last.number.amounts.extend(next.number.amounts);
            last.number.readings.extend(next.number.readings);
            last.number.range = true;
            last.number.unit = next.number.unit.or(last.number.unit);
            last.number.qualifier = last.number.qualifier.or(next.number.qualifier);
        } else {
            merged.push(next);
        }
    }
    merged.into_iter().map(|found| (found.span, ends_only(found.number))).collect()
}

/// Whether two numbers name the bounds of a rough count: neighbours joined by a comma, the second alone
/// with a counter.
fn is_about(text: &str, first: &Found, second: &Found) -> bool {
    let comma =
        text.get(first.span.end..second.span.start).is_some_and(|b| matches!(b, "," | ", "));
    let follows = first.number.amounts[0].plus(Amount::whole(1)) == Some(second.number.amounts[0]);
    let small = second.number.amounts[0] < Amount::whole(10);
    comma && follows && small && first.number.unit.is_none() && second.number.unit.is_some()
}

/// Reduces a run of consecutive members (26-27-28-29) to the ends of the range it amounts to.
fn ends_only(mut number: Number) -> Number {
    if number.range && number.amounts.len() > 2 {
        let whole: Vec<_> = number.amounts.iter().map(|a| a.as_whole()).collect();
        let consecutive =
            whole.windows(2).all(|w| matches!((w[0], w[1]), (Some(a), Some(b)) if b == a + 1));
        number.range = consecutive;
        if consecutive {
            number.amounts = vec![number.amounts[0], number.amounts[number.amounts.len() - 1]];
        }
    }
    number
}

fn is_range_sign(between: &str) -> bool {
    matches!(between.trim(), "~" | "∼" | "〜" | "～" | "-" | "–" | "—" | "‒" | "−" | "…" | "..")
        && between.len() <= 5
}

/// Whether `at` lies in one of the sorted `taken` spans; if so, where that span ends.
fn taken_until(taken: &[Span], at: usize) -> Option<usize> {
    let next = taken.partition_point(|span| span.end <= at);
    taken.get(next).filter(|span| span.start <= at).map(|span| span.end)
}
