use std::collections::BTreeMap;

use super::cost::{Weights, prior::LONGEST_RUN};
use crate::{
    anchor::{Anchor, Anchors},
    segment::Bitext,
    text::Folded,
};

/// A value that segments of both halves may hold.
pub(crate) type KeyId = u32;

/// The values of every segment, numbered, and how telling each is.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    /// For each source segment its values, sorted, each once.
    pub(crate) source: Vec<Vec<KeyId>>,
    /// The same for the target.
    pub(crate) target: Vec<Vec<KeyId>>,
    /// For each value the cost of both sides holding it, by the segments of the longer side less one.
    shared: Vec<[f64; LONGEST_RUN]>,
    /// For each value −ln of the chance of meeting it.
    worth: Vec<f64>,
    /// For each value the cost of one side holding it alone.
    alone: Vec<f64>,
    /// In how many source and target segments each value stands.
    counts: Vec<[usize; 2]>,
}

/// So many times the share of its places that could at most have a counterpart, a value is thought to
/// be carried over: where it is rare, chance may have made the shares unequal.
const LOPSIDED: f64 = 2.0;

/// The kinds of value, in the order of [`Weights::kept`].
const KINDS: [&str; 8] = ["number", "date", "reference", "name", "title", "body", "word", "form"];

impl Keys {
    /// Collects the anchors of both halves, the words they have in common letter for letter, and a
    /// few marks of form (brackets, question marks) that translators keep. A value that one half lacks
    /// altogether cannot tell segments apart and is left out.
    pub(crate) fn collect(bitext: &Bitext, anchors: &Anchors, weights: &Weights) -> Self {
        let mut halves = [strings(&anchors.source), strings(&anchors.target)];
        for (keys, half) in halves.iter_mut().zip([&bitext.source, &bitext.target]) {
            for (keys, segment) in keys.iter_mut().zip(&half.segments) {
                let words = latin_words(&segment.text);
                keys.extend(words.into_iter().map(|word| format!("word:{word}")));
                keys.extend(forms(&segment.text).map(|form| format!("form:{form}")));
            }
        }
        Self::numbered(halves, weights, |s, t| s > 0 && t > 0)
    }

    /// Collects the anchors of both halves, those that only one of them holds included, and nothing
    /// else: what a translation should carry over.
    pub(crate) fn collect_all(anchors: &Anchors, weights: &Weights) -> Self {
        let halves = [strings(&anchors.source), strings(&anchors.target)];
        Self::numbered(halves, weights, |_, _| true)
    }

    fn numbered(
        mut halves: [Vec<Vec<String>>; 2],
        weights: &Weights,
        wanted: impl Fn(usize, usize) -> bool,
    ) -> Self {
        for keys in halves.iter_mut().flatten() {
            keys.sort_unstable();
            keys.dedup();
        }
        let [source, target] = &halves;
        let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
        for (side, half) in [source, target].into_iter().enumerate() {
            for key in half.iter().flatten() {
                counts.entry(key).or_default()[side] += 1;
            }
        }
        let shared = counts.into_iter().filter(|(_, [s, t])| wanted(*s, *t));
        let mut keys = Self::default();
        let mut numbers: BTreeMap<&str, KeyId> = BTreeMap::new();
        let (n, m) = (source.len() as f64, target.len() as f64);
        for (number, (key, [s, t])) in shared.enumerate() {
            let chance = ((s as f64 + 0.5) / (n + 1.0)).max((t as f64 + 0.5) / (m + 1.0));
            let kind = key.split(':').next().unwrap_or_default();
            let kind = KINDS.iter().position(|name| *name == kind).unwrap_or(0);
            // Nothing is carried over more often than it is there: `the` stands in a few segments of a
            // long Korean text with code in it, and in most of the English ones.
            let (few, many) = (s.min(t) as f64, s.max(t) as f64);
            let kept = weights.kept[kind].min(LOPSIDED * (few + 1.0) / (many + 1.0));
            let chance = chance.min(0.95);
            let mut shared = [0.0; LONGEST_RUN];
            let mut missed = 1.0;
            for nats in &mut shared {
                // A longer side meets the value by chance more often.
                missed *= 1.0 - chance;
                *nats = (-(kept / (1.0 - missed)).ln()).min(0.0);
            }
            keys.shared.push(shared);
            keys.worth.push(-chance.ln());
            keys.alone.push((-((1.0 - kept) / (1.0 - chance)).ln()).max(0.0));
            keys.counts.push([s, t]);
            numbers.insert(key, KeyId::try_from(number).unwrap_or(KeyId::MAX));
        }
        let numbered = |half: &[Vec<String>]| {
            let ids = |keys: &Vec<String>| {
                let mut ids: Vec<_> =
                    keys.iter().filter_map(|k| numbers.get(k.as_str()).copied()).collect();
                ids.sort_unstable();
                ids
            };
            half.iter().map(ids).collect()
        };
        keys.source = numbered(source);
        keys.target = numbered(target);
        keys
    }

