//! The forward pass: from pieces to sums of token features, and from a sum to a vector.
//!
//! Up to and including the first convolution everything a token contributes depends on its piece
//! alone: a convolution is a sum over taps, and each tap's product can be had once for each
//! *distinct* piece of the batch. What is left for each token is the second convolution, 655,000
//! multiplications of 1.7 million. The sum over tokens commutes with the output projection, so that
//! is done once for each sum.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rayon::prelude::*;

pub(super) use super::plan::{Addition, Plan};
pub(super) use super::weights::FEATURES;
use super::weights::{MATRICES, NECK, VECTORS, WIDTH, matrices, side_by_side, vectors};
use super::{
    DIMENSIONS, ModelFault,
    kernels::{
        self, Matrix,
        quantised::{Rounded, Taps},
    },
    model::{Model, Part},
    table::{Chunk, Codes, Table},
};

/// How far a convolution looks, both layers together: a token sees this many on either side.
pub(super) const REACH: usize = 4;
/// Zero rows between two sentences, so that no window of one layer sees the next sentence.
pub(super) const PADDING: usize = 2;
/// The slot of a place outside every sentence.
pub(super) const OUTSIDE: u32 = 0;
/// Rows that go through the second convolution together: their state fits the second-level cache.
const WINDOW: usize = 256;
/// Pieces that are worked out together.
const GROUP: usize = 256;
/// Pieces that are kept for the next texts, 15 kB each: a document is encoded several times, as a whole, in
/// parts and by its words.
const MOST_KEPT: usize = 2048;

/// The three convolutions: taps, and how many of them lie before the token.
const ORDERS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];

/// One convolution branch.
#[derive(Debug)]
struct Branch {
    project: Vec<f32>,
    project_bias: Vec<f32>,
    gain: Vec<f32>,
    bias: Vec<f32>,
    /// `WIDTH` × `taps * WIDTH`: the taps side by side.
    first: Vec<f32>,
    first_bias: Vec<f32>,
    second: Second,
    second_bias: Vec<f32>,
}

/// The weights of a second convolution.
#[derive(Debug)]
enum Second {
    Whole(Taps),
    /// `taps * WIDTH` × `WIDTH`: the taps one above the other.
    Floats(Vec<f32>),
}

/// How the second convolution, most of the work on a token, is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arithmetic {
    /// Its input rounded to eight bits, with a scale for each token.
    Whole,
    /// As published.
    Floats,
}

/// What the second convolution of a branch reads and writes.
#[derive(Debug, Default)]
struct Scratch {
    hidden: Vec<f32>,
    rounded: Rounded,
    convolved: Vec<f32>,
}

/// The dense part of the model, unfolded.
#[derive(Debug)]
pub(super) struct Network {
    codes: Codes,
    chunks: Vec<Chunk>,
    branches: [Branch; 3],
    /// The output projection, the gain of the norm before it multiplied in.
    output: Vec<f32>,
    /// What each token adds to the projected sum, whatever it is.
    output_bias: Vec<f32>,
    head: Head,
    epsilon: f32,
    /// Pieces that were worked out before, by their rows in the table.
    kept: Mutex<HashMap<u32, Place>>,
}

#[derive(Debug)]
struct Head {
    d0: Vec<f32>,
    d1: Vec<f32>,
    p1: Vec<f32>,
    d2: Vec<f32>,
    p3: Vec<f32>,
    d3: Vec<f32>,
}

/// What the pieces of a batch contribute, each worked out once; a piece is known by its slot.
#[derive(Debug)]
pub(super) struct Pieces {
    /// Where the piece in each slot is.
    places: Vec<Place>,
}

/// Where a piece is.
#[derive(Debug, Clone)]
struct Place {
    group: Arc<PieceGroup>,
    row: usize,
}

#[derive(Debug)]
struct PieceGroup {
    embedding: Vec<f32>,
    /// For each branch: the input of the first convolution.
    carried: [Vec<f32>; 3],
    /// For each branch: that input times each tap, the bias added to the token's own.
    taps: [Vec<f32>; 3],
}

