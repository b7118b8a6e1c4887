//! What a rule is: its explanation, what it needs, and what it remarks on a bitext.
//!
//! A rule is a value of a type of its own: what it looks for is its [`Explanation`], and [`Rule::check`] adds a
//! [`Remark`] for each thing it sees. It is asked for nothing else: what becomes of its remarks is decided where
//! all of them are known ([`judge`](crate::judge)). It sees the [`Context`] and no other rule, so that it says the
//! same whatever other rules run, and in whatever order; what it needs beside the segments, the beads and the
//! values in them it declares ([`Need`]).
//!
//! ```
//! use daejo::{
//!     reading::{Context, Mark},
//!     rule::{Example, Explanation, Issue, Languages, Remark, Rule, Severity},
//!     text::Span,
//! };
//!
//! /// A word written all in capitals.
//! struct Shouting;
//!
//! static EXPLANATION: Explanation = Explanation {
//!     name: "shouting",
//!     group: "form",
//!     issue: Issue::Typographical,
//!     on_by_default: true,
//!     languages: Languages::Any,
//!     needs: &[],
//!     uses: &[],
//!     summary: "a word of the translation is written in capitals",
//!     details: "Words of at least five letters. Abbreviations are let pass.",
//!     true_example: Example { source: "오라.", target: "PLEASE come.", comment: "nothing calls for it" },
//!     false_example: Example { source: "오라.", target: "Please come.", comment: "as usual" },
//! };
//!
//! impl Rule for Shouting {
//!     fn explanation(&self) -> &'static Explanation {
//!         &EXPLANATION
//!     }
//!
//!     fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
//!         for (bead, segments) in context.beads().map(|(at, bead)| (at, context.target(bead))) {
//!             for segment in segments {
//!                 for word in segment.text.split_whitespace() {
//!                     if word.len() >= 5 && word.chars().all(char::is_uppercase) {
//!                         let start = segment.text.find(word).unwrap_or_default();
//!                         let span = Span::new(start, start + word.len());
//!                         remarks.push(Remark {
//!                             bead,
//!                             source: None,
//!                             target: Some(Mark::Words { segment: segment.index, span }),
//!                             severity: Severity::Minor,
//!                             evidence: "capitals".into(),
//!                             message: format!("{word} is written in capitals"),
//!                             suggestion: Some(word.to_lowercase()),
//!                         });
//!                     }
//!                 }
//!             }
//!         }
//!     }
//! }
//! ```
//!
//! Rules are tried in their own files with `rule::trial`, which makes documents of sentences and gives what a rule
//! says of them.

pub(crate) mod claim;
pub mod confidence;
pub(crate) mod direction;
mod languages;
pub(crate) mod listing;
pub(crate) mod meaning;
pub(crate) mod name;
pub(crate) mod passage;
mod remark;
mod run;
#[cfg(test)]
pub(crate) mod trial;
pub(crate) mod value;

pub use confidence::{MIN_CONFIDENCE, Measured, Shown, Sureness, measured, observed};
pub use languages::Languages;
pub use remark::{Issue, Remark, Severity};
pub use run::{Said, run};

use crate::{
    reading::{Context, Need},
    text::Language,
};

/// The group of rules about how a text is written: whatever they say of words, it says nothing of their meaning.
pub const FORM: &str = "form";

/// What a rule looks for, as `daejo explain` shows it.
#[derive(Debug, Clone, Copy)]
pub struct Explanation {
    /// The rule's name in reports and in configuration.
    pub name: &'static str,
    /// The group it is listed under: passages, values, names, meaning or form.
    pub group: &'static str,
    /// Its kind of issue in the vocabulary of ITS 2.0.
    pub issue: Issue,
    /// Whether it runs when nobody asks for it: a rule that is wrong too often must be asked for.
    pub on_by_default: bool,
    /// The languages it works for: with others it is silent.
    pub languages: Languages,
    /// What it is silent without.
    pub needs: &'static [Need],
    /// What it looks at where it is to be had.
    pub uses: &'static [Need],
    /// One line: what a finding of this rule says.
    pub summary: &'static str,
    /// What is compared and how, and what is deliberately let pass.
    pub details: &'static str,
    /// A pair of sentences in which it finds something, and what.
    pub true_example: Example,
    /// A pair that looks like it and is none, and why.
    pub false_example: Example,
}

impl Explanation {
    /// Whether it is silent without an encoder.
    pub fn needs_encoder(&self) -> bool {
        self.needs.iter().any(|need| need.implied().contains(&Need::Vectors))
    }

    /// Whether it says something of translations from `source` into `target`.
    pub fn covers(&self, source: &Language, target: &Language) -> bool {
        self.languages.cover(source, target)
    }

    /// Whether what it says with this evidence is told in the end.
    pub(crate) fn tells(&self, context: &Context<'_>, evidence: &str) -> bool {
        self.sureness(context, evidence).confidence >= context.least_confidence()
    }

    /// How sure what it says of this bitext is, with this evidence.
    pub(crate) fn sureness(&self, context: &Context<'_>, evidence: &str) -> Sureness {
        confidence::of(self.group, self.name, evidence, &context.direction())
    }
}

/// A pair of sentences with what a rule says of it.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// The source side.
    pub source: &'static str,
    /// The target side.
    pub target: &'static str,
    /// What is wrong with the pair, or why nothing is.
    pub comment: &'static str,
}

/// A check.
pub trait Rule: Sync {
    /// Its documentation.
    fn explanation(&self) -> &'static Explanation;

    /// Adds what it has to say of the whole bitext to `remarks`, in any order.
    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>);

    /// A pair out of Korean in which it finds something, where its own example is one into Korean.
    #[allow(clippy::wrong_self_convention, reason = "an example out of Korean, no conversion")]
    fn back(&self) -> Option<&'static Example> {
        None
    }

    /// The kind of issue of what it says with this evidence, if it is not that of its explanation.
    fn issue(&self, _evidence: &str) -> Issue {
        self.explanation().issue
    }
}
