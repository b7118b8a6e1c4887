//! Dates by value.
use crate::text::{Language, Span};
/// todo
#[derive(Debug, Clone, PartialEq)]
pub struct Date {}
impl Date {
    /// Equal for dates that say the same in two languages.
    pub fn keys(&self) -> Vec<String> {
        todo!()
    }
}
/// todo
pub fn find(text: &str, language: &Language, taken: &[Span]) -> Vec<(Span, Date)> {
    todo!("{text}{language}{taken:?}")
}
