//! One cause, one finding.
//!
//! A chapter that nobody translated is one thing to tell a reader, and so is a name that is misspelt twenty
//! times. Findings on consecutive segments left untranslated, left in the other language, or added become one
//! with a range; findings of one name or term with the same words become one with its `occurrences`.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use super::{
    Finding, Occurrence,
    identity::{fingerprint, normalised},
};
use crate::{
    align::Alignment,
    reading::Side,
    rule::passage::quoted,
    segment::{Bitext, Half},
};

/// Rules whose findings on consecutive whole segments have one cause: somebody left a passage out, or alone.
const PASSAGES: [&str; 3] = ["untranslated", "added", "residue"];
/// Rules about a name or a term, which is wrong for one reason wherever it stands.
const WORDS: [&str; 8] = [
    "name",
    "name-spelling",
    "title",
    "body",
    "anachronism",
    "term",
    "inconsistent-term",
    "loaded-term",
];

/// Gathers `told` by their causes, and puts into the gathered findings what is `hidden` of the same cause:
/// segments inside a range, further places of the same words. Both lists keep the order of the source.
///
/// A gathered finding is as grave and as sure as the gravest and the surest of its `members`, and has an
/// identity of its own, which holds while its first segment, or its words, stay the same. Linear in the
/// findings and the segments between them.
pub(super) fn gather(
    told: Vec<Finding>,
    hidden: Vec<Finding>,
    bitext: &Bitext,
    alignment: &Alignment,
) -> (Vec<Finding>, Vec<Finding>) {
    let ladder = Ladder::new(bitext, alignment);
    let (told, hidden) = runs(told, hidden, &ladder);
    let (mut told, hidden) = places(told, hidden);
    told.sort_by_key(order);
    (told, hidden)
}

fn order(finding: &Finding) -> (usize, usize, usize) {
    let start = |side: &Option<Side>| side.as_ref().map_or(usize::MAX, |side| side.span.start);
    (finding.bead, start(&finding.source), start(&finding.target))
}

/// Both halves with the bead of each segment.
struct Ladder<'a> {
    bitext: &'a Bitext,
    alignment: &'a Alignment,
    beads: [Vec<usize>; 2],
}

impl<'a> Ladder<'a> {
    fn new(bitext: &'a Bitext, alignment: &'a Alignment) -> Self {
        let mut beads =
            [vec![0; bitext.source.segments.len()], vec![0; bitext.target.segments.len()]];
        for (position, bead) in alignment.beads.iter().enumerate() {
            for (own, range) in beads.iter_mut().zip([&bead.source, &bead.target]) {
                own[range.clone()].fill(position);
            }
        }
        Self { bitext, alignment, beads }
    }

    fn half(&self, side: usize) -> &'a Half {
        if side == 0 { &self.bitext.source } else { &self.bitext.target }
    }

    /// Whether a run goes on over the segments of `between`: each has nothing opposite, or the very same, or
    /// no words.
    fn goes_on(&self, side: usize, mut between: Range<usize>) -> bool {
        between.all(|index| {
            let text = &self.half(side).segments[index].text;
            let Some(bead) = self.alignment.beads.get(self.beads[side][index]) else {
                return false;
            };
            let same = || {
                let opposite = if side == 0 { &bead.target } else { &bead.source };
                let half = self.half(1 - side);
                opposite.len() == 1 && half.segments[opposite.start].text.trim() == text.trim()
            };
            bead.is_gap() || !text.contains(char::is_alphabetic) || same()
        })
    }

    /// The side of a finding from its first segment to the last of another.
    fn joined(&self, side: usize, first: &Side, last: &Side) -> Option<Side> {
        let range = *first.segments.first()?..=*last.segments.last()?;
        let segments = self.half(side).segments.get(range.clone())?;
        let text =
            segments.iter().map(|segment| segment.text.as_str()).collect::<Vec<_>>().join(" ");
        Some(Side { segments: range.collect(), text, span: first.span.join(last.span) })
    }

    /// Whether a finding is about whole segments.
    fn is_whole(&self, side: usize, words: &Side) -> bool {
        let of = |index: &usize| self.half(side).segments.get(*index);
        words.segments.first().and_then(of).zip(words.segments.last().and_then(of)).is_some_and(
            |(first, last)| words.span.start <= first.span.start && words.span.end >= last.span.end,
        )
    }
}

/// The sides of a finding.
fn sides(finding: &Finding) -> [Option<&Side>; 2] {
    [finding.source.as_ref(), finding.target.as_ref()]
}

fn runs(
    told: Vec<Finding>,
    mut hidden: Vec<Finding>,
    ladder: &Ladder<'_>,
) -> (Vec<Finding>, Vec<Finding>) {
    // Of each rule, and apart for what has words on one side and on both.
    let mut lines: BTreeMap<(&str, [bool; 2]), Vec<Finding>> = BTreeMap::new();
    let mut kept = Vec::new();
    for finding in told {
        let rule = PASSAGES.into_iter().find(|rule| *rule == finding.rule);
        let has = sides(&finding).map(|side| side.is_some());
        let is_whole = sides(&finding)
            .iter()
            .enumerate()
            .all(|(side, words)| words.is_none_or(|words| ladder.is_whole(side, words)));
        match rule.filter(|_| is_whole && has != [false, false]) {
            Some(rule) => lines.entry((rule, has)).or_default().push(finding),
            None => kept.push(finding),
        }
    }
    for ((_, has), mut line) in lines {
        let main = usize::from(!has[0]);
        let place = |finding: &Finding, side: usize| -> Option<(usize, usize)> {
            let segments = &sides(finding)[side]?.segments;
            Some((*segments.first()?, *segments.last()?))
        };
        line.sort_by_key(|finding| place(finding, main));
        let mut run: Vec<Finding> = Vec::new();
        for finding in line {
            let follows = run.last().is_some_and(|last| {
                (0..2).filter(|&side| has[side]).all(|side| {
                    let (Some((_, last)), Some((next, _))) =
                        (place(last, side), place(&finding, side))
                    else {
                        return false;
                    };
                    last < next && ladder.goes_on(side, last + 1..next)
                })
            });
            if !follows {
                kept.extend(told_as_one(std::mem::take(&mut run), &mut hidden, ladder));
            }
            run.push(finding);
        }
        kept.extend(told_as_one(run, &mut hidden, ladder));
    }
    (kept, hidden)
}

