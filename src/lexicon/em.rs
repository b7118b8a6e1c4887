//! Which words of two languages translate each other, by expectation maximisation over pairs of
//! sentences.
//!
//! IBM Model 1 (Brown et al. 1993, "The Mathematics of Statistical Machine Translation") in both
//! directions at once. In the later rounds a link counts only as far as both directions believe in it
//! (Liang, Taskar and Klein 2006, "Alignment by Agreement"), and the counts are discounted as by a
//! sparse prior (Riley and Gildea 2012), so that a rare word does not gather whatever stands around.

/// Pairs of sentences as numbers of words.
#[derive(Debug, Default)]
pub(crate) struct Sentences {
    /// Source and target words of each pair; neither side is empty.
    pub(crate) pairs: Vec<(Vec<u32>, Vec<u32>)>,
    /// How many source words there are.
    pub(crate) source_words: usize,
    /// How many target words.
    pub(crate) target_words: usize,
}

/// Rounds in which each direction learns for itself.
const APART_ROUNDS: usize = 3;

/// Chance that a word answers to nothing in the other sentence.
const NULL: f64 = 0.15;

/// Parameter of the symmetric Dirichlet prior over the translations of a word.
const SPARSENESS: f64 = 0.05;

/// How much likelier a link is between words at the same relative place than at opposite ends, in
/// nats: little between English and Korean, where the verb goes from the middle to the end.
const DIAGONAL_NATS: f64 = 1.0;

/// What was learned: for every pair of words that share a pair of sentences, how many links.
#[derive(Debug, Default)]
pub(crate) struct Links {
    /// Where each source word's cells begin; one more at the end.
    pub(crate) rows: Vec<usize>,
    /// The target word of each cell, ascending within a row.
    pub(crate) targets: Vec<u32>,
    /// Expected number of links that both directions believe in.
    pub(crate) counts: Vec<f64>,
    /// How often each source word occurs.
    pub(crate) source_counts: Vec<f64>,
    /// How often each target word occurs.
    pub(crate) target_counts: Vec<f64>,
}

impl Links {
    /// Learns from `sentences` in `rounds` rounds with agreement, after three without.
    ///
    /// Time is in proportion to the sum over all pairs of the product of their lengths, memory too.
    /// The order of the sums is fixed, and so is the result.
    pub(crate) fn learn(sentences: &Sentences, rounds: usize) -> Self {
        let mut links = Self::laid_out(sentences);
        let cells = links.cells(sentences);
        let shape = (sentences.source_words, sentences.target_words);
        let mut forward = Direction::new(links.targets.len(), shape.1);
        let mut backward = Direction::new(links.targets.len(), shape.0);
        let (mut there, mut back, mut places) = (Vec::new(), Vec::new(), Vec::new());
        for round in 0..APART_ROUNDS + rounds {
            let agree = round >= APART_ROUNDS;
            forward.counts.fill(0.0);
            backward.counts.fill(0.0);
            forward.null_counts.fill(0.0);
            backward.null_counts.fill(0.0);
            let mut at = 0;
            for (source, target) in &sentences.pairs {
                let size = source.len() * target.len();
                weigh_places(source.len(), target.len(), &mut places);
                let pair =
                    Pair { cells: &cells[at..at + size], places: &places, columns: target.len() };
                at += size;
                forward.posteriors(&pair, target, false, &mut there);
                backward.posteriors(&pair, source, true, &mut back);
                for ((&cell, &there), &back) in pair.cells.iter().zip(&there).zip(&back) {
                    let (there, back) =
                        if agree { (there * back, there * back) } else { (there, back) };
                    forward.counts[cell as usize] += there;
                    backward.counts[cell as usize] += back;
                }
            }
            if round + 1 == APART_ROUNDS + rounds {
                break;
            }
            let row_of = links.row_of();
            forward.maximise(&row_of, shape.0);
            backward.maximise(&links.targets, shape.1);
        }
        links.counts = forward.counts;
        links
    }

    /// The cells of a source word: target words with their number of links.
    pub(crate) fn of(&self, source: u32) -> impl Iterator<Item = (u32, f64)> + '_ {
        let row = self.rows[source as usize]..self.rows[source as usize + 1];
        self.targets[row.clone()].iter().copied().zip(self.counts[row].iter().copied())
    }

    fn laid_out(sentences: &Sentences) -> Self {
        let mut together: Vec<Vec<u32>> = vec![Vec::new(); sentences.source_words];
        let mut links = Self {
            source_counts: vec![0.0; sentences.source_words],
            target_counts: vec![0.0; sentences.target_words],
            ..Self::default()
        };
        for (source, target) in &sentences.pairs {
            for &s in source {
                links.source_counts[s as usize] += 1.0;
                let row = &mut together[s as usize];
                row.extend(target);
                // Rows of common words would grow with every occurrence.
                if row.len() > 4 * sentences.target_words.max(1000) {
                    row.sort_unstable();
                    row.dedup();
                }
            }
            for &t in target {
                links.target_counts[t as usize] += 1.0;
            }
        }
        links.rows.push(0);
        for mut row in together {
            row.sort_unstable();
            row.dedup();
            links.targets.append(&mut row);
            links.rows.push(links.targets.len());
        }
        links
    }

    /// The cell of every pair of words of every pair of sentences, source word by source word.
    fn cells(&self, sentences: &Sentences) -> Vec<u32> {
        let mut cells = Vec::new();
        for (source, target) in &sentences.pairs {
            for &s in source {
                let start = self.rows[s as usize];
                let row = &self.targets[start..self.rows[s as usize + 1]];
                for t in target {
                    let at = row.binary_search(t).expect("the words share this pair");
                    cells.push(u32::try_from(start + at).expect("fewer than 2^32 cells"));
                }
            }
        }
        cells
    }

    fn row_of(&self) -> Vec<u32> {
        let rows = self.rows.windows(2).zip(0u32..);
        rows.flat_map(|(ends, row)| std::iter::repeat_n(row, ends[1] - ends[0])).collect()
    }
}

