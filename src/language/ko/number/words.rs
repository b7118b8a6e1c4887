//! Korean number words, counters and idioms, indexed for looking up.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use crate::{
    language::any::number::words::{self, NumberWord, WordKind, by_first, longest},
    text::Script,
    value::Unit,
};

static WORDS: LazyLock<HashMap<char, Vec<(&'static str, NumberWord)>>> = LazyLock::new(|| {
    let plain =
        words::words("ko").filter(|word| !matches!(word.kind, WordKind::Event | WordKind::Name));
    by_first(plain.map(|word| (word.form, word)))
});

/// The longest number word `text` begins with.
pub(crate) fn word(text: &str) -> Option<NumberWord> {
    longest(&WORDS, text).map(|(_, word)| word)
}

static UNITS: LazyLock<HashMap<char, Vec<(&'static str, Unit)>>> =
    LazyLock::new(|| words::units("ko"));

/// The longest counter `text` begins with, and its unit.
pub(crate) fn unit(text: &str) -> Option<(&'static str, Unit)> {
    longest(&UNITS, text)
}

/// What `unit` is called: the first form of the table.
pub(crate) fn name(unit: &str) -> Option<&'static str> {
    static NAMES: LazyLock<HashMap<&'static str, &'static str>> =
        LazyLock::new(|| words::names_of_units("ko", Script::Hangul));
    NAMES.get(unit).copied()
}

/// The unit of that name.
pub(super) fn named(unit: &str) -> Option<Unit> {
    words::unit("ko", name(unit)?)
}

static IDIOMS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| words::idioms("ko").into_iter().collect());

/// Whether `text` begins with a word that only looks like a numeral.
pub(crate) fn is_idiom(text: &str) -> bool {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(6);
    ends.into_iter().any(|end| IDIOMS.contains(&text[..end]))
}
