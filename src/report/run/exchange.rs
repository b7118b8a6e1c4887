//! What translators' tools exchange, of one document among others: units of a translation memory, files of an XLIFF.

use super::Pieces;
use crate::{
    export::tmx::{self, Choice},
    report::{Compared, Verdict, counted, marked::Marks, rounded, word, xliff},
};

fn cleaned(beads: &[usize], lines: &mut Vec<String>) {
    if let Some(bead) = beads.first() {
        lines.push(format!(
            "characters that XML forbids were left out of {}, the first of them bead {bead}",
            counted(beads.len(), "unit")
        ));
    }
}

/// The document as a file of an XLIFF; without a verdict the alignment alone.
pub(super) fn xliff(
    version: xliff::Version,
    compared: &Compared<'_>,
    verdict: Option<&Verdict<'_>>,
) -> Pieces {
    let made = xliff::file(version, compared, verdict);
    let mut left = Vec::new();
    cleaned(&made.cleaned, &mut left);
    if made.without_source > 0 {
        let beads = counted(made.without_source, "bead");
        left.push(format!("{beads} without an original left out: a unit of XLIFF must have one"));
    }
    Pieces { head: made.text, left, ..Pieces::default() }
}

/// The units of the document for a translation memory, with what was found in them; without a verdict the alignment
/// alone.
pub(super) fn tmx(
    min_score: f64,
    compared: &Compared<'_>,
    verdict: Option<&Verdict<'_>>,
) -> Pieces {
    let input = compared.input;
    // One original may have several translations in a run.
    let part = |hash: &str| hash.get(..6).unwrap_or_default().to_owned();
    let name = part(&input.source.sha256) + &part(&input.target().sha256);
    let notes = verdict.map(|verdict| notes(compared, verdict)).unwrap_or_default();
    let choice =
        Choice { min_score, notes: &notes, documents: Some([&input.source, input.target()]) };
    let memory = tmx::units(&name, compared.bitext, compared.alignment, &choice);
    let mut left = Vec::new();
    cleaned(&memory.cleaned, &mut left);
    if memory.alone > 0 {
        let beads = counted(memory.alone, "bead");
        left.push(format!(
            "{beads} without a counterpart left out: a translation memory holds pairs"
        ));
    }
    if memory.doubtful > 0 {
        left.push(format!("{} with less score left out", counted(memory.doubtful, "bead")));
    }
    Pieces { head: memory.text, left, ..Pieces::default() }
}

/// For each bead what was found in it.
fn notes(compared: &Compared<'_>, verdict: &Verdict<'_>) -> Vec<Vec<String>> {
    let marks = Marks::of(compared, verdict.findings);
    let beads = 0..compared.alignment.beads.len();
    let of = |bead: usize| {
        let notes = marks.notes(bead).iter().map(|note| {
            let finding = &verdict.findings[note.finding];
            let severity = word(&finding.severity);
            let suggestion = finding.suggestion.as_ref().map(|words| format!(" → {words}"));
            format!(
                "{severity}, {}: {}{} ({:.2})",
                finding.rule,
                finding.message,
                suggestion.unwrap_or_default(),
                rounded(finding.confidence)
            )
        });
        notes.collect()
    };
    beads.map(of).collect()
}
