//! Korean words, written with everything that hangs on them, into the stems they may have.
//!
//! Nothing is decided here: [`readings`] gives every way of taking an ending of the table off a word,
//! nouns as they stand, verbs and adjectives in the dictionary form (만든 → 만들다, 도와 → 돕다). Which
//! reading is right, the counts of a corpus tell ([`Stems`](crate::lexicon)).

use std::{collections::HashMap, sync::LazyLock};

use super::jamo::{self, CODAS, LINKING, VOWELS, at_places, is_syllable, places};
use crate::{language::role, text::table};

/// What the dictionary form of a verb or adjective ends in.
const DICTIONARY: char = '다';

/// The stem of a verb or adjective in the dictionary form; none of a noun.
pub(crate) fn of_verb(word: &str) -> Option<&str> {
    word.strip_suffix(DICTIONARY)
}

/// One way to read a word: a stem and what is written onto it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reading {
    /// A noun, or a verb or adjective in the dictionary form, ending in 다.
    pub(crate) stem: String,
    /// What was taken off, with a hyphen before a verb's ending and the derivation (하, 되, 이) of a
    /// noun used as one; empty for a bare noun.
    pub(crate) ending: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Base {
    Noun,
    /// The stem of a verb as it stands.
    Stem,
    /// The stem of a verb that ends in a vowel or ㄹ; the ending has another form after consonants.
    Vowel,
    /// That other form, which begins with 으.
    Consonant,
    Infinitive,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    Any,
    Open,
    Closed,
    OpenOrRieul,
    Rieul,
}

#[derive(Debug, Clone, Copy)]
struct Ending {
    base: Base,
    after: After,
    /// Whether a particle may follow.
    more: bool,
}

/// Endings by form.
static ENDINGS: LazyLock<HashMap<String, Vec<Ending>>> = LazyLock::new(|| {
    let text = include_str!("../../../corpora/lexicon/endings.tsv");
    let mut endings: HashMap<String, Vec<Ending>> = HashMap::new();
    for [form, base, after, then, _, _] in table::rows::<6>("endings.tsv", text) {
        let after = match after {
            "open" => After::Open,
            "closed" => After::Closed,
            "open-or-rieul" => After::OpenOrRieul,
            _ => After::Any,
        };
        let form = if form == "." { "" } else { form };
        let more = then != "last";
        let mut add = |form: String, base, after| {
            endings.entry(form).or_default().push(Ending { base, after, more });
        };
        match base {
            "noun" => add(form.to_owned(), Base::Noun, after),
            "stem" => add(form.to_owned(), Base::Stem, after),
            "eu" => {
                add(form.to_owned(), Base::Vowel, After::OpenOrRieul);
                add(with_eu(form), Base::Consonant, After::Any);
            }
            "infinitive" => add(form.to_owned(), Base::Infinitive, After::Open),
            "past" => add(format!("{}{form}", jamo::SSANGSIOS), Base::Infinitive, After::Open),
            _ => panic!("endings.tsv: no base is called {base}"),
        }
    }
    endings
});

/// Particles that no noun ends in by itself.
static SURE: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let text = include_str!("../../../corpora/lexicon/endings.tsv");
    let rows = table::rows::<6>("endings.tsv", text).into_iter();
    rows.filter(|row| row[4] == "yes").map(|row| row[0]).collect()
});

/// The longest ending of the table, in syllables.
static LONGEST: LazyLock<usize> =
    LazyLock::new(|| ENDINGS.keys().map(|form| form.chars().count()).max().unwrap_or(0));

/// The form after a consonant: ㄴ → 은, 면 → 으면.
fn with_eu(form: &str) -> String {
    let mut chars = form.chars();
    match chars.next() {
        Some(c) if !is_syllable(c) => {
            let closed = with_coda(LINKING, coda_of_letter(c)).unwrap_or(LINKING);
            std::iter::once(closed).chain(chars).collect()
        }
        _ => format!("{LINKING}{form}"),
    }
}

/// What stems and endings are told by, as `word-roles.tsv` has it.
struct Marks {
    /// What makes a verb of a noun, which is always the better stem.
    made_of_nouns: &'static [&'static str],
    /// What may also be a verb's own.
    maybe_of_nouns: &'static [&'static str],
    copula: &'static str,
    honorific: &'static str,
    /// The end of a verb's form that no noun has.
    formal: &'static str,
    /// The only stem in ㅆ.
    in_ssangsios: &'static str,
    /// What the ㅂ of a stem turns into.
    weak_pieup: &'static str,
    /// Before what the ㄹ of a stem drops out.
    drops_rieul: &'static [&'static str],
    /// The consonants that endings begin with, which close the syllable before.
    closing: Vec<char>,
}

