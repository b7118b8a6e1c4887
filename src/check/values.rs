//! Numbers, dates and references of both sides of each bead, matched by value; what is left over is
//! what the rules `number`, `date` and `reference` report.
//!
//! Values are matched one to one inside a bead, first with their own kind, then across kinds (5월 and
//! “May” are months, but 5·1 and “May Day” meet as plain fives). What is left on one side may have moved
//! to a neighbouring bead. Only then are two leftovers of one kind taken for each other.

use std::sync::LazyLock;

use super::{Context, Mark, Severity};
use crate::{
    anchor::{
        Anchor, Value,
        number::{Amount, Form, Number, Qualifier, Strength, Unit},
    },
    text::{Span, table},
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

    /// The target's words with the source's value in place of theirs, where they are digits.
    pub(super) fn suggestion(&self, context: &Context<'_>) -> Option<String> {
        let (source, target) = self.source.as_ref().zip(self.target.as_ref())?;
        let text = target.span.of(&context.bitext.target.segments[target.segment].text);
        let digits = target.value.to_string();
        let at = text.find(&digits)?;
        let whole = !text[at + digits.len()..].starts_with(|c: char| c.is_ascii_digit())
            && !text[..at].ends_with(|c: char| c.is_ascii_digit());
        whole.then(|| text.replacen(&digits, &source.value.to_string(), 1))
    }
}

