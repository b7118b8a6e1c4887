//! Right pairs that look wrong and wrong ones that look right, each as a document of its own in both directions.

mod dates;
mod measures;
mod numbers;

use crate::{
    align::{Alignment, Bead, keys::tests::bitext},
    anchor,
    reading::Context,
    segment::Bitext,
};

/// That exactly the rules named speak of each pair, or one of those with a bar between them, and none where none is
/// named; the English first and the Korean first.
fn hold(cases: &[(&str, &str, &str)]) {
    let mut wrong = Vec::new();
    for (english, korean, rule) in cases {
        let forth = bitext(&[english], &[korean]);
        let back = Bitext { source: forth.target.clone(), target: forth.source.clone() };
        for (way, bitext) in [("→", forth), ("←", back)] {
            let found = told(&bitext);
            let fits = match *rule {
                "" => found.is_empty(),
                rules => rules.split('|').any(|rule| found.iter().any(|(told, _)| *told == rule)),
            };
            if !fits {
                wrong.push(format!("{english} {way} {korean}: expected {rule:?}, told {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The rules that speak of a bead of all segments, and what they say.
fn told(bitext: &Bitext) -> Vec<(&'static str, String)> {
    let anchors = anchor::find(bitext);
    let bead = Bead { source: 0..1, target: 0..1, score: 1.0, cost: 0.0 };
    let alignment = Alignment { beads: vec![bead] };
    let context = Context::new(bitext, &alignment, &anchors);
    let divergences = super::compare(&context);
    divergences.iter().map(|d| (d.rule(), d.message(&context))).collect()
}
