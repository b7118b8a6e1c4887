//! Parallel corpora: documents that were aligned become pairs that other programs load.
//!
//! ```text
//! files ─ content ────▶ Match      which documents translate each other, where no name tells it
//! beads ─ pair ───────▶ Pair       what a bead holds, with its place, score and findings
//!       ─ journal ────▶ Entry      which documents are done: a run that was stopped goes on from it
//!       ─ filter ─────▶ Rejection  why a pair is not taken, as far as it tells by itself
//!       ─ duplicate ──▶ Repeats    which pairs were there before, and which documents share them
//!       ─ split ──────▶ Splits     train, dev, test: what belongs together stays together
//!       ─ write ──────▶ files      as many formats at once as are wanted
//!       ─ datasheet ──▶ page       what there is, what was left out and why
//! ```
//!
//! [`build()`] is the way from the journal to the files. Documents are worked on one after the other; of a pair nothing
//! stays in memory but one byte, so that a corpus may be larger than that.

mod build;
mod card;
pub mod content;
mod datasheet;
mod duplicate;
pub mod filter;
mod histogram;
pub mod journal;
mod pair;
pub mod prints;
mod split;
mod whole;
pub mod write;

pub use build::{Plan, Summary, build};
pub use filter::{Scope, Settings};
pub use pair::{Found, Pair, Side};
pub use split::Split;
pub use whole::write_whole;
