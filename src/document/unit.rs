//! Units: what a bilingual format holds instead of running text, a text and its translation with what is known of them.

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

    /// The side of which the byte of the document's text at `offset` is.
    fn holds(&self, offset: usize) -> bool {
        self.sides().any(|side| side.span.start <= offset && offset < side.span.end)
    }

    /// Where it begins.
    fn start(&self) -> usize {
        self.sides().map(|side| side.span.start).min().unwrap_or_default()
    }
}

/// So many units may begin in front of one that holds a place and lie round it: the plural forms of a message.
const MOST_FORMS: usize = 16;

/// The unit in which the byte of the document's text at `offset` stands. Logarithmic in the number of units.
pub(super) fn at(units: &[Unit], offset: usize) -> Option<&Unit> {
    let after = units.partition_point(|unit| unit.start() <= offset);
    units[..after].iter().rev().take(MOST_FORMS).find(|unit| unit.holds(offset))
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
