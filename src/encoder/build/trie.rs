//! Builds the double array that [`DoubleArray`](crate::encoder::double_array) walks.

/// An offset is a whole number below this, with room for eight bits of label and two of flags.
const OFFSETS: usize = 1 << 21;

/// The units, four little-endian bytes each, for keys that are sorted, distinct, and hold no zero
/// byte.
pub(super) fn build(keys: &[(&[u8], u32)]) -> Vec<u8> {
    let mut builder =
        Builder { units: vec![0], used: vec![true], bases: vec![true], first_free: 1 };
    if !keys.is_empty() {
        builder.node(0, keys, 0);
    }
    builder.units.iter().flat_map(|unit| unit.to_le_bytes()).collect()
}

struct Builder {
    units: Vec<u32>,
    used: Vec<bool>,
    /// Where some unit's children are counted from. No two may share one: a unit tells its label,
    /// not its parent.
    bases: Vec<bool>,
    /// No unit before this one is free.
    first_free: usize,
}

impl Builder {
    /// Lays out the children of the unit at `place`, whose keys agree in their first `depth` bytes.
    fn node(&mut self, place: usize, keys: &[(&[u8], u32)], depth: usize) {
        let groups: Vec<&[(&[u8], u32)]> =
            keys.chunk_by(|a, b| a.0.get(depth) == b.0.get(depth)).collect();
        // The key that ends here, if there is one, sorts first; its label is 0.
        let label = |group: &[(&[u8], u32)]| group[0].0.get(depth).copied().unwrap_or(0);
        let labels: Vec<u8> = groups.iter().map(|group| label(group)).collect();
        let base = self.base(place, &labels);
        for &label in &labels {
            self.used[base ^ usize::from(label)] = true;
        }
        // Below `OFFSETS`, as `base` saw to.
        #[expect(clippy::cast_possible_truncation)]
        let offset = ((base ^ place) as u32) << 10;
        self.units[place] |= offset;
        if labels.first() == Some(&0) {
            self.units[place] |= 0x100;
        }
        for (group, &label) in groups.iter().zip(&labels) {
            let child = base ^ usize::from(label);
            if label == 0 {
                self.units[child] = group[0].1 | 0x8000_0000;
            } else {
                self.units[child] = u32::from(label);
            }
        }
        for (group, &label) in groups.iter().zip(&labels) {
            if label != 0 {
                self.node(base ^ usize::from(label), group, depth + 1);
            }
        }
    }

    /// A place such that all children are free, near enough to their parent.
    fn base(&mut self, place: usize, labels: &[u8]) -> usize {
        while self.used.get(self.first_free) == Some(&true) {
            self.first_free += 1;
        }
        let lowest = usize::from(labels[0]);
        // Beyond the last unit everything is free, and 256 units there hold any set of labels.
        let base = (self.first_free..self.units.len() + 256)
            .filter(|&free| self.used.get(free) != Some(&true))
            .map(|free| free ^ lowest)
            .find(|&base| {
                let free = |&label: &u8| self.used.get(base ^ usize::from(label)) != Some(&true);
                (base ^ place) < OFFSETS
                    && self.bases.get(base) != Some(&true)
                    && labels.iter().all(free)
            })
            .expect("two million units hold the largest vocabulary");
        let end = (base | 0xff) + 1;
        if end > self.units.len() {
            self.units.resize(end, 0);
            self.used.resize(end, false);
            self.bases.resize(end, false);
        }
        self.bases[base] = true;
        base
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::encoder::double_array::DoubleArray;

    proptest! {
        #[test]
        fn exactly_the_keys_that_are_prefixes_are_found(
            keys in prop::collection::btree_map("[a-c가각]{1,6}", 0u32..1000, 0..40),
            text in "[a-c가각]{0,12}",
        ) {
            let sorted: Vec<_> = keys.iter().map(|(k, v)| (k.as_bytes(), *v)).collect();
            let units = build(&sorted);
            let mut found = BTreeMap::new();
            DoubleArray::new(&units).prefixes(text.as_bytes(), |length, value| {
                found.insert(text[..length].to_owned(), value);
            });
            let expected: BTreeMap<_, _> =
                keys.into_iter().filter(|(key, _)| text.starts_with(key.as_str())).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
