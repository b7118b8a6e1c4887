//! `address`: addresses of pages and mail, paths and versions that differ or are lost.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    anchor::Value,
    pairing,
    reading::{Context, Stretch, whole},
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, Severity},
    text::{Language, Span},
};

/// The rule.
pub(super) struct Address;

static EXPLANATION: Explanation = Explanation {
    name: "address",
    group: "form",
    issue: Issue::NonConformance,
    on_by_default: true,
    languages: Languages::Any,
    needs: &[],
    uses: &[],
    summary: "an address, path or version differs or is lost",
    details: "Compares addresses of pages (also those behind the words of a link), e-mail addresses, paths of files and \
        versions of three numbers. A page may be that of the other language (/en/ and /ko/, en.example.org and \
        ko.example.org, hl=en), http may become https, and a stroke at the end may come or go. What the translation adds \
        is let pass, and in running text an address may stand in a neighbouring sentence.",
    true_example: Example {
        source: "See https://example.org/en/guide for more.",
        target: "자세한 것은 https://example.org/ko/giude를 보라.",
        comment: "A letter is turned round.",
    },
    false_example: Example {
        source: "See https://example.org/en/guide for more.",
        target: "자세한 것은 https://example.org/ko/guide를 보라.",
        comment: "The page in the language of the translation.",
    },
};

/// What an address is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    Page,
    Mail,
    Path,
    Version,
}

impl Of {
    fn noun(self) -> &'static str {
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
struct Found {
    stretch: usize,
    span: Span,
    of: Of,
    /// As it is compared.
    plain: String,
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

impl Rule for Address {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        let languages = [&context.bitext.source.language, &context.bitext.target.language];
        for (position, bead) in context.beads().filter(|(_, bead)| !bead.is_gap()) {
            let source = whole(context, bead, 0);
            let found = addresses(context, &source, languages, true);
            if found.is_empty() {
                continue;
            }
            let target = whole(context, bead, 1);
            let mut others = addresses(context, &target, languages, false);
            if found.len().max(others.len()) >= MOST {
                continue;
            }
            let mut missed: Vec<Found> = Vec::new();
            for own in found {
                match others.iter().position(|other| fits(&own, other)) {
                    // One that stands twice may be said once.
                    Some(at) => {
                        others.swap_remove(at);
                    }
                    None => missed.push(own),
                }
            }
            let all: Vec<Found> = addresses(context, &target, languages, false);
            for own in missed {
                let words = own.span.of(source[own.stretch].text);
                if all.iter().any(|other| fits(&own, other)) || stands(&target, &own, words) {
                    continue;
                }
                let of_kind = |other: &&Found| other.of == own.of;
                let alike = |other: &Found| {
                    strsim::normalized_levenshtein(head(&own.plain), head(&other.plain))
                };
                let nearest = others.iter().filter(of_kind).take(NEAREST);
                let nearest = nearest.max_by(|a, b| alike(a).total_cmp(&alike(b))).cloned();
                // What one became, no other did.
                others.retain(|other| Some(other) != nearest.as_ref());
                let nearest = nearest.as_ref();
                if nearest.is_none() && is_near(context, position, &own, languages) {
                    continue;
                }
                let (evidence, message) = match nearest {
                    Some(other) => {
                        let new = other.span.of(target[other.stretch].text);
                        (
                            format!("{} changed", own.of.noun()),
                            format!("the {} {words} became {new}", own.of.noun()),
                        )
                    }
                    None => (
                        format!("{} lost", own.of.noun()),
                        format!("the {} {words} is lost", own.of.noun()),
                    ),
                };
                remarks.push(Remark {
                    bead: position,
                    source: Some(source[own.stretch].mark(own.span)),
                    target: nearest.map(|other| target[other.stretch].mark(other.span)),
                    severity: if nearest.is_some() { Severity::Major } else { Severity::Minor },
                    evidence: evidence.into(),
                    message,
                    suggestion: nearest.map(|_| words.to_owned()),
                });
            }
        }
    }
}

/// A passage of so many addresses is a list that nobody translated, each of which would be held against all others.
const MOST: usize = 1_000;
/// What is longer, in bytes, is none that anybody wrote.
const LONGEST: usize = 4_096;

/// So many addresses are looked at for the one that another became …
const NEAREST: usize = 30;
/// … and so much of each, in bytes.
const LIKENED: usize = 200;

fn head(plain: &str) -> &str {
    &plain[..plain.floor_char_boundary(LIKENED)]
}

/// Whether a path stands in the translation as part of a longer one, or with letters of the other language in it.
fn stands(target: &[Stretch<'_>], own: &Found, words: &str) -> bool {
    let bare = words.trim_end_matches('/');
    // irc://server/channel: the words that stand for others were translated.
    let scheme = words.find("://").map(|at| &words[..at + 3]).filter(|_| own.of == Of::Page);
    let scheme = scheme.filter(|scheme| !scheme.starts_with("http"));
    let is_put_in_words = |text: &str, scheme: &str| {
        text.match_indices(scheme).any(|(at, _)| {
            let after = text[at + scheme.len()..].chars().next();
            after.is_some_and(|c| c.is_alphabetic() && !c.is_ascii())
        })
    };
    target.iter().any(|stretch| {
        stretch.text.contains(bare)
            || scheme.is_some_and(|scheme| is_put_in_words(stretch.text, scheme))
            || own.of == Of::Path
                && stretch.text.match_indices('/').any(|(at, _)| goes_on(stretch.text, at, words))
    })
}

/// Whether the path that has a stroke at `at` begins as `words` do and goes on from there in letters of the other
/// language: /home/사용자 for /home/user.
fn goes_on(text: &str, at: usize, words: &str) -> bool {
    let is_letter = |c: char| c.is_alphabetic() && !c.is_ascii();
    if !text[at + 1..].starts_with(is_letter) {
        return false;
    }
    let lead = |from: usize| -> &str { &text[from..=at] };
    let from = at.saturating_sub(words.len());
    let is_own = |c: char| c.is_ascii_alphanumeric() || "/_.+@~-".contains(c);
    let before = text[text.floor_char_boundary(from)..at].trim_end_matches(is_own).len();
    let start = text.floor_char_boundary(from) + before;
    lead(start).len() > 1
        && words.starts_with(lead(start))
        && !text[..start].ends_with(char::is_alphanumeric)
}

/// Whether a bead next to this one has it on the other side; in units nothing moves.
fn is_near(context: &Context<'_>, position: usize, own: &Found, languages: [&Language; 2]) -> bool {
    let beads = &context.alignment.beads;
    if context.unit(&beads[position]).is_some() {
        return false;
    }
    let around = position.saturating_sub(2)..beads.len().min(position + 3);
    around.filter(|at| *at != position).any(|at| {
        let stretches = whole(context, &beads[at], 1);
        addresses(context, &stretches, languages, false).iter().any(|other| fits(own, other))
    })
}

/// The addresses of a side.
fn addresses(
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
            for found in form.find_iter(text) {
                if all.len() >= MOST {
                    return all;
                }
                if found.len() > LONGEST {
                    continue;
                }
                let span = trimmed(text, Span::from(found.range()));
                let is_taken = taken.iter().any(|other| other.overlaps(span));
                if is_taken || span.is_empty() || !is_meant(*of, text, span) {
                    continue;
                }
                if *of == Of::Version && is_date(context, stretch, span, of_source) {
                    continue;
                }
                taken.push(span);
                let (plain, names) = plain(*of, span.of(text), languages);
                all.push(Found { stretch: number, span, of: *of, plain, names });
            }
        }
    }
    all
}

