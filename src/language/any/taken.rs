use std::collections::BTreeMap;

use crate::text::Span;

/// The parts of a text that belong to an anchor already. Each question takes the logarithm of their number.
#[derive(Debug, Default)]
pub(crate) struct Taken(BTreeMap<usize, usize>);

impl Taken {
    pub(crate) fn new(spans: &[Span]) -> Self {
        let mut taken = Self::default();
        for span in spans {
            taken.add(*span);
        }
        taken
    }

    /// Whether part of `span` is taken.
    pub(crate) fn overlaps(&self, span: Span) -> bool {
        // The parts are apart from each other, so that the last to begin before the end is the last to end.
        self.0.range(..span.end).next_back().is_some_and(|(_, end)| *end > span.start)
    }

    /// Takes `span`; what of it is taken becomes one with it.
    pub(crate) fn add(&mut self, mut span: Span) {
        while let Some((&start, &end)) =
            self.0.range(..span.end).next_back().filter(|(_, end)| **end > span.start)
        {
            self.0.remove(&start);
            span = span.join(Span::new(start, end));
        }
        self.0.insert(span.start, span.end);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_overlaps_is_told_as_by_looking_at_each(
            spans in prop::collection::vec((0_usize..40, 1_usize..8), 0..12),
            (start, length) in (0_usize..40, 1_usize..8),
        ) {
            let spans: Vec<Span> = spans.into_iter().map(|(at, len)| Span::new(at, at + len)).collect();
            let asked = Span::new(start, start + length);
            let plain = spans.iter().any(|span| span.overlaps(asked));
            prop_assert_eq!(Taken::new(&spans).overlaps(asked), plain);
        }
    }
}
