//! What can be taken along: findings with verdicts, the log, the alignment, how often each rule was right here.

use serde::{Deserialize, Serialize};

use super::desk::{Desk, Opened};
use crate::{
    align::ladder,
    export::tmx::{self, Choice},
    review::{Board, Edit, Event, Fault, Result, State, probability},
};

/// The version of an exported log; raised when a reader of the last one would misread the next.
const VERSION: u32 = 1;

/// A log as it is exported.
#[derive(Debug, Serialize, Deserialize)]
struct Log {
    version: u32,
    document: String,
    source_sha256: String,
    target_sha256: String,
    events: Vec<Event>,
}

/// An export with the type of its content; none if nothing is called `what`.
pub(super) fn write(
    desk: &Desk,
    opened: &Opened,
    what: &str,
) -> Result<Option<(&'static str, String)>> {
    let checked = &opened.checked;
    Ok(Some(match what {
        "findings.tsv" => {
            ("text/tab-separated-values; charset=utf-8", findings(opened, &desk.board(opened)?))
        }
        "rules.tsv" => {
            ("text/tab-separated-values; charset=utf-8", rules(opened, &desk.board(opened)?))
        }
        "edited" => {
            if !opened.edits.iter().any(|(_, is_in)| *is_in) {
                return Ok(None);
            }
            let path = &checked.input.target().path;
            let text = std::fs::read_to_string(path).unwrap_or_default();
            let edits: Vec<Edit> = opened.edits.iter().map(|(edit, _)| edit.clone()).collect();
            ("application/octet-stream", Edit::put(&edits, &text).text)
        }
        "events.json" => ("application/json", events(desk, opened)?),
        "ladder" => ("text/plain; charset=utf-8", ladder::write(&checked.alignment)),
        "tmx" => {
            let input = &checked.input;
            let choice =
                Choice { documents: Some([&input.source, input.target()]), ..Choice::default() };
            let memory = tmx::write(&input.source, &checked.bitext, &checked.alignment, &choice);
            ("application/xml", memory.text)
        }
        _ => return Ok(None),
    }))
}

/// A cell of a table without quotation marks: what would end it is a blank.
fn cell(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c }).collect()
}

fn word(value: impl Serialize) -> String {
    crate::report::word(&value)
}

/// A finding a row, in the order of the document; behind them the decisions whose finding is gone.
fn findings(opened: &Opened, board: &Board) -> String {
    let mut text = String::from(
        "id\trule\tseverity\tconfidence\tverdict\twhy\tby\ttext\tsource\ttarget\tmessage\tsuggestion\tfix\tcomment\n",
    );
    let mut row = |cells: [&str; 14]| {
        text += &cells.map(cell).join("\t");
        text.push('\n');
    };
    for (at, finding) in opened.checked.findings.iter().enumerate() {
        let State { verdict, why, comment, fix, by, since, .. } = &board.states[at];
        let quote = |half: usize| board.kept[at].quotes[half].as_deref().unwrap_or_default();
        row([
            &board.subjects[at],
            &finding.rule,
            &word(board.severity(&opened.checked, at)),
            &format!("{:.4}", finding.confidence),
            &verdict.map(word).unwrap_or_default(),
            &why.map(word).unwrap_or_default(),
            &by.map(word).unwrap_or_default(),
            &since.map(word).unwrap_or_default(),
            quote(0),
            quote(1),
            &finding.message,
            finding.suggestion.as_deref().unwrap_or_default(),
            fix.as_deref().unwrap_or_default(),
            comment.as_deref().unwrap_or_default(),
        ]);
    }
    for stale in &board.stale {
        let quote = |half: usize| stale.keep.quotes[half].as_deref().unwrap_or_default();
        row([
            &stale.id,
            &stale.keep.rule,
            &stale.keep.severity.map(word).unwrap_or_default(),
            "",
            &stale.verdict.map(word).unwrap_or_default(),
            "",
            "",
            if stale.is_resolved { "resolved" } else { "stale" },
            quote(0),
            quote(1),
            &stale.keep.message,
            "",
            "",
            stale.comment.as_deref().unwrap_or_default(),
        ]);
    }
    text
}

/// How often findings of each rule were right here, by what was decided.
pub(super) fn rates(opened: &Opened, board: &Board) -> Vec<(String, f64, f64, f64)> {
    let mut rates: std::collections::BTreeMap<&str, (f64, usize)> =
        std::collections::BTreeMap::new();
    for finding in &opened.checked.findings {
        let rate = rates.entry(&finding.rule).or_default();
        rate.0 += finding.confidence;
        rate.1 += 1;
    }
    let rate = |(rule, (sum, count)): (&str, (f64, usize))| {
        let seen = board.seen.get(rule).copied().unwrap_or_default();
        (rule.to_owned(), seen.right, seen.of, probability(seen, sum / count as f64))
    };
    rates.into_iter().map(rate).collect()
}

fn rules(opened: &Opened, board: &Board) -> String {
    let mut text = String::from("rule\tright\tdecided\tprobability\n");
    for (rule, right, of, probability) in rates(opened, board) {
        text += &format!("{rule}\t{right}\t{of}\t{probability:.4}\n");
    }
    text
}

fn events(desk: &Desk, opened: &Opened) -> Result<String> {
    let input = &opened.checked.input;
    let log = Log {
        version: VERSION,
        document: input.source.path.display().to_string(),
        source_sha256: input.source.sha256.clone(),
        target_sha256: input.target().sha256.clone(),
        // What another reviewer said is theirs to give.
        events: desk.store.events(opened.id, Some(&desk.reviewer))?,
    };
    Ok(serde_json::to_string_pretty(&log).unwrap_or_default())
}

/// Reads a log that was exported.
pub(super) fn read_events(text: &str) -> Result<Vec<Event>> {
    let wrong = |problem: String| Fault::Import { place: "the file".into(), problem };
    let log: Log = serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
    if log.version != VERSION {
        return Err(wrong(format!(
            "it is of version {}, and version {VERSION} is read",
            log.version
        )));
    }
    Ok(log.events)
}
