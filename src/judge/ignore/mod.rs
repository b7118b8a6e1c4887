//! Findings that someone has decided about: what is to be ignored, and why.
//!
//! An entry names one finding, all that are alike, a rule, some files, or several of these at once; it
//! is about the findings that all of them fit. It must give a reason, so that the next reader knows
//! whether it still holds.

mod glob;

pub use glob::Glob;

use super::Finding;

/// What is to be ignored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ignore {
    /// The identity of one finding.
    pub id: Option<String>,
    /// What findings on the same words share.
    pub group: Option<String>,
    /// The name of a rule.
    pub rule: Option<String>,
    /// The files it is about; all if none is named.
    pub path: Option<Glob>,
    /// Why.
    pub reason: String,
}

impl Ignore {
    /// Whether it is about findings on the document at `path` at all.
    pub fn is_about(&self, path: &str) -> bool {
        self.path.as_ref().is_none_or(|glob| glob.matches(path))
    }

    /// Whether it is about this finding on the document at `path`.
    pub fn covers(&self, finding: &Finding, path: &str) -> bool {
        // A decision about an account holds when a graver account of the same words takes its place.
        let id = |id: &String| finding.id == *id || finding.also.iter().any(|a| a.id == *id);
        self.is_about(path)
            && self.id.as_ref().is_none_or(id)
            && self.group.as_ref().is_none_or(|group| *group == finding.group)
            && self.rule.as_ref().is_none_or(|rule| *rule == finding.rule)
    }

    /// Whether it speaks of words that once stood in a document, so that it is of no use once they are
    /// gone. An entry about a rule, in some files or all, waits for what may come.
    fn is_about_words(&self) -> bool {
        self.id.is_some() || self.group.is_some()
    }
}

/// Findings without those that are ignored.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Sifted {
    /// What is left.
    pub findings: Vec<Finding>,
    /// How many were ignored.
    pub ignored: usize,
    /// Positions of the entries about words of this document that ignore nothing any more.
    pub idle: Vec<usize>,
    /// Positions of the entries that ignore something.
    pub used: Vec<usize>,
}

/// Takes what `entries` ignore out of the findings on the document at `path`.
///
/// `applied` tells which rules were looked for; an entry about another one may be of use the next time.
pub(super) fn sift(
    findings: Vec<Finding>,
    entries: &[Ignore],
    path: &str,
    applied: impl Fn(&str) -> bool,
) -> Sifted {
    let mut used = vec![false; entries.len()];
    let mut sifted = Sifted::default();
    for finding in findings {
        let mut covered = false;
        for (entry, used) in entries.iter().zip(&mut used) {
            if entry.covers(&finding, path) {
                (covered, *used) = (true, true);
            }
        }
        if covered {
            sifted.ignored += 1;
        } else {
            sifted.findings.push(finding);
        }
    }
    let idle = |(index, entry): (usize, &Ignore)| {
        let looked_for = entry.rule.as_deref().is_none_or(&applied);
        (!used[index] && entry.is_about_words() && entry.is_about(path) && looked_for)
            .then_some(index)
    };
    sifted.idle = entries.iter().enumerate().filter_map(idle).collect();
    sifted.used =
        used.iter().enumerate().filter_map(|(index, used)| used.then_some(index)).collect();
    sifted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        judge::Account,
        rule::{Issue, Severity},
    };

    fn finding(id: &str, group: &str, rule: &str) -> Finding {
        Finding {
            id: id.into(),
            group: group.into(),
            rule: rule.into(),
            evidence: String::new(),
            issue: Issue::Other,
            severity: Severity::Minor,
            confidence: 0.5,
            measured: None,
            bead: 0,
            source: None,
            target: None,
            message: String::new(),
            suggestion: None,
            also: Vec::new(),
            occurrences: Vec::new(),
            members: Vec::new(),
            is_form: false,
        }
    }

    fn entry(id: &str, group: &str, rule: &str, path: &str) -> Ignore {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Ignore {
            id: some(id),
            group: some(group),
            rule: some(rule),
            path: some(path).map(|path| Glob::new(&path).expect("a glob")),
            reason: "it is so".into(),
        }
    }

    #[test]
    fn an_entry_is_about_the_findings_that_all_it_names_fit() {
        #[rustfmt::skip]
        let cases = [
            // id   group  rule     path         ignored   why
            ("1",   "",    "",      "",          true,     "one finding"),
            ("2",   "",    "",      "",          false,    "another finding"),
            ("7",   "",    "",      "",          true,     "an account that became further evidence"),
            ("",    "g",   "",      "",          true,     "all alike"),
            ("",    "",    "title", "",          true,     "a rule"),
            ("",    "",    "name",  "",          false,    "another rule"),
            ("",    "",    "",      "notes/*",   true,     "a file"),
            ("",    "",    "title", "notes/*",   true,     "a rule in a file"),
            ("",    "",    "title", "letters/*", false,    "a rule in another file"),
            ("1",   "",    "name",  "",          false,    "the finding is of another rule"),
        ];
        let account = Account {
            id: "7".into(),
            rule: "name".into(),
            evidence: String::new(),
            message: String::new(),
        };
        let finding = Finding { also: vec![account], ..finding("1", "g", "title") };
        for (id, group, rule, path, ignored, why) in cases {
            let sifted = sift(
                vec![finding.clone()],
                &[entry(id, group, rule, path)],
                "notes/1957.txt",
                |_| true,
            );
            assert_eq!(sifted.ignored, usize::from(ignored), "{why}");
            assert_eq!(sifted.findings.len(), usize::from(!ignored), "{why}");
        }
    }

    #[test]
    fn an_entry_about_words_that_are_gone_is_told() {
        #[rustfmt::skip]
        let cases = [
            // entry                              idle     why
            (entry("2", "", "", ""),              true,    "no such finding"),
            (entry("1", "", "", ""),              false,   "it ignores one"),
            (entry("2", "", "", "letters/*"),     false,   "it is about another file"),
            (entry("2", "", "name", ""),          false,   "its rule was not looked for"),
            (entry("", "", "title", "notes/*"),   false,   "a rule may find something the next time"),
        ];
        for (entry, idle, why) in cases {
            let sifted =
                sift(vec![finding("1", "g", "body")], &[entry], "notes/1957.txt", |r| r != "name");
            assert_eq!(!sifted.idle.is_empty(), idle, "{why}");
        }
    }
}
