//! Rule `opposite`: one side says the reverse of the other: rose and 감소하였다, north and 남쪽, appointed
//! and 해임되었다.
//!
//! A row of the table is a pair of senses that exclude each other. Reported is a bead in which each language
//! has one of the two only, and not the same one. Sentences that turn a sense round by a negation (did not
//! forget, 기억하였다) are let pass, and words that have another counterpart in the bead by the lexicon.

use std::sync::LazyLock;

use crate::{
    language::role,
    lexicon::WordCover,
    reading::{
        Context, Need,
        comparison::{Comparison, Standard, comparison},
        cue::{BeadText, meant, pattern},
        negation::is_uneven,
        wording::{Wording, WordingSet},
    },
    rule::{
        Example, Explanation, Issue, Languages, Remark, Rule, Severity,
        meaning::{shown, words},
    },
    text::{Order, Span, table},
};

/// The rule.
#[derive(Debug)]
pub(super) struct Opposite;

static EXPLANATION: Explanation = Explanation {
    name: "opposite",
    group: "meaning",
    issue: Issue::Mistranslation,
    on_by_default: true,
    languages: Languages::EnglishAndKorean,
    needs: &[],
    uses: &[Need::Lexicon],
    summary: "one side says the reverse of the other: rose and fell, north and south, appointed and dismissed",
    details: "Pairs of senses that exclude each other are looked for on both sides: change (rose, fell; 증가, 감소), \
              time (first, last; before 1956, 1956년 이후), place (north, south; 북부, 남부), quantity (all, most; 모든, 일부), trade \
              (import, export), acts (appointed, dismissed; arrested, released), persons (father, mother) and \
              qualities (heavy and light industry, legal and illegal). Reported is a bead in which the \
              original has only the one sense and the translation only the other. Let pass are beads with \
              more negations on one side than on the other, since what is not forgotten is remembered, \
              words for which the lexicon finds another counterpart, and very long passages.",
    true_example: Example {
        source: "The output of the mines rose in that year.",
        target: "그해에 광산의 생산량은 감소하였다.",
        comment: "what rose is said to have fallen",
    },
    false_example: Example {
        source: "The output of the mines did not rise in that year.",
        target: "그해에 광산의 생산량은 감소하였다.",
        comment: "what did not rise may have fallen: no rendering to admire, but no reversal",
    },
};

/// Which of two senses some words have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pole {
    One,
    Other,
}

const POLES: [Pole; 2] = [Pole::One, Pole::Other];

/// The patterns of one language.
#[derive(Debug)]
struct Patterns {
    /// All at once: most texts have few of them, and that is told in one pass.
    set: WordingSet,
    /// The row of the table, and the sense.
    of: Vec<(usize, Pole)>,
    /// By row: what may stand for either sense.
    either: Vec<Option<Wording>>,
}

/// A pair of senses that exclude each other.
#[derive(Debug)]
struct Pair {
    /// What the senses are about.
    kind: &'static str,
    /// A plain word for each sense, in English and in Korean.
    usual: [[&'static str; 2]; 2],
}

/// The pairs, by row of the table, and the patterns in English and in Korean.
static SENSES: LazyLock<(Vec<Pair>, [Patterns; 2])> = LazyLock::new(|| {
    const TABLE: &str = include_str!("../../corpora/tables/opposites.tsv");
    let rows = table::rows::<11>("opposites.tsv", TABLE);
    let plain = |cell: &'static str| {
        let (one, other) = cell.split_once('|').expect("a plain word for either sense");
        [one, other]
    };
    let pairs = rows.iter().map(|&[_, kind, .., english, korean, _]| Pair {
        kind,
        usual: [plain(english), plain(korean)],
    });
    let pairs = pairs.collect();
    let patterns = [0, 1].map(|language| {
        let (mut each, mut of, mut either) = (Vec::new(), Vec::new(), Vec::new());
        for (row, cells) in rows.iter().enumerate() {
            let cells = &cells[2 + 3 * language..5 + 3 * language];
            for (cell, pole) in cells.iter().zip(POLES) {
                if let Some(pattern) = pattern(language, &[cell]) {
                    each.push(pattern);
                    of.push((row, pole));
                }
            }
            either.push(pattern(language, &[cells[POLES.len()]]).map(Wording::new));
        }
        Patterns { set: WordingSet::new(each.into_iter()), of, either }
    });
    (pairs, patterns)
});

impl Patterns {
    /// What a folded text has: rows of the table with the sense, and by which pattern.
    fn read(&self, folded: &str) -> Vec<(usize, Pole, usize)> {
        let matches = self.set.matches(folded);
        matches.into_iter().map(|index| (self.of[index].0, self.of[index].1, index)).collect()
    }

