//! Several accounts of one error become one finding.
//!
//! Rules look at the same words from different sides: a wrong country is a wrong name, a wrong body and
//! sometimes half a wrong title. A reader wants to be sent there once. The account that says most is
//! kept, the others become its further evidence.

use std::{cmp::Ordering, collections::BTreeMap};

use super::{Account, Finding, finding::DOUBTFUL};
use crate::{reading::Side, rule::Issue};

/// Merges the accounts of the same words in the same bead, and puts what is left in the order of the
/// source. Each identity occurs once.
pub(super) fn merge(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(order);
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        match kept
            .iter_mut()
            .rev()
            .take_while(|other| other.bead == finding.bead)
            .find(|other| one_error(other, &finding))
        {
            Some(other) if says_more(&finding, other) => {
                let lesser = std::mem::replace(other, finding);
                absorb(other, lesser);
            }
            Some(other) => absorb(other, finding),
            None => kept.push(finding),
        }
    }
    kept.sort_by(order);
    tell_apart(&mut kept);
    kept
}

/// The order of the source; of those that begin together, one that does not go by which rule ran first.
fn order(a: &Finding, b: &Finding) -> Ordering {
    let start = |side: &Option<Side>| side.as_ref().map_or(usize::MAX, |side| side.span.start);
    let place = |f: &Finding| (f.bead, start(&f.source), start(&f.target));
    let words = |f: &Finding| (f.rule.clone(), f.evidence.clone(), f.message.clone());
    place(a).cmp(&place(b)).then_with(|| words(a).cmp(&words(b)))
}

/// Whether two findings are about the same words: of the target if both point at some there, else of
/// the source. Two that would put right different words by different means are two errors, and so are a term and what
/// is said wrongly of more words than it: a term inside a phrase that says *at* for *after*.
fn one_error(a: &Finding, b: &Finding) -> bool {
    let both = |a: &Option<Side>, b: &Option<Side>| Some((a.as_ref()?.span, b.as_ref()?.span));
    let Some((one, other)) = both(&a.target, &b.target).or_else(|| both(&a.source, &b.source))
    else {
        return false;
    };
    let differ = if let (Some(one), Some(other)) = (&a.suggestion, &b.suggestion) {
        one != other
    } else {
        let (term, meaning) = (Issue::Terminology, Issue::Mistranslation);
        let issues = [a.issue, b.issue];
        issues == [term, meaning] || issues == [meaning, term]
    };
    a.is_form == b.is_form && one.overlaps(other) && !(differ && one != other)
}

/// Whether `a` tells what stands on the other side for all the words that `b` says have nothing there.
fn answers(a: &Finding, b: &Finding) -> bool {
    let (Some(source), Some(target)) = (&a.source, &a.target) else { return false };
    let alone = match (&b.source, &b.target) {
        (Some(own), None) => source.span.contains(own.span),
        (None, Some(own)) => target.span.contains(own.span),
        _ => false,
    };
    alone && matches!(b.issue, Issue::Omission | Issue::Addition) && a.confidence >= DOUBTFUL
}

/// Whether `a` is the better account of an error than `b`: the answer to it, else not doubtful, then worse,
/// then with both sides marked, then surer, then with a suggestion.
fn says_more(a: &Finding, b: &Finding) -> bool {
    if answers(a, b) != answers(b, a) {
        return answers(a, b);
    }
    let worth = |f: &Finding| {
        let sides = usize::from(f.source.is_some()) + usize::from(f.target.is_some());
        (f.confidence >= DOUBTFUL, f.severity, sides)
    };
    let suggests = |f: &Finding| f.suggestion.is_some();
    let surer = a.confidence.total_cmp(&b.confidence);
    // Of how words are written each rule sees another slip: the surest is told as no surer than it is.
    let order = if a.is_form { surer } else { worth(a).cmp(&worth(b)).then(surer) };
    order.then(suggests(a).cmp(&suggests(b))).is_gt()
}

/// Makes `lesser` further evidence of `finding`. That the words are wrong is at least as sure as the surer
/// of the two says.
fn absorb(finding: &mut Finding, lesser: Finding) {
    finding.be_as_sure_as(&lesser);
    let Finding { id, rule, evidence, message, also, .. } = lesser;
    for account in std::iter::once(Account { id, rule, evidence, message }).chain(also) {
        let told = account.rule == finding.rule && account.evidence == finding.evidence;
        if !told && !finding.also.iter().any(|other| other.id == account.id) {
            finding.also.push(account);
        }
    }
}

