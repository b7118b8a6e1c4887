//! Words of a document with the findings marked in them.

use askama::Template;

use crate::report::marked::Piece;

/// No more letters of marked words are shown in a list.
const LONGEST: usize = 600;

/// A stretch of text.
#[derive(Debug)]
pub(super) enum Bit<'a> {
    /// As it is.
    Plain(&'a str),
    /// Marked.
    Mark {
        /// The severity.
        class: &'static str,
        text: &'a str,
    },
    /// Marked, and leading to what is said of it.
    Link {
        /// What filters go by.
        class: &'a str,
        /// The marks that begin here.
        ids: Vec<String>,
        /// Where the explanation is.
        href: String,
        /// What someone hears who does not see the mark.
        label: String,
        text: &'a str,
    },
}

/// The words of a side.
#[derive(Debug, Default, Template)]
#[template(path = "html/words.html")]
pub(super) struct Words<'a> {
    pub(super) bits: Vec<Bit<'a>>,
}

impl askama::filters::HtmlSafe for Words<'_> {}

impl<'a> Words<'a> {
    /// The words with those of one finding marked.
    pub(super) fn marked(pieces: Vec<Piece<'a>>, finding: usize, class: &'static str) -> Self {
        let bit = |piece: Piece<'a>| {
            if piece.findings.contains(&finding) {
                Bit::Mark { class, text: piece.text }
            } else {
                Bit::Plain(piece.text)
            }
        };
        Self { bits: pieces.into_iter().map(bit).collect() }
    }

    /// The marked words with so many letters of what stands around them, cut between words.
    ///
    /// Of marked words that are many the first and last stay, of words without a mark the first.
    pub(super) fn excerpt(mut self, around: usize) -> Self {
        self.shorten();
        let is_mark = |bit: &Bit<'_>| !matches!(bit, Bit::Plain(_));
        let Some(first) = self.bits.iter().position(is_mark) else { return self };
        let last = self.bits.iter().rposition(is_mark).unwrap_or(first);
        let mut before = around;
        let mut kept = Vec::new();
        for bit in self.bits[..first].iter().rev() {
            let Bit::Plain(text) = *bit else { continue };
            let end = tail(text, before);
            before -= end.chars().count();
            if end.len() < text.len() {
                kept.extend([Bit::Plain(end), Bit::Plain("… ")]);
                break;
            }
            kept.push(Bit::Plain(end));
        }
        kept.reverse();
        let mut after = around;
        let behind = self.bits.split_off(last + 1);
        kept.extend(self.bits.drain(first..));
        for bit in behind {
            let Bit::Plain(text) = bit else { continue };
            let start = start(text, after);
            after -= start.chars().count();
            kept.push(Bit::Plain(start));
            if start.len() < text.len() {
                kept.push(Bit::Plain(" …"));
                break;
            }
        }
        Self { bits: kept }
    }

    /// Cuts what is longer than anybody reads in a list: the text below has all of it.
    fn shorten(&mut self) {
        let marked: Vec<(&'static str, &'a str)> = self
            .bits
            .iter()
            .filter_map(|bit| match *bit {
                Bit::Mark { class, text } => Some((class, text)),
                _ => None,
            })
            .collect();
        let letters = |text: &str| text.chars().count();
        match (&marked[..], &self.bits[..]) {
            ([], [Bit::Plain(text)]) if letters(text) > LONGEST => {
                self.bits = vec![Bit::Plain(start(text, LONGEST)), Bit::Plain(" …")];
            }
            ([(class, first), ..], _)
                if marked.iter().map(|(_, text)| letters(text)).sum::<usize>() > LONGEST =>
            {
                let last = marked.last().map_or(*first, |(_, text)| text);
                self.bits = vec![
                    Bit::Mark { class, text: start(first, LONGEST / 2) },
                    Bit::Plain(" … "),
                    Bit::Mark { class, text: tail(last, LONGEST / 2) },
                ];
            }
            _ => {}
        }
    }

    /// The words of which all is marked.
    pub(super) fn whole(text: &'a str, class: &'static str) -> Self {
        Self { bits: vec![Bit::Mark { class, text }] }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bits.is_empty()
    }
}

/// The last whole words of a text that take at most so many letters.
fn tail(text: &str, most: usize) -> &str {
    let Some(skipped) = text.chars().count().checked_sub(most).filter(|&n| n > 0) else {
        return text;
    };
    let at = text.char_indices().nth(skipped).map_or(text.len(), |(at, _)| at);
    let end = &text[at..];
    if text[..at].ends_with(' ') {
        return end;
    }
    end.find(' ').map_or("", |space| &end[space + 1..])
}

/// The first whole words of a text that take at most so many letters.
pub(super) fn start(text: &str, most: usize) -> &str {
    let Some((at, _)) = text.char_indices().nth(most) else { return text };
    text[..at].rfind(' ').map_or("", |space| &text[..space])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_of_many_words_has_the_first_and_the_last() {
        let text = "말 ".repeat(2_000);
        for bits in [vec![Bit::Plain(&text)], vec![Bit::Mark { class: "", text: &text }]] {
            let excerpt = Words { bits }.excerpt(40);
            let letters: usize = excerpt
                .bits
                .iter()
                .map(|bit| match bit {
                    Bit::Plain(text) | Bit::Mark { text, .. } | Bit::Link { text, .. } => {
                        text.chars().count()
                    }
                })
                .sum();
            assert!((LONGEST / 2..=LONGEST + 3).contains(&letters), "{letters}");
        }
    }

    #[test]
    fn an_excerpt_keeps_the_marked_words_and_whole_words_around_them() {
        let cases = [
            ("He left on ", " May.", 40, "He left on [4] May."),
            ("He left Moscow on ", " May 1957.", 8, "… on [4] May …"),
            ("", "", 8, "[4]"),
            ("모스크바를 그는 ", "일 떠났다.", 3, "… 그는 [4]일 …"),
        ];
        for (before, after, around, wanted) in cases {
            let bits =
                vec![Bit::Plain(before), Bit::Mark { class: "", text: "4" }, Bit::Plain(after)];
            let excerpt = Words { bits }.excerpt(around);
            let shown: String = excerpt
                .bits
                .iter()
                .map(|bit| match bit {
                    Bit::Plain(text) => (*text).to_owned(),
                    Bit::Mark { text, .. } | Bit::Link { text, .. } => format!("[{text}]"),
                })
                .collect();
            assert_eq!(shown, wanted);
        }
    }
}
