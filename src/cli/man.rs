//! `daejo man`: the manual page.

use anyhow::{Context as _, Result, anyhow};
use clap::{Args, CommandFactory};

use super::{Outcome, nearest::nearest, session::Session};

/// Print the manual page in roff, to be read with `man -l -`
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The command whose page it should be; without one, that of daejo
    command: Option<String>,
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> Result<Outcome> {
    let mut command = super::Arguments::command();
    // Gives each command its full name and the options that all of them have.
    command.build();
    if let Some(name) = &arguments.command {
        let names: Vec<String> =
            command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
        let found = command.find_subcommand(name).cloned();
        command = found.ok_or_else(|| {
            let hint = nearest(name, names).map(|name| format!(": did you mean {name:?}?"));
            anyhow!("there is no command {name:?}{}", hint.unwrap_or_default())
        })?;
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page).context("cannot write the page")?;
    session.deliver(&String::from_utf8(page).context("the page is not UTF-8")?)?;
    Ok(Outcome::Clean)
}