impl Network {
    /// Unfolds the dense part of a model.
    ///
    /// # Errors
    ///
    /// [`ModelFault::MissingPart`] if a part is of the wrong size.
    pub(super) fn new(model: &Model, arithmetic: Arithmetic) -> Result<Self, ModelFault> {
        let wrong = |part: Part| ModelFault::MissingPart { name: part.name() };
        let codes = Codes::new(model.part(Part::Codes)).ok_or_else(|| wrong(Part::Codes))?;
        let chunks: Vec<Chunk> = model
            .floats(Part::Chunks)
            .chunks_exact(2)
            .map(|pair| Chunk { scale: pair[0], low: pair[1] })
            .collect();
        let &[_, epsilon] = model.floats(Part::Constants).as_slice() else {
            return Err(wrong(Part::Constants));
        };
        let matrices = matrices(model.part(Part::Matrices)).ok_or(wrong(Part::Matrices))?;
        let mut vectors = vectors(&model.floats(Part::Vectors)).ok_or(wrong(Part::Vectors))?;
        let folded = |name: &str| -> (Vec<i8>, f32) {
            let index = MATRICES.iter().position(|m| m.0 == name);
            let (values, scale) = index.map(|i| matrices[i]).unwrap_or_default();
            (values.iter().map(|byte| byte.cast_signed()).collect(), scale)
        };
        let matrix = |name: &str| -> Vec<f32> {
            let (values, scale) = folded(name);
            values.into_iter().map(|value| f32::from(value) * scale).collect()
        };
        let mut vector = |name: &str| {
            let index = VECTORS.iter().position(|v| v.0 == name);
            index.map(|i| std::mem::take(&mut vectors[i])).unwrap_or_default()
        };
        let branches = ORDERS.map(|(taps, _)| Branch {
            project: matrix(&format!("proj{taps}")),
            project_bias: vector(&format!("proj_b{taps}")),
            gain: vector(&format!("ln_g{taps}")),
            bias: vector(&format!("ln_b{taps}")),
            first: side_by_side(&matrix(&format!("w1_{taps}")), taps),
            first_bias: vector(&format!("b1_{taps}")),
            second: match arithmetic {
                Arithmetic::Whole => {
                    let (values, scale) = folded(&format!("w2_{taps}"));
                    Second::Whole(Taps::new(&values, WIDTH, taps, scale))
                }
                Arithmetic::Floats => Second::Floats(matrix(&format!("w2_{taps}"))),
            },
            second_bias: vector(&format!("b2_{taps}")),
        });
        let mut output = matrix("cnn_W");
        let mut output_bias = vector("cnn_b");
        let gains = vector("ln_g");
        for ((row, gain), &bias) in
            output.chunks_exact_mut(DIMENSIONS).zip(gains).zip(&vector("ln_b"))
        {
            kernels::add(&mut output_bias, row, bias);
            for value in row.iter_mut() {
                *value *= gain;
            }
        }
        let head = Head {
            d0: matrix("d0"),
            d1: matrix("d1"),
            p1: matrix("p1"),
            d2: matrix("d2"),
            p3: matrix("p3"),
            d3: matrix("d3"),
        };
        let kept = Mutex::default();
        Ok(Self { codes, chunks, branches, output, output_bias, head, epsilon, kept })
    }