static MARKS: LazyLock<Marks> = LazyLock::new(|| Marks {
    made_of_nouns: role::korean("made-of-noun"),
    maybe_of_nouns: role::korean("maybe-of-noun"),
    copula: role::sole("copula"),
    honorific: role::sole("honorific"),
    formal: role::sole("formal"),
    in_ssangsios: role::sole("in-ssangsios"),
    weak_pieup: role::sole("weak-pieup"),
    drops_rieul: role::korean("drops-rieul"),
    closing: ENDINGS.keys().filter_map(|e| e.chars().next()).filter(|c| !is_syllable(*c)).collect(),
});

/// Words longer than this are left whole.
const LONGEST_WORD: usize = 16;

/// How many particles may stand one on another.
const STACK: usize = 3;

/// Every reading of `word`, sorted, each once; at least one.
///
/// `word` is a run of Hangul syllables. Words of more than 16 syllables have only the one reading.
pub(crate) fn readings(word: &str) -> Vec<Reading> {
    let mut found = vec![Reading { stem: word.to_owned(), ending: String::new() }];
    let length = word.chars().count();
    if (2..=LONGEST_WORD).contains(&length) || length == 1 && word.chars().any(|c| coda(c) > 0) {
        take_off(word, "", STACK, &mut found);
    } else if length == 1 {
        // 해, 봐: a verb's infinitive may be one open syllable.
        verbs(Base::Infinitive, "", word, "", &mut found);
    }
    found.sort_unstable();
    found.dedup();
    if found.iter().any(Reading::is_likely) {
        found.retain(Reading::is_likely);
    }
    found
}

impl Reading {
    /// Whether the stem can be one: no noun ends in certain particles, in 니다 or has a syllable in ㅆ.
    fn is_likely(&self) -> bool {
        if self.ending.starts_with('-') {
            return true;
        }
        let particle = |sure: &&str| {
            self.stem.rsplit_once(*sure).is_some_and(|(noun, rest)| {
                // 사람들이 is no noun either: what stands behind 들 is a particle.
                let ending =
                    || ENDINGS.get(rest).into_iter().flatten().any(|e| e.base == Base::Noun);
                noun.chars().count() >= 2 && (rest.is_empty() || ending())
            })
        };
        !(self.stem.ends_with(MARKS.formal)
            || self.stem.chars().any(|c| coda(c) == SSANGSIOS)
            || SURE.iter().any(particle))
    }
}

/// Takes one ending off `word`, which stood before `taken`.
fn take_off(word: &str, taken: &str, depth: usize, found: &mut Vec<Reading>) {
    if depth == 0 {
        return;
    }
    let mut try_at = |rest: &str, form: &str| {
        for ending in ENDINGS.get(form).into_iter().flatten() {
            if rest.is_empty() || !(taken.is_empty() || ending.more) {
                continue;
            }
            if !agrees(ending.after, rest) {
                continue;
            }
            if ending.base == Base::Noun {
                let ending = format!("{form}{taken}");
                found.push(Reading { stem: rest.to_owned(), ending: ending.clone() });
                take_off(rest, &ending, depth - 1, found);
            } else {
                verbs(ending.base, form, rest, taken, found);
            }
        }
    };
    if taken.is_empty() {
        try_at(word, "");
    }
    for (start, c) in word.char_indices().rev().take(*LONGEST) {
        let (rest, form) = word.split_at(start);
        try_at(rest, form);
        // The final consonant before may belong to the ending: 만든 is 만드 with ㄴ.
        let final_letter = CODAS[coda(c)].unwrap_or(' ');
        if MARKS.closing.contains(&final_letter) {
            let mut open = rest.to_owned();
            open.extend(with_coda(c, 0));
            let tail: String = std::iter::once(final_letter).chain(form.chars().skip(1)).collect();
            try_at(&open, &tail);
        }
    }
}

fn agrees(after: After, rest: &str) -> bool {
    let Some(last) = rest.chars().next_back() else { return false };
    let coda = coda(last);
    match after {
        After::Any => true,
        After::Open => coda == 0,
        After::Closed => coda != 0,
        After::OpenOrRieul => coda == 0 || coda == RIEUL,
        After::Rieul => coda == RIEUL,
    }
}

