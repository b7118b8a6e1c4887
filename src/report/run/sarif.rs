use serde_json::{Value, json};

use super::{Piece, Pieces, Rank, Run};
use crate::report::{Compared, Verdict, sarif};

/// Results name their files by reference alone: which number a file has in the list is known in the end only.
pub(super) fn pieces(compared: &Compared<'_>, verdict: &Verdict<'_>) -> Pieces {
    let results = sarif::results(compared, verdict);
    let written = |result: &Value| serde_json::to_string(result).unwrap_or_default();
    let (told, gone) = results.split_at(verdict.findings.len());
    // What is gone has no rank of its own and stands where its document ends.
    let mut findings: Vec<Piece> = told
        .iter()
        .zip(verdict.findings)
        .map(|(result, finding)| Piece {
            rank: Rank { severity: finding.severity, confidence: finding.confidence },
            text: written(result),
            group: None,
            count: 1,
        })
        .collect();
    findings.extend(gone.iter().zip(verdict.comparison.iter().flat_map(|c| &c.gone)).map(
        |(result, entry)| Piece {
            rank: Rank { severity: entry.severity, confidence: 0.0 },
            text: written(result),
            group: None,
            count: 0,
        },
    ));
    Pieces { findings, ..Pieces::default() }
}

pub(super) fn opening(run: &Run<'_>) -> String {
    let mut notes: Vec<Value> =
        run.warnings.iter().map(|text| sarif::notification("warning", text)).collect();
    for row in run.rows {
        let about = |text: &String| format!("{}: {text}", row.path);
        notes.extend(row.error.iter().map(|text| sarif::notification("error", text)));
        notes.extend(row.warnings.iter().map(|text| sarif::notification("warning", &about(text))));
        notes.extend(row.left_out.iter().map(|text| sarif::notification("note", &about(text))));
    }
    for line in run.left_aside() {
        notes.push(sarif::notification("note", &line));
    }
    let files = run.rows.iter().flat_map(|row| &row.files);
    let artifacts: Vec<Value> =
        files.map(|file| sarif::artifact(&file.path, &file.sha256, &file.languages)).collect();
    let tool = sarif::tool(&sarif::all_rules());
    let invocation = json!({
        "executionSuccessful": run.failed() == 0,
        "toolExecutionNotifications": notes,
    });
    format!(
        "{{\n\"$schema\": \"{}\",\n\"version\": \"2.1.0\",\n\"runs\": [{{\n\"tool\": {tool},\n\
         \"automationDetails\": {},\n\
         \"invocations\": [{invocation}],\n\"columnKind\": \"utf16CodeUnits\",\n\
         \"newlineSequences\": [\"\\r\\n\", \"\\n\", \"\\r\"],\n\"artifacts\": {},\n\"results\": [\n",
        sarif::SCHEMA,
        sarif::automation(),
        Value::from(artifacts)
    )
}

pub(super) fn closing() -> String {
    "\n]}]}\n".into()
}
