//! What the rules on names share: how near a word is to a name, and what an authority file has otherwise.

mod damaged;
pub(crate) mod near;
pub(crate) mod ordained;

pub(crate) use damaged::{Damaged, allowed, damaged_word, is_written_as_in_the_north, slip};