    /// The places of a pattern.
    fn find(&self, index: usize, folded: &str) -> Vec<Span> {
        self.set.get(index).captures_iter(folded).map(|found| meant(&found, folded)).collect()
    }

    /// The sense of a row that a folded text has alone, with its pattern.
    ///
    /// Words inside longer ones of the other sense do not count: “almost every” is not “every”.
    fn only(
        &self,
        found: &[(usize, Pole, usize)],
        row: usize,
        text: &str,
    ) -> Option<(Pole, usize)> {
        let of_row: Vec<_> = found.iter().filter(|(of, ..)| *of == row).collect();
        match of_row[..] {
            [&(_, pole, index)] => Some((pole, index)),
            [&(_, Pole::One, one), &(_, Pole::Other, other)] => {
                let (ones, others) = (self.find(one, text), self.find(other, text));
                let inside = |inner: &[Span], outer: &[Span]| {
                    let holds = |span: &Span| outer.iter().any(|o| o.contains(*span) && o != span);
                    inner.iter().all(holds)
                };
                if inside(&ones, &others) {
                    Some((Pole::Other, other))
                } else {
                    inside(&others, &ones).then_some((Pole::One, one))
                }
            }
            _ => None,
        }
    }
}

/// Words of both sides that say the reverse of each other, English first.
struct Reverse {
    spans: [Span; 2],
    pair: &'static Pair,
    /// The sense that each side has.
    poles: [Pole; 2],
}

/// What of a bead says the reverse.
#[derive(Default)]
struct Reversals {
    reversed: Vec<Reverse>,
    /// A comparison in which what is measured and what it is measured by have changed places.
    exchanged: Option<Comparison>,
}

/// The first pair of opposites of each row in one bead, and whether a comparison is turned round.
fn reversed(context: &Context<'_>, texts: &[BeadText; 2]) -> Reversals {
    let (senses, patterns) = &*SENSES;
    let found = [0, 1].map(|side| patterns[side].read(texts[side].plain()));
    let (mut pairs, mut is_alike) = (Vec::new(), false);
    for (row, pair) in senses.iter().enumerate() {
        let only = |side: usize| patterns[side].only(&found[side], row, texts[side].plain());
        let (Some(english), Some(korean)) = (only(0), only(1)) else { continue };
        let either = |side: usize| {
            let words = patterns[side].either[row].as_ref();
            words.is_some_and(|words| words.is_match(texts[side].plain()))
        };
        if either(0) || either(1) {
            continue;
        }
        if english.0 != korean.0 {
            pairs.push((pair, [english, korean]));
        } else if COMPARED.contains(&pair.kind) {
            is_alike = true;
        }
    }
    let may_be_preference = texts[0].plain().contains("prefer");
    if pairs.is_empty() && !is_alike && !may_be_preference || is_uneven(texts) {
        return Reversals::default();
    }
    let covers = context.lexicon().map(|l| l.covers(texts[0].text(), texts[1].text()));
    let compared = comparison(texts, covers.as_ref());
    // Higher than rice, and the rice lower, say the same.
    if compared.is_some_and(|compared| compared.standard != Standard::Same) {
        pairs.retain(|(pair, _)| !COMPARED.contains(&pair.kind));
    }
    let exchanged = compared.filter(|compared| {
        compared.standard == Standard::Exchanged && (is_alike || compared.is_preference)
    });
    let covers = covers.map(|covers| covers.sides);
    let mut reversed = Vec::new();
    for (pair, found) in pairs {
        let places = [0, 1].map(|side| {
            let text = texts[side].plain();
            let places = patterns[side].find(found[side].1, text).into_iter();
            places.map(|span| words(text, side, span)).collect::<Vec<_>>()
        });
        let originals = [0, 1].map(|side| {
            let places = places[side].iter().map(|span| texts[side].folded.original(*span));
            places.collect::<Vec<Span>>()
        });
        let answered = |side: usize| {
            covers.as_ref().is_some_and(|covers| {
                originals[side].iter().any(|&place| {
                    // Of a phrase any word may have a counterpart, and say nothing of its sense.
                    !place.of(texts[side].text()).contains(' ')
                        && covers[side]
                            .iter()
                            .any(|word| is_answered(word, place, &originals[1 - side]))
                })
            })
        };
        // Of doubling and halving the number is answered, whichever way it goes.
        let excused = if pair.kind == CHANGE {
            answered(0) && answered(1)
        } else {
            answered(0) || answered(1)
        };
        if !excused {
            let spans = [places[0][0], places[1][0]];
            reversed.push(Reverse { spans, pair, poles: found.map(|(pole, _)| pole) });
        }
    }
    Reversals { reversed, exchanged }
}

/// The kinds of senses in which two things may be compared.
const COMPARED: &[&str] = &["quality", "quantity"];

/// The kind of senses that say which way something went.
const CHANGE: &str = "change";

/// A word and its counterpart are believed in from this probability on.
const ANSWERED_PROB: f64 = 0.1;

/// Whether the word at `place` has a counterpart that is none of `others`.
fn is_answered(word: &WordCover, place: Span, others: &[Span]) -> bool {
    word.span.overlaps(place)
        && word.prob >= ANSWERED_PROB
        && word.partner.is_some_and(|partner| !others.iter().any(|other| other.overlaps(partner)))
}

/// Passages longer than this, in bytes, say so much that any two words may have nothing to do with each
/// other.
const LONGEST: usize = 900;

impl Rule for Opposite {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        let Some((order, beads)) = context.texts() else { return };
        for &(position, ref texts) in beads {
            if texts.iter().any(|text| text.text().len() > LONGEST) {
                continue;
            }
            let found = reversed(context, texts);
            if let Some(compared) = found.exchanged {
                remarks.push(report_exchanged(position, order, texts, &compared));
            }
            for Reverse { spans, pair, poles } in found.reversed {
                let [english, korean] = [0, 1].map(|side| {
                    let words = texts[side].folded.original(spans[side]);
                    shown(side, words.of(texts[side].text()))
                });
                let (from, to) = order.arranged(english, korean);
                let [english, korean] = [0, 1].map(|side| texts[side].mark(spans[side]));
                let (source, target) = order.arranged(english, korean);
                let plain = |side: usize, of: usize| pair.usual[side][poles[of] as usize];
                let (own, other) = order.arranged(0, 1);
                let said = shown(own, plain(own, other));
                let expected = plain(other, own);
                let remark = Remark {
                    bead: position,
                    source: Some(source),
                    target: Some(target),
                    severity: Severity::Major,
                    evidence: pair.kind.into(),
                    message: format!(
                        "{from} is rendered {to} ({said}): expected {} or the like",
                        shown(other, expected)
                    ),
                    // A plain word says what is meant, and is seldom the form that belongs here.
                    suggestion: None,
                };
                remarks.push(remark);
            }
        }
    }
}

