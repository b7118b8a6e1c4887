//! What both rules on names look at: for each bead the names of its source that nothing in its target
//! answers, and the words of its target that are no name yet.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::Context;
use crate::{
    align::Bead,
    anchor::{
        Anchor, Value,
        name::{Name, ends, gazetteer, hangul_words},
    },
    text::{Span, table},
};

/// A name where it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed<'a> {
    /// The segment of its half.
    pub(crate) segment: usize,
    /// Byte offsets in the segment.
    pub(crate) span: Span,
    /// The name.
    pub(crate) name: &'a Name,
}

/// A Hangul word that is no name yet.
#[derive(Debug, Clone)]
pub(crate) struct Free<'a> {
    pub(crate) segment: usize,
    pub(crate) span: Span,
    pub(crate) text: &'a str,
    /// Syllables after which a name may end.
    pub(crate) ends: Vec<usize>,
}

/// Names by bead.
pub(crate) struct View<'a> {
    pub(crate) context: &'a Context<'a>,
    sources: Vec<Vec<Placed<'a>>>,
    targets: Vec<Vec<Placed<'a>>>,
    /// For each Hangul word the beads it stands in, in order.
    beads_of_word: HashMap<&'a str, Vec<usize>>,
}

static AMBIGUOUS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let text = include_str!("../../corpora/tables/ambiguous-names.tsv");
    table::rows::<3>("ambiguous-names.tsv", text).into_iter().map(|[form, ..]| form).collect()
});

/// Whether a Korean name of the tables is an ordinary word too.
pub(crate) fn is_ambiguous(form: &str) -> bool {
    AMBIGUOUS.contains(form)
}

impl<'a> View<'a> {
    /// Collects the names of all beads; none unless the target is Korean.
    pub(crate) fn new(context: &'a Context<'a>) -> Option<Self> {
        if !context.bitext.target.language.is_korean() || context.bitext.source.language.is_korean()
        {
            return None;
        }
        let mut view = Self {
            context,
            sources: Vec::new(),
            targets: Vec::new(),
            beads_of_word: HashMap::new(),
        };
        for (position, bead) in context.beads() {
            view.sources.push(context.source_anchors(bead).filter_map(placed).collect());
            view.targets.push(context.target_anchors(bead).filter_map(placed).collect());
            for segment in context.target(bead) {
                for span in hangul_words(&segment.text) {
                    let beads = view.beads_of_word.entry(span.of(&segment.text)).or_default();
                    if beads.last() != Some(&position) {
                        beads.push(position);
                    }
                }
            }
        }
        Some(view)
    }

    /// Names of the source of a bead.
    pub(crate) fn sources(&self, bead: usize) -> &[Placed<'a>] {
        &self.sources[bead]
    }

    /// Names of the target of a bead.
    pub(crate) fn targets(&self, bead: usize) -> &[Placed<'a>] {
        &self.targets[bead]
    }

