//! English names of a later time in a translation from Korean.

use super::{NAMES, Time};
use crate::{
    align::Bead,
    reading::{Context, Mark},
    rule::{Remark, Severity},
    text::Span,
};

/// English names of a later time whose Korean name the original does not have.
pub(super) fn later_names(
    context: &Context<'_>,
    position: usize,
    bead: &Bead,
    time: Time,
) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let is_said = |form: &str| context.source(bead).iter().any(|s| s.text.contains(form));
    let later = || NAMES.values().flatten().filter(|name| name.from > time.latest);
    if !context.bitext.target.language.is_english() {
        return remarks;
    }
    for segment in context.target(bead) {
        for name in later().filter(|name| !is_said(name.form)) {
            let words = name.names.iter().find_map(|english| {
                let at = find_word(&segment.text, english)?;
                Some(Span::new(at, at + english.len()))
            });
            let Some(span) = words else { continue };
            remarks.push(Remark {
                bead: position,
                source: None,
                target: Some(Mark::Words { segment: segment.index, span }),
                severity: Severity::Major,
                evidence: "year".into(),
                message: format!(
                    "“{}” is a name of {} and later, and the text speaks of {} at the latest",
                    span.of(&segment.text),
                    name.from,
                    time.latest
                ),
                suggestion: None,
            });
        }
    }
    remarks
}

/// Where words in small ASCII letters stand in a text, whole and with capitals or without.
fn find_word(text: &str, words: &str) -> Option<usize> {
    let small = text.to_ascii_lowercase();
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    small.match_indices(words).map(|(at, _)| at).find(|&at| {
        let (before, behind) = (&small[..at], &small[at + words.len()..]);
        !is_letter(before.chars().next_back()) && !is_letter(behind.chars().next())
    })
}

#[cfg(test)]
mod tests {
    use crate::{check::anachronism::Anachronism, rule::trial::back};

    #[test]
    fn an_english_name_needs_its_time() {
        #[rustfmt::skip]
        let cases = [
            ("1957년에 그는 민족보위성에서 일하였다.", "In 1957 he worked in the Ministry of People’s Armed Forces.", "Ministry of People’s Armed Forces", "of 1972"),
            ("1975년에 그는 인민무력부에서 일하였다.", "In 1975 he worked in the Ministry of People’s Armed Forces.", "", "of its time"),
            ("1957년에 그는 내각에서 연설하였다.",     "In 1957 he spoke in the Administration Council.", "Administration Council", "of 1972"),
            ("1957년에 그는 정무원에서 연설하였다.",   "In 1957 he spoke in the Administration Council.", "", "the original says so"),
            ("1957년에 그는 내각에서 연설하였다.",     "In 1957 he spoke in the Cabinet.", "", "of its time"),
            ("1957년에 그는 스딸린그라드에 갔다.",     "In 1957 he went to Volgograd.", "Volgograd", "of 1961"),
            ("그는 내각에서 연설하였다.",             "He spoke in the Administration Council.", "", "no year is known"),
        ];
        for (korean, english, expected, why) in cases {
            let found = back(&Anachronism, &[(korean, english)]);
            let words = found.first().map_or(String::new(), crate::rule::trial::Told::target_text);
            assert_eq!(words, expected, "{english}: {why}");
        }
    }
}
