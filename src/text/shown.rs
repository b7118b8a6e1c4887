use std::{fmt, path::Path};

/// A path as people may be shown it: control characters, line ends and marks that turn the direction of writing
/// round, which a file name may hold and a terminal obeys, are written as `\\u{1b}`.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a>(pub &'a Path);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        escaped(&self.0.to_string_lossy(), |_| false, f)
    }
}

/// `text` with the same characters escaped; line ends and tabs stay.
pub(crate) fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Writing to a string does not fail.
    let _ = escaped(text, |c| matches!(c, '\n' | '\t'), &mut out);
    out
}

fn escaped(text: &str, stays: impl Fn(char) -> bool, out: &mut impl fmt::Write) -> fmt::Result {
    for c in text.chars() {
        if is_obeyed(c) && !stays(c) {
            write!(out, "{}", c.escape_unicode())?;
        } else {
            out.write_char(c)?;
        }
    }
    Ok(())
}

/// Whether a terminal does something other than to draw `c`.
fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_written_out() {
        #[rustfmt::skip]
        let cases = [
            // name                     shown                          why
            ("note.txt",                "note.txt",                    "an ordinary name"),
            ("회의록 1956.txt",          "회의록 1956.txt",              "Hangul and a space"),
            ("a\u{1b}[31mb",            "a\\u{1b}[31mb",               "a colour"),
            ("a\nb\tc\rd",              "a\\u{a}b\\u{9}c\\u{d}d",     "line ends and a tab"),
            ("a\u{202e}txt.exe",        "a\\u{202e}txt.exe",           "writing turned round"),
            ("a\u{9b}b",                "a\\u{9b}b",                   "a control of eight bits"),
        ];
        for (name, expected, why) in cases {
            assert_eq!(Shown(Path::new(name)).to_string(), expected, "{why}");
        }
        assert_eq!(printable("a\u{7}\n\tb"), "a\\u{7}\n\tb");
    }
}
