//! The terms of a glossary in the forms that texts have them in, and where they stand in one.
//!
//! A text is gone through once: at each of its words, the terms that begin so are looked up and compared. Time and
//! memory are linear in the glossary and in the text, as far as not many terms begin alike.

use std::collections::HashMap;

use crate::{
    glossary::{Entry, Term},
    language::{ko::jamo, role},
    text::{Folded, Language, Span},
};

/// The terms of one language over all entries.
pub(super) struct Terms<'a> {
    /// In the order of their entries.
    pub(super) each: Vec<Sought<'a>>,
    /// The terms by what they begin with ([`Form::key`]).
    by_key: HashMap<String, Vec<usize>>,
    /// Whether they are written in syllables, so that one may begin anywhere.
    in_syllables: bool,
}

/// A term, and how it is written.
pub(super) struct Sought<'a> {
    pub(super) entry: usize,
    pub(super) term: &'a Term,
    form: Form,
}

/// What a term looks like in a folded text.
#[derive(Debug, PartialEq, Eq)]
enum Form {
    /// Words with spaces or hyphens between; the last may be inflected.
    Words {
        /// All but the last, as they are.
        first: Vec<String>,
        /// The last, without a final e or y if it is inflected.
        last: String,
        inflected: bool,
    },
    /// Korean syllables and other characters.
    Syllables {
        /// The characters; whether a space may stand before each.
        chars: Vec<(char, bool)>,
        /// What the last syllable of a verb's stem is opened by: any from the one to the other.
        stem: Option<(char, char)>,
        /// Whether it stands alone: a word of one syllable, particles aside.
        alone: bool,
    },
}

/// Endings of a last word, in the order in which they are tried; the word as it is comes last.
const ENDINGS: [&str; 11] = ["e", "y", "s", "es", "ed", "d", "ing", "ies", "ied", "'s", ""];

/// The longest of them that is letters alone, in bytes.
const LONGEST_ENDING: usize = 3;

/// Korean nouns of so many syllables are compounds, which may be written in parts.
const COMPOUND: usize = 4;

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// How far the ASCII letters and digits at the beginning of `text` reach.
fn word_end(text: &str) -> usize {
    text.bytes().position(|b| !is_word(b)).unwrap_or(text.len())
}

impl Form {
    /// The form of a term; none if it is blank.
    fn new(term: &Term) -> Option<Self> {
        let folded = Folded::new(&term.text);
        let text = folded.text().trim();
        if text.is_empty() {
            return None;
        }
        if term.language.is_korean() {
            return Some(Self::syllables(text));
        }
        let mut words: Vec<String> = text.split([' ', '-']).map(str::to_owned).collect();
        let last = words.pop()?;
        let inflected = last.len() > 2;
        let stem = last.strip_suffix(['e', 'y']).filter(|_| inflected).unwrap_or(&last).to_owned();
        Some(Self::Words { first: words, last: stem, inflected })
    }

    fn syllables(text: &str) -> Self {
        for verb in role::korean("verb") {
            if let Some(noun) = text.strip_suffix(verb).filter(|noun| noun.chars().count() > 1) {
                return Self::Syllables { chars: spaced(noun), stem: None, alone: false };
            }
        }
        let stem = role::before(text, "infinitive").filter(|stem| stem.chars().count() > 1);
        if let Some((at, last)) = stem.and_then(|stem| stem.char_indices().next_back())
            // Endings change the vowel and what closes the last syllable of a stem, not what opens it.
            && let Some(range) = jamo::beginning_alike(last)
        {
            return Self::Syllables { chars: spaced(&text[..at]), stem: Some(range), alone: false };
        }
        let alone = text.chars().nth(1).is_none();
        Self::Syllables { chars: spaced(text), stem: None, alone }
    }

    /// What the form begins with: of words the first one or its stem, of syllables the first two.
    fn key(&self) -> String {
        match self {
            Self::Words { first, last, .. } => {
                let word = first.first().unwrap_or(last);
                let end = word_end(word);
                match word.chars().next() {
                    Some(c) if end == 0 => c.to_string(),
                    _ => word[..end].to_owned(),
                }
            }
            Self::Syllables { chars, .. } => chars.iter().take(2).map(|(c, _)| c).collect(),
        }
    }