fn report_exchanged(
    bead: usize,
    order: Order,
    texts: &[BeadText; 2],
    compared: &Comparison,
) -> Remark {
    let words = texts[1].folded.original(compared.spans[1]).of(texts[1].text());
    let [first, second] = [0, 1].map(|side| Some(texts[side].mark(compared.spans[side])));
    let (source, target) = order.arranged(first, second);
    Remark {
        bead,
        source,
        target,
        severity: Severity::Major,
        evidence: "comparison".into(),
        message: format!(
            "the comparison is turned round: the Korean says {words}{} (“than …”) of what is the first of the two in English",
            role::sole("than")
        ),
        suggestion: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        align::Alignment,
        anchor::Anchors,
        rule::trial::{aligned, findings_of},
        segment::Bitext,
    };

    fn marked(source: &str, target: &str) -> Vec<[String; 2]> {
        let found = findings_of(&Opposite, &aligned(&[source], &[target], &[(1, 1)]));
        let words = |side: Option<crate::reading::Side>| side.map_or(String::new(), |s| s.text);
        found.into_iter().map(|f| [words(f.source), words(f.target)]).collect()
    }

    #[test]
    fn the_reverse_of_what_was_said_is_reported() {
        #[rustfmt::skip]
        let cases = [
            // source                                          target                                 words
            ("Output rose by 5 percent in that year.",          "그해에 생산은 5퍼센트 감소하였다.",         ["rose", "감소하였다"]),
            ("The harvest was reduced by a third.",             "수확은 3분의 1이 늘어났다.",              ["reduced", "늘어났다"]),
            ("It happened before the August plenum.",           "그 일은 8월 전원회의 이후에 있었다.",       ["before the August plenum", "전원회의 이후"]),
            ("They withdrew to the northern bank.",             "그들은 남쪽 강가로 물러났다.",             ["northern", "남쪽"]),
            ("He was appointed vice-minister of culture.",      "그는 문화부상에서 해임되었다.",            ["appointed", "해임되었다"]),
            ("Exports to Poland are planned.",                  "폴란드로부터의 수입이 계획되어 있다.",      ["Exports", "수입"]),
            ("The proposal was rejected.",                      "그 제안은 채택되었다.",                   ["rejected", "채택되었다"]),
            ("Heavy industry comes first of all.",              "무엇보다도 경공업이 중요하다.",            ["Heavy industry", "경공업"]),
            ("Almost every Korean opposed the idea.",           "모든 조선 사람이 그 생각에 반대하였다.",    ["Almost every", "모든"]),
            ("Everyone knew it.",                               "일부 사람들이 그것을 알고 있었다.",        ["Everyone", "일부"]),
            ("After the plenum he was given another post.",     "그는 전원회의에서 다른 직책을 받았다.",     ["After the plenum", "전원회의에서"]),
            ("Two of the writers have been released.",          "작가 두 명이 체포되었다.",                ["released", "체포되었다"]),
        ];
        for (source, target, expected) in cases {
            assert_eq!(marked(source, target), [expected], "{source} / {target}");
        }
    }

    #[test]
    fn what_only_looks_like_a_reversal_is_let_pass() {
        #[rustfmt::skip]
        let cases = [
            ("He did not forget it.",                      "그는 그것을 기억하고 있었다.",            "turned round by a negation"),
            ("Prices rose and then fell.",                 "물가가 떨어졌다.",                      "both senses on one side"),
            ("South Korea answered.",                      "북한에 대답하였다.",                    "a country is no direction"),
            ("The northwestern provinces were hit.",       "서북 지방이 피해를 입었다.",             "a direction between two"),
            ("Almost all came.",                           "거의 모든 사람이 왔다.",                 "the same, with the other inside"),
            ("Before you leave, sign the paper.",          "서명한 후에 떠나시오.",                 "before one is after the other"),
            ("He left for Moscow and arrived on Monday.",  "그는 모스크바로 떠나 월요일에 도착하였다.", "both have both"),
        ];
        for (source, target, why) in cases {
            assert!(marked(source, target).is_empty(), "{source} / {target}: {why}");
        }
    }

    #[test]
    fn a_comparison_is_read_with_what_it_measures_by() {
        #[rustfmt::skip]
        let cases = [
            ("Coal prices were higher than steel prices.",   "석탄 가격은 강철 가격보다 높았다.",  0, "as it stands"),
            ("Coal prices were higher than steel prices.",   "강철 가격은 석탄 가격보다 낮았다.",  0, "its converse"),
            ("Coal prices were higher than steel prices.",   "강철 가격은 석탄 가격보다 높았다.",  1, "turned round"),
            ("Coal prices were higher than steel prices.",   "석탄 가격은 강철 가격보다 낮았다.",  1, "the reverse"),
            ("He preferred milk to water.",                  "그는 물보다 우유를 더 좋아하였다.",  0, "as it stands"),
            ("He preferred milk to water.",                  "그는 우유보다 물을 더 좋아하였다.",  1, "turned round"),
            ("The hotel is bigger than the school.",         "호텔은 학교보다 더 크다.",          0, "as it stands"),
            ("The hotel was warmer than the school.",        "학교는 호텔보다 추웠다.",          0, "its converse"),
            ("The hotel was warmer than the school.",        "학교는 호텔보다 더웠다.",          1, "turned round"),
        ];
        for (source, target, expected, why) in cases {
            assert_eq!(marked(source, target).len(), expected, "{source} / {target}: {why}");
        }
    }

    #[test]
    fn a_finding_says_what_was_expected() {
        let mut document =
            aligned(&["Output rose in that year."], &["그해에 생산은 감소하였다."], &[(1, 1)]);
        let found = |document: &(Bitext, Alignment, Anchors)| {
            let found = findings_of(&Opposite, document);
            let [finding] = &found[..] else { panic!("{found:?}") };
            (finding.message.clone(), finding.suggestion.clone())
        };
        assert_eq!(
            found(&document),
            ("“rose” is rendered 감소하였다 (“fall”): expected 증가 or the like".to_owned(), None)
        );
        std::mem::swap(&mut document.0.source, &mut document.0.target);
        assert_eq!(
            found(&document),
            ("감소하였다 is rendered “rose” (증가): expected “fall” or the like".to_owned(), None)
        );
    }

    #[test]
    fn no_plain_word_is_one_of_the_reverse() {
        let (pairs, patterns) = &*SENSES;
        for (side, patterns) in patterns.iter().enumerate() {
            for (index, &(row, pole)) in patterns.of.iter().enumerate() {
                let word = pairs[row].usual[side][1 - pole as usize];
                assert!(
                    patterns.find(index, word).is_empty(),
                    "{word} is {}",
                    pairs[row].usual[side][pole as usize]
                );
            }
        }
    }

    #[test]
    fn every_pattern_of_the_table_compiles() {
        let (pairs, patterns) = &*SENSES;
        let kinds = ["change", "time", "place", "quantity", "trade", "act", "person", "quality"];
        assert!(pairs.iter().all(|pair| kinds.contains(&pair.kind)));
        for patterns in patterns {
            for index in 0..patterns.of.len() {
                patterns.find(index, "");
            }
        }
    }
}
