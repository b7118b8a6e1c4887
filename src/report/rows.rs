//! A bitext as the rows of a table: its beads, and in their places what was left out between them.

use super::{Compared, Places, Spot, left_out};
use crate::{align::Alignment, segment::Segment};

/// A stretch of lines that was not compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Left {
    /// `source` or `target`.
    pub(super) file: &'static str,
    /// Where its first line begins, and its last.
    pub(super) spots: [Spot; 2],
    /// Byte offset of its end in the document's text.
    end: usize,
    /// What it was left out as.
    pub(super) kind: String,
    /// Why.
    pub(super) reason: String,
    /// What stands there, a line a piece.
    pub(super) text: Vec<String>,
    /// The half of the bitext that it stands in or behind: 0 is the source.
    pub(super) half: usize,
}

impl Left {
    /// Characters that it takes.
    pub(super) fn chars(&self) -> usize {
        self.text.iter().map(|text| text.chars().count()).sum()
    }
}

/// For each bead what was left out before it, and in the end what was left out behind the last.
pub(super) fn left_out(compared: &Compared<'_>) -> Vec<Vec<Left>> {
    let Compared { input, bitext, alignment } = compared;
    let halves = [&bitext.source.segments[..], &bitext.target.segments[..]];
    let one_file = input.target.is_none();
    let mut slots: Vec<Vec<Left>> = vec![Vec::new(); alignment.beads.len() + 1];
    let mut places: Option<(&'static str, Places<'_>)> = None;
    for (document, file, part, kind) in left_out::parts(input) {
        let of_other = places.take().filter(|(of, _)| *of == file);
        let (_, places) = places.insert(of_other.unwrap_or_else(|| (file, Places::new(document))));
        let last = places.spot(part.core.end);
        let own = usize::from(file == "target");
        let candidates = if one_file { 0..=1 } else { own..=own };
        let before = candidates.filter_map(|half| {
            let segment = before(halves[half], part.core.start)?;
            Some((segment.span.start, half, segment.index))
        });
        let (slot, half) = match before.max() {
            None => (0, own),
            Some((_, half, index)) => {
                (bead(alignment, half, index).map_or(0, |bead| bead + 1), half)
            }
        };
        let text = part.core.of(&document.text).to_owned();
        if let Some(left) = slots[slot].last_mut()
            && (left.file, &left.kind, &left.reason) == (file, &kind, &part.reason)
            && line_ends(document.text.get(left.end..part.core.start)) <= 2
        {
            left.spots[1] = last;
            left.end = part.core.end;
            left.text.push(text);
            continue;
        }
        let (spots, reason) = ([places.spot(part.core.start), last], part.reason.clone());
        let end = part.core.end;
        slots[slot].push(Left { file, spots, end, kind, reason, text: vec![text], half });
    }
    slots
}

/// How many lines end in a stretch; many, if there is none.
fn line_ends(between: Option<&str>) -> usize {
    between.map_or(usize::MAX, |text| text.lines().count().saturating_sub(1))
}

/// The last segment that begins before `offset`.
fn before(segments: &[Segment], offset: usize) -> Option<&Segment> {
    let after = segments.partition_point(|segment| segment.span.start < offset);
    segments[..after].last()
}

fn bead(alignment: &Alignment, half: usize, index: usize) -> Option<usize> {
    if half == 0 { alignment.bead_of_source(index) } else { alignment.bead_of_target(index) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn what_was_left_out_stands_in_its_place() {
        let sample = sample::note();
        let slots = left_out(&sample.compared());
        assert_eq!(slots.len(), sample.alignment.beads.len() + 1);
        let [left] = &slots[0][..] else { panic!("one line before the first bead: {slots:?}") };
        assert_eq!(
            (&left.spots, left.kind.as_str(), left.half),
            (&[Spot::Line(1), Spot::Line(1)], "furniture", 0)
        );
        assert_eq!(left.text, ["Skip to content"]);
        assert!(slots[1..].iter().all(Vec::is_empty));
    }

    #[test]
    fn lines_of_a_kind_below_each_other_are_one_stretch() {
        let mut sample = sample::note();
        let is_text = |part: &crate::halves::Part| part.kind == crate::halves::Kind::Target;
        for part in sample.input.source_parts.iter_mut().filter(|part| is_text(part)).skip(1) {
            part.kind = crate::halves::Kind::Metadata;
        }
        sample.bitext.target.segments.truncate(2);
        sample.alignment.beads.truncate(3);
        let slots = left_out(&sample.compared());
        let [left] = &slots[3][..] else { panic!("behind the last bead: {slots:?}") };
        assert_eq!(
            (&left.spots, left.kind.as_str(), left.half),
            (&[Spot::Line(9), Spot::Line(10)], "metadata", 1)
        );
        assert_eq!(left.text.len(), 2);
    }
}