    /// Where the form ends if it stands at `at` of a folded `text`.
    fn ends(&self, text: &str, at: usize) -> Option<usize> {
        match self {
            Self::Words { first, last, inflected } => {
                let mut end = at;
                for word in first {
                    let rest = text[end..].strip_prefix(word.as_str())?;
                    let next = rest.trim_start_matches([' ', '-']);
                    if next.len() == rest.len() {
                        return None;
                    }
                    end = text.len() - next.len();
                }
                let rest = text[end..].strip_prefix(last.as_str())?;
                let endings = if *inflected { &ENDINGS[..] } else { &ENDINGS[ENDINGS.len() - 1..] };
                let closed = |rest: &&str| !rest.bytes().next().is_some_and(is_word);
                let rest = endings.iter().find_map(|e| rest.strip_prefix(e).filter(closed))?;
                Some(text.len() - rest.len())
            }
            Self::Syllables { chars, stem, alone } => {
                let mut rest = &text[at..];
                for &(c, space) in chars {
                    let spaceless = rest.strip_prefix(' ').filter(|_| space).unwrap_or(rest);
                    rest = spaceless.strip_prefix(c)?;
                }
                if let Some((first, last)) = stem {
                    rest = rest.strip_prefix(|c| (*first..=*last).contains(&c))?;
                }
                if *alone {
                    rest = closing(rest)?;
                }
                Some(text.len() - rest.len())
            }
        }
    }
}

/// The characters of a Korean term without its spaces, each with whether one may stand before it.
fn spaced(text: &str) -> Vec<(char, bool)> {
    let compound = text.chars().filter(|c| *c != ' ').count() >= COMPOUND;
    let mut chars = Vec::new();
    let mut space = false;
    for c in text.chars() {
        if c == ' ' {
            space = true;
        } else {
            chars.push((c, !chars.is_empty() && (space || compound)));
            space = false;
        }
    }
    chars
}

/// What is left behind the particles of a word of one syllable, if the word ends so.
fn closing(rest: &str) -> Option<&str> {
    let rest = role::behind(rest, "plural").unwrap_or(rest);
    if rest.is_empty() {
        return Some(rest);
    }
    role::behind(rest, "single").or_else(|| rest.strip_prefix([',', '.', ' ']))
}

impl<'a> Terms<'a> {
    pub(super) fn new(entries: &'a [Entry], language: &Language) -> Self {
        let is_ours = |term: &&Term| term.language.primary() == language.primary();
        let each: Vec<Sought<'a>> = entries
            .iter()
            .enumerate()
            .flat_map(|(i, entry)| entry.terms.iter().filter(is_ours).map(move |term| (i, term)))
            .filter_map(|(entry, term)| Some(Sought { entry, term, form: Form::new(term)? }))
            .collect();
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::with_capacity(each.len());
        for (index, sought) in each.iter().enumerate() {
            by_key.entry(sought.form.key()).or_default().push(index);
        }
        Self { each, by_key, in_syllables: language.is_korean() }
    }

    /// The terms of an entry, in their order.
    pub(super) fn of_entry(&self, entry: usize) -> &[Sought<'a>] {
        let start = self.each.partition_point(|sought| sought.entry < entry);
        let end = self.each.partition_point(|sought| sought.entry <= entry);
        &self.each[start..end]
    }