    /// Works out what each piece contributes. Slot 0 is [`OUTSIDE`], slot `i + 1` is `rows[i]`.
    ///
    /// Takes 15 kB and, if it is not kept from before, about a million multiplications a piece.
    pub(super) fn pieces(&self, table: &Table, rows: &[u32]) -> Pieces {
        let known: Vec<Option<Place>> = {
            let kept = self.kept();
            rows.iter().map(|row| kept.get(row).cloned()).collect()
        };
        let missing = rows.iter().zip(&known).filter(|(_, known)| known.is_none());
        let missing: Vec<u32> = missing.map(|(row, _)| *row).collect();
        // Nothing is locked while others may be asked to help.
        let groups: Vec<Arc<PieceGroup>> =
            missing.par_chunks(GROUP).map(|rows| Arc::new(self.group(table, rows))).collect();
        let places = |group: &Arc<PieceGroup>| {
            let group = Arc::clone(group);
            (0..GROUP).map(move |row| Place { group: Arc::clone(&group), row })
        };
        let mut kept = self.kept();
        for (rows, group) in missing.chunks(GROUP).zip(&groups) {
            if kept.len() + rows.len() <= MOST_KEPT {
                kept.extend(rows.iter().copied().zip(places(group)));
            }
        }
        drop(kept);
        let mut new = groups.iter().flat_map(places);
        let outside = Place { group: Arc::new(PieceGroup::outside()), row: 0 };
        let pieces = known.into_iter().filter_map(|known| known.or_else(|| new.next()));
        Pieces { places: std::iter::once(outside).chain(pieces).collect() }
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<u32, Place>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The pieces in these rows of the table.
    fn group(&self, table: &Table, rows: &[u32]) -> PieceGroup {
        let mut embedding = vec![0.0; rows.len() * DIMENSIONS];
        for (&row, out) in rows.iter().zip(embedding.chunks_exact_mut(DIMENSIONS)) {
            table.decode(row, &self.codes, &self.chunks, out);
        }
        let mut group = PieceGroup::default();
        for (index, branch) in self.branches.iter().enumerate() {
            let (taps, left) = ORDERS[index];
            let (carried, products) = branch.pieces(&embedding, taps, left, self.epsilon);
            group.carried[index] = carried;
            group.taps[index] = products;
        }
        group.embedding = embedding;
        group
    }

    /// The sums that `plan` asks for, projected: `plan.sums` × [`DIMENSIONS`], without
    /// the bias that [`vectors`](Self::vectors) adds for each token.
    pub(super) fn sums(&self, pieces: &Pieces, plan: &Plan) -> Vec<f32> {
        let mut sums = vec![0.0; plan.sums * FEATURES];
        let mut scratch = ORDERS.map(|_| Scratch {
            hidden: vec![0.0; (WINDOW + 2 * PADDING) * WIDTH],
            rounded: Rounded::default(),
            convolved: vec![0.0; WINDOW * WIDTH],
        });
        let mut features = [0.0; FEATURES];
        let mut additions = plan.additions.as_slice();
        for start in (0..plan.rows.len()).step_by(WINDOW) {
            let end = (start + WINDOW).min(plan.rows.len());
            let count = additions.partition_point(|addition| addition.row < end);
            let (mine, rest) = additions.split_at(count);
            additions = rest;
            if mine.is_empty() {
                continue;
            }
            for (index, branch) in self.branches.iter().enumerate() {
                pieces.first_layer(index, &plan.rows, start, end, &mut scratch[index].hidden);
                branch.convolve(index, end - start, &mut scratch[index]);
            }
            for same in mine.chunk_by(|a, b| a.row == b.row) {
                let row = same[0].row - start;
                let (embedding, rest) = features.split_at_mut(DIMENSIONS);
                embedding.copy_from_slice(pieces.embedding(plan.rows[start + row]));
                for (index, out) in rest.chunks_exact_mut(WIDTH).enumerate() {
                    kernels::residual(
                        out,
                        &scratch[index].convolved[row * WIDTH..][..WIDTH],
                        &self.branches[index].second_bias,
                        &scratch[index].hidden[(row + PADDING) * WIDTH..][..WIDTH],
                    );
                }
                kernels::standardize(&mut features, self.epsilon);
                for addition in same {
                    let sum = &mut sums[addition.sum * FEATURES..][..FEATURES];
                    kernels::add(sum, &features, addition.sign);
                }
            }
        }
        let mut projected = vec![0.0; plan.sums * DIMENSIONS];
        kernels::product(
            Matrix::dense(&sums, FEATURES),
            Matrix::dense(&self.output, DIMENSIONS),
            false,
            &mut projected,
        );
        projected
    }

    /// Turns projected sums over `tokens[i]` tokens each into vectors of unit length, in place.
    pub(super) fn vectors(&self, sums: &mut [f32], tokens: &[usize]) {
        for (sum, &tokens) in sums.chunks_exact_mut(DIMENSIONS).zip(tokens) {
            let tokens = tokens as f32;
            kernels::add(sum, &self.output_bias, tokens);
            let scale = 1.0 / tokens.sqrt();
            for value in sum.iter_mut() {
                *value *= scale;
            }
        }
        let Head { d0, d1, p1, d2, p3, d3 } = &self.head;
        let rows = tokens.len();
        let mut y0 = vec![0.0; rows * NECK];
        let mut y1 = vec![0.0; rows * NECK];
        let mut y2 = vec![0.0; rows * DIMENSIONS];
        kernels::product(wide(sums), narrow(d0), false, &mut y0);
        kernels::relu(&mut y0);
        kernels::product(wide(sums), narrow(p1), false, &mut y1);
        kernels::product(narrow(&y0), narrow(d1), true, &mut y1);
        kernels::relu(&mut y1);
        kernels::product(narrow(&y1), wide(d2), false, &mut y2);
        kernels::relu(&mut y2);
        kernels::product(narrow(&y1), wide(p3), false, sums);
        kernels::product(wide(&y2), wide(d3), true, sums);
        for vector in sums.chunks_exact_mut(DIMENSIONS) {
            kernels::squash(vector, self.epsilon);
        }
    }
}

impl Branch {
    /// The second convolution of `rows` rows, without its bias; the branch is the one at `index`.
    fn convolve(&self, index: usize, rows: usize, scratch: &mut Scratch) {
        let (taps, left) = ORDERS[index];
        let out = &mut scratch.convolved[..rows * WIDTH];
        // A window of the first row starts `left` rows before it.
        let seen = &scratch.hidden[(PADDING - left) * WIDTH..][..(rows + taps - 1) * WIDTH];
        match &self.second {
            Second::Whole(weights) => {
                scratch.rounded.set(seen, WIDTH);
                weights.convolve(&scratch.rounded, out);
            }
            Second::Floats(weights) => {
                let windows = Matrix::strided(seen, rows, taps * WIDTH, WIDTH);
                kernels::product(windows, Matrix::dense(weights, WIDTH), false, out);
            }
        }
    }

