//! Titles as they are printed with a name: before it, in a bracket of the editor, or behind a comma.
//!
//! Only words that certainly name an office begin or end a phrase; “director” and “said” may mean a film's
//! director and a spokesman, and mean it only where they are written like a title.

use std::sync::LazyLock;

use super::address::{is_addressed, last_word};
use crate::{
    anchor::title::{self, Title},
    language::ko::romanise::surname_in_latin,
    text::{Language, Span, table},
};

/// What the words of `title-phrases.tsv` do beside titles.
struct Phrases {
    /// They may stand between a title and the name it belongs to: of, ad interim.
    between: Vec<&'static str>,
    /// They may stand before a title behind a name: former, then.
    leading: Vec<&'static str>,
    /// They make a word that is no proof of an office one: head of, attached to.
    complements: Vec<String>,
    /// Titles that everybody has, in small letters: comrade.
    addresses: Vec<&'static str>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let text = include_str!("../../corpora/tables/title-phrases.tsv");
    let rows = table::rows::<3>("title-phrases.tsv", text);
    let of = |wanted: &str| -> Vec<&'static str> {
        rows.iter().filter(|[_, role, _]| *role == wanted).map(|[word, ..]| *word).collect()
    };
    Phrases {
        between: of("between"),
        leading: of("leading"),
        complements: of("complement").iter().map(|word| format!(" {word} ")).collect(),
        addresses: of("address"),
    }
});

/// The most bytes of a title as it is printed.
const LONGEST: usize = 110;

/// A paragraph with its names and the titles in it.
pub(super) struct Page<'a> {
    text: &'a str,
    names: Vec<Span>,
    titles: Vec<(Span, Title)>,
    addresses: &'a [&'a str],
}

