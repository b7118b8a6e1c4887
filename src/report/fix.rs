//! Suggestions put into a text: a copy in which they are applied, or a patch that applies them.
//!
//! Only what is sure enough is applied, and nothing without being told: a suggestion of a kind of finding that was
//! right on gold data in at least [`LEAST`] of [`LEAST_SEEN`] and more cases, in words that stand in the file as they
//! are. What the particle behind a Korean word must be is looked at too.

use super::{Compared, Places, Verdict};
use crate::{
    document::Format, judge::Finding, language::ko::josa, reading::Side, report::marked::places,
    rule::observed, text::Span,
};

/// The share of findings of a kind that must have been right …
pub const LEAST: f64 = 0.95;
/// … among at least so many.
pub const LEAST_SEEN: usize = 10;

/// One replacement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Byte offsets in the file.
    pub span: Span,
    /// What stands there, and what shall.
    pub words: [String; 2],
    /// Line number, from 1.
    pub line: usize,
    /// The finding and its rule.
    pub id: String,
    /// Name of the rule.
    pub rule: String,
}

/// What can be applied of what was suggested.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edits {
    /// In the order of the file, none touching another.
    pub edits: Vec<Edit>,
    /// Suggestions that are not applied, each with the line and why.
    pub left: Vec<(usize, String, &'static str)>,
}

/// The suggestions on the file that holds the translation.
pub fn edits(compared: &Compared<'_>, verdict: &Verdict<'_>) -> Edits {
    edits_if(compared, verdict, &|finding| {
        let measured = observed(&finding.rule, &finding.evidence);
        measured.is_some_and(|(right, of)| of >= LEAST_SEEN && right as f64 >= LEAST * of as f64)
            && finding.confidence >= LEAST
    })
}

/// Those of the findings that are sure.
fn edits_if(
    compared: &Compared<'_>,
    verdict: &Verdict<'_>,
    is_sure: &dyn Fn(&Finding) -> bool,
) -> Edits {
    let document = compared.input.target();
    let lines = Places::new(document);
    let mut all = Edits::default();
    for finding in verdict.findings {
        let Some(suggestion) = finding.suggestion.as_deref() else { continue };
        for (_, target, _) in places(finding) {
            let Some(side) = target else { continue };
            let line = lines.of(side.span.start).line;
            let words = || format!("{} → {suggestion}", side.text);
            let fitted = if is_sure(finding) {
                fitting(compared, side, suggestion)
            } else {
                Err("findings like it were not right often enough")
            };
            match fitted {
                Err(why) => all.left.push((line, words(), why)),
                Ok((span, words)) => all.edits.push(Edit {
                    span,
                    words,
                    line,
                    id: finding.id.clone(),
                    rule: finding.rule.clone(),
                }),
            }
        }
    }
    all.edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    all.edits.dedup_by(|b, a| (a.span, &a.words) == (b.span, &b.words));
    let mut kept: Vec<Edit> = Vec::new();
    for edit in std::mem::take(&mut all.edits) {
        match kept.last() {
            Some(last) if edit.span.start < last.span.end => {
                let words = edit.words.join(" → ");
                all.left.push((edit.line, words, "it overlaps another"));
            }
            _ => kept.push(edit),
        }
    }
    all.edits = kept;
    all.left.sort();
    all
}

/// The stretch of the file and what replaces what, or why it is not replaced.
fn fitting(
    compared: &Compared<'_>,
    side: &Side,
    suggestion: &str,
) -> Result<(Span, [String; 2]), &'static str> {
    let document = compared.input.target();
    if side.text.is_empty() || document.raw(side.span) != side.text || side.text.contains('\n') {
        return Err("the words stand otherwise in the file");
    }
    if !matches!(document.format, Format::Plain | Format::Markdown)
        && suggestion.contains(['<', '>', '&', '\\', '{', '}'])
    {
        return Err("the suggestion means something else in this format");
    }
    if suggestion.is_empty() || suggestion.contains(['\n', '…', '/']) {
        return Err("the suggestion is no text to be put in");
    }
    let behind: String = document.text[side.span.end..]
        .chars()
        .take_while(|c| c.is_alphanumeric())
        .take(4)
        .collect();
    let last = suggestion.chars().next_back().unwrap_or_default();
    let (mut span, mut old, mut new) = (side.span, side.text.clone(), suggestion.to_owned());
    if let Some((stands, agrees)) = josa::agreeing(&behind, last) {
        span.end += stands.len();
        old += stands;
        new += agrees;
    }
    Ok((document.in_file(span), [old, new]))
}

/// The file with the edits applied. They are of this file, in order.
pub fn copy(bytes: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut copy = Vec::with_capacity(bytes.len());
    let mut at = 0;
    for edit in edits {
        copy.extend_from_slice(&bytes[at..edit.span.start]);
        copy.extend_from_slice(edit.words[1].as_bytes());
        at = edit.span.end;
    }
    copy.extend_from_slice(&bytes[at..]);
    copy
}

/// As many lines round a change are shown in a patch.
const CONTEXT: usize = 3;

