//! English number words, units and idioms, indexed for looking up.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    language::any::number::words::{self, NumberWord, WordKind},
    value::{Amount, Strength, Unit},
};

static WORDS: LazyLock<HashMap<&'static str, NumberWord>> = LazyLock::new(|| {
    words::words("en")
        .filter(|word| word.kind != WordKind::Name)
        .map(|word| (word.form, word))
        .collect()
});

/// The number word `lower`, given in lower case.
pub(crate) fn word(lower: &str) -> Option<NumberWord> {
    let word = WORDS.get(lower).copied();
    // sevenfold
    word.or_else(|| {
        let stem = lower.strip_suffix("fold").and_then(|stem| WORDS.get(stem)).copied();
        stem.map(|word| NumberWord { kind: WordKind::Multiple, strength: Strength::Loose, ..word })
    })
}

/// The English words for the decades of a century, with the first year of each: fifties, 50.
pub(crate) fn decades() -> impl Iterator<Item = (&'static str, Amount)> {
    words::words("en")
        .filter(|word| word.kind == WordKind::Decade)
        .map(|word| (word.form, word.value))
}

/// The unit a word (in lower case) stands for.
pub(crate) fn unit(lower: &str) -> Option<Unit> {
    words::unit("en", lower)
}

static IDIOMS: LazyLock<Vec<&'static str>> = LazyLock::new(|| words::idioms("en"));

/// The idioms, in lower case.
pub(crate) fn idioms() -> &'static [&'static str] {
    &IDIOMS
}
