use super::{Pieces, Row, Run};
use crate::{
    report::{Compared, Verdict, junit},
    rule::Severity,
};

/// The suite of a document.
pub(super) fn pieces(
    compared: &Compared<'_>,
    verdict: &Verdict<'_>,
    row: &mut Row,
    fails: impl Fn(Severity) -> bool,
) -> Pieces {
    let (head, cases) = junit::suite(compared, verdict, fails);
    row.cases = cases;
    Pieces { head, ..Pieces::default() }
}

/// A suite of one case that could not be carried out.
pub(super) fn failure(row: &mut Row) -> Pieces {
    row.cases = [1, 0, 0];
    let error = row.error.as_deref().unwrap_or_default();
    Pieces { head: junit::failed_suite(&row.path, error), ..Pieces::default() }
}

pub(super) fn opening(run: &Run<'_>) -> String {
    let [tests, failures, skipped] = [0, 1, 2].map(|at| run.sum(|row| row.cases[at]));
    junit::opening([tests, failures, run.failed(), skipped])
}

pub(super) fn closing() -> String {
    "</testsuites>\n".into()
}
