//! Hangul left in a translation from Korean.

use std::collections::BTreeSet;

use crate::{
    reading::{Context, Mark},
    rule::{Remark, Severity, passage},
    text::{Script, ScriptCounts, Span},
};

/// A translation with more than this share of Hangul shows Korean words on purpose, as grammars do.
const FOREIGN_SHARE: f64 = 0.02;

/// What stands in so few segments was forgotten, however short the translation.
const MOST_SLIPS: usize = 2;

/// So many words in a row are running text.
const RUNNING_WORDS: usize = 3;

/// Adds the Hangul that stands in the target of a bead as it stands in its source.
pub(super) fn check(context: &Context<'_>, remarks: &mut Vec<Remark>) {
    let (source, target) = (&context.bitext.source, &context.bitext.target);
    if !source.language.is_korean() {
        return;
    }
    // What is left as a whole or reads the same says nothing of what stands inside a sentence.
    let mut whole: BTreeSet<usize> = context.left().iter().map(|left| left.target).collect();
    whole.extend(context.copied(false));
    let (mut left, mut letters, mut places) = (0, 0, 0);
    for segment in target.segments.iter().filter(|segment| !whole.contains(&segment.index)) {
        let counts = ScriptCounts::of(&segment.text);
        left += counts.hangul;
        places += usize::from(counts.hangul > 0);
        letters += counts.letters();
    }
    let is_subject = places > MOST_SLIPS && left as f64 > FOREIGN_SHARE * letters.max(1) as f64;
    for (position, bead) in context.beads() {
        for segment in context.target(bead).iter().filter(|s| !whole.contains(&s.index)) {
            for run in foreign_runs(&segment.text) {
                let words = run.of(&segment.text);
                let is_said = context.source(bead).iter().any(|s| s.text.contains(words));
                if !is_said {
                    continue;
                }
                let is_text = words.split_whitespace().count() >= RUNNING_WORDS;
                if is_subject && !is_text {
                    continue;
                }
                let (severity, evidence) = if is_text {
                    (Severity::Major, "running text")
                } else {
                    (Severity::Minor, "hangul")
                };
                remarks.push(Remark {
                    bead: position,
                    source: None,
                    target: Some(Mark::Words { segment: segment.index, span: run }),
                    severity,
                    evidence: evidence.into(),
                    message: format!("{} is not translated", passage::quoted(words)),
                    suggestion: None,
                });
            }
        }
    }
}

/// Stretches of Hangul words with spaces between, outside brackets and quotation marks.
fn foreign_runs(text: &str) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    let (mut depth, mut quoted, mut is_open) = (0_usize, false, false);
    for (at, c) in text.char_indices() {
        if Script::of(c) == Script::Hangul {
            let end = at + c.len_utf8();
            if depth == 0 && !quoted {
                match runs.last_mut() {
                    Some(last) if is_open => last.end = end,
                    _ => runs.push(Span::new(at, end)),
                }
                is_open = true;
            }
            continue;
        }
        match c {
            '(' | '[' | '（' | '〔' | '{' | '“' | '‘' | '「' | '『' | '《' | '〈' | '<' =>
            {
                depth += 1;
            }
            ')' | ']' | '）' | '〕' | '}' | '”' | '」' | '』' | '》' | '〉' | '>' => {
                depth = depth.saturating_sub(1);
            }
            '"' | '`' | '*' | '_' => quoted = !quoted,
            _ => {}
        }
        is_open &= c == ' ';
    }
    runs
}

#[cfg(test)]
mod tests {
    use crate::{check::residue::Residue, rule::trial::back};

    #[test]
    fn hangul_that_was_left_is_told_from_what_is_shown() {
        #[rustfmt::skip]
        let cases = [
            ("전원회의는 8월에 열렸다.",     "The 전원회의 was held in August.",                   "hangul",       "a word"),
            ("그는 아무 대답도 하지 않았다.", "Then 아무 대답도 하지 않았다 in the morning, as it is told.", "running text", "a clause"),
            ("전원회의는 8월에 열렸다.",     "The plenum (전원회의) was held in August.",           "",             "a gloss"),
            ("전원회의는 8월에 열렸다.",     "What is called “전원회의” was held in August.",        "",             "quoted"),
            ("전원회의는 8월에 열렸다.",     "The plenum was held in August.",                    "",             "translated"),
            ("전원회의는 8월에 열렸다.",     "The 총회 was held in August.",                        "",             "not of the original"),
        ];
        let english = "He thought for a long time about all these questions and in the end did not give any answer. "
            .repeat(10);
        let korean =
            "그는 이 모든 문제에 대하여 오래동안 생각하였으며 결국 아무 대답도 주지 못하였다. "
                .repeat(10);
        for (source, target, evidence, why) in cases {
            let found = back(&Residue, &[(source, target), (&korean, &english)]);
            let found = found.first().map_or("", |f| f.evidence.as_str());
            assert_eq!(found, evidence, "{target}: {why}");
        }
    }
}