/// The verbs that may stand before `form`, written `rest` there.
fn verbs(base: Base, form: &str, rest: &str, taken: &str, found: &mut Vec<Reading>) {
    let mut stems = Vec::new();
    match base {
        Base::Noun => {}
        Base::Stem | Base::Vowel => {
            stems.push(rest.to_owned());
            let (before, last) = split_last(rest);
            if coda(last) == 0 {
                // ㄹ drops out before ㄴ, ㄹ, ㅂ, 시 and 오: 만드는, 만듭니다.
                if MARKS.drops_rieul.iter().any(|sign| form.starts_with(sign)) {
                    stems.extend(replaced(rest, RIEUL));
                }
                // ㅂ turns into 우: 어려운, 어려우면.
                if rest.ends_with(MARKS.weak_pieup) && base == Base::Vowel && is_open(before) {
                    stems.extend(replaced(before, PIEUP));
                }
            }
        }
        Base::Consonant => {
            let (_, last) = split_last(rest);
            match coda(last) {
                0 => stems.extend(replaced(rest, SIOS)),
                RIEUL => stems.extend(replaced(rest, TIKEUT)),
                _ => stems.push(rest.to_owned()),
            }
        }
        Base::Infinitive => of_infinitive(rest, &mut stems),
    }
    for stem in stems {
        verb(&stem, &format!("{form}{taken}"), true, found);
    }
}

/// A verb's stem, and the nouns and plainer verbs it may be made of.
fn verb(stem: &str, ending: &str, honorific: bool, found: &mut Vec<Reading>) {
    let (before, last) = split_last(stem);
    // 있 is the only stem in ㅆ, and none has 으 after a consonant: both belong to the ending.
    let in_ssangsios = coda(last) == SSANGSIOS && !stem.ends_with(MARKS.in_ssangsios);
    if in_ssangsios || last == LINKING && !is_open(before) {
        return;
    }
    let noun = |derivations: &[&'static str]| {
        let mut found = derivations.iter().filter_map(|d| Some((*d, stem.strip_suffix(d)?)));
        found.find(|(_, noun)| noun.chars().count() >= 2)
    };
    let made = noun(MARKS.made_of_nouns);
    for (derivation, noun) in made.into_iter().chain(noun(MARKS.maybe_of_nouns)) {
        let ending = format!("{derivation}-{ending}");
        found.push(Reading { stem: noun.to_owned(), ending });
    }
    if made.is_none() {
        found.push(Reading { stem: format!("{stem}{DICTIONARY}"), ending: format!("-{ending}") });
    }
    let Marks { copula, honorific: si, .. } = *MARKS;
    if let Some(noun) = stem.strip_suffix(copula)
        && noun.chars().next_back().is_some_and(|c| coda(c) > 0)
    {
        found.push(Reading { stem: noun.to_owned(), ending: format!("{copula}-{ending}") });
    }
    if honorific && let Some(plain) = stem.strip_suffix(si) {
        if is_open(plain) {
            verb(plain, &format!("{si}{ending}"), false, found);
        } else if let Some(closed) = plain.strip_suffix(LINKING)
            && !closed.is_empty()
        {
            verb(closed, &format!("{si}{ending}"), false, found);
        }
    }
}

/// Forms in -아/-어 that are contracted: a vowel with that of the stem, or a whole syllable, and the stem's, if it is
/// contracted at all.
static CONTRACTED: LazyLock<Vec<(char, Option<char>)>> = LazyLock::new(|| {
    let rows = table::rows::<3>("infinitives.tsv", table::text!("infinitives.tsv"));
    let letter = |cell: &str| cell.chars().next();
    rows.into_iter().filter_map(|[form, stem, _]| Some((letter(form)?, letter(stem)))).collect()
});

/// What a last syllable shows of the stem before it.
struct Shown {
    last: char,
    after: After,
    /// The final consonant of the stem, if it has another.
    coda: Option<usize>,
    /// What the stem has behind it.
    adds: &'static str,
}

static SHOWN: LazyLock<Vec<Shown>> = LazyLock::new(|| {
    let text = table::text!("infinitive-endings.tsv");
    let rows = table::rows::<5>("infinitive-endings.tsv", text).into_iter();
    rows.map(|[last, after, coda, adds, _]| Shown {
        last: last.chars().next().unwrap_or_default(),
        after: match after {
            "open" => After::Open,
            "closed" => After::Closed,
            "rieul" => After::Rieul,
            _ => panic!("infinitive-endings.tsv: no end is called {after}"),
        },
        coda: coda.chars().next().map(coda_of_letter),
        adds,
    })
    .collect()
});

