//! The built-in terms: those of diplomacy, party and state (`period-terms.tsv`), words of several senses
//! (`senses.tsv`) and the names of newspapers and agencies (`press.tsv`), of which known wrong renderings are reported.

use std::sync::LazyLock;

use crate::{
    anchor::form::TERMS,
    lexicon::WordCover,
    reading::{
        Context,
        cue::{BeadText, meant, noun, pattern},
        naming::either,
        wording::{Wording, WordingSet},
    },
    rule::{Issue, Remark, Severity},
    text::{Order, Span, Tongue, table},
};

/// A row of the table.
struct PeriodTerm {
    id: &'static str,
    right: Wording,
    wrong: Wording,
    /// The settled renderings, the preferred one first.
    names: Vec<&'static str>,
    /// What the North writes or says instead.
    north: Vec<&'static str>,
    /// Which of [`SUBJECTS`] a document must be about.
    subject: Option<usize>,
}

/// A table, and which of its rows an English text has.
struct PeriodTerms {
    /// What its findings go by.
    evidence: &'static str,
    issue: Issue,
    severity: Severity,
    terms: Vec<PeriodTerm>,
    named: WordingSet,
}

/// The evidence of a word in another of its senses.
const SENSE: &str = "sense";

/// The kind of issue of what is said with the evidence of one of the tables.
pub(super) fn issue(evidence: &str) -> Option<Issue> {
    TABLES.iter().find(|table| table.evidence == evidence).map(|table| table.issue)
}

static TABLES: LazyLock<[PeriodTerms; 3]> = LazyLock::new(|| {
    let period = include_str!("../../../corpora/tables/period-terms.tsv");
    let senses = include_str!("../../../corpora/tables/senses.tsv");
    let press = include_str!("../../../corpora/tables/press.tsv");
    [
        read("period-terms.tsv", period, "known", Issue::Terminology, Severity::Minor),
        read("senses.tsv", senses, SENSE, Issue::Mistranslation, Severity::Major),
        read("press.tsv", press, "newspaper", Issue::Terminology, Severity::Minor),
    ]
});

fn read(
    name: &str,
    text: &'static str,
    evidence: &'static str,
    issue: Issue,
    severity: Severity,
) -> PeriodTerms {
    let names = |cell: &'static str| cell.split('|').filter(|n| !n.is_empty()).collect::<Vec<_>>();
    let forms = |language, cells: &[&str]| Wording::new(pattern(language, cells).expect("a form"));
    let rows = table::rows::<8>(name, text);
    let terms: Vec<PeriodTerm> = rows
        .iter()
        .map(|&[id, _, ko, north, also, wrong, when, _]| {
            let (names, north) = (names(ko), names(north));
            // Spaces inside a Korean term are optional.
            let settled: Vec<String> =
                names.iter().chain(&north).map(|name| name.replace(' ', " ?")).collect();
            let right: Vec<&str> = settled.iter().map(String::as_str).chain([also]).collect();
            PeriodTerm {
                id,
                right: forms(1, &right),
                wrong: forms(1, &[wrong]),
                subject: SUBJECTS.iter().position(|subject| subject.name == when),
                names,
                north,
            }
        })
        .collect();
    let named = WordingSet::new(rows.iter().map(|[_, en, ..]| pattern(0, &[en]).expect("a form")));
    PeriodTerms { evidence, issue, severity, terms, named }
}

/// What a document may be about.
struct Subject {
    name: &'static str,
    words: Wording,
}

static SUBJECTS: LazyLock<Vec<Subject>> = LazyLock::new(|| {
    let text = include_str!("../../../corpora/tables/subjects.tsv");
    let rows = table::rows::<3>("subjects.tsv", text).into_iter();
    rows.map(|[name, words, _]| Subject {
        name,
        words: Wording::new(pattern(0, &[words]).expect("words")),
    })
    .collect()
});

/// How many beads of a document must have a word of a subject for it to be about that.
const SUBJECT_BEADS: usize = 3;

