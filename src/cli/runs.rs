//! Runs that write something of each document, one after the other in one file or each in a file of its own.

use std::{
    io::{self, BufRead, Write},
    path::Path,
};

use anyhow::{Context as _, Result};

use super::{
    Outcome,
    batch::{self, Done},
    options::Documents,
    output,
    paths::{Plan, require_folder},
    session::Session,
    spool::{Sort, Spool},
};
use crate::{
    pairing::{Alone, Pair},
    report::{
        Input,
        run::{Frame, Pieces, Row, Run, Separators},
    },
    segment::Bitext,
};

/// What makes a report of records, if it is made of such.
pub(super) type Make<'a> = &'a dyn Fn(&mut dyn BufRead, &mut dyn Write) -> io::Result<()>;

/// What is written of a document.
pub(super) struct Written {
    /// Its part of the one file, or all of a file of its own.
    pub(super) text: Vec<u8>,
    pub(super) row: Row,
}

/// Writes what `make` makes of each document: to the output or, with a folder and an extension, to a file for
/// each. Files of their own appear as their documents are done; with `--strict` none does unless all can be.
///
/// `failure` makes what stands in the place of a document that could not be read, `frame` what stands before
/// all, between two, and after all.
pub(super) fn write(
    session: &Session,
    plan: &Plan,
    folder: Option<(&Path, &str)>,
    make: impl Fn(&Session, &Pair, &Input, &Bitext) -> Result<Written> + Sync,
    failure: impl Fn(&Row) -> String,
    frame: impl FnOnce(&Run<'_>) -> Frame,
    made: Option<Make<'_>>,
) -> Result<Outcome> {
    plan.require_documents(&plan.alone)?;
    if let Some((folder, _)) = folder {
        require_folder(folder)?;
    }
    let work = |own: &Session, pair: &Pair| -> Result<Written> {
        let (input, bitext) = own.segments(&Documents::of(pair), &own.progress())?;
        batch::require_both(pair, &bitext)?;
        make(own, pair, &input, &bitext)
    };
    let mut spool = Spool::new().context("cannot make a file for the report")?;
    let (mut rows, mut alone) = (Vec::new(), batch::alone_files(&plan.alone));
    let mut held: Vec<(std::path::PathBuf, Vec<u8>)> = Vec::new();
    let head = |head: String| Pieces { head, ..Pieces::default() };
    let add = |spool: &mut Spool, text: String| -> Result<()> {
        // A document of which nothing is written takes no place in the list.
        if !text.is_empty() {
            spool.add(head(text))?;
        }
        Ok(())
    };
    for row in batch::refused(plan) {
        add(&mut spool, failure(&row))?;
        rows.push(row);
    }
    let failed = batch::over(session, plan, work, |pair, done, _| {
        match done {
            Done::Well(Written { text, row }) => {
                if let Some((folder, extension)) = folder {
                    let path = folder.join(format!("{}.{extension}", pair.name));
                    if plan.strict {
                        held.push((path, text));
                    } else {
                        put(&path, &text)?;
                    }
                } else {
                    add(&mut spool, String::from_utf8_lossy(&text).into_owned())?;
                }
                rows.push(row);
            }
            Done::Alone(reason) => alone.push((pair.source.display().to_string(), reason)),
            Done::Badly(error) => {
                let row = batch::failed(pair, error);
                add(&mut spool, failure(&row))?;
                rows.push(row);
            }
        }
        Ok(())
    })?;
    if rows.is_empty() {
        let reasons = alone.iter();
        let reasons =
            reasons.map(|(path, reason)| Alone { path: path.into(), reason: reason.clone() });
        return Err(plan.nothing(&reasons.collect::<Vec<_>>()));
    }
    for (path, text) in held {
        put(&path, &text)?;
    }
    for (path, reason) in &alone {
        session.note(&format!("{path} was taken with nothing: {reason}"));
    }
    if folder.is_none() {
        let warnings = session.warnings();
        let run = Run {
            rows: &rows,
            alone: &alone,
            others: &plan.others,
            other_languages: plan.other_languages,
            languages: [&session.source_language, &session.target_language],
            warnings: &warnings,
            terms: &[],
            is_compared: false,
            more: 0,
            kinds: 0,
        };
        let Frame { before, between, after } = frame(&run);
        let listed = spool.list(Sort::Place, None);
        let nothing = |_: &str, _: &[String]| String::new();
        let separators = Separators { document: between, ..Separators::default() };
        let compose = |out: &mut dyn Write| {
            let none = |_: &[String]| String::new();
            spool.compose(&listed, [&before, "", &after], separators, false, (nothing, none), out)
        };
        match made {
            Some(make) => output::deliver_made(session.output_path(), compose, make)?,
            None => output::deliver_by(session.output_path(), compose)?,
        }
    } else {
        let documents = crate::report::counted(rows.len() - failed, "document");
        let folder = folder.map(|(folder, _)| folder.display().to_string()).unwrap_or_default();
        session.note(&format!("{documents} written to {folder}"));
    }
    Ok(if failed == 0 { Outcome::Clean } else { Outcome::Incomplete })
}

fn put(path: &Path, text: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    Ok(output::replace(path, text)?)
}
