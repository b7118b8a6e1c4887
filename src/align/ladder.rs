//! Ladders as text: one bead a line, `[11, 12]:[10, 11]:0.3127`, 0-based indices, an empty side `[]`,
//! the third field the cost. This is Vecalign's format; hunalign's tab-separated rungs are read too.

use std::{fmt::Write as _, path::Path};

use super::Alignment;
use crate::{Error, Result};

/// The indices of a bead's segments: source, target. Unlike [`Bead`](super::Bead) it may have holes,
/// as ladders of other programs do.
pub type Rung = (Vec<usize>, Vec<usize>);

/// Writes an alignment as a ladder.
pub fn write(alignment: &Alignment) -> String {
    let mut text = String::new();
    for bead in &alignment.beads {
        let list = |range: &std::ops::Range<usize>| {
            range.clone().map(|i| i.to_string()).collect::<Vec<_>>().join(", ")
        };
        let _ =
            writeln!(text, "[{}]:[{}]:{:.4}", list(&bead.source), list(&bead.target), bead.cost);
    }
    text
}

/// Reads a ladder, with or without costs, in Vecalign's or hunalign's form. `path` is for messages.
///
/// # Errors
///
/// [`Error::Ladder`] at the first line that is neither.
pub fn read(path: &Path, text: &str) -> Result<Vec<Rung>> {
    Ok(read_numbered(path, text)?.into_iter().map(|(_, rung)| rung).collect())
}

/// The same, each bead with the number of its line.
pub(super) fn read_numbered(path: &Path, text: &str) -> Result<Vec<(usize, Rung)>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let lines: Vec<_> = lines.map(|(at, line)| (at + 1, line.trim())).collect();
    let fail = |line: usize, problem: &str| Error::Ladder {
        path: path.to_owned(),
        line,
        problem: problem.to_owned(),
    };
    if lines.first().is_some_and(|(_, line)| line.contains('\t') && !line.starts_with('[')) {
        return hunalign(&lines, fail);
    }
    let rungs = lines.iter().map(|&(number, line)| {
        let (source, rest) =
            line.split_once(':').ok_or_else(|| fail(number, "no colon between two lists"))?;
        let target = rest.split_once(':').map_or(rest, |(target, _)| target);
        let side = |text| {
            list(text).ok_or_else(|| {
                fail(number, "a side is not a list of indices such as [11, 12] or []")
            })
        };
        Ok((number, (side(source)?, side(target)?)))
    });
    rungs.collect()
}

fn list(text: &str) -> Option<Vec<usize>> {
    let inner = text.trim().strip_prefix('[')?.strip_suffix(']')?.trim();
    if inner.is_empty() {
        return Some(Vec::new());
    }
    inner
        .trim_end_matches(',')
        .split(',')
        .map(|number| number.trim().parse().ok())
        .collect::<Option<Vec<usize>>>()
}

/// A ladder that counts further is damaged.
const MOST_SEGMENTS: usize = 100_000_000;

/// hunalign's rungs are the borders between beads: the segments used so far on each side.
fn hunalign(
    lines: &[(usize, &str)],
    fail: impl Fn(usize, &str) -> Error,
) -> Result<Vec<(usize, Rung)>> {
    let mut borders = Vec::new();
    for &(number, line) in lines {
        let mut fields = line.split('\t').map(|field| field.trim().parse::<usize>().ok());
        match (fields.next().flatten(), fields.next().flatten()) {
            (Some(source), Some(target)) if source.max(target) <= MOST_SEGMENTS => {
                borders.push((number, source, target));
            }
            (Some(_), Some(_)) => return Err(fail(number, "no document has so many segments")),
            _ => return Err(fail(number, "not two numbers separated by a tab")),
        }
    }
    let mut rungs = Vec::new();
    for pair in borders.windows(2) {
        let [(_, s0, t0), (number, s1, t1)] = [pair[0], pair[1]];
        if s1 < s0 || t1 < t0 {
            return Err(fail(number, "the rungs run backwards"));
        }
        if s1 > s0 || t1 > t0 {
            rungs.push((number, ((s0..s1).collect(), (t0..t1).collect())));
        }
    }
    Ok(rungs)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::align::Bead;

    #[test]
    fn ladders_of_other_programs_are_read() {
        type Sides<'a> = (&'a [usize], &'a [usize]);
        #[rustfmt::skip]
        let cases: [(&str, &[Sides<'_>], &str); 5] = [
            ("[11, 12]:[10, 11]:0.3127\n", &[(&[11, 12], &[10, 11])],            "Vecalign's"),
            ("[0]:[]\n\n[1]:[0]\n",        &[(&[0], &[]), (&[1], &[0])],         "without costs"),
            ("[0,1]:[0]",                  &[(&[0, 1], &[0])],                   "without spaces"),
            ("0\t0\t0.3\n1\t1\t1\n1\t2\t0\n3\t3\t0.5", 
                                           &[(&[0], &[0]), (&[], &[1]), (&[1, 2], &[2])], "hunalign's"),
            ("",                           &[],                                  "an empty file"),
        ];
        for (text, rungs, why) in cases {
            let read = read(Path::new("x"), text).expect(why);
            let rungs: Vec<Rung> = rungs.iter().map(|(s, t)| (s.to_vec(), t.to_vec())).collect();
            assert_eq!(read, rungs, "{why}");
        }
    }

    #[test]
    fn what_is_no_ladder_is_named_with_its_line() {
        for text in ["[0]:[0]\n[1] [1]\n", "[0]:[0]\n[1]:[a]\n", "0\t0\nx\t1\n", "1\t1\n0\t2\n"] {
            let error = read(Path::new("x.ladder"), text).expect_err(text).to_string();
            assert!(error.starts_with("x.ladder, line 2: "), "{error}");
        }
    }

    proptest! {
        #[test]
        fn writing_and_reading_is_the_identity(sizes in prop::collection::vec((0usize..4, 0usize..4), 0..20)) {
            let (mut i, mut j) = (0, 0);
            let mut beads = Vec::new();
            for (a, b) in sizes {
                beads.push(Bead { source: i..i + a, target: j..j + b, score: 1.0, cost: 0.5 });
                (i, j) = (i + a, j + b);
            }
            let rungs: Vec<Rung> =
                beads.iter().map(|b| (b.source.clone().collect(), b.target.clone().collect())).collect();
            let text = write(&Alignment { beads });
            prop_assert_eq!(read(Path::new("x"), &text).expect("a ladder"), rungs);
        }
    }
}