/// A wrong rendering: the bead, its texts, and the words of either.
struct Wrong<'a> {
    bead: usize,
    texts: &'a [BeadText; 2],
    /// In the folded texts.
    spans: [Span; 2],
}

/// How a term is rendered in a document.
#[derive(Default)]
struct Renderings<'a> {
    right: usize,
    wrong: Vec<Wrong<'a>>,
}

/// Reports the wrong renderings of each term.
pub(super) fn check(context: &Context<'_>, remarks: &mut Vec<Remark>) {
    let Some((order, beads)) = context.texts() else { return };
    let is_about = |subject: usize| {
        let words = &SUBJECTS[subject].words;
        let named = beads.iter().filter(|(_, [english, _])| words.is_match(english.plain()));
        named.take(SUBJECT_BEADS).count() == SUBJECT_BEADS
    };
    let subjects: Vec<bool> = (0..SUBJECTS.len()).map(is_about).collect();
    for table in &*TABLES {
        let terms = &table.terms;
        let mut renderings: Vec<Renderings<'_>> =
            terms.iter().map(|_| Renderings::default()).collect();
        for (bead, texts) in beads {
            let named = table.named.matches(texts[0].plain());
            for &term in &named {
                if terms[term].subject.is_none_or(|subject| subjects[subject]) {
                    table.render(&mut renderings[term], *bead, texts, term, &named);
                }
            }
        }
        for (term, mut renderings) in terms.iter().zip(renderings) {
            // What is rendered in two ways is the business of the rule on inconsistent terms.
            let is_mixed = renderings.right > 0 && TERMS.concepts.iter().any(|c| c.id == term.id);
            // A word that is no term everywhere must be rendered wrongly as a habit.
            let is_rare = term.subject.is_some() && renderings.wrong.len() < renderings.right;
            if is_mixed || is_rare {
                continue;
            }
            if table.evidence != "known" {
                renderings.wrong.retain(|wrong| !is_accounted_for(context, wrong));
            }
            let wrong = renderings.wrong.iter();
            remarks.extend(wrong.map(|wrong| report(order, table, term, wrong)));
        }
    }
}

/// Words are taken for translations of each other from this probability on.
const ACCOUNTED_PROB: f64 = 0.1;

/// Whether the lexicon finds another English word for the Korean one, or another Korean word for the English.
fn is_accounted_for(context: &Context<'_>, wrong: &Wrong<'_>) -> bool {
    let Some(lexicon) = context.lexicon() else { return false };
    let [english, korean] = wrong.texts;
    let covers = lexicon.covers(english.text(), korean.text());
    let spans = [0, 1].map(|side| wrong.texts[side].folded.original(wrong.spans[side]));
    let has_other = |words: &[WordCover], own: Span, other: Span| {
        words.iter().any(|word| {
            word.span.overlaps(own)
                && word.prob >= ACCOUNTED_PROB
                && word.partner.is_some_and(|partner| !partner.overlaps(other))
        })
    };
    // Of a phrase any word may have a counterpart, and say nothing of its sense.
    let is_phrase = spans[0].of(english.text()).contains(' ');
    !is_phrase && has_other(covers.of(Tongue::English), spans[0], spans[1])
        || has_other(covers.of(Tongue::Korean), spans[1], spans[0])
}

