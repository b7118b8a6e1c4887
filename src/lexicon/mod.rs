//! Which English and Korean words translate each other, with probabilities: loaded, looked up, learned.
//!
//! English words stand in a plain form, Korean ones as stems (만든 → 만들다, 개최하였다 → 개최). The
//! probabilities were learned from pairs of sentences by expectation maximisation ([`train()`]) and lie
//! in a file that is used as it is. [`Lexicon::covers`] tells which words of a pair of texts have a
//! partner opposite, [`Lexicon::similarity_nats`] how much likelier the pair is than chance.

mod cover;
mod em;
mod file;
pub(crate) mod joint;
mod matrix;
mod pairs;
mod pull;
mod reading;
mod similarity;
mod stems;
mod train;

use std::{borrow::Cow, sync::LazyLock};

use serde::{Deserialize, Serialize};

pub use cover::{Coverage, WordCover};
pub use pairs::pairs;
pub(crate) use pull::{Called, Pull, Reading};
pub(crate) use reading::is_grammar;
pub use reading::{ReadWord, Words};
pub use train::{Options, train};

use crate::{Result, text::Tongue};
use file::{File, Of};

/// Where a lexicon was learned and under which terms.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Meta {
    /// What it is, in a line.
    pub title: String,
    /// The texts it was learned from.
    pub sources: Vec<Source>,
    /// The terms under which the lexicon itself is given.
    pub licence: String,
}

/// A text that a lexicon was learned from.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Source {
    /// Its short name.
    pub name: String,
    /// Whose it is.
    pub attribution: String,
    /// Its licence.
    pub licence: String,
    /// Pairs of segments taken from it.
    pub pairs: usize,
}

/// What is wrong with a lexicon file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The bytes are something else.
    #[error("these bytes are not a lexicon")]
    NotALexicon,
    /// The file was written by another version.
    #[error("the lexicon has format {found}, and this build reads {read}: learn it again")]
    Version {
        /// Format of the file.
        found: u32,
        /// Format that is read.
        read: u32,
    },
    /// The bytes are not those that were written.
    #[error("the lexicon is damaged: its checksum is another")]
    Checksum,
    /// The file ends before it should.
    #[error("the lexicon is cut short")]
    Truncated,
    /// The description in the file cannot be read.
    #[error("the lexicon's description cannot be read")]
    Meta(#[source] serde_json::Error),
}

/// Word translation probabilities between English and Korean.
///
/// Cheap to make from bytes (nothing is parsed) and to share.
#[derive(Debug, Clone)]
pub struct Lexicon {
    file: File,
}

static EMBEDDED: LazyLock<Lexicon> = LazyLock::new(|| {
    let bytes: &'static [u8] = include_bytes!("../../corpora/lexicon/en-ko.lexicon");
    let file = File::open(Cow::Borrowed(bytes), false);
    Lexicon { file: file.expect("a test reads the embedded lexicon whole") }
});

/// The words and translations that every lexicon is taught beside its texts: common words of politics,
/// diplomacy, economy and daily life, English and Korean.
pub fn dictionary() -> Vec<(String, String)> {
    let text = include_str!("../../corpora/lexicon/dictionary.tsv");
    let rows = crate::text::table::rows::<3>("dictionary.tsv", text).into_iter();
    rows.map(|[english, korean, _]| (english.to_owned(), korean.to_owned())).collect()
}

