//! A surname that stands alone and is read as another word: “Ri was speaking”, 이는 (this).
//!
//! A surname of one syllable needs a given name or a title in Korean. Reported is one only where the bead begins
//! with it in both halves, or where it is the subject (이가) and nothing in the English could be what it is read as.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    anchor::{
        name::{Style, ends, syllable_words},
        title,
    },
    language::{
        ko::{josa, romanise::surname_in_latin},
        role,
    },
    reading::{
        Mark,
        names::{Placed, View},
    },
    rule::{Remark, Severity},
    segment::Segment,
    text::{Language, Span, table, words},
};

/// What a surname is read as.
struct Reading {
    word: &'static str,
    is_pronoun: bool,
}

static READ_AS: LazyLock<HashMap<char, Reading>> = LazyLock::new(|| {
    let text = include_str!("../../../corpora/tables/surname-words.tsv");
    let rows = table::rows::<4>("surname-words.tsv", text).into_iter();
    let read = |[syllable, word, kind, _]: [&'static str; 4]| {
        Some((syllable.chars().next()?, Reading { word, is_pronoun: kind == "pronoun" }))
    };
    rows.filter_map(read).collect()
});

/// The Korean people of the document by their surnames in small Latin letters, each with the places where
/// they are named in full. A surname that somebody bears in the order of the West too (Robert E. Lee) may be his
/// wherever it stands alone, and is left out.
pub(super) struct Surnames<'a>(HashMap<String, Vec<(usize, Placed<'a>)>>);

impl<'a> Surnames<'a> {
    /// Gathers them. Linear in the source.
    pub(super) fn of(view: &View<'a>) -> Self {
        let mut people: HashMap<String, Vec<(usize, Placed<'a>)>> = HashMap::new();
        for (position, _) in view.context.beads() {
            let here = view.sources(position).iter().filter(|s| has_surname_first(s));
            for &source in here {
                let first = source.name.spellings.first().and_then(|name| name.split(' ').next());
                if let Some(surname) = first {
                    people.entry(surname.to_lowercase()).or_default().push((position, source));
                }
            }
        }
        if !people.is_empty() {
            for (position, bead) in view.context.beads() {
                for segment in view.context.source(bead) {
                    for surname in last_in_names(view, position, segment) {
                        people.remove(&surname);
                    }
                }
            }
        }
        Self(people)
    }

    /// Who is meant by a surname in a bead: the person named in full last before it, else first after it.
    fn bearer(&self, surname: &str, bead: usize) -> Option<Placed<'a>> {
        let places = self.0.get(&surname.to_lowercase())?;
        let before = places.iter().rev().find(|(at, _)| *at < bead);
        before.or_else(|| places.first()).map(|(_, placed)| *placed)
    }
}

/// Whether a name is that of a Korean, who has the surname first.
fn has_surname_first(named: &Placed<'_>) -> bool {
    named.name.style == Style::Korean
}

/// The last words, in small letters, of the names in a segment that have their given name first.
fn last_in_names(view: &View<'_>, position: usize, segment: &Segment) -> Vec<String> {
    let text = segment.text.as_str();
    let overlaps = |span: Span| {
        let here = view.sources(position).iter().filter(move |s| s.segment == segment.index);
        here.filter(move |s| s.span.overlaps(span))
    };
    let mut titles = None;
    let mut found = Vec::new();
    for pair in words(text).collect::<Vec<_>>().windows(2) {
        let [before, word] = [pair[0], pair[1]];
        let is_initial = before.len() == 1;
        let is_beside = match Span::new(before.end, word.start).of(text) {
            " " => !is_initial,
            ". " => is_initial,
            _ => false,
        };
        // The words that begin a sentence have capitals too.
        let is_name = before.start > 0 || overlaps(before).next().is_some();
        let surname = word.of(text);
        if is_beside
            && is_name
            && !overlaps(word).any(has_surname_first)
            && is_capital(before.of(text))
            && is_capital(surname)
            && !surname_in_latin(surname).is_empty()
        {
            let titles = titles.get_or_insert_with(|| title::find(text, &Language::english(), &[]));
            if !titles.iter().any(|(title, _)| title.overlaps(before)) {
                found.push(surname.to_lowercase());
            }
        }
    }
    found
}

