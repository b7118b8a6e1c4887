//! Josa: the particles that are written onto a noun.
//!
//! A word may end in letters that look like a particle and are its own (도로, 바다), so nothing is
//! decided here: [`stems`] gives every stem the word can have, longest first, and whoever looks a word
//! up takes the first that is known.

use std::{collections::HashMap, sync::LazyLock};

use super::jamo::{LINKING, RIEUL, decompose, is_syllable};
use crate::text::table;

/// What the syllable before a particle must end in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum After {
    Any,
    Open,
    Closed,
    OpenOrRieul,
    ClosedNotRieul,
}

#[derive(Debug, Clone, Copy)]
struct Josa {
    after: After,
    /// Whether another particle may follow: 에서+는, but nothing after 는.
    more: bool,
}

/// The longest particle of the table, in syllables.
static LONGEST: LazyLock<usize> =
    LazyLock::new(|| TABLE.keys().map(|josa| josa.chars().count()).max().unwrap_or(0));

/// The rows of the table.
fn rows() -> Vec<[&'static str; 4]> {
    table::rows("josa.tsv", table::text!("josa.tsv"))
}

/// All particles, in the order of the table.
pub(crate) fn all() -> impl Iterator<Item = &'static str> {
    rows().into_iter().map(|[josa, ..]| josa)
}

static TABLE: LazyLock<HashMap<&'static str, Josa>> = LazyLock::new(|| {
    rows()
        .into_iter()
        .map(|[josa, after, stack, _]| {
            (josa, Josa { after: After::read(after), more: stack == "more" })
        })
        .collect()
});

impl After {
    /// As the tables of particles call it.
    pub(crate) fn read(name: &str) -> Self {
        match name {
            "open" => Self::Open,
            "closed" => Self::Closed,
            "open-or-rieul" => Self::OpenOrRieul,
            "closed-not-rieul" => Self::ClosedNotRieul,
            _ => Self::Any,
        }
    }

    /// Whether a particle of this kind may follow `before`. Of letters other than Hangul the sound is
    /// not known, and every particle is let pass.
    pub(crate) fn agrees(self, before: char) -> bool {
        let Some(syllable) = decompose(before) else { return before.is_alphanumeric() };
        // No noun ends in 으; it belongs to the particle (소련으로).
        match self {
            _ if before == LINKING => false,
            Self::Any => true,
            Self::Open => syllable.coda.is_none(),
            Self::Closed => syllable.coda.is_some(),
            Self::OpenOrRieul => matches!(syllable.coda, None | Some(RIEUL)),
            Self::ClosedNotRieul => !matches!(syllable.coda, None | Some(RIEUL)),
        }
    }
}

/// How many particles may stand one on another (학생+들+에게+는).
const STACK: usize = 3;

/// Every stem `word` can have: the word itself, then what is left when one to three particles that
/// agree with the sound before them are taken off; longest first, never empty.
///
/// Linear in the length of the word, times the number of stems.
///
/// # Examples
///
/// ```
/// # use daejo::language::ko::josa::stems;
/// assert_eq!(stems("대사관에서는"), ["대사관에서는", "대사관에서", "대사관"]);
/// assert_eq!(stems("마을"), ["마을"]);
/// ```
pub fn stems(word: &str) -> Vec<&str> {
    let mut stems = vec![word];
    strip(word, false, STACK, &mut stems);
    stems.sort_by_key(|stem| std::cmp::Reverse(stem.len()));
    stems.dedup();
    stems
}

/// Whether `ending`, standing after the letter `before`, is nothing but particles. However long `ending`
/// is, no more of it is read than a stack of particles can have.
pub fn is_ending(ending: &str, before: char) -> bool {
    if ending.is_empty() {
        return true;
    }
    if ending.chars().nth(STACK * *LONGEST).is_some() {
        return false;
    }
    let mut word = String::from(before);
    word.push_str(ending);
    stems(&word).last().is_some_and(|stem| stem.len() == before.len_utf8())
}

/// Particles that go by the end of the word before them: after a consonant, after a vowel, and whether they are
/// all that follows the word.
static PAIRS: LazyLock<Vec<[&str; 4]>> =
    LazyLock::new(|| table::rows("josa-pairs.tsv", table::text!("josa-pairs.tsv")));

