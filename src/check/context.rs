use std::{fmt::Write as _, sync::OnceLock};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::{
    Explanation, Finding, Issue, Severity, Side, confidence,
    omission::Candidate,
    values::{self, Divergence},
};
use crate::{
    align::{self, Alignment, Bead},
    anchor::{Anchor, Anchors, name::authority::Authority},
    encoder::{Encoder, HalfVectors, Vectors},
    glossary::Glossary,
    halves::Unpaired,
    lexicon::{Lexicon, Words},
    segment::{Bitext, Half, Segment},
    text::{Folded, Span},
};

/// All that rules may look at.
#[derive(Debug)]
pub struct Context<'a> {
    /// Both halves.
    pub bitext: &'a Bitext,
    /// The beads.
    pub alignment: &'a Alignment,
    /// The values in the segments.
    pub anchors: &'a Anchors,
    encoder: Option<&'a Encoder>,
    vectors: OnceLock<[HalfVectors; 2]>,
    singles: OnceLock<[Vectors; 2]>,
    lexicon: Option<&'static Lexicon>,
    authority: Option<&'a Authority>,
    glossaries: &'a [Glossary],
    unpaired: Unpaired,
    year: Option<u16>,
    least_confidence: f64,
    readings: OnceLock<Option<[Vec<Words>; 2]>>,
    divergences: OnceLock<Vec<Divergence>>,
    suspects: OnceLock<Vec<Candidate>>,
}

/// Words of one side, by segment: what a rule points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// A stretch of one segment, byte offsets in the segment's text.
    Words {
        /// Index of the segment.
        segment: usize,
        /// The stretch.
        span: Span,
    },
    /// A whole segment, by its index.
    Segment(usize),
    /// What stands in the file and is in no segment.
    Apart {
        /// Byte offsets in the file.
        span: Span,
        /// What stands there.
        text: String,
    },
}

/// What a rule has to say, before it is given a place and an identity.
#[derive(Debug, Clone)]
pub struct Remark<'a> {
    /// Position of the bead.
    pub bead: usize,
    /// The words of the source.
    pub source: Option<Mark>,
    /// The words of the target.
    pub target: Option<Mark>,
    /// How much it matters.
    pub severity: Severity,
    /// The kind of evidence, a word of the rule's own; with the rule it names a row of the table of
    /// measured confidences.
    pub evidence: &'a str,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What should stand in the target instead.
    pub suggestion: Option<String>,
}

impl<'a> Context<'a> {
    /// What rules need in any case.
    pub fn new(bitext: &'a Bitext, alignment: &'a Alignment, anchors: &'a Anchors) -> Self {
        Self {
            bitext,
            alignment,
            anchors,
            encoder: None,
            vectors: OnceLock::new(),
            singles: OnceLock::new(),
            lexicon: None,
            authority: None,
            glossaries: &[],
            unpaired: Unpaired::default(),
            year: None,
            least_confidence: 0.0,
            readings: OnceLock::new(),
            divergences: OnceLock::new(),
            suspects: OnceLock::new(),
        }
    }

    /// With an encoder for the rules that compare meanings; it must know both languages.
    #[must_use]
    pub fn with_encoder(self, encoder: Option<&'a Encoder>) -> Self {
        Self { encoder, ..self }
    }

    /// With what the encoder made of both halves, if they were encoded before ([`align::encode`]).
    #[must_use]
    pub fn with_vectors(self, vectors: Option<[HalfVectors; 2]>) -> Self {
        Self { vectors: vectors.map_or_else(OnceLock::new, OnceLock::from), ..self }
    }

    /// With another lexicon than the one that comes with the program.
    #[must_use]
    pub fn with_lexicon(self, lexicon: Option<&'static Lexicon>) -> Self {
        Self { lexicon, ..self }
    }

    /// With what is known of the people of a collection.
    #[must_use]
    pub fn with_authority(self, authority: Option<&'a Authority>) -> Self {
        Self { authority, ..self }
    }