impl<'a> Page<'a> {
    /// Finds the titles of a paragraph with names at the spans given; `addresses` are no titles.
    pub(super) fn new(text: &'a str, names: Vec<Span>, addresses: &'a [&'a str]) -> Self {
        let mut titles = title::find(text, &Language::english(), &[]);
        titles.retain(|(span, title)| {
            !is_form_of_address(span.of(text)) && is_office(text, *span, title)
        });
        Self { text, names, titles, addresses }
    }

    /// The titles of a name: as they are printed, and by value.
    pub(super) fn titles_of(&self, name: Span) -> (Vec<Span>, Vec<(Span, Title)>) {
        let before = match self.bracketed(name) {
            Some(phrase) => Some(phrase),
            None => self.before(name),
        };
        let phrases: Vec<Span> = before.into_iter().chain(self.after(name)).collect();
        let inside = self.titles.iter().filter(|(t, _)| phrases.iter().any(|p| p.contains(*t)));
        let inside = inside.cloned().collect();
        (phrases, inside)
    }

    /// A title in a bracket that is parted from the name by a comma, as if it were another's: [Minister of
    /// Construction], Kim Seung-hwa.
    pub(super) fn detached(&self, name: Span) -> Option<Span> {
        let bare = self.text[..name.start].trim_end().strip_suffix(',')?;
        self.bracket_at_end(bare)
    }

    /// A bracket of the editor directly before the name: [Minister of Construction] Kim Seung-hwa.
    fn bracketed(&self, name: Span) -> Option<Span> {
        let (bare, _) = self.without_address(self.text[..name.start].trim_end());
        self.bracket_at_end(bare.strip_suffix(',').unwrap_or(bare))
    }

    /// The title in the bracket that closes a text; none if somebody is named in it first.
    fn bracket_at_end(&self, text: &str) -> Option<Span> {
        let inside = text.strip_suffix(']')?;
        let open = inside.rfind('[')? + 1;
        let whole = Span::new(open, inside.len());
        if self.names.iter().any(|n| n.contains(whole)) || whole.len() < 6 {
            return None;
        }
        let last = self.titles.iter().rev().find(|(t, _)| whole.contains(*t))?.0;
        // What comes behind a comma after the last title is something else: another name of the person.
        let end = text[last.end..whole.end].find(',').map_or(whole.end, |at| last.end + at);
        Some(Span::new(open, end))
    }

    /// A title before the name, with the words between: Vice Premier of the Cabinet of Ministers.
    fn before(&self, name: Span) -> Option<Span> {
        let text = self.text;
        let (bare, addressed) = self.without_address(text[..name.start].trim_end());
        let bare = bare.strip_suffix(',').unwrap_or(bare);
        if bare.ends_with(',') && !addressed {
            return None;
        }
        let (title, _) = self.titles.iter().rev().find(|(t, _)| t.end <= name.start)?;
        let between = Span::new(title.end, name.start);
        let others: Vec<Span> =
            self.names.iter().copied().filter(|n| between.contains(*n)).collect();
        if name.start - title.start >= LONGEST || others.iter().any(|n| self.has_surname_first(*n))
        {
            return None;
        }
        let (gap, _) = self.without_address(between.of(text).trim_end());
        let gap = gap.trim_matches([' ', ',']);
        // “the ambassador and Choe”, “the premier. But Pak”: somebody else's.
        let is_other = gap == "and"
            || gap.ends_with(" and")
            || gap.starts_with('.')
            || gap.contains([';', '(', ')', '[', ']', ':', '"', '”'])
            || gap.split_whitespace().any(ends_a_sentence)
            || others.iter().any(|n| is_addressed(text, *n, self.addresses));
        if is_other || !gap.split_whitespace().all(is_part) {
            return None;
        }
        // Vice Premier of the Cabinet of Ministers and Member of the Presidium: all of it.
        let mut first = title.start;
        for (before, _) in self.titles.iter().rev().skip_while(|(t, _)| t.end > title.start) {
            let gap = Span::new(before.end, first).of(text);
            if gap.contains(['.', ',', ';', '[', '(']) || !gap.split_whitespace().all(is_part) {
                break;
            }
            first = before.start;
        }
        let start = with_capitals_before(text, first);
        let (kept, _) = self.without_address(text[start..name.start].trim_end_matches([',', ' ']));
        let kept = without_initials(kept.trim_end_matches([',', ' ']));
        Some(Span::new(start, (start + kept.len()).max(title.end)))
    }

    /// A title behind the name: , the Chairman of the Union; (deputy chairmen of the CC).
    fn after(&self, name: Span) -> Option<Span> {
        let text = self.text;
        let rest = &text[name.end..];
        let lead = rest.len() - rest.trim_start_matches([' ', ',', '(', '—', '–']).len();
        if !rest[..lead].contains([',', '(', '—', '–']) {
            return None;
        }
        let start = name.end + lead;
        let after = &text[start..];
        let end = after.find([',', ';', '.', ')', '\n', '(', '—', '”', '"']).unwrap_or(after.len());
        let phrase = Span::new(start, start + end);
        let begins = self.titles.iter().any(|(t, _)| {
            phrase.contains(*t) && {
                let lead = Span::new(phrase.start, t.start).of(text);
                lead.split_whitespace().all(|word| {
                    PHRASES.between.contains(&word)
                        || PHRASES.leading.contains(&word)
                        || word.chars().next().is_some_and(char::is_uppercase)
                })
            }
        });
        (begins && phrase.len() < LONGEST).then(|| phrase.trimmed(text))
    }

    fn has_surname_first(&self, name: Span) -> bool {
        let first = name.of(self.text).split([' ', '-']).next().unwrap_or_default();
        !surname_in_latin(first).is_empty()
    }

    /// A text without the form of address at its end, and whether there was one.
    fn without_address<'t>(&self, text: &'t str) -> (&'t str, bool) {
        let word = last_word(text);
        let is_address = self.addresses.iter().any(|a| a.eq_ignore_ascii_case(word));
        if !is_address || word.is_empty() || word.len() > 8 {
            return (text, false);
        }
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        (text[..start].trim_end(), true)
    }
}

/// Whether a title is one that everybody has.
fn is_form_of_address(title: &str) -> bool {
    let title = title.trim_end_matches('.').to_lowercase();
    PHRASES.addresses.contains(&title.as_str())
}