/// The place of an atom, for a remark.
pub(super) fn mark(atom: &Atom) -> Mark {
    Mark::Words { segment: atom.segment, span: atom.span }
}

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
        match_sides(source, target);
    }
    match_moved(&mut beads);
    let mut divergences = Vec::new();
    for at in 0..beads.len() {
        if context.alignment.beads[at].is_gap() {
            continue;
        }
        let mut found = replaced(at, &mut beads[at]);
        found.extend(one_sided(at, &beads));
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
                    let span = component(text, anchor.span, kind, value);
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

/// The words of a date that name one of its parts: the digits with 년, 월 or 일, or the month's name.
fn component(text: &str, span: Span, kind: Kind, value: u128) -> Span {
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

/// Matches what is equal in the two sides of a bead.
fn match_sides(source: &mut Values, target: &mut Values) {
    type Equal = fn(&Atom, &Atom) -> bool;
    let passes: [Equal; 5] = [
        |a, b| {
            a.kind == b.kind && a.value == b.value && (a.form == b.form || a.kind != Kind::Count)
        },
        |a, b| a.kind == b.kind && a.value == b.value,
        |a, b| {
            // A decade is not its first year.
            let years = [a.kind, b.kind];
            let decade = years.contains(&Kind::Decade) && years.contains(&Kind::Year);
            a.value == b.value && (a.form == Form::Many) == (b.form == Form::Many) && !decade
        },
        same_decade,
        converted,
    ];
    for equal in passes {
        for a in &mut source.atoms {
            let b = target.atoms.iter_mut().find(|b| !b.matched && equal(a, b));
            if let Some(b) = b.filter(|_| !a.matched) {
                (a.matched, b.matched) = (true, true);
            }
        }
    }
    for _ in 0..2 {
        match_readings(source, target);
        match_ranges(source, target);
        match_literals(source, target);
        std::mem::swap(source, target);
    }
    for a in &mut source.atoms {
        a.repeated = target.has(a.value);
    }
    for b in &mut target.atoms {
        b.repeated = source.has(b.value);
    }
}

/// 50년대 and the 1950s, or “his 50s” and 50대.
fn same_decade(a: &Atom, b: &Atom) -> bool {
    let decade = |x: &Atom| x.kind == Kind::Decade || x.form == Form::Decade;
    let short = |x: &Atom| x.value.as_whole().map(|v| v % 100);
    decade(a)
        && decade(b)
        && short(a) == short(b)
        && (a.value < Amount::whole(100) || b.value < Amount::whole(100))
}

/// The same quantity in another unit: 24 hours and one day, 18 months and one and a half years; or one
/// number rounded to the other where it is said to be approximate.
fn converted(a: &Atom, b: &Atom) -> bool {
    if a.kind != Kind::Count || b.kind != Kind::Count {
        return false;
    }
    // Half is 50 per cent.
    let hundredth = |whole: &Atom, part: &Atom| {
        whole.unit.is_some_and(|unit| unit.name == "percent")
            && part.value.times(100) == Some(whole.value)
    };
    if hundredth(a, b) || hundredth(b, a) {
        return true;
    }
    if let (Some(x), Some(y)) = (a.unit, b.unit)
        && x.dimension == y.dimension
        && !x.dimension.is_empty()
        && x.name != y.name
    {
        let (x, y) = (a.value.as_f64() * x.factor, b.value.as_f64() * y.factor);
        return (x - y).abs() <= 0.05 * x.max(y);
    }
    let rounded = |coarse: &Atom, fine: &Atom| {
        let digits = coarse.value.as_whole().map(|v| v.to_string());
        let step =
            digits.map(|d| d.len() - d.trim_end_matches('0').len()).filter(|zeros| *zeros > 0);
        step.is_some_and(|zeros| {
            let step = 10_f64.powi(i32::try_from(zeros).unwrap_or(0));
            coarse.value.as_f64() >= 100.0
                && ((fine.value.as_f64() / step).round() - coarse.value.as_f64() / step).abs() < 0.5
        })
    };
    // “more than once” is 두 번 이상.
    let bounded =
        a.qualifier.is_some() && b.qualifier.is_some() && a.qualifier != Some(Qualifier::About);
    if bounded && a.value.as_f64() <= 20.0 && (a.value.as_f64() - b.value.as_f64()).abs() == 1.0 {
        return true;
    }
    (a.qualifier.is_some() && rounded(a, b)) || (b.qualifier.is_some() && rounded(b, a))
}

/// Other readings of a side's numbers.
fn match_readings(one: &mut Values, other: &mut Values) {
    for (position, readings) in one.readings.iter().enumerate() {
        let mut mine = one.atoms.iter().filter(|a| a.anchor == position && !a.matched).peekable();
        if mine.peek().is_none() {
            continue;
        }
        drop(mine);
        let fitting = readings.iter().find(|reading| reading.iter().all(|v| other.has(*v)));
        let Some(fitting) = fitting else { continue };
        for atom in one.atoms.iter_mut().filter(|a| a.anchor == position) {
            atom.matched = true;
        }
        for value in fitting {
            if let Some(atom) = other.atoms.iter_mut().find(|b| !b.matched && b.value == *value) {
                atom.matched = true;
            }
        }
    }
}

/// Members of a list that lie inside a range of the other side.
fn match_ranges(one: &mut Values, other: &Values) {
    for atom in one.atoms.iter_mut().filter(|a| !a.matched) {
        atom.matched =
            other.ranges.iter().any(|(first, last)| *first <= atom.value && atom.value <= *last);
    }
}

/// Codes and digits that stand in the other side just as they are, whatever was made of them there.
fn match_literals(one: &mut Values, other: &mut Values) {
    let folded = other.text.to_lowercase();
    for atom in one.atoms.iter_mut().filter(|a| !a.matched && a.form == Form::Code) {
        let digits = atom.value.to_string();
        atom.matched = digit_runs(&folded).any(|run| run == digits);
    }
    // A date or number left in the other language's words.
    for index in 0..one.atoms.len() {
        let words = one.words[one.atoms[index].anchor].to_lowercase();
        let spoken = words.contains(|c: char| c.is_ascii_alphabetic());
        one.atoms[index].matched |= spoken && words.len() > 2 && folded.contains(&words);
    }
}

fn digit_runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty())
}

/// How many beads away a value may have moved to.
const NEIGHBOURS: usize = 2;

/// Matches what is left over in a bead with what is left over in the beads around it.
fn match_moved(beads: &mut [(Values, Values)]) {
    for at in 0..beads.len() {
        let near = at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS + 1).min(beads.len());
        for index in 0..beads[at].0.atoms.len() {
            let atom = &beads[at].0.atoms[index];
            if atom.matched || atom.repeated {
                continue;
            }
            let (kind, value) = (atom.kind, atom.value);
            let moved = near.clone().filter(|n| *n != at).find_map(|n| {
                let atoms = &beads[n].1.atoms;
                let found =
                    atoms.iter().position(|b| !b.matched && b.kind == kind && b.value == value);
                found.map(|i| (n, i))
            });
            if let Some((n, i)) = moved {
                beads[at].0.atoms[index].matched = true;
                beads[n].1.atoms[i].matched = true;
            }
        }
    }
}

