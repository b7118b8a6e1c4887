//! Panics of readers that others wrote: expected, caught, and not to be told on standard error.

use std::cell::Cell;

thread_local! {
    static EXPECTED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic of this thread is caught and told as an error of the file that is read.
pub(crate) fn is_expected() -> bool {
    EXPECTED.get()
}

/// Runs what catches its panics itself.
pub(super) fn silently<T>(run: impl FnOnce() -> T) -> T {
    let before = EXPECTED.replace(true);
    let result = run();
    EXPECTED.set(before);
    result
}
