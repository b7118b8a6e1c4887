//! Lines with the form of a page number or running head, whatever stands round them.

use std::{collections::BTreeMap, sync::LazyLock};

use regex::Regex;

use crate::language::role;

/// A line longer than this, in words, is no running head.
pub(super) const MOST_WORDS: usize = 14;

/// A page number by itself: `- 12 -`, `[12]` and the like, `Page 3 of 7`, `p. 12`, `12쪽`, `3 / 7`.
pub(super) static ALONE: LazyLock<Regex> = LazyLock::new(|| {
    let page = role::korean("page").join("|");
    Regex::new(&format!(
        r"(?ix)^\s*(?:
            [-–—]\s*\d{{1,4}}\s*[-–—]
          | (?:page|pg\.?|p\.)\s*\d{{1,4}}(?:\s*(?:of|/)\s*\d{{1,4}})?
          | \d{{1,4}}\s*(?:/\s*\d{{1,4}}\s*)?(?:{page})
          | [-–—]?\s*\d{{1,4}}\s*/\s*\d{{1,4}}\s*(?:{page})
        )\s*$",
    ))
    .expect("a valid pattern")
});

/// One of several, at an end of a longer line: `… Page 1 of 2`, `(1/2쪽)`.
pub(super) static OF_SEVERAL: LazyLock<Regex> = LazyLock::new(|| {
    let page = role::korean("page").join("|");
    let [all, of] = ["in-all", "out-of"].map(role::sole);
    Regex::new(&format!(
        r"(?ix)(?:^|\s)[(\[]?(?:
            (?:page|pg\.?|p\.)\s*\d{{1,4}}\s*(?:of|/)\s*\d{{1,4}}
          | \d{{1,4}}\s*/\s*\d{{1,4}}\s*(?:{page})
          | (?:{all}\s*)?\d{{1,4}}\s*(?:{page})\s*{of}\s*\d{{1,4}}\s*(?:{page})?
        )[)\]]?\s*$",
    ))
    .expect("a valid pattern")
});

static BARE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s*\d{1,4}\s*$").expect("a valid pattern"));

/// Whether a line has the form of a page number, so that it is no line of a paragraph.
pub(super) fn is_page_number(line: &str) -> bool {
    BARE.is_match(line) || ALONE.is_match(line)
}

/// Which of `lines` have the form of a running head, so that they are no lines of a paragraph: short ones that come
/// again with a higher number, or word for word, and not one below the other.
pub(super) fn come_again(lines: &[&str]) -> Vec<bool> {
    let mut again = vec![false; lines.len()];
    let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        let words = line.split_whitespace().count();
        if (1..=MOST_WORDS / 2).contains(&words) && !line.ends_with(['.', '?', '!', ',', ':', ';'])
        {
            alike.entry(template(line)).or_default().push(at);
        }
    }
    for (template, places) in alike.into_iter().filter(|(_, places)| places.len() > 1) {
        let apart = places.windows(2).all(|pair| pair[0] + 1 < pair[1]);
        let rising =
            places.windows(2).all(|pair| numbers(lines[pair[0]]) < numbers(lines[pair[1]]));
        if apart && (rising || !template.contains('#')) {
            for at in places {
                again[at] = true;
            }
        }
    }
    again
}

/// A line with its figures and spaces made alike.
pub(super) fn template(text: &str) -> String {
    let mut template = String::new();
    for c in text.chars() {
        let c = if c.is_ascii_digit() {
            '#'
        } else if c.is_whitespace() {
            ' '
        } else {
            c
        };
        if !(matches!(c, '#' | ' ') && template.ends_with(c)) {
            template.extend(c.to_lowercase());
        }
    }
    template.trim().to_owned()
}

pub(super) fn numbers(text: &str) -> Vec<u64> {
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    runs.map(|run| run.parse().unwrap_or(u64::MAX)).collect()
}
