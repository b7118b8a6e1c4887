//! Why a file that is no plain text could not be read.

/// What is wrong with a file of a format, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// It is not what its name or its first bytes say.
    #[error("it is no {format} file: {problem}")]
    Not {
        /// The format it was read as.
        format: &'static str,
        /// What is missing or wrong.
        problem: String,
    },

    /// It is damaged, or cut short.
    #[error(
        "it is damaged: {part}: {problem}; open it in the program it was made with and save it anew"
    )]
    Damaged {
        /// Where: the name of a file inside it, a page, an offset.
        part: String,
        /// What is wrong there.
        problem: String,
    },

    /// It is locked with a password.
    #[error("it is encrypted: open it with its password, and save a copy without one")]
    Encrypted,

    /// It can be looked at and not be read.
    #[error("{0}")]
    Locked(&'static str),

    /// It holds no text.
    #[error("it has no text: {0}")]
    NoText(&'static str),

    /// It would take more memory than is given to one file.
    #[error("{part} is more than is read of one file ({limit}): give the text in parts")]
    TooMuch {
        /// What.
        part: String,
        /// The bound.
        limit: String,
    },

    /// This build of the program does not read the format.
    #[error(
        "this build does not read {format}: build daejo with --features {feature}, or {instead}"
    )]
    NotBuilt {
        /// The format.
        format: &'static str,
        /// The feature of the build that reads it.
        feature: &'static str,
        /// What can be done without.
        instead: &'static str,
    },

    /// The reader of the format stopped.
    #[error(
        "the reader of {format} gave up on it: open it in another program, and save it anew or as plain text"
    )]
    GaveUp {
        /// The format.
        format: &'static str,
    },
}
