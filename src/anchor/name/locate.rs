//! Finding the names of the source in a Korean half.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use rayon::prelude::*;

use super::{
    Name, NameKind, Quality, Style,
    capitals::{Mention, Mentions},
    gazetteer::{self, key},
    words::{Words, beginning},
};
use crate::{
    language::ko::{
        josa::stems,
        romanise::{Fit, Romanised, surname_in_hangul},
        transliterate::{CLASSES, Columns, Compared, Foreign, SAME},
    },
    segment::Segment,
    text::Span,
};

/// A name found in a word: how many of its syllables, and how well.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Hit {
    name: usize,
    syllables: usize,
    quality: Quality,
    likeness: f64,
}

/// A name of the source, once.
struct Wanted<'a> {
    mention: &'a Mention,
    /// The segments it stands in, in order.
    places: Vec<usize>,
}

/// Finds names in the segments of a Korean half; `source_segments` is the length of the other.
pub(super) fn in_target(
    mentions: &Mentions,
    segments: &[Segment],
    source_segments: usize,
) -> Vec<Vec<(Span, Name)>> {
    let words = Words::new(segments);
    let (wanted, by_identity) = wanted(mentions);
    let readings: Vec<Option<Romanised>> = wanted
        .iter()
        .map(|w| {
            let spellings = mentions.spellings.get(&w.mention.identity)?;
            Romanised::new(&spellings.iter().map(String::as_str).collect::<Vec<_>>())
        })
        .collect();

    // Hits in each distinct word, for all its places.
    let mut hits: Vec<Vec<Hit>> =
        words.distinct.par_iter().map(|word| known(&word.text, &word.ends, &by_identity)).collect();
    romanised(&words, &readings, &mut hits);
    foreigners(&words, &wanted, source_segments, &mut hits);
    glossed(&words, segments, &by_identity, &readings, &mut hits);

    let scale = source_segments as f64 / segments.len().max(1) as f64;
    let mut found = Vec::with_capacity(segments.len());
    for (index, here) in words.by_segment.iter().enumerate() {
        let mut names = Vec::new();
        let expected = index as f64 * scale;
        for (place, &(word, span)) in here.iter().enumerate() {
            let text = &words.distinct[word].text;
            let near: Vec<Hit> = hits[word]
                .iter()
                .copied()
                .filter(|hit| {
                    hit.quality > Quality::Phonetic
                        || is_near(&wanted[hit.name].places, expected, source_segments)
                })
                .collect();
            let best = near.iter().copied().reduce(better);
            if let Some(best) = best {
                let end = span.start + beginning(text, best.syllables).len();
                // A place of several names in the source has a key for each.
                let same = near.iter().filter(|hit| {
                    hit.syllables == best.syllables
                        && hit.quality == best.quality
                        && wanted[hit.name].mention.style == wanted[best.name].mention.style
                        && wanted[hit.name].mention.style == Style::Known
                });
                let mut names_here: Vec<usize> = same.map(|hit| hit.name).collect();
                if !names_here.contains(&best.name) {
                    names_here.push(best.name);
                }
                names_here.sort_unstable();
                names_here.dedup();
                let span = Span::new(span.start, end);
                names.push((span, name(mentions, &wanted, &names_here, best)));
            } else if let Some((span, hit)) =
                apart(&segments[index].text, here, place, &words, &readings, &by_identity)
            {
                names.push((span, name(mentions, &wanted, &[hit.name], hit)));
            }
        }
        found.push(names);
    }
    found
}

fn wanted(mentions: &Mentions) -> (Vec<Wanted<'_>>, HashMap<Arc<str>, usize>) {
    let mut wanted: Vec<Wanted<'_>> = Vec::new();
    let mut by_identity: HashMap<Arc<str>, usize> = HashMap::new();
    for (segment, here) in mentions.by_segment.iter().enumerate() {
        for mention in here {
            let index = *by_identity.entry(mention.identity.clone()).or_insert_with(|| {
                wanted.push(Wanted { mention, places: Vec::new() });
                wanted.len() - 1
            });
            wanted[index].places.push(segment);
        }
    }
    (wanted, by_identity)
}

