//! The sentence encoder: turns text of any of its languages into vectors that lie close together
//! when the texts say the same.
//!
//! The network is Google's Universal Sentence Encoder, multilingual, version 3 (Apache-2.0), a
//! convolutional averaging network. A text is cut into pieces, each looked up in a table, two short
//! convolutions let a token see its neighbours, and a small head turns the sum over tokens into 512
//! numbers of unit length. Because it is a sum, the vector of a run of segments comes by addition:
//! see [`HalfVectors`].

mod batch;
pub mod build;
mod compact;
mod double_array;
mod fault;
mod half;
mod inside;
mod kernels;
mod model;
mod network;
mod normalizer;
mod plan;
mod table;
mod tokenizer;
mod weights;

use std::{borrow::Cow, fs, path::Path, sync::Arc};

use rayon::prelude::*;

use self::{
    batch::{Sums, Tokens},
    model::{Model, Part},
    network::{Arithmetic, Network},
    table::Table,
    tokenizer::Tokenizer,
};
pub(crate) use self::{compact::CompactVectors, kernels::dot};
pub use self::{fault::ModelFault, half::HalfVectors, inside::Insides};
use crate::{Error, Result, text::Language};

/// How many sums are turned into vectors together.
const TOGETHER: usize = 256;

/// How many numbers a vector has.
pub const DIMENSIONS: usize = 512;

/// An encoder ready for use; a clone shares everything.
///
/// The same texts give the same vectors with any number of threads and in any company, on one kind
/// of processor; another kind may differ in the sixth decimal.
#[derive(Debug, Clone)]
pub struct Encoder {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    model: Model,
    network: Network,
    unknown_score: f32,
}

/// Vectors of unit length, one a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Vectors {
    values: Vec<f32>,
}

impl Encoder {
    /// The English–Korean encoder inside the program.
    ///
    /// # Panics
    ///
    /// If the program was built with a damaged model, which its tests would show.
    #[cfg(feature = "encoder")]
    pub fn embedded() -> Self {
        use std::sync::OnceLock;

        static MODEL: &[u8] = include_bytes!("../../corpora/encoder/en-ko.daejo");
        static ENCODER: OnceLock<Encoder> = OnceLock::new();
        ENCODER
            .get_or_init(|| {
                Self::from_bytes(Cow::Borrowed(MODEL), false)
                    .expect("the embedded model is tested with the program")
            })
            .clone()
    }

