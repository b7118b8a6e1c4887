//! What an address is, and when two are the same but for the language.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    anchor::Value,
    pairing,
    reading::{Context, Mark, Stretch},
    text::{Language, Span},
};

/// A passage of so many addresses is a list that nobody translated, each of which would be held against all others.
pub(super) const MOST: usize = 1_000;
/// What is longer, in bytes, is none that anybody wrote.
pub(super) const LONGEST: usize = 4_096;

/// What an address is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of {
    Page,
    Mail,
    Path,
    Version,
}

impl Of {
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Page => "address",
            Self::Mail => "e-mail address",
            Self::Path => "path",
            Self::Version => "version",
        }
    }
}

/// An address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Which of the stretches it stands in.
    pub(super) stretch: usize,
    pub(super) span: Span,
    pub(super) of: Of,
    /// As it is compared.
    pub(super) plain: String,
    /// That of the page without what may change with the language; empty for what is no page.
    host: String,
    /// Whether it names the language of the source, and that of the target.
    names: [bool; 2],
}

static FORMS: LazyLock<[(Of, Regex); 4]> = LazyLock::new(|| {
    let form = |of, pattern: &str| (of, Regex::new(pattern).expect("a pattern"));
    [
        form(
            Of::Page,
            r"(?i)(?-u:\b)(?:https?|ftps?|sftp|git|ssh|irc|file)://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+|(?-u:\b)www\.[a-z0-9-]+\.[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]+",
        ),
        form(
            Of::Mail,
            r"(?-u:\b)[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,}(?-u:\b)",
        ),
        form(
            Of::Path,
            r"(?:~|\.{1,2})?/[A-Za-z0-9_.][A-Za-z0-9_.+@~-]*(?:/[A-Za-z0-9_.+@~-]+)*/?|(?-u:\b)[A-Za-z]:\\[A-Za-z0-9_.\\-]+|(?-u:\b)[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+\.[a-z][a-z0-9]{0,4}(?-u:\b)",
        ),
        form(
            Of::Version,
            r"(?-u:\b)v?\d{1,3}(?:\.\d{1,3}){2,3}(?:-?(?:rc|beta|alpha|dev)\.?\d*)?(?-u:\b)",
        ),
    ]
});

/// The addresses of a side.
pub(super) fn addresses(
    context: &Context<'_>,
    stretches: &[Stretch<'_>],
    languages: [&Language; 2],
    of_source: bool,
) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    for (number, stretch) in stretches.iter().enumerate() {
        let text = stretch.text;
        if !text.contains(['/', '@', '.', '\\']) {
            continue;
        }
        let mut taken: Vec<Span> = Vec::new();
        for (of, form) in FORMS.iter() {
            let mut at = 0;
            while let Some(found) = form.find_at(text, at) {
                at = found.end();
                if all.len() >= MOST {
                    return all;
                }
                if found.len() > LONGEST {
                    continue;
                }
                let span = trimmed(text, Span::from(found.range()));
                // The target of a link whose text is an address begins behind it.
                if text[span.end..].starts_with("](") {
                    at = span.end + 2;
                }
                let is_taken = taken.iter().any(|other| other.overlaps(span));
                if is_taken || span.is_empty() || !is_meant(*of, text, span) {
                    continue;
                }
                if *of == Of::Version && is_date(context, stretch, span, of_source) {
                    continue;
                }
                taken.push(span);
                let (plain, names) = plain(*of, span.of(text), languages);
                let host = host(*of, span.of(text), languages);
                all.push(Found { stretch: number, span, of: *of, plain, host, names });
            }
        }
    }
    all
}

/// Whether the figures are those of a date.
fn is_date(context: &Context<'_>, stretch: &Stretch<'_>, span: Span, of_source: bool) -> bool {
    let anchors = if of_source { &context.anchors.source } else { &context.anchors.target };
    let Mark::Words { segment, span } = stretch.mark(span) else { return false };
    let found = anchors.get(segment).into_iter().flatten();
    found
        .filter(|anchor| matches!(anchor.value, Value::Date(_)))
        .any(|anchor| anchor.span.overlaps(span))
}

/// Where a bracket closes that was opened before the address: [Otto](https://example.org/otto)(1.3.8).
fn closed(address: &str) -> Option<usize> {
    let mut open = 0_usize;
    for (at, c) in address.char_indices() {
        match c {
            '(' => open += 1,
            ')' if open == 0 => return Some(at),
            ')' => open -= 1,
            _ => {}
        }
    }
    None
}

/// An address without what belongs to the sentence round it.
fn trimmed(text: &str, span: Span) -> Span {
    let mut end = closed(span.of(text)).map_or(span.end, |at| span.start + at);
    // The text of a link that is its own target: [https://example.org/](https://example.org/).
    if let Some(at) = text[span.start..end].find("](") {
        end = span.start + at;
    }
    loop {
        let inner = &text[span.start..end];
        let Some(last) = inner.chars().next_back() else { break };
        let is_closing = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '"' | '&' => true,
            ')' => inner.matches(')').count() > inner.matches('(').count(),
            ']' => inner.matches(']').count() > inner.matches('[').count(),
            _ => false,
        };
        if !is_closing {
            break;
        }
        end -= last.len_utf8();
    }
    Span::new(span.start, end)
}

