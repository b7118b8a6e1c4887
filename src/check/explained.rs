//! Leaves out findings that another one explains.

use std::collections::BTreeSet;

use super::{Finding, Side, duplicate};

/// Leaves out what another finding explains: a moved sentence is neither untranslated nor added, and
/// what a copy holds beyond the original is the copy itself.
pub(super) fn leave_out(findings: &mut Vec<Finding>) {
    let about = |rule: &str, side: fn(&Finding) -> &Option<Side>| -> BTreeSet<usize> {
        let of_rule = findings.iter().filter(|finding| finding.rule == rule);
        of_rule.filter_map(|f| side(f).as_ref()).flat_map(|side| side.segments.clone()).collect()
    };
    let source: fn(&Finding) -> &Option<Side> = |finding| &finding.source;
    let target: fn(&Finding) -> &Option<Side> = |finding| &finding.target;
    let moved = [about("moved", source), about("moved", target)];
    let copies: BTreeSet<(usize, usize)> = findings
        .iter()
        .filter(|finding| finding.rule == "duplicate" && finding.evidence == duplicate::COPY)
        .flat_map(|f| f.target.iter().flat_map(|side| &side.segments).map(|&s| (f.bead, s)))
        .collect();
    // Of a sentence and its exact copy either may be the one without a partner.
    let copied: BTreeSet<String> = findings
        .iter()
        .filter(|finding| finding.rule == "duplicate" && finding.evidence == duplicate::COPY)
        .filter_map(|finding| finding.target.as_ref().map(|side| side.text.clone()))
        .collect();
    let of_original: BTreeSet<usize> = findings
        .iter()
        .filter(|finding| finding.rule == "duplicate" && finding.target.is_none())
        .flat_map(|f| f.source.iter().flat_map(|side| side.segments.clone()))
        .collect();
    let inside = |side: &Option<Side>, segments: &BTreeSet<usize>| {
        side.as_ref().is_some_and(|side| side.segments.iter().any(|at| segments.contains(at)))
    };
    findings.retain(|finding| match finding.rule.as_str() {
        // What is wrong with the form of a passage stays wrong wherever it stands.
        "moved" | "duplicate" | "brackets" | "quotes" | "punctuation" | "spacing" => true,
        "untranslated" => {
            !inside(&finding.source, &moved[0]) && !inside(&finding.source, &of_original)
        }
        "added" | "addition" if inside(&finding.target, &moved[1]) => false,
        "added" if finding.target.as_ref().is_some_and(|t| copied.contains(&t.text)) => false,
        _ => !finding.target.as_ref().is_some_and(|side| {
            side.segments.iter().any(|&at| copies.contains(&(finding.bead, at)))
        }),
    });
}
