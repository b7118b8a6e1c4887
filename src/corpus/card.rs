//! The card of a corpus: its first lines tell `datasets` which files are which split, and that pairs which were not taken
//! are a configuration of their own.

use std::{collections::BTreeMap, fmt::Write as _};

use crate::text::Language;

/// What `datasets` loads best, first.
const LOADED: [&str; 4] = [".parquet", ".jsonl", ".csv", ".tsv"];

/// Writes the card of a corpus with these files.
pub(super) fn write(languages: [&Language; 2], files: &[String]) -> String {
    let mut card = String::from("---\nlanguage:\n");
    let [source, target] = languages.map(Language::customary);
    for language in languages {
        let _ = writeln!(card, "- {}", language.primary());
    }
    card += "task_categories:\n- translation\n";
    let format = LOADED.iter().find(|end| files.iter().any(|file| file.ends_with(**end)));
    // Tables are read without names of configurations, as a reader has to be told how their cells are written.
    if let Some(format) = format.filter(|format| !matches!(**format, ".tsv" | ".csv")) {
        card += "configs:\n";
        for (config, folder) in [("default", "data/"), ("rejected", "rejected/")] {
            let mut splits: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for file in files.iter().filter(|file| file.ends_with(format)) {
                let Some(name) = file.strip_prefix(folder) else { continue };
                let split = name.split(['.', '-']).next().unwrap_or_default();
                splits.entry(split).or_default().push(file);
            }
            if splits.is_empty() {
                continue;
            }
            let _ = writeln!(card, "- config_name: {config}\n  data_files:");
            for split in ["train", "dev", "test"] {
                let Some(files) = splits.get(split) else { continue };
                let _ = writeln!(card, "  - split: {split}\n    path:");
                for file in files {
                    let _ = writeln!(card, "    - {file}");
                }
            }
        }
    }
    let _ = write!(
        card,
        "---\n\n# {source}–{target}\n\nA parallel corpus made by daejo: [what is in it](datasheet.md).\n"
    );
    card
}
