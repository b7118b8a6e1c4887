//! A difference in value between the two sides of a bead, and what to say of it.

use super::{Atom, Context, Mark, ValueKind};
use crate::{
    anchor::number::{Amount, Form, Strength},
    language::{ko::number::words, role},
    segment::Half,
    text::Span,
};

/// In what the two sides differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// In the value itself.
    Value,
    /// In the unit of the same value.
    Unit,
    /// In which part of a month, year or decade is meant.
    Part,
    /// In a time named without a number, of this kind.
    Named(&'static str),
    /// A lower bound became an upper one, or the reverse.
    Bound,
    /// A little more became a little less, or a bound that.
    Nearness,
    /// An approximate number became exact.
    Exact,
    /// An exact number became approximate.
    Approximate,
}

/// How two sides differ in a value.
#[derive(Debug, Clone)]
pub(crate) struct Divergence {
    pub(crate) bead: usize,
    pub(crate) what: What,
    pub(crate) source: Option<Atom>,
    pub(crate) target: Option<Atom>,
}

impl Divergence {
    /// The rule that reports it: the more telling of the two kinds.
    pub(crate) fn rule(&self) -> &'static str {
        match self.what {
            What::Unit | What::Named("side of zero") => return "unit",
            What::Bound | What::Nearness | What::Exact | What::Approximate => {
                return "approximation";
            }
            What::Part
                if [&self.source, &self.target]
                    .into_iter()
                    .flatten()
                    .all(|a| a.kind == ValueKind::Count) =>
            {
                return "number";
            }
            What::Part | What::Named(_) => return "date",
            What::Value => {}
        }
        let kinds: Vec<ValueKind> =
            [&self.source, &self.target].into_iter().flatten().map(|a| a.kind).collect();
        let date = |k: &ValueKind| !matches!(k, ValueKind::Count | ValueKind::Reference);
        if kinds.iter().any(date) {
            "date"
        } else if kinds.contains(&ValueKind::Reference) {
            "reference"
        } else {
            "number"
        }
    }

    /// The kind of evidence.
    pub(crate) fn evidence(&self) -> &'static str {
        match self.what {
            What::Unit => {
                let percent = |a: &Option<Atom>| {
                    a.as_ref().and_then(|a| a.unit).is_some_and(|u| u.dimension == "percent")
                };
                return if percent(&self.source) && percent(&self.target) {
                    "percentage point"
                } else {
                    "unit"
                };
            }
            What::Part => return "part",
            What::Named("year" | "month" | "week" | "day") => return "relative",
            What::Named("side of zero") => return "side of zero",
            What::Named(_) => return "named",
            What::Bound => return "bound",
            What::Nearness => return "nearness",
            What::Exact => return "exact",
            What::Approximate => return "approximate",
            What::Value => {}
        }
        let loose = |atom: &Atom| atom.strength < Strength::Sure;
        match (&self.source, &self.target) {
            (Some(a), Some(b)) if loose(a) || loose(b) => "replaced-word",
            (Some(_), Some(_)) => "replaced",
            (Some(_), None) => "missing",
            _ => "added",
        }
    }

    /// What to say of it.
    pub(crate) fn message(&self, context: &Context<'_>) -> String {
        let halves = (&context.bitext.source, &context.bitext.target);
        let words = |atom: &Atom, half: &Half| {
            let text = self.span(atom).of(&half.segments[atom.segment].text);
            let plain = self.what != What::Value
                || atom.kind == ValueKind::Time
                || atom.form == Form::Code
                || atom.value == Amount::whole(0)
                || text.contains(&atom.value.to_string());
            let quoted =
                if half.language.is_korean() { text.to_owned() } else { format!("“{text}”") };
            if plain { quoted } else { format!("{quoted} ({})", atom.value) }
        };
        match (&self.source, &self.target) {
            (Some(a), Some(b)) => {
                let (a, b) = (words(a, halves.0), words(b, halves.1));
                match self.what {
                    What::Unit => {
                        format!("{a} is rendered {b}: another unit, the number is the same")
                    }
                    What::Part if self.is_time() => {
                        format!("{a} is rendered {b}: the other half of the day")
                    }
                    What::Part => format!("{a} is rendered {b}: another part of it"),
                    What::Named(kind) => format!("{a} is rendered {b}: another {kind}"),
                    What::Bound => format!("{a} is rendered {b}: the bound is turned round"),
                    What::Nearness => {
                        format!("{a} is rendered {b}: the one is less, the other more")
                    }
                    What::Exact => format!("{a} is rendered {b}: approximate in the original only"),
                    What::Approximate => {
                        format!("{a} is rendered {b}: approximate in the translation only")
                    }
                    What::Value => format!("{a} is rendered {b}"),
                }
            }
            (Some(a), None) => format!("{} has no equal in the translation", words(a, halves.0)),
            (None, Some(b)) => format!("{} has no equal in the original", words(b, halves.1)),
            (None, None) => String::new(),
        }
    }

    /// The target's words with the source's value or unit in place of theirs; a decade is made of a year
    /// and a year of a decade. None if the words would stay as they are.
    pub(crate) fn suggestion(&self, context: &Context<'_>) -> Option<String> {
        let (source, target) = self.source.as_ref().zip(self.target.as_ref())?;
        let segment = &context.bitext.target.segments[target.segment].text;
        let has_names = context.bitext.target.language.is_korean();
        if self.what == What::Unit {
            let name = words::name(source.unit?.name).filter(|_| has_names)?;
            let unit = target.unit_span?;
            let whole = self.span(target);
            let before = &segment[whole.start..unit.start];
            return Some(format!("{before}{name}{}", &segment[unit.end..whole.end]));
        }
        if self.what != What::Value || self.is_time() {
            return None;
        }
        let text = target.span.of(segment);
        let digits = target.value.to_string();
        let at = text.find(&digits)?;
        let whole = !text[at + digits.len()..].starts_with(|c: char| c.is_ascii_digit())
            && !text[..at].ends_with(|c: char| c.is_ascii_digit());
        let mut words = text.replacen(&digits, &source.value.to_string(), 1);
        if has_names {
            let (year, decade) = (role::sole("year"), role::sole("decade"));
            words = match (source.kind, target.kind) {
                (ValueKind::Decade, ValueKind::Year) => words.replacen(year, decade, 1),
                (ValueKind::Year, ValueKind::Decade) => words.replacen(decade, year, 1),
                _ => words,
            };
        }
        (whole && words != text).then_some(words)
    }

    /// Whether a time of day is on either side.
    fn is_time(&self) -> bool {
        [&self.source, &self.target].into_iter().flatten().any(|atom| atom.kind == ValueKind::Time)
    }

    /// The place of an atom, for a remark.
    pub(crate) fn mark(&self, atom: &Atom) -> Mark {
        Mark::Words { segment: atom.segment, span: self.span(atom) }
    }

    /// The words that differ: the number alone, or with its unit or bound.
    fn span(&self, atom: &Atom) -> Span {
        match self.what {
            What::Unit => atom.unit_span.map_or(atom.span, |unit| atom.span.join(unit)),
            What::Value | What::Named(_) => atom.span,
            _ => atom.whole,
        }
    }
}
