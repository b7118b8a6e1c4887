//! Rule `title`: an office or rank rendered as another one.

mod post;
mod qualifier;

use crate::{
    align::Bead,
    anchor::form::{Lexicon, TITLES, names_of_field},
    language::role,
    reading::{
        Context,
        naming::{self, Naming, Namings, certain, expected},
    },
    rule::{
        Example, Explanation, Issue, Languages, Remark, Rule, Severity,
        direction::{self, latin_words},
    },
};

/// The rule.
pub(super) struct Title;

static EXPLANATION: Explanation = Explanation {
    name: "title",
    group: "names",
    issue: Issue::Terminology,
    on_by_default: true,
    languages: Languages::EnglishAndKorean,
    needs: &[],
    uses: &[],
    summary: "an office or rank is rendered as another one",
    details: "Titles are compared as offices, not as words: Vice-Premier and deputy premier are 부수상, \
              Vice-minister is 부상. A finding needs both sides: a title in the English whose Korean forms \
              are missing, and in the same place a Korean title of the same family that nothing in the \
              English accounts for, or a rendering that is no title at all (1등 비서 for a diplomat). Of \
              diplomats the country is compared too (주미 대사 is no ambassador to China), and former, \
              acting, deputy and the like must stand on both sides, with the field of a minister. A title \
              that is dropped, replaced by a pronoun or moved to the next sentence is let pass, and so are \
              forms of address (Comr., 동지).",
    true_example: Example {
        source: "Vice-minister of Culture Jeong Ryul",
        target: "문화부수상 정률",
        comment: "부수상 is a vice-premier; a vice-minister is 부상",
    },
    false_example: Example {
        source: "This minister had been removed.",
        target: "그는 해임되었다.",
        comment: "the title is taken up by a pronoun, and no other office is named",
    },
};

impl Rule for Title {
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
    source: "문화부상 정률은 이에 동의하였다.",
    target: "Vice-Premier Jeong Ryul agreed to it.",
    comment: "문화부상 is the Vice-minister of Culture",
};

fn check(context: &Context<'_>, remarks: &mut Vec<Remark>) {
    let Some(namings) = Namings::of(context, naming::title) else { return };
    for (position, bead) in context.beads() {
        if bead.is_gap() {
            continue;
        }
        let mut unlicensed = namings.unlicensed(position);
        for title in namings.unmatched(position) {
            let Some(at) = rendering(context, bead, &title, &unlicensed) else { continue };
            // One Korean word is the rendering of one English title.
            let rendered = unlicensed.remove(at);
            remarks.push(report(context, position, &title, &rendered));
        }
        for (title, korean) in naming::other_fields(&namings, position) {
            remarks.push(report_field(context, position, &title, &korean));
        }
        remarks.extend(deputy(context, &namings, position, bead, &unlicensed));
        let sides = [namings.source[position].as_slice(), &namings.target[position]];
        remarks.extend(post::check(context, position, bead, sides));
        remarks.extend(qualifier::check(context, position, bead, sides));
        remarks.extend(field_lost(context, &namings, position, bead));
    }
}

/// A deputy (부통령) that nothing in the English accounts for, in a bead whose English names only the office
/// itself (president), though the Korean names that too. Where a name stands beside it, it may be there for
/// clarity.
fn deputy(
    context: &Context<'_>,
    namings: &Namings<'_>,
    position: usize,
    bead: &Bead,
    unlicensed: &[Naming<'_>],
) -> Option<Remark> {
    let named = namings.source[position].iter().filter(|t| t.found.is_certain());
    let [title] = named.collect::<Vec<_>>()[..] else {
        return None;
    };
    let words = |korean: &Naming<'_>| {
        korean.span.of(&context.bitext.target.segments[korean.segment].text).to_owned()
    };
    let [korean] = unlicensed
        .iter()
        .filter(|k| role::behind(&words(k), "deputy").is_some())
        .collect::<Vec<_>>()[..]
    else {
        return None;
    };
    let is_named = context.target_anchors(bead).any(|(segment, anchor)| {
        let near =
            anchor.span.start <= korean.span.end + 1 && korean.span.start <= anchor.span.end + 1;
        segment == korean.segment && near && matches!(anchor.value, crate::anchor::Value::Name(_))
    });
    let says_deputy =
        context.source(bead).iter().any(|segment| qualifier::says_deputy(&segment.text));
    let is_same_kind = is_mistaken(title, korean) && !title.found.answers(korean.found);
    (is_same_kind && !is_named && !says_deputy).then(|| {
        let mut finding = report(context, position, title, korean);
        finding.evidence = "deputy".into();
        finding
    })
}

