//! `JUnit` XML, as build servers show it: one test case a finding.

use quick_xml::{
    Writer,
    events::{BytesEnd, BytesStart, BytesText, Event},
};

use super::{Compared, Places, Spot, Verdict, word};
use crate::{baseline::Status, judge::Finding, rule::Severity, text::legal_in_xml};

/// What `check` found. A finding `fails` its case if it is grave enough for that and no baseline knows it as it
/// is; one that is known is skipped, any other passes with its text as output, and so does what is gone since
/// the baseline. A document without findings is one case that passes.
///
/// # Panics
///
/// Never: writing to memory does not fail, and what is written is text.
pub fn write(
    compared: &Compared<'_>,
    verdict: &Verdict<'_>,
    fails: impl Fn(Severity) -> bool,
) -> String {
    let (suite, [tests, failures, skipped]) = suite(compared, verdict, fails);
    opening([tests, failures, 0, skipped]) + &suite + "</testsuites>\n"
}

/// The beginning of a file, with the counts of all its cases: tests, failures, errors, skipped.
pub(super) fn opening([tests, failures, errors, skipped]: [usize; 4]) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{}\" tests=\"{tests}\" \
         failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\">\n",
        env!("CARGO_PKG_NAME")
    )
}

/// The suite of one document, and how many cases it has, how many failed and how many were skipped.
///
/// # Panics
///
/// Never: writing to memory does not fail, and what is written is text.
pub(super) fn suite(
    compared: &Compared<'_>,
    verdict: &Verdict<'_>,
    fails: impl Fn(Severity) -> bool,
) -> (String, [usize; 3]) {
    let cases = cases(compared, verdict, fails);
    let path = compared.input.source.path.display().to_string();
    written(&path, &cases)
}

/// The suite of a document that could not be compared.
pub(super) fn failed_suite(path: &str, error: &str) -> String {
    let case = Case {
        rule: "check".into(),
        name: "the document is compared".into(),
        file: path.to_owned(),
        line: None,
        outcome: Outcome::Impossible(error.to_owned()),
    };
    written(path, &[case]).0
}

fn written(path: &str, cases: &[Case]) -> (String, [usize; 3]) {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    body(&mut writer, path, cases).expect("writing to memory does not fail");
    let text = String::from_utf8(writer.into_inner()).expect("everything written was a string");
    // As far to the right as inside the list of suites.
    let text = text.lines().flat_map(|line| ["  ", line, "\n"]).collect();
    let count = |is: fn(&Outcome) -> bool| cases.iter().filter(|case| is(&case.outcome)).count();
    let failures = count(|outcome| matches!(outcome, Outcome::Failed(..)));
    let skipped = count(|outcome| matches!(outcome, Outcome::Skipped));
    (text, [cases.len(), failures, skipped])
}

/// A test case.
struct Case {
    rule: String,
    name: String,
    file: String,
    line: Option<usize>,
    outcome: Outcome,
}

enum Outcome {
    Passed(String),
    Skipped,
    /// Severity, message and all that is to be said.
    Failed(String, String, String),
    /// Why the case could not be carried out.
    Impossible(String),
}

fn cases(
    compared: &Compared<'_>,
    verdict: &Verdict<'_>,
    fails: impl Fn(Severity) -> bool,
) -> Vec<Case> {
    let sides = [Places::new(&compared.input.source), Places::new(compared.input.target())];
    let paths = [&compared.input.source.path, &compared.input.target().path];
    let mut cases = Vec::new();
    for (index, finding) in verdict.findings.iter().enumerate() {
        let of_target = usize::from(finding.target.is_some());
        let side = finding.target.as_ref().or(finding.source.as_ref());
        let spot = side.map(|side| sides[of_target].spot(side.span.start));
        let (line, place) = match spot {
            Some(Spot::Line(line)) => (Some(line), String::new()),
            Some(place) => (None, format!("{place}: ")),
            None => (None, String::new()),
        };
        let outcome = match verdict.status(index) {
            Some(Status::Known) => Outcome::Skipped,
            _ if fails(finding.severity) => {
                let severity = word(&finding.severity);
                Outcome::Failed(severity, finding.message.clone(), account(finding))
            }
            _ => Outcome::Passed(account(finding)),
        };
        cases.push(Case {
            rule: finding.rule.clone(),
            name: format!("{place}{} ({})", finding.message, finding.id),
            file: paths[of_target].display().to_string(),
            line,
            outcome,
        });
    }
    let file = || paths[0].display().to_string();
    for entry in verdict.comparison.iter().flat_map(|comparison| &comparison.gone) {
        cases.push(Case {
            rule: entry.rule.clone(),
            name: format!("{} ({})", entry.message, entry.id),
            file: file(),
            line: None,
            outcome: Outcome::Passed("gone since the baseline".into()),
        });
    }
    if cases.is_empty() {
        cases.push(Case {
            rule: "check".into(),
            name: "nothing to report".into(),
            file: file(),
            line: None,
            outcome: Outcome::Passed(String::new()),
        });
    }
    cases
}

