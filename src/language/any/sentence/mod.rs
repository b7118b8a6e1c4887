//! Ends of sentences as any language has them: what stands round a stop, and the tables of abbreviations and other words
//! that decide about it.

pub(crate) mod date;
pub(crate) mod general;
pub(crate) mod lexicon;
pub(crate) mod marker;
pub(crate) mod stop;
mod verdict;

pub(crate) use lexicon::Lexicon;
pub(crate) use stop::Stop;
pub(crate) use verdict::Verdict;

/// How a language ends its sentences, where that is more than what the tables say.
#[derive(Debug)]
pub(crate) struct Reader {
    /// Whether the stop ends the sentence.
    pub(crate) ends: fn(&Stop<'_>, &Lexicon) -> Verdict,
    /// Where sentences begin in a text that has no stops.
    pub(crate) bare_starts: Option<fn(&str, &Lexicon) -> Vec<usize>>,
}
