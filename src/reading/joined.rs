use super::Mark;
use crate::{segment::Segment, text::Span};

/// One side of a bead as one text, its segments joined by spaces, that knows where its words stand.
#[derive(Debug)]
pub(crate) struct Joined {
    pub(crate) text: String,
    /// The index of each segment, and its place in the text.
    pub(crate) segments: Vec<(usize, Span)>,
}

impl Joined {
    pub(crate) fn new(segments: &[Segment]) -> Self {
        let mut text = String::new();
        let mut places = Vec::with_capacity(segments.len());
        for segment in segments {
            if !text.is_empty() {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(&segment.text);
            places.push((segment.index, Span::new(start, text.len())));
        }
        Self { text, segments: places }
    }

    /// The mark of words, given by their place in the text. What reaches over the end of a segment is cut there.
    pub(crate) fn mark(&self, span: Span) -> Mark {
        let after = self.segments.partition_point(|(_, place)| place.start <= span.start);
        let (segment, place) = self.segments[after.saturating_sub(1)];
        let span = Span::new(span.start - place.start, span.end.min(place.end) - place.start);
        Mark::Words { segment, span }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::keys::tests::bitext;

    #[test]
    fn words_are_marked_in_their_own_segment() {
        let bitext = bitext(&["In May.", "He left."], &[]);
        let joined = Joined::new(&bitext.source.segments);
        assert_eq!(joined.text, "In May. He left.");
        #[rustfmt::skip]
        let cases = [
            // place     segment, place there   why
            ((3, 6),     (0, (3, 6)),           "in the first"),
            ((8, 10),    (1, (0, 2)),           "at the beginning of the second"),
            ((3, 10),    (0, (3, 7)),           "over the end of the first: cut there"),
        ];
        for ((start, end), (segment, (from, to)), why) in cases {
            let expected = Mark::Words { segment, span: Span::new(from, to) };
            assert_eq!(joined.mark(Span::new(start, end)), expected, "{why}");
        }
    }
}
