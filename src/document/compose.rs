//! The reader's text: composed, with the digits and Latin letters of full width in their usual form.

use unicode_normalization::{
    IsNormalized, UnicodeNormalization,
    char::{canonical_combining_class, decompose_canonical},
    is_nfc_quick,
};

use super::offsets::Offsets;
use crate::language::ko::jamo::is_syllable;
use crate::text::Span;

/// What Unicode puts before a text to tell its encoding; it is no part of the text.
pub(super) const MARK: char = '\u{feff}';

/// Composes `decoded` (Unicode's form NFC, in which the compatibility ideographs are the unified ones), folds
/// full-width digits and Latin letters (not punctuation) and drops a byte-order mark at the start.
///
/// None if nothing of it changes anything, as with nearly all files. Lines stay lines. Linear, but for long
/// runs of combining marks.
pub(super) fn compose(decoded: &str) -> Option<(String, Offsets)> {
    let body = decoded.strip_prefix(MARK).unwrap_or(decoded);
    let is_plain = body.len() == decoded.len()
        && (decoded.is_ascii()
            || !decoded.contains(is_wide) && is_nfc_quick(decoded.chars()) == IsNormalized::Yes);
    if is_plain {
        return None;
    }
    let mut text = String::with_capacity(body.len());
    let mut offsets = Offsets::default();
    let skipped = decoded.len() - body.len();
    if skipped > 0 {
        offsets.push(Span::new(0, 0), Span::new(0, skipped));
    }
    let mut chars = body.char_indices().peekable();
    while let Some((start, _)) = chars.next() {
        while chars.next_if(|&(_, next)| !begins_a_piece(next)).is_some() {}
        let end = chars.peek().map_or(body.len(), |&(at, _)| at);
        let piece = &body[start..end];
        let made = text.len();
        text.extend(piece.chars().map(narrow).nfc());
        if text[made..] != *piece {
            let from = Span::new(start, end).shifted(skipped);
            offsets.push(Span::new(made, text.len()), from);
        }
    }
    (!offsets.is_empty()).then_some((text, offsets))
}

/// Whether nothing before `c` can be composed with it, so that the text can be taken apart here.
fn begins_a_piece(c: char) -> bool {
    if c.is_ascii() || is_syllable(c) {
        return true;
    }
    let mut first = None;
    decompose_canonical(narrow(c), |part| {
        first.get_or_insert(part);
    });
    first.is_none_or(|first| {
        canonical_combining_class(first) == 0
            && is_nfc_quick(std::iter::once(first)) == IsNormalized::Yes
    })
}

/// Whether `c` is a digit or Latin letter of full width.
fn is_wide(c: char) -> bool {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// `c`, in its usual width if it is a digit or a Latin letter.
fn narrow(c: char) -> char {
    if !is_wide(c) {
        return c;
    }
    // The block of full-width forms has the order of ASCII.
    char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_reader_sees_no_difference() {
        #[rustfmt::skip]
        let cases = [
            // as it stands               as it is read    why
            ("1957년 4월",                None,            "most files are composed"),
            ("\u{1112}\u{1161}\u{11ab}",  Some("한"),      "Hangul in single jamo"),
            ("가\u{11a8}",                Some("각"),      "a final after a syllable"),
            ("e\u{301}",                  Some("é"),       "a letter and its accent"),
            ("１９５６年",                Some("1956年"),  "digits of full width"),
            ("ＡＢｃ，",                  Some("ABc，"),   "letters, but no punctuation"),
            ("Ａ\u{301}",                 Some("Á"),       "both at once"),
            ("\u{f9e4}\u{f9e4}",          Some("理理"),    "compatibility ideographs"),
            ("\u{feff}Note",              Some("Note"),    "a byte-order mark"),
            ("No\u{feff}te",              None,            "no mark: a rule tells it"),
            ("ㄱㄴ ①",                    None,            "letters of their own are no compositions"),
        ];
        for (decoded, read, why) in cases {
            assert_eq!(compose(decoded).map(|(text, _)| text).as_deref(), read, "{why}");
        }
    }

    /// Text rich in what is composed and folded.
    pub(in crate::document) fn mixed() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "\\PC{0,4}",
            prop::sample::select(vec![
                "\u{1112}\u{1161}\u{11ab}",
                "\u{1100}\u{1161}",
                "가",
                "\u{11a8}",
                "e\u{301}",
                "é",
                "\u{302}\u{316}",
                "１９",
                "Ａ",
                "\u{f9e4}",
                "\u{feff}",
                "\n",
                "\r\n",
                " ",
                "1957",
                "\u{340}",
                "\u{344}",
                "\u{958}",
                "\u{9c7}\u{9d7}",
            ])
            .prop_map(str::to_owned),
        ];
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn pieces_are_composed_as_the_whole_is(decoded in mixed()) {
            let body = decoded.strip_prefix(MARK).unwrap_or(&decoded);
            let whole: String = body.chars().map(narrow).nfc().collect();
            let read = compose(&decoded).map_or_else(|| decoded.clone(), |(text, _)| text);
            prop_assert_eq!(read, whole);
        }
    }
}
