//! Numbers whose thousands are one capital letter: 50M is 50 million, unless it is the name of something.

use std::sync::LazyLock;

use regex::Regex;

use super::{ValueKind, Values};
use crate::anchor::number::Amount;

static SHORTENED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^0-9A-Za-z.,])(?P<figures>[0-9]{1,4}(?:\.[0-9]{1,2})?)(?P<by>[KMB])(?-u:\b)")
        .expect("a pattern")
});

/// Marks the numbers of a side that the other writes with such a letter, and such codes that it writes out.
pub(super) fn match_all(one: &mut Values, other: &Values) {
    let theirs: Vec<Amount> = amounts(&other.text).collect();
    for atom in one.atoms.iter_mut().filter(|a| !a.matched && a.kind == ValueKind::Count) {
        let own = amounts(&one.words[atom.anchor]).any(|amount| other.has(amount));
        atom.matched = own || theirs.contains(&atom.value);
    }
}

fn amounts(text: &str) -> impl Iterator<Item = Amount> {
    SHORTENED.captures_iter(text).filter_map(|captures| {
        let figures = &captures["figures"];
        let (whole, part) = figures.split_once('.').unwrap_or((figures, ""));
        let by = match &captures["by"] {
            "K" => 1_000,
            "M" => 1_000_000,
            _ => 1_000_000_000,
        };
        Amount::decimal(whole, part)?.times(by)
    })
}
