//! What one rule says about a stop.

/// Whether a stop ends the sentence, as far as one rule can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The next sentence begins after it.
    Ends,
    /// The sentence goes on.
    Continues,
    /// The rule has nothing to say: ask the next one.
    Unsure,
}