/// The stems whose form in -아/-어 is `word`.
fn of_infinitive(word: &str, stems: &mut Vec<String>) {
    let (before, last) = split_last(word);
    let Some((initial, vowel, 0)) = places(last) else { return };
    let is_whole = CONTRACTED.iter().any(|(form, _)| *form == last);
    let written = if is_whole { last } else { VOWELS[vowel] };
    for stem in CONTRACTED.iter().filter(|(form, _)| *form == written).filter_map(|(_, stem)| *stem)
    {
        let own =
            if is_syllable(stem) { Some(stem) } else { at_places((initial, vowel_index(stem), 0)) };
        stems.extend(own.map(|own| format!("{before}{own}")));
    }
    if before.is_empty() {
        return;
    }
    for shown in SHOWN.iter().filter(|shown| shown.last == last && agrees(shown.after, before)) {
        let stem =
            shown.coda.map_or_else(|| Some(before.to_owned()), |coda| replaced(before, coda));
        stems.extend(stem.map(|stem| stem + shown.adds));
    }
}

fn split_last(word: &str) -> (&str, char) {
    match word.char_indices().next_back() {
        Some((at, c)) => (&word[..at], c),
        None => (word, ' '),
    }
}

fn is_open(word: &str) -> bool {
    word.chars().next_back().is_some_and(|c| is_syllable(c) && coda(c) == 0)
}

/// `word` with another final consonant in its last syllable.
fn replaced(word: &str, coda: usize) -> Option<String> {
    let (before, last) = split_last(word);
    with_coda(last, coda).map(|c| format!("{before}{c}"))
}

const TIKEUT: usize = 7;
const RIEUL: usize = 8;
const PIEUP: usize = 17;
const SIOS: usize = 19;
const SSANGSIOS: usize = 20;

fn coda(c: char) -> usize {
    places(c).map_or(0, |(_, _, coda)| coda)
}

fn with_coda(c: char, coda: usize) -> Option<char> {
    places(c).and_then(|(initial, vowel, _)| at_places((initial, vowel, coda)))
}

fn coda_of_letter(letter: char) -> usize {
    CODAS.iter().position(|&c| c == Some(letter)).unwrap_or(0)
}

fn vowel_index(letter: char) -> usize {
    VOWELS.iter().position(|&c| c == letter).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_right_stem_is_among_the_readings() {
        #[rustfmt::skip]
        let cases = [
            // word        stem         why
            ("대사관에서는", "대사관",    "two particles"),
            ("문제를",      "문제",      "one"),
            ("한",          "하다",      "ㄴ on an open stem"),
            ("했다",        "하다",      "하 with -었-"),
            ("하였다",      "하다",      "the same written out"),
            ("하는",        "하다",      "a bare stem"),
            ("개최하였다",  "개최",      "a verb made of a noun"),
            ("논의되었던",  "논의",      "the same in the passive"),
            ("백성에게서는", "백성",     "not 백성에게"),
            ("만든",        "만들다",    "ㄹ drops before ㄴ"),
            ("도와",        "돕다",      "ㅂ turns into 오"),
            ("어려운",      "어렵다",    "ㅂ turns into 우"),
            ("들었다",      "듣다",      "ㄷ turns into ㄹ"),
            ("지어",        "짓다",      "ㅅ drops"),
            ("몰랐다",      "모르다",    "르 doubles its ㄹ"),
            ("써서",        "쓰다",      "ㅡ drops"),
            ("가져갔다",    "가져가다",  "contracted 가아"),
            ("먹으면",      "먹다",      "으 after a consonant"),
            ("보내기를",    "보내다",    "a verb made a noun"),
            ("비서였다",    "비서",      "copula after a vowel"),
            ("대사관이었다", "대사관",   "copula after a consonant"),
            ("말씀하시되",  "말씀",      "honorific"),
            ("봐",          "보다",      "one open syllable"),
        ];
        for (word, stem, why) in cases {
            let readings = readings(word);
            assert!(readings.iter().any(|r| r.stem == stem), "{word}: {why}: {readings:?}");
        }
    }

    proptest! {
        #[test]
        fn every_word_has_a_reading_and_every_reading_a_stem(word in "[가-힣]{1,20}") {
            let all = readings(&word);
            prop_assert!(!all.is_empty());
            prop_assert!(all.iter().all(|r| !r.stem.is_empty()));
        }
    }
}