fn name(mentions: &Mentions, wanted: &[Wanted<'_>], names: &[usize], hit: Hit) -> Name {
    let first = mentions.name(wanted[hit.name].mention);
    let identities = names.iter().map(|&n| wanted[n].mention.identity.clone()).collect();
    Name { identities, quality: hit.quality, derived: false, sure: true, ..first }
}

fn better(a: Hit, b: Hit) -> Hit {
    let rank = |hit: &Hit| (hit.quality, hit.syllables, hit.likeness);
    if rank(&b) > rank(&a) { b } else { a }
}

/// A name is not looked for farther away than this, however long the document: no gap that the rest of the
/// alignment bridges is longer, and what is compared stays in proportion to the length.
const FARTHEST: f64 = 400.0;

/// How many source segments away from its place a name is looked for: a twentieth of the document, but
/// eight segments at least and [`FARTHEST`] at most.
fn reach(source_segments: usize) -> f64 {
    (source_segments as f64 / 20.0).clamp(8.0, FARTHEST)
}

/// The words of a half by their sounds.
struct ByFirstSound {
    /// By the class of the first sound: segment and word, in the order of the text.
    of_class: [Vec<(usize, usize)>; CLASSES],
    /// For each distinct word its place among all of them, ordered by their sounds.
    ranks: Vec<usize>,
}

impl ByFirstSound {
    fn new(words: &Words) -> Self {
        let mut by_class: [Vec<(usize, usize)>; CLASSES] = Default::default();
        for (segment, here) in words.by_segment.iter().enumerate() {
            for &(word, _) in here {
                let sounds = &words.distinct[word].sounds;
                if let Some(class) = sounds.first_class().filter(|_| sounds.syllables() > 1) {
                    by_class[class].push((segment, word));
                }
            }
        }
        let mut order: Vec<usize> = (0..words.distinct.len()).collect();
        order.sort_by(|&a, &b| words.distinct[a].sounds.cmp(&words.distinct[b].sounds));
        let mut ranks = vec![0; order.len()];
        for (rank, word) in order.into_iter().enumerate() {
            ranks[word] = rank;
        }
        Self { of_class: by_class, ranks }
    }

    /// The distinct words that begin like `foreign` in the segments that may answer those at `places`, each
    /// once, in the order of their sounds.
    ///
    /// `seen` has a mark for each distinct word, of the last name it was given out for. Linear in the words
    /// given out and those of them that stand there more than once.
    fn around(
        &self,
        foreign: &Foreign,
        places: &[usize],
        (source_segments, target_segments): (usize, usize),
        seen: &mut [usize],
        name: usize,
    ) -> Vec<usize> {
        let scale = target_segments as f64 / source_segments.max(1) as f64;
        let reach = reach(source_segments);
        let mut found = Vec::new();
        let mut next = 0;
        for &place in places {
            let from = ((place as f64 - reach) * scale).floor().max(0.0);
            let to = ((place as f64 + reach) * scale).ceil() + 1.0;
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "both are ≥ 0"
            )]
            let (from, to) = ((from as usize).max(next), (to as usize).min(target_segments));
            for class in (0..CLASSES).filter(|&class| foreign.may_begin_with(class)) {
                let words = &self.of_class[class];
                let start = words.partition_point(|&(segment, _)| segment < from);
                for &(_, word) in words[start..].iter().take_while(|&&(segment, _)| segment < to) {
                    if seen[word] != name {
                        seen[word] = name;
                        found.push(word);
                    }
                }
            }
            next = next.max(to);
        }
        found.sort_unstable_by_key(|&word| self.ranks[word]);
        found
    }
}

/// Whether the name stands in the source about where the word stands in the target.
fn is_near(places: &[usize], expected: f64, source_segments: usize) -> bool {
    let reach = reach(source_segments);
    let from = (expected - reach).max(0.0);
    let next = places.partition_point(|&place| (place as f64) < from);
    places.get(next).is_some_and(|&place| place as f64 <= expected + reach)
}

/// Names of the tables a word begins with.
fn known(text: &str, ends: &[usize], by_identity: &HashMap<Arc<str>, usize>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let longest = gazetteer::most_syllables();
    let most = text.chars().take(longest).count();
    for syllables in 1..=most {
        // A short name must end where a name can: 인도 is not in 인도적.
        if syllables < 3 && ends.binary_search(&syllables).is_err() {
            continue;
        }
        for entry in gazetteer::called(beginning(text, syllables)) {
            if let Some(&name) = by_identity.get(entry.identity.as_str()) {
                hits.push(Hit { name, syllables, quality: Quality::Exact, likeness: 1.0 });
            }
        }
    }
    hits
}

