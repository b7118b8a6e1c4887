//! Rules that compare English with Korean, whichever of the two is the original: they look at a document as if it
//! were translated into Korean, and what they remark is turned back where it is translated out of it.

use super::Remark;
use crate::{
    reading::Context,
    text::{Script, Span},
};

/// Adds what `check` has to say of a document as if it were translated into Korean. Where it is translated from
/// Korean, the sides of each remark are exchanged, and a suggestion in Hangul is none; nothing is said of a document
/// without Korean.
pub(crate) fn facing_korean(
    context: &Context<'_>,
    remarks: &mut Vec<Remark>,
    check: impl FnOnce(&Context<'_>, &mut Vec<Remark>),
) {
    let said = context.facing_korean(|context| {
        let mut said = Vec::new();
        check(context, &mut said);
        if context.is_turned() {
            said = said.into_iter().map(turned).collect();
        }
        said
    });
    remarks.extend(said.into_iter().flatten());
}

fn turned(remark: Remark) -> Remark {
    let is_latin =
        |words: &String| !words.chars().any(|letter| Script::of(letter) == Script::Hangul);
    Remark {
        source: remark.target,
        target: remark.source,
        suggestion: remark.suggestion.filter(is_latin),
        ..remark
    }
}

/// That English words and Korean words stand for each other, as the beginning of a message: the rendering last.
pub(crate) fn rendered(context: &Context<'_>, english: &str, korean: &str) -> String {
    if context.is_turned() {
        format!("{korean} is rendered “{english}”")
    } else {
        format!("“{english}” is rendered {korean}")
    }
}

/// What should stand in Korean, as the end of a message: “; expected 폴란드”, and out of Korean “, which would be
/// 폴란드”. Nothing for nothing.
pub(crate) fn expected(context: &Context<'_>, korean: &str) -> String {
    match korean {
        "" => String::new(),
        _ if context.is_turned() => format!(", which would be {korean}"),
        _ => format!("; expected {korean}"),
    }
}

/// The words of the Latin half at a place.
pub(crate) fn latin_words<'a>(context: &Context<'a>, segment: usize, span: Span) -> &'a str {
    span.of(&context.bitext.source.segments[segment].text)
}
