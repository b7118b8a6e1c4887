//! Units: what a bilingual format holds instead of running text, a text and its translation with what is known of them.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::OnceLock,
};

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// How far a unit is translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is.
    Translated,
    /// It is, and somebody is still to look at it: fuzzy, needs review.
    Fuzzy,
    /// It is not, whatever stands there.
    Untranslated,
    /// It is not to be translated: marked so, locked, or out of use.
    Kept,
}

/// What a code does in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CodeKind {
    /// It begins something.
    Open,
    /// It ends it.
    Close,
    /// It stands alone.
    Alone,
}

/// An inline code: a mark of the format that holds the unit, for a tag or placeholder of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// What stands for it, byte offsets in the document's text: what it is in the text itself, if the unit tells it,
    /// else its number, as `<1>`.
    pub span: Span,
    /// What it does.
    pub kind: CodeKind,
    /// What joins it with its counterpart: a number or name.
    pub id: String,
    /// Whether `span` holds what it is in the text itself.
    pub is_native: bool,
}

/// One side of a unit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitText {
    /// Byte offsets in the document's text.
    pub span: Span,
    /// Its inline codes, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<Code>,
    /// Stretches of `span` that nobody reads, in order: tags, and codes that stand for such.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hidden: Vec<Span>,
}

/// One form of several, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PluralForm {
    /// Which, from 0.
    pub index: usize,
    /// Of how many.
    pub of: usize,
}

/// A text and its translation, or a text under a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// What the file calls it: an id, a key, a cell; of PO the message with its context.
    pub id: String,
    /// The original.
    pub source: Option<UnitText>,
    /// The translation.
    pub target: Option<UnitText>,
    /// How far it is translated.
    pub state: State,
    /// Which plural form it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plural: Option<PluralForm>,
    /// What the file says of its placeholders, as PO does: `c-format`, `no-python-format`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<String>,
}

impl Unit {
    /// Both sides.
    pub fn sides(&self) -> impl Iterator<Item = &UnitText> {
        self.source.iter().chain(&self.target)
    }
}

/// Where the sides of the units of a document stand, in the order of its text: those of one kind may stand behind all of
/// the other, and in another order. Made once somebody asks.
#[derive(Debug, Clone, Default)]
pub(super) struct Sides(OnceLock<Vec<(Span, usize)>>);

/// They are made of the units, which are compared themselves.
impl PartialEq for Sides {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Sides {}

impl Sides {
    /// The unit of `units`, of which the sides are, in which the byte of the document's text at `offset` stands; of
    /// plural forms that share an original the last. Logarithmic in the number of units.
    pub(super) fn at<'u>(&self, units: &'u [Unit], offset: usize) -> Option<&'u Unit> {
        let sides = self.0.get_or_init(|| {
            let sides = units.iter().enumerate().flat_map(|(number, unit)| {
                let spans = unit.sides().map(|side| side.span).filter(|span| !span.is_empty());
                spans.map(move |span| (span, number))
            });
            let mut sides: Vec<(Span, usize)> = sides.collect();
            sides.sort_unstable();
            sides
        });
        let after = sides.partition_point(|(span, _)| span.start <= offset);
        let (span, unit) = sides[..after].last()?;
        if offset < span.end { units.get(*unit) } else { None }
    }
}

/// The categories of plural forms of which a language may have one that another has not.
const CATEGORIES: [&str; 5] = ["zero", "one", "two", "few", "many"];

/// The id of the form that every language has, of a form of another category: `files[one]`, `files.one`, `files_one`.
fn general(id: &str) -> Option<String> {
    let (bare, close) = id.strip_suffix(']').map_or((id, ""), |bare| (bare, "]"));
    let at = bare.rfind(['[', '.', '_'])? + 1;
    CATEGORIES.contains(&&bare[at..]).then(|| format!("{}other{close}", &bare[..at]))
}

/// The units of two files by their keys.
#[derive(Debug)]
pub(crate) struct Paired<'s, 't> {
    /// Those of the first, in order, by their numbers, with what the second has for them. Plural forms that the language
    /// of the second has not are left out: its general form is for them, and stands beside that of the first.
    pub(crate) units: Vec<(usize, &'s Unit, Option<&'t Unit>)>,
    /// What only the second has, in order.
    pub(crate) surplus: Vec<&'t Unit>,
}

/// Pairs the units of two files, each of which holds one language, by their keys; of those under the same key the first
/// with the first.
pub(crate) fn paired<'s, 't>(source: &'s [Unit], target: &'t [Unit]) -> Paired<'s, 't> {
    fn ids(units: &[Unit]) -> impl Iterator<Item = &str> {
        units.iter().map(|unit| unit.id.as_str())
    }
    let (others, left) = by_key(ids(source), ids(target));
    let keys: BTreeSet<&str> = ids(target).collect();
    let mut units = Vec::new();
    for (number, (unit, other)) in source.iter().zip(others).enumerate() {
        let is_for_general =
            || general(&unit.id).is_some_and(|general| keys.contains(general.as_str()));
        if other.is_some() || keys.contains(unit.id.as_str()) || !is_for_general() {
            units.push((number, unit, other.map(|at| &target[at])));
        }
    }
    Paired { units, surplus: left.into_iter().map(|at| &target[at]).collect() }
}