/// A minister or the like whose office is right and whose field is another one (체신상 for the Minister of
/// Construction).
fn report_field(
    context: &Context<'_>,
    bead: usize,
    title: &Naming<'_>,
    other: &Naming<'_>,
) -> Remark {
    let named = latin_words(context, title.segment, title.span);
    let words = other.span.of(&context.bitext.target.segments[other.segment].text);
    let suggestion = naming::with_field(words, title, other);
    let expected = direction::expected(context, suggestion.as_deref().unwrap_or_default());
    let (mut theirs, mut ours) = (other.found.fields.join(", "), title.found.fields.join(", "));
    if context.is_turned() {
        std::mem::swap(&mut theirs, &mut ours);
    }

    Remark {
        bead,
        source: Some(title.mark()),
        target: Some(other.mark()),
        severity: Severity::Major,
        evidence: "field".into(),
        message: format!(
            "{}, an office of another field ({theirs}, not {ours}){expected}",
            direction::rendered(context, named, words)
        ),
        suggestion,
    }
}

/// A minister or the like who has a field of government in the English and none anywhere in the Korean
/// (장관 for the Secretary of State), if no other title there may be that one.
fn field_lost(
    context: &Context<'_>,
    namings: &Namings<'_>,
    position: usize,
    bead: &Bead,
) -> Vec<Remark> {
    let (english, korean) = (&namings.source[position], &namings.target[position]);
    let says = |field: &str| {
        let names: Vec<String> =
            names_of_field(field).iter().map(|name| name.replace(' ', "")).collect();
        context.target(bead).iter().any(|segment| {
            let text = segment.text.replace(' ', "");
            names.iter().any(|name| text.contains(name.as_str()))
        })
    };
    let mut remarks = Vec::new();
    let (fielded, plain): (Vec<&Naming<'_>>, Vec<&Naming<'_>>) =
        english.iter().partition(|title| !title.found.fields.is_empty());
    for title in fielded {
        let rendered = korean.iter().find(|k| {
            k.found.is_certain() && k.found.fields.is_empty() && k.found.answers(title.found)
        });
        let Some(rendered) = rendered else { continue };
        let is_anothers = plain.iter().any(|other| rendered.found.answers(other.found));
        if is_anothers || title.found.fields.iter().any(|field| says(field)) {
            continue;
        }
        let words = title.span.of(&context.bitext.source.segments[title.segment].text);
        let there = rendered.span.of(&context.bitext.target.segments[rendered.segment].text);
        let [field] = title.found.fields.as_slice() else { continue };
        let name = names_of_field(field).first().map_or_else(String::new, |n| n.replace(' ', ""));
        let rendering = direction::rendered(context, words, there);
        let (evidence, what) = if context.is_turned() {
            ("field added", "with a field of its own")
        } else {
            ("field lost", "without its field")
        };
        let remark = Remark {
            bead: position,
            source: Some(title.mark()),
            target: Some(rendered.mark()),
            severity: Severity::Minor,
            evidence: evidence.into(),
            message: format!("{rendering}, {what} ({name})"),
            suggestion: None,
        };
        remarks.push(remark);
    }
    remarks
}

