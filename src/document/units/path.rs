//! The keys that lead to a string inside others, as its id: `menu.file.open`.

use sha2::{Digest, Sha256};

use crate::text::hexadecimal;

/// An id has no more bytes than about twice this: a file of small strings below long keys would make one of gigabytes.
const LONGEST: usize = 200;

/// What a longer one keeps of its beginning, in characters.
const KEPT: usize = 60;

/// The keys that are open.
#[derive(Debug, Default)]
pub(super) struct Path {
    /// The first; what a file calls its language stands there, which is no part of what is compared.
    first: String,
    /// What leads from there to each key below, cut where it is too long.
    below: Vec<String>,
    depth: usize,
    /// How many keys begin with @.
    at: Vec<bool>,
}

impl Path {
    pub(super) fn push(&mut self, key: &str) {
        self.at.push(key.starts_with('@'));
        self.depth += 1;
        if self.depth == 1 {
            self.first = cut(key.to_owned());
            return;
        }
        let below = match self.below.last() {
            Some(above) => format!("{above}.{key}"),
            None => key.to_owned(),
        };
        self.below.push(cut(below));
    }

    pub(super) fn pop(&mut self) {
        self.at.pop();
        self.below.pop();
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 {
            self.first.clear();
        }
    }

    /// Whether one of the keys begins with @.
    pub(super) fn has_at(&self) -> bool {
        self.at.contains(&true)
    }

    pub(super) fn id(&self) -> String {
        match self.below.last() {
            Some(below) => format!("{}.{below}", self.first),
            None => self.first.clone(),
        }
    }
}

/// A name, or of a long one its beginning and what tells it from others that begin alike.
fn cut(mut name: String) -> String {
    if name.len() <= LONGEST {
        return name;
    }
    let digest = Sha256::digest(name.as_bytes());
    let end = name.char_indices().nth(KEPT).map_or(name.len(), |(at, _)| at);
    name.truncate(end);
    name.push('…');
    name + &hexadecimal(&digest[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_the_keys_and_have_an_end() {
        let mut path = Path::default();
        path.push("ko");
        assert_eq!(path.id(), "ko");
        path.push("menu");
        path.push("0");
        assert_eq!(path.id(), "ko.menu.0");
        path.push(&"가".repeat(300));
        path.push("a");
        let one = path.id();
        assert!(one.starts_with("ko.menu.0.가") && one.len() < 3 * LONGEST, "{one}");
        path.pop();
        path.push("b");
        assert_ne!(path.id(), one);
        path.pop();
        path.push("a");
        assert_eq!(path.id(), one, "the same keys are the same id");
        for _ in 0..5 {
            path.pop();
        }
        assert_eq!(path.id(), "");
        path.push("@a");
        assert!(path.has_at());
    }
}
