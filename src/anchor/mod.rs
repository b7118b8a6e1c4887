//! Anchors: numbers, dates, times, references, names, titles and bodies, by value.
//!
//! What two languages write in different ways is turned into one value, so that 3만 5천 meets 35,000
//! and 최창익 meets Choe Chang-ik. Equal values pull segments together in alignment, and differing
//! ones are what the checks report.

pub mod body;
pub mod date;
pub(crate) mod form;
pub mod name;
pub mod number;
pub mod reference;
pub mod time;
pub mod title;

use std::sync::LazyLock;

use rayon::prelude::*;
use regex::Regex;

use crate::{
    language,
    segment::{Bitext, Half, Segment},
    text::Span,
};

/// A value in a segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Anchor {
    /// Byte offsets in the text of the segment.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// What an anchor says, in a form that is the same for both languages.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A count, ordinal or measure, a range or list of them.
    Number(number::Number),
    /// A day, month or year, a range or list of them.
    Date(date::Date),
    /// A time of day.
    Time(time::Time),
    /// The number of a document, paragraph or file.
    Reference(reference::Reference),
    /// A person or place, known or not.
    Name(name::Name),
    /// An office or rank.
    Title(title::Title),
    /// An organisation, organ or country.
    Body(body::Body),
}

impl Value {
    /// What it says, as words that begin with the kind of value and are equal for values of both
    /// languages that mean the same; none if it is too uncertain to be compared.
    pub fn keys(&self) -> Vec<String> {
        let (kind, values) = match self {
            Self::Number(number) => ("number", number.keys()),
            Self::Date(date) => ("date", date.keys()),
            // The other half may have the hour as a mere number.
            Self::Time(time) => ("number", time.keys()),
            Self::Reference(reference) => ("reference", reference.keys()),
            Self::Name(name) => ("name", name.keys()),
            Self::Title(title) => ("title", title.keys()),
            Self::Body(body) => ("body", body.keys()),
        };
        values.into_iter().map(|value| format!("{kind}:{value}")).collect()
    }
}

/// The anchors of a bitext: for each segment of each half those in it, in order of their spans.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Anchors {
    /// Anchors of the source half, by segment.
    pub source: Vec<Vec<Anchor>>,
    /// Anchors of the target half, by segment.
    pub target: Vec<Vec<Anchor>>,
}

/// Finds the anchors of both halves.
pub fn find(bitext: &Bitext) -> Anchors {
    let names = name::find(bitext);
    Anchors {
        source: of_half(&bitext.source, names.source),
        target: of_half(&bitext.target, names.target),
    }
}

fn of_half(half: &Half, names: Vec<Vec<(Span, name::Name)>>) -> Vec<Vec<Anchor>> {
    let language = &half.language;
    let of_segment = |(segment, names): (&Segment, Vec<(Span, name::Name)>)| {
        let text = &segment.text;
        // Hanja are read where values do not depend on how they are written.
        let read = language::of(language).read(text);
        // What is part of a file number is no date, and what is part of a date or time is no number.
        let references = reference::find(&read, language, &[]);
        let mut taken = spans(&references);
        taken.extend(addresses(text));
        let dates = date::find(text, language, &taken);
        taken.extend(spans(&dates));
        let times = time::find(text, language, &taken);
        taken.extend(spans(&times));
        let numbers = number::find(text, language, &taken);
        // A ministry (성) in the name of a person is none.
        let people: Vec<Span> = names
            .iter()
            .filter(|(_, name)| name.class() == Some(name::PERSON))
            .map(|(span, _)| *span)
            .collect();
        let is_own = |span: Span| !people.iter().any(|person| person.contains(span));
        let mut titles = title::find(&read, language, &[]);
        titles.retain(|(span, _)| is_own(*span));
        let mut bodies = body::find(&read, language, &[]);
        bodies.retain(|(span, _)| is_own(*span));
        let mut anchors: Vec<Anchor> = Vec::new();
        anchors.extend(anchored(references, Value::Reference));
        anchors.extend(anchored(dates, Value::Date));
        anchors.extend(anchored(times, Value::Time));
        anchors.extend(anchored(numbers, Value::Number));
        anchors.extend(anchored(names, Value::Name));
        anchors.extend(anchored(titles, Value::Title));
        anchors.extend(anchored(bodies, Value::Body));
        anchors.sort_by_key(|anchor| anchor.span);
        anchors
    };
    half.segments.par_iter().zip(names).map(of_segment).collect()
}

/// Web and mail addresses, in which figures count nothing.
fn addresses(text: &str) -> impl Iterator<Item = Span> {
    static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)(?-u:\b)(?:(?:https?|ftp|file)://|www\.)[!-~]+|(?-u:\b)[\w.+-]+@[\w-]+\.[\w.-]+",
        )
        .expect("a regular expression")
    });
    // Most segments have neither.
    let may = text.contains("://") || text.contains('@') || text.contains("www.");
    let found = may.then(|| ADDRESS.find_iter(text)).into_iter().flatten();
    found.map(|address| Span::new(address.start(), address.end()))
}

fn spans<T>(found: &[(Span, T)]) -> Vec<Span> {
    found.iter().map(|(span, _)| *span).collect()
}

fn anchored<T>(found: Vec<(Span, T)>, value: fn(T) -> Value) -> impl Iterator<Item = Anchor> {
    found.into_iter().map(move |(span, found)| Anchor { span, value: value(found) })
}
