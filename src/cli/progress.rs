//! A line on the terminal that says what is being done, from the second second on.

use std::{
    io::{self, IsTerminal},
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread,
    time::Duration,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

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
