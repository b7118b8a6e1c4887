//! What holds of every language in the list, whatever it can do.

use proptest::prelude::*;

use super::{ABILITIES, ALL, Ability, Known};
use crate::{
    anchor::{date, number, time},
    segment,
    text::{Language, Span},
    value::Strength,
};

/// How to write things in a language that can be read of it, and what they are.
struct Written {
    tag: &'static str,
    /// Numbers in words or as the language groups its figures.
    numbers: &'static [(&'static str, &'static str)],
    /// Dates, with what they say.
    dates: &'static [(&'static str, &'static str)],
    /// Times of day on the clock of twelve hours.
    times: &'static [(&'static str, u16)],
    /// A paragraph of two sentences, with a stop inside of the first that ends none.
    sentences: &'static str,
    /// A word in a form, and a plain form that it may be one of.
    stem: Option<(&'static str, &'static str)>,
    /// A word with particles, and without.
    particles: Option<(&'static str, &'static str)>,
}

/// One row a language, so that none can be put into the list without an example of everything it can do.
#[rustfmt::skip]
const WRITTEN: &[Written] = &[
    Written {
        tag: "en",
        numbers: &[("forty-two ships", "42"), ("35,000 men", "35000"), ("two thirds of it", "2/3"), ("half a million", "500000")],
        dates: &[("on 4 April 1957", "y:1957 m:4 d:4"), ("in the fifties", "y:1950s"), ("26-29 March", "m:3 d:26 d:29")],
        times: &[("at half past eight", 510), ("at noon", 0), ("at 20:30", 510)],
        sentences: "Comr. Kim spoke to Mr. Lee. They went home.",
        stem: Some(("embassies", "embassy")),
        particles: None,
    },
    Written {
        tag: "ko",
        numbers: &[("마흔두 척", "42"), ("3만 5천 명", "35000"), ("3분의 2", "2/3"), ("五十萬 名", "500000")],
        dates: &[("1957년 4월 4일에", "y:1957 m:4 d:4"), ("50년대에", "y:1950s"), ("3월 26~29일", "m:3 d:26 d:29")],
        times: &[("여덟 시 반에", 510), ("정오에", 0), ("20:30에", 510)],
        sentences: "1957. 4. 4. 그들은 떠났다. 다음 날 돌아왔다.",
        stem: Some(("만들었다", "만들다")),
        particles: Some(("대사관에서는", "대사관")),
    },
    Written {
        tag: "de",
        numbers: &[("35.000 Mann", "35000"), ("2,8 Tonnen", "2.8")],
        dates: &[("am 4. April 1957", "y:1957 m:4 d:4")],
        times: &[("um 20:30", 510)],
        sentences: "Er kam am 4. April mit Dr. Kim. Sie gingen heim.",
        stem: None,
        particles: None,
    },
    Written {
        tag: "fr",
        numbers: &[("2,8 tonnes", "2.8")],
        dates: &[("le 4 avril 1957", "y:1957 m:4 d:4")],
        times: &[("à 20:30", 510)],
        sentences: "Il a vu M. Kim. Ils sont rentrés.",
        stem: None,
        particles: None,
    },
    Written {
        tag: "pl",
        numbers: &[("2,8 tony", "2.8")],
        dates: &[("4 kwietnia 1957 r.", "y:1957 m:4 d:4")],
        times: &[("o 20:30", 510)],
        sentences: "Mówił z tow. Kimem. Potem wyszli.",
        stem: None,
        particles: None,
    },
    Written {
        tag: "ru",
        numbers: &[("2,8 тонны", "2.8")],
        dates: &[("4 апреля 1957 г.", "y:1957 m:4 d:4")],
        times: &[("в 20:30", 510)],
        sentences: "Он говорил с тов. Кимом. Потом они ушли.",
        stem: None,
        particles: None,
    },
    Written {
        tag: "cs",
        numbers: &[("2,8 tuny", "2.8")],
        dates: &[],
        times: &[("ve 20:30", 510)],
        sentences: "Přišel Dr. Kim. Potom odešli.",
        stem: None,
        particles: None,
    },
    Written {
        tag: "es",
        numbers: &[("2,8 toneladas", "2.8")],
        dates: &[],
        times: &[("a las 20:30", 510)],
        sentences: "Vino el Sr. Kim. Luego se fueron.",
        stem: None,
        particles: None,
    },
    Written {
        tag: "ja",
        numbers: &[("35,000人", "35000")],
        dates: &[],
        times: &[("20:30 に", 510)],
        sentences: "彼は「行く。」と言った。そして帰った。",
        stem: None,
        particles: None,
    },
];

fn written(known: &Known) -> &'static Written {
    let row = WRITTEN.iter().find(|written| written.tag == known.tag);
    row.unwrap_or_else(|| panic!("{} has no row in WRITTEN", known.name))
}

fn tag(known: &Known) -> Language {
    known.tag.parse().expect("a tag")
}

#[test]
fn each_language_stands_in_the_list_once_and_can_do_something() {
    for (at, known) in ALL.iter().enumerate() {
        assert_eq!(tag(known).primary(), known.tag);
        assert!(!known.name.is_empty() && ALL[..at].iter().all(|other| other.tag != known.tag));
        assert!(ABILITIES.iter().any(|&ability| known.can(ability)), "{}", known.name);
    }
    let other = "xx".parse().expect("a tag");
    assert!(!ABILITIES.iter().any(|&ability| super::of(&other).can(ability)), "nobody knows it");
}

