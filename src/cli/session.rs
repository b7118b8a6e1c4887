//! What a run of the program knows before its command starts, and the way from files to beads that
//! the commands share.

use std::{
    io,
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use anyhow::{Context as _, anyhow, bail};

use super::{
    bilingual::Bilingual,
    config::Config,
    encoder::suitable,
    nearest::nearest,
    options::{Color, Documents, Global},
    output,
    progress::Progress,
};
use crate::{
    Error,
    align::{Alignment, Evidence, cost::Weights, worked::Worked},
    anchor,
    document::{Document, Format, Reading},
    encoder::Encoder,
    halves::{self, Halves},
    pipeline::{self, Aligned},
    report::{Input, Style, counted},
    segment::Bitext,
    text::Language,
};

/// Columns of a report that is not written to a terminal.
const PAGE_WIDTH: usize = 100;
/// Narrower than this, an excerpt shows too little to be of use.
const LEAST_WIDTH: usize = 50;

/// Options and settings, resolved.
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(super) struct Session {
    pub(super) source_language: Language,
    pub(super) target_language: Language,
    /// Those of them that were typed on the command line.
    pub(super) typed_languages: [Option<Language>; 2],
    pub(super) config: Arc<Config>,
    /// A model file, or `none`.
    encoder: Option<String>,
    /// Of the source and the target, if they were named.
    encodings: [Option<String>; 2],
    lossy: bool,
    format: Option<Format>,
    presegmented: bool,
    pub(super) bilingual: Bilingual,
    furniture: halves::Furniture,
    output: Option<PathBuf>,
    quiet: bool,
    style: Style,
    warnings: Mutex<Vec<String>>,
    /// Whether warnings are said at once; else whoever made this session says them.
    speaks: bool,
    /// What is read instead of a file: a text that was edited and not saved there.
    instead: Option<(PathBuf, Vec<u8>)>,
    /// The alignment that somebody worked on.
    worked: Option<Worked>,
}

/// So many places of characters that could not be read are told.
const MOST_PLACES: usize = 5;

/// More threads for each processor only take memory.
const THREADS_A_PROCESSOR: usize = 4;

/// The number of threads to start if so many are asked for: no more than four times the processors.
fn sensible(jobs: NonZeroUsize) -> NonZeroUsize {
    let processors = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let most = processors.saturating_mul(NonZeroUsize::MIN.saturating_add(THREADS_A_PROCESSOR - 1));
    jobs.min(most)
}

impl Session {
    /// Reads the settings file, if there is one, and sets up threads and colours.
    pub(super) fn new(global: Global) -> anyhow::Result<Self> {
        let folder = std::env::current_dir().unwrap_or_default();
        let config = Config::find(global.config.as_deref(), &folder)?;
        let either = |typed: Option<Language>, set: &Option<Language>, default| {
            typed.or_else(|| set.clone()).unwrap_or(default)
        };
        let source_language =
            either(global.source_lang.clone(), &config.source_lang, Language::english());
        let target_language =
            either(global.target_lang.clone(), &config.target_lang, Language::korean());
        let typed_languages = [global.source_lang, global.target_lang];
        if source_language == target_language {
            return Err(Error::SameLanguage { language: source_language }.into());
        }
        if let Some(asked) = global.jobs {
            let jobs = sensible(asked);
            if jobs < asked && !global.quiet {
                output::note(&format!(
                    "--jobs {asked} is more than helps on this machine: {jobs} threads are started"
                ));
            }
            let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.get());
            pool.build_global().with_context(|| format!("cannot start {jobs} threads"))?;
        }
        let to_file = global.output.as_deref().is_some_and(|path| path != Path::new("-"));
        let terminal = !to_file && output::is_terminal();
        let colour = match global.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let choice = anstream::AutoStream::choice(&io::stdout());
                terminal && choice != anstream::ColorChoice::Never
            }
        };
        let width = terminal.then(terminal_size::terminal_size).flatten();
        let width = width.map_or(PAGE_WIDTH, |(width, _)| usize::from(width.0).max(LEAST_WIDTH));
        Ok(Self {
            source_language,
            target_language,
            typed_languages,
            encoder: global.encoder.or_else(|| config.encoder.clone()),
            encodings: [
                global.source_encoding.or_else(|| global.encoding.clone()),
                global.target_encoding.or(global.encoding),
            ]
            .map(|named| named.or_else(|| config.encoding.clone())),
            lossy: global.lossy,
            config: Arc::new(config),
            format: global.input_format.map(Into::into),
            presegmented: global.presegmented,
            bilingual: global.bilingual,
            furniture: global.furniture.into(),
            output: global.output,
            quiet: global.quiet,
            style: Style { width, colour },
            warnings: Mutex::default(),
            speaks: true,
            instead: None,
            worked: None,
        })
    }

    /// The same for one document of many: what it warns of is kept and not said.
    pub(super) fn apart(&self) -> Self {
        Self {
            source_language: self.source_language.clone(),
            target_language: self.target_language.clone(),
            typed_languages: self.typed_languages.clone(),
            config: Arc::clone(&self.config),
            encoder: self.encoder.clone(),
            encodings: self.encodings.clone(),
            lossy: self.lossy,
            format: self.format,
            furniture: self.furniture,
            presegmented: self.presegmented,
            bilingual: self.bilingual.clone(),
            output: self.output.clone(),
            quiet: self.quiet,
            style: self.style,
            warnings: Mutex::default(),
            speaks: false,
            instead: None,
            worked: None,
        }
    }

    /// The same, reading something else instead of a file, with an alignment that somebody worked on.
    #[cfg(feature = "serve")]
    pub(super) fn apart_with(
        &self,
        instead: Option<(PathBuf, Vec<u8>)>,
        worked: Option<Worked>,
    ) -> Self {
        Self { instead, worked, ..self.apart() }
    }

    /// Whether nothing but errors is wanted on standard error.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Says a warning that is kept elsewhere.
    pub(super) fn whisper(&self, message: &str) {
        if !self.quiet {
            output::warn(message);
        }
    }

    /// All that decides how a document is read and aligned with `encoder`, as one text.
    pub(super) fn reading(&self, encoder: Option<&Encoder>) -> anyhow::Result<String> {
        let languages = [&self.source_language, &self.target_language];
        let encoder = encoder.map(Encoder::checksum);
        let bilingual = self.bilingual.fingerprint()?;
        let Self { encodings, lossy, format, presegmented, furniture, .. } = self;
        Ok(format!(
            "{languages:?} {encoder:?} {encodings:?} {lossy} {format:?} {presegmented} {furniture:?} {bilingual}"
        ))
    }

    /// How a report for people is to look.
    pub(super) fn style(&self) -> Style {
        self.style
    }

    /// Whether source and target were said to be in different encodings.
    pub(super) fn has_two_encodings(&self) -> bool {
        self.encodings[0] != self.encodings[1]
    }

    /// A line that says what is being done.
    pub(super) fn progress(&self) -> Progress {
        Progress::new(self.quiet || !self.speaks)
    }

    /// Says what makes the results doubtful, unless nothing was wanted; reports for programs carry it too.
    pub(super) fn warn(&self, message: &str) {
        if let Ok(mut warnings) = self.warnings.lock() {
            warnings.push(message.to_owned());
        }
        if self.speaks {
            self.whisper(message);
        }
    }

    /// Says what of a document could not be written; it makes nothing that was found doubtful.
    pub(super) fn say_left(&self, message: &str) {
        if self.speaks { self.note(message) } else { self.warn(message) }
    }

    /// Says what is good to know, unless nothing was wanted.
    pub(super) fn note(&self, message: &str) {
        if !self.quiet {
            output::note(message);
        }
    }

    /// What was warned of so far.
    pub(super) fn warnings(&self) -> Vec<String> {
        self.warnings.lock().map(|warnings| warnings.clone()).unwrap_or_default()
    }

    /// Writes the data of a command.
    pub(super) fn deliver(&self, data: &str) -> anyhow::Result<()> {
        Ok(output::deliver(self.output.as_deref(), data)?)
    }

    /// Refuses to write to a terminal what is no text; `kind` is what it is.
    pub(super) fn require_file(&self, kind: &str, extension: &str) -> anyhow::Result<()> {
        let is_stdout = self.output.as_deref().is_none_or(|path| path == Path::new("-"));
        if is_stdout && output::is_terminal() {
            bail!("{kind} is no text: name a file for it, such as -o report.{extension}");
        }
        Ok(())
    }

    /// Reads one file, `-` being standard input.
    pub(super) fn read(&self, path: &Path) -> anyhow::Result<Document> {
        self.read_half(path, 0)
    }

    /// Reads the file of the source (0) or of the target (1), and says what is to be known of its characters.
    pub(super) fn read_half(&self, path: &Path, half: usize) -> anyhow::Result<Document> {
        let document = self.with_units(self.read_as_it_is(path, half)?, half)?;
        let shown = document.path.display();
        if document.encoding_is_guess() && !document.is_utf8() {
            let encoding = document.encoding();
            self.note(&format!("{shown} is read as {encoding}; --encoding names another"));
        }
        let bad = document.replacements();
        if !bad.is_empty() {
            let places = bad.iter().take(MOST_PLACES);
            let places = places.map(|(line, column)| format!("line {line}, column {column}"));
            let more = if bad.len() > MOST_PLACES { "; …" } else { "" };
            self.warn(&format!(
                "{shown} is not {} everywhere, and � stands in {}: {}{more}",
                document.encoding(),
                counted(bad.len(), "place"),
                places.collect::<Vec<_>>().join("; ")
            ));
        }
        Ok(document)
    }

    fn read_as_it_is(&self, path: &Path, half: usize) -> anyhow::Result<Document> {
        if let Some(output) =
            self.output.as_deref().filter(|&output| output::same_file(output, path))
        {
            bail!("{} would be overwritten: give --output another name", output.display());
        }
        let encoding = self.encodings[half].as_deref();
        let reading = Reading { encoding, lossy: self.lossy, format: self.format };
        if let Some((_, bytes)) = self.instead.as_ref().filter(|(instead, _)| instead == path) {
            return Ok(Document::from_bytes_as(path, bytes, &reading)?);
        }
        if path == Path::new("-") {
            let name = Path::new("standard input");
            let mut document = Document::from_reader(name, io::stdin().lock(), &reading)?;
            path.clone_into(&mut document.path);
            return Ok(document);
        }
        Document::read_as(path, &reading).map_err(|error| match similar_file(path) {
            Some(name) if is_missing(&error) => {
                anyhow!("{:#}; did you mean {}?", anyhow::Error::from(error), name.display())
            }
            _ => error.into(),
        })
    }

    /// Takes a document with both languages apart.
    pub(super) fn separate(&self, document: &Document) -> anyhow::Result<Halves> {
        let (source, target) = (&self.source_language, &self.target_language);
        let halves = halves::separate(document, source, target, self.furniture)?;
        halves.doubts.iter().for_each(|doubt| self.warn(doubt));
        Ok(halves)
    }

    /// Reads the documents as far as the segments of both halves.
    pub(super) fn segments(
        &self,
        documents: &Documents,
        progress: &Progress,
    ) -> anyhow::Result<(Input, Bitext)> {
        let (file, target) = (documents.file.as_path(), documents.target.as_deref());
        progress.stage("reading");
        if file == Path::new("-") && target == Some(Path::new("-")) {
            bail!("both halves are standard input: name a file for one of them");
        }
        let source = self.read_half(file, 0)?;
        let target = target.map(|target| self.read_half(target, 1)).transpose()?;
        let (source_parts, target_parts, unpaired) = Default::default();
        let given = None;
        let mut input = Input { source, target, source_parts, target_parts, unpaired, given };
        if let Some(bitext) = self.given(documents, &mut input)? {
            self.correct(&mut input, &bitext)?;
            return Ok((input, bitext));
        }
        progress.stage("finding sentences");
        let languages = [&self.source_language, &self.target_language];
        let found = match (&input.target, self.presegmented) {
            (None, true) => bail!(
                "--presegmented needs the two halves in two files, and {} is only one",
                file.display()
            ),
            (Some(target), true) => pipeline::lines([&input.source, target], languages)?,
            (target, false) => {
                pipeline::segment(&input.source, target.as_ref(), languages, self.furniture)?
            }
        };
        found.doubts.iter().for_each(|doubt| self.warn(doubt));
        [input.source_parts, input.target_parts] = found.parts;
        input.unpaired = found.unpaired;
        let bitext = found.bitext;
        self.correct(&mut input, &bitext)?;
        Ok((input, bitext))
    }

    /// Finds the values in the segments and aligns them, and warns if the halves hardly belong
    /// together.
    pub(super) fn align(
        &self,
        bitext: &Bitext,
        given: Option<&Alignment>,
        encoder: Option<&Encoder>,
        progress: &Progress,
    ) -> Aligned {
        let worked = self.worked.as_ref().map(|worked| worked.on(bitext, encoder));
        if let Some(given) = worked.as_ref().or(given) {
            progress.stage("finding numbers, dates and names");
            let anchors = anchor::find(bitext);
            let (alignment, doubts) = (given.clone(), Vec::new());
            return Aligned { anchors, alignment, vectors: None, doubts };
        }
        let best = |evidence: &Evidence<'_>, weights: &Weights| (evidence.align(weights), ());
        self.align_by(bitext, encoder, progress, best).0
    }

    /// The same with another `search` than for the best ladder, and what that tells besides.
    pub(super) fn align_by<T>(
        &self,
        bitext: &Bitext,
        encoder: Option<&Encoder>,
        progress: &Progress,
        search: impl FnOnce(&Evidence<'_>, &Weights) -> (Alignment, T),
    ) -> (Aligned, T) {
        progress.stage("aligning");
        let (aligned, more) = pipeline::align_by(bitext, encoder, search);
        aligned.doubts.iter().for_each(|doubt| self.warn(doubt));
        (aligned, more)
    }

    /// The encoder to align with: the one that was named, or one that suits the languages.
    pub(super) fn encoder(&self) -> anyhow::Result<Option<Encoder>> {
        let languages = [&self.source_language, &self.target_language];
        match self.encoder.as_deref() {
            Some("none") => Ok(None),
            Some(path) => {
                let encoder = Encoder::open(path)?;
                for language in languages {
                    encoder
                        .require(language)
                        .map_err(|fault| Error::EncoderModel { path: path.into(), fault })?;
                }
                Ok(Some(encoder))
            }
            None => {
                let (encoder, note) = suitable(languages);
                if let Some(note) = note {
                    self.warn(&note);
                }
                Ok(encoder)
            }
        }
    }

    /// The authority file that the settings name, read.
    pub(super) fn authority(&self) -> anyhow::Result<Option<crate::collection::Authority>> {
        let path = self.config.authority.as_deref();
        path.map(super::names::read_authority).transpose()
    }

    /// The file that `--output` names.
    pub(super) fn output_path(&self) -> Option<&Path> {
        self.output.as_deref()
    }
}

fn is_missing(error: &Error) -> bool {
    matches!(error, Error::Read { source, .. } if source.kind() == io::ErrorKind::NotFound)
}

/// A file in the folder of `path` with a name like it.
fn similar_file(path: &Path) -> Option<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let entries = std::fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?;
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    // The system lists files in any order.
    names.sort();
    Some(path.with_file_name(nearest(path.file_name()?.to_str()?, names)?))
}