/// Pairs of leftovers that are taken for each other.
fn replaced(bead: usize, (source, target): &mut (Values, Values)) -> Vec<Divergence> {
    let mut candidates = Vec::new();
    let left = |values: &Values| -> Vec<usize> {
        let atoms = values.atoms.iter().enumerate();
        atoms
            .filter(|(_, a)| !a.matched && !matches!(a.form, Form::Echo | Form::Label | Form::Many))
            .map(|(i, _)| i)
            .collect()
    };
    let (lefts, rights) = (left(source), left(target));
    let sure = |values: &Values, indices: &[usize]| {
        let counted = |a: &Atom| a.strength > Strength::Loose && a.value > Amount::whole(1);
        indices.iter().filter(|i| counted(&values.atoms[**i])).count()
    };
    let alone = sure(source, &lefts) <= 1 && sure(target, &rights) <= 1;
    for (i, &s) in lefts.iter().enumerate() {
        for (j, &t) in rights.iter().enumerate() {
            let (a, b) = (&source.atoms[s], &target.atoms[t]);
            if let Some(mut score) = likeness(a, b) {
                // Translation keeps some order, so that the first left over meets the first.
                score += i32::from(i == j);
                if score > 2 || (alone && score >= 1) || (lefts.len() == rights.len() && score >= 2)
                {
                    candidates.push((score, s, t));
                }
            }
        }
    }
    candidates.sort_by_key(|(score, s, t)| (-score, *s, *t));
    let mut found = Vec::new();
    for (_, s, t) in candidates {
        let (a, b) = (&mut source.atoms[s], &mut target.atoms[t]);
        if a.matched || b.matched {
            continue;
        }
        (a.matched, b.matched) = (true, true);
        found.push(Divergence { bead, source: Some(a.clone()), target: Some(b.clone()) });
    }
    found.sort_by_key(|d| d.source.as_ref().map(|a| (a.segment, a.span)));
    found
}

/// How well two leftovers fit each other; none if they cannot be meant for each other.
fn likeness(a: &Atom, b: &Atom) -> Option<i32> {
    let date = |x: &Atom| matches!(x.kind, Kind::Year | Kind::Decade | Kind::Month | Kind::Day);
    let year_like = |x: &Atom| {
        x.kind == Kind::Year
            || (x.kind == Kind::Count
                && x.unit.is_none()
                && (1000..2200).contains(&x.value.as_whole().unwrap_or(0)))
    };
    let decade = [a.kind, b.kind].contains(&Kind::Decade) && a.kind != b.kind;
    if a.repeated && b.repeated && !decade {
        return None;
    }
    let mut score = 1;
    match (a.kind, b.kind) {
        (x, y) if x == y => score += i32::from(date(a)),
        (Kind::Year, Kind::Count) | (Kind::Count, Kind::Year) if year_like(a) && year_like(b) => {}
        (Kind::Year, Kind::Decade) | (Kind::Decade, Kind::Year) if a.value == b.value => {}
        (Kind::Reference, Kind::Count) | (Kind::Count, Kind::Reference) => {}
        _ => return None,
    }
    if a.form == Form::Code || b.form == Form::Code {
        return (a.form == b.form).then_some(1);
    }
    let same_unit = match (a.unit, b.unit) {
        (Some(x), Some(y)) if x.name == y.name => !x.dimension.is_empty(),
        (Some(x), Some(y)) => {
            // A word that may count many things goes with all but time and percent.
            let strict = |u: Unit| matches!(u.dimension, "time" | "span" | "percent");
            if strict(x) || strict(y) || !(x.dimension.is_empty() || y.dimension.is_empty()) {
                return None;
            }
            false
        }
        (Some(x), None) | (None, Some(x)) => {
            let word = |atom: &Atom| atom.unit.is_none() && atom.form == Form::Ordinal;
            if x.name == "percent" && (word(a) || word(b)) {
                return None;
            }
            false
        }
        (None, None) => false,
    };
    let ordinal = a.form == Form::Ordinal && b.form == Form::Ordinal;
    score += 2 * i32::from(same_unit) + i32::from(ordinal);
    // A loose word needs more than its being left over.
    let loose = a.strength == Strength::Loose || b.strength == Strength::Loose;
    if loose {
        let both = a.strength == Strength::Loose && b.strength == Strength::Loose;
        let one = |x: &Atom| x.strength == Strength::Loose && x.value <= Amount::whole(1);
        if both || one(a) || one(b) || !(ordinal || same_unit) {
            return None;
        }
    }
    if (a.form == Form::Fraction) != (b.form == Form::Fraction) {
        return None;
    }
    score += i32::from(similar(&a.value.to_string(), &b.value.to_string()));
    Some(score)
}

