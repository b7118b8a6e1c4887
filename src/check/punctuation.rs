//! `punctuation`: a question that became a statement, marks written twice, marks of another width.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    Context, Example, Explanation, Finding, Issue, Languages, Mark, Remark, Rule, Severity,
    cue::word_start, marker::pattern, passage, predicate,
};
use crate::{
    align::Bead,
    segment::{Half, Segment},
    text::{Folded, Language, Script, Span, table},
};

/// The rule.
pub(super) struct Punctuation;

static EXPLANATION: Explanation = Explanation {
    name: "punctuation",
    group: "form",
    issue: Issue::Typographical,
    on_by_default: true,
    languages: Languages::Any,
    needs_encoder: false,
    summary: "a question became a statement, or a mark is doubled, misplaced or of the wrong width",
    details: "Reports a bead in which one side asks, by its mark, and the other neither has the mark nor the \
        words or endings of a question, or, where all other questions of the document are marked, only lacks the \
        mark; requests (“Would you …?”), which other languages do not ask, are let \
        pass. In the translation alone: marks written twice (,, or ., ), a space before a comma or stop, \
        full-width marks (，。？) in a Korean text that otherwise has none, and a sentence without a full stop in \
        a document whose sentences have them. A mark that stands the same in the original is let pass, as are \
        dots of omission, code and addresses, and so are questions inside a sentence (quoted, an aside, or \
        embedded: -느냐는 질문, -는지) and headings without a stop. Exclamation marks, colons and dots of omission \
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

/// What asks, and what states, in a language.
struct Forms {
    /// Words and endings that ask wherever they stand, directly or not.
    asks: Regex,
    /// Endings of a sentence that asks nothing.
    states: Option<Regex>,
}

/// In English, and in Korean.
static FORMS: LazyLock<[Forms; 2]> = LazyLock::new(|| {
    let text = include_str!("../../corpora/tables/question-forms.tsv");
    let rows = table::rows::<4>("question-forms.tsv", text);
    let compile = |pattern: String| Regex::new(&pattern).expect("a pattern");
    ["en", "ko"].map(|wanted| {
        let of = |kind: &str| -> Vec<&str> {
            let rows = rows.iter().filter(|[language, _, k, _]| *language == wanted && *k == kind);
            rows.map(|[_, form, ..]| *form).collect()
        };
        let states = of("states").join("|");
        Forms {
            asks: compile(pattern(usize::from(wanted == "ko"), &of("asks")).expect("forms")),
            states: (!states.is_empty()).then(|| compile(format!("(?:{states})$"))),
        }
    })
});

impl Rule for Punctuation {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let bitext = context.bitext;
        let wide = bitext.target.language.is_korean() && few_are_wide(&bitext.target);
        let stops = stops(context);
        let marked = questions_are_marked(context);
        for (position, bead) in context.beads().filter(|(_, bead)| !bead.target.is_empty()) {
            questions(context, position, bead, marked, findings);
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
                        findings.push(context.finding(&EXPLANATION, remark));
                    };
                for (span, evidence, message) in slips(&segment.text) {
                    // A slip of the original, code, or a table.
                    let own = !source.contains(span.of(&segment.text).trim())
                        || evidence == SPACE_BEFORE && !source.contains(span.of(&segment.text));
                    let span = with_word(&segment.text, span);
                    if own && !is_of_name(span.of(&segment.text), &source) {
                        report(span, evidence, message, None);
                    }
                }
                if wide {
                    for (at, mark, plain) in wide_marks(&segment.text) {
                        let span = with_word(&segment.text, Span::new(at, at + mark.len_utf8()));
                        let message = format!(
                            "{mark} is written in full width, unlike the rest of the document"
                        );
                        report(span, "full-width", message, Some(plain.to_string()));
                    }
                }
            }
            if stops
                && let ([source], [target]) = (context.source(bead), context.target(bead))
                && ends_in_stop(&source.text)
                && lacks_stop(&target.text, &bitext.target.language)
            {
                findings.push(context.finding(
                    &EXPLANATION,
                    Remark {
                        bead: position,
                        source: None,
                        target: Some(Mark::Words {
                            segment: target.index,
                            span: last_word(&target.text),
                        }),
                        severity: Severity::Minor,
                        evidence: "no stop",
                        message: "the sentence has no full stop".into(),
                        suggestion: None,
                    },
                ));
            }
        }
    }
}

