//! A list of pairs, written by hand or by another program: a table (`.tsv`) or TOML.

use std::{collections::BTreeMap, path::Path};

use serde::Deserialize;

use super::{
    Pair,
    name::{common_folders, components, name_apart},
};
use crate::{Error, Result};

/// Reads a list of pairs; `path` says where it is, and which kind: TOML if it is called so, else a table.
///
/// A table has tab-separated columns, one document a row: `source`, `target` (empty for a file that holds both
/// languages) and whatever else its heading names. Without a heading the first two columns are meant. In TOML
/// each `[[pair]]` has the same keys. Files are looked for in the folder of the list. `year` is used as
/// `--year` is; other columns are handed on to reports.
///
/// # Errors
///
/// [`Error::Table`] with the line that is no pair.
pub fn read_manifest(path: &Path, text: &str) -> Result<Vec<Pair>> {
    let is_toml = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
    let rows = if is_toml { toml_rows(path, text)? } else { table_rows(path, text)? };
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut pairs = Vec::new();
    for (line, mut row) in rows {
        let mut file = |column: &str| {
            let cell = row.remove(column).map(|cell| cell.trim().to_owned());
            cell.filter(|cell| !cell.is_empty()).map(|cell| folder.join(cell))
        };
        let (source, target) = (file("source"), file("target"));
        let source = source.ok_or_else(|| {
            fault(path, line, "this pair names no source: give the file that holds the original")
        })?;
        if row.get("year").is_some_and(|year| year.parse::<u16>().is_err()) {
            return Err(fault(path, line, "the year of this pair is no number such as 1957"));
        }
        pairs.push(Pair { name: String::new(), source, target, is_named: true, row });
    }
    if pairs.is_empty() {
        let remedy = "there is no pair in this list: give source and target, separated by a tab, in each line";
        return Err(fault(path, 1, remedy));
    }
    let paths: Vec<Vec<String>> = pairs.iter().map(|pair| components(&pair.source)).collect();
    let common = common_folders(&paths);
    for (pair, path) in pairs.iter_mut().zip(&paths) {
        pair.name = path[common..].join("/");
    }
    name_apart(&mut pairs);
    Ok(pairs)
}

type Row = (usize, BTreeMap<String, String>);

fn fault(path: &Path, line: usize, problem: impl Into<String>) -> Error {
    Error::Table { path: path.to_owned(), line, problem: problem.into() }
}

fn table_rows(path: &Path, text: &str) -> Result<Vec<Row>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    let mut lines =
        lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')).peekable();
    let cells =
        |line: &str| line.split('\t').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let heading = lines.peek().map(|(_, line)| cells(line)).unwrap_or_default();
    let has_heading = heading.iter().any(|name| name == "source");
    let columns = if has_heading { heading } else { vec!["source".into(), "target".into()] };
    if has_heading {
        lines.next();
    }
    let mut rows = Vec::new();
    for (number, line) in lines {
        let cells = cells(line);
        if cells.len() > columns.len() {
            let problem = if has_heading {
                format!("{} cells under {} names of columns", cells.len(), columns.len())
            } else {
                "more than two columns: name them in the first line (source, target, …)".into()
            };
            return Err(fault(path, number, problem));
        }
        let row = columns.iter().cloned().zip(cells).filter(|(_, cell)| !cell.is_empty()).collect();
        rows.push((number, row));
    }
    Ok(rows)
}

fn toml_rows(path: &Path, text: &str) -> Result<Vec<Row>> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct List {
        #[serde(default)]
        pair: Vec<toml::Spanned<BTreeMap<String, toml::Value>>>,
    }
    let line =
        |offset: usize| text.as_bytes().iter().take(offset).filter(|b| **b == b'\n').count() + 1;
    let list: List = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(1, |span| line(span.start));
        fault(
            path,
            at,
            format!("{}; a list of pairs has [[pair]] with source and target", error.message()),
        )
    })?;
    let rows = list.pair.into_iter().map(|pair| {
        let at = line(pair.span().start);
        let cell = |value: toml::Value| match value {
            toml::Value::String(text) => text,
            other => other.to_string(),
        };
        (at, pair.into_inner().into_iter().map(|(name, value)| (name, cell(value))).collect())
    });
    Ok(rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_with_what_else_they_say() {
        #[rustfmt::skip]
        let cases = [
            ("l/pairs.tsv", "source\ttarget\tyear\tnote\na.txt\tb.txt\t1957\tsent\n", "l/a.txt l/b.txt 1957 sent", "a table"),
            ("l/pairs.tsv", "# ours\n\na.txt\tb.txt\n",            "l/a.txt l/b.txt - -",    "without a heading"),
            ("l/pairs.tsv", "target\tsource\nb.txt\ta.txt\n",      "l/a.txt l/b.txt - -",    "in another order"),
            ("l/pairs.txt", "a.txt\n",                             "l/a.txt - - -",          "one file with both languages"),
            ("pairs.toml",  "[[pair]]\nsource = 'a.txt'\ntarget = 'b.txt'\nyear = 1957\n", "a.txt b.txt 1957 -", "TOML"),
            ("pairs.tsv",   "/x/a.txt\tb.txt\n",                   "/x/a.txt b.txt - -",     "a path from the root"),
        ];
        for (path, text, expected, why) in cases {
            let pairs = read_manifest(Path::new(path), text).expect(why);
            let [pair] = &pairs[..] else { panic!("{pairs:?}") };
            let target = pair.target.as_ref().map_or("-".into(), |path| path.display().to_string());
            let cell = |name: &str| pair.row.get(name).map_or("-", String::as_str);
            let shown =
                format!("{} {target} {} {}", pair.source.display(), cell("year"), cell("note"));
            assert_eq!(shown, expected, "{why}");
        }
    }

    #[test]
    fn what_is_no_list_is_named_with_its_line_and_remedy() {
        #[rustfmt::skip]
        let cases = [
            ("p.tsv",  "",                               "p.tsv, line 1: there is no pair in this list: give"),
            ("p.tsv",  "source\ttarget\n\tb.txt\n",      "p.tsv, line 2: this pair names no source: give"),
            ("p.tsv",  "a\tb\tc\n",                      "p.tsv, line 1: more than two columns: name them"),
            ("p.tsv",  "source\na\tb\n",                 "p.tsv, line 2: 2 cells under 1 names of columns"),
            ("p.tsv",  "source\tyear\na\tlate\n",        "p.tsv, line 2: the year of this pair is no number"),
            ("p.toml", "[[pair]]\ntarget = 'b'\n",       "p.toml, line 1: this pair names no source"),
            ("p.toml", "\npairs = 1\n",                  "p.toml, line 2: unknown field `pairs`"),
            ("p.toml", "[[pair]]\nsource = \n",          "p.toml, line 2: "),
        ];
        for (path, text, message) in cases {
            let error = read_manifest(Path::new(path), text).expect_err(message).to_string();
            assert!(error.starts_with(message), "{error}\n{message}");
        }
    }
}