/// A run as one finding; one alone stays what it was.
fn told_as_one(run: Vec<Finding>, hidden: &mut Vec<Finding>, ladder: &Ladder<'_>) -> Vec<Finding> {
    let [first, .., last] = &run[..] else { return run };
    let joined = |side: usize| match (sides(first)[side], sides(last)[side]) {
        (Some(first), Some(last)) => ladder.joined(side, first, last),
        _ => None,
    };
    let (source, target) = (joined(0), joined(1));
    let main = source.as_ref().or(target.as_ref());
    let (Some(all), Some(begin), Some(end)) = (main, words(first), words(last)) else { return run };
    let inside: BTreeSet<usize> = all.segments.iter().copied().collect();
    let what = match (first.rule.as_str(), target.is_some() && source.is_some()) {
        ("untranslated", false) => "are not translated",
        ("untranslated", true) => "were left as they stand in the original",
        ("added", _) => "have nothing opposite in the original",
        _ => "were left in the other language",
    };
    let message = format!(
        "{} segments in a row {what}, from {} to {}",
        inside.len(),
        quoted(begin),
        quoted(end)
    );
    let id = fingerprint(&[&first.rule, "run", &first.id]);
    let group = fingerprint(&[&first.rule, "run", &normalised(begin), &normalised(end)]);
    let mut finding =
        Finding { id, group, source, target, message, suggestion: None, ..first.clone() };
    // What is doubtful of the same passage by itself is no longer so.
    let side = usize::from(finding.source.is_none());
    let same = |other: &Finding| {
        other.rule == finding.rule
            && sides(other)[side].is_some_and(|words| {
                // What stands in no segment (a listing) is inside of none.
                !words.segments.is_empty() && words.segments.iter().all(|s| inside.contains(s))
            })
    };
    let doubtful: Vec<Finding> = hidden.extract_if(.., |other| same(other)).collect();
    for member in run.iter().chain(&doubtful) {
        join(&mut finding, member);
    }
    vec![finding]
}

/// The words of the main side.
fn words(finding: &Finding) -> Option<&str> {
    finding.source.as_ref().or(finding.target.as_ref()).map(|side| side.text.as_str())
}

fn places(told: Vec<Finding>, hidden: Vec<Finding>) -> (Vec<Finding>, Vec<Finding>) {
    let mut first_of: BTreeMap<[String; 4], usize> = BTreeMap::new();
    let mut kept: Vec<Finding> = Vec::new();
    let mut gathered: BTreeMap<usize, Vec<Finding>> = BTreeMap::new();
    let mut ordered = told;
    ordered.sort_by_key(order);
    for finding in ordered {
        let Some(cause) = cause(&finding) else {
            kept.push(finding);
            continue;
        };
        if let Some(&at) = first_of.get(&cause) {
            gathered.entry(at).or_default().push(finding);
        } else {
            first_of.insert(cause, kept.len());
            kept.push(finding);
        }
    }
    let mut rest = Vec::new();
    for finding in hidden {
        match cause(&finding).and_then(|cause| first_of.get(&cause).copied()) {
            Some(at) => gathered.entry(at).or_default().push(finding),
            None => rest.push(finding),
        }
    }
    for (at, mut others) in gathered {
        let finding = &mut kept[at];
        let first = finding.clone();
        others.push(first);
        others.sort_by_key(order);
        let Some(first) = others.first() else { continue };
        let parts = cause(first).unwrap_or_default();
        let parts: Vec<&str> = parts.iter().map(String::as_str).chain(["all"]).collect();
        *finding = Finding { id: fingerprint(&parts), ..first.clone() };
        for other in &others {
            finding.occurrences.push(Occurrence {
                id: other.id.clone(),
                bead: other.bead,
                source: other.source.clone(),
                target: other.target.clone(),
            });
            join(finding, other);
        }
    }
    (kept, rest)
}

/// What findings on one name or term have in common: the rule, the words of the translation, and what should
/// stand there or, where that is not known, the words of the original.
fn cause(finding: &Finding) -> Option<[String; 4]> {
    if !WORDS.contains(&finding.rule.as_str()) {
        return None;
    }
    let folded = |side: &Option<Side>| side.as_ref().map(|side| normalised(&side.text));
    let (target, suggestion) = (folded(&finding.target)?, finding.suggestion.as_ref());
    let source = if suggestion.is_some() { None } else { folded(&finding.source) };
    let expected = suggestion.map(|text| normalised(text)).unwrap_or_default();
    Some([finding.rule.clone(), target, expected, source.unwrap_or_default()])
}

/// Makes `member` a part of a gathered finding.
fn join(finding: &mut Finding, member: &Finding) {
    finding.severity = finding.severity.max(member.severity);
    finding.be_as_sure_as(member);
    finding.members.push(member.id.clone());
    for account in &member.also {
        let told =
            |other: &super::Account| other.rule == account.rule && other.message == account.message;
        if !finding.also.iter().any(told) {
            finding.also.push(account.clone());
        }
    }
}

#[cfg(test)]
mod tests;
