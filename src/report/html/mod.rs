//! The report for people who look rather than read: one file for a browser, which needs nothing else.
//!
//! Without script everything is there: the answer first, the three worst findings, a [`map`], all findings, the two
//! texts side by side, and filters, which are check boxes and style rules. One script adds comfort; it and the styles
//! are the only ones that the page's own policy lets through, by their hashes. Templates (`*.html`) escape whatever
//! comes out of the documents.
//!
//! Long texts are cut into tables of a hundred rows which the browser lays out as they come into sight: one table of
//! twenty thousand rows takes ten times as long.

#[cfg(feature = "serve")]
mod desk;
mod finding;
mod map;
mod opening;
mod text;
mod words;

#[cfg(feature = "serve")]
pub(crate) use desk::Desk;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use askama::Template;
use sha2::{Digest as _, Sha256};

use self::finding::{Shelf, rule_class, short_hash};
use super::{
    Compared, Places, Verdict,
    marked::{Marks, places},
    parts::{Digest, Piece, Pieces, Rank, Row, Run, Worst},
    rows,
    tally::SEVERITIES,
    words::Interface,
};
use crate::{
    baseline::{Entry, Status},
    judge::Finding,
    reading::Side,
    rule::Severity,
};

/// As many of the worst findings stand at the top.
const CARDS: usize = 3;
/// Above so many documents there is no filter for each: every one of them is a rule of style.
const MOST_FILTERED: usize = 200;
/// Above so many passages the whole text is printed only if someone asks for it.
const MOST_PRINTED: usize = 400;
/// As many entries of the list are laid out together.
pub(super) const CHUNK: usize = 50;
/// What stands between two of those.
pub(super) const CHUNK_END: &str = "</section>\n<section class=\"chunk\">\n";

/// What a page says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// The language in which it speaks to its reader.
    pub interface: Interface,
    /// Whether it tells findings, or an alignment alone.
    pub has_findings: bool,
}

#[derive(Template)]
#[template(path = "html/filters.html")]
struct Filters {
    ui: Interface,
    severities: Vec<(&'static str, &'static str, usize)>,
    statuses: Vec<(&'static str, &'static str)>,
    rules: Vec<(String, String, usize)>,
    documents: Vec<(String, String)>,
    many_documents: Option<String>,
}

#[derive(Template)]
#[template(path = "html/findings.html")]
struct Findings {
    ui: Interface,
    count: usize,
    none: &'static str,
}

#[derive(Template)]
#[template(path = "html/document.html")]
struct Document<'a> {
    ui: Interface,
    key: &'a str,
    title: String,
    warnings: &'a [String],
    gone: &'a [Entry],
    map: Option<map::Map<'a>>,
}

#[derive(Template)]
#[template(path = "html/again.html")]
struct Again<'a> {
    ui: Interface,
    places: &'a [String],
}

#[derive(Template)]
#[template(path = "html/untold.html")]
struct Untold<'a> {
    ui: Interface,
    places: &'a [String],
}

#[derive(Template)]
#[template(path = "html/closing.html")]
struct Closing<'a> {
    ui: Interface,
    version: &'a str,
    hashes: Vec<String>,
    script: &'a str,
}

/// What a template makes of its values.
fn rendered(template: &impl Template) -> String {
    template.render().expect("values are written as text, which does not fail")
}

const VERSION: &str = env!("CARGO_PKG_VERSION");
static SCRIPT: &str = include_str!("script.js");
static STYLE: &str = include_str!("style.css");

fn style() -> String {
    format!("{STYLE}{}", text::heights())
}

/// What a policy calls a script or style: its hash.
fn source_hash(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
        let all = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let value = (all >> (18 - 6 * digit)) & 63;
            let is_there = digit <= three.len();
            text.push(if is_there { char::from(DIGITS[value as usize]) } else { '=' });
        }
    }
    text
}

