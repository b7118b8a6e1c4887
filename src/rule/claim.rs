//! Remarks on claims that contradict each other, for the rules on what a sentence says.

use super::{Remark, Severity, meaning::shown};
use crate::{
    reading::{
        Context,
        claims::{Claims, Contradicted},
        cue::{BeadText, whole_words},
    },
    text::{Order, Span},
};

/// Adds a remark for each aspect in which the two sides of a bead contradict each other.
pub(crate) fn check(claims: &Claims, context: &Context<'_>, remarks: &mut Vec<Remark>) {
    let Some((order, beads)) = context.texts() else { return };
    for &(position, ref texts) in beads {
        for contradicted in claims.contradicted(texts) {
            remarks.push(remark(position, order, texts, &contradicted));
        }
    }
}

fn remark(
    bead: usize,
    order: Order,
    texts: &[BeadText; 2],
    contradicted: &Contradicted<'_>,
) -> Remark {
    let by = contradicted.by;
    let spans = [0, 1].map(|side| -> Span {
        let text = texts[side].plain();
        let span = contradicted.spans[side].trimmed(text);
        if side == 0 { span } else { whole_words(text, span) }
    });
    let words = [0, 1].map(|side| {
        let text = &texts[side];
        shown(side, text.folded.original(spans[side]).of(text.text()))
    });
    let [english, korean] = [0, 1].map(|side| Some(texts[side].mark(spans[side])));
    let (source, target) = order.arranged(english, korean);
    let [first, second] = words;
    let (from, to) = order.arranged(first, second);
    let [first, second] = by.glosses;
    let (said, is_said) = order.arranged(first, second);
    Remark {
        bead,
        source,
        target,
        severity: if by.severity == "major" { Severity::Major } else { Severity::Minor },
        evidence: format!("{} contradicted", by.aspect).into(),
        message: format!("{from} is rendered {to}: “{said}” became “{is_said}”"),
        suggestion: None,
    }
}
