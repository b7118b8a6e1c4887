use std::sync::LazyLock;

use regex::Regex;

use super::{Filter, Kind, View};
use crate::{corpus::pair::Pair, text::Script};

/// What is for programs rather than for readers.
pub(super) const MARKUP: Filter = Filter {
    name: "markup",
    about: "more tags, addresses and signs than words",
    limit: |settings| super::percent(settings.max_markup_share),
    kind: Kind::Pair(markup),
};

/// Tags, character references, addresses, paths, placeholders.
static MARKUP_PATTERN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"</?[A-Za-z][^<>]*>|<!--.*?-->|&#?\w+;|(?i:https?|ftp|file)://[!-~]+|www\.[!-~]+",
        r"|[\w.+-]+@[\w-]+\.[\w.-]+|(?:/[\w.-]+){2,}/?|\$?\{\{?[^{}]*\}\}?|%\(?[\w.$-]*\)?[a-zA-Z]\b"
    ))
    .expect("a regular expression")
});

/// The key of an entry of a menu, which says nothing of its text: behind it in brackets, or a sign before a letter.
static KEY_PATTERN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?<entity>&#?\w+;)|\([_&~][A-Za-z0-9]\)|[_&~](?<key>[\p{L}\p{N}])")
        .expect("a regular expression")
});

fn markup(pair: &Pair, view: &View<'_>) -> Option<String> {
    let sides = [("source", &pair.source), ("target", &pair.target)];
    sides.into_iter().find_map(|(name, side)| {
        let share = share(&side.text);
        (share > view.settings.max_markup_share)
            .then(|| format!("{} of the {name} is markup or signs", super::percent(share)))
    })
}

/// The share of the characters, blanks left out, that stand in markup or are neither letters nor digits; letters of Hangul
/// and Chinese count twice.
fn share(text: &str) -> f64 {
    let text = &*KEY_PATTERN.replace_all(text, "$entity$key");
    let seen = |text: &str| text.chars().filter(|c| !c.is_whitespace()).map(worth).sum::<usize>();
    let signs =
        |text: &str| text.chars().filter(|c| !c.is_whitespace() && !c.is_alphanumeric()).count();
    let (mut of_markup, mut at) = (0, 0);
    for found in MARKUP_PATTERN.find_iter(text) {
        of_markup += signs(&text[at..found.start()]) + seen(found.as_str());
        at = found.end();
    }
    of_markup += signs(&text[at..]);
    of_markup as f64 / seen(text).max(1) as f64
}

fn worth(c: char) -> usize {
    if matches!(Script::of(c), Script::Hangul | Script::Han | Script::Kana) { 2 } else { 1 }
}