impl Page {
    /// The page of one document.
    pub fn write(self, compared: &Compared<'_>, verdict: &Verdict<'_>) -> String {
        let mut row = Row::compared(compared, verdict);
        let made = self.made(compared, verdict, &mut row, false);
        let rows = [row];
        let run = Run {
            rows: &rows,
            alone: &[],
            others: &BTreeMap::new(),
            other_languages: 0,
            languages: [&compared.bitext.source.language, &compared.bitext.target.language],
            warnings: verdict.warnings,
            terms: &[],
            is_compared: verdict.comparison.is_some(),
            more: verdict.more,
            kinds: 0,
        };
        let mut page = self.opening(&run);
        page += &made.map;
        page += &self.between(&run);
        let mut groups: Vec<(&Piece, Vec<String>)> = Vec::new();
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for piece in &made.findings {
            let Some((group, place, more)) = &piece.group else { continue };
            if let Some(&at) = first.get(group.as_str()) {
                groups[at].1.push(place.clone());
                groups[at].1.extend(more.iter().cloned());
                continue;
            }
            first.insert(group, groups.len());
            groups.push((piece, more.clone()));
        }
        for (number, (piece, places)) in groups.iter().enumerate() {
            if number > 0 && number % CHUNK == 0 {
                page += CHUNK_END;
            }
            page += &piece.text;
            page += &self.again(places);
        }
        page += &self.after_list();
        page += &made.text;
        page + &self.closing(&run)
    }

    /// The pieces of a document among others.
    pub(super) fn pieces(
        self,
        compared: &Compared<'_>,
        verdict: &Verdict<'_>,
        row: &mut Row,
    ) -> Pieces {
        let made = self.made(compared, verdict, row, true);
        Pieces { findings: made.findings, tail: made.map + &made.text, ..Pieces::default() }
    }

    fn made(
        self,
        compared: &Compared<'_>,
        verdict: &Verdict<'_>,
        row: &mut Row,
        is_one_of_many: bool,
    ) -> Made {
        let Page { interface: ui, has_findings } = self;
        let target = row.target_path.as_deref().unwrap_or_default();
        let key = short_hash(&[&row.path, target]);
        let marks = Marks::of(compared, verdict.findings);
        let left = rows::left_out(compared);
        let places = [Places::new(&compared.input.source), Places::new(compared.input.target())];
        let shelf = Shelf {
            ui,
            key: &key,
            compared: *compared,
            verdict: *verdict,
            marks: &marks,
            places,
            first_of: verdict
                .findings
                .iter()
                .enumerate()
                .rev()
                .map(|(n, f)| (f.id.as_str(), n))
                .collect(),
            document: is_one_of_many.then(|| row.label()),
        };
        let findings = list(&shelf);
        let text = text::tables(&shelf, &left, has_findings);
        let map = map::map(&shelf, &left, has_findings);
        let gone = verdict.comparison.map(|comparison| &comparison.gone[..]).unwrap_or_default();
        let document = |map, title: String| {
            let warnings: &[String] = if is_one_of_many { verdict.warnings } else { &[] };
            rendered(&Document { ui, key: &key, title, warnings, gone, map })
        };
        let (map, before_text) = if is_one_of_many {
            (String::new(), document(Some(map), row.label()))
        } else {
            let heading = ui.say("map");
            let map = format!(
                "<section id=\"map\" aria-labelledby=\"h-map\"><h2 id=\"h-map\">{heading}</h2>\n{map}</section>\n"
            );
            (map, document(None, ui.say("text").to_owned()))
        };
        row.page = digest(&shelf, left.iter().map(Vec::len).sum());
        Made { map, findings, text: format!("{before_text}{text}</div></section>\n") }
    }