/// Korean personal names, by romanisation.
fn romanised(words: &Words, readings: &[Option<Romanised>], hits: &mut [Vec<Hit>]) {
    // Only words that begin with a surname, of one syllable or two.
    let mut by_surname: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, word) in words.distinct.iter().enumerate() {
        for surname in (1..=2).map(|syllables| beginning(&word.text, syllables)) {
            if surname.len() < word.text.len() && surname_in_hangul(surname) {
                by_surname.entry(surname).or_default().push(index);
            }
        }
    }
    for (name, reading) in readings.iter().enumerate() {
        let Some(reading) = reading else { continue };
        for (&first, candidates) in &by_surname {
            if !reading.has_surname(first) {
                continue;
            }
            for &word in candidates {
                // Ends are in ascending order, and a word without end has many.
                let ends = words.distinct[word].ends.iter().take_while(|n| **n <= 5);
                for &syllables in ends.filter(|n| **n >= 2) {
                    let fits = reading.fits(beginning(&words.distinct[word].text, syllables));
                    if let Some(fit) = fits {
                        hits[word].push(Hit {
                            name,
                            syllables,
                            quality: quality(fit),
                            likeness: 1.0,
                        });
                    }
                }
            }
        }
    }
}

fn quality(fit: Fit) -> Quality {
    if fit == Fit::Strict { Quality::Exact } else { Quality::Variant }
}

/// The likeness below which a short name is not taken for the same: few sounds are soon alike.
fn threshold(syllables: usize) -> f64 {
    match syllables {
        0 | 1 => 2.0,
        2 => 0.93,
        3 => 0.84,
        _ => SAME,
    }
}

/// The likeness from which a word that only begins a sentence is taken for a name.
const CLEAR: f64 = 0.93;

