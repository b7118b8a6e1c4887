//! The command line: one file a command, each of which reads, calls the stages and writes a report.
//! Data goes to standard output, everything else to standard error; no rule of the domain is here.

mod align;
mod batch;
mod bilingual;
mod candidates;
mod check;
mod completions;
mod config;
mod content;
mod corpus;
mod detect;
mod diff;
mod encoder;
mod eval;
mod explain;
mod ignore;
mod known;
mod lexicon;
mod listing;
mod man;
mod names;
mod nearest;
mod options;
mod output;
mod paths;
mod plant;
mod progress;
mod relative;
#[cfg(feature = "serve")]
mod review;
mod rules;
mod runs;
mod segment;
mod selection;
mod session;
mod spool;
mod telling;
mod terms;

use std::{
    io,
    panic::{self, AssertUnwindSafe},
    path::Path,
    process::ExitCode,
};

use clap::{Parser, Subcommand};

use session::Session;

/// What a command that could do its work says about the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// There is nothing to report.
    Clean,
    /// There is something to report.
    Found,
    /// A report was written, but not on all documents.
    Incomplete,
}

/// Find what a translation leaves out or says otherwise.
#[derive(Debug, Parser)]
#[command(
    name = "daejo",
    version,
    about,
    long_about = "daejo (대조) sets a text and its translation side by side and reports every passage \
                  that is untranslated or says something else.\n\n\
                  One path is a document that holds both languages, two files are its two halves, \
                  and folders, patterns and more files are many documents. A file named - is \
                  standard input.",
    after_help = "Exit status: 0 nothing to report, 1 something to report, 2 trouble, 130 interrupted.",
    max_term_width = 100,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(flatten)]
    global: options::Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Arguments),
    Align(align::Arguments),
    Diff(diff::Arguments),
    Detect(detect::Arguments),
    Segment(segment::Arguments),
    Names(names::Arguments),
    #[cfg(feature = "serve")]
    Review(Box<review::Arguments>),
    Corpus(Box<corpus::Arguments>),
    Terms(candidates::Arguments),
    Eval(eval::Arguments),
    Explain(explain::Arguments),
    Ignore(ignore::Arguments),
    Rules(rules::Arguments),
    Plant(plant::Arguments),
    Encoder(encoder::Arguments),
    Lexicon(lexicon::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// Runs the program with the arguments of the process.
///
/// 0: nothing to report; 1: something to report; 2: trouble, told on standard error. A reader that
/// goes away before all was written (`| head`) is no trouble.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            if let Some(path) = path_as_command(&error) {
                output::complain(&format!(
                    "{path} is no command: did you mean `daejo check {path}`? `daejo --help` lists the commands"
                ));
                return ExitCode::from(2);
            }
            // Nobody is left to tell if this cannot be printed.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    silence_expected_panics();
    // A fault of the program is trouble like others: the system has said where it happened.
    let ended = panic::catch_unwind(AssertUnwindSafe(|| run(arguments)));
    match ended.unwrap_or_else(|_| Err(anyhow::anyhow!(FAULT))) {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Ok(Outcome::Incomplete) => ExitCode::from(2),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

/// Lets a panic of a reader that is told as an error of its file be told once.
fn silence_expected_panics() {
    let told = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !crate::document::guard::is_expected() {
            told(info);
        }
    }));
}

const FAULT: &str = "this is a fault of the program, please report it";

/// What was typed in the place of a command, if it is a file or looks like one.
fn path_as_command(error: &clap::Error) -> Option<String> {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    if error.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    let ContextValue::String(typed) = error.get(ContextKind::InvalidSubcommand)? else {
        return None;
    };
    let path = Path::new(typed);
    (path.exists() || path.extension().is_some() || typed.contains('/')).then(|| typed.clone())
}

fn run(arguments: Arguments) -> anyhow::Result<Outcome> {
    let session = Session::new(arguments.global)?;
    match arguments.command {
        Command::Check(arguments) => check::run(&session, &arguments),
        Command::Align(arguments) => align::run(&session, &arguments),
        Command::Diff(arguments) => diff::run(&session, &arguments),
        Command::Detect(arguments) => detect::run(&session, &arguments),
        Command::Segment(arguments) => segment::run(&session, &arguments),
        Command::Names(arguments) => names::run(&session, &arguments),
        #[cfg(feature = "serve")]
        Command::Review(arguments) => review::run(&session, &arguments),
        Command::Corpus(arguments) => corpus::run(&session, &arguments),
        Command::Terms(arguments) => candidates::run(&session, &arguments),
        Command::Eval(arguments) => eval::run(&session, &arguments),
        Command::Encoder(arguments) => encoder::run(&session, &arguments),
        Command::Lexicon(arguments) => lexicon::run(&session, &arguments),
        Command::Explain(arguments) => explain::run(&session, &arguments),
        Command::Ignore(arguments) => ignore::run(&session, &arguments),
        Command::Plant(arguments) => plant::run(&session, &arguments),
        Command::Rules(arguments) => rules::run(&session, &arguments),
        Command::Completions(arguments) => completions::run(&session, &arguments),
        Command::Man(arguments) => man::run(&session, &arguments),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Arguments::command().debug_assert();
    }
}
