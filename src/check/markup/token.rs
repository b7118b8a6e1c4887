//! What in a text is meant for a program: placeholders, tags, entities, the key of a menu.

use std::{collections::BTreeMap, sync::LazyLock};

use regex::Regex;

use super::icu;
use crate::text::{Span, TagKind, tags_among};

/// What a token is, in a form in which both sides can be compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The argument of that number, from 1, of that type, as `printf` has them; whether it is numbered there.
    Argument { number: usize, of: String, is_numbered: bool },
    /// What is put in by name, with the marks round it.
    Named(String),
    /// What is put in next in order: `{}`.
    Next,
    /// A tag, by name.
    Tag(String, Way),
    /// A choice of ICU by an argument: its name, what is chosen by, and its branches.
    Choice { argument: String, by: String, branches: Vec<String> },
}

/// What a tag does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    Open,
    Close,
}

/// A token with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: Kind,
}

/// How the placeholders of a text are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Percent {
    /// Somebody says that they are `printf`'s.
    Sure,
    /// Nobody says anything.
    Likely,
    /// They are something else: dates, or no placeholders at all.
    None,
}

const DIRECTIVE: &str = r"%(?:(?P<number>\d{1,2})\$)?(?P<flags>[-+#0'I ]*)(?P<width>\*|\d+)?(?:\.(?:\*|\d+))?(?P<length>hh|h|ll|l|L|q|j|z|t)?(?P<of>[diouxXeEfFgGaAcCsSpn@]|<PRI[A-Za-z0-9]+>)";

static PRINTF: LazyLock<Regex> = LazyLock::new(|| Regex::new(DIRECTIVE).expect("a pattern"));

/// The same where a text begins with it, so that no more is looked at.
static PRINTF_FIRST: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!("^(?:{DIRECTIVE})")).expect("a pattern"));

const NAMES: &str = concat!(
    r"%\([A-Za-z_][\w. ]*\)[-#0+ ]*\d*(?:\.\d+)?[diouxXeEfFgGcrs]",
    r"|\{\{\{?\s*[#/^>&]?[A-Za-z_$][\w.$-]*\s*\}?\}\}",
    r"|[%#$]\{[A-Za-z_][\w.-]*\}",
    r"|\{[A-Za-z_][\w.\[\]-]*(?:![rsa])?(?::[^{}\s]*)?\}",
    r"|\{\d+(?::[^{}\s]*)?\}",
    r"|\{\}",
);

static NAMED: LazyLock<Regex> = LazyLock::new(|| Regex::new(NAMES).expect("a pattern"));

/// The same where a text begins with it.
static NAMED_FIRST: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!("^(?:{NAMES})")).expect("a pattern"));

/// Directives of `strftime` that `printf` has not.
static DATES: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"%[-_0^E O]?[YmHMBbpAylIjSPrRTZzDWUVGCwkh]").expect("a pattern"));

/// Whether the percent signs of a text are those of a date. `%d` and `%e` are of both.
pub(super) fn is_date(text: &str) -> bool {
    let bare = PRINTF.replace_all(text, |found: &regex::Captures<'_>| {
        let is_bare = ["number", "width", "length"].iter().all(|part| found.name(part).is_none());
        if is_bare
            && matches!(
                &found["of"],
                "d" | "e" | "a" | "c" | "x" | "X" | "F" | "p" | "S" | "C" | "G"
            )
        {
            found[0].to_owned()
        } else {
            String::new()
        }
    });
    DATES.is_match(&bare.replace("%%", ""))
}

/// Stretches of a text that are tokens, by where they begin; they lie apart.
#[derive(Default)]
struct Taken(BTreeMap<usize, usize>);

impl Taken {
    fn extend(&mut self, spans: impl IntoIterator<Item = Span>) {
        self.0.extend(spans.into_iter().map(|span| (span.start, span.end)));
    }

    fn overlaps(&self, span: Span) -> bool {
        self.0.range(..span.end).next_back().is_some_and(|(_, end)| *end > span.start)
    }
}

/// The tokens of a text, in order. `names` are tags of the other side: what has the name of one is one.
pub(super) fn tokens(text: &str, percent: Percent, names: &[&str]) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut taken = Taken::default();
    for tag in tags_among(text, names) {
        let name = tag.name.to_ascii_lowercase();
        taken.extend([tag.span]);
        let ways: &[Way] = match tag.kind {
            TagKind::Open => &[Way::Open],
            TagKind::Close => &[Way::Close],
            // One that stands alone and needs no end is the same with and without its stroke.
            TagKind::Alone if crate::text::needs_no_end(&name) => &[Way::Open],
            TagKind::Alone => &[Way::Open, Way::Close],
        };
        for way in ways {
            tokens.push(Token { span: tag.span, kind: Kind::Tag(name.clone(), *way) });
        }
    }
    for choice in icu::choices(text) {
        if taken.overlaps(choice.span) {
            continue;
        }
        // What stands in the branches is read on; it may stand in each of them.
        taken.extend(choice.marks.iter().copied());
        let icu::Choice { span, argument, by, branches, .. } = choice;
        tokens.push(Token { span, kind: Kind::Choice { argument, by, branches } });
    }
    for found in NAMED.find_iter(text) {
        let span = Span::from(found.range());
        // Two percent signs are one that is shown.
        let is_shown = found.as_str().starts_with('%') && text[..span.start].ends_with('%');
        if is_shown || taken.overlaps(span) {
            continue;
        }
        // {FILE} is what a line of usage calls something.
        let is_shouted = |word: &str| {
            word.starts_with('{')
                && word.len() > 3
                && !word.contains(|c: char| c.is_ascii_lowercase() || c.is_numeric())
        };
        if is_shouted(found.as_str()) && !found.as_str().contains('_')
            || is_described(text, found.as_str())
        {
            continue;
        }
        taken.extend([span]);
        let kind =
            if found.as_str() == "{}" { Kind::Next } else { Kind::Named(plain(found.as_str())) };
        tokens.push(Token { span, kind });
    }
    if percent != Percent::None {
        arguments(text, percent, &taken, &mut tokens);
    }
    tokens.sort_by_key(|token| token.span);
    tokens
}

