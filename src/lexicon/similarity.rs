//! How much likelier two texts are as translations of each other than put together by chance.

use super::{
    Lexicon, ReadWord, Words,
    cover::{KIN, Opposite},
    file::Of,
};

/// Share of the content words of a true pair that do not come from any word opposite.
pub(super) const OWN: f64 = 0.3;

impl Lexicon {
    /// ln of how much likelier the two texts are as translations than by chance, by their content
    /// words; the mean of both directions. Above 0 speaks for the pair, 0 if no word is known.
    ///
    /// Each word of one text comes from some word of the other, all of which are as likely, or is
    /// there by itself (IBM Model 1); by chance it comes as often as it is met in training.
    pub fn similarity_nats(&self, english: &Words, korean: &Words) -> f64 {
        let forward = self.generated(english, korean, Of::English);
        let backward = self.generated(korean, english, Of::Korean);
        f64::midpoint(forward, backward)
    }

    /// The words of `to` as they come from those of `from`, in nats above chance.
    fn generated(&self, from: &Words, to: &Words, of: Of) -> f64 {
        let other = if of == Of::English { Of::Korean } else { Of::English };
        let to: Vec<&ReadWord> = to.content().filter(|word| word.is_known()).collect();
        let from: Vec<&ReadWord> = from.content().filter(|word| word.is_known()).collect();
        if from.is_empty() {
            return 0.0;
        }
        let opposite = Opposite::new(to.iter().copied());
        let mut probs = vec![0.0; to.len()];
        let mut own = vec![0.0_f64; to.len()];
        for word in &from {
            own.fill(0.0);
            for &number in &word.numbers {
                self.file.translations(of, number, |other, there, _| {
                    for &(_, place) in opposite.same(other) {
                        own[place] = own[place].max(there);
                    }
                    if let Some(place) = opposite.kin(other) {
                        own[place] = own[place].max(KIN * there);
                    }
                });
            }
            for (prob, own) in probs.iter_mut().zip(&own) {
                *prob += own / from.len() as f64;
            }
        }
        let all = self.file.totals[if other == Of::English { 1 } else { 2 }];
        let gain = |(word, prob): (&&ReadWord, &f64)| {
            let chance = self.file.count(other, word.numbers[0]) / all;
            (OWN + (1.0 - OWN) * prob / chance).ln()
        };
        to.iter().zip(&probs).map(gain).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Tongue;

    #[test]
    fn a_translation_is_likelier_than_its_neighbours() {
        let lexicon = Lexicon::embedded();
        let pairs = [
            ("The delegation visited the factory.", "대표단은 공장을 방문하였다."),
            ("The ambassador spoke of the economic plan.", "대사는 경제계획에 대하여 말하였다."),
            ("The workers demanded higher wages.", "노동자들은 임금의 인상을 요구했다."),
        ];
        let english: Vec<_> = pairs.iter().map(|(e, _)| lexicon.read(e, Tongue::English)).collect();
        let korean: Vec<_> = pairs.iter().map(|(_, k)| lexicon.read(k, Tongue::Korean)).collect();
        for (i, source) in english.iter().enumerate() {
            let own = lexicon.similarity_nats(source, &korean[i]);
            assert!(own > 0.0);
            for (_, other) in korean.iter().enumerate().filter(|(j, _)| *j != i) {
                assert!(lexicon.similarity_nats(source, other) < own);
            }
        }
    }

    #[test]
    fn nothing_known_is_no_evidence() {
        let lexicon = Lexicon::embedded();
        for (english, korean) in [("", ""), ("Xyzzqwv", "공장을"), ("factory", "뷁쀍쑗")] {
            let nats = lexicon.similarity_nats(
                &lexicon.read(english, Tongue::English),
                &lexicon.read(korean, Tongue::Korean),
            );
            assert!(nats.abs() < 2.0, "{english} {korean}: {nats}");
        }
    }
}
