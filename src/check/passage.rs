//! What the rules about whole passages have in common.

use std::{collections::BTreeSet, ops::Range};

use super::{Context, Severity};
use crate::{
    align::Bead,
    anchor::{Anchor, Anchors},
    segment::Segment,
    text::ScriptCounts,
};

/// A gap the alignment is at least this sure of.
const SURE: f64 = 0.8;

/// A segment with fewer letters than this (a Hangul syllable counts as two) is a heading or phrase.
const PHRASE_LETTERS: usize = 16;

/// How bad a gap at `segment`, which holds `values`, is and what kind of evidence it is; `None` if
/// nothing is lost by it.
///
/// A sentence all of whose values stand `opposite` its neighbours may have been merged into one of
/// them without a trace of its own: that is a doubt, not a loss.
pub(super) fn gap(
    segment: &Segment,
    bead: &Bead,
    values: &[Anchor],
    opposite: &BTreeSet<String>,
) -> Option<(Severity, &'static str)> {
    let counts = ScriptCounts::of(&segment.text);
    if counts.letters() < 2 {
        return None;
    }
    let keys: Vec<_> = values.iter().flat_map(|anchor| anchor.value.keys()).collect();
    if !keys.is_empty() && keys.iter().all(|key| opposite.contains(key)) {
        return Some((Severity::Minor, "nothing new"));
    }
    let letters = counts.letters() + counts.hangul + counts.han;
    let severity = if letters < PHRASE_LETTERS { Severity::Minor } else { Severity::Major };
    Some((severity, if bead.score >= SURE { "sure gap" } else { "likely gap" }))
}

/// The values on the other side of the two beads next to a gap.
pub(super) fn nearby_values(
    context: &Context<'_>,
    position: usize,
    half: impl Fn(&Anchors) -> &Vec<Vec<Anchor>>,
    side: impl Fn(&Bead) -> &Range<usize>,
) -> BTreeSet<String> {
    let beads = &context.alignment.beads;
    let before = beads[..position].iter().rev().find(|bead| !side(bead).is_empty());
    let after = beads[position + 1..].iter().find(|bead| !side(bead).is_empty());
    let segments = before.into_iter().chain(after).flat_map(|bead| side(bead).clone());
    let anchors = segments.flat_map(|index| &half(context.anchors)[index]);
    anchors.flat_map(|anchor| anchor.value.keys()).collect()
}

/// Whether a segment is nothing but a note by the translator or editor.
pub(super) fn is_translators_note(text: &str) -> bool {
    let inner = text.trim().trim_end_matches('.');
    let bracketed = [('[', ']'), ('(', ')'), ('〔', '〕')]
        .iter()
        .any(|&(open, close)| inner.starts_with(open) && inner.ends_with(close));
    let named = ["역주", "역자", "옮긴이", "편집자", "trans", "note", "ed.", "sic"];
    let lower = inner.to_lowercase();
    bracketed && named.iter().any(|name| lower[1..].trim_start().starts_with(name))
}

/// At most this many characters of a passage are quoted in a message.
const QUOTED_CHARS: usize = 40;

/// The beginning of a passage in quotation marks.
pub(super) fn quoted(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= QUOTED_CHARS {
        return format!("“{words}”");
    }
    let mut start: String = words.chars().take(QUOTED_CHARS).collect();
    if let Some(at) = start.rfind(' ') {
        start.truncate(at);
    }
    format!("“{start} …”")
}
