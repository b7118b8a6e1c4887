//! `daejo corpus`: pairs of many documents, filtered, as other programs load them.

use std::{
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::{LazyLock, Mutex, PoisonError},
};

use anyhow::{Context as _, Result, anyhow, bail};
use clap::{Args, ValueEnum, builder::PossibleValue};
use sha2::{Digest, Sha256};

use super::{
    Outcome,
    batch::{self, Done},
    check::{Desk, Rules},
    content,
    options::{Documents, share},
    paths::{Paths, Plan, Work},
    progress::Progress,
    session::Session,
};
use crate::{
    Error,
    corpus::{
        self, Entry, Key, Pair, Settings, Split, Summary,
        filter::percent,
        journal::{Earlier, Journal},
        write,
    },
    document::MAX_BYTES,
    encoder::Encoder,
    judge::Finding,
    pairing,
    report::{Compared, Input, counted},
    text::hexadecimal,
};

/// Build a parallel corpus: align many documents, filter, deduplicate, export
///
/// Writes into the folder of --output what --format names (data/), the datasheet with what was left out and why,
/// and a journal. A run that was stopped goes on where it was when it is begun again, and one over documents that
/// have changed does these anew. Limits of the filters stand under [corpus] in daejo.toml.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    paths: Paths,

    /// Formats of the pairs, several at once
    #[arg(long, value_enum, value_name = "NAME,…", value_delimiter = ',', default_value = "jsonl")]
    format: Vec<Format>,

    /// Write the pairs that are not taken to rejected/, with the reasons
    #[arg(long)]
    keep_rejected: bool,

    /// Look for divergences too, and leave out pairs with grave ones (takes longer)
    #[arg(long)]
    check: bool,

    /// How the halves of documents find each other
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    pair_by: PairBy,

    /// Take over from another corpus, its folder or journal, what has not changed
    #[arg(long, value_name = "DIR|JOURNAL")]
    since: Option<PathBuf>,

    /// Share of the documents to keep for development, from 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    dev: Option<f64>,

    /// Share of the documents to keep for tests, from 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    test: Option<f64>,

    /// Another number draws other documents and examples
    #[arg(long, value_name = "N")]
    seed: Option<u64>,

    /// Leave out pairs with less score, from 0 to 1
    #[arg(long, value_name = "S", value_parser = share)]
    min_score: Option<f64>,

    /// Take figures for the same in near duplicates
    #[arg(long)]
    number_blind: bool,

    /// Do not apply these filters
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', value_parser = filter)]
    no_filter: Vec<String>,

    /// Begin another file after about so many MiB
    #[arg(long, value_name = "MIB", value_parser = clap::value_parser!(u64).range(1..))]
    max_file: Option<u64>,

    #[command(flatten)]
    rules: Rules,
}

/// A format, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Format(write::Format);

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        static ALL: LazyLock<Vec<Format>> =
            LazyLock::new(|| write::Format::all().map(Format).collect());
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.name()).help(self.0.summary()))
    }
}

/// How halves find each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum PairBy {
    /// By their names
    #[default]
    Name,
    /// By what they say: the names of files may be any
    Content,
}

/// The name of a filter, as it is typed.
fn filter(text: &str) -> std::result::Result<String, String> {
    if corpus::filter::names().any(|name| name == text) {
        return Ok(text.to_owned());
    }
    let names: Vec<&str> = corpus::filter::names().collect();
    Err(format!("there are {}", names.join(", ")))
}

impl Arguments {
    /// What the settings say and the command line changes.
    fn settings(&self, session: &Session) -> Result<Settings> {
        let mut settings = session.config.corpus.clone();
        settings.dev = self.dev.unwrap_or(settings.dev);
        settings.test = self.test.unwrap_or(settings.test);
        settings.seed = self.seed.unwrap_or(settings.seed);
        settings.min_score = self.min_score.unwrap_or(settings.min_score);
        settings.max_file_mib = self.max_file.unwrap_or(settings.max_file_mib);
        settings.number_blind |= self.number_blind;
        settings.filters.retain(|name| !self.no_filter.contains(name));
        settings.verify().map_err(|problem| anyhow!(problem))?;
        Ok(settings)
    }

