//! `spacing`: white space too much or too little, particles torn from their nouns, characters nobody sees.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    language::{
        ko::{jamo, josa::After},
        role,
    },
    reading::{Context, Mark, cue::word_start},
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, Severity},
    text::{Folded, Script, Span, table},
};

/// The rule.
pub(super) struct Spacing;

static EXPLANATION: Explanation = Explanation {
    name: "spacing",
    group: "form",
    issue: Issue::Whitespace,
    on_by_default: true,
    languages: Languages::Any,
    needs: &[],
    uses: &[],
    summary: "white space is doubled, missing or misplaced, or a character is invisible",
    details: "Looks in the translation for two spaces in a row, a space inside brackets, no space after a stop \
        or comma between Korean words, a Korean particle torn from its noun (소련 을), and characters without \
        width (zero-width spaces and joiners, soft hyphens, control characters). What a document does often is \
        its style, or that of the program that read the page, and let pass. Whether compounds are written \
        together is left to the writer. Particles are looked for in Korean only, the rest in every language.",
    true_example: Example {
        source: "The ambassador of the Soviet Union left Pyongyang.",
        target: "소련 대사는 평양 을 떠났다.",
        comment: "The particle belongs to the noun: 평양을.",
    },
    false_example: Example {
        source: "The ambassador spoke of more than one village.",
        target: "대사는 한 마을 이상에 대하여 말하였다.",
        comment: "마을 is a word.",
    },
};

/// What may stand alone although it looks like a particle.
struct Josa {
    after: After,
    unless: &'static str,
}

static JOSA: LazyLock<HashMap<&str, Josa>> = LazyLock::new(|| {
    let text = include_str!("../../corpora/tables/loose-josa.tsv");
    let rows = table::rows::<4>("loose-josa.tsv", text);
    let josa = rows
        .into_iter()
        .map(|[josa, after, unless, _]| (josa, Josa { after: After::read(after), unless }));
    josa.collect()
});

/// A slip of spacing in a segment.
struct Slip {
    span: Span,
    evidence: &'static str,
    message: String,
    suggestion: Option<String>,
}

/// What more than this share of the segments has is the document's style …
const STYLE_SHARE: f64 = 0.08;

/// … if so many have it.
const STYLE_SEGMENTS: usize = 4;

impl Rule for Spacing {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        let half = &context.bitext.target;
        let has_josa = half.language.is_korean();
        let mut slips: Vec<(usize, Slip)> = Vec::new();
        for segment in &half.segments {
            let text = &segment.text;
            let mut own = spaces(text);
            own.extend(invisible(text));
            if has_josa {
                own.extend(unspaced(text));
                own.extend(loose_josa(text));
            }
            slips.extend(own.into_iter().map(|slip| (segment.index, slip)));
        }
        let is_style = |evidence: &str| {
            let mut with: Vec<usize> = slips
                .iter()
                .filter(|(_, slip)| slip.evidence == evidence)
                .map(|(at, _)| *at)
                .collect();
            with.dedup();
            with.len() >= STYLE_SEGMENTS
                && with.len() as f64 > STYLE_SHARE * half.segments.len() as f64
        };
        let kinds = ["double space", "inside brackets", "no space", "loose particle", "invisible"];
        let styles: Vec<&str> = kinds.into_iter().filter(|kind| is_style(kind)).collect();
        for (segment, slip) in
            slips.into_iter().filter(|(_, slip)| !styles.contains(&slip.evidence))
        {
            let Some(bead) = context.alignment.bead_of_target(segment) else { continue };
            let source = context.source(&context.alignment.beads[bead]);
            if is_in_source(source, &slip, &half.segments[segment].text) {
                continue;
            }
            remarks.push(Remark {
                bead,
                source: None,
                target: Some(Mark::Words { segment, span: slip.span }),
                severity: Severity::Minor,
                evidence: slip.evidence.into(),
                message: slip.message,
                suggestion: slip.suggestion,
            });
        }
    }
}

