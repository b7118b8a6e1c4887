//! Words that are a known name with a slip in them.

use crate::{
    anchor::name::{NameKind, beginning, gazetteer},
    language::{
        ko::{
            jamo::{self, distance},
            josa::stems,
            transliterate::{SAME, is_northern, likeness, northern_plain},
        },
        role,
    },
    reading::{
        Mark,
        names::{Free, Placed, View, forms},
    },
    text::{Span, Tongue},
};

/// A word of the target that is a known name with a slip in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Damaged<'a> {
    segment: usize,
    span: Span,
    /// As it stands there.
    pub(crate) text: &'a str,
    /// As the name is written.
    pub(crate) form: &'static str,
}

impl Damaged<'_> {
    /// The word, for a remark.
    pub(crate) fn mark(&self) -> Mark {
        Mark::Words { segment: self.segment, span: self.span }
    }
}

/// How many letters a slip in a name of so many syllables may change.
pub(crate) fn allowed(syllables: usize) -> f64 {
    match syllables {
        0..=2 => 0.0,
        3 => 1.0,
        4 | 5 => 2.0,
        _ => 3.0,
    }
}

/// A word that is the name with a slip in it, if the bead has one and not the name as well.
pub(crate) fn slip<'a>(
    view: &View<'_>,
    bead: usize,
    source: Placed<'_>,
    free: &[Free<'a>],
) -> Option<Damaged<'a>> {
    let is_there = forms(source.name.identity()).iter().any(|form| view.has_word(bead, form));
    if is_there { None } else { damaged_word(view, source, free) }
}

/// A word that is the name with a slip in it.
pub(crate) fn damaged_word<'a>(
    view: &View<'_>,
    source: Placed<'_>,
    free: &[Free<'a>],
) -> Option<Damaged<'a>> {
    let mut best: Option<(f64, &Free<'a>, &'a str, &'static str)> = None;
    for word in free {
        for &form in forms(source.name.identity()) {
            let whole = form.chars().count();
            let limit = allowed(whole);
            let is_short = whole == 2 && source.name.kind == NameKind::Place;
            if limit == 0.0 && !is_short || form.contains(' ') {
                continue;
            }
            // A lost syllable makes the word shorter by one.
            for syllables in [whole, whole - 1] {
                let text = beginning(word.text, syllables);
                // An adjective may be written as it sounds (파키스타니), and is no slip of the noun.
                let closed =
                    word.ends.contains(&syllables) || (syllables == whole && !source.name.derived);
                let lost = syllables < whole;
                if text.chars().count() != syllables
                    || !closed
                    || (lost && (whole < 6 || !is_missing_one(form, text)))
                    || !gazetteer::called(text).is_empty()
                    || ends_in_josa(form, text)
                    || forms(source.name.identity()).iter().any(|form| is_adjective(form, text))
                {
                    continue;
                }
                let letters = distance(form, text);
                if is_short && letters <= 1.0 && is_short_slip(view, word, text) {
                    best = Some((letters, word, text, form));
                    continue;
                }
                if letters <= limit && is_written_as_in_the_north(source.name.identity(), text) {
                    continue;
                }
                if letters <= limit && best.is_none_or(|(least, ..)| letters < least) {
                    best = Some((letters, word, text, form));
                }
            }
        }
    }
    let (_, word, text, form) = best?;
    if view.stands_alone(word.text, source.name) {
        return None;
    }
    let span = Span::new(word.span.start, word.span.start + text.len());
    Some(Damaged { segment: word.segment, span, text, form })
}

/// Whether a word of two syllables can be nothing but the name of a place with a letter changed: it stands as only places
/// do, and the lexicon has never met it.
fn is_short_slip(view: &View<'_>, word: &Free<'_>, text: &str) -> bool {
    let rest = &word.text[text.len()..];
    let is_place = text.len() < word.text.len() && role::behind(rest, "at-place").is_some();
    let lexicon = view.context.lexicon();
    is_place && lexicon.is_some_and(|lexicon| lexicon.translations(text, Tongue::Korean).is_empty())
}

/// Whether `text` is the name as the North writes it, by the letters of the South or by its sound. Where the tables have
/// a Northern form too, only that one may be the right one.
pub(crate) fn is_written_as_in_the_north(identity: &str, text: &str) -> bool {
    let forms = forms(identity);
    let plain = northern_plain(text);
    let by_letters = forms.iter().any(|form| northern_plain(form) == plain);
    let is_settled = || forms.iter().any(|form| is_northern(form));
    by_letters || is_northern(text) && !is_settled() && likeness(identity, text) >= SAME
}

/// Whether `text` ends in josa where `form` ends otherwise: 팔레스틴의 is 팔레스틴, not 팔레스티나.
fn ends_in_josa(form: &str, text: &str) -> bool {
    let last = text.chars().next_back();
    // Those of one syllable that names are seldom without; 라 or 나 is more often a slip (오바라).
    let common = role::before(text, "often").is_some();
    common && form.chars().next_back() != last && stems(text).len() > 1
}

/// Whether `text` is the English adjective of `form`: 아메리칸, 이탈리안.
fn is_adjective(form: &str, text: &str) -> bool {
    let mut letters = jamo::letters(form);
    letters.extend(role::sole("adjective").chars());
    letters == jamo::letters(text)
}

/// Whether `text` is `form` without one of its syllables.
fn is_missing_one(form: &str, text: &str) -> bool {
    let form: Vec<char> = form.chars().collect();
    (0..form.len()).any(|gone| {
        let rest = form.iter().enumerate().filter(|&(i, _)| i != gone).map(|(_, &c)| c);
        rest.eq(text.chars())
    })
}
