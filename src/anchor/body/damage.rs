//! Names of bodies and countries that lost or changed a syllable or a part: what stands there is compared with
//! the names of the tables from both ends, for a slip in the middle leaves both ends whole.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    anchor::{form::BODIES, name::syllable_words},
    language::ko::{
        jamo::{IEUNG, NIEUN, RIEUL, decompose, differing, is_syllable},
        josa::is_ending,
    },
    text::{Language, Span},
};

/// Names shorter than this have neighbours that are names themselves (정치국, 정치부).
const SHORTEST: usize = 6;

/// From this length on a changed first or last syllable counts too; below it, it may make another name of
/// the same pattern (북조선, 남조선; 회, 회의).
const LONG: usize = 9;

/// How many syllables of a damaged name are expected to be whole at its beginning or at its end.
const ANCHOR: usize = 3;

/// Long names by their first and by their last three syllables: one slip cannot touch both.
struct Names {
    all: Vec<(String, Vec<char>)>,
    by_start: HashMap<[char; ANCHOR], Vec<usize>>,
    by_end: HashMap<[char; ANCHOR], Vec<usize>>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names: Vec<(String, Vec<char>)> = BODIES
        .unspaced_forms()
        .map(|form| (form.clone(), form.chars().collect::<Vec<char>>()))
        .filter(|(_, chars)| chars.len() >= SHORTEST)
        .collect();
    names.sort();
    names.dedup();
    let mut by_start: HashMap<_, Vec<usize>> = HashMap::new();
    let mut by_end: HashMap<_, Vec<usize>> = HashMap::new();
    for (number, (_, chars)) in names.iter().enumerate() {
        if let (Some(start), Some(end)) = (chars.first_chunk(), chars.last_chunk()) {
            by_start.entry(*start).or_default().push(number);
            by_end.entry(*end).or_default().push(number);
        }
    }
    Names { all: names, by_start, by_end }
});

