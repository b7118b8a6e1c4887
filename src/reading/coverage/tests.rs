use super::*;
use crate::{
    check::fitting::rendering_model,
    reading::phrase::PhraseKind,
    rule::trial::{aligned, encoder},
};

/// Sentences in which something was left out, added or said otherwise, and some in which nothing was.
const PAIRS: &[(&str, &str)] = &[
    ("The delegation visited the hospital and the factory.", "대표단은 공장을 방문하였다."),
    ("The delegation visited the factory.", "대표단은 평양 교외에 있는 병원과 공장을 방문하였다."),
    ("The committee discussed the price of rice.", "위원회는 쌀의 생산을 논의하였다."),
    ("The committee discussed the price of rice.", "위원회는 쌀의 가격을 논의하였다."),
    ("He rejected and denied everything at the meeting.", "그는 회의에서 모든 것을 부정하였다."),
    (
        "While the government delegation was in the countries of people’s democracies, this group spread out its activity widely.",
        "정부 대표단이 떠나 있는 동안 이 조직은 활동을 널리 펼쳤다.",
    ),
    ("On 3 May 1957 the minister left for Warsaw.", "1957년 5월 장관은 바르샤바로 떠났다."),
    ("He said that the plan was good.", "그는 계획이 좋다고 말하였다."),
];

