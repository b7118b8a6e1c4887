use std::{
    collections::BTreeSet,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU8, Ordering},
    },
};

use rayon::prelude::*;

use super::values::{self, Divergence};
use crate::{
    align::{self, Alignment, Bead},
    anchor::{Anchor, Anchors, name::authority::Authority},
    document::{Document, State, Unit},
    encoder::{Encoder, HalfVectors, Vectors},
    glossary::Glossary,
    halves::Unpaired,
    lexicon::{Lexicon, Words},
    reading::{
        Need,
        coverage::{Candidate, suspect::suspects},
        cue::{self, BeadTexts},
        left::{self, Left},
        turned::Turned,
    },
    segment::{Bitext, Half, Segment},
    text::{Order, Tongue},
};

/// All that rules may look at.
#[derive(Debug)]
pub struct Context<'a> {
    /// Both halves.
    pub bitext: &'a Bitext,
    /// The beads.
    pub alignment: &'a Alignment,
    /// The values in the segments.
    pub anchors: &'a Anchors,
    encoder: Option<&'a Encoder>,
    vectors: OnceLock<[HalfVectors; 2]>,
    singles: OnceLock<[Vectors; 2]>,
    lexicon: Option<&'static Lexicon>,
    authority: Option<&'a Authority>,
    glossaries: &'a [Glossary],
    unpaired: Unpaired,
    documents: Option<[&'a Document; 2]>,
    year: Option<u16>,
    least_confidence: OnceLock<f64>,
    readings: OnceLock<Option<[Arc<Vec<Words>>; 2]>>,
    turned: OnceLock<Turned>,
    is_turned: bool,
    divergences: OnceLock<Vec<Divergence>>,
    suspects: OnceLock<Vec<Candidate>>,
    left: OnceLock<Vec<Left>>,
    copied: OnceLock<[BTreeSet<usize>; 2]>,
    texts: OnceLock<Vec<BeadTexts>>,
    asked: AtomicU8,
}

impl<'a> Context<'a> {
    /// What rules need in any case.
    pub fn new(bitext: &'a Bitext, alignment: &'a Alignment, anchors: &'a Anchors) -> Self {
        Self {
            bitext,
            alignment,
            anchors,
            encoder: None,
            vectors: OnceLock::new(),
            singles: OnceLock::new(),
            lexicon: None,
            authority: None,
            glossaries: &[],
            unpaired: Unpaired::default(),
            documents: None,
            year: None,
            least_confidence: OnceLock::new(),
            readings: OnceLock::new(),
            turned: OnceLock::new(),
            is_turned: false,
            divergences: OnceLock::new(),
            suspects: OnceLock::new(),
            left: OnceLock::new(),
            copied: OnceLock::new(),
            texts: OnceLock::new(),
            asked: AtomicU8::new(0),
        }
    }

    /// With an encoder for the rules that compare meanings; it must know both languages.
    #[must_use]
    pub fn with_encoder(self, encoder: Option<&'a Encoder>) -> Self {
        Self { encoder, ..self }
    }

    /// With what the encoder made of both halves, if they were encoded before ([`align::encode`]).
    #[must_use]
    pub fn with_vectors(self, vectors: Option<[HalfVectors; 2]>) -> Self {
        Self { vectors: vectors.map_or_else(OnceLock::new, OnceLock::from), ..self }
    }

    /// With another lexicon than the one that comes with the program.
    #[must_use]
    pub fn with_lexicon(self, lexicon: Option<&'static Lexicon>) -> Self {
        Self { lexicon, ..self }
    }

    /// With what is known of the people of a collection.
    #[must_use]
    pub fn with_authority(self, authority: Option<&'a Authority>) -> Self {
        Self { authority, ..self }
    }

