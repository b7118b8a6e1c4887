//! A bead with many doubtful findings is one bead to read again, not ten alarms.

use std::collections::BTreeMap;

use super::{Finding, Severity};

/// Below this confidence a finding is one to argue about: more than one in four like it is wrong.
const ARGUABLE: f64 = 0.75;
/// As many doubtful findings of one bead are worth a reader's time. One is seldom enough, since a bead of
/// an archive document may be a paragraph long; whoever has read three excerpts of it has read it whole.
const MOST: usize = 3;

/// Takes out of each bead the doubtful findings beyond the gravest three, of those that are as grave the surest; both
/// lists keep their order.
pub(super) fn thin(findings: Vec<Finding>) -> (Vec<Finding>, Vec<Finding>) {
    let mut by_bead: BTreeMap<usize, Vec<(Severity, f64, usize)>> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate() {
        if finding.confidence < ARGUABLE {
            by_bead.entry(finding.bead).or_default().push((
                finding.severity,
                finding.confidence,
                index,
            ));
        }
    }
    let mut left_out = vec![false; findings.len()];
    for doubtful in by_bead.values_mut().filter(|doubtful| doubtful.len() > MOST) {
        doubtful.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        for (.., index) in &doubtful[MOST..] {
            left_out[*index] = true;
        }
    }
    let (mut kept, mut rest) = (Vec::new(), Vec::new());
    for (finding, out) in findings.into_iter().zip(left_out) {
        if out { rest.push(finding) } else { kept.push(finding) }
    }
    (kept, rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Issue;

    #[test]
    fn doubtful_findings_beyond_three_a_bead_are_left_out() {
        let finding = |bead: usize, confidence: f64| Finding {
            id: confidence.to_string(),
            group: String::new(),
            rule: "omission".into(),
            evidence: String::new(),
            issue: Issue::Omission,
            severity: Severity::Minor,
            confidence,
            measured: None,
            bead,
            source: None,
            target: None,
            message: String::new(),
            suggestion: None,
            also: Vec::new(),
            occurrences: Vec::new(),
            members: Vec::new(),
            is_form: false,
        };
        let made = [(0, 0.5), (0, 0.6), (0, 0.9), (0, 0.4), (0, 0.7), (1, 0.1)];
        let (kept, rest) = thin(made.map(|(bead, c)| finding(bead, c)).to_vec());
        let ids = |findings: &[Finding]| findings.iter().map(|f| f.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&kept), ["0.5", "0.6", "0.9", "0.7", "0.1"]);
        assert_eq!(ids(&rest), ["0.4"]);
        let grave = Finding { severity: Severity::Major, ..finding(0, 0.55) };
        let made = [vec![grave], [0.6, 0.7, 0.72].map(|c| finding(0, c)).to_vec()].concat();
        let (kept, rest) = thin(made);
        assert_eq!(ids(&kept), ["0.55", "0.7", "0.72"], "three minor ones push out no major one");
        assert_eq!(ids(&rest), ["0.6"]);
    }
}
