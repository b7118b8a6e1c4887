//! What the words of units say for their answering each other.

use std::sync::OnceLock;

use super::{unit::Unit, writing::Side};
use crate::{
    lexicon::{Lexicon, Words},
    text::{Language, Tongue},
};

/// The units as the lexicon reads them, each read when it is first asked for.
pub(super) struct Readings<'a> {
    units: &'a [Unit],
    words: Vec<OnceLock<Words>>,
    /// Whether the lexicon knows the two languages.
    knows: bool,
    korean: Side,
}

/// Bytes of a unit that are read: its beginning shows well enough what it answers.
const READ_BYTES: usize = 400;

impl<'a> Readings<'a> {
    pub(super) fn of(units: &'a [Unit], languages: [&Language; 2]) -> Self {
        let [source, target] = languages;
        let knows =
            source.is_english() && target.is_korean() || source.is_korean() && target.is_english();
        let korean = if source.is_korean() { Side::Source } else { Side::Target };
        Self { units, words: vec![OnceLock::new(); units.len()], knows, korean }
    }

    fn words(&self, unit: usize) -> &Words {
        self.words[unit].get_or_init(|| {
            let text = self.units[unit].text.as_str();
            let text = &text[..text.floor_char_boundary(READ_BYTES)];
            let lexicon = Lexicon::embedded();
            let is_korean = self.units[unit].side == Some(self.korean);
            lexicon.read(text, if is_korean { Tongue::Korean } else { Tongue::English })
        })
    }

    /// What the words of two units say for their answering each other, in nats, within bounds: what is
    /// rendered freely shares few of the words that a dictionary has.
    pub(super) fn nats(&self, source: usize, target: usize) -> f64 {
        if !self.knows {
            return 0.0;
        }
        let (english, korean) =
            if self.korean == Side::Target { (source, target) } else { (target, source) };
        let nats = Lexicon::embedded().similarity_nats(self.words(english), self.words(korean));
        (0.5 * nats).clamp(-2.0, 5.0)
    }
}