    /// The documents; a single one is a run as well.
    fn plan(&self, session: &Session, folder: &Path) -> Result<Plan> {
        match self.paths.work_outside(session, Some(folder))? {
            Work::Many(plan) => Ok(plan),
            Work::One(Documents { file, target }) => {
                if file == Path::new("-") {
                    bail!("a corpus is made of files: standard input cannot be read again");
                }
                let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let row = std::collections::BTreeMap::new();
                let pair = pairing::Pair { name, source: file, target, is_named: true, row };
                Ok(Plan::of(pair))
            }
        }
    }
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> Result<Outcome> {
    let Some(folder) = session.output_path().filter(|path| *path != Path::new("-")) else {
        bail!("a corpus is a folder of files: name one with -o, such as -o corpus");
    };
    let settings = arguments.settings(session)?;
    let mut formats: Vec<write::Format> = arguments.format.iter().map(|format| format.0).collect();
    formats.sort_unstable();
    formats.dedup();
    let desk =
        if arguments.check { Some(Desk::new(session, &arguments.rules, false)?) } else { None };
    let encoder = if desk.is_some() { None } else { session.encoder()? };
    let encoder = desk.as_ref().map_or(encoder.as_ref(), Desk::encoder);
    let mut plan = arguments.plan(session, folder)?;
    if arguments.pair_by == PairBy::Content {
        content::pair(session, encoder, &mut plan)?;
    }
    plan.require_documents(&plan.alone)?;
    let fingerprint = fingerprint(session, desk.as_ref(), encoder)?;
    // Nothing is written before there is something to be made, and all that is needed for that.
    let earlier = arguments.since.as_deref().map(Earlier::read).transpose()?;
    let languages = [&session.source_language, &session.target_language];
    let names = corpus::Names::planned(&settings, &formats, languages, arguments.keep_rejected);
    let mut journal = Journal::open(folder, &names)?;
    if let Some(earlier) = earlier {
        journal.since(earlier);
    }
    let journal = Mutex::new(journal);
    let builder = Builder { session, desk: desk.as_ref(), encoder, journal: &journal, fingerprint };
    let aligned = builder.align(&plan);
    let journal = journal.into_inner().unwrap_or_else(PoisonError::into_inner);
    let (entries, failed) = match aligned {
        Ok(aligned) => aligned,
        Err(error) => {
            journal.discard();
            return Err(error);
        }
    };
    let read = entries.iter().filter(|entry| entry.error.is_none());
    let bytes = 2 * read.map(|entry| entry.bytes).sum::<u64>();
    let progress = Progress::over(session.is_quiet(), bytes, entries.len());
    let summary = corpus::build(&corpus::Plan {
        folder,
        entries: &entries,
        settings: &settings,
        languages,
        formats: &formats,
        keep_rejected: arguments.keep_rejected,
        advance: &|bytes| progress.advance(bytes),
    })?;
    journal.close(&entries)?;
    drop(progress);
    tell(session, folder, &summary);
    Ok(if failed == 0 { Outcome::Clean } else { Outcome::Incomplete })
}

/// Says in a few lines what was made.
fn tell(session: &Session, folder: &Path, summary: &Summary) {
    let taken: u64 = summary.taken.values().sum();
    let of = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    let refused = summary.refused.iter().filter(|(_, count)| *count > 0);
    let refused: Vec<String> = refused.map(|(name, count)| format!("{name} {count}")).collect();
    let left =
        if refused.is_empty() { String::new() } else { format!(" ({})", refused.join(", ")) };
    session.note(&format!(
        "{} of {} written to {}, {} left out{left}",
        counted(of(taken), "pair"),
        summary.pairs,
        folder.display(),
        percent((summary.pairs - taken) as f64 / summary.pairs.max(1) as f64)
    ));
    for split in &summary.empty {
        let name = split.name();
        let why = match split {
            Split::Train => "no pair was taken, and the datasheet says why",
            _ => {
                "no document was drawn for it: more documents, a larger share or another --seed help"
            }
        };
        session.warn(&format!("{name} is empty: {why}"));
    }
}

/// All that decides what is made of a document, in a few digits.
fn fingerprint(
    session: &Session,
    desk: Option<&Desk<'_>>,
    encoder: Option<&Encoder>,
) -> Result<String> {
    let checks = desk.map(Desk::fingerprint).transpose()?;
    let text = format!("{} {} {checks:?}", env!("CARGO_PKG_VERSION"), session.reading(encoder)?);
    let mut digits = hexadecimal(&Sha256::digest(text.as_bytes()));
    digits.truncate(16);
    Ok(digits)
}

/// Makes pairs of documents.
struct Builder<'a> {
    session: &'a Session,
    /// If documents are checked.
    desk: Option<&'a Desk<'a>>,
    encoder: Option<&'a Encoder>,
    journal: &'a Mutex<Journal>,
    /// Of all that decides what is made of a document.
    fingerprint: String,
}

