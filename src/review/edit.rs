//! Edits of a translation: kept beside the document, put into a copy of its text, never into the file itself.

use serde::{Deserialize, Serialize};

use super::{
    checked::Checked,
    decision::kind,
    fault::{Fault, Result},
    store::Current,
};
use crate::document::{Document, Format};

/// Longer passages are not edited here.
const LONGEST: usize = 100_000;

/// A passage of a translation that was rewritten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What stood in the file, letter by letter.
    pub old: String,
    /// Which of the places with these letters it was, from 0 …
    pub nth: usize,
    /// … of so many.
    pub of: usize,
    /// What a reader read there.
    pub read: String,
    /// What shall stand there.
    pub new: String,
}

/// A text with edits put into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The text.
    pub text: String,
    /// For each edit whether it could be put in: what it was about may not be there any more.
    pub is_in: Vec<bool>,
}

impl Edit {
    /// Rewrites the translation in the bead at `bead`, which reads `was`.
    ///
    /// # Errors
    ///
    /// [`Fault::Refused`] if the passage is another by now, or cannot be rewritten in a file of its kind.
    pub fn of(checked: &Checked, bead: usize, was: &str, new: &str) -> Result<Self> {
        let refused = |why| Err(Fault::Refused(why));
        let document = checked.input.target();
        let Some(both) = checked.alignment.beads.get(bead) else {
            return refused("this passage is not there any more: load the page again");
        };
        let read = crate::export::sides(&checked.bitext, both)[1].clone();
        let segments = &checked.bitext.target.segments[both.target.clone()];
        let (Some(first), Some(last)) = (segments.first(), segments.last()) else {
            return refused("there is no translation here that could be edited");
        };
        if squeezed(&read) != squeezed(was) {
            return refused("this passage has changed meanwhile: load the page again");
        }
        let new = new.trim();
        if !document.is_text() || !document.is_utf8() {
            return refused("only files of text in UTF-8 are edited here");
        }
        if new.is_empty() || new.len() > LONGEST || new.contains(['\n', '\r']) {
            return refused("a passage is one line of text, and not empty");
        }
        let is_plain = matches!(document.format, Format::Plain | Format::Markdown);
        if !is_plain && new.contains(['<', '>', '&', '\\', '{', '}', '"', '\t']) {
            return refused("these signs mean something else in a file of this format");
        }
        let span = document.in_decoded(first.span.join(last.span));
        let old = span.of(document.decoded());
        // Lines may be joined for the reader; anything else that differs is the format's, and would be lost.
        if squeezed(old) != squeezed(&read) {
            return refused(
                "the words stand otherwise in the file, with marks of its format between them",
            );
        }
        if squeezed(old) == squeezed(new) {
            return refused("nothing was changed");
        }
        let places = starts(document.decoded(), old);
        let nth = places.iter().position(|place| *place == span.start).unwrap_or_default();
        Ok(Self { nth, of: places.len(), old: old.to_owned(), read, new: new.to_owned() })
    }

    /// Puts edits into a text, one after the other.
    pub fn put(edits: &[Self], text: &str) -> Edited {
        let mut edited = Edited { text: text.to_owned(), is_in: Vec::new() };
        for edit in edits {
            let places = starts(&edited.text, &edit.old);
            // If there are more or fewer of them than there were, nobody knows which it was.
            let place = places.get(edit.nth).filter(|_| places.len() == edit.of);
            if let Some(&place) = place {
                edited.text.replace_range(place..place + edit.old.len(), &edit.new);
            }
            edited.is_in.push(place.is_some());
        }
        edited
    }

    /// The edits that are in force, in the order in which they were made.
    pub fn all(current: &Current) -> Vec<Self> {
        let mut edits: Vec<(i64, Self)> = current
            .iter()
            .filter(|((kind, _), _)| kind == kind::EDIT)
            .filter_map(|(_, standing)| {
                Some((standing.event, serde_json::from_value(standing.payload.clone()).ok()?))
            })
            .collect();
        edits.sort_by_key(|(event, _)| *event);
        edits.into_iter().map(|(_, edit)| edit).collect()
    }
}

/// Whether a document can be edited at all.
pub fn can_be_edited(document: &Document) -> bool {
    document.is_text() && document.is_utf8()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn starts(text: &str, words: &str) -> Vec<usize> {
    text.match_indices(words).map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(old: &str, nth: usize, of: usize, new: &str) -> Edit {
        Edit { old: old.into(), nth, of, read: old.into(), new: new.into() }
    }

    /// A text, edits, what becomes of it, which are in, and why.
    type Case<'a> = (&'a str, &'a [Edit], &'a str, &'a [bool], &'a str);

    #[test]
    fn edits_are_put_in_one_after_the_other() {
        #[rustfmt::skip]
        let cases: [Case<'_>; 7] = [
            ("가 나 다", &[edit("나", 0, 1, "라")],                          "가 라 다", &[true],        "one"),
            ("가 나 나", &[edit("나", 1, 2, "라")],                          "가 나 라", &[true],        "the second of two"),
            ("가 나",   &[edit("나", 0, 1, "라"), edit("라", 0, 1, "마")],    "가 마",   &[true, true],  "one after the other"),
            ("가 나",   &[edit("나", 0, 1, "라"), edit("라", 0, 1, "나")],    "가 나",   &[true, true],  "and back"),
            ("가 다",   &[edit("나", 0, 1, "라")],                          "가 다",   &[false],       "what is not there any more"),
            ("나 나 나", &[edit("나", 1, 2, "라")],                          "나 나 나", &[false],       "there are more by now: nobody guesses"),
            ("가 나",   &[edit("다", 0, 1, "라"), edit("나", 0, 1, "마")],    "가 마",   &[false, true], "the others are put in all the same"),
        ];
        for (text, edits, expected, is_in, why) in cases {
            let edited = Edit::put(edits, text);
            assert_eq!((edited.text.as_str(), &edited.is_in[..]), (expected, is_in), "{why}");
        }
    }
}
