//! Numbers, dates and references of both sides of each bead, matched by value; what is left over, and
//! what is matched but said otherwise, is what the rules on values report.
//!
//! Values are matched one to one inside a bead, first with their own kind, then across kinds (5월 and
//! “May” are months, but 5·1 and “May Day” meet as plain fives). What is left on one side may have moved
//! to a neighbouring bead. Only then are two leftovers of one kind taken for each other. Of what is
//! matched, units, bounds and parts of months are compared.

mod atoms;
mod clock;
mod conversion;
mod dialled;
mod divergence;
mod leftover;
mod matching;
mod named;
mod numbered;
mod paired;
#[cfg(test)]
mod pairs;
mod relative;
mod shortened;
#[cfg(test)]
mod tests;

pub(crate) use divergence::{Divergence, What};

use super::{Context, Mark, joined::Joined};
use crate::{
    anchor::{
        date::Part,
        number::{Amount, Form, Qualifier, Strength, Unit},
    },
    text::{Language, Span},
};

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ValueKind {
    Year,
    Decade,
    Month,
    Day,
    /// A time of day, as minutes on the clock of twelve hours.
    Time,
    Count,
    Reference,
}

/// One value at one place: a member of a number, date or reference.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools, reason = "each is a mark of its own, set by another step")]
pub(crate) struct Atom {
    pub(crate) kind: ValueKind,
    pub(crate) value: Amount,
    pub(crate) segment: usize,
    pub(crate) span: Span,
    pub(crate) strength: Strength,
    form: Form,
    unit: Option<Unit>,
    qualifier: Option<Qualifier>,
    /// The part of the day, month or year that is meant.
    part: Option<Part>,
    /// The words of the whole anchor, and its unit's.
    whole: Span,
    unit_span: Option<Span>,
    /// Whether it is one end of a range or one of a list.
    range: bool,
    /// Whether it is one end of a rough count: two or three, 여남은.
    rough: bool,
    /// What it numbers or counts.
    role: Option<&'static str>,
    /// Whether it is part of a date without words, in which day and month may be the other way round.
    numeric: bool,
    /// Whether it is a year written with two figures, which may be of another century.
    short: bool,
    /// The anchor it belongs to, by position among those of its side.
    anchor: usize,
    /// Whether something on the other side was found to be the same.
    matched: bool,
    /// The atom of the other side with the same value that it was matched with, by position.
    partner: Option<usize>,
    /// Whether the other side has its value at all, be it matched with another.
    repeated: bool,
}

impl Atom {
    /// Whether it is a year, month or day.
    fn is_date(&self) -> bool {
        !matches!(self.kind, ValueKind::Time | ValueKind::Count | ValueKind::Reference)
    }
}

/// One side of a bead.
#[derive(Debug, Default)]
struct Values {
    atoms: Vec<Atom>,
    /// For each anchor, other lists of amounts its words may mean.
    readings: Vec<Vec<Vec<Amount>>>,
    /// The hours and minutes of times of day as they are written, with the anchor of each.
    times: Vec<(usize, (u16, Option<u16>))>,
    /// Ranges, as ends.
    ranges: Vec<(Amount, Amount)>,
    /// The words of each anchor.
    words: Vec<String>,
    text: String,
    language: Option<Language>,
}

/// More values than this on one side of a bead are the rows of a table or code run together, not a sentence, and
/// are not compared one by one: that takes the square of their number.
const MOST_VALUES: usize = 400;

/// How many beads away a value may have moved to.
const NEIGHBOURS: usize = 2;

/// Everything in which the two halves differ in value, in order of beads.
pub(crate) fn compare(context: &Context<'_>) -> Vec<Divergence> {
    let mut beads: Vec<(Values, Values)> = context
        .beads()
        .map(|(_, bead)| {
            let halves = (&context.bitext.source, &context.bitext.target);
            let mut source =
                Values { language: Some(halves.0.language.clone()), ..Values::default() };
            for (segment, anchor) in context.source_anchors(bead) {
                source.add(segment, anchor, &halves.0.segments[segment].text);
            }
            let mut target =
                Values { language: Some(halves.1.language.clone()), ..Values::default() };
            for (segment, anchor) in context.target_anchors(bead) {
                target.add(segment, anchor, &halves.1.segments[segment].text);
            }
            source.text = Joined::new(context.source(bead)).text;
            target.text = Joined::new(context.target(bead)).text;
            if source.atoms.len().max(target.atoms.len()) > MOST_VALUES {
                return (Values::default(), Values::default());
            }
            (source, target)
        })
        .collect();
    for (source, target) in &mut beads {
        matching::match_sides(source, target);
    }
    matching::match_moved(&mut beads);
    let dates = beads.iter().flat_map(|(source, _)| &source.atoms).filter(|a| a.is_date());
    let known = dates.map(|atom| (atom.kind, atom.value)).collect();
    let mut divergences = Vec::new();
    for at in 0..beads.len() {
        if context.alignment.beads[at].is_gap() {
            continue;
        }
        let mut found = leftover::replaced(at, &mut beads[at]);
        found.extend(leftover::one_sided(at, &beads, &known, &context.bitext.target));
        found.extend(numbered::exchanged(at, &beads[at].0, &beads[at].1));
        found.extend(paired::compare(context, at, &beads[at]));
        found.extend(named::compare(context, at));
        divergences.extend(found);
    }
    divergences
}
