//! Times of day that the other side has as mere numbers: “at three” and 3시.

use super::{Atom, ValueKind, Values};
use crate::anchor::number::{Amount, Form};

/// Matches the times of `one` that are left over with numbers of `other` that are: the hour, and the minute
/// if it has one.
pub(super) fn match_numbers(one: &mut Values, other: &mut Values) {
    for &(anchor, (hour, minute)) in &one.times {
        let left = |atom: &&mut Atom| atom.anchor == anchor && !atom.matched;
        let Some(time) = one.atoms.iter_mut().find(left) else { continue };
        let number = |value: u16, from: usize| {
            let whole = Amount::whole(value.into());
            let fits = |b: &Atom| {
                let counted = b.unit.is_none_or(|u| matches!(u.dimension, "clock" | "time"));
                !b.matched
                    && b.kind == ValueKind::Count
                    && b.form != Form::Code
                    && b.value == whole
                    && counted
            };
            (from..other.atoms.len()).find(|&i| fits(&other.atoms[i]))
        };
        // 16 on one clock is 4 on the other.
        let hours = [hour, hour % 12, hour % 12 + 12];
        let Some(at) = hours.into_iter().find_map(|hour| number(hour, 0)) else { continue };
        let minute_at = minute.filter(|minute| *minute > 0).map(|minute| number(minute, at + 1));
        if minute_at == Some(None) {
            continue;
        }
        time.matched = true;
        for at in [Some(at), minute_at.flatten()].into_iter().flatten() {
            other.atoms[at].matched = true;
        }
    }
}
