//! Tries whether a pattern stands at a place of a text.

use super::{Found, parse::Node};
use crate::language::ko::jamo::is_syllable;
use crate::text::Span;

/// A search in a text.
pub(crate) struct Run<'t> {
    text: &'t str,
    groups: Vec<Option<Span>>,
}

/// What is to follow: given where it is to stand, whether it stands there.
type Then<'a, 't> = &'a mut dyn FnMut(&mut Run<'t>, usize) -> bool;

impl<'t> Run<'t> {
    /// A search for a pattern with so many groups.
    pub(crate) fn new(text: &'t str, groups: usize) -> Self {
        Self { text, groups: vec![None; groups] }
    }

    /// The first place from `from` on where a pattern stands.
    pub(crate) fn find(mut self, nodes: &[Node], from: usize) -> Option<Found> {
        let mut at = from;
        loop {
            let mut end = at;
            let mut note_end = |_: &mut Self, place: usize| {
                end = place;
                true
            };
            if self.sequence(nodes, at, &mut note_end) {
                let group = self.groups.iter().flatten().next().copied();
                return Some(Found { whole: Span::new(at, end), group });
            }
            at += self.text[at..].chars().next()?.len_utf8();
        }
    }

    /// Whether a pattern stands at a place, whatever follows.
    pub(crate) fn stands(&mut self, nodes: &[Node], at: usize) -> bool {
        self.sequence(nodes, at, &mut |_, _| true)
    }

    fn sequence(&mut self, nodes: &[Node], at: usize, then: Then<'_, 't>) -> bool {
        #[cfg(test)]
        super::hostile::count(1);
        let Some((node, rest)) = nodes.split_first() else { return then(self, at) };
        match node {
            Node::Text(text) => {
                self.text.as_bytes()[at..].starts_with(text.as_bytes())
                    && self.sequence(rest, at + text.len(), then)
            }
            Node::Class(class) => match self.text[at..].chars().next() {
                Some(c) if class.has(c) => self.sequence(rest, at + c.len_utf8(), then),
                _ => false,
            },
            Node::Either(branches) => branches.iter().any(|branch| {
                self.sequence(branch, at, &mut |run, end| run.sequence(rest, end, then))
            }),
            Node::Group(number, branches) => branches.iter().any(|branch| {
                self.sequence(branch, at, &mut |run, end| {
                    let before = run.groups[*number].replace(Span::new(at, end));
                    let stands = run.sequence(rest, end, then);
                    if !stands {
                        run.groups[*number] = before;
                    }
                    stands
                })
            }),
            Node::Repeat(node, least, most) => {
                self.repeated(node, (*least, *most), at, &mut |run, end| {
                    run.sequence(rest, end, then)
                })
            }
            Node::TextStart => at == 0 && self.sequence(rest, at, then),
            Node::TextEnd => at == self.text.len() && self.sequence(rest, at, then),
            Node::WordStart => {
                !self.text.as_bytes()[..at].last().is_some_and(|byte| is_word(*byte))
                    && self.sequence(rest, at, then)
            }
            Node::WordEnd => {
                !self.text.as_bytes().get(at).is_some_and(|byte| is_word(*byte))
                    && self.sequence(rest, at, then)
            }
            Node::HangulStart => {
                !self.text[..at].chars().next_back().is_some_and(is_syllable)
                    && self.sequence(rest, at, then)
            }
        }
    }

    fn repeated(
        &mut self,
        node: &Node,
        (least, most): (usize, usize),
        at: usize,
        then: Then<'_, 't>,
    ) -> bool {
        let Node::Class(class) = node else {
            let more = most > 0
                && self.sequence(std::slice::from_ref(node), at, &mut |run, end| {
                    run.repeated(node, (least.saturating_sub(1), most - 1), end, then)
                });
            return more || least == 0 && then(self, at);
        };
        // A run of characters may be as long as the text: no step of it takes a call of its own.
        let text = self.text;
        let inside = text[at..].chars().take(most).take_while(|c| class.has(*c));
        let (mut count, mut length) = (0, 0);
        for c in inside {
            count += 1;
            length += c.len_utf8();
        }
        #[cfg(test)]
        super::hostile::count(count);
        while count >= least {
            if then(self, at + length) {
                return true;
            }
            let Some(last) = text[at..at + length].chars().next_back() else { return false };
            count -= 1;
            length -= last.len_utf8();
        }
        false
    }
}

/// Whether a byte belongs to a word of Latin letters.
pub(crate) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}