impl Lexicon {
    /// The lexicon that comes with the program.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads a lexicon written by [`bytes`](Self::bytes), checking its checksum.
    ///
    /// # Errors
    ///
    /// [`Error::Lexicon`](crate::Error::Lexicon) if the bytes are not a whole lexicon of this version.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self> {
        let file = File::open(bytes.into(), true)?;
        file.meta()?;
        Ok(Self { file })
    }

    /// The lexicon as a file.
    pub fn bytes(&self) -> &[u8] {
        self.file.bytes()
    }

    /// Where it was learned.
    ///
    /// # Errors
    ///
    /// [`Error::Lexicon`](crate::Error::Lexicon) if the description is damaged.
    pub fn meta(&self) -> Result<Meta> {
        Ok(self.file.meta()?)
    }

    /// How many English words and Korean stems it knows.
    pub fn len(&self) -> (usize, usize) {
        (self.file.len(Of::English) as usize, self.file.len(Of::Korean) as usize)
    }

    /// Whether it knows no word at all.
    pub fn is_empty(&self) -> bool {
        self.len() == (0, 0)
    }

    /// The plain forms that translate a word of a tongue, in any form, into the other, likeliest first, each with
    /// the probability that an occurrence of the word is translated so. They add up to less than 1: the
    /// rest are occurrences that are translated otherwise or not at all.
    pub fn translations(&self, word: &str, tongue: Tongue) -> Vec<(String, f64)> {
        let number = match tongue {
            Tongue::English => self.lemma(&word.to_lowercase()),
            Tongue::Korean => self.numbers(word).first().map(|(number, _)| *number),
        };
        self.listed(tongue.into(), number, tongue.other().into())
    }

    /// The stem this lexicon sees in a Korean word: a noun, or a verb or adjective in the dictionary
    /// form. A word of which nothing is known loses its particles.
    ///
    /// # Examples
    ///
    /// ```
    /// # use daejo::lexicon::Lexicon;
    /// let lexicon = Lexicon::embedded();
    /// assert_eq!(lexicon.stem("만들었다"), "만들다");
    /// assert_eq!(lexicon.stem("대사관에서는"), "대사관");
    /// ```
    pub fn stem(&self, word: &str) -> String {
        self.ranked(word).into_iter().next().map_or_else(|| word.to_owned(), |r| r.0.stem)
    }

    /// How likely a run of Hangul is as a word, in nats below certainty: by the shares of its stem and of what is
    /// written onto it, of what is unknown by its length.
    pub(crate) fn word_nats(&self, word: &str) -> f64 {
        self.ranked(word).first().map_or(0.0, |(_, nats)| *nats)
    }

    /// What is written onto the stem of a Korean word in its likeliest reading, with a hyphen before a verb's
    /// ending; empty for a bare noun.
    pub(crate) fn ending(&self, word: &str) -> String {
        self.ranked(word).into_iter().next().map_or_else(String::new, |(reading, _)| reading.ending)
    }

    /// Whether it knows a word of a tongue, in any form.
    pub(crate) fn knows(&self, word: &str, tongue: Tongue) -> bool {
        match tongue {
            Tongue::English => self.lemma(&word.to_lowercase()).is_some(),
            Tongue::Korean => !self.numbers(word).is_empty(),
        }
    }

    /// All words of a tongue that it knows, in their plain forms, sorted.
    pub fn known(&self, tongue: Tongue) -> Vec<String> {
        let of = tongue.into();
        (0..self.file.len(of)).map(|number| self.file.word(of, number)).collect()
    }

    fn listed(&self, of: Of, number: Option<u32>, other: Of) -> Vec<(String, f64)> {
        let mut found = Vec::new();
        if let Some(number) = number {
            self.file.translations(of, number, |word, there, _| found.push((word, there)));
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.into_iter().map(|(word, p)| (self.file.word(other, word), p)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_lexicon_is_whole_and_small() {
        let lexicon = Lexicon::from_bytes(Lexicon::embedded().bytes().to_vec()).expect("whole");
        let meta = lexicon.meta().expect("described");
        assert!(meta.sources.iter().all(|s| s.pairs > 0 && !s.licence.is_empty()), "{meta:?}");
        assert!(lexicon.bytes().len() < 3_000_000);
        let (english, korean) = lexicon.len();
        assert!(english > 10_000 && korean > 10_000, "{english} {korean}");
    }

    #[test]
    fn words_are_looked_up_in_any_form() {
        let lexicon = Lexicon::embedded();
        #[rustfmt::skip]
        let cases = [
            ("visited", "방문"), ("Embassies", "대사관"), ("discussed", "논의"), ("war", "전쟁"),
            ("make", "만들다"), ("children", "자손"), ("Seas", "바다"),
        ];
        for (english, korean) in cases {
            assert_eq!(lexicon.translations(english, Tongue::English)[0].0, korean, "{english}");
        }
        for (korean, english) in
            [("방문하였던", "visit"), ("바다에서", "sea"), ("대사관의", "embassy")]
        {
            assert_eq!(lexicon.translations(korean, Tongue::Korean)[0].0, english, "{korean}");
        }
    }
}