/// The Korean words of `text` that are the name of a body or country with one syllable lost, doubled,
/// changed or swapped with its neighbour, each with the name that was meant, spaces left out.
///
/// Only names of six syllables and more are looked for, and nothing that is itself a name, a Northern or
/// Southern spelling of it, or a name of the same pattern is reported. Spans are byte offsets in `text`,
/// particles left out. Linear in the text.
pub fn damaged(text: &str) -> Vec<(Span, &'static str)> {
    let mut found: Vec<(Span, &'static str)> = Vec::new();
    let mut known: Option<Vec<Span>> = None;
    for word in syllable_words(text) {
        let run: Vec<(usize, char)> =
            word.of(text).char_indices().map(|(at, c)| (word.start + at, c)).collect();
        if run.len() + 1 < SHORTEST {
            continue;
        }
        for (span, name) in NAMES.in_run(&run) {
            let known = known.get_or_insert_with(|| names_in(text));
            // 북조선임시인민위원회 holds 조선…; a slip leaves no longer name whole.
            let whole = known
                .iter()
                .any(|k| k.contains(span) || k.len() > span.len() / 2 && k.overlaps(span));
            let again = found.iter().any(|(other, _)| other.overlaps(span));
            if !whole && !again {
                found.push((span, name));
            }
        }
    }
    found
}

/// Where a text has names of the tables.
fn names_in(text: &str) -> Vec<Span> {
    BODIES.find(text, &Language::korean(), &[]).into_iter().map(|(span, _)| span).collect()
}

impl Names {
    fn in_run(&'static self, run: &[(usize, char)]) -> Vec<(Span, &'static str)> {
        let mut found = Vec::new();
        for at in 0..run.len().saturating_sub(ANCHOR - 1) {
            let key = [run[at].1, run[at + 1].1, run[at + 2].1];
            for &number in self.by_start.get(&key).into_iter().flatten() {
                let (name, chars) = &self.all[number];
                for len in chars.len() - 1..=chars.len() + 1 {
                    found.extend(judge(run, at, at + len, name, chars));
                }
            }
            for &number in self.by_end.get(&key).into_iter().flatten() {
                let (name, chars) = &self.all[number];
                let end = at + ANCHOR;
                for len in chars.len() - 1..=chars.len() + 1 {
                    if let Some(start) = end.checked_sub(len) {
                        found.extend(judge(run, start, end, name, chars));
                    }
                }
            }
        }
        found
    }
}

/// The stretch `start..end` of a run, if it is `name` with one slip.
fn judge(
    run: &[(usize, char)],
    start: usize,
    end: usize,
    name: &'static str,
    chars: &[char],
) -> Option<(Span, &'static str)> {
    let word: Vec<char> = run.get(start..end)?.iter().map(|&(_, c)| c).collect();
    let Seam { front, back } = Seam::of(&word, chars);
    // Inside: neither the first nor the last syllable, which distinguish names of one pattern.
    let inside = chars.len() >= LONG || front >= 1 && back >= 2;
    let slip = match (word.len(), chars.len()) {
        (w, n) if w + 1 == n => front + back == w,
        (w, n) if w == n + 1 => front + back == n && is_doubled(&word, front),
        _ if front + back + 1 == chars.len() => is_misread(word[front], chars[front]),
        _ if front + back + 2 == chars.len() => {
            word[front] == chars[front + 1] && word[front + 1] == chars[front]
        }
        _ => false,
    };
    if !slip || !inside || front == 0 && start > 0 {
        return None;
    }
    let (last, c) = run[end - 1];
    Some((Span::new(run[start].0, last + c.len_utf8()), name))
}

/// How many syllables of a word and a name are the same from the beginning, and how many of the rest from
/// the end.
#[derive(Debug, Clone, Copy)]
struct Seam {
    front: usize,
    back: usize,
}

impl Seam {
    fn of(word: &[char], name: &[char]) -> Self {
        let front = word.iter().zip(name).take_while(|(x, y)| x == y).count();
        let ends = word.iter().rev().zip(name.iter().rev()).take_while(|(x, y)| x == y).count();
        Self { front, back: ends.min(word.len().min(name.len()) - front) }
    }
}

/// What became of a name of several parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// A syllable is lost, changed or swapped, or something is written twice.
    Slip,
    /// A part is lost: 조선민주주의공화국.
    Lost,
    /// A part is another one: 조선민주주의국민공화국.
    Exchanged,
}

/// A damaged name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged {
    /// The words, particles left out; byte offsets in the text.
    pub span: Span,
    /// What was meant, as in the tables but without spaces.
    pub name: &'static str,
    /// What became of it.
    pub damage: Damage,
}

/// The places of `text` where the name of a concept that is certainly meant there stands damaged, spaces
/// being of no account.
///
/// Since the other language says which name is meant, more is let count than in [`damaged`]: names of five
/// syllables, and of long ones a whole part that is lost or another. What is a name of the tables itself
/// is none. Linear in the text.
pub(crate) fn damaged_name(text: &str, concept: usize) -> Vec<Damaged> {
    let Some(names) = MEANT.get(concept).filter(|names| !names.is_empty()) else {
        return Vec::new();
    };
    let mut found: Vec<Damaged> = Vec::new();
    let mut known: Option<Vec<Span>> = None;
    for run in spaced_runs(text) {
        for (name, chars) in names {
            for at in 0..run.len() {
                let begins = run[at].starts_word && run[at].char == chars[0];
                if !begins || run[at..].len() + MOST_LOST < chars.len() {
                    continue;
                }
                let Some((end, damage)) = damage_at(&run[at..], chars) else { continue };
                let span = Span::new(run[at].at, run[at + end - 1].end());
                let known = known.get_or_insert_with(|| names_in(text));
                let whole = known.iter().any(|k| {
                    k.contains(span) || is_half(k, span, text, damage) && k.overlaps(span)
                });
                if !whole && !found.iter().any(|other| other.span.overlaps(span)) {
                    found.push(Damaged { span, name, damage });
                }
            }
        }
    }
    found
}

