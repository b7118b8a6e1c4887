//! `check` for people: each finding with an excerpt of both sides and the words marked, and a summary.
//!
//! The look is that of a compiler's messages. Excerpts are of segments, not of lines, since a line of a
//! document is often a whole paragraph; one is cut to the words round its mark, and a passage without a
//! counterpart is shown whole beside the place where its counterpart should stand.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Compared, Places, Spot, Style, Verdict, counted,
    layout::{Line, excerpt, wrap},
    left_out, stretch,
    tally::Tally,
    word,
};
use crate::{
    baseline::{Entry, Status},
    document::{Document, State},
    judge::Finding,
    reading::Side,
    rule::Severity,
    segment::Half,
    text::{Language, Shown, Span},
};

/// Most lines of an excerpt.
const MOST_LINES: usize = 8;

/// Writes the report.
///
/// Findings that share their `group` are shown once, at the first place, with the other places under
/// it. Those that a baseline knows are counted and not shown; those that are gone are listed at the end.
pub fn write(compared: &Compared<'_>, verdict: &Verdict<'_>, style: Style) -> String {
    let groups = groups(compared, verdict, style);
    let mut text = String::new();
    for group in &groups {
        text += &group.with_places(style);
        text.push('\n');
    }
    let gone = verdict.comparison.map(|comparison| comparison.gone.as_slice()).unwrap_or_default();
    if !gone.is_empty() {
        text += "gone since the baseline:\n";
        for entry in gone {
            text += &self::gone(entry, style);
        }
        text.push('\n');
    }
    text + &close(compared, verdict, style)
}

/// The end of a report: findings by rule and severity, how much was found, in how much.
pub fn close(compared: &Compared<'_>, verdict: &Verdict<'_>, style: Style) -> String {
    let mut tally = Tally::default();
    for finding in verdict.unknown() {
        tally.add(&finding.rule, finding.severity);
    }
    let mut text = tally.table(style);
    if !text.is_empty() {
        text.push('\n');
    }
    for line in summary(compared, verdict).lines() {
        text += &(wrap(line, style.width.saturating_sub(2)).join("\n  ") + "\n");
    }
    text
}

/// A line on something that a baseline knows and that was not found.
pub(super) fn gone(entry: &Entry, style: Style) -> String {
    let line = format!("{}[{}]: {}", word(&entry.severity), entry.rule, entry.message);
    format!("  {}\n", wrap(&line, style.width.saturating_sub(4)).join("\n    "))
}

/// Findings that are shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they share.
    pub group: String,
    /// Position of the first of them among the findings of the document.
    pub first: usize,
    /// How many they are.
    pub count: usize,
    /// The first of them with its excerpts.
    pub text: String,
    /// Where the first of them stands.
    pub place: String,
    /// Where the same stands again.
    pub again: Vec<String>,
}

impl Group {
    /// The text with the other places under it.
    pub fn with_places(&self, style: Style) -> String {
        self.text.clone() + &again(&self.group, &self.again, style)
    }
}

/// The line on the places where the same stands again; empty if there is none.
pub fn again(group: &str, places: &[String], style: Style) -> String {
    if places.is_empty() {
        return String::new();
    }
    let places = format!("{} (group {group})", places.join(", "));
    note("again at", &places, style, &Paint::plain(style.colour))
}

/// The findings as they are shown, by what they share, without those that a baseline knows.
pub fn groups(compared: &Compared<'_>, verdict: &Verdict<'_>, style: Style) -> Vec<Group> {
    let sides = [
        View::new(&compared.input.source, &compared.bitext.source),
        View::new(compared.input.target(), &compared.bitext.target),
    ];
    let page = Page { compared, sides: &sides, style };
    let mut first_of: BTreeMap<&str, usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for (index, finding) in verdict.findings.iter().enumerate() {
        let status = verdict.status(index);
        if status == Some(&Status::Known) {
            continue;
        }
        let further = finding.occurrences.iter().skip(1);
        let further = further.map(|at| page.place(at.source.as_ref(), at.target.as_ref(), at.bead));
        let place = page.place(finding.source.as_ref(), finding.target.as_ref(), finding.bead);
        let number = *first_of.entry(&finding.group).or_insert(groups.len());
        if let Some(group) = groups.get_mut(number) {
            group.again.push(place);
            group.again.extend(further);
            group.count += 1;
        } else {
            groups.push(Group {
                group: finding.group.clone(),
                first: index,
                count: 1,
                text: page.finding(finding, status),
                place,
                again: further.collect(),
            });
        }
    }
    groups
}