/// The words of both sides and what is known of the finding.
fn account(finding: &Finding) -> String {
    let mut lines = Vec::new();
    for (name, side) in [("original", &finding.source), ("translation", &finding.target)] {
        lines.extend(side.as_ref().map(|side| format!("{name}: {}", side.text)));
    }
    lines.extend(finding.suggestion.as_ref().map(|text| format!("suggestion: {text}")));
    lines.push(format!("severity: {}", word(&finding.severity)));
    lines.push(format!("confidence: {:.2} (id {})", finding.confidence, finding.id));
    lines.join("\n")
}

fn body(writer: &mut Writer<Vec<u8>>, path: &str, cases: &[Case]) -> std::io::Result<()> {
    let count = |is: fn(&Outcome) -> bool| cases.iter().filter(|case| is(&case.outcome)).count();
    let tests = cases.len().to_string();
    let failures = count(|outcome| matches!(outcome, Outcome::Failed(..))).to_string();
    let skipped = count(|outcome| matches!(outcome, Outcome::Skipped)).to_string();
    let errors = count(|outcome| matches!(outcome, Outcome::Impossible(_))).to_string();
    let path = legal_in_xml(path);
    let counts = [
        ("tests", &*tests),
        ("failures", &*failures),
        ("errors", &*errors),
        ("skipped", &*skipped),
    ];
    let suite =
        BytesStart::new("testsuite").with_attributes([("name", &*path)]).with_attributes(counts);
    writer.write_event(Event::Start(suite))?;
    for case in cases {
        let (rule, name, file) =
            (legal_in_xml(&case.rule), legal_in_xml(&case.name), legal_in_xml(&case.file));
        let mut start = BytesStart::new("testcase").with_attributes([
            ("classname", &*rule),
            ("name", &*name),
            ("file", &*file),
        ]);
        if let Some(line) = case.line {
            start.push_attribute(("line", &*line.to_string()));
        }
        writer.write_event(Event::Start(start))?;
        match &case.outcome {
            Outcome::Passed(said) if said.is_empty() => {}
            Outcome::Passed(said) => element(writer, BytesStart::new("system-out"), said)?,
            Outcome::Skipped => {
                let known = [("message", "known from the baseline")];
                writer
                    .write_event(Event::Empty(BytesStart::new("skipped").with_attributes(known)))?;
            }
            Outcome::Failed(severity, message, said) => {
                let message = legal_in_xml(message);
                let start = BytesStart::new("failure")
                    .with_attributes([("type", &**severity), ("message", &*message)]);
                element(writer, start, said)?;
            }
            Outcome::Impossible(said) => {
                let said = legal_in_xml(said);
                let start = BytesStart::new("error").with_attributes([("message", &*said)]);
                writer.write_event(Event::Empty(start))?;
            }
        }
        writer.write_event(Event::End(BytesEnd::new("testcase")))?;
    }
    writer.write_event(Event::End(BytesEnd::new("testsuite")))
}

fn element(writer: &mut Writer<Vec<u8>>, start: BytesStart<'_>, text: &str) -> std::io::Result<()> {
    let end = start.to_end().into_owned();
    writer.write_event(Event::Start(start))?;
    writer.write_event(Event::Text(BytesText::new(&legal_in_xml(text))))?;
    writer.write_event(Event::End(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn what_is_grave_and_new_fails_and_what_is_known_is_skipped() {
        let sample = sample::note();
        let (findings, comparison) = sample.compared_with_a_baseline();
        let verdict =
            Verdict { findings: &findings, comparison: Some(&comparison), ..Verdict::default() };
        #[rustfmt::skip]
        let cases = [
            (Severity::Minor,    "tests=\"4\" failures=\"2\" errors=\"0\" skipped=\"1\"", "from minor on"),
            (Severity::Critical, "tests=\"4\" failures=\"0\" errors=\"0\" skipped=\"1\"", "nothing is critical"),
        ];
        for (least, counts, why) in cases {
            let page = write(&sample.compared(), &verdict, |severity| severity >= least);
            assert!(page.contains(counts), "{why}: {page}");
            assert!(page.contains("gone since the baseline"), "{why}");
        }
    }

    #[test]
    fn a_clean_document_is_a_case_that_passes() {
        let sample = sample::note();
        let page = write(&sample.compared(), &Verdict::default(), |_| true);
        assert!(page.contains("tests=\"1\" failures=\"0\""), "{page}");
    }

    #[test]
    fn text_is_escaped_and_what_xml_forbids_left_out() {
        let sample = sample::note();
        let mut finding = sample.findings[0].clone();
        finding.message = "a < b & \"c\"\u{1}".into();
        let page = write(&sample.compared(), &Verdict::of(&[finding]), |_| true);
        assert!(page.contains("message=\"a &lt; b &amp; &quot;c&quot;\""), "{page}");
    }
}
