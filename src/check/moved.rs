//! `moved`: a sentence that stands elsewhere in the translation than in the original.
//!
//! The alignment goes forward only. Two neighbours that changed places end up in one bead, whose inside
//! is compared crosswise here; a sentence that went further leaves a gap on either side, and gaps that
//! translate each other are found by meaning.

use std::ops::Range;

use crate::{
    align::Bead,
    encoder::cosine,
    reading::{Context, Mark, Need, likeness::Likeness},
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, Severity, passage},
    segment::Segment,
    text::ScriptCounts,
};

/// The rule.
pub(super) struct Moved;

static EXPLANATION: Explanation = Explanation {
    name: "moved",
    group: "passages",
    issue: Issue::NonConformance,
    on_by_default: true,
    languages: Languages::Any,
    needs: &[],
    uses: &[Need::Vectors, Need::Lexicon],
    summary: "a sentence stands elsewhere in the translation than in the original",
    details: "Compares the segments of a bead crosswise, and those without a partner on one side with those \
        without a partner on the other, by the words the lexicon knows and by their vectors. Two that \
        translate each other across other sentences are reported as moved, and then not as untranslated \
        and added. The order of clauses inside a sentence is free in translation and not looked at. Works \
        for English and Korean in both directions, and for every pair of languages the encoder knows.",
    true_example: Example {
        source: "The delegation visited the factory in the city. The ambassador spoke of the economic plan for \
            the coming years.",
        target: "대사는 다가오는 몇 해의 경제계획에 대하여 말하였다. 대표단은 도시에 있는 공장을 방문하였다.",
        comment: "The two sentences changed places.",
    },
    false_example: Example {
        source: "After the delegation had visited the textile factory, the ambassador spoke of the plan.",
        target: "대사는 계획에 대하여 말하였는데, 이는 대표단이 방직공장을 방문한 다음이였다.",
        comment: "The clauses of one sentence may come in any order.",
    },
};

/// Crosswise, two runs must be likelier by so many nats than in order. Of neighbouring sentences of five
/// corpora that stood in order, 1 in 500 came so far, and only those in one bead are ever compared.
const CROSSED_NATS: f64 = 10.0;

/// Both parts of a crossed bead must be this likely as translations …
const PART_NATS: f64 = 3.0;

/// … and two gaps that.
const GAP_NATS: f64 = 14.0;

/// … and this near in meaning: long lists of words have many that translate each other by chance. Of the sentences
/// that were really moved none came below 0.39.
const LEAST_COSINE: f32 = 0.3;

/// A segment with fewer letters is an answer, which may stand anywhere, as headings and the lines of a
/// letterhead may.
const SHORTEST: usize = 12;

/// A gap is compared with so many gaps of the other side before and after it.
const NEAREST: usize = 32;

impl Rule for Moved {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        let beads = &context.alignment.beads;
        let crossed = |bead: &Bead| bead.source.len() > 1 && bead.target.len() > 1;
        let gaps = |side: fn(&Bead) -> &Range<usize>, other: fn(&Bead) -> &Range<usize>| {
            beads.iter().any(|bead| !side(bead).is_empty() && other(bead).is_empty())
        };
        let both = gaps(|b| &b.source, |b| &b.target) || gaps(|b| &b.target, |b| &b.source);
        if !both && !beads.iter().any(crossed) && !beads.windows(2).any(doubted) {
            return;
        }
        let Some(likeness) = Likeness::new(context) else { return };
        for (position, bead) in context.beads().filter(|(_, bead)| crossed(bead)) {
            remarks.extend(inside(context, &likeness, position, bead));
        }
        // Two neighbours, each paired with the translation of the other.
        let mut last = None;
        for (position, pair) in beads.windows(2).enumerate().filter(|(_, pair)| doubted(pair)) {
            let both = Bead {
                source: pair[0].source.start..pair[1].source.end,
                target: pair[0].target.start..pair[1].target.end,
                ..pair[0].clone()
            };
            if last != Some(position)
                && let Some(found) = inside(context, &likeness, position, &both)
            {
                last = Some(position + 1);
                remarks.push(found);
            }
        }
        across(context, &likeness, remarks);
    }
}

/// Whether it means something that a segment stands elsewhere: the lines of a letterhead or signature stand in
/// the order of their country, and so do short answers and headings.
fn may_move(segment: &Segment) -> bool {
    let text = &segment.text;
    passage::letters(text) >= SHORTEST && passage::noun(text) == passage::SENTENCE
}

/// Two pairs in a row for which nothing speaks but their place.
fn doubted(pair: &[Bead]) -> bool {
    let single = |bead: &Bead| bead.source.len() == 1 && bead.target.len() == 1 && bead.cost > 0.0;
    pair.iter().all(single)
}

