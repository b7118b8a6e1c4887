//! Reviews: what people decide about findings, document by document, and the page they decide on.
//!
//! A [`Store`] keeps what was said as a log of events that only grows; what is in force follows from it, and undoing is
//! an event too. The files of the documents are never written.

mod agreement;
mod asked;
mod board;
mod checked;
mod decision;
mod edit;
mod fault;
mod log;
mod network;
pub mod page;
mod queue;
mod schema;
mod store;
mod survive;

pub use agreement::{Agreement, agreements};
pub use asked::Asked;
pub use board::{Board, By, Progress, Proposed, Since, Stale, State, worked};
pub use checked::Checked;
pub use decision::{Came, Judgement, Kept, Verdict, Why};
pub use edit::{Edit, Edited, can_be_edited};
pub use fault::{Fault, Result};
pub use log::Event;
pub use queue::{Likely, Seen, Waiting, bound, order, probability};
pub use store::{Answer, Change, Command, Current, Standing, Store};
pub use survive::{Fate, settle};