/// Which of `targets` is for each of `sources` by their keys, of several under one key the first for the first, and which
/// are for none, in order.
pub(super) fn by_key<'k>(
    sources: impl Iterator<Item = &'k str>,
    targets: impl Iterator<Item = &'k str>,
) -> (Vec<Option<usize>>, Vec<usize>) {
    let mut under: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
    for (at, key) in targets.enumerate() {
        under.entry(key).or_default().push_back(at);
    }
    let others = sources.map(|key| under.get_mut(key).and_then(VecDeque::pop_front)).collect();
    let mut left: Vec<usize> = under.into_values().flatten().collect();
    left.sort_unstable();
    (others, left)
}

/// How many units of a file are in which state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct UnitCounts {
    /// All.
    pub all: usize,
    /// Those that somebody is still to look at.
    pub fuzzy: usize,
    /// Those whose translation is empty.
    pub empty: usize,
    /// Those that are not translated, though something stands there.
    pub untranslated: usize,
    /// Those that are not to be translated.
    pub kept: usize,
}

impl UnitCounts {
    /// What there is beside translations that nobody need look at, in words: `2 fuzzy, 1 empty`; empty if nothing.
    pub fn told(&self) -> String {
        let kinds = [
            (self.fuzzy, "fuzzy"),
            (self.empty, "empty"),
            (self.untranslated, "not translated"),
            (self.kept, "not to be translated"),
        ];
        let told = kinds.iter().filter(|(count, _)| *count > 0);
        told.map(|(count, kind)| format!("{count} {kind}")).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: &str, sides: [Option<(usize, usize)>; 2]) -> Unit {
        let [source, target] = sides.map(|side| {
            side.map(|(start, end)| UnitText { span: Span::new(start, end), ..UnitText::default() })
        });
        let (state, plural, flags) = (State::Translated, None, Vec::new());
        Unit { id: id.into(), source, target, state, plural, flags }
    }

    #[test]
    fn a_unit_is_found_however_many_stand_between_its_sides() {
        // All originals of a unit stand before all translations, and those in another order.
        let units: Vec<Unit> = (0..40)
            .map(|n| unit("x", [Some((3 * n, 3 * n + 2)), Some((300 - 3 * n, 302 - 3 * n))]))
            .collect();
        let sides = Sides::default();
        for unit in &units {
            for side in unit.sides() {
                let found = sides.at(&units, side.span.start).expect("a unit");
                assert!(std::ptr::eq(found, unit));
                assert_eq!(sides.at(&units, side.span.end), None);
            }
        }
    }

    #[test]
    fn files_are_paired_by_keys() {
        type Case = (
            &'static [&'static str],
            &'static [&'static str],
            &'static [&'static str],
            &'static [&'static str],
            &'static str,
        );
        #[rustfmt::skip]
        let cases: [Case; 5] = [
            (&["a", "b"],           &["b", "a", "c"],  &["a > 1", "b > 0"],             &["c"], "in any order"),
            (&["a", "a", "a"],      &["a", "a"],       &["a > 0", "a > 1", "a >"],      &[],    "one key for several"),
            (&["a"],                &["a", "a"],       &["a > 0"],                      &["a"], "the other way round"),
            (&["n[one]", "n[other]", "m.one", "k_one"], &["n[other]", "k_other"],
                &["n[other] > 0", "m.one >"],                                     &["k_other"], "forms that a language has not"),
            (&["x.one"],            &["x.one"],        &["x.one > 0"],                  &[],    "one that it has"),
        ];
        for (source, target, expected, left, why) in cases {
            let units = |ids: &[&str]| -> Vec<Unit> {
                ids.iter().map(|id| unit(id, [None, None])).collect()
            };
            let (source, target) = (units(source), units(target));
            let paired = paired(&source, &target);
            let place = |own: &Unit| target.iter().position(|unit| std::ptr::eq(unit, own));
            let told: Vec<String> = paired
                .units
                .iter()
                .map(|(_, unit, other)| match other.and_then(place) {
                    Some(at) => format!("{} > {at}", unit.id),
                    None => format!("{} >", unit.id),
                })
                .collect();
            assert_eq!(told, expected, "{why}");
            let surplus: Vec<&str> = paired.surplus.iter().map(|unit| unit.id.as_str()).collect();
            assert_eq!(surplus, left, "{why}");
        }
    }
}
