//! Entities of HTML and XML in a text: lost brackets, and what is none any more.

use std::sync::LazyLock;

use regex::Regex;

use super::compare::{Difference, What};
use crate::text::Span;

static ENTITY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
        .expect("a pattern")
});

/// Entities that say something by themselves: a translation that leaves one out shows something else.
const KEPT: [&str; 2] = ["&lt;", "&gt;"];

/// What differs. Blanks, quotation marks and the like change with the language.
pub(super) fn differences(source: &str, target: &str) -> Vec<Difference> {
    let all = |text: &str| -> Vec<Span> {
        ENTITY.find_iter(text).map(|found| found.range().into()).collect()
    };
    let (own, other) = (all(source), all(target));
    let mut told = Vec::new();
    // The other side may write the sign itself.
    let signs = |kept: &str| if kept == "&lt;" { '<' } else { '>' };
    // One alone is a sign of comparison, which may become words.
    let is_bracketed = KEPT.iter().all(|kept| source.contains(kept));
    for kept in KEPT.into_iter().filter(|_| is_bracketed) {
        let count =
            |spans: &[Span], text: &str| spans.iter().filter(|span| span.of(text) == kept).count();
        let (here, there) = (count(&own, source), count(&other, target));
        if here > there + target.matches(signs(kept)).count() {
            let span = own.iter().filter(|span| span.of(source) == kept).nth(there);
            told.extend(span.map(|span| Difference {
                source: Some(*span),
                target: None,
                what: What::Entity,
            }));
        }
    }
    if own.is_empty() {
        return told;
    }
    // A name that lost its stop, or an ampersand that was escaped again.
    for span in &own {
        let name = span.of(source).trim_end_matches(';');
        for (at, _) in target.match_indices(name) {
            let after = &target[at + name.len()..];
            let goes_on = after.starts_with(|c: char| c == ';' || c.is_ascii_alphanumeric());
            if !goes_on
                && told.iter().all(|difference| difference.target.is_none_or(|t| t.start != at))
            {
                let target = Some(Span::new(at, at + name.len()));
                told.push(Difference { source: None, target, what: What::Entity });
            }
        }
        let twice = format!("&amp;{}", &span.of(source)[1..]);
        if let Some(at) = target.find(&twice)
            && !source.contains(&twice)
            && told.iter().all(|difference| difference.target.is_none_or(|t| t.start != at))
        {
            let target = Some(Span::new(at, at + twice.len()));
            told.push(Difference { source: None, target, what: What::Entity });
        }
    }
    told
}
