//! Rule `anachronism`: an office, body or place under a name it got only after the time of the text.

use std::{collections::BTreeMap, sync::LazyLock};

use super::{
    Context, Example, Explanation, Finding, Issue, Languages, Mark, Remark, Rule, Severity,
};
use crate::{
    anchor::{Value, name::hangul_words},
    text::{Span, table},
};

/// The rule.
pub(super) struct Anachronism;

static EXPLANATION: Explanation = Explanation {
    name: "anachronism",
    group: "names",
    issue: Issue::Terminology,
    on_by_default: true,
    languages: Languages::IntoKorean,
    needs_encoder: false,
    summary: "an office, body or place bears a name of a later time",
    details: "The table of-their-time.tsv says from which year on something has been called so: 국무위원회 \
        from 2016, 인민무력부 from 1972. A finding needs a text that names years, none of them as late as that, \
        and an original that does not itself use the later name. Names that went out of use are let pass, since \
        a text may speak of the past, and so are names of whole periods and wars (한국전쟁), which are a matter \
        of register. Into Korean.",
    true_example: Example {
        source: "On 4 April 1957 he spoke to the officers there.",
        target: "1957년 4월 4일 그는 인민무력부에서 연설하였다.",
        comment: "the ministry is 민족보위성 until 1972",
    },
    false_example: Example {
        source: "In 1998 he spoke to the officers there.",
        target: "1998년에 그는 인민무력부에서 연설하였다.",
        comment: "so it is called in 1998",
    },
};

/// A name with the first year in which it can be met.
struct Name {
    form: &'static str,
    from: u16,
    instead: &'static str,
    english: Vec<String>,
}

/// The names by their first syllable.
static NAMES: LazyLock<BTreeMap<char, Vec<Name>>> = LazyLock::new(|| {
    let text = include_str!("../../corpora/tables/of-their-time.tsv");
    let mut names: BTreeMap<char, Vec<Name>> = BTreeMap::new();
    for [form, from, instead, english, _] in table::rows::<5>("of-their-time.tsv", text) {
        let (Some(first), Ok(from)) = (form.chars().next(), from.parse()) else { continue };
        let english = english.split('|').filter(|e| !e.is_empty()).map(str::to_lowercase).collect();
        names.entry(first).or_default().push(Name { form, from, instead, english });
    }
    names
});

impl Rule for Anachronism {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        if !context.bitext.target.language.is_korean() {
            return;
        }
        let Some(latest) = latest_year(context) else { return };
        for (position, bead) in context.beads() {
            for segment in context.target(bead) {
                for span in hangul_words(&segment.text) {
                    let Some(name) = later_name(span.of(&segment.text), latest) else { continue };
                    let says_so = context.source(bead).iter().any(|source| {
                        let text = source.text.to_lowercase();
                        name.english.iter().any(|english| text.contains(english.as_str()))
                    });
                    if says_so {
                        continue;
                    }
                    let span = Span::new(span.start, span.start + name.form.len());
                    let instead = (!name.instead.is_empty()).then(|| name.instead.to_owned());
                    let expected =
                        instead.iter().fold(String::new(), |_, i| format!("; expected {i}"));
                    findings.push(context.finding(
                        &EXPLANATION,
                        Remark {
                            bead: position,
                            source: None,
                            target: Some(Mark::Words { segment: segment.index, span }),
                            severity: Severity::Major,
                            evidence: "year",
                            message: format!(
                                "{} is a name of {} and later, and the text speaks of {latest} at the \
                                 latest{expected}",
                                name.form, name.from
                            ),
                            suggestion: instead,
                        },
                    ));
                }
            }
        }
    }
}

/// The latest year that either half names; none if there is no year at all.
fn latest_year(context: &Context<'_>) -> Option<u16> {
    let halves = [&context.anchors.source, &context.anchors.target];
    let anchors = halves.into_iter().flatten().flatten();
    let years = anchors.filter_map(|anchor| match &anchor.value {
        Value::Date(date) => date.years.iter().copied().max(),
        _ => None,
    });
    years.max()
}

/// The longest name at the beginning of a word that was not yet in use.
fn later_name(word: &str, latest: u16) -> Option<&'static Name> {
    let names = NAMES.get(&word.chars().next()?)?;
    let here = names.iter().filter(|name| word.starts_with(name.form));
    here.max_by_key(|name| name.form.len()).filter(|name| name.from > latest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::{aligned, findings_of};

    #[test]
    fn a_name_needs_its_time() {
        #[rustfmt::skip]
        let cases = [
            ("In 1957 he led the Cabinet.",  "1957년에 그는 정무원을 이끌었다.", true,  "정무원 is of 1972"),
            ("In 1975 he led the Cabinet.",  "1975년에 그는 정무원을 이끌었다.", false, "of its time"),
            ("He led the Cabinet.",          "그는 정무원을 이끌었다.",          false, "no year is known"),
            ("In 1957 he fought.",           "1957년에 그는 한국전쟁에서 싸웠다.", false, "a matter of register"),
            ("In 1957 he wrote of the European Union.", "1957년에 그는 유럽연합에 대해 썼다.", false, "the original says so"),
        ];
        for (source, target, expected, why) in cases {
            let found = findings_of(&Anachronism, &aligned(&[source], &[target], &[(1, 1)]));
            assert_eq!(!found.is_empty(), expected, "{target}: {why}");
        }
    }
}
