//! Lines taken as what they are pieces of: a paragraph that was wrapped at the margin is one unit, a
//! heading, a row's cell or a line of a letterhead is one by itself. Each unit has its language, the
//! doubtful ones that of their neighbours.

use std::collections::BTreeSet;

use super::{
    cut::{Cell, Separator, cut},
    page_line, phrase,
    writing::{Reading, Side, Writing},
};
use crate::{
    document::Document,
    lexicon::joint,
    text::{Folded, Script, Span},
};

/// A stretch of one line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) core: Span,
    /// Line number, from 1.
    pub(super) line: usize,
    pub(super) cut: Option<Separator>,
    /// Columns from the margin to its beginning.
    column: usize,
}

/// One or more pieces that are one paragraph, heading, cell or line.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) pieces: Vec<Piece>,
    /// Its text, pieces joined by a space.
    pub(super) text: String,
    /// Its text as known phrases are looked for.
    pub(super) plain: String,
    pub(super) reading: Reading,
    /// The language it is taken to be in.
    pub(super) side: Option<Side>,
    /// The half it stands in, which is not that of its language where it was left in the other.
    pub(super) half: Option<Side>,
    /// How sure that language is, 0–1.
    pub(super) certainty: f64,
    /// Why it has that language, for a person to read.
    pub(super) why: String,
    /// The separator that its line was cut at.
    pub(super) cut: Option<Separator>,
    /// Weighted letters and digits: its length in Latin letters.
    pub(super) weight: f64,
    /// Words, by white space.
    pub(super) words: usize,
    /// Numbers in it, without leading zeros.
    pub(super) numbers: BTreeSet<String>,
    /// Latin words of four or more letters in it, folded.
    pub(super) latin: BTreeSet<String>,
}

impl Piece {
    /// What a format tells to stand by itself, from the line of this number on.
    pub(super) fn of_block(core: Span, line: usize) -> Self {
        Self { core, line, cut: None, column: 0 }
    }
}

impl Unit {
    fn new(pieces: Vec<Piece>, text: &str, writing: &Writing) -> Self {
        let joined: Vec<&str> = pieces.iter().map(|piece| piece.core.of(text)).collect();
        Self::reading_as(joined.join(" "), pieces, writing)
    }

    /// A unit of these pieces whose text is what is shown of them.
    pub(super) fn reading_as(text: String, pieces: Vec<Piece>, writing: &Writing) -> Self {
        let reading = writing.read(&text);
        let digits = text.chars().filter(|&c| Script::of(c) == Script::Digit).count();
        let weights = writing.weights(&text);
        let folded = Folded::new(&text);
        let latin = folded.text().split(|c: char| !c.is_ascii_alphabetic());
        Self {
            plain: phrase::plain(&text),
            reading,
            side: None,
            half: None,
            certainty: 0.0,
            why: String::new(),
            cut: pieces[0].cut,
            weight: weights[0] + weights[1] + digits as f64,
            words: text.split_whitespace().count(),
            numbers: numbers(&text),
            latin: latin.filter(|word| word.len() >= 4).map(str::to_owned).collect(),
            pieces,
            text,
        }
    }

    /// Whether it ends as a sentence or clause does.
    pub(super) fn ends_sentence(&self) -> bool {
        stops(&self.text)
    }

    /// Whether it is a sentence, however short.
    pub(super) fn is_sentence(&self) -> bool {
        self.ends_sentence() && self.words >= 3
    }

    /// Whether it is running text: at least one sentence of some length.
    pub(super) fn is_prose(&self) -> bool {
        self.ends_sentence() && self.weight >= 30.0 && self.words >= 4
    }

    /// Whether it holds neither letters nor digits: a rule, a row of dots.
    pub(super) fn is_rule(&self) -> bool {
        self.weight == 0.0 && !self.reading.foreign
    }

    /// Whether it is the line under the head of a table or a line of its frame: `|---|:-:|`, `+---+`.
    pub(super) fn is_table_rule(&self) -> bool {
        is_table_rule(&self.text)
    }

    pub(super) fn first_line(&self) -> usize {
        self.pieces[0].line
    }

    pub(super) fn last_line(&self) -> usize {
        self.pieces[self.pieces.len() - 1].line
    }
}

fn stops(text: &str) -> bool {
    let quotes = |c: char| c.is_whitespace() || "\"'”’)]」』》".contains(c);
    text.trim_end_matches(quotes).ends_with(['.', '?', '!', '。', '？', '！', '…', ';'])
}

fn is_table_rule(text: &str) -> bool {
    text.contains(['|', '+'])
        && text.contains(['-', '='])
        && text.chars().all(|c| c.is_whitespace() || "|+-=:".contains(c))
}