/// Whether what looks like a placeholder is what a text explains: `$NAME or ${NAME}`, the name bare besides.
fn is_described(text: &str, word: &str) -> bool {
    let Some(name) = word.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) else {
        return false;
    };
    text.contains(&format!("${name}"))
}

/// A named placeholder without white space inside it; how it is shown may change.
fn plain(text: &str) -> String {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    match bare.strip_prefix('{').and_then(|rest| rest.split_once(':')) {
        Some((name, _)) if !name.starts_with('{') => format!("{{{name}}}"),
        _ => bare,
    }
}

fn arguments(text: &str, percent: Percent, taken: &Taken, tokens: &mut Vec<Token>) {
    let mut next = 1;
    // Two percent signs are one that is shown: the second begins nothing.
    let mut at = 0;
    while let Some(start) = text[at..].find('%').map(|found| at + found) {
        if text[start + 1..].starts_with('%') {
            at = start + 2;
            continue;
        }
        at = start + 1;
        if percent == Percent::Likely
            && let Some(span) = counted(text, start)
            && !taken.overlaps(span)
        {
            tokens.push(Token { span, kind: Kind::Named(span.of(text).to_owned()) });
            at = span.end;
            continue;
        }
        let Some(found) = PRINTF_FIRST.captures(&text[start..]) else { continue };
        let whole = Span::new(start, start + found[0].len());
        if taken.overlaps(whole) {
            continue;
        }
        if percent == Percent::Likely && !is_likely(text, whole, &found) {
            continue;
        }
        at = whole.end;
        if found.name("width").is_some_and(|width| width.as_str() == "*") {
            next += 1;
        }
        let numbered = found.name("number").and_then(|number| number.as_str().parse().ok());
        let number = numbered.unwrap_or_else(|| {
            next += 1;
            next - 1
        });
        let of = match &found["of"] {
            "i" | "u" => "d",
            of => of,
        };
        let length = found.name("length").map_or("", |length| length.as_str());
        let of = if percent == Percent::Sure { format!("{length}{of}") } else { of.to_owned() };
        let is_numbered = numbered.is_some();
        tokens.push(Token { span: whole, kind: Kind::Argument { number, of, is_numbered } });
    }
}

/// `%1`, `%2`: what Qt and others put in by number.
fn counted(text: &str, start: usize) -> Option<Span> {
    let digits = text[start + 1..].bytes().take_while(u8::is_ascii_digit).count();
    let end = start + 1 + digits;
    let after = text[end..].chars().next();
    let before = text[..start].chars().next_back();
    // %1. ends a sentence, %1.5f is printf's.
    let is_precision = text[end..]
        .strip_prefix('.')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let is_whole = !is_precision && after.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '$');
    let is_number = (1..=2).contains(&digits) && !text[start + 1..].starts_with('0');
    (is_number && is_whole && before.is_none_or(|c| !c.is_numeric())).then(|| Span::new(start, end))
}

/// Whether a percent sign in a text of which nobody says what it is begins a placeholder: not behind a figure (50% d…)
/// and not before a word.
fn is_likely(text: &str, span: Span, found: &regex::Captures<'_>) -> bool {
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    let behind_figure = before.is_some_and(char::is_numeric);
    let in_word = after.is_some_and(|c| c.is_ascii_alphanumeric());
    let is_macro = found["of"].starts_with("<PRI");
    let is_usual = is_macro
        || matches!(&found["of"], "d" | "i" | "u" | "s" | "f" | "x" | "X" | "g" | "c" | "@");
    !behind_figure && !in_word && is_usual && !found["flags"].contains(' ')
}

/// Percent signs that begin nothing, where somebody says that they are `printf`'s.
pub(super) fn stray_percents(text: &str) -> Vec<Span> {
    let mut stray = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('%').map(|found| at + found) {
        let rest = &text[start..];
        let named = NAMED_FIRST.find(rest).map(|found| found.len());
        let printf = || PRINTF_FIRST.find(rest).map(|found| found.len());
        at = if rest[1..].starts_with('%') {
            start + 2
        } else if let Some(len) = named.or_else(printf) {
            start + len
        } else {
            // What some languages put into formats besides (%m).
            if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
                stray.push(Span::new(start, start + 1));
            }
            start + 1
        };
    }
    stray
}
