//! The way of the library, with the options of one aligner or checker.

use std::path::{Path, PathBuf};

use daejo::{
    Aligned, Segmented,
    align::Alignment,
    anchor,
    document::{Document, Format, Reading, Wanted},
    encoder::Encoder,
    halves::{self, Furniture, Halves},
    report::{Compared, Input},
    segment::{self, Bitext, Choice},
    text::Language,
};
use pyo3::{exceptions::PyValueError, prelude::*};

use crate::{
    error::{Fault, asked},
    given::Given,
    options::Options,
    threads::Threads,
};

/// How documents are read and aligned.
#[derive(Debug)]
pub(crate) struct Way {
    pub(crate) languages: [Language; 2],
    pub(crate) encoder: Option<Encoder>,
    pub(crate) threads: Threads,
    furniture: Furniture,
    presegmented: bool,
    encoding: Option<String>,
    lossy: bool,
    format: Option<Format>,
    /// What is to be known of all results.
    notes: Vec<String>,
}

/// A document as far as its sentences.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) input: Input,
    pub(crate) bitext: Bitext,
    pub(crate) warnings: Vec<String>,
}

/// A document as far as its beads.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) input: Input,
    pub(crate) bitext: Bitext,
    pub(crate) alignment: Alignment,
    pub(crate) warnings: Vec<String>,
}

impl Done {
    pub(crate) fn compared(&self) -> Compared<'_> {
        let Self { input, bitext, alignment, .. } = self;
        Compared { input, bitext, alignment }
    }
}

/// What texts are called that have no name.
const NAMES: [&str; 2] = ["source", "target"];

/// The languages that were asked for.
pub(crate) fn languages(options: &mut Options<'_>) -> PyResult<[Language; 2]> {
    let source = options.take::<String>("source_lang")?;
    let target = options.take::<String>("target_lang")?;
    let source = source.map_or(Ok(Language::english()), |tag| tag.parse());
    let target = target.map_or(Ok(Language::korean()), |tag| tag.parse());
    let languages = [source.map_err(|e| asked(&e))?, target.map_err(|e| asked(&e))?];
    if languages[0] == languages[1] {
        let language = languages[0].clone();
        return Err(asked(&daejo::Error::SameLanguage { language }));
    }
    Ok(languages)
}

impl Way {
    pub(crate) fn new(py: Python<'_>, options: &mut Options<'_>) -> PyResult<Self> {
        let languages = languages(options)?;
        let format = options.take::<String>("format")?;
        let format = format.map(|name| named_format(&name)).transpose()?;
        let (encoder, note) = encoder(py, options.take("encoder")?, &languages)?;
        let furniture = match options.word("furniture", &["auto", "none"])? {
            Some("none") => Furniture::None,
            _ => Furniture::Auto,
        };
        Ok(Self {
            languages,
            encoder,
            threads: Threads::take(options)?,
            furniture,
            presegmented: options.take("presegmented")?.unwrap_or_default(),
            encoding: options.take("encoding")?,
            lossy: options.take("lossy")?.unwrap_or_default(),
            format,
            notes: note.into_iter().collect(),
        })
    }

    fn both(&self) -> [&Language; 2] {
        [&self.languages[0], &self.languages[1]]
    }

    /// Reads the source (0) or the target (1).
    pub(crate) fn read(&self, given: &Given<'_>, half: usize) -> Result<Document, Fault> {
        let Self { encoding, lossy, format, .. } = self;
        let name = Path::new(NAMES[half]);
        let text = |text: &str, format: Option<Format>| {
            let format = Some(format.unwrap_or(Format::Plain));
            let reading = Reading { encoding: Some("utf-8"), lossy: false, format };
            Document::from_bytes_as(name, text.as_bytes(), &reading)
        };
        let reading = Reading { encoding: encoding.as_deref(), lossy: *lossy, format: *format };
        let document = match given {
            Given::Text(given) => text(given, *format)?,
            Given::Segments(segments) => text(&Given::lines(segments), None)?,
            Given::Bytes(bytes) => Document::from_bytes_as(name, bytes, &reading)?,
            Given::File(path) => Document::read_as(path, &reading)?,
        };
        let [source, target] = self.both();
        let wanted = Wanted { source, target, columns: None, is_source: half == 0 };
        Ok(document.in_units(&wanted)?)
    }

    /// Takes a document with both languages apart.
    pub(crate) fn separated(&self, given: &Given<'_>) -> Result<(Document, Halves), Fault> {
        let document = self.read(given, 0)?;
        let [source, target] = self.both();
        let halves = halves::separate(&document, source, target, self.furniture)?;
        Ok((document, halves))
    }