/// What became of the documents that were known before.
#[derive(Default)]
struct Changes {
    same: usize,
    changed: usize,
    new: usize,
}

/// What was made of a document, and whether it was made now.
enum Made {
    Before(Entry),
    Changed(Entry),
    New(Entry),
    /// The corpus cannot be written, which no other document will change.
    Not(anyhow::Error),
}

impl Builder<'_> {
    /// Makes pairs of all documents, and tells which could not be read.
    fn align(&self, plan: &Plan) -> Result<(Vec<Entry>, usize)> {
        let session = self.session;
        let mut entries: Vec<Entry> = batch::refused(plan)
            .map(|row| Entry { version: 1, source: row.path, error: row.error, ..Entry::default() })
            .collect();
        let mut alone = batch::alone_files(&plan.alone);
        let mut changes = Changes::default();
        let is_new = self.journal.lock().unwrap_or_else(PoisonError::into_inner).is_new();
        let work = |own: &Session, pair: &pairing::Pair| self.document(own, pair);
        let failed = batch::over(session, plan, work, |pair, done, warnings| {
            match done {
                Done::Well(made) => {
                    let mut entry = match made {
                        Made::Not(error) => return Err(error),
                        Made::Before(entry) => (changes.same += 1, entry).1,
                        Made::Changed(entry) => (changes.changed += 1, entry).1,
                        Made::New(entry) => (changes.new += 1, entry).1,
                    };
                    entry.document.clone_from(&pair.name);
                    entry.row.clone_from(&pair.row);
                    let languages = [&session.source_language, &session.target_language];
                    entry.languages = Some(languages.map(|language| language.tag().to_owned()));
                    if entry.warnings.is_empty() {
                        entry.warnings = warnings.to_vec();
                    }
                    entries.push(entry);
                }
                Done::Alone(reason) => alone.push((pair.source.display().to_string(), reason)),
                Done::Badly(error) => entries.push(Entry {
                    version: 1,
                    document: pair.name.clone(),
                    source: pair.source.display().to_string(),
                    target: pair.target.as_ref().map(|path| path.display().to_string()),
                    row: pair.row.clone(),
                    error: Some(error),
                    ..Entry::default()
                }),
            }
            Ok(())
        })?;
        if entries.is_empty() {
            let alone = alone.into_iter();
            let alone = alone.map(|(path, reason)| pairing::Alone { path: path.into(), reason });
            return Err(plan.nothing(&alone.collect::<Vec<_>>()));
        }
        for (path, reason) in &alone {
            session.note(&format!("{path} was taken with nothing: {reason}"));
        }
        if !is_new {
            let Changes { same, changed, new } = changes;
            session.note(&format!(
                "{} as before, {changed} changed, {new} new",
                counted(same, "document")
            ));
        }
        Ok((entries, failed))
    }

    /// Makes pairs of one document, or finds what was made of it before.
    fn document(&self, own: &Session, pair: &pairing::Pair) -> Result<Made> {
        let shown = |path: &Path| path.display().to_string();
        let target = pair.target.as_deref();
        let key = Key {
            paths: (shown(&pair.source), target.map(shown)),
            sha256: (hash(&pair.source)?, target.map(hash).transpose()?),
            // Terms go by the year of a document.
            settings: match pair.row.get("year").filter(|_| self.desk.is_some()) {
                Some(year) => format!("{}-{year}", self.fingerprint),
                None => self.fingerprint.clone(),
            },
        };
        let journal = || self.journal.lock().unwrap_or_else(PoisonError::into_inner);
        let (found, is_known) = {
            let mut journal = journal();
            let found =
                journal.find(&key).and_then(|found| {
                    // What another corpus had of it is now done here.
                    found.iter().try_for_each(|(entry, is_here)| {
                        if *is_here { Ok(()) } else { journal.append(entry) }
                    })?;
                    Ok(found)
                });
            (found, journal.knew(&key))
        };
        match found {
            Ok(Some((entry, _))) => return Ok(Made::Before(entry)),
            Err(error) => return Ok(Made::Not(error.into())),
            Ok(None) => {}
        }
        let Read { pairs, gaps, sha256 } = self.pairs(own, pair)?;
        if sha256 != key.sha256 {
            bail!("{} changed while it was read: run again", pair.source.display());
        }
        let entry = Entry {
            document: pair.name.clone(),
            source: key.paths.0.clone(),
            source_sha256: key.sha256.0.clone(),
            target: key.paths.1.clone(),
            target_sha256: key.sha256.1.clone(),
            settings: key.settings.clone(),
            gaps,
            row: pair.row.clone(),
            warnings: own.warnings(),
            ..Entry::default()
        };
        let added = journal().add(&key, entry, &pairs);
        Ok(match added {
            Ok(entry) if is_known => Made::Changed(entry),
            Ok(entry) => Made::New(entry),
            Err(error) => Made::Not(error.into()),
        })
    }

    /// What is made of a document.
    fn pairs(&self, own: &Session, pair: &pairing::Pair) -> Result<Read> {
        let documents = Documents::of(pair);
        let progress = own.progress();
        if let Some(desk) = self.desk {
            let year = pair.row.get("year").and_then(|year| year.parse().ok());
            let both = |bitext: &_| batch::require_both(pair, bitext);
            let (checked, ()) = desk.check(own, &documents, year, &progress, both, |_, _| ())?;
            return Ok(Read::of(&checked.compared(), &checked.chosen.findings));
        }
        let (input, bitext) = own.segments(&documents, &progress)?;
        batch::require_both(pair, &bitext)?;
        let alignment = match &input.given {
            // What comes aligned is in no need of the values to align by.
            Some(given) => given.clone(),
            None => own.align(&bitext, None, self.encoder, &progress).alignment,
        };
        let compared = Compared { input: &input, bitext: &bitext, alignment: &alignment };
        Ok(Read::of(&compared, &[]))
    }
}

