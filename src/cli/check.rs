//! `daejo check`: find divergences and report them.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};
use clap::Args;

use super::{
    Outcome,
    batch::{self, Done},
    known::Baselines,
    listing::Listing,
    options::{Documents, FailOn},
    paths::{Paths, Plan, Work},
    progress::Progress,
    selection::Selection,
    session::Session,
    spool::Spool,
    telling::Telling,
    terms,
};
use crate::{
    align::Alignment,
    collection::Authority,
    encoder::Encoder,
    glossary::Glossary,
    judge::{Finding, Judged},
    pairing::{Alone, Pair},
    pipeline::Aligned,
    reading::Context,
    report::{
        Compared, Input, Style, Verdict, counted,
        github::Annotation,
        run::{Form, Pieces, Row, Run},
    },
    segment::Bitext,
    text::Shown,
};

/// Find divergences and report them
///
/// One path is a document in both languages, two files are its halves; folders, patterns and more files are
/// a run over many documents with one report, one exit status and one baseline.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    paths: Paths,

    #[command(flatten)]
    telling: Telling,

    #[command(flatten)]
    listing: Listing,

    /// End with status 1 from this severity on [default: major]
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,

    #[command(flatten)]
    rules: Rules,

    /// Compare with the findings known from FILE: status 1 only for what is new or changed
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// Write the findings told of these documents to FILE, as known from now on
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
}

/// What is looked for, and with what.
#[derive(Debug, Args)]
pub(super) struct Rules {
    #[command(flatten)]
    pub(super) selection: Selection,

    /// Apply this glossary, TBX or a table, and others given in the same way
    #[arg(long, value_name = "FILE")]
    glossary: Vec<PathBuf>,

    /// Year of the document, for terms with years [default: the first the document names]
    #[arg(long, value_name = "YEAR")]
    year: Option<u16>,

    /// Take the spellings in one row of this table for one person (see the command names)
    #[arg(long, value_name = "FILE.tsv")]
    authority: Option<PathBuf>,
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> Result<Outcome> {
    arguments.listing.verify(arguments.telling.form())?;
    arguments.telling.verify(session)?;
    let baselines =
        Baselines::read(session, arguments.baseline.as_ref(), arguments.write_baseline.as_ref())?;
    let desk = Desk::new(session, &arguments.rules, baselines.known.is_some())?;
    match arguments.paths.work(session)? {
        Work::One(documents) => one(&desk, arguments, baselines, &documents),
        Work::Many(plan) => many(&desk, arguments, baselines, &plan),
    }
}

/// What every document of a run is checked with, loaded once.
pub(super) struct Desk<'a> {
    session: &'a Session,
    pub(super) rules: &'a Rules,
    authority: Option<Authority>,
    glossaries: Vec<Glossary>,
    encoder: Option<Encoder>,
    /// Whether what is hidden is wanted whole: what is known of before and now hidden is not gone.
    finds_all: bool,
}

/// A document with what was found in it.
pub(super) struct Checked {
    pub(super) input: Input,
    pub(super) bitext: Bitext,
    pub(super) alignment: Alignment,
    pub(super) chosen: Judged,
}

impl Checked {
    pub(super) fn compared(&self) -> Compared<'_> {
        Compared { input: &self.input, bitext: &self.bitext, alignment: &self.alignment }
    }
}

impl<'a> Desk<'a> {
    /// Reads what there is beside the documents. `finds_all` makes findings too that are not told.
    pub(super) fn new(session: &'a Session, rules: &'a Rules, finds_all: bool) -> Result<Self> {
        let config = &session.config;
        rules.selection.verify(config)?;
        let authority = match &rules.authority {
            Some(path) => Some(super::names::read_authority(path)?),
            None => session.authority()?,
        };
        let glossaries = rules.glossary.iter().chain(&config.glossaries);
        let glossaries =
            glossaries.map(|path| glossary(path, session)).collect::<Result<Vec<_>>>()?;
        let encoder = session.encoder()?;
        Ok(Self { session, rules, authority, glossaries, encoder, finds_all })
    }

