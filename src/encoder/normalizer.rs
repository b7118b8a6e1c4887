//! Turns text into the normal form the pieces were learned in, by the model's own character map.
//!
//! The map (NFKC with `SentencePiece`'s additions) is applied by longest match from left to right;
//! spaces are then trimmed, runs of them folded into one, and each written as `▁` (U+2581), with
//! one more in front.

use super::double_array::DoubleArray;

/// How a space is written in pieces.
pub(super) const SPACE: &str = "\u{2581}";

/// A normaliser that reads its map where it lies in the model file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Normalizer<'m> {
    keys: DoubleArray<'m>,
    replacements: &'m [u8],
}

impl<'m> Normalizer<'m> {
    /// `map` is a precompiled character map: the size of the trie in bytes, the trie, and
    /// replacements that end in a zero byte. A damaged map leaves characters as they are.
    pub(super) fn new(map: &'m [u8]) -> Self {
        let (size, rest) = map.split_at_checked(4).unwrap_or_default();
        let size = size.try_into().map_or(0, u32::from_le_bytes) as usize;
        let (trie, replacements) = rest.split_at_checked(size).unwrap_or_default();
        Self { keys: DoubleArray::new(trie), replacements }
    }

    /// The normal form of `text`, with `▁` for spaces; empty if there is nothing but space.
    pub(super) fn normalize(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + text.len() / 4 + SPACE.len());
        let mut rest = text;
        let mut after_space = true;
        while !rest.is_empty() {
            let (mut piece, length) = self.prefix(rest);
            rest = &rest[length..];
            if after_space {
                piece = piece.trim_start_matches(' ');
            }
            if piece.is_empty() {
                continue;
            }
            if out.is_empty() {
                out.push_str(SPACE);
            }
            after_space = piece.ends_with(' ');
            let mut words = piece.split(' ');
            out.push_str(words.next().unwrap_or_default());
            for word in words {
                out.push_str(SPACE);
                out.push_str(word);
            }
        }
        out.truncate(out.trim_end_matches(SPACE).len());
        out
    }

    /// What the beginning of `text` becomes, and how many bytes that beginning has.
    fn prefix<'a>(self, text: &'a str) -> (&'a str, usize)
    where
        'm: 'a,
    {
        if let Some((length, value)) = self.keys.longest(text.as_bytes())
            && let Some(replacement) = self.replacement(value as usize)
            && text.is_char_boundary(length)
        {
            return (replacement, length);
        }
        let length = text.chars().next().map_or(0, char::len_utf8);
        (&text[..length], length)
    }

    fn replacement(self, start: usize) -> Option<&'m str> {
        let bytes = self.replacements.get(start..)?;
        let end = bytes.iter().position(|&byte| byte == 0)?;
        std::str::from_utf8(&bytes[..end]).ok()
    }
}
