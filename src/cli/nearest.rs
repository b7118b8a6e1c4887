//! What someone may have meant by a name that does not exist.

/// How alike two names must be for one to be worth suggesting: 1 less the edits between them
/// (Damerau–Levenshtein) per character of the longer. One slip in four characters is still alike.
const ALIKE: f64 = 0.7;

/// The candidate most like `name`, if any is like it at all.
pub(super) fn nearest<T: AsRef<str>>(
    name: &str,
    candidates: impl IntoIterator<Item = T>,
) -> Option<T> {
    let name = name.to_lowercase();
    let scored = candidates.into_iter().map(|candidate| {
        (
            strsim::normalized_damerau_levenshtein(&name, &candidate.as_ref().to_lowercase()),
            candidate,
        )
    });
    let best = scored.filter(|(score, _)| *score >= ALIKE).max_by(|a, b| a.0.total_cmp(&b.0));
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_recognised_and_a_strange_word_is_not() {
        let rules = ["title", "untranslated", "name", "name-spelling"];
        assert_eq!(nearest("tilte", rules), Some("title"));
        assert_eq!(nearest("Untranslatd", rules), Some("untranslated"));
        assert_eq!(nearest("quux", rules), None);
    }
}
