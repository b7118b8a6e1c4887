//! What is said otherwise of values that are the same: the unit, the bound, the part of the month.

use super::{Atom, Context, Divergence, ValueKind, Values, What};
use crate::{
    anchor::number::{
        Amount, Form, Qualifier, Strength, Unit,
        approximate::{self, Approximation},
    },
    text::Span,
};

/// Differences of matched values of one bead, in order of the source.
pub(crate) fn compare(
    context: &Context<'_>,
    bead: usize,
    (source, target): &(Values, Values),
) -> Vec<Divergence> {
    let mut found = Vec::new();
    let mut parts = None;
    for a in &source.atoms {
        let Some(b) = a.partner.and_then(|i| target.atoms.get(i)) else { continue };
        let mut add = |what, a: Atom, b: Atom| {
            found.push(Divergence { bead, what, source: Some(a), target: Some(b) });
        };
        if other_unit(a, b, source, target) {
            add(What::Unit, a.clone(), b.clone());
        }
        let ages = |x: &Atom| matches!(x.kind, ValueKind::Decade | ValueKind::Count);
        if (a.kind == b.kind || (ages(a) && ages(b)))
            && is_other_part(a, b)
            && parts != Some(a.anchor)
        {
            parts = Some(a.anchor);
            add(What::Part, widened(context, a, true), widened(context, b, false));
        }
        if let Some(what) = other_bound(context, a, b, source, target) {
            add(what, widened(context, a, true), widened(context, b, false));
        }
    }
    found
}

/// Dimensions whose units are never told apart by taste: money, measures and lengths of time.
const MEASURED: [&str; 12] = [
    "ratio",
    "time",
    "span",
    "money",
    "length",
    "mass",
    "area",
    "volume",
    "percent",
    "temperature",
    "bytes",
    "power",
];

/// Whether the same number is given in another unit: 30 miles and 30킬로미터.
fn other_unit(a: &Atom, b: &Atom, source: &Values, target: &Values) -> bool {
    // One letter behind a number may be any unit, but not a sign of currency or per cent.
    let letter = |atom: &Atom, span: Span| {
        span.start >= atom.span.end && atom.unit.is_some_and(|unit| unit.dimension != "percent")
    };
    let (Some(x), Some(y)) = (a.unit, b.unit) else { return false };
    let plain = |atom: &Atom| {
        atom.kind == ValueKind::Count
            && matches!(atom.form, Form::Cardinal | Form::Fraction)
            && (atom.strength > Strength::Loose || atom.value == Amount::whole(1))
            && atom.unit_span.is_some_and(|span| span.len() > 1 || !letter(atom, span))
    };
    // “One day” is no count, but over against “3 days” or “1시간” it is.
    if a.value != b.value || a.range != b.range || a.strength.max(b.strength) < Strength::Likely {
        return false;
    }
    let measured = |unit: Unit| MEASURED.contains(&unit.dimension);
    if !plain(a) || !plain(b) || !measured(x) || !measured(y) || x.name == y.name {
        return false;
    }
    // Words for one unit that the table tells apart.
    let same = x.dimension == y.dimension
        && x.dimension != "money"
        && x.dimension != "percent"
        && x.dimension != "temperature"
        && (x.factor / y.factor - 1.0).abs() < 0.02;
    // “Seoul won 3” is no money.
    let word = x.name == "won" && y.dimension != "money";
    // The same number with the right unit may stand elsewhere in the bead.
    let elsewhere = |values: &Values, unit: Unit, value: Amount| {
        values
            .atoms
            .iter()
            .any(|other| other.value == value && other.unit.is_some_and(|u| u.name == unit.name))
    };
    !same && !word && !elsewhere(source, y, a.value) && !elsewhere(target, x, a.value)
}

fn is_other_part(a: &Atom, b: &Atom) -> bool {
    matches!((a.part, b.part), (Some(x), Some(y)) if x != y)
}

