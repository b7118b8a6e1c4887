//! Rules over an aligned bitext, and the findings they make.
//!
//! A rule is one file here: its documentation, its examples and its [`Rule`]. To add one, write the
//! file and add a line to [`RULES`].

mod added;
mod body;
mod brackets;
mod confidence;
mod context;
mod date;
mod finding;
mod name;
mod name_spelling;

pub use context::{Context, Mark, Remark};
pub use finding::{Finding, Issue, Severity, Side};

/// What a rule looks for, as `daejo explain` shows it.
#[derive(Debug, Clone, Copy)]
pub struct Explanation {
    /// The rule's name in reports and in configuration.
    pub name: &'static str,
    /// The group it is listed under: passages, values, names, meaning or form.
    pub group: &'static str,
    /// Its kind of issue in the vocabulary of ITS 2.0.
    pub issue: Issue,
    /// One line: what a finding of this rule says.
    pub summary: &'static str,
    /// What is compared and how, what is deliberately let pass, and for which languages it works.
    pub details: &'static str,
    /// A pair of sentences in which it finds something, and what.
    pub true_example: Example,
    /// A pair that looks like it and is none, and why.
    pub false_example: Example,
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

    /// Adds its findings on the whole bitext to `findings`, in any order.
    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>);
}

/// Every rule, in the order in which they are explained.
pub const RULES: &[&dyn Rule] = &[&name::NameRule, &name_spelling::NameSpelling];
