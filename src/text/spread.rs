use std::borrow::Cow;

/// So few letters set apart may be a list or initials.
const LEAST_LETTERS: usize = 3;

/// A text whose letters are set apart for emphasis (`N o t e`, `세 계 인 권 선 언`), with them joined again;
/// any other as it is. More than one space between two letters is a space between words.
pub(crate) fn closed_up(text: &str) -> Cow<'_, str> {
    let single = |word: &str| {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.all(|c| c.is_ascii_punctuation())
    };
    let spread = text.split_whitespace().all(single)
        && text.split_whitespace().nth(LEAST_LETTERS - 1).is_some();
    if !spread {
        return Cow::Borrowed(text);
    }
    let mut closed = String::with_capacity(text.len());
    let mut spaces = 0;
    for c in text.trim().chars() {
        if c.is_whitespace() {
            spaces += 1;
            continue;
        }
        if spaces > 1 {
            closed.push(' ');
        }
        spaces = 0;
        closed.push(c);
    }
    Cow::Owned(closed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_set_apart_throughout_is_joined() {
        #[rustfmt::skip]
        let cases = [
            ("N o t e",             "Note",           "the heading of the note"),
            ("세 계 인 권 선 언",     "세계인권선언",     "the same in Hangul"),
            ("S E C R E T   N O T E", "SECRET NOTE",  "wider spaces part words"),
            ("N o t e.",            "Note.",          "a stop at the end"),
            ("A B",                 "A B",            "two letters may be initials"),
            ("1 9 5 7",             "1 9 5 7",        "figures in columns stay apart"),
            ("He was a minister.",  "He was a minister.", "a sentence"),
            ("그 는 갔 다 네 명이",    "그 는 갔 다 네 명이", "not throughout"),
            ("",                    "",               "nothing"),
        ];
        for (text, expected, why) in cases {
            assert_eq!(closed_up(text), expected, "{why}");
        }
    }
}