/// Whether words name an office here: certainly, or with a capital, or with what the office is of.
fn is_office(text: &str, span: Span, title: &Title) -> bool {
    let rest = &text[span.end..];
    title.is_certain()
        || span.of(text).chars().next().is_some_and(char::is_uppercase)
        || PHRASES.complements.iter().any(|word| rest.starts_with(word.as_str()))
}

/// Whether a word ends a sentence and no abbreviation.
fn ends_a_sentence(word: &str) -> bool {
    word.ends_with('.') && word.trim_end_matches('.').chars().count() > 3
}

/// Whether a word may stand between a title and its name.
fn is_part(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphabetic());
    word.is_empty()
        || word.chars().next().is_some_and(char::is_uppercase)
        || PHRASES.between.contains(&word.to_lowercase().as_str())
}

/// A title without the initials of the name after it: Embassy Counsellor S.
fn without_initials(mut title: &str) -> &str {
    while let Some((before, last)) = title.rsplit_once(' ') {
        let is_initial = last.ends_with('.') && last.trim_end_matches('.').chars().count() == 1;
        if !is_initial {
            break;
        }
        title = before.trim_end();
    }
    title
}

/// Where the capitalised words before a place begin: KWP CC Secretary, Embassy Counsellor.
fn with_capitals_before(text: &str, at: usize) -> usize {
    let mut start = at;
    while let Some(before) = text[..start].strip_suffix(' ') {
        let word = before.rsplit(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or("");
        if word.is_empty() || !word.chars().all(|c| c.is_uppercase() || c == '-') {
            break;
        }
        start = before.len() - word.len();
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_taken_as_they_are_printed() {
        #[rustfmt::skip]
        let cases: &[(&str, &str, &[&str], &str)] = &[
            ("a talk with the Vice Premier of the Cabinet of Ministers of the DPRK, Pak Chang-ok, today", "Pak Chang-ok",
             &["Vice Premier of the Cabinet of Ministers of the DPRK"], "before the name"),
            ("Han Seol-ya, the Chairman of the Union of Korean Writers, spoke", "Han Seol-ya",
             &["the Chairman of the Union of Korean Writers"], "behind it"),
            ("Im Hae—representative of the Korean Communist Party attached to the KWP, left", "Im Hae",
             &["representative of the Korean Communist Party attached to the KWP"], "behind a dash"),
            ("[Former KWP Vice Chairman, Alexander Ivanovich] Heo Gai died", "Heo Gai",
             &["Former KWP Vice Chairman"], "the bracket has another name too"),
            ("the Embassy Counsellor S. N. Filatov came", "Filatov", &["Embassy Counsellor"], "initials belong to the name"),
            ("I directed Cde. Kim Il Sung's attention", "Kim Il Sung", &[], "a verb"),
            ("Then, said Pak Chang-ok, we left", "Pak Chang-ok", &[], "a verb"),
            ("General Jeong Geuk-rok told Pimenov of it", "Pimenov", &[], "somebody else's"),
        ];
        for (text, name, expected, why) in cases {
            let at = text.find(name).expect("part of the text");
            let span = Span::new(at, at + name.len());
            let mut names = vec![span];
            names.extend(text.find("Jeong Geuk-rok").map(|at| Span::new(at, at + 14)));
            names.sort_unstable();
            let page = Page::new(text, names, &["Cde", "Comrade"]);
            let (phrases, _) = page.titles_of(span);
            let phrases: Vec<&str> = phrases.iter().map(|p| p.of(text)).collect();
            assert_eq!(phrases, *expected, "{text}: {why}");
        }
    }

    #[test]
    fn a_comma_parts_a_title_from_its_bearer() {
        let text =
            "the comrades [Vice Premier], Pak Uiwan, [DPRK Minister of Construction] Kim Seung-hwa";
        let spans = ["Pak Uiwan", "Kim Seung-hwa"].map(|name| {
            let at = text.find(name).expect("part of the text");
            Span::new(at, at + name.len())
        });
        let page = Page::new(text, spans.to_vec(), &[]);
        assert_eq!(page.detached(spans[0]).map(|s| s.of(text)), Some("Vice Premier"));
        assert_eq!(page.detached(spans[1]), None);
    }
}