/// Whether what looks like an address is one.
fn is_meant(of: Of, text: &str, span: Span) -> bool {
    let (before, words) = (text[..span.start].chars().next_back(), span.of(text));
    let after = text[span.end..].chars().next();
    match of {
        Of::Path => {
            // km/h, a closing tag, half of a fraction, a placeholder before or behind.
            let begins = before.is_none_or(|c| {
                c.is_whitespace()
                    || matches!(
                        c,
                        '"' | '\''
                            | '('
                            | '['
                            | '`'
                            | '“'
                            | '‘'
                            | '「'
                            | '='
                            | '«'
                            | '‹'
                            | ':'
                            | '>'
                    )
            });
            let is_whole = after.is_none_or(|c| !matches!(c, '%' | '{' | '$' | '*'));
            let follows_tag = before != Some('>') || after == Some('<');
            let letters = words.chars().filter(char::is_ascii_alphabetic).count();
            let parts = words.matches(['/', '\\']).count();
            let is_long = parts > 1
                || words.starts_with(['~', '.'])
                || words.contains('.')
                || words.starts_with('/');
            // /REGEXP/ stands for something in a line of usage.
            let is_shouted = !words.contains(|c: char| c.is_ascii_lowercase());
            begins
                && is_whole
                && follows_tag
                && !is_shouted
                && letters >= 2
                && is_long
                && words.len() >= 4
        }
        Of::Version => {
            before.is_none_or(|c| !matches!(c, '.' | '-' | '/' | '%' | ':')) && after != Some('%')
        }
        Of::Page => after.is_none_or(|c| !matches!(c, '{' | '<')),
        Of::Mail => true,
    }
}

/// Whether figures may be those of a day in the twentieth century: 16.4.56.
pub(super) fn is_day(words: &str) -> bool {
    let parts: Vec<u32> = words.split('.').filter_map(|part| part.parse().ok()).collect();
    matches!(parts[..], [1..=31, 1..=12, 30..=99])
}

/// An address as it is compared, without what may change with the language, and which of the languages it names.
fn plain(of: Of, words: &str, languages: [&Language; 2]) -> (String, [bool; 2]) {
    let mut plain = words.to_lowercase();
    match of {
        Of::Page => {
            let rest = plain.split_once("://").map_or(plain.as_str(), |(_, rest)| rest);
            let rest = rest.strip_prefix("www.").unwrap_or(rest);
            plain = String::from(rest.trim_end_matches(['/', '#']));
        }
        Of::Path => {
            words.trim_end_matches('/').clone_into(&mut plain);
        }
        Of::Version => return (plain.trim_start_matches('v').to_owned(), [false; 2]),
        Of::Mail => return (plain, [false; 2]),
    }
    let mut names = [false; 2];
    let mut is_language = |part: &str| {
        let of = languages.map(|language| pairing::names_language(part, language));
        names = [names[0] || of[0], names[1] || of[1]];
        of.contains(&true)
    };
    let mut shown = String::new();
    let mut start = 0;
    let cut = |c: char| matches!(c, '/' | '.' | '=' | '&' | '?' | '#');
    for (at, c) in plain.char_indices().chain([(plain.len(), '/')]) {
        if cut(c) {
            let part = &plain[start..at];
            // A mark of the language may also come to a name that had none: guide.md, guide.ko.md, guide_kr.md.
            let bare = part.rsplit_once(['_', '-']).filter(|(_, last)| is_language(last));
            let part = bare.map_or(part, |(name, _)| name);
            // en-screenshots, ko-KR-screenshots: it may also stand before a name, with its region.
            let region: Vec<usize> =
                part.match_indices(['_', '-']).map(|(at, _)| at).take(2).collect();
            let is_whole = is_language(part);
            let lead = region.into_iter().rev().find(|&at| !is_whole && is_language(&part[..at]));
            let part = lead.map_or(part, |at| &part[at + 1..]);
            // /lang/ko, /translations/ko: the folder of the languages goes with them.
            let holds_languages =
                matches!(part, "lang" | "locale" | "locales" | "l10n" | "i18n" | "translations");
            if !is_language(part) && !holds_languages {
                shown.push('/');
                shown.push_str(part);
            }
            start = at + c.len_utf8();
        }
    }
    (shown, names)
}

/// The host of a page, without what may change with the language; nothing for what is no page.
fn host(of: Of, words: &str, languages: [&Language; 2]) -> String {
    if of != Of::Page {
        return String::new();
    }
    let lower = words.to_lowercase();
    let rest = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let kept = host.split('.').filter(|label| {
        *label != "www"
            && !languages.iter().any(|language| pairing::names_language(label, language))
    });
    kept.collect::<Vec<_>>().join(".")
}

/// Whether one is the other.
pub(super) fn fits(own: &Found, other: &Found) -> bool {
    if own.plain == other.plain {
        return true;
    }
    // A page in the other language may have another name: in an encyclopedia, or where it is written in its letters.
    let before_wiki = |found: &Found| {
        let mut all = found.plain.match_indices("/wiki");
        let at = all.find(|(at, wiki)| {
            matches!(found.plain.as_bytes().get(at + wiki.len()), None | Some(b'/'))
        });
        at.map(|(at, _)| found.plain[..at].to_owned())
    };
    let is_of_wiki = before_wiki(own).is_some() && before_wiki(own) == before_wiki(other);
    own.of == Of::Page
        && other.of == Of::Page
        && own.host == other.host
        && (is_of_wiki
            || own.names[0] && other.names[1] && (has_letters(own) || has_letters(other)))
}

/// Whether an address has letters in it that it writes as bytes: %EB%B0%94.
fn has_letters(found: &Found) -> bool {
    found.plain.as_bytes().windows(2).any(|pair| matches!(pair, [b'%', b'8' | b'9' | b'a'..=b'f']))
}
