//! What a corpus is: how many pairs of what, from where, under which licence, and what was left out and why.

use std::{collections::BTreeMap, fmt::Write as _};

use super::{
    entry::Entry,
    filter::{Filter, Settings, percent},
    histogram::Histogram,
    split::{Split, Splits},
};
use crate::{report::counted, text::Language};

/// All that the page tells.
pub(super) struct Sheet<'a> {
    pub(super) languages: [&'a Language; 2],
    pub(super) entries: &'a [Entry],
    pub(super) settings: &'a Settings,
    pub(super) filters: &'a [&'static Filter],
    /// By filter, how many pairs it did not take.
    pub(super) refused: &'a [u64],
    /// By document, how many pairs are taken.
    pub(super) taken: &'a [u64],
    pub(super) splits: &'a Splits,
    /// By split, pairs and characters of both sides.
    pub(super) sizes: &'a BTreeMap<Split, [u64; 3]>,
    pub(super) histograms: &'a [(&'static str, Histogram)],
    pub(super) examples: &'a [Example],
    pub(super) files: &'a [String],
}

/// A pair that is shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Example {
    pub(super) score: f64,
    pub(super) source: String,
    pub(super) target: String,
    pub(super) place: String,
}

/// As many rows of a table are shown.
const ROWS: usize = 100;

/// What a list of pairs may call the licence of a document.
const LICENCES: [&str; 3] = ["licence", "license", "rights"];
/// What it may call where a document comes from.
const ORIGINS: [&str; 3] = ["origin", "collection", "url"];

fn cell(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;").replace(['\n', '\r'], " ")
}

/// What the first of the columns that there is says of a document.
fn said<'a>(entry: &'a Entry, columns: &[&str]) -> Option<&'a str> {
    columns.iter().find_map(|column| entry.row.get(*column)).map(String::as_str)
}