    /// What meanings are compared with.
    pub(super) fn encoder(&self) -> Option<&Encoder> {
        self.encoder.as_ref()
    }

    /// All that decides what is found in a document, as one text.
    pub(super) fn fingerprint(&self) -> Result<String> {
        let config = &self.session.config;
        let files = self.rules.glossary.iter().chain(&config.glossaries);
        let files = files.chain(&self.rules.authority).chain(&config.authority);
        let mut text = format!("{:?} {}", self.rules, config.checking());
        for path in files {
            let read = std::fs::read(path);
            let read = read.with_context(|| format!("cannot read {}", path.display()))?;
            text.push(' ');
            text += &crc32fast::hash(&read).to_string();
        }
        Ok(text)
    }

    /// Whether a rule is applied to a document.
    pub(super) fn applies(&self, rule: &str, documents: &Documents) -> bool {
        let config = &self.session.config;
        self.rules.selection.wants(config, rule, &config.path_of(&documents.file))
    }

    /// Says which rules are of no use for the languages.
    pub(super) fn warn_of_silence(&self, path: &str) {
        let session = self.session;
        let (from, into) = (&session.source_language, &session.target_language);
        let mut silent = crate::check::silent(from, into);
        silent.retain(|rule| self.rules.selection.wants(&session.config, rule, path));
        if !silent.is_empty() {
            let (rules, from, into) = (silent.join(", "), from.tag(), into.tag());
            session.warn(&format!("these rules find nothing from {from} into {into}: {rules}"));
        }
    }

    /// Reads, aligns and checks one document; `session` gets what it warns of, and `seen` looks at all that
    /// was made before it goes.
    pub(super) fn check<T>(
        &self,
        session: &Session,
        documents: &Documents,
        year: Option<u16>,
        progress: &Progress,
        read: impl FnOnce(&Bitext) -> Result<()>,
        seen: impl FnOnce(&Context<'_>, &Input) -> T,
    ) -> Result<(Checked, T)> {
        let (input, bitext) = session.segments(documents, progress)?;
        read(&bitext)?;
        let encoder = self.encoder.as_ref();
        let Aligned { anchors, alignment, vectors, .. } =
            session.align(&bitext, input.given.as_ref(), encoder, progress);
        progress.stage("checking");
        let context = Context::new(&bitext, &alignment, &anchors).with_encoder(encoder);
        let context = context.with_vectors(vectors).with_authority(self.authority.as_ref());
        let context = context.with_glossaries(&self.glossaries, self.rules.year.or(year));
        let context = context.with_unpaired(input.unpaired.clone());
        let context = context.with_documents([&input.source, input.target()]);
        let (config, selection) = (&session.config, &self.rules.selection);
        let path = config.path_of(&documents.file);
        let chosen = selection.choose(config, &context, &path, [self.finds_all, true]);
        let seen = seen(&context, &input);
        Ok((Checked { input, bitext, alignment, chosen }, seen))
    }
}

fn one(
    desk: &Desk<'_>,
    arguments: &Arguments,
    baselines: Baselines,
    documents: &Documents,
) -> Result<Outcome> {
    let session = desk.session;
    let config = &session.config;
    let progress = session.progress();
    desk.warn_of_silence(&config.path_of(&documents.file));
    let (mut checked, ()) =
        desk.check(session, documents, None, &progress, |_| Ok(()), |_, _| ())?;
    let applied = |rule: &str| desk.applies(rule, documents);
    let mut comparison = baselines.compare(documents, &checked.chosen, applied);
    let fail_on = arguments.fail_on.or(config.fail_on).unwrap_or(FailOn::Major);
    let verdict =
        Verdict { comparison: comparison.as_ref(), ..Verdict::of(&checked.chosen.findings) };
    let fails = verdict.unknown().any(|finding| fail_on.fails(finding.severity));
    let told = checked.chosen.findings.clone();
    let Listing { summary, .. } = arguments.listing;
    // A summary counts all.
    let more = if summary {
        0
    } else {
        let by_group = arguments.telling.by_group();
        let sort = arguments.listing.sort(arguments.telling.form());
        arguments.listing.apply(&mut checked.chosen.findings, comparison.as_mut(), sort, by_group)
    };
    let warnings = session.warnings();
    let compared = checked.compared();
    let verdict = Verdict {
        findings: &checked.chosen.findings,
        hidden: checked.chosen.hidden.len(),
        ignored: checked.chosen.ignored,
        more,
        warnings: &warnings,
        comparison: comparison.as_ref(),
    };
    drop(progress);
    arguments.telling.tell(session, &compared, &verdict, &arguments.listing, fail_on)?;
    for index in &checked.chosen.idle {
        session.note(&format!(
            "{}: this entry ignores nothing in {} any more: remove it, or give it the path of the \
             document it is about",
            config.ignore_place(*index),
            documents.file.display()
        ));
    }
    let all_become_known = baselines.written.is_some() && comparison.is_none();
    let (count, document) = (counted(told.len(), "finding"), documents.file.display());
    if let Some(path) =
        baselines.write([(documents.clone(), told)], |rule, of| desk.applies(rule, of))?
    {
        session.note(&format!("{count} of {document} written to {}", path.display()));
    }
    Ok(if fails && !all_become_known { Outcome::Found } else { Outcome::Clean })
}

/// What is kept of a document of many.
struct Kept {
    pieces: Pieces,
    row: Row,
    fails: bool,
    idle: Vec<usize>,
    used: Vec<usize>,
    /// For a baseline that is to be written.
    findings: Vec<Finding>,
    terms: terms::Uses,
    annotations: Vec<Annotation>,
}

/// How the documents of a run are told.
struct View<'a> {
    form: Form,
    style: Style,
    fail_on: FailOn,
    /// Whether a baseline is written.
    is_written: bool,
    telling: &'a Telling,
    listing: &'a Listing,
}

