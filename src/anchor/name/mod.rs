//! Names by value: people and places of the source half, each found again in the target half.
//!
//! What is a name is decided in the half with capitals; in the Korean half one can only look for what
//! one knows. Known names are found by table, Korean ones by romanisation and foreign ones by sound,
//! and only what is beyond doubt is an anchor.

pub mod authority;
mod capitals;
pub mod gazetteer;
mod locate;
mod words;

use std::{borrow::Cow, sync::Arc};

pub(crate) use words::{beginning, ends, is_title, syllable_words};

use crate::{
    language::ko::hanja,
    segment::{Bitext, Segment},
    text::Span,
};

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// A person.
    Person,
    /// A country, town, river or other place.
    Place,
    /// A foreign name of which no more is known.
    Other,
}

/// How a name is compared with Korean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Style {
    /// By the tables of people and places.
    Known,
    /// By romanisation: a Korean personal name.
    Korean,
    /// By sound.
    Foreign,
}

/// How well a name in the target is that of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    /// By sound.
    Phonetic,
    /// A spelling no system accounts for, but people use.
    Variant,
    /// A name of the tables, a reading by a system, or a gloss that says so.
    Exact,
}

/// A name, in a form that is the same in both languages.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    identities: Vec<Arc<str>>,
    /// What it names.
    pub kind: NameKind,
    /// How it is compared with Korean.
    pub style: Style,
    /// How good the match is; [`Quality::Exact`] in the source.
    pub quality: Quality,
    /// Its spellings in Latin letters, the main one first; for Korean names that of the bracket too.
    pub spellings: Arc<[String]>,
    /// Whether it is an adjective or a people made from the name (Polish, Poles).
    pub derived: bool,
    /// Whether it is a name beyond doubt, and no word that only begins a sentence.
    pub sure: bool,
}

/// The class of persons.
pub(crate) const PERSON: &str = "person";

impl Name {
    /// What names the same: two names with a key in common are one. A Korean name that can mean two
    /// places of the source (조선) has a key for each.
    pub fn keys(&self) -> Vec<String> {
        self.identities.iter().map(|identity| format!("name:{identity}")).collect()
    }

    /// The key of a name in the source.
    pub fn identity(&self) -> &str {
        self.identities.first().map_or("", |identity| identity)
    }

    /// What kind of place or person a known name is, as the tables call it; whoever has a Korean name is a person. None for
    /// other names that nobody knows.
    pub fn class(&self) -> Option<&'static str> {
        let known = gazetteer::by_key(self.identity()).map(|found| found.entry.class);
        known.or((self.style == Style::Korean).then_some(PERSON))
    }

    /// Whether the two name the same.
    pub fn is_same(&self, other: &Self) -> bool {
        self.identities.iter().any(|identity| other.identities.contains(identity))
    }
}

/// The names of a bitext: for each segment of each half those in it, in order of their spans.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BitextNames {
    /// Names in the source half, by segment.
    pub source: Vec<Vec<(Span, Name)>>,
    /// Names in the target half, by segment.
    pub target: Vec<Vec<(Span, Name)>>,
}

/// Finds the names of a bitext.
///
/// Works between English (or another language in Latin letters) and Korean, whichever is the original. For other
/// pairs only names that are written alike in both halves are found.
///
/// Each distinct name is compared once with each distinct word of the other half, most pairs being
/// passed over by their first sound.
pub fn find(bitext: &Bitext) -> BitextNames {
    let (source, target) = (&bitext.source, &bitext.target);
    if target.language.is_korean() && source.language.is_in_latin_letters() {
        let [source, target] = facing(&source.segments, &target.segments);
        return BitextNames { source, target };
    }
    if source.language.is_korean() && target.language.is_in_latin_letters() {
        let [target, source] = facing(&target.segments, &source.segments);
        return BitextNames { source, target };
    }
    let mentions = capitals::mentions(&source.segments);
    let target = alike(bitext, &mentions);
    BitextNames { source: mentions.names(), target }
}

/// The names of a half in Latin letters, and where they stand in the Korean one.
fn facing(latin: &[Segment], other: &[Segment]) -> [Vec<Vec<(Span, Name)>>; 2] {
    let mentions = capitals::mentions(latin);
    let found = locate::in_target(&mentions, &read_hanja(other), latin.len());
    [mentions.names(), found]
}

/// The segments with their Hanja read, at the same offsets; as they are if they have none.
fn read_hanja(segments: &[Segment]) -> Cow<'_, [Segment]> {
    if !segments.iter().any(|segment| segment.text.contains(hanja::is_hanja)) {
        return Cow::Borrowed(segments);
    }
    let read = |segment: &Segment| Segment {
        text: hanja::read(&segment.text).into_owned(),
        ..segment.clone()
    };
    Cow::Owned(segments.iter().map(read).collect())
}

impl capitals::Mentions {
    /// By segment.
    fn names(&self) -> Vec<Vec<(Span, Name)>> {
        let named = |mention: &capitals::Mention| (mention.span, self.name(mention));
        self.by_segment.iter().map(|here| here.iter().map(named).collect()).collect()
    }

    fn name(&self, mention: &capitals::Mention) -> Name {
        let spellings = self.spellings.get(&mention.identity);
        Name {
            identities: vec![mention.identity.clone()],
            kind: mention.kind,
            style: mention.style,
            quality: Quality::Exact,
            spellings: spellings.cloned().unwrap_or_default().into(),
            derived: mention.derived,
            sure: mention.sure,
        }
    }
}

/// Names that stand in the target as they stand in the source.
fn alike(bitext: &Bitext, mentions: &capitals::Mentions) -> Vec<Vec<(Span, Name)>> {
    let of_target = capitals::mentions(&bitext.target.segments);
    let known: std::collections::HashSet<&Arc<str>> =
        mentions.by_segment.iter().flatten().map(|m| &m.identity).collect();
    let here = of_target.by_segment.iter().map(|here| {
        let same = here.iter().filter(|m| known.contains(&m.identity));
        same.map(|m| (m.span, of_target.name(m))).collect()
    });
    here.collect()
}
