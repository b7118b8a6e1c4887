use std::ops::Range;

use rayon::prelude::*;

use super::{
    corridor::Corridor,
    cost::{
        length,
        prior::{self, LONGEST_RUN},
    },
    rough,
};
use crate::{
    encoder::{CompactVectors, DIMENSIONS, Encoder, HalfVectors, dot},
    segment::{Bitext, Half},
    text::closed_up,
};

/// The vectors of all runs of a half's segments that a bead may sensibly hold.
#[derive(Debug, Default)]
pub(crate) struct RunVectors {
    vectors: CompactVectors,
    /// For each of them the mean distance (1 − cosine) to runs of the other half taken at random: how
    /// far off an unrelated passage is.
    chance: Vec<f32>,
    /// Which of them is that of a run: of length one, two … [`LONGEST_RUN`] from the first segment, then
    /// from the second …; [`NOWHERE`] if it was not worth encoding.
    places: Vec<u32>,
}

const NOWHERE: u32 = u32::MAX;

/// So many runs of the other half stand for all of them.
const RANDOM_RUNS: usize = 64;

/// So many runs are encoded before they are packed.
const TOGETHER: usize = 4096;

/// In a long document a run is not encoded if nothing near it comes so close in length (as a logarithm
/// of their ratio): such beads cost more than they can gain.
const LENGTH_RATIO: f64 = 0.7;

/// Added to both lengths, since those of short segments say less.
const OFFSET_CHARS: f64 = 15.0;

/// What is needed for the vector of any run of segments of either half, source first: aligning and
/// checking share it.
pub fn encode(encoder: &Encoder, bitext: &Bitext) -> [HalfVectors; 2] {
    [&bitext.source, &bitext.target].map(|half| {
        let texts: Vec<_> = half.segments.iter().map(|s| closed_up(&s.text)).collect();
        let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        encoder.half(&texts)
    })
}

impl RunVectors {
    /// The runs of both halves, source first, out of the vectors of their segments, and where to look
    /// for beads.
    ///
    /// In a document that is searched whole they are all worked out.
    pub(crate) fn both(vectors: &[HalfVectors; 2], bitext: &Bitext) -> ([Self; 2], Corridor) {
        let [s, t] = [mean_of_random(&vectors[1]), mean_of_random(&vectors[0])];
        let mut runs = [Self::new(&vectors[0]), Self::new(&vectors[1])];
        let singles =
            [runs[0].encode_segments(&vectors[0], &s), runs[1].encode_segments(&vectors[1], &t)];
        let (n, m) = (vectors[0].len(), vectors[1].len());
        let corridor = Corridor::whole_if_small(n, m)
            .unwrap_or_else(|| Corridor::along_path(&rough::path(singles), n, m));
        let wanted = wanted([&bitext.source, &bitext.target], &corridor);
        for ((runs, vectors), (wanted, mean)) in
            runs.iter_mut().zip(vectors).zip(wanted.iter().zip([&s, &t]))
        {
            runs.encode(vectors, wanted, mean);
        }
        (runs, corridor)
    }

    fn new(half: &HalfVectors) -> Self {
        Self { places: vec![NOWHERE; half.len() * LONGEST_RUN], ..Self::default() }
    }

    /// Encodes the runs of one segment and returns their vectors.
    fn encode_segments(&mut self, half: &HalfVectors, mean: &[f32]) -> Vec<f32> {
        let singles = half.segments().into_values();
        let runs: Vec<_> = (0..half.len()).map(|start| start..start + 1).collect();
        self.take(&runs, &singles, mean);
        singles
    }

    fn encode(&mut self, half: &HalfVectors, wanted: &[Range<usize>], mean: &[f32]) {
        self.vectors.reserve(wanted.len());
        for runs in wanted.chunks(TOGETHER) {
            self.take(runs, half.runs(runs).values(), mean);
        }
    }

    fn take(&mut self, runs: &[Range<usize>], values: &[f32], mean: &[f32]) {
        for (run, index) in runs.iter().zip(self.vectors.len()..) {
            self.places[Self::at(run)] = u32::try_from(index).unwrap_or(NOWHERE);
        }
        self.vectors.extend(values);
        // The mean of cosines is the cosine with the mean.
        let chances = values.par_chunks_exact(DIMENSIONS).map(|run| 1.0 - dot(run, mean));
        self.chance.par_extend(chances);
    }

