use std::ops::Range;

use rayon::prelude::*;

use super::cost::prior::LONGEST_RUN;
use crate::{
    encoder::{DIMENSIONS, Encoder, HalfVectors, Vectors},
    segment::Half,
};

/// The vectors of all runs of a half's segments that a bead may hold.
#[derive(Debug)]
pub(crate) struct RunVectors {
    /// A row a run: of length one, two … [`LONGEST_RUN`] from the first segment, then from the second …
    /// Runs beyond the end are zero.
    values: Vec<f32>,
    /// For each run the mean distance (1 − cosine) to runs of the other half taken at random: how far
    /// off an unrelated passage is.
    chance: Vec<f32>,
}

/// So many runs of the other half stand for all of them.
const RANDOM_RUNS: usize = 64;

impl RunVectors {
    /// The runs of both halves, source first.
    pub(crate) fn both(encoder: &Encoder, source: &Half, target: &Half) -> [Self; 2] {
        let vectors = [runs(encoder, source), runs(encoder, target)];
        let [s, t] = [random(&vectors[1]), random(&vectors[0])];
        let [source, target] = vectors;
        [Self::new(source, &s), Self::new(target, &t)]
    }

    fn new(values: Vec<f32>, others: &[f32]) -> Self {
        let count = (others.len() / DIMENSIONS).max(1) as f32;
        // The mean of cosines is the cosine with the mean.
        let mut mean = [0.0_f32; DIMENSIONS];
        for other in others.chunks_exact(DIMENSIONS) {
            for (sum, value) in mean.iter_mut().zip(other) {
                *sum += value / count;
            }
        }
        let chance = values.par_chunks_exact(DIMENSIONS).map(|run| 1.0 - dot(run, &mean)).collect();
        Self { values, chance }
    }

    fn at(run: &Range<usize>) -> usize {
        run.start * LONGEST_RUN + run.len() - 1
    }

    /// The vector of a run.
    pub(crate) fn run(&self, run: &Range<usize>) -> &[f32] {
        &self.values[Self::at(run) * DIMENSIONS..][..DIMENSIONS]
    }

    /// The mean distance of a run to passages that have nothing to do with it.
    pub(crate) fn chance(&self, run: &Range<usize>) -> f32 {
        self.chance[Self::at(run)]
    }

    /// The vectors of the single segments, less their mean, of unit length: a row a segment.
    pub(crate) fn centred_segments(&self) -> Vec<f32> {
        let rows = self.values.chunks_exact(DIMENSIONS * LONGEST_RUN);
        let mut segments: Vec<f32> = rows.flat_map(|runs| &runs[..DIMENSIONS]).copied().collect();
        centre(&mut segments);
        segments
    }
}

fn runs(encoder: &Encoder, half: &Half) -> Vec<f32> {
    let texts: Vec<&str> = half.segments.iter().map(|segment| segment.text.as_str()).collect();
    let vectors: HalfVectors = encoder.half(&texts);
    let mut wanted = Vec::with_capacity(texts.len() * LONGEST_RUN);
    for start in 0..texts.len() {
        // The last runs are shorter than their place says; no bead asks for those.
        wanted.extend((1..=LONGEST_RUN).map(|len| start..(start + len).min(texts.len())));
    }
    let found: Vectors = vectors.runs(&wanted);
    found.values().to_vec()
}

/// Some of the runs, evenly spread over the half and over their lengths.
fn random(values: &[f32]) -> Vec<f32> {
    let runs = values.len() / DIMENSIONS;
    // A step that has no factor in common with the lengths takes all of them in turn.
    let step = (runs / RANDOM_RUNS).max(1) / LONGEST_RUN * LONGEST_RUN + 1;
    values.chunks_exact(DIMENSIONS).step_by(step).take(RANDOM_RUNS * 2).flatten().copied().collect()
}

/// Takes the mean off all rows and makes them of unit length.
pub(crate) fn centre(rows: &mut [f32]) {
    let count = (rows.len() / DIMENSIONS).max(1) as f32;
    let mut mean = [0.0_f32; DIMENSIONS];
    for row in rows.chunks_exact(DIMENSIONS) {
        for (sum, value) in mean.iter_mut().zip(row) {
            *sum += value / count;
        }
    }
    for row in rows.chunks_exact_mut(DIMENSIONS) {
        for (value, mean) in row.iter_mut().zip(&mean) {
            *value -= mean;
        }
        let norm = dot(row, row).sqrt().max(f32::MIN_POSITIVE);
        for value in row.iter_mut() {
            *value /= norm;
        }
    }
}

/// The sum of products, in lanes that the compiler can work on together; the order of
/// additions, and so the result, is the same everywhere.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 16];
    for (a, b) in a.chunks_exact(16).zip(b.chunks_exact(16)) {
        for (lane, (a, b)) in lanes.iter_mut().zip(a.iter().zip(b)) {
            *lane += a * b;
        }
    }
    lanes.iter().sum()
}
