//! Rules over an aligned bitext, and the findings they make.
//!
//! A rule is one file here: its documentation, its examples and its [`Rule`]. To add one, write the
//! file and add a line to [`RULES`].

mod added;
mod anachronism;
mod approximation;
mod body;
mod brackets;
mod confidence;
mod connective;
mod context;
mod crowd;
mod cue;
mod date;
mod degree;
mod duplicate;
mod explained;
mod feature;
mod finding;
mod gather;
mod inconsistent_term;
mod languages;
mod left;
mod likeness;
mod listing;
mod loaded_term;
mod marker;
mod merge;
mod modality;
mod moved;
mod name;
mod name_spelling;
mod naming;
mod negation;
mod number;
mod numbering;
mod omission;
mod opposite;
mod passage;
mod phrase;
mod predicate;
mod punctuation;
mod quotes;
mod reference;
mod register;
mod rendering;
mod residue;
mod spacing;
mod term;
mod title;
mod unit;
mod untranslated;
mod values;
mod word_alignment;
mod wording;

use crate::text::Language;
pub(crate) use confidence::read_measured;
pub use confidence::{MIN_CONFIDENCE, Measured, measured};
pub use context::{Context, Mark, Remark};
pub use crowd::thin;
pub use finding::{Account, Finding, Issue, Occurrence, Severity, Side};
pub use gather::gather;
pub use inconsistent_term::{NameUse, name_uses};
pub use languages::Languages;
pub use merge::merge;

/// What `scripts/omission` fits the models of `omission`, `addition` and `rendering` with. It is public for that
/// program alone, and changes with the rules.
#[doc(hidden)]
pub mod fitting {
    pub use super::{
        omission::{
            Candidate, Feature, Features, Model, Models, Open, PairHope, Suspects, chosen, weighed,
        },
        phrase::{Kind, Phrase, phrases},
        rendering::{
            model as rendering_model,
            pairing::{Feature as PairingFeature, Features as PairingFeatures, Pairing},
        },
    };
}

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
    /// Whether it is silent without an encoder.
    pub needs_encoder: bool,
    /// One line: what a finding of this rule says.
    pub summary: &'static str,
    /// What is compared and how, and what is deliberately let pass.
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
#[rustfmt::skip]
pub const RULES: &[&dyn Rule] = &[
    &untranslated::Untranslated,
    &added::Added,
    &omission::Omission,
    &omission::Addition,
    &residue::Residue,
    &duplicate::Duplicate,
    &moved::Moved,
    &number::NumberRule,
    &date::DateRule,
    &reference::ReferenceRule,
    &unit::UnitRule,
    &approximation::ApproximationRule,
    &name::NameRule,
    &name_spelling::NameSpelling,
    &title::Title,
    &body::Body,
    &anachronism::Anachronism,
    &inconsistent_term::InconsistentTerm,
    &term::TermRule,
    &negation::Negation,
    &modality::Modality,
    &opposite::Opposite,
    &degree::Degree,
    &connective::Connective,
    &loaded_term::LoadedTerm,
    &register::Register,
    &rendering::Rendering,
    &brackets::Brackets,
    &quotes::Quotes,
    &punctuation::Punctuation,
    &spacing::Spacing,
    &numbering::Numbering,
];

/// Runs the rules whose names are `wanted` over the bitext.
///
/// Findings come in the order of the source, and where several rules point at the same words only the
/// one that says most about them is kept, with the others as its further evidence: [`find()`], then
/// [`merge()`].
pub fn run(context: &Context<'_>, wanted: impl Fn(&str) -> bool) -> Vec<Finding> {
    merge(find(context, wanted))
}

/// Runs the rules whose names are `wanted` over the bitext, each for itself.
pub fn find(context: &Context<'_>, wanted: impl Fn(&str) -> bool) -> Vec<Finding> {
    let (source, target) = (&context.bitext.source.language, &context.bitext.target.language);
    let mut findings = Vec::new();
    for rule in RULES {
        let Explanation { name, languages, .. } = rule.explanation();
        if languages.cover(source, target) && wanted(name) {
            rule.check(context, &mut findings);
        }
    }
    explained::leave_out(&mut findings);
    findings
}