/// Foreign names, by sound.
fn foreigners(words: &Words, wanted: &[Wanted<'_>], source_segments: usize, hits: &mut [Vec<Hit>]) {
    let by_first_sound = ByFirstSound::new(words);
    let segments = (source_segments, words.by_segment.len());
    let none = || (vec![usize::MAX; words.distinct.len()], Columns::default());
    let found: Vec<Vec<(usize, Hit)>> = wanted
        .par_iter()
        .enumerate()
        .map_init(none, |(seen, columns), (name, wanted)| {
            let spoken = wanted.mention.style == Style::Foreign
                || (wanted.mention.style == Style::Known && wanted.mention.kind != NameKind::Place);
            let foreign = spoken.then(|| Foreign::new(&wanted.mention.identity));
            let Some(foreign) = foreign.filter(|foreign| foreign.len() >= 3) else {
                return Vec::new();
            };
            let near = by_first_sound.around(&foreign, &wanted.places, segments, seen, name);
            heard(words, wanted, (name, &foreign), near, columns)
        })
        .collect();
    for (index, hit) in found.into_iter().flatten() {
        hits[index].push(hit);
    }
}

/// Where a foreign name is heard among the words `near`, which come in the order of their sounds.
fn heard(
    words: &Words,
    wanted: &Wanted<'_>,
    (name, foreign): (usize, &Foreign),
    near: Vec<usize>,
    columns: &mut Columns,
) -> Vec<(usize, Hit)> {
    // What only begins a sentence must be heard clearly, and half of all words do.
    let least = if wanted.mention.sure { SAME } else { CLEAR - 0.05 };
    let mut compared = Compared::new(foreign, least, columns);
    let mut of_name: Vec<(usize, Hit)> = Vec::new();
    for index in near {
        let word = &words.distinct[index];
        if !foreign.may_sound_like(&word.sounds) {
            continue;
        }
        let likeness = compared.beginnings(&word.sounds);
        let glued = |n: usize| n >= 4 && n + 2 <= likeness.len() && likeness[n - 1] >= 0.92;
        // The best end first, and only then whether it is good enough: otherwise 베일이 would pass as
        // a name of three syllables where 베일 does not as one of two.
        let best = (2..=likeness.len())
            .filter(|&n| word.ends.binary_search(&n).is_ok() || glued(n))
            .max_by(|&a, &b| likeness[a - 1].total_cmp(&likeness[b - 1]).then(a.cmp(&b)))
            .map(|n| without_josa(&word.text, n, &likeness))
            .filter(|&n| likeness[n - 1] >= threshold(n));
        if let Some(syllables) = best {
            let likeness = likeness[syllables - 1];
            let hit = Hit { name, syllables, quality: Quality::Phonetic, likeness };
            of_name.push((index, hit));
        }
    }
    of_name.retain(|(index, hit)| {
        // A word that only begins a sentence must be heard clearly, and the name of somebody known
        // is not somebody else's.
        let clear = wanted.mention.sure || (hit.likeness >= CLEAR && hit.syllables >= 3);
        let known = gazetteer::called(beginning(&words.distinct[*index].text, hit.syllables));
        // Ivanov may be the one whom the tables know with his initials.
        let is_own = |entry: &&gazetteer::Entity| {
            *entry.identity == *wanted.mention.identity
                || gazetteer::has_surname(entry, &wanted.mention.identity)
        };
        let own = known.iter().any(is_own);
        clear && (own || known.is_empty())
    });
    let top = of_name.iter().map(|(_, hit)| hit.likeness).fold(0.0, f64::max);
    of_name.retain(|(_, hit)| hit.likeness >= top - 0.15);
    of_name
}

/// A shorter end than `end` if what lies between is josa and the name sounds hardly less alike without
/// it: 베일이 is 베일 with 이, though Bale may be heard in three syllables.
fn without_josa(word: &str, end: usize, likeness: &[f64]) -> usize {
    let whole = beginning(word, end);
    let shorter = (2..end).filter(|&n| likeness[n - 1] >= likeness[end - 1] - 0.08);
    shorter.into_iter().find(|&n| stems(whole).contains(&beginning(word, n))).unwrap_or(end)
}

/// Names that are given in Latin letters after the word: `브르조스토우스키[Brzostowski]`.
///
/// A Korean name so given must still be one that is read so, or a slip would excuse itself.
fn glossed(
    words: &Words,
    segments: &[Segment],
    by_identity: &HashMap<Arc<str>, usize>,
    readings: &[Option<Romanised>],
    hits: &mut [Vec<Hit>],
) {
    for (segment, here) in segments.iter().zip(&words.by_segment) {
        for &(word, span) in here {
            let rest = &segment.text[span.end..];
            let Some(inside) = rest.strip_prefix(['[', '(']) else { continue };
            let Some(end) = inside.find([']', ')', '(', '[', ',', ';']) else { continue };
            let gloss = key(&inside[..end]);
            let together = gloss.replace(' ', "");
            let known =
                by_identity.get(gloss.as_str()).or_else(|| by_identity.get(together.as_str()));
            if let Some(&name) = known.filter(|&&name| readings[name].is_none()) {
                let syllables = words.distinct[word].text.chars().count();
                hits[word].push(Hit { name, syllables, quality: Quality::Exact, likeness: 1.0 });
            }
        }
    }
}

/// A name that is written in two words: 이 영호, 달라이 라마.
fn apart(
    text: &str,
    here: &[(usize, Span)],
    place: usize,
    words: &Words,
    readings: &[Option<Romanised>],
    by_identity: &HashMap<Arc<str>, usize>,
) -> Option<(Span, Hit)> {
    let (first, first_span) = here[place];
    let &(second, second_span) = here.get(place + 1)?;
    if Span::new(first_span.end, second_span.start).of(text) != " " {
        return None;
    }
    let (first, second) = (&words.distinct[first].text, &words.distinct[second]);
    for form in gazetteer::spaced(first) {
        let rest = form.split_once(' ').map_or("", |(_, rest)| rest);
        if second.text.starts_with(rest) {
            for entry in gazetteer::called(form) {
                if let Some(&name) = by_identity.get(entry.identity.as_str()) {
                    let span = Span::new(first_span.start, second_span.start + rest.len());
                    let syllables = form.chars().count();
                    let hit = Hit { name, syllables, quality: Quality::Exact, likeness: 1.0 };
                    return Some((span, hit));
                }
            }
        }
    }
    if first.chars().nth(2).is_some() || !surname_in_hangul(first) {
        return None;
    }
    let short = second.ends.partition_point(|&n| n <= 3);
    for &syllables in second.ends[..short].iter().rev() {
        let given = beginning(&second.text, syllables);
        let together = format!("{first}{given}");
        for (name, reading) in readings.iter().enumerate() {
            let Some(reading) = reading else { continue };
            if let Some(fit) = reading.fits(&together) {
                let span = Span::new(first_span.start, second_span.start + given.len());
                let hit = Hit { name, syllables, quality: quality(fit), likeness: 1.0 };
                return Some((span, hit));
            }
        }
    }
    None
}