#[test]
fn what_can_be_read_is_shown_by_an_example() {
    for known in ALL {
        let (written, can) = (written(known), |ability| known.can(ability));
        let shown = [
            (can(Ability::Dates), !written.dates.is_empty()),
            (can(Ability::Stems), written.stem.is_some()),
            (can(Ability::Particles), written.particles.is_some()),
            (can(Ability::Numbers) || !written.numbers.is_empty(), !written.numbers.is_empty()),
        ];
        for (can, is_shown) in shown {
            assert_eq!(can, is_shown, "{}", known.name);
        }
    }
}

#[test]
fn what_a_language_writes_is_read_back() {
    for known in ALL {
        let (written, language) = (written(known), tag(known));
        for (text, value) in written.numbers {
            let found = number::find(text, &language, &[]);
            let sure = found.iter().filter(|(_, number)| number.strength > Strength::Loose);
            let values: Vec<String> = sure.map(|(_, n)| n.amounts[0].to_string()).collect();
            assert_eq!(values, [*value], "{}: {text}", known.name);
        }
        for (text, keys) in written.dates {
            let found = date::find(text, &language, &[]);
            assert_eq!(found.len(), 1, "{}: {text}", known.name);
            assert_eq!(found[0].1.keys().join(" "), *keys, "{}: {text}", known.name);
        }
        for (text, minutes) in written.times {
            let found = time::find(text, &language, &[]);
            let found: Vec<u16> = found.iter().map(|(_, time)| time.minutes).collect();
            assert_eq!(found, [*minutes], "{}: {text}", known.name);
        }
        let sentences = segment::sentences(written.sentences, &language);
        assert_eq!(sentences.len(), 2, "{}: {}", known.name, written.sentences);
        if let (Some(stems), Some((form, plain))) = (known.stems, written.stem) {
            assert!(stems(form).iter().any(|stem| stem == plain), "{}: {form}", known.name);
        }
        if let (Some(particles), Some((word, bare))) = (known.particles, written.particles) {
            assert!(particles(word).contains(&bare), "{}: {word}", known.name);
        }
    }
}

/// The spans of everything that is read of a text.
fn spans(text: &str, language: &Language) -> [Vec<Span>; 4] {
    fn of<T>(found: Vec<(Span, T)>) -> Vec<Span> {
        found.into_iter().map(|(span, _)| span).collect()
    }
    [
        of(number::find(text, language, &[])),
        of(date::find(text, language, &[])),
        of(time::find(text, language, &[])),
        segment::sentences(text, language),
    ]
}

/// A text in a language: its own examples, and whatever else a file may hold.
fn any_text() -> impl Strategy<Value = (usize, String)> {
    let piece = (0..ALL.len(), 0_usize..4, any::<prop::sample::Index>(), "\\PC{0,6}");
    (0..ALL.len(), prop::collection::vec(piece, 0..6)).prop_map(|(language, pieces)| {
        let text = pieces.into_iter().map(|(of, kind, index, other)| {
            let written = written(ALL[of]);
            let first = |rows: &'static [(&'static str, &'static str)]| {
                if rows.is_empty() { "" } else { rows[index.index(rows.len())].0 }
            };
            match kind {
                0 => first(written.numbers).to_owned(),
                1 => first(written.dates).to_owned(),
                2 => written.sentences.to_owned(),
                _ => other,
            }
        });
        (language, text.collect::<Vec<_>>().join(" "))
    })
}

proptest! {
    #[test]
    fn spans_lie_in_the_text_in_order((language, text) in any_text()) {
        for found in spans(&text, &tag(ALL[language])) {
            let mut end = 0;
            for span in found {
                prop_assert!(span.start >= end && span.start < span.end && span.end <= text.len());
                prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
                end = span.end;
            }
        }
    }

    #[test]
    fn the_text_as_it_is_read_has_the_same_offsets((language, text) in any_text()) {
        let known = ALL[language];
        let read = known.read(&text);
        prop_assert_eq!(read.len(), text.len());
        prop_assert!(text.char_indices().all(|(at, _)| read.is_char_boundary(at)));
        prop_assert_eq!(known.read(&read), read.as_ref(), "what is read is read already");
    }

    #[test]
    fn what_was_read_says_the_same_in_another_paragraph((language, text) in any_text()) {
        let language = tag(ALL[language]);
        // Behind a heading of its own nothing of a text is read otherwise.
        let before = "— ※ —\n\n";
        let behind = format!("{before}{text}");
        let (alone, moved) = (date::find(&text, &language, &[]), date::find(&behind, &language, &[]));
        let alone: Vec<_> = alone.into_iter().map(|(span, date)| (span.shifted(before.len()), date)).collect();
        prop_assert_eq!(alone, moved);
    }

    #[test]
    fn stems_and_particles_are_of_the_word(language in 0..ALL.len(), word in "[가-힣]{1,8}|[a-z]{2,10}") {
        let known = ALL[language];
        if let Some(particles) = known.particles {
            let stems = particles(&word);
            prop_assert_eq!(stems[0], word.as_str());
            prop_assert!(stems.iter().all(|stem| !stem.is_empty() && word.starts_with(stem)));
        }
        if let Some(stems) = known.stems {
            prop_assert!(stems(&word).iter().all(|stem| !stem.is_empty()));
        }
    }
}
