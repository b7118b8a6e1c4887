//! References by value.
use crate::text::{Language, Span};
/// todo
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {}
impl Reference {
    /// Equal for references that say the same in two languages.
    pub fn keys(&self) -> Vec<String> {
        todo!()
    }
}
/// todo
pub fn find(text: &str, language: &Language, taken: &[Span]) -> Vec<(Span, Reference)> {
    todo!("{text}{language}{taken:?}")
}