/// Whether this is a particle that goes by the end of the word before it, in either form.
pub(crate) fn is_paired(particle: &str) -> bool {
    PAIRS.iter().any(|[closed, open, ..]| [closed, open].contains(&&particle))
}

/// The particle of a pair (은/는) that `after` begins with although the letter `before` takes the other, and
/// that other. None if it agrees, if `after` begins with none, or if `before` is no Hangul syllable.
pub(crate) fn agreeing(after: &str, before: char) -> Option<(&'static str, &'static str)> {
    let coda = decompose(before)?.coda;
    let mut pairs = PAIRS.iter().map(|[closed, open, whole, _]| {
        // 로 follows ㄹ as it follows a vowel.
        let after_rieul = || TABLE.get(open).is_some_and(|josa| josa.after == After::OpenOrRieul);
        let is_open = coda.is_none() || (coda == Some(RIEUL) && after_rieul());
        let (stands, agrees) = if is_open { (*closed, *open) } else { (*open, *closed) };
        (stands, agrees, *whole == "yes")
    });
    let fits = |&(stands, agrees, whole): &(&str, &str, bool)| {
        let begins = if whole { after == stands } else { after.starts_with(stands) };
        begins && !after.starts_with(agrees)
    };
    pairs.find(fits).map(|(stands, agrees, _)| (stands, agrees))
}

fn strip<'a>(word: &'a str, inside: bool, depth: usize, stems: &mut Vec<&'a str>) {
    if depth == 0 {
        return;
    }
    for (start, c) in word.char_indices().rev().take(*LONGEST) {
        if !is_syllable(c) {
            break;
        }
        let (stem, ending) = word.split_at(start);
        let Some(before) = stem.chars().next_back() else { break };
        let Some(josa) = TABLE.get(ending) else { continue };
        // Inside a stack only particles that let another follow.
        if (inside && !josa.more) || !josa.after.agrees(before) {
            continue;
        }
        stems.push(stem);
        strip(stem, true, depth - 1, stems);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn stems_are_every_reading_of_a_word() {
        #[rustfmt::skip]
        let cases: &[(&str, &[&str], &str)] = &[
            ("대사관을", &["대사관을", "대사관"], "을 after a closed syllable"),
            ("대사를", &["대사를", "대사"], "를 after an open one"),
            ("마을", &["마을"], "을 after an open syllable belongs to the word"),
            ("바다", &["바다", "바"], "the word itself comes first"),
            ("은", &["은"], "never nothing"),
            ("소련으로부터", &["소련으로부터", "소련으로", "소련"], "one particle or two"),
            ("서울로", &["서울로", "서울"], "로 after ㄹ"),
            ("평양로", &["평양로"], "but not after another consonant"),
            ("학생들에게는", &["학생들에게는", "학생들에게", "학생들", "학생"], "three, one on another"),
            ("김승화가", &["김승화가", "김승화"], "a name"),
            ("부수상인", &["부수상인", "부수상"], "the copula"),
            ("Kim은", &["Kim은", "Kim"], "of Latin letters the sound is not known"),
            ("김은는", &["김은는"], "는 does not follow a closed syllable"),
            ("", &[""], "empty"),
        ];
        for (word, expected, why) in cases {
            assert_eq!(stems(word), *expected, "{word}: {why}");
        }
    }

    #[test]
    fn endings_agree_with_what_is_before() {
        #[rustfmt::skip]
        let cases = [
            ("", '조', true), ("와", '조', true), ("과", '조', false), ("에게는", '조', true),
            ("동지", '조', false),
        ];
        for (ending, before, expected) in cases {
            assert_eq!(is_ending(ending, before), expected, "{before}{ending}");
        }
    }

    proptest! {
        #[test]
        fn stems_are_beginnings_longest_first(word in "[가-힣]{1,8}") {
            let stems = stems(&word);
            prop_assert_eq!(stems[0], word.as_str());
            prop_assert!(stems.iter().all(|s| !s.is_empty() && word.starts_with(s)));
            prop_assert!(stems.windows(2).all(|w| w[0].len() > w[1].len()));
        }
    }
}
