//! `daejo completions`: a script that completes commands and options in a shell.

use anyhow::{Context as _, Result};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Outcome, session::Session};

/// Print a completion script for a shell
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The shell
    shell: Shell,
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> Result<Outcome> {
    let mut script = Vec::new();
    let mut command = super::Arguments::command();
    clap_complete::generate(arguments.shell, &mut command, "daejo", &mut script);
    session.deliver(&String::from_utf8(script).context("the script is not UTF-8")?)?;
    Ok(Outcome::Clean)
}
