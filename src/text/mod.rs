//! Text and places in it: byte spans, languages, scripts, folding with a map back to the original.
//! No input or output and no statistics here; everything else stands on this.

mod digits;
mod fold;
mod language;
mod script;
mod shown;
mod span;
mod spread;
mod stitched;
pub(crate) mod table;
mod tag;
mod xml;

pub(crate) use digits::hexadecimal;
pub use fold::Folded;
pub(crate) use language::Order;
pub use language::{Language, Tongue};
pub use script::{Script, ScriptCounts};
pub use shown::Shown;
pub(crate) use shown::printable;
pub use span::Span;
pub(crate) use span::words;
pub(crate) use spread::closed_up;
pub use stitched::{Seams, Stitched};
pub(crate) use tag::{TagKind, needs_no_end, tags, tags_among};
pub(crate) use xml::legal_in_xml;
