//! `align --explain` for people: under each bead what speaks for it, what against, and what would be
//! next best.

use std::fmt::Write as _;

use super::Compared;
use crate::align::{Bead, explain::Reason, repair::Group};

/// So many values are named.
const MOST_VALUES: usize = 6;

/// Writes the beads with their texts and reasons, which are those of the alignment compared.
pub fn write(compared: &Compared<'_>, reasons: &[Reason]) -> String {
    let mut page = String::new();
    for (bead, reason) in compared.alignment.beads.iter().zip(reasons) {
        let _ = writeln!(page, "{}  {:.2}", place(bead), bead.score);
        for segment in &compared.bitext.source.segments[bead.source.clone()] {
            let _ = writeln!(page, "  {}", segment.text);
        }
        for segment in &compared.bitext.target.segments[bead.target.clone()] {
            let _ = writeln!(page, "  {}", segment.text);
        }
        for (heading, sign) in [("for:    ", 1.0), ("against:", -1.0)] {
            let mut evidence: Vec<_> =
                reason.evidence.iter().filter(|(_, nats)| nats * sign > 0.0).collect();
            evidence.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
            let parts: Vec<String> =
                evidence.iter().map(|(group, nats)| part(bead, *group, *nats, reason)).collect();
            if !parts.is_empty() {
                let _ = writeln!(page, "  {heading} {}", parts.join("; "));
            }
        }
        if let Some(instead) = &reason.instead {
            let _ = writeln!(page, "  instead:  {}  {:.2}", place(instead), instead.score);
        }
        page.push('\n');
    }
    page.pop();
    page
}

/// The segments of a bead: `34, 35 = 30`.
fn place(bead: &Bead) -> String {
    let side = |range: &std::ops::Range<usize>| {
        let numbers: Vec<String> = range.clone().map(|index| index.to_string()).collect();
        if numbers.is_empty() { "—".to_owned() } else { numbers.join(", ") }
    };
    format!("{} = {}", side(&bead.source), side(&bead.target))
}

/// What a kind of evidence says, and how strongly.
fn part(bead: &Bead, group: Group, nats: f64, reason: &Reason) -> String {
    let favours = nats > 0.0;
    let gap = bead.is_gap();
    let merged = bead.source.len() + bead.target.len() > 2;
    let what = match (group, gap, favours) {
        (Group::Kind, true, true) => "what stands before it has no counterpart either",
        (Group::Kind, true, false) => "few passages have no counterpart",
        (Group::Kind, false, true) => "segments are often joined like this",
        (Group::Kind, false, false) => "segments are seldom joined like this",
        (Group::Length, true, true) => "its length is that of passages without counterpart",
        (Group::Length, true, false) => "passages of its length have a counterpart",
        (Group::Length, false, true) => "the lengths go together",
        (Group::Length, false, false) => "the lengths do not go together",
        (Group::Paragraphs, _, true) => "paragraphs begin together",
        (Group::Paragraphs, _, false) => "a paragraph begins on one side only or inside",
        (Group::Anchors, _, true) => "numbers, dates and names agree",
        (Group::Anchors, _, false) => "numbers, dates or names stand on one side only",
        (Group::Words, _, true) => "its words go together elsewhere in the document",
        (Group::Words, _, false) => "its words do not go together elsewhere",
        (Group::Meaning, true, true) => "nothing around means the same",
        (Group::Meaning, true, false) => "something around means nearly the same",
        (Group::Meaning, false, true) => "both sides mean the same",
        (Group::Meaning, false, false) if merged => "not every segment belongs to the meaning",
        (Group::Meaning, false, false) => "the sides mean different things",
        (Group::Lexicon, true, true) => "no words around translate its words",
        (Group::Lexicon, true, false) => "words around translate its words",
        (Group::Lexicon, false, true) => "the dictionary finds its words opposite",
        (Group::Lexicon, false, false) => "the dictionary finds few of its words opposite",
    };
    let values = match (group, favours) {
        (Group::Anchors, true) => &reason.shared[..],
        (Group::Anchors, false) => &reason.alone[..],
        _ => &[],
    };
    let mut text = format!("{what} ({}", strength(nats));
    if !values.is_empty() {
        let named: Vec<&str> = values.iter().take(MOST_VALUES).map(String::as_str).collect();
        text += ": ";
        text += &named.join(", ");
        if values.len() > MOST_VALUES {
            text += ", …";
        }
    }
    text.push(')');
    text
}

/// How much a kind of evidence weighs, in a word.
fn strength(nats: f64) -> &'static str {
    match nats.abs() {
        ..0.5 => "a little",
        0.5..2.0 => "somewhat",
        2.0..5.0 => "much",
        _ => "very much",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        align::{Alignment, Evidence, cost::Weights},
        anchor,
        report::sample,
    };

    #[test]
    fn every_bead_is_explained_in_words() {
        let sample = sample::note();
        let compared = sample.compared();
        let anchors = anchor::find(compared.bitext);
        let evidence = Evidence::new(compared.bitext, &anchors, None);
        let (alignment, reasons): (Alignment, _) = evidence.explain(&Weights::fitted(false));
        let page = write(&Compared { alignment: &alignment, ..compared }, &reasons);
        assert!(page.matches(" = ").count() >= alignment.beads.len());
        insta::assert_snapshot!(page);
    }
}
