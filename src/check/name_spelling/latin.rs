//! Names in a translation from Korean: a known one with a slip in its Latin letters, and a person who is spelled in two
//! ways.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    anchor::name::{
        NameKind, Style,
        authority::{folded, is_slip},
        beginning, gazetteer,
    },
    language::ko::romanise::Romanised,
    reading::{
        Mark,
        names::{Placed, View, is_ambiguous},
    },
    rule::{Remark, Severity, direction},
};

/// Adds what is wrong with the Latin letters of the document, whose halves are exchanged.
pub(super) fn check(view: &View<'_>, remarks: &mut Vec<Remark>) {
    for (position, bead) in view.context.beads() {
        if !bead.is_gap() {
            remarks.extend(slips(view, position));
        }
    }
    variants(view, remarks);
}

/// The words of a name in Latin letters.
fn words<'a>(view: &View<'a>, name: Placed<'_>) -> &'a str {
    direction::latin_words(view.context, name.segment, name.span)
}

/// Words in capitals, names of nobody, that are a letter away from what is named in Korean.
fn slips(view: &View<'_>, bead: usize) -> Vec<Remark> {
    let unnamed = view.unnamed(bead);
    let strange: Vec<Placed<'_>> =
        unnamed.into_iter().filter(|name| name.name.style == Style::Foreign).collect();
    if strange.is_empty() {
        return Vec::new();
    }
    let free = view.free(bead, &view.context.alignment.beads[bead]);
    let mut remarks = Vec::new();
    for word in &free {
        let known = word.ends.iter().rev().find_map(|&syllables| {
            let form = beginning(word.text, syllables);
            let is_word = is_ambiguous(form, &word.text[form.len()..]);
            match gazetteer::called(form) {
                // Given names have many spellings.
                [only] if !is_word && syllables > 1 && only.kind != NameKind::Other => {
                    Some((form, *only))
                }
                _ => None,
            }
        });
        let Some((form, entry)) = known else { continue };
        // A name that stands there too is no other spelling of itself.
        if view.is_in_source_near(bead, &entry.identity) {
            continue;
        }
        let slip = strange.iter().find_map(|&source| {
            let usual =
                gazetteer::names_of(entry).find(|name| is_slip(name, words(view, source)))?;
            Some((source, usual))
        });
        let Some((source, usual)) = slip else { continue };
        let span = crate::text::Span::new(word.span.start, word.span.start + form.len());
        let message = format!(
            "{}, a misspelling of {usual}",
            direction::rendered(view.context, words(view, source), form)
        );
        remarks.push(Remark {
            bead,
            source: Some(Mark::Words { segment: source.segment, span: source.span }),
            target: Some(Mark::Words { segment: word.segment, span }),
            severity: Severity::Minor,
            evidence: "latin letter".into(),
            message,
            suggestion: Some(usual.to_owned()),
        });
    }
    remarks
}

/// A person where he is named, in Latin letters and in Hangul.
type Occurrence<'a> = (usize, Placed<'a>, Placed<'a>);

/// Koreans of one Hangul name whom the document spells in two ways.
fn variants(view: &View<'_>, remarks: &mut Vec<Remark>) {
    let mut people: BTreeMap<&str, BTreeMap<String, Vec<Occurrence<'_>>>> = BTreeMap::new();
    for (position, _) in view.context.beads() {
        for &target in view.targets(position).iter().filter(|t| t.name.style == Style::Korean) {
            let rendering = view.text(target);
            let sources = view.sources(position).iter().filter(|s| s.name.style == Style::Korean);
            let mut here = sources.filter(|source| {
                source.name.is_same(target.name) || {
                    let name = Romanised::new(&[words(view, **source)]);
                    name.is_some_and(|name| name.fits(rendering).is_some())
                }
            });
            if let Some(&source) = here.next() {
                let spelled = folded(words(view, source));
                let spellings = people.entry(rendering).or_default();
                spellings.entry(spelled).or_default().push((position, source, target));
            }
        }
    }
    for spellings in people.values().filter(|spellings| spellings.len() > 1) {
        let usual = spellings.iter().max_by_key(|(_, places)| {
            (places.len(), std::cmp::Reverse(places.first().map(|(bead, ..)| *bead)))
        });
        let Some((usual, first)) = usual.and_then(|(key, places)| Some((key, places.first()?)))
        else {
            continue;
        };
        let usual_words = words(view, first.1);
        let mut told: BTreeSet<&str> = BTreeSet::new();
        for (spelled, places) in spellings.iter().filter(|(spelled, _)| *spelled != usual) {
            // A bracket may hold another spelling of the same.
            let is_part = spelled.contains(usual.as_str()) || usual.contains(spelled.as_str());
            if is_part || !told.insert(spelled) {
                continue;
            }
            for (bead, source, target) in places {
                let other = words(view, *source);
                remarks.push(Remark {
                    bead: *bead,
                    source: Some(Mark::Words { segment: source.segment, span: source.span }),
                    target: Some(Mark::Words { segment: target.segment, span: target.span }),
                    severity: Severity::Minor,
                    evidence: "two spellings".into(),
                    message: format!(
                        "{} is spelled {other} here and {usual_words} elsewhere",
                        view.text(*target)
                    ),
                    suggestion: Some(usual_words.to_owned()),
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{check::name_spelling::NameSpelling, rule::trial::back};

    #[test]
    fn a_known_name_is_spelled_as_it_is() {
        #[rustfmt::skip]
        let cases = [
            ("흐루쑈브가 연설하였다.",   "Then Khruschev spoke.",    Some("Khrushchev"), "a letter lost"),
            ("흐루쑈브가 연설하였다.",   "Then Khrushchev spoke.",   None, "as he is spelled"),
            ("대표단은 바르샤바에 갔다.", "The men went to Warsow.",  Some("Warsaw"), "a vowel"),
            ("대표단은 바르샤바에 갔다.", "The men went to Wroclaw.", None, "another city, which the rule on names tells"),
            ("그들은 집으로 갔다.",      "The men went to Warsow.",  None, "nothing in the Korean says what is meant"),
        ];
        for (korean, english, expected, why) in cases {
            let found = back(&NameSpelling, &[(korean, english)]);
            let found = found.first().and_then(|f| f.suggestion.as_deref());
            assert_eq!(found, expected, "{english}: {why}");
        }
    }

    #[test]
    fn a_person_is_spelled_in_one_way() {
        let pairs = [
            ("박창옥이 왔다.", "Pak Chang-ok came."),
            ("박창옥이 말했다.", "Then Pak Chang Ok spoke."),
            ("박창옥은 갔다.", "Later Park Chang-ok left."),
            ("리상조도 갔다.", "Ri Sang-jo left too."),
        ];
        let found = back(&NameSpelling, &pairs);
        let words: Vec<(String, Option<&str>)> =
            found.iter().map(|f| (f.target_text(), f.suggestion.as_deref())).collect();
        assert_eq!(words, [("Park Chang-ok".to_owned(), Some("Pak Chang-ok"))]);
    }
}