/// `   = label: value`, wrapped.
fn note(label: &str, value: &str, style: Style, paint: &Paint) -> String {
    let lines = wrap(value, style.width.saturating_sub(label.len() + 7));
    let indent = format!("\n     {}", " ".repeat(label.len() + 2));
    format!("   {} {label}: {}\n", paint.frame("="), lines.join(&indent))
}

/// A half with its places.
struct View<'a> {
    document: &'a Document,
    half: &'a Half,
    places: Places<'a>,
}

impl<'a> View<'a> {
    fn new(document: &'a Document, half: &'a Half) -> Self {
        Self { document, half, places: Places::new(document) }
    }
}

/// What is the same for all findings of a report.
struct Page<'a> {
    compared: &'a Compared<'a>,
    sides: &'a [View<'a>; 2],
    style: Style,
}

impl Page<'_> {
    fn finding(&self, finding: &Finding, status: Option<&Status>) -> String {
        let paint = Paint::of(finding.severity, self.style.colour);
        let name = format!("{}[{}]", word(&finding.severity), finding.rule);
        let mut message =
            wrap(&format!("{name}: {}", finding.message), self.style.width.saturating_sub(2));
        for line in &mut message {
            *line = match line.strip_prefix(&name) {
                Some(rest) => paint.mark(&name) + &paint.bold(rest),
                None => paint.bold(line),
            };
        }
        let mut text = message.join("\n  ") + "\n";
        let marks = [&finding.source, &finding.target];
        for (index, view) in self.sides.iter().enumerate() {
            text += &match marks[index] {
                Some(side) => self.marked(view, side, &paint),
                None => self.opposite(view, index, finding, &paint),
            };
        }
        let mut note = |label: &str, value: &str| text += &note(label, value, self.style, &paint);
        if let Some(suggestion) = &finding.suggestion {
            note("suggestion", suggestion);
        }
        let unit = self.compared.input.unit(finding.source.as_ref(), finding.target.as_ref());
        if let Some(unit) = unit {
            let fuzzy = if unit.state == State::Fuzzy { " (fuzzy)" } else { "" };
            note("unit", &format!("{}{fuzzy}", unit.id));
        }
        for account in &finding.also {
            note(&format!("also {}", account.rule), &account.message);
        }
        match status {
            Some(Status::Changed(was)) => {
                let words = was.target.as_deref().unwrap_or("nothing in the translation");
                note("changed", &format!("was {}, {words}", word(&was.severity)));
            }
            Some(status) => note("status", status.word()),
            None => {}
        }
        note("confidence", &format!("{:.2} (id {})", finding.confidence, finding.id));
        text
    }

    /// Where a finding is: on the side whose words it is about, the target if it is both.
    fn place(&self, source: Option<&Side>, target: Option<&Side>, bead: usize) -> String {
        match (source, target) {
            (_, Some(side)) => self.sides[1].places.link(side.span.start),
            (Some(side), None) => self.sides[0].places.link(side.span.start),
            (None, None) => format!("bead {bead}"),
        }
    }

    /// The words of a side, marked in their segment.
    fn marked(&self, view: &View<'_>, side: &Side, paint: &Paint) -> String {
        let segments: Vec<_> =
            side.segments.iter().filter_map(|&index| view.half.segments.get(index)).collect();
        let around = segments.iter().fold(side.span, |span, segment| span.join(segment.span));
        let (text, start) = match view.document.text.get(around.start..around.end) {
            Some(text) => (text, around.start),
            None => (side.text.as_str(), side.span.start),
        };
        let mark = Span::new(side.span.start - start, side.span.end - start);
        let whole = mark.trimmed(text) == Span::new(0, text.len()).trimmed(text);
        let place = view.places.link(side.span.start);
        let [first, last] = [side.span.start, side.span.end].map(|at| view.places.spot(at));
        let range = match last {
            Spot::Line(last) if side.segments.len() > 1 && first != Spot::Line(last) => {
                format!("to line {last}")
            }
            Spot::Place(last) if side.segments.len() > 1 && first != Spot::Place(last.clone()) => {
                format!("to {last}")
            }
            _ => String::new(),
        };
        let head = heading(&place, &view.half.language, &range, paint);
        let lines = excerpt(text, mark, self.style.width.saturating_sub(5), MOST_LINES);
        head + &drawn(&lines, whole && lines.len() > 1, paint)
    }

    /// What stands opposite the words of the other side: the bead's segments or, where it has none, the
    /// end of the segment after which they should stand.
    fn opposite(&self, view: &View<'_>, index: usize, finding: &Finding, paint: &Paint) -> String {
        let beads = &self.compared.alignment.beads;
        let Some(bead) = beads.get(finding.bead) else { return String::new() };
        let range = if index == 0 { &bead.source } else { &bead.target };
        let language = &view.half.language;
        let segments = view.half.segments.get(range.clone()).unwrap_or_default();
        if let Some(span) = stretch(segments) {
            let text = span.of(&view.document.text);
            let head = heading(&view.places.link(span.start), language, "opposite", paint);
            let lines: Vec<Line> = wrap(text, self.style.width.saturating_sub(5))
                .into_iter()
                .map(|text| Line { text, mark: None })
                .collect();
            return head + &drawn(&shortened(lines), false, paint);
        }
        let Some(before) = range.start.checked_sub(1).and_then(|i| view.half.segments.get(i))
        else {
            let place = Shown(&view.document.path).to_string();
            return heading(&place, language, "nothing before the first segment", paint);
        };
        let place = view.places.link(before.span.end);
        let head = heading(&place, language, "expected after this", paint);
        let end = Span::new(before.text.len(), before.text.len());
        let lines: Vec<Line> = excerpt(&before.text, end, self.style.width.saturating_sub(5), 1)
            .into_iter()
            .map(|line| Line { mark: None, ..line })
            .collect();
        head + &drawn(&lines, false, paint)
    }
}

