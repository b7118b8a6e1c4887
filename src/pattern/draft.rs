use regex::Regex;
use serde::Deserialize;
use toml::Spanned;

use super::{
    Demand, End, Example, PREFIX, Pattern,
    template::{Template, reason},
};
use crate::{rule::Severity, text::Language};

/// A pattern as it is written in a settings file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    name: Spanned<String>,
    source: Option<Spanned<String>>,
    target: Option<Spanned<String>>,
    forbidden: Option<Spanned<String>>,
    #[serde(default)]
    same: Same,
    severity: Option<Severity>,
    message: Option<String>,
    suggestion: Option<String>,
    languages: Option<[Language; 2]>,
    #[serde(default)]
    examples: Vec<Example>,
}

/// How what `<same>` stands for must stand on the other side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Same {
    /// Letter for letter.
    #[default]
    Exact,
    /// In capitals or not.
    Caseless,
}

/// What is wrong with a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where in the file it stands, in bytes.
    pub offset: usize,
    /// What it is.
    pub problem: String,
}

impl Draft {
    /// Makes a pattern of it.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong: an expression that is none, or one that is missing.
    pub fn compile(&self) -> Result<Pattern, Fault> {
        let name = self.name.as_ref();
        let whole = |problem: String| Fault { offset: self.name.span().start, problem };
        let usable = |c: char| c.is_alphanumeric() || "-_.".contains(c);
        if name.is_empty() || !name.chars().all(usable) {
            return Err(whole(format!(
                "a pattern cannot be called {name:?}: use letters, digits and hyphens"
            )));
        }
        let fault = |expression: &Spanned<String>, problem: &str| Fault {
            offset: expression.span().start,
            problem: format!("pattern {name:?}: {:?}: {problem}", expression.as_ref()),
        };
        let regex = |expression: &Spanned<String>| {
            Regex::new(expression.as_ref()).map_err(|error| fault(expression, &reason(&error)))
        };
        let template = |expression: &Spanned<String>, when: &Regex| {
            let caseless = self.same == Same::Caseless;
            Template::new(expression.as_ref(), when, caseless)
                .map_err(|problem| fault(expression, &problem))
        };
        let demand = match (&self.source, &self.target, &self.forbidden) {
            (Some(source), Some(target), None) => {
                // What is looked for first is the side without <same>.
                let back = Template::is_in(source.as_ref());
                if back && Template::is_in(target.as_ref()) {
                    return Err(fault(target, "only one of source and target may have <same>"));
                }
                let (first, here, there) = if back {
                    (End::Target, target, source)
                } else {
                    (End::Source, source, target)
                };
                let when = regex(here)?;
                Demand::Counterpart { first, expected: template(there, &when)?, when }
            }
            (Some(source), None, Some(forbidden)) => {
                let when = regex(source)?;
                Demand::Forbidden { forbidden: template(forbidden, &when)?, when }
            }
            (None, None, Some(forbidden)) => Demand::Never { forbidden: regex(forbidden)? },
            (_, Some(target), Some(_)) => {
                return Err(fault(target, "give target or forbidden, not both"));
            }
            _ => {
                return Err(whole(format!(
                    "pattern {name:?} needs source and target, source and forbidden, or forbidden"
                )));
            }
        };
        Ok(Pattern {
            rule: format!("{PREFIX}{name}"),
            severity: self.severity.unwrap_or(Severity::Minor),
            message: self.message.clone(),
            suggestion: self.suggestion.clone(),
            languages: self.languages.clone(),
            examples: self.examples.clone(),
            demand,
        })
    }

    /// Where its name stands in the file, in bytes.
    pub fn offset(&self) -> usize {
        self.name.span().start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_pattern_is_told_with_its_expression() {
        #[rustfmt::skip]
        let cases = [
            ("source = 'a('\ntarget = 'b'",            "pattern \"x\": \"a(\": unclosed group"),
            ("source = 'a'\ntarget = 'b('",            "pattern \"x\": \"b(\": unclosed group"),
            ("source = 'a'\ntarget = '(?=b)'",         "pattern \"x\": \"(?=b)\": look-around, including look-ahead and look-behind, is not supported"),
            ("source = 'a'\ntarget = '<same:2>'",      "pattern \"x\": \"<same:2>\": <same:2> names no group of the other expression"),
            ("source = '<same>'\ntarget = '<same>'",   "pattern \"x\": \"<same>\": only one of source and target may have <same>"),
            ("source = 'a'",                           "pattern \"x\" needs source and target, source and forbidden, or forbidden"),
            ("source = 'a'\ntarget = 'b'\nforbidden = 'c'", "pattern \"x\": \"b\": give target or forbidden, not both"),
        ];
        for (text, problem) in cases {
            let draft: Draft = toml::from_str(&format!("name = 'x'\n{text}")).expect("a draft");
            assert_eq!(draft.compile().expect_err(problem).problem, problem);
        }
        let draft: Draft = toml::from_str("name = 'a b'\nforbidden = 'c'").expect("a draft");
        let fault = draft.compile().expect_err("a name with a space");
        assert!(fault.problem.starts_with("a pattern cannot be called \"a b\""), "{fault:?}");
    }
}