    /// The people of the collection, if there is a file of them.
    pub fn authority(&self) -> Option<&'a Authority> {
        self.authority
    }

    /// With the user's glossaries, and the year of the document if the user says so.
    #[must_use]
    pub fn with_glossaries(self, glossaries: &'a [Glossary], year: Option<u16>) -> Self {
        Self { glossaries, year, ..self }
    }

    /// With the listings of the two files that have no counterpart ([`halves::compare`](crate::halves::compare)).
    #[must_use]
    pub fn with_unpaired(self, unpaired: Unpaired) -> Self {
        Self { unpaired, ..self }
    }

    /// The listings without a counterpart.
    pub(super) fn unpaired(&self) -> &Unpaired {
        &self.unpaired
    }

    /// With the confidence from which findings are told: what is sure to stay below need not be found.
    #[must_use]
    pub fn with_least_confidence(self, least_confidence: f64) -> Self {
        Self { least_confidence, ..self }
    }

    /// Whether a finding of this rule with this evidence is told.
    pub(super) fn tells(&self, rule: &Explanation, evidence: &str) -> bool {
        confidence::of(rule.name, evidence) >= self.least_confidence
    }

    /// The user's glossaries.
    pub fn glossaries(&self) -> &'a [Glossary] {
        self.glossaries
    }

    /// The year of the document, if the user said it.
    pub fn year(&self) -> Option<u16> {
        self.year
    }

    /// The encoder, if there is one: rules that need it are silent without.
    pub fn encoder(&self) -> Option<&'a Encoder> {
        self.encoder
    }

    /// The vectors of both halves, source first, worked out once for all rules; `None` without an encoder.
    pub(super) fn vectors(&self) -> Option<&[HalfVectors; 2]> {
        let encoder = self.encoder?;
        Some(self.vectors.get_or_init(|| align::encode(encoder, self.bitext)))
    }

    /// The vectors of the single segments of both halves, a row each, worked out once for all rules: one by
    /// one they would cost several times as much.
    pub(super) fn singles(&self) -> Option<&[Vectors; 2]> {
        let halves = self.vectors()?;
        Some(self.singles.get_or_init(|| halves.each_ref().map(HalfVectors::segments)))
    }

    /// The lexicon, if it knows the two languages.
    pub fn lexicon(&self) -> Option<&'static Lexicon> {
        let (source, target) = (&self.bitext.source.language, &self.bitext.target.language);
        let known = (source.is_english() && target.is_korean())
            || (source.is_korean() && target.is_english());
        known.then(|| self.lexicon.unwrap_or_else(Lexicon::embedded))
    }

    /// The segments of the source as the [`lexicon`](Self::lexicon) reads them, read once for all rules.
    pub fn source_words(&self) -> Option<&[Words]> {
        self.readings().map(|[source, _]| source.as_slice())
    }

    /// The segments of the target as the [`lexicon`](Self::lexicon) reads them, read once for all rules.
    pub fn target_words(&self) -> Option<&[Words]> {
        self.readings().map(|[_, target]| target.as_slice())
    }

    /// The phrases of both sides that may have no counterpart, `find` being asked once for all rules.
    pub(super) fn suspects(&self, find: impl FnOnce() -> Vec<Candidate>) -> &[Candidate] {
        self.suspects.get_or_init(find)
    }

    fn readings(&self) -> Option<&[Vec<Words>; 2]> {
        let read = |lexicon: &Lexicon, half: &Half| {
            let korean = half.language.is_korean();
            let segments = half.segments.par_iter();
            let words = segments.map(|segment| {
                if korean {
                    lexicon.read_korean(&segment.text)
                } else {
                    lexicon.read_english(&segment.text)
                }
            });
            words.collect()
        };
        let both = || {
            let lexicon = self.lexicon()?;
            Some([read(lexicon, &self.bitext.source), read(lexicon, &self.bitext.target)])
        };
        self.readings.get_or_init(both).as_ref()
    }

    /// Everything in which the two halves differ in value, compared once for all rules.
    pub(super) fn divergences(&self) -> &[Divergence] {
        self.divergences.get_or_init(|| values::compare(self))
    }

    /// The beads with their positions.
    pub fn beads(&self) -> impl Iterator<Item = (usize, &'a Bead)> + use<'a> {
        self.alignment.beads.iter().enumerate()
    }

    /// The source segments of a bead.
    pub fn source(&self, bead: &Bead) -> &'a [Segment] {
        &self.bitext.source.segments[bead.source.clone()]
    }

    /// The target segments of a bead.
    pub fn target(&self, bead: &Bead) -> &'a [Segment] {
        &self.bitext.target.segments[bead.target.clone()]
    }

    /// The anchors of a bead's source side, each with the index of its segment.
    pub fn source_anchors(&self, bead: &Bead) -> impl Iterator<Item = (usize, &'a Anchor)> {
        let anchors = self.anchors;
        bead.source.clone().flat_map(move |i| anchors.source[i].iter().map(move |a| (i, a)))
    }

    /// The anchors of a bead's target side, each with the index of its segment.
    pub fn target_anchors(&self, bead: &Bead) -> impl Iterator<Item = (usize, &'a Anchor)> {
        let anchors = self.anchors;
        bead.target.clone().flat_map(move |i| anchors.target[i].iter().map(move |a| (i, a)))
    }

    /// Makes a finding of `rule` out of a remark.
    pub fn finding(&self, rule: &Explanation, remark: Remark<'_>) -> Finding {
        let confidence = confidence::of(rule.name, remark.evidence);
        self.finding_of(rule.name, rule.issue, confidence, remark)
    }

    /// Makes a finding out of a remark of a rule that is none of [`RULES`](super::RULES): one that a user
    /// wrote.
    pub fn finding_of(
        &self,
        rule: &str,
        issue: Issue,
        confidence: f64,
        remark: Remark<'_>,
    ) -> Finding {
        let source = remark.source.map(|mark| side(&self.bitext.source, &mark));
        let target = remark.target.map(|mark| side(&self.bitext.target, &mark));
        let about = |around: usize| {
            let halves = [(&source, &self.bitext.source), (&target, &self.bitext.target)];
            let mut parts = vec![rule.to_owned()];
            for (side, half) in halves {
                parts.push(side.as_ref().map_or_else(String::new, |s| surrounded(half, s, around)));
            }
            fingerprint(&parts)
        };
        let (id, group) = (about(CONTEXT_WORDS), about(0));
        // What is sooner wrong than right is worth a look, but does not fail anybody's build.
        let doubtful = confidence < DOUBTFUL;
        let severity = if doubtful { Severity::Minor } else { remark.severity };
        Finding {
            id,
            group,
            rule: rule.to_owned(),
            evidence: remark.evidence.to_owned(),
            issue,
            severity,
            confidence,
            bead: remark.bead,
            source,
            target,
            message: remark.message,
            suggestion: remark.suggestion,
            also: Vec::new(),
            occurrences: Vec::new(),
            members: Vec::new(),
        }
    }
}

