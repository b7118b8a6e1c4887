//! `residue`: words of the original's language left standing in the translation.

mod names;
mod prose;
mod syllables;

use std::collections::BTreeSet;

use self::names::{Habit, Left};
use crate::{
    reading::{Context, Mark, Need},
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, Severity, passage},
    text::{Folded, Script, Span},
};

/// The rule.
pub(super) struct Residue;

static EXPLANATION: Explanation = Explanation {
    name: "residue",
    group: "passages",
    issue: Issue::Untranslated,
    on_by_default: true,
    languages: Languages::KoreanOnEitherSide,
    needs: &[],
    uses: &[Need::Lexicon],
    summary: "words were left in the language of the original",
    details: "Looks in a Korean translation for Latin letters that also stand in the original's bead. \
        Running text (three words or more, joined as in a sentence) is a major finding. A \
        name left in Latin letters is a minor one, and only in documents that write their names in \
        Hangul; it is believed where the document writes the same name in Hangul elsewhere, where it is a \
        person’s, or where it is made of ordinary words (Consumer Energy Alliance). Let pass: glosses in brackets, abbreviations, units, code, file names, addresses, \
        words with digits, names of commands, types, fields and products, lists of them, and every name in a document \
        that leaves many in Latin letters, as manuals do. In a translation from Korean it looks for Hangul outside \
        brackets and quotation marks.",
    true_example: Example {
        source: "1 copy to Brzeziński Henryk, head of the department",
        target: "1부 Brzezinski Henryk, head of the department",
        comment: "The name and the title after it are still English.",
    },
    false_example: Example {
        source: "After discussing this matter with Comr. Brzostowski, we agreed on a date.",
        target: "브르조스토우스키[Brzostowski] 동지와 상의 후 우리는 방문일자를 결정하였다.",
        comment: "The Latin letters in brackets are a gloss; the name is there in Hangul.",
    },
};

static BACK: Example = Example {
    source: "전원회의는 8월에 열렸다.",
    target: "The 전원회의 was held in August.",
    comment: "the plenum is still in Korean",
};

/// So many words in a row are running text, if one of them is in lower case.
const RUNNING_WORDS: usize = 3;

impl Rule for Residue {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn back(&self) -> Option<&'static Example> {
        Some(&BACK)
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        let target = &context.bitext.target;
        if !target.language.is_korean() {
            syllables::check(context, remarks);
            return;
        }
        let habit = Habit::of(context);
        // Whole segments that nobody left by mistake read the same in any language.
        let left: BTreeSet<usize> = context.left().iter().map(|left| left.target).collect();
        let same: BTreeSet<usize> = context.copied(false).difference(&left).copied().collect();
        for (position, bead) in context.beads() {
            let source: String = context
                .source(bead)
                .iter()
                .map(|segment| Folded::new(&segment.text).text().to_owned() + " ")
                .collect();
            for segment in context.target(bead).iter().filter(|s| !same.contains(&s.index)) {
                for run in latin_runs(&segment.text) {
                    let words = run.of(&segment.text);
                    if is_mention(&segment.text, run) {
                        continue;
                    }
                    let Some(left) = judge(context, words) else { continue };
                    let is_name = left == Remains::Name;
                    if is_name && habit.keeps_names {
                        continue;
                    }
                    let run = if is_name { name_in(&segment.text, run) } else { run };
                    let words = run.of(&segment.text);
                    if !stands_in(words, &source) {
                        continue;
                    }
                    let (severity, evidence, message) = if is_name {
                        let left = habit.judge(context, bead.source.clone(), words);
                        let elsewhere = if left == Left::RenderedElsewhere {
                            ", and in Hangul elsewhere"
                        } else {
                            ""
                        };
                        let words = passage::quoted(words);
                        let message =
                            format!("the name {words} is left in Latin letters{elsewhere}");
                        (Severity::Minor, left.evidence(), message)
                    } else {
                        let message = format!("{} is not translated", passage::quoted(words));
                        (Severity::Major, "running text", message)
                    };
                    remarks.push(Remark {
                        bead: position,
                        source: None,
                        target: Some(Mark::Words { segment: segment.index, span: run }),
                        severity,
                        evidence: evidence.into(),
                        message,
                        suggestion: None,
                    });
                }
            }
        }
    }
}

