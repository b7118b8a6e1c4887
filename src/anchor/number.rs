//! Numbers by value.
use crate::text::{Language, Span};
/// todo
#[derive(Debug, Clone, PartialEq)]
pub struct Number {}
impl Number {
    /// Equal for numbers that say the same in two languages.
    pub fn keys(&self) -> Vec<String> {
        todo!()
    }
}
/// todo
pub fn find(text: &str, language: &Language, taken: &[Span]) -> Vec<(Span, Number)> {
    todo!("{text}{language}{taken:?}")
}
