//! `daejo review`: the page on which findings are decided.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    sync::mpsc,
    time::SystemTime,
};

use anyhow::{Context as _, Result, anyhow, bail};
use clap::Args;

use super::{
    Outcome,
    batch::walled,
    check::{self, Rules},
    options::{Documents, UiLang},
    output,
    paths::{Paths, Work},
    session::Session,
};
use crate::review::{
    Checked, Store, agreements,
    page::{self, Named, Review, Server},
};

/// Decide about findings on a page of this machine
///
/// The documents are checked, and one address is printed: open it in a browser. It holds for one browser. What you
/// decide is kept at once in a file beside the document (NAME.daejo), also over restarts, edits of the document and
/// later versions of the program; the documents themselves are never written. Ctrl-C ends it.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    paths: Paths,

    /// Keep what is decided in this folder [default: beside the document, or in the folder given]
    #[arg(long, value_name = "DIR")]
    store: Option<PathBuf>,

    /// Listen on this port of this machine [default: any that is free]
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true)]
    port: u16,

    /// Who decides; nobody sees what others decided [default: the name of your account]
    #[arg(long, value_name = "NAME")]
    reviewer: Option<String>,

    /// Tell how far reviewers agree on what both judged: the paths are stores (NAME.daejo), and nothing is served
    #[arg(long)]
    agreement: bool,

    /// Language in which the page speaks; it can be changed there
    #[arg(long, value_enum, default_value_t, value_name = "LANG")]
    ui_lang: UiLang,

    #[command(flatten)]
    rules: Rules,
}

/// A document with when its files were last written.
type Fresh = Option<(Vec<Option<SystemTime>>, Checked)>;

pub(super) fn run(session: &Session, arguments: &Arguments) -> Result<Outcome> {
    if arguments.agreement {
        return agreement(session, arguments.paths.typed());
    }
    let (documents, names, first) = match arguments.paths.work(session)? {
        Work::One(documents) => {
            let name = documents.file.file_name().unwrap_or(documents.file.as_os_str());
            let first = documents.file.clone();
            (vec![documents.clone()], vec![name.to_string_lossy().into_owned()], first)
        }
        Work::Many(plan) => {
            plan.require_documents(&plan.alone)?;
            for fault in &plan.faults {
                output::complain(&format!("{}: {}", fault.path.display(), fault.problem));
            }
            if plan.pairs.is_empty() {
                bail!("none of the documents could be looked at");
            }
            let names = plan.pairs.iter().map(|pair| pair.name.clone()).collect();
            let first = plan.first().unwrap_or(Path::new(".")).to_owned();
            (plan.pairs.iter().map(Documents::of).collect(), names, first)
        }
    };
    if documents.iter().any(|document| document.file == Path::new("-")) {
        bail!("standard input cannot be read again after an hour: name a file to be reviewed");
    }
    let desk = check::Desk::new(session, &arguments.rules, false)?;
    if let Some(folder) = &arguments.store {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let path = page::store_path(&first, arguments.store.as_deref());
    // A store that is there tells whether somebody is at it; a new one is made only for what can be read.
    let known = if path.exists() { Some(Store::open(&path)?) } else { None };
    if let Some(address) = known.as_ref().map(page::running).transpose()?.flatten() {
        session.note(&format!("{} is being reviewed already, at this address:", path.display()));
        session.deliver(&format!("{address}\n"))?;
        return Ok(Outcome::Clean);
    }
    // What cannot be read is said here and not on a page.
    let mut fresh: Fresh = match &documents[..] {
        [document] => Some((written(document), checked(&desk, session, document)?)),
        _ => None,
    };
    let store = match known {
        Some(store) => store,
        None => Store::open(&path)?,
    };
    let named = documents.iter().zip(names).map(|(document, name)| Named {
        name,
        source: document.file.clone(),
        target: document.target.clone(),
    });
    let reviewer = arguments.reviewer.clone().unwrap_or_else(account);
    let (interface, documents_named) = (arguments.ui_lang.into(), named.collect());
    let review = Review { store, reviewer, interface, documents: documents_named };
    let server = Server::listen(review, arguments.port)?;
    session.deliver(&format!("{}\n", server.address()))?;
    let (wants, wanted) = mpsc::channel::<page::Wanted>();
    let serving = std::thread::spawn(move || server.run(wants));
    // What is looked for with borrows from here; it ends with the server.
    for page::Wanted { document, instead, worked, answer } in wanted {
        let own = &documents[document];
        let now = written(own);
        let found = match fresh.take() {
            Some((when, checked)) if when == now && instead.is_none() && worked.is_none() => {
                Ok(checked)
            }
            _ => walled(|| {
                let translation = own.target.as_ref().unwrap_or(&own.file);
                let instead = instead.map(|bytes| (translation.clone(), bytes));
                checked(&desk, &session.apart_with(instead, worked), own)
            }),
        };
        // Whoever asked may be gone.
        let _ = answer.send(found.map_err(|error| format!("{error:#}")));
    }
    serving.join().map_err(|_| anyhow!("the server ended for a fault of the program"))??;
    Ok(Outcome::Clean)
}

/// Tells how far reviewers agree.
fn agreement(session: &Session, paths: &[PathBuf]) -> Result<Outcome> {
    let mut stores = Vec::new();
    for path in paths {
        if !path.is_file() {
            bail!(
                "{} is no store: name the files (NAME.daejo) that reviews have left",
                path.display()
            );
        }
        stores.push(Store::open(path)?);
    }
    let all = agreements(&stores)?;
    if all.is_empty() {
        bail!("only one reviewer is in there: what two say is compared");
    }
    let mut text = String::from(
        "reviewer\tother\tboth\tsame\tkappa\tright\tright/arguable\tright/wrong\targuable/right\targuable\t\
         arguable/wrong\twrong/right\twrong/arguable\twrong\n",
    );
    for agreement in &all {
        let [one, other] = &agreement.reviewers;
        let kappa = agreement.kappa().map_or_else(String::new, |kappa| format!("{kappa:.3}"));
        let (both, same) = (agreement.both(), agreement.same());
        let counts = agreement.counts.iter().flatten().map(ToString::to_string);
        let counts = counts.collect::<Vec<_>>().join("\t");
        let _ = writeln!(text, "{one}\t{other}\t{both}\t{same}\t{kappa}\t{counts}");
    }
    session.deliver(&text)?;
    Ok(Outcome::Clean)
}

/// When the files of a document were written.
fn written(documents: &Documents) -> Vec<Option<SystemTime>> {
    let files = [Some(&documents.file), documents.target.as_ref()].into_iter().flatten();
    files.map(|path| std::fs::metadata(path).ok()?.modified().ok()).collect()
}

fn checked(desk: &check::Desk<'_>, session: &Session, documents: &Documents) -> Result<Checked> {
    let progress = session.progress();
    let (checked, ()) = desk.check(session, documents, None, &progress, |_| Ok(()), |_, _| ())?;
    let check::Checked { input, bitext, alignment, chosen } = checked;
    let (hidden, ignored) = (chosen.hidden.len(), chosen.ignored);
    let (findings, warnings) = (chosen.findings, session.warnings());
    Ok(Checked { input, bitext, alignment, findings, hidden, ignored, warnings })
}

/// The name of the account that runs the program.
fn account() -> String {
    let names = ["USER", "LOGNAME", "USERNAME"].iter().filter_map(|name| std::env::var(name).ok());
    names.into_iter().find(|name| !name.is_empty()).unwrap_or_else(|| "reviewer".into())
}