    /// Names of the source that no name of the target is the same as, each once.
    pub(crate) fn unnamed(&self, bead: usize) -> Vec<Placed<'a>> {
        let mut unnamed: Vec<Placed<'a>> = Vec::new();
        for &source in &self.sources[bead] {
            let mut others = self.targets[bead].iter().chain(&unnamed);
            if !others.any(|other| other.name.is_same(source.name)) {
                unnamed.push(source);
            }
        }
        unnamed
    }

    /// Names that stand in the source more often than in the target, each once, but those that the target
    /// does not have at all.
    pub(crate) fn named_less_often(&self, bead: usize) -> Vec<Placed<'a>> {
        let (sources, targets) = (&self.sources[bead], &self.targets[bead]);
        let mut found: Vec<Placed<'a>> = Vec::new();
        for (at, &source) in sources.iter().enumerate().filter(|(at, _)| *at > 0) {
            let is_same = |other: &&Placed<'a>| other.name.is_same(source.name);
            // Only names that are repeated.
            if !sources[..at].iter().any(|other| is_same(&other)) {
                continue;
            }
            let here = targets.iter().filter(is_same).count();
            if here > 0
                && here < sources.iter().filter(is_same).count()
                && !found.iter().any(|other| is_same(&other))
            {
                found.push(source);
            }
        }
        found
    }

    /// Those of them that nothing in the target answers: a known name is answered wherever its letters
    /// stand, be it inside a longer word (유고전범재판소).
    pub(crate) fn unanswered(&self, bead: usize) -> Vec<Placed<'a>> {
        let mut unnamed = self.unnamed(bead);
        unnamed.retain(|source| !self.has_form(bead, source.name));
        unnamed
    }

    /// What the authority file calls a name in Hangul.
    pub(crate) fn told(&self, name: &Name) -> Option<&'a str> {
        let authority = self.context.authority()?;
        let mut spellings = name.spellings.iter().map(String::as_str).chain([name.identity()]);
        spellings.find_map(|spelling| authority.korean_of(spelling))
    }

    fn has_form(&self, bead: usize, name: &Name) -> bool {
        let target = self.context.target(&self.context.alignment.beads[bead]);
        let forms = forms(name.identity()).iter().copied().chain(self.told(name));
        forms
            .filter(|form| form.chars().count() > 1)
            .any(|form| target.iter().any(|segment| segment.text.contains(form)))
    }

    /// Whether a name stands in the source of this bead or of one beside it.
    pub(crate) fn is_in_source_near(&self, bead: usize, identity: &str) -> bool {
        self.beside(bead).any(|b| self.sources[b].iter().any(|p| p.name.identity() == identity))
    }

    /// Names of the source of this bead and of those beside it.
    pub(crate) fn sources_beside(&self, bead: usize) -> impl Iterator<Item = &Placed<'a>> {
        self.beside(bead).flat_map(|b| &self.sources[b])
    }

    /// The words of a name in the target.
    pub(crate) fn text(&self, target: Placed<'_>) -> &'a str {
        target.span.of(&self.context.bitext.target.segments[target.segment].text)
    }

    /// Whether a Korean word is found as a name in this bead.
    pub(crate) fn has_word(&self, bead: usize, form: &str) -> bool {
        self.targets[bead]
            .iter()
            .any(|p| p.span.of(&self.context.bitext.target.segments[p.segment].text) == form)
    }

    /// What a name is called in the rest of the target: the rendering met most, and of equals the first.
    pub(crate) fn rendering(&self, name: &Name) -> Option<&'a str> {
        let mut counts: Vec<(&'a str, usize)> = Vec::new();
        for &target in self.targets.iter().flatten().filter(|t| t.name.is_same(name)) {
            let text = self.text(target);
            match counts.iter_mut().find(|(other, _)| *other == text) {
                Some((_, count)) => *count += 1,
                None => counts.push((text, 1)),
            }
        }
        counts.iter().rev().max_by_key(|(_, count)| *count).map(|(text, _)| *text)
    }

    fn beside(&self, bead: usize) -> impl Iterator<Item = usize> {
        bead.saturating_sub(2)..(bead + 3).min(self.sources.len())
    }

    /// The Hangul words of a bead's target that no name covers.
    pub(crate) fn free(&self, position: usize, bead: &Bead) -> Vec<Free<'a>> {
        let mut free = Vec::new();
        for segment in self.context.target(bead) {
            for span in hangul_words(&segment.text) {
                let taken = self.targets[position]
                    .iter()
                    .any(|p| p.segment == segment.index && p.span.overlaps(span));
                if !taken {
                    let text = span.of(&segment.text);
                    free.push(Free { segment: segment.index, span, text, ends: ends(text) });
                }
            }
        }
        free
    }

    /// Whether `text` stands in one of the beads around too: a name that the document uses.
    pub(crate) fn is_nearby(&self, text: &str, bead: usize) -> bool {
        let around = bead.saturating_sub(20)..(bead + 21).min(self.sources.len());
        let mut others = around.filter(|&b| b != bead).map(|b| &self.context.alignment.beads[b]);
        others.any(|other| self.context.target(other).iter().any(|s| s.text.contains(text)))
    }

    /// Whether a word also stands in a bead whose source does not have the name: then it is a word of
    /// its own, and no spelling of the name.
    pub(crate) fn stands_alone(&self, word: &str, name: &Name) -> bool {
        self.beads_of_word
            .get(word)
            .is_some_and(|beads| beads.iter().any(|&b| !self.is_in_source_near(b, name.identity())))
    }
}

fn placed((segment, anchor): (usize, &Anchor)) -> Option<Placed<'_>> {
    match &anchor.value {
        Value::Name(name) => Some(Placed { segment, span: anchor.span, name }),
        _ => None,
    }
}

/// The Korean names of a known name; none for others.
pub(crate) fn forms(identity: &str) -> &'static [&'static str] {
    gazetteer::by_key(identity).map_or(&[], |found| &found.entry.forms)
}

/// What kind of place or person a known name is.
pub(crate) fn class(name: &Name) -> Option<&'static str> {
    gazetteer::by_key(name.identity()).map(|found| found.entry.class)
}
