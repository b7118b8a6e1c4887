//! What each bead names on either side, and what of it the other side does not name: the common ground of
//! the rules on titles, bodies and terms.

use std::ops::Range;

use super::{Context, Mark};
use crate::{
    align::Bead,
    anchor::{
        Anchor, Value,
        form::{Concept, FoundForm, Lexicon, Reading, names_of_field},
    },
    text::{Order, Span},
};

/// A form of a lexicon in a segment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Naming<'a> {
    /// Index of the segment in its half.
    pub(crate) segment: usize,
    /// Byte offsets in the text of the segment.
    pub(crate) span: Span,
    /// What it may mean.
    pub(crate) found: &'a FoundForm,
}

impl Naming<'_> {
    /// The words, for a finding to mark.
    pub(crate) fn mark(&self) -> Mark {
        Mark::Words { segment: self.segment, span: self.span }
    }
}

/// The namings of every bead.
#[derive(Debug)]
pub(crate) struct Namings<'a> {
    /// By bead: those of the source side.
    pub(crate) source: Vec<Vec<Naming<'a>>>,
    /// By bead: those of the target side.
    pub(crate) target: Vec<Vec<Naming<'a>>>,
}

/// What was found in a segment.
pub(crate) type Names = Vec<(Span, FoundForm)>;

/// Whether the document is translated from English into Korean, the languages of the tables.
pub(crate) fn is_forward(context: &Context<'_>) -> bool {
    context.order() == Some(Order::Straight)
}

fn beads<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Bead> {
    context.beads().map(|(_, bead)| bead)
}

/// What a title's anchor holds.
pub(crate) fn title(value: &Value) -> Option<&FoundForm> {
    if let Value::Title(title) = value { Some(&title.found) } else { None }
}

/// What the anchor of a body or country holds.
pub(crate) fn body(value: &Value) -> Option<&FoundForm> {
    if let Value::Body(body) = value { Some(&body.found) } else { None }
}

impl<'a> Namings<'a> {
    /// The namings that `pick` takes from the anchors. None if the document is not translated from
    /// English into Korean, since the tables say nothing of the forms of other languages.
    pub(crate) fn of(
        context: &Context<'a>,
        pick: fn(&Value) -> Option<&FoundForm>,
    ) -> Option<Self> {
        let naming = |(segment, anchor): (usize, &'a Anchor)| {
            pick(&anchor.value).map(|found| Naming { segment, span: anchor.span, found })
        };
        is_forward(context).then(|| Self {
            source: beads(context)
                .map(|bead| context.source_anchors(bead).filter_map(naming).collect())
                .collect(),
            target: beads(context)
                .map(|bead| context.target_anchors(bead).filter_map(naming).collect())
                .collect(),
        })
    }

    /// The same of what was found in the segments of either half outside the anchors.
    pub(crate) fn of_found(
        context: &Context<'_>,
        source: &'a [Names],
        target: &'a [Names],
    ) -> Self {
        let namings = |range: Range<usize>, found: &'a [Names]| -> Vec<Naming<'a>> {
            let named = range.flat_map(|segment| found[segment].iter().map(move |n| (segment, n)));
            named.map(|(segment, (span, found))| Naming { segment, span: *span, found }).collect()
        };
        Self {
            source: beads(context).map(|bead| namings(bead.source.clone(), source)).collect(),
            target: beads(context).map(|bead| namings(bead.target.clone(), target)).collect(),
        }
    }

    /// What the source of a bead certainly names and neither its target nor, displaced, that of the bead
    /// before or after does.
    pub(crate) fn unmatched(&self, bead: usize) -> Vec<Naming<'a>> {
        missing(&self.source, &self.target, bead)
    }

    /// What the target of a bead certainly names and nothing in the source accounts for.
    pub(crate) fn unlicensed(&self, bead: usize) -> Vec<Naming<'a>> {
        missing(&self.target, &self.source, bead)
    }

    /// What the target of a bead certainly names more often than the source, which names it too: each of these, since any of
    /// them may be the one that stands for something else.
    pub(crate) fn surplus(&self, bead: usize) -> Vec<Naming<'a>> {
        let (source, target) = (&self.source[bead], &self.target[bead]);
        let answering = |side: &[Naming<'_>], this: &Naming<'_>| {
            side.iter().filter(|other| other.found.answers(this.found)).count()
        };
        let is_surplus = |this: &&Naming<'a>| {
            let own = answering(source, this);
            this.found.is_certain() && own > 0 && answering(target, this) > own
        };
        target.iter().filter(is_surplus).copied().collect()
    }
}

