//! Which rows are worked out together, and which of their features are added up where.

/// Rows of slots to run the convolutions over, and which of their features to add up where.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Slots; [`OUTSIDE`](super::network::OUTSIDE) between sentences.
    pub(super) rows: Vec<u32>,
    /// In ascending order of `row`.
    pub(super) additions: Vec<Addition>,
    /// How many sums there are.
    pub(super) sums: usize,
}

/// Adds the features of a row to a sum.
#[derive(Debug, Clone, Copy)]
pub(super) struct Addition {
    pub(super) row: usize,
    pub(super) sum: usize,
    /// 1, or -1 to take them out again.
    pub(super) sign: f32,
}