    /// The check boxes. What they switch off stands behind them in the same element: a rule of style that looks at the
    /// whole page for a box that is not checked is asked for every element that comes in.
    fn filters(self, run: &Run<'_>) -> String {
        let ui = self.interface;
        let severities =
            severities(run).map(|(severity, name, count)| (name, ui.severity(severity), count));
        let statuses = [
            ("new", ui.say("status.new")),
            ("changed", ui.say("status.changed")),
            ("known", ui.say("status.known")),
        ];
        let statuses = if run.is_compared { &statuses[..] } else { &[] };
        let documents = documents(run);
        let is_too_many = documents.len() > MOST_FILTERED;
        rendered(&Filters {
            ui,
            severities: severities.to_vec(),
            statuses: statuses.to_vec(),
            rules: rules(run)
                .into_iter()
                .map(|(rule, count)| (rule_class(rule), ui.rule(rule), count))
                .collect(),
            documents: if is_too_many { Vec::new() } else { documents },
            many_documents: is_too_many.then(|| ui.fill("filter-many", &[&MOST_FILTERED])),
        })
    }

    /// What stands between the map and the first finding.
    pub(super) fn between(self, run: &Run<'_>) -> String {
        if !self.has_findings {
            return String::new();
        }
        let count = severities(run).iter().map(|(.., count)| count).sum();
        rendered(&Findings { ui: self.interface, count, none: opening::none(run) })
    }

    /// What stands behind the entry of a finding: the places where the same stands again.
    pub(super) fn again(self, places: &[String]) -> String {
        rendered(&Again { ui: self.interface, places })
    }

    /// What stands behind the list for the findings that are cut from it: their places, which the texts link to.
    pub(super) fn untold(self, places: &[String]) -> String {
        rendered(&Untold { ui: self.interface, places })
    }

    /// What stands behind the last finding.
    pub(super) fn after_list(self) -> String {
        if self.has_findings { "</section></section>\n".into() } else { String::new() }
    }

    /// What stands behind the last document.
    pub(super) fn closing(self, run: &Run<'_>) -> String {
        let ui = self.interface;
        let files = run.rows.iter().flat_map(|row| &row.files);
        let hashes = files.map(|file| ui.fill("hash", &[&file.path, &file.sha256])).collect();
        rendered(&Closing { ui, version: VERSION, hashes, script: SCRIPT })
    }
}

/// What was made of a document.
struct Made {
    map: String,
    findings: Vec<Piece>,
    text: String,
}

/// The graver first, then the surer.
fn worse(a: Rank, b: Rank) -> std::cmp::Ordering {
    b.severity.cmp(&a.severity).then(b.confidence.total_cmp(&a.confidence))
}

fn rank(finding: &Finding) -> Rank {
    Rank { severity: finding.severity, confidence: finding.confidence }
}

/// The entries of a document's findings.
fn list(shelf: &Shelf<'_>) -> Vec<Piece> {
    let findings = shelf.verdict.findings.iter().enumerate();
    let piece = |(number, finding): (usize, &Finding)| {
        let link = |place: usize, words: String| {
            let address = shelf.note_id(number, place);
            let words = askama::filters::escape(words, askama::filters::Html);
            let words = words.map(|words| words.to_string()).unwrap_or_default();
            // One that is not the first of its kind has no entry: links to it lead to its line under the first.
            let id = if place == 0 {
                format!(" id=\"f-{}\"", shelf.anchor(number))
            } else {
                String::new()
            };
            format!("<a{id} href=\"#{address}\">{words}</a>")
        };
        let mut links = places(finding)
            .enumerate()
            .map(|(at, (source, target, bead))| link(at, placed(shelf, [source, target], bead)));
        let first = links.next().unwrap_or_default();
        let more = links.collect();
        Piece {
            rank: rank(finding),
            text: shelf.entry(number),
            group: Some((finding.group.clone(), first, more)),
            count: 1,
        }
    };
    findings.map(piece).collect()
}

/// The document, among others, and the lines.
fn placed(shelf: &Shelf<'_>, sides: [Option<&Side>; 2], bead: usize) -> String {
    let place = shelf.place(sides, bead);
    match &shelf.document {
        Some(document) => format!("{document}: {place}"),
        None => place,
    }
}