impl PeriodTerms {
    /// Adds to `renderings` how a bead that has the term renders it; `named` are all the terms it has.
    fn render<'a>(
        &self,
        renderings: &mut Renderings<'a>,
        bead: usize,
        texts: &'a [BeadText; 2],
        term: usize,
        named: &[usize],
    ) {
        let terms = &self.terms;
        let [english, korean] = [texts[0].plain(), texts[1].plain()];
        if terms[term].right.is_match(korean) {
            renderings.right += 1;
            return;
        }
        let Some(source) = self.named.get(term).captures(english).map(|c| meant(&c, english))
        else {
            return;
        };
        // The right word for another term of the bead is no wrong one for this.
        let is_anothers = |span: &Span| {
            let others = named.iter().filter(|&&other| other != term);
            let mut places = others.flat_map(|&other| terms[other].right.captures_iter(korean));
            places.any(|found| found.whole.overlaps(*span))
        };
        let mut wrong = terms[term].wrong.captures_iter(korean).map(|c| meant(&c, korean));
        if let Some(target) = wrong.find(|span| !is_anothers(span)) {
            let spans = [source, noun(korean, target)];
            renderings.wrong.push(Wrong { bead, texts, spans });
        }
    }
}

fn report(order: Order, table: &PeriodTerms, term: &PeriodTerm, wrong: &Wrong<'_>) -> Remark {
    let [first, second] = [0, 1].map(|side| {
        let text = &wrong.texts[side];
        text.folded.original(wrong.spans[side]).of(text.text())
    });
    let (from, to) = order.arranged(first, second);
    let names = either(&term.names);
    let north = match term.north[..] {
        [] => String::new(),
        _ => format!(", in the North {}", either(&term.north)),
    };
    let (message, suggestion) = match order {
        Order::Straight if table.evidence == SENSE => (
            format!(
                "“{from}” is rendered {to}, which is another sense of the word; here it is {names}"
            ),
            if let [only] = term.names[..] { Some(only.to_owned()) } else { None },
        ),
        Order::Straight => (
            format!("“{from}” is rendered {to}; the term is {names}{north}"),
            // Where several fit, the sentence decides which.
            if let [only] = term.names[..] { Some(only.to_owned()) } else { None },
        ),
        Order::Turned => {
            (format!("“{from}” is rendered {to}, which would be {names}{north}"), None)
        }
    };
    let [first, second] = [0, 1].map(|side| wrong.texts[side].mark(wrong.spans[side]));
    let (source, target) = order.arranged(first, second);

    Remark {
        bead: wrong.bead,
        source: Some(source),
        target: Some(target),
        severity: table.severity,
        evidence: table.evidence.into(),
        message,
        suggestion,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check::term::TermRule, rule::trial::aligned};

    #[test]
    fn the_tables_are_understood() {
        let texts = [
            include_str!("../../../corpora/tables/period-terms.tsv"),
            include_str!("../../../corpora/tables/senses.tsv"),
            include_str!("../../../corpora/tables/press.tsv"),
        ];
        for (read, text) in TABLES.iter().zip(texts) {
            let rows = table::rows::<8>("terms", text);
            for (row, (term, [id, .., when, source])) in read.terms.iter().zip(rows).enumerate() {
                for words in [read.named.get(row), &term.right, &term.wrong] {
                    assert!(!words.is_match(""), "{id}: a pattern of nothing");
                }
                assert!(!term.names.is_empty() && !source.is_empty(), "{id}");
                assert_eq!(term.subject.is_none(), when.is_empty(), "{id}: no subject {when}");
                for name in term.names.iter().chain(&term.north) {
                    let wrong = term.wrong.captures(name);
                    assert!(wrong.is_none(), "{id}: {name} is right and wrong");
                }
            }
        }
    }

    /// The words marked on either side, and the suggestion.
    fn found(pairs: &[(&str, &str)]) -> Vec<(String, String, String)> {
        let (source, target): (Vec<&str>, Vec<&str>) = pairs.iter().copied().unzip();
        let beads: Vec<(usize, usize)> = pairs.iter().map(|_| (1, 1)).collect();
        let (bitext, alignment, anchors) = aligned(&source, &target, &beads);
        let context = Context::new(&bitext, &alignment, &anchors);
        let findings = crate::rule::trial::told(&TermRule, &context);
        let text = |side: Option<crate::reading::Side>| side.map_or_else(String::new, |s| s.text);
        findings
            .into_iter()
            .map(|f| (text(f.source), text(f.target), f.suggestion.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn only_the_words_that_are_wrong_are_marked() {
        #[rustfmt::skip]
        let cases = [
            ("A new resolution toward the group was adopted at the meeting.", "새로운 결의가 회의에서 도입되었다.", ("adopted", "도입되었다", "채택"), "the resolution is only the condition"),
            ("He had an incorrect attitude toward party discipline.", "당 원칙에 대한 태도가 불량하였다.", ("party discipline", "원칙", "당 규율"), "without the particle"),
            ("The incident took place north of the 38th parallel.", "사건은 휴전선 이북에서 일어났다.", ("38th parallel", "휴전선", ""), "several names fit"),
            ("The two sides issued a joint communiqué.", "쌍방은 공동통신문을 발표하였다.", ("communiqué", "공동통신문", ""), "with its accent"),
        ];
        for (source, target, (english, korean, suggestion), why) in cases {
            let expected = [(english.to_owned(), korean.to_owned(), suggestion.to_owned())];
            assert_eq!(found(&[(source, target)]), expected, "{source}: {why}");
        }
    }

    #[test]
    fn a_word_is_rendered_in_another_of_its_senses() {
        #[rustfmt::skip]
        let cases = [
            ("The deputy addressed the meeting.",              "부위원장은 회의의 주소를 적었다.",        ("addressed", "주소"),   "no place is meant"),
            ("Kulloja is the organ of the party.",             "그 잡지는 당의 장기이다.",                ("", ""),                "the row asks for words that tell the sense"),
            ("It was printed in the official organ of the Central Committee.", "그것은 중앙위원회의 공식 장기를 통해 나왔다.", ("organ", "장기"), "no part of the body"),
            ("The Boston Globe wrote about it.",               "보스톤 지구본이 그에 대하여 썼다.",         ("Boston Globe", "지구본"), "a newspaper is not translated"),
            ("The workers at the chemical plant resumed work.", "화학 식물의 로동자들이 일을 다시 시작했다.", ("plant", "식물"),        "no plant that grows"),
        ];
        for (source, target, (english, korean), why) in cases {
            let found = found(&[(source, target)]);
            let words = found.first().map_or(("", ""), |(s, t, _)| (s.as_str(), t.as_str()));
            assert_eq!(words, (english, korean), "{source}: {why}");
        }
        #[rustfmt::skip]
        let right = [
            ("The deputy addressed the meeting.",               "부위원장은 회의에서 연설하였다.",          "the sense that is meant"),
            ("He accused the director of theft and sued him.",  "그는 절도죄로 지배인을 고소하였다.",        "theft is a crime, and 죄 stands for the accusing"),
        ];
        for (source, target, why) in right {
            assert_eq!(found(&[(source, target)]), [], "{source}: {why}");
        }
    }

    #[test]
    fn what_is_right_of_another_term_is_not_wrong() {
        #[rustfmt::skip]
        let cases = [
            ("North of the 38th parallel, far from the demarcation line", "38도선 이북, 군사분계선에서 멀리", "both are named"),
            ("He presented his credentials.", "그는 신임장을 봉정하였다.", "the settled term"),
            ("The garage was dismissed as ugly.", "차고는 보기 흉하다고 제거되었다.", "no post to be dismissed from"),
            ("North of the 38th parallel and of the demarcation line", "분계선 이북", "분계선 is the right word for the line"),
        ];
        for (source, target, why) in cases {
            assert_eq!(found(&[(source, target)]), [], "{source}: {why}");
        }
    }

    #[test]
    fn some_words_are_terms_in_some_documents_only() {
        let alone = [("The plenum was held in August.", "총회는 8월에 열렸다.")];
        assert_eq!(found(&alone), [], "any assembly");
        let party = [
            ("The Politburo met.", "정치국이 모였다."),
            ("The Central Committee met.", "중앙위원회가 모였다."),
            alone[0],
        ];
        assert_eq!(found(&party)[0].1, "총회");
    }
}
