//! The one way from a document to what is told of it, for the program and for whoever uses the library: [`segment()`],
//! [`align()`], [`check`].

use std::ops::Range;

use crate::{
    Error, Result,
    align::{self, Agreement, Alignment, Bead, Evidence, cost::Weights},
    anchor::{self, Anchors},
    check::RULES,
    document::Document,
    encoder::{Encoder, HalfVectors},
    halves::{self, Furniture, Kind, Part, Unpaired},
    judge::{self, Judged, Settings},
    pattern::{self, Pattern},
    reading::Context,
    rule,
    segment::{self, Bitext},
    text::Language,
};

/// A document as far as its sentences.
#[derive(Debug)]
pub struct Segmented {
    /// The segments of both halves, none of which is empty.
    pub bitext: Bitext,
    /// The parts of the source, and of the target if that is a file of its own; none if segments were given.
    pub parts: [Vec<Part>; 2],
    /// The listings of two files that have no counterpart.
    pub unpaired: Unpaired,
    /// What a person should know before they trust it, in clauses.
    pub doubts: Vec<String>,
}

/// The sentences of a document that holds both languages, or of two that hold one each.
///
/// # Errors
///
/// [`Error::SameLanguage`], [`Error::Inseparable`], [`Error::MissingHalf`].
pub fn segment(
    source: &Document,
    target: Option<&Document>,
    languages: [&Language; 2],
    furniture: Furniture,
) -> Result<Segmented> {
    let Some(target) = target else {
        let halves = halves::separate(source, languages[0], languages[1], furniture)?;
        let half = |kind, language| segment::segment(source, &halves, kind, language);
        let bitext = Bitext {
            source: half(Kind::Source, languages[0]),
            target: half(Kind::Target, languages[1]),
        };
        let (parts, unpaired) = ([halves.parts, Vec::new()], Unpaired::default());
        let found = Segmented { bitext, parts, unpaired, doubts: halves.doubts };
        return found.whole([source, source]);
    };
    let [mut own, mut other] = halves::pair([source, target], languages, furniture)?;
    let bitext = Bitext {
        source: segment::segment(source, &own, Kind::Source, languages[0]),
        target: segment::segment(target, &other, Kind::Target, languages[1]),
    };
    let unpaired = halves::compare(source, &mut own.parts, target, &mut other.parts);
    own.doubts.append(&mut other.doubts);
    let parts = [own.parts, other.parts];
    Segmented { bitext, parts, unpaired, doubts: own.doubts }.whole([source, target])
}

/// The lines of two documents that are segments already; a blank line ends a paragraph.
///
/// # Errors
///
/// [`Error::MissingHalf`].
pub fn lines(documents: [&Document; 2], languages: [&Language; 2]) -> Result<Segmented> {
    let half = |at: usize| segment::presegmented(documents[at], languages[at]);
    let bitext = Bitext { source: half(0), target: half(1) };
    let (parts, unpaired) = Default::default();
    Segmented { bitext, parts, unpaired, doubts: Vec::new() }.whole(documents)
}

impl Segmented {
    /// Refuses a half without a segment.
    fn whole(self, documents: [&Document; 2]) -> Result<Self> {
        for (half, document) in
            [&self.bitext.source, &self.bitext.target].into_iter().zip(documents)
        {
            if half.segments.is_empty() {
                return Err(Error::MissingHalf {
                    path: document.path.clone(),
                    language: half.language.clone(),
                    remedy: "is this a document in both languages?".into(),
                });
            }
        }
        Ok(self)
    }
}

/// What aligning finds out about a bitext.
#[derive(Debug)]
pub struct Aligned {
    /// The values in its segments.
    pub anchors: Anchors,
    /// The beads.
    pub alignment: Alignment,
    /// Of both halves, if there is an encoder and the document is not too long to keep them.
    pub vectors: Option<[HalfVectors; 2]>,
    /// Why the two halves hardly belong together, if they do not, in clauses.
    pub doubts: Vec<String>,
}

/// The vectors of longer documents, 6 kB a segment, are not kept while they are aligned: a check makes them anew.
const KEPT_SEGMENTS: usize = 6000;

/// Fewer segments say nothing of whether two halves belong together.
const LEAST_SEGMENTS: usize = 8;

/// Finds the values in the segments and aligns them.
pub fn align(bitext: &Bitext, encoder: Option<&Encoder>) -> Aligned {
    align_by(bitext, encoder, |evidence, weights| (evidence.align(weights), ())).0
}

