//! Glossaries: what a term is to be called in other languages, what it must not be called, and when.
//!
//! Read from TBX (ISO 30042:2019, in DCA and DCT style, and the elements of its older edition) and from
//! tables of tab-separated values; written in both.

mod problem;
mod tbx;
mod tsv;

use std::{borrow::Cow, fmt, fs, path::Path};

use encoding_rs::{UTF_16BE, UTF_16LE};
pub use problem::Problem;
use serde::{Deserialize, Serialize};

use crate::{Error, text::Language};

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

impl Glossary {
    /// Reads a glossary file: UTF-8 or, with its mark or as XML, UTF-16.
    ///
    /// # Errors
    ///
    /// [`Error::Read`], and [`Error::Glossary`] with what is wrong and where.
    pub fn open(path: &Path) -> crate::Result<Self> {
        let bytes =
            fs::read(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
        let refused = |problem| Error::Glossary { path: path.to_owned(), problem };
        Self::parse(&decoded(&bytes).map_err(refused)?).map_err(refused)
    }

    /// Reads a glossary: TBX if `text` begins with `<`, else a table.
    ///
    /// A table has a row of column names first: language tags (`en`, `ko`), `years`, and for forms that
    /// must not be used a tag with `-forbidden` (`ko-forbidden`); other columns are read over. Forms in
    /// a cell are separated by `|`, the preferred one first. TBX may be that of 2008 (`martif`) or of 2019 (`tbx`)
    /// in either style; the language of a term is what `xml:lang` says. Nothing outside the file is ever opened.
    ///
    /// Linear in the length of the text.
    ///
    /// # Errors
    ///
    /// If it is neither, or cut short, or has no concept with terms in two languages.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim_start_matches('\u{feff}');
        if text.trim().is_empty() {
            return Err(Problem::Empty);
        }
        let xml = text.trim_start().starts_with('<');
        let glossary = if xml { tbx::parse(text) } else { tsv::parse(text) }?;
        let usable = |entry: &Entry| {
            let mut languages = entry.terms.iter().map(|term| term.language.primary());
            languages.next().is_some_and(|first| languages.any(|other| other != first))
        };
        if glossary.entries.iter().any(usable) { Ok(glossary) } else { Err(Problem::NoTerms) }
    }

    /// Whether a concept has terms in both languages.
    pub fn serves(&self, source: &Language, target: &Language) -> bool {
        self.entries.iter().any(|entry| {
            let has = |language: &Language| {
                entry.terms.iter().any(|term| term.language.primary() == language.primary())
            };
            has(source) && has(target)
        })
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

/// The text of a glossary file.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, Problem> {
    let wide = match bytes {
        [0xff, 0xfe, ..] | [b'<', 0, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] | [0, b'<', ..] => Some(UTF_16BE),
        _ => None,
    };
    if let Some(encoding) = wide {
        if bytes.len() % 2 == 1 {
            return Err(Problem::CutShort {
                line: None,
                inside: "a character of UTF-16".to_owned(),
            });
        }
        let (text, _, wrong) = encoding.decode(bytes);
        return if wrong { Err(Problem::Encoding { line: None }) } else { Ok(text) };
    }
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        Problem::Encoding { line: Some(before.split(|b| *b == b'\n').count()) }
    })
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
    fn the_older_tbx_is_read_with_its_doctype_and_groups() {
        let text = r#"<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body><termEntry id="t1">
  <langSet xml:lang="en-US"><ntig><termGrp><term>harvest</term></termGrp></ntig></langSet>
  <langSet xml:lang="ko"><tig><term>가을걷이 &amp; 추수</term></tig></langSet>
</termEntry></body></text></martif>"#;
        let glossary = Glossary::parse(text).expect("TBX");
        let [entry] = &glossary.entries[..] else { panic!("{glossary:?}") };
        let terms: Vec<_> =
            entry.terms.iter().map(|t| (t.language.primary(), t.text.as_str())).collect();
        assert_eq!(terms, [("en", "harvest"), ("ko", "가을걷이 & 추수")]);
    }

    #[test]
    fn utf_16_is_read() {
        let text = sample().to_tbx().replace("UTF-8", "UTF-16");
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked: Vec<u8> = [0xfe, 0xff]
            .into_iter()
            .chain(text.encode_utf16().flat_map(u16::to_be_bytes))
            .collect();
        for bytes in [&little, &marked] {
            let text = decoded(bytes).expect("UTF-16");
            assert_eq!(Glossary::parse(&text).expect("TBX"), sample());
        }
        assert!(matches!(decoded(&little[..little.len() - 1]), Err(Problem::CutShort { .. })));
    }

    #[test]
    fn what_is_no_glossary_is_said() {
        let open = "<tbx type=\"TBX-Basic\"><text><body>\n<conceptEntry id=\"c1\">";
        let cut = format!("{open}\n<langSec xml:lang=\"en\"><termSec><term>har");
        let outside = "<?xml version=\"1.0\"?>\n<!DOCTYPE tbx [<!ENTITY x SYSTEM \"other.txt\">]>\n<tbx></tbx>";
        let entity = format!("{open}<langSec xml:lang=\"en\"><termSec><term>&x;</term>");
        #[rustfmt::skip]
        let cases = [
            // text                                       problem                                        why
            ("plenum\t전원회의\n",                        "line 1: the first row names no two languages", "no head"),
            ("en\tko\tyears\nplenum\t전원회의\tearly\n",  "line 2: “early” is no span of years",          "years"),
            ("<tbx><body></tbx>",                         "line 1: this is no well-formed XML",           "tags that cross"),
            ("",                                          "the file is empty",                            "nothing"),
            (" \n\n",                                     "the file is empty",                            "white space"),
            ("en\tko\n",                                  "no row has terms in two languages",            "a head alone"),
            ("en\tko\nharvest\t\n",                       "no row has terms in two languages",            "one language"),
            ("<!doctype html><html><body>",               "line 1: this is a web page",                   "a page"),
            ("<html><head><title>x</title></head></html>", "line 1: this is a web page",                  "without a doctype"),
            ("<xliff version=\"1.2\"></xliff>",           "line 1: this is XML with the root “xliff”",    "another format"),
            (&cut,                                        "line 3: the file ends inside “term”",          "cut short"),
            (open,                                        "line 2: the file ends inside “conceptEntry”",  "cut between concepts"),
            (outside,                                     "line 2: it defines entities of its own",       "an entity of another file"),
            (&entity,                                     "line 2: there is no entity “x”",               "an entity that nobody defines"),
        ];
        for (text, message, why) in cases {
            let problem = Glossary::parse(text).expect_err(message).to_string();
            assert!(problem.starts_with(message), "{why}: {problem}");
            assert!(problem.contains([':', ';']), "{why} without a remedy: {problem}");
        }
    }
}
