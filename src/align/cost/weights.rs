/// The numbers that the kinds of evidence are weighed with.
///
/// The defaults were fitted by `scripts/fit.rs` (coordinate descent on strict F1 and on the F1 of gaps,
/// the mean over the hand-made and the derived development sets, each set counting once) and rounded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// Nats for a segment without a counterpart.
    pub gap: f64,
    /// Nats for a bead 1-1; 1-2 or 2-1; 2-2; 1-3 or 3-1; 2-3 or 3-2; 1-4 or 4-1; and so on: one row of
    /// [`PriorCost`](super::PriorCost).
    pub beads: [f64; 8],
    /// Spread of the log length ratio of long true pairs, and what short ones add to it.
    pub spread: [f64; 2],
    /// Nats for a bead whose sides both begin a paragraph, for one of which only one does, and for
    /// every border inside it.
    pub paragraphs: [f64; 3],
    /// Probability that a translation carries over a number, a date, a reference, a name, a title, a
    /// body, a word in the same letters, a mark of form.
    pub kept: [f64; 8],
    /// Share of the anchors' evidence that is believed, values not being independent.
    pub anchor_trust: f64,
    /// Share of the repeated words' evidence that is believed.
    pub word_trust: f64,
    /// Nats for a bead none of whose words is expected, times the square root of their number.
    pub unexpected: f64,
    /// Distance of the two vectors, as a share of their distance to random passages, that speaks
    /// neither for a bead nor against it.
    pub chance_share: f64,
    /// Nats for the whole of that distance.
    pub distance_nats: f64,
}

impl Weights {
    /// The weights fitted for an alignment with sentence vectors, or without.
    pub fn fitted(vectors: bool) -> Self {
        let plain = Self {
            gap: 3.9,
            beads: [0.17, 2.1, 5.75, 4.6, 5.8, 9.1, 7.2, 18.0],
            spread: [0.092, 0.445],
            paragraphs: [-1.6, 1.4, 2.2],
            kept: [0.975, 0.63, 0.95, 0.78, 0.6, 0.7, 0.3, 0.48],
            anchor_trust: 1.0,
            word_trust: 0.6,
            unexpected: 0.12,
            chance_share: 0.0,
            distance_nats: 0.0,
        };
        if !vectors {
            return plain;
        }
        Self {
            gap: 4.5,
            beads: [0.17, 2.4, 4.6, 4.5, 9.3, 10.5, 8.6, 20.0],
            spread: [0.092, 0.38],
            kept: [0.83, 0.63, 0.95, 0.9, 0.6, 0.7, 0.3, 0.48],
            word_trust: 0.3,
            unexpected: 0.17,
            chance_share: 0.637,
            distance_nats: 14.0,
            ..plain
        }
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self::fitted(false)
    }
}
