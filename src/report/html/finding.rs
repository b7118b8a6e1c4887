//! A finding: as a card, as an entry of the list, and as a note beside the texts.

use std::collections::BTreeMap;

use askama::Template;
use sha2::{Digest as _, Sha256};

use super::words::Words;
use crate::{
    baseline::Status,
    check::RULES,
    judge::{Account, Finding},
    pattern::PREFIX,
    reading::Side,
    report::{Compared, Places, Verdict, marked::Marks, rounded, words::Interface},
    rule::{Issue, Severity, observed},
    segment::{Half, Segment},
    text::hexadecimal,
};

/// Sign and words by which one sees what a finding is.
#[derive(Debug, Template)]
#[template(path = "html/head.html")]
pub(super) struct Head {
    shape: char,
    severity: &'static str,
    rule: String,
    status: Option<&'static str>,
}

impl askama::filters::HtmlSafe for Head {}

/// What stands on a side, or that nothing does and where it should.
#[derive(Debug, Template)]
#[template(path = "html/side.html")]
pub(super) struct Stands<'a> {
    ui: Interface,
    words: Words<'a>,
    pub(super) language: &'a str,
    before: Option<&'a str>,
}

impl askama::filters::HtmlSafe for Stands<'_> {}

#[derive(Template)]
#[template(path = "html/entry.html")]
struct Entry<'a> {
    ui: Interface,
    class: String,
    anchor: String,
    head: Head,
    message: &'a str,
    source: Stands<'a>,
    target: Stands<'a>,
    suggestion: Option<&'a str>,
    alternatives: Option<&'a str>,
    remedy: Option<&'static str>,
    also: &'a [Account],
    sure: String,
    note: String,
    bead: usize,
    place: String,
    document: Option<&'a str>,
    id: &'a str,
}

#[derive(Template)]
#[template(path = "html/card.html")]
struct Card<'a> {
    ui: Interface,
    class: String,
    anchor: String,
    head: Head,
    message: &'a str,
    source: Stands<'a>,
    target: Stands<'a>,
    suggestion: Option<&'a str>,
    alternatives: Option<&'a str>,
    remedy: Option<&'static str>,
    sure: String,
    note: String,
    place: String,
    document: Option<&'a str>,
}

/// What is said of a passage beside it.
#[derive(Debug, Template)]
#[template(path = "html/note.html")]
pub(super) struct Note<'a> {
    ui: Interface,
    class: String,
    id: String,
    anchor: String,
    head: Head,
    again: bool,
    message: &'a str,
    suggestion: Option<&'a str>,
    language: &'a str,
    confidence: String,
    mark: Option<String>,
    label: String,
}

impl askama::filters::HtmlSafe for Note<'_> {}

/// All that findings of a document are shown with.
pub(super) struct Shelf<'a> {
    pub(super) ui: Interface,
    /// The name of the document in addresses inside the page.
    pub(super) key: &'a str,
    pub(super) compared: Compared<'a>,
    pub(super) verdict: Verdict<'a>,
    pub(super) marks: &'a Marks,
    pub(super) places: [Places<'a>; 2],
    /// The first finding of each identity.
    pub(super) first_of: BTreeMap<&'a str, usize>,
    /// The document's name, if it stands among others.
    pub(super) document: Option<String>,
}

pub(super) fn shape(severity: Severity) -> char {
    match severity {
        Severity::Critical => '▲',
        Severity::Major => '■',
        Severity::Minor => '●',
    }
}

/// So many letters around the marked words are shown of a sentence where little room is.
const AROUND: usize = 140;

/// A confidence so far from the share of those that were right wants a word on why.
const FAR: f64 = 0.05;

/// What a message has before the names that could stand there.
const EXPECTED: &str = "; expected ";

/// What else than its suggestion the message of a finding names: “상, 장관 or 공사” has two more.
fn alternatives(finding: &Finding) -> Option<&str> {
    let suggestion = finding.suggestion.as_deref()?;
    let (_, expected) = finding.message.rsplit_once(EXPECTED)?;
    let rest = expected.strip_prefix(suggestion)?;
    (rest.starts_with(", ") || rest.starts_with(" or ")).then_some(rest)
}

/// How a line of each half is told: on it, after it, before the first.
const LINE_KEYS: [[&str; 3]; 2] = [
    ["line-source", "line-source-after", "line-source-first"],
    ["line-target", "line-target-after", "line-target-first"],
];

/// Where the last byte of a segment stands.
fn last_of(segment: &Segment) -> usize {
    segment.span.end.saturating_sub(1).max(segment.span.start)
}

/// The class of a severity.
pub(super) fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "sev-critical",
        Severity::Major => "sev-major",
        Severity::Minor => "sev-minor",
    }
}

/// The class of a rule: its name, which for a pattern someone else chose.
pub(super) fn rule_class(rule: &str) -> String {
    if !rule.starts_with(PREFIX) && RULES.iter().any(|known| known.explanation().name == rule) {
        return format!("r-{rule}");
    }
    format!("p-{}", short_hash(&[rule]))
}