/// Whether the original has the same, or shows that the slip is none.
fn is_in_source(source: &[crate::segment::Segment], slip: &Slip, text: &str) -> bool {
    source.iter().any(|segment| match slip.evidence {
        "double space" => segment.text.contains("  "),
        "inside brackets" => {
            segment.text.contains("( ")
                || segment.text.contains(" )")
                || segment.text.contains("[ ")
        }
        "invisible" => {
            let written = slip.span.of(text).chars().filter(|&c| is_invisible(c));
            written.into_iter().all(|c| segment.text.contains(c))
        }
        "loose particle" => {
            let josa = slip.span.of(text).split_whitespace().last().unwrap_or_default();
            let folded = Folded::new(&segment.text);
            JOSA.get(josa.trim_end_matches(|c: char| !c.is_alphanumeric())).is_some_and(|josa| {
                let mut words = folded.text().split(|c: char| !c.is_alphanumeric());
                words.any(|word| {
                    !word.is_empty() && josa.unless.split('|').any(|other| other == word)
                })
            })
        }
        _ => false,
    })
}

/// Double spaces between words, and spaces inside brackets.
fn spaces(text: &str) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut before: Option<char> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !(c == ' ' || c == '\u{a0}') {
            before = Some(c);
            continue;
        }
        let mut end = at + c.len_utf8();
        let mut count = 1;
        while let Some(&(next, c)) = chars.peek().filter(|&&(_, c)| c == ' ' || c == '\u{a0}') {
            end = next + c.len_utf8();
            count += 1;
            chars.next();
        }
        let after = chars.peek().map(|&(_, c)| c);
        // Line ends, columns and the indents of wrapped lines are laid out with spaces.
        let (Some(one), Some(other)) = (before, after) else { continue };
        let words = |c: char| Script::of(c).is_letter();
        if count == 2 && (words(one) || matches!(one, ',' | ')')) && (words(other) || other == '(')
        {
            slips.push(Slip {
                span: around(text, Span::new(at, end)),
                evidence: "double space",
                message: "two spaces stand between the words".into(),
                suggestion: None,
            });
        }
        let opens = matches!(one, '(' | '[' | '（' | '《' | '「' | '『' | '“') && words(other);
        let closes = matches!(other, ')' | ']' | '）' | '》' | '」' | '』' | '”')
            && (words(one) || one == '.');
        if count == 1 && (opens || closes) {
            slips.push(Slip {
                span: around(text, Span::new(at, end)),
                evidence: "inside brackets",
                message: format!(
                    "a space stands {} {}",
                    if opens { "after" } else { "before" },
                    if opens { one } else { other }
                ),
                suggestion: None,
            });
        }
    }
    slips
}

/// The words on both sides of a place.
fn around(text: &str, place: Span) -> Span {
    let start = word_start(text, text[..place.start].trim_end().len());
    let after = &text[place.end..];
    let end = after.find(char::is_whitespace).unwrap_or(after.len());
    Span::new(start, place.end + end)
}

/// A stop or comma between Korean words without a space after it.
fn unspaced(text: &str) -> Vec<Slip> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let is_letter = |c: char| Script::of(c) == Script::Hangul;
    chars
        .windows(4)
        .filter(|four| {
            let [a, b, mark, next] = [four[0].1, four[1].1, four[2].1, four[3].1];
            // One syllable between marks is an abbreviation or a list: 초.중.고, 미,영.
            matches!(mark, '.' | ',' | '?' | '!') && is_letter(a) && is_letter(b) && is_letter(next)
        })
        .filter(|four| {
            let rest = &text[four[3].0..];
            let word: &str = rest.split(|c: char| !is_letter(c)).next().unwrap_or_default();
            let before =
                text[..four[2].0].rsplit(|c: char| !is_letter(c)).next().unwrap_or_default();
            // After a stop only the ending of a sentence shows that it is one.
            word.chars().count() > 1
                && (four[2].1 != '.' || role::before(before, "sentence").is_some())
        })
        .map(|four| {
            let place = Span::new(four[2].0, four[3].0);
            Slip {
                span: around(text, place),
                evidence: "no space",
                message: format!("no space follows {}", four[2].1),
                suggestion: None,
            }
        })
        .collect()
}