    /// The input of the first convolution, and its product with each tap.
    fn pieces(
        &self,
        embedding: &[f32],
        taps: usize,
        left: usize,
        epsilon: f32,
    ) -> (Vec<f32>, Vec<f32>) {
        let rows = embedding.len() / DIMENSIONS;
        let mut carried = vec![0.0; rows * WIDTH];
        kernels::product(
            Matrix::dense(embedding, DIMENSIONS),
            Matrix::dense(&self.project, WIDTH),
            false,
            &mut carried,
        );
        for row in carried.chunks_exact_mut(WIDTH) {
            kernels::add(row, &self.project_bias, 1.0);
            kernels::standardize(row, epsilon);
            kernels::affine(row, &self.gain, &self.bias);
        }
        let mut products = vec![0.0; rows * taps * WIDTH];
        kernels::product(
            Matrix::dense(&carried, WIDTH),
            Matrix::dense(&self.first, taps * WIDTH),
            false,
            &mut products,
        );
        for row in products.chunks_exact_mut(taps * WIDTH) {
            kernels::add(&mut row[left * WIDTH..][..WIDTH], &self.first_bias, 1.0);
        }
        (carried, products)
    }
}

impl Default for PieceGroup {
    fn default() -> Self {
        let empty = ORDERS.map(|_| Vec::new());
        Self { embedding: Vec::new(), carried: empty.clone(), taps: empty }
    }
}

impl PieceGroup {
    /// A group of nothing but [`OUTSIDE`].
    fn outside() -> Self {
        Self {
            embedding: vec![0.0; DIMENSIONS],
            carried: ORDERS.map(|_| vec![0.0; WIDTH]),
            taps: ORDERS.map(|(taps, _)| vec![0.0; taps * WIDTH]),
        }
    }
}

impl Pieces {
    fn group(&self, slot: u32) -> (&PieceGroup, usize) {
        let Place { group, row } = &self.places[slot as usize];
        (group, *row)
    }