/// The line that names a side's place.
fn heading(place: &str, language: &Language, note: &str, paint: &Paint) -> String {
    let note = if note.is_empty() { String::new() } else { format!(", {note}") };
    format!("  {} {place} ({language}{note})\n", paint.frame("-->"))
}

/// The lines of an excerpt; `whole` passages are marked by the bar beside them.
fn drawn(lines: &[Line], whole: bool, paint: &Paint) -> String {
    let mut text = String::new();
    for line in lines {
        let bar = if whole { paint.mark(">") } else { paint.frame("|") };
        text += &format!("   {bar} {}\n", line.text);
        if let Some((before, columns)) = line.mark.filter(|_| !whole) {
            let marks = paint.mark(&"^".repeat(columns));
            text += &format!("   {} {}{marks}\n", paint.frame("|"), " ".repeat(before));
        }
    }
    text
}

/// The first and the last lines of many.
fn shortened(mut lines: Vec<Line>) -> Vec<Line> {
    if lines.len() > MOST_LINES {
        let tail = MOST_LINES / 2;
        let gap = Line { text: "…".into(), mark: None };
        lines.splice(MOST_LINES - tail - 1..lines.len() - tail, [gap]);
    }
    lines
}

/// The last lines of a report: how much was found, in how much.
fn summary(compared: &Compared<'_>, verdict: &Verdict<'_>) -> String {
    let Compared { input, bitext, alignment } = compared;
    let shown: Vec<&Finding> = verdict.unknown().collect();
    let kinds = shown.iter().map(|finding| &finding.group).collect::<BTreeSet<_>>().len();
    let gaps = alignment.beads.iter().filter(|bead| bead.is_gap()).count();
    let size = format!(
        "{} and {} in {}",
        format_args!("{} {}", bitext.source.segments.len(), bitext.source.language),
        format_args!("{} {} segments", bitext.target.segments.len(), bitext.target.language),
        counted(alignment.beads.len(), "bead"),
    );
    let mut rest = String::new();
    let known = verdict.findings.len() - shown.len();
    let gone = verdict.comparison.map_or(0, |comparison| comparison.gone.len());
    for (count, what) in [
        (verdict.more, "more found than --max shows"),
        (known, "known from the baseline"),
        (gone, "gone since then"),
        (verdict.ignored, "ignored as the settings say"),
        (verdict.hidden, "more, at least, below the confidence or severity asked for"),
    ] {
        if count > 0 {
            rest += &format!("; {count} {what}");
        }
    }
    let left_out = left_out::lines(input);
    if shown.is_empty() {
        let left_out: String = left_out.iter().flat_map(|line| ["; ", line]).collect();
        let new = if verdict.comparison.is_some() { "new " } else { "" };
        return format!("no {new}findings: {size}{left_out}{rest}\n");
    }
    let by_severity: Vec<String> = [Severity::Critical, Severity::Major, Severity::Minor]
        .into_iter()
        .filter_map(|severity| {
            let count = shown.iter().filter(|finding| finding.severity == severity).count();
            (count > 0).then(|| format!("{count} {}", word(&severity)))
        })
        .collect();
    let kinds =
        if kinds < shown.len() { format!(", {kinds} of them different") } else { String::new() };
    let new = if verdict.comparison.is_some() { "new or changed " } else { "" };
    let mut text = format!(
        "{}{kinds}: {}{rest}\n{size}",
        counted(shown.len(), &format!("{new}finding")),
        by_severity.join(", "),
    );
    if gaps > 0 {
        text += &format!(", {} without a counterpart", counted(gaps, "bead"));
    }
    text.push('\n');
    for line in left_out {
        text += &line;
        text.push('\n');
    }
    text
}

