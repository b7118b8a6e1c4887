//! Rule `body`: an organisation or country rendered as another one, or under a name it does not bear.

mod damaged;

use std::sync::LazyLock;

use crate::{
    align::Bead,
    anchor::form::{BODIES, Concept, Lexicon, words_ending},
    reading::{
        Context, Mark,
        naming::{self, Naming, Namings, certain, expected},
    },
    rule::{
        Example, Explanation, Issue, Languages, Remark, Rule, Severity,
        direction::{self, latin_words},
    },
    text::{Span, table, words},
};

/// The rule.
pub(super) struct Body;

static EXPLANATION: Explanation = Explanation {
    name: "body",
    group: "names",
    issue: Issue::Terminology,
    on_by_default: true,
    languages: Languages::EnglishAndKorean,
    needs: &[],
    uses: &[],
    summary: "an organisation or country is rendered as another one, or under a name it does not bear",
    details: "Organs, parties, organisations and countries are compared as what they are: NNSC and \
              중립국감독위원회, Soviet and 소련. A finding needs both sides: a body in the English none of whose \
              Korean names occurs, and in its place another body or country that nothing in the English \
              accounts for (major), or a word built like its name that is not its name (minor). A body that \
              is dropped or taken up by a pronoun is let pass, and so are optional spaces and the spellings of \
              North and South. A name of several parts that stands damaged is reported wherever it stands \
              (minor): a syllable lost, doubled, changed or swapped, and where the English says what is \
              meant also a part that is lost or another (조선민주주의공화국).",
    true_example: Example {
        source: "both were members of the Political Bureau",
        target: "이 둘은 모두 정치부 간부였다",
        comment: "the Political Bureau is 정치국; 정치부 is a political department",
    },
    false_example: Example {
        source: "People’s Republic of Poland",
        target: "폴란드인민공화국",
        comment: "the space in 폴란드 인민공화국 is optional",
    },
};

impl Rule for Body {
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
    source: "내각이 계획을 승인하였다.",
    target: "The Central Committee approved the plan.",
    comment: "내각 is the Cabinet; the Central Committee is 중앙위원회",
};

fn check(context: &Context<'_>, remarks: &mut Vec<Remark>) {
    let Some(namings) = Namings::of(context, naming::body) else { return };
    for (position, bead) in context.beads() {
        if bead.is_gap() {
            continue;
        }
        let mut unlicensed = namings.unlicensed(position);
        let mut surplus = namings.surplus(position);
        for (body, korean) in naming::other_fields(&namings, position) {
            remarks.push(report_field(context, position, &body, &korean));
        }
        // Of a slip in the original nothing is said.
        let (damaged, mut done) = if context.is_turned() {
            (Vec::new(), Vec::new())
        } else {
            damaged::damaged(context, &namings, position)
        };
        remarks.extend(damaged);
        for (body, is_unmatched) in wanting(&namings, position) {
            // A body named twice in a bead is missed once.
            if body.found.certain().any(|c| done.contains(&c)) {
                continue;
            }
            done.extend(body.found.certain());
            if is_in_dateline(context, &body) {
                continue;
            }
            let is_country = certain(&BODIES, &body).any(|c| c.group == Concept::COUNTRY);
            let rendering = match other(context, bead, &body, &unlicensed) {
                Some(at) => Some(Rendering::of(&body, &unlicensed.remove(at))),
                None if is_country => None,
                // One that is named twice for once stands for the one that is not named.
                None if is_unmatched && let Some(at) = other(context, bead, &body, &surplus) => {
                    let korean = surplus.remove(at);
                    Some(Rendering { evidence: "named twice", ..Rendering::of(&body, &korean) })
                }
                None if is_unmatched && organ(&body) => {
                    let at = unlicensed.iter().position(organ);
                    let other = at.map(|at| Rendering::of(&body, &unlicensed.remove(at)));
                    let similar = || similar(context, bead, &body, &namings, position);
                    other
                        .map(|other| Rendering { evidence: "other organ", ..other })
                        .or_else(similar)
                }
                None => similar(context, bead, &body, &namings, position),
            };
            remarks.extend(rendering.map(|mut rendering| {
                if !is_unmatched {
                    rendering.evidence = "fewer";
                }
                report(context, position, &body, &rendering)
            }));
        }
    }
}