/// Which of the Korean titles that nothing accounts for stands for `title`.
fn rendering(
    context: &Context<'_>,
    bead: &Bead,
    title: &Naming<'_>,
    unlicensed: &[Naming<'_>],
) -> Option<usize> {
    let place = naming::place(context.source(bead), title);
    // His deputy may be named in other words (“and his deputy”).
    let is_deputy = |korean: &Naming<'_>| {
        let text = &context.bitext.target.segments[korean.segment].text;
        role::behind(korean.span.of(text), "deputy").is_some()
    };
    let says_deputy = context.source(bead).iter().any(|s| qualifier::says_deputy(&s.text));
    let candidates = unlicensed.iter().enumerate().filter(|(_, korean)| {
        is_mistaken(title, korean) && !(says_deputy && is_deputy(korean) && !is_own_deputy(title))
    });
    let placed = candidates.map(|(at, korean)| (at, naming::place(context.target(bead), korean)));
    naming::nearest(place, placed)
}

/// Whether an English title is itself that of a deputy.
fn is_own_deputy(title: &Naming<'_>) -> bool {
    certain(&TITLES, title)
        .any(|office| office.forms.iter().any(|form| role::behind(form, "deputy").is_some()))
}

/// Whether `korean` is known to be taken for the office of `title`.
fn is_mistaken(title: &Naming<'_>, korean: &Naming<'_>) -> bool {
    let lexicon: &Lexicon = &TITLES;
    title.found.certain().any(|concept| {
        let office = &lexicon.concepts[concept];
        korean.found.is_nonstandard_for(concept)
            || certain(lexicon, korean)
                .any(|other| other.group == office.group || office.confused.contains(&other.id))
    })
}

fn report(context: &Context<'_>, bead: usize, title: &Naming<'_>, korean: &Naming<'_>) -> Remark {
    let lexicon: &Lexicon = &TITLES;
    let named = latin_words(context, title.segment, title.span);
    let words = korean.span.of(&context.bitext.target.segments[korean.segment].text);
    let nonstandard = title.found.certain().any(|c| korean.found.is_nonstandard_for(c));
    let names = expected(lexicon, title);
    let other = certain(lexicon, korean).next().map_or("", |c| c.name);
    let (evidence, severity, what) = if nonstandard {
        ("nonstandard", Severity::Minor, ", which is no title".to_owned())
    } else {
        ("office", Severity::Major, format!(" ({other})"))
    };
    let is_rendered = if context.is_turned() {
        format!("{words}{what} is rendered “{named}”")
    } else {
        format!("“{named}” is rendered {words}{what}")
    };
    let (expected, suggestion) = match in_place(words, title, korean, &names) {
        Some(whole) => (whole.clone(), Some(whole)),
        None => (naming::either(&names), names.first().map(|name| (*name).to_owned())),
    };
    let expected = direction::expected(context, &expected);

    Remark {
        bead,
        source: Some(title.mark()),
        target: Some(korean.mark()),
        severity,
        evidence: evidence.into(),
        message: format!("{is_rendered}{expected}"),
        suggestion,
    }
}

/// The Korean words with the office replaced and the field kept (문화부수상 → 문화부상, 문화성 부수상 → 문화성
/// 부상, 법무부 차관 → 법무부 장관); none where there is no field.
fn in_place(words: &str, title: &Naming<'_>, other: &Naming<'_>, names: &[&str]) -> Option<String> {
    let forms = certain(&TITLES, other).flat_map(|c| c.forms.iter().copied());
    let office = forms.filter(|form| words.ends_with(*form)).max_by_key(|form| form.len())?;
    let field = words.strip_suffix(office)?.trim_end();
    if field.is_empty() {
        return None;
    }
    // A 성 has a 상 and a 부 a 장관: take the form that goes on as the field ends.
    let with_field = certain(&TITLES, title).flat_map(|c| c.forms.iter());
    let office = with_field.filter_map(|form| form.strip_prefix("FIELD")).find_map(|rest| {
        let (ministry, office) = rest.split_once(' ')?;
        (!ministry.is_empty() && field.ends_with(ministry)).then(|| format!(" {office}"))
    });
    let office = office.or_else(|| names.first().map(|name| (*name).to_owned()))?;
    Some(format!("{field}{office}"))
}