/// Whether the first of several marks belongs to a name that the original writes with it (`assert_eq!`).
fn is_of_name(word: &str, source: &str) -> bool {
    let name = word.trim_end_matches([',', '.', ';', ':', ' ']);
    name.ends_with(['!', '?'])
        && name.len() < word.len()
        && name.chars().any(|c| Script::of(c) == Script::Latin)
        && source.contains(name)
}

/// The evidence of white space before a mark.
const SPACE_BEFORE: &str = "space before";

fn is_question_mark(c: char) -> bool {
    matches!(c, '?' | '？' | '⁇' | '⁈' | '⁉')
}

/// Questions on one side of a bead and none on the other.
fn questions(
    context: &Context<'_>,
    position: usize,
    bead: &Bead,
    marked: bool,
    findings: &mut Vec<Finding>,
) {
    let (source, target) = (context.source(bead), context.target(bead));
    let (from, to) = (&context.bitext.source.language, &context.bitext.target.language);
    let known = |language: &Language| language.is_english() || language.is_korean();
    if bead.is_gap() || !known(from) || !known(to) {
        return;
    }
    let last = |segments: &[Segment]| {
        segments.last().map(|s| Mark::Words { segment: s.index, span: last_word(&s.text) })
    };
    let sides = match (question(source), question(target)) {
        // A question mark inside the sentence: what is asked there is quoted or an aside.
        (Some(_), None) if has_mark(target) || is_request(source, from) => return,
        (None, Some(_)) if has_mark(source) => return,
        (Some(asked), None) if states(target, to) => {
            (Some(asked), last(target), "question lost", "the question became a statement")
        }
        (Some(asked), None) if marked && ends(target) && !ends_stating(target, to) => {
            (Some(asked), last(target), "question mark", "the question has no question mark")
        }
        (None, Some(asks)) if states(source, from) => {
            (last(source), Some(asks), "question added", "the statement became a question")
        }
        _ => return,
    };
    let (source, target, evidence, message) = sides;
    findings.push(context.finding(
        &EXPLANATION,
        Remark {
            bead: position,
            source,
            target,
            severity: Severity::Minor,
            evidence,
            message: message.into(),
            suggestion: None,
        },
    ));
}

fn ends(segments: &[Segment]) -> bool {
    segments.last().is_some_and(|segment| ends_in_stop(&segment.text))
}

/// So many questions show whether the document marks its questions …
const FEWEST_QUESTIONS: u32 = 5;

/// … if this share of them are marked.
const MARKED_SHARE: f64 = 0.8;

/// Whether what asks in the original by its mark does so in the translation.
fn questions_are_marked(context: &Context<'_>) -> bool {
    let asked = context.beads().filter(|(_, bead)| question(context.source(bead)).is_some());
    let (all, marked) = asked.fold((0_u32, 0_u32), |(all, marked), (_, bead)| {
        (all + 1_u32, marked + u32::from(question(context.target(bead)).is_some()))
    });
    all >= FEWEST_QUESTIONS && f64::from(marked) >= MARKED_SHARE * f64::from(all)
}

/// The question mark of the last segment that asks, with its word.
///
/// A segment asks if nothing but closing marks comes after its question mark. Behind a closing quotation mark or
/// bracket somebody else asks (He said: “Why?”), unless all of the segment is quoted.
fn question(segments: &[Segment]) -> Option<Mark> {
    segments.iter().rev().find_map(|segment| {
        let text = &segment.text;
        let at = text.rfind(is_question_mark)?;
        let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
        let rest = &text[end..];
        let is_inside = rest.contains(is_closing) && !text.trim_start().starts_with(is_opening);
        let asks = !rest.chars().any(char::is_alphabetic) && !is_inside;
        asks.then(|| Mark::Words {
            segment: segment.index,
            span: with_word(text, Span::new(at, end)),
        })
    })
}

fn has_mark(segments: &[Segment]) -> bool {
    segments.iter().any(|segment| segment.text.contains(is_question_mark))
}

fn last_word(text: &str) -> Span {
    let text = text.trim_end();
    Span::new(word_start(text, text.len()), text.len())
}

/// Whether nothing in the segments asks, not even indirectly.
fn states(segments: &[Segment], language: &Language) -> bool {
    let forms = &FORMS[usize::from(language.is_korean())];
    segments.iter().all(|segment| {
        let asks = forms.asks.is_match(Folded::new(&segment.text).text());
        // A sentence that ends in a stop; of a heading or fragment nothing is known.
        !asks && ends_in_stop(&segment.text) && forms.is_stated(&segment.text)
    })
}

