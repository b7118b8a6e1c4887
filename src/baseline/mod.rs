//! A baseline: the findings a project knows of, kept in a file beside its documents.
//!
//! Compared with it, findings are new, known or changed, and what was known may be gone. A finding is
//! recognised by its identity; if the words around it were edited, by its rule and words; and if the
//! translation was edited, by its rule and the words of the source.

pub mod told;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use serde::{Deserialize, Serialize};

use crate::{Error, Result, judge::Finding, reading::Side, rule::Severity, text::Folded};

/// The version of the format; raised when a reader of the last one would misread the next.
pub const VERSION: u32 = 1;

/// A document by its names: its path, or those of its two halves, as the caller likes to write them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Name {
    /// The document, or its source half.
    pub path: String,
    /// The target half, if it is a file of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_path: Option<String>,
}

/// A finding as a baseline remembers it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entry {
    /// Its identity.
    pub id: String,
    /// What it shares with findings on the same words.
    pub group: String,
    /// Name of the rule.
    pub rule: String,
    /// How much it mattered.
    pub severity: Severity,
    /// The words of the source.
    pub source: Option<String>,
    /// The words of the target.
    pub target: Option<String>,
    /// What was said of them.
    pub message: String,
    /// The ids of the findings it stands for, if it stands for several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
}

impl Entry {
    fn of(finding: &Finding) -> Self {
        let words = |side: &Option<Side>| side.as_ref().map(|side| side.text.clone());
        Self {
            id: finding.id.clone(),
            group: finding.group.clone(),
            rule: finding.rule.clone(),
            severity: finding.severity,
            source: words(&finding.source),
            target: words(&finding.target),
            message: finding.message.clone(),
            members: finding.members.clone(),
        }
    }

    /// For how many places it stands.
    fn places(&self) -> usize {
        self.members.len().max(1)
    }
}

/// What a baseline says of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// It does not know it.
    New,
    /// It knows it as it is.
    Known,
    /// It knows it with another severity, with other words in the translation, or in fewer places.
    Changed(Entry),
}

impl Status {
    /// `new`, `known` or `changed`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Known => "known",
            Self::Changed(_) => "changed",
        }
    }
}

/// Findings beside what a baseline knows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// The status of each finding, in their order.
    pub statuses: Vec<Status>,
    /// What the baseline knows and was not found any more.
    pub gone: Vec<Entry>,
}

/// The findings known of each document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    documents: BTreeMap<Name, Vec<Entry>>,
}

impl Baseline {
    /// Reads what [`write`](Self::write) wrote; `path` is for messages.
    ///
    /// # Errors
    ///
    /// [`Error::Table`] with the line, if it is no baseline or one of another version.
    pub fn read(path: &Path, text: &str) -> Result<Self> {
        /// Read first, since another version may have other fields.
        #[derive(Deserialize)]
        struct Head {
            version: u32,
        }
        #[derive(Deserialize)]
        struct Whole {
            documents: Vec<Stored>,
        }
        #[derive(Deserialize)]
        struct Stored {
            path: String,
            target_path: Option<String>,
            findings: Vec<Entry>,
        }
        let wrong = |line: usize, problem: String| Error::Table {
            path: path.to_owned(),
            line: line.max(1),
            problem,
        };
        let damaged = |error: serde_json::Error| {
            let problem = format!(
                "this is no baseline, or a damaged one: {error}; write it anew with --write-baseline"
            );
            wrong(error.line(), problem)
        };
        let head: Head = serde_json::from_str(text).map_err(damaged)?;
        if head.version != VERSION {
            let problem = format!(
                "a baseline of version {}, and this program knows version {VERSION}: write it anew with \
                 --write-baseline",
                head.version
            );
            return Err(wrong(1, problem));
        }
        let whole: Whole = serde_json::from_str(text).map_err(damaged)?;
        let documents = whole.documents.into_iter().map(|stored| {
            let Stored { path, target_path, findings } = stored;
            (Name { path, target_path }, findings)
        });
        Ok(Self { documents: documents.collect() })
    }

