//! Rule `name`: the target names another person or place than the source.

mod alone;
mod another;
mod initials;
mod lost;
mod strange;
mod swapped;

use std::collections::HashMap;

use alone::Surnames;
use another::another;
use strange::Stranger;

use crate::{
    anchor::name::{Style, beginning, gazetteer},
    language::ko::romanise::{Romanised, surname_in_hangul},
    reading::{
        Context, Mark, Need,
        names::{self as view, Free, Placed, View},
    },
    rule::{
        Example, Explanation, Issue, Languages, Remark, Rule, Severity, direction,
        name::{near, ordained},
    },
    text::Span,
};

/// What `daejo explain name` shows.
static EXPLANATION: Explanation = Explanation {
    name: "name",
    group: "names",
    issue: Issue::InconsistentEntities,
    on_by_default: true,
    languages: Languages::LatinAndKorean,
    needs: &[],
    uses: &[Need::Lexicon],
    summary: "the translation names another person or place",
    details: "A name of the original that nothing in the bead answers is compared with the Korean \
        words there that are no name either. A Korean name is read by its romanisation, the spelling \
        in brackets narrowing the readings; a word one or two letters away from a reading is reported \
        with the reading, and so is a word that is built like a Korean name and is no reading of anybody \
        there. A known person or place that the original does not name, standing where \
        one it does name is missing, is reported as put in its place. \
        Initials that change places (A. I. Ivanov, 이. 아. 이바노브) are reported. \
        A surname alone that is rendered by a word of every day (Ri, 이는: this) is reported where \
        the person is named in full elsewhere. \
        What the authority file of a collection says of a person comes before any reading \
        (--authority).\n\n\
        A person who is one of several named in a row, or of whom the lines before do not speak, and who has no \
        counterpart at all, is reported as lost.\n\n\
        Let pass: names that are made a pronoun or go without saying, names added for one, josa and titles \
        written onto a name, Northern and Southern spelling (리, 이), any romanisation of the same \
        name, its forms through Russian, Polish or Chinese, and words that occur elsewhere without the \
        name. A translation from Korean is read the same way, with its halves exchanged.",
    true_example: Example {
        source: "He acted like Ri Sang-jo [Ri Sang Jo].",
        target: "그는 리승조처럼 행동했다.",
        comment: "Sang is 상: 리승조 is another man; 리상조 is meant",
    },
    false_example: Example {
        source: "He acted like Ri Sang-jo [Ri Sang Jo].",
        target: "그는 이상조처럼 행동했다.",
        comment: "이상조 is the Southern spelling of 리상조",
    },
};

/// The rule.
pub(super) struct NameRule;

impl Rule for NameRule {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn back(&self) -> Option<&'static Example> {
        Some(&BACK)
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        direction::facing_korean(context, remarks, check);
    }
}

static BACK: Example = Example {
    source: "박창옥이 계획을 설명하였다.",
    target: "Pak Chong-ae explained the plan.",
    comment: "박창옥 is Pak Chang-ok; Pak Chong-ae is 박정애",
};

fn check(context: &Context<'_>, remarks: &mut Vec<Remark>) {
    let Some(view) = View::new(context) else { return };
    let mut readings = HashMap::new();
    let people = Surnames::of(&view);
    for (position, bead) in context.beads() {
        if bead.is_gap() {
            continue;
        }
        // A Korean original names nobody by a surname that is a word.
        if !context.is_turned() {
            remarks.extend(alone::finding(&view, &people, position));
        }
        let mut unanswered = view.unanswered(position);
        if view.sources(position).is_empty() {
            continue;
        }
        remarks.extend(initials::findings(&view, position));
        let free = view.free(position, bead);
        remarks.extend(ordained::findings(&view, position, &free, true));
        let mut slips: Vec<Remark> = Vec::new();
        unanswered.retain(|&source| {
            if source.name.style != Style::Korean || view.told(source.name).is_some() {
                return true;
            }
            let reading = readings.entry(source.name.identity()).or_insert_with(|| {
                let spellings: Vec<&str> =
                    source.name.spellings.iter().map(String::as_str).collect();
                Romanised::new(&spellings)
            });
            let slip = reading.as_ref().and_then(|r| slip(&view, position, source, r, &free));
            let is_whole = slip.is_none();
            slips.extend(slip);
            is_whole
        });
        let mut swapped = swapped::finding(&view, position, &unanswered, &free);
        if slips.is_empty() && swapped.is_none() {
            let other = another(&view, position, &unanswered, &free);
            swapped = other.map(|other| put_in_place(&view, position, &other));
        }
        let is_whole = slips.is_empty();
        remarks.extend(slips);
        if swapped.is_none() {
            let strangers = strange::strangers(&view, position, &unanswered, &free);
            if is_whole && strangers.is_empty() && !context.is_turned() {
                remarks.extend(lost::finding(&view, position, &unanswered, &free));
            }
            remarks.extend(strangers.iter().map(|s| put_in_place(&view, position, s)));
        }
        remarks.extend(swapped);
    }
}

