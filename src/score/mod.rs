//! Precision, recall and F1 of what daejo says against what people found by hand: ladders against
//! gold ladders, findings against a table of divergences.

mod calibration;
pub mod findings;
pub mod ladders;
mod matcher;
mod reported;

pub use calibration::{Bin, Calibration};

/// `part / whole`, and 0 where the whole is empty.
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The harmonic mean of precision and recall, and 0 where both are.
fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
}
