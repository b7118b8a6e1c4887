//! A run over many documents, as many at once as there are threads, told in their order.

use std::{
    any::Any,
    cell::Cell,
    panic::{self, AssertUnwindSafe},
    sync::Once,
};

use anyhow::{Result, anyhow};
use rayon::prelude::*;

use super::{options::Documents, output, paths::Plan, progress::Progress, session::Session};
use crate::{
    Error,
    pairing::{Alone, Pair},
    report::run::Row,
    segment::{Bitext, Half},
    text::ScriptCounts,
};

/// A file that nobody named is no document in both languages if the smaller half has less than this share of
/// the letters: a citation makes no translation.
const LEAST_HALF: f64 = 0.05;

/// What became of a document.
pub(super) enum Done<T> {
    /// It was worked on.
    Well(T),
    /// It is half a document, and why.
    Alone(String),
    /// It could not be worked on, and why.
    Badly(String),
}

impl Documents {
    pub(super) fn of(pair: &Pair) -> Self {
        Self { file: pair.source.clone(), target: pair.target.clone() }
    }
}

/// The row of a document that could not be worked on.
pub(super) fn failed(pair: &Pair, error: String) -> Row {
    let target = pair.target.as_ref().map(|path| path.display().to_string());
    let row = Row::failed(&pair.source.display().to_string(), target, error);
    Row { name: pair.name.clone(), row: pair.row.clone(), ..row }
}

/// The rows of what could not even be looked at.
pub(super) fn refused(plan: &Plan) -> impl Iterator<Item = Row> {
    plan.faults.iter().map(|fault| {
        let path = fault.path.display().to_string();
        Row::failed(&path, None, format!("{path}: {}", fault.problem))
    })
}

/// Works on each document behind a wall, and hands what became of it to `each` in the order of the documents.
///
/// Each document has its own session for what it warns of, which `each` gets too. Results do not depend on the
/// number of threads. Files that could not be read or made the program fail are complained of and counted.
///
/// # Errors
///
/// Those of `each`; with `--strict` the first that a document makes.
pub(super) fn over<T: Send>(
    session: &Session,
    plan: &Plan,
    work: impl Fn(&Session, &Pair) -> Result<T> + Sync,
    mut each: impl FnMut(&Pair, Done<T>, &[String]) -> Result<()>,
) -> Result<usize> {
    let mut failed = 0;
    for fault in &plan.faults {
        let problem = format!("{}: {}", fault.path.display(), fault.problem);
        if plan.strict {
            return Err(anyhow!(problem));
        }
        output::complain(&problem);
        failed += 1;
    }
    let sizes: Vec<u64> = plan.pairs.iter().map(size).collect();
    let progress = Progress::over(session.is_quiet(), sizes.iter().sum(), plan.pairs.len());
    let pairs: Vec<(&Pair, u64)> = plan.pairs.iter().zip(sizes).collect();
    for some in pairs.chunks(rayon::current_num_threads().max(1)) {
        let done: Vec<(Result<T>, Vec<String>)> = some
            .par_iter()
            .with_max_len(1)
            .map(|(pair, size)| {
                let own = session.apart();
                let result = walled(|| work(&own, pair));
                progress.advance(*size);
                (result, own.warnings())
            })
            .collect();
        for ((pair, _), (result, warnings)) in some.iter().zip(done) {
            let path = pair.source.display();
            let done = match result {
                Ok(well) => Done::Well(well),
                Err(error) => match alone(pair, &error) {
                    Some(reason) => Done::Alone(reason),
                    None if plan.strict => return Err(error),
                    None => Done::Badly(format!("{error:#}")),
                },
            };
            progress.aside(|| {
                for warning in &warnings {
                    session.whisper(&format!("{path}: {warning}"));
                }
                if let Done::Badly(error) = &done {
                    output::complain(error);
                }
            });
            failed += usize::from(matches!(done, Done::Badly(_)));
            each(pair, done, &warnings)?;
        }
    }
    Ok(failed)
}

/// Why a file is half a document, if that is all that is wrong with it.
fn alone(pair: &Pair, error: &anyhow::Error) -> Option<String> {
    if pair.target.is_some() {
        return None;
    }
    if let Some(half) = error.downcast_ref::<HalfOnly>() {
        return Some(half.to_string());
    }
    match error.downcast_ref::<Error>()? {
        Error::MissingHalf { language, .. } => {
            Some(format!("it holds no {language} text, and no other file is its {language} half"))
        }
        _ => None,
    }
}

/// A file that holds next to nothing of one language.
#[derive(Debug, thiserror::Error)]
#[error("it holds next to no {0} text, and no other file is its {0} half")]
struct HalfOnly(crate::text::Language);

/// Refuses a file that merely lies in a folder and is a document in one language.
pub(super) fn require_both(pair: &Pair, bitext: &Bitext) -> Result<()> {
    if pair.is_named || pair.target.is_some() {
        return Ok(());
    }
    let letters = |half: &Half| -> f64 {
        let counts = half.segments.iter().map(|s| ScriptCounts::of(&s.text).letters());
        counts.sum::<usize>() as f64
    };
    let (source, target) = (letters(&bitext.source), letters(&bitext.target));
    let least = LEAST_HALF * (source + target);
    for (letters, half) in [(source, &bitext.source), (target, &bitext.target)] {
        if letters < least {
            return Err(HalfOnly(half.language.clone()).into());
        }
    }
    Ok(())
}

fn size(pair: &Pair) -> u64 {
    let files = [Some(&pair.source), pair.target.as_ref()];
    let sizes =
        files.into_iter().flatten().map(|path| std::fs::metadata(path).map_or(0, |m| m.len()));
    sizes.sum()
}

thread_local! {
    /// Whether a fault of the program is told by whoever catches it.
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Makes the faults of documents say where they happened in one line.
fn quieten() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |fault| {
            // Work on a document goes on in threads of the pool, which do nothing else.
            if IS_CAUGHT.get() || rayon::current_thread_index().is_some() {
                if let Some(place) = fault.location() {
                    output::note(&format!("fault at {place}"));
                }
            } else {
                before(fault);
            }
        }));
    });
}

/// Does `work`; a fault of the program in it is an error like others.
pub(super) fn walled<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    quieten();
    let before = IS_CAUGHT.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    IS_CAUGHT.set(before);
    result.unwrap_or_else(|fault| Err(anyhow!(fault_of(&*fault))))
}

fn fault_of(fault: &(dyn Any + Send)) -> String {
    let said = fault.downcast_ref::<&str>().copied();
    let said =
        said.or_else(|| fault.downcast_ref::<String>().map(String::as_str)).unwrap_or("unknown");
    format!(
        "daejo failed on this document: {said}; this is a fault of the program, please report it"
    )
}

/// What there was beside the documents, with what turned out to be half of one.
pub(super) fn alone_files(alone: &[Alone]) -> Vec<(String, String)> {
    alone.iter().map(|alone| (alone.path.display().to_string(), alone.reason.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_the_program_is_an_error_of_its_document() {
        let error = walled::<()>(|| panic!("index {} of 3", 7)).expect_err("a fault").to_string();
        assert!(error.starts_with("daejo failed on this document: index 7 of 3; "), "{error}");
        assert_eq!(walled(|| Ok(1)).expect("no fault"), 1);
    }
}
