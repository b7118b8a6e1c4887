use super::{Filter, Kind, View};
use crate::{corpus::pair::Pair, report::word};

/// What says something else, as far as a check found it.
pub(super) const FINDING: Filter = Filter {
    name: "finding",
    about: "sides that say different things (with --check)",
    limit: |settings| {
        let rules = match &settings.finding_rules[..] {
            [] => "any rule".to_owned(),
            rules => rules.join(", "),
        };
        let severity = word(&settings.finding_severity);
        format!("{severity}, confidence {}, {rules}", settings.finding_confidence)
    },
    kind: Kind::Pair(finding),
};

fn finding(pair: &Pair, view: &View<'_>) -> Option<String> {
    let settings = view.settings;
    let found = pair.findings.iter().find(|found| {
        found.severity >= settings.finding_severity
            && found.confidence >= settings.finding_confidence
            && (settings.finding_rules.is_empty() || settings.finding_rules.contains(&found.rule))
    });
    found.map(|found| {
        format!("{}, {} (confidence {:.2})", found.rule, word(&found.severity), found.confidence)
    })
}
