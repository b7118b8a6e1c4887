//! What is known of a document that is done: its line in the journal, and the file of its pairs.

use std::{collections::BTreeMap, fs, io, path::Path};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::pair::Pair;
use crate::{Error, Result, text::hexadecimal};

/// The folder of what was made of each document.
pub(super) const WORK: &str = "work";
/// So many digits has the name of a file in it.
pub(super) const WORK_DIGITS: usize = 32;

/// The version of the lines.
pub(super) const VERSION: u32 = 1;

/// A document that is done, or that could not be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Entry {
    /// The version of this line.
    pub version: u32,
    /// What the document is called among the others.
    pub document: String,
    /// The document, or its source half, as it was named.
    pub source: String,
    /// SHA-256 of its bytes.
    pub source_sha256: String,
    /// The target half, if it is a file of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// SHA-256 of its bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_sha256: Option<String>,
    /// Fingerprint of all that decides how the document is read, aligned and checked.
    pub settings: String,
    /// The file of its pairs in the folder `work`.
    pub work: String,
    /// Length of that file in bytes.
    pub bytes: u64,
    /// Its checksum (CRC-32).
    pub checksum: u32,
    /// How many pairs there are in it.
    pub pairs: usize,
    /// How many beads had no counterpart.
    pub gaps: usize,
    /// The tags of the languages of its sides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub languages: Option<[String; 2]>,
    /// What a list of pairs says of the document.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub row: BTreeMap<String, String>,
    /// What makes its pairs doubtful.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// Why it could not be read; there are no pairs then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// What decides whether a document has been done already: its files, their bytes, and how they are read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Key {
    /// The files as they are named.
    pub paths: (String, Option<String>),
    /// SHA-256 of their bytes.
    pub sha256: (String, Option<String>),
    /// Fingerprint of the settings.
    pub settings: String,
}

impl Key {
    /// What the file of its pairs is called.
    pub fn work(&self) -> String {
        let text = serde_json::to_string(self).unwrap_or_default();
        let mut name = hexadecimal(&Sha256::digest(text.as_bytes()));
        name.truncate(WORK_DIGITS);
        name + ".jsonl"
    }
}

impl Entry {
    pub(super) fn key(&self) -> Key {
        Key {
            paths: (self.source.clone(), self.target.clone()),
            sha256: (self.source_sha256.clone(), self.target_sha256.clone()),
            settings: self.settings.clone(),
        }
    }

    /// What decides by chance to which split the document goes: its bytes alone, so that another name changes nothing.
    pub(super) fn lot(&self) -> u64 {
        let files = (&self.source_sha256, &self.target_sha256);
        let text = serde_json::to_string(&files).unwrap_or_default();
        let digest = Sha256::digest(text.as_bytes());
        digest.iter().take(8).fold(0, |number, &byte| number << 8 | u64::from(byte))
    }

    /// An identity for the pairs of the document, the same wherever the corpus lies.
    pub fn identity(&self) -> String {
        let files = (&self.document, &self.source_sha256, &self.target_sha256);
        let text = serde_json::to_string(&files).unwrap_or_default();
        let mut identity = hexadecimal(&Sha256::digest(text.as_bytes()));
        identity.truncate(12);
        identity
    }

    /// Whether the file of its pairs is in a corpus as it was written.
    pub(super) fn is_whole(&self, folder: &Path) -> bool {
        fs::read(folder.join(WORK).join(&self.work)).is_ok_and(|bytes| self.fits(&bytes))
    }

    fn fits(&self, bytes: &[u8]) -> bool {
        bytes.len() as u64 == self.bytes && crc32fast::hash(bytes) == self.checksum
    }

    /// Reads the pairs of the document in a corpus.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] if the file is not there or not as it was written.
    pub fn pairs(&self, folder: &Path) -> Result<Vec<Pair>> {
        let path = folder.join(WORK).join(&self.work);
        let wrong = |problem: &str| Error::Read {
            path: path.clone(),
            source: io::Error::new(
                io::ErrorKind::InvalidData,
                format!("{problem}: remove the file and run again"),
            ),
        };
        let text = fs::read_to_string(&path)
            .map_err(|source| Error::Read { path: path.clone(), source })?;
        if !self.fits(text.as_bytes()) {
            return Err(wrong("it is not as it was written"));
        }
        let pairs: Option<Vec<Pair>> =
            text.lines().map(|line| serde_json::from_str(line).ok()).collect();
        pairs.ok_or_else(|| wrong("it holds no pairs"))
    }
}
