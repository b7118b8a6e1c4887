/// What is wrong with a glossary file, where, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// There is nothing in it.
    #[error("the file is empty: name another one, or leave the option out")]
    Empty,
    /// It is neither UTF-8 nor UTF-16.
    #[error("{}it is not UTF-8 (nor UTF-16 with its mark): save it as UTF-8", place(*.line))]
    Encoding {
        /// Line of the first byte that is no character, if it can be told.
        line: Option<usize>,
    },
    /// It begins like TBX and is not well-formed.
    #[error("line {line}: this is no well-formed XML ({message}): export it anew")]
    Xml {
        /// Line of the file, from 1.
        line: usize,
        /// What the parser says.
        message: String,
    },
    /// It ends before what it began is closed.
    #[error("{}the file ends inside “{inside}”: it is cut short, so export or copy it anew", place(*.line))]
    CutShort {
        /// Line of the end, from 1, if it can be told.
        line: Option<usize>,
        /// What is not closed.
        inside: String,
    },
    /// It is HTML.
    #[error(
        "line {line}: this is a web page, not a glossary: save the glossary itself, as TBX or as a table"
    )]
    Html {
        /// Line of the file, from 1.
        line: usize,
    },
    /// It is XML of another kind.
    #[error(
        "line {line}: this is XML with the root “{root}”, not TBX, whose root is “tbx” or “martif”: export it as TBX"
    )]
    NotTbx {
        /// Line of the file, from 1.
        line: usize,
        /// The name of the root.
        root: String,
    },
    /// It defines entities, by which XML takes in other files or grows without end.
    #[error(
        "line {line}: it defines entities of its own, which are not read and no other file is opened for: export it without a DOCTYPE"
    )]
    Entities {
        /// Line of the file, from 1.
        line: usize,
    },
    /// It uses an entity that XML does not have.
    #[error("line {line}: there is no entity “{name}” in XML: write the character itself")]
    UnknownEntity {
        /// Line of the file, from 1.
        line: usize,
        /// Its name.
        name: String,
    },
    /// The first row of a table names no two languages.
    #[error(
        "line 1: the first row names no two languages: it should read, for example, “en ⇥ ko ⇥ years” with tabs between"
    )]
    NoLanguages,
    /// A span of years cannot be read.
    #[error("line {line}: “{text}” is no span of years: write one such as 1948-1972 or 1948-")]
    Years {
        /// Line of the file, from 1.
        line: usize,
        /// What stands there.
        text: String,
    },
    /// No concept has terms in two languages.
    #[error(
        "no row has terms in two languages: a table needs a column for each, TBX a section with xml:lang for each"
    )]
    NoTerms,
}

fn place(line: Option<usize>) -> String {
    line.map_or_else(String::new, |line| format!("line {line}: "))
}
