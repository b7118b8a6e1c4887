//! Where elements end, their closing tags left out or not: as browsers find it, as far as it takes to hide one.

use std::collections::HashMap;

use super::{
    BLOCKS,
    tag::{self, Piece, RAW},
};

/// What is open is looked through so far: people put no more inside each other between an element and what ends it.
const NEAR: usize = 64;

/// An element that is open.
struct Open {
    name: String,
    start: usize,
}

/// Where each element of `text` ends, by where its tag begins; those that are never ended are left out. Linear in the
/// length of the text.
pub(super) fn ends(text: &str) -> HashMap<usize, usize> {
    let mut found = Ends::default();
    let last_end = text.rfind('>').unwrap_or_default();
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|found| at + found) {
        if start >= last_end {
            break;
        }
        let Some((piece, end)) = tag::piece(text, start) else {
            at = start + 1;
            continue;
        };
        at = end;
        let Piece::Tag(tag) = piece else { continue };
        let name = tag.name.to_ascii_lowercase();
        if tag.closes {
            found.close(&name, start, end);
            continue;
        }
        found.begin(&name, start);
        if RAW.contains(&name.as_str()) && !tag.is_empty {
            at = tag::raw_end(text, &name, end);
            found.found.insert(start, at);
        } else if !tag.is_void() {
            *found.counts.entry(name.clone()).or_default() += 1;
            found.open.push(Open { name, start });
        }
    }
    found.found
}

#[derive(Default)]
struct Ends {
    open: Vec<Open>,
    /// How many of a name are open.
    counts: HashMap<String, usize>,
    /// Where each ends, by where it begins.
    found: HashMap<usize, usize>,
}

impl Ends {
    fn pop(&mut self, at: usize) {
        if let Some(last) = self.open.pop() {
            if let Some(count) = self.counts.get_mut(&last.name) {
                *count -= 1;
            }
            self.found.insert(last.start, at);
        }
    }

    /// A tag from `start` to `end` closes `name`, and what is open inside it.
    fn close(&mut self, name: &str, start: usize, end: usize) {
        if self.counts.get(name).is_none_or(|count| *count == 0) {
            return;
        }
        // What closes a word closes no paragraph.
        let is_block = |open: &&Open| BLOCKS.contains(&open.name.as_str());
        let is_near = || {
            let near = self.open.iter().rev().take(NEAR).take_while(|open| !is_block(open));
            near.into_iter().any(|open| open.name == name)
        };
        if !BLOCKS.contains(&name) && !is_near() {
            return;
        }
        while self.open.last().is_some_and(|open| open.name != name) {
            self.pop(start);
        }
        self.pop(end);
    }

    /// An element begins at `start`, and ends those before it that may go without closing tags.
    fn begin(&mut self, name: &str, start: usize) {
        const TABLE: &[&str] = &["table"];
        let (siblings, parents): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu", "dir"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "td" | "th" => (&["td", "th"], TABLE),
            "tr" => (&["td", "th", "tr"], TABLE),
            "tbody" | "thead" | "tfoot" => (&["td", "th", "tr", "tbody", "thead", "tfoot"], TABLE),
            "rt" | "rp" | "rb" => (&["rt", "rp", "rb"], &["ruby"]),
            "option" => (&["option"], &["select"]),
            _ => (&[], &[]),
        };
        self.end_siblings(siblings, parents, start);
        if BLOCKS.contains(&name) {
            self.end_siblings(&["p"], &["table", "td", "th", "caption", "button", "object"], start);
        }
    }

    fn end_siblings(&mut self, siblings: &[&str], parents: &[&str], start: usize) {
        let is_parent = |open: &&Open| parents.contains(&open.name.as_str());
        let near = self.open.iter().rev().take(NEAR).take_while(|open| !is_parent(open));
        let outermost = near.zip(1..).filter(|(open, _)| siblings.contains(&open.name.as_str()));
        let count = outermost.last().map_or(0, |(_, count)| count);
        for _ in 0..count {
            self.pop(start);
        }
    }
}
