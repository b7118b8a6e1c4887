//! Values in common form: what two languages write in different ways is one value here, which knows no language.
//!
//! [`language`](crate::language) reads them out of a text, [`anchor`](crate::anchor) tells where they stand.

mod amount;
mod date;
mod number;
mod time;

pub use amount::Amount;
pub use date::{Date, Part};
pub use number::{Form, Native, Number, Qualifier, Strength, Unit};
#[cfg(test)]
pub(crate) use time::HALF_DAY;
pub use time::Time;
