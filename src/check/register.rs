//! Rule `register`: a sentence that leaves the speech level of its document.
//!
//! The ending of each Korean sentence tells its level (합쇼체, 해요체, 하오체, 해라체); the level of most is
//! the document's.

use std::{collections::BTreeMap, sync::LazyLock};

use regex::Regex;

use crate::{
    reading::{Context, Mark, cue::word_start},
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, Severity},
    text::{Span, table},
};

/// The rule.
#[derive(Debug)]
pub(super) struct Register;

static EXPLANATION: Explanation = Explanation {
    name: "register",
    group: "meaning",
    issue: Issue::Register,
    on_by_default: false,
    languages: Languages::KoreanOnEitherSide,
    needs: &[],
    uses: &[],
    summary: "a sentence leaves the speech level of the document (합니다, 해요, 한다)",
    details: "Korean sentences are sorted by their endings into 합쇼체, 해요체, 하오체 and 해라체. In a document of \
              twelve such sentences or more, nineteen in twenty of which keep one level, the others are \
              reported; dialogue without quotation marks is not told from a slip, so the rule must be \
              asked for. Sentences with quotation marks are left out, and so are headings and lists.",
    true_example: Example {
        source: "The first met. The second met. The third met. The fourth met. The fifth met. The sixth met. \
                 The seventh met. The eighth met. The ninth met. The tenth met. The eleventh met. The twelfth met. \
                 The first left. The second left. The third left. The fourth left. The fifth left. The sixth left. \
                 The seventh left. The eighth left.",
        target: "첫째가 만났다. 둘째가 만났다. 셋째가 만났다. 넷째가 만났다. 다섯째가 만났다. 여섯째가 만났다. 일곱째가 만났다. \
                 여덟째가 만났다. 아홉째가 만났다. 열째가 만났다. 열한째가 만났다. 열두째가 만났다. 첫째가 떠났다. 둘째가 떠났다. \
                 셋째가 떠났다. 넷째가 떠났다. 다섯째가 떠났다. 여섯째가 떠났다. 일곱째가 떠났다. 여덟째가 떠났습니다.",
        comment: "the last sentence alone is in the formal level",
    },
    false_example: Example {
        source: "He left. She stayed.",
        target: "그는 떠났다. 그녀는 남았습니다.",
        comment: "too few sentences to say what the level of the document is",
    },
};

struct Level {
    name: &'static str,
    gloss: &'static str,
    ending: Regex,
}

static LEVELS: LazyLock<Vec<Level>> = LazyLock::new(|| {
    let text = include_str!("../../corpora/tables/speech-levels.tsv");
    let rows = table::rows::<4>("speech-levels.tsv", text).into_iter();
    rows.map(|[name, ending, gloss, _]| Level {
        name,
        gloss,
        ending: Regex::new(&format!("(?:{ending})$")).expect("a pattern"),
    })
    .collect()
});

/// So many sentences show what the level of a document is …
const FEWEST: usize = 12;

/// … if of so many no more than one is in another.
const ONE_IN: usize = 20;

const QUOTES: &[char] = &['"', '“', '”', '‘', '’', '\'', '「', '」', '《', '》', '<', '>', '('];

/// The level of a sentence, as an index, and its last word.
fn level(text: &str) -> Option<(usize, Span)> {
    if text.contains(QUOTES) {
        return None;
    }
    let sentence = text.trim_end();
    let body = sentence.trim_end_matches(['.', '!', '?', '…', '。']);
    // Without a stop it may be a heading.
    if body.len() == sentence.len() {
        return None;
    }
    let level = LEVELS.iter().position(|level| level.ending.is_match(body))?;
    Some((level, Span::new(word_start(body, body.len()), body.len())))
}

impl Rule for Register {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        let bitext = context.bitext;
        let of_source = bitext.source.language.is_korean();
        if !of_source && !bitext.target.language.is_korean() {
            return;
        }
        let half = if of_source { &bitext.source } else { &bitext.target };
        let levels: Vec<_> = half.segments.iter().map(|s| level(&s.text)).collect();
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for (level, _) in levels.iter().flatten() {
            *counts.entry(*level).or_default() += 1;
        }
        let all: usize = counts.values().sum();
        let Some((&usual, &most)) = counts.iter().max_by_key(|(_, count)| **count) else { return };
        if all < FEWEST || (all - most) * ONE_IN > all {
            return;
        }
        for (position, bead) in context.beads() {
            let range = if of_source { &bead.source } else { &bead.target };
            for segment in range.clone() {
                let Some((other, span)) = levels[segment].filter(|(l, _)| *l != usual) else {
                    continue;
                };
                let mark = Some(Mark::Words { segment, span });
                let (source, target) = if of_source { (mark, None) } else { (None, mark) };
                let shown = span.of(&half.segments[segment].text);
                let remark = Remark {
                    bead: position,
                    source,
                    target,
                    severity: Severity::Minor,
                    evidence: LEVELS[other].name.into(),
                    message: format!(
                        "“{shown}” is {}, the document {}",
                        LEVELS[other].gloss, LEVELS[usual].gloss
                    ),
                    suggestion: None,
                };
                remarks.push(remark);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_tell_the_level() {
        #[rustfmt::skip]
        let cases = [
            ("그는 떠났습니다.",       Some("formal"),     "합쇼체"),
            ("어서 오십시오.",         Some("formal"),     "an imperative"),
            ("그는 떠났어요.",         Some("polite"),     "해요체"),
            ("그대는 가시겠소.",       Some("semiformal"), "하오체"),
            ("그는 떠났다.",           Some("plain"),      "해라체"),
            ("문제가 되고 있다.",      Some("plain"),      "해라체, present"),
            ("전원회의의 결정",        None,               "a heading"),
            ("그는 “갑니다.” 했다.",   None,               "a quotation"),
            ("1957년 보고.",           None,               "a noun"),
            ("그것은 목록이 아니다.",   Some("plain"),      "아니다 ends like 합니다"),
            ("그는 학교에 다닌다.",     Some("plain"),      "해라체"),
            ("그는 학교에 다니다.",     Some("plain"),      "the plain form of a verb"),
            ("그것은 사실이 아닙니다.",  Some("formal"),     "합쇼체"),
        ];
        for (text, expected, why) in cases {
            assert_eq!(level(text).map(|(l, _)| LEVELS[l].name), expected, "{text}: {why}");
        }
    }
}