/// A name that stands where the source has another one.
fn put_in_place(view: &View<'_>, bead: usize, stranger: &Stranger<'_>) -> Remark {
    let source = stranger.source;
    let named = direction::latin_words(view.context, source.segment, source.span);
    let usual = view.rendering(source.name);
    let known = || view::forms(source.name.identity()).first().copied();
    let form = usual.or_else(known).map(ToOwned::to_owned);
    let expected = direction::expected(view.context, form.as_deref().unwrap_or_default());
    let rendered = direction::rendered(view.context, named, stranger.text);
    Remark {
        bead,
        source: Some(Mark::Words { segment: source.segment, span: source.span }),
        target: Some(Mark::Words { segment: stranger.segment, span: stranger.span }),
        severity: Severity::Critical,
        evidence: stranger.evidence(usual.is_some()).into(),
        message: format!("{rendered}, another name{expected}"),
        suggestion: if view.context.is_turned() { usual_spelling(stranger.text) } else { form },
    }
}

/// What somebody or something is called in English, if the tables know one only by this name.
fn usual_spelling(korean: &str) -> Option<String> {
    match gazetteer::called(korean) {
        [only] => gazetteer::names_of(only).next().map(str::to_owned),
        _ => None,
    }
}

/// A word of the bead that is the name with a slip in it.
fn slip(
    view: &View<'_>,
    bead: usize,
    source: Placed<'_>,
    reading: &Romanised,
    free: &[Free<'_>],
) -> Option<Remark> {
    let words = free.iter().flat_map(|word| {
        word.ends.iter().filter(|n| (2..=5).contains(*n)).filter_map(move |&syllables| {
            let text = beginning(word.text, syllables);
            let span = Span::new(word.span.start, word.span.start + text.len());
            near::nearest(reading, text).map(|near| (near, span, word))
        })
    });
    let candidates = words.chain(in_two_words(view, reading, free));
    let (near, span, word) = candidates.min_by_key(|(near, span, _)| (near.letters, *span))?;
    if view.stands_alone(word.text, source.name) {
        return None;
    }
    let text = span.of(&view.context.bitext.target.segments[word.segment].text);
    let main = source.name.spellings.first().map_or("", String::as_str);
    let message = direction::rendered(view.context, main, text)
        + &direction::expected(view.context, &near.expected);
    Some(Remark {
        bead,
        source: Some(Mark::Words { segment: source.segment, span: source.span }),
        target: Some(Mark::Words { segment: word.segment, span }),
        severity: Severity::Critical,
        evidence: if near.is_exchanged { "exchanged" } else { "near" }.into(),
        message,
        suggestion: Some(near.expected),
    })
}

/// Surnames and given names that are written apart (이 영호), where together they come near a reading: each
/// with the span of both and the word that is the given name.
fn in_two_words<'a, 'f>(
    view: &View<'_>,
    reading: &Romanised,
    free: &'f [Free<'a>],
) -> Vec<(near::Near, Span, &'f Free<'a>)> {
    let pairs = free.windows(2).filter(|pair| {
        let (first, second) = (&pair[0], &pair[1]);
        let segment = &view.context.bitext.target.segments[first.segment];
        first.segment == second.segment
            && surname_in_hangul(first.text)
            && Span::new(first.span.end, second.span.start).of(&segment.text) == " "
    });
    let near = pairs.flat_map(|pair| {
        let (first, second) = (&pair[0], &pair[1]);
        second.ends.iter().filter(|n| (1..=3).contains(*n)).filter_map(move |&syllables| {
            let given = beginning(second.text, syllables);
            let span = Span::new(first.span.start, second.span.start + given.len());
            // Another surname is another word here: 이 (this) stands before everything.
            let near = near::nearest(reading, &format!("{}{given}", first.text))?;
            near.expected.starts_with(first.text).then_some((near, span, second))
        })
    });
    near.collect()
}

