//! The pieces of a report, on the disk until the last document is done: only what sorts them stays in memory.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
    ops::Range,
};

use clap::ValueEnum;

use crate::report::run::{Pieces, Rank, Separators};

/// In which order findings are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Sort {
    /// As they stand in the documents
    #[default]
    Place,
    /// The gravest first
    Severity,
    /// The surest first
    Confidence,
}

impl Sort {
    /// How two findings follow each other, if not by their place.
    pub(super) fn compare(self, a: Rank, b: Rank) -> std::cmp::Ordering {
        let (severity, confidence) =
            (b.severity.cmp(&a.severity), b.confidence.total_cmp(&a.confidence));
        match self {
            Self::Place => std::cmp::Ordering::Equal,
            Self::Severity => severity.then(confidence),
            Self::Confidence => confidence.then(severity),
        }
    }
}

/// A finding that was written.
struct Leaf {
    document: usize,
    rank: Rank,
    range: Range<u64>,
    group: Option<(String, String, Vec<String>)>,
    count: usize,
}

/// What was written of a document beside its findings.
struct Frame {
    head: Range<u64>,
    tail: Range<u64>,
}

/// The pieces of a report.
pub(super) struct Spool {
    file: BufWriter<File>,
    at: u64,
    frames: Vec<Frame>,
    leaves: Vec<Leaf>,
}

/// Findings in the order in which they are told.
pub(super) struct Listed {
    /// Positions in the spool, those that are told as one together.
    groups: Vec<Vec<usize>>,
    /// Those of the findings that are not told.
    rest: Vec<usize>,
    /// How many findings are not told.
    pub(super) more: usize,
}

impl Listed {
    /// How many are shown.
    pub(super) fn kinds(&self) -> usize {
        self.groups.len()
    }
}

impl Spool {
    pub(super) fn new() -> io::Result<Self> {
        let file = BufWriter::new(tempfile::tempfile()?);
        Ok(Self { file, at: 0, frames: Vec::new(), leaves: Vec::new() })
    }

    fn write(&mut self, text: &str) -> io::Result<Range<u64>> {
        self.file.write_all(text.as_bytes())?;
        let start = self.at;
        self.at += text.len() as u64;
        Ok(start..self.at)
    }

    /// Adds the pieces of the next document.
    pub(super) fn add(&mut self, pieces: Pieces) -> io::Result<()> {
        let document = self.frames.len();
        let head = self.write(&pieces.head)?;
        for piece in pieces.findings {
            let range = self.write(&piece.text)?;
            let (rank, group, count) = (piece.rank, piece.group, piece.count);
            self.leaves.push(Leaf { document, rank, range, group, count });
        }
        let tail = self.write(&pieces.tail)?;
        self.frames.push(Frame { head, tail });
        Ok(())
    }

    /// Sorts the findings, puts together what is told as one, and cuts the list after `max`.
    pub(super) fn list(&self, sort: Sort, max: Option<usize>) -> Listed {
        let mut order: Vec<usize> = (0..self.leaves.len()).collect();
        order.sort_by(|&a, &b| {
            sort.compare(self.leaves[a].rank, self.leaves[b].rank).then(a.cmp(&b))
        });
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut first_of: BTreeMap<&str, usize> = BTreeMap::new();
        for at in order {
            let group = self.leaves[at].group.as_ref().map(|(group, ..)| group.as_str());
            if let Some(&number) = group.and_then(|group| first_of.get(group)) {
                groups[number].push(at);
                continue;
            }
            if let Some(group) = group {
                first_of.insert(group, groups.len());
            }
            groups.push(vec![at]);
        }
        let cut = max.unwrap_or(usize::MAX).min(groups.len());
        let rest = groups.split_off(cut).concat();
        let more = rest.iter().map(|&at| self.leaves[at].count).sum();
        Listed { groups, rest, more }
    }