/// The colours of a finding.
struct Paint {
    colour: bool,
    mark: &'static str,
}

impl Paint {
    fn of(severity: Severity, colour: bool) -> Self {
        let mark = match severity {
            Severity::Critical => "1;31",
            Severity::Major => "1;33",
            Severity::Minor => "1;36",
        };
        Self { colour, mark }
    }

    /// For what belongs to no severity.
    fn plain(colour: bool) -> Self {
        Self { colour, mark: "1" }
    }

    fn mark(&self, text: &str) -> String {
        self.code(self.mark, text)
    }

    fn bold(&self, text: &str) -> String {
        self.code("1", text)
    }

    fn frame(&self, text: &str) -> String {
        self.code("1;34", text)
    }

    fn code(&self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;
    use crate::report::sample;

    #[test]
    fn findings_are_shown_with_both_sides() {
        let sample = sample::note();
        let verdict = Verdict { hidden: 2, ..Verdict::of(&sample.findings) };
        insta::assert_snapshot!(write(&sample.compared(), &verdict, Style::default()));
    }

    #[test]
    fn with_a_baseline_only_what_is_new_or_changed_is_shown() {
        let sample = sample::note();
        let (findings, comparison) = sample.compared_with_a_baseline();
        let verdict =
            Verdict { ignored: 1, comparison: Some(&comparison), ..Verdict::of(&findings) };
        insta::assert_snapshot!(write(&sample.compared(), &verdict, Style::default()));
    }

    #[test]
    fn a_narrow_terminal_is_not_overrun() {
        let sample = sample::note();
        let style = Style { width: 60, ..Style::default() };
        let text = write(&sample.compared(), &Verdict::of(&sample.findings), style);
        for line in text.lines().filter(|line| !line.contains("-->")) {
            assert!(line.width() <= 60, "{} columns: {line}", line.width());
        }
    }

    #[test]
    fn marks_stand_under_the_words() {
        let sample = sample::note();
        for width in [60, 80, 100, 200] {
            let style = Style { width, ..Style::default() };
            let text = write(&sample.compared(), &Verdict::of(&sample.findings), style);
            let lines: Vec<&str> = text.lines().collect();
            let mut marks = 0;
            for pair in lines.windows(2).filter(|pair| pair[1].contains('^')) {
                let (from, columns) =
                    (pair[1].find('^').expect("a mark"), pair[1].matches('^').count());
                let mut at = 0;
                let under: String = pair[0]
                    .chars()
                    .filter(|c| {
                        let inside = at >= from && at < from + columns;
                        at += c.to_string().width();
                        inside
                    })
                    .collect();
                let known = sample
                    .findings
                    .iter()
                    .flat_map(|finding| [&finding.source, &finding.target])
                    .flatten()
                    .any(|side| side.text == under);
                assert!(known, "{under:?} is marked:\n{}\n{}", pair[0], pair[1]);
                marks += 1;
            }
            assert!(marks >= 5, "{marks} marks at {width} columns");
        }
    }

    #[test]
    fn a_clean_document_takes_one_line() {
        let sample = sample::note();
        let text = write(&sample.compared(), &Verdict::default(), Style::default());
        assert_eq!(
            text,
            "no findings: 5 en and 4 ko segments in 5 beads; furniture left out (1 line): 1\n"
        );
    }

    #[test]
    fn colours_change_nothing_but_colours() {
        let sample = sample::note();
        let plain = write(&sample.compared(), &Verdict::of(&sample.findings), Style::default());
        let style = Style { colour: true, ..Style::default() };
        let painted = write(&sample.compared(), &Verdict::of(&sample.findings), style);
        let codes = regex::Regex::new("\u{1b}\\[[0-9;]*m").expect("a valid pattern");
        assert_ne!(plain, painted);
        assert_eq!(plain, codes.replace_all(&painted, ""));
    }
}
