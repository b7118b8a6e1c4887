use std::collections::BTreeMap;

use super::{
    Style,
    layout::{clip, pad},
};
use crate::rule::Severity;

/// Findings counted by something and by severity.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Of each rule: minor, major, critical.
    rows: BTreeMap<String, [usize; 3]>,
}

/// The severities with their names, the gravest first.
pub(super) const SEVERITIES: [(Severity, &str); 3] =
    [(Severity::Critical, "critical"), (Severity::Major, "major"), (Severity::Minor, "minor")];

impl Tally {
    /// Counts a finding of a rule.
    pub fn add(&mut self, rule: &str, severity: Severity) {
        self.rows.entry(rule.to_owned()).or_default()[severity as usize] += 1;
    }

    /// Counts all that another tally counted.
    pub fn join(&mut self, other: &Self) {
        for (rule, counts) in &other.rows {
            let row = self.rows.entry(rule.clone()).or_default();
            for (all, more) in row.iter_mut().zip(counts) {
                *all += more;
            }
        }
    }

    /// Findings of this severity.
    pub fn of(&self, severity: Severity) -> usize {
        self.rows.values().map(|counts| counts[severity as usize]).sum()
    }

    /// All findings.
    pub fn all(&self) -> usize {
        self.rows.values().flatten().sum()
    }

    /// The rules, the gravest and most frequent first, with their counts: minor, major, critical.
    pub fn rules(&self) -> Vec<(&str, [usize; 3])> {
        let mut rows: Vec<(&str, [usize; 3])> =
            self.rows.iter().map(|(rule, counts)| (rule.as_str(), *counts)).collect();
        let grave = |counts: &[usize; 3]| [counts[2], counts[1], counts[0]];
        rows.sort_by(|a, b| grave(&b.1).cmp(&grave(&a.1)).then(a.0.cmp(b.0)));
        rows
    }

    /// `2 critical, 14 major`; empty without findings.
    pub fn words(&self) -> String {
        let counts = SEVERITIES.iter().map(|(severity, name)| (self.of(*severity), name));
        let counts = counts.filter(|(count, _)| *count > 0);
        counts.map(|(count, name)| format!("{count} {name}")).collect::<Vec<_>>().join(", ")
    }

    /// A table of rules and severities; empty if there are fewer than two rules to compare.
    pub(super) fn table(&self, style: Style) -> String {
        if self.rows.len() < 2 {
            return String::new();
        }
        let rows = self.rules().into_iter().map(|(rule, counts)| (rule.to_owned(), counts));
        table("rule", &rows.collect::<Vec<_>>(), style)
    }
}

/// Columns of the three counts.
const COUNTS: usize = "  critical  major  minor".len();

/// Names with their counts by severity, in the columns of a page. The names have what the counts leave them.
pub(super) fn table(heading: &str, rows: &[(String, [usize; 3])], style: Style) -> String {
    let most = style.width.saturating_sub(COUNTS).max(heading.len());
    let width = rows.iter().map(|(name, _)| super::layout::width(name)).max().unwrap_or_default();
    let width = width.clamp(heading.len(), most);
    let mut table = format!("{}  critical  major  minor\n", pad(heading, width));
    for (name, [minor, major, critical]) in rows {
        let count = |count: &usize, columns: usize| {
            let text = if *count == 0 { "·".to_owned() } else { count.to_string() };
            format!("  {}{text}", " ".repeat(columns.saturating_sub(text.chars().count())))
        };
        let counts = [count(critical, 8), count(major, 5), count(minor, 5)].concat();
        table += &format!("{}{counts}\n", pad(&clip(name, width), width));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_stand_by_their_gravest_findings() {
        let mut tally = Tally::default();
        for (rule, severity) in [
            ("number", Severity::Major),
            ("quotes", Severity::Minor),
            ("name", Severity::Critical),
            ("number", Severity::Minor),
        ] {
            tally.add(rule, severity);
        }
        assert_eq!(tally.words(), "1 critical, 1 major, 2 minor");
        let table = tally.table(Style { width: 60, colour: false });
        assert_eq!(
            table,
            "rule    critical  major  minor\n\
             name           1      ·      ·\n\
             number         ·      1      1\n\
             quotes         ·      ·      1\n"
        );
    }

    #[test]
    fn long_names_leave_the_counts_their_columns() {
        let rows = [("가".repeat(60), [1, 2, 3])];
        let table = table("document", &rows, Style { width: 80, colour: false });
        assert!(table.lines().all(|line| super::super::layout::width(line) <= 80), "{table}");
    }
}
