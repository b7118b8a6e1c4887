//! Rule `degree`: quite, somewhat, all, almost: how much is said, rendered by another degree or lost.
//!
//! Words of degree lie on a scale. A finding needs a word on either side that nothing opposite answers and
//! that says another degree (quite, 다소); words that alone change the sense by their absence (almost, at
//! all) are looked for one by one.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use crate::{
    reading::{
        Context,
        claims::Claims,
        cue::{BeadText, Patterns},
        wording::alternatives,
    },
    rule::{
        Example, Explanation, Issue, Languages, Remark, Rule, Severity, claim,
        meaning::{Meanings, shown as words},
    },
    text::{Span, table},
};

/// The rule.
#[derive(Debug)]
pub(super) struct Degree;

static EXPLANATION: Explanation = Explanation {
    name: "degree",
    group: "meaning",
    issue: Issue::Mistranslation,
    on_by_default: true,
    languages: Languages::EnglishAndKorean,
    needs: &[],
    uses: &[],
    summary: "how much is said (quite, all, almost) is rendered by another degree, or lost",
    details: "Words of degree are grouped by strength: all, almost, some, very, quite, slightly; 모든, 거의, \
              일부, 매우, 상당히, 다소. Reported is a word of one side that nothing opposite answers, beside \
              a word of the other that nothing answers either and that says something else (quite \
              rendered 다소); “almost” and “at all” where the other side has nothing like it; and the open end of a list (etc., and \
              so on, among other things) that is lost in the Korean, which has 등 or 따위 for it. How many (few, 적지 않은), which \
              of all (not all, 아무도) and how many only (all but two, 두 명만) are told where both sides say it for \
              certain. A degree that is only added or dropped is let pass otherwise: translators do so all the time. All \
              and some changed for each other are major, the rest minor.",
    true_example: Example {
        source: "They were placed in quite responsible positions.",
        target: "그들은 다소 책임 있는 자리에 배치되었다.",
        comment: "quite is more than 다소, somewhat",
    },
    false_example: Example {
        source: "They were placed in quite responsible positions.",
        target: "그들은 매우 책임 있는 자리에 배치되었다.",
        comment: "near enough",
    },
};

static MEANINGS: LazyLock<Meanings> = LazyLock::new(|| {
    Meanings::new("degrees.tsv", include_str!("../../corpora/tables/degrees.tsv"))
});

/// How many, which of all, and how many only.
static CLAIMS: LazyLock<Claims> = LazyLock::new(|| Claims::of("degree"));

/// The words of one strength.
#[derive(Debug)]
struct Step {
    class: &'static str,
    answered: Vec<&'static str>,
    /// The classes that say something else, and how much that matters.
    mistaken: Vec<(&'static str, Severity)>,
    /// The word that usually says it.
    usual: &'static str,
}

/// The steps of one language, with their patterns.
#[derive(Debug)]
struct Scale {
    steps: Vec<Step>,
    patterns: Patterns,
}

static SCALES: LazyLock<[Scale; 2]> = LazyLock::new(|| {
    let text = include_str!("../../corpora/tables/scales.tsv");
    let rows = table::rows::<7>("scales.tsv", text);
    ["en", "ko"].map(|wanted| {
        let rows: Vec<_> = rows.iter().filter(|[language, ..]| *language == wanted).collect();
        let severity = |name| if name == "major" { Severity::Major } else { Severity::Minor };
        let steps = rows.iter().map(|[_, class, _, answered, mistaken, usual, _]| Step {
            class,
            answered: answered.split('|').collect(),
            mistaken: mistaken
                .split(',')
                .filter_map(|m| m.split_once(':'))
                .map(|(class, level)| (class, severity(level)))
                .collect(),
            usual,
        });
        let forms = rows.iter().enumerate().flat_map(|(row, [_, _, forms, ..])| {
            alternatives(forms).into_iter().map(move |f| (row, f))
        });
        Scale { steps: steps.collect(), patterns: Patterns::new(wanted, forms) }
    })
});

impl Scale {
    /// The first word of each step that is there, by step.
    fn read(&self, folded: &str) -> BTreeMap<usize, Span> {
        let mut found = BTreeMap::new();
        for place in self.patterns.find(folded) {
            found.entry(place.row).or_insert(place.span);
        }
        found
    }

    /// The word that usually stands for a step of the other scale.
    fn usual_for(&self, step: &Step) -> Option<&'static str> {
        let classes = [step.class].into_iter().chain(step.answered.iter().copied());
        let steps = classes.filter_map(|class| self.steps.iter().find(|own| own.class == class));
        steps.map(|own| own.usual).next()
    }
}