/// Stretches of Latin words with nothing but spaces and light punctuation between them, outside
/// brackets.
fn latin_runs(text: &str) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    let mut depth = 0_usize;
    let mut word: Option<usize> = None;
    let mut open = false;
    let ends = [(text.len(), ' ')];
    for (at, c) in text.char_indices().chain(ends) {
        let script = Script::of(c);
        if script == Script::Latin || word.is_some() && is_inner(c) {
            word.get_or_insert(at);
            continue;
        }
        if let Some(start) = word.take()
            && depth == 0
        {
            let end = start + text[start..at].trim_end_matches(is_inner).len();
            match runs.last_mut() {
                Some(last) if open => last.end = end,
                _ => runs.push(Span::new(start, end)),
            }
            open = true;
        }
        match c {
            '(' | '[' | '（' | '〔' | '{' => depth += 1,
            ')' | ']' | '）' | '〕' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        open &= matches!(c, ' ' | ',' | '\u{a0}');
    }
    runs
}

/// What may stand inside a word: of names (`O'Neill`, `Choe Chang-ik`) and of code (`git-log`, `a/a`).
fn is_inner(c: char) -> bool {
    matches!(c, '-' | '\'' | '’' | '.' | '/' | '_' | '@' | '\\' | ':' | '#' | '~' | '+' | '=' | '&')
        || c.is_ascii_digit()
}

/// Whether a run is mentioned rather than used: a label or title in quotation marks or code marks, or
/// words with their translation in brackets behind them.
fn is_mention(text: &str, run: Span) -> bool {
    let before = text[..run.start].chars().next_back();
    let rest = &text[run.end..];
    let rest = rest.trim_start_matches(['.', ',', '!', '?']);
    let quoted = before.is_some_and(|c| "\"'“‘`*_「『《〈<".contains(c))
        && rest.starts_with(|c| "\"'”’`*_」』》〉>".contains(c));
    let short = run.of(text).split_whitespace().count() <= MENTIONED_WORDS;
    let glossed = rest.trim_start().starts_with(['(', '[', '（'])
        && rest.chars().skip(1).take(2).any(|c| Script::of(c) == Script::Hangul);
    quoted && short || glossed
}

/// A longer quotation is text that should have been translated.
const MENTIONED_WORDS: usize = 5;

/// What was left in Latin letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Remains {
    RunningText,
    Name,
}

/// None if it is nothing that would be translated.
fn judge(context: &Context<'_>, run: &str) -> Option<Remains> {
    let words = run;
    let words = words.split([' ', ',', '\u{a0}']).map(|word| word.trim_end_matches('.'));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    // A file mark (a/a) before a name says nothing of it.
    let all = words.iter().filter(|word| word.len() > 3 || !word.contains('/')).count();
    let words: Vec<&str> = words.into_iter().filter(|word| !is_code(word)).collect();
    let lower = |word: &&&str| word.len() >= 2 && word.chars().all(char::is_lowercase);
    // “The Power of Now”: only the little words of a title are in lower case.
    let is_title = words.iter().all(|word| word.starts_with(char::is_uppercase) || word.len() <= 4)
        && words.first().is_some_and(|word| word.starts_with(char::is_uppercase));
    if words.len() >= RUNNING_WORDS && words.iter().any(|word| lower(&word)) && !is_title {
        return prose::judge(context, run);
    }
    let name = |word: &&str| {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.clone().count() >= 2 && {
            chars.all(|c| c.is_lowercase() || matches!(c, '-' | '\'' | '’'))
        }
    };
    // ASCI White, Mate 20: a product, whose name is part of an abbreviation or number.
    (words.len() == all && words.iter().any(name)).then_some(Remains::Name)
}

/// A run from its first word to its last that may be part of a name: without file marks (`a/a`),
/// abbreviations and words in lower case around it.
fn name_in(text: &str, run: Span) -> Span {
    let words = run.of(text);
    let is_part =
        |word: &&str| word.starts_with(char::is_uppercase) && !is_code(word.trim_end_matches('.'));
    let start = |word: &str| word.as_ptr() as usize - words.as_ptr() as usize;
    let mut parts = words.split([' ', ',', '\u{a0}']).filter(is_part);
    let Some(first) = parts.next() else { return run };
    let last = parts.next_back().unwrap_or(first);
    Span::new(start(first), start(last) + last.len()).shifted(run.start)
}

/// Letters with signs that no running text has, or capitals inside: code, units, abbreviations.
fn is_code(word: &str) -> bool {
    word.contains(['_', '@', '\\', ':', '#', '~', '+', '=', '/', '.'])
        || word.bytes().any(|b| b.is_ascii_digit())
        || word.chars().skip(1).any(char::is_uppercase)
}