    /// The baseline as JSON with one finding a line, sorted, so that two of them can be compared line by
    /// line.
    pub fn write(&self) -> String {
        let mut documents = Vec::new();
        for (name, entries) in &self.documents {
            let rows: Vec<String> =
                entries.iter().map(|entry| format!("\n      {}", json(entry))).collect();
            let end = if rows.is_empty() { "" } else { "\n    " };
            let name = json(name);
            let name = name.trim_end_matches('}');
            documents.push(format!("\n    {name},\"findings\":[{}{end}]}}", rows.join(",")));
        }
        let end = if documents.is_empty() { "" } else { "\n  " };
        let documents = documents.join(",");
        format!("{{\n  \"version\": {VERSION},\n  \"documents\": [{documents}{end}]\n}}\n")
    }

    /// Makes `findings` what is known of a document. What was known of rules that were not `applied` stays.
    pub fn set(&mut self, name: Name, findings: &[Finding], applied: impl Fn(&str) -> bool) {
        let entries = self.documents.entry(name).or_default();
        entries.retain(|entry| !applied(&entry.rule));
        entries.extend(findings.iter().map(Entry::of));
        entries.sort();
        entries.dedup();
    }

    /// Compares the findings on a document with what is known of it.
    ///
    /// `hidden` are findings that were made but are not told: they are not gone. Nothing that a rule not
    /// `applied` found is gone either.
    pub fn compare(
        &self,
        name: &Name,
        findings: &[Finding],
        hidden: &[Finding],
        applied: impl Fn(&str) -> bool,
    ) -> Comparison {
        let known = self.documents.get(name).map(Vec::as_slice).unwrap_or_default();
        let all: Vec<&Finding> = findings.iter().chain(hidden).collect();
        let mut pairs = Pairs { entry_of: vec![None; all.len()], taken: vec![false; known.len()] };
        let owned = |text: &str| Some(vec![text.to_owned()]);
        let known_places = pairs.join_parts(&all, known);
        pairs.join(&all, known, |f| owned(&f.id), |e| owned(&e.id));
        for account in 0..all.iter().map(|f| f.also.len()).max().unwrap_or_default() {
            // What was known by another rule's account of the same words is known.
            let id = |f: &Finding| owned(&f.also.get(account)?.id);
            pairs.join(&all, known, id, |e| owned(&e.id));
        }
        pairs.join(&all, known, |f| owned(&f.group), |e| owned(&e.group));
        let words = |rule: &str, source: &str| Some(vec![rule.to_owned(), normalised(source)]);
        pairs.join(
            &all,
            known,
            |f| words(&f.rule, &f.source.as_ref()?.text),
            |e| words(&e.rule, e.source.as_deref()?),
        );
        let statuses = findings.iter().zip(&pairs.entry_of).zip(known_places);
        let statuses = statuses.map(|((finding, entry), places)| {
            let Some(entry) = entry.map(|index| &known[index]) else { return Status::New };
            let target = finding.target.as_ref().map(|side| normalised(&side.text));
            // Of several places some may be mended: that is no change for the worse.
            let is_gathered = !finding.members.is_empty() || !entry.members.is_empty();
            let same_words = is_gathered || entry.target.as_deref().map(normalised) == target;
            let grown = finding.members.len().max(1) > places.max(entry.places());
            let same = entry.severity == finding.severity && same_words && !grown;
            if same { Status::Known } else { Status::Changed(entry.clone()) }
        });
        let gone = known.iter().zip(&pairs.taken);
        let gone = gone.filter(|(entry, taken)| !**taken && applied(&entry.rule));
        Comparison { statuses: statuses.collect(), gone: gone.map(|(e, _)| e.clone()).collect() }
    }
}

/// Which entry of a baseline each finding is.
struct Pairs {
    entry_of: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Pairs {
    /// Pairs findings with the entries that stand for one of their places, whichever of the two was gathered
    /// since. Returns for each finding how many places those entries have.
    fn join_parts(&mut self, findings: &[&Finding], known: &[Entry]) -> Vec<usize> {
        let mut entry_of: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, entry) in known.iter().enumerate() {
            for id in entry.members.iter().chain([&entry.id]) {
                entry_of.entry(id).or_insert(index);
            }
        }
        let mut places = vec![0; findings.len()];
        for (at, finding) in findings.iter().enumerate() {
            let parts = finding.members.iter().chain([&finding.id]);
            let entries: BTreeSet<usize> =
                parts.filter_map(|id| entry_of.get(id.as_str()).copied()).collect();
            self.entry_of[at] = entries.first().copied();
            for &entry in &entries {
                self.taken[entry] = true;
                places[at] += known[entry].places();
            }
        }
        places
    }