#[cfg(test)]
#[path = "tests.rs"]
mod field_tests;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::trial::check_pairs;

    #[test]
    fn examples_hold() {
        let truth = &EXPLANATION.true_example;
        let found = check_pairs(&NameRule, &[(truth.source, truth.target)]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].suggestion.as_deref(), Some("리상조"));
        assert_eq!(found[0].message, "“Ri Sang-jo” is rendered 리승조; expected 리상조");
        assert_eq!(
            found[0].source.as_ref().map(|s| s.text.as_str()),
            Some("Ri Sang-jo [Ri Sang Jo]")
        );
        assert_eq!(found[0].target.as_ref().map(|s| s.text.as_str()), Some("리승조"));
        let falsehood = &EXPLANATION.false_example;
        assert!(check_pairs(&NameRule, &[(falsehood.source, falsehood.target)]).is_empty());
    }

    #[test]
    fn a_gloss_does_not_excuse_a_slip() {
        let pair = ("Then Ri Sang-jo [Ri Sang Jo] spoke.", "이어서 리승조[Ri Sang-jo]가 발언했다.");
        let found = check_pairs(&NameRule, &[pair]);
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn a_name_may_be_written_in_two_words() {
        #[rustfmt::skip]
        let cases: &[(&str, &str, Option<&str>, &str)] = &[
            ("Then Ri Sang Jo spoke.", "이어서 이 승조가 발언했다.", Some("이 승조"), "a slip"),
            ("Then Ri Sang Jo spoke.", "이어서 이 상조가 발언했다.", None, "the name"),
            ("Then Ri Sang Jo spoke.", "이어서 이 사람이 발언했다.", None, "this man"),
        ];
        for (source, target, expected, why) in cases {
            let found = check_pairs(&NameRule, &[(source, target)]);
            let words: Vec<&str> =
                found.iter().filter_map(|f| f.target.as_ref()).map(|s| s.text.as_str()).collect();
            assert_eq!(words, expected.iter().copied().collect::<Vec<_>>(), "{target}: {why}");
        }
    }

    #[test]
    fn a_people_is_no_place_where_the_document_names_it_too() {
        let kurds = ("The Kurds protested.", "쿠르드족이 항의했다.");
        let far = ("They went home.", "그들은 집으로 갔다.");
        let talks = ("Talks were held in Kirkuk.", "회담은 쿠르드족 거주지에서 열렸다.");
        let found = check_pairs(&NameRule, &[kurds, far, far, talks]);
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_word_that_stands_elsewhere_is_no_name() {
        let spoken = ("Then Jeong Ryul [Jong Ryul] spoke.", "이어서 그가 정렬에 대해 말했다.");
        let between = ("They went home.", "그들은 집으로 갔다.");
        let elsewhere = ("The rows were put in order.", "줄이 정렬에 맞추어졌다.");
        let found = check_pairs(&NameRule, &[spoken, between, between, elsewhere]);
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(check_pairs(&NameRule, &[spoken, between, between]).len(), 1);
    }

    #[test]
    fn swaps_need_one_missing_and_one_strange_name() {
        #[rustfmt::skip]
        let cases: &[(&str, &str, Option<&str>, &str)] = &[
            ("Talks were held in Poland.", "회담은 헝가리에서 열렸다.", Some("헝가리"), "another country"),
            ("Talks were held in Poland.", "회담은 뽈스까에서 열렸다.", None, "its Northern name"),
            ("Talks were held in Warsaw.", "회담은 프라하에서 열렸다.", Some("프라하"), "another city"),
            ("Talks were held in Warsaw.", "회담은 체코슬로바키아 프라하에서 열렸다.", None, "a city that is said to lie elsewhere"),
            ("Talks were held in Warsaw, Poland.", "회담은 체코슬로바키아 프라하에서 열렸다.", Some("프라하"), "another city and country"),
            ("Talks were held in Kirkuk.", "회담은 쿠르드족 거주지에서 열렸다.", None, "a people"),
            ("Talks were held there.", "회담은 헝가리에서 열렸다.", None, "named where the original points"),
            ("Talks were held in Poland.", "회담은 그곳에서 열렸다.", None, "left out"),
            ("Sarkozy thanked them.", "셰익스피어는 감사를 표했다.", Some("셰익스피어"), "another person"),
        ];
        for (source, target, expected, why) in cases {
            let found = check_pairs(&NameRule, &[(source, target)]);
            let words: Vec<&str> =
                found.iter().filter_map(|f| f.target.as_ref()).map(|s| s.text.as_str()).collect();
            assert_eq!(words, expected.iter().copied().collect::<Vec<_>>(), "{source}: {why}");
        }
    }
}
