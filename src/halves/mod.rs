//! Takes a document apart into the text of its source, the text of its target and the page furniture
//! round them, with a reason for each.
//!
//! Lines are cut where they hold both languages (`cut`), joined where they were wrapped (`unit`) and
//! given the language of their letters (`writing`); the order of the languages shows the layout
//! (`layout`) and which lines at the ends answer each other (`counterpart`). Known phrases, form,
//! place and counterparts are then weighed against each other (`evidence`, `chain`).

mod block;
mod chain;
mod counterpart;
mod cut;
mod evidence;
mod layout;
mod page_line;
mod part;
mod phrase;
mod readings;
mod running;
mod separator;
mod unit;
mod verbatim;
mod verdict;
mod writing;

use std::collections::BTreeSet;

pub use part::{Halves, Kind, Part};
pub(crate) use phrase::{is_rights, is_switcher};
pub use verbatim::{Listing, Unpaired, compare};

use self::{
    counterpart::{Counterpart, counterparts},
    cut::Separator,
    layout::Layout,
    readings::Readings,
    unit::{Piece, Unit},
    verdict::{Judge, Verdict},
    writing::{Side, Writing},
};
use crate::{Error, Result, document::Document, text::Language};

/// Whether page furniture is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Furniture {
    /// It is left out.
    #[default]
    Auto,
    /// Everything is text.
    None,
}

/// Takes a document that holds both languages apart.
///
/// The parts cover the document without gap or overlap. The confidence of a part is the probability
/// of its kind given all evidence, by `chain`, times that of its language, by `unit`. Linear in the
/// length of the document.
///
/// # Errors
///
/// [`Error::SameLanguage`], [`Error::Inseparable`], and [`Error::MissingHalf`] if one of the
/// languages does not occur, or only in the furniture.
pub fn separate(
    document: &Document,
    source: &Language,
    target: &Language,
    furniture: Furniture,
) -> Result<Halves> {
    let writing = Writing::new(source, target)?;
    let mut units = units(document, &writing);
    let layout = layout::layout(&units, &Readings::of(&units, [source, target]));
    for (unit, inside) in units.iter_mut().zip(&layout.inside) {
        unit.half = inside.or(unit.side);
    }
    let readings = Readings::of(&units, [source, target]);
    let found = counterparts(&units, &layout, &readings);
    let running = running_heads(document, &units, &writing);
    let names = [Side::Source, Side::Target].map(|side| writing.name(side));
    let judge = Judge { units: &units, layout: &layout, found: &found, running: &running, names };
    let (verdicts, doubts) = match furniture {
        Furniture::Auto => judge.verdicts(&[0]),
        Furniture::None => (judge.all_text(), Vec::new()),
    };
    let language = |unit: &Unit| unit.side.map(|side| writing.language(side).clone());
    let halves = Halves { parts: parts(document, &units, &verdicts, language), doubts };
    for (kind, language) in [(Kind::Target, target), (Kind::Source, source)] {
        if let Some(remedy) = missing(&halves, kind) {
            let (path, language) = (document.path.clone(), language.clone());
            return Err(Error::MissingHalf { path, language, remedy });
        }
    }
    Ok(halves)
}

