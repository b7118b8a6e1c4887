use super::{Piece, Pieces, Rank, Row};
use crate::report::{
    Compared, Verdict,
    table::{self, Separated},
};

pub(super) fn opening(by: Separated) -> String {
    let heading = table::HEADING.trim_end();
    by.heading(&format!("{heading}\tdocument\ttarget_document"))
}

/// The cells that name the document.
fn named(row: &Row) -> [String; 2] {
    [row.path.clone(), row.target_path.clone().unwrap_or_default()]
}

pub(super) fn pieces(
    compared: &Compared<'_>,
    verdict: &Verdict<'_>,
    row: &Row,
    by: Separated,
) -> Pieces {
    let mut rows = table::rows(compared, verdict);
    let line = |cells: &mut Vec<String>| {
        cells.extend(named(row));
        by.row(cells)
    };
    let tail = rows.split_off(verdict.findings.len()).iter_mut().map(line).collect();
    let findings = rows.iter_mut().zip(verdict.findings).map(|(cells, finding)| Piece {
        rank: Rank { severity: finding.severity, confidence: finding.confidence },
        text: line(cells),
        group: None,
        count: 1,
    });
    Pieces { findings: findings.collect(), tail, ..Pieces::default() }
}

/// A row with the message alone, whose status is `error`.
pub(super) fn failure(row: &Row, by: Separated) -> Pieces {
    let columns = table::HEADING.trim_end().split('\t');
    let mut cells: Vec<String> = columns
        .map(|column| match column {
            "message" => row.error.clone().unwrap_or_default(),
            "status" => "error".to_owned(),
            _ => String::new(),
        })
        .collect();
    cells.extend(named(row));
    Pieces { tail: by.row(&cells), ..Pieces::default() }
}