/// Namings of one side of a bead that the other side has no match for, there or next to it.
fn missing<'a>(
    these: &[Vec<Naming<'a>>],
    others: &[Vec<Naming<'a>>],
    bead: usize,
) -> Vec<Naming<'a>> {
    let meets = |side: &[Naming<'_>], this: &Naming<'_>| {
        side.iter().any(|other| other.found.answers(this.found))
    };
    // A neighbour that has the match has it for a naming of its own, unless that is missing there.
    let displaced = |next: usize, this: &Naming<'_>| {
        let is_its_own = |other: &Naming<'_>| meets(&these[next], other);
        let mut matches = others.get(next).into_iter().flatten();
        matches.any(|other| other.found.answers(this.found) && !is_its_own(other))
    };
    let is_missing = |this: &&Naming<'a>| {
        let is_there = meets(&others[bead], this)
            || bead > 0 && displaced(bead - 1, this)
            || displaced(bead + 1, this);
        this.found.is_certain() && !is_there
    };
    these[bead].iter().filter(is_missing).copied().collect()
}

/// Namings of a bead that are the same office or organ on both sides, but of fields of government that
/// have nothing in common with any named on the other side.
pub(crate) fn other_fields<'a>(
    namings: &Namings<'a>,
    bead: usize,
) -> Vec<(Naming<'a>, Naming<'a>)> {
    let (source, target) = (&namings.source[bead], &namings.target[bead]);
    let is_alone = |this: &&Naming<'_>, others: &[Naming<'_>]| {
        let shares = |other: &Naming<'_>| {
            this.found.fields.iter().any(|field| other.found.fields.contains(field))
        };
        !this.found.fields.is_empty() && !others.iter().any(shares)
    };
    let mut unpaired: Vec<Naming<'_>> =
        target.iter().filter(|other| is_alone(other, source)).copied().collect();
    let mut pairs = Vec::new();
    for own in source.iter().filter(|own| is_alone(own, target)) {
        if let Some(at) = unpaired.iter().position(|other| other.found.answers(own.found)) {
            pairs.push((*own, unpaired.remove(at)));
        }
    }
    pairs
}

/// The Korean words with the field of the English put in the place of theirs (경공업상 → 중공업상), where each
/// has one.
pub(crate) fn with_field(words: &str, english: &Naming<'_>, korean: &Naming<'_>) -> Option<String> {
    let ([ours], [theirs]) = (english.found.fields.as_slice(), korean.found.fields.as_slice())
    else {
        return None;
    };
    let rest = names_of_field(theirs)
        .into_iter()
        .filter_map(|name| words.strip_prefix(name))
        .min_by_key(|rest| rest.len())?;
    Some(format!("{}{rest}", names_of_field(ours).first()?.replace(' ', "")))
}

/// The Korean names of what `naming` certainly means, two of each concept at most, for “expected …”.
pub(crate) fn expected(lexicon: &Lexicon, naming: &Naming<'_>) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    for concept in naming.found.certain() {
        let mut forms = lexicon.concepts[concept].forms.iter().filter(|f| !f.contains("FIELD"));
        let Some(&first) = forms.next() else { continue };
        // 일등 서기관 and 주재무관 say nothing beside 1등 서기관 and 무관.
        let ending: String = first.chars().rev().take(2).collect();
        let second =
            forms.next().filter(|form| form.chars().rev().take(2).collect::<String>() != ending);
        for form in std::iter::once(first).chain(second.copied()) {
            if !names.contains(&form) {
                names.push(form);
            }
        }
    }
    names
}

/// “A”, “A or B”, “A, B or C”.
pub(crate) fn either(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [others @ .., last] => format!("{} or {last}", others.join(", ")),
    }
}

/// The concepts that `naming` certainly means.
pub(crate) fn certain<'l>(
    lexicon: &'l Lexicon,
    naming: &Naming<'_>,
) -> impl Iterator<Item = &'l Concept> {
    let certain: Vec<Reading> =
        naming.found.readings.iter().filter(|r| r.certain).copied().collect();
    certain.into_iter().map(|reading| lexicon.concept(reading))
}

/// Which of `candidates` stands at the place in its side that is nearest to the place of `naming` in its
/// own: where several could be the rendering, translations keep the order. Places run from 0 to 1.
pub(crate) fn nearest(place: f64, candidates: impl Iterator<Item = (usize, f64)>) -> Option<usize> {
    candidates
        .min_by(|(_, a), (_, b)| (a - place).abs().total_cmp(&(b - place).abs()))
        .map(|(index, _)| index)
}