/// Whether the figures are those of a date.
fn is_date(context: &Context<'_>, stretch: &Stretch<'_>, span: Span, of_source: bool) -> bool {
    let anchors = if of_source { &context.anchors.source } else { &context.anchors.target };
    let crate::reading::Mark::Words { segment, span } = stretch.mark(span) else { return false };
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
            !is_day(words)
                && before.is_none_or(|c| !matches!(c, '.' | '-' | '/' | '%' | ':'))
                && after != Some('%')
        }
        Of::Page => after.is_none_or(|c| !matches!(c, '{' | '<')),
        Of::Mail => true,
    }
}

/// Whether figures may be those of a day in the twentieth century: 16.4.56.
fn is_day(words: &str) -> bool {
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
            let region = part.match_indices(['_', '-']).map(|(at, _)| at).rev();
            let is_whole = is_language(part);
            let lead = region.into_iter().find(|&at| !is_whole && is_language(&part[..at]));
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

/// Whether one is the other.
fn fits(own: &Found, other: &Found) -> bool {
    if own.plain == other.plain {
        return true;
    }
    // A page in the other language may have another name: in an encyclopedia, or where it is written in its letters.
    let host =
        |found: &Found| found.plain.split('/').find(|part| !part.is_empty()).map(str::to_owned);
    let is_of_wiki = |found: &Found| found.plain.split('/').any(|part| part == "wiki");
    own.of == Of::Page
        && other.of == Of::Page
        && host(own) == host(other)
        && (is_of_wiki(own) && is_of_wiki(other)
            || own.names[0] && other.names[1] && other.plain.contains('%'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::trial;

    #[test]
    fn addresses_are_the_same_but_for_the_language() {
        #[rustfmt::skip]
        let cases: [(&str, &str, &[&str], &str); 30] = [
            ("See https://a.org/x.",        "https://a.org/x를 보라.",           &[],                        "a particle behind it"),
            ("See http://a.org/x/",         "https://www.a.org/x 참조",         &[],                        "the same page"),
            ("See https://a.org/x.",        "https://a.org/y를 보라.",           &["address changed"],       "another page"),
            ("See https://a.org/x.",        "홈페이지를 보라.",                   &["address lost"],          "left out"),
            ("https://a.org/en/x",          "https://a.org/ko/x",              &[],                        "the other language"),
            ("https://en.a.org/x",          "https://ko.a.org/x",              &[],                        "the other language"),
            ("https://a.org/en-US/x?hl=en", "https://a.org/ko-KR/x?hl=ko",     &[],                        "with its region"),
            ("Write to kim@a.org.",         "kim@a.org로 쓴다.",                &[],                        "mail"),
            ("Write to kim@a.org.",         "kin@a.org로 쓴다.",                &["e-mail address changed"], "other mail"),
            ("Edit /etc/fstab first.",      "먼저 /etc/fstab을 고친다.",          &[],                        "a path"),
            ("Edit /etc/fstab first.",      "먼저 /etc/fsatb을 고친다.",          &["path changed"],          "another path"),
            ("Since 2.10.3 it works.",      "2.10.3부터 된다.",                  &[],                        "a version"),
            ("Since 2.10.3 it works.",      "2.10.2부터 된다.",                  &["version changed"],       "another version"),
            ("Open /home/user/docs.",       "/home/사용자/문서를 연다.",           &[],                        "a path in words of the translation"),
            ("Edit /etc/fstab and/or it.",  "및/또는 그것을 고친다.",              &["path lost"],             "a stroke of another kind"),
            ("https://a.org/x https://a.org/y", "https://a.org/z",              &["address changed", "address lost"], "one is not what two became"),
            ("and/or at 5 km/h, 1/2",       "또는 시속 5km로, 절반",               &[],                        "no paths"),
            ("[guide](guide/a.md)",         "[안내](guide/a.ko.md)",             &[],                        "the file of the language"),
            ("https://a.org/guide.md",      "https://a.org/guide_kr.md",       &[],                        "by the tag of the country"),
            ("https://a.org",               "https://a.org/lang/ko/",          &[],                        "in the folder of the languages"),
            ("[x](https://a.org/x)(1.2)",   "[x](https://a.org/x) (1.2)",      &[],                        "a bracket that was open before"),
            ("Open irc://server/room",      "irc://서버/방 열기",                  &[],                        "words that stand for others"),
            ("https://en.wikipedia.org/wiki/Sea", "https://ko.wikipedia.org/wiki/바다", &[],               "a page of an encyclopedia"),
            ("https://a.org/en/Sea",        "https://a.org/ko/%EB%B0%94%EB%8B%A4", &[],                      "a page named in the other language"),
            ("https://a.org/x/Sea",         "https://a.org/y/%EB%B0%94%EB%8B%A4", &["address changed"],     "another page"),
            ("https://a.org/x#",            "https://a.org/x",                 &[],                        "the top of the page"),
            ("See img/en-shots/main.png.",  "img/ko-KR-shots/main.png를 보라.",   &[],                        "pictures of the other language"),
            ("See img/en-shots/main.png.",  "img/ko-KR-shots/mian.png를 보라.",   &["path changed"],          "another picture"),
            ("On 16.4.56 it was sent.",     "1956년 4월 16일에 보냈다.",            &[],                        "a day"),
            ("https://a.org/x_(y)",         "https://a.org/x_(z)",             &["address changed"],       "one of its own"),
        ];
        for (source, target, expected, why) in cases {
            let told = trial::check_pairs(&Address, &[(source, target)]);
            let found: Vec<_> = told.into_iter().map(|told| told.evidence).collect();
            assert_eq!(found, expected, "{source} / {target}: {why}");
        }
    }
    #[test]
    fn lists_without_end_pass() {
        let list = |count: usize, word: &str| format!("https://a.org/{word} ").repeat(count);
        let long =
            |letter: &str| format!("Edit /etc{} first.", format!("/{letter}").repeat(LONGEST));
        #[rustfmt::skip]
        let cases = [
            (list(MOST - 1, "x"), list(MOST - 1, "y"), true,  "many addresses"),
            (list(MOST, "x"),     list(MOST, "y"),     false, "too many"),
            (list(2, "x"),        list(MOST, "y"),     false, "too many in the translation"),
            (long("x"),           long("y"),           false, "one that is too long"),
        ];
        for (source, target, is_told, why) in cases {
            let told = trial::check_pairs(&Address, &[(&source, &target)]);
            assert_eq!(!told.is_empty(), is_told, "{why}");
        }
    }
}
