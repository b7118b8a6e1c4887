use super::{DIMENSIONS, kernels};

/// Vectors of unit length in half the memory: each number in 16 bits.
///
/// Their cosines are sums of whole numbers, the same on every processor, and within 0.0001 of those
/// of the vectors they were made from.
#[derive(Debug, Clone, Default)]
pub(crate) struct CompactVectors {
    values: Vec<i16>,
}

/// What 1 becomes. The sum of products of two unit vectors is at most its square, which leaves room
/// in 32 bits for what rounding adds.
const ONE: f32 = 16_384.0;

impl CompactVectors {
    /// Room for so many vectors.
    pub(crate) fn with_capacity(vectors: usize) -> Self {
        Self { values: Vec::with_capacity(vectors * DIMENSIONS) }
    }

    /// Makes room for so many more.
    pub(crate) fn reserve(&mut self, vectors: usize) {
        self.values.reserve_exact(vectors * DIMENSIONS);
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.values.len() / DIMENSIONS
    }

    /// Adds vectors of unit length, [`DIMENSIONS`] values each.
    pub(crate) fn extend(&mut self, vectors: &[f32]) {
        // No value of a unit vector is outside −1 … 1.
        #[expect(clippy::cast_possible_truncation)]
        self.values.extend(vectors.iter().map(|value| (value * ONE).round() as i16));
    }

    /// The cosine of a vector with one of `others`.
    ///
    /// # Panics
    ///
    /// If there are not so many.
    pub(crate) fn cosine(&self, index: usize, others: &Self, other: usize) -> f32 {
        let mut sum = 0;
        kernels::dot_whole(self.row(index), others.row(other), &mut sum);
        sum as f32 / (ONE * ONE)
    }

    fn row(&self, index: usize) -> &[i16] {
        &self.values[index * DIMENSIONS..][..DIMENSIONS]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cosines_are_those_of_the_vectors() {
        let unit = |seed: u32| -> Vec<f32> {
            let mut state = seed;
            let mut next = || {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 8) as f32 / (1 << 23) as f32 - 1.0
            };
            let row: Vec<f32> = (0..DIMENSIONS).map(|_| next()).collect();
            let norm = row.iter().map(|value| value * value).sum::<f32>().sqrt();
            row.iter().map(|value| value / norm).collect()
        };
        let mut axis = vec![0.0; DIMENSIONS];
        axis[7] = 1.0;
        #[rustfmt::skip]
        let cases = [
            (unit(1), unit(2), "unrelated"),
            (unit(3), unit(3), "the same"),
            (axis.clone(), axis, "everything in one number"),
        ];
        for (a, b, why) in cases {
            let mut compact = CompactVectors::with_capacity(2);
            compact.extend(&a);
            compact.extend(&b);
            let exact: f32 = a.iter().zip(&b).map(|(a, b)| a * b).sum();
            assert!((compact.cosine(0, &compact, 1) - exact).abs() < 1e-4, "{why}");
            assert_eq!(compact.len(), 2);
        }
    }
}