/// The surname of a bead that is rendered by itself and reads as another word.
pub(super) fn finding(view: &View<'_>, people: &Surnames<'_>, position: usize) -> Option<Remark> {
    if people.0.is_empty() {
        return None;
    }
    let context = view.context;
    let bead = &context.alignment.beads[position];
    let (source, target) = (context.source(bead), context.target(bead));
    let mut alone = source.iter().flat_map(|s| bare(view, position, people, s));
    let (segment, span, surname) = alone.next()?;
    let person = people.bearer(surname, position)?;
    // Another bearer of a surname, or the same named in full in the bead, would be rendered too.
    let mut named = view.sources(position).iter().chain(view.targets(position));
    if named.any(has_surname_first) {
        return None;
    }
    let (at, word) = rendered(surname, target)?;
    let text = word.of(&target[at].text);
    let mut syllables = text.chars();
    let read_as = READ_AS.get(&syllables.next()?)?;
    let particle = syllables.as_str();
    // A second sentence of the Korean may say “this” of the first.
    let first_in_both = at == 0
        && source.first().is_some_and(|s| s.index == segment && span.start == 0)
        && target[at].text[..word.start].trim().is_empty();
    let said_so =
        || source.iter().any(|s| words(&s.text).any(|word| is_pointing(word.of(&s.text))));
    // 이는 and 이를 take up a clause before them, whatever the English does; 이가 does not.
    let is_sure =
        first_in_both || read_as.is_pronoun && particle == role::sole("subject") && !said_so();
    if !is_sure || span.start == 0 && is_ordinary(view, surname) {
        return None;
    }
    let usual = view.rendering(person.name).map(|name| name.replace(' ', ""));
    let suggestion = usual.map(|name| with_particle(&name, particle));
    let or = suggestion.as_deref().map_or_else(String::new, |name| format!("{name} or "));
    let message = format!(
        "“{surname}” is rendered {text}, which reads as “{}”; expected {or}the surname with a title",
        read_as.word
    );
    Some(Remark {
        bead: position,
        source: Some(Mark::Words { segment, span }),
        target: Some(Mark::Words { segment: target[at].index, span: word }),
        severity: if read_as.is_pronoun { Severity::Major } else { Severity::Minor },
        evidence: if read_as.is_pronoun { "pronoun".into() } else { "bare surname".into() },
        message,
        suggestion,
    })
}

/// Surnames of the document's people in a segment that no other part of a name stands beside.
fn bare<'s>(
    view: &View<'_>,
    position: usize,
    people: &Surnames<'_>,
    segment: &'s Segment,
) -> Vec<(usize, Span, &'s str)> {
    let text = segment.text.as_str();
    let words: Vec<(Span, &str)> = words(text).map(|span| (span, span.of(text))).collect();
    let mut found = Vec::new();
    for (at, &(span, word)) in words.iter().enumerate() {
        let is_surname = is_capital(word)
            && word.chars().any(char::is_lowercase)
            && people.0.contains_key(&word.to_lowercase());
        // Names and titles beside it are part of it.
        let beside = |other: Option<&(Span, &str)>| {
            other.is_some_and(|(other, word)| {
                let gap = Span::new(span.end.min(other.end), span.start.max(other.start));
                is_capital(word) && matches!(gap.of(text), " " | "-" | ". ")
            })
        };
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        let inside = view.sources(position).iter().any(|s| {
            s.segment == segment.index && s.span.overlaps(span) && s.span.len() > span.len() + 2
        });
        let follows = text[span.end..].starts_with(' ');
        if is_surname && follows && !inside && !beside(before) && !beside(words.get(at + 1)) {
            found.push((segment.index, span, word));
        }
    }
    found
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether an English word may be what 이 is the Korean for.
fn is_pointing(word: &str) -> bool {
    let word = word.to_lowercase();
    POINTING.contains(&word.as_str())
}

static POINTING: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let text = include_str!("../../../corpora/tables/pointing-words.tsv");
    table::rows::<2>("pointing-words.tsv", text).into_iter().map(|[word, _]| word).collect()
});

/// Whether a word that begins a sentence may be one of every day (No, An): such words are listed, or the
/// document writes it small elsewhere.
fn is_ordinary(view: &View<'_>, word: &str) -> bool {
    let lower = word.to_lowercase();
    ORDINARY.contains(&lower.as_str())
        || view
            .context
            .bitext
            .source
            .segments
            .iter()
            .any(|segment| words(&segment.text).any(|other| other.of(&segment.text) == lower))
}

static ORDINARY: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let text = include_str!("../../../corpora/tables/surnames-in-english.tsv");
    table::rows::<2>("surnames-in-english.tsv", text).into_iter().map(|[word, _]| word).collect()
});

/// The word that is the surname and josa alone, if no other can be its rendering.
fn rendered(surname: &str, target: &[Segment]) -> Option<(usize, Span)> {
    let readings = surname_in_latin(surname);
    let is_reading = |c: char| {
        let c = c.to_string();
        readings.iter().any(|s| s.south == c || s.north == c)
    };
    let mut found = None;
    for (at, segment) in target.iter().enumerate() {
        for span in syllable_words(&segment.text) {
            let word = span.of(&segment.text);
            let mut rest = word.chars();
            let Some(first) = rest.next() else { continue };
            let rest = rest.as_str();
            if role::sole("he").starts_with(first)
                && (rest.is_empty() || josa::is_ending(rest, first))
            {
                // He.
                return None;
            }
            if !is_reading(first) {
                continue;
            }
            if josa::is_paired(rest) {
                found.get_or_insert((at, span));
            } else if rest.is_empty() || ends(word).contains(&1) && !josa::is_ending(rest, first) {
                // The surname with a title: 리 외무상, 리외무상.
                return None;
            }
        }
    }
    found
}

