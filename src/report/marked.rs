//! Where findings stand in the segments: the text of a side as pieces, each with the findings that mark it.

use super::Compared;
use crate::{
    judge::Finding,
    reading::Side,
    segment::{Half, Segment},
    text::Span,
};

/// The marks of all findings on a bitext.
#[derive(Debug)]
pub(super) struct Marks {
    /// For each segment of the source, then of the target: the stretches of its text and the findings on them.
    segments: [Vec<Vec<(Span, usize)>>; 2],
    /// For each bead the findings that stand in it.
    beads: Vec<Vec<Note>>,
    /// For each finding whether it marks any word of a segment.
    is_marked: Vec<bool>,
}

/// A finding in a bead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Note {
    /// Its position among the findings.
    pub(super) finding: usize,
    /// Which of its places this is: 0 for the first.
    pub(super) place: usize,
}

/// A stretch of a text with what marks it, the gravest first; nothing where it is as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) findings: Vec<usize>,
}

/// The places of a finding: the words of both sides, and the bead.
pub(super) fn places(
    finding: &Finding,
) -> impl Iterator<Item = (Option<&Side>, Option<&Side>, usize)> {
    let own = (finding.source.as_ref(), finding.target.as_ref(), finding.bead);
    let is_one = finding.occurrences.is_empty();
    let several =
        finding.occurrences.iter().map(|o| (o.source.as_ref(), o.target.as_ref(), o.bead));
    is_one.then_some(own).into_iter().chain(several)
}

/// Where `side` stands in the segment: byte offsets in its text; none if it does not.
pub(super) fn inside(side: &Side, segment: &Segment) -> Option<Span> {
    if !side.segments.contains(&segment.index) {
        return None;
    }
    let at = |offset: usize| {
        let mut at = segment.inside(offset.clamp(segment.span.start, segment.span.end));
        at = at.min(segment.text.len());
        while !segment.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (at(side.span.start), at(side.span.end));
    let end = if side.span.end >= segment.span.end { segment.text.len() } else { end };
    (start < end).then(|| Span::new(start, end))
}

impl Marks {
    /// Finds the places of `findings`. Linear in their number.
    pub(super) fn of(compared: &Compared<'_>, findings: &[Finding]) -> Self {
        let halves = [&compared.bitext.source, &compared.bitext.target];
        let mut segments = halves.map(|half| vec![Vec::new(); half.segments.len()]);
        let mut beads = vec![Vec::new(); compared.alignment.beads.len()];
        let mut is_marked = vec![false; findings.len()];
        for (number, finding) in findings.iter().enumerate() {
            for (place, (source, target, bead)) in places(finding).enumerate() {
                if let Some(notes) = beads.get_mut(bead) {
                    notes.push(Note { finding: number, place });
                }
                for (half, side) in [source, target].into_iter().enumerate() {
                    let Some(side) = side else { continue };
                    for index in &side.segments {
                        let Some(segment) = halves[half].segments.get(*index) else { continue };
                        if let Some(span) = inside(side, segment) {
                            segments[half][*index].push((span, number));
                            is_marked[number] = true;
                        }
                    }
                }
            }
        }
        let worse = |a: usize, b: usize| {
            let (x, y) = (&findings[a], &findings[b]);
            let rank = y.severity.cmp(&x.severity);
            rank.then(y.confidence.total_cmp(&x.confidence)).then(a.cmp(&b))
        };
        for marks in segments.iter_mut().flatten() {
            marks.sort_by(|a, b| worse(a.1, b.1));
            marks.dedup();
        }
        for notes in &mut beads {
            notes.sort_by(|a: &Note, b: &Note| worse(a.finding, b.finding));
        }
        Self { segments, beads, is_marked }
    }

    /// The findings in a bead, the gravest first.
    pub(super) fn notes(&self, bead: usize) -> &[Note] {
        self.beads.get(bead).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a finding marks words of a segment: what stands apart from all of them is not marked.
    pub(super) fn has_words(&self, finding: usize) -> bool {
        self.is_marked[finding]
    }

    /// The text of a segment in pieces; `half` is 0 for the source and 1 for the target.
    pub(super) fn pieces<'a>(&self, half: usize, segment: &'a Segment) -> Vec<Piece<'a>> {
        pieces(&segment.text, &self.segments[half][segment.index])
    }

    /// The texts of the segments of a side of a bead in pieces, a blank between two segments.
    pub(super) fn joined<'a>(
        &self,
        half: usize,
        all: &'a Half,
        range: std::ops::Range<usize>,
    ) -> Vec<Piece<'a>> {
        let glue = glue(all);
        let mut joined = Vec::new();
        for segment in &all.segments[range] {
            if !joined.is_empty() && !glue.is_empty() {
                joined.push(Piece { text: glue, findings: Vec::new() });
            }
            joined.extend(self.pieces(half, segment));
        }
        joined
    }
}

