//! Reads a file as `check` would, and tells how much text it holds; with `--text` the text itself, unit by unit where its
//! format has such; with `--units` its units as JSON lines. `scripts/reading`, `scripts/texts` and `scripts/units` run it.

use std::path::Path;

use anyhow::{Context as _, Result};
use daejo::{
    document::{Document, Reading, UnitText, Wanted},
    text::{Language, Span},
};
use serde_json::json;

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let mut paths = Vec::new();
    let (mut shows, mut lists, mut columns) = (false, false, None);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--text" => shows = true,
            "--units" => lists = true,
            "--columns" => {
                let named = rest.next().and_then(|names| names.split_once(','));
                let (one, two) = named.context("--columns wants two names, as in en,ko")?;
                columns = Some([one.to_owned(), two.to_owned()]);
            }
            path => paths.push(path),
        }
    }
    anyhow::ensure!(!paths.is_empty(), "usage: reading FILE... [--text|--units] [--columns A,B]");
    let (source, target) = (Language::english(), Language::korean());
    for path in paths {
        let document = Document::read_as(Path::new(path), &Reading::default())?;
        let wanted =
            Wanted { source: &source, target: &target, columns: columns.as_ref(), is_source: true };
        let document = document.in_units(&wanted)?;
        let words = |span: Span| span.of(&document.text);
        if lists {
            for unit in &document.units {
                let side = |side: &Option<UnitText>| {
                    side.as_ref().map(|side| {
                        let codes: Vec<_> = side
                            .codes
                            .iter()
                            .map(|code| json!([code.kind, code.id, words(code.span)]))
                            .collect();
                        json!({ "text": words(side.span), "codes": codes })
                    })
                };
                let (source, target) = (side(&unit.source), side(&unit.target));
                let (id, state, plural) = (&unit.id, unit.state, unit.plural);
                let of = json!({"id": id, "state": state, "plural": plural, "flags": unit.flags});
                println!("{}", json!({"unit": of, "source": source, "target": target}));
            }
        } else if !shows {
            println!("{path}\t{}\t{}", document.text.len(), document.units.len());
        } else if document.units.is_empty() {
            println!("{}", document.shown());
        } else {
            for unit in &document.units {
                for side in unit.sides() {
                    println!("{}", words(side.span));
                }
            }
        }
    }
    Ok(())
}