/// A name with a particle in the form that agrees with it.
fn with_particle(name: &str, particle: &str) -> String {
    let last = name.chars().next_back();
    match last.and_then(|last| josa::agreeing(particle, last)) {
        Some((stands, agrees)) => format!("{name}{agrees}{}", &particle[stands.len()..]),
        None => format!("{name}{particle}"),
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        align::Bead,
        check::name::NameRule,
        rule::trial::{check, check_pairs},
    };

    #[test]
    #[allow(clippy::type_complexity, reason = "a table of cases")]
    fn a_surname_alone_is_no_name_signed() {
        let known = ("Minister Ri Yong Ho arrived.", "리용호 외무상이 도착하였다.");
        #[rustfmt::skip]
        let cases: &[(&str, &str, Option<(&str, &str)>, &str)] = &[
            ("Ri was speaking on Saturday.", "이는 토요일에 연설하였다.",     Some(("이는", "리용호는")), "this"),
            ("Ri said that it was late.",    "이는 늦었다고 말하였다.",       Some(("이는", "리용호는")), "the sentence begins with both"),
            ("In the evening Ri spoke.",     "저녁에 이가 발언하였다.",         Some(("이가", "리용호가")), "nothing in the English points"),
            ("The talks failed after Ri refused to sign.", "회담이 결렬되었으며 이는 서명을 거부했기 때문이다.", None, "takes up the clause before it"),
            ("He knows that Ri spoke.",      "저녁에 이가 발언하였다고 안다.",   None, "the English points"),
            ("Ri was speaking on Saturday.", "리용호는 토요일에 연설하였다.", None, "named in full"),
            ("Ri was speaking on Saturday.", "이 외무상은 토요일에 연설하였다.", None, "with a title"),
            ("Ri was speaking on Saturday.", "리외무상은 이를 토요일에 말하였다.", None, "with a title"),
            ("Ri was speaking on Saturday.", "그는 토요일에 연설하였다.",     None, "he"),
            ("He said this to Ri on Saturday.", "그는 토요일에 이를 말하였다.", None, "this is said"),
            ("Later Ri explained this.",     "후에 이를 설명하였다.",         None, "this is said, and Ri is dropped"),
            ("Minister Ri was speaking.",    "이는 연설하였다.",              None, "a title may be rendered otherwise"),
        ];
        for (source, target, expected, why) in cases {
            let found = check_pairs(&NameRule, &[known, (source, target)]);
            let words = found
                .iter()
                .filter_map(|f| Some((f.target.as_ref()?.text.as_str(), f.suggestion.as_deref()?)));
            assert_eq!(
                words.collect::<Vec<_>>(),
                expected.iter().copied().collect::<Vec<_>>(),
                "{target}: {why}"
            );
        }
        let next = ["Ri refused, which angered everybody."];
        let next_korean = ["그 제안을 거절하였다.", "이는 모두를 화나게 하였다."];
        let beads = [(0..1, 0..1), (1..2, 1..3)].map(|(source, target)| Bead {
            source,
            target,
            score: 1.0,
            cost: 0.0,
        });
        let found = check(
            &NameRule,
            &[&[known.0], &next[..]].concat(),
            &[&[known.1], &next_korean[..]].concat(),
            beads.to_vec(),
        );
        assert!(found.is_empty(), "the second sentence says this of the first");
        let unknown = check_pairs(&NameRule, &[("Ri was speaking.", "이는 연설하였다.")]);
        assert!(unknown.is_empty(), "nobody of that name is known");
    }

    #[test]
    fn a_surname_of_a_westerner_is_his() {
        let arrived = ("Comrade Lee Sang-jo arrived.", "리상조 동지가 도착하였다.");
        let alone = ("Lee was born in the South.", "이는 남부에서 태어났다.");
        #[rustfmt::skip]
        let cases: &[((&str, &str), bool, &str)] = &[
            (("Comrade Lee said so.", "리동지가 그렇게 말하였다."),           true,  "a title before it"),
            (("The envoy Lee Sang-jo left.", "사절 리상조가 떠났다."),        true,  "a Korean"),
            (("Then Lee spoke.", "이어서 리동지가 발언하였다."),              true,  "the first word of a sentence"),
            (("Robert E. Lee surrendered.", "로버트 리가 항복하였다."),       false, "an initial"),
            (("He met Bruce Lee there.", "그는 거기서 브루스 리를 만났다."),  false, "a given name before it"),
        ];
        for (other, told, why) in cases {
            let found = check_pairs(&NameRule, &[arrived, *other, alone]);
            assert_eq!(!found.is_empty(), *told, "{}: {why}", other.0);
        }
    }

    #[test]
    fn surnames_that_are_english_words_raise_no_alarm() {
        #[rustfmt::skip]
        let cases: &[(&str, &str, &str, &str)] = &[
            ("No Jin-su arrived. An Gil arrived.", "노진수와 안길이 도착하였다.", "No doubt he knew.",  "안은 조용했다."),
            ("Comrade An Gil arrived.", "안길 동지가 도착하였다.", "An hour later it rained.", "안은 비가 왔다."),
        ];
        for (first, first_korean, source, target) in cases {
            let found = check_pairs(&NameRule, &[(first, first_korean), (source, target)]);
            assert!(found.is_empty(), "{found:?}");
        }
    }
}
