//! Aligning around beads that somebody is sure of: these stay as they are, and what stands between two of them is aligned
//! by itself.

use std::ops::Range;

use super::{Alignment, Bead};
use crate::{
    anchor,
    encoder::Encoder,
    segment::{Bitext, Half, Segment},
};

/// Aligns a bitext so that every one of `pins`, which follow each other, is a bead of the ladder.
///
/// A pin with an empty side says that its segments have no counterpart, and nothing of where the other half is then.
pub fn align(bitext: &Bitext, pins: &[Bead], encoder: Option<&Encoder>) -> Alignment {
    let lengths = [bitext.source.segments.len(), bitext.target.segments.len()];
    let mut beads = Vec::new();
    let mut reached = [0, 0];
    let both: Vec<&Bead> = pins.iter().filter(|pin| !pin.is_gap()).collect();
    for end in 0..=both.len() {
        let pin = both.get(end);
        let to = pin.map_or(lengths, |pin| [pin.source.start, pin.target.start]);
        let region = [reached[0]..to[0].max(reached[0]), reached[1]..to[1].max(reached[1])];
        between(bitext, region, pins, encoder, &mut beads);
        let Some(pin) = pin else { break };
        reached = [pin.source.end, pin.target.end];
        beads.push(bead(pin.source.clone(), pin.target.clone()));
    }
    Alignment { beads: settled(beads) }
}

fn bead(source: Range<usize>, target: Range<usize>) -> Bead {
    Bead { source, target, score: 1.0, cost: 0.0 }
}

/// The segments of a half that are named, as a half of their own.
fn part(half: &Half, indices: &[usize]) -> Half {
    let named = indices.iter().filter_map(|index| half.segments.get(*index)).enumerate();
    let segments = named.map(|(index, segment)| Segment { index, ..segment.clone() });
    Half { language: half.language.clone(), segments: segments.collect() }
}

/// Aligns a region in which no pin has both sides.
fn between(
    bitext: &Bitext,
    region: [Range<usize>; 2],
    pins: &[Bead],
    encoder: Option<&Encoder>,
    beads: &mut Vec<Bead>,
) {
    let [source, target] = region;
    let is_alone = |half: usize, index: usize| {
        let pins = pins.iter().filter(|pin| pin.is_gap());
        let mut own = pins.map(|pin| if half == 0 { &pin.source } else { &pin.target });
        own.any(|range| range.contains(&index))
    };
    let free = |half: usize, range: &Range<usize>| -> Vec<usize> {
        range.clone().filter(|index| !is_alone(half, *index)).collect()
    };
    let own = [free(0, &source), free(1, &target)];
    let mut found = Vec::new();
    if !own[0].is_empty() && !own[1].is_empty() {
        let some =
            Bitext { source: part(&bitext.source, &own[0]), target: part(&bitext.target, &own[1]) };
        for bead in super::align(&some, &anchor::find(&some), encoder).beads {
            found.push([&own[0][bead.source], &own[1][bead.target]].map(runs));
        }
    } else {
        found.extend(own[0].iter().map(|at| [runs(&[*at]), Vec::new()]));
        found.extend(own[1].iter().map(|at| [Vec::new(), runs(&[*at])]));
    }
    let first = beads.len();
    for [sources, targets] in found {
        // Where a segment that stands alone interrupts a side, the rest of it stands alone too.
        let mut sides = [sources.into_iter(), targets.into_iter()];
        let heads = sides.each_mut().map(Iterator::next);
        beads.push(bead(heads[0].clone().unwrap_or(0..0), heads[1].clone().unwrap_or(0..0)));
        let [sources, targets] = sides;
        beads.extend(sources.map(|range| bead(range, 0..0)));
        beads.extend(targets.map(|range| bead(0..0, range)));
    }
    for (half, range) in [(0, source), (1, target)] {
        for index in range.filter(|index| is_alone(half, *index)) {
            let side =
                |bead: &Bead| if half == 0 { bead.source.clone() } else { bead.target.clone() };
            let behind = beads[first..].iter().position(|bead| {
                let own = side(bead);
                !own.is_empty() && own.start > index
            });
            let place = behind.map_or(beads.len(), |behind| first + behind);
            let alone = index..index + 1;
            let new = if half == 0 { bead(alone, 0..0) } else { bead(0..0, alone) };
            beads.insert(place, new);
        }
    }
}