    /// Cost of a value that both sides of a bead hold, the longer of which has so many segments.
    pub(crate) fn shared_nats(&self, key: KeyId, longest: usize) -> f64 {
        self.shared[key as usize][longest - 1]
    }

    /// Cost of a value that only one side of a bead holds.
    pub(crate) fn alone_nats(&self, key: KeyId) -> f64 {
        self.alone[key as usize]
    }

    /// How telling a value is: −ln of the chance of meeting it.
    pub(crate) fn worth(&self, key: KeyId) -> f64 {
        self.worth[key as usize]
    }

    /// Pairs of segments that hold a value found in one segment of each half only.
    pub(crate) fn unique_pairs(&self) -> Vec<(usize, usize)> {
        let mut at = vec![[None, None]; self.counts.len()];
        for (side, half) in [&self.source, &self.target].into_iter().enumerate() {
            for (index, keys) in half.iter().enumerate() {
                for &key in keys {
                    at[key as usize][side] = Some(index);
                }
            }
        }
        let unique = self.counts.iter().zip(at).filter(|(counts, _)| **counts == [1, 1]);
        let mut pairs: Vec<_> =
            unique.filter_map(|(_, [source, target])| Some((source?, target?))).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}

/// The keys of the anchors of each segment.
fn strings(anchors: &[Vec<Anchor>]) -> Vec<Vec<String>> {
    let keys = |anchors: &Vec<Anchor>| anchors.iter().flat_map(|a| a.value.keys()).collect();
    anchors.iter().map(keys).collect()
}

/// Words of three Latin letters or more, folded: a translation into another script keeps them only
/// where they are names, glosses or code, which is what makes them telling.
fn latin_words(text: &str) -> Vec<String> {
    let folded = Folded::new(text);
    let words = folded.text().split(|c: char| !c.is_ascii_alphanumeric());
    words
        .filter(|word| word.len() >= 3 && word.bytes().any(|b| b.is_ascii_alphabetic()))
        .map(str::to_owned)
        .collect()
}

/// Marks that mean the same in most languages.
fn forms(text: &str) -> impl Iterator<Item = &'static str> {
    let has = |marks: &[char]| text.contains(marks);
    let ends = |marks: &[char]| {
        text.trim_end_matches(['"', '”', '’', '\'', ')', ' ', '」', '』', '》']).ends_with(marks)
    };
    let marks = [
        (ends(&['?', '？']), "question"),
        (ends(&['!', '！']), "exclamation"),
        (has(&['(', '（']), "parenthesis"),
        (has(&['[']), "bracket"),
        (has(&['"', '“', '「', '『', '《', '‘']), "quotation"),
    ];
    marks.into_iter().filter_map(|(is, name)| is.then_some(name))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{
        segment::{Half, Segment},
        text::{Language, Span},
    };

    /// A bitext of these segments, each side one paragraph.
    pub(crate) fn bitext(source: &[&str], target: &[&str]) -> Bitext {
        let half = |language, texts: &[&str]| {
            let mut start = 0;
            let segments = texts.iter().enumerate().map(|(index, text)| {
                let span = Span::new(start, start + text.len());
                start = span.end + 1;
                Segment::new(index, 0, (*text).to_owned(), span)
            });
            Half { language, segments: segments.collect() }
        };
        Bitext {
            source: half(Language::english(), source),
            target: half(Language::korean(), target),
        }
    }

    #[test]
    fn a_rare_shared_value_is_worth_more_than_a_common_one() {
        let (mut source, mut target) = (vec!["It is so (b)."; 20], vec!["그것은 그렇다 (나)."; 20]);
        source[3] = "Git rules (a).";
        target[3] = "Git은 좋다 (가).";
        let bitext = bitext(&source, &target);
        let none = vec![Vec::new(); 20];
        let anchors = Anchors { source: none.clone(), target: none };
        let keys = Keys::collect(&bitext, &anchors, &Weights::default());
        assert_eq!(keys.unique_pairs(), [(3, 3)]);
        let [form, word] = keys.source[3][..] else { panic!("{keys:?}") };
        assert!(keys.shared_nats(word, 1) < keys.shared_nats(form, 1));
        assert!(keys.alone_nats(word) > 0.0);
    }
}
