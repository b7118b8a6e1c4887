//! Ladders: one bead a line.