/// Looks at [`PAIRS`], each a bead, or at them the other way round.
fn look<T>(is_turned: bool, look: impl Fn(&Context<'_>) -> T) -> T {
    let (english, korean): (Vec<&str>, Vec<&str>) = PAIRS.iter().copied().unzip();
    let sizes = vec![(1, 1); PAIRS.len()];
    let (mut bitext, alignment, mut anchors) = aligned(&english, &korean, &sizes);
    if is_turned {
        std::mem::swap(&mut bitext.source, &mut bitext.target);
        std::mem::swap(&mut anchors.source, &mut anchors.target);
    }
    let encoder = encoder();
    look(&Context::new(&bitext, &alignment, &anchors).with_encoder(encoder.as_ref()))
}

fn words<'c>(context: &'c Context<'_>, candidate: &Candidate) -> &'c str {
    let half = if candidate.of_source { &context.bitext.source } else { &context.bitext.target };
    candidate.span.of(&half.segments[candidate.segment].text)
}

/// The phrases of [`PAIRS`], the least of them too.
fn phrases(context: &Context<'_>) -> Vec<Candidate> {
    let rank = |candidate: &Candidate| Models::fitted().first(candidate);
    weighed(context, rank, (usize::MAX, f64::NEG_INFINITY), |_, _| true, None).phrases
}

#[test]
fn what_cannot_be_told_is_left_out_and_nothing_else_changes() {
    let models = Models::fitted();
    let rank = |candidate: &Candidate| models.first(candidate);
    for is_turned in [false, true] {
        look(is_turned, |context| {
            for least in [-2.0, 0.0, 1.4, 2.5] {
                let hopeful =
                    |candidate: &Candidate, open: &[Open]| models.at_most(candidate, open) >= least;
                let told = |found: Vec<Candidate>| -> Vec<(usize, bool, Span, Features)> {
                    let told = found.iter().filter(|candidate| models.last(candidate) >= least);
                    told.map(|c| (c.bead, c.of_source, c.place, c.features)).collect()
                };
                let all = told(weighed(context, rank, (4, -2.0), |_, _| true, None).phrases);
                let few = weighed(context, rank, (4, -2.0), hopeful, None).phrases;
                assert_eq!(told(few), all, "phrases from {least} on");
                assert!(least > 0.0 || !all.is_empty(), "some of them are told");

                let model = rendering_model();
                let told = |found: Vec<Pairing>| -> Vec<(usize, [String; 2], pairing::Features)> {
                    let told = found.into_iter().filter(|p| model.logit(&p.features) >= least);
                    told.map(|p| (p.bead, p.plain, p.features)).collect()
                };
                let every = weighed(context, |_| 0.0, (0, 0.0), |_, _| false, Some(&|_, _| true));
                let all = told(every.pairings);
                assert_eq!(told(pairings(context, model, least)), all, "words from {least} on");
                assert!(least > 0.0 || !all.is_empty(), "some of them are told");
            }
        });
    }
}

/// Names and values of what is known and not nothing, rounded.
fn known(names: &[&str], values: &[f64]) -> String {
    let known = names.iter().zip(values).filter(|(_, value)| value.abs() >= 0.005);
    known.map(|(name, value)| format!("{name} {value:.2}")).collect::<Vec<_>>().join(", ")
}

#[test]
fn what_is_known_of_phrases_and_words_stays_what_it_is() {
    look(false, |context| {
        let strong = |c: &Candidate| c.of(Feature::Nats) >= 1.4 && c.kind != PhraseKind::Noun;
        let of_phrases = phrases(context).into_iter().filter(strong).map(|c| {
            let given = if c.given { ", given" } else { "" };
            let words = words(context, &c);
            format!(
                "{} {words} ({:?}{given}): {}",
                c.bead,
                c.kind,
                known(Feature::NAMES, &c.features)
            )
        });
        let all = weighed(context, |_| 0.0, (0, 0.0), |_, _| false, Some(&|_, _| true));
        let of_words = all.pairings.into_iter().map(|p| {
            let features = known(pairing::Feature::NAMES, &p.features);
            format!("{} {}: {features}", p.bead, p.plain.join("/"))
        });
        insta::assert_snapshot!(of_phrases.chain(of_words).collect::<Vec<_>>().join("\n"));
    });
}

#[test]
fn a_document_is_covered_alike_from_either_end() {
    // Each side's words with their partners, and how likely each pair of words is.
    type Covered = Vec<([Vec<String>; 2], Vec<(String, String, f32)>)>;
    let covered = |is_turned: bool| -> Covered {
        look(is_turned, |context| {
            let beads = context.alignment.beads.iter();
            let facing = beads.map(|bead| side::sides(context, bead).expect("both sides"));
            let of = |facing: Facing| {
                let [own, other] = &facing.sides;
                let words = [(own, other), (other, own)].map(|(own, other)| {
                    let shown = own.words.iter().map(|word| {
                        let partner = word.partner.map_or("", |span| span.of(&other.text));
                        format!("{} {partner} {}", word.plain, word.covered)
                    });
                    shown.collect::<Vec<_>>()
                });
                let pairs = own
                    .words
                    .iter()
                    .flat_map(|word| other.words.iter().map(move |opposite| (word, opposite)));
                let pairs = pairs.zip(&facing.probs).map(|((word, opposite), prob)| {
                    let (first, second) =
                        if is_turned { (opposite, word) } else { (word, opposite) };
                    (first.plain.clone(), second.plain.clone(), *prob)
                });
                let mut pairs: Vec<_> = pairs.collect();
                pairs.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
                (words, pairs)
            };
            facing.map(of).collect()
        })
    };
    let straight = covered(false);
    let (of_source, with_partner) = (&straight[3].0[0], |word: &&String| word.contains("가격"));
    assert_eq!(of_source.iter().filter(with_partner).count(), 1, "{of_source:?}");
    for ((own, pairs), ([target, source], turned)) in straight.into_iter().zip(covered(true)) {
        assert_eq!((own, pairs), ([source, target], turned));
    }
}

#[test]
fn a_word_stands_where_its_text_says_in_whichever_segment_of_a_bead() {
    let (bitext, alignment, anchors) = aligned(
        &["He left.", "The delegation visited the hospital."],
        &["그는 떠났다.", "대표단은 병원을 방문하였다."],
        &[(2, 2)],
    );
    let context = Context::new(&bitext, &alignment, &anchors);
    let [source, target] = side::sides(&context, &alignment.beads[0]).expect("both sides").sides;
    for (own, other, word, partner) in
        [(&source, &target, "hospital", "병원"), (&target, &source, "병원", "hospital")]
    {
        let stands = |word: &side::CoveredWord| word.span.of(&own.text).to_owned();
        let found = own.words.iter().find(|known| stands(known).starts_with(word));
        let Some(found) = found else {
            panic!("{word} is none of {:?}", own.words.iter().map(stands).collect::<Vec<_>>())
        };
        let opposite = found.partner.map(|span| span.of(&other.text));
        assert!(opposite.is_some_and(|text| text.starts_with(partner)), "{word}: {opposite:?}");
    }
}

#[test]
fn features_that_are_open_come_to_no_more_and_no_less_than_is_said() {
    look(false, |context| {
        let found = phrases(context);
        assert!(found.len() > 10, "{}", found.len());
        for candidate in &found {
            let bead = &context.alignment.beads[candidate.bead];
            let sides = side::sides(context, bead).expect("both sides").sides;
            let (own, other) = if candidate.of_source { (0, 1) } else { (1, 0) };
            for compared in [false, true] {
                for open in reach::of(&sides[own], &sides[other], candidate, compared) {
                    let (least, most) = open.range;
                    for (feature, scale, offset) in open.features {
                        let ends = [least, most].map(|end| scale * end + offset);
                        let value = candidate.features[feature];
                        let name = Feature::NAMES[feature];
                        let is_inside = value >= ends[0].min(ends[1]) - ROUNDING
                            && value <= ends[0].max(ends[1]) + ROUNDING;
                        assert!(is_inside, "{name} of {}: {value}", words(context, candidate));
                    }
                }
            }
        }
    });
}

#[test]
fn of_phrases_that_overlap_the_likeliest_is_chosen() {
    look(false, |context| {
        let found = phrases(context);
        let rank = |candidate: &Candidate| Models::fitted().last(candidate);
        let kept = chosen(&found, rank);
        assert!(kept.len() > 3 && kept.len() < found.len());
        let overlap = |a: &Candidate, b: &Candidate| {
            a.bead == b.bead && a.of_source == b.of_source && a.place.overlaps(b.place)
        };
        for candidate in &found {
            let better =
                |other: &&&Candidate| overlap(other, candidate) && rank(other) >= rank(candidate);
            assert_eq!(
                kept.iter().filter(better).count().min(1),
                1,
                "{}",
                words(context, candidate)
            );
        }
        for (at, one) in kept.iter().enumerate() {
            assert!(!kept[at + 1..].iter().any(|other| overlap(one, other)));
        }
    });
}

#[test]
fn a_side_is_usually_so_much_longer_as_it_is_on_the_mean() {
    let usual = |pairs: &[(&str, &str)]| {
        let (source, target): (Vec<&str>, Vec<&str>) = pairs.iter().copied().unzip();
        let (bitext, alignment, anchors) = aligned(&source, &target, &vec![(1, 1); pairs.len()]);
        usual_length(&Context::new(&bitext, &alignment, &anchors))
    };
    assert!(
        usual(&[("abcdefghijkl", "가나다라마")]).abs() < 1e-9,
        "a syllable is worth 2.4 letters"
    );
    let longer = usual(&[("abcdefghijklabcdefghijkl", "가나다라마")]);
    assert!((longer - 2_f64.ln() / 21.0).abs() < 1e-9, "one bead among twenty of equal length");
    let much = usual(&[("abcdefghijklabcdefghijklabcdefghijklabcdefghijkl", "가나다라마")]);
    assert!((much - 1.0 / 21.0).abs() < 1e-9, "no bead says more than that");
    let shorter = usual(&[("abcdef", "가나다라마"), ("abcdef", "가나다라마")]);
    assert!((shorter + 2.0 * 2_f64.ln() / 22.0).abs() < 1e-9);
}
