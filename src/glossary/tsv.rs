//! Glossaries as tables: a column a language, a row a concept.

use std::fmt::Write as _;

use super::{Entry, Glossary, Problem, Status, Term, Years};
use crate::text::Language;

/// What a column holds.
enum Column {
    Id,
    Terms { language: Language, forbidden: bool },
    Years,
    Other,
}

const FORBIDDEN: &str = "-forbidden";

fn column(name: &str) -> Column {
    let name = name.trim().to_lowercase();
    match name.as_str() {
        // Both would pass for language tags.
        "id" => return Column::Id,
        "years" => return Column::Years,
        _ => {}
    }
    let (tag, forbidden) = match name.strip_suffix(FORBIDDEN) {
        Some(tag) => (tag, true),
        None => (name.as_str(), false),
    };
    let is_tag = (2..=3).contains(&tag.split('-').next().unwrap_or_default().len());
    match tag.parse() {
        Ok(language) if is_tag => Column::Terms { language, forbidden },
        _ => Column::Other,
    }
}

pub(super) fn parse(text: &str) -> Result<Glossary, Problem> {
    let lines = text.lines().enumerate();
    let mut lines = lines.filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
    let (_, head) = lines.next().ok_or(Problem::NoLanguages)?;
    let columns: Vec<Column> = head.split('\t').map(column).collect();
    let is_language = |c: &&Column| matches!(c, Column::Terms { forbidden: false, .. });
    if columns.iter().filter(is_language).count() < 2 {
        return Err(Problem::NoLanguages);
    }
    let mut entries = Vec::new();
    for (number, line) in lines {
        let mut entry = Entry::default();
        let mut years = Years::default();
        for (column, cell) in columns.iter().zip(line.split('\t').map(str::trim)) {
            match column {
                Column::Id => entry.id = (!cell.is_empty()).then(|| cell.to_owned()),
                Column::Years => {
                    years = Years::parse(cell).ok_or_else(|| Problem::Years {
                        line: number + 1,
                        text: cell.to_owned(),
                    })?;
                }
                Column::Terms { language, forbidden } => {
                    let forms = cell.split('|').map(str::trim).filter(|form| !form.is_empty());
                    entry.terms.extend(forms.enumerate().map(|(place, form)| Term {
                        language: language.clone(),
                        text: form.to_owned(),
                        status: match (forbidden, place) {
                            (true, _) => Status::Deprecated,
                            (false, 0) => Status::Preferred,
                            (false, _) => Status::Admitted,
                        },
                        years: Years::default(),
                    }));
                }
                Column::Other => {}
            }
        }
        for term in &mut entry.terms {
            term.years = years;
        }
        entries.push(entry);
    }
    Ok(Glossary { entries })
}

pub(super) fn write(glossary: &Glossary) -> String {
    let mut languages: Vec<&str> = Vec::new();
    for term in glossary.entries.iter().flat_map(|entry| &entry.terms) {
        if !languages.contains(&term.language.tag()) {
            languages.push(term.language.tag());
        }
    }
    let mut text = String::from("id");
    for tag in &languages {
        let _ = write!(text, "\t{tag}\t{tag}{FORBIDDEN}");
    }
    text.push_str("\tyears\n");
    for entry in &glossary.entries {
        text.push_str(entry.id.as_deref().unwrap_or_default());
        for tag in &languages {
            for allowed in [true, false] {
                let forms = entry.terms.iter().filter(|term| {
                    term.language.tag() == *tag && term.status.is_allowed() == allowed
                });
                let forms: Vec<&str> = forms.map(|term| term.text.as_str()).collect();
                let _ = write!(text, "\t{}", forms.join("|"));
            }
        }
        let years = entry.terms.first().map(|term| term.years).unwrap_or_default();
        let years = if years.is_open() { String::new() } else { years.to_string() };
        let _ = writeln!(text, "\t{years}");
    }
    text
}