#[cfg(test)]
#[path = "tests.rs"]
mod field_tests;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::trial;

    fn owned(rows: &[(usize, &str, &str, &str)]) -> Vec<(usize, trial::Brief)> {
        rows.iter()
            .map(|&(segment, english, korean, suggestion)| {
                (segment, (english.into(), korean.into(), suggestion.into()))
            })
            .collect()
    }

    #[test]
    fn examples() {
        trial::examples_hold(&Title);
    }

    #[test]
    fn the_note_of_1957() {
        #[rustfmt::skip]
        let expected = owned(&[
            (6,  "1st Secretary of the Embassy",            "1등 비서",          "1등 서기관"),
            (18, "Vice-minister of Culture",                "문화부수상",        "문화부상"),
            (19, "vice-minister of culture and science",    "문화과학성 부수상", "문화과학성 부상"),
            (30, "CC members",                              "중앙위원회 당원",   "중앙위원회 위원"),
            (32, "CC members",                              "중앙위원회 당원",   "중앙위원회 위원"),
            (57, "Minister",                                "수상",              "상"),
            (67, "Minister",                                "수상",              "상"),
            (70, "Military Attache",                        "담당관",            "무관"),
        ]);
        assert_eq!(trial::note(&Title), expected);
    }

    #[test]
    #[allow(clippy::type_complexity, reason = "a table of cases")]
    fn an_office_is_another_one_only_if_both_sides_say_so() {
        #[rustfmt::skip]
        let cases: &[(&str, &str, &[(&str, &str)], &str)] = &[
            ("The Ambassador spoke.", "공사가 말했다.", &[("Ambassador", "공사")], "the rank below"),
            ("The Ambassador spoke.", "그가 말했다.", &[], "dropped for a pronoun"),
            ("Vice-Premier Pak Chang-ok and Deputy Premier Choe", "부수상 박창옥과 부수상 최창익", &[], "two English names of one office"),
            ("The Minister of Defense met the Deputy Minister.", "국방부 장관이 차관을 만났다.", &[], "both named"),
            ("The Minister of Defense agreed.", "국방부 차관이 동의했다.", &[("Minister of Defense", "국방부 차관")], "glued to the ministry"),
            ("minister of communications Pak Il-u", "건설상 박일우", &[("minister of communications", "건설상")], "the right office in another field"),
            ("General Jeong met the leader.", "정 장군이 위원장을 만났다.", &[], "a leader may be any chairman"),
            ("There was general shouting.", "대령이 소리쳤다.", &[], "general is an adjective there"),
            ("Comr. Pimenov, the 1st Secretary", "피메노프 1등 서기관", &[], "Comr. is a form of address"),
        ];
        for (source, target, expected, why) in cases {
            let found = trial::pairs(&Title, &[(source, target)]);
            let found: Vec<(&str, &str)> =
                found.iter().map(|(s, t, _)| (s.as_str(), t.as_str())).collect();
            assert_eq!(found, *expected, "{source}: {why}");
        }
    }

    #[test]
    fn what_is_expected_is_what_is_suggested() {
        #[rustfmt::skip]
        let cases = [
            ("Vice-minister of Culture Jeong Ryul", "문화부수상 정률", "문화부상", "; expected 문화부상", "with its field"),
            ("The Minister spoke.", "수상이 말했다.", "상", "; expected 상 or 장관", "a choice, the first of them suggested"),
            ("minister of communications Pak Il-u", "건설상 박일우", "체신상", "; expected 체신상", "another field"),
        ];
        for (source, target, suggestion, end, why) in cases {
            let findings = trial::check_pairs(&Title, &[(source, target)]);
            let [finding] = &findings[..] else { panic!("{source}: {findings:?}") };
            assert_eq!(finding.suggestion.as_deref(), Some(suggestion), "{source}: {why}");
            assert!(finding.message.ends_with(end), "{}: {why}", finding.message);
        }
    }

    #[test]
    fn a_title_that_moved_to_the_next_sentence_is_not_missing() {
        let pairs = [
            ("The premier listened. He left.", "부수상이 먼저 왔다."),
            ("The vice-premier had come.", "수상은 듣고 있었다."),
        ];
        assert_eq!(trial::pairs(&Title, &pairs), []);
    }
}