fn numbers(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .map(|digits| digits.trim_start_matches('0').to_owned())
        .collect()
}

/// The units of a document without blocks, in the order of their beginnings, with their languages. Linear in its
/// length.
pub(super) fn units(document: &Document, writing: &Writing) -> Vec<Unit> {
    let text = &document.text;
    let mut lines = document.lines();
    lines.retain(|line| !line.span.trimmed(text).is_empty());
    let spans: Vec<Span> = lines.iter().map(|line| line.span).collect();
    let margin = margin(text, &spans);
    let words: Vec<&str> = spans.iter().map(|span| span.trimmed(text).of(text)).collect();
    let again = page_line::come_again(&words);
    let mut units: Vec<Unit> = Vec::new();
    // Paragraphs that may go on in the next line: one, or one a column.
    let mut open: Vec<Vec<Piece>> = Vec::new();
    for (at, (line, cells)) in lines.iter().zip(cut(text, &spans, writing)).enumerate() {
        let pieces: Vec<Piece> = cells
            .iter()
            .map(|&Cell { span, cut, column }| Piece { core: span, line: line.number, cut, column })
            .collect();
        let adjoins = open.iter().flatten().any(|last| last.line + 1 == line.number);
        let place = |piece: &Piece| {
            open.iter().position(|column| continues(column, piece, text, margin, writing))
        };
        let places: Option<Vec<usize>> = pieces.iter().map(place).collect();
        match places {
            Some(places) if adjoins && !again[at] && (at == 0 || !again[at - 1]) => {
                for (piece, place) in pieces.into_iter().zip(places) {
                    open[place].push(piece);
                }
            }
            _ => {
                close(&mut units, &mut open, text, writing);
                open = pieces.into_iter().map(|piece| vec![piece]).collect();
            }
        }
    }
    close(&mut units, &mut open, text, writing);
    assign(&mut units, writing);
    units
}

/// Whether a piece goes on with a paragraph: under it in its column, or below a line that is full.
fn continues(
    paragraph: &[Piece],
    piece: &Piece,
    text: &str,
    margin: Option<usize>,
    writing: &Writing,
) -> bool {
    let (first, last) = (&paragraph[0], &paragraph[paragraph.len() - 1]);
    let column = |piece: &Piece| piece.cut == Some(Separator::Wide);
    if column(first) {
        return first.column.abs_diff(piece.column) <= 1;
    }
    if column(piece) || piece.cut.is_some() || last.cut.is_some() {
        return false;
    }
    let alone = |line: &str| is_table_rule(line) || page_line::is_page_number(line);
    // A line of nothing but closing marks was cut off from the one above.
    if piece.core.of(text).chars().all(|c| ".,?!)]”’\"'」』》…".contains(c))
        && piece.line == last.line + 1
    {
        return true;
    }
    if [piece, last].into_iter().any(|piece| alone(piece.core.of(text))) {
        return false;
    }
    let full = margin.is_some_and(|margin| width(last.core.of(text)) * 10 >= margin * 7);
    // In the middle of a sentence a line may hold nothing but names in other letters; where one ends, so may the
    // language.
    let (above, below) = (last.core.of(text), piece.core.of(text));
    let goes_on = || {
        let side = writing.read(above).side;
        side.is_some_and(|side| joint::breaks_off(above, below, writing.language(side)))
    };
    full && !stops(above) && (same_language(above, below, writing) || goes_on())
}

fn close(units: &mut Vec<Unit>, open: &mut Vec<Vec<Piece>>, text: &str, writing: &Writing) {
    units.extend(std::mem::take(open).into_iter().map(|pieces| Unit::new(pieces, text, writing)));
}

pub(super) fn same_language(above: &str, below: &str, writing: &Writing) -> bool {
    let (above, below) = (writing.read(above), writing.read(below));
    above.side == below.side || !above.sure || !below.sure
}

/// The column at which the document was wrapped, if it was: a width that few lines exceed and that
/// many come close to.
fn margin(text: &str, lines: &[Span]) -> Option<usize> {
    let mut widths: Vec<usize> =
        lines.iter().map(|line| width(line.trimmed(text).of(text))).collect();
    widths.sort_unstable();
    let margin = *widths.get(widths.len() * 19 / 20)?;
    let full = widths.iter().filter(|&&w| w * 5 >= margin * 4).count();
    // Narrow lists have lines of much the same width as well.
    let needed = if margin < 40 { widths.len().div_ceil(2) } else { widths.len().div_ceil(4) };
    ((24..=130).contains(&margin) && full >= needed).then_some(margin)
}

/// Columns a text takes on a screen.
fn width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