    fn embedding(&self, slot: u32) -> &[f32] {
        let (group, row) = self.group(slot);
        &group.embedding[row * DIMENSIONS..][..DIMENSIONS]
    }

    /// The output of the first convolution of a branch for rows `start - PADDING` up to
    /// `end + PADDING`; zero outside of sentences.
    fn first_layer(&self, index: usize, rows: &[u32], start: usize, end: usize, out: &mut [f32]) {
        let (taps, left) = ORDERS[index];
        for (place, out) in (start..end + 2 * PADDING).zip(out.chunks_exact_mut(WIDTH)) {
            let here = place.checked_sub(PADDING).and_then(|row| rows.get(row).copied());
            let Some(slot) = here.filter(|&slot| slot != OUTSIDE) else {
                out.fill(0.0);
                continue;
            };
            let (group, row) = self.group(slot);
            let carried = &group.carried[index][row * WIDTH..][..WIDTH];
            let tap = |number: usize| {
                // `place - PADDING` is the row itself, so this is the row the tap looks at.
                let seen = (place + number).checked_sub(PADDING + left);
                let slot = seen.and_then(|row| rows.get(row).copied()).unwrap_or(OUTSIDE);
                let (group, row) = self.group(slot);
                &group.taps[index][(row * taps + number) * WIDTH..][..WIDTH]
            };
            match taps {
                2 => kernels::taps2(out, carried, [tap(0), tap(1)]),
                3 => kernels::taps3(out, carried, [tap(0), tap(1), tap(2)]),
                _ => kernels::taps5(out, carried, [tap(0), tap(1), tap(2), tap(3), tap(4)]),
            }
        }
    }
}

fn narrow(values: &[f32]) -> Matrix<'_> {
    Matrix::dense(values, NECK)
}

fn wide(values: &[f32]) -> Matrix<'_> {
    Matrix::dense(values, DIMENSIONS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoder::Encoder;

    #[test]
    fn kept_pieces_are_bounded_and_the_same_to_the_bit() {
        let model = "corpora/encoder/en-ko.daejo";
        let [kept, fresh] = [(), ()].map(|()| Encoder::open(model).expect("our model").inner);
        let rows: Vec<u32> = (0..700).collect();
        let direct = fresh.network.pieces(&fresh.table(), &rows);
        // Some of them are known by now, in groups of other sizes and at other places.
        for first in [300, 3, 650] {
            let some: Vec<u32> = (first..first + 50).rev().step_by(3).collect();
            kept.network.pieces(&kept.table(), &some);
        }
        let pieces = kept.network.pieces(&kept.table(), &rows);
        let bits = |values: &[f32]| values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
        for slot in 0..=700 {
            assert_eq!(bits(pieces.embedding(slot)), bits(direct.embedding(slot)), "{slot}");
        }
        let sequence: Vec<u32> = (1..=700).collect();
        for index in 0..ORDERS.len() {
            let mut layers = [(); 2].map(|()| vec![0.0; (700 + 2 * PADDING) * WIDTH]);
            pieces.first_layer(index, &sequence, 0, 700, &mut layers[0]);
            direct.first_layer(index, &sequence, 0, 700, &mut layers[1]);
            assert!(bits(&layers[0]) == bits(&layers[1]), "branch {index}");
        }
        for first in (700..7_000).step_by(700) {
            let rows: Vec<u32> = (first..first + 700).collect();
            kept.network.pieces(&kept.table(), &rows);
        }
        assert!(kept.network.kept().len() <= MOST_KEPT);
    }
}
