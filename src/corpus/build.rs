//! From the journal to the files. Every document is read twice: once to find out what of it is taken, once to write that.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use super::{
    datasheet::Sheet,
    filter::View,
    folder::{CARD, DATA, Names, PICTURES, REJECTED, SHEET, UNFINISHED},
    judge::{Judged, MIB, TAKEN, judge, reason},
    plan::Plan,
    split::Split,
    tally::{Tally, Told},
    write::{Format, Output, Row},
};
use crate::{
    Result,
    whole::{failed, remove_folder, replace_folder, write_whole},
};

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// How many pairs were aligned.
    pub pairs: u64,
    /// How many were taken, by split.
    pub taken: BTreeMap<Split, u64>,
    /// The splits that were asked for and hold nothing.
    pub empty: Vec<Split>,
    /// How many each filter did not take, by name, in their order.
    pub refused: Vec<(&'static str, u64)>,
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
    let [data, rejected] =
        [DATA, REJECTED].map(|name| plan.folder.join(format!("{name}{UNFINISHED}")));
    for folder in [&data, &rejected] {
        remove_folder(folder)?;
    }
    // Whatever ends the run, the next one knows these files for those of a corpus.
    let (before, own) = (Names::recorded(plan.folder)?, plan.names());
    before.clone().unwrap_or_default().with(&own).record(plan.folder)?;
    let written = write(plan, &judged, [&data, &rejected]);
    if written.is_err() {
        // What is half made is of no use, and takes room where there may be none.
        for folder in [&data, &rejected] {
            let _ = fs::remove_dir_all(folder);
        }
        let _ = match &before {
            Some(before) => before.record(plan.folder),
            None => Names::forget(plan.folder),
        };
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
    own.record(plan.folder)?;
    let mut summary = Summary { pairs: judged.verdicts.len() as u64, ..Summary::default() };
    summary.taken = told.sizes.iter().map(|(split, [pairs, ..])| (*split, *pairs)).collect();
    summary.empty =
        summary.taken.iter().filter(|(_, pairs)| **pairs == 0).map(|(s, _)| *s).collect();
    let names = judged.filters.iter().map(|filter| filter.name);
    summary.refused = names.zip(judged.refused()).collect();
    Ok(summary)
}

/// Writes the pairs in the order of the documents into folders for those that are taken and those that are not.
fn write(plan: &Plan<'_>, judged: &Judged, [data, rejected]: [&Path; 2]) -> Result<Told> {
    let Plan { settings, languages, .. } = *plan;
    let limit = settings.max_file_mib.saturating_mul(MIB);
    let splits = &Split::asked(settings)[..];
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
        let output =
            |format| Output::new(format, rejected, Split::Train.name(), languages, true, limit);
        of_rejected = Format::of_rejected(plan.formats).into_iter().map(output).collect();
    }
    let mut tally = Tally::new(splits);
    let view = View { settings, languages };
    let mut at = 0_usize;
    plan.over(
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
    for (_, mut output) in outputs {
        // A split without a pair is a file without one: whoever reads all of them finds them.
        output.begin()?;
        output.close()?;
    }
    of_rejected.into_iter().try_for_each(Output::close)?;
    let mut files = names(data, DATA)?;
    if plan.keep_rejected {
        files.extend(names(rejected, REJECTED)?);
    }
    Ok(tally.told(files))
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
    let pictures: PathBuf = plan.folder.join(format!("{PICTURES}{UNFINISHED}"));
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
        refused: &judged.refused(),
        taken: &judged.taken,
        splits: &judged.splits,
        sizes: &told.sizes,
        histograms: &told.histograms,
        examples: &told.examples,
        files: &told.files,
    };
    let page = sheet.write();
    write_whole(&plan.folder.join(SHEET), |out| out.write_all(page.as_bytes()))?;
    let card = super::card::write(plan.languages, &told.files);
    write_whole(&plan.folder.join(CARD), |out| out.write_all(card.as_bytes()))
}
