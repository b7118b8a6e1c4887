//! Alignments that somebody corrected: a file as `daejo align` wrote it (TSV, CSV, ladder, JSON, TMX) becomes the ladder of
//! a bitext again. What it leaves out of either half has no counterpart.

use std::path::Path;

use serde::Deserialize;

use super::{
    Alignment, Bead,
    ladder::{self, Rung},
};
use crate::{
    Error, Result,
    document::{Columns, Document, Reading, Wanted},
    segment::{Bitext, Segment},
};

/// Reads a corrected alignment of `bitext`; `path` is for messages, and its content tells the format.
///
/// # Errors
///
/// [`Error::Ladder`] where a line is none, names segments that are not there, or goes back; those of reading a TMX.
pub fn read(path: &Path, text: &str, bitext: &Bitext) -> Result<Alignment> {
    ladder_of(path, &rungs(path, text, bitext)?, bitext, true)
}

/// Reads beads that are to stay when the rest is aligned anew ([`pinned`](super::pinned)): as [`read`] does, but what the
/// file leaves out is open.
///
/// # Errors
///
/// Those of [`read`].
pub fn pins(path: &Path, text: &str, bitext: &Bitext) -> Result<Vec<Bead>> {
    Ok(ladder_of(path, &rungs(path, text, bitext)?, bitext, false)?.beads)
}

fn rungs(path: &Path, text: &str, bitext: &Bitext) -> Result<Vec<(At, Rung)>> {
    let begin = text.trim_start_matches('\u{feff}').trim_start();
    Ok(if begin.starts_with('{') {
        json(path, text)?
    } else if begin.starts_with('<') {
        memory(path, text, bitext)?
    } else if begin.lines().next().is_some_and(|line| line.contains("source_segments")) {
        table(path, text)?
    } else {
        let rungs = ladder::read_numbered(path, text)?;
        rungs.into_iter().map(|(line, rung)| (At::Line(line), rung)).collect()
    })
}

/// Where a bead stands in its file.
#[derive(Debug, Clone, Copy)]
enum At {
    /// On a line.
    Line(usize),
    /// Among the others, from 1, where a file is not one of lines.
    Bead(usize),
}

fn fail<T>(path: &Path, at: At, problem: impl Into<String>) -> Result<T> {
    let (path, problem) = (path.to_owned(), problem.into());
    Err(match at {
        At::Line(line) => Error::Ladder { path, line, problem },
        At::Bead(bead) => Error::Bead { path, bead, problem },
    })
}

/// The beads of a report or an alignment in JSON.
fn json(path: &Path, text: &str) -> Result<Vec<(At, Rung)>> {
    #[derive(Deserialize)]
    struct Report {
        beads: Vec<Indices>,
    }
    #[derive(Deserialize)]
    struct Indices {
        source: Vec<usize>,
        target: Vec<usize>,
    }
    let read: std::result::Result<Report, _> = serde_json::from_str(text);
    match read {
        Ok(report) => {
            let rungs = report.beads.into_iter().map(|bead| (bead.source, bead.target));
            Ok(rungs.zip(1..).map(|(rung, number)| (At::Bead(number), rung)).collect())
        }
        Err(error) => {
            fail(path, At::Line(error.line()), format!("no alignment of daejo in JSON: {error}"))
        }
    }
}

/// The columns of an alignment in TSV or CSV that name segments.
fn table(path: &Path, text: &str) -> Result<Vec<(At, Rung)>> {
    let text = text.trim_start_matches('\u{feff}');
    let is_tsv = text.lines().next().is_some_and(|heading| heading.contains('\t'));
    let mut reader = csv::ReaderBuilder::new();
    // In TSV quotation marks are letters like others.
    reader.delimiter(if is_tsv { b'\t' } else { b',' }).quoting(!is_tsv).flexible(true);
    let mut reader = reader.from_reader(text.as_bytes());
    let broken = |error: &csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        (At::Line(usize::try_from(line).unwrap_or(usize::MAX)), error.to_string())
    };
    let heading = match reader.headers() {
        Ok(heading) => heading.clone(),
        Err(error) => {
            let (at, problem) = broken(&error);
            return fail(path, at, problem);
        }
    };
    let column = |name: &str| heading.iter().position(|cell| cell == name);
    let (Some(source), Some(target)) = (column("source_segments"), column("target_segments"))
    else {
        let problem = "the heading names no columns source_segments and target_segments";
        return fail(path, At::Line(1), problem);
    };
    let mut rungs = Vec::new();
    for row in reader.records() {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                let (at, problem) = broken(&error);
                return fail(path, at, problem);
            }
        };
        let line = row.position().map_or(1, csv::Position::line);
        let at = At::Line(usize::try_from(line).unwrap_or(usize::MAX));
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let side = |column: usize| -> Option<Vec<usize>> {
            let cell = row.get(column)?.trim().trim_matches('"');
            let parts = cell.split([',', ' ']).filter(|part| !part.is_empty());
            parts.map(|part| part.parse().ok()).collect()
        };
        match (side(source), side(target)) {
            (Some(source), Some(target)) => rungs.push((at, (source, target))),
            _ => return fail(path, at, "segments are numbers between commas, such as 11,12"),
        }
    }
    Ok(rungs)
}

