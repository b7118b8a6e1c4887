//! Glossaries: what a term is to be called in other languages, what it must not be called, and when.
//!
//! Read from TBX (ISO 30042:2019, in DCA and DCT style, and the elements of its older edition) and from
//! tables of tab-separated values; written in both.

mod tbx;
mod tsv;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::Language;

/// Concepts with their terms.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glossary {
    /// The concepts, in the order of the file.
    pub entries: Vec<Entry>,
}

/// A concept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its identifier, if the file has one.
    pub id: Option<String>,
    /// Its terms in all languages, the preferred ones first.
    pub terms: Vec<Term>,
}

/// A term for a concept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Its language.
    pub language: Language,
    /// The term in its dictionary form.
    pub text: String,
    /// Whether it is to be used.
    pub status: Status,
    /// When it was in use; always if nothing is said.
    pub years: Years,
}

/// Whether a term is to be used: the administrative status of ISO 12620.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// The term to use.
    #[default]
    Preferred,
    /// As good as the preferred one.
    Admitted,
    /// Not to be used.
    Deprecated,
    /// Not to be used any more.
    Superseded,
}

impl Status {
    /// Whether the term may stand in a translation.
    pub fn is_allowed(self) -> bool {
        matches!(self, Self::Preferred | Self::Admitted)
    }
}

/// A span of years, both ends included; an open end is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Years {
    /// The first year.
    pub from: Option<u16>,
    /// The last year.
    pub to: Option<u16>,
}

impl Years {
    /// Whether `year` lies in the span; a year that is not known does.
    pub fn hold(self, year: Option<u16>) -> bool {
        let Some(year) = year else { return true };
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }

    /// Reads `1948-1972`, `1948-`, `-1972` or `1948`; with an en dash too. None if it is something else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let year = |text: &str| match text.trim() {
            "" => Some(None),
            year => year.parse().ok().map(Some),
        };
        match text.split_once(['-', '–']) {
            Some((from, to)) => Some(Self { from: year(from)?, to: year(to)? }),
            None => year(text).map(|year| Self { from: year, to: year }),
        }
    }

    /// Whether both ends are open.
    pub fn is_open(self) -> bool {
        self == Self::default()
    }
}

impl fmt::Display for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let show = |year: Option<u16>| year.map_or_else(String::new, |year| year.to_string());
        write!(f, "{}-{}", show(self.from), show(self.to))
    }
}

/// What is wrong with a glossary file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// It begins like TBX and is not well-formed.
    #[error("the glossary is no well-formed XML")]
    Xml(#[from] quick_xml::Error),
    /// The first row of a table names no two languages.
    #[error("the first row names no two languages: it should read, for example, “en ⇥ ko ⇥ years”")]
    NoLanguages,
    /// A span of years cannot be read.
    #[error("line {line}: “{text}” is no span of years such as 1948-1972")]
    Years {
        /// Line of the file, from 1.
        line: usize,
        /// What stands there.
        text: String,
    },
}

impl Glossary {
    /// Reads a glossary: TBX if `text` begins with `<`, else a table.
    ///
    /// A table has a row of column names first: language tags (`en`, `ko`), `years`, and for forms that
    /// must not be used a tag with `-forbidden` (`ko-forbidden`); other columns are read over. Forms in
    /// a cell are separated by `|`, the preferred one first.
    ///
    /// # Errors
    ///
    /// If it is neither.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim_start_matches('\u{feff}');
        if text.trim_start().starts_with('<') { tbx::parse(text) } else { tsv::parse(text) }
    }

    /// The glossary as TBX in DCA style.
    pub fn to_tbx(&self) -> String {
        tbx::write(self)
    }

    /// The glossary as a table. The years of an entry are those of its first term.
    pub fn to_tsv(&self) -> String {
        tsv::write(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Glossary {
        let term = |language: &str, text: &str, status, years: &str| Term {
            language: language.parse().expect("a tag"),
            text: text.to_owned(),
            status,
            years: Years::parse(years).expect("years"),
        };
        let premier = Entry {
            id: Some("premier".to_owned()),
            terms: vec![
                term("en", "premier", Status::Preferred, "1948-1972"),
                term("en", "prime minister", Status::Admitted, "1948-1972"),
                term("ko", "수상", Status::Preferred, "1948-1972"),
                term("ko", "총리 & <국무>", Status::Deprecated, "1948-1972"),
            ],
        };
        let plenum = Entry {
            id: Some("c2".to_owned()),
            terms: vec![
                term("en", "plenum", Status::Preferred, ""),
                term("ko", "전원회의", Status::Preferred, ""),
            ],
        };
        Glossary { entries: vec![premier, plenum] }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let glossary = sample();
        assert_eq!(Glossary::parse(&glossary.to_tbx()).expect("TBX"), glossary);
        assert_eq!(Glossary::parse(&glossary.to_tsv()).expect("a table"), glossary);
    }

    #[test]
    fn years_are_read() {
        let years = |from, to| Some(Years { from, to });
        #[rustfmt::skip]
        let cases = [
            ("1948-1972", years(Some(1948), Some(1972))),
            ("1948–",     years(Some(1948), None)),
            ("-1972",     years(None, Some(1972))),
            ("1953",      years(Some(1953), Some(1953))),
            ("",          years(None, None)),
            ("the war",   None),
        ];
        for (text, expected) in cases {
            assert_eq!(Years::parse(text), expected, "{text}");
        }
        let span = Years { from: Some(1948), to: Some(1972) };
        assert!(span.hold(Some(1957)) && span.hold(None) && !span.hold(Some(1973)));
    }

    #[test]
    fn all_styles_of_tbx_are_read() {
        let dca = r#"<?xml version="1.0"?><tbx style="dca" type="TBX-Basic" xml:lang="en"
            xmlns="urn:iso:std:iso:30042:ed-2"><text><body><conceptEntry id="c1">
            <langSec xml:lang="en"><termSec><term>plenum</term></termSec></langSec>
            <langSec xml:lang="ko"><termSec><term>전원회의</term>
              <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
            <termSec><term>총회</term>
              <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec></langSec>
            </conceptEntry></body></text></tbx>"#;
        let dct = dca
            .replace("<termNote type=\"administrativeStatus\">", "<min:administrativeStatus>")
            .replace("</termNote>", "</min:administrativeStatus>");
        let old = dca
            .replace("conceptEntry", "termEntry")
            .replace("langSec", "langSet")
            .replace("termSec", "tig");
        for text in [dca.to_owned(), dct, old] {
            let glossary = Glossary::parse(&text).expect("TBX");
            let [entry] = &glossary.entries[..] else { panic!("{glossary:?}") };
            let terms: Vec<_> = entry.terms.iter().map(|t| (t.text.as_str(), t.status)).collect();
            let expected = [
                ("plenum", Status::Preferred),
                ("전원회의", Status::Preferred),
                ("총회", Status::Deprecated),
            ];
            assert_eq!(terms, expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_glossary_is_said() {
        #[rustfmt::skip]
        let cases = [
            ("plenum\t전원회의\n",                       "the first row names no two languages"),
            ("en\tko\tyears\nplenum\t전원회의\tearly\n", "line 2: “early” is no span of years"),
            ("<tbx><body></tbx>",                        "the glossary is no well-formed XML"),
        ];
        for (text, message) in cases {
            let problem = Glossary::parse(text).expect_err(message).to_string();
            assert!(problem.starts_with(message), "{problem}");
        }
    }
}
