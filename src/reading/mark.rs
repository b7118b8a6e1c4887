use serde::{Deserialize, Serialize};

use crate::{segment::Half, text::Span};

/// Words of one side, by segment: what a rule points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// A stretch of one segment, byte offsets in the segment's text.
    Words {
        /// Index of the segment.
        segment: usize,
        /// The stretch.
        span: Span,
    },
    /// A whole segment, by its index.
    Segment(usize),
    /// What stands in the file and is in no segment.
    Apart {
        /// Byte offsets in the file.
        span: Span,
        /// What stands there.
        text: String,
    },
}

impl Mark {
    /// The words in the file of `half`.
    pub fn place(&self, half: &Half) -> Side {
        let (segment, span) = match self {
            Self::Words { segment, span } => (&half.segments[*segment], *span),
            Self::Segment(index) => {
                let segment = &half.segments[*index];
                (segment, Span::new(0, segment.text.len()))
            }
            Self::Apart { span, text } => {
                return Side { segments: Vec::new(), text: text.clone(), span: *span };
            }
        };
        Side {
            segments: vec![segment.index],
            text: span.of(&segment.text).to_owned(),
            span: segment.place(span),
        }
    }
}

/// The words of one side that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// Indices of the segments the words stand in.
    pub segments: Vec<usize>,
    /// Exactly the words, as they stand in the file at `span`.
    pub text: String,
    /// Byte offsets in the original file.
    pub span: Span,
}
