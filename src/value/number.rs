//! A number in common form: what it is worth, how sure it is to be one, what it counts.

use super::{Amount, Part};
use crate::text::Span;

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

/// What a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// So many.
    Cardinal,
    /// The so-manieth.
    Ordinal,
    /// The part of a whole: a half, 3분의 1.
    Fraction,
    /// So many out of so many: two out of three, 다섯 중 셋.
    Share,
    /// Ten years of a century or of a life, by their first: 1970s, 50대.
    Decade,
    /// Indefinitely many of this size: hundreds, 수천; 0 for several, 몇.
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
    /// The part of it that is meant, of ten years or a century: early thirties, 19세기 말.
    pub part: Option<Part>,
    /// How it is qualified.
    pub qualifier: Option<Qualifier>,
    /// What is counted, where a unit or counter stands by it.
    pub unit: Option<Unit>,
    /// Where that unit stands in the text.
    pub unit_span: Option<Span>,
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
            part: None,
            qualifier: None,
            unit: None,
            unit_span: None,
        }
    }

    /// Equal for numbers that say the same in two languages: `n:35000` for each amount, `n:100s` for
    /// “hundreds”. Echoes of numbers and codes have none, for they are no evidence of their own.
    pub fn keys(&self) -> Vec<String> {
        match self.form {
            Form::Echo | Form::Code => Vec::new(),
            Form::Many if self.amounts[0] == Amount::whole(0) => Vec::new(),
            Form::Many => self.amounts.iter().map(|a| format!("n:{a}s")).collect(),
            _ => self.amounts.iter().map(|a| format!("n:{a}")).collect(),
        }
    }
}

/// How a number is qualified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// About, around, 약, 경.
    About,
    /// A little less: nearly, almost, 가까이.
    Nearly,
    /// A little more: -odd, 여, 남짓.
    Odd,
    /// A lower bound: more than, at least, 이상.
    More,
    /// An upper bound: less than, at most, 미만.
    Less,
}
