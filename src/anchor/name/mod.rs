//! Names by value.
use crate::text::{Language, Span};
/// todo
#[derive(Debug, Clone, PartialEq)]
pub struct Name {}
impl Name {
    /// Equal for names that say the same in two languages.
    pub fn keys(&self) -> Vec<String> {
        todo!()
    }
}
/// todo
pub fn find(text: &str, language: &Language, taken: &[Span]) -> Vec<(Span, Name)> {
    todo!("{text}{language}{taken:?}")
}
