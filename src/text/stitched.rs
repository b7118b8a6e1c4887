use serde::{Deserialize, Serialize};

use super::Span;

/// A text put together from stretches of another, in order: lines joined over their ends, sentences
/// without the page number that stands in the middle of them.
///
/// Every byte of the text comes from one stretch, but for the blanks put between two.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stitched {
    text: String,
    seams: Seams,
}

/// Where the stretches of a [`Stitched`] text come from. Without any, text and origin are alike byte for byte.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seams(Vec<Stretch>);

/// One stretch: where it begins in the text, and what it is of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Stretch {
    at: usize,
    from: Span,
}

impl Stitched {
    /// Puts the stretch `from` of `origin` at the end, after a blank if `blank`.
    ///
    /// # Panics
    ///
    /// If `from` lies before the end of the stretch put there last, or is no stretch of `origin`.
    pub fn push(&mut self, origin: &str, from: Span, blank: bool) {
        assert!(self.seams.0.last().is_none_or(|last| last.from.end <= from.start), "in order");
        if blank && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.seams.0.push(Stretch { at: self.text.len(), from });
        self.text.push_str(from.of(origin));
    }

    /// Takes `last` off the end, if it stands there.
    pub fn shorten(&mut self, last: char) {
        if self.text.ends_with(last)
            && let Some(stretch) = self.seams.0.last_mut()
            && stretch.from.len() > last.len_utf8()
        {
            stretch.from.end -= last.len_utf8();
            self.text.truncate(self.text.len() - last.len_utf8());
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What `span` of the text stands at in the other.
    pub fn place(&self, span: Span) -> Span {
        self.seams.place(span)
    }

    /// The part at `span`: its text, where it stands, and its own seams, none if its text stands there as it is.
    pub fn part(&self, span: Span) -> (String, Span, Seams) {
        let text = span.of(&self.text).to_owned();
        let place = self.place(span);
        let mut seams = Vec::new();
        for stretch in &self.seams.0 {
            let own = Span::new(stretch.at, stretch.at + stretch.from.len());
            let (start, end) = (own.start.max(span.start), own.end.min(span.end));
            if start < end {
                let ahead = stretch.from.start;
                let from = Span::new(ahead + start - stretch.at, ahead + end - stretch.at);
                seams.push(Stretch { at: start - span.start, from });
            }
        }
        if seams.len() < 2 {
            seams.clear();
        }
        (text, place, Seams(seams))
    }
}

impl Seams {
    /// Whether the text stands somewhere as it is.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What `span` of the text stands at. An end in a blank that was put in is that of the stretch before it.
    fn place(&self, span: Span) -> Span {
        let start = self.origin(span.start);
        if span.is_empty() {
            return Span::new(start, start);
        }
        // The end belongs to the byte before it: it must not reach over to the next stretch.
        let stretch = self.stretch(span.end - 1);
        let end = stretch.map_or(span.end, |stretch| {
            (stretch.from.start + (span.end - stretch.at)).min(stretch.from.end)
        });
        Span::new(start.min(end), end)
    }

    fn origin(&self, at: usize) -> usize {
        self.stretch(at).map_or(at, |stretch| {
            (stretch.from.start + at.saturating_sub(stretch.at)).min(stretch.from.end)
        })
    }

    fn stretch(&self, at: usize) -> Option<&Stretch> {
        let after = self.0.partition_point(|stretch| stretch.at <= at);
        self.0.get(after.saturating_sub(1))
    }

    /// Where in the text the byte at `offset` of the other stands: at the next byte that is in it.
    fn inside(&self, offset: usize) -> Option<usize> {
        let after = self.0.partition_point(|stretch| stretch.from.start <= offset);
        match self.0.get(after.checked_sub(1)?) {
            Some(stretch) if offset < stretch.from.end => {
                Some(stretch.at + offset - stretch.from.start)
            }
            Some(stretch) => {
                Some(self.0.get(after).map_or(stretch.at + stretch.from.len(), |next| next.at))
            }
            None => None,
        }
    }

    /// What `span` of a text stands at that stands, itself, at `whole`.
    pub(crate) fn place_in(&self, whole: Span, span: Span) -> Span {
        if self.is_empty() { span.shifted(whole.start) } else { self.place(span) }
    }

    /// Where the byte at `offset` is in a text that stands at `whole`.
    pub(crate) fn inside_of(&self, whole: Span, offset: usize) -> usize {
        self.inside(offset).unwrap_or_else(|| offset.saturating_sub(whole.start))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn parts_lead_back_to_where_they_stand() {
        let origin = "대표단은 극장으\n\n12\n\n로 갔다.  다음 날\n떠났다.";
        let find = |words: &str| {
            let at = origin.find(words).expect(words);
            Span::new(at, at + words.len())
        };
        let mut stitched = Stitched::default();
        stitched.push(origin, find("대표단은 극장으"), false);
        stitched.push(origin, find("로 갔다.  다음 날"), false);
        stitched.push(origin, find("떠났다."), true);
        assert_eq!(stitched.text(), "대표단은 극장으로 갔다.  다음 날 떠났다.");
        #[rustfmt::skip]
        let cases = [
            // words            stand at                         why
            ("대표단은",          "대표단은",                        "in one stretch"),
            ("극장으로",          "극장으\n\n12\n\n로",              "over a page number"),
            ("다음 날 떠났다",     "다음 날\n떠났다",                  "over a line end"),
            ("극장으",            "극장으",                          "an end at a seam stays before it"),
            ("로 갔다",           "로 갔다",                         "a beginning at a seam stays behind it"),
        ];
        for (words, expected, why) in cases {
            let at = stitched.text().find(words).expect(words);
            let span = Span::new(at, at + words.len());
            assert_eq!(stitched.place(span).of(origin), expected, "{words}: {why}");
            let (text, place, seams) = stitched.part(span);
            assert_eq!((text.as_str(), place.of(origin)), (words, expected), "{words}: {why}");
            assert_eq!(seams.is_empty(), words == expected, "{words}: {why}");
            let all = Span::new(0, text.len());
            assert_eq!(seams.place_in(place, all), place, "{words}: {why}");
        }
    }

    proptest! {
        #[test]
        fn any_stretch_of_any_part_holds_its_own_words(
            origin in "[a-z가-힣]{30,40}",
            cuts in prop::collection::vec((0_usize..4, 1_usize..6, any::<bool>()), 1..6),
        ) {
            let marks: Vec<usize> = origin.char_indices().map(|(at, _)| at).collect();
            let mut stitched = Stitched::default();
            let mut at = 0;
            for (skip, take, blank) in cuts {
                let from = Span::new(marks[at + skip], marks[at + skip + take]);
                stitched.push(&origin, from, blank);
                at += skip + take;
                if at + 10 > marks.len() { break; }
            }
            let text = stitched.text().to_owned();
            let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            for (i, &start) in bounds.iter().enumerate() {
                for &end in &bounds[i..] {
                    let place = stitched.place(Span::new(start, end));
                    prop_assert!(origin.get(place.start..place.end).is_some());
                    let (part, whole, seams) = stitched.part(Span::new(start, end));
                    // Each letter of the part stands where the part says.
                    for (at, c) in part.char_indices().filter(|&(_, c)| c != ' ') {
                        let one = seams.place_in(whole, Span::new(at, at + c.len_utf8()));
                        if part.trim() == part {
                            prop_assert_eq!(one.of(&origin), c.to_string());
                            prop_assert_eq!(seams.inside_of(whole, one.start), at);
                        }
                    }
                }
            }
        }
    }
}
