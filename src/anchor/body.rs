//! Bodys by value.
use crate::text::{Language, Span};
/// todo
#[derive(Debug, Clone, PartialEq)]
pub struct Body {}
impl Body {
    /// Equal for bodys that say the same in two languages.
    pub fn keys(&self) -> Vec<String> {
        todo!()
    }
}
/// todo
pub fn find(text: &str, language: &Language, taken: &[Span]) -> Vec<(Span, Body)> {
    todo!("{text}{language}{taken:?}")
}
