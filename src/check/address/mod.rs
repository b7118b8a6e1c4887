//! `address`: addresses of pages and mail, paths and versions that differ or are lost.

mod form;

use crate::{
    align::Bead,
    anchor::Value,
    reading::{Context, Stretch, whole},
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, Severity},
    text::Language,
};
use form::{Found, LONGEST, MOST, Of, addresses, fits, is_day};

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
                if all.iter().any(|other| fits(&own, other))
                    || stands(
                        &target,
                        &own,
                        words,
                        !others.iter().any(|other| other.of == Of::Page),
                    )
                    || own.of == Of::Version && is_day(words) && has_date(context, bead)
                {
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

/// So many addresses are looked at for the one that another became …
const NEAREST: usize = 30;
/// … and so much of each, in bytes.
const LIKENED: usize = 200;

fn head(plain: &str) -> &str {
    &plain[..plain.floor_char_boundary(LIKENED)]
}

/// Whether a path stands in the translation as part of a longer one, or with letters of the other language in it.
fn stands(target: &[Stretch<'_>], own: &Found, words: &str, has_no_other: bool) -> bool {
    let bare = words.trim_end_matches('/');
    // irc://server/channel: the words that stand for others were translated.
    let scheme = words.find("://").map(|at| &words[..at + 3]).filter(|_| own.of == Of::Page);
    let scheme = scheme.filter(|scheme| has_no_other || !scheme.starts_with("http"));
    let is_put_in_words = |text: &str, scheme: &str| {
        text.match_indices(scheme).any(|(at, _)| {
            let after = text[at + scheme.len()..].chars().next();
            after.is_some_and(|c| c.is_alphabetic() && !c.is_ascii())
        })
    };
    target.iter().any(|stretch| {
        own.of == Of::Path && is_in(stretch.text, bare)
            || scheme.is_some_and(|scheme| is_put_in_words(stretch.text, scheme))
            || own.of == Of::Path
                && (goes_on(stretch.text, words) || is_from_elsewhere(stretch.text, bare))
    })
}

/// Whether a path stands in a text, and does not go on there.
fn is_in(text: &str, path: &str) -> bool {
    text.match_indices(path).any(|(at, _)| {
        let mut rest = text[at + path.len()..].chars();
        let (next, after) = (rest.next(), rest.next());
        let goes_on = next == Some('.') && after.is_some_and(|c| c.is_ascii_alphanumeric());
        !goes_on && !next.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
    })
}

/// What a path may hold.
fn is_of_path(c: char) -> bool {
    c.is_ascii_alphanumeric() || "/_.+@~-".contains(c)
}

/// Whether a path of the text begins as `words` do and goes on in letters of the other language, be it between marks of
/// what is to be put in: /home/사용자 for /home/user, src/add-<이름>.txt.
fn goes_on(text: &str, words: &str) -> bool {
    let is_letter = |c: char| c.is_alphabetic() && !c.is_ascii();
    let near = |at: usize| text.floor_char_boundary(at.saturating_sub(words.len() + 2));
    text.match_indices(is_letter).any(|(at, _)| {
        let whole = &text[near(at)..at];
        let before = whole.trim_end_matches(['<', '{', '[', '$']);
        // /etc를: a particle goes on with no path.
        let is_cut = before.len() == whole.len() && !before.ends_with(['/', '-', '_']);
        if is_cut {
            return false;
        }
        let start = before.trim_end_matches(is_of_path).len();
        let lead = &before[start..];
        lead.len() > 1
            && lead.contains('/')
            && words.starts_with(lead)
            && !before[..start].ends_with(char::is_alphanumeric)
    })
}

/// Whether the text has the same file by its way from another folder: README.zh.md for docs/README.zh.md.
fn is_from_elsewhere(text: &str, words: &str) -> bool {
    let from_here = |path: &str| -> String {
        path.trim_start_matches("../").trim_start_matches("./").to_owned()
    };
    if words.len() > LONGEST {
        return false;
    }
    let own = from_here(words);
    let name = own.rsplit('/').next().filter(|name| name.contains('.'));
    let is_fixed = words.starts_with(['/', '~']);
    let Some(name) = name.filter(|_| !is_fixed) else { return false };
    text.match_indices(name).any(|(at, _)| {
        let start = text[..at].trim_end_matches(is_of_path).len();
        let rest = &text[at..];
        let end = at + rest.find(|c| !is_of_path(c)).unwrap_or(rest.len());
        if end - start > LONGEST {
            return false;
        }
        let other = from_here(text[start..end].trim_end_matches('.'));
        let ends = |one: &str, other: &str| {
            one.strip_suffix(other).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
        };
        ends(&own, &other) || ends(&other, &own)
    })
}

/// Whether the translation of a bead has a date.
fn has_date(context: &Context<'_>, bead: &Bead) -> bool {
    context.target_anchors(bead).any(|(_, anchor)| matches!(anchor.value, Value::Date(_)))
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

#[cfg(test)]
mod tests {
    use super::{form::LONGEST, *};
    use crate::rule::trial;

    #[test]
    fn addresses_are_the_same_but_for_the_language() {
        #[rustfmt::skip]
        let cases: [(&str, &str, &[&str], &str); 49] = [
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
            ("https://a.org/en/%EB%B0%94",  "https://a.org/ko/Sea",            &[],                        "the same the other way"),
            ("https://a.org/en/guide",      "https://a.org/ko/giude?x=a%20b",  &["address changed"],       "a blank is no letter"),
            ("https://docs.a.org/en/Sea",   "https://docs.b.com/ko/%EB%B0%94", &["address changed"],       "of another host"),
            ("https://a.org/a/wiki/X",      "https://a.org/c/wiki/Y",          &["address changed"],       "of another project"),
            ("Since 1.8.45 it works.",      "1.8.54부터 된다.",                  &["version changed"],       "a version that might be a day"),
            ("https://a.org/x/Sea",         "https://a.org/y/%EB%B0%94%EB%8B%A4", &["address changed"],     "another page"),
            ("https://a.org/x#",            "https://a.org/x",                 &[],                        "the top of the page"),
            ("See img/en-shots/main.png.",  "img/ko-KR-shots/main.png를 보라.",   &[],                        "pictures of the other language"),
            ("See img/en-shots/main.png.",  "img/ko-KR-shots/mian.png를 보라.",   &["path changed"],          "another picture"),
            ("On 16.4.56 it was sent.",     "1956년 4월 16일에 보냈다.",            &[],                        "a day"),
            ("[中文](docs/README.zh.md)",    "[中文](README.zh.md)",             &[],                        "from its own folder"),
            ("[中文](docs/README.zh.md)",    "[中文](../docs/README.zh.md)",     &[],                        "from another"),
            ("[中文](docs/README.zh.md)",    "[中文](README.ja.md)",             &["path lost"],             "another file"),
            ("[中文](docs/README.zh.md)",    "[中文](text/README.zh.md)",        &["path changed"],          "in another folder"),
            ("Save src/add-yourname.txt.", "src/add-<이름>.txt로 저장한다.",      &[],                        "a name to be put in"),
            ("Save src/add-yourname.txt.", "src/<이름>.txt로 저장하고 끝낸다.",     &[],                        "the same, less of it"),
            ("http://user.github.io/repo", "http://이름.github.io/저장소",        &[],                        "an address to be put in"),
            ("[https://a.org/x](https://a.org/x)", "https://a.org/x",            &[],                        "an address that is its own link"),
            ("Edit /etc/fstab first.",     "먼저 /etc를 고친다.",               &["path changed"],          "a shorter one, with a particle"),
            ("Since v1.39.3 it works.",    "1.38.3부터 된다.",                  &["version changed"],       "another version"),
            ("Since 2.10.1 it works.",     "2.10.12부터 된다.",                 &["version changed"],       "a longer one"),
            ("https://a.org/guide",        "https://a.org/guide2",            &["address changed"],       "a longer one"),
            ("https://a.org/x https://user.io/r", "https://b.org/y https://이름.io/저장소", &["address changed"], "one to be put in excuses no other"),
            ("[https://a.org/x](https://a.org/y)", "[https://a.org/x](https://a.org/z)", &["address changed"], "both halves of a link"),
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