/// Gives findings with the same words in the same surroundings identities of their own.
fn tell_apart(findings: &mut [Finding]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings {
        let count = seen.entry(finding.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            finding.id = format!("{}-{count}", finding.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        rule::{Issue, Severity},
        text::Span,
    };

    fn finding(rule: &str, severity: Severity, confidence: f64, target: (usize, usize)) -> Finding {
        let span = Span::new(target.0, target.1);
        Finding {
            id: format!("{rule}{}", target.0),
            group: rule.into(),
            rule: rule.into(),
            evidence: "some".into(),
            issue: Issue::Other,
            severity,
            confidence,
            measured: None,
            bead: 0,
            source: None,
            target: Some(Side { segments: vec![0], text: "x".into(), span }),
            message: format!("{rule} is wrong"),
            suggestion: None,
            also: Vec::new(),
            occurrences: Vec::new(),
            members: Vec::new(),
            is_form: false,
        }
    }

    #[test]
    fn accounts_of_the_same_words_become_one_finding_with_all_their_evidence() {
        use Severity::{Major, Minor};
        #[rustfmt::skip]
        let cases = [
            // accounts                                                                   kept, its evidence   why
            (vec![finding("name", Minor, 0.9, (0, 6)), finding("body", Major, 0.8, (3, 9))], "body+name", "the graver one says more"),
            (vec![finding("name", Minor, 0.9, (0, 6)), finding("body", Major, 0.3, (3, 9))], "name+body", "a doubtful one replaces none that is not"),
            (vec![finding("name", Minor, 0.7, (0, 6)), finding("body", Minor, 0.8, (3, 9))], "body+name", "else the surer one"),
            (vec![finding("name", Minor, 0.7, (0, 6)), finding("body", Minor, 0.8, (6, 9))], "name body", "other words, another error"),
            (vec![finding("name", Minor, 0.7, (0, 6)), finding("name", Minor, 0.6, (2, 4))], "name",      "the same said twice is no further evidence"),
            (vec![finding("a", Minor, 0.7, (0, 9)), finding("b", Major, 0.7, (1, 9)), finding("c", Minor, 0.6, (2, 9))],
                                                                                          "b+a+c",     "evidence is handed on"),
        ];
        for (accounts, expected, why) in cases {
            let merged = merge(accounts);
            let shown: Vec<String> = merged
                .iter()
                .map(|f| {
                    let also = f.also.iter().map(|account| account.rule.clone());
                    std::iter::once(f.rule.clone()).chain(also).collect::<Vec<_>>().join("+")
                })
                .collect();
            assert_eq!(shown.join(" "), expected, "{why}");
        }
    }

    #[test]
    fn different_remedies_for_different_words_are_different_errors() {
        let suggests = |rule: &str, target, suggestion: &str| Finding {
            suggestion: Some(suggestion.into()),
            ..finding(rule, Severity::Minor, 0.7, target)
        };
        let of = |issue, target| Finding { issue, ..finding("some", Severity::Minor, 0.7, target) };
        #[rustfmt::skip]
        let cases = [
            (suggests("term", (0, 6), "전원회의"), suggests("name", (0, 12), "리상조"), 2, "a word, and what it is in"),
            (of(Issue::Terminology, (0, 6)), of(Issue::Mistranslation, (0, 12)), 2, "a term, and what its phrase says of time"),
            (of(Issue::Terminology, (0, 6)), of(Issue::Mistranslation, (0, 6)), 1, "a term that says something else"),
            (suggests("name", (0, 6), "리상조"), suggests("body", (0, 6), "서기국"), 1, "the same words, whoever is right"),
            (suggests("name", (0, 6), "리상조"), suggests("spelling", (0, 9), "리상조"), 1, "the same remedy"),
            (suggests("name", (0, 6), "리상조"), finding("body", Severity::Minor, 0.7, (0, 9)), 1, "one remedy"),
        ];
        for (one, other, errors, why) in cases {
            assert_eq!(merge(vec![one, other]).len(), errors, "{why}");
        }
    }

    #[test]
    fn a_finding_is_as_sure_as_its_surest_account() {
        let low = finding("body", Severity::Major, 0.6, (0, 6));
        let merged = merge(vec![finding("name", Severity::Minor, 0.9, (0, 6)), low]);
        assert_eq!((merged[0].rule.as_str(), merged[0].confidence), ("body", 0.9));
    }
}
