//! One person with several titles: offices of one kind that nobody has at a time, titles that have nothing
//! in common, and titles that a comma parts from whom they belong to.

use std::collections::BTreeSet;

use crate::{
    anchor::title::{self, Title},
    collection::{Conflict, DocumentPlace, Person, Text, date::Dated, person::Titled},
    rule::Severity,
    text::Language,
};

/// Documents within so many years are of one time.
const YEARS: u16 = 2;

/// The share of the words of the shorter of two titles that makes them say the same: Chairman of the KWP CC
/// and deputy chairmen of the CC, but not a Control Committee of one party and the delegate of another.
const SAME: f64 = 0.5;

/// All conflicts of the titles of a person, at most one of a kind.
pub(super) fn conflicts(texts: &[Text], person: &Person, dates: &[Option<Dated>]) -> Vec<Conflict> {
    let year = |place: DocumentPlace| {
        dates[place.document].as_ref().and_then(|d| d.date.years.first().copied())
    };
    let titles: Vec<&Titled> = person.titles.iter().filter(|t| says_one_thing(&t.text)).collect();
    let pairs = || {
        let later = titles.iter().enumerate();
        later.flat_map(|(at, later)| titles[..at].iter().map(move |earlier| (*earlier, *later)))
    };
    let of_one_time = |a: &Titled, b: &Titled| match (year(a.place), year(b.place)) {
        (Some(a), Some(b)) => a.abs_diff(b) <= YEARS,
        _ => true,
    };
    let told = |evidence, (earlier, later): (&Titled, &Titled)| Conflict {
        rule: "title-conflict",
        evidence,
        severity: Severity::Minor,
        place: later.place,
        elsewhere: vec![earlier.place],
        message: format!(
            "{} is “{}” here, but “{}” elsewhere",
            person.name(),
            later.text,
            earlier.text
        ),
        suggestion: None,
    };
    let office = pairs().find(|(a, b)| are_rivals(a, b) && of_one_time(a, b));
    // An office here and none like it there: two accounts of who somebody was.
    let unlike = || {
        pairs().find(|(a, b)| {
            a.place.document != b.place.document
                && of_one_time(a, b)
                && [a, b].iter().all(|t| t.text.split(' ').count() > 1)
                && !a.offices.iter().any(|office| b.offices.contains(office))
                && !share_words(&a.text, &b.text)
        })
    };
    let found = office.map(|pair| told("office", pair));
    let found = found.or_else(|| against_authority(person, &titles, year));
    let found = found.or_else(|| unlike().map(|pair| told("title", pair)));
    found.into_iter().chain(detached(texts, person)).collect()
}

/// A title that the authority file has otherwise for about the same year: `vice-minister of culture 1957`.
fn against_authority(
    person: &Person,
    titles: &[&Titled],
    year: impl Fn(DocumentPlace) -> Option<u16>,
) -> Option<Conflict> {
    person.ordained.iter().find_map(|ordained| {
        let (text, met) = ordained.rsplit_once(' ')?;
        let met: u16 = met.parse().ok()?;
        let mut offices: Vec<&'static str> = title::find(text, &Language::english(), &[])
            .iter()
            .flat_map(|(_, title)| title.certain_offices())
            .collect();
        offices.sort_unstable();
        let known = Titled { text: text.to_owned(), place: person.first()?, offices };
        let near = |place| year(place).is_some_and(|year| year.abs_diff(met) <= YEARS);
        let other = titles.iter().find(|t| near(t.place) && are_rivals(t, &known))?;
        Some(Conflict {
            rule: "title-conflict",
            evidence: "authority",
            severity: Severity::Minor,
            place: other.place,
            elsewhere: Vec::new(),
            message: format!(
                "{} is “{}” here, but “{text}” ({met}) in the authority file",
                person.name(),
                other.text
            ),
            suggestion: Some(text.to_owned()),
        })
    })
}

/// Members of all kinds are many things at once, and what somebody was before says nothing of now.
fn says_one_thing(title: &str) -> bool {
    let title = title.to_lowercase();
    !title.starts_with("member") && !title.contains("former")
}

/// Offices of one family, and not one in common: a minister is no vice-minister.
fn are_rivals(a: &Titled, b: &Titled) -> bool {
    let families = |offices: &[&'static str]| -> BTreeSet<&'static str> {
        offices.iter().filter_map(|office| Title::family(office)).collect()
    };
    families(&a.offices).intersection(&families(&b.offices)).next().is_some()
        && !a.offices.iter().any(|office| b.offices.contains(office))
}

/// Whether two titles have words in common that say something.
fn share_words(a: &str, b: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        // Six letters stand for a word, so that chairman is chairmen.
        words.filter(|w| w.len() > 4).map(|w| w.chars().take(6).collect()).collect()
    };
    let (a, b) = (words(a), words(b));
    let common = a.intersection(&b).count();
    common > 0 && common as f64 >= SAME * a.len().min(b.len()) as f64
}

/// A title in brackets with commas on both sides, so that it may as well be the person's before it.
fn detached(texts: &[Text], person: &Person) -> Option<Conflict> {
    let (mention, span) = person.mentions.iter().find_map(|m| Some((m, m.detached?)))?;
    let segment = &texts[mention.place.document].bitext.source.segments[mention.paragraph];
    Some(Conflict {
        rule: "title-conflict",
        evidence: "detached",
        severity: Severity::Minor,
        place: DocumentPlace { document: mention.place.document, span: segment.place(span) },
        elsewhere: vec![mention.place],
        message: format!(
            "a comma parts “{}” from {}, so that it may be read with whoever stands before",
            span.of(&segment.text),
            mention.main
        ),
        suggestion: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_share_words_that_say_something() {
        #[rustfmt::skip]
        let cases = [
            ("KWP CC vice chairman", "deputy chairmen of the KWP CC", true, "one word of one"),
            ("Chairman of the KWP CC Party Control Committee", "representative of the Korean Communist Party attached to the KWP", false, "party alone"),
            ("Minister of Education", "the Chairman of the Union of Korean Writers", false, "nothing"),
            ("1st Secretary of the Embassy", "Secretary of the Soviet Embassy", true, "two of two"),
        ];
        for (a, b, expected, why) in cases {
            assert_eq!(share_words(a, b), expected, "{a} / {b}: {why}");
        }
    }
}