/// Indices as ranges of those that follow each other.
fn runs(indices: &[usize]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for &index in indices {
        match runs.last_mut() {
            Some(last) if last.end == index => last.end += 1,
            _ => runs.push(index..index + 1),
        }
    }
    runs
}

/// Gives empty sides their place.
fn settled(mut beads: Vec<Bead>) -> Vec<Bead> {
    let mut reached = [0, 0];
    for bead in &mut beads {
        for (side, reached) in [&mut bead.source, &mut bead.target].into_iter().zip(&mut reached) {
            if side.start == side.end {
                *side = *reached..*reached;
            } else {
                *reached = side.end;
            }
        }
    }
    beads
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::align::keys::tests::bitext;

    const EN: [&str; 5] =
        ["It was 1957.", "He had 12 boxes.", "Nobody came.", "He took 30 books.", "It was 1958."];
    const KO: [&str; 5] = [
        "1957년이었다.",
        "그는 상자 12개가 있었다.",
        "아무도 오지 않았다.",
        "그는 책 30권을 가져갔다.",
        "1958년이었다.",
    ];

    fn covers(alignment: &Alignment, lengths: [usize; 2]) {
        let mut reached = [0, 0];
        for bead in &alignment.beads {
            assert_eq!([bead.source.start, bead.target.start], reached, "{:?}", alignment.beads);
            assert!(bead.source.end > bead.source.start || bead.target.end > bead.target.start);
            reached = [bead.source.end, bead.target.end];
        }
        assert_eq!(reached, lengths, "{:?}", alignment.beads);
    }

    #[test]
    fn pins_stay_and_the_rest_is_aligned_around_them() {
        let bitext = bitext(&EN, &KO);
        #[rustfmt::skip]
        let cases: [(&[Bead], &str); 5] = [
            (&[],                               "nothing is pinned"),
            (&[bead(1..3, 1..2)],               "a bead that no search would make"),
            (&[bead(0..1, 0..1), bead(4..5, 2..5)], "the ends"),
            (&[bead(2..3, 0..0)],               "a segment without a counterpart"),
            (&[bead(0..0, 3..4), bead(4..5, 4..5)], "one of the other half, and a bead behind it"),
        ];
        for (pins, why) in cases {
            let alignment = align(&bitext, pins, None);
            covers(&alignment, [5, 5]);
            for pin in pins {
                let is_it = |bead: &Bead| {
                    let sides = [(&bead.source, &pin.source), (&bead.target, &pin.target)];
                    sides
                        .iter()
                        .all(|(own, pinned)| own == pinned || own.is_empty() && pinned.is_empty())
                };
                assert!(alignment.beads.iter().any(is_it), "{why}: {:?}", alignment.beads);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn whatever_is_pinned_both_halves_are_covered_once(cuts in prop::collection::vec((0..3_usize, 0..3_usize, any::<bool>()), 0..4)) {
            let (mut pins, mut at) = (Vec::new(), [0, 0]);
            for (source, target, is_kept) in cuts {
                let end = [(at[0] + source).min(5), (at[1] + target).min(5)];
                let pin = bead(at[0]..end[0], at[1]..end[1]);
                if is_kept && (!pin.source.is_empty() || !pin.target.is_empty()) {
                    pins.push(pin);
                }
                at = end;
            }
            covers(&align(&bitext(&EN, &KO), &pins, None), [5, 5]);
        }
    }
}