/// The edits of the file at `path` as a unified diff; empty without any. No edit reaches over a line end.
pub fn patch(path: &str, bytes: &[u8], edits: &[Edit]) -> Vec<u8> {
    let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let mut starts = Vec::with_capacity(lines.len());
    let mut at = 0;
    for line in &lines {
        starts.push(at);
        at += line.len();
    }
    // The lines that change, each with its edits.
    let mut changed: Vec<(usize, Vec<&Edit>)> = Vec::new();
    for edit in edits {
        let line = starts.partition_point(|start| *start <= edit.span.start) - 1;
        match changed.last_mut() {
            Some((last, of_line)) if *last == line => of_line.push(edit),
            _ => changed.push((line, vec![edit])),
        }
    }
    if changed.is_empty() {
        return Vec::new();
    }
    let name = path.trim_start_matches('/');
    let mut patch = format!("--- a/{name}\n+++ b/{name}\n").into_bytes();
    let mut rest = &changed[..];
    while let Some((first, _)) = rest.first() {
        let near = rest.windows(2).take_while(|two| two[1].0 - two[0].0 <= 2 * CONTEXT).count() + 1;
        let (hunk, others) = rest.split_at(near);
        let last = hunk.last().map_or(*first, |(line, _)| *line);
        let (from, to) = (first.saturating_sub(CONTEXT), (last + CONTEXT + 1).min(lines.len()));
        let count = to - from;
        patch.extend(format!("@@ -{},{count} +{},{count} @@\n", from + 1, from + 1).bytes());
        let mut put = |sign: u8, line: &[u8]| {
            patch.push(sign);
            patch.extend_from_slice(line);
            if !line.ends_with(b"\n") {
                patch.extend_from_slice(b"\n\\ No newline at end of file\n");
            }
        };
        for number in from..to {
            match hunk.iter().find(|(line, _)| *line == number) {
                None => put(b' ', lines[number]),
                Some((_, edits)) => {
                    put(b'-', lines[number]);
                    let moved = |edit: &&Edit| Edit {
                        span: Span::new(
                            edit.span.start - starts[number],
                            edit.span.end - starts[number],
                        ),
                        ..(*edit).clone()
                    };
                    let edits: Vec<Edit> = edits.iter().map(moved).collect();
                    put(b'+', &copy(lines[number], &edits));
                }
            }
        }
        rest = others;
    }
    patch
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn edit(text: &str, old: &str, new: &str) -> Edit {
        let start = text.find(old).expect(old);
        Edit {
            span: Span::new(start, start + old.len()),
            words: [old.into(), new.into()],
            line: 1,
            id: "1".into(),
            rule: "number".into(),
        }
    }

    #[test]
    fn what_is_not_measured_is_left_and_told() {
        let sample = sample::note();
        let found = edits(&sample.compared(), &Verdict::of(&sample.findings));
        assert_eq!(found.edits, []);
        assert_eq!(found.left.len(), 2, "two suggestions of a kind that nobody measured");
    }

    #[test]
    fn what_was_right_often_enough_is_applied_with_its_particle() {
        let sample = sample::note();
        let mut findings = vec![sample.findings[3].clone()];
        // 수상 becomes 총리 and 은 behind it 는.
        (findings[0].confidence, findings[0].suggestion) = (0.97, Some("총리".into()));
        let sure = |finding: &Finding| finding.confidence >= LEAST;
        let found = edits_if(&sample.compared(), &Verdict::of(&findings), &sure);
        let [edit] = &found.edits[..] else { panic!("{found:?}") };
        assert_eq!(edit.words, ["수상은", "총리는"]);
        let text = &sample.input.source.text;
        let copy = String::from_utf8(copy(text.as_bytes(), &found.edits)).expect("text");
        assert_eq!(copy, text.replace("수상은", "총리는"));
        findings[0].confidence = 0.9;
        let left = edits_if(&sample.compared(), &Verdict::of(&findings), &sure);
        assert_eq!(left.edits, [], "not sure itself");
    }

    #[test]
    fn a_patch_has_the_lines_round_each_change() {
        let text = "1\n2\n3\n4 old\n5\n6\n7\n8\n9\n10\n11\n12 older oldest";
        let edits = [
            edit(text, "old", "new"),
            edit(text, "older", "newer"),
            edit(text, "oldest", "newest"),
        ];
        let patch =
            String::from_utf8(patch("/notes/x.txt", text.as_bytes(), &edits)).expect("text");
        assert_eq!(
            patch,
            "--- a/notes/x.txt\n+++ b/notes/x.txt\n@@ -1,7 +1,7 @@\n 1\n 2\n 3\n-4 old\n+4 new\n 5\n 6\n 7\n\
             @@ -9,4 +9,4 @@\n 9\n 10\n 11\n-12 older oldest\n\\ No newline at end of file\n\
             +12 newer newest\n\\ No newline at end of file\n"
        );
        assert_eq!(super::patch("x", text.as_bytes(), &[]), b"");
    }
}
