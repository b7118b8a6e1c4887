//! A small document with hand-made findings, for the tests of the formats.

use std::path::Path;

use super::{Compared, Input};
use crate::{
    align::{Alignment, Bead},
    baseline::{Comparison, Entry, Status},
    document::Document,
    halves::{Kind, Part, Unpaired},
    judge::{Account, Finding},
    reading::Side,
    rule::{Issue, Severity},
    segment::{Bitext, Half, Segment},
    text::{Language, Span},
};

const TEXT: &str = "Skip to content\n\
\n\
N o t e\n\
Following the September plenum the minister of construction Kim Seung-hwa [Kim Sung Hwa] was removed.  \
Minister Kim Seung-hwa was sent to the USSR to study, since nobody dared to cause any harm to so popular \
a man.\n\
The Americans\tdid not come to the meeting on 26 March, although they had been invited, and nothing was \
said about the reasons either by the Swedes or by the Swiss, who merely took note of their absence and \
went on to the next point of the agenda, which dealt with the inspection of the ports and with the \
replacement of materiel as the armistice provides; the Korean side protested.\n\
He wrote to Cde. Brzostowski.\n\
\n\
9월전원회의 이후 건설수상 김승화[金承化]가 해임되였다. 김승화 수상은 대중 속에서 인기가 있어 행정처벌을 하지 못하고 \
쏘련에 류학을 보냈다.\n\
그는 브르조스토우스키동지에게 “편지”를 썼다…\n\
끝\n";

/// A document, taken apart, with findings on it.
pub(super) struct Sample {
    pub(super) input: Input,
    pub(super) bitext: Bitext,
    pub(super) alignment: Alignment,
    pub(super) findings: Vec<Finding>,
}

impl Sample {
    pub(super) fn compared(&self) -> Compared<'_> {
        Compared { input: &self.input, bitext: &self.bitext, alignment: &self.alignment }
    }
}

impl Sample {
    /// Three of the findings, and a baseline that does not know the first, knows the second with other
    /// words, knows the third, and one that is gone.
    pub(super) fn compared_with_a_baseline(&self) -> (Vec<Finding>, Comparison) {
        let mut findings = self.findings[..3].to_vec();
        let account = |rule: &str, message: &str| Account {
            id: "0".repeat(16),
            rule: rule.into(),
            evidence: "sample".into(),
            message: message.into(),
        };
        findings[1].also.push(account("name", "수상 is nobody's name"));
        let entry = |rule: &str, target: &str, message: &str| Entry {
            id: "1".repeat(16),
            group: "2".repeat(16),
            rule: rule.into(),
            severity: Severity::Minor,
            source: Some("minister".into()),
            target: Some(target.into()),
            message: message.into(),
            members: Vec::new(),
        };
        let changed = entry("title", "부수상", "“minister” is rendered 부수상 (vice-premier)");
        let gone = entry("number", "27", "the number 26 is rendered 27");
        let statuses = vec![Status::New, Status::Changed(changed), Status::Known];
        (findings, Comparison { statuses, gone: vec![gone] })
    }
}

