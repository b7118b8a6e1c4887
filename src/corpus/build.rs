//! From the journal to the files. Every document is read twice: once to find out what of it is taken, once to write that.

use std::{
    collections::{BTreeMap, BinaryHeap},
    fs, io,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use super::{
    datasheet::{Example, Sheet},
    duplicate::{Repeat, Shared, Store, Writing, count_shared},
    filter::{self, Filter, Kind, Scope, Settings, View, Whole},
    histogram::Histogram,
    journal::Entry,
    pair::Pair,
    prints::{Look, Prints, mixed},
    split::{Drawn, Split, Splits, split},
    whole::{failed, remove_folder, replace_folder, write_whole},
    write::{Format, Output, Row},
};
use crate::{Result, text::Language};

/// What is to be made.
pub struct Plan<'a> {
    /// The folder of the corpus.
    pub folder: &'a Path,
    /// The documents in their order, done or not.
    pub entries: &'a [Entry],
    /// What is taken, and how it is divided.
    pub settings: &'a Settings,
    /// Of the source and the target.
    pub languages: [&'a Language; 2],
    /// What is written.
    pub formats: &'a [Format],
    /// Whether pairs that are not taken are written too, with the reason.
    pub keep_rejected: bool,
    /// Is told of so many bytes that were read; every document is read twice.
    pub advance: &'a (dyn Fn(u64) + Sync),
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// How many pairs were aligned.
    pub pairs: u64,
    /// How many were taken, by split.
    pub taken: BTreeMap<Split, u64>,
    /// How many each filter did not take, by name, in their order.
    pub refused: Vec<(&'static str, u64)>,
}

/// The pair is taken.
const TAKEN: u8 = u8::MAX;

/// So many documents are read at once.
const TOGETHER: usize = 64;

/// Where the files of a corpus are.
const DATA: &str = "data";
/// Where those are that were not taken.
const REJECTED: &str = "rejected";
/// Where the pictures of the datasheet are.
const PICTURES: &str = "pictures";

/// What became of all pairs.
struct Judged {
    filters: Vec<&'static Filter>,
    /// By pair, the position of the filter that did not take it, or [`TAKEN`].
    verdicts: Vec<u8>,
    /// By pair of those few, in how many documents its source stands.
    boilerplate: BTreeMap<u64, u32>,
    splits: Splits,
    /// By document.
    taken: Vec<u64>,
}

/// Filters all pairs and writes the files of a corpus, its datasheet and a card for `datasets`.
///
/// Files appear whole or not at all: the folder `data` is replaced when its files are.
///
/// # Errors
///
/// [`Error::Read`](crate::Error::Read) if what was made of a document is damaged,
/// [`Error::Write`](crate::Error::Write).
pub fn build(plan: &Plan<'_>) -> Result<Summary> {
    let judged = judge(plan)?;
    let [data, rejected] = [DATA, REJECTED].map(|name| plan.folder.join(format!("{name}.tmp")));
    for folder in [&data, &rejected] {
        remove_folder(folder)?;
    }
    let written = write(plan, &judged, [&data, &rejected]);
    if written.is_err() {
        // What is half made is of no use, and takes room where there may be none.
        for folder in [&data, &rejected] {
            let _ = fs::remove_dir_all(folder);
        }
    }
    let told = written?;
    replace_folder(&data, &plan.folder.join(DATA))?;
    let of_rejected = plan.folder.join(REJECTED);
    if plan.keep_rejected {
        replace_folder(&rejected, &of_rejected)?;
    } else {
        remove_folder(&of_rejected)?;
    }
    tell(plan, &judged, &told)?;
    let mut summary = Summary { pairs: judged.verdicts.len() as u64, ..Summary::default() };
    summary.taken = told.sizes.iter().map(|(split, [pairs, ..])| (*split, *pairs)).collect();
    let names = judged.filters.iter().map(|filter| filter.name);
    summary.refused = names.zip(refused(&judged)).collect();
    Ok(summary)
}

fn refused(judged: &Judged) -> Vec<u64> {
    let mut counts = vec![0; judged.filters.len()];
    for verdict in judged.verdicts.iter().filter(|verdict| **verdict != TAKEN) {
        counts[usize::from(*verdict)] += 1;
    }
    counts
}

/// Goes through the pairs of all documents in order: `work` on each, as many at once as there are threads, and
/// `each` with what it made of them.
fn over<T: Send>(
    plan: &Plan<'_>,
    work: impl Fn(usize, &Entry, Vec<Pair>) -> T + Sync,
    mut each: impl FnMut(usize, &Entry, T) -> Result<()>,
) -> Result<()> {
    let entries: Vec<(usize, &Entry)> = plan.entries.iter().enumerate().collect();
    for some in entries.chunks(TOGETHER) {
        let done: Vec<Result<T>> = some
            .par_iter()
            .map(|&(number, entry)| {
                let pairs =
                    if entry.error.is_some() { Vec::new() } else { entry.pairs(plan.folder)? };
                (plan.advance)(entry.bytes);
                Ok(work(number, entry, pairs))
            })
            .collect();
        for (&(number, entry), done) in some.iter().zip(done) {
            each(number, entry, done?)?;
        }
    }
    Ok(())
}

/// Decides of every pair whether it is taken, and where it goes.
fn judge(plan: &Plan<'_>) -> Result<Judged> {
    let settings = plan.settings;
    let view = View { settings, languages: plan.languages };
    let filters = filter::chosen(settings);
    let Settings { number_blind, boilerplate_chars, .. } = *settings;
    let look = Look { number_blind, boilerplate_chars };
    let in_work = plan.folder.join(super::journal::WORK);
    let lost = |error: io::Error| failed(&in_work)(error);
    let mut prints = Writing::new(&in_work).map_err(lost)?;
    let mut verdicts: Vec<u8> = Vec::new();
    let mut documents: Vec<Drawn> = Vec::new();
    let starts: Vec<u64> = plan
        .entries
        .iter()
        .scan(0, |at, entry| {
            let start = *at;
            *at += entry.pairs as u64;
            Some(start)
        })
        .collect();
    over(
        plan,
        |number, _, pairs| {
            let document = u32::try_from(number).unwrap_or(u32::MAX);
            let judged = (starts[number]..).zip(pairs).map(|(at, pair)| {
                match filter::rejection(&filters, &pair, &view) {
                    Some((filter, _)) => (u8::try_from(filter).unwrap_or(TAKEN), None),
                    None => (TAKEN, Some(Prints::of(&pair, document, at, look))),
                }
            });
            judged.collect::<Vec<_>>()
        },
        |_, entry, judged| {
            let taken = judged.iter().filter(|(verdict, _)| *verdict == TAKEN).count() as u64;
            let hash = entry.identity().bytes().fold(0, |hash, b| mixed(hash ^ u64::from(b)));
            documents.push(Drawn { hash, all: taken, taken });
            for (verdict, own) in judged {
                verdicts.push(verdict);
                own.map_or(Ok(()), |own| prints.add(own)).map_err(lost)?;
            }
            Ok(())
        },
    )?;
    let store = prints.end(settings.memory_mib << 20).map_err(lost)?;
    let found = compare(plan, &filters, &store, &mut verdicts).map_err(lost)?;
    for (document, (&start, entry)) in documents.iter_mut().zip(starts.iter().zip(plan.entries)) {
        let all = verdicts.iter().skip(usize::try_from(start).unwrap_or(usize::MAX));
        document.taken = all.take(entry.pairs).filter(|verdict| **verdict == TAKEN).count() as u64;
    }
    let splits = split(&documents, &found.shared, !found.is_single, settings);
    let taken = documents.iter().map(|document| document.taken).collect();
    Ok(Judged { filters, verdicts, boilerplate: found.boilerplate, splits, taken })
}

/// What pairs have in common.
#[derive(Default)]
struct Common {
    boilerplate: BTreeMap<u64, u32>,
    shared: Shared,
    /// Whether every pair that is taken is there but once, in all documents.
    is_single: bool,
}

/// Applies the filters that have to see all pairs, and finds what documents share.
fn compare(
    plan: &Plan<'_>,
    filters: &[&'static Filter],
    store: &Store,
    verdicts: &mut [u8],
) -> io::Result<Common> {
    let settings = plan.settings;
    let mut common = Common::default();
    let documents = plan.entries.iter().filter(|entry| entry.error.is_none()).count();
    // Whoever wants splits has documents with the same sentences kept together, whether those are taken or not.
    let is_divided = settings.dev + settings.test > 0.0;
    let mark = |verdicts: &mut [u8], filter: usize, pairs: &mut dyn Iterator<Item = u64>| {
        for pair in pairs {
            if let Some(verdict) = usize::try_from(pair).ok().and_then(|at| verdicts.get_mut(at)) {
                *verdict = u8::try_from(filter).unwrap_or(TAKEN);
            }
        }
    };
    for (at, filter) in filters.iter().enumerate() {
        let Kind::Whole(whole) = filter.kind else { continue };
        let is_taken = |verdicts: &[u8], pair: u64| {
            usize::try_from(pair).ok().and_then(|at| verdicts.get(at)) == Some(&TAKEN)
        };
        let taken = |pair: u64| is_taken(verdicts, pair);
        if whole == Whole::Boilerplate {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a share of a number of documents"
            )]
            let share = (settings.boilerplate_share * documents as f64).ceil() as usize;
            let least = settings.boilerplate_documents.max(share).max(2);
            common.boilerplate = store.boilerplate(least, &taken)?.into_iter().collect();
            mark(verdicts, at, &mut common.boilerplate.keys().copied());
            continue;
        }
        let repeats: Vec<Repeat> = if whole == Whole::Duplicate {
            store.duplicates(settings.duplicates, &taken)?
        } else {
            store.near_duplicates(settings, &taken)?
        };
        count_shared(&repeats, &mut common.shared);
        mark(verdicts, at, &mut repeats.iter().map(|repeat| repeat.pair));
    }
    let has = |wanted: Whole| {
        filters.iter().any(|filter| matches!(filter.kind, Kind::Whole(whole) if whole == wanted))
    };
    common.is_single = has(Whole::NearDuplicate) && settings.duplicates == Scope::Corpus;
    if is_divided && !common.is_single {
        let settings = Settings { duplicates: Scope::Corpus, ..settings.clone() };
        let taken =
            |pair: u64| usize::try_from(pair).ok().and_then(|at| verdicts.get(at)) == Some(&TAKEN);
        count_shared(&store.near_duplicates(&settings, &taken)?, &mut common.shared);
    }
    Ok(common)
}

/// What is told of the files that were written.
#[derive(Default)]
struct Told {
    sizes: BTreeMap<Split, [u64; 3]>,
    histograms: Vec<(&'static str, Histogram)>,
    examples: Vec<Example>,
    files: Vec<String>,
}

/// What is counted while pairs are written.
struct Tally {
    /// By split, pairs and characters of both sides.
    sizes: BTreeMap<Split, [u64; 3]>,
    scores: Histogram,
    lengths: Histogram,
    ratios: Histogram,
    /// The pairs with the least numbers by chance, the greatest of those first, with their positions.
    drawn: BinaryHeap<(u64, u64)>,
    shown: BTreeMap<u64, Example>,
}

impl Tally {
    fn new(splits: &[Split]) -> Self {
        Self {
            sizes: splits.iter().map(|&split| (split, [0; 3])).collect(),
            scores: Histogram::new("score", 0.02, 50),
            lengths: Histogram::new("characters of the source", 8.0, 50),
            ratios: Histogram::new("characters of the target for each of the source", 0.05, 50),
            drawn: BinaryHeap::new(),
            shown: BTreeMap::new(),
        }
    }

    fn add(&mut self, split: Split, position: u64, entry: &Entry, pair: Pair, settings: &Settings) {
        let [source, target] = [&pair.source, &pair.target].map(|side| side.text.chars().count());
        if let Some([pairs, own, other]) = self.sizes.get_mut(&split) {
            *pairs += 1;
            *own += source as u64;
            *other += target as u64;
        }
        self.scores.add(pair.score);
        self.lengths.add(source as f64);
        self.ratios.add(target as f64 / source.max(1) as f64);
        let chance = (mixed(position ^ mixed(settings.seed)), position);
        let is_drawn = self.drawn.len() < settings.examples
            || self.drawn.peek().is_some_and(|&last| chance < last);
        if !is_drawn || settings.examples == 0 {
            return;
        }
        self.drawn.push(chance);
        let place = format!("{}:{}", entry.source, pair.source.line);
        let (source, target) = (pair.source.text, pair.target.text);
        self.shown.insert(position, Example { score: pair.score, source, target, place });
        if self.drawn.len() > settings.examples
            && let Some((_, last)) = self.drawn.pop()
        {
            self.shown.remove(&last);
        }
    }

    fn told(self, files: Vec<String>) -> Told {
        let Self { sizes, scores, lengths, ratios, shown, .. } = self;
        let histograms = vec![("scores", scores), ("lengths", lengths), ("ratios", ratios)];
        Told { sizes, histograms, examples: shown.into_values().collect(), files }
    }
}

/// Writes the pairs in the order of the documents into folders for those that are taken and those that are not.
fn write(plan: &Plan<'_>, judged: &Judged, [data, rejected]: [&Path; 2]) -> Result<Told> {
    let Plan { settings, languages, .. } = *plan;
    let limit = settings.max_file_mib << 20;
    let is_divided = settings.dev + settings.test > 0.0;
    let splits = &Split::ALL[..if is_divided { Split::ALL.len() } else { 1 }];
    fs::create_dir_all(data).map_err(failed(data))?;
    let output = |format: Format, split: Split| {
        Output::new(format, data, split.name(), languages, false, limit)
    };
    let mut outputs: Vec<(Split, Output<'_>)> = splits
        .iter()
        .flat_map(|&split| plan.formats.iter().map(move |&format| (split, format)))
        .map(|(split, format)| (split, output(format, split)))
        .collect();
    let mut of_rejected = Vec::new();
    if plan.keep_rejected {
        fs::create_dir_all(rejected).map_err(failed(rejected))?;
        let mut formats: Vec<Format> =
            plan.formats.iter().copied().filter(|format| format.tells_reasons()).collect();
        if formats.is_empty() {
            formats.push(Format::Jsonl);
        }
        let output =
            |format| Output::new(format, rejected, Split::Train.name(), languages, true, limit);
        of_rejected = formats.into_iter().map(output).collect();
    }
    let mut tally = Tally::new(splits);
    let view = View { settings, languages };
    let mut at = 0_usize;
    over(
        plan,
        |_, _, pairs| pairs,
        |number, entry, pairs| {
            let identity = entry.identity();
            for pair in pairs {
                let (position, verdict) = (at as u64, judged.verdicts.get(at).copied());
                at += 1;
                let id = format!("{identity}-{}", pair.bead);
                let flags = pair.flags();
                let row =
                    Row { id: &id, document: entry, pair: &pair, flags: &flags, reason: None };
                if let Some(filter) = verdict.filter(|verdict| *verdict != TAKEN) {
                    if !of_rejected.is_empty() {
                        let filter = judged.filters[usize::from(filter)];
                        let reason =
                            reason(filter, &pair, &view, judged.boilerplate.get(&position));
                        let row = Row { reason: Some((filter.name, &reason)), ..row };
                        of_rejected.iter_mut().try_for_each(|output| output.add(&row))?;
                    }
                    continue;
                }
                let split = judged.splits.of.get(number).copied().unwrap_or(Split::Train);
                for (of, output) in &mut outputs {
                    if *of == split {
                        output.add(&row)?;
                    }
                }
                tally.add(split, position, entry, pair, settings);
            }
            Ok(())
        },
    )?;
    for (_, output) in outputs {
        output.close()?;
    }
    for output in of_rejected {
        output.close()?;
    }
    let mut files = names(data, DATA)?;
    if plan.keep_rejected {
        files.extend(names(rejected, REJECTED)?);
    }
    Ok(tally.told(files))
}

/// Why a filter did not take a pair, in a clause.
fn reason(filter: &Filter, pair: &Pair, view: &View<'_>, documents: Option<&u32>) -> String {
    match filter.kind {
        Kind::Pair(judge) => judge(pair, view).unwrap_or_default(),
        Kind::Whole(Whole::Boilerplate) => {
            format!("its source stands in {} documents", documents.copied().unwrap_or_default())
        }
        Kind::Whole(Whole::Duplicate) => "it was there before".into(),
        Kind::Whole(Whole::NearDuplicate) => "nearly the same was there before".into(),
    }
}

/// The files in `folder`, in order, as they will be called in that of the corpus.
fn names(folder: &Path, name: &str) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).map_err(failed(folder))?.flatten();
    let mut names: Vec<String> =
        entries.map(|entry| format!("{name}/{}", entry.file_name().to_string_lossy())).collect();
    names.sort();
    Ok(names)
}

/// Writes the datasheet with its pictures, and the card by which `datasets` finds the files.
fn tell(plan: &Plan<'_>, judged: &Judged, told: &Told) -> Result<()> {
    let pictures: PathBuf = plan.folder.join(format!("{PICTURES}.tmp"));
    remove_folder(&pictures)?;
    fs::create_dir_all(&pictures).map_err(failed(&pictures))?;
    for (name, histogram) in &told.histograms {
        let path = pictures.join(format!("{name}.svg"));
        write_whole(&path, |out| out.write_all(histogram.svg().as_bytes()))?;
    }
    replace_folder(&pictures, &plan.folder.join(PICTURES))?;
    let sheet = Sheet {
        languages: plan.languages,
        entries: plan.entries,
        settings: plan.settings,
        filters: &judged.filters,
        refused: &refused(judged),
        taken: &judged.taken,
        splits: &judged.splits,
        sizes: &told.sizes,
        histograms: &told.histograms,
        examples: &told.examples,
        files: &told.files,
    };
    let page = sheet.write();
    write_whole(&plan.folder.join("datasheet.md"), |out| out.write_all(page.as_bytes()))?;
    let card = super::card::write(plan.languages, &told.files);
    write_whole(&plan.folder.join("README.md"), |out| out.write_all(card.as_bytes()))
}
