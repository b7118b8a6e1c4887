//! A foreign name in the target that is none of the source's, in the place of one that is: known to no
//! table, told by its look and by its sound.

use std::collections::BTreeMap;

use crate::{
    anchor::{
        Anchor, Value,
        body::Body,
        name::{NameKind, PERSON, Style, beginning, gazetteer},
    },
    language::{
        ko::{
            jamo::is_syllable,
            josa::is_ending,
            transliterate::{FOREIGN, Foreign, SAME, Sounds, foreign_look},
        },
        role,
    },
    lexicon::{Coverage, WordCover},
    reading::names::{Free, Placed, View},
    segment::Segment,
    text::{Span, Tongue},
};

/// From this likeness on a word may be a distorted form of a name (what lies between it and
/// [`SAME`] is left alone). Of the words of a sentence that are no form
/// of a name, 1 in 30 come as near.
const REMOTE: f64 = 0.72;

/// From this likeness on a word is a loanword of one written small, or begins with one of its words.
const LOAN: f64 = 0.82;

/// The least probability with which the lexicon must translate a word opposite to account for it.
const TRANSLATED: f64 = 0.03;

/// A name of the source and the name that stands for it.
pub(super) struct Stranger<'a> {
    pub(super) source: Placed<'a>,
    pub(super) segment: usize,
    pub(super) span: Span,
    pub(super) text: &'a str,
    pub(super) told_by: ToldBy,
}

/// What tells that a word is a name and stands for another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ToldBy {
    /// Both follow the same other part of a name (Nicolas Sarkozy, 니콜라 셰익스피어).
    Beside,
    /// It looks like a foreign name and sounds like none of the source.
    Sound,
    /// It is built like a Korean name, and a title follows it.
    Title,
    /// It is built like a Korean name, and no noun ends it.
    Shape,
    /// It has the surname of the one that is missing.
    Surname,
    /// It has, and a title follows it.
    TitleAndSurname,
}

impl Stranger<'_> {
    /// The kind of evidence in the table of confidences; whether the document renders the name elsewhere counts
    /// where the sound is all there is.
    pub(super) fn evidence(&self, rendered_elsewhere: bool) -> &'static str {
        match self.told_by {
            ToldBy::Beside => "beside",
            ToldBy::Sound if rendered_elsewhere => "elsewhere",
            ToldBy::Sound => "sound",
            ToldBy::Title => "titled",
            ToldBy::Shape => "unknown",
            ToldBy::Surname => "same surname",
            ToldBy::TitleAndSurname => "same surname and a title",
        }
    }
}

/// A Hangul word that looks like a name and is none of the source's.
struct Candidate<'a> {
    segment: usize,
    span: Span,
    text: &'a str,
    /// The whole word it begins.
    word: &'a str,
    /// Whether it is somebody known to the tables.
    is_known: bool,
    /// Whether it is an organisation known to the tables.
    is_body: bool,
}

/// Organisations of the target that neither the source of this bead nor that of one beside it names.
fn organisations<'a>(view: &View<'a>, bead: usize) -> Vec<Candidate<'a>> {
    let beads = &view.context.alignment.beads;
    let around = bead.saturating_sub(1)..(bead + 2).min(beads.len());
    let named: Vec<String> = around
        .flat_map(|b| view.context.source_anchors(&beads[b]))
        .filter_map(|(_, anchor)| body(anchor))
        .flat_map(|body| body.bodies().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let here = view.context.target_anchors(&beads[bead]);
    let strange = here.filter_map(|(segment, anchor)| Some((segment, anchor.span, body(anchor)?)));
    let strange = strange.filter(|(_, _, body)| {
        body.is_certain()
            && !body.is_country()
            && body.is_international()
            && !body.bodies().any(|id| named.iter().any(|other| other == id))
    });
    strange
        .map(|(segment, span, _)| {
            let text = span.of(&view.context.bitext.target.segments[segment].text);
            Candidate { segment, span, text, word: text, is_known: true, is_body: true }
        })
        .collect()
}

fn body(anchor: &Anchor) -> Option<&Body> {
    if let Value::Body(body) = &anchor.value { Some(body) } else { None }
}

