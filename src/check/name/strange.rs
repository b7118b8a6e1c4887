//! A foreign name in the target that is none of the source's, in the place of one that is: known to no
//! table, told by its look and by its sound.

use super::view::{Free, Placed, View, class};
use crate::{
    anchor::name::{Kind, Style, beginning, gazetteer},
    hangul::transliterate::{FOREIGN, Foreign, Sounds, foreign_look},
    lexicon::{Coverage, WordCover},
    text::Span,
};

/// Below this likeness a name is not even a distorted form of another (the area between it and
/// [`SAME`](crate::hangul::transliterate::SAME) is left alone).
const UNLIKE: f64 = 0.62;

/// The least probability with which the lexicon must translate a word opposite to account for it.
const TRANSLATED: f64 = 0.03;

/// A name of the source and the name that stands for it.
pub(super) struct Stranger<'a> {
    pub(super) source: Placed<'a>,
    pub(super) segment: usize,
    pub(super) span: Span,
    pub(super) text: &'a str,
    /// Whether both follow the same other part of a name (Nicolas Sarkozy, 니콜라 셰익스피어).
    pub(super) beside: bool,
}

/// A Hangul word that looks like a name and is none of the source's.
struct Candidate<'a> {
    segment: usize,
    span: Span,
    text: &'a str,
}

/// The names of a bead that another name stands for.
pub(super) fn strangers<'a>(
    view: &View<'a>,
    bead: usize,
    unanswered: &[Placed<'a>],
    free: &[Free<'a>],
) -> Vec<Stranger<'a>> {
    let latin = Latin::of(view, bead);
    let mut candidates: Vec<Candidate<'a>> = Vec::new();
    for word in free {
        candidates.extend(candidate(view, bead, word, &latin));
    }
    if candidates.is_empty() {
        return Vec::new();
    }
    let cover = coverage(view, bead);
    candidates.retain(|c| !is_translated(cover.as_ref(), view, bead, c));
    let mut found = Vec::new();
    for candidate in &candidates {
        if let Some(source) = follows_alike(view, bead, candidate) {
            found.push(stranger(source, candidate, true));
        }
    }
    if !found.is_empty() {
        return found;
    }
    let missing: Vec<Placed<'a>> = unanswered
        .iter()
        .copied()
        .filter(|source| is_missing(view, bead, *source, cover.as_ref()))
        .collect();
    if let ([source], [candidate]) = (&missing[..], &candidates[..]) {
        found.push(stranger(*source, candidate, false));
    }
    found
}

fn stranger<'a>(source: Placed<'a>, candidate: &Candidate<'a>, beside: bool) -> Stranger<'a> {
    let &Candidate { segment, span, text } = candidate;
    Stranger { source, segment, span, text, beside }
}

/// The Latin words of a bead and of those beside it, ready to be compared.
struct Latin(Vec<Foreign>);

impl Latin {
    fn of(view: &View<'_>, bead: usize) -> Self {
        let beads = &view.context.alignment.beads;
        let around = bead.saturating_sub(1)..(bead + 2).min(beads.len());
        let segments = around.flat_map(|b| view.context.source(&beads[b]));
        let mut words: Vec<&str> = segments
            .flat_map(|s| s.text.split(|c: char| !c.is_alphabetic()))
            .filter(|word| word.chars().count() > 1)
            .collect();
        words.sort_unstable();
        words.dedup();
        Self(words.into_iter().map(Foreign::new).collect())
    }

    /// Whether a word opposite sounds like this one or like a beginning of it.
    fn has(&self, text: &str) -> bool {
        let sounds = Sounds::new(text);
        self.0.iter().any(|latin| {
            let likeness = latin.likeness_of_beginnings(&sounds);
            let last = likeness.len();
            likeness.iter().enumerate().any(|(n, &l)| l >= if n + 1 == last { UNLIKE } else { 0.8 })
        })
    }
}

/// What of a word could be a strange name.
fn candidate<'a>(
    view: &View<'a>,
    bead: usize,
    word: &Free<'a>,
    latin: &Latin,
) -> Option<Candidate<'a>> {
    let ends = word.ends.iter().copied().filter(|n| (2..=7).contains(n));
    let (text, is_known) = ends
        .filter_map(|n| {
            let text = beginning(word.text, n);
            let known = gazetteer::in_korean(text);
            let person = !known.is_empty()
                && known
                    .iter()
                    .all(|e| e.kind == Kind::Person && !view.is_in_source_near(bead, &e.identity));
            let look = n >= 3 && known.is_empty() && foreign_look(text) >= FOREIGN;
            (person || look).then_some((text, person))
        })
        // The name without its josa.
        .min_by_key(|(text, person)| (!person, text.len()))?;
    let follows =
        view.context.bitext.target.segments[word.segment].text[word.span.end..].chars().next();
    // A gloss in Latin letters says itself what it is.
    if matches!(follows, Some('(' | '[')) || (!is_known && latin.has(text)) || latin.has(word.text)
    {
        return None;
    }
    let span = Span::new(word.span.start, word.span.start + text.len());
    Some(Candidate { segment: word.segment, span, text })
}

