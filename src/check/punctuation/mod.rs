//! `punctuation`: a question that became a statement, marks written twice, marks of another width.

mod marks;
mod question;

use crate::{
    reading::{Context, Mark, cue::word_start, predicate},
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, Severity, passage},
    segment::ends_in_abbreviation,
    text::{Language, Span},
};
use marks::{SPACE_BEFORE, few_are_wide, is_of_name, slips, wide_marks, with_word};

/// The rule.
pub(super) struct Punctuation;

static EXPLANATION: Explanation = Explanation {
    name: "punctuation",
    group: "form",
    issue: Issue::Typographical,
    on_by_default: true,
    languages: Languages::Any,
    needs: &[],
    uses: &[],
    summary: "a question became a statement, or a mark is doubled, misplaced or of the wrong width",
    details: "Reports a bead in which one side asks, by its mark, and the other neither has the mark nor the \
        words or endings of a question, or, where all other questions of the document are marked, only lacks the \
        mark; requests (“Would you …?”), which other languages do not ask, are let \
        pass. In the translation alone: marks written twice (,, or ., ), a space before a comma or stop, \
        full-width marks (，。？) in a Korean text that otherwise has none, and a sentence without a full stop in \
        a document whose sentences have them. A mark that stands the same in the original is let pass, as are \
        dots of omission, code and addresses, and so are questions inside a sentence (quoted, an aside, or \
        embedded: -느냐는 질문, -는지) and headings without a stop. Tags (“…, right?”) want no answer. Exclamation marks, colons and dots of omission \
        are free in translation. The marks alone are compared for every pair of languages, questions for English and \
        Korean.",
    true_example: Example {
        source: "Why did the delegation not visit the factory?",
        target: "대표단은 공장을 방문하지 않았다.",
        comment: "Nobody asks any more.",
    },
    false_example: Example {
        source: "Why did the delegation not visit the factory?",
        target: "대표단은 왜 공장을 방문하지 않았는가.",
        comment: "The ending asks without a mark.",
    },
};

impl Rule for Punctuation {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        let bitext = context.bitext;
        let wide = bitext.target.language.is_korean() && few_are_wide(&bitext.target);
        let stops = stops(context);
        let marked = question::are_marked(context);
        for (position, bead) in context.beads().filter(|(_, bead)| !bead.target.is_empty()) {
            question::check(context, position, bead, marked, remarks);
            let source: Vec<&str> = context.source(bead).iter().map(|s| s.text.as_str()).collect();
            let source = source.join(" ");
            for segment in context.target(bead) {
                let mut report =
                    |span: Span, evidence, message: String, suggestion: Option<String>| {
                        let remark = Remark {
                            bead: position,
                            source: None,
                            target: Some(Mark::Words { segment: segment.index, span }),
                            severity: Severity::Minor,
                            evidence,
                            message,
                            suggestion,
                        };
                        remarks.push(remark);
                    };
                for (span, evidence, message) in slips(&segment.text) {
                    // A slip of the original, code, or a table.
                    let own = !source.contains(span.of(&segment.text).trim())
                        || evidence == SPACE_BEFORE && !source.contains(span.of(&segment.text));
                    // “the key `rules:`.” has one mark of its own.
                    let mark = Mark::Words { segment: segment.index, span };
                    let own = own && !context.touches_code(1, &mark);
                    let span = with_word(&segment.text, span);
                    if own && !is_of_name(span.of(&segment.text), &source) {
                        report(span, evidence.into(), message, None);
                    }
                }
                if wide {
                    // A mark that the original has as well was taken over from there.
                    let own =
                        wide_marks(&segment.text).filter(|(_, mark, _)| !source.contains(*mark));
                    for (at, mark, plain) in own {
                        // The mark alone is what is to be replaced.
                        let span = Span::new(at, at + mark.len_utf8());
                        let message = format!(
                            "{mark} is written in full width, unlike the rest of the document"
                        );
                        report(span, "full-width".into(), message, Some(plain.to_string()));
                    }
                }
            }
            if stops
                && let ([source], [target]) = (context.source(bead), context.target(bead))
                && ends_in_stop(&source.text)
                && !ends_in_abbreviation(&source.text, &bitext.source.language)
                && lacks_stop(&target.text, &bitext.target.language)
            {
                remarks.push(Remark {
                    bead: position,
                    source: None,
                    target: Some(Mark::Words {
                        segment: target.index,
                        span: last_word(&target.text),
                    }),
                    severity: Severity::Minor,
                    evidence: "no stop".into(),
                    message: "the sentence has no full stop".into(),
                    suggestion: None,
                });
            }
        }
    }
}

