//! How strongly the words of one text call for those of another, in a form that adds up over runs of
//! segments: what [`Lexicon::similarity_nats`] asks of two texts, without asking it of each pair of runs.

use super::{
    Lexicon, ReadWord,
    cover::{KIN, Opposite},
    file::Of,
    similarity::OWN,
};
use crate::text::{Language, Tongue};

/// A segment read for being compared with many.
#[derive(Debug)]
pub(crate) struct Reading {
    of: Of,
    /// The known words that carry content.
    words: Vec<ReadWord>,
    opposite: Opposite,
    /// For each word how often it is met by chance.
    chance: Vec<f64>,
    /// For each word in what share of its occurrences it had a partner in training.
    usual: Vec<f64>,
}

/// What one segment calls for in another: for each word of the other the sum of the probabilities of
/// being its translation, and the greatest of them.
pub(crate) type Pull = Vec<(f32, f32)>;

/// What calls for the words of a segment, over some run of the other side's.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Called {
    /// How much likelier the words are than by chance: Σ ln.
    pub(crate) nats: f64,
    /// Number of words.
    pub(crate) words: f64,
    /// Of these, those that nothing calls for, each counted by how seldom that happens.
    pub(crate) uncalled: f64,
}

/// A word of which no more than this probability is called for has no partner.
const PARTNER: f32 = 0.05;

impl Lexicon {
    /// Reads a segment in one of the two languages of the lexicon; nothing in any other.
    pub(crate) fn reading(&self, text: &str, language: &Language) -> Option<Reading> {
        let tongue = Tongue::of(language)?;
        let (of, words) = (Of::from(tongue), self.read(text, tongue));
        let known = |word: &ReadWord| word.content && word.is_known();
        let words: Vec<ReadWord> = words.words.into_iter().filter(known).collect();
        let all = self.file.totals[if of == Of::English { 1 } else { 2 }];
        let chance = words.iter().map(|word| self.file.count(of, word.numbers[0]) / all).collect();
        let usual = words.iter().map(|word| self.file.found(of, word.numbers[0])).collect();
        Some(Reading { of, opposite: Opposite::new(words.iter()), words, chance, usual })
    }

    /// What the words of `from` call for among those of `to`.
    pub(crate) fn pull(&self, from: &Reading, to: &Reading) -> Pull {
        let mut pull = vec![(0.0_f32, 0.0_f32); to.words.len()];
        let mut own = vec![0.0_f32; to.words.len()];
        #[expect(clippy::cast_possible_truncation, reason = "probabilities need no more digits")]
        for word in &from.words {
            own.fill(0.0);
            for &number in &word.numbers {
                self.file.translations(from.of, number, |other, there, _| {
                    for &(_, place) in to.opposite.same(other) {
                        own[place] = own[place].max(there as f32);
                    }
                    if let Some(place) = to.opposite.kin(other) {
                        own[place] = own[place].max((KIN * there) as f32);
                    }
                });
            }
            for ((sum, most), own) in pull.iter_mut().zip(&own) {
                *sum += own;
                *most = most.max(*own);
            }
        }
        pull
    }
}

impl Reading {
    /// How many words it has that the lexicon knows.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// What becomes of the words if segments with so many words together, with these pulls, stand
    /// opposite.
    pub(crate) fn called(&self, pulls: &[&Pull], callers: usize) -> Called {
        let mut called = Called { words: self.words.len() as f64, ..Called::default() };
        if callers == 0 {
            return called;
        }
        for (word, chance) in self.chance.iter().enumerate() {
            let sum: f32 = pulls.iter().map(|pull| pull[word].0).sum();
            let most = pulls.iter().map(|pull| pull[word].1).fold(0.0, f32::max);
            let prob = f64::from(sum) / callers as f64;
            called.nats += (OWN + (1.0 - OWN) * prob / chance).ln();
            if most < PARTNER {
                called.uncalled += self.usual[word];
            }
        }
        called
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pulls_add_up_to_the_similarity_of_the_texts() {
        let lexicon = Lexicon::embedded();
        let english = ["The delegation visited the factory.", "The workers demanded wages."];
        let korean = "대표단은 공장을 방문하였고 노동자들은 임금을 요구했다.";
        let read = |text: &str, language| lexicon.reading(text, &language).expect("its language");
        let sources = english.map(|text| read(text, Language::english()));
        let target = read(korean, Language::korean());
        let pulls = sources.each_ref().map(|source| lexicon.pull(source, &target));
        let callers = sources.iter().map(Reading::len).sum();
        let forward = target.called(&pulls.each_ref(), callers).nats;
        let backward = sources
            .iter()
            .map(|source| source.called(&[&lexicon.pull(&target, source)], target.len()).nats);
        let whole = lexicon.similarity_nats(
            &lexicon.read(&english.join(" "), Tongue::English),
            &lexicon.read(korean, Tongue::Korean),
        );
        let ours = f64::midpoint(forward, backward.sum());
        assert!((ours - whole).abs() < 1e-3, "{ours} {whole}");
    }
}