/// Checks one document of many.
fn kept(
    desk: &Desk<'_>,
    baselines: &Baselines,
    view: &View<'_>,
    own: &Session,
    pair: &Pair,
) -> Result<Kept> {
    let documents = Documents::of(pair);
    let year = pair.row.get("year").and_then(|year| year.parse().ok());
    let progress = own.progress();
    let both = |bitext: &Bitext| batch::require_both(pair, bitext);
    let (checked, terms) = desk.check(own, &documents, year, &progress, both, terms::Uses::of)?;
    let applied = |rule: &str| desk.applies(rule, &documents);
    let comparison = baselines.compare(&documents, &checked.chosen, applied);
    let warnings = own.warnings();
    let verdict = Verdict {
        findings: &checked.chosen.findings,
        hidden: checked.chosen.hidden.len(),
        ignored: checked.chosen.ignored,
        more: 0,
        warnings: &warnings,
        comparison: comparison.as_ref(),
    };
    let compared = checked.compared();
    let row = Row::compared(&compared, &verdict);
    let mut row = Row { name: pair.name.clone(), row: pair.row.clone(), ..row };
    let is_grave = |severity| view.fail_on.fails(severity);
    let pieces = view.form.pieces(&compared, &verdict, &mut row, view.style, is_grave);
    for line in &pieces.left {
        own.say_left(line);
    }
    let pieces = if view.listing.summary { Pieces::default() } else { pieces };
    let fails = verdict.unknown().any(|finding| is_grave(finding.severity));
    let annotations = view.telling.annotations(&compared, &verdict);
    let Judged { findings, idle, used, .. } = checked.chosen;
    let findings = if view.is_written { findings } else { Vec::new() };
    Ok(Kept { pieces, row, fails, idle, used, findings, terms, annotations })
}

