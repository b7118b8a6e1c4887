//! One side of a bead as one text: its words, and how well each is covered by the other side.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use crate::{
    align::Bead,
    anchor::{Anchor, Value, date::named},
    lexicon::{WordCover, Words},
    reading::{Context, joined::Joined},
    text::{Folded, Order, ScriptCounts, Span, Tongue},
};

/// A word is covered if the lexicon gives the pair this probability in one direction.
const FOUND: f64 = 0.05;

/// Half covered: a translation the lexicon hardly believes in, or a word that only begins like one.
const HARDLY: f64 = 0.02;

/// How often a content word finds a partner on the wrong side, by chance.
const CHANCE: f64 = 0.12;

/// A word is covered outside of the texts the lexicon was learned from so much less often.
const ELSEWHERE: f64 = 0.85;

/// What a word inside a value that stands opposite says, in nats.
const VALUE_OPPOSITE: f64 = -2.0;

/// A content word and what speaks for its having a counterpart.
#[derive(Debug, Clone)]
pub(crate) struct CoveredWord {
    /// In the joined text.
    pub(crate) span: Span,
    /// Its plain form.
    pub(crate) plain: String,
    /// Whether the lexicon knows it, or a value tells.
    pub(crate) known: bool,
    /// Whether something opposite translates it: 0, ½ or 1.
    pub(crate) covered: f64,
    /// In what share of its occurrences the word has a partner.
    pub(crate) usual: f64,
    /// Whether a value or a copy of it stands opposite.
    pub(crate) certain: bool,
    /// ln of how much likelier that is if the word was left out than if it was translated.
    pub(crate) nats: f64,
    /// The word opposite that translates it.
    pub(crate) partner: Option<Span>,
}

impl CoveredWord {
    /// How much of it has a partner, 0–1, where the word alignment finds so much: that of a value or a copy
    /// is known without it.
    pub(crate) fn share(&self, aligned: f64) -> f64 {
        if self.certain { 1.0 } else { aligned.min(1.0) }
    }
}

/// A value of the text and whether the other side holds it.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    /// In the joined text.
    pub(crate) span: Span,
    /// Whether the other side holds it.
    pub(crate) opposite: bool,
    /// Whether it is a name.
    pub(crate) name: bool,
}

/// One side of a bead.
#[derive(Debug)]
pub(crate) struct CoveredSide {
    /// The segments joined by spaces.
    pub(crate) text: String,
    /// Index of each segment and where it stands in the text.
    pub(crate) segments: Vec<(usize, Span)>,
    pub(crate) tongue: Tongue,
    /// The content words in order.
    pub(crate) words: Vec<CoveredWord>,
    pub(crate) values: Vec<Held>,
    /// How many words have each partner.
    pub(crate) partners: BTreeMap<Span, usize>,
    /// How long it is, in [`letters`].
    pub(crate) letters: f64,
}

/// How many Latin letters a Hangul syllable is worth in a translation.
const SYLLABLE_LETTERS: f64 = 2.4;

/// How long a text is, in Latin letters or their worth.
pub(crate) fn letters(text: &str) -> f64 {
    let counts = ScriptCounts::of(text);
    counts.letters() as f64 + (SYLLABLE_LETTERS - 1.0) * counts.hangul as f64
}

/// Both sides of a bead with what speaks for each pair of their content words.
#[derive(Debug)]
pub(crate) struct Facing {
    /// Source and target.
    pub(crate) sides: [CoveredSide; 2],
    /// Probability of each pair, source words × target words.
    pub(crate) probs: Vec<f32>,
    /// Whether the words of a pair stand in the same value.
    pub(crate) same_value: Vec<bool>,
}

/// Both sides of a bead, source first; none if a side is empty or the lexicon cannot read them.
pub(crate) fn sides(context: &Context<'_>, bead: &Bead) -> Option<Facing> {
    if bead.source.is_empty() || bead.target.is_empty() {
        return None;
    }
    let lexicon = context.lexicon()?;
    let (source_words, target_words) = (context.source_words()?, context.target_words()?);
    let own = Tongue::of(&context.bitext.source.language).unwrap_or(Tongue::English);
    let order = context.order()?;
    let (source, source_read) = joined(context.source(bead), source_words, own);
    let (target, target_read) = joined(context.target(bead), target_words, own.other());
    let (first, second) = order.arranged(&source_read, &target_read);
    let [first, second] = lexicon.covers_words(first, second).sides;
    let (source_cover, target_cover) = order.arranged(first, second);
    let source_anchors = placed(&source.segments, |index| &context.anchors.source[index]);
    let target_anchors = placed(&target.segments, |index| &context.anchors.target[index]);
    let mut source = source;
    let mut target = target;
    hold_named(&mut source, &mut target, context);
    source.fill(source_cover, &source_anchors, &target_anchors, &target.text);
    target.fill(target_cover, &target_anchors, &source_anchors, &source.text);
    let (rows, columns): (Vec<_>, Vec<_>) =
        (source_read.content().collect(), target_read.content().collect());
    let probs = if order == Order::Turned {
        transposed(&lexicon.pair_probs(&columns, &rows), rows.len())
    } else {
        lexicon.pair_probs(&rows, &columns)
    };
    let mut same_value = vec![false; probs.len()];
    for (own, other) in meeting(&source_anchors, &target_anchors) {
        for i in source.places_in(own) {
            for j in target.places_in(other) {
                same_value[i * columns.len() + j] = true;
            }
        }
    }
    Some(Facing { sides: [source, target], probs, same_value })
}