/// Whether a country belongs to the place before a news report (LONDON, England), which translations leave
/// out.
fn is_in_dateline(context: &Context<'_>, body: &Naming<'_>) -> bool {
    let text = &context.bitext.source.segments[body.segment].text;
    let before = &text[..body.span.start];
    let place = before.trim_end().strip_suffix(',').unwrap_or_default();
    place.len() > 3
        && place.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | ','))
        && text[body.span.end..].trim_start().starts_with(['(', '-', '–', '—'])
}

/// The bodies of a bead that the target does not name (true), and after them the countries that it names
/// less often than the source (false).
fn wanting<'a>(namings: &Namings<'a>, bead: usize) -> Vec<(Naming<'a>, bool)> {
    let mut wanting: Vec<(Naming<'a>, bool)> =
        namings.unmatched(bead).into_iter().map(|body| (body, true)).collect();
    let (source, target) = (&namings.source[bead], &namings.target[bead]);
    let fewer = source.iter().filter(|body| {
        let is_country = certain(&BODIES, body).any(|c| c.group == Concept::COUNTRY);
        let named =
            |side: &[Naming<'_>]| side.iter().filter(|n| n.found.answers(body.found)).count();
        is_country && named(source) > named(target)
    });
    wanting.extend(fewer.map(|body| (*body, false)));
    wanting
}

/// What stands where a body should be named.
struct Rendering {
    mark: Mark,
    evidence: &'static str,
    severity: Severity,
    /// What else it is the name of.
    names: &'static str,
}

impl Rendering {
    fn of(body: &Naming<'_>, korean: &Naming<'_>) -> Self {
        let nonstandard = body.found.certain().any(|c| korean.found.is_nonstandard_for(c));
        let other = certain(&BODIES, korean).next();
        let (evidence, severity) = match other {
            _ if nonstandard => ("nonstandard", Severity::Minor),
            Some(other) if other.group == Concept::COUNTRY => ("country", Severity::Major),
            _ => ("body", Severity::Major),
        };
        let names = other.filter(|_| !nonstandard).map_or("", |other| other.name);
        Self { mark: korean.mark(), evidence, severity, names }
    }
}

/// The kinds of bodies that decide: an organ of the party and one of the state are mistaken for each other.
const ORGANS: [&str; 4] = ["party-organ", "state-organ", "cabinet", "assembly"];

/// Whether it is certainly an organ of party or state.
fn organ(body: &Naming<'_>) -> bool {
    certain(&BODIES, body).any(|concept| ORGANS.contains(&concept.group))
}

/// Which of the Korean bodies that nothing accounts for stands for `body`: one of its own kind.
fn other(
    context: &Context<'_>,
    bead: &Bead,
    body: &Naming<'_>,
    unlicensed: &[Naming<'_>],
) -> Option<usize> {
    let lexicon: &Lexicon = &BODIES;
    let is_mistaken = |korean: &Naming<'_>| {
        body.found.certain().any(|concept| {
            korean.found.is_nonstandard_for(concept)
                || certain(lexicon, korean)
                    .any(|other| other.group == lexicon.concepts[concept].group)
        })
    };
    let place = naming::place(context.source(bead), body);
    let candidates = unlicensed.iter().enumerate().filter(|(_, korean)| is_mistaken(korean));
    let placed = candidates.map(|(at, korean)| (at, naming::place(context.target(bead), korean)));
    naming::nearest(place, placed)
}

/// The last words of bodies' names.
struct Heads {
    /// What Korean names end in, longest first.
    endings: Vec<&'static str>,
    /// The English words, in small letters.
    words: Vec<&'static str>,
}

static HEADS: LazyLock<Heads> = LazyLock::new(|| {
    let table = include_str!("../../../corpora/tables/body-heads.tsv");
    let rows = table::rows::<3>("body-heads", table);
    let mut endings: Vec<&str> = rows.iter().map(|[head, ..]| *head).collect();
    endings.sort_by_key(|head| std::cmp::Reverse(head.len()));
    let words = rows.iter().flat_map(|[_, words, _]| words.split('|'));
    Heads { endings, words: words.filter(|word| !word.is_empty()).collect() }
});

/// The least likeness of a word to a name for which it is taken, 0–1 ([`likeness`]).
const LIKE: f64 = 0.5;

/// A word of the target built like a name of `body`, outside everything that is known there.
fn similar(
    context: &Context<'_>,
    bead: &Bead,
    body: &Naming<'_>,
    namings: &Namings<'_>,
    position: usize,
) -> Option<Rendering> {
    let known = |side: &[Naming<'_>], segment: usize, span: Span| {
        let certain = side.iter().filter(|n| n.found.is_certain());
        certain.into_iter().any(|n| n.segment == segment && n.span.overlaps(span))
    };
    // Where the English speaks of another committee, a committee in the Korean may well be that one.
    let is_only = !context.source(bead).iter().any(|segment| {
        words(&segment.text).any(|span| {
            let word = span.of(&segment.text).to_lowercase();
            let word = word.strip_suffix('s').unwrap_or(&word);
            HEADS.words.contains(&word) && !known(&namings.source[position], segment.index, span)
        })
    });
    let mut best: Option<(f64, Mark)> = None;
    for segment in context.target(bead) {
        for span in words_ending(&segment.text, &HEADS.endings) {
            if known(&namings.target[position], segment.index, span) {
                continue;
            }
            for span in with_word_before(&segment.text, span) {
                if known(&namings.target[position], segment.index, span) {
                    continue;
                }
                let like = body
                    .found
                    .certain()
                    .flat_map(|concept| BODIES.concepts[concept].forms.iter())
                    .map(|name| likeness(span.of(&segment.text), name, is_only))
                    .fold(0.0, f64::max);
                if like >= LIKE && best.as_ref().is_none_or(|(most, _)| like > *most) {
                    best = Some((like, Mark::Words { segment: segment.index, span }));
                }
            }
        }
    }
    let (_, mark) = best?;
    Some(Rendering { mark, evidence: "similar", severity: Severity::Minor, names: "" })
}

/// The span, and the span with the word before it, where only a space is between.
fn with_word_before(text: &str, span: Span) -> impl Iterator<Item = Span> + use<> {
    let before = text[..span.start].strip_suffix(' ').unwrap_or_default();
    let word = before.rfind(|c: char| !matches!(c, '\u{ac00}'..='\u{d7a3}'));
    let start = word.map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let longer = (start < before.len()).then(|| Span::new(start, span.end));
    std::iter::once(span).chain(longer)
}

/// How alike a word and a name are, 0–1: twice the syllables they have in common, in order, over those of
/// both. They must have one more in common than the head of their names, two if their heads differ, and
/// none if the word `is_only`: the only one of its head, a long head, that the bead has.
fn likeness(word: &str, name: &str, is_only: bool) -> f64 {
    let syllables = |text: &str| text.chars().filter(|c| *c != ' ').collect::<Vec<char>>();
    let (word, name) = (syllables(word), syllables(name));
    let head = |chars: &[char]| {
        let text: String = chars.iter().collect();
        HEADS.endings.iter().find(|head| text.ends_with(**head)).map_or("", |head| *head)
    };
    let (ours, theirs) = (head(&word), head(&name));
    let stem = |chars: &[char], head: &str| chars.len() - head.chars().count();
    let shared = common(&word[..stem(&word, ours)], &name[..stem(&name, theirs)]);
    let enough = match ours.chars().count() {
        3.. if ours == theirs && is_only => 0,
        1.. if ours == theirs => 1,
        _ => 2,
    };
    if shared < enough {
        return 0.0;
    }
    2.0 * common(&word, &name) as f64 / (word.len() + name.len()) as f64
}

/// Length of the longest common subsequence.
fn common(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

fn report(context: &Context<'_>, bead: usize, body: &Naming<'_>, rendering: &Rendering) -> Remark {
    let named = latin_words(context, body.segment, body.span);
    let words = match rendering.mark {
        Mark::Words { segment, span } => span.of(&context.bitext.target.segments[segment].text),
        Mark::Segment(segment) => &context.bitext.target.segments[segment].text,
        Mark::Apart { ref text, .. } => text,
    };
    let names = expected(&BODIES, body);
    let rendered = match rendering.names {
        "" => direction::rendered(context, named, words) + ", a non-standard name",
        other if context.is_turned() => format!("{words} ({other}) is rendered “{named}”"),
        other => format!("“{named}” is rendered {words} ({other})"),
    };
    let expected = direction::expected(context, &naming::either(&names));

    Remark {
        bead,
        source: Some(body.mark()),
        target: Some(rendering.mark.clone()),
        severity: rendering.severity,
        evidence: rendering.evidence.into(),
        message: rendered + &expected,
        suggestion: names.first().map(|name| (*name).to_owned()),
    }
}

/// A ministry of another field (외무성 for the Ministry of the Interior).
fn report_field(
    context: &Context<'_>,
    bead: usize,
    body: &Naming<'_>,
    other: &Naming<'_>,
) -> Remark {
    let named = latin_words(context, body.segment, body.span);
    let words = other.span.of(&context.bitext.target.segments[other.segment].text);
    let suggestion = naming::with_field(words, body, other);
    let expected = direction::expected(context, suggestion.as_deref().unwrap_or_default());
    let is_rendered = direction::rendered(context, named, words);

    Remark {
        bead,
        source: Some(body.mark()),
        target: Some(other.mark()),
        severity: Severity::Major,
        evidence: "field".into(),
        message: format!("{is_rendered}, another ministry{expected}"),
        suggestion,
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod field_tests;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::trial;

    #[test]
    fn examples() {
        trial::examples_hold(&Body);
    }

    #[test]
    fn the_note_of_1957() {
        #[rustfmt::skip]
        let expected = [
            // The state has its right name elsewhere: there `body` gives way to `inconsistent-term`.
            (6,  "USSR",                                    "소비에트연합"),
            (17, "Soviet Union",                            "소비에트 연합"),
            (19, "Higher Party School",                     "고등당교육소"),
            (20, "USSR",                                    "소비에트 연합"),
            (49, "Political Bureau",                        "정치부"),
            (49, "presidium",                               "최고위원회"),
            (52, "higher Party School",                     "고등당교육소"),
            (54, "DPRK",                                    "조선민주주의인공화국"),
            (56, "NNSC",                                    "중립국감시위원단"),
            (58, "Military Armistice Commission",           "휴전위원회"),
            (69, "State Commission for Economic Planning",  "경제계획위원회"),
        ];
        let found = trial::note(&Body);
        let found: Vec<(usize, &str, &str)> =
            found.iter().map(|(i, (s, t, _))| (*i, s.as_str(), t.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    #[allow(clippy::type_complexity, reason = "a table of cases")]
    fn a_body_is_another_one_only_if_both_sides_say_so() {
        #[rustfmt::skip]
        let cases: &[(&str, &str, &[(&str, &str)], &str)] = &[
            ("He came from China.", "그는 소련에서 왔다.", &[("China", "소련")], "another country"),
            ("He came from China.", "그는 거기서 왔다.", &[], "taken up by a pronoun"),
            ("LONDON, England (CNN) From Dallas to China", "미국 댈러스에서 중국까지", &[], "the place of a report is left out"),
            ("Poland and the DPRK", "폴란드와 조선민주주의인민공화국", &[], "both named"),
            ("Poland and the DPRK", "뽈스까와 조선민주주의인공화국", &[("DPRK", "조선민주주의인공화국")], "a lost syllable"),
            ("The Government of the Democratic People's Republic of Korea", "조선민주주의공화국 정부", &[("Democratic People's Republic of Korea", "조선민주주의공화국")], "a lost part"),
            ("The Republic is strong.", "조선민주주의인공화국은 강하다.", &[("", "조선민주주의인공화국")], "a slip needs no witness"),
            ("The Republic is strong.", "조선민주주의공화국은 강하다.", &[], "another name does"),
            ("The Korean People's Republic was founded in 1945.", "조선인민공화국은 1945년에 세워졌다.", &[], "the republic of 1945"),
            ("The Government of the Korean People's Republic", "조선민주주의인민공화국 정부", &[], "so the DPRK is called too"),
            ("Koreans supported the Korean Empire.", "조선인들은 대한제국을 지지했다.", &[], "the Empire"),
            ("Yugoslavia", "유고슬라비아 연방공화국", &[], "the republic of 1992"),
            ("The Supreme People's Assembly greeted the Supreme Soviet.", "최고인민회의는 최고회의에 인사를 보냈다.", &[], "two assemblies"),
            ("the Presidium of the Supreme Soviet of the USSR", "쏘련 최고회의 상임위원회", &[], "no other assembly"),
            ("the Government of South Vietnam", "베트남공화국 정부", &[], "no damaged 베트남민주공화국"),
            ("the Chinese People's Volunteers and the PLA", "중국인민지원군과 중국인민해방군", &[], "two armies"),
            ("the KWP", "조선로당", &[("KWP", "조선로당")], "a short name"),
            ("Soviet advisers", "쏘련고문", &[], "the spelling of the North"),
            ("the US ambassador", "주미대사", &[], "the country in one syllable"),
            ("Puerto Rico, Northern Ireland, Ireland", "푸에르토리코, 노던 나이지리아, 아일랜드", &[("Northern Ireland", "나이지리아")], "named less often than in the English"),
            ("the Presidium of the CC", "중앙위원회 상무위원회", &[], "an organ inside another"),
            ("the Political Committee", "정치국", &[], "two names of the same organ"),
            ("The Military Armistice Commission met.", "군사정전위원회가 열렸다.", &[], "as it is called"),
            ("The Military Armistice Commission and a committee met.", "정전문제위원회와 어떤 위원회가 열렸다.", &[("Military Armistice Commission", "정전문제위원회")], "built like the name"),
        ];
        for (source, target, expected, why) in cases {
            let found = trial::pairs(&Body, &[(source, target)]);
            let found: Vec<(&str, &str)> =
                found.iter().map(|(s, t, _)| (s.as_str(), t.as_str())).collect();
            assert_eq!(found, *expected, "{source}: {why}");
        }
    }

    #[test]
    fn likeness_needs_more_than_the_head() {
        #[rustfmt::skip]
        let cases = [
            ("휴전위원회",       "군사정전위원회",   true,  "전 and the head"),
            ("경제계획위원회",   "국가계획위원회",   true,  "계획 and the head"),
            ("고등당교육소",     "고급당학교",       true,  "고 and 당, the heads differ"),
            ("예산위원회",       "군사정전위원회",   false, "the head only"),
            ("정치부",           "정치국",           true,  "all but the head"),
            ("내무성",           "정치국",           false, "nothing"),
        ];
        for (word, name, like, why) in cases {
            assert_eq!(likeness(word, name, false) >= LIKE, like, "{word}, {name}: {why}");
        }
    }
}
