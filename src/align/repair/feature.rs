//! What the repair pass looks at in a bead, and what each of these is worth.

use std::sync::LazyLock;

use serde::Serialize;

use crate::text::table;

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident $word:literal $group:ident,)*) => {
        /// Something that speaks for or against a bead: a number for each bead, to be multiplied with
        /// its weight.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Feature {
            $($(#[$doc])* $name,)*
        }

        impl Feature {
            /// All of them, in order.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// What it is called in `weights.tsv`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The kind of evidence it belongs to.
            pub fn group(self) -> Group {
                match self { $(Self::$name => Group::$group,)* }
            }
        }
    };
}

/// Kinds of evidence, as they are told to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// How many segments stand on each side.
    Kind,
    /// How long the sides are.
    Length,
    /// Where paragraphs begin.
    Paragraphs,
    /// Numbers, dates, names and the like.
    Anchors,
    /// Words that keep company elsewhere in the document.
    Words,
    /// Sentence vectors.
    Meaning,
    /// The dictionary learned from other texts.
    Lexicon,
}

impl Group {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::Kind,
        Self::Length,
        Self::Paragraphs,
        Self::Anchors,
        Self::Words,
        Self::Meaning,
        Self::Lexicon,
    ];
}

features! {
    /// 1 for a gap.
    Gap "gap" Kind,
    /// 1 for a gap right after a gap on the same side.
    GapAgain "gap again" Kind,
    /// 1 for a gap right after a gap on the other side.
    GapBoth "gap on both sides" Kind,
    /// 1 for a bead 1-2 or 2-1.
    Kind12 "1-2" Kind,
    /// 1 for a bead 2-2.
    Kind22 "2-2" Kind,
    /// 1 for a bead 1-3 or 3-1.
    Kind13 "1-3" Kind,
    /// 1 for a bead 2-3 or 3-2.
    Kind23 "2-3" Kind,
    /// 1 for a bead 1-4 or 4-1.
    Kind14 "1-4" Kind,
    /// 1 for a bead 2-4, 3-3 or 4-2.
    Kind33 "3-3" Kind,
    /// 1 for a bead 1-5 or 5-1.
    Kind15 "1-5" Kind,
    /// ln of the length of a gap, against thirty characters.
    GapLength "length of gap" Length,
    /// Nats of the lengths.
    Length "length" Length,
    /// The same for beads of more than two segments.
    LengthMerged "length, merged" Length,
    /// Both sides begin a paragraph.
    Together "paragraphs together" Paragraphs,
    /// One side only begins a paragraph.
    Alone "paragraph alone" Paragraphs,
    /// Borders of paragraphs inside the bead.
    Across "paragraphs across" Paragraphs,
    /// Nats of values that both sides hold.
    Shared "values shared" Anchors,
    /// Nats of values that one side holds.
    Missed "values missed" Anchors,
    /// Nats of words expected from elsewhere in the document.
    Expected "words expected" Words,
    /// Root of the number of words that could have been.
    Unexpected "words unexpected" Words,
    /// Distance of the vectors against that of random passages.
    Distance "distance" Meaning,
    /// Its square.
    DistanceSquared "distance squared" Meaning,
    /// The distance, for beads of more than two segments.
    DistanceMerged "distance, merged" Meaning,
    /// The distance, more for short passages.
    DistanceShort "distance, short" Meaning,
    /// The distance, more in a loose translation.
    DistanceLoose "distance, loose" Meaning,
    /// How much closer the sides would be without an outer segment.
    Drag "drag" Meaning,
    /// The same, more in a loose translation.
    DragLoose "drag, loose" Meaning,
    /// Distance of the segment of a longer side that is farthest from the other side.
    Stranger "stranger" Meaning,
    /// For a gap: distance to the nearest passage around.
    GapNearest "gap's nearest" Meaning,
    /// Nats of the words that the dictionary knows.
    Lexicon "lexicon" Lexicon,
    /// The same over the root of their number.
    LexiconRoot "lexicon, root" Lexicon,
    /// Words that have nothing opposite.
    Uncalled "uncalled" Lexicon,
    /// The same over the root of their number.
    UncalledRoot "uncalled, root" Lexicon,
    /// Nats of the segment of a longer side that the other side calls for least.
    LexiconStranger "lexicon's stranger" Lexicon,
    /// Greatest share of a segment of a longer side that has nothing opposite.
    UncalledStranger "uncalled stranger" Lexicon,
    /// For a gap: nats of the segment around that calls for it most.
    GapLexicon "gap's lexicon" Lexicon,
}

/// How many features there are.
pub const FEATURES: usize = Feature::ALL.len();

/// What each feature is worth: nats for the bead.
pub type Weights = [f64; FEATURES];

/// The evidence at hand decides which weights hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sources {
    /// Whether there are sentence vectors.
    pub vectors: bool,
    /// Whether the dictionary knows both languages.
    pub lexicon: bool,
}

/// Weights without either, with the lexicon, with vectors, with both.
static FITTED: LazyLock<[Weights; 4]> = LazyLock::new(|| {
    let mut fitted = [[0.0; FEATURES]; 4];
    let rows = table::rows::<5>("weights.tsv", include_str!("weights.tsv"));
    for [name, numbers @ ..] in rows {
        let at = Feature::ALL.iter().position(|feature| feature.name() == name);
        let at = at.expect("a test reads every row");
        for (weights, number) in fitted.iter_mut().zip(numbers) {
            weights[at] = number.parse().expect("a test reads every row");
        }
    }
    fitted
});

impl Sources {
    /// The weights fitted for this evidence.
    pub fn weights(self) -> &'static Weights {
        &FITTED[usize::from(self.lexicon) + 2 * usize::from(self.vectors)]
    }
}

/// The features of a bead, to be filled in.
pub(super) struct FeatureRow<'a>(&'a mut [f32]);

impl<'a> FeatureRow<'a> {
    pub(super) fn new(features: &'a mut [f32]) -> Self {
        Self(features)
    }

    #[expect(clippy::cast_possible_truncation, reason = "evidence needs no more digits")]
    pub(super) fn set(&mut self, feature: Feature, value: f64) {
        self.0[feature as usize] = value as f32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_its_weights() {
        let rows = table::rows::<5>("weights.tsv", include_str!("weights.tsv"));
        let names: Vec<&str> = rows.iter().map(|[name, ..]| *name).collect();
        let features: Vec<&str> = Feature::ALL.iter().map(|feature| feature.name()).collect();
        assert_eq!(names, features);
        for vectors in [false, true] {
            for lexicon in [false, true] {
                let weights = Sources { vectors, lexicon }.weights();
                assert!(weights.iter().all(|weight| weight.is_finite()));
                let idle = Feature::ALL.iter().zip(weights).all(|(feature, weight)| {
                    (*weight == 0.0)
                        || (vectors || feature.group() != Group::Meaning)
                            && (lexicon || feature.group() != Group::Lexicon)
                });
                assert!(idle, "evidence that is not at hand has no weight");
            }
        }
    }
}