    fn at(run: &Range<usize>) -> usize {
        run.start * LONGEST_RUN + run.len() - 1
    }

    fn place(&self, run: &Range<usize>) -> Option<usize> {
        let place = self.places[Self::at(run)];
        (place != NOWHERE).then_some(place as usize)
    }

    /// The cosine of a run with a run of the other half; `None` if their lengths are so different that
    /// one of them was not encoded.
    pub(crate) fn cosine(
        &self,
        run: &Range<usize>,
        other: &Self,
        opposite: &Range<usize>,
    ) -> Option<f32> {
        Some(self.vectors.cosine(self.place(run)?, &other.vectors, other.place(opposite)?))
    }

    /// The mean distance of a run to passages that have nothing to do with it.
    pub(crate) fn chance(&self, run: &Range<usize>) -> f32 {
        self.place(run).map_or(1.0, |place| self.chance[place])
    }
}

/// The mean of some of the runs, evenly spread over the half and over their lengths.
fn mean_of_random(half: &HalfVectors) -> Vec<f32> {
    let all = half.len() * LONGEST_RUN;
    // A step that has no factor in common with the lengths takes all of them in turn.
    let step = (all / RANDOM_RUNS).max(1) / LONGEST_RUN * LONGEST_RUN + 1;
    let run = |index: usize| {
        let (start, len) = (index / LONGEST_RUN, index % LONGEST_RUN + 1);
        start..(start + len).min(half.len())
    };
    let runs: Vec<_> = (0..all).step_by(step).take(RANDOM_RUNS * 2).map(run).collect();
    let vectors = half.runs(&runs);
    let count = vectors.len().max(1) as f32;
    let mut mean = vec![0.0_f32; DIMENSIONS];
    for row in vectors.rows() {
        for (sum, value) in mean.iter_mut().zip(row) {
            *sum += value / count;
        }
    }
    mean
}

/// The runs of two segments and more of each half that some bead inside the corridor might hold.
fn wanted(halves: [&Half; 2], corridor: &Corridor) -> [Vec<Range<usize>>; 2] {
    let sums = halves.map(length::sums);
    let (n, m) = (sums[0].len() - 1, sums[1].len() - 1);
    let whole = corridor.is_whole();
    let ratio = (sums[1][m] + 1.0) / (sums[0][n] + 1.0);
    let chars = |side: usize, run: Range<usize>| sums[side][run.end] - sums[side][run.start];
    let alike = |source: Range<usize>, target: Range<usize>| {
        let s = chars(0, source) * ratio + OFFSET_CHARS;
        let t = chars(1, target) + OFFSET_CHARS;
        s < t * LENGTH_RATIO.exp() && t < s * LENGTH_RATIO.exp()
    };
    let mut marks = [vec![false; n * LONGEST_RUN], vec![false; m * LONGEST_RUN]];
    let mark = |marks: &mut Vec<bool>, run: Range<usize>| marks[RunVectors::at(&run)] = true;
    if whole {
        for (marks, segments) in marks.iter_mut().zip([n, m]) {
            for start in 0..segments {
                for len in 2..=LONGEST_RUN.min(segments - start) {
                    mark(marks, start..start + len);
                }
            }
        }
    } else {
        let kinds = prior::kinds();
        for i in 0..=n {
            for j in corridor.rows[i].clone() {
                for &(a, b) in &kinds {
                    let inside = a * b > 1 && a <= i && b <= j && corridor.contains(i - a, j - b);
                    if inside && alike(i - a..i, j - b..j) {
                        mark(&mut marks[0], i - a..i);
                        mark(&mut marks[1], j - b..j);
                    }
                }
            }
        }
    }
    marks.map(|marks| {
        let marked = marks.iter().enumerate().filter(|(_, marked)| **marked);
        let runs = marked.map(|(at, _)| at / LONGEST_RUN..at / LONGEST_RUN + at % LONGEST_RUN + 1);
        runs.filter(|run| run.len() > 1).collect()
    })
}
