use serde::{Deserialize, Serialize};

/// A stretch of text: half-open byte offsets, both on character boundaries of the text they belong to.
///
/// Whether they count from the start of a file or of a segment is said wherever a span is kept.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`.
    ///
    /// # Panics
    ///
    /// In debug builds, if `end < start`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "span {start}..{end}");
        Self { start, end }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same stretch seen from a text in which this one begins at `offset`.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Self { start: self.start + offset, end: self.end + offset }
    }

    /// Whether the two have a byte in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether all of `other` lies inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The text the span covers.
    ///
    /// # Panics
    ///
    /// If the span does not lie on character boundaries inside `text`.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// The span without the white space (and byte-order mark) at its ends.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
        let inner = self.of(text);
        let start = self.start + (inner.len() - inner.trim_start_matches(blank).len());
        let len = inner.trim_matches(blank).len();
        Self { start, end: start + len }
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// The runs of letters in a text.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(move |word| Span::new(start(word), start(word) + word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trimming_keeps_the_offsets_of_the_original() {
        #[rustfmt::skip]
        let cases = [
            // text             start end   why
            ("  가나 ",          2,    8,    "Hangul is three bytes a syllable"),
            ("\u{feff}Note\r\n", 3,    7,    "a byte-order mark is no text"),
            ("\u{3000}",         3,    3,    "nothing but an ideographic space"),
            ("",                 0,    0,    "empty"),
        ];
        for (text, start, end, why) in cases {
            assert_eq!(Span::new(0, text.len()).trimmed(text), Span::new(start, end), "{why}");
        }
    }

    #[test]
    fn touching_spans_do_not_overlap() {
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 5)));
        assert!(Span::new(0, 4).overlaps(Span::new(3, 5)));
    }
}
