//! Numbers, dates and references of both sides of each bead, matched by value; what is left over is
//! what the rules `number`, `date` and `reference` report.
//!
//! Values are matched one to one inside a bead, first with their own kind, then across kinds (5월 and
//! “May” are months, but 5·1 and “May Day” meet as plain fives). What is left on one side may have moved
//! to a neighbouring bead. Only then are two leftovers of one kind taken for each other.

mod leftover;
mod matching;

use super::{Context, Mark, Severity};
use crate::{
    anchor::{
        Anchor, Value, date,
        number::{Amount, Form, Number, Qualifier, Strength, Unit, roman},
    },
    text::Span,
};

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Year,
    Decade,
    Month,
    Day,
    Count,
    Reference,
}

/// One value at one place: a member of a number, date or reference.
#[derive(Debug, Clone)]
pub(super) struct Atom {
    pub(super) kind: Kind,
    pub(super) value: Amount,
    pub(super) segment: usize,
    pub(super) span: Span,
    pub(super) strength: Strength,
    form: Form,
    unit: Option<Unit>,
    qualifier: Option<Qualifier>,
    /// The anchor it belongs to, by position among those of its side.
    anchor: usize,
    /// Whether something on the other side was found to be the same.
    matched: bool,
    /// Whether the other side has its value at all, be it matched with another.
    repeated: bool,
}

/// One side of a bead.
#[derive(Debug, Default)]
struct Values {
    atoms: Vec<Atom>,
    /// For each anchor, other lists of amounts its words may mean.
    readings: Vec<Vec<Vec<Amount>>>,
    /// Ranges, as ends.
    ranges: Vec<(Amount, Amount)>,
    /// The words of each anchor.
    words: Vec<String>,
    text: String,
    language: String,
}

/// How two sides differ in a value.
#[derive(Debug, Clone)]
pub(super) struct Divergence {
    pub(super) bead: usize,
    pub(super) source: Option<Atom>,
    pub(super) target: Option<Atom>,
}

impl Divergence {
    /// The rule that reports it: the more telling of the two kinds.
    pub(super) fn rule(&self) -> &'static str {
        let kinds: Vec<Kind> =
            [&self.source, &self.target].into_iter().flatten().map(|a| a.kind).collect();
        let date = |k: &Kind| matches!(k, Kind::Year | Kind::Decade | Kind::Month | Kind::Day);
        if kinds.iter().any(date) {
            "date"
        } else if kinds.contains(&Kind::Reference) {
            "reference"
        } else {
            "number"
        }
    }

    /// The kind of evidence.
    pub(super) fn evidence(&self) -> &'static str {
        let loose = |atom: &Atom| atom.strength < Strength::Sure;
        match (&self.source, &self.target) {
            (Some(a), Some(b)) if loose(a) || loose(b) => "replaced-word",
            (Some(_), Some(_)) => "replaced",
            (Some(_), None) => "missing",
            _ => "added",
        }
    }

    /// A replaced value misleads; one merely left out does so if it was a year or an exact figure.
    pub(super) fn severity(&self) -> Severity {
        let exact = |atom: &Atom| atom.kind == Kind::Year || atom.value >= Amount::whole(100);
        match (&self.source, &self.target) {
            (Some(_), Some(_)) => Severity::Major,
            (Some(atom), None) if exact(atom) => Severity::Major,
            _ => Severity::Minor,
        }
    }

    /// What to say of it.
    pub(super) fn message(&self, context: &Context<'_>) -> String {
        let words = |atom: &Atom, source: bool| {
            let half = if source { &context.bitext.source } else { &context.bitext.target };
            let text = atom.span.of(&half.segments[atom.segment].text);
            let plain = text.contains(&atom.value.to_string());
            let quoted =
                if half.language.is_korean() { text.to_owned() } else { format!("“{text}”") };
            if plain { quoted } else { format!("{quoted} ({})", atom.value) }
        };
        match (&self.source, &self.target) {
            (Some(a), Some(b)) => format!("{} is rendered {}", words(a, true), words(b, false)),
            (Some(a), None) => format!("{} has no equal in the translation", words(a, true)),
            (None, Some(b)) => format!("{} has no equal in the original", words(b, false)),
            (None, None) => String::new(),
        }
    }

    /// The target's words with the source's value in place of theirs, where they are digits; a decade is
    /// made of a year and a year of a decade. None if the words would stay as they are.
    pub(super) fn suggestion(&self, context: &Context<'_>) -> Option<String> {
        let (source, target) = self.source.as_ref().zip(self.target.as_ref())?;
        let text = target.span.of(&context.bitext.target.segments[target.segment].text);
        let digits = target.value.to_string();
        let at = text.find(&digits)?;
        let whole = !text[at + digits.len()..].starts_with(|c: char| c.is_ascii_digit())
            && !text[..at].ends_with(|c: char| c.is_ascii_digit());
        let mut words = text.replacen(&digits, &source.value.to_string(), 1);
        if context.bitext.target.language.is_korean() {
            words = match (source.kind, target.kind) {
                (Kind::Decade, Kind::Year) => words.replacen('년', "년대", 1),
                (Kind::Year, Kind::Decade) => words.replacen("년대", "년", 1),
                _ => words,
            };
        }
        (whole && words != text).then_some(words)
    }
}

