//! Reviews: what people decide about findings, document by document, and the page they decide on.
//!
//! A [`Store`] keeps what was said as a log of events that only grows; what is in force follows from it, and undoing is
//! an event too. The files of the documents are never written.

mod fault;
mod log;
mod network;
mod schema;
mod store;

pub use fault::{Fault, Result};
pub use log::Event;
pub use store::{Answer, Change, Command, Current, Standing, Store};