/// How far into the segments of a side a naming stands, from 0 to 1.
pub(crate) fn place(texts: &[crate::segment::Segment], naming: &Naming<'_>) -> f64 {
    let all: usize = texts.iter().map(|s| s.text.len()).sum();
    let before: usize =
        texts.iter().take_while(|s| s.index < naming.segment).map(|s| s.text.len()).sum();
    (before + naming.span.start) as f64 / all.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{anchor::form::TITLES, rule::trial::aligned};

    /// The titles of beads of one segment each, by what is missing on the other side.
    fn missing_titles(pairs: &[(&str, &str)]) -> Vec<[Vec<String>; 2]> {
        let (source, target): (Vec<&str>, Vec<&str>) = pairs.iter().copied().unzip();
        let (bitext, alignment, anchors) = aligned(&source, &target, &vec![(1, 1); pairs.len()]);
        let context = Context::new(&bitext, &alignment, &anchors);
        let namings = Namings::of(&context, title).expect("into Korean");
        let words = |half: &crate::segment::Half, found: Vec<Naming<'_>>| -> Vec<String> {
            let words = |n: &Naming<'_>| n.span.of(&half.segments[n.segment].text).to_owned();
            found.iter().map(words).collect()
        };
        let of = |bead| {
            [
                words(&bitext.source, namings.unmatched(bead)),
                words(&bitext.target, namings.unlicensed(bead)),
            ]
        };
        (0..pairs.len()).map(of).collect()
    }

    #[test]
    fn a_title_is_missed_where_neither_its_bead_nor_the_next_has_it_to_spare() {
        type Missing = [Vec<String>; 2];
        let none = || Missing::default();
        let of = |source: &str, target: &str| -> Missing {
            [source, target].map(|w| (!w.is_empty()).then(|| w.to_owned()).into_iter().collect())
        };
        #[rustfmt::skip]
        let cases = [
            (vec![("The premier spoke.", "수상이 말했다.")],                                     vec![none()], "the same"),
            (vec![("The premier spoke.", "대사가 말했다.")],                                     vec![of("premier", "대사")], "another"),
            (vec![("The premier spoke.", "그가 말했다.")],                                       vec![of("premier", "")], "none"),
            (vec![("He spoke.", "수상이 말했다."), ("The premier left.", "그는 떠났다.")],           vec![none(), none()], "in the next bead"),
            (vec![("The premier spoke.", "그가 말했다."), ("He left.", "수상은 떠났다.")],           vec![none(), none()], "in the bead before"),
            (vec![("The premier spoke.", "그가 말했다."), ("The premier left.", "수상은 떠났다.")],   vec![of("premier", ""), none()], "which needs its own"),
            (vec![("The vice premier spoke.", "그가 말했다."), ("The premier left.", "수상은 떠났다.")], vec![of("vice premier", ""), none()], "which has another"),
        ];
        for (pairs, expected, why) in cases {
            assert_eq!(missing_titles(&pairs), expected, "{pairs:?}: {why}");
        }
    }

    #[test]
    fn what_is_expected_are_the_names_of_what_is_certainly_meant() {
        let (bitext, alignment, anchors) =
            aligned(&["The premier met the ambassador."], &["그들은 만났다."], &[(1, 1)]);
        let context = Context::new(&bitext, &alignment, &anchors);
        let namings = Namings::of(&context, title).expect("into Korean");
        let [premier, ambassador] = &namings.source[0][..] else { panic!("{namings:?}") };
        assert_eq!(expected(&TITLES, premier).first(), Some(&"수상"));
        assert_eq!(expected(&TITLES, ambassador).first(), Some(&"대사"));
        assert!(expected(&TITLES, premier).len() <= 2);
        assert_eq!(certain(&TITLES, ambassador).count(), ambassador.found.certain().count());
        let place = |naming| place(&bitext.source.segments, naming);
        assert!((place(premier) - 4.0 / 31.0).abs() < 1e-9, "{}", place(premier));
        assert!(place(ambassador) > place(premier) && place(ambassador) < 1.0);
        assert!(Namings::of(&context, body).expect("into Korean").source[0].is_empty());
    }

    #[test]
    fn of_several_the_one_is_nearest_that_stands_at_the_like_place() {
        #[rustfmt::skip]
        let cases = [
            (0.5, vec![(7, 0.1), (8, 0.6), (9, 0.9)], Some(8), "behind it"),
            (0.5, vec![(7, 0.45), (8, 0.6)],          Some(7), "before it"),
            (0.5, vec![],                             None,    "none"),
        ];
        for (place, candidates, expected, why) in cases {
            assert_eq!(nearest(place, candidates.into_iter()), expected, "{why}");
        }
    }

    #[test]
    fn a_choice_is_written_as_in_a_sentence() {
        let cases: [(&[&str], &str); 3] = [
            (&["무관"], "무관"),
            (&["상", "장관"], "상 or 장관"),
            (&["상", "장관", "공사"], "상, 장관 or 공사"),
        ];
        for (names, expected) in cases {
            assert_eq!(either(names), expected);
        }
    }
}
