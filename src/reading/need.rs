/// What a rule needs beside the segments, the beads and the values in them. It is worked out when a rule that
/// needs it runs, once for all rules; where it cannot be had, a rule that needs it is silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Need {
    /// The encoder, or vectors made with it.
    Vectors = 1,
    /// The lexicon, and the segments as it reads them.
    Lexicon = 2,
    /// The values in which the two halves differ.
    Values = 4,
    /// The phrases that nothing opposite covers.
    Coverage = 8,
}

impl Need {
    /// All needs.
    pub const ALL: [Self; 4] = [Self::Vectors, Self::Lexicon, Self::Values, Self::Coverage];

    /// What it takes to have it, itself included.
    pub fn implied(self) -> &'static [Self] {
        match self {
            Self::Vectors => &[Self::Vectors],
            Self::Lexicon => &[Self::Lexicon],
            Self::Values => &[Self::Values],
            Self::Coverage => &[Self::Coverage, Self::Vectors, Self::Lexicon],
        }
    }
}