fn many(
    desk: &Desk<'_>,
    arguments: &Arguments,
    baselines: Baselines,
    plan: &Plan,
) -> Result<Outcome> {
    let session = desk.session;
    let config = &session.config;
    arguments.telling.require_report()?;
    plan.require_documents(&plan.alone)?;
    desk.warn_of_silence("");
    let form = arguments.telling.form();
    let style = arguments.listing.style(session);
    let fail_on = arguments.fail_on.or(config.fail_on).unwrap_or(FailOn::Major);
    let is_written = baselines.written.is_some();
    let (telling, listing) = (&arguments.telling, &arguments.listing);
    let view = View { form, style, fail_on, is_written, telling, listing };
    let work = |own: &Session, pair: &Pair| kept(desk, &baselines, &view, own, pair);
    let mut spool = Spool::new().context("cannot make a file for the report")?;
    let (mut rows, mut alone) = (Vec::new(), batch::alone_files(&plan.alone));
    let (mut fails, mut idle, mut used) = (false, BTreeSet::new(), BTreeSet::new());
    let mut known = Vec::new();
    let (mut all_terms, mut annotations) = (terms::Uses::default(), Vec::new());
    for mut row in batch::refused(plan) {
        spool.add(form.failure(&mut row))?;
        rows.push(row);
    }
    let failed = batch::over(session, plan, work, |pair, done, _| {
        match done {
            Done::Well(kept) => {
                spool.add(kept.pieces)?;
                all_terms.add(kept.terms, &kept.row.path);
                rows.push(kept.row);
                annotations.extend(kept.annotations);
                fails |= kept.fails;
                idle.extend(kept.idle);
                used.extend(kept.used);
                if is_written {
                    known.push((Documents::of(pair), kept.findings));
                }
            }
            Done::Alone(reason) => alone.push((pair.source.display().to_string(), reason)),
            Done::Badly(error) => {
                let mut row = batch::failed(pair, error);
                spool.add(form.failure(&mut row))?;
                rows.push(row);
            }
        }
        Ok(())
    })?;
    if rows.is_empty() {
        let all: Vec<_> = alone
            .iter()
            .map(|(path, reason)| Alone { path: path.into(), reason: reason.clone() })
            .collect();
        return Err(plan.nothing(&all));
    }
    let listed = spool.list(arguments.listing.sort(form), arguments.listing.max);
    let warnings = session.warnings();
    let terms = all_terms.disagreements();
    let run = Run {
        rows: &rows,
        alone: &alone,
        others: &plan.others,
        other_languages: plan.other_languages,
        languages: [&session.source_language, &session.target_language],
        warnings: &warnings,
        terms: &terms,
        is_compared: baselines.known.is_some(),
        more: listed.more,
        kinds: if form == Form::Text { listed.kinds() } else { 0 },
    };
    let frame = [form.opening(&run), form.after_list(), form.closing(&run, style)];
    let frame = frame.each_ref().map(String::as_str);
    let again = |group: &str, places: &[String]| form.again(group, places, style);
    let untold = |places: &[String]| form.untold(places);
    arguments.telling.deliver(session, |out| {
        spool.compose(&listed, frame, form.separators(), form.is_one_list(), (again, untold), out)
    })?;
    arguments.telling.annotate(annotations);
    if form != Form::Text || session.output_path().is_some() {
        for (path, reason) in &alone {
            session.note(&format!("{path} was compared with nothing: {reason}"));
        }
    }
    if failed == 0 {
        for index in idle.difference(&used) {
            let place = config.ignore_place(*index);
            session.note(&format!(
                "{place}: this entry ignores nothing in these documents any more: remove it, or give it \
                 the path of the document it is about"
            ));
        }
    }
    let all_become_known = is_written && baselines.known.is_none();
    let count: usize = known.iter().map(|(_, findings)| findings.len()).sum();
    let documents = counted(known.len(), "document");
    if let Some(path) = baselines.write(known, |rule, of| desk.applies(rule, of))? {
        let count = counted(count, "finding");
        session.note(&format!("{count} of {documents} written to {}", path.display()));
    }
    Ok(match failed {
        0 if fails && !all_become_known => Outcome::Found,
        0 => Outcome::Clean,
        _ => Outcome::Incomplete,
    })
}

/// Reads a glossary, which must have terms in both languages.
fn glossary(path: &Path, session: &Session) -> Result<Glossary> {
    let glossary = Glossary::open(path)?;
    let (source, target) = (&session.source_language, &session.target_language);
    if !glossary.serves(source, target) {
        bail!(
            "cannot use {} as a glossary: no row has terms in {source} and {target}: add a column or section \
             with those tags",
            Shown(path)
        );
    }
    Ok(glossary)
}