/// The same with another `search` than for the best ladder, and what that tells besides.
pub fn align_by<T>(
    bitext: &Bitext,
    encoder: Option<&Encoder>,
    search: impl FnOnce(&Evidence<'_>, &Weights) -> (Alignment, T),
) -> (Aligned, T) {
    let anchors = anchor::find(bitext);
    let vectors = encoder.map(|encoder| align::encode(encoder, bitext));
    let evidence = Evidence::with_vectors(bitext, &anchors, vectors.as_ref());
    let vectors = vectors.filter(|[source, target]| source.len() + target.len() <= KEPT_SEGMENTS);
    let (alignment, more) = search(&evidence, &Weights::fitted(encoder.is_some()));
    let doubts = doubts(bitext, &anchors, &alignment);
    (Aligned { anchors, alignment, vectors, doubts }, more)
}

/// Why the two halves of a bitext hardly belong together, if they do not.
fn doubts(bitext: &Bitext, anchors: &Anchors, alignment: &Alignment) -> Vec<String> {
    let mut doubts = Vec::new();
    let lone =
        |own: &Range<usize>, other: &Range<usize>| if other.is_empty() { own.len() } else { 0 };
    let alone = |bead: &Bead| lone(&bead.source, &bead.target) + lone(&bead.target, &bead.source);
    let gaps: usize = alignment.beads.iter().map(alone).sum();
    let all = bitext.source.segments.len() + bitext.target.segments.len();
    if all >= LEAST_SEGMENTS && 2 * gaps > all {
        doubts.push(format!(
            "{gaps} of {all} segments have no counterpart: are these the two halves of one document, and whole?"
        ));
    }
    let agreement = Agreement::of(anchors, alignment);
    if agreement.is_doubtful() {
        doubts.push(format!(
            "the two halves share {:.0} % of their numbers, dates and names, where chance alone \
             would give {:.0} %: are they translations of each other? What follows is only as \
             good as the alignment",
            100.0 * agreement.shared,
            100.0 * agreement.by_chance
        ));
    }
    doubts
}

/// What is looked for, and what of it is told.
pub struct Options<'a> {
    /// The rules that are applied, by name, patterns included.
    pub wanted: &'a dyn Fn(&str) -> bool,
    /// A user's own rules.
    pub patterns: &'a [Pattern],
    /// What is told of what they say; `applied` is taken from `wanted`.
    pub settings: Settings<'a>,
    /// Whether what is hidden is wanted whole: else what is sure to stay hidden need not be found.
    pub hidden: bool,
    /// Whether findings with one cause become one: a chapter left out, a name that is wrong in many places.
    pub gathered: bool,
}

impl Default for Options<'_> {
    /// What the program does when nobody says anything else.
    fn default() -> Self {
        let settings = Settings { min_confidence: rule::MIN_CONFIDENCE, ..Settings::default() };
        Self { wanted: &is_on_by_default, patterns: &[], settings, hidden: false, gathered: true }
    }
}

/// Whether a rule runs when nobody asks for it; patterns do.
fn is_on_by_default(name: &str) -> bool {
    let rule = RULES.iter().map(|rule| rule.explanation()).find(|rule| rule.name == name);
    rule.is_none_or(|rule| rule.on_by_default)
}

/// Applies the rules to what `context` holds and judges what they say.
///
/// # Examples
///
/// ```
/// use daejo::{document::Document, halves::Furniture, reading::Context, text::Language};
/// # use std::path::Path;
///
/// let document = |name, text: &str| Document::from_text(Path::new(name), text.to_owned());
/// let source = document("letter.en", "He left on 3 May 1957.\n");
/// let target = document("letter.ko", "그는 1957년 5월 4일 떠났다.\n");
/// let languages = [&Language::english(), &Language::korean()];
/// let found = daejo::segment(&source, Some(&target), languages, Furniture::Auto)?;
/// let aligned = daejo::align(&found.bitext, None);
/// let context = Context::new(&found.bitext, &aligned.alignment, &aligned.anchors);
/// let judged = daejo::check(&context, &daejo::Options::default());
/// assert_eq!(judged.findings[0].rule, "date");
/// # Ok::<(), daejo::Error>(())
/// ```
pub fn check(context: &Context<'_>, options: &Options<'_>) -> Judged {
    let Options { wanted, patterns, settings, hidden, gathered } = options;
    context.tells_from(if *hidden { 0.0 } else { settings.min_confidence });
    let mut said = rule::run(RULES, context, wanted);
    let patterns = patterns.iter().filter(|pattern| wanted(&pattern.rule));
    said.extend(pattern::find(context, patterns));
    let is_fuzzy = |bead: usize| context.is_fuzzy(bead);
    let settings = Settings { applied: wanted, is_fuzzy: &is_fuzzy, ..*settings };
    let judged = judge::judge(said, context.bitext, &settings);
    if *gathered { judged.gathered(context.bitext, context.alignment, &settings) } else { judged }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::{
        document::Wanted,
        rule::Severity,
        segment::{Choice, Given, given},
    };

    #[test]
    fn what_is_wrong_in_a_unit_that_nobody_approved_is_minor() {
        const UNITS: &str = "msgid \"\"\nmsgstr \"Language: ko\\n\"\n\n\
            msgid \"He left on 3 May 1957.\"\nmsgstr \"그는 1957년 5월 4일 떠났다.\"\n\n\
            #, fuzzy\nmsgid \"He came on 5 June 1958.\"\nmsgstr \"그는 1958년 6월 7일 왔다.\"\n";
        let languages = [&Language::english(), &Language::korean()];
        let wanted =
            Wanted { source: languages[0], target: languages[1], columns: None, is_source: true };
        let document = Document::from_bytes(Path::new("ko.po"), UNITS.as_bytes(), None)
            .and_then(|document| document.in_units(&wanted))
            .expect("units");
        let Given { bitext, sizes } = given(&document, languages, Choice::default());
        let (anchors, alignment) = (anchor::find(&bitext), Alignment::of_sizes(&sizes));
        let graveness = |context: &Context<'_>| -> Vec<(usize, Severity)> {
            let options = Options { gathered: false, ..Options::default() };
            let told = check(context, &options).findings;
            let dates = told.iter().filter(|finding| finding.rule == "date");
            dates.map(|finding| (finding.bead, finding.severity)).collect()
        };
        let context = Context::new(&bitext, &alignment, &anchors);
        let plain = graveness(&context);
        let [(0, approved), (1, grave)] = plain[..] else { panic!("{plain:?}") };
        assert!(approved == grave && grave > Severity::Minor, "no units are known: {plain:?}");
        let context = Context::new(&bitext, &alignment, &anchors);
        let of_units = graveness(&context.with_documents([&document, &document]));
        assert_eq!(of_units, [(0, approved), (1, Severity::Minor)]);
    }
}