/// Particles that stand alone behind a noun they agree with.
fn loose_josa(text: &str) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut last: Option<Span> = None;
    let mut at = 0;
    for piece in text.split(' ') {
        let span = Span::new(at, at + piece.len());
        at += piece.len() + 1;
        let word = piece.trim_end_matches([',', '.']);
        if let (Some(noun), Some(josa)) = (last, JOSA.get(word)) {
            let noun_text = noun.of(text);
            let is_noun =
                noun_text.chars().count() >= 2 && noun_text.chars().all(jamo::is_syllable);
            if is_noun && noun_text.chars().next_back().is_some_and(|c| josa.after.agrees(c)) {
                slips.push(Slip {
                    span: Span::new(noun.start, span.start + word.len()),
                    evidence: "loose particle",
                    message: format!("the particle {word} belongs to {noun_text}"),
                    suggestion: Some(format!("{noun_text}{word}")),
                });
            }
        }
        last = (!piece.is_empty()).then_some(span);
    }
    slips
}

/// Whether a character has no width.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'
            | '\u{2060}'
            | '\u{ad}'
            | '\u{180e}'
            | '\u{fffd}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{feff}'
    ) || c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}')
}

/// Characters without width inside a text.
fn invisible(text: &str) -> Vec<Slip> {
    text.char_indices()
        .filter(|&(at, c)| is_invisible(c) && (c != '\u{feff}' || at > 0))
        .map(|(at, c)| Slip {
            span: around(text, Span::new(at, at + c.len_utf8())),
            evidence: "invisible",
            message: format!("an invisible character (U+{:04X}) stands here", u32::from(c)),
            suggestion: None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::trial::{aligned, findings_of, marked_in};

    #[test]
    fn slips_are_told_from_layout() {
        #[rustfmt::skip]
        let cases: [(&str, &str, &[&str], &str); 16] = [
            ("a b",            "소련  대사는 왔다",            &["소련  대사는"],      "two spaces"),
            ("a  b",           "소련  대사는 왔다",            &[],                  "in the original too"),
            ("a b",            "소련    대사",               &[],                  "columns"),
            ("a (b) c",        "소련( 대사 )는",              &["소련( 대사", "대사 )는"], "inside brackets"),
            ("a. b",           "그는 왔다.그리고 갔다.",         &["왔다.그리고"],      "no space after a stop"),
            ("a. b",           "초.중.고 학생",               &[],                  "middle dots"),
            ("a, b",           "서울,부산 사이",               &["서울,부산"],        "no space after a comma"),
            ("1,000",          "1,000명과 3.14",             &[],                  "figures"),
            ("Pyongyang",      "평양 을 떠났다",              &["평양 을"],          "a particle"),
            ("Pyongyang",      "평양 를 떠났다",              &[],                  "it does not agree"),
            ("gold and silver", "황금 은 그릇",               &[],                  "silver"),
            ("the Union left", "소련 은 떠났다",              &["소련 은"],          "a particle"),
            ("LLM",            "LLM 을 쓴다",                &[],                  "after Latin letters some leave a space"),
            ("a",              "소련\u{200b}대사",            &["소련\u{200b}대사"],  "a zero-width space"),
            ("a\u{200e} b",     "소련\u{200e} 대사",            &[],                  "in the original too"),
            ("",               "",                         &[],                  "empty"),
        ];
        for (source, target, expected, why) in cases {
            assert_eq!(marked_in(&Spacing, source, target), expected, "{target}: {why}");
        }
    }

    #[test]
    fn what_a_document_always_does_is_its_style() {
        let bitext = aligned(&["a"; 8], &["서울,부산 사이"; 8], &[(1, 1); 8]);
        assert!(findings_of(&Spacing, &bitext).is_empty());
    }
}
