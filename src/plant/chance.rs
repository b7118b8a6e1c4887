/// What a source of choices goes on by.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// A number by chance that always is the same for `number`: a step of [`Chance`].
pub(crate) fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(STEP);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A source of choices that is the same on every machine: `SplitMix64` (Steele, Lea and Flood 2014, “Fast
/// splittable pseudorandom number generators”).
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut chance = Self(seed ^ stream.wrapping_mul(0xd1b5_4a32_d192_ed03));
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        let drawn = mixed(self.0);
        self.0 = self.0.wrapping_add(STEP);
        drawn
    }

    /// A number below `bound`, which is not 0. The small bias of the remainder matters to nobody here.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX);
        usize::try_from(self.next() % bound.max(1)).unwrap_or_default()
    }

    /// One of `items`, if there is one.
    pub(super) fn one<'i, T>(&mut self, items: &'i [T]) -> Option<&'i T> {
        (!items.is_empty()).then(|| &items[self.below(items.len())])
    }

    /// At most `count` of `items`, in their order.
    pub(super) fn some<T>(&mut self, items: Vec<T>, count: usize) -> Vec<T> {
        let mut order: Vec<usize> = (0..items.len()).collect();
        for place in 0..count.min(order.len()) {
            let other = place + self.below(order.len() - place);
            order.swap(place, other);
        }
        order.truncate(count);
        order.sort_unstable();
        let mut wanted = order.into_iter().peekable();
        let items = items.into_iter().enumerate();
        items.filter_map(|(index, item)| wanted.next_if_eq(&index).map(|_| item)).collect()
    }
}