/// Eight digits that stand for some names.
pub(super) fn short_hash(names: &[&str]) -> String {
    let mut hash = Sha256::new();
    for name in names {
        hash.update(name.as_bytes());
        hash.update([0]);
    }
    hexadecimal(&hash.finalize()[..4])
}

/// The class of how sure a finding is.
fn sureness(confidence: f64) -> &'static str {
    match confidence {
        c if c >= 0.9 => "c9",
        c if c >= 0.7 => "c7",
        _ => "c5",
    }
}

impl<'a> Shelf<'a> {
    pub(super) fn finding(&self, number: usize) -> &'a Finding {
        &self.verdict.findings[number]
    }

    /// What filters go by.
    pub(super) fn class(&self, number: usize) -> String {
        let finding = self.finding(number);
        let status = match self.verdict.status(number) {
            None => "",
            Some(Status::New) => " s-new",
            Some(Status::Known) => " s-known",
            Some(Status::Changed(_)) => " s-changed",
        };
        format!(
            "{} {} {} d-{}{status}",
            severity_class(finding.severity),
            rule_class(&finding.rule),
            sureness(finding.confidence),
            self.key
        )
    }

    pub(super) fn note_id(&self, number: usize, place: usize) -> String {
        match place {
            0 => format!("n-{}-{number}", self.key),
            _ => format!("n-{}-{number}-{place}", self.key),
        }
    }

    pub(super) fn mark_id(&self, number: usize) -> String {
        format!("m-{}-{number}", self.key)
    }

    /// What a mark or sign is called for someone who does not see it.
    pub(super) fn label(&self, number: usize) -> String {
        let severity = self.ui.severity(self.finding(number).severity);
        self.ui.fill("finding-number", &[&(number + 1), &severity])
    }

    /// The address of an entry: by the identity of the finding, so that a link to it holds in the next report.
    pub(super) fn anchor(&self, number: usize) -> String {
        let id = &self.finding(number).id;
        match self.first_of.get(id.as_str()) {
            Some(first) if *first != number => format!("{}-{id}-{number}", self.key),
            _ => format!("{}-{id}", self.key),
        }
    }

    fn head(&self, number: usize) -> Head {
        let finding = self.finding(number);
        let status = self.verdict.status(number).map(|status| match status {
            Status::New => self.ui.say("status.new"),
            Status::Known => self.ui.say("status.known"),
            Status::Changed(_) => self.ui.say("status.changed"),
        });
        Head {
            shape: shape(finding.severity),
            severity: self.ui.severity(finding.severity),
            rule: self.ui.rule(&finding.rule),
            status,
        }
    }

    /// How sure a finding is, and on how many observations.
    fn sure(&self, finding: &Finding) -> String {
        let ui = self.ui;
        let degree = match finding.confidence {
            c if c >= 0.9 => "almost-certain",
            c if c >= 0.7 => "likely-so",
            _ => "perhaps-so",
        };
        let confidence = format!("{}, {:.2}", ui.say(degree), rounded(finding.confidence));
        let is_hardly_measured = finding.measured.is_some_and(|sureness| sureness.hardly_measured);
        match observed(&finding.rule, &finding.evidence) {
            // Two right of two say little: what it is worth is what its kin is worth.
            Some((_, of)) if is_hardly_measured => {
                ui.count_of("hardly-observed", of, &[&confidence, &of])
            }
            Some((right, of)) => {
                // Who divides the two comes to another number.
                let share = right as f64 / of.max(1) as f64;
                let is_far = (share - finding.confidence).abs() > FAR;
                let key = if is_far { "observed-otherwise" } else { "observed" };
                ui.fill(key, &[&confidence, &right, &of])
            }
            None => ui.fill("unobserved", &[&confidence]),
        }
    }

    /// What should stand in the translation, if no words can be named.
    fn remedy(&self, finding: &Finding) -> Option<&'static str> {
        if finding.suggestion.is_some() {
            return None;
        }
        match (&finding.source, &finding.target, finding.issue) {
            (Some(_), None, Issue::Omission | Issue::Untranslated) => {
                Some(self.ui.say("should-translate"))
            }
            (None, Some(_), Issue::Addition) => Some(self.ui.say("should-drop")),
            _ => None,
        }
    }

    fn half(&self, half: usize) -> &'a Half {
        let bitext = self.compared.bitext;
        if half == 0 { &bitext.source } else { &bitext.target }
    }

    /// A side of a finding: the sentences with its words marked.
    fn stands(&self, half: usize, number: usize, is_short: bool) -> Stands<'a> {
        let mut stands = self.stands_whole(half, number);
        if is_short {
            stands.words = stands.words.excerpt(AROUND);
        }
        stands
    }

    fn stands_whole(&self, half: usize, number: usize) -> Stands<'a> {
        let (all, finding) = (self.half(half), self.finding(number));
        let side = if half == 0 { &finding.source } else { &finding.target };
        let class = severity_class(finding.severity);
        let bead = self.compared.alignment.beads.get(finding.bead);
        let range =
            bead.map(|bead| if half == 0 { bead.source.clone() } else { bead.target.clone() });
        let words = match side {
            Some(side) if side.segments.is_empty() => Words::whole(&side.text, class),
            Some(side) => {
                let segments = side.segments.iter().filter_map(|index| all.segments.get(*index));
                let mut pieces = Vec::new();
                for segment in segments {
                    if !pieces.is_empty() {
                        pieces.push(crate::report::marked::Piece {
                            text: crate::report::marked::glue(all),
                            findings: Vec::new(),
                        });
                    }
                    pieces.extend(self.marks.pieces(half, segment));
                }
                Words::marked(pieces, number, class)
            }
            // What is added or left out is added to or left out of something.
            None => {
                let range = range.clone().unwrap_or_default();
                Words::marked(self.marks.joined(half, all, range), usize::MAX, class)
            }
        };
        let start = range.map_or(0, |range| range.start);
        let before = start.checked_sub(1).and_then(|index| all.segments.get(index));
        let before = before.map(|segment| segment.text.as_str());
        Stands { ui: self.ui, words, language: all.language.tag(), before }
    }

    /// On which lines a finding stands that is in `bead`: of both files, since what is missing is missing somewhere.
    pub(super) fn place(&self, sides: [Option<&Side>; 2], bead: usize) -> String {
        let bead = self.compared.alignment.beads.get(bead);
        let places = [0, 1].into_iter().filter_map(|half| {
            let keys = LINE_KEYS[half];
            let at = |offset: usize| self.places[half].spot(offset).in_words(self.ui);
            if let Some(side) = sides[half] {
                return Some(self.ui.fill(keys[0], &[&at(side.span.start)]));
            }
            let range = bead.map(|bead| if half == 0 { &bead.source } else { &bead.target })?;
            let segments = &self.half(half).segments;
            if let Some(own) = segments.get(range.clone()).and_then(<[_]>::first) {
                return Some(self.ui.fill(keys[0], &[&at(own.span.start)]));
            }
            match range.start.checked_sub(1).and_then(|index| segments.get(index)) {
                Some(before) => Some(self.ui.fill(keys[1], &[&at(last_of(before))])),
                None => Some(self.ui.say(keys[2]).to_owned()),
            }
        });
        places.collect::<Vec<_>>().join(", ")
    }

    /// The entry of a list, without its end.
    pub(super) fn entry(&self, number: usize) -> String {
        let finding = self.finding(number);
        let entry = Entry {
            ui: self.ui,
            class: self.class(number),
            anchor: self.anchor(number),
            head: self.head(number),
            message: &finding.message,
            source: self.stands(0, number, false),
            target: self.stands(1, number, false),
            suggestion: finding.suggestion.as_deref(),
            alternatives: alternatives(finding),
            remedy: self.remedy(finding),
            also: &finding.also,
            sure: self.sure(finding),
            note: self.note_id(number, 0),
            // People count from one.
            bead: finding.bead + 1,
            place: self.place([finding.source.as_ref(), finding.target.as_ref()], finding.bead),
            document: self.document.as_deref(),
            id: &finding.id,
        };
        super::rendered(&entry)
    }

    /// The finding for someone with a minute.
    pub(super) fn card(&self, number: usize) -> String {
        let finding = self.finding(number);
        let card = Card {
            ui: self.ui,
            class: self.class(number),
            anchor: self.anchor(number),
            head: self.head(number),
            message: &finding.message,
            source: self.stands(0, number, true),
            target: self.stands(1, number, true),
            suggestion: finding.suggestion.as_deref(),
            alternatives: alternatives(finding),
            remedy: self.remedy(finding),
            sure: self.sure(finding),
            note: self.note_id(number, 0),
            place: self.place([finding.source.as_ref(), finding.target.as_ref()], finding.bead),
            document: self.document.as_deref(),
        };
        super::rendered(&card)
    }

    /// What stands beside a passage.
    pub(super) fn note(&self, number: usize, place: usize) -> Note<'a> {
        let finding = self.finding(number);
        let is_marked = place == 0 && self.marks.has_words(number);
        Note {
            ui: self.ui,
            class: self.class(number),
            id: self.note_id(number, place),
            anchor: self.anchor(number),
            head: self.head(number),
            again: place > 0,
            message: &finding.message,
            // Most messages end with what was expected.
            suggestion: finding.suggestion.as_deref().filter(|s| !finding.message.ends_with(s)),
            language: self.half(1).language.tag(),
            confidence: format!("{:.2}", rounded(finding.confidence)),
            mark: is_marked.then(|| self.mark_id(number)),
            label: self.label(number),
        }
    }
}
