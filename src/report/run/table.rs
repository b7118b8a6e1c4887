use super::{Piece, Pieces, Rank, Row};
use crate::report::{Compared, Verdict, table};

pub(super) fn opening() -> String {
    let heading = table::HEADING.trim_end();
    format!("{heading}\tdocument\ttarget_document\n")
}

/// The cells that name the document.
fn named(row: &Row) -> [String; 2] {
    [row.path.clone(), row.target_path.clone().unwrap_or_default()]
}

pub(super) fn pieces(compared: &Compared<'_>, verdict: &Verdict<'_>, row: &Row) -> Pieces {
    let mut rows = table::rows(compared, verdict);
    let line = |cells: &mut Vec<String>| {
        cells.extend(named(row));
        table::row(cells)
    };
    let tail = rows.split_off(verdict.findings.len()).iter_mut().map(line).collect();
    let findings = rows.iter_mut().zip(verdict.findings).map(|(cells, finding)| Piece {
        rank: Rank { severity: finding.severity, confidence: finding.confidence },
        text: line(cells),
        group: None,
        count: 1,
    });
    Pieces { head: String::new(), findings: findings.collect(), tail }
}

/// A row with the message alone, whose status is `error`.
pub(super) fn failure(row: &Row) -> Pieces {
    let columns = table::HEADING.trim_end().split('\t');
    let mut cells: Vec<String> = columns
        .map(|column| match column {
            "message" => row.error.clone().unwrap_or_default(),
            "status" => "error".to_owned(),
            _ => String::new(),
        })
        .collect();
    cells.extend(named(row));
    Pieces { tail: table::row(&cells), ..Pieces::default() }
}
