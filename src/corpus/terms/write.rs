//! Terms as glossaries: a table that tells where they come from, and TBX in both of its editions.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::{Candidate, Text};
use crate::text::{Language, legal_in_xml};

/// A format of terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table with the columns of a glossary first.
    Tsv,
    /// TBX-Basic of ISO 30042:2019 (version 3).
    Tbx,
    /// TBX-Basic of ISO 30042:2008 (version 2), which more programs read.
    Tbx2,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Tsv, Self::Tbx, Self::Tbx2];

    /// The name of the format, as it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tsv => "tsv",
            Self::Tbx => "tbx",
            Self::Tbx2 => "tbx2",
        }
    }

    /// What it is, in a line.
    pub fn summary(self) -> &'static str {
        match self {
            Self::Tsv => "A table with counts, scores and an example of each",
            Self::Tbx => "TBX-Basic, version 3 (ISO 30042:2019)",
            Self::Tbx2 => "TBX-Basic, version 2 (ISO 30042:2008)",
        }
    }

    /// Writes candidates that were found in `texts`.
    pub fn write(
        self,
        candidates: &[Candidate],
        texts: &[Text],
        languages: [&Language; 2],
    ) -> String {
        match self {
            Self::Tsv => table(candidates, texts, languages),
            Self::Tbx => tbx(candidates, texts, languages, &THIRD),
            Self::Tbx2 => tbx(candidates, texts, languages, &SECOND),
        }
    }
}

fn table(candidates: &[Candidate], texts: &[Text], languages: [&Language; 2]) -> String {
    let [source, target] = languages.map(Language::customary);
    let mut table = format!(
        "{source}\t{target}\tkind\tcount\tsource_count\ttarget_count\tscore\texample_source\texample_target\tplace\n"
    );
    let cell = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    // A bar would divide a term in two.
    let term = |text: &str| cell(text).replace('|', " ");
    for Candidate { terms: [source, target], is_name, count, counts, score, example } in candidates
    {
        let Text { sides: [own, other], place } = &texts[*example];
        let kind = if *is_name { "name" } else { "term" };
        let [alone, other_alone] = counts;
        let _ = writeln!(
            table,
            "{}\t{}\t{kind}\t{count}\t{alone}\t{other_alone}\t{score:.2}\t{}\t{}\t{}",
            term(source),
            term(target),
            cell(own),
            cell(other),
            cell(place)
        );
    }
    table
}

/// What an edition of TBX calls its elements.
struct Edition {
    before: fn(&str) -> String,
    entry: &'static str,
    language: &'static str,
    term: &'static str,
    after: &'static str,
}

const SECOND: Edition = Edition {
    before: |language| {
        format!(
            "<!DOCTYPE martif SYSTEM \"TBXBasiccoreStructV02.dtd\">\n<martif type=\"TBX-Basic\" xml:lang=\"{language}\">\n\
             <martifHeader>\n<fileDesc>\n<sourceDesc><p>Terms found by daejo {}</p></sourceDesc>\n</fileDesc>\n\
             <encodingDesc><p type=\"XCSURI\">TBXBasicXCSV02.xcs</p></encodingDesc>\n</martifHeader>\n",
            env!("CARGO_PKG_VERSION")
        )
    },
    entry: "termEntry",
    language: "langSet",
    term: "tig",
    after: "</martif>\n",
};

const THIRD: Edition = Edition {
    before: |language| {
        format!(
            "<tbx style=\"dca\" type=\"TBX-Basic\" xml:lang=\"{language}\" xmlns=\"urn:iso:std:iso:30042:ed-2\">\n\
             <tbxHeader>\n<fileDesc>\n<sourceDesc><p>Terms found by daejo {}</p></sourceDesc>\n</fileDesc>\n</tbxHeader>\n",
            env!("CARGO_PKG_VERSION")
        )
    },
    entry: "conceptEntry",
    language: "langSec",
    term: "termSec",
    after: "</tbx>\n",
};

fn tbx(
    candidates: &[Candidate],
    texts: &[Text],
    languages: [&Language; 2],
    edition: &Edition,
) -> String {
    let content = |text: &str| escape(&*legal_in_xml(text)).into_owned();
    let tags = languages.map(Language::customary);
    let Edition { before, entry, language, term, after } = edition;
    let mut text =
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}<text>\n<body>\n", before(&tags[0]));
    for (number, candidate) in (1..).zip(candidates) {
        let Text { sides, place } = &texts[candidate.example];
        let _ = writeln!(text, "<{entry} id=\"t{number}\">");
        for side in [0, 1] {
            let told =
                format!("{}; {} of {} times", place, candidate.count, candidate.counts[side]);
            let kind = if candidate.is_name { "properNoun" } else { "noun" };
            let _ = writeln!(
                text,
                "<{language} xml:lang=\"{}\">\n<{term}>\n<term>{}</term>\n\
                 <termNote type=\"partOfSpeech\">{kind}</termNote>\n<descrip type=\"context\">{}</descrip>\n\
                 <note>{}</note>\n</{term}>\n</{language}>",
                tags[side],
                content(&candidate.terms[side]),
                content(&sides[side]),
                content(&told)
            );
        }
        let _ = writeln!(text, "</{entry}>");
    }
    text + "</body>\n</text>\n" + after
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::Glossary;

    #[test]
    fn every_format_is_a_glossary() {
        let texts = [Text {
            sides: ["Tom & \"Jerry\" met <them>.".into(), "톰과 제리가\t만났다.".into()],
            place: "a.txt:1".into(),
        }];
        let candidate = Candidate {
            terms: ["Tom & Jerry".into(), "톰과 제리".into()],
            is_name: true,
            count: 3,
            counts: [4, 3],
            score: 0.857,
            example: 0,
        };
        let languages = [&Language::english(), &Language::korean()];
        for format in Format::ALL {
            let text = format.write(std::slice::from_ref(&candidate), &texts, languages);
            let glossary = Glossary::parse(&text).unwrap_or_else(|p| panic!("{p}: {text}"));
            let [entry] = &glossary.entries[..] else { panic!("{text}") };
            let terms: Vec<&str> = entry.terms.iter().map(|term| term.text.as_str()).collect();
            assert_eq!(terms, ["Tom & Jerry", "톰과 제리"], "{}", format.name());
        }
    }
}
