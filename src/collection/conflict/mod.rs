//! Where the documents disagree about people: spellings that are variants, damaged or of somebody else by
//! their letters though not by their place, and offices that one person can hardly have held at a time.

mod list;
mod near;
mod spelling;
mod title;

use super::{Authority, Conflict, DocumentPlace, Person, Text, date::Dated};
use crate::rule::Severity;

/// All conflicts about people.
pub(super) fn conflicts(
    texts: &[Text],
    persons: &[Person],
    dates: &[Option<Dated>],
    authority: &Authority,
) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for person in persons {
        conflicts.extend(spelling::conflicts(texts, person));
        conflicts.extend(title::conflicts(texts, person, dates));
    }
    let (lists, told) = list::conflicts(texts, persons);
    conflicts.extend(lists);
    conflicts.extend(near::conflicts(persons, authority, &told));
    conflicts
}

fn variant(
    evidence: &'static str,
    severity: Severity,
    place: DocumentPlace,
    elsewhere: Vec<DocumentPlace>,
    message: String,
    suggestion: Option<String>,
) -> Conflict {
    Conflict { rule: "name-variant", evidence, severity, place, elsewhere, message, suggestion }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::*;

    fn said(texts: &[&str]) -> Vec<(&'static str, &'static str, String)> {
        let documents: Vec<Document> = texts
            .iter()
            .map(|t| Document::from_bytes(Path::new("a.txt"), t.as_bytes(), None).expect("text"))
            .collect();
        let found = survey(&documents, &Authority::default()).conflicts;
        found.into_iter().map(|c| (c.rule, c.evidence, c.message)).collect()
    }

    #[test]
    #[allow(clippy::type_complexity, reason = "a table of cases")]
    fn documents_that_disagree() {
        #[rustfmt::skip]
        let cases: &[(&[&str], &[(&str, &str)], &str)] = &[
            (&["Pak Chang-ok [Pak Chang Ok] spoke. Then, said Bak, he left."], &[("name-variant", "surname")], "one lapse into another system"),
            (&["Pak Chang-ok [Pak Chang Ok] spoke. Then, said Pak, he left."], &[], "the surname as before"),
            (&["We met Kim Seung-hwa. Later Kim Seung-hwa left.", "We met Kim Sung-hwa."], &[("name-variant", "spelling")], "two systems"),
            (&["We met Choe Chang-ik [Choe Chang Ik].", "We met Choe Chang-ik [Choe Changik]."], &[("name-variant", "bracket")], "syllables together"),
            (&["Ambassador Ianov came.", "Cde. Ivanov V.I. spoke."], &[("name-variant", "near")], "a letter lost"),
            (&["They named Pak Chang-ok, Pak Yeong-bin, Gi Seok-bok and Jeong Ryul.", "They named Pak Chang-ok, Pak Yeong-bin, Gi Seok-bok and Jang Yul."],
             &[("name-variant", "list")], "the same list"),
            (&["They named Pak Chang-ok, Pak Yeong-bin, Gi Seok-bok and Jeon Dong-hyeok. Again Pak Chang-ok, Pak Yeong-bin, Gi Seok-bok and Jang Dong-hok [Jang Dong Hok] were named."],
             &[("name-variant", "list")], "the same list again, one name in no system"),
            (&["Pak Yeong-bin came. Without receiving Pak agreement to this Yeong-bin gave orders."], &[("name-variant", "parted")], "a given name that has lost its surname"),
            (&["the comrades [Vice Premier], Pak Uiwan, and others"], &[("title-conflict", "detached")], "a comma too many"),
            (&["Im Hae—representative of the Korean Communist Party, left.", "Rim Hae, Chairman of the KWP CC Party Control Committee, came."],
             &[("name-variant", "spelling"), ("title-conflict", "title")], "two accounts of one man"),
            (&["Nam Il told us of it. Then, said Nam Il, we left.", "I directed Nam Il's attention to it."], &[], "verbs are no titles"),
            (&["They named Pak Chang-ok and Jeong Ryul.", "They named Pak Chang-ok and Jang Yul."], &[("name-variant", "alike")], "surnames a vowel apart"),
            (&["They named Pak Chang-ok and Jeong Ryul.", "They named Pak Chang-ok and Kim Yul."], &[], "another surname, too short a list"),
        ];
        for (texts, expected, why) in cases {
            let found = said(texts);
            let kinds: Vec<(&str, &str)> = found.iter().map(|(r, e, _)| (*r, *e)).collect();
            assert_eq!(kinds, *expected, "{why}: {found:?}");
        }
    }
}