/// What was made of a document, and of which bytes.
struct Read {
    pairs: Vec<Pair>,
    /// How many beads have no counterpart.
    gaps: usize,
    /// Of the files as they were read, which may have changed since they were looked for.
    sha256: (String, Option<String>),
}

impl Read {
    fn of(compared: &Compared<'_>, findings: &[Finding]) -> Self {
        let pairs = Pair::all(compared, findings);
        let gaps = compared.alignment.beads.len() - pairs.len();
        let Input { source, target, .. } = compared.input;
        let target = target.as_ref().map(|target| target.sha256.clone());
        Self { pairs, gaps, sha256: (source.sha256.clone(), target) }
    }
}

/// SHA-256 of the bytes of a file, of which there are no more than are read of one.
fn hash(path: &Path) -> Result<String> {
    let path = pairing::located(path);
    let read = || -> io::Result<Option<String>> {
        let file = std::fs::metadata(&path)?;
        if file.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if !file.is_file() {
            let problem = "it is no file: what cannot be read twice makes no corpus";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, problem));
        }
        let mut file = std::fs::File::open(&path)?.take(MAX_BYTES + 1);
        let (mut hasher, mut bytes) = (Sha256::new(), vec![0; 1 << 16]);
        loop {
            match file.read(&mut bytes)? {
                0 => break,
                read => hasher.update(&bytes[..read]),
            }
        }
        Ok((file.limit() > 0).then(|| hexadecimal(&hasher.finalize())))
    };
    let hash = read().with_context(|| format!("cannot read {}", path.display()))?;
    Ok(hash.ok_or(Error::TooLong { path, limit: MAX_BYTES })?)
}
