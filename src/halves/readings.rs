//! What the words of units say for their answering each other.

use std::sync::OnceLock;

use super::unit::Unit;
use crate::{
    lexicon::{Lexicon, Words},
    text::{Language, Order, Tongue},
};

/// The units as the lexicon reads them, each read when it is first asked for.
pub(super) struct Readings<'a> {
    units: &'a [Unit],
    words: Vec<OnceLock<Words>>,
    /// How the two languages stand, if the lexicon knows them.
    order: Option<Order>,
}

/// Bytes of a unit that are read: its beginning shows well enough what it answers.
const READ_BYTES: usize = 400;

impl<'a> Readings<'a> {
    pub(super) fn of(units: &'a [Unit], languages: [&Language; 2]) -> Self {
        let [source, target] = languages;
        let order = Order::of(source, target);
        Self { units, words: vec![OnceLock::new(); units.len()], order }
    }

    fn words(&self, unit: usize, tongue: Tongue) -> &Words {
        self.words[unit].get_or_init(|| {
            let text = self.units[unit].text.as_str();
            let text = &text[..text.floor_char_boundary(READ_BYTES)];
            Lexicon::embedded().read(text, tongue)
        })
    }

    /// What the words of two units say for their answering each other, in nats, within bounds: what is
    /// rendered freely shares few of the words that a dictionary has.
    pub(super) fn nats(&self, source: usize, target: usize) -> f64 {
        let Some(order) = self.order else { return 0.0 };
        let (first, second) = order.arranged(source, target);
        let words = [self.words(first, Tongue::English), self.words(second, Tongue::Korean)];
        let nats = Lexicon::embedded().similarity_nats(words[0], words[1]);
        (0.5 * nats).clamp(-2.0, 5.0)
    }
}