    /// Reads back and writes a whole report to `out`: as one list of findings, or document by document.
    ///
    /// `frame` is what stands before all, behind a list of all findings, and in the end; `again` makes a line of the
    /// places where what was told stands again, by the group's name, and `untold` one of the places of what is not told.
    pub(super) fn compose(
        self,
        listed: &Listed,
        frame: [&str; 3],
        separators: Separators,
        is_one_list: bool,
        (again, untold): (impl Fn(&str, &[String]) -> String, impl Fn(&[String]) -> String),
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut file =
            BufReader::new(self.file.into_inner().map_err(io::IntoInnerError::into_error)?);
        let mut copy = |range: &Range<u64>, out: &mut dyn Write| -> io::Result<()> {
            file.seek(SeekFrom::Start(range.start))?;
            io::copy(&mut file.by_ref().take(range.end - range.start), out).map(drop)
        };
        out.write_all(frame[0].as_bytes())?;
        if is_one_list {
            let of = |at: &usize| self.leaves[*at].group.as_ref();
            for (number, group) in listed.groups.iter().enumerate() {
                if number > 0 {
                    out.write_all(separators.finding.as_bytes())?;
                    if let Some((_, end)) = separators.chunk.filter(|(size, _)| number % size == 0)
                    {
                        out.write_all(end.as_bytes())?;
                    }
                }
                let Some((first, others)) = group.split_first() else { continue };
                copy(&self.leaves[*first].range, out)?;
                if let Some((name, _, places)) = of(first) {
                    let mut places = places.clone();
                    for (_, place, more) in others.iter().filter_map(of) {
                        places.push(place.clone());
                        places.extend(more.iter().cloned());
                    }
                    out.write_all(again(name, &places).as_bytes())?;
                }
            }
            if !listed.groups.is_empty() {
                out.write_all(separators.last.as_bytes())?;
            }
            let places = listed.rest.iter().filter_map(of);
            let places: Vec<String> = places.map(|(_, place, _)| place.clone()).collect();
            out.write_all(untold(&places).as_bytes())?;
            out.write_all(frame[1].as_bytes())?;
            for frame in &self.frames {
                copy(&frame.tail, out)?;
            }
        } else {
            let mut of_document: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for &at in listed.groups.iter().flatten() {
                of_document.entry(self.leaves[at].document).or_default().push(at);
            }
            for (document, frame) in self.frames.iter().enumerate() {
                if document > 0 {
                    out.write_all(separators.document.as_bytes())?;
                }
                copy(&frame.head, out)?;
                let leaves = of_document.remove(&document).unwrap_or_default();
                for (number, at) in leaves.iter().enumerate() {
                    if number > 0 {
                        out.write_all(separators.finding.as_bytes())?;
                    }
                    copy(&self.leaves[*at].range, out)?;
                }
                copy(&frame.tail, out)?;
            }
        }
        out.write_all(frame[2].as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{report::run::Piece, rule::Severity};

    fn pieces(name: &str, findings: &[(Severity, f64, &str)]) -> Pieces {
        let findings = findings.iter().map(|&(severity, confidence, group)| Piece {
            rank: Rank { severity, confidence },
            text: format!("{name}{confidence}"),
            group: (!group.is_empty())
                .then(|| (group.to_owned(), format!("at {name}"), Vec::new())),
            count: 1,
        });
        Pieces {
            head: format!("<{name}:"),
            findings: findings.collect(),
            tail: format!("/{name}>"),
            left: Vec::new(),
        }
    }

    fn composed(
        sort: Sort,
        max: Option<usize>,
        is_one_list: bool,
        grouped: bool,
    ) -> (String, usize) {
        use Severity::{Critical, Major, Minor};
        let mut spool = Spool::new().expect("a file");
        let group = if grouped { "same" } else { "" };
        spool.add(pieces("a", &[(Minor, 0.9, group), (Critical, 0.5, "")])).expect("written");
        spool.add(pieces("b", &[])).expect("written");
        spool.add(pieces("c", &[(Major, 0.7, ""), (Minor, 0.8, group)])).expect("written");
        let listed = spool.list(sort, max);
        let mut out = Vec::new();
        let again = |_: &str, places: &[String]| format!("({})", places.join(" "));
        let untold = |places: &[String]| {
            if places.is_empty() { String::new() } else { format!("not {}", places.join(" ")) }
        };
        let more = listed.more;
        let separators = Separators {
            finding: " ",
            last: if grouped { " " } else { "" },
            document: "; ",
            chunk: None,
        };
        spool
            .compose(&listed, ["[", "", "]"], separators, is_one_list, (again, untold), &mut out)
            .expect("written");
        (String::from_utf8(out).expect("text"), more)
    }

    #[test]
    fn findings_are_sorted_grouped_and_cut() {
        #[rustfmt::skip]
        let cases = [
            (Sort::Place,      None,    true,  false, "[a0.9 a0.5 c0.7 c0.8/a>/b>/c>]",           0, "as they stand"),
            (Sort::Severity,   None,    true,  false, "[a0.5 c0.7 a0.9 c0.8/a>/b>/c>]",           0, "the gravest first"),
            (Sort::Confidence, None,    true,  false, "[a0.9 c0.8 c0.7 a0.5/a>/b>/c>]",           0, "the surest first"),
            (Sort::Severity,   Some(1), true,  false, "[a0.5/a>/b>/c>]",                          3, "cut, and how many more"),
            (Sort::Place,      None,    true,  true,  "[a0.9(at c) a0.5 c0.7 /a>/b>/c>]",         0, "the same in another document"),
            (Sort::Place,      Some(1), true,  true,  "[a0.9(at c) /a>/b>/c>]",                   2, "what is told as one counts as one"),
            (Sort::Severity,   Some(2), true,  true,  "[a0.5 c0.7 not at a at c/a>/b>/c>]",        2, "where what is cut stands"),
            (Sort::Place,      None,    false, false, "[<a:a0.9 a0.5/a>; <b:/b>; <c:c0.7 c0.8/c>]", 0, "document by document"),
            (Sort::Severity,   Some(2), false, false, "[<a:a0.5/a>; <b:/b>; <c:c0.7/c>]",         2, "the gravest of all documents"),
        ];
        for (sort, max, is_one_list, grouped, expected, more, why) in cases {
            assert_eq!(
                composed(sort, max, is_one_list, grouped),
                (expected.to_owned(), more),
                "{why}"
            );
        }
    }
}
