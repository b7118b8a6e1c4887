//! Alignments as files that other tools load.
