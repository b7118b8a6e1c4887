//! Characters written by their names or numbers.

use std::borrow::Cow;

/// Names have no more bytes than this.
const LONGEST: usize = 34;

/// What `text` shows, which begins with `&`, and how many of its bytes that takes.
pub(super) fn resolve(text: &str) -> Option<(Cow<'static, str>, usize)> {
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let shown = match name.strip_prefix('#') {
        Some(number) => Cow::Owned(numbered(number)?.to_string()),
        // A place where a word may be cut, and is not.
        None if name == "shy" => Cow::Borrowed(""),
        None => Cow::Borrowed(quick_xml::escape::resolve_html5_entity(name)?),
    };
    Some((shown, end + 1))
}

/// The character with a number; numbers of what is none in Unicode are taken as Windows-1252 has them.
fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    if let Ok(byte @ 0x80..=0x9f) = u8::try_from(code) {
        return encoding_rs::WINDOWS_1252.decode(&[byte]).0.chars().next();
    }
    char::from_u32(code).filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_characters() {
        #[rustfmt::skip]
        let cases = [
            ("&amp; b",     Some("&"),  "the sign itself"),
            ("&middot;",    Some("·"),  "a name of HTML"),
            ("&#44608;",    Some("김"), "a number"),
            ("&#xAE40;",    Some("김"), "a hexadecimal number"),
            ("&#150;",      Some("–"),  "as old editors wrote a dash"),
            ("&no such;",   None,       "no name"),
            ("& b;",        None,       "a sign by itself"),
            ("&#0;",        None,       "no character"),
            ("&#x110000;",  None,       "beyond Unicode"),
        ];
        for (text, expected, why) in cases {
            let found = resolve(text).map(|(shown, _)| shown);
            assert_eq!(found.as_deref(), expected, "{why}");
        }
    }
}