/// How much a link is favoured by the places of its words, row-major.
fn weigh_places(m: usize, n: usize, weights: &mut Vec<f64>) {
    weights.clear();
    let place = |i: usize, length: usize| (i as f64 + 0.5) / length as f64;
    for i in 0..m {
        let here = place(i, m);
        weights.extend((0..n).map(|j| (-DIAGONAL_NATS * (here - place(j, n)).abs()).exp()));
    }
}

/// A pair of sentences as the rounds see it: `source words × columns` cells, row-major.
struct Pair<'a> {
    cells: &'a [u32],
    /// How much each link is favoured by the places of its words.
    places: &'a [f64],
    columns: usize,
}

/// One direction: how the words of one side come about from those of the other.
struct Direction {
    /// Probability of each cell's generated word given its generating word.
    probs: Vec<f64>,
    counts: Vec<f64>,
    /// Probability of each generated word given no word.
    null_probs: Vec<f64>,
    null_counts: Vec<f64>,
}

impl Direction {
    fn new(cells: usize, generated: usize) -> Self {
        // Uniform: the first round then counts co-occurrence.
        let uniform = 1.0 / generated.max(1) as f64;
        Self {
            probs: vec![uniform; cells],
            counts: vec![0.0; cells],
            null_probs: vec![uniform; generated],
            null_counts: vec![0.0; generated],
        }
    }

    /// How probable each link of a pair of sentences is, row-major. `generated` are the words that come
    /// about: those of the source if `by_row`, else of the target.
    fn posteriors(
        &mut self,
        pair: &Pair<'_>,
        generated: &[u32],
        by_row: bool,
        posteriors: &mut Vec<f64>,
    ) {
        posteriors.clear();
        let cells = pair.cells.iter().zip(pair.places);
        posteriors.extend(cells.map(|(&cell, weight)| self.probs[cell as usize] * weight));
        let columns = pair.columns;
        let others = if by_row { columns } else { pair.cells.len() / columns };
        let index = |word: usize, other: usize| {
            if by_row { word * columns + other } else { other * columns + word }
        };
        let share = (1.0 - NULL) / others as f64;
        for (at, &word) in generated.iter().enumerate() {
            let links = (0..others).map(|other| posteriors[index(at, other)]).sum::<f64>() * share;
            let null = NULL * self.null_probs[word as usize];
            let all = links + null;
            if all <= 0.0 {
                continue;
            }
            for other in 0..others {
                posteriors[index(at, other)] *= share / all;
            }
            self.null_counts[word as usize] += null / all;
        }
    }

    /// Turns counts into probabilities; `given` is the generating word of each cell.
    fn maximise(&mut self, given: &[u32], words: usize) {
        let mut sums = vec![(0.0, 0.0); words];
        for (&word, &count) in given.iter().zip(&self.counts) {
            let (sum, cells) = &mut sums[word as usize];
            *sum += count;
            *cells += SPARSENESS;
        }
        let sums: Vec<f64> = sums.into_iter().map(|(sum, cells)| digamma(sum + cells)).collect();
        for ((p, &count), &word) in self.probs.iter_mut().zip(&self.counts).zip(given) {
            *p = (digamma(count + SPARSENESS) - sums[word as usize]).exp();
        }
        let all: f64 = self.null_counts.iter().sum::<f64>() + self.null_counts.len() as f64;
        for (p, &count) in self.null_probs.iter_mut().zip(&self.null_counts) {
            *p = (count + 1.0) / all;
        }
    }
}

/// The derivative of ln Γ at `x` > 0, by its asymptotic series.
fn digamma(mut x: f64) -> f64 {
    let mut shift = 0.0;
    while x < 6.0 {
        shift -= 1.0 / x;
        x += 1.0;
    }
    let inverse = 1.0 / (x * x);
    shift + x.ln() - 0.5 / x - inverse * (1.0 / 12.0 - inverse * (1.0 / 120.0 - inverse / 252.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digamma_is_the_known_function() {
        // ψ(1) = −γ, ψ(1/2) = −γ − 2 ln 2, ψ(10).
        for (x, value) in [(1.0, -0.577_215_664_9), (0.5, -1.963_510_026), (10.0, 2.251_752_589)] {
            assert!((digamma(x) - value).abs() < 1e-7, "{x}");
        }
    }

    #[test]
    fn words_that_keep_company_are_linked() {
        // Source words 0–2 and the target words of the same numbers, not always in their order.
        let pairs = vec![
            (vec![0, 1], vec![0, 1]),
            (vec![0, 2], vec![2, 0]),
            (vec![2, 1], vec![2, 1]),
            (vec![0, 1, 2], vec![1, 2, 0]),
        ];
        let sentences = Sentences { pairs, source_words: 3, target_words: 3 };
        let links = Links::learn(&sentences, 5);
        for source in 0..3 {
            let best = links.of(source).max_by(|a, b| a.1.total_cmp(&b.1)).expect("some");
            assert_eq!(best.0, source);
        }
    }
}