/// The names of a bead that another name stands for.
pub(super) fn strangers<'a>(
    view: &View<'a>,
    bead: usize,
    unanswered: &[Placed<'a>],
    free: &[Free<'a>],
) -> Vec<Stranger<'a>> {
    let mut candidates: Vec<Candidate<'a>> =
        free.iter().filter_map(|word| candidate(view, bead, word)).collect();
    if !candidates.is_empty() {
        let latin = Latin::of(view, bead);
        candidates.retain(|c| c.is_known || !(latin.has(c.text) || latin.has(c.word)));
    }
    let bodies = if candidates.is_empty() { organisations(view, bead) } else { Vec::new() };
    if candidates.is_empty() && bodies.is_empty() {
        return Vec::new();
    }
    let cover = coverage(view, bead);
    candidates.extend(bodies);
    candidates.retain(|c| c.is_body || !is_translated(cover.as_ref(), view, bead, c));
    let mut found = Vec::new();
    for candidate in &candidates {
        if let Some(source) = follows_alike(view, bead, candidate) {
            found.push(stranger(source, candidate, ToldBy::Beside));
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
    let Some(candidate) = candidates.first() else { return found };
    if missing.len() > MOST_MISSING || candidates.iter().any(|c| c.text != candidate.text) {
        return found;
    }
    // Somebody known may be named for clarity (Zimbabwe's president, 무가베대통령): then only a person can
    // be missing, and nobody else.
    let known = !gazetteer::called(candidate.text).is_empty();
    let last = candidate.text.chars().next_back().unwrap_or(' ');
    let titled = !is_ending(&candidate.word[candidate.text.len()..], last);
    let may_be = |source: &&Placed<'a>| {
        let person = source.name.class() == Some(PERSON);
        // Whoever has a title stands for no place.
        let place = source.name.kind == NameKind::Place && titled;
        person || (candidate.is_body || !known) && !place
    };
    if missing.len() > 1 && (known || candidate.is_body) {
        return found;
    }
    let source = missing.iter().filter(may_be).min_by(|a, b| {
        let apart = |source: &Placed<'a>| apart(view, bead, source, candidate);
        apart(a).total_cmp(&apart(b))
    });
    found.extend(source.map(|source| stranger(*source, candidate, ToldBy::Sound)));
    found
}

/// Of so many missing names, it can still be told which one a stranger stands for: that in about his place.
const MOST_MISSING: usize = 3;

/// How far from each other a name and a word stand in their segments, as a share of them.
fn apart(view: &View<'_>, bead: usize, source: &Placed<'_>, candidate: &Candidate<'_>) -> f64 {
    let bead = &view.context.alignment.beads[bead];
    let share = |segments: &[Segment], index: usize, at: usize| {
        let before: usize =
            segments.iter().take_while(|s| s.index < index).map(|s| s.text.len()).sum();
        let whole: usize = segments.iter().map(|s| s.text.len()).sum();
        (before + at) as f64 / whole.max(1) as f64
    };
    let here = share(view.context.source(bead), source.segment, source.span.start);
    (here - share(view.context.target(bead), candidate.segment, candidate.span.start)).abs()
}

fn stranger<'a>(source: Placed<'a>, candidate: &Candidate<'a>, told_by: ToldBy) -> Stranger<'a> {
    let &Candidate { segment, span, text, .. } = candidate;
    Stranger { source, segment, span, text, told_by }
}

/// The Latin words of a bead and of those beside it, ready to be compared: each with whether it may be heard
/// in a distorted form, as a name of the bead itself may.
pub(super) struct Latin(Vec<(Foreign, bool)>);

impl Latin {
    pub(super) fn of(view: &View<'_>, bead: usize) -> Self {
        let beads = &view.context.alignment.beads;
        let around = bead.saturating_sub(1)..(bead + 2).min(beads.len());
        let mut words: BTreeMap<&str, bool> = BTreeMap::new();
        for position in around {
            for segment in view.context.source(&beads[position]) {
                let here = segment.text.split(|c: char| !c.is_alphabetic());
                for word in here.filter(|word| word.chars().count() > 1) {
                    let capital = word.chars().next().is_some_and(char::is_uppercase);
                    *words.entry(word).or_default() |= capital && position == bead;
                }
            }
        }
        Self(words.into_iter().map(|(word, name)| (Foreign::new(word), name)).collect())
    }

    /// Whether a word opposite sounds like this one or like a beginning of it.
    pub(super) fn has(&self, text: &str) -> bool {
        // South Carolina is 남부캐롤라이나: what is written before a name is no part of it.
        tails(text).any(|tail| {
            let sounds = Sounds::new(tail);
            self.0.iter().any(|(latin, name)| {
                let likeness = latin.likeness_of_beginnings(&sounds);
                let enough = if *name && tail.len() == text.len() { REMOTE } else { LOAN };
                let last = likeness.last().is_some_and(|&l| l >= enough);
                // Every word begins with a syllable that is some English word: 노 is no, 히 is he.
                let half = |n: usize| n > 0 && 2 * (n + 1) >= likeness.len();
                last || likeness.iter().enumerate().any(|(n, &l)| l >= LOAN && half(n))
            })
        })
    }
}

/// A word, and what is left of it without its first one and two syllables, of three syllables and more.
fn tails(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.char_indices().map(|(at, _)| at).take(3);
    starts
        .enumerate()
        .map(|(n, at)| (n, &text[at..]))
        .filter_map(|(n, tail)| (n == 0 || tail.chars().count() > 2).then_some(tail))
}

/// What of a word could be a strange name.
fn candidate<'a>(view: &View<'a>, bead: usize, word: &Free<'a>) -> Option<Candidate<'a>> {
    // Without its josa: where 메이 is too short to look like anything, 메이의 is not taken instead.
    let ends: Vec<usize> = word.ends.iter().copied().filter(|n| (2..=7).contains(n)).collect();
    let person = |n: &usize| {
        let known = gazetteer::called(beginning(word.text, *n));
        let strange = |e: &&gazetteer::Entity| {
            e.kind == NameKind::Person && !view.is_in_source_near(bead, &e.identity)
        };
        !known.is_empty() && known.iter().all(strange)
    };
    let known = ends.iter().find(|n| person(n)).copied();
    let looks = ends.first().copied().filter(|&n| {
        let text = beginning(word.text, n);
        let of_place = (2..=n).any(|n| !gazetteer::called(beginning(word.text, n)).is_empty());
        n >= 3
            && !of_place
            && role::before(text, "people").is_none()
            && foreign_look(text) >= FOREIGN
    });
    let text = beginning(word.text, known.or(looks)?);
    let is_known = known.is_some();
    let follows =
        view.context.bitext.target.segments[word.segment].text[word.span.end..].chars().next();
    // A gloss in Latin letters says itself what it is.
    if matches!(follows, Some('(' | '[')) {
        return None;
    }
    let span = Span::new(word.span.start, word.span.start + text.len());
    Some(Candidate { segment: word.segment, span, text, word: word.text, is_known, is_body: false })
}

pub(super) fn coverage(view: &View<'_>, bead: usize) -> Option<Vec<(usize, usize, Coverage)>> {
    let lexicon = view.context.lexicon()?;
    let (source, target) = (view.context.source_words()?, view.context.target_words()?);
    let bead = &view.context.alignment.beads[bead];
    let pairs = bead.source.clone().flat_map(|s| bead.target.clone().map(move |t| (s, t)));
    Some(pairs.map(|(s, t)| (s, t, lexicon.covers_words(&source[s], &target[t]))).collect())
}

pub(super) fn words_at(words: &[WordCover], span: Span) -> impl Iterator<Item = &WordCover> {
    words.iter().filter(move |word| word.span.overlaps(span))
}

/// Whether the lexicon knows a Hangul word, or finds what it translates.
fn is_translated(
    cover: Option<&Vec<(usize, usize, Coverage)>>,
    view: &View<'_>,
    bead: usize,
    candidate: &Candidate<'_>,
) -> bool {
    let is_person = !gazetteer::called(candidate.text).is_empty();
    cover.into_iter().flatten().filter(|(_, t, _)| *t == candidate.segment).any(|(_, _, c)| {
        words_at(c.of(Tongue::Korean), candidate.span)
            .any(|w| (w.known && !is_person) || w.prob >= TRANSLATED)
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
    let is_person = name.class() == Some(PERSON);
    if name.style == Style::Korean || name.derived || name.identity().chars().count() < 4 {
        return false;
    }
    let here = cover.into_iter().flatten().filter(|(s, _, _)| *s == source.segment);
    let words: Vec<&WordCover> =
        here.flat_map(|(_, _, c)| words_at(c.of(Tongue::English), source.span)).collect();
    let known = words.iter().any(|w| w.known);
    let is_name = if known && !is_person && name.style == Style::Foreign {
        // An ordinary word may be rendered by another; what is always written by its sound may not.
        is_transliterated(view, name.identity(), if name.sure { 0.0 } else { USUALLY })
    } else {
        // A word that only begins a sentence is a name if the lexicon has never met it.
        name.sure || !(words.is_empty() || known)
    };
    let translated = words.iter().any(|w| w.prob >= TRANSLATED);
    is_name && !translated && !is_heard(view, bead, name.identity())
}

/// A word that only begins a sentence is a name if it is rendered by its sound with this probability.
const USUALLY: f64 = 0.5;

/// Whether the lexicon renders a word by its sound, with this probability at least: Stephen, 스티븐.
fn is_transliterated(view: &View<'_>, word: &str, least: f64) -> bool {
    let Some(lexicon) = view.context.lexicon() else { return false };
    let best =
        lexicon.translations(word, Tongue::English).into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
    best.is_some_and(|(korean, prob)| {
        prob >= least
            && Foreign::new(word).likeness(&Sounds::new(&korean)) >= SAME
            && foreign_look(&korean) > 0.0
    })
}

/// Whether a word of the target sounds remotely like a name, or like a word of it.
///
/// A word that does not look foreign is a Korean one that sounds so by chance, unless it sounds quite so.
fn is_heard(view: &View<'_>, bead: usize, identity: &str) -> bool {
    let parts = identity.split(' ').filter(|part| part.chars().count() > 2);
    let names: Vec<Foreign> = parts.chain([identity]).map(Foreign::new).collect();
    view.context.target(&view.context.alignment.beads[bead]).iter().any(|segment| {
        crate::anchor::name::syllable_words(&segment.text).into_iter().any(|span| {
            tails(span.of(&segment.text)).any(|word| {
                let sounds = Sounds::new(word);
                let heard = |name: &Foreign| {
                    let likeness = name.likeness_of_beginnings(&sounds);
                    likeness.iter().enumerate().any(|(n, &l)| {
                        l >= REMOTE && (l >= LOAN || foreign_look(beginning(word, n + 1)) > 0.0)
                    })
                };
                names.iter().any(heard)
            })
        })
    })
}

/// The name of the source that stands after or before the same name as the candidate, and sounds
/// otherwise.
fn follows_alike<'a>(
    view: &View<'a>,
    bead: usize,
    candidate: &Candidate<'_>,
) -> Option<Placed<'a>> {
    let text = &view.context.bitext.target.segments[candidate.segment].text;
    let (sources, targets) = (view.sources(bead), view.targets(bead));
    let space =
        |from: usize, to: usize, text: &str| from < to && Span::new(from, to).of(text) == " ";
    let here = || targets.iter().filter(|t| t.segment == candidate.segment);
    let before = here().find(|t| space(t.span.end, candidate.span.start, text));
    // Only a name without josa is part of the next.
    let whole = !text[candidate.span.end..].starts_with(is_syllable);
    let after = here().find(|t| whole && space(candidate.span.end, t.span.start, text));
    let partner = |target: &Placed<'_>, is_before: bool| {
        let given = sources.iter().find(|s| s.name.is_same(target.name))?;
        let text = &view.context.bitext.source.segments[given.segment].text;
        let beside = sources.iter().filter(|s| s.segment == given.segment);
        let mut beside = beside.filter(|s| {
            let (first, second) =
                if is_before { (given.span, s.span) } else { (s.span, given.span) };
            space(first.end, second.start, text)
        });
        let next = beside.next()?;
        let is_place = |p: &Placed<'_>| p.name.kind == NameKind::Place || p.name.derived;
        if is_place(target) || is_place(next) || next.name.style == Style::Korean {
            return None;
        }
        let sounds = Sounds::new(candidate.text);
        let unlike = Foreign::new(next.name.identity()).likeness(&sounds) < REMOTE;
        // In front of a surname only a given name that is nowhere else.
        let alone = is_before || !targets.iter().any(|t| t.name.is_same(next.name));
        (unlike && alone).then_some(*next)
    };
    let beside =
        before.and_then(|t| partner(t, true)).or_else(|| after.and_then(|t| partner(t, false)));
    beside.or_else(|| shares_given_name(view, bead, candidate))
}

/// A name of several words of the source whose first the word before the candidate sounds like (Donald
/// Trump, 도널드 차베스), and whose last the candidate does not.
fn shares_given_name<'a>(
    view: &View<'a>,
    bead: usize,
    candidate: &Candidate<'_>,
) -> Option<Placed<'a>> {
    let text = &view.context.bitext.target.segments[candidate.segment].text;
    let before = text[..candidate.span.start].strip_suffix(' ')?;
    let word = before.rsplit(|c: char| !is_syllable(c)).next()?;
    let (given, own) = (Sounds::new(word), Sounds::new(candidate.text));
    let people = view.sources(bead).iter().filter(|s| s.name.kind == NameKind::Person);
    let mut people = people.filter(|s| s.name.style == Style::Known).filter(|s| {
        let segment = &view.context.bitext.source.segments[s.segment];
        let Some((first, last)) = s.span.of(&segment.text).rsplit_once(' ') else { return false };
        given.syllables() > 1
            && Foreign::new(first).likeness(&given) >= LOAN
            && Foreign::new(last).likeness(&own) < REMOTE
    });
    people.next().copied()
}
