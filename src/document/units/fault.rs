use std::borrow::Cow;

/// Why the units of a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitFault {
    /// Byte offset in the text that was read.
    pub at: usize,
    /// The unit, where one was begun.
    pub unit: Option<String>,
    /// What is wrong, and what to do about it.
    pub problem: Cow<'static, str>,
}

impl UnitFault {
    pub(super) fn new(at: usize, problem: impl Into<Cow<'static, str>>) -> Self {
        Self { at, unit: None, problem: problem.into() }
    }

    pub(super) fn of_unit(self, unit: &str) -> Self {
        Self { unit: Some(unit.to_owned()), ..self }
    }
}