    /// The people of the collection, if there is a file of them.
    pub fn authority(&self) -> Option<&'a Authority> {
        self.authority
    }

    /// With the user's glossaries, and the year of the document if the user says so.
    #[must_use]
    pub fn with_glossaries(self, glossaries: &'a [Glossary], year: Option<u16>) -> Self {
        Self { glossaries, year, ..self }
    }

    /// With the listings of the two files that have no counterpart ([`halves::compare`](crate::halves::compare)).
    #[must_use]
    pub fn with_unpaired(self, unpaired: Unpaired) -> Self {
        Self { unpaired, ..self }
    }

    /// With the documents that the halves stand in, the source first: for what stands there and is in no segment.
    #[must_use]
    pub fn with_documents(self, documents: [&'a Document; 2]) -> Self {
        Self { documents: Some(documents), ..self }
    }

    /// The document of the source (0) or of the target (1).
    pub(crate) fn document(&self, half: usize) -> Option<&'a Document> {
        self.documents.map(|documents| documents[half])
    }

    /// The unit of a bead, in a document of units: that of its translation, if it has one.
    pub(crate) fn unit(&self, bead: &Bead) -> Option<&'a Unit> {
        let of = |half: usize, segments: &[Segment]| {
            self.document(half)?.unit_at(segments.first()?.span.start)
        };
        of(1, self.target(bead)).or_else(|| of(0, self.source(bead)))
    }

    /// Whether the files are known and none of them is made of units.
    pub(crate) fn is_prose(&self) -> bool {
        let mut documents = (0..2).filter_map(|half| self.document(half)).peekable();
        documents.peek().is_some() && documents.all(|document| document.units.is_empty())
    }

    /// Whether somebody is still to look at the translation of a bead.
    pub(crate) fn is_fuzzy(&self, bead: usize) -> bool {
        let bead = self.alignment.beads.get(bead);
        bead.and_then(|bead| self.unit(bead)).is_some_and(|unit| unit.state == State::Fuzzy)
    }

    /// The listings without a counterpart.
    pub(crate) fn unpaired(&self) -> &Unpaired {
        &self.unpaired
    }

    /// Says from which confidence on findings are told: what is sure to stay below need not be found.
    pub(crate) fn tells_from(&self, least_confidence: f64) {
        let _ = self.least_confidence.set(least_confidence);
    }

    /// The confidence from which findings are told.
    pub(crate) fn least_confidence(&self) -> f64 {
        self.least_confidence.get().copied().unwrap_or_default()
    }

    fn ask(&self, need: Need) {
        self.asked.fetch_or(need as u8, Ordering::Relaxed);
    }

    /// What was asked for so far, if only to see whether it is there.
    #[cfg(test)]
    pub(crate) fn asked(&self) -> Vec<Need> {
        let asked = self.asked.load(Ordering::Relaxed);
        Need::ALL.into_iter().filter(|need| asked & *need as u8 != 0).collect()
    }

    /// The user's glossaries.
    pub fn glossaries(&self) -> &'a [Glossary] {
        self.glossaries
    }

    /// The year of the document, if the user said it.
    pub fn year(&self) -> Option<u16> {
        self.year
    }

    /// The encoder, if there is one: rules that need it are silent without.
    pub fn encoder(&self) -> Option<&'a Encoder> {
        self.ask(Need::Vectors);
        self.encoder
    }

    /// The vectors of both halves, source first, worked out once for all rules; `None` without an encoder.
    pub(crate) fn vectors(&self) -> Option<&[HalfVectors; 2]> {
        let encoder = self.encoder()?;
        Some(self.vectors.get_or_init(|| align::encode(encoder, self.bitext)))
    }

    /// The vectors of the single segments of both halves, a row each, worked out once for all rules: one by
    /// one they would cost several times as much.
    pub(crate) fn singles(&self) -> Option<&[Vectors; 2]> {
        let halves = self.vectors()?;
        Some(self.singles.get_or_init(|| halves.each_ref().map(HalfVectors::segments)))
    }

    /// The lexicon, if it knows the two languages.
    pub fn lexicon(&self) -> Option<&'static Lexicon> {
        self.ask(Need::Lexicon);
        self.order().map(|_| self.lexicon.unwrap_or_else(Lexicon::embedded))
    }

    /// How the two tongues stand as source and target, if they are the two.
    pub(crate) fn order(&self) -> Option<Order> {
        Order::of(&self.bitext.source.language, &self.bitext.target.language)
    }

    /// The texts of the beads that have both sides, by position, in the order of the tables, folded once for all
    /// rules; and how that order stands to source and target. None of any other pair of languages.
    pub(crate) fn texts(&self) -> Option<(Order, &[BeadTexts])> {
        let order = self.order()?;
        Some((order, self.texts.get_or_init(|| cue::bead_texts(self, order))))
    }

    /// The segments of the source as the [`lexicon`](Self::lexicon) reads them, read once for all rules.
    pub fn source_words(&self) -> Option<&[Words]> {
        self.readings().map(|[source, _]| source.as_slice())
    }

    /// The segments of the target as the [`lexicon`](Self::lexicon) reads them, read once for all rules.
    pub fn target_words(&self) -> Option<&[Words]> {
        self.readings().map(|[_, target]| target.as_slice())
    }

    /// The phrases of both sides that may have no counterpart, weighed once for all rules.
    pub(crate) fn suspects(&self) -> &[Candidate] {
        self.ask(Need::Coverage);
        self.suspects.get_or_init(|| suspects(self))
    }

    /// The segments of the translation that are not in its language and should be, looked for once for all rules.
    pub(crate) fn left(&self) -> &[Left] {
        self.left.get_or_init(|| left::left(self))
    }

    /// The segments of a half that stand in the other word for word and as often: they have a counterpart.
    pub(crate) fn copied(&self, of_source: bool) -> &BTreeSet<usize> {
        &self.copied.get_or_init(|| left::copied(self.bitext))[usize::from(!of_source)]
    }

    fn readings(&self) -> Option<&[Arc<Vec<Words>>; 2]> {
        let read = |lexicon: &Lexicon, half: &Half| {
            let tongue = Tongue::of(&half.language).unwrap_or(Tongue::English);
            let segments = half.segments.par_iter();
            let words = segments.map(|segment| lexicon.read(&segment.text, tongue));
            Arc::new(words.collect())
        };
        let both = || {
            let lexicon = self.lexicon()?;
            Some([read(lexicon, &self.bitext.source), read(lexicon, &self.bitext.target)])
        };
        self.readings.get_or_init(both).as_ref()
    }

    /// Everything in which the two halves differ in value, compared once for all rules.
    pub(crate) fn divergences(&self) -> &[Divergence] {
        self.ask(Need::Values);
        self.divergences.get_or_init(|| values::compare(self))
    }

    /// Lets `look` see the document as if it were translated into Korean: as it is, or where Korean is the
    /// original with the halves exchanged, the exchange being made once for all rules. None without Korean on
    /// either side.
    ///
    /// What is asked for there is asked for here. Beads keep their positions, segments their indices.
    pub(crate) fn facing_korean<T>(&self, look: impl FnOnce(&Context<'_>) -> T) -> Option<T> {
        let bitext = self.bitext;
        if bitext.target.language.is_korean() {
            return Some(look(self));
        }
        if !bitext.source.language.is_korean() {
            return None;
        }
        let turned = self.turned.get_or_init(|| Turned::of(self));
        let mut context = Context::new(&turned.bitext, &turned.alignment, &turned.anchors);
        context.is_turned = true;
        context.lexicon = self.lexicon;
        context.authority = self.authority;
        context.glossaries = self.glossaries;
        context.year = self.year;
        context.tells_from(self.least_confidence());
        let exchanged = |readings: Option<&Option<[Arc<Vec<Words>>; 2]>>| {
            let [source, target] = readings?.as_ref()?;
            Some([Arc::clone(target), Arc::clone(source)])
        };
        if let Some(readings) = exchanged(self.readings.get()) {
            let _ = context.readings.set(Some(readings));
        }
        let seen = look(&context);
        if let Some(readings) = exchanged(context.readings.get()) {
            let _ = self.readings.set(Some(readings));
        }
        self.asked.fetch_or(context.asked.load(Ordering::Relaxed), Ordering::Relaxed);
        Some(seen)
    }

    /// Whether the halves are exchanged: the target is the original, and in Korean.
    pub(crate) fn is_turned(&self) -> bool {
        self.is_turned
    }

    /// The direction of the translation: the tags of both languages, as `en-ko`.
    pub fn direction(&self) -> String {
        let halves = [&self.bitext.source, &self.bitext.target];
        let [source, target] = halves.map(|half| half.language.primary());
        if self.is_turned { format!("{target}-{source}") } else { format!("{source}-{target}") }
    }

    /// The beads with their positions.
    pub fn beads(&self) -> impl Iterator<Item = (usize, &'a Bead)> + use<'a> {
        self.alignment.beads.iter().enumerate()
    }

    /// Whether both sides of the bead at a position are the same words, none missing.
    pub(crate) fn is_copied(&self, position: usize) -> bool {
        let Some(bead) = self.alignment.beads.get(position).filter(|bead| !bead.is_gap()) else {
            return false;
        };
        let words = |segments: &'a [Segment]| {
            segments.iter().flat_map(|segment| segment.text.split_whitespace())
        };
        words(self.source(bead)).eq(words(self.target(bead)))
    }

    /// The source segments of a bead.
    pub fn source(&self, bead: &Bead) -> &'a [Segment] {
        &self.bitext.source.segments[bead.source.clone()]
    }

    /// The target segments of a bead.
    pub fn target(&self, bead: &Bead) -> &'a [Segment] {
        &self.bitext.target.segments[bead.target.clone()]
    }

    /// The anchors of a bead's source side, each with the index of its segment.
    pub fn source_anchors(&self, bead: &Bead) -> impl Iterator<Item = (usize, &'a Anchor)> {
        let anchors = self.anchors;
        bead.source.clone().flat_map(move |i| anchors.source[i].iter().map(move |a| (i, a)))
    }

    /// The anchors of a bead's target side, each with the index of its segment.
    pub fn target_anchors(&self, bead: &Bead) -> impl Iterator<Item = (usize, &'a Anchor)> {
        let anchors = self.anchors;
        bead.target.clone().flat_map(move |i| anchors.target[i].iter().map(move |a| (i, a)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::trial::{aligned, encoder};

    #[test]
    fn a_bead_has_its_own_segments_and_values() {
        let (bitext, alignment, anchors) = aligned(
            &["In 1957 he left.", "In 1958 he came.", "So it was."],
            &["1957년에 그는 떠났다.", "1958년에 왔다.", "그랬다."],
            &[(1, 1), (2, 1), (0, 1)],
        );
        let context = Context::new(&bitext, &alignment, &anchors);
        let texts = |segments: &[Segment]| segments.iter().map(|s| s.index).collect::<Vec<_>>();
        let beads: Vec<_> = context.beads().collect();
        assert_eq!(beads.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(texts(context.source(beads[1].1)), [1, 2]);
        assert_eq!(texts(context.target(beads[1].1)), [1]);
        let segments = |anchors: Vec<(usize, &Anchor)>| -> Vec<usize> {
            anchors.into_iter().map(|(segment, _)| segment).collect()
        };
        assert_eq!(segments(context.source_anchors(beads[1].1).collect()), [1]);
        assert_eq!(segments(context.target_anchors(beads[0].1).collect()), [0]);
        assert_eq!(segments(context.source_anchors(beads[2].1).collect()), [0; 0]);
    }

    #[test]
    fn what_is_asked_for_is_noted_and_given() {
        let (mut bitext, alignment, mut anchors) =
            aligned(&["He left in 1957."], &["그는 1958년에 떠났다."], &[(1, 1)]);
        for is_turned in [false, true] {
            let encoder = encoder();
            let context =
                Context::new(&bitext, &alignment, &anchors).with_encoder(encoder.as_ref());
            assert_eq!(context.asked(), []);
            assert!(context.lexicon().is_some());
            assert_eq!(context.asked(), [Need::Lexicon]);
            assert_eq!(context.divergences().len(), 1);
            assert_eq!(context.asked(), [Need::Lexicon, Need::Values]);
            assert_eq!(context.vectors().is_some(), encoder.is_some());
            assert_eq!(
                context.singles().map(|[source, _]| source.rows().count()),
                encoder.as_ref().map(|_| 1)
            );
            assert!(context.suspects().is_empty());
            assert_eq!(context.asked(), Need::ALL);
            let (source, target) = (context.source_words(), context.target_words());
            let plain = |words: Option<&[Words]>| -> Vec<String> {
                let content = words.into_iter().flatten().flat_map(Words::content);
                content.map(|word| word.plain.clone()).collect()
            };
            let (english, korean) = if is_turned { (target, source) } else { (source, target) };
            assert!(plain(english).contains(&"left".to_owned()), "{:?}", plain(english));
            assert!(plain(korean).contains(&"떠나다".to_owned()), "{:?}", plain(korean));
            std::mem::swap(&mut bitext.source, &mut bitext.target);
            std::mem::swap(&mut anchors.source, &mut anchors.target);
        }
        bitext.source.language = "fr".parse().expect("a tag");
        let context = Context::new(&bitext, &alignment, &anchors);
        assert!(context.lexicon().is_none() && context.source_words().is_none());
    }

    #[test]
    fn what_a_user_gives_is_handed_on() {
        let (bitext, alignment, anchors) = aligned(&["He left."], &["그는 떠났다."], &[(1, 1)]);
        let glossaries = [Glossary::parse("en\tko\npremier\t수상\n").expect("a table")];
        let context =
            Context::new(&bitext, &alignment, &anchors).with_glossaries(&glossaries, Some(1957));
        assert_eq!((context.glossaries().len(), context.year()), (1, Some(1957)));
        assert!(context.authority().is_none() && context.encoder().is_none());
        assert!(context.least_confidence() < 0.1, "everything is told");
        context.tells_from(0.4);
        assert!((context.least_confidence() - 0.4).abs() < 1e-9);
    }

    #[test]
    fn a_document_out_of_korean_is_seen_as_one_into_it_and_says_so() {
        let (mut bitext, mut alignment, mut anchors) = aligned(
            &["In 1957 he left.", "So it was."],
            &["1957년에 그는 떠났다."],
            &[(1, 1), (1, 0)],
        );
        let seen = |context: &Context<'_>| {
            let own = context.source(&context.alignment.beads[1]).len();
            let [source, target] = [&context.bitext.source, &context.bitext.target]
                .map(|half| (half.segments.len(), half.language.tag().to_owned()));
            (context.is_turned(), own, source, target, context.anchors.source.len())
        };
        let forward = |is_turned| (is_turned, 1, (2, "en".into()), (1, "ko".into()), 2);
        let context = Context::new(&bitext, &alignment, &anchors);
        assert_eq!(context.facing_korean(seen), Some(forward(false)), "as it is");
        assert!(!context.is_turned());
        std::mem::swap(&mut bitext.source, &mut bitext.target);
        std::mem::swap(&mut anchors.source, &mut anchors.target);
        for bead in &mut alignment.beads {
            std::mem::swap(&mut bead.source, &mut bead.target);
        }
        let context = Context::new(&bitext, &alignment, &anchors);
        assert_eq!(context.facing_korean(seen), Some(forward(true)), "exchanged");
        bitext.source.language = "de".parse().expect("a tag");
        let context = Context::new(&bitext, &alignment, &anchors);
        assert_eq!(context.facing_korean(seen), None, "without Korean");
    }

    #[test]
    fn what_is_asked_for_is_remembered_there_and_in_the_document_turned() {
        type Ask = fn(&Context<'_>);
        let (mut bitext, alignment, mut anchors) = aligned(&["He left."], &["떠났다."], &[(1, 1)]);
        let asks: [(Ask, Need); 4] = [
            (|context| _ = context.encoder(), Need::Vectors),
            (|context| _ = context.lexicon(), Need::Lexicon),
            (|context| _ = context.divergences(), Need::Values),
            (|context| _ = context.suspects(), Need::Coverage),
        ];
        for is_turned in [false, true] {
            for (ask, need) in &asks {
                let context = Context::new(&bitext, &alignment, &anchors);
                assert_eq!(context.asked(), [], "nothing yet");
                let _ = context.facing_korean(ask);
                assert!(context.asked().contains(need), "{need:?}");
            }
            std::mem::swap(&mut bitext.source, &mut bitext.target);
            std::mem::swap(&mut anchors.source, &mut anchors.target);
            assert_eq!(bitext.source.language.is_korean(), !is_turned);
        }
    }
}
