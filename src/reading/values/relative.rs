//! Words that stand for a year, month or day without naming it: last year, 이듬해.

use std::{collections::BTreeSet, sync::LazyLock};

use super::{Atom, ValueKind, Values};
use crate::{
    language::{
        ko::{jamo::is_syllable, josa},
        role,
    },
    reading::cue::Patterns,
    text::{Folded, table},
};

/// What such words of one side have excused: each of them stands for one date.
#[derive(Debug, Default)]
pub(super) struct Excuses(BTreeSet<(ValueKind, usize)>);

impl Excuses {
    /// Whether a word of `other` stands for the date of `atom`, and for no date before it.
    pub(super) fn covers(&mut self, atom: &Atom, other: &Values) -> bool {
        let words = count(atom.kind, other);
        if words == 0 {
            return false;
        }
        self.0.insert((atom.kind, atom.anchor));
        self.0.iter().filter(|(kind, _)| *kind == atom.kind).count() <= words
    }
}

/// The words of a language, and the unit that each of them stands for.
type Words = (&'static str, Patterns, Vec<&'static str>);

static WORDS: LazyLock<[Words; 2]> = LazyLock::new(|| {
    let rows = table::rows::<4>("relative-dates.tsv", table::text!("relative-dates.tsv"));
    ["en", "ko"].map(|language| {
        let own: Vec<_> = rows.iter().filter(|[of, ..]| *of == language).collect();
        let at_word = |form: &str| if language == "ko" { format!("^{form}") } else { form.into() };
        let forms: Vec<String> = own.iter().map(|[_, form, ..]| at_word(form)).collect();
        let patterns = Patterns::new(language, forms.iter().map(String::as_str).enumerate());
        (language, patterns, own.iter().map(|[_, _, unit, _]| *unit).collect())
    })
});

/// How many words of a side stand for a year, month or day without naming it.
fn count(kind: ValueKind, other: &Values) -> usize {
    // “Yesterday” stands for the month and the year as well.
    let units: &[&str] = match kind {
        ValueKind::Year | ValueKind::Decade => &["year", "month", "day"],
        ValueKind::Month => &["month", "day"],
        ValueKind::Day => &["day", "weekday"],
        ValueKind::Count | ValueKind::Reference | ValueKind::Time => return 0,
    };
    let Some(language) = &other.language else { return 0 };
    let words = WORDS.iter().find(|(of, ..)| language.primary() == *of);
    let Some((_, patterns, of)) = words else { return 0 };
    let folded = Folded::new(&other.text);
    let text = folded.text();
    let (mut found, mut end) = (0, 0);
    for place in patterns.find(text) {
        // 같은 해에 is one word, though a part of it is another; 오늘날 is no 오늘.
        let is_of_kind = units.contains(&of[place.row]) && place.span.start >= end;
        if is_of_kind && is_whole(text, place.span.end) {
            found += 1;
            end = place.span.end;
        }
    }
    found
}

/// Whether what stands at the end of a word is nothing but particles, or none.
fn is_whole(text: &str, end: usize) -> bool {
    let rest = &text[end..];
    let rest = &rest[..rest.find(|c| !is_syllable(c)).unwrap_or(rest.len())];
    let before = text[..end].chars().next_back();
    rest.is_empty()
        || before.is_some_and(|c| is_syllable(c) && josa::is_ending(rest, c))
        || role::korean("date-part").iter().any(|part| {
            rest.strip_prefix(part).is_some_and(|rest| {
                rest.is_empty()
                    || part.chars().next_back().is_some_and(|c| josa::is_ending(rest, c))
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stands_for_a_date_by_itself_and_once() {
        #[rustfmt::skip]
        let cases = [
            ("ko", "이듬해에 그는 떠났다.",           1, "with a particle"),
            ("ko", "그는 같은 해에 떠났다.",          1, "one word, though a part of it is another"),
            ("ko", "지난해와 올해에 그는 떠났다.",     2, "two"),
            ("ko", "지난해말 그는 떠났다.",           1, "with its part"),
            ("ko", "그가 태어난 해에 비가 왔다.",      1, "the year of something"),
            ("ko", "홍해에 배가 있었다.",            0, "a sea"),
            ("ko", "피해에 대하여 말하였다.",          0, "harm"),
            ("ko", "소식이 전해졌다.",               0, "a verb"),
            ("ko", "소식을 전해 왔다.",              0, "a verb by itself"),
            ("ko", "전해에 그는 떠났다.",            1, "the year before"),
            ("ko", "오늘날 사람들은 그것을 모른다.",    0, "nowadays"),
            ("ko", "오늘부터 그는 일한다.",           1, "from today on"),
            ("en", "It lasted for the years to come.", 0, "more than one year"),
            ("en", "In the year he left.",           1, "one"),
            ("en", "Last Year’s harvest was poor.",  1, "with a genitive"),
            ("en", "They met on the daylight saving day.", 0, "a part of a word"),
        ];
        for (language, text, expected, why) in cases {
            let language = language.parse().expect("a tag");
            let values =
                Values { text: text.into(), language: Some(language), ..Values::default() };
            assert_eq!(count(ValueKind::Year, &values), expected, "{text}: {why}");
        }
    }
}
