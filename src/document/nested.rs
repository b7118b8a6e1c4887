//! What is ended inside something that is open, as a note inside a paragraph, comes behind it: no sentence is cut.

/// What waits for the end of what it is inside: for each that is open, from the outermost on, what was ended inside it.
#[derive(Debug)]
pub(super) struct Nested<T>(Vec<Vec<T>>);

impl<T> Default for Nested<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Nested<T> {
    /// What may be made, in order, now that `ended` is, which was inside of `depth` others: nothing before the
    /// outermost ends.
    pub(super) fn ended(&mut self, ended: T, depth: usize) -> Vec<T> {
        let inside = self.inside(depth);
        self.passed_on(std::iter::once(ended).chain(inside).collect(), depth)
    }

    /// The same of something that is dropped with what it had itself.
    pub(super) fn dropped(&mut self, depth: usize) -> Vec<T> {
        let inside = self.inside(depth);
        self.passed_on(inside, depth)
    }

    fn inside(&mut self, depth: usize) -> Vec<T> {
        self.0.get_mut(depth).map(std::mem::take).unwrap_or_default()
    }

    fn passed_on(&mut self, ended: Vec<T>, depth: usize) -> Vec<T> {
        let Some(outer) = depth.checked_sub(1) else { return ended };
        if self.0.len() <= outer {
            self.0.resize_with(outer + 1, Vec::new);
        }
        self.0[outer].extend(ended);
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_inside_comes_behind_what_holds_it() {
        let mut nested = Nested::default();
        // A note in a cell in a paragraph, a second cell, and a cell that is dropped with a note in it.
        assert!(nested.ended("note", 2).is_empty());
        assert!(nested.ended("cell", 1).is_empty());
        assert!(nested.ended("second cell", 1).is_empty());
        assert!(nested.ended("note of the third", 2).is_empty());
        assert!(nested.dropped(1).is_empty());
        let made = nested.ended("paragraph", 0);
        assert_eq!(made, ["paragraph", "cell", "note", "second cell", "note of the third"]);
        assert_eq!(nested.ended("next", 0), ["next"]);
    }
}