/// Whether two numerals differ as a slip makes them differ: in one digit, in a nought, in the order.
fn similar(a: &str, b: &str) -> bool {
    if a.len() < 2 && b.len() < 2 {
        return false;
    }
    let mut sorted: [Vec<u8>; 2] = [a.bytes().collect(), b.bytes().collect()];
    sorted.iter_mut().for_each(|digits| digits.sort_unstable());
    sorted[0] == sorted[1] || strsim::levenshtein(a, b) <= 1
}

/// Leftovers without a counterpart.
fn one_sided(bead: usize, beads: &[(Values, Values)]) -> Vec<Divergence> {
    let near = bead.saturating_sub(NEIGHBOURS)..(bead + NEIGHBOURS + 1).min(beads.len());
    let (source, target) = &beads[bead];
    let mut found = Vec::new();
    let mut last = None;
    for atom in &source.atoms {
        let elsewhere = || near.clone().any(|n| beads[n].1.has(atom.value));
        if is_missed(atom, target) && !elsewhere() && last != Some(atom.anchor) {
            last = Some(atom.anchor);
            found.push(Divergence { bead, source: Some(atom.clone()), target: None });
        }
    }
    last = None;
    for atom in &target.atoms {
        let elsewhere = || near.clone().any(|n| beads[n].0.has(atom.value));
        let date = !matches!(atom.kind, Kind::Count | Kind::Reference);
        if !date && is_missed(atom, source) && !elsewhere() && last != Some(atom.anchor) {
            last = Some(atom.anchor);
            found.push(Divergence { bead, source: None, target: Some(atom.clone()) });
        }
    }
    found
}

/// Whether a leftover is strong enough to be missed in `other`.
fn is_missed(atom: &Atom, other: &Values) -> bool {
    !atom.matched
        && !atom.repeated
        && atom.strength == Strength::Sure
        && atom.value > Amount::whole(1)
        && !matches!(atom.form, Form::Echo | Form::Code | Form::Label | Form::Many | Form::Fraction)
        && !is_relative(atom.kind, other)
        && !is_converted(atom, other)
}

/// Whether the other side has the same quantity in another unit, or another sum of money for it: a
/// translation may keep one of the two that an original gives, or add one for its readers.
fn is_converted(atom: &Atom, other: &Values) -> bool {
    let Some(unit) = atom.unit.filter(|unit| !unit.dimension.is_empty()) else { return false };
    let units = other.atoms.iter().filter_map(|b| b.unit.map(|u| (b, u)));
    units.filter(|(_, u)| u.dimension == unit.dimension && u.name != unit.name).any(|(b, u)| {
        let (x, y) = (atom.value.as_f64() * unit.factor, b.value.as_f64() * u.factor);
        unit.dimension == "money" || (x - y).abs() <= 0.05 * x.max(y)
    })
}

/// Whether the other side has words that stand for a year, month or day without naming it.
fn is_relative(kind: Kind, other: &Values) -> bool {
    static RELATIVE: LazyLock<Vec<[&'static str; 4]>> = LazyLock::new(|| {
        const TABLE: &str = include_str!("../../corpora/tables/relative-dates.tsv");
        table::rows::<4>("relative-dates.tsv", TABLE)
    });
    // “Yesterday” stands for the month and the year as well.
    let units: &[&str] = match kind {
        Kind::Year | Kind::Decade => &["year", "month", "day"],
        Kind::Month => &["month", "day"],
        Kind::Day => &["day"],
        Kind::Count | Kind::Reference => return false,
    };
    let lower = other.text.to_lowercase();
    RELATIVE.iter().any(|[language, form, of, _]| {
        *language == other.language && units.contains(of) && lower.contains(form)
    })
}
