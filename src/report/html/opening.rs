//! The top of a page: the answer, the worst, the documents.

use std::collections::BTreeSet;

use askama::Template;

use super::{
    CARDS, MOST_PRINTED, Page, SCRIPT, VERSION, filters, one_of_each, rendered, source_hash, style,
    worse,
};
use crate::report::{
    parts::{Row, Run, Term, Worst},
    tally::SEVERITIES,
    words::{Interface, grouped},
};

#[derive(Template)]
#[template(path = "html/opening.html")]
struct Opening<'a> {
    ui: Interface,
    version: &'a str,
    style_hashes: String,
    script_hash: String,
    style: &'a str,
    filters: &'a str,
    title: String,
    answer: Vec<String>,
    aside: Vec<String>,
    warnings: Vec<&'a str>,
    links: Vec<(String, &'static str)>,
    prints_text: bool,
    cards: Vec<&'a str>,
    has_findings: bool,
    /// Where those go who leave out what stands at the top.
    skip: String,
    documents_title: String,
    documents: Vec<DocumentRow<'a>>,
    alone: Vec<String>,
    terms: &'a [Term],
}

struct DocumentRow<'a> {
    key: Option<&'a str>,
    label: String,
    error: Option<&'a str>,
    cells: Vec<String>,
}

/// What is said where nothing is told: what is known already is not nothing.
pub(super) fn none(run: &Run<'_>) -> &'static str {
    if run.sum(|row| row.known) > 0 { "none-new" } else { "none" }
}

impl Page {
    /// What stands before the list of findings, and in the report of one document before its map.
    pub(in crate::report) fn opening(self, run: &Run<'_>) -> String {
        let ui = self.interface;
        let compared: Vec<&Row> = run.rows.iter().filter(|row| row.error.is_none()).collect();
        let is_one = run.rows.len() == 1 && run.alone.is_empty();
        let name = match run.rows {
            [row] => row.short_label(),
            rows => ui.count("documents", rows.len()),
        };
        let title = if self.has_findings { "title" } else { "alignment-title" };
        let style = style();
        let filters = filters(run);
        let mut worst: Vec<Worst> =
            run.rows.iter().flat_map(|row| row.page.worst.iter().cloned()).collect();
        worst.sort_by(|a, b| worse(a.rank, b.rank));
        let worst = one_of_each(worst);
        let cards: Vec<&str> = worst.iter().take(CARDS).map(|one| one.card.as_str()).collect();
        let mut links = Vec::new();
        if !cards.is_empty() {
            links.push(("worst".to_owned(), ui.say("worst")));
        }
        if is_one {
            links.push(("map".to_owned(), ui.say("map")));
        } else {
            links.push(("documents".to_owned(), ui.say("document")));
        }
        if self.has_findings {
            links.push(("findings".to_owned(), ui.say("list")));
        }
        if let [row] = &compared[..]
            && is_one
        {
            links.push((format!("d-{}", row.page.key), ui.say("text")));
        }
        let skip = match &compared[..] {
            _ if self.has_findings => "findings".to_owned(),
            [row] if is_one => format!("d-{}", row.page.key),
            _ => "documents".to_owned(),
        };
        let warnings: Vec<&str> = run.warnings.iter().map(String::as_str).collect();
        let beads: usize = compared.iter().map(|row| row.beads[0]).sum();
        let rows = if is_one { &[] } else { run.rows };
        let opening = rendered(&Opening {
            ui,
            version: VERSION,
            style_hashes: format!("{} {}", source_hash(&style), source_hash(&filters)),
            script_hash: source_hash(SCRIPT),
            style: &style,
            filters: &filters,
            title: ui.fill(title, &[&name]),
            answer: self.answer(run, &compared),
            aside: self.aside(run),
            warnings,
            links,
            prints_text: beads <= MOST_PRINTED,
            cards,
            has_findings: self.has_findings,
            skip,
            documents_title: ui.count("documents", run.rows.len()),
            documents: rows.iter().map(|row| self.document_row(row)).collect(),
            alone: run.left_aside(),
            terms: run.terms,
        });
        let has_filters =
            self.has_findings && run.rows.iter().any(|row| !row.page.rules.is_empty());
        if has_filters { opening + &self.filters(run) } else { opening }
    }

    /// What was found, how much of it is likely right, and in how much.
    pub(super) fn answer(self, run: &Run<'_>, compared: &[&Row]) -> Vec<String> {
        let ui = self.interface;
        let mut answer = Vec::new();
        let tally = run.tally();
        let all = tally.all();
        if self.has_findings && all > 0 {
            let severities = SEVERITIES.iter().filter(|(severity, _)| tally.of(*severity) > 0);
            let severities: Vec<String> = severities
                .map(|(severity, _)| {
                    format!("{} {}", grouped(tally.of(*severity)), ui.severity(*severity))
                })
                .collect();
            let groups: BTreeSet<&str> =
                compared.iter().flat_map(|row| &row.page.groups).map(String::as_str).collect();
            let findings = match groups.len() {
                entries if entries == all => ui.count("findings", all),
                entries => {
                    ui.count_of("findings-folded", entries, &[&ui.count("findings", all), &entries])
                }
            };
            answer.push(format!("{findings}: {}.", severities.join(", ")));
            let likely: f64 = compared.iter().map(|row| row.page.likely).sum();
            let likely = ui.fill("likely", &[&format!("{likely:.0}"), &grouped(all)]);
            answer.push(format!("{likely} {}", ui.say("unmarked")));
        } else if self.has_findings {
            answer.push(ui.say(none(run)).to_owned());
        }
        let sum = |count: &dyn Fn(&Row) -> usize| compared.iter().map(|row| count(row)).sum();
        let sentences = |half: usize| {
            let count: usize = sum(&|row| row.segments[half]);
            let language = compared.first().map(|row| row.page.languages[half].as_str());
            ui.count_of("sentences", count, &[&grouped(count), &language.unwrap_or_default()])
        };
        let (alone, left): (usize, usize) = (sum(&|row| row.beads[1]), sum(&|row| row.page.left));
        let passages = ui.count("passages", sum(&|row| row.beads[0]));
        let compared = ui.fill("compared", &[&sentences(0), &sentences(1), &passages]);
        let alone = match alone {
            0 => ui.say("alone-none").to_owned(),
            alone => ui.count("alone", alone),
        };
        let left = match left {
            0 => ui.say("left-none").to_owned(),
            left => ui.count("left-lines", left),
        };
        answer.push(format!("{compared} {alone} {left}"));
        answer
    }

    /// What is not told.
    fn aside(self, run: &Run<'_>) -> Vec<String> {
        let counts = [
            ("hidden", run.sum(|row| row.hidden)),
            ("ignored", run.sum(|row| row.ignored)),
            ("known", run.sum(|row| row.known)),
            ("more", run.more),
        ];
        let counts = counts.into_iter().filter(|(_, count)| self.has_findings && *count > 0);
        counts.map(|(key, count)| self.interface.count(key, count)).collect()
    }

    fn document_row(self, row: &Row) -> DocumentRow<'_> {
        let mut cells = Vec::new();
        if self.has_findings {
            cells.extend(SEVERITIES.iter().map(|(severity, _)| grouped(row.tally.of(*severity))));
            cells.push(format!("{:.0}", row.page.likely));
        }
        cells.extend([row.beads[0], row.beads[1], row.page.left].map(grouped));
        let error = row.error.as_deref();
        let key = error.is_none().then_some(row.page.key.as_str());
        DocumentRow { key, label: row.label(), error, cells }
    }
}
