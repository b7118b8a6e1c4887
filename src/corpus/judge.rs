//! What becomes of each pair: which filter does not take it, and to which split its document goes.

use std::{collections::BTreeMap, io};

use super::{
    duplicate::{Repeat, Store, Writing, count_shared},
    entry::WORK,
    filter::{self, Filter, Kind, Scope, Settings, View, Whole},
    pair::Pair,
    plan::Plan,
    prints::{Look, Prints},
    split::{Drawn, Shared, Splits, split},
};
use crate::{Result, whole::failed};

/// The pair is taken.
pub(super) const TAKEN: u8 = u8::MAX;

/// Bytes.
pub(super) const MIB: u64 = 1 << 20;

/// What became of all pairs.
pub(super) struct Judged {
    pub(super) filters: Vec<&'static Filter>,
    /// By pair, the position of the filter that did not take it, or [`TAKEN`].
    pub(super) verdicts: Vec<u8>,
    /// By pair of those few, in how many documents its source stands.
    pub(super) boilerplate: BTreeMap<u64, u32>,
    pub(super) splits: Splits,
    /// By document.
    pub(super) taken: Vec<u64>,
}

impl Judged {
    /// By filter, how many pairs it did not take.
    pub(super) fn refused(&self) -> Vec<u64> {
        let mut counts = vec![0; self.filters.len()];
        for verdict in self.verdicts.iter().filter(|verdict| **verdict != TAKEN) {
            counts[usize::from(*verdict)] += 1;
        }
        counts
    }
}

/// Decides of every pair whether it is taken, and where it goes.
pub(super) fn judge(plan: &Plan<'_>) -> Result<Judged> {
    let settings = plan.settings;
    let view = View { settings, languages: plan.languages };
    let filters = filter::chosen(settings);
    let Settings { number_blind, boilerplate_chars, .. } = *settings;
    let look = Look { number_blind, boilerplate_chars };
    let in_work = plan.folder.join(WORK);
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
    plan.over(
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
            documents.push(Drawn { hash: entry.lot(), all: taken, taken });
            for (verdict, own) in judged {
                verdicts.push(verdict);
                own.map_or(Ok(()), |own| prints.add(own)).map_err(lost)?;
            }
            Ok(())
        },
    )?;
    let store = prints.end(settings.memory_mib.saturating_mul(MIB)).map_err(lost)?;
    let found = compare(plan, &filters, &store, &mut verdicts).map_err(lost)?;
    let count = |verdicts: &[u8], document: usize| {
        let start = usize::try_from(starts[document]).unwrap_or(usize::MAX);
        let all = verdicts.iter().skip(start).take(plan.entries[document].pairs);
        all.filter(|verdict| **verdict == TAKEN).count() as u64
    };
    for (number, document) in documents.iter_mut().enumerate() {
        document.taken = count(&verdicts, number);
    }
    let splits = split(&documents, &found.shared, !found.is_single, settings);
    let held_out = filters.iter().position(|filter| filter.kind.is(Whole::HeldOut));
    if let Some(filter) = held_out.filter(|_| plan.is_divided()) {
        let pairs = store.held_out(&splits.of, &|pair| is_taken(&verdicts, pair)).map_err(lost)?;
        mark(&mut verdicts, filter, pairs);
    }
    let taken = (0..documents.len()).map(|number| count(&verdicts, number)).collect();
    Ok(Judged { filters, verdicts, boilerplate: found.boilerplate, splits, taken })
}

fn is_taken(verdicts: &[u8], pair: u64) -> bool {
    usize::try_from(pair).ok().and_then(|at| verdicts.get(at)) == Some(&TAKEN)
}

/// Tells of pairs that the filter at a position does not take them.
fn mark(verdicts: &mut [u8], filter: usize, pairs: impl IntoIterator<Item = u64>) {
    for pair in pairs {
        if let Some(verdict) = usize::try_from(pair).ok().and_then(|at| verdicts.get_mut(at)) {
            *verdict = u8::try_from(filter).unwrap_or(TAKEN);
        }
    }
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
    for (at, filter) in filters.iter().enumerate() {
        let Kind::Whole(whole) = filter.kind else { continue };
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
            mark(verdicts, at, common.boilerplate.keys().copied());
            continue;
        }
        let repeats: Vec<Repeat> = match whole {
            Whole::Duplicate => store.duplicates(settings.duplicates, &taken)?,
            Whole::NearDuplicate => store.near_duplicates(settings, &taken)?,
            // Who is held out is known when documents are divided.
            Whole::Boilerplate | Whole::HeldOut => continue,
        };
        count_shared(&repeats, &mut common.shared);
        mark(verdicts, at, repeats.iter().map(|repeat| repeat.pair));
    }
    let has_near = filters.iter().any(|filter| filter.kind.is(Whole::NearDuplicate));
    common.is_single = has_near && settings.duplicates == Scope::Corpus;
    // Whoever wants splits has documents with the same sentences kept together, whether those are taken or not.
    if plan.is_divided() && !common.is_single {
        let settings = Settings { duplicates: Scope::Corpus, ..settings.clone() };
        let taken = |pair: u64| is_taken(verdicts, pair);
        count_shared(&store.near_duplicates(&settings, &taken)?, &mut common.shared);
    }
    Ok(common)
}

/// Why a filter did not take a pair, in a clause.
pub(super) fn reason(
    filter: &Filter,
    pair: &Pair,
    view: &View<'_>,
    documents: Option<&u32>,
) -> String {
    match filter.kind {
        Kind::Pair(judge) => judge(pair, view).unwrap_or_default(),
        Kind::Whole(Whole::Boilerplate) => {
            format!("its source stands in {} documents", documents.copied().unwrap_or_default())
        }
        Kind::Whole(Whole::Duplicate) => "it was there before".into(),
        Kind::Whole(Whole::NearDuplicate) => "nearly the same was there before".into(),
        Kind::Whole(Whole::HeldOut) => "its source stands in dev or test".into(),
    }
}