/// The place of an atom, for a remark.
pub(super) fn mark(atom: &Atom) -> Mark {
    Mark::Words { segment: atom.segment, span: atom.span }
}

/// How many beads away a value may have moved to.
const NEIGHBOURS: usize = 2;

/// Everything in which the two halves differ in value, in order of beads.
pub(super) fn compare(context: &Context<'_>) -> Vec<Divergence> {
    let mut beads: Vec<(Values, Values)> = context
        .beads()
        .map(|(_, bead)| {
            let halves = (&context.bitext.source, &context.bitext.target);
            let mut source =
                Values { language: halves.0.language.primary().to_owned(), ..Values::default() };
            for (segment, anchor) in context.source_anchors(bead) {
                source.add(segment, anchor, &halves.0.segments[segment].text);
            }
            let mut target =
                Values { language: halves.1.language.primary().to_owned(), ..Values::default() };
            for (segment, anchor) in context.target_anchors(bead) {
                target.add(segment, anchor, &halves.1.segments[segment].text);
            }
            source.text = joined(context.source(bead));
            target.text = joined(context.target(bead));
            (source, target)
        })
        .collect();
    for (source, target) in &mut beads {
        matching::match_sides(source, target);
    }
    matching::match_moved(&mut beads);
    let mut divergences = Vec::new();
    for at in 0..beads.len() {
        if context.alignment.beads[at].is_gap() {
            continue;
        }
        let mut found = leftover::replaced(at, &mut beads[at]);
        found.extend(leftover::one_sided(at, &beads));
        divergences.extend(found);
    }
    divergences
}

fn joined(segments: &[crate::segment::Segment]) -> String {
    segments.iter().map(|segment| segment.text.as_str()).collect::<Vec<_>>().join(" ")
}

impl Values {
    fn add(&mut self, segment: usize, anchor: &Anchor, text: &str) {
        let position = self.readings.len();
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
            anchor: position,
            matched: false,
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
                self.add_number(number, &atom(Kind::Count, number.amounts[0], anchor.span));
            }
            Value::Date(date) => {
                let year_kind = if date.decade { Kind::Decade } else { Kind::Year };
                let parts = date.years.iter().map(|y| (year_kind, u128::from(*y)));
                let parts = parts.chain(date.months.iter().map(|m| (Kind::Month, u128::from(*m))));
                let parts = parts.chain(date.days.iter().map(|d| (Kind::Day, u128::from(*d))));
                for (kind, value) in parts {
                    let span = component(text, anchor.span, kind, value, &self.language);
                    self.atoms.push(atom(kind, Amount::whole(value), span));
                }
                if date.range
                    && let [first, last] = date.days[..]
                {
                    self.ranges.push((Amount::whole(first.into()), Amount::whole(last.into())));
                }
            }
            Value::Reference(reference) => {
                for value in reference.values() {
                    self.atoms.push(atom(Kind::Reference, Amount::whole(value), anchor.span));
                }
            }
            Value::Name(_) | Value::Title(_) | Value::Body(_) => return,
        }
        self.readings.push(readings);
        self.words.push(anchor.span.of(text).to_owned());
    }

    fn add_number(&mut self, number: &Number, like: &Atom) {
        for &value in &number.amounts {
            self.atoms.push(Atom {
                value,
                strength: number.strength,
                form: number.form,
                unit: number.unit,
                qualifier: number.qualifier,
                ..like.clone()
            });
        }
    }

    fn has(&self, value: Amount) -> bool {
        self.atoms.iter().any(|atom| atom.value == value)
    }
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

/// The words of a date that name one of its parts: the digits with 년, 월 or 일, or the month's name.
///
/// For a month a name or Roman figures go before plain digits, which may be the day: in “5 May” the month
/// is May.
fn component(text: &str, span: Span, kind: Kind, value: u128, language: &str) -> Span {
    let words = span.of(text);
    let sign = match kind {
        Kind::Year | Kind::Decade => '년',
        Kind::Month => '월',
        _ => '일',
    };
    let mut best = None;
    let mut at = 0;
    while let Some(next) = words[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + next;
        let end = start + words[start..].bytes().take_while(u8::is_ascii_digit).count();
        at = end;
        let Ok(digits) = words[start..end].parse::<u128>() else { continue };
        let year = matches!(kind, Kind::Year | Kind::Decade);
        if digits == value || (year && value.checked_rem(100) == Some(digits)) {
            let signed = words[end..].trim_start().starts_with(sign);
            let mut end = if words[end..].starts_with(sign) { end + sign.len_utf8() } else { end };
            if kind == Kind::Decade {
                end = words.len();
            }
            if signed {
                return Span::new(start, end).shifted(span.start);
            }
            best = best.or(Some(Span::new(start, end)));
        }
    }
    if kind == Kind::Month {
        best = month_name(words, value, language).or(best);
    }
    if kind == Kind::Month && best.is_none() {
        let is_name = |c: char| c.is_alphabetic();
        let start = words.find(|c: char| c.is_uppercase()).or_else(|| words.find(is_name));
        best = start.map(|start| {
            let len = words[start..].find(|c: char| !is_name(c)).unwrap_or(words.len() - start);
            Span::new(start, start + len)
        });
    }
    best.map_or(span, |found| found.shifted(span.start))
}