fn digest(shelf: &Shelf<'_>, left: usize) -> Digest {
    let verdict = &shelf.verdict;
    let mut digest = Digest { key: shelf.key.to_owned(), left, ..Digest::default() };
    let bitext = shelf.compared.bitext;
    digest.languages = [&bitext.source, &bitext.target].map(|half| half.language.tag().to_owned());
    let mut order = Vec::new();
    for (number, finding) in verdict.findings.iter().enumerate() {
        *digest.rules.entry(finding.rule.clone()).or_default() += 1;
        digest.severities[finding.severity as usize] += 1;
        if verdict.status(number) != Some(&Status::Known) {
            digest.likely += finding.confidence;
            digest.groups.insert(finding.group.clone());
            order.push(number);
        }
    }
    let of = |number: &usize| &verdict.findings[*number];
    order.sort_by(|a, b| worse(rank(of(a)), rank(of(b))));
    let worst = order.iter().map(|number| Worst {
        rank: rank(of(number)),
        rule: of(number).rule.clone(),
        group: of(number).group.clone(),
        card: String::new(),
        number: *number,
    });
    digest.worst = one_of_each(worst.collect());
    digest.worst.truncate(CARDS);
    for worst in &mut digest.worst {
        worst.card = shelf.card(worst.number);
    }
    digest
}

/// Of findings that are sorted the first of each group; of the same severity first one of each rule, since three dates
/// tell less of a translation than a date, a name and a sentence.
fn one_of_each(sorted: Vec<Worst>) -> Vec<Worst> {
    let mut groups = BTreeSet::new();
    let mut rules = BTreeSet::new();
    let new = sorted.into_iter().filter(|worst| groups.insert(worst.group.clone()));
    let mut order: Vec<(bool, Worst)> =
        new.map(|worst| (!rules.insert(worst.rule.clone()), worst)).collect();
    order.sort_by_key(|(is_again, worst)| (Reverse(worst.rank.severity), *is_again));
    order.into_iter().map(|(_, worst)| worst).collect()
}

/// The rules of all findings with their counts, by name.
fn rules<'a>(run: &Run<'a>) -> BTreeMap<&'a str, usize> {
    let mut rules = BTreeMap::new();
    for (rule, count) in run.rows.iter().flat_map(|row| &row.page.rules) {
        *rules.entry(rule.as_str()).or_default() += count;
    }
    rules
}

/// The classes and names of the documents with findings.
fn documents(run: &Run<'_>) -> Vec<(String, String)> {
    let rows = run.rows.iter().filter(|row| !row.page.rules.is_empty());
    rows.map(|row| (format!("d-{}", row.page.key), row.label())).collect()
}

/// The severities with how many findings have them, the gravest first.
fn severities(run: &Run<'_>) -> [(Severity, &'static str, usize); 3] {
    SEVERITIES.map(|(severity, name)| {
        let counts = run.rows.iter().map(|row| row.page.severities[severity as usize]);
        (severity, name, counts.sum())
    })
}

/// The rules of style behind the check boxes of rules and documents: no word of a document is in them.
fn filters(run: &Run<'_>) -> String {
    let off = |class: &str| format!(".filters:has(#k-{class}:not(:checked))~");
    let rule = |class: &str| {
        let off = off(class);
        format!(
            "{off}section .f.{class}{{display:none}}{off}section .m.{class} mark{{all:unset}}\n"
        )
    };
    let mut styles: String = rules(run).into_keys().map(|name| rule(&rule_class(name))).collect();
    let documents = documents(run);
    if documents.len() <= MOST_FILTERED {
        for (class, _) in documents {
            styles += &rule(&class);
            styles += &format!("{}.document.{class}{{display:none}}\n", off(&class));
        }
    }
    styles
}

#[cfg(test)]
mod tests;
