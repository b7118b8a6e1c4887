//! Annotations as workflows of GitHub take them out of what a step prints: a line a finding.

use super::{Compared, Places, Verdict, word};
use crate::rule::Severity;

/// A line, and how it stands among others.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotation {
    /// How grave the finding is.
    pub severity: Severity,
    /// How sure.
    pub confidence: f64,
    /// The line.
    pub text: String,
}

/// As many annotations of each level are shown of one step; the others are dropped without a word.
pub const MOST: usize = 10;

/// The annotations of a document: those of findings that no baseline knows, the gravest and surest [`MOST`] of each
/// severity.
pub fn annotations(compared: &Compared<'_>, verdict: &Verdict<'_>) -> Vec<Annotation> {
    let input = compared.input;
    let files = [&input.source, input.target()];
    let places = files.map(Places::new);
    let line = |finding: &crate::judge::Finding| {
        let half = usize::from(finding.target.is_some());
        let side = if half == 1 { &finding.target } else { &finding.source };
        let mut properties = format!("file={}", property(&files[half].path.to_string_lossy()));
        let mut named = String::new();
        if let Some(place) = side.as_ref().and_then(|side| files[half].place_at(side.span.start)) {
            named = format!("{place}: ");
        } else if let Some(side) = side {
            let (start, end) = (places[half].of(side.span.start), places[half].end(side.span));
            properties += &format!(",line={},endLine={}", start.line, end.line);
            // Columns of several lines are refused.
            if start.line == end.line {
                properties += &format!(",col={},endColumn={}", start.column, end.column);
            }
        }
        let level = match finding.severity {
            Severity::Critical => "error",
            Severity::Major => "warning",
            Severity::Minor => "notice",
        };
        let title = property(&format!("daejo: {} ({})", finding.rule, word(&finding.severity)));
        let suggestion = finding.suggestion.as_ref().map(|words| format!(" → {words}"));
        let message = data(&(named + &finding.message + &suggestion.unwrap_or_default()));
        format!("::{level} {properties},title={title}::{message}")
    };
    let all = verdict.unknown().map(|finding| Annotation {
        severity: finding.severity,
        confidence: finding.confidence,
        text: line(finding),
    });
    worst(all.collect()).0
}

/// The gravest and surest [`MOST`] of each severity, and how many others there are.
pub fn worst(mut all: Vec<Annotation>) -> (Vec<Annotation>, usize) {
    all.sort_by(|a, b| b.severity.cmp(&a.severity).then(b.confidence.total_cmp(&a.confidence)));
    let before = all.len();
    let mut counts = [0; 3];
    all.retain(|annotation| {
        let count = &mut counts[annotation.severity as usize];
        *count += 1;
        *count <= MOST
    });
    let more = before - all.len();
    (all, more)
}

/// What stands behind the second pair of colons.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands behind a sign of equality.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn findings_stand_where_they_would_be_mended() {
        let sample = sample::note();
        let lines = annotations(&sample.compared(), &Verdict::of(&sample.findings));
        assert_eq!(lines.len(), sample.findings.len());
        assert!(lines[0].text.starts_with("::error file=note.txt,line=5,endLine=5,col=1,"));
        let title = lines.iter().find(|line| line.text.contains("Minister")).expect("one");
        assert_eq!(
            title.text,
            "::warning file=note.txt,line=8,endLine=8,col=37,endColumn=39,title=daejo%3A title (major)::\
             “Minister” is rendered 수상 (premier) → 상"
        );
    }

    #[test]
    fn what_ends_a_line_or_a_property_is_written_otherwise() {
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
        assert_eq!(data("100 %: a\r\nb"), "100 %25: a%0D%0Ab");
    }

    #[test]
    fn of_many_the_worst_are_left() {
        let one = |confidence: f64| Annotation {
            severity: Severity::Minor,
            confidence,
            text: String::new(),
        };
        let (left, more) = worst((0..25).map(|n| one(f64::from(n) / 25.0)).collect());
        assert_eq!((left.len(), more), (MOST, 15));
        assert!(left.iter().all(|annotation| annotation.confidence >= 0.6));
    }
}
