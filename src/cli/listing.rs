//! In which order findings are listed, and how many of them.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use clap::Args;

use super::{session::Session, spool::Sort};
use crate::{
    baseline::{Comparison, Status},
    judge::Finding,
    report::{
        Style,
        run::{Form, Rank},
    },
};

/// How findings are listed.
#[derive(Debug, Args)]
pub(super) struct Listing {
    /// Order of the findings [default: place; on a page severity]
    #[arg(long, value_enum)]
    sort: Option<Sort>,

    /// List no more than N findings, and say how many more there are
    #[arg(long, value_name = "N")]
    pub(super) max: Option<usize>,

    /// Print the summary alone
    #[arg(long)]
    pub(super) summary: bool,
}

/// Columns of a summary.
const SUMMARY_WIDTH: usize = 80;

impl Listing {
    /// Refuses what does not go together: before the work, not after it.
    pub(super) fn verify(&self, form: Form) -> Result<()> {
        if self.summary && form != Form::Text {
            bail!("a summary alone is for people: leave out --format or --summary");
        }
        if self.max.is_some() && !form.can_be_cut() {
            bail!("a build server wants every finding: leave out --max or --format junit");
        }
        Ok(())
    }

    /// In which order findings are told in a report of this form.
    pub(super) fn sort(&self, form: Form) -> Sort {
        let usual = if matches!(form, Form::Html(_)) { Sort::Severity } else { Sort::Place };
        self.sort.unwrap_or(usual)
    }

    /// How a report for people is to look.
    pub(super) fn style(&self, session: &Session) -> Style {
        let style = session.style();
        let width = if self.summary { style.width.min(SUMMARY_WIDTH) } else { style.width };
        Style { width, ..style }
    }

    /// Sorts findings with what a baseline says of them, and cuts the list; how many are left out. Findings that
    /// are shown as one count as one where `by_group`.
    pub(super) fn apply(
        &self,
        findings: &mut Vec<Finding>,
        comparison: Option<&mut Comparison>,
        sort: Sort,
        by_group: bool,
    ) -> usize {
        let rank = |f: &Finding| Rank { severity: f.severity, confidence: f.confidence };
        let mut order: Vec<usize> = (0..findings.len()).collect();
        order.sort_by(|&a, &b| {
            let rank = sort.compare(rank(&findings[a]), rank(&findings[b]));
            rank.then(a.cmp(&b))
        });
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let (mut shown, mut more) = (0, 0);
        let max = self.max.unwrap_or(usize::MAX);
        let is_known = |at: usize| {
            comparison.as_ref().is_some_and(|c| c.statuses.get(at) == Some(&Status::Known))
        };
        order.retain(|&at| {
            // What a baseline knows is not shown to people, and takes none of their places.
            if by_group && is_known(at) {
                return true;
            }
            let group = &findings[at].group;
            let again = by_group && seen.contains(group.as_str());
            let keep = again || shown < max;
            if keep && !again {
                shown += 1;
                seen.insert(group);
            }
            more += usize::from(!keep);
            keep
        });
        let sorted = order.iter().map(|&at| findings[at].clone()).collect();
        if let Some(comparison) = comparison {
            let statuses = order.iter().filter_map(|&at| comparison.statuses.get(at).cloned());
            comparison.statuses = statuses.collect();
        }
        *findings = sorted;
        more
    }
}
