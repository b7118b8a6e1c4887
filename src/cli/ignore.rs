//! `daejo ignore`: writes findings into the settings as ignored, with a reason.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use super::{Outcome, config::Config, output, session::Session};
use crate::{judge::ignore::Glob, report::counted};

/// Write findings into the settings as ignored, with a reason
///
/// The entries are added to daejo.toml here or in a folder above, or to what --config names; without one a new
/// daejo.toml is made here. What stands in the file, comments too, stays as it is.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The ids of findings, as reports tell them
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,

    /// Why: the next reader wants to know whether it still holds
    #[arg(long, value_name = "TEXT")]
    reason: String,

    /// Take the ids for groups: all findings that are alike
    #[arg(long)]
    group: bool,

    /// Ignore them in these files only
    #[arg(long, value_name = "PATTERN")]
    path: Option<String>,
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> Result<Outcome> {
    let Arguments { ids, reason, group, path } = arguments;
    if reason.trim().is_empty() {
        bail!("--reason is empty: say why these findings are no errors");
    }
    if path.as_deref().is_some_and(|path| Glob::new(path).is_none()) {
        bail!("--path is empty: name a file or a pattern such as notes/*");
    }
    if let Some(id) = ids.iter().find(|id| !is_id(id)) {
        bail!(
            "{id} is no id of a finding: these are 16 digits and letters from a to f, as `daejo check` tells \
             them"
        );
    }
    let file = session.config.file_to_write()?;
    let key = if *group { "group" } else { "id" };
    let entries = Entries { ids, key, reason, path: path.as_deref() };
    let added = output::alone(&file, || entries.add_to(&file))?;
    let shown = file.display();
    if added < ids.len() {
        let known = counted(ids.len() - added, "entry").replace("entrys", "entries");
        session.note(&format!("{known} stood in {shown} already"));
    }
    if added > 0 {
        let noun = if *group { "group" } else { "finding" };
        session.note(&format!("{} ignored from now on: see {shown}", counted(added, noun)));
    }
    Ok(Outcome::Clean)
}

/// Whether `text` has the form of an id: 16 hexadecimal digits, and perhaps a number.
pub(super) fn is_id(text: &str) -> bool {
    let (digits, number) = text.split_once('-').unwrap_or((text, "1"));
    let is_hex = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f');
    digits.len() == 16 && digits.bytes().all(is_hex) && number.parse::<usize>().is_ok()
}

struct Entries<'a> {
    ids: &'a [String],
    key: &'static str,
    reason: &'a str,
    path: Option<&'a str>,
}

impl Entries<'_> {
    /// Adds the entries that are not there yet; how many those are.
    fn add_to(&self, file: &Path) -> Result<usize> {
        let text = if file.exists() {
            fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?
        } else {
            String::new()
        };
        let (text, added) = self.added(&text, file)?;
        // What this program would refuse the next time is not written.
        Config::verify(file, &text)?;
        if added > 0 {
            output::replace(file, text.as_bytes())?;
        }
        Ok(added)
    }

    fn added(&self, text: &str, file: &Path) -> Result<(String, usize)> {
        let mut settings: DocumentMut =
            text.parse().with_context(|| format!("cannot add to {}", file.display()))?;
        let list = settings.entry("ignore").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
        let Item::ArrayOfTables(list) = list else {
            bail!(
                "{}: ignore is written as one line there: write it as [[ignore]] entries first",
                file.display()
            );
        };
        let text =
            |table: &Table, key: &str| table.get(key).and_then(Item::as_str).map(str::to_owned);
        let known: BTreeSet<(Option<String>, Option<String>)> =
            list.iter().map(|table| (text(table, self.key), text(table, "path"))).collect();
        let mut added = 0;
        let path = self.path.map(str::to_owned);
        let mut new = BTreeSet::new();
        for id in self.ids {
            if known.contains(&(Some(id.clone()), path.clone())) || !new.insert(id) {
                continue;
            }
            let mut table = Table::new();
            table.insert(self.key, value(id));
            if let Some(path) = &path {
                table.insert("path", value(path));
            }
            table.insert("reason", value(self.reason));
            table.decor_mut().set_prefix("\n");
            list.push(table);
            added += 1;
        }
        Ok((settings.to_string(), added))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(text: &str, ids: &[&str], path: Option<&str>) -> (String, usize) {
        let ids: Vec<String> = ids.iter().map(|&id| id.into()).collect();
        let entries = Entries { ids: &ids, key: "id", reason: "so it is", path };
        entries.added(text, Path::new("daejo.toml")).expect("settings")
    }

    #[test]
    fn entries_are_added_and_everything_else_stays() {
        #[rustfmt::skip]
        let cases = [
            ("", &["a"][..], None, "\n[[ignore]]\nid = \"a\"\nreason = \"so it is\"\n", 1, "a new file"),
            ("# ours\nfail-on = \"minor\" # strict\n", &["a"], Some("n/*"),
             "# ours\nfail-on = \"minor\" # strict\n\n[[ignore]]\nid = \"a\"\npath = \"n/*\"\nreason = \"so it is\"\n", 1, "comments stay"),
            ("[[ignore]]\nid = \"a\"\nreason = \"x\"\n", &["a", "b", "b"], None,
             "[[ignore]]\nid = \"a\"\nreason = \"x\"\n\n[[ignore]]\nid = \"b\"\nreason = \"so it is\"\n", 1, "what is there already is not added"),
            ("[[ignore]]\nid = \"a\"\nreason = \"x\"\n\n[rules]\ntitle = \"off\"\n", &["b"], None,
             "[[ignore]]\nid = \"a\"\nreason = \"x\"\n\n[[ignore]]\nid = \"b\"\nreason = \"so it is\"\n\n[rules]\ntitle = \"off\"\n", 1, "beside the others"),
        ];
        for (text, ids, path, expected, count, why) in cases {
            assert_eq!(added(text, ids, path), (expected.to_owned(), count), "{why}");
        }
    }

    #[test]
    fn an_id_is_known_by_its_form() {
        for id in ["593acb696d9a2c11", "593acb696d9a2c11-2"] {
            assert!(is_id(id), "{id}");
        }
        for id in ["title", "593ACB696D9A2C11", "593acb696d9a2c1", "593acb696d9a2c11-x"] {
            assert!(!is_id(id), "{id}");
        }
    }
}
