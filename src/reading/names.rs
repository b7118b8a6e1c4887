//! What both rules on names look at: for each bead the names of its source that nothing in its target
//! answers, and the words of its target that are no name yet.

use std::{
    collections::{BTreeSet, HashMap},
    sync::LazyLock,
};

use super::Context;
use crate::{
    align::Bead,
    anchor::{
        Anchor, Value,
        name::{Name, ends, gazetteer, syllable_words},
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

/// Names that are ordinary words too, each with what may follow it that tells the name all the same.
static AMBIGUOUS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let text = include_str!("../../corpora/tables/ambiguous-names.tsv");
    let rows = table::rows::<4>("ambiguous-names.tsv", text).into_iter();
    rows.map(|[form, _, but, _]| (form, but.split('|').filter(|b| !b.is_empty()).collect()))
        .collect()
});

/// Whether a Korean name of the tables is an ordinary word too, before what follows it in its word.
pub(crate) fn is_ambiguous(form: &str, rest: &str) -> bool {
    AMBIGUOUS.get(form).is_some_and(|but| !but.contains(&rest))
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
                for span in syllable_words(&segment.text) {
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

    /// Whether the target of a bead has a name in any form.
    pub(crate) fn answers(&self, bead: usize, name: &Name) -> bool {
        self.targets[bead].iter().any(|target| target.name.is_same(name))
            || self.has_form(bead, name)
    }

    /// What the authority file calls a name in Hangul.
    pub(crate) fn told(&self, name: &Name) -> Option<&'a str> {
        let authority = self.context.authority()?;
        let mut spellings = name.spellings.iter().map(String::as_str).chain([name.identity()]);
        spellings.find_map(|spelling| authority.name_of(spelling))
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
            for span in syllable_words(&segment.text) {
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

    /// In how many beads a word of the target begins with `text`, a name perhaps.
    pub(crate) fn stands_in_beads(&self, text: &str) -> usize {
        let words = self.beads_of_word.iter().filter(|(word, _)| word.starts_with(text));
        let beads: BTreeSet<usize> = words.flat_map(|(_, beads)| beads).copied().collect();
        beads.len()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::trial::aligned;

    /// Looks at the names of beads of one segment each.
    fn look(pairs: &[(&str, &str)], look: impl Fn(&View<'_>)) {
        let (source, target): (Vec<&str>, Vec<&str>) = pairs.iter().copied().unzip();
        let (bitext, alignment, anchors) = aligned(&source, &target, &vec![(1, 1); pairs.len()]);
        let context = Context::new(&bitext, &alignment, &anchors);
        look(&View::new(&context).expect("into Korean"));
    }

    fn identities(places: &[Placed<'_>]) -> Vec<String> {
        places.iter().map(|place| place.name.identity().to_owned()).collect()
    }

    #[test]
    fn a_name_without_its_like_opposite_is_unnamed_and_unanswered_if_nothing_holds_it() {
        #[rustfmt::skip]
        let cases = [
            // source, target, unnamed, unanswered, named less often, why
            ("He went to Warsaw.",            "그는 바르샤바로 갔다.",             0, 0, 0, "named"),
            ("He went to Warsaw.",            "그는 프라하로 갔다.",               1, 1, 0, "another city"),
            ("He went to Warsaw.",            "그는 그리로 갔다.",                 1, 1, 0, "no name at all"),
            ("Warsaw, oh Warsaw!",            "프라하, 오 프라하!",                1, 1, 0, "each once"),
            ("From Warsaw to Warsaw.",        "바르샤바에서 그리로.",              0, 0, 1, "once of twice"),
            ("From Warsaw to Warsaw.",        "바르샤바에서 바르샤바로.",           0, 0, 0, "as often"),
        ];
        for (source, target, unnamed, unanswered, rarer, why) in cases {
            look(&[(source, target)], |view| {
                let found = [view.unnamed(0), view.unanswered(0), view.named_less_often(0)];
                let counts = found.each_ref().map(Vec::len);
                assert_eq!(counts, [unnamed, unanswered, rarer], "{source} / {target}: {why}");
            });
        }
    }

    #[test]
    fn names_are_known_by_the_beads_around_and_by_the_whole_document() {
        let pairs = [
            ("He went to Warsaw.", "그는 바르샤바로 갔다."),
            ("It rained.", "비가 왔다."),
            ("He stayed.", "그는 남았다."),
            ("She left.", "그녀는 도시를 떠났다."),
            ("Then Warsaw fell.", "그때 바르샤바가 함락되었다."),
            ("Warsaw, they said.", "그들은 와르샤와라고 하였다."),
        ];
        look(&pairs, |view| {
            let warsaw = view.sources(0)[0].name;
            let identity = warsaw.identity();
            let near: Vec<bool> =
                (0..6).map(|bead| view.is_in_source_near(bead, identity)).collect();
            assert_eq!(near, [true; 6], "two beads before and behind");
            look(&pairs[..4], |view| {
                let near = (0..4).map(|bead| view.is_in_source_near(bead, identity));
                assert_eq!(near.collect::<Vec<_>>(), [true, true, true, false], "and no further");
                assert_eq!(view.sources_beside(2).count(), 1);
                assert_eq!(view.sources_beside(3).count(), 0);
            });
            assert_eq!(view.rendering(warsaw), Some("바르샤바"), "what is met most");
            assert_eq!(identities(view.sources(4)), [identity]);
            assert_eq!(view.text(view.targets(4)[0]), "바르샤바");
            let has: Vec<bool> = (0..5).map(|bead| view.has_word(bead, "바르샤바")).collect();
            assert_eq!(has, [true, false, false, false, true]);
            assert!(!view.has_word(0, "바르샤"));
            assert!(view.is_nearby("바르샤바", 0) && view.is_nearby("도시", 0));
            assert!(!view.is_nearby("비가", 1), "its own bead does not count");
            assert!(!view.stands_alone("도시를", warsaw), "its bead is near too");
            assert!(!view.stands_alone("바르샤바로", warsaw), "the name is near");
            assert_eq!(forms(identity).first(), Some(&"바르샤바"));
            assert_eq!(warsaw.class(), gazetteer::by_key("warsaw").map(|f| f.entry.class));
            let free = view.free(0, &view.context.alignment.beads[0]);
            let free: Vec<&str> = free.iter().map(|word| word.text).collect();
            assert_eq!(free, ["그는", "갔다"], "all words that no name covers");
        });
    }

    #[test]
    fn names_are_looked_at_in_korean_alone() {
        let (mut bitext, alignment, mut anchors) =
            aligned(&["He went to Warsaw."], &["그는 바르샤바로 갔다."], &[(1, 1)]);
        std::mem::swap(&mut bitext.source, &mut bitext.target);
        std::mem::swap(&mut anchors.source, &mut anchors.target);
        assert!(View::new(&Context::new(&bitext, &alignment, &anchors)).is_none());
        let rows = table::rows::<4>(
            "ambiguous-names.tsv",
            include_str!("../../corpora/tables/ambiguous-names.tsv"),
        );
        assert!(rows.iter().all(|[form, ..]| is_ambiguous(form, "")));
        assert!(!is_ambiguous("바르샤바", ""));
        assert!(is_ambiguous("해주", "는") && !is_ambiguous("해주", "에서"));
    }

    #[test]
    fn a_word_is_nearby_if_another_bead_has_it() {
        look(
            &[("He went to Warsaw.", "그는 바르샤바로 갔다."), ("He left.", "그는 떠났다.")],
            |view| {
                assert!(view.is_nearby("바르샤바", 1), "the bead before has it");
                assert!(!view.is_nearby("바르샤바", 0), "its own bead does not count");
                assert!(!view.is_nearby("프라하", 1), "no bead has it");
            },
        );
    }
}