    /// The terms in a text, in order of position; what lies inside a longer one is left out.
    pub(super) fn find(&self, folded: &str) -> Vec<(usize, &'a Term, Span)> {
        if self.each.is_empty() {
            return Vec::new();
        }
        let mut places: Vec<(Span, usize)> = Vec::new();
        // Where the last place of each term that was found ends: one does not overlap itself.
        let mut ends: HashMap<usize, usize> = HashMap::new();
        let mut key = String::new();
        for (at, c) in folded.char_indices() {
            let mut look = |key: &str| {
                for &index in self.by_key.get(key).into_iter().flatten() {
                    let past = ends.get(&index).is_none_or(|end| *end <= at);
                    if let Some(end) = self.each[index].form.ends(folded, at).filter(|_| past) {
                        ends.insert(index, end);
                        places.push((Span::new(at, end), index));
                    }
                }
            };
            if self.in_syllables {
                key.clear();
                key.push(c);
                look(&key);
                let rest = &folded[at + c.len_utf8()..];
                let rest = rest.strip_prefix(' ').unwrap_or(rest);
                if let Some(next) = rest.chars().next() {
                    key.push(next);
                    look(&key);
                }
                continue;
            }
            if at > 0 && is_word(folded.as_bytes()[at - 1]) {
                continue;
            }
            let word = &folded[at..at + word_end(&folded[at..])];
            if word.is_empty() {
                look(&folded[at..at + c.len_utf8()]);
            }
            for shorter in 0..=LONGEST_ENDING.min(word.len().saturating_sub(1)) {
                if !word.is_empty() {
                    look(&word[..word.len() - shorter]);
                }
            }
        }
        places.sort_by_key(|(span, index)| (span.start, std::cmp::Reverse(span.end), *index));
        // What began before and has not ended yet holds what begins now.
        let mut widest = Span::default();
        places.retain(|(span, _)| {
            let inside = *span != widest && span.end <= widest.end;
            if span.end > widest.end {
                widest = *span;
            }
            !inside
        });
        places.into_iter().map(|(span, i)| (self.each[i].entry, self.each[i].term, span)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::{Status, Years};

    fn term(language: &str, text: &str) -> Term {
        Term {
            language: language.parse().expect("a language"),
            text: text.to_owned(),
            status: Status::Preferred,
            years: Years::default(),
        }
    }

    fn found(language: &str, terms: &[&str], text: &str) -> Vec<String> {
        let entries: Vec<Entry> = terms
            .iter()
            .map(|text| Entry { id: None, terms: vec![term(language, text)] })
            .collect();
        let side = Terms::new(&entries, &language.parse().expect("a language"));
        let folded = Folded::new(text);
        let places = side.find(folded.text());
        places
            .iter()
            .map(|(entry, _, span)| format!("{}:{}", terms[*entry], span.of(folded.text())))
            .collect()
    }

    #[test]
    fn a_term_is_found_in_the_forms_of_a_text() {
        #[rustfmt::skip]
        type Case = (&'static str, &'static [&'static str], &'static str, &'static [&'static str], &'static str);
        let cases: &[Case] = &[
            ("en", &["treaty"], "Two Treaties.", &["treaty:treaties"], "a plural in ies"),
            ("en", &["sign"], "signed, assign", &["sign:signed"], "a past, and no part of a word"),
            (
                "en",
                &["five-year plan"],
                "the five year plans",
                &["five-year plan:five year plans"],
                "hyphens are free",
            ),
            (
                "en",
                &["plan", "five-year plan"],
                "a Five-Year Plan",
                &["five-year plan:five-year plan"],
                "the longer one alone",
            ),
            (
                "en",
                &["plan", "plan"],
                "a plan",
                &["plan:plan", "plan:plan"],
                "two entries with one term",
            ),
            ("en", &["of"], "ofs of", &["of:of"], "a short word is not inflected"),
            ("en", &["u.s. army"], "the U.S. Army", &["u.s. army:u.s. army"], "stops inside"),
            (
                "ko",
                &["조선로동당"],
                "조선 로동당의",
                &["조선로동당:조선 로동당"],
                "a compound in parts",
            ),
            ("ko", &["지키다"], "협정을 지켰다", &["지키다:지켰"], "a verb"),
            ("ko", &["이행하다"], "이행되였다", &["이행하다:이행"], "a noun with 하다"),
            ("ko", &["상"], "상은 상점에서", &["상:상은"], "a syllable alone"),
            (
                "ko",
                &["전원회의", "회의"],
                "전원 회의와 회의",
                &["전원회의:전원 회의", "회의:회의"],
                "inside, and by itself",
            ),
        ];
        for (language, terms, text, expected, why) in cases {
            assert_eq!(found(language, terms, text), *expected, "{text}: {why}");
        }
    }

    #[test]
    fn any_text_may_be_a_term() {
        let long = "가".repeat(20_000);
        let hyphens = format!("a{}b", "-".repeat(30));
        let terms = ["(", "*", "^", "^a", r"\", "[가", "   ", &hyphens, &long];
        for language in ["en", "ko"] {
            let hostile = format!("a{} ( ^ ^a [가 {long}", "-".repeat(500));
            let found = found(language, &terms, &hostile);
            assert!(found.iter().any(|found| found.starts_with("^a:")), "{found:?}");
        }
    }

    #[test]
    fn what_is_compared_does_not_grow_with_the_glossary() {
        // A hundred thousand terms, of which few begin like any word of the text.
        let entries: Vec<Entry> = (0..100_000_u32)
            .map(|n| {
                let syllable = |n: u32| char::from_u32(0xac00 + n % 11_172).expect("a syllable");
                let ko: String = [n, n / 97, n / 7].map(syllable).iter().collect();
                Entry {
                    id: None,
                    terms: vec![term("en", &format!("term{n} of art")), term("ko", &ko)],
                }
            })
            .collect();
        for (language, text) in [("en", "the term4711 of art"), ("ko", "가각갂 다라")] {
            let side = Terms::new(&entries, &language.parse().expect("a language"));
            let most = side.by_key.values().map(Vec::len).max().unwrap_or(0);
            assert!(most <= 100, "{language}: {most} terms begin alike");
            side.find(text);
        }
        assert_eq!(Terms::new(&entries, &Language::english()).find("the term4711 of art").len(), 1);
    }
}
