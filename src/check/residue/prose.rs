//! Whether words in a row are text that was left, or names that stay as they are: those of commands, types, fields and
//! products stand in lists or beside each other, and words of a sentence are joined by articles, prepositions and
//! conjunctions.

use std::{collections::BTreeSet, sync::LazyLock};

use super::Remains;
use crate::{
    reading::{Context, prose},
    text::{Folded, table},
};

/// Words of English that cannot be the last word of anything.
static LEADING: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let text = include_str!("../../../corpora/tables/leading-words.tsv");
    table::rows::<2>("leading-words.tsv", text).into_iter().map(|[word, _]| word).collect()
});

/// What a run of three words and more is, one of them in lower case; none if it is nothing that would be translated.
pub(super) fn judge(context: &Context<'_>, run: &str) -> Option<Remains> {
    let folded = Folded::new(run);
    let words: Vec<&str> =
        folded.text().split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    if !context.bitext.source.language.is_english() {
        return Some(Remains::RunningText);
    }
    // T, S, b: letters that stand for something are code.
    let is_placeholder = |word: &&str| word.len() == 1 && !matches!(*word, "a" | "i");
    let is_cut = words.last().is_some_and(|last| LEADING.contains(last));
    if words.iter().any(is_placeholder) || is_cut {
        return None;
    }
    if words.iter().any(|word| prose::is_grammar(word)) {
        return Some(Remains::RunningText);
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::{
        check::residue::Residue,
        rule::trial::{aligned, findings_of},
    };

    #[test]
    fn names_that_stay_are_told_from_text() {
        // Enough Hangul around it that the document is one which writes names in Hangul.
        let hangul =
            "그는 이 모든 문제에 대하여 오래동안 생각하였으며 결국 아무 대답도 하지 않았다."
                .repeat(20);
        #[rustfmt::skip]
        let cases = [
            ("dateadd, datediff, strptime",            "",             "commands"),
            ("name, version, main",                    "",             "fields"),
            ("public, private, protected",             "",             "keywords"),
            ("number, string, boolean, symbol",        "",             "types"),
            ("webpack, rollup, parcel, react, babel",  "",             "products"),
            ("pnpm create vite",                       "",             "a command"),
            ("if a then b else c end",                 "",             "code with letters for something"),
            ("type T is not assignable to type S",     "",             "a message of a program"),
            ("foo is a",                               "",             "cut short, as code is"),
            ("the original pull request",              "running text", "an article joins it"),
            ("activated on the master",                "running text", "a preposition does"),
            ("problems in boot floppies",              "running text", "the same"),
            ("head of the department",                 "running text", "the same"),
            ("bread, milk and butter",                 "running text", "a list with its conjunction"),
            ("nullish coalescing operator",            "",             "a term that is perhaps kept"),
        ];
        for (words, evidence, why) in cases {
            let source = format!("Here {words} is said.");
            let target = format!("여기서 {words} 를 말하였다.");
            let bitext = aligned(&[&source, "x"], &[&target, &hangul], &[(1, 1), (1, 1)]);
            let found = findings_of(&Residue, &bitext);
            let found = found.first().map_or("", |f| f.evidence.as_str());
            assert_eq!(found, evidence, "{words}: {why}");
        }
    }
}
