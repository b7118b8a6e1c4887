//! What to make of values that have no equal: pairs taken for each other, and values of one side.

use std::collections::BTreeSet;

use super::{
    Atom, Divergence, NEIGHBOURS, ValueKind, Values, What, conversion::is_conversion,
    relative::Excuses,
};
use crate::{
    anchor::{
        date::Part,
        number::{Amount, Form, Qualifier, Strength, Unit},
    },
    language::{ko::numeral::native, role},
    segment::Half,
};

/// Pairs of leftovers that are taken for each other.
pub(crate) fn replaced(bead: usize, (source, target): &mut (Values, Values)) -> Vec<Divergence> {
    let mut candidates = Vec::new();
    let left = |values: &Values| -> Vec<usize> {
        let atoms = values.atoms.iter().enumerate();
        atoms
            .filter(|(_, a)| {
                let named = is_multiple(a) || is_age_name(a) || is_days_name(a);
                !a.matched && (named || !matches!(a.form, Form::Echo | Form::Label))
            })
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
        let (a, b) = (a.clone(), b.clone());
        settle(source, &a);
        settle(target, &b);
        found.push(Divergence { bead, what: What::Value, source: Some(a), target: Some(b) });
    }
    found.sort_by_key(|d| d.source.as_ref().map(|a| (a.segment, a.span)));
    found
}

/// Lets what an atom is told with be told with it: both bounds of a rough count, both numbers of a share.
fn settle(values: &mut Values, told: &Atom) {
    if told.rough || told.form == Form::Share {
        let whole = values.atoms.iter_mut().filter(|atom| atom.anchor == told.anchor);
        whole.for_each(|atom| atom.matched = true);
    }
}

/// A number that may be the hour of a clock.
fn is_hour(atom: &Atom) -> bool {
    atom.unit.is_none_or(|unit| unit.dimension == "clock")
        && atom.form == Form::Cardinal
        && atom.value <= Amount::whole(24)
}

/// Twice, tripled: a word for so many times.
fn is_multiple(atom: &Atom) -> bool {
    atom.form == Form::Echo && atom.unit.is_some_and(|unit| unit.dimension == "ratio")
}

/// 환갑, 고희: a birthday by its name.
pub(super) fn is_age_name(atom: &Atom) -> bool {
    atom.form == Form::Echo && atom.unit.is_some_and(|unit| unit.dimension == "age")
}

/// 보름: a number of days by its name.
fn is_days_name(atom: &Atom) -> bool {
    atom.form == Form::Echo
        && atom.unit.is_some_and(|unit| unit.name == "day")
        && atom.value > Amount::whole(1)
}

/// Whether a number may be the years of an elderly person.
pub(super) fn may_be_age(atom: &Atom) -> bool {
    atom.kind == ValueKind::Count
        && matches!(atom.form, Form::Cardinal | Form::Ordinal | Form::Echo)
        && atom.unit.is_none_or(|unit| matches!(unit.dimension, "age" | "span"))
        && (40..120).contains(&atom.value.as_whole().unwrap_or(0))
}

/// 1800년대: as soon a century as its first ten years.
pub(super) fn is_hundred_years(atom: &Atom) -> bool {
    atom.kind == ValueKind::Decade
        && atom.value.as_whole().is_some_and(|year| year.is_multiple_of(100))
}

/// The nineteenth century.
pub(super) fn is_century(atom: &Atom) -> bool {
    atom.kind == ValueKind::Count && atom.unit.is_some_and(|unit| unit.name == "century")
}

