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
//! pairs ─ terms ────▶ Candidates which terms translate each other
//! ```
//!
//! [`build()`] is the way from the journal to the files. Documents are worked on one after the other; of a pair one byte
//! stays in memory, of one that was there before some thirty, so that a corpus may be larger than that.

mod build;
mod card;
pub mod content;
mod datasheet;
mod duplicate;
mod entry;
pub mod filter;
mod folder;
mod histogram;
pub mod journal;
mod judge;
mod pair;
mod plan;
pub mod prints;
mod split;
mod tally;
pub mod terms;
pub mod write;

pub use build::{Summary, build};
pub use entry::{Entry, Key};
pub use filter::{Scope, Settings};
pub use folder::Names;
pub use pair::{Found, Pair, Side};
pub use plan::Plan;
pub use split::Split;