    /// Pairs what is still alone and has the same key, the first with the first.
    fn join(
        &mut self,
        findings: &[&Finding],
        known: &[Entry],
        finding_key: impl Fn(&Finding) -> Option<Vec<String>>,
        entry_key: impl Fn(&Entry) -> Option<Vec<String>>,
    ) {
        let mut free: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for (index, entry) in known.iter().enumerate().rev() {
            if let Some(key) = entry_key(entry).filter(|_| !self.taken[index]) {
                free.entry(key).or_default().push(index);
            }
        }
        for (finding, place) in findings.iter().zip(&mut self.entry_of) {
            if place.is_some() {
                continue;
            }
            let entry = finding_key(finding).and_then(|key| free.get_mut(&key)?.pop());
            if let Some(index) = entry {
                (*place, self.taken[index]) = (Some(index), true);
            }
        }
    }
}

/// What stays the same when a line is wrapped anew or a quotation mark is changed.
fn normalised(text: &str) -> String {
    Folded::new(text).text().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One line of JSON.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("names are strings, and nothing else can fail")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{judge::Account, rule::Issue, text::Span};

    fn finding(id: &str, source: &str, target: &str) -> Finding {
        let side = |text: &str| {
            let span = Span::new(0, text.len());
            (!text.is_empty()).then(|| Side { segments: vec![0], text: text.into(), span })
        };
        Finding {
            id: id.into(),
            group: format!("title {source} {target}"),
            rule: "title".into(),
            evidence: "office".into(),
            issue: Issue::Terminology,
            severity: Severity::Major,
            confidence: 0.9,
            measured: None,
            bead: 0,
            source: side(source),
            target: side(target),
            message: format!("“{source}” is rendered {target}"),
            suggestion: None,
            also: Vec::new(),
            occurrences: Vec::new(),
            members: Vec::new(),
            is_form: false,
        }
    }

    fn name(path: &str) -> Name {
        Name { path: path.into(), target_path: None }
    }

    fn known(findings: &[Finding]) -> Baseline {
        let mut baseline = Baseline::default();
        baseline.set(name("note.txt"), findings, |_| true);
        baseline
    }

    fn words(comparison: &Comparison) -> Vec<&str> {
        let gone = comparison.gone.iter().map(|_| "gone");
        comparison.statuses.iter().map(Status::word).chain(gone).collect()
    }

    #[test]
    fn findings_are_new_known_changed_or_gone() {
        let one = || finding("1", "Minister", "수상");
        let graver = Finding { severity: Severity::Critical, ..one() };
        let other = Finding { rule: "name".into(), ..finding("3", "Kim", "김") };
        let account = Account {
            id: "1".into(),
            rule: "title".into(),
            evidence: String::new(),
            message: String::new(),
        };
        let merged = Finding { also: vec![account], ..finding("9", "the Minister", "수상") };
        #[rustfmt::skip]
        let cases = [
            // known then              found now                                  said                   why
            (vec![one()],              vec![one()],                               vec!["known"],          "the same"),
            (vec![],                   vec![one()],                               vec!["new"],            "nothing was known"),
            (vec![one()],              vec![],                                    vec!["gone"],           "nothing is found"),
            (vec![one()],              vec![finding("2", "Minister", "수상")],    vec!["known"],          "the words around it were edited"),
            (vec![one()],              vec![finding("2", "Minister", "비서")],    vec!["changed"],        "other words in the translation"),
            (vec![one()],              vec![finding("2", "Minister", "")],        vec!["changed"],        "no words in the translation"),
            (vec![one()],              vec![graver],                              vec!["changed"],        "another severity"),
            (vec![one()],              vec![finding("2", "Premier", "수상")],     vec!["new", "gone"],    "other words of the source"),
            (vec![one()],              vec![one(), finding("1-2", "Minister", "수상")], vec!["known", "new"], "a second time"),
            (vec![one(), finding("1-2", "Minister", "수상")], vec![one()],        vec!["known", "gone"],  "the first of two was mended"),
            (vec![one()],              vec![other],                               vec!["new", "gone"],    "another rule"),
            (vec![one()],              vec![merged],                              vec!["known"],          "another rule now says more of the same words"),
        ];
        for (before, now, said, why) in cases {
            let comparison = known(&before).compare(&name("note.txt"), &now, &[], |_| true);
            assert_eq!(words(&comparison), said, "{why}");
        }
    }

    #[test]
    fn gathered_findings_are_known_by_their_parts() {
        let part = |id: &str| finding(id, "Minister", "수상");
        let gathered = |id: &str, members: &[&str]| Finding {
            members: members.iter().map(|&member| member.to_owned()).collect(),
            ..part(id)
        };
        #[rustfmt::skip]
        let cases = [
            // known then                      found now                           said                why
            (vec![part("1"), part("2")],       vec![gathered("all", &["1", "2"])], vec!["known"],      "a baseline from before they were gathered"),
            (vec![gathered("all", &["1", "2"])], vec![gathered("all", &["1", "2"])], vec!["known"],    "the same"),
            (vec![gathered("all", &["1", "2"])], vec![part("2")],                  vec!["known"],      "one was mended"),
            (vec![gathered("all", &["1", "2", "3"])], vec![gathered("all", &["1", "3"])], vec!["known"], "one of three was mended"),
            (vec![gathered("all", &["1", "2"])], vec![gathered("all", &["1", "2", "3"])], vec!["changed"], "one more place"),
            (vec![part("1")],                  vec![gathered("all", &["1", "2"])], vec!["changed"],    "a second place"),
            (vec![gathered("all", &["1", "2"])], vec![gathered("all", &["1", "9"])], vec!["known"],    "the words round one were edited"),
            (vec![gathered("all", &["1", "2", "3", "4"])], vec![gathered("a", &["1", "2"]), part("4")], vec!["known", "known"], "a range with a hole"),
            (vec![gathered("all", &["1", "2"])], vec![],                           vec!["gone"],       "all were mended"),
        ];
        for (before, now, said, why) in cases {
            let comparison = known(&before).compare(&name("note.txt"), &now, &[], |_| true);
            assert_eq!(words(&comparison), said, "{why}");
        }
    }

    #[test]
    fn what_was_not_looked_for_or_is_not_told_is_not_gone() {
        let baseline = known(&[finding("1", "Minister", "수상")]);
        let compare = |hidden: &[Finding], applied: bool, path: &str| {
            baseline.compare(&name(path), &[], hidden, |_| applied).gone.len()
        };
        assert_eq!(compare(&[], true, "note.txt"), 1);
        assert_eq!(compare(&[], false, "note.txt"), 0);
        assert_eq!(compare(&[finding("1", "Minister", "수상")], true, "note.txt"), 0);
        assert_eq!(compare(&[], true, "other.txt"), 0, "nothing is known of another document");
    }

    #[test]
    fn a_baseline_is_read_as_it_was_written_and_sorted() {
        let mut baseline = known(&[finding("2", "Minister", "수상"), finding("1", "", "“\n\t")]);
        baseline.set(Name { path: "a".into(), target_path: Some("b".into()) }, &[], |_| true);
        let text = baseline.write();
        assert_eq!(Baseline::read(Path::new("b.json"), &text).expect("a baseline"), baseline);
        insta::assert_snapshot!(text);
        let empty = Baseline::default();
        assert_eq!(Baseline::read(Path::new("b.json"), &empty.write()).expect("empty"), empty);
    }

    #[test]
    fn rules_that_were_not_applied_keep_what_is_known_of_them() {
        let mut baseline = known(&[finding("1", "Minister", "수상")]);
        baseline.set(name("note.txt"), &[], |rule| rule == "name");
        assert_eq!(baseline.documents[&name("note.txt")].len(), 1);
        baseline.set(name("note.txt"), &[], |rule| rule == "title");
        assert_eq!(baseline.documents[&name("note.txt")].len(), 0);
    }

    #[test]
    fn what_is_no_baseline_is_named_with_its_remedy() {
        #[rustfmt::skip]
        let cases = [
            ("",                                      "b.json, line 1: this is no baseline, or a damaged one: "),
            ("{\n\"version\": 1,\n\"documents\": [{}]}", "b.json, line 3: this is no baseline, or a damaged one: "),
            ("{\"version\": 2}",                      "b.json, line 1: a baseline of version 2, and this program knows version 1: "),
        ];
        for (text, message) in cases {
            let error = Baseline::read(Path::new("b.json"), text).expect_err(message).to_string();
            assert!(error.starts_with(message), "{error}");
            assert!(error.ends_with("with --write-baseline"), "{error}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_words_survive_the_file(source in ".*", target in ".*") {
            let baseline = known(&[finding("1", &source, &target)]);
            let read = Baseline::read(Path::new("b.json"), &baseline.write()).expect("a baseline");
            proptest::prop_assert_eq!(read, baseline);
        }
    }
}
