//! Plants wrong words: a word with one partner opposite is replaced by another with the same ending, half
//! of the time by one that is near it in meaning without being a translation of the partner.

use daejo::{
    encoder::{Encoder, Vectors, cosine},
    lexicon::{Lexicon, ReadWord},
    text::{Span, Tongue},
};

use super::{Item, hash};

/// Words tried for each that is replaced.
const TRIED: usize = 60;

/// Nearer words are synonyms.
const NEAREST: f32 = 0.62;

/// Words of a language by their plain forms.
struct Stock {
    words: Vec<String>,
    vectors: Vectors,
}

impl Stock {
    fn new(words: impl Iterator<Item = String>, encoder: &Encoder) -> Self {
        let mut words: Vec<String> = words.collect();
        words.sort();
        words.dedup();
        let texts: Vec<&str> = words.iter().map(String::as_str).collect();
        let vectors = encoder.encode(&texts);
        Self { words, vectors }
    }

    /// A word for `plain`, by chance or the nearest of some that is not too near.
    fn instead(&self, plain: &str, seed: u64, fits: impl Fn(&str) -> bool) -> Option<&str> {
        let own = self.words.binary_search_by(|word| word.as_str().cmp(plain)).ok()?;
        let mut best: Option<(f32, &str)> = None;
        let mut state = seed | 1;
        for _ in 0..TRIED {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let at = (state >> 33) as usize % self.words.len();
            let near = cosine(self.vectors.row(own), self.vectors.row(at));
            if near > NEAREST || !fits(&self.words[at]) {
                continue;
            }
            if best.is_none_or(|(so_far, _)| near > so_far) {
                best = Some((near, &self.words[at]));
            }
            if seed & 64 == 0 {
                break;
            }
        }
        best.map(|(_, word)| word)
    }
}

/// The ending that a word has in the text behind its plain form, if it begins with that.
fn ending<'t>(word: &ReadWord, text: &'t str) -> Option<&'t str> {
    let surface = word.span.of(text);
    surface.strip_prefix(word.plain.as_str()).filter(|_| word.plain.chars().count() >= 2)
}

fn closed(word: &str) -> bool {
    word.chars().last().is_some_and(|c| (u32::from(c).wrapping_sub(0xac00)) % 28 != 0)
}

/// Each pair twice, with a Korean and with an English word replaced, where there is one.
pub(crate) fn items(pairs: &[[String; 3]], lexicon: &Lexicon) -> Vec<Item> {
    let encoder = Encoder::embedded();
    let read: Vec<_> = pairs
        .iter()
        .map(|[e, k, _]| (lexicon.read(e, Tongue::English), lexicon.read(k, Tongue::Korean)))
        .collect();
    let stock = |of_korean: bool| {
        let words = read.iter().zip(pairs).flat_map(move |((e, k), [english, korean, _])| {
            let (words, text) = if of_korean { (k, korean) } else { (e, english) };
            let words =
                words.content().filter(|word| word.is_known() && ending(word, text).is_some());
            words.map(|word| word.plain.clone()).collect::<Vec<_>>()
        });
        Stock::new(words, &encoder)
    };
    let stocks = [stock(false), stock(true)];
    let mut items = Vec::new();
    for ((english_words, korean_words), [english, korean, _]) in read.iter().zip(pairs) {
        let seed = hash(english);
        let (e, k): (Vec<_>, Vec<_>) =
            (english_words.content().collect(), korean_words.content().collect());
        let probs = lexicon.pair_probs(&e, &k);
        let prob = |i: usize, j: usize| probs[i * k.len() + j];
        let mut partners = Vec::new();
        for i in 0..e.len() {
            for j in (0..k.len()).filter(|&j| prob(i, j) >= 0.1) {
                let alone = (0..k.len()).all(|other| other == j || prob(i, other) < 0.03)
                    && (0..e.len()).all(|other| other == i || prob(other, j) < 0.03);
                if alone {
                    partners.push((i, j));
                }
            }
        }
        for of_korean in [true, false] {
            let (words, text) = if of_korean { (&k, korean) } else { (&e, english) };
            let fitting: Vec<_> = partners
                .iter()
                .filter(|(i, j)| ending(words[if of_korean { *j } else { *i }], text).is_some())
                .collect();
            if fitting.is_empty() {
                continue;
            }
            let seed = seed.rotate_left(if of_korean { 7 } else { 13 });
            let (i, j) = *fitting[(seed >> 16) as usize % fitting.len()];
            let word = words[if of_korean { j } else { i }];
            let others = if of_korean { &e } else { &k };
            let fits = |other: &str| {
                let tongue = if of_korean { Tongue::Korean } else { Tongue::English };
                let read = lexicon.read(other, tongue);
                let read: Vec<_> = read.content().collect();
                let probs = if of_korean {
                    lexicon.pair_probs(others, &read)
                } else {
                    lexicon.pair_probs(&read, others)
                };
                read.len() == 1
                    && probs.iter().all(|prob| *prob < 0.02)
                    && (!of_korean
                        || closed(other) == closed(&word.plain)
                            && other.ends_with('다') == word.plain.ends_with('다'))
            };
            let stock = &stocks[usize::from(of_korean)];
            let Some(other) = stock.instead(&word.plain, seed >> 3, fits) else { continue };
            let Some(rest) = ending(word, text) else { continue };
            let capital = word.span.of(text).starts_with(char::is_uppercase);
            if capital && !of_korean {
                continue;
            }
            let (before, after) = (&text[..word.span.start], &text[word.span.end..]);
            let changed = format!("{before}{other}{rest}{after}");
            let span = Span::new(before.len(), before.len() + other.len() + rest.len());
            let swapped = if of_korean { (e[i].span, span) } else { (span, k[j].span) };
            let (new_english, new_korean) =
                if of_korean { (english.clone(), changed) } else { (changed, korean.clone()) };
            items.push(Item {
                english: new_english,
                korean: new_korean,
                whole: (english.clone(), korean.clone()),
                lost: None,
                swapped: Some(swapped),
                test: (hash(english) >> 20).is_multiple_of(4),
            });
        }
    }
    items
}
