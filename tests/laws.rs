//! What must hold of an alignment whatever the two halves are: its beads cover both of them once and in
//! order, and none is empty.

use daejo::{
    align::{Alignment, align, ladder},
    anchor,
    segment::{Bitext, Half, Segment},
    text::{Language, Span},
};
use proptest::prelude::*;

/// Segments of anything, among them such as have values, with paragraphs.
fn half(language: Language) -> impl Strategy<Value = Half> {
    let telling = prop::sample::select(vec![
        "On 4 April 1957 Kim Il Sung met 35,000 workers.",
        "1957년 4월 4일 김일성이 로동자 3만 5천명을 만났다.",
        "The Minister of Foreign Affairs of the USSR (Pyongyang).",
        "외무상은 평양에 있었다.",
        "1957",
        ".",
    ]);
    let text = prop_oneof![telling.prop_map(str::to_owned), "\\PC{1,30}", "[가-힣 ]{1,20}"];
    let segments = prop::collection::vec((text, 0..2_usize), 0..12);
    segments.prop_map(move |texts| {
        let (mut start, mut paragraph) = (0, 0);
        let segments = texts.into_iter().enumerate().map(|(index, (text, border))| {
            let span = Span::new(start, start + text.len());
            start = span.end + 1;
            paragraph += border;
            Segment::new(index, paragraph, text, span)
        });
        Half { language: language.clone(), segments: segments.collect() }
    })
}

fn bitext() -> impl Strategy<Value = Bitext> {
    let languages = prop::sample::select(vec![("en", "ko"), ("ko", "en"), ("de", "fr")]);
    languages.prop_flat_map(|(source, target)| {
        let tag = |tag: &str| tag.parse().expect("a tag");
        (half(tag(source)), half(tag(target)))
            .prop_map(|(source, target)| Bitext { source, target })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_ladder_covers_both_halves_once_and_in_order(bitext in bitext()) {
        let alignment = align(&bitext, &anchor::find(&bitext), None);
        let (mut source, mut target) = (0, 0);
        for bead in &alignment.beads {
            prop_assert_eq!(bead.source.start, source, "{:?}", bead);
            prop_assert_eq!(bead.target.start, target, "{:?}", bead);
            prop_assert!(!bead.source.is_empty() || !bead.target.is_empty(), "{:?}", bead);
            prop_assert!((0.0..=1.0).contains(&bead.score) && bead.cost.is_finite(), "{:?}", bead);
            (source, target) = (bead.source.end, bead.target.end);
        }
        prop_assert_eq!(source, bitext.source.segments.len());
        prop_assert_eq!(target, bitext.target.segments.len());
    }

    #[test]
    fn every_segment_is_found_in_its_bead(bitext in bitext()) {
        let alignment = align(&bitext, &anchor::find(&bitext), None);
        for index in 0..bitext.source.segments.len() {
            let at = alignment.bead_of_source(index).expect("a bead");
            prop_assert!(alignment.beads[at].source.contains(&index));
        }
        for index in 0..bitext.target.segments.len() {
            let at = alignment.bead_of_target(index).expect("a bead");
            prop_assert!(alignment.beads[at].target.contains(&index));
        }
    }

    #[test]
    fn a_ladder_written_is_the_ladder_read(bitext in bitext()) {
        let alignment = align(&bitext, &anchor::find(&bitext), None);
        let rungs = ladder::read("x".as_ref(), &ladder::write(&alignment)).expect("a ladder");
        let Alignment { beads } = alignment;
        let beads: Vec<ladder::Rung> =
            beads.into_iter().map(|bead| (bead.source.collect(), bead.target.collect())).collect();
        prop_assert_eq!(rungs, beads);
    }
}