fn coverage(view: &View<'_>, bead: usize) -> Option<Vec<(usize, usize, Coverage)>> {
    let lexicon = view.context.lexicon()?;
    let (source, target) = (view.context.source_words()?, view.context.target_words()?);
    let bead = &view.context.alignment.beads[bead];
    let pairs = bead.source.clone().flat_map(|s| bead.target.clone().map(move |t| (s, t)));
    Some(pairs.map(|(s, t)| (s, t, lexicon.covers_words(&source[s], &target[t]))).collect())
}

fn words_at<'a>(words: &'a [WordCover], span: Span) -> impl Iterator<Item = &'a WordCover> {
    words.iter().filter(move |word| word.span.overlaps(span))
}

/// Whether the lexicon knows a Hangul word, or finds what it translates.
fn is_translated(
    cover: Option<&Vec<(usize, usize, Coverage)>>,
    view: &View<'_>,
    bead: usize,
    candidate: &Candidate<'_>,
) -> bool {
    let is_person = !gazetteer::in_korean(candidate.text).is_empty();
    cover.into_iter().flatten().filter(|(_, t, _)| *t == candidate.segment).any(|(_, _, c)| {
        words_at(&c.korean, candidate.span).any(|w| (w.known && !is_person) || w.prob >= TRANSLATED)
    }) || (!is_person && view.is_nearby(candidate.text, bead))
}

/// Whether nothing in the target can be the name: neither by sound nor by meaning.
fn is_missing(
    view: &View<'_>,
    bead: usize,
    source: Placed<'_>,
    cover: Option<&Vec<(usize, usize, Coverage)>>,
) -> bool {
    let name = source.name;
    let is_person = class(name) == Some("person");
    let foreign = name.style == Style::Foreign || (name.style == Style::Known && is_person);
    if !foreign || !name.sure || name.derived || name.identity().chars().count() < 4 {
        return false;
    }
    let known =
        cover.into_iter().flatten().filter(|(s, _, _)| *s == source.segment).any(|(_, _, c)| {
            words_at(&c.english, source.span)
                .any(|w| (w.known && !is_person) || w.prob >= TRANSLATED)
        });
    !known && !is_heard(view, bead, name.identity())
}

/// Whether a word of the target sounds remotely like a name, or like a word of it.
fn is_heard(view: &View<'_>, bead: usize, identity: &str) -> bool {
    let parts = identity.split(' ').filter(|part| part.chars().count() > 2);
    let names: Vec<Foreign> = parts.chain([identity]).map(Foreign::new).collect();
    view.context.target(&view.context.alignment.beads[bead]).iter().any(|segment| {
        crate::anchor::name::hangul_words(&segment.text).into_iter().any(|span| {
            let sounds = Sounds::new(span.of(&segment.text));
            names
                .iter()
                .any(|name| name.likeness_of_beginnings(&sounds).iter().any(|&l| l >= UNLIKE))
        })
    })
}

/// The name of the source that stands after the same name as the candidate, and sounds otherwise.
fn follows_alike<'a>(
    view: &View<'a>,
    bead: usize,
    candidate: &Candidate<'_>,
) -> Option<Placed<'a>> {
    let targets = view.targets(bead).iter();
    let text = &view.context.bitext.target.segments[candidate.segment].text;
    let before = targets.filter(|t| t.segment == candidate.segment).find(|t| {
        t.span.end < candidate.span.start
            && Span::new(t.span.end, candidate.span.start).of(text) == " "
    })?;
    let given = view.sources(bead).iter().find(|s| s.name.is_same(before.name))?;
    let text = &view.context.bitext.source.segments[given.segment].text;
    let next = view.sources(bead).iter().find(|s| {
        s.segment == given.segment
            && s.span.start > given.span.end
            && Span::new(given.span.end, s.span.start).of(text) == " "
    })?;
    let is_place = |p: &Placed<'_>| p.name.kind == Kind::Place;
    if is_place(before) || is_place(next) || next.name.derived || next.name.style == Style::Korean {
        return None;
    }
    let sounds = Sounds::new(candidate.text);
    let unlike = Foreign::new(next.name.identity()).likeness(&sounds) < UNLIKE;
    unlike.then_some(*next)
}