/// The units of a translation memory, found again by their texts.
fn memory(path: &Path, text: &str, bitext: &Bitext) -> Result<Vec<(At, Rung)>> {
    let wanted = Wanted {
        source: &bitext.source.language,
        target: &bitext.target.language,
        columns: None,
        is_source: true,
    };
    let reading = Reading { format: Some(crate::document::Format::Tmx), ..Reading::default() };
    let document = Document::from_bytes_as(path, text.as_bytes(), &reading)?.in_units(&wanted)?;
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let halves = [&bitext.source.segments, &bitext.target.segments];
    let texts = halves.map(|half| half.iter().map(|s: &Segment| bare(&s.text)).collect::<Vec<_>>());
    let mut reached = [0; 2];
    let mut rungs = Vec::new();
    let columns = Columns::new(&document);
    for unit in &document.units {
        let start = unit.sides().next().map_or(0, |side| side.span.start);
        let (line, _) = columns.start(start);
        let line = At::Line(line);
        let mut rung = [Vec::new(), Vec::new()];
        for (half, side) in [&unit.source, &unit.target].into_iter().enumerate() {
            let Some(side) = side else { continue };
            let words = bare(side.span.of(&document.text));
            if words.is_empty() {
                continue;
            }
            let Some(found) = run(&texts[half], reached[half], &words) else {
                let name = ["source", "target"][half];
                return fail(
                    path,
                    line,
                    format!(
                        "the {name} of unit {:?} is no run of segments of the document here: texts of an alignment may not be changed, only put together anew",
                        unit.id
                    ),
                );
            };
            reached[half] = found.end;
            rung[half] = found.collect();
        }
        let [source, target] = rung;
        rungs.push((line, (source, target)));
    }
    Ok(rungs)
}

/// The first segments from `from` on that are together `words`.
fn run(texts: &[String], from: usize, words: &str) -> Option<std::ops::Range<usize>> {
    (from..texts.len()).find_map(|start| {
        let mut rest = words;
        for (at, text) in texts.iter().enumerate().skip(start) {
            rest = rest.strip_prefix(text.as_str())?;
            if rest.is_empty() {
                return Some(start..at + 1);
            }
        }
        None
    })
}

