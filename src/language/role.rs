//! Syllables and words by what they do in a sentence or a word, from the table of them.

use std::{collections::HashMap, sync::LazyLock};

use crate::text::table;

type Forms = HashMap<(&'static str, &'static str), Vec<&'static str>>;

static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    let text = table::text!("word-roles.tsv");
    let mut forms = Forms::new();
    for [language, role, form, _] in table::rows::<4>("word-roles.tsv", text) {
        forms.entry((language, role)).or_default().push(form);
    }
    forms
});

/// The forms that have a role in a language, in the order of the table; none where it knows of none.
pub(crate) fn forms(language: &'static str, role: &'static str) -> &'static [&'static str] {
    FORMS.get(&(language, role)).map_or(&[], Vec::as_slice)
}

/// The Korean forms of a role.
pub(crate) fn korean(role: &'static str) -> &'static [&'static str] {
    forms("ko", role)
}

/// Whether a text has one of them in it.
pub(crate) fn is_in(text: &str, role: &'static str) -> bool {
    korean(role).iter().any(|form| text.contains(form))
}

/// The only or the first Korean form of a role.
pub(crate) fn sole(role: &'static str) -> &'static str {
    korean(role).first().copied().unwrap_or_default()
}

/// What is left before the form that `text` ends in.
pub(crate) fn before<'t>(text: &'t str, role: &'static str) -> Option<&'t str> {
    korean(role).iter().find_map(|form| text.strip_suffix(form))
}

/// What is left behind the form that `text` begins with.
pub(crate) fn behind<'t>(text: &'t str, role: &'static str) -> Option<&'t str> {
    korean(role).iter().find_map(|form| text.strip_prefix(form))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_at_what_has_a_role() {
        #[rustfmt::skip]
        let cases = [
            (before("소련의", "genitive"),         Some("소련"),  "a particle behind a noun"),
            (before("중국에 주재하는", "resident"), Some("중국에 "), "the longest form stands first in the table"),
            (before("소련", "genitive"),          None,          "no particle"),
            (behind("부수상", "deputy"),           Some("수상"),  "before an office"),
            (behind("수상", "no such role"),       None,          "nothing has it"),
        ];
        for (found, expected, why) in cases {
            assert_eq!(found, expected, "{why}");
        }
        assert_eq!((sole("year"), korean("of-clock")), ("년", ["시", "분"].as_slice()));
        assert_eq!(forms("en", "editor").len(), 4);
    }
}
