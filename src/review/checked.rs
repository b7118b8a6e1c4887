//! A document with what was found in it: what a review is of.

use std::collections::BTreeMap;

use crate::{
    align::Alignment,
    judge::Finding,
    report::{Compared, Input, Verdict},
    segment::Bitext,
};

/// A document with what was found in it.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The files.
    pub input: Input,
    /// The sentences.
    pub bitext: Bitext,
    /// The beads.
    pub alignment: Alignment,
    /// What is told, in the order of the source.
    pub findings: Vec<Finding>,
    /// How many more were made and are not told.
    pub hidden: usize,
    /// How many more the settings ignore.
    pub ignored: usize,
    /// What makes the findings doubtful as a whole.
    pub warnings: Vec<String>,
}

impl Checked {
    /// As reports take it.
    pub fn compared(&self) -> Compared<'_> {
        Compared { input: &self.input, bitext: &self.bitext, alignment: &self.alignment }
    }

    /// As reports take it.
    pub fn verdict(&self) -> Verdict<'_> {
        Verdict {
            hidden: self.hidden,
            ignored: self.ignored,
            warnings: &self.warnings,
            ..Verdict::of(&self.findings)
        }
    }

    /// What the findings are called: their ids, with a number behind one that several share.
    pub fn subjects(&self) -> Vec<String> {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let mut subjects = Vec::with_capacity(self.findings.len());
        for finding in &self.findings {
            let count = seen.entry(&finding.id).or_default();
            *count += 1;
            subjects.push(match *count {
                1 => finding.id.clone(),
                again => format!("{}.{again}", finding.id),
            });
        }
        subjects
    }
}