/// Gives every unit its language: by its letters where they are clear, else by `lingua` and the
/// nearest clear units before and after, the nearer one first.
pub(super) fn assign(units: &mut [Unit], writing: &Writing) {
    let clear: Vec<Option<Side>> =
        units.iter().map(|unit| unit.reading.side.filter(|_| is_clear(unit, writing))).collect();
    // For each unit: the side of, and distance in lines to, the clear unit before and after.
    let mut before = vec![None; units.len()];
    let mut last: Option<(Side, usize)> = None;
    for i in 0..units.len() {
        before[i] = last.map(|(side, line)| (side, units[i].first_line().abs_diff(line)));
        if let Some(side) = clear[i] {
            last = Some((side, units[i].last_line()));
        }
    }
    let mut after = vec![None; units.len()];
    last = None;
    for i in (0..units.len()).rev() {
        after[i] = last.map(|(side, line)| (side, line.abs_diff(units[i].last_line())));
        if let Some(side) = clear[i] {
            last = Some((side, units[i].first_line()));
        }
    }
    for (i, unit) in units.iter_mut().enumerate() {
        let percent = (unit.reading.share * 100.0).round();
        if let Some(side) = clear[i] {
            unit.side = Some(side);
            // Letters of a script are all but proof; a short line offers less of them.
            unit.certainty =
                unit.reading.share.mul_add(0.5, 0.5) * (1.0 - 0.5 / (1.0 + unit.weight));
            unit.why = format!("{} letters {percent} %", name(writing.script(side)));
            continue;
        }
        if unit.is_rule() {
            unit.why = "no letters or digits".into();
            continue;
        }
        if unit.cut.is_some_and(Separator::is_column) && unit.reading.side.is_none() {
            unit.why = "a cell without letters, which either half could claim".into();
            continue;
        }
        if unit.reading.foreign {
            let whose = if writing.is_one() { "the half is not" } else { "neither half is" };
            unit.why = format!("{} letters, which {whose} written in", foreign_script(&unit.text));
            continue;
        }
        let nearest = match (before[i], after[i]) {
            (Some((side, _)), Some((other, _))) if side == other => Some((side, 0.95)),
            (Some((side, up)), Some((_, down))) if up <= down => Some((side, 0.7)),
            (_, Some((side, _))) => Some((side, 0.7)),
            (Some((side, _)), None) => Some((side, 0.8)),
            (None, None) => unit.reading.side.map(|side| (side, 0.5)),
        };
        let Some((neighbour, certainty)) = nearest else { continue };
        // A few words follow their neighbours; a sentence has words enough for itself.
        // lingua takes what is half and half for English: it must not stand alone against the letters.
        let detected = if unit.words > 6 { writing.detect(&unit.text) } else { None };
        let detected = detected.filter(|&side| {
            unit.reading.side == Some(side) || writing.script(side) != Script::Latin
        });
        let side = detected.unwrap_or(neighbour);
        unit.side = Some(side);
        (unit.certainty, unit.why) = if unit.reading.side.is_none() {
            (certainty, format!("no letters; its neighbours are {}", writing.name(side)))
        } else if detected.is_some() {
            (0.75, format!("mixed letters; its words are {} (lingua)", writing.name(side)))
        } else {
            (certainty * 0.95, format!("mixed letters; its neighbours are {}", writing.name(side)))
        };
    }
}

/// Whether a unit's letters settle its language. Latin letters in a short line do not if there are
/// letters of the other script among them (`1부 a/a Brzezinski Henryk`): a name keeps its script in
/// any language, a particle or counter does not.
fn is_clear(unit: &Unit, writing: &Writing) -> bool {
    let Some(side) = unit.reading.side else { return false };
    if !unit.reading.sure {
        return false;
    }
    let outside = super::writing::outside_brackets(&unit.text);
    let other = writing.weights(&outside)[side.other().index()];
    writing.script(side) != Script::Latin || unit.words > 6 || other == 0.0
}

fn name(script: Script) -> &'static str {
    match script {
        Script::Latin => "Latin",
        Script::Hangul => "Hangul",
        Script::Han => "Chinese",
        Script::Kana => "Japanese",
        Script::Cyrillic => "Cyrillic",
        _ => "its own",
    }
}

/// The name of the script most frequent in a text of neither language.
fn foreign_script(text: &str) -> &'static str {
    let order = [Script::Latin, Script::Hangul, Script::Han, Script::Kana, Script::Cyrillic];
    let count = |script| text.chars().filter(|&c| Script::of(c) == script).count();
    order
        .into_iter()
        .map(|script| (count(script), script))
        .filter(|&(count, _)| count > 0)
        .max_by_key(|&(count, _)| count)
        .map_or("foreign", |(_, script)| name(script))
}