/// How well leftovers fit that say what they say in different forms: a third and 25 per cent, two or three and 네댓.
fn kindred(a: &Atom, b: &Atom) -> Option<i32> {
    if a.kind == ValueKind::Decade || b.kind == ValueKind::Decade {
        let both = (is_hundred_years(a) && is_century(b)) || (is_hundred_years(b) && is_century(a));
        return both.then_some(3);
    }
    // The fifteenth day of a month and 초닷새.
    let nth_day =
        |x: &Atom| x.form == Form::Ordinal && x.unit.is_some_and(|unit| unit.name == "day");
    if (a.kind == ValueKind::Day && nth_day(b)) || (b.kind == ValueKind::Day && nth_day(a)) {
        return Some(3);
    }
    if a.kind != ValueKind::Count || b.kind != ValueKind::Count {
        return None;
    }
    let dimension = |x: &Atom| x.unit.map_or("", |unit| unit.dimension);
    let part_of = |part: &Atom, other: &Atom| {
        let ratio = dimension(other) == "ratio" && other.value >= Amount::whole(2);
        let percent = dimension(other) == "percent" && other.form == Form::Cardinal;
        part.form == Form::Fraction && (ratio || percent || other.form == Form::Share)
    };
    if part_of(a, b) || part_of(b, a) {
        return Some(3);
    }
    // One figure and two.
    if dimension(a) == "digits" && dimension(b) == "digits" {
        return Some(3);
    }
    let age = |name: &Atom, other: &Atom| is_age_name(name) && may_be_age(other);
    if age(a, b) || age(b, a) {
        return Some(3);
    }
    // Of rough counts a word for one is enough; with any other number it must be alone.
    let loose = [a, b].iter().any(|x| x.rough && x.strength == Strength::Loose);
    let strict = |x: &Atom| matches!(dimension(x), "time" | "span" | "percent" | "money" | "clock");
    let units = match (a.unit, b.unit) {
        (Some(x), Some(y)) if strict(a) || strict(b) => x.name == y.name,
        (Some(_), Some(_)) | (None, None) => true,
        _ => !strict(a) && !strict(b),
    };
    let counted = |x: &Atom| {
        x.rough || (x.form == Form::Cardinal && x.strength > Strength::Loose && !x.range)
    };
    if loose && units && counted(a) && counted(b) {
        return Some(if a.rough && b.rough { 3 } else { 2 });
    }
    None
}

/// How well two leftovers fit each other; none if they cannot be meant for each other.
pub(crate) fn likeness(a: &Atom, b: &Atom) -> Option<i32> {
    let date = |x: &Atom| !matches!(x.kind, ValueKind::Count | ValueKind::Reference);
    let year_like = |x: &Atom| {
        x.kind == ValueKind::Year
            || (x.kind == ValueKind::Count
                && x.unit.is_none()
                && (1000..2200).contains(&x.value.as_whole().unwrap_or(0)))
    };
    let decade = [a.kind, b.kind].contains(&ValueKind::Decade) && a.kind != b.kind;
    if a.repeated && b.repeated && !decade {
        return None;
    }
    if let Some(score) = kindred(a, b) {
        return Some(score);
    }
    let mut score = 1;
    match (a.kind, b.kind) {
        (x, y) if x == y => score += i32::from(date(a)),
        (ValueKind::Year, ValueKind::Count) | (ValueKind::Count, ValueKind::Year)
            if year_like(a) && year_like(b) => {}
        (ValueKind::Year, ValueKind::Decade) | (ValueKind::Decade, ValueKind::Year)
            if a.value == b.value => {}
        (ValueKind::Reference, ValueKind::Count) | (ValueKind::Count, ValueKind::Reference) => {}
        (ValueKind::Time, ValueKind::Count) if is_hour(b) => score += 1,
        (ValueKind::Count, ValueKind::Time) if is_hour(a) => score += 1,
        _ => return None,
    }
    if a.form == Form::Code || b.form == Form::Code {
        return (a.form == b.form).then_some(1);
    }
    if a.form == Form::Many || b.form == Form::Many {
        // Several of something became so many of it.
        let few = |x: &Atom| x.form == Form::Many && x.value == Amount::whole(0);
        let counted = |x: &Atom| {
            x.form == Form::Cardinal
                && x.strength > Strength::Loose
                && x.unit.is_some()
                && (2..100).contains(&x.value.as_whole().unwrap_or(0))
        };
        let named = (few(a) && counted(b)) || (few(b) && counted(a));
        return (named || (a.form == b.form && few(a) == few(b))).then_some(3);
    }
    // “In his fifties” and 60대: the one ten years of a life for the other.
    if a.form == Form::Decade && b.form == Form::Decade {
        return Some(3);
    }
    if is_multiple(a) || is_multiple(b) {
        let times =
            |x: &Atom| x.unit.is_some_and(|unit| matches!(unit.dimension, "ratio" | "time-count"));
        return (times(a) && times(b) && a.value != b.value).then_some(3);
    }
    let same_unit = match (a.unit, b.unit) {
        (Some(x), Some(y)) if x.name == y.name => !x.dimension.is_empty(),
        // Two times are 두 번 and 두 배.
        (Some(x), Some(y))
            if [x, y].iter().all(|u| matches!(u.dimension, "ratio" | "time-count")) =>
        {
            true
        }
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
        let fractions = a.form == Form::Fraction && b.form == Form::Fraction;
        // The first became the second: of ordinals even the least is one.
        let first = ordinal && (one(a) != one(b));
        if !(fractions || first) && (both || one(a) || one(b) || !(ordinal || same_unit)) {
            return None;
        }
    }
    if (a.form == Form::Fraction) != (b.form == Form::Fraction) {
        return None;
    }
    score += i32::from(a.strength == b.strength);
    score += i32::from(similar(&a.value.to_string(), &b.value.to_string()));
    Some(score)
}