/// How the bounds of two equal numbers differ.
fn other_bound(
    context: &Context<'_>,
    a: &Atom,
    b: &Atom,
    source: &Values,
    target: &Values,
) -> Option<What> {
    let counted = |atom: &Atom| {
        atom.kind == ValueKind::Count
            && matches!(atom.form, Form::Cardinal | Form::Fraction)
            && !atom.range
    };
    if [a.kind, b.kind].contains(&ValueKind::Year) && a.value == b.value {
        return about_a_year(context, (a, source), (b, target));
    }
    if !counted(a) || !counted(b) || (a.qualifier.is_none() && b.qualifier.is_none()) {
        return None;
    }
    let (x, y) = (approximation(context, a, true), approximation(context, b, false));
    let (left, right) = (source.language.as_ref()?, target.language.as_ref()?);
    // Whether one side has as many words of a sense as the other, wherever they stand.
    let told = |accepts: &dyn Fn(Qualifier) -> bool, from_source: bool| {
        let of_source = approximate::count(&source.text, left, accepts);
        let of_target = approximate::count(&target.text, right, accepts);
        if from_source { of_target >= of_source } else { of_source >= of_target }
    };
    if let (Some(x), Some(y)) = (x, y) {
        let turned = x.sure && y.sure && is_reverse(x.qualifier, y.qualifier);
        let sense = |q: Qualifier| {
            move |other: Qualifier| is_lower(other) == is_lower(q) && other != Qualifier::About
        };
        let excused = told(&sense(x.qualifier), true) || told(&sense(y.qualifier), false);
        let hard = |q| matches!(q, Qualifier::More | Qualifier::Less);
        let both = hard(x.qualifier) && hard(y.qualifier);
        let what = if both { What::Bound } else { What::Nearness };
        return (turned && !excused).then_some(what);
    }
    if a.value != b.value
        || [a, b].iter().any(|n| n.strength == Strength::Loose || n.value == Amount::whole(1))
    {
        return None;
    }
    let fits = |q: Qualifier| move |other: Qualifier| !is_reverse(q, other);
    match (x.filter(|x| x.sure), y.filter(|y| y.sure)) {
        (Some(x), None) if y.is_none() => (!told(&fits(x.qualifier), true)).then_some(What::Exact),
        // Two of something may well be “at least two”.
        (None, Some(y)) if x.is_none() && b.value >= Amount::whole(5) => {
            (!told(&fits(y.qualifier), false)).then_some(What::Approximate)
        }
        _ => None,
    }
}

/// Whether only one side says that it was about that year: around 1956, 1956년경.
fn about_a_year(
    context: &Context<'_>,
    (a, source): (&Atom, &Values),
    (b, target): (&Atom, &Values),
) -> Option<What> {
    let about = |atom: &Atom, of_source: bool| {
        let found = approximation(context, atom, of_source);
        found.is_some_and(|found| found.qualifier == Qualifier::About)
    };
    let any = |values: &Values| {
        let language = values.language.as_ref()?;
        Some(approximate::count(&values.text, language, &|q| q == Qualifier::About) > 0)
    };
    match (about(a, true), about(b, false)) {
        (true, false) if any(target) == Some(false) => Some(What::Exact),
        (false, true) if any(source) == Some(false) => Some(What::Approximate),
        _ => None,
    }
}

fn is_lower(qualifier: Qualifier) -> bool {
    matches!(qualifier, Qualifier::More | Qualifier::Odd)
}

/// Whether one is a lower bound and the other an upper one.
fn is_reverse(a: Qualifier, b: Qualifier) -> bool {
    use Qualifier::{Less, More, Nearly, Odd};
    matches!((a, b), (More | Odd, Less | Nearly) | (Less | Nearly, More | Odd))
}

fn approximation(context: &Context<'_>, atom: &Atom, source: bool) -> Option<Approximation> {
    let half = if source { &context.bitext.source } else { &context.bitext.target };
    let text = &half.segments[atom.segment].text;
    let mut found = approximate::around(text, &half.language, atom.whole, atom.unit_span)?;
    // “Over three years” and “about two things” may be no bounds at all.
    if !half.language.is_korean() {
        let word = found.span.of(text).to_ascii_lowercase();
        let time = atom.unit.is_some_and(|u| matches!(u.dimension, "time" | "span"));
        let digits = text[atom.span.start..].starts_with(|c: char| c.is_ascii_digit());
        let sure = match word.as_str() {
            // The above two points stand above.
            "above" | "below" if text[..found.span.start].trim_end().ends_with("the") => false,
            "over" | "under" | "above" | "below" | "within" => {
                !time && (digits || atom.unit.is_some())
            }
            "about" | "around" => digits || atom.unit.is_some(),
            _ => true,
        };
        found.sure &= sure;
    }
    Some(found)
}

/// The atom with the words that bound it or name its part.
fn widened(context: &Context<'_>, atom: &Atom, source: bool) -> Atom {
    let mut whole = atom.unit_span.map_or(atom.whole, |unit| atom.whole.join(unit));
    if let Some(found) = approximation(context, atom, source).filter(|_| atom.part.is_none()) {
        whole = whole.join(found.span);
    }
    Atom { whole, ..atom.clone() }
}