/// Whether most of the words also stand in the folded original.
fn stands_in(words: &str, source: &str) -> bool {
    let folded = Folded::new(words);
    let words: Vec<&str> = folded
        .text()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() >= 3)
        .collect();
    let found = words.iter().filter(|word| source.contains(**word)).count();
    !words.is_empty() && found * 2 > words.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::trial::{aligned, findings_of};

    #[test]
    fn the_document_tells_an_oversight_from_a_name_that_is_left_on_purpose() {
        let hangul = "그는 이 문제에 대하여 오래동안 생각하였으나 대답을 하지 않았다.".repeat(20);
        #[rustfmt::skip]
        let cases = [
            ("Ryan Zinke spoke first.",            "라이언 진케(Ryan Zinke)가 먼저 말하였다.", "Zinke said so.",  "Zinke는 그렇게 말하였다.", "rendered elsewhere", "glossed before"),
            ("It rained.",                         "비가 왔다.",  "It was said by Secretary Zinke.",      "Zinke 비서가 그렇게 말하였다.",           "person",         "behind his title"),
            ("It rained.",                         "비가 왔다.",  "William Holt said so.",                "William Holt는 그렇게 말하였다.",        "person",         "a given name"),
            ("It rained.",                         "비가 왔다.",  "the Consumer Energy Alliance met",     "Consumer Energy Alliance가 모였다",  "ordinary words", "a body whose words have translations"),
            ("It rained.",                         "비가 왔다.",  "He drove a Zastava.",                  "그는 Zastava를 몰았다.",               "name",           "perhaps a product"),
        ];
        for (source, target, other, left, evidence, why) in cases {
            let sizes = [(1, 1), (1, 1), (1, 1)];
            let bitext = aligned(&[source, other, "x"], &[target, left, &hangul], &sizes);
            let found = findings_of(&Residue, &bitext);
            let kinds: Vec<_> = found.iter().map(|f| f.evidence.as_str()).collect();
            assert_eq!(kinds, [evidence], "{left}: {why}");
        }
        let manual = "Git 은 CVS, Subversion, Perforce 와 달리 Linux Kernel 개발에서 나왔다.";
        let source = "Git came out of the Linux Kernel, unlike CVS, Subversion, Perforce.";
        let found = findings_of(&Residue, &aligned(&[source], &[manual], &[(1, 1)]));
        assert!(found.is_empty(), "a manual leaves names: {found:?}");
    }

    #[test]
    fn words_left_in_latin_letters_are_told_from_glosses_and_code() {
        let source = "Zinke of the Consumer Energy Alliance, Brzostowski, git commit, Henryk Brzezinski \
            said that this is the real voice of the people at USA.gov in the DPRK";
        // Enough Hangul around it that the document is one which writes names in Hangul.
        let hangul =
            "그는 이 모든 문제에 대하여 오래동안 생각하였으며 결국 아무 대답도 하지 않았다."
                .repeat(20);
        #[rustfmt::skip]
        let cases: [(&str, &[&str], &str); 12] = [
            ("브르조스토우스키[Brzostowski] 동지",     &[],                           "a gloss"),
            ("조선(DPRK)에서",                        &[],                           "a gloss"),
            ("DPRK에서",                             &[],                           "an abbreviation"),
            ("USA.gov에서",                          &[],                           "an address"),
            ("Zinke는 말하였다",                      &["Zinke"],                    "a name, without its josa"),
            ("이것은 the real voice of the people이다", &["the real voice of the people"], "running text"),
            ("1부 a/a Brzezinski Henryk",             &["Brzezinski Henryk"],         "a name, without its file mark"),
            ("Windows에서",                          &[],                           "not in the original"),
            ("ASCI Zinke에서",                       &[],                           "a product"),
            ("그는 “the real voice”라고 했다",          &[],                           "a label in quotation marks"),
            ("Consumer Energy Alliance(소비자 동맹)는",  &[],                           "with its translation behind it"),
            ("그는 왔다",                             &[],                           "no Latin letter"),
        ];
        for (target, marked, why) in cases {
            let bitext = aligned(&[source, "x"], &[target, &hangul], &[(1, 1), (1, 1)]);
            let found = findings_of(&Residue, &bitext);
            let words: Vec<_> =
                found.iter().filter_map(|f| f.target.as_ref()).map(|s| s.text.as_str()).collect();
            assert_eq!(words, marked, "{why}");
        }
    }
}