/// A word of degree rendered by another: its span in English and in Korean, and their classes.
struct Changed {
    spans: [Span; 2],
    steps: [&'static Step; 2],
    severity: Severity,
}

/// The words of degree that are unanswered on both sides and say different things.
fn changed(texts: &[BeadText; 2]) -> Option<Changed> {
    let found = [0, 1].map(|side| SCALES[side].read(texts[side].plain()));
    if found.iter().any(BTreeMap::is_empty) {
        return None;
    }
    let classes = |side: usize| -> Vec<&str> {
        found[side].keys().map(|row| SCALES[side].steps[*row].class).collect()
    };
    let opposite = [classes(1), classes(0)];
    let unanswered = |side: usize| {
        let opposite = &opposite[side];
        found[side]
            .iter()
            .map(move |(row, span)| (&SCALES[side].steps[*row], *span))
            .filter(move |(step, _)| !step.answered.iter().any(|class| opposite.contains(class)))
    };
    for (english, at) in unanswered(0) {
        for (korean, there) in unanswered(1) {
            let severity_of = |step: &Step, class| {
                step.mistaken.iter().find(|(c, _)| *c == class).map(|(_, severity)| *severity)
            };
            let severity =
                severity_of(english, korean.class).or_else(|| severity_of(korean, english.class));
            if let Some(severity) = severity {
                let (spans, steps) = ([at, there], [english, korean]);
                return Some(Changed { spans, steps, severity });
            }
        }
    }
    None
}

impl Rule for Degree {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        claim::check(&CLAIMS, context, remarks);
        let claimed: BTreeSet<usize> = remarks.iter().map(|remark| remark.bead).collect();
        MEANINGS.check(context, remarks);
        let Some((order, beads)) = context.texts() else { return };
        for &(position, ref texts) in beads {
            if claimed.contains(&position) {
                continue;
            }
            let Some(changed) = changed(texts) else { continue };
            let shown = |side: usize| {
                let span = texts[side].folded.original(changed.spans[side]);
                span.trimmed(texts[side].text()).of(texts[side].text())
            };
            let (from, to) = order.arranged(0, 1);
            let expected = SCALES[to].usual_for(changed.steps[from]);
            let said = SCALES[from].usual_for(changed.steps[to]);
            let said = said.map_or(String::new(), |said| format!(" ({})", words(from, said)));
            let instead = expected.map_or(String::new(), |expected| {
                format!(": expected {} or the like", words(to, expected))
            });
            let marks = [0, 1].map(|side| {
                let span = changed.spans[side].trimmed(texts[side].plain());
                texts[side].mark(span)
            });
            let [english, korean] = marks;
            let (source, target) = order.arranged(english, korean);
            let remark = Remark {
                bead: position,
                source: Some(source),
                target: Some(target),
                severity: changed.severity,
                evidence: format!("{} for {}", changed.steps[1].class, changed.steps[0].class)
                    .into(),
                message: format!(
                    "{} is rendered {}{said}, another degree{instead}",
                    words(from, shown(from)),
                    words(to, shown(to))
                ),
                // A plain word says what is meant, and is seldom the form that belongs here.
                suggestion: None,
            };
            remarks.push(remark);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::trial::{aligned, findings_of};

    #[test]
    fn a_finding_says_what_was_expected() {
        #[rustfmt::skip]
        let cases = [
            ("They were placed in quite responsible positions.", "그들은 다소 책임 있는 자리에 배치되었다.",
             "“quite” is rendered 다소 (“somewhat”), another degree: expected 상당히 or the like"),
            ("A certain freedom was left to them.", "그들에게는 상당한 자유가 남겨졌다.",
             "“A certain” is rendered 상당한 (“quite”), another degree: expected 일정한 or the like"),
            ("Almost every member was present.", "모든 위원이 참석하였다.",
             "the original has a reservation (“Almost”), the translation has none: expected 거의 or the like"),
            ("To a certain degree he agreed.", "그는 동의하였다.",
             "the original has a reservation (“To a certain degree”), the translation has none: \
              expected 어느 정도 or the like"),
            ("All were there.", "거의 다 왔다.", ""),
            ("There was virtually no loss.", "실질적인 손실이 없었다.", ""),
            ("The ship was likely to break up.", "배가 거의 깨여지게 되였다.", ""),
            ("They brought tractors, lorries, and so on.", "그들은 뜨락또르와 화물자동차를 가져왔다.",
             "the original has a list that goes on (“and so on”), the translation has none: expected 등 or the like"),
            ("It makes shirts, shoes, and more.", "그곳은 샤쯔와 신발을 생산한다.",
             "the original has a list that goes on (“and more”), the translation has none: expected 등 or the like"),
            ("They brought tractors, lorries, etc. The rest came later.", "그들은 뜨락또르, 화물자동차 등을 가져왔다.", ""),
            ("He longed for home more and more.", "그는 고향이 날로 그리웠다.", ""),
            ("They brought tractors and lorries.", "그들은 뜨락또르, 화물자동차 등을 가져왔다.", ""),
            ("To some extent he agreed.", "그는 얼마간 동의하였다.", ""),
        ];
        for (source, target, expected) in cases {
            let found = findings_of(&Degree, &aligned(&[source], &[target], &[(1, 1)]));
            let messages: Vec<_> = found.iter().map(|f| f.message.as_str()).collect();
            assert_eq!(messages.join("; "), expected, "{source} {target}");
        }
    }

    #[test]
    fn how_many_is_told_where_both_sides_say_it() {
        #[rustfmt::skip]
        let cases = [
            ("Few farmers signed.",                 "많은 농민들이 서명하였다.",           "many contradicted"),
            ("Few farmers signed.",                 "적지 않은 농민들이 서명하였다.",       "many contradicted"),
            ("Few farmers signed.",                 "소수의 농민들이 서명하였다.",         ""),
            ("Few farmers signed.",                 "서명한 농민은 많지 않았다.",          ""),
            ("Quite a few farmers signed.",         "적지 않은 농민들이 서명하였다.",       ""),
            ("A few farmers signed.",               "몇몇 농민들이 서명하였다.",           ""),
            ("Many farmers signed.",                "소수의 농민들이 서명하였다.",         "many contradicted"),
            ("Not many farmers signed.",            "소수의 농민들이 서명하였다.",         ""),
            ("Not all the farmers signed.",         "농민은 아무도 서명하지 않았다.",       "all contradicted"),
            ("Not all the farmers signed.",         "농민들이 모두 서명한 것은 아니었다.",   ""),
            ("None of the farmers signed.",         "농민은 아무도 서명하지 않았다.",       ""),
            ("Hardly anybody signed.",              "거의 모두가 서명하였다.",            "all contradicted"),
            ("Hardly anybody signed.",              "서명한 사람은 거의 없었다.",          ""),
            ("Almost everybody signed.",            "거의 아무도 서명하지 않았다.",        "all contradicted"),
            ("Almost everybody signed.",            "거의 모두가 서명하였다.",            ""),
            ("All but three signed.",               "세 명만이 서명하였다.",              "rest contradicted"),
            ("All but three signed.",               "세 명을 제외하고 모두 서명하였다.",     ""),
            ("All but three left.",                 "세 명만이 남았다.",                 ""),
            ("Only three farmers signed.",          "농민이 세 명이나 서명하였다.",         "rest contradicted"),
            ("Only three farmers signed.",          "서명한 농민은 세 명뿐이었다.",         ""),
            ("As many as ten farmers signed.",      "농민이 열 명밖에 서명하지 않았다.",     "rest contradicted"),
            ("The farmers seldom came.",            "농민들은 자주 왔다.",               "often contradicted"),
            ("The farmers seldom came.",            "농민들은 좀처럼 오지 않았다.",        ""),
            ("The farmers often came.",             "농민들은 거의 오지 않았다.",          "often contradicted"),
            ("The farmers often came.",             "농민들은 가끔 왔다.",               ""),
            ("As many as ten farmers signed.",      "농민이 열 명이나 서명하였다.",         ""),
        ];
        for (english, korean, expected) in cases {
            let mut document = aligned(&[english], &[korean], &[(1, 1)]);
            for direction in ["forth", "back"] {
                let found = findings_of(&Degree, &document).into_iter();
                let found: Vec<String> =
                    found.map(|f| f.evidence).filter(|e| e.ends_with("contradicted")).collect();
                assert_eq!(found.join(" "), expected, "{english} / {korean} {direction}");
                std::mem::swap(&mut document.0.source, &mut document.0.target);
            }
        }
    }

    #[test]
    fn every_class_is_one_of_a_scale() {
        let classes: Vec<&str> =
            SCALES.iter().flat_map(|scale| scale.steps.iter().map(|s| s.class)).collect();
        for step in SCALES.iter().flat_map(|scale| &scale.steps) {
            let named = step.answered.iter().chain(step.mistaken.iter().map(|(class, _)| class));
            assert!(named.into_iter().all(|class| classes.contains(class)), "{step:?}");
        }
        LazyLock::force(&MEANINGS);
    }
}
