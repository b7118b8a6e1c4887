//! Documents whose names do not tell which translates which: paired by what they say.

use std::path::PathBuf;

use anyhow::{Result, bail};
use rayon::prelude::*;

use super::{batch, paths::Plan, session::Session};
use crate::{
    corpus::content::{Sketch, pair as matched},
    encoder::Encoder,
    pairing::{Alone, Pair},
    report::counted,
    text::{Language, ScriptCounts},
};

/// Gives the files of a plan that are no pairs by their names the partners that translate them; how near each is and why
/// is told in the rows of the plan.
pub(super) fn pair(session: &Session, encoder: Option<&Encoder>, plan: &mut Plan) -> Result<()> {
    let languages = [&session.source_language, &session.target_language];
    if languages.iter().filter(|language| language.is_in_latin_letters()).count() != 1 {
        bail!(
            "--pair-by content tells languages by their letters, and {} and {} have the same: pair by name",
            languages[0],
            languages[1]
        );
    }
    let named = std::mem::take(&mut plan.pairs);
    // What a list says, or names say, is believed.
    let (pairs, single): (Vec<Pair>, Vec<Pair>) =
        named.into_iter().partition(|pair| pair.target.is_some());
    let alone = std::mem::take(&mut plan.alone);
    let mut files: Vec<PathBuf> = single.into_iter().map(|pair| pair.source).collect();
    files.extend(alone.into_iter().map(|alone| alone.path));
    files.sort();
    let sketches: Vec<Result<(bool, Sketch)>> = files
        .par_iter()
        .map(|path| {
            batch::walled(|| {
                let document = session.read(path)?;
                let is_source = is_source(&document.text, languages);
                let language = languages[usize::from(!is_source)];
                Ok((is_source, Sketch::of(&document.text, language, is_source, encoder)))
            })
        })
        .collect();
    let (mut heaps, mut sketched): ([Vec<PathBuf>; 2], [Vec<Sketch>; 2]) = Default::default();
    plan.pairs = pairs;
    for (path, sketch) in files.into_iter().zip(sketches) {
        match sketch {
            Ok((is_source, sketch)) => {
                heaps[usize::from(!is_source)].push(path);
                sketched[usize::from(!is_source)].push(sketch);
            }
            // The run says what is wrong with it.
            Err(_) => plan.pairs.push(Pair {
                name: path.display().to_string(),
                source: path,
                is_named: true,
                ..Pair::default()
            }),
        }
    }
    let found = matched(&sketched[0], &sketched[1]);
    session.note(&format!(
        "{} paired by content, of {} and {}",
        counted(found.len(), "document"),
        counted(heaps[0].len(), "original"),
        counted(heaps[1].len(), "translation")
    ));
    let mut is_paired = heaps.each_ref().map(|heap| vec![false; heap.len()]);
    for one in found {
        let [source, target] = [&heaps[0][one.source], &heaps[1][one.target]];
        (is_paired[0][one.source], is_paired[1][one.target]) = (true, true);
        let row = [
            ("pairing-score".to_owned(), format!("{:.4}", one.score)),
            ("pairing-reason".to_owned(), one.reason),
        ];
        plan.pairs.push(Pair {
            name: source.display().to_string(),
            source: source.clone(),
            target: Some(target.clone()),
            is_named: true,
            row: row.into(),
        });
    }
    for (heap, is_paired) in heaps.into_iter().zip(is_paired) {
        let without = heap.into_iter().zip(is_paired).filter(|(_, is_paired)| !is_paired);
        plan.alone.extend(
            without.map(|(path, _)| Alone { path, reason: "no other file says the same".into() }),
        );
    }
    Ok(())
}

/// Whether most letters of a text are those of the source, one of the two languages being in Latin letters.
fn is_source(text: &str, languages: [&Language; 2]) -> bool {
    let counts = ScriptCounts::of(text);
    // A syllable of Hangul says about as much as two letters.
    let is_latin = counts.latin > 2 * (counts.letters() - counts.latin);
    is_latin == languages[0].is_in_latin_letters()
}
