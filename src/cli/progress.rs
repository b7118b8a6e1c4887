//! A line on the terminal that says what is being done, from the second second on.

use std::{
    io::{self, IsTerminal},
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread,
    time::Duration,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::report::counted;

/// Work that takes no longer than this shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);
const TICK: Duration = Duration::from_millis(120);

/// The line; it goes away when this is dropped.
pub(super) struct Progress {
    bar: ProgressBar,
    /// Dropped with the progress, which ends the thread that waits to show it.
    _waiting: Option<Sender<()>>,
}

impl Progress {
    /// Starts to wait; `quiet`, or without a terminal, nothing is ever shown.
    pub(super) fn new(quiet: bool) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if quiet || !io::stderr().is_terminal() {
            return Self { bar, _waiting: None };
        }
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
            bar.set_style(style);
        }
        let (sender, receiver) = mpsc::channel::<()>();
        let shown = bar.clone();
        thread::spawn(move || {
            if receiver.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(TICK);
            }
        });
        Self { bar, _waiting: Some(sender) }
    }

    /// The same for a run over `documents`, which have so many bytes: with the share done, the rate and the time
    /// left.
    pub(super) fn over(quiet: bool, bytes: u64, documents: usize) -> Self {
        let progress = Self::new(quiet);
        progress.bar.set_length(bytes.max(1));
        let template = "{bar:24} {percent}% of {msg}, {binary_bytes_per_sec}, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            progress.bar.set_style(style);
        }
        progress.bar.set_message(counted(documents, "document"));
        progress
    }

    /// Counts the bytes of a document that is done.
    pub(super) fn advance(&self, bytes: u64) {
        self.bar.inc(bytes);
    }

    /// Says something while the line is away.
    pub(super) fn aside(&self, say: impl FnOnce()) {
        self.bar.suspend(say);
    }

    /// Says what is done from here on.
    pub(super) fn stage(&self, name: &'static str) {
        self.bar.set_message(name);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