/// The rules that find nothing in translations from `source` into `target`, by name.
pub fn silent(source: &Language, target: &Language) -> Vec<&'static str> {
    let explanations = RULES.iter().map(|rule| rule.explanation());
    let silent = explanations.filter(|rule| !rule.languages.cover(source, target));
    silent.map(|rule| rule.name).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{
        align::{Alignment, Bead, keys::tests::bitext},
        anchor::{self, Anchors},
        segment::Bitext,
    };

    /// A bitext of these segments with a ladder of beads of these sizes.
    pub(crate) fn aligned(
        source: &[&str],
        target: &[&str],
        sizes: &[(usize, usize)],
    ) -> (Bitext, Alignment, Anchors) {
        let bitext = bitext(source, target);
        let (mut i, mut j) = (0, 0);
        let mut beads = Vec::new();
        for &(a, b) in sizes {
            beads.push(Bead { source: i..i + a, target: j..j + b, score: 0.9, cost: 0.0 });
            (i, j) = (i + a, j + b);
        }
        assert_eq!((i, j), (source.len(), target.len()), "the beads must cover both sides");
        let anchors = anchor::find(&bitext);
        (bitext, Alignment { beads }, anchors)
    }

    /// What `rule` finds there.
    pub(crate) fn findings_of(
        rule: &dyn Rule,
        (bitext, alignment, anchors): &(Bitext, Alignment, Anchors),
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        rule.check(&Context::new(bitext, alignment, anchors), &mut findings);
        findings
    }

    /// The words of the target that `rule` marks in a bead of two segments.
    pub(crate) fn marked_in(rule: &dyn Rule, source: &str, target: &str) -> Vec<String> {
        let found = findings_of(rule, &aligned(&[source], &[target], &[(1, 1)]));
        found.into_iter().filter_map(|finding| finding.target).map(|side| side.text).collect()
    }

    #[test]
    fn every_rule_has_a_name_of_its_own() {
        let mut names: Vec<_> = RULES.iter().map(|rule| rule.explanation().name).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn rules_are_silent_where_they_do_not_know_the_languages() {
        let silent_in = |source: &str, target: &str| {
            silent(&source.parse().expect("a tag"), &target.parse().expect("a tag"))
        };
        assert_eq!(silent_in("en", "ko"), [""; 0], "the pair the program is made for");
        let into_korean = [
            "residue",
            "name",
            "name-spelling",
            "title",
            "body",
            "anachronism",
            "inconsistent-term",
        ];
        assert_eq!(silent_in("ko", "en"), into_korean, "the other direction");
        for name in ["name", "name-spelling", "residue"] {
            assert!(!silent_in("pl", "ko").contains(&name), "{name} reads any Latin letters");
        }
        for name in ["untranslated", "number", "brackets", "term"] {
            assert!(!silent_in("de", "fr").contains(&name), "{name} works for every pair");
        }
    }

    #[test]
    fn every_rule_finds_its_own_true_example_and_lets_its_false_one_pass() {
        for rule in RULES {
            let explanation = rule.explanation();
            for (example, expected) in
                [(explanation.true_example, true), (explanation.false_example, false)]
            {
                if explanation.needs_encoder && encoder().is_none() {
                    continue;
                }
                let found = findings_in(example);
                let found: Vec<_> = found.iter().filter(|f| f.rule == explanation.name).collect();
                assert_eq!(
                    !found.is_empty(),
                    expected,
                    "{}: {} / {}: {found:?}",
                    explanation.name,
                    example.source,
                    example.target
                );
            }
        }
    }

    fn findings_in(example: Example) -> Vec<Finding> {
        let english = Language::english();
        let korean = Language::korean();
        let cut = |text: &str, language| -> Vec<String> {
            let spans = crate::segment::sentences(text, language);
            spans.iter().map(|span| span.of(text).to_owned()).collect()
        };
        let (source, target) = (cut(example.source, &english), cut(example.target, &korean));
        let source: Vec<_> = source.iter().map(String::as_str).collect();
        let target: Vec<_> = target.iter().map(String::as_str).collect();
        let bitext = bitext(&source, &target);
        let anchors = anchor::find(&bitext);
        let alignment = crate::align::align(&bitext, &anchors, None);
        let encoder = encoder();
        let context = Context::new(&bitext, &alignment, &anchors).with_encoder(encoder.as_ref());
        run(&context, |_| true)
    }

    /// The encoder inside the program; the examples of rules that compare meanings need it.
    #[allow(clippy::unnecessary_wraps, reason = "there is none without the feature")]
    pub(crate) fn encoder() -> Option<crate::encoder::Encoder> {
        #[cfg(feature = "encoder")]
        {
            Some(crate::encoder::Encoder::embedded())
        }
        #[cfg(not(feature = "encoder"))]
        {
            None
        }
    }
}
