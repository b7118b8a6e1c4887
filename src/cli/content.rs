//! Documents whose names do not tell which translates which: paired by what they say.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use rayon::prelude::*;

use super::{batch, paths::Plan, session::Session};
use crate::{
    corpus::content::{Sketch, pair as matched},
    document::{Document, Format},
    encoder::Encoder,
    pairing::{Alone, Pair},
    report::counted,
    text::{Language, Script},
};

/// Of a text in letters of its own one in so many may be Latin: names and code stand in them in any language.
const LATIN: usize = 5;

/// Gives the files of a plan that are no pairs by their names the partners that translate them; how near each is and why
/// is told in the rows of the plan.
pub(super) fn pair(session: &Session, encoder: Option<&Encoder>, plan: &mut Plan) -> Result<()> {
    let languages = [&session.source_language, &session.target_language];
    if languages[0].script() == languages[1].script() {
        bail!(
            "--pair-by content tells languages by their letters, and {} and {} have the same: pair by name",
            languages[0],
            languages[1]
        );
    }
    let named = std::mem::take(&mut plan.pairs);
    // What a list says, or names say, is believed, and a file that comes aligned is a document of its own.
    let is_whole =
        |pair: &Pair| pair.target.is_some() || Format::of_path(&pair.source).is_bilingual();
    let (pairs, single): (Vec<Pair>, Vec<Pair>) = named.into_iter().partition(is_whole);
    let alone = std::mem::take(&mut plan.alone);
    let mut files: Vec<PathBuf> = single.into_iter().map(|pair| pair.source).collect();
    files.extend(alone.into_iter().map(|alone| alone.path));
    files.sort();
    let sketches: Vec<Result<(bool, Sketch)>> = files
        .par_iter()
        .map(|path| {
            batch::walled(|| {
                // The run says what is to be known of a file when it reads it again.
                let own = session.apart();
                let (is_source, document) = read(&own, path, languages)?;
                let language = languages[usize::from(!is_source)];
                let sketch = Sketch::of(document.shown().as_ref(), language, is_source, encoder);
                Ok((is_source, sketch))
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

/// Reads a file as the half that it is, and tells whether that is the source.
fn read(session: &Session, path: &Path, languages: [&Language; 2]) -> Result<(bool, Document)> {
    let read = session.read_half(path, 0);
    if let Ok(document) = &read
        && (is_source(&document.text, languages) || !session.has_two_encodings())
    {
        let is_source = is_source(&document.text, languages);
        return read.map(|document| (is_source, document));
    }
    if !session.has_two_encodings() {
        return read.map(|document| (true, document));
    }
    // In the encoding of translations it may be one.
    match session.read_half(path, 1) {
        Ok(document) if !is_source(&document.text, languages) => Ok((false, document)),
        other => Ok((true, read.or(other)?)),
    }
}

/// Whether a text is sooner in the language of the source than in the other, by its letters.
fn is_source(text: &str, languages: [&Language; 2]) -> bool {
    let [source, target] = languages.map(|language| {
        let own = text.chars().filter(|&c| Script::of(c) == language.script()).count();
        if language.is_in_latin_letters() { own / LATIN } else { own }
    });
    source > target
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_of_the_language_whose_letters_it_has() {
        #[rustfmt::skip]
        let cases = [
            ("en", "ko", "He left for Moscow on 3 May.",               true,  "English"),
            ("en", "ko", "Kim Il Sung (김일성) and Pak Hon Yong spoke.", true,  "with a name in Hangul"),
            ("en", "ko", "kubectl apply -f pod.yaml 명령을 실행한다",      false, "Korean with a command"),
            ("ko", "en", "그는 떠났다.",                                true,  "the other way"),
            ("en", "th", "เขาออกจากเมือง",                              false, "Thai"),
            ("ja", "ko", "彼は昨日町を出た。",                            true,  "Chinese characters are of neither"),
            ("ru", "ko", "Он уехал вчера.",                           true,  "neither in Latin letters"),
        ];
        for (source, target, text, expected, why) in cases {
            let languages = [source, target].map(|tag| tag.parse::<Language>().expect(tag));
            assert_eq!(is_source(text, languages.each_ref()), expected, "{text}: {why}");
        }
    }
}