/// Takes two documents, each of which is one half, apart from the page furniture round them.
///
/// Two files are two texts: a line is text whatever its letters are, unless its form says that it is
/// furniture and the other file has nothing that answers it. Running heads and page numbers are left out.
///
/// # Errors
///
/// [`Error::SameLanguage`], and [`Error::MissingHalf`] if one of them has no text in its language; its remedy says
/// so if the two look swapped.
pub fn pair(
    documents: [&Document; 2],
    languages: [&Language; 2],
    furniture: Furniture,
) -> Result<[Halves; 2]> {
    if languages[0] == languages[1] {
        return Err(Error::SameLanguage { language: languages[0].clone() });
    }
    let mut all: Vec<Unit> = Vec::new();
    let mut running = Vec::new();
    let mut doubts = [Vec::new(), Vec::new()];
    let scripts = languages.map(Writing::of_one);
    let mut starts = [0; 2];
    for (i, side) in [Side::Source, Side::Target].into_iter().enumerate() {
        let mut units = units(documents[i], &scripts[i]);
        running.extend(running_heads(documents[i], &units, &scripts[i]));
        doubts[i].extend(fit(documents, &units, i, &scripts)?);
        for unit in &mut units {
            unit.half = Some(side);
            unit.side = Some(side);
            unit.certainty = unit.certainty.max(0.9);
        }
        starts[i] = all.len();
        all.append(&mut units);
    }
    // What stands in both files, letter for letter, is text of both.
    let lines = |range: std::ops::Range<usize>| -> BTreeSet<String> {
        all[range].iter().map(|unit| unit.plain.clone()).collect()
    };
    let both = [lines(0..starts[1]), lines(starts[1]..all.len())];
    for (at, running) in running.iter_mut().enumerate() {
        let other = &both[usize::from(at < starts[1])];
        if running.is_some()
            && other.contains(&all[at].plain)
            && !page_line::is_page_number(&all[at].text)
        {
            *running = None;
        }
    }
    let layout = Layout::of_one_pair(all.len());
    let readings = Readings::of(&all, languages);
    let found = counterparts(&all, &layout, &readings);
    let names = [Side::Source, Side::Target].map(|side| scripts[side.index()].name(Side::Source));
    let judge = Judge { units: &all, layout: &layout, found: &found, running: &running, names };
    // What stands round the text of a page whose format tells its blocks is put there by its builder.
    let is_marked = documents.iter().all(|document| !document.blocks.is_empty());
    let (verdicts, doubtful) = match furniture {
        Furniture::Auto if !is_marked => judge.verdicts(&starts),
        _ => (judge.all_text(), Vec::new()),
    };
    doubts[0].extend(doubtful);
    let halves = [0, 1].map(|i| {
        let range = if i == 0 { 0..starts[1] } else { starts[1]..all.len() };
        let language = |unit: &Unit| {
            let other = &scripts[1 - i];
            match unit.reading.side {
                Some(_) if !unit.reading.foreign => Some(languages[i].clone()),
                _ if other.read(&unit.text).sure => Some(languages[1 - i].clone()),
                _ => None,
            }
        };
        let parts = parts(documents[i], &all[range.clone()], &verdicts[range], language);
        Halves { parts, doubts: std::mem::take(&mut doubts[i]) }
    });
    Ok(halves)
}

/// Takes a document that is one half, in `language`, apart from the page furniture round it.
///
/// Only running heads and known lines of a site make furniture here, since there is no other half that would
/// show what has no counterpart.
///
/// # Errors
///
/// [`Error::MissingHalf`] if there is no text in that language.
pub fn single(document: &Document, language: &Language, kind: Kind) -> Result<Halves> {
    let writing = Writing::of_one(language);
    let mut units = units(document, &writing);
    for unit in &mut units {
        unit.half = Some(Side::Source);
        unit.certainty = unit.certainty.max(0.5);
    }
    let running = running_heads(document, &units, &writing);
    let layout = Layout::of_one_pair(units.len());
    let found = vec![Counterpart::Unasked; units.len()];
    let names = [writing.name(Side::Source); 2];
    let judge = Judge { units: &units, layout: &layout, found: &found, running: &running, names };
    let (mut verdicts, doubts) = judge.verdicts(&[0]);
    for verdict in &mut verdicts {
        if verdict.kind == Kind::Source {
            verdict.kind = kind;
        }
    }
    let own = |unit: &Unit| unit.reading.side.map(|_| language.clone());
    let halves = Halves { parts: parts(document, &units, &verdicts, own), doubts };
    if halves.parts.iter().any(|part| part.kind == kind && part.language.is_some()) {
        return Ok(halves);
    }
    let (path, language) = (document.path.clone(), language.clone());
    let remedy = "check that this is the right file and that its language is named right".into();
    Err(Error::MissingHalf { path, language, remedy })
}

/// The units of a document, in order, with their languages.
fn units(document: &Document, writing: &Writing) -> Vec<Unit> {
    if document.blocks.is_empty() {
        unit::units(document, writing)
    } else {
        block::units(document, writing)
    }
}

/// Which units are page numbers and running heads: none of a document whose format tells its blocks, which has
/// no pages.
fn running_heads(
    document: &Document,
    units: &[Unit],
    writing: &Writing,
) -> Vec<Option<&'static str>> {
    if document.blocks.is_empty() {
        let mut found = running::running(units, writing);
        for (found, unit) in found.iter_mut().zip(units) {
            let on_pages =
                |piece: &Piece| document.furniture.iter().any(|at| at.overlaps(piece.core));
            if !document.furniture.is_empty() && unit.pieces.iter().all(on_pages) {
                found.get_or_insert("a line that stands on page after page");
            }
        }
        found
    } else {
        vec![None; units.len()]
    }
}