    /// Opens a model file.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] if it cannot be read; [`Error::EncoderModel`] if it is no model, cut short,
    /// damaged or of another version.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        if path.is_dir() {
            return Err(Error::Directory { path: path.to_owned() });
        }
        let bytes = fs::read(path).map_err(|source| Error::Read { path: path.into(), source })?;
        Self::from_bytes(Cow::Owned(bytes), true)
            .map_err(|fault| Error::EncoderModel { path: path.into(), fault })
    }

    fn from_bytes(bytes: Cow<'static, [u8]>, verify: bool) -> Result<Self, ModelFault> {
        let model = Model::new(bytes, verify)?;
        let network = Network::new(&model, Arithmetic::Whole)?;
        let unknown_score = model.floats(Part::Constants).first().copied().unwrap_or_default();
        Ok(Self { inner: Arc::new(Inner { model, network, unknown_score }) })
    }

    /// The same encoder with every product in floating point, as the weights were published.
    ///
    /// Otherwise the widest layer is worked out in whole numbers of eight bits, which is faster and
    /// moves a vector by a cosine of less than 0.001.
    ///
    /// # Errors
    ///
    /// [`ModelFault::MissingPart`]; not if the encoder could be opened before.
    pub fn in_floats(&self) -> Result<Self, ModelFault> {
        let model = self.inner.model.clone();
        let network = Network::new(&model, Arithmetic::Floats)?;
        let unknown_score = self.inner.unknown_score;
        Ok(Self { inner: Arc::new(Inner { model, network, unknown_score }) })
    }

    /// The languages that the model was built for.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.inner.model.text(Part::Languages).split_whitespace()
    }

    /// Checks that the model knows a language, whatever its region or script.
    ///
    /// # Errors
    ///
    /// [`ModelFault::Languages`].
    pub fn require(&self, language: &Language) -> Result<(), ModelFault> {
        if self.languages().any(|known| known == language.primary()) {
            return Ok(());
        }
        let known: Vec<_> = self.languages().collect();
        Err(ModelFault::Languages { known: known.join(", "), wanted: language.tag().to_owned() })
    }

    /// Where the weights come from, what was changed in them, and under which licence they are.
    pub fn about(&self) -> &str {
        self.inner.model.text(Part::About)
    }

    /// The whole licence of the weights.
    pub fn licence(&self) -> &str {
        self.inner.model.text(Part::Licence)
    }

    /// What tells this model from others: a checksum (CRC-32) of its file.
    pub fn checksum(&self) -> u32 {
        self.inner.model.checksum()
    }

    /// Length of the model file in bytes.
    pub fn size(&self) -> usize {
        self.inner.model.size()
    }

    /// How many tokens a text has, its start and end included.
    pub fn tokens(&self, text: &str) -> usize {
        let mut rows = Vec::new();
        self.inner.tokenizer().encode(text, &mut rows);
        rows.len() + 2
    }

    /// The numbers that the pieces of a text have in the original vocabulary of 128,000, without
    /// those of its start and end; for comparison with other programs that use the same model. A
    /// syllable that was added is unknown there, number 0.
    pub fn piece_ids(&self, text: &str) -> Vec<u32> {
        let kept = self.inner.model.part(Part::Kept);
        let originals: Vec<u32> = (0u32..)
            .zip(kept.iter().flat_map(|&byte| (0..8).map(move |bit| byte >> bit & 1)))
            .filter_map(|(id, kept)| (kept == 1).then_some(id))
            .collect();
        let mut rows = Vec::new();
        self.inner.tokenizer().encode(text, &mut rows);
        let mut ids: Vec<u32> =
            rows.iter().map(|&row| originals.get(row as usize).copied().unwrap_or(0)).collect();
        ids.dedup_by(|a, b| *a == 0 && *b == 0);
        ids
    }

    /// The vector of each text. An empty text has a vector as well, close to no other; a long one
    /// is worked through in pieces.
    pub fn encode(&self, texts: &[&str]) -> Vectors {
        let tokens = Tokens::new(self.inner.tokenizer(), texts);
        let network = &self.inner.network;
        let mut values = batch::sums(network, &self.inner.table(), &tokens, Sums::Whole);
        let counts: Vec<usize> =
            (0..texts.len()).map(|text| tokens.count(text..text + 1) + 2).collect();
        values
            .par_chunks_mut(TOGETHER * DIMENSIONS)
            .zip(counts.par_chunks(TOGETHER))
            .for_each(|(values, counts)| network.vectors(values, counts));
        Vectors { values }
    }

    /// What is needed for the vector of every run of `segments`, in one pass over them.
    pub fn half(&self, segments: &[&str]) -> HalfVectors {
        HalfVectors::new(Arc::clone(&self.inner), segments)
    }
}

impl Inner {
    fn tokenizer(&self) -> Tokenizer<'_> {
        Tokenizer::new(
            self.model.part(Part::Characters),
            self.model.part(Part::Pieces),
            self.model.part(Part::Scores),
            self.unknown_score,
        )
    }

    fn table(&self) -> Table<'_> {
        Table::new(self.model.part(Part::Offsets), self.model.part(Part::Rows))
    }
}

impl Vectors {
    /// How many vectors there are.
    pub fn len(&self) -> usize {
        self.values.len() / DIMENSIONS
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// One vector.
    ///
    /// # Panics
    ///
    /// If there are not so many.
    pub fn row(&self, index: usize) -> &[f32] {
        &self.values[index * DIMENSIONS..][..DIMENSIONS]
    }

    /// All vectors in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f32]> {
        self.values.chunks_exact(DIMENSIONS)
    }

    /// All values, row after row: `len()` × [`DIMENSIONS`].
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// The same, without copying them.
    pub(crate) fn into_values(self) -> Vec<f32> {
        self.values
    }

    /// The cosine of each vector with each of `others`: `len()` × `others.len()`, row-major.
    pub fn similarities(&self, others: &Self) -> Vec<f32> {
        let mut out = vec![0.0; self.len() * others.len()];
        kernels::product_transposed(
            kernels::Matrix::dense(&self.values, DIMENSIONS),
            kernels::Matrix::dense(&others.values, DIMENSIONS),
            &mut out,
        );
        out
    }
}

/// The cosine of two vectors of unit length.
///
/// # Panics
///
/// In debug builds, if they are not of one length.
pub fn cosine(a: &[f32], b: &[f32]) -> f32 {
    debug_assert_eq!(a.len(), b.len(), "vectors of different lengths");
    dot(a, b)
}