/// Whether two numerals differ as a slip makes them differ: in one digit, in a nought, in the order.
fn similar(a: &str, b: &str) -> bool {
    if a.len() < 2 && b.len() < 2 {
        return false;
    }
    let mut sorted: [Vec<u8>; 2] = [a.bytes().collect(), b.bytes().collect()];
    for digits in &mut sorted {
        digits.sort_unstable();
    }
    sorted[0] == sorted[1] || strsim::levenshtein(a, b) <= 1
}

/// Leftovers without a counterpart; `known` are the dates of the whole source, `half` is the target.
pub(crate) fn one_sided(
    bead: usize,
    beads: &[(Values, Values)],
    known: &Dates,
    half: &Half,
) -> Vec<Divergence> {
    let near = bead.saturating_sub(NEIGHBOURS)..(bead + NEIGHBOURS + 1).min(beads.len());
    let (source, target) = &beads[bead];
    let mut found = Vec::new();
    let mut last = None;
    let mut excuses = Excuses::default();
    for atom in &source.atoms {
        let elsewhere = || near.clone().any(|n| beads[n].1.has(atom.value));
        if is_missed(atom, target)
            && !excuses.covers(atom, target)
            && !elsewhere()
            && last != Some(atom.anchor)
        {
            last = Some(atom.anchor);
            found.push(Divergence {
                bead,
                what: What::Value,
                source: Some(atom.clone()),
                target: None,
            });
        }
    }
    last = None;
    excuses = Excuses::default();
    for atom in &target.atoms {
        let elsewhere = || near.clone().any(|n| beads[n].0.has(atom.value));
        let due = match atom.kind {
            ValueKind::Count | ValueKind::Reference | ValueKind::Time => true,
            _ => is_new_date(atom, source, known),
        };
        let due = due && !is_gloss(atom, &half.segments[atom.segment].text);
        if due
            && is_missed(atom, source)
            && !excuses.covers(atom, source)
            && !elsewhere()
            && last != Some(atom.anchor)
        {
            last = Some(atom.anchor);
            found.push(Divergence {
                bead,
                what: What::Value,
                source: None,
                target: Some(atom.clone()),
            });
        }
    }
    found
}