/// What stands between two sentences of a language.
pub(super) fn glue(half: &Half) -> &'static str {
    if matches!(half.language.primary(), "zh" | "ja" | "th") { "" } else { " " }
}

/// A text in pieces, cut at the ends of its marks.
pub(super) fn pieces<'a>(text: &'a str, marks: &[(Span, usize)]) -> Vec<Piece<'a>> {
    let mut cuts: Vec<usize> = vec![0, text.len()];
    cuts.extend(marks.iter().flat_map(|(span, _)| [span.start, span.end]));
    cuts.sort_unstable();
    cuts.dedup();
    let pieces = cuts.windows(2).map(|cut| {
        let span = Span::new(cut[0], cut[1]);
        let findings = marks.iter().filter(|(mark, _)| mark.contains(span));
        Piece { text: span.of(text), findings: findings.map(|(_, finding)| *finding).collect() }
    });
    pieces.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    type Case = &'static [(Span, usize)];

    #[test]
    fn pieces_are_the_text_cut_at_its_marks() {
        let shown = |marks: &[(Span, usize)]| -> Vec<String> {
            let pieces = pieces("abcdef", marks);
            pieces.iter().map(|piece| format!("{}{:?}", piece.text, piece.findings)).collect()
        };
        #[rustfmt::skip]
        let cases: [(Case, &[&str], &str); 4] = [
            (&[],                             &["abcdef[]"],                            "nothing marked"),
            (&[(Span { start: 1, end: 3 }, 7)],              &["a[]", "bc[7]", "def[]"],               "one"),
            (&[(Span { start: 0, end: 4 }, 1), (Span { start: 2, end: 6 }, 0)], &["ab[1]", "cd[1, 0]", "ef[0]"],      "two that overlap"),
            (&[(Span { start: 0, end: 6 }, 2), (Span { start: 2, end: 3 }, 5)], &["ab[2]", "c[2, 5]", "def[2]"],      "one inside of another"),
        ];
        for (marks, expected, why) in cases {
            assert_eq!(shown(marks), expected, "{why}");
        }
    }

    #[test]
    fn every_finding_marks_its_words_and_stands_in_its_bead() {
        let sample = sample::note();
        let marks = Marks::of(&sample.compared(), &sample.findings);
        for (number, finding) in sample.findings.iter().enumerate() {
            assert!(marks.notes(finding.bead).contains(&Note { finding: number, place: 0 }));
            let halves = [
                (0, &sample.bitext.source, &finding.source),
                (1, &sample.bitext.target, &finding.target),
            ];
            for (half, all, side) in halves {
                let Some(side) = side else { continue };
                let marked: String = side
                    .segments
                    .iter()
                    .flat_map(|index| marks.pieces(half, &all.segments[*index]))
                    .filter(|piece| piece.findings.contains(&number))
                    .map(|piece| piece.text)
                    .collect();
                assert_eq!(marked, side.text);
            }
        }
    }
}