/// A run of each half, counted from the beginning of the bead.
type Pair = (Range<usize>, Range<usize>);

/// Two runs of a bead that stand crosswise.
fn inside(
    context: &Context<'_>,
    likeness: &Likeness<'_>,
    position: usize,
    bead: &Bead,
) -> Option<Remark> {
    let (n, m) = (bead.source.len(), bead.target.len());
    let nats = |source: Range<usize>, target: Range<usize>| {
        let of =
            |run: Range<usize>, bead: &Range<usize>| run.start + bead.start..run.end + bead.start;
        likeness.nats(&of(source, &bead.source), &of(target, &bead.target))
    };
    let (sources, targets) = (context.source(bead), context.target(bead));
    if !sources.iter().chain(targets).all(may_move) {
        return None;
    }
    let mut best: Option<(f64, [Pair; 2])> = None;
    for a in 1..n {
        for b in 1..m {
            let parts = [(0..a, b..m), (a..n, 0..b)];
            let [first, second] = parts.clone().map(|(s, t)| nats(s, t));
            if first.min(second) < PART_NATS {
                continue;
            }
            let crossed = first + second - nats(0..a, 0..b) - nats(a..n, b..m);
            if crossed >= CROSSED_NATS && best.as_ref().is_none_or(|(most, _)| crossed > *most) {
                best = Some((crossed, parts));
            }
        }
    }
    let (_, parts) = best?;
    // The smaller of the two is said to have moved.
    let letters = |(source, target): &(Range<usize>, Range<usize>)| -> usize {
        let source = &context.source(bead)[source.clone()];
        let target = &context.target(bead)[target.clone()];
        source.iter().chain(target).map(|s| ScriptCounts::of(&s.text).letters()).sum()
    };
    let [first, second] = &parts;
    let forward = letters(first) <= letters(second);
    let (moved, passed) = if forward { (first, second) } else { (second, first) };
    let source = bead.source.start + moved.0.start;
    let target = bead.target.start + moved.1.start;
    let over = bead.target.start + passed.1.start;
    Some(finding(context, position, source, target, Some(over), forward))
}

/// A segment that may have gone elsewhere.
struct Stray {
    bead: usize,
    segment: usize,
    /// How well it goes with what stands opposite it now; none in a gap.
    now: Option<f64>,
}

/// Segments without a partner, and those of beads that have one too many of them.
fn across(context: &Context<'_>, likeness: &Likeness<'_>, remarks: &mut Vec<Remark>) {
    let sources = strays(context, likeness, true);
    let targets = strays(context, likeness, false);
    let singles = context.singles();
    let score = |source: &Stray, target: &Stray| -> Option<f64> {
        let is_gap = source.now.is_none() || target.now.is_none();
        if !is_gap || source.bead == target.bead {
            return None;
        }
        let alone = |stray: &Stray| stray.segment..stray.segment + 1;
        if singles.is_some_and(|[sources, targets]| {
            cosine(sources.row(source.segment), targets.row(target.segment)) < LEAST_COSINE
        }) {
            return None;
        }
        let nats = likeness.nats(&alone(source), &alone(target));
        let better =
            [source.now, target.now].into_iter().flatten().all(|now| nats > now + CROSSED_NATS);
        (nats >= GAP_NATS && better).then_some(nats)
    };
    let mut pairs = Vec::new();
    for (i, source) in sources.iter().enumerate() {
        let at = targets.partition_point(|target| target.bead < source.bead);
        for (j, target) in near(&targets, at) {
            pairs.extend(score(source, target).map(|nats| (nats, i, j)));
        }
    }
    // The likeliest first, each segment once.
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_sources, mut used_targets) =
        (vec![false; sources.len()], vec![false; targets.len()]);
    for (_, i, j) in pairs {
        if used_sources[i] || used_targets[j] {
            continue;
        }
        let (source, target) = (&sources[i], &targets[j]);
        if is_in_place(context, source, target) {
            continue;
        }
        (used_sources[i], used_targets[j]) = (true, true);
        let position = if source.now.is_none() { source.bead } else { target.bead };
        let forward = source.bead < target.bead;
        remarks.push(finding(context, position, source.segment, target.segment, None, forward));
    }
}

/// Whether nothing but gaps stands between the two, so that the alignment merely did not pair them.
fn is_in_place(context: &Context<'_>, source: &Stray, target: &Stray) -> bool {
    let between = source.bead.min(target.bead)..=source.bead.max(target.bead);
    let inside = &context.alignment.beads[between];
    inside.iter().all(Bead::is_gap)
        || source.bead.abs_diff(target.bead) == 1 && {
            let pair = &context.alignment.beads[source.bead.min(target.bead)..][..2];
            // A sentence at the border of the next bead, which it belongs to.
            let borders = |bead: &Bead| {
                bead.source.start == source.segment || bead.source.end == source.segment + 1
            };
            let borders_target = |bead: &Bead| {
                bead.target.start == target.segment || bead.target.end == target.segment + 1
            };
            let forward = source.bead < target.bead;
            let at_border = if forward {
                pair[0].source.end == source.segment + 1 && pair[1].target.start == target.segment
            } else {
                pair[0].target.end == target.segment + 1 && pair[1].source.start == source.segment
            };
            at_border && pair.iter().any(borders) && pair.iter().any(borders_target)
        }
}

