//! The rules, one file or folder each, and their list.
//!
//! To add one, write the file and add a line to [`RULES`]. No rule knows another; what rules are is told in
//! [`rule`](crate::rule), what becomes of what they say in [`judge`](crate::judge).

mod added;
mod address;
mod anachronism;
mod approximation;
mod body;
mod brackets;
mod connective;
mod date;
mod degree;
mod duplicate;
mod inconsistent_term;
mod loaded_term;
mod markup;
mod modality;
mod moved;
mod name;
mod name_spelling;
mod negation;
mod number;
mod numbering;
mod omission;
mod opposite;
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

use crate::{rule::Rule, text::Language};
pub use inconsistent_term::{NameUse, name_uses};

/// What `scripts/omission` fits the models of `omission`, `addition` and `rendering` with. It is public for that
/// program alone, and changes with the rules.
#[doc(hidden)]
pub mod fitting {
    pub use super::rendering::model as rendering_model;
    pub use crate::reading::{
        coverage::{
            Candidate, Feature, Features, Model, Models, Open, PairHope, Suspects, chosen,
            pairing::{Feature as PairingFeature, Features as PairingFeatures, Pairing},
            weighed,
        },
        phrase::{Phrase, PhraseKind, phrases},
    };
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
    &markup::Markup,
    &address::Address,
];

/// The rules that find nothing in translations from `source` into `target`, by name.
pub fn silent(source: &Language, target: &Language) -> Vec<&'static str> {
    let explanations = RULES.iter().map(|rule| rule.explanation());
    let silent = explanations.filter(|rule| !rule.covers(source, target));
    silent.map(|rule| rule.name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        reading::Context,
        rule::{run, trial},
    };

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
        assert_eq!(silent_in("ko", "en"), [""; 0], "and the other direction");
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
                if explanation.needs_encoder() && trial::encoder().is_none() {
                    continue;
                }
                let found = trial::example(*rule, &example);
                let (source, target) = (example.source, example.target);
                let name = explanation.name;
                assert_eq!(!found.is_empty(), expected, "{name}: {source} / {target}: {found:?}");
            }
            if let Some(example) = rule.back() {
                let found = trial::example_back(*rule, example);
                assert!(!found.is_empty(), "{}: {}", explanation.name, example.target);
            }
        }
    }

    #[test]
    fn no_rule_goes_by_another_or_by_the_order_of_the_list() {
        // A passage that was moved, a number, a name and a word that says something else.
        let source =
            ["Three ministers met in Warsaw on 3 May.", "The price of rice rose.", "He left."];
        let target =
            ["그는 떠났다.", "장관 네 명이 5월 3일 바르샤바에서 만났다.", "쌀의 생산이 올랐다."];
        let (bitext, alignment, anchors) =
            trial::aligned(&source, &target, &[(1, 0), (0, 1), (1, 1), (1, 1)]);
        let encoder = trial::encoder();
        let context = || Context::new(&bitext, &alignment, &anchors).with_encoder(encoder.as_ref());
        let said = |rules: &[&'static dyn Rule], wanted: &dyn Fn(&str) -> bool| {
            let said = run(rules, &context(), wanted).into_iter();
            let mut said: Vec<String> = said.map(|said| format!("{said:?}")).collect();
            said.sort();
            said
        };
        let all = said(RULES, &|_| true);
        assert!(all.len() > 3, "{all:?}");
        let turned: Vec<&'static dyn Rule> = RULES.iter().rev().copied().collect();
        assert_eq!(said(&turned, &|_| true), all);
        let mut alone: Vec<String> = RULES
            .iter()
            .flat_map(|rule| said(RULES, &|name: &str| name == rule.explanation().name))
            .collect();
        alone.sort();
        assert_eq!(alone, all, "each by itself says what it says among all");
    }
}
