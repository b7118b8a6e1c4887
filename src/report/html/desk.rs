//! The pieces of a page on which somebody works on one document: those of the report, each by itself.

use std::collections::BTreeMap;

use super::{Page, filters, style};
use crate::report::{
    Compared, Verdict,
    parts::{Row, Run},
};

/// What a page of work is put together from.
#[derive(Debug)]
pub(crate) struct Desk {
    /// The name of the document in addresses inside the page.
    pub(crate) key: String,
    /// The map, under its heading.
    pub(crate) map: String,
    /// An entry for each finding, in their order, each without its end (`</article>`).
    pub(crate) entries: Vec<String>,
    /// The two texts, under their heading.
    pub(crate) text: String,
    /// The check boxes that filter.
    pub(crate) filters: String,
    /// What makes them filter.
    pub(crate) filter_styles: String,
    /// What is to be known of the findings as a whole, in sentences.
    pub(crate) answer: Vec<String>,
}

impl Desk {
    /// The pieces of a page for what was found in a document.
    pub(crate) fn of(page: Page, compared: &Compared<'_>, verdict: &Verdict<'_>) -> Self {
        let mut row = Row::compared(compared, verdict);
        let made = page.made(compared, verdict, &mut row, false);
        let key = row.page.key.clone();
        let rows = [row];
        let run = Run {
            rows: &rows,
            alone: &[],
            others: &BTreeMap::new(),
            other_languages: 0,
            languages: [&compared.bitext.source.language, &compared.bitext.target.language],
            warnings: verdict.warnings,
            terms: &[],
            is_compared: false,
            more: 0,
            kinds: 0,
        };
        Self {
            key,
            map: made.map,
            entries: made.findings.into_iter().map(|piece| piece.text).collect(),
            text: made.text,
            filters: page.filters(&run),
            filter_styles: filters(&run),
            answer: page.answer(&run, &[&rows[0]]),
        }
    }

    /// The style sheet of the report.
    pub(crate) fn style() -> String {
        style()
    }
}