fn near(strays: &[Stray], at: usize) -> impl Iterator<Item = (usize, &Stray)> {
    let start = at.saturating_sub(NEAREST);
    strays.iter().enumerate().skip(start).take(2 * NEAREST)
}

fn strays(context: &Context<'_>, likeness: &Likeness<'_>, of_source: bool) -> Vec<Stray> {
    let mut strays = Vec::new();
    for (position, bead) in context.beads() {
        let (own, other) =
            if of_source { (&bead.source, &bead.target) } else { (&bead.target, &bead.source) };
        if own.is_empty() || !(other.is_empty() || own.len() > other.len()) {
            continue;
        }
        let half = if of_source { &context.bitext.source } else { &context.bitext.target };
        for segment in own.clone() {
            if !may_move(&half.segments[segment]) {
                continue;
            }
            let now = (!other.is_empty())
                .then(|| likeness.of(segment..segment + 1, other.clone(), of_source));
            strays.push(Stray { bead: position, segment, now });
        }
    }
    strays
}

fn finding(
    context: &Context<'_>,
    position: usize,
    source: usize,
    target: usize,
    over: Option<usize>,
    forward: bool,
) -> Remark {
    let text = &context.bitext.source.segments[source].text;
    let place = match (over, forward) {
        (Some(over), true) => {
            format!("only after {}", passage::quoted(&context.bitext.target.segments[over].text))
        }
        (Some(over), false) => {
            format!(
                "already before {}",
                passage::quoted(&context.bitext.target.segments[over].text)
            )
        }
        (None, true) => "further down".to_owned(),
        (None, false) => "further up".to_owned(),
    };
    Remark {
        bead: position,
        source: Some(Mark::Segment(source)),
        target: Some(Mark::Segment(target)),
        severity: Severity::Minor,
        evidence: if over.is_some() { "crossed".into() } else { "gaps".into() },
        message: format!(
            "{} {} stands {place} in the translation",
            passage::noun(text),
            passage::quoted(text)
        ),
        suggestion: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sizes of beads, source and target.
    type Sizes = &'static [(usize, usize)];

    use crate::rule::trial::{aligned, findings_of};

    const VISIT: (&str, &str) = (
        "The delegation visited the factory in the city.",
        "대표단은 도시에 있는 공장을 방문하였다.",
    );
    const PLAN: (&str, &str) =
        ("The ambassador spoke of the economic plan.", "대사는 경제계획에 대하여 말하였다.");
    const SIGNED: (&str, &str) =
        ("Secretary of the Embassy of the Polish Republic", "폴란드 공화국 대사관 비서");
    const WAGES: (&str, &str) =
        ("The workers demanded higher wages.", "노동자들은 임금의 인상을 요구했다.");

    #[test]
    fn a_sentence_that_changed_its_place_is_reported_once() {
        let source = [VISIT.0, PLAN.0, WAGES.0];
        let signature = aligned(&[VISIT.0, SIGNED.0], &[SIGNED.1, VISIT.1], &[(2, 2)]);
        assert!(
            findings_of(&Moved, &signature).is_empty(),
            "a line of a signature may stand anywhere"
        );
        #[rustfmt::skip]
        let cases: [(&[&str], Sizes, Sizes, &str); 4] = [
            (&[VISIT.1, PLAN.1, WAGES.1], &[(1, 1), (2, 2)],                 &[],       "in order"),
            (&[VISIT.1, WAGES.1, PLAN.1], &[(1, 1), (2, 2)],                 &[(2, 1)], "neighbours changed places"),
            (&[PLAN.1, WAGES.1, VISIT.1], &[(1, 0), (1, 1), (1, 1), (0, 1)], &[(0, 2)], "further away"),
            (&[VISIT.1, PLAN.1, WAGES.1], &[(1, 0), (0, 1), (2, 2)],         &[],       "merely not paired"),
        ];
        for (target, beads, expected, why) in cases {
            let found = findings_of(&Moved, &aligned(&source, target, beads));
            let marked: Vec<_> = found
                .iter()
                .filter_map(|f| {
                    Some((f.source.as_ref()?.segments[0], f.target.as_ref()?.segments[0]))
                })
                .collect();
            assert_eq!(marked, expected, "{why}: {found:?}");
        }
    }
}