/// A finding with less confidence is minor, whatever it would be if it were right.
const DOUBTFUL: f64 = 0.5;

/// How many words before and after those marked belong to a finding's identity. They tell two findings
/// with the same words apart, and are taken across segment borders, so that it makes no difference
/// where a sentence is cut.
const CONTEXT_WORDS: usize = 3;

fn side(half: &Half, mark: &Mark) -> Side {
    let (segment, span) = match mark {
        Mark::Words { segment, span } => (&half.segments[*segment], *span),
        Mark::Segment(index) => {
            let segment = &half.segments[*index];
            (segment, Span::new(0, segment.text.len()))
        }
        Mark::Apart { span, text } => {
            return Side { segments: Vec::new(), text: text.clone(), span: *span };
        }
    };
    Side {
        segments: vec![segment.index],
        text: span.of(&segment.text).to_owned(),
        span: segment.place(span),
    }
}

/// The folded words of `side`, with `around` words of the half on either side of them.
fn surrounded(half: &Half, side: &Side, around: usize) -> String {
    let inside = normalised(&side.text);
    let Some(&index) = side.segments.first().filter(|_| around > 0) else { return inside };
    let segment = &half.segments[index];
    let start = segment.inside(side.span.start);
    let before = half.segments[..index].iter().rev().map(|s| s.text.as_str());
    let after = half.segments[index + 1..].iter().map(|s| s.text.as_str());
    let first = std::iter::once(&segment.text[..start]).chain(before);
    let last = std::iter::once(&segment.text[start + side.text.len()..]).chain(after);
    // Only the nearest words are folded: a segment may be as long as a book.
    let mut words: Vec<String> = first
        .flat_map(|text| {
            text.split_whitespace().rev().take(around).map(normalised).collect::<Vec<_>>()
        })
        .filter(|word| !word.is_empty())
        .take(around)
        .collect();
    words.reverse();
    words.push(inside);
    words.extend(
        last.flat_map(|text| {
            text.split_whitespace().take(around).map(normalised).collect::<Vec<_>>()
        })
        .filter(|word| !word.is_empty())
        .take(around),
    );
    words.join(" ")
}

/// Folded, with every run of white space made one space: what stays the same when a line is wrapped
/// anew or a quotation mark is changed.
fn normalised(text: &str) -> String {
    Folded::new(text).text().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn fingerprint(parts: &[String]) -> String {
    let digest = Sha256::digest(parts.join("\u{1f}").as_bytes());
    digest.iter().take(8).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