    /// Reads a document, or its two halves, as far as the sentences.
    pub(crate) fn segmented(
        &self,
        source: &Given<'_>,
        target: Option<&Given<'_>>,
    ) -> Result<Read, Fault> {
        let are_segments = |given: &Given<'_>| matches!(given, Given::Segments(_));
        let has_segments = are_segments(source);
        if target.map_or(has_segments, |target| are_segments(target) != has_segments) {
            return Err(Fault::Given {
                path: NAMES[1].into(),
                problem: "give both halves as lists of segments, or both as texts".into(),
            });
        }
        let presegmented = self.presegmented || has_segments;
        let source = self.read(source, 0)?;
        let target = target.map(|target| self.read(target, 1)).transpose()?;
        let mut warnings = self.notes.clone();
        for document in [&source].into_iter().chain(&target) {
            let bad = document.replacements();
            if let Some((line, column)) = bad.first() {
                warnings.push(format!(
                    "{} has � in {} places, the first of them line {line}, column {column}",
                    document.path.display(),
                    bad.len()
                ));
            }
        }
        let (source_parts, target_parts, unpaired) = Default::default();
        let mut input = Input { source, target, source_parts, target_parts, unpaired, given: None };
        if let Some(bitext) = self.units(&mut input)? {
            return Ok(Read { input, bitext, warnings });
        }
        let Input { source, target, .. } = &input;
        let Segmented { bitext, parts, unpaired, doubts } = match target {
            Some(target) if presegmented => daejo::lines([source, target], self.both())?,
            None if presegmented => {
                return Err(Fault::Given {
                    path: source.path.display().to_string(),
                    problem: "presegmented needs the two halves as two texts".into(),
                });
            }
            _ => daejo::segment(source, target.as_ref(), self.both(), self.furniture)?,
        };
        [input.source_parts, input.target_parts] = parts;
        input.unpaired = unpaired;
        warnings.extend(doubts);
        Ok(Read { input, bitext, warnings })
    }

    /// The segments of files that come aligned, or hold texts under keys; none of others.
    fn units(&self, input: &mut Input) -> Result<Option<Bitext>, Fault> {
        let files = [&input.source].into_iter().chain(&input.target);
        let formats: Vec<Format> = files.map(|document| document.format).collect();
        let is_bilingual = formats.iter().any(|format| format.is_bilingual());
        let has_keys = formats.iter().all(|format| format.has_keys());
        if !is_bilingual && !has_keys {
            return Ok(None);
        }
        let told = |problem: &str| Fault::Given {
            path: input.source.path.display().to_string(),
            problem: problem.into(),
        };
        let choice = Choice::default();
        let given = match &input.target {
            None if has_keys => {
                return Err(told(
                    "holds the texts of one language: give that of the other beside it",
                ));
            }
            None => segment::given(&input.source, self.both(), choice),
            Some(_) if is_bilingual => {
                return Err(told("comes aligned, and so is a document of its own: give it alone"));
            }
            Some(target) => segment::keyed([&input.source, target], self.both(), choice).given,
        };
        if given.bitext.source.segments.is_empty() {
            return Err(told("has nothing to compare"));
        }
        input.given = Some(Alignment::of_sizes(&given.sizes));
        Ok(Some(given.bitext))
    }

    /// Aligns what was read.
    pub(crate) fn aligned(&self, bitext: &Bitext, input: &Input) -> Aligned {
        match &input.given {
            None => daejo::align(bitext, self.encoder.as_ref()),
            Some(given) => {
                let (anchors, alignment) = (anchor::find(bitext), given.clone());
                Aligned { anchors, alignment, vectors: None, doubts: Vec::new() }
            }
        }
    }

    /// From what was given to beads.
    pub(crate) fn done(
        &self,
        source: &Given<'_>,
        target: Option<&Given<'_>>,
    ) -> Result<Done, Fault> {
        let Read { input, bitext, mut warnings } = self.segmented(source, target)?;
        let Aligned { alignment, doubts, .. } = self.aligned(&bitext, &input);
        warnings.extend(doubts);
        Ok(Done { input, bitext, alignment, warnings })
    }
}

fn named_format(name: &str) -> PyResult<Format> {
    Format::of_name(name).ok_or_else(|| {
        let known: Vec<&str> = Format::all().map(Format::name).collect();
        PyValueError::new_err(format!("format is one of {}, not {name:?}", known.join(", ")))
    })
}

/// The encoder to align with, and what is to be known of it: that in the package, if it knows the languages.
fn encoder(
    py: Python<'_>,
    asked_for: Option<PathBuf>,
    languages: &[Language; 2],
) -> PyResult<(Option<Encoder>, Option<String>)> {
    let Some(path) = asked_for else {
        let inside = Encoder::embedded();
        if languages.iter().all(|language| inside.require(language).is_ok()) {
            return Ok((Some(inside), None));
        }
        let [source, target] = languages;
        let why = format!(
            "the encoder in the package does not know {source} and {target}: aligned by length and shared values \
             alone (encoder= names the file of another)"
        );
        return Ok((None, Some(why)));
    };
    if path == Path::new("none") {
        return Ok((None, None));
    }
    let raised = |error| Fault::Daejo(error).raised(py, None);
    let encoder = Encoder::open(&path).map_err(raised)?;
    for language in languages {
        let path = path.clone();
        let refused = |fault| raised(daejo::Error::EncoderModel { path, fault });
        encoder.require(language).map_err(refused)?;
    }
    Ok((Some(encoder), None))
}