/// Whether a quantity is what a translator adds for the readers: 300팔꿈치(약 135미터).
///
/// The unit that it explains may be one that no table has.
fn is_gloss(atom: &Atom, text: &str) -> bool {
    /// Room for an approximator.
    const MOST: usize = 10;
    let measured = atom.unit.is_some_and(|unit| !unit.dimension.is_empty());
    let start = atom.whole.start;
    let opened = text[..start].rfind(['(', '（', '[']).filter(|at| start - at <= MOST);
    measured
        && atom.qualifier == Some(Qualifier::About)
        && opened.is_some_and(|at| !text[at..start].contains([')', '）', ']']))
}

/// Whether a date of the target comes out of nothing: its side of the bead has no date whose year or month a
/// translator may have filled in, and the original nowhere names that year or month.
///
/// Days are not looked for: a translation may well say which Monday it was.
fn is_new_date(atom: &Atom, source: &Values, known: &Dates) -> bool {
    atom.kind != ValueKind::Day
        && !source.atoms.iter().any(Atom::is_date)
        && !known.contains(&(atom.kind, atom.value))
}

/// The years, months and days that one side of the whole bitext names.
pub(crate) type Dates = BTreeSet<(ValueKind, Amount)>;

/// Whether a leftover is strong enough to be missed in `other`.
fn is_missed(atom: &Atom, other: &Values) -> bool {
    !atom.matched
        && !atom.repeated
        && atom.strength == Strength::Sure
        && atom.value > Amount::whole(1)
        && !matches!(atom.form, Form::Echo | Form::Code | Form::Label | Form::Many | Form::Fraction)
        && !is_last_day(atom, other)
        && !is_converted(atom, other)
        && !is_said(atom, other)
        // 24/7 has no value but its parts.
        && !other.readings.iter().flatten().flatten().any(|value| *value == atom.value)
}

/// Whether the other side has the same quantity in another unit, or another sum of money for it: a
/// translation may keep one of the two that an original gives, or add one for its readers.
fn is_converted(atom: &Atom, other: &Values) -> bool {
    let Some(unit) = atom.unit.filter(|unit| !unit.dimension.is_empty()) else { return false };
    let units = other.atoms.iter().filter_map(|b| b.unit.map(|u| (b, u)));
    units.filter(|(_, u)| u.name != unit.name).any(|(b, u)| {
        let money = unit.dimension == "money" && u.dimension == "money";
        money || is_conversion((atom.value, unit), (b.value, u)) == Some(true)
    })
}

/// Whether a number is there in words that count nothing the tables know: 네 컷, four panels; all of it for 100%, several
/// for two and more.
fn is_said(atom: &Atom, other: &Values) -> bool {
    let Some(language) = &other.language else { return false };
    let is_native = |word: &str| {
        let read = native(word).filter(|read| read.len == word.len());
        read.is_some_and(|read| Amount::whole(read.value) == atom.value)
    };
    let says = |role: &'static str| {
        let korean = language.is_korean();
        if !korean && !language.is_english() {
            return false;
        }
        let lower = other.text.to_lowercase();
        let words: Vec<&str> =
            lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        // Particles follow Korean words; English ones stand whole.
        let said = format!(" {} ", words.join(" "));
        let forms = role::forms(if korean { "ko" } else { "en" }, role);
        forms.iter().any(|form| {
            let form = if korean { format!(" {form}") } else { format!(" {form} ") };
            said.contains(&form)
        })
    };
    let is_all =
        atom.value == Amount::whole(100) && atom.unit.is_some_and(|unit| unit.name == "percent");
    let is_some = atom.value == Amount::whole(2) && atom.qualifier == Some(Qualifier::More);
    language.is_korean()
        && atom.kind == ValueKind::Count
        && other.text.split_whitespace().any(is_native)
        || is_all && says("all-of-it")
        || is_some && says("more-than-one")
}

/// Whether a day at the end of a month is told as that: 30 June, 6월 그믐.
fn is_last_day(atom: &Atom, other: &Values) -> bool {
    let end = |b: &Atom| b.kind == ValueKind::Month && b.part == Some(Part::End);
    atom.kind == ValueKind::Day && atom.value >= Amount::whole(29) && other.atoms.iter().any(end)
}
