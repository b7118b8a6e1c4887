//! The rules as `explain` shows them.

use super::{
    Style,
    layout::{pad, width, wrap},
    word,
};
use crate::{
    collection::rules::GROUP,
    pattern::Pattern,
    rule::{Example, Explanation, Measured, Severity, Shown, Sureness},
};

/// Lists the rules by group, in the order in which they come.
pub fn list(rules: &[&Explanation], style: Style) -> String {
    let name_width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let mut page = String::new();
    let mut shown: Vec<&str> = Vec::new();
    for group in rules.iter().map(|rule| rule.group) {
        if shown.contains(&group) {
            continue;
        }
        shown.push(group);
        page += &format!("{group}\n");
        for rule in rules.iter().filter(|rule| rule.group == group) {
            let summary = wrap(rule.summary, style.width.saturating_sub(name_width + 4));
            let indent = format!("\n{}", " ".repeat(name_width + 4));
            page += &format!("  {}  {}\n", pad(rule.name, name_width), summary.join(&indent));
        }
        page.push('\n');
    }
    page + "daejo explain RULE shows what a rule looks for, with examples.\n"
}

/// A rule with what the settings make of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Whether it is applied.
    pub on: bool,
    /// Whether the settings say so.
    pub set: bool,
    /// The severity the settings give it.
    pub severity: Option<Severity>,
    /// What it looks for.
    pub summary: String,
}

/// Lists rules with what the settings make of them: `on`, `off` or a severity, with a star where it is
/// not what the program does by itself.
pub fn settings(rules: &[Listed], style: Style) -> String {
    let name_width = rules.iter().map(|rule| width(&rule.name)).max().unwrap_or_default();
    let mut page = String::new();
    for rule in rules {
        let state = match (rule.on, rule.severity) {
            (false, _) => "off".to_owned(),
            (true, None) => "on".to_owned(),
            (true, Some(severity)) => word(&severity),
        };
        let state = state + if rule.set { "*" } else { "" };
        let indent = name_width + 13;
        let summary = wrap(&rule.summary, style.width.saturating_sub(indent));
        let summary = summary.join(&format!("\n{}", " ".repeat(indent)));
        page += &format!("{}  {}  {summary}\n", pad(&rule.name, name_width), pad(&state, 9));
    }
    if rules.iter().any(|rule| rule.set) {
        page += "\n* set in the settings\n";
    }
    page
}

/// Explains one rule, with an example out of Korean if it has one of its own, and with what was measured of it.
pub fn one(
    rule: &Explanation,
    back: Option<&Example>,
    measured: Option<&Measured>,
    style: Style,
) -> String {
    let mut page = format!("{}: {}\n", rule.name, rule.summary);
    let asked = if rule.on_by_default { "" } else { " Off unless it is asked for." };
    page += &format!("Group {}; ITS 2.0 issue type {}.{asked}\n", rule.group, word(&rule.issue));
    let encoder = if rule.needs_encoder() { ", and needs the encoder" } else { "" };
    page += &format!("Works {}{encoder}.\n\n", rule.languages);
    for paragraph in rule.details.split("\n\n") {
        page += &format!("{}\n\n", wrap(paragraph, style.width).join("\n"));
    }
    let across = rule.group == GROUP;
    let examples = [
        ("This is one", Some(rule.true_example)),
        ("This is one out of Korean", back.copied()),
        ("This is none", Some(rule.false_example)),
    ];
    for (heading, example_of) in examples {
        let Some(Example { source, target, comment }) = example_of else { continue };
        // Rules that compare documents have documents and no sides.
        let documents = [(TEXT, source), (COMMENT, comment)];
        let sides = [(SOURCE, source), (TARGET, target), (COMMENT, comment)];
        page += &example(heading, if across { &documents } else { &sides }, style);
    }
    if across {
        page += &format!("Measured\n{}\n", figures(measured, "noted by readers", style));
        return page + &silencing_across(rule.name);
    }
    page += &format!("Measured\n{}\n", figures(measured, "planted", style));
    page += &silencing(rule.name);
    if !rule.on_by_default {
        let name = rule.name;
        page += &format!(
            "To ask for it\n  once:    daejo check --rule {name} FILE\n  \
             always:  in daejo.toml\n             [rules]\n             {name} = \"on\"\n"
        );
    }
    page
}

/// Explains a rule that a user wrote.
pub fn pattern(pattern: &Pattern, style: Style) -> String {
    let mut page = format!("{}: a pattern of your own\n\n", pattern.rule);
    page += &format!("{}\n\n", wrap(&format!("{}.", pattern.demand()), style.width).join("\n"));
    let languages = match &pattern.languages {
        Some([source, target]) => format!("from {} into {}", source.tag(), target.tag()),
        None => "in any languages".to_owned(),
    };
    page += &format!("Its findings are {}; it works {languages}.\n", word(&pattern.severity));
    for (label, text) in [("It says", &pattern.message), ("It suggests", &pattern.suggestion)] {
        if let Some(text) = text {
            page += &format!("{}\n", wrap(&format!("{label}: {text}"), style.width).join("\n"));
        }
    }
    page.push('\n');
    for one in &pattern.examples {
        let heading = if one.finds { "This is one" } else { "This is none" };
        page += &example(heading, &[(SOURCE, &one.source), (TARGET, &one.target)], style);
    }
    page += &silencing(&pattern.rule);
    page
}

/// How not to be told what a rule finds.
fn silencing(rule: &str) -> String {
    // A name with a colon must stand in quotation marks.
    let key = if rule.contains(':') { format!("\"{rule}\"") } else { rule.to_owned() };
    format!(
        "To silence it\n  once:    daejo check --no-rule {rule} FILE\n  always:  in daejo.toml\n             \
         [rules]\n             {key} = \"off\"\n  one finding, with the id that the report gives it:\n             \
         [[ignore]]\n             id = \"…\"\n             reason = \"…\"\n"
    )
}