/// The sample.
pub(super) fn note() -> Sample {
    let source =
        Document::from_bytes(Path::new("note.txt"), TEXT.as_bytes(), None).expect("a text");
    let half = |language: Language, segments: &[(usize, &str, &str)]| Half {
        language,
        segments: segments
            .iter()
            .enumerate()
            .map(|(index, &(paragraph, first, last))| {
                let start = TEXT.find(first).expect(first);
                let end = start + TEXT[start..].find(last).expect(last) + last.len();
                let span = Span::new(start, end);
                Segment::new(index, paragraph, span.of(TEXT).to_owned(), span)
            })
            .collect(),
    };
    let own = half(
        Language::english(),
        &[
            (0, "N o t e", "N o t e"),
            (1, "Following", "removed."),
            (1, "Minister", "man."),
            (2, "The Americans", "protested."),
            (3, "He wrote", "Brzostowski."),
        ],
    );
    let translation = half(
        Language::korean(),
        &[
            (0, "9월전원회의", "해임되였다."),
            (0, "김승화 수상은", "보냈다."),
            (1, "그는", "썼다…"),
            (2, "끝", "끝"),
        ],
    );
    let beads = [(0..1, 0..0), (1..2, 0..1), (2..3, 1..2), (3..4, 2..2), (4..5, 2..4)];
    let beads =
        beads.map(|(source, target)| Bead { source, target, score: 0.876_543_21, cost: 1.5 });
    let findings = findings(&own, &translation);
    let parts = TEXT
        .split_inclusive('\n')
        .scan((0, 0), |(at, number), line| {
            let span = Span::new(*at, *at + line.len());
            (*at, *number) = (span.end, *number + 1);
            Some((*number, span))
        })
        .filter(|(_, span)| !span.trimmed(TEXT).is_empty())
        .map(|(line, span)| {
            let is_translated = span.of(TEXT).chars().any(|c| ('가'..='힣').contains(&c));
            let (kind, language, reason) = match (line, is_translated) {
                (1, _) => {
                    (Kind::Furniture, Language::english(), "a link that pages of archives carry")
                }
                (_, true) => (Kind::Target, Language::korean(), "Hangul letters"),
                (_, false) => (Kind::Source, Language::english(), "Latin letters"),
            };
            Part {
                span,
                core: span.trimmed(TEXT),
                line,
                kind,
                language: Some(language),
                confidence: 0.987_654,
                reason: reason.into(),
                interrupts: false,
                column: None,
            }
        })
        .collect();
    Sample {
        input: Input {
            source,
            target: None,
            source_parts: parts,
            target_parts: Vec::new(),
            unpaired: Unpaired::default(),
            given: None,
        },
        bitext: Bitext { source: own, target: translation },
        alignment: Alignment { beads: beads.into() },
        findings,
    }
}

fn findings(english: &Half, korean: &Half) -> Vec<Finding> {
    let side = |half: &Half, index: usize, words: &str| {
        let segment = &half.segments[index];
        let at = segment.text.find(words).expect(words);
        let span = Span::new(at, at + words.len()).shifted(segment.span.start);
        Some(Side { segments: vec![index], text: words.to_owned(), span })
    };
    let whole = |half: &Half, index: usize| side(half, index, &half.segments[index].text);
    let finding = |rule: &str, severity, bead, source, target, message: &str| Finding {
        id: format!("{bead:016x}"),
        group: rule.to_owned(),
        rule: rule.to_owned(),
        evidence: "sample".to_owned(),
        issue: Issue::Mistranslation,
        severity,
        confidence: 0.912_345,
        measured: None,
        bead,
        source,
        target,
        message: message.to_owned(),
        suggestion: (rule == "title").then(|| "상".to_owned()),
        also: Vec::new(),
        occurrences: Vec::new(),
        members: Vec::new(),
        is_form: false,
    };
    vec![
        finding(
            "untranslated",
            Severity::Minor,
            0,
            whole(english, 0),
            None,
            "the heading “N o t e” has nothing opposite",
        ),
        finding(
            "title",
            Severity::Major,
            1,
            side(english, 1, "minister"),
            side(korean, 0, "수상"),
            "“minister” is rendered 수상 (premier)",
        ),
        finding(
            "brackets",
            Severity::Minor,
            1,
            None,
            side(korean, 0, "[金承化]"),
            "the bracket glosses another name than “[Kim Sung Hwa]”",
        ),
        finding(
            "title",
            Severity::Major,
            2,
            side(english, 2, "Minister"),
            side(korean, 1, "수상"),
            "“Minister” is rendered 수상 (premier)",
        ),
        Finding {
            group: "missing".into(),
            ..finding(
                "untranslated",
                Severity::Critical,
                3,
                whole(english, 3),
                None,
                "a sentence of 64 words has nothing opposite",
            )
        },
        finding(
            "name",
            Severity::Major,
            4,
            side(english, 4, "Brzostowski"),
            side(korean, 2, "브르조스토우스키"),
            "“Brzostowski” is rendered 브르조스토우스키, elsewhere 브조스토프스키",
        ),
        finding(
            "quotes",
            Severity::Minor,
            4,
            None,
            side(korean, 2, "“편지”"),
            "quotation marks that the original does not have",
        ),
    ]
}
