//! The card of a corpus: its first lines tell `datasets` which files are which split, that pairs which were not taken are
//! a configuration of their own, and which types the columns have.

use std::{collections::BTreeMap, fmt::Write as _};

use super::write::column::{Kind, columns};
use crate::text::Language;

/// What `datasets` loads best, first. Tables are read by whoever knows how their cells are written.
const LOADED: [&str; 2] = [".parquet", ".jsonl"];

/// A text as YAML has it in quotation marks: of `no` it would make a truth value else.
fn quoted(text: &str) -> String {
    // The strings of JSON are such of YAML.
    serde_json::Value::from(text).to_string()
}

/// Writes the card of a corpus with these files.
pub(super) fn write(languages: [&Language; 2], files: &[String]) -> String {
    let [source, target] = languages.map(Language::customary);
    let mut card = String::from("---\nlanguage:\n");
    for language in languages {
        let _ = writeln!(card, "- {}", quoted(language.primary()));
    }
    card += "task_categories:\n- translation\n";
    let format = LOADED.iter().find(|end| files.iter().any(|file| file.ends_with(**end)));
    let (mut configs, mut types) = (String::new(), String::new());
    for (config, folder) in [("default", "data/"), ("rejected", "rejected/")] {
        let mut splits: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for file in files.iter().filter(|file| format.is_some_and(|end| file.ends_with(end))) {
            let Some(name) = file.strip_prefix(folder) else { continue };
            let split = name.split(['.', '-']).next().unwrap_or_default();
            splits.entry(split).or_default().push(file);
        }
        if splits.is_empty() {
            continue;
        }
        let _ = writeln!(configs, "- config_name: {config}\n  data_files:");
        for split in ["train", "dev", "test"] {
            let Some(files) = splits.get(split) else { continue };
            let _ = writeln!(configs, "  - split: {split}\n    path:");
            for file in files {
                let _ = writeln!(configs, "    - {file}");
            }
        }
        let _ = writeln!(types, "- config_name: {config}\n  features:");
        for column in columns(config == "rejected") {
            let _ = writeln!(types, "  - name: {}", column.name);
            types += &features(column.kind, [&source, &target]);
        }
    }
    if !configs.is_empty() {
        let _ = write!(card, "configs:\n{configs}dataset_info:\n{types}");
    }
    let _ = write!(
        card,
        "---\n\n# {source}–{target}\n\nA parallel corpus made by daejo: [what is in it](datasheet.md).\n"
    );
    card
}

/// The type of a column, as `datasets` names it.
fn features(kind: Kind, languages: [&String; 2]) -> String {
    match kind {
        Kind::Text => "    dtype: string\n".into(),
        Kind::Number => "    dtype: float64\n".into(),
        Kind::Count => "    dtype: int64\n".into(),
        Kind::List => "    list: string\n".into(),
        Kind::Translation => {
            let mut tags = languages;
            tags.sort();
            let [first, second] = tags.map(|tag| quoted(tag));
            format!(
                "    dtype:\n      translation:\n        languages:\n        - {first}\n        - {second}\n"
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_folder_is_a_configuration_and_each_split_a_part_of_it() {
        let languages = [&Language::korean(), &Language::english()];
        let files = [
            "data/dev.jsonl",
            "data/train-00000-of-00002.jsonl",
            "data/train-00001-of-00002.jsonl",
        ];
        let files: Vec<String> = files
            .iter()
            .chain(&["data/train.tsv", "rejected/train.jsonl"])
            .map(|&f| f.to_owned())
            .collect();
        let card = write(languages, &files);
        let start = "---\nlanguage:\n- \"ko\"\n- \"en\"\ntask_categories:\n- translation\nconfigs:\n- config_name: default\n  \
                     data_files:\n  - split: train\n    path:\n    - data/train-00000-of-00002.jsonl\n    - \
                     data/train-00001-of-00002.jsonl\n  - split: dev\n    path:\n    - data/dev.jsonl\n- config_name: \
                     rejected\n";
        assert!(card.starts_with(start), "{card}");
        assert!(
            card.contains("        languages:\n        - \"en\"\n        - \"ko\"\n"),
            "in order"
        );
        assert_eq!(card.matches("- name: reason").count(), 1);
        let card = write(languages, &["data/train.tmx".to_owned()]);
        assert!(!card.contains("configs:"), "{card}");
        let languages = [&Language::english(), &"no".parse().expect("a tag")];
        let card = write(languages, &["data/train.jsonl".to_owned()]);
        assert!(card.contains("- \"no\"\n"), "no truth value: {card}");
    }
}