/// The last word of a text, with its marks.
fn last_word(text: &str) -> Span {
    let text = text.trim_end();
    Span::new(word_start(text, text.len()), text.len())
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '．' | '！' | '？')
}

/// The end of a text without quotation marks and brackets after it.
fn bare(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’»)]）」』》〉*_`".contains(c))
}

fn ends_in_stop(text: &str) -> bool {
    bare(text).ends_with(['.', '。', '．'])
}

fn is_closed(text: &str) -> bool {
    bare(text).ends_with(|c: char| is_stop(c) || matches!(c, ':' | ';' | ',' | '-' | '—' | '–'))
        || text.trim_end().ends_with([')', ']', '）'])
}

/// Whether a sentence has no mark at its end. A heading or an entry of a list needs none.
fn lacks_stop(text: &str, language: &Language) -> bool {
    // Of other languages only the length tells.
    let is_sentence =
        || predicate::is_sentence(text, language).unwrap_or_else(|| passage::is_long(text));
    !is_closed(text) && is_sentence()
}

/// So many sentences show whether the document has full stops at all …
const FEWEST_SENTENCES: usize = 12;

/// … if this share of them do.
const STOPPED_SHARE: f64 = 0.95;

/// Whether sentences that end in a full stop in the original do so in the translation.
fn stops(context: &Context<'_>) -> bool {
    let pairs = context.beads().filter_map(|(_, bead)| {
        match (context.source(bead), context.target(bead)) {
            ([source], [target])
                if ends_in_stop(&source.text)
                    && !ends_in_abbreviation(&source.text, &context.bitext.source.language) =>
            {
                Some(!lacks_stop(&target.text, &context.bitext.target.language))
            }
            _ => None,
        }
    });
    let (all, closed) = pairs.fold((0, 0), |(all, closed), is| (all + 1, closed + usize::from(is)));
    all >= FEWEST_SENTENCES && closed as f64 >= STOPPED_SHARE * all as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::trial::{aligned, findings_of};

    fn found(source: &str, target: &str) -> Vec<String> {
        findings_of(&Punctuation, &aligned(&[source], &[target], &[(1, 1)]))
            .into_iter()
            .map(|f| format!("{} {}", f.evidence, f.target.map_or(String::new(), |side| side.text)))
            .collect()
    }

    #[test]
    fn slips_are_told_from_style() {
        #[rustfmt::skip]
        let cases: [(&str, &str, &[&str], &str); 36] = [
            ("Why did he come?",    "그는 왔다.",            &["question lost 왔다."],  "lost"),
            ("Why did he come?",    "그는 왜 왔는가.",        &[],                      "the ending asks"),
            ("Would you come?",     "와 주시기 바랍니다.",     &[],                      "a request"),
            ("He came.",            "그는 왔는가?",          &["question added 왔는가?"], "added"),
            ("I wonder if he came.", "그는 왔을까?",         &[],                      "an indirect question"),
            ("He asked: “Why?”",    "그는 이유를 물었다.",     &[],                      "a quotation asks"),
            ("“Why?” he asked.",    "그는 이유를 알려 했다.",  &[],                      "inside the sentence"),
            ("It is (why?) forgotten.", "그것은 잊혔다.",      &[],                      "an aside"),
            ("“Why did he come?”",  "“그는 왔다.”",         &["question lost 왔다.”"], "all of it is quoted"),
            ("Did he come?",        "그가 왔느냐는 질문이 있었다.", &[],                 "the question is reported"),
            ("Will he come?",       "그가 올까 하는 것이 문제다.", &[],                  "the question is embedded"),
            ("Did he come?",        "그가 왔는지 모른다.",     &[],                      "an indirect question"),
            ("He came, didn't he?", "그는 왔다.",            &[],                      "a tag"),
            ("He came.",            "그는 왔다..",          &["doubled 왔다.."],       "two stops"),
            ("He came …",           "그는 왔다...",         &[],                      "dots of omission"),
            ("He, too, came.",      "그도,, 왔다.",         &["doubled 그도,,"],        "two commas"),
            ("He, too, came.",      "그도, , 왔다.",        &["doubled 그도, ,"],       "two commas apart"),
            ("He came.",            "그는 왔다 .",          &["space before 왔다 ."],   "a space"),
            ("He , too, came.",     "그도 , 왔다.",         &[],                      "in the original too"),
            ("Kim: Yes.",           "김 : 그렇다.",         &[],                      "a space before a colon is a style"),
            ("Hail Kim! and Lee!",  "Kim!, Lee! 만세",      &[],                      "a name with a mark of its own"),
            ("He, too, came.",      "그도 ,왔다.",          &["space before 그도 ,"],   "on the wrong side"),
            ("He came.",            "그는 왔다.,",          &["doubled 왔다.,"],       "a stop and a comma"),
            ("Well?!",              "자?!",               &[],                      "both at once"),
            ("in ../src and 1..5",  "../src와 1..5에서",    &[],                      "code"),
            (".NET and so on",      "등의 .NET",            &[],                      "a name"),
            ("He came.",            "그는, 왔다, 갔다。",      &[],                      "too few marks to have a style"),
            ("He came. He went, too.", "그는, 왔다. 갔다, 또, 그가, 왔다。", &["full-width 。"], "another width"),
            ("Kim et al., Lee",     "김 et al., 이",         &[],                      "an abbreviation"),
            ("It is.",              "그렇다.\"",             &[],                      "a closing quotation"),
            ("",                    "",                    &[],                      "empty"),
            ("He is, right?",       "그렇다.",               &[],                      "a tag of one word"),
            ("Is it right?",        "그것은 옳다.",           &["question lost 옳다."],   "the word is asked for"),
            ("the sense of “out”",  "“out(\"..밖으로\"의 뜻)”", &[],                      "left out of a quotation"),
            ("He said “out”.",      "그는 “밖”이라 했다..",     &["doubled 했다.."],        "after a quotation in the sentence"),
            ("A：B, and so on.",     "가：나, 그, 것, 들, 이, 다.", &[],                      "full width in the original too"),
        ];
        for (source, target, expected, why) in cases {
            assert_eq!(found(source, target), expected, "{target}: {why}");
        }
    }

    #[test]
    fn a_missing_stop_is_seen_where_all_others_stand() {
        let mut source = vec!["He came."; 20];
        let mut target = vec!["그는 왔다."; 20];
        source.extend([
            "He went.",
            "1. The issue of groups in the leadership.",
            "He shows mills, ports, etc.",
        ]);
        target.extend(["그는 갔다", "1. 지도부 내의 분파 문제", "그는 공장, 항구 등을 보여준다"]);
        let found = findings_of(&Punctuation, &aligned(&source, &target, &[(1, 1); 23]));
        let words: Vec<_> =
            found.iter().filter_map(|f| f.target.as_ref()).map(|s| &*s.text).collect();
        assert_eq!(words, ["갔다"], "a heading needs none, nor has an abbreviation one: {found:?}");
        assert_eq!(found[0].evidence, "no stop");
    }
}