/// Makes a ladder of beads, which covers both halves if what is left out is to have no counterpart.
fn ladder_of(
    path: &Path,
    rungs: &[(At, Rung)],
    bitext: &Bitext,
    is_whole: bool,
) -> Result<Alignment> {
    let lengths = [bitext.source.segments.len(), bitext.target.segments.len()];
    let mut reached = [0; 2];
    let mut beads = Vec::new();
    let gap = |reached: [usize; 2], to: [usize; 2], beads: &mut Vec<Bead>| {
        if !is_whole {
            return;
        }
        let bead = |source, target| Bead { source, target, score: 1.0, cost: 0.0 };
        for at in reached[0]..to[0] {
            beads.push(bead(at..at + 1, reached[1]..reached[1]));
        }
        for at in reached[1]..to[1] {
            beads.push(bead(to[0]..to[0], at..at + 1));
        }
    };
    for (at, (source, target)) in rungs {
        let mut ranges = [0..0, 0..0];
        for (half, indices) in [source, target].into_iter().enumerate() {
            let name = ["source", "target"][half];
            let Some((&first, &last)) = indices.first().zip(indices.last()) else {
                ranges[half] = reached[half]..reached[half];
                continue;
            };
            if let Some(index) = indices.iter().find(|index| **index >= lengths[half]) {
                let most = lengths[half];
                return fail(
                    path,
                    *at,
                    format!(
                        "there is no {name} segment {index}: the document has {most}, counted from 0; is this the alignment of another document?"
                    ),
                );
            }
            if first < reached[half] || indices.windows(2).any(|two| two[1] != two[0] + 1) {
                return fail(
                    path,
                    *at,
                    format!(
                        "the {name} segments of a bead follow each other and those of the beads before; {first} does not"
                    ),
                );
            }
            ranges[half] = first..last + 1;
        }
        gap(reached, [ranges[0].start, ranges[1].start], &mut beads);
        reached = [ranges[0].end, ranges[1].end];
        let [source, target] = ranges;
        if !source.is_empty() || !target.is_empty() {
            beads.push(Bead { source, target, score: 1.0, cost: 0.0 });
        }
    }
    gap(reached, lengths, &mut beads);
    Ok(Alignment { beads })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::keys::tests::bitext;

    type Ranges = Vec<(std::ops::Range<usize>, std::ops::Range<usize>)>;

    fn beads(text: &str) -> Result<Ranges> {
        let bitext = bitext(&["One.", "Two.", "Three."], &["하나.", "둘. 셋."]);
        let alignment = read(Path::new("x"), text, &bitext)?;
        Ok(alignment.beads.into_iter().map(|bead| (bead.source, bead.target)).collect())
    }

    #[test]
    fn every_format_of_an_alignment_is_read_back() {
        let tmx = "<tmx><header/><body><tu><tuv xml:lang=\"en\"><seg>One.</seg></tuv><tuv xml:lang=\"ko\"><seg>하나.\
            </seg></tuv></tu><tu><tuv xml:lang=\"en\"><seg>Two. Three.</seg></tuv><tuv xml:lang=\"ko\"><seg>둘. 셋.\
            </seg></tuv></tu></body></tmx>";
        #[rustfmt::skip]
        let cases = [
            ("[0]:[0]:0.1\n[1, 2]:[1]\n",                                                   "a ladder"),
            ("bead\tsource_segments\ttarget_segments\tscore\n0\t0\t0\t1\n1\t1,2\t1\t1\n",   "a table"),
            ("bead,source_segments,target_segments,source\n0,0,0,\"One,\n\"\n1,\"1,2\",1,Two\n", "a table with commas"),
            ("{\"beads\": [{\"source\": [0], \"target\": [0]}, {\"source\": [1, 2], \"target\": [1]}]}", "JSON"),
            (tmx,                                                                          "a memory"),
        ];
        for (text, why) in cases {
            assert_eq!(beads(text).expect(why), [(0..1, 0..1), (1..3, 1..2)], "{why}");
        }
    }

    #[test]
    fn what_is_left_out_has_no_counterpart() {
        assert_eq!(
            beads("[0]:[0]\n").expect("a ladder"),
            [(0..1, 0..1), (1..2, 1..1), (2..3, 1..1), (3..3, 1..2)]
        );
    }

    #[test]
    fn what_does_not_fit_is_told_with_its_place() {
        #[rustfmt::skip]
        let cases = [
            ("[0]:[0]\n[7]:[1]\n",                             "x, line 2: there is no source segment 7", "beyond the end"),
            ("[1]:[0]\n[0]:[1]\n",                             "x, line 2: the source segments",          "one that goes back"),
            ("[0]:[0]\n[1]:[0]\n",                             "x, line 2: the target segments",          "one that was had"),
            ("[0]:[0]\n\n\n[7]:[1]\n",                         "x, line 4: there is no source segment 7", "lines without beads count"),
            ("[9, 0]:[0]\n",                                   "x, line 1: there is no source segment 9", "a first one that is not there"),
            ("bead\tsource_segments\ttarget_segments\n0\t9,0\t0\n", "x, line 2: there is no source segment 9", "of a table"),
            ("{\"beads\": [{\"source\": [0], \"target\": [0]},\n{\"source\": [9, 1], \"target\": []}]}",
                "x, bead 2: there is no source segment 9", "JSON has no lines that count"),
        ];
        for (text, expected, why) in cases {
            let error = beads(text).expect_err(why).to_string();
            assert!(error.starts_with(expected), "{why}: {error}");
        }
    }
}
