//! Pairs of brackets: a stop inside a parenthesis inside a sentence does not end the sentence.

/// A pair longer than this, in bytes, holds sentences of its own, or its closing bracket is another's.
const LONGEST: usize = 400;

/// The positions of an opening bracket and of the closing one that belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    /// Offset of the opening bracket.
    pub(super) open: usize,
    /// Offset of the closing bracket.
    pub(super) close: usize,
}

/// The pairs of round and square brackets in `text`, by their opening. Brackets without a partner are
/// left out: typists forget them.
pub(super) fn pairs(text: &str) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.char_indices() {
        let partner = match c {
            '(' | '[' | '（' | '［' | '〔' => {
                open.push((at, c));
                continue;
            }
            ')' => '(',
            ']' => '[',
            '）' => '（',
            '］' => '［',
            '〕' => '〔',
            _ => continue,
        };
        // Only a few levels down: whatever lies deeper was forgotten.
        let depth = open.iter().rev().take(4).position(|&(_, c)| c == partner);
        let Some(depth) = depth else { continue };
        open.truncate(open.len() - depth);
        let (start, _) = open.pop().unwrap_or((at, c));
        if at - start <= LONGEST {
            pairs.push(Pair { open: start, close: at });
        }
    }
    pairs.sort_unstable_by_key(|pair| pair.open);
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_nest_and_forgotten_brackets_have_none() {
        #[rustfmt::skip]
        let cases: [(&str, &[&str]); 4] = [
            ("C[entral] C[ommittee]",      &["[entral]", "[ommittee]"]),
            ("허가이[Heo (Ho Ka I)] 문제", &["[Heo (Ho Ka I)]", "(Ho Ka I)"]),
            ("(secretary, who (at the end)", &["(at the end)"]),
            ("P[raw] Z[agranicznych— a)",  &["[raw]"]),
        ];
        for (text, expected) in cases {
            let found: Vec<_> =
                pairs(text).iter().map(|pair| &text[pair.open..=pair.close]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