/// Whether the last segment ends as no question does, in a language that shows it.
fn ends_stating(segments: &[Segment], language: &Language) -> bool {
    let forms = &FORMS[usize::from(language.is_korean())];
    forms.states.is_some() && segments.last().is_some_and(|last| forms.is_stated(&last.text))
}

impl Forms {
    /// Whether the text may be a statement by its ending.
    fn is_stated(&self, text: &str) -> bool {
        let folded = Folded::new(text);
        let bare = folded.text().trim_end_matches(|c: char| !c.is_alphanumeric());
        self.states.as_ref().is_none_or(|states| states.is_match(bare))
    }
}

/// “Would you come in?” asks nothing. Korean has endings of its own for requests.
fn is_request(segments: &[Segment], language: &Language) -> bool {
    language.is_english()
        && segments.iter().any(|segment| {
            let folded = Folded::new(&segment.text);
            let mut words =
                folded.text().split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
            let first = words.next().unwrap_or_default();
            let second = words.next().unwrap_or_default();
            matches!(first, "can" | "could" | "will" | "would" | "may" | "might" | "shall" | "why")
                && matches!(second, "you" | "i" | "we" | "not")
                || folded.text().contains("please")
                || TAG.is_match(folded.text())
        })
}

/// “…, don't you?” wants no answer; Korean says it with an ending of its own (지, 네, 군).
static TAG: LazyLock<Regex> = LazyLock::new(|| {
    let verbs =
        "is|are|was|were|am|do|does|did|has|have|had|will|would|can|could|shall|should|ai|wo";
    let pronouns = "i|you|he|she|it|we|they|there|that";
    Regex::new(&format!(r"(?-u:\b)(?:{verbs})(?:n't)? (?:{pronouns}) ?\?")).expect("a pattern")
});

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
            ([source], [target]) if ends_in_stop(&source.text) => {
                Some(!lacks_stop(&target.text, &context.bitext.target.language))
            }
            _ => None,
        }
    });
    let (all, closed) = pairs.fold((0, 0), |(all, closed), is| (all + 1, closed + usize::from(is)));
    all >= FEWEST_SENTENCES && closed as f64 >= STOPPED_SHARE * all as f64
}

/// Marks written twice, and white space before a mark.
fn slips(text: &str) -> Vec<(Span, &'static str, String)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let is_letter = |c: char| Script::of(c).is_letter();
    let mut slips = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let (start, c) = chars[at];
        if !is_mark(c) {
            at += 1;
            continue;
        }
        let first = at;
        while at < chars.len()
            && (is_mark(chars[at].1)
                || chars[at].1 == ' ' && chars.get(at + 1).is_some_and(|&(_, c)| is_mark(c)))
        {
            at += 1;
        }
        let end = chars.get(at).map_or(text.len(), |&(end, _)| end);
        let run: String = text[start..end].chars().filter(|c| *c != ' ').collect();
        let before = first.checked_sub(1).map(|i| chars[i].1);
        let after = chars.get(at).map(|&(_, c)| c);
        // “요구 ,사항”: the space went to the wrong side of the comma.
        if text[start..end] == *","
            && before == Some(' ')
            && after.is_some_and(is_letter)
            && first >= 2
        {
            let span = Span::new(chars[first - 1].0, end);
            slips.push((span, SPACE_BEFORE, "white space stands before the comma".to_owned()));
            continue;
        }
        // Between letters and the end of a word: code and ranges have other neighbours.
        let ends_word = after
            .is_none_or(|c| c.is_whitespace() || is_closing(c) || Script::of(c) == Script::Hangul);
        let word_before =
            before.is_some_and(|c| is_letter(c) || is_closing(c) || c.is_ascii_digit());
        let spaced = before == Some(' ') && first >= 2 && {
            let c = chars[first - 2].1;
            is_letter(c) || is_closing(c)
        };
        if !ends_word {
            continue;
        }
        // Korean writes no abbreviation with a stop, so that no comma may follow one.
        let korean = run == ".," && before.is_some_and(|c| Script::of(c) == Script::Hangul);
        if (korean || is_doubled(&run)) && (word_before || spaced) {
            let message = format!("{} are too many marks", &text[start..end]);
            slips.push((Span::new(start, end), "doubled", message));
        } else if spaced
            && run.chars().count() == 1
            // Before a colon or semicolon many leave a space, as the French do.
            && !matches!(run.as_str(), ":" | ";")
            && after.is_none_or(|c| c == ' ' || is_closing(c))
        {
            let span = Span::new(chars[first - 1].0, end);
            slips.push((span, SPACE_BEFORE, format!("white space stands before {run}")));
        }
    }
    slips
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '。' | '，' | '、' | '？' | '！')
}

fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '"' | '”' | '\'' | '’' | '」' | '』' | '》' | '〉' | '）' | '»')
}

fn is_opening(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '"'
            | '“'
            | '„'
            | '\''
            | '‘'
            | '「'
            | '『'
            | '《'
            | '〈'
            | '（'
            | '«'
            | '-'
            | '—'
            | '–'
    )
}

/// Whether these marks together are a slip: not dots of omission, cries, or an abbreviation's stop.
fn is_doubled(run: &str) -> bool {
    if run.chars().count() < 2 {
        return false;
    }
    let dots = run.chars().all(|c| c == '.');
    let cries =
        run.chars().all(is_stop) && run.contains(['!', '?', '！', '？']) && !run.starts_with('.');
    match run {
        // etc., and e.g.: are right in English; 등., too.
        ".," | ".;" | ".:" | ".?" | ".!" => false,
        _ if cries => false,
        // Two dots are a slip of the stop or of dots of omission; three and more are the latter.
        _ if dots => run.len() == 2,
        _ if run.starts_with("..") => false,
        _ => true,
    }
}

/// A slip with the word before it.
fn with_word(text: &str, span: Span) -> Span {
    Span::new(word_start(text, text[..span.start].trim_end().len()), span.end)
}

/// Marks in full width, with those of Korean print.
fn wide_marks(text: &str) -> impl Iterator<Item = (usize, char, char)> + '_ {
    text.char_indices().filter_map(|(at, c)| {
        let plain = match c {
            '，' | '、' => ',',
            '。' | '．' => '.',
            '？' => '?',
            '！' => '!',
            '：' => ':',
            '；' => ';',
            _ => return None,
        };
        Some((at, c, plain))
    })
}

/// A share of full-width marks above this is the document's own style.
const WIDE_SHARE: f64 = 0.2;

fn few_are_wide(half: &Half) -> bool {
    let (mut wide, mut plain) = (0_usize, 0_usize);
    for segment in &half.segments {
        wide += wide_marks(&segment.text).count();
        plain +=
            segment.text.chars().filter(|c| matches!(c, ',' | '.' | '?' | '!' | ':' | ';')).count();
    }
    wide > 0 && wide as f64 <= WIDE_SHARE * (wide + plain) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::{aligned, findings_of};

    fn found(source: &str, target: &str) -> Vec<String> {
        findings_of(&Punctuation, &aligned(&[source], &[target], &[(1, 1)]))
            .into_iter()
            .map(|f| format!("{} {}", f.evidence, f.target.map_or(String::new(), |side| side.text)))
            .collect()
    }

    #[test]
    fn slips_are_told_from_style() {
        #[rustfmt::skip]
        let cases: [(&str, &str, &[&str], &str); 31] = [
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
            ("He came. He went, too.", "그는, 왔다. 갔다, 또, 그가, 왔다。", &["full-width 왔다。"], "another width"),
            ("Kim et al., Lee",     "김 et al., 이",         &[],                      "an abbreviation"),
            ("It is.",              "그렇다.\"",             &[],                      "a closing quotation"),
            ("",                    "",                    &[],                      "empty"),
        ];
        for (source, target, expected, why) in cases {
            assert_eq!(found(source, target), expected, "{target}: {why}");
        }
    }

    #[test]
    fn a_missing_stop_is_seen_where_all_others_stand() {
        let mut source = vec!["He came."; 20];
        let mut target = vec!["그는 왔다."; 20];
        source.extend(["He went.", "1. The issue of groups in the leadership."]);
        target.extend(["그는 갔다", "1. 지도부 내의 분파 문제"]);
        let found = findings_of(&Punctuation, &aligned(&source, &target, &[(1, 1); 22]));
        let words: Vec<_> =
            found.iter().filter_map(|f| f.target.as_ref()).map(|s| &*s.text).collect();
        assert_eq!(words, ["갔다"], "a heading needs none: {found:?}");
        assert_eq!(found[0].evidence, "no stop");
    }
}
