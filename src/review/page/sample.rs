//! Pairs without findings that are drawn, and what they say of the errors that were not found.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};

use crate::{
    report::Interface,
    review::{Checked, Current, bound},
};

/// As many pairs without findings are drawn: none bad among them says that fewer than one in seven is.
const DRAWN: usize = 20;

/// A pair without findings that was drawn.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) key: String,
    pub(super) bead: usize,
    pub(super) texts: [String; 2],
    pub(super) languages: [String; 2],
}

/// The pairs without findings that are drawn of a document: the same each time.
pub(super) fn drawn(checked: &Checked) -> Vec<Pair> {
    let mut with_findings = BTreeSet::new();
    for finding in &checked.findings {
        with_findings.insert(finding.bead);
        with_findings.extend(finding.occurrences.iter().map(|occurrence| occurrence.bead));
    }
    let bitext = &checked.bitext;
    let languages = [&bitext.source, &bitext.target].map(|half| half.language.tag().to_owned());
    let mut order: BTreeMap<String, Pair> = BTreeMap::new();
    for (bead, both) in checked.alignment.beads.iter().enumerate() {
        if both.is_gap() || with_findings.contains(&bead) {
            continue;
        }
        let texts = crate::export::sides(bitext, both);
        // A fingerprint is as good as a die, and finds the pair again.
        let key = crate::text::hexadecimal(&Sha256::digest(texts.join("\0").as_bytes())[..8]);
        order.insert(key.clone(), Pair { key, bead, texts, languages: languages.clone() });
    }
    order.into_values().take(DRAWN).collect()
}

pub(super) fn said_of(current: &Current, key: &str) -> Option<bool> {
    current.get(&("sample".to_owned(), key.to_owned()))?.payload["clean"].as_bool()
}

/// What the drawn pairs that were looked at say of the others.
pub(super) fn sampled(ui: Interface, pairs: &[Pair], current: &Current) -> String {
    let said: Vec<bool> = pairs.iter().filter_map(|pair| said_of(current, &pair.key)).collect();
    let clean = said.iter().filter(|clean| **clean).count();
    match clean {
        _ if said.is_empty() => ui.say("review-sample-none").to_owned(),
        clean if clean == said.len() => {
            let share = format!("{:.0}", 100.0 * bound(clean));
            ui.fill("review-sample-bound", &[&clean, &share])
        }
        _ => ui.fill("review-sample-errors", &[&(said.len() - clean), &said.len()]),
    }
}
