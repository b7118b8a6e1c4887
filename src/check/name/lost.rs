//! A person whom the source names and the target does not, by any name or word that could stand for them.
//!
//! Names are dropped and made pronouns all the time. Told is one of several people named in a row, the others of whom are
//! there, and one who was not spoken of just before, so that neither a pronoun nor what goes without saying can be them.

use crate::{
    anchor::{
        Value,
        name::{PERSON, Style, beginning},
    },
    language::{
        ko::{hanja::is_hanja, romanise::is_surname_syllable},
        role,
    },
    reading::{
        Mark,
        names::{Free, Placed, View},
    },
    rule::{Remark, Severity, passage},
    text::{Span, Tongue, words},
};

/// Whoever was named in so many beads before may go without saying.
const SPOKEN_OF: usize = 4;

/// The person of a bead who is lost, if one is, of those whom nothing in the target answers.
pub(super) fn finding(
    view: &View<'_>,
    position: usize,
    unanswered: &[Placed<'_>],
    free: &[Free<'_>],
) -> Option<Remark> {
    let people: Vec<Placed<'_>> =
        unanswered.iter().copied().filter(|place| is_full_name(*place)).collect();
    let [lost] = people[..] else { return None };
    if is_beside(view, position, lost) || free.iter().any(|word| may_be_name(view, word)) {
        return None;
    }
    // 朴炳渉 is a name that nobody reads here.
    let bead = &view.context.alignment.beads[position];
    if view.context.target(bead).iter().any(|segment| segment.text.contains(is_hanja)) {
        return None;
    }
    let evidence = if is_item(view, position, lost) {
        "item lost"
    } else if stands_by_itself(view, position, lost) {
        "person lost"
    } else {
        return None;
    };
    let segment = &view.context.bitext.source.segments[lost.segment];
    let name = passage::quoted(lost.span.of(&segment.text));
    Some(Remark {
        bead: position,
        source: Some(Mark::Words { segment: lost.segment, span: lost.span }),
        target: None,
        severity: Severity::Major,
        evidence: evidence.into(),
        message: format!(
            "{name} has no counterpart in the translation, which names nobody in their place"
        ),
        suggestion: None,
    })
}

/// Whether a word that is no name yet is built like one and means nothing else.
fn may_be_name(view: &View<'_>, word: &Free<'_>) -> bool {
    let means_nothing = |text: &str| {
        view.context.lexicon().is_none_or(|lexicon| {
            let stem = lexicon.stem(text);
            [text, &*stem].iter().all(|form| lexicon.translations(form, Tongue::Korean).is_empty())
        })
    };
    let is_like_name = |end: &usize| {
        let text = beginning(word.text, *end);
        *end >= 2 && text.chars().next().is_some_and(is_surname_syllable) && means_nothing(text)
    };
    // What is known in any of the forms that it may end with is that word.
    means_nothing(word.text) && word.ends.iter().any(is_like_name)
}

/// Whether somebody is named by surname and given name, a Korean by one of two syllables: others may be of anywhere.
fn is_full_name(place: Placed<'_>) -> bool {
    let is_person = place.name.class() == Some(PERSON);
    let parts = match place.name.style {
        Style::Korean => 3,
        _ => 2,
    };
    let count = |name: &String| name.split([' ', '-']).filter(|part| !part.is_empty()).count();
    is_person && place.name.spellings.iter().any(|name| count(name) >= parts)
}

/// Whether the name stands in the target of a bead beside this one: the text was cut otherwise there.
fn is_beside(view: &View<'_>, position: usize, lost: Placed<'_>) -> bool {
    let last = view.context.alignment.beads.len() - 1;
    let around = position.saturating_sub(2)..=(position + 2).min(last);
    around.filter(|&bead| bead != position).any(|bead| {
        !view.sources(bead).iter().any(|source| source.name.is_same(lost.name))
            && view.answers(bead, lost.name)
    })
}

/// Whether it is one of several people named in a row of whom another is there, and no word for others follows them.
fn is_item(view: &View<'_>, position: usize, lost: Placed<'_>) -> bool {
    let text = &view.context.bitext.source.segments[lost.segment].text;
    let others = view.sources(position).iter().filter(|other| {
        other.segment == lost.segment
            && !other.name.is_same(lost.name)
            && other.name.class() == Some(PERSON)
            && view.answers(position, other.name)
    });
    let is_joined = |other: &Placed<'_>| {
        let gap = if other.span.end <= lost.span.start {
            Span::new(other.span.end, lost.span.start)
        } else if lost.span.end <= other.span.start {
            Span::new(lost.span.end, other.span.start)
        } else {
            return false;
        };
        let gap = gap.of(text);
        let joins = role::forms("en", "joins-names");
        let mut between = words(gap).peekable();
        let is_row = between.peek().is_some() || gap.contains(',');
        is_row
            && !gap.contains([';', ':'])
            && between.all(|word| joins.contains(&word.of(gap).to_lowercase().as_str()))
    };
    (others.into_iter().any(is_joined) || follows_pronoun(text, lost.span.start))
        && !says(view, position, "and-others")
}

/// Whether a pronoun stands before it in a row (against me, Pak and others).
fn follows_pronoun(text: &str, start: usize) -> bool {
    let before = &text[..start];
    let joins = role::forms("en", "joins-names");
    let words: Vec<Span> = words(before).collect();
    let pronoun =
        words.iter().rev().find(|word| !joins.contains(&word.of(before).to_lowercase().as_str()));
    pronoun.is_some_and(|word| {
        let between = &before[word.end..];
        let is_row = between.contains(',') || between.contains(" and ") || between.contains(" or ");
        is_row
            && !between.contains(['.', ';', ':'])
            && role::forms("en", "pronoun-in-row")
                .contains(&word.of(before).to_lowercase().as_str())
    })
}

/// Whether nobody spoke of them just before, no office stands beside the name that could stand for them, and neither does
/// a pronoun.
fn stands_by_itself(view: &View<'_>, position: usize, lost: Placed<'_>) -> bool {
    let before = position.saturating_sub(SPOKEN_OF)..position;
    let was_named =
        before.into_iter().any(|b| view.sources(b).iter().any(|p| p.name.is_same(lost.name)));
    let bead = &view.context.alignment.beads[position];
    let has_office = view.context.source_anchors(bead).any(|(segment, anchor)| {
        segment == lost.segment
            && matches!(anchor.value, Value::Title(_))
            && anchor.span.start <= lost.span.end + 4
            && lost.span.start <= anchor.span.end + 4
    });
    !was_named && !has_office && !says(view, position, "stands-for-person")
}

/// Whether a word of the target begins with a form that has a role.
fn says(view: &View<'_>, position: usize, role: &'static str) -> bool {
    let bead = &view.context.alignment.beads[position];
    view.context.target(bead).iter().any(|segment| {
        words(&segment.text).any(|word| {
            let word = word.of(&segment.text);
            role::korean(role).iter().any(|form| word.starts_with(form))
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::{check::name::NameRule, rule::trial::check_pairs};

    #[test]
    fn who_is_named_and_has_no_counterpart_is_lost_unless_something_stands_for_them() {
        #[rustfmt::skip]
        let cases = [
            // English, Korean, evidence, why
            ("They praised Kim Tu-bong, Pak Chang-ok and Choe Chang-ik.", "그들은 김두봉과 최창익을 찬양하였다.", Some("item lost"), "the second of three"),
            ("They praised Kim Tu-bong, comrade Pak Chang-ok and others.", "그들은 김두봉을 찬양하였다.", Some("item lost"), "a comrade in the row"),
            ("They accused me, comrade Pak Chang-ok, and other people.", "그들은 나와 다른 사람들을 비난하였다.", Some("item lost"), "a pronoun begins the row"),
            ("They praised Kim Tu-bong, Pak Chang-ok and Choe Chang-ik.", "그들은 김두봉 등을 찬양하였다.", None, "the row is cut short in so many words"),
            ("They praised Kim Tu-bong; Pak Chang-ok had left.", "그들은 김두봉을 찬양하였고 그는 떠났다.", None, "a pronoun"),
            ("At the talk in which Pak Chong-ae took part, Kim Tu-bong spoke.", "담화에서 김두봉이 발언하였다.", Some("person lost"), "nobody spoke of her before"),
            ("The chairman Pak Chong-ae opened the talk.", "위원장이 담화를 시작하였다.", None, "her office stands for her"),
            ("At the talk in which Pak Chong-ae took part, Kim Tu-bong spoke.", "朴正愛가 참가한 담화에서 김두봉이 발언하였다.", None, "written in Hanja"),
        ];
        for (source, target, expected, why) in cases {
            let found = check_pairs(&NameRule, &[(source, target)]);
            let evidence: Vec<&str> = found.iter().map(|told| told.evidence.as_str()).collect();
            assert_eq!(evidence, expected.into_iter().collect::<Vec<_>>(), "{source}: {why}");
        }
    }

    #[test]
    fn whoever_was_spoken_of_may_go_without_saying_and_may_stand_in_the_next_bead() {
        let talk = "In the talk in which Pak Chong-ae took part, Kim Tu-bong spoke.";
        #[rustfmt::skip]
        let cases = [
            (vec![("Pak Chong-ae arrived.", "박정애가 도착하였다."), (talk, "담화에서 김두봉이 발언하였다.")], 0, "named just before"),
            (vec![(talk, "담화에서 김두봉이 발언하였다."), ("They left.", "박정애도 떠났다.")], 0, "the text was cut otherwise"),
            (vec![("They came.", "그들은 왔다."), (talk, "담화에서 김두봉이 발언하였다.")], 1, "nobody has her"),
        ];
        for (pairs, count, why) in cases {
            assert_eq!(check_pairs(&NameRule, &pairs).len(), count, "{why}");
        }
    }
}
