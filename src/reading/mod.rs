//! What rules look at: both halves with their beads and values, and what is made of them once for all rules.
//!
//! [`Context`] holds it. What costs much is worked out when the first rule asks for it, and kept: the words of
//! the segments as the lexicon reads them, the vectors, the values in which the halves differ, the phrases that
//! nothing opposite covers. A rule says beforehand what it [needs](Need).

pub(crate) mod claims;
mod code;
pub(crate) mod comparison;
mod context;
pub mod coverage;
pub(crate) mod cue;
mod feature;
pub(crate) mod joined;
pub(crate) mod left;
pub(crate) mod likeness;
mod mark;
pub(crate) mod names;
pub(crate) mod naming;
mod need;
pub(crate) mod negation;
pub mod phrase;
pub(crate) mod predicate;
pub(crate) mod prose;
mod turned;
pub(crate) mod values;
mod whole;
pub(crate) mod window;
mod word_alignment;
pub(crate) mod wording;

pub use context::Context;
pub use mark::{Mark, Side};
pub use need::Need;
pub(crate) use whole::{Stretch, whole};
