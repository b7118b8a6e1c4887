//! What is compared with what: whether the Korean measures by what the English measures by (“higher than rice”, 벼보다
//! 높다), or by what is measured (벼는 밀보다).
//!
//! The English standard stands behind *than*, or behind *to* where something is preferred; the Korean one before 보다. Which is
//! which the words tell that the lexicon knows as each other's counterparts.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::cue::{BeadText, whole_words};
use crate::{
    lexicon::Coverage,
    text::{Span, Tongue, table},
};

/// How a Korean standard stands to the English one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standard {
    /// Both measure by the same.
    Same,
    /// What the one measures the other measures by.
    Exchanged,
    /// Both compare, and their words do not tell by what.
    Unknown,
}

/// A comparison on both sides.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Comparison {
    pub(crate) standard: Standard,
    /// The words of the standard in the folded texts: in English from *than* on, in Korean up to 보다.
    pub(crate) spans: [Span; 2],
    /// Whether something is preferred.
    pub(crate) is_preference: bool,
}

struct Forms {
    than: Regex,
    preferred: Regex,
    bare: Regex,
    particle: Regex,
    idle: Regex,
    noun: Regex,
}

static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    let rows = table::rows::<3>("comparisons.tsv", table::text!("comparisons.tsv"));
    let of = |wanted: &str| {
        let mut rows = rows.iter().filter(|[kind, ..]| *kind == wanted);
        let form = rows.next().map_or("", |[_, form, _]| form);
        Regex::new(form).expect("a pattern")
    };
    Forms {
        than: of("than"),
        preferred: of("preferred"),
        bare: of("bare"),
        particle: of("particle"),
        idle: of("idle"),
        noun: of("noun"),
    }
});

/// In texts longer than this, in bytes, words stand on either side of “than” for other reasons.
const LONGEST: usize = 200;

/// A counterpart is believed in from this probability on.
const COUNTERPART_PROB: f64 = 0.1;

/// The comparison that both sides make, if either makes one and no more.
pub(crate) fn comparison(texts: &[BeadText; 2], covers: Option<&Coverage>) -> Option<Comparison> {
    let [english, korean] = [texts[0].plain(), texts[1].plain()];
    if english.len().max(korean.len()) > LONGEST {
        return None;
    }
    let (marker, measured, is_preference) = marked_standard(english)?;
    let particle_standard = particle_standard(korean)?;
    let stop = |text: &str| text.find([',', '.', ';', ':', '?', '!']).unwrap_or(text.len());
    let behind = Span::new(marker.end, marker.end + stop(&english[marker.end..]));
    if behind.is_empty() {
        return None;
    }
    let (behind, before) = (texts[0].folded.original(behind), texts[0].folded.original(measured));
    let place = texts[1].folded.original(particle_standard);
    let (mut same, mut exchanged) = (0, 0);
    for word in covers.into_iter().flat_map(|covers| covers.of(Tongue::Korean)) {
        let Some(partner) = word.partner.filter(|_| word.prob >= COUNTERPART_PROB) else {
            continue;
        };
        let words = |span: Span| span.of(texts[0].text());
        let (is_behind, is_before) = (behind.contains(partner), before.contains(partner));
        // What is there on both sides of “than” tells nothing.
        let is_in = |place: Span| words(place).contains(words(partner));
        let own = word.span.of(texts[1].text());
        let is_repeated = texts[1].text().matches(own).nth(1).is_some();
        let is_standard = word.span.overlaps(place);
        let whole = whole_words(texts[1].text(), word.span).of(texts[1].text());
        let is_noun = is_standard || FORMS.noun.is_match(whole);
        if !is_noun || is_behind == is_before || is_repeated || is_in(before) && is_in(behind) {
            continue;
        }
        // What is measured in Korean must not be what the English measures by.
        if is_standard == is_behind {
            same += 1;
        } else {
            exchanged += 1;
        }
    }
    let standard = match (same, exchanged) {
        (1.., 0) => Standard::Same,
        (0, 1..) => Standard::Exchanged,
        _ => Standard::Unknown,
    };
    let spans = [Span::new(marker.start, marker.end), particle_standard];
    Some(Comparison { standard, spans, is_preference })
}

/// The one place of “than”, what stands before it in its clause, and whether it is a preference.
fn marked_standard(text: &str) -> Option<(Span, Span, bool)> {
    let one = |pattern: &Regex| {
        let found = pattern.captures_iter(text);
        let compares = |c: &regex_lite::Captures<'_>| !FORMS.bare.is_match(&c[0]);
        let mut found = found.filter(compares).filter_map(|c| c.get(1));
        let first = found.next()?;
        found.next().is_none().then(|| Span::new(first.start(), first.end()))
    };
    let (marker, is_preference) = match (one(&FORMS.than), one(&FORMS.preferred)) {
        (Some(than), None) => (than, false),
        (None, Some(to)) => (to, true),
        _ => return None,
    };
    let start = text[..marker.start].rfind([',', ';', ':', '.']).map_or(0, |at| at + 1);
    Some((marker, Span::new(start, marker.start), is_preference))
}

/// The one standard before 보다, with the word before it if that has no particle of its own.
fn particle_standard(text: &str) -> Option<Span> {
    let mut found = FORMS.particle.captures_iter(text).filter_map(|c| c.get(1));
    let first = found.next()?;
    let is_one = found.next().is_none() && !FORMS.idle.is_match(first.as_str());
    is_one.then(|| Span::new(first.start(), first.end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_has_one_standard_on_either_side() {
        #[rustfmt::skip]
        let cases = [
            ("wheat yields were higher than rice yields.",  Some("than"), "than"),
            ("he preferred tea to coffee.",                 Some("to"),   "preferred to"),
            ("he preferred to stay.",                       None,         "an infinitive"),
            ("it was higher than ten and lower than five.", None,         "two"),
            ("more than ten came.",                         None,         "a bound"),
            ("no other than he",                            None,         "other than compares nothing"),
        ];
        for (text, expected, why) in cases {
            let found = marked_standard(text).map(|(marker, ..)| marker.of(text));
            assert_eq!(found, expected, "{text}: {why}");
        }
        #[rustfmt::skip]
        let cases = [
            ("벼 수확고는 밀 수확고보다 낮았다.", Some("밀 수확고"), "two nouns"),
            ("그는 차보다 커피를 더 좋아하였다.", Some("차"),      "one noun, another with a particle before it"),
            ("그는 무엇보다 평화를 원하였다.",    None,           "above all"),
            ("그는 영화를 보다 잠들었다.",        None,           "the verb"),
        ];
        for (text, expected, why) in cases {
            assert_eq!(
                particle_standard(text).map(|span| span.of(text)),
                expected,
                "{text}: {why}"
            );
        }
    }
}
