//! Passages that are left out, added, left untranslated or moved.

use std::sync::LazyLock;

use super::{Edit, Error, ErrorKind, chance::Chance, site::Site, words::replaced};
use crate::text::{Span, table};

/// A sentence shorter than this may be a heading, which may well be left out or stand twice.
const SENTENCE_CHARS: usize = 15;
/// A clause has at least so many words and characters: less may be a subject, which Korean leaves out.
const CLAUSE_WORDS: usize = 4;
const CLAUSE_CHARS: usize = 12;

/// Errors of one of the kinds that are about passages.
pub(super) fn of(kind: ErrorKind, sites: &[Site<'_>], chance: &mut Chance) -> Vec<Error> {
    let sentences = || sites.iter().filter(|site| site.alone && is_sentence(site.text));
    match kind {
        ErrorKind::OmittedClause => sentences().flat_map(clauses).collect(),
        ErrorKind::OmittedSentence => sentences().map(omitted).collect(),
        ErrorKind::AddedSentence => sentences().filter_map(|site| added(site, chance)).collect(),
        ErrorKind::DuplicatedSentence => sentences()
            .map(|site| inserted(ErrorKind::DuplicatedSentence, site, site.text.to_owned()))
            .collect(),
        ErrorKind::Untranslated => sentences()
            .map(|site| {
                let whole = Span::new(0, site.text.len());
                replaced(ErrorKind::Untranslated, site, whole, site.source_text.clone())
            })
            .collect(),
        ErrorKind::Reordered => {
            let sentences: Vec<_> = sentences().collect();
            sentences.windows(2).filter_map(|pair| reordered(pair[0], pair[1])).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether it ends as a sentence does: the order of headings and stamps matters less.
fn is_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| c.is_whitespace() || "”\"’'』」》»)]".contains(c));
    end.ends_with(['.', '?', '!', '…', '。']) && text.chars().count() >= SENTENCE_CHARS
}

/// Each clause that ends with a comma and can be left out so that a sentence remains.
fn clauses(site: &Site<'_>) -> Vec<Error> {
    let mut starts = vec![0];
    let mut errors = Vec::new();
    let long = |text: &str| {
        text.chars().count() >= CLAUSE_CHARS && text.split_whitespace().count() >= CLAUSE_WORDS
    };
    for (comma, _) in site.text.match_indices(", ") {
        let start = *starts.last().unwrap_or(&0);
        let span = Span::new(start, comma + 2);
        starts.push(span.end);
        let clause = span.of(site.text);
        // A bracket or quotation mark would lose its partner.
        let whole = !clause.contains(|c: char| "()[]{}«»《》“”\"‘’「」『』".contains(c));
        if whole && long(clause) && long(&site.text[span.end..]) {
            let error = replaced(ErrorKind::OmittedClause, site, span, String::new());
            errors.push(Error { original: clause.trim_end().to_owned(), ..error });
        }
    }
    errors
}

fn omitted(site: &Site<'_>) -> Error {
    Error {
        kind: ErrorKind::OmittedSentence,
        original: site.text.to_owned(),
        changed: String::new(),
        source: site.source.clone(),
        target: Vec::new(),
        edit: Edit::Remove { segment: site.segment },
    }
}

fn added(site: &Site<'_>, chance: &mut Chance) -> Option<Error> {
    static SENTENCES: LazyLock<Vec<[&str; 3]>> = LazyLock::new(|| {
        table::rows("plant-sentences.tsv", include_str!("../../corpora/tables/plant-sentences.tsv"))
    });
    let language = site.language().primary();
    let sentences: Vec<&str> =
        SENTENCES.iter().filter(|row| row[0] == language).map(|row| row[1]).collect();
    let sentence = chance.one(&sentences)?;
    Some(inserted(ErrorKind::AddedSentence, site, (*sentence).to_owned()))
}

fn inserted(kind: ErrorKind, site: &Site<'_>, text: String) -> Error {
    Error {
        kind,
        original: String::new(),
        changed: text.clone(),
        source: Vec::new(),
        target: vec![site.segment + 1],
        edit: Edit::Insert { after: site.segment, text },
    }
}

fn reordered(first: &Site<'_>, second: &Site<'_>) -> Option<Error> {
    let next = second.segment == first.segment + 1 && second.source[0] == first.source[0] + 1;
    (next && first.text != second.text).then(|| Error {
        kind: ErrorKind::Reordered,
        original: format!("{} / {}", first.text, second.text),
        changed: format!("{} / {}", second.text, first.text),
        source: vec![first.source[0], second.source[0]],
        target: vec![first.segment, second.segment],
        edit: Edit::Swap { first: first.segment, second: second.segment },
    })
}