/// Whether a file is in its language: an error if not at all, a word of doubt if only partly.
fn fit(
    documents: [&Document; 2],
    units: &[Unit],
    own: usize,
    scripts: &[Writing; 2],
) -> Result<Option<String>> {
    /// A file of which this share of the letters is in the other language holds both.
    const BOTH: f64 = 0.3;
    /// Files are swapped where this share of the one is in the other's language …
    const ITS: f64 = 0.5;
    /// … of which the other has less than this share.
    const NONE: f64 = 0.05;
    let share = |text: &str, of: usize| {
        let [own, other] = [of, 1 - of].map(|i| scripts[i].weights(text)[0]);
        own / (own + other).max(f64::MIN_POSITIVE)
    };
    let [language, other] = [own, 1 - own].map(|i| scripts[i].language(Side::Source));
    let path = documents[own].path.display();
    if scripts[0].script(Side::Source) == scripts[1].script(Side::Source) {
        return Ok(None);
    }
    let here = share(&documents[own].shown(), own);
    let other_here = share(&documents[1 - own].text, 1 - own);
    let swapped = share(&documents[1 - own].shown(), 1 - own) < NONE;
    let is_read = units.iter().any(|unit| unit.reading.side.is_some());
    if is_read && (here >= NONE || other_here >= NONE) && !(swapped && 1.0 - here >= ITS) {
        // Code and names keep their letters in any language.
        return Ok((here < 1.0 - BOTH && other_here < 1.0).then(|| {
            format!(
                "{path} holds both languages ({:.0} % of its letters are {}): if it is a document of its own, \
                 give it alone",
                100.0 * (1.0 - here),
                other.tag()
            )
        }));
    }
    let remedy = if swapped {
        format!(
            "the two files look swapped: give the {} file first, or name the languages with --source-lang {} \
             --target-lang {}",
            if own == 0 { language.tag() } else { other.tag() },
            if own == 0 { other.tag() } else { language.tag() },
            if own == 0 { language.tag() } else { other.tag() },
        )
    } else {
        "check that this is the right file and that its language is named right".into()
    };
    let (path, language) = (documents[own].path.clone(), language.clone());
    Err(Error::MissingHalf { path, language, remedy })
}

/// What to do if the half of a `kind` is missing, or so short beside the other that it is none.
fn missing(halves: &Halves, kind: Kind) -> Option<String> {
    /// Bytes of one half for each byte of the other from which on there is no translation.
    const TOO_MANY: usize = 25;
    let of = |kind: Kind| halves.parts.iter().filter(move |part| part.kind == kind);
    let bytes = |kind: Kind| of(kind).map(|part| part.core.len()).sum::<usize>();
    let (other, what) = match kind {
        Kind::Source => (Kind::Target, "original"),
        _ => (Kind::Source, "translation"),
    };
    let own = bytes(kind);
    if own > 0 && bytes(other) < own * TOO_MANY {
        return None;
    }
    Some(match of(kind).next() {
        Some(part) => {
            format!("give the {what} as a second file (line {} alone is none)", part.line)
        }
        None => format!("give the {what} as a second file, or name the language it is in"),
    })
}

/// The parts of a document: one for each piece, reaching to the next.
fn parts(
    document: &Document,
    units: &[Unit],
    verdicts: &[Verdict],
    language: impl Fn(&Unit) -> Option<Language>,
) -> Vec<Part> {
    let mut parts = Vec::new();
    for (number, (unit, verdict)) in units.iter().zip(verdicts).enumerate() {
        for piece in &unit.pieces {
            parts.push(Part {
                span: piece.core,
                core: piece.core,
                line: piece.line,
                kind: verdict.kind,
                language: language(unit),
                confidence: (verdict.confidence * 1000.0).round() / 1000.0,
                reason: verdict.reason.clone(),
                interrupts: verdict.interrupts,
                column: (unit.cut == Some(Separator::Wide) && unit.pieces.len() > 1)
                    .then_some(number),
            });
        }
    }
    parts.extend(block::set_apart(document));
    // The columns of side-by-side text take turns line by line.
    parts.sort_by_key(|part| part.core.start);
    let starts: Vec<usize> = parts.iter().map(|part| part.core.start).collect();
    let ends = starts.into_iter().skip(1).chain([document.text.len()]);
    for (part, end) in parts.iter_mut().zip(ends) {
        part.span.end = end;
    }
    if let Some(first) = parts.first_mut() {
        first.span.start = 0;
    }
    parts
}

#[cfg(test)]
mod tests;