/// Whether a name that is known makes up more than half of some words, spaces left out; half is enough where
/// the rest is another name than expected (중앙위원회 최고위원회) and no slip (조선로당).
fn is_half(known: &Span, words: Span, text: &str, damage: Damage) -> bool {
    let whole = words.of(text).bytes().filter(|b| *b != b' ').count();
    2 * known.len() + usize::from(damage != Damage::Slip) > whole
}

/// No more syllables of a name are lost together: 사회주의 is the longest part of one.
const MOST_LOST: usize = 4;

/// Names of this length lose no part but only a syllable.
const OF_PARTS: usize = 8;

/// A name without spaces, and its syllables.
type Long = (&'static str, Vec<char>);

/// The names of each concept of [`BODIES`] that are long enough, in syllables, the longest first.
static MEANT: LazyLock<Vec<Vec<Long>>> = LazyLock::new(|| {
    let of = |forms: &[&'static str]| {
        let mut names: Vec<Long> = forms
            .iter()
            .filter(|form| form.chars().all(|c| c == ' ' || is_syllable(c)))
            .map(|form| {
                let plain: &'static str =
                    if form.contains(' ') { form.replace(' ', "").leak() } else { form };
                (plain, plain.chars().collect::<Vec<char>>())
            })
            .filter(|(_, chars)| chars.len() >= 5)
            .collect();
        names.sort_by_key(|(name, chars)| (std::cmp::Reverse(chars.len()), *name));
        names.dedup();
        names
    };
    BODIES.concepts.iter().map(|concept| of(&concept.forms)).collect()
});

/// The length of the beginning of `run` that is the name with some damage; the least damage is taken.
fn damage_at(run: &[Letter], name: &[char]) -> Option<(usize, Damage)> {
    let least = name.len().saturating_sub(MOST_LOST).max(4);
    let most = (name.len() + 2).min(run.len());
    let mut best: Option<(usize, usize, Damage)> = None;
    let word: Vec<char> = run[..most].iter().map(|letter| letter.char).collect();
    for len in least..=most {
        let Some((cost, damage)) = damage(&word[..len], name) else { continue };
        let ends = name.len() >= LONG || closes(run, len);
        if ends && best.is_none_or(|(least, ..)| cost < least) {
            best = Some((cost, len, damage));
        }
    }
    best.map(|(_, len, damage)| (len, damage))
}

/// Whether a name of `len` syllables may end there: before a space, josa or the end.
fn closes(run: &[Letter], len: usize) -> bool {
    let rest: String =
        run[len..].iter().take_while(|letter| !letter.starts_word).map(|l| l.char).collect();
    is_ending(&rest, run[len - 1].char)
}

/// What makes `word` of `name`, with the number of syllables concerned; none if they are the same or two
/// names.
fn damage(word: &[char], name: &[char]) -> Option<(usize, Damage)> {
    let Seam { front, back } = Seam::of(word, name);
    let (lost, extra) = (name.len() - front - back, word.len() - front - back);
    let long = name.len() >= LONG;
    if front == 0 || back == 0 || (lost, extra) == (0, 0) {
        return None;
    }
    let parts = |count: usize| match name.len() {
        ..OF_PARTS => count == 1,
        OF_PARTS..=9 => count <= 2,
        _ => count <= MOST_LOST,
    };
    let kept = front >= 2 && back >= 2;
    let damage = match (lost, extra) {
        // 조선로로동당, 인민인민: what is there twice.
        (0, 1 | 2)
            if front >= extra && word[front - extra..front] == word[front..front + extra] =>
        {
            Damage::Slip
        }
        (1, 0) => Damage::Slip,
        (2.., 0) if parts(lost) && kept => Damage::Lost,
        (1, 1) if is_misread(word[front], name[front]) && (back >= 2 || long) => Damage::Slip,
        (2, 2) if word[front] == name[front + 1] && word[front + 1] == name[front] => Damage::Slip,
        (1 | 2, 1..=3) if name.len() > LONG && kept => Damage::Exchanged,
        _ => return None,
    };
    Some((lost.max(extra), damage))
}

/// A syllable of a text.
#[derive(Debug, Clone, Copy)]
struct Letter {
    at: usize,
    char: char,
    starts_word: bool,
}

impl Letter {
    fn end(&self) -> usize {
        self.at + self.char.len_utf8()
    }
}

/// Runs of Hangul syllables, single spaces between them passed over.
fn spaced_runs(text: &str) -> Vec<Vec<Letter>> {
    let mut runs: Vec<Vec<Letter>> = Vec::new();
    let mut after = usize::MAX;
    for (at, char) in text.char_indices().filter(|(_, c)| is_syllable(*c)) {
        let glued = after == at;
        let spaced = text.get(after..at) == Some(" ");
        let letter = Letter { at, char, starts_word: !glued };
        after = letter.end();
        match runs.last_mut() {
            Some(run) if glued || spaced => run.push(letter),
            _ => runs.push(vec![letter]),
        }
    }
    runs
}

/// Whether the syllable at `at` repeats a neighbour.
fn is_doubled(word: &[char], at: usize) -> bool {
    let c = word[at.min(word.len() - 1)];
    at > 0 && word[at - 1] == c || word.get(at + 1) == Some(&c)
}

/// Whether two syllables are alike enough to be mistaken: two of initial, vowel and final the same, but not
/// the ㄹ, ㄴ and ㅇ in which North and South differ (련, 연).
fn is_misread(a: char, b: char) -> bool {
    let initial = |c: char| decompose(c).map(|syllable| syllable.initial);
    let regional = |c: char| matches!(initial(c), Some(NIEUN | RIEUL | IEUNG));
    differing(a, b) == 1 && (initial(a) == initial(b) || !(regional(a) && regional(b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_one_slip_is_known() {
        let republic = "조선민주주의인민공화국";
        #[rustfmt::skip]
        let cases = [
            ("(전 조선민주주의인공화국 소련대사였던)", "조선민주주의인공화국",   republic, "a syllable lost"),
            ("조선민주주의인민민공화국은",             "조선민주주의인민민공화국", republic, "doubled, with a particle"),
            ("조선민주주의인민공하국의",               "조선민주주의인민공하국",   republic, "a vowel misread"),
            ("조선민주의주인민공화국",                 "조선민주의주인민공화국",   republic, "swapped"),
            ("최고인회의에서",                         "최고인회의",               "최고인민회의", "a short name"),
            ("중립국감위원회",                         "중립국감위원회",           "중립국감독위원회", "of an armistice organ"),
        ];
        for (text, word, name, why) in cases {
            let found: Vec<_> =
                damaged(text).into_iter().map(|(span, name)| (span.of(text), name)).collect();
            assert_eq!(found, [(word, name)], "{text}: {why}");
        }
    }

    #[test]
    fn other_names_are_no_slips() {
        #[rustfmt::skip]
        let cases = [
            ("조선민주주의인민공화국에서",     "whole"),
            ("조선로동당과 조선노동당",        "North and South"),
            ("북조선로동당과 남조선로동당",    "two parties"),
            ("국가기획위원회와 국가계획위원회", "both in the table"),
            ("국가건설위원회",                 "another commission"),
            ("중앙위원회와 중앙검열위원회",    "two organs"),
            ("루마니아인민공화국",             "a republic like others"),
            ("조선인민위원회",                 "another committee"),
            ("조선인민공화국과 대한제국",      "states before them"),
            ("중앙검사위원회와 중앙검열위원회", "audit and control"),
            ("중립국송환위원회",               "of repatriation"),
            ("남조선민주주의민족전선",         "another front"),
            ("인민위원회의 결정",              "위원회 with a particle is not 위원회의"),
            ("대외문화연락위원회",             "the Southern spelling of 련락"),
        ];
        for (text, why) in cases {
            let found: Vec<_> =
                damaged(text).into_iter().map(|(span, name)| (span.of(text), name)).collect();
            assert_eq!(found, [], "{text}: {why}");
        }
    }

    #[test]
    #[allow(clippy::type_complexity, reason = "a table of cases")]
    fn a_name_that_is_meant_is_known_with_a_part_missing_or_another() {
        use Damage::{Exchanged, Lost, Slip};
        #[rustfmt::skip]
        let cases: &[(&str, &str, Option<(&str, Damage)>, &str)] = &[
            ("north-korea", "조선민주주의공화국 정부는",        Some(("조선민주주의공화국", Lost)),         "a part lost"),
            ("north-korea", "조선 민주주의 공화국의",           Some(("조선 민주주의 공화국", Lost)),       "in several words"),
            ("north-korea", "조선민주주의국민공화국",           Some(("조선민주주의국민공화국", Exchanged)), "another part"),
            ("north-korea", "조선민주주의인민인민공화국",       Some(("조선민주주의인민인민공화국", Slip)),  "a part twice"),
            ("north-korea", "조선민주주의인민공화국",           None,                                       "whole"),
            ("north-korea", "조선인민공화국은 1945년에",          None,                                       "the republic of 1945"),
            ("north-korea", "조선 민주당과 인민위원회",         None,                                       "a party and a committee"),
            ("south-korea", "대한제국의",                       None,                                       "the Empire"),
            ("south-korea", "대한민국 임시정부",                None,                                       "the government of 1919"),
            ("china",       "중화민국",                         None,                                       "the other China"),
            ("vietnam",     "베트남공화국은",                   None,                                       "the South of Vietnam"),
            ("yugoslavia",  "유고슬라비아 연방공화국",          None,                                       "the republic of 1992"),
            ("spa",         "최고인민재판소",                   None,                                       "a court"),
            ("kwp",         "조선로동조합",                     None,                                       "trade unions"),
            ("kwp",         "조선근로인민당",                   None,                                       "another party"),
            ("youth-league", "조선사회주의로동청년동맹",        None,                                       "its successor"),
            ("uncurk",      "유엔한국위원단",                   None,                                       "its predecessor"),
            ("soviet-union", "우크라이나 소비에트 사회주의 공화국", None,                                    "a republic of the Union"),
            ("soviet-union", "러시아 소비에트 연방 사회주의 공화국", None,                                   "another one"),
            ("north-korea", "조선 민주주의 인민 공화국",        None,                                       "whole, in several words"),
            ("spa",         "최고인회의는",                     Some(("최고인회의", Slip)),                 "a syllable"),
            ("spa",         "최고위원회의 결정",                None,                                       "another organ"),
            ("spa",         "최고회의",                         None,                                       "the Supreme Soviet"),
            ("kwp",         "조선로당은",                       Some(("조선로당", Slip)),                   "a short name"),
            ("kwp",         "조선로로동당",                     Some(("조선로로동당", Slip)),               "doubled"),
            ("kwp",         "조선당",                           None,                                       "a short form"),
            ("soviet-union", "소비에트공화국연방에서",          Some(("소비에트공화국연방", Lost)),         "a long part"),
        ];
        for (id, text, expected, why) in cases {
            let concept = BODIES.concepts.iter().position(|c| c.id == *id).expect("in the table");
            let found: Vec<_> = damaged_name(text, concept)
                .into_iter()
                .map(|d| (d.span.of(text), d.damage))
                .collect();
            assert_eq!(found, expected.iter().copied().collect::<Vec<_>>(), "{text}: {why}");
        }
    }
}