impl Sheet<'_> {
    pub(super) fn write(&self) -> String {
        let mut page = String::new();
        let [source, target] = self.languages.map(Language::customary);
        let read = self.entries.iter().filter(|entry| entry.error.is_none()).count();
        let failed = self.entries.len() - read;
        let pairs: u64 = self.taken.iter().sum();
        let _ = writeln!(
            page,
            "# {source}–{target}: {}\n\nMade by daejo {} from {}{}.\n",
            counted(usize::try_from(pairs).unwrap_or(usize::MAX), "pair"),
            env!("CARGO_PKG_VERSION"),
            counted(read, "document"),
            match failed {
                0 => String::new(),
                failed => format!(
                    "; {} could not be read and are named at the end",
                    counted(failed, "document")
                ),
            }
        );
        self.sizes(&mut page, &source, &target);
        self.sources(&mut page);
        self.filters(&mut page);
        for (file, histogram) in self.histograms {
            let _ = writeln!(page, "![{}](pictures/{file}.svg)", histogram.title);
        }
        self.examples(&mut page);
        self.problems(&mut page);
        page
    }

    fn sizes(&self, page: &mut String, source: &str, target: &str) {
        let _ = writeln!(
            page,
            "| | documents | pairs | share | characters {source} | characters {target} |\n|---|--:|--:|--:|--:|--:|"
        );
        let all: u64 = self.sizes.values().map(|[pairs, ..]| pairs).sum();
        for (split, [pairs, own, other]) in self.sizes {
            let documents = self.splits.of.iter().zip(self.taken);
            let documents = documents.filter(|(of, taken)| *of == split && **taken > 0).count();
            let share = percent(*pairs as f64 / all.max(1) as f64);
            let name = split.name();
            let _ =
                writeln!(page, "| {name} | {documents} | {pairs} | {share} | {own} | {other} |");
        }
        let settings = self.settings;
        if settings.dev + settings.test > 0.0 {
            let _ = writeln!(
                page,
                "\nNo document is in two of them, nor are documents that share a tenth of their pairs or more: {} of \
                 several documents were drawn whole (dev {}, test {}, seed {}).",
                counted(self.splits.groups, "group"),
                percent(settings.dev),
                percent(settings.test),
                settings.seed
            );
            for large in self.splits.large.iter().take(ROWS) {
                let name = self.entries.get(large.first).map_or("", |entry| &entry.document);
                let _ = writeln!(
                    page,
                    "\nThe group of `{}` ({}, {} pairs) was drawn, but is more than {} of the corpus and more than was asked \
                     for: it went to train.",
                    cell(name),
                    counted(large.documents, "document"),
                    large.pairs,
                    percent(settings.max_group_share)
                );
            }
        }
        for (split, _) in self.sizes.iter().filter(|(_, [pairs, ..])| *pairs == 0) {
            let _ = writeln!(page, "\nNothing is in {}: no group was drawn for it.", split.name());
        }
        let _ = writeln!(page, "\nFiles:\n");
        for file in self.files {
            let _ = writeln!(page, "- `{file}`");
        }
    }

    fn sources(&self, page: &mut String) {
        let _ = writeln!(
            page,
            "\n## Sources\n\n| from | licence | documents | pairs |\n|---|---|--:|--:|"
        );
        let mut sources: BTreeMap<(String, &str), [u64; 2]> = BTreeMap::new();
        for (entry, taken) in self.entries.iter().zip(self.taken) {
            let folder = entry.source.rsplit_once('/').map_or(".", |(folder, _)| folder);
            let origin = said(entry, &ORIGINS).unwrap_or(folder);
            let licence = said(entry, &LICENCES).unwrap_or("not said");
            let [documents, pairs] = sources.entry((origin.to_owned(), licence)).or_default();
            (*documents, *pairs) = (*documents + 1, *pairs + taken);
        }
        for ((origin, licence), [documents, pairs]) in sources.iter().take(ROWS) {
            let (origin, licence) = (cell(origin), cell(licence));
            let _ = writeln!(page, "| {origin} | {licence} | {documents} | {pairs} |");
        }
        if sources.len() > ROWS {
            let _ = writeln!(page, "| and {} more | | | |", sources.len() - ROWS);
        }
    }

    fn filters(&self, page: &mut String) {
        let aligned: u64 = self.entries.iter().map(|entry| entry.pairs as u64).sum();
        let gaps: usize = self.entries.iter().map(|entry| entry.gaps).sum();
        let _ = writeln!(
            page,
            "\n## Filters\n\n{aligned} pairs were aligned; {gaps} passages had no counterpart. Each pair is told for the \
             first filter that did not take it.\n\n| filter | looks for | limit | removed | share |\n|---|---|---|--:|--:|"
        );
        for (filter, refused) in self.filters.iter().zip(self.refused) {
            let share = percent(*refused as f64 / aligned.max(1) as f64);
            let limit = (filter.limit)(self.settings);
            let _ = writeln!(
                page,
                "| `{}` | {} | {limit} | {refused} | {share} |",
                filter.name, filter.about
            );
        }
        let _ = writeln!(page);
    }

    fn examples(&self, page: &mut String) {
        if self.examples.is_empty() {
            return;
        }
        let _ = writeln!(
            page,
            "\n## {} drawn by chance\n\n| score | source | target | from |\n|--:|---|---|---|",
            counted(self.examples.len(), "pair")
        );
        for Example { score, source, target, place } in self.examples {
            let _ = writeln!(
                page,
                "| {score:.2} | {} | {} | `{}` |",
                cell(source),
                cell(target),
                cell(place)
            );
        }
    }

    fn problems(&self, page: &mut String) {
        let problems: Vec<(&str, String)> = self
            .entries
            .iter()
            .flat_map(|entry| {
                let error = entry.error.iter().map(|error| format!("not read: {error}"));
                let warnings = entry.warnings.iter().cloned();
                error.chain(warnings).map(|problem| (entry.source.as_str(), problem))
            })
            .collect();
        if problems.is_empty() {
            return;
        }
        let _ = writeln!(page, "\n## To be looked at\n");
        for (file, problem) in problems.iter().take(ROWS) {
            let _ = writeln!(page, "- `{}`: {}", cell(file), cell(problem));
        }
        if problems.len() > ROWS {
            let _ = writeln!(page, "- and {} more: see the journal", problems.len() - ROWS);
        }
    }
}
