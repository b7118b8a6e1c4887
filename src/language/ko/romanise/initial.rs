//! 두음법칙, the law of initials: the South drops or changes ㄹ and ㄴ at the beginning of a word (노동,
//! 이상조), the North keeps them (로동, 리상조).

use crate::language::ko::jamo::{self, IEUNG, NIEUN, RIEUL, Syllable, compose, decompose};

/// Whether the vowel is i or begins with a y, before which initials are dropped and not changed.
fn is_palatal(syllable: Syllable) -> bool {
    jamo::is_palatal(syllable.vowel)
}

/// 두음법칙: initials that are written where the other half of the country says another one. 리 may be
/// `i` or `ni`, 로 may be `no`; and 이 and 노 may be `ri` and `ro`.
pub(super) fn alternating(syllable: Syllable) -> &'static [&'static str] {
    match (syllable.initial, is_palatal(syllable)) {
        (RIEUL, true) => &["", "n", "l"],
        (RIEUL, false) => &["n", "l"],
        (NIEUN, true) => &["", "r"],
        (NIEUN, false) => &["r"],
        (IEUNG, true) => &["r", "n"],
        _ => &[],
    }
}

/// Puts the initial that the South writes at the beginning of a word where the North keeps ㄹ or ㄴ:
/// 로동 is 노동, 리상조 이상조. Words that begin with another letter stay.
pub fn southern(word: &str) -> String {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return String::new() };
    let changed = decompose(first).and_then(|s| {
        let initial = match (s.initial, is_palatal(s)) {
            (RIEUL | NIEUN, true) => IEUNG,
            (RIEUL, false) => NIEUN,
            _ => return None,
        };
        compose(Syllable { initial, ..s })
    });
    std::iter::once(changed.unwrap_or(first)).chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_south_drops_an_initial_liquid() {
        for (north, south) in
            [("로동", "노동"), ("리상조", "이상조"), ("녀성", "여성"), ("김", "김")]
        {
            assert_eq!(southern(north), south);
        }
    }
}
