//! Why the segments of a bead were joined, or one left alone.

use std::{collections::BTreeSet, ops::Range};

use serde::Serialize;

use super::{Alignment, Bead, Evidence, cost::Weights, repair::Group};
use crate::{anchor::Anchor, segment::Segment};

/// What speaks for and against a bead.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reason {
    /// The kinds of evidence that say anything, with what they are worth in nats: above 0 speaks for the
    /// bead, and 1 makes it 2.7 times as likely.
    pub evidence: Vec<(Group, f64)>,
    /// Numbers, dates, names, titles and bodies of the source side that the target side holds too, as
    /// they stand in the source.
    pub shared: Vec<String>,
    /// Those that only one side holds, as they stand there.
    pub alone: Vec<String>,
    /// The bead that would be next best for the same segments, if any comes near.
    pub instead: Option<Bead>,
}

/// Less than this says nothing.
const LEAST_NATS: f64 = 0.05;

/// A rival less probable than this is not worth naming.
const LEAST_PROB: f64 = 0.005;

impl Evidence<'_> {
    /// The alignment, and for each bead why it stands.
    pub fn explain(&self, weights: &Weights) -> (Alignment, Vec<Reason>) {
        let reasons = self.drafted(weights, |scene, draft| {
            let weights = scene.sources().weights();
            scene.lattice(&draft.beads).reasons(weights)
        });
        let reasons = reasons.into_iter().map(|(bead, nats, instead)| {
            let evidence = Group::ALL.into_iter().zip(nats);
            let (shared, alone) = self.values(&bead);
            let reason = Reason {
                evidence: evidence.filter(|(_, nats)| nats.abs() >= LEAST_NATS).collect(),
                shared,
                alone,
                instead: instead.filter(|bead| bead.score >= LEAST_PROB),
            };
            (bead, reason)
        });
        let (beads, reasons) = reasons.unzip();
        (Alignment { beads }, reasons)
    }

    /// The values that both sides hold, and those that one holds, each text once.
    fn values(&self, bead: &Bead) -> (Vec<String>, Vec<String>) {
        let Self { bitext, anchors, .. } = self;
        let source = held(&bitext.source.segments, &anchors.source, &bead.source);
        let target = held(&bitext.target.segments, &anchors.target, &bead.target);
        let keys = |side: &[(String, Vec<String>)]| -> BTreeSet<String> {
            side.iter().flat_map(|(_, keys)| keys).cloned().collect()
        };
        let (of_source, of_target) = (keys(&source), keys(&target));
        let (mut shared, mut alone) = (Vec::new(), Vec::new());
        for (text, keys) in &source {
            let met = keys.iter().any(|key| of_target.contains(key));
            if met { &mut shared } else { &mut alone }.push(text.clone());
        }
        if !bead.is_gap() {
            let unmet = |keys: &[String]| !keys.iter().any(|key| of_source.contains(key));
            alone.extend(
                target.iter().filter(|(_, keys)| unmet(keys)).map(|(text, _)| text.clone()),
            );
        } else if bead.source.is_empty() {
            alone.extend(target.into_iter().map(|(text, _)| text));
        }
        for list in [&mut shared, &mut alone] {
            let mut seen = BTreeSet::new();
            list.retain(|text| seen.insert(text.clone()));
        }
        (shared, alone)
    }
}

/// The values in some segments, as they stand there and as keys.
fn held(
    segments: &[Segment],
    anchors: &[Vec<Anchor>],
    run: &Range<usize>,
) -> Vec<(String, Vec<String>)> {
    let of_segment = |index: usize| {
        let text = &segments[index].text;
        let values = anchors[index].iter();
        values.map(|anchor| (anchor.span.of(text).to_owned(), anchor.value.keys()))
    };
    run.clone().flat_map(of_segment).filter(|(_, keys)| !keys.is_empty()).collect()
}