/// How a rule that compares documents is silenced.
fn silencing_across(name: &str) -> String {
    format!(
        "It is applied by\n  daejo names FILE…\n\n\
         To silence it\n  always:  in daejo.toml\n             [rules]\n             {name} = \"off\"\n  \
         one finding: with --authority, a table of people with all spellings that are right\n"
    )
}

/// What was measured, in words; `errors` says where those looked for come from.
fn figures(measured: Option<&Measured>, errors: &str, style: Style) -> String {
    let mut lines: Vec<String> = Vec::new();
    for shown in measured.map_or(&[][..], |measured| &measured.real) {
        let Shown { direction, right, of, documents, interval: (low, high) } = shown;
        let of_direction = match direction.split_once('-') {
            Some((source, target)) => format!("from {source} into {target}: "),
            None => String::new(),
        };
        let [findings, texts] = [(*of, "finding"), (*documents, "document")].map(counted);
        lines.push(format!(
            "{of_direction}{right} of {findings} right in {texts}: {:.2}, between {low:.2} and {high:.2}",
            right / *of as f64
        ));
    }
    if lines.is_empty() {
        lines.push(
            "hardly measured: nobody has read findings of this rule on real documents".to_owned(),
        );
    }
    lines.push(match measured.filter(|measured| measured.planted > 0) {
        Some(Measured { found, planted, kinds, .. }) => {
            format!(
                "recall {:.2} ({found} of {planted} {errors}: {kinds})",
                *found as f64 / *planted as f64
            )
        }
        None => "recall not measured: no errors of its kind were planted".to_owned(),
    });
    let lines = lines.iter().flat_map(|line| wrap(line, style.width.saturating_sub(2)));
    lines.fold(String::new(), |page, line| page + "  " + &line + "\n")
}

/// How sure findings of one kind of evidence are, in words.
pub fn sureness(evidence: &str, measured: &Sureness) -> String {
    let Sureness { interval: (low, high), of, documents, hardly_measured, .. } = measured;
    let [findings, texts] = [(*of, "finding"), (*documents, "document")].map(counted);
    let ranks = if *hardly_measured {
        "hardly measured, it ranks by others of its rule or group: "
    } else {
        ""
    };
    format!(
        "{ranks}{findings} that go by “{evidence}” were read in {texts}; right are between {low:.2} and {high:.2}"
    )
}

fn counted((number, what): (usize, &str)) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Labels of the lines of an example.
const SOURCE: &str = "  source:  ";
const TARGET: &str = "  target:  ";
const TEXT: &str = "  text:    ";
const COMMENT: &str = "  ";

fn example(heading: &str, lines: &[(&str, &str)], style: Style) -> String {
    let mut page = format!("{heading}\n");
    for &(label, text) in lines {
        let text = if text.is_empty() { "(nothing)" } else { text };
        let lines = wrap(text, style.width.saturating_sub(width(label)));
        page += &format!("{label}{}\n", lines.join(&format!("\n{}", " ".repeat(label.len()))));
    }
    page.push('\n');
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{Issue, Languages};

    const TITLE: Explanation = Explanation {
        name: "title",
        group: "names",
        issue: Issue::Terminology,
        on_by_default: true,
        languages: Languages::EnglishAndKorean,
        needs: &[],
        uses: &[],
        summary: "an office or rank is rendered by another one",
        details: "Titles of both sides are compared by value, so that Minister meets 상 and 장관.\n\n\
                  A title that is left out is let pass, since Korean often repeats only the name.",
        true_example: Example {
            source: "Minister Kim Seung-hwa was removed.",
            target: "김승화 수상이 해임되였다.",
            comment: "“Minister” is 상; 수상 is the premier.",
        },
        false_example: Example {
            source: "Minister Kim Seung-hwa was removed.",
            target: "",
            comment: "A sentence without a counterpart is for the rule untranslated.",
        },
    };

    #[test]
    fn a_rule_comes_with_its_examples() {
        let shown = |direction, right, of, documents, interval| Shown {
            direction,
            right,
            of,
            documents,
            interval,
        };
        let real =
            vec![shown("*", 14.5, 16, 6, (0.7, 0.98)), shown("en-ko", 1.0, 1, 1, (0.2, 1.0))];
        let measured = Measured { real, found: 12, planted: 16, kinds: "title" };
        let style = Style { width: 60, ..Style::default() };
        insta::assert_snapshot!(one(&TITLE, None, Some(&measured), style));
    }

    #[test]
    fn what_was_not_measured_is_told() {
        let page =
            one(&Explanation { on_by_default: false, ..TITLE }, None, None, Style::default());
        assert!(page.contains("hardly measured") && page.contains("title = \"on\""), "{page}");
        let measured = Measured { real: vec![], found: 1, planted: 2, kinds: "titles" };
        let page = one(&TITLE, None, Some(&measured), Style::default());
        assert!(page.contains("hardly measured") && page.contains("recall 0.50"), "{page}");
        let few = Sureness {
            confidence: 0.6,
            interval: (0.4, 0.8),
            of: 1,
            documents: 1,
            hardly_measured: true,
        };
        let told = sureness("alike", &few);
        assert!(told.contains("hardly measured") && told.contains("1 finding that"), "{told}");
    }

    #[test]
    fn rules_are_listed_in_groups() {
        let number = Explanation { name: "number", group: "values", ..TITLE };
        let name = Explanation { name: "name-spelling", ..TITLE };
        insta::assert_snapshot!(list(&[&TITLE, &number, &name], Style::default()));
    }
}