/// Times that both sides name without a number are values of both.
fn hold_named(source: &mut CoveredSide, target: &mut CoveredSide, context: &Context<'_>) {
    let languages = (&context.bitext.source.language, &context.bitext.target.language);
    let left = named::find(&source.text, languages.0);
    if left.is_empty() {
        return;
    }
    for b in named::find(&target.text, languages.1) {
        if let Some(a) = left.iter().find(|a| (a.kind, a.value) == (b.kind, b.value)) {
            source.values.push(Held { span: a.span, opposite: true, name: false });
            target.values.push(Held { span: b.span, opposite: true, name: false });
        }
    }
}

/// A matrix with so many columns, its rows made columns.
fn transposed(matrix: &[f32], columns: usize) -> Vec<f32> {
    let rows = matrix.len().checked_div(columns).unwrap_or(0);
    (0..matrix.len()).map(|at| matrix[at % rows * columns + at / rows]).collect()
}

/// The values of two sides that are the same.
fn meeting(source: &[(Span, &Value)], target: &[(Span, &Value)]) -> Vec<(Span, Span)> {
    let keys = |values: &[(Span, &Value)]| -> Vec<(Span, Vec<String>)> {
        values.iter().map(|(span, value)| (*span, value.keys())).collect()
    };
    let (source, target) = (keys(source), keys(target));
    let mut met = Vec::new();
    for (own, keys) in &source {
        for (other, others) in &target {
            if keys.iter().any(|key| others.contains(key)) {
                met.push((*own, *other));
            }
        }
    }
    met
}

/// The anchors of some segments with their places in the joined text.
fn placed<'a>(
    segments: &[(usize, Span)],
    anchors: impl Fn(usize) -> &'a Vec<Anchor>,
) -> Vec<(Span, &'a Value)> {
    let of_segment = |&(index, span): &(usize, Span)| {
        // What is counted is told with its number: 40 people, 40명.
        let whole = |a: &Anchor| match &a.value {
            Value::Number(number) => number.unit_span.map_or(a.span, |unit| a.span.join(unit)),
            _ => a.span,
        };
        let place = move |a: &'a Anchor| (whole(a).shifted(span.start), &a.value);
        anchors(index).iter().map(place)
    };
    segments.iter().flat_map(of_segment).collect()
}

fn joined(
    segments: &[crate::segment::Segment],
    words: &[Words],
    tongue: Tongue,
) -> (CoveredSide, Words) {
    let Joined { text, segments } = Joined::new(segments);
    let mut read = Words::default();
    for (segment, place) in &segments {
        read.words.extend(words[*segment].words.iter().cloned().map(|mut word| {
            word.span = word.span.shifted(place.start);
            word
        }));
    }
    let letters = letters(&text);
    let side = CoveredSide {
        text,
        segments,
        tongue,
        words: Vec::new(),
        values: Vec::new(),
        partners: BTreeMap::new(),
        letters,
    };
    (side, read)
}

impl CoveredSide {
    fn fill(
        &mut self,
        cover: Vec<WordCover>,
        own: &[(Span, &Value)],
        others: &[(Span, &Value)],
        opposite: &str,
    ) {
        let keys: BTreeSet<String> = others.iter().flat_map(|(_, value)| value.keys()).collect();
        for (span, value) in own {
            let own = value.keys();
            if !own.is_empty() {
                self.values.push(Held {
                    span: *span,
                    opposite: own.iter().any(|key| keys.contains(key)),
                    name: matches!(value, Value::Name(_)),
                });
            }
        }
        let latin: BTreeSet<String> = Folded::new(opposite)
            .text()
            .split(|c: char| !c.is_ascii_alphabetic())
            .filter(|word| word.len() >= 2)
            .map(str::to_owned)
            .collect();
        for word in cover {
            let value = self.values.iter().find(|held| held.span.overlaps(word.span));
            let copied = self.tongue == Tongue::English
                && latin.contains(Folded::new(word.span.of(&self.text)).text());
            let certain = copied || value.is_some_and(|held| held.opposite);
            let word = weighed(&word, certain);
            if let Some(partner) = word.partner {
                *self.partners.entry(partner).or_default() += 1;
            }
            self.words.push(word);
        }
    }

    /// The content words inside a span.
    pub(crate) fn words_in(&self, span: Span) -> &[CoveredWord] {
        &self.words[self.places_in(span)]
    }

    /// The segment that a span of the joined text lies in, and where it stands there.
    pub(crate) fn placed(&self, span: Span) -> Option<(usize, Span)> {
        let (segment, place) = self.segments.iter().find(|(_, place)| place.contains(span))?;
        Some((*segment, Span::new(span.start - place.start, span.end - place.start)))
    }

    /// Which content words lie inside a span.
    pub(crate) fn places_in(&self, span: Span) -> Range<usize> {
        let from = self.words.partition_point(|word| word.span.start < span.start);
        let more = self.words[from..].iter().take_while(|word| word.span.end <= span.end).count();
        from..from + more
    }
}

/// What a word says: `certain` if a value or a copy of it stands opposite.
fn weighed(word: &WordCover, certain: bool) -> CoveredWord {
    let usual = (word.usual * ELSEWHERE).clamp(0.02, 0.97);
    let covered = match word.prob {
        _ if certain => 1.0,
        prob if prob >= FOUND => 1.0,
        prob if prob >= HARDLY => 0.5,
        _ => 0.0,
    };
    let lost = ((1.0 - CHANCE) / (1.0 - usual)).ln();
    let kept = (CHANCE / usual).ln().min(0.0);
    let nats = match () {
        () if certain => VALUE_OPPOSITE,
        () if !word.known => 0.0,
        () => covered * kept + (1.0 - covered) * lost.max(0.0),
    };
    CoveredWord {
        span: word.span,
        plain: word.plain.clone(),
        known: word.known || certain,
        covered,
        usual: if word.known { usual } else { 0.0 },
        certain,
        nats,
        partner: word.partner.filter(|_| covered > 0.5),
    }
}
