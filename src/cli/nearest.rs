//! What someone may have meant by a name that does not exist.

/// How alike two names must be (Jaro–Winkler similarity, 0–1) for one to be worth suggesting.
const ALIKE: f64 = 0.8;

/// The candidate most like `name`, if any is like it at all.
pub(super) fn nearest<T: AsRef<str>>(
    name: &str,
    candidates: impl IntoIterator<Item = T>,
) -> Option<T> {
    let scored = candidates.into_iter().map(|candidate| {
        (strsim::jaro_winkler(&name.to_lowercase(), &candidate.as_ref().to_lowercase()), candidate)
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
