//! Train, dev and test. What is drawn is no pair but a group of documents that share sentences, so that nothing of a test
//! was ever seen in training; by a hash of its files, so that the same documents go the same way in a larger corpus.

use std::collections::BTreeMap;

use super::filter::Settings;
use crate::plant::mixed;

/// How many pairs two documents share, by their positions.
pub(super) type Shared = BTreeMap<(u32, u32), u64>;

/// Where a pair goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Split {
    /// To learn from.
    Train,
    /// To choose by.
    Dev,
    /// To measure with.
    Test,
}

impl Split {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Train, Self::Dev, Self::Test];

    /// Those that are asked for.
    pub fn asked(settings: &Settings) -> Vec<Self> {
        let wanted = [(Self::Train, 1.0), (Self::Dev, settings.dev), (Self::Test, settings.test)];
        wanted.into_iter().filter(|(_, share)| *share > 0.0).map(|(split, _)| split).collect()
    }

    /// The name, as files are called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::Dev => "dev",
            Self::Test => "test",
        }
    }
}

/// Two documents belong together if one shares so much of its pairs with the other.
const SHARED: f64 = 0.1;

/// A group that is too large to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Large {
    pub(super) documents: usize,
    pub(super) pairs: u64,
    /// One of its documents.
    pub(super) first: usize,
}

/// What goes where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Splits {
    /// By document.
    pub(super) of: Vec<Split>,
    /// How many groups there are of more than one document.
    pub(super) groups: usize,
    /// Groups that went to train because they are too large for anything else.
    pub(super) large: Vec<Large>,
}

/// A document that is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn {
    /// A hash of its files.
    pub(super) hash: u64,
    /// Its pairs before duplicates were taken out.
    pub(super) all: u64,
    /// Those that are taken.
    pub(super) taken: u64,
}

/// Divides documents. `shared` is how many pairs two of them have in common; with `any` one is enough to bind them.
pub(super) fn split(
    documents: &[Drawn],
    shared: &Shared,
    any: bool,
    settings: &Settings,
) -> Splits {
    let mut group: Vec<usize> = (0..documents.len()).collect();
    for (&(a, b), &count) in shared {
        let (a, b) = (a as usize, b as usize);
        let (Some(one), Some(other)) = (documents.get(a), documents.get(b)) else { continue };
        let least = SHARED * one.all.min(other.all) as f64;
        if any || count as f64 >= least {
            let (a, b) = (root(&mut group, a), root(&mut group, b));
            group[a.max(b)] = a.min(b);
        }
    }
    let roots: Vec<usize> = (0..group.len()).map(|at| root(&mut group, at)).collect();
    // The least hash, the pairs and the number of the documents of each group.
    let mut groups = vec![(u64::MAX, 0_u64, 0_usize); documents.len()];
    for (document, &root) in documents.iter().zip(&roots) {
        let (hash, pairs, count) = &mut groups[root];
        *hash = (*hash).min(document.hash);
        *pairs += document.taken;
        *count += 1;
    }
    let all: u64 = documents.iter().map(|document| document.taken).sum();
    let mut splits = Splits::default();
    let is_divided = settings.dev + settings.test > 0.0;
    let of_group: Vec<Split> = (0..)
        .zip(&groups)
        .map(|(first, &(hash, pairs, count))| {
            splits.groups += usize::from(count > 1);
            if !is_divided {
                return Split::Train;
            }
            let drawn = (mixed(hash ^ mixed(settings.seed)) >> 11) as f64 / (1_u64 << 53) as f64;
            let split = match drawn {
                drawn if drawn < settings.test => Split::Test,
                drawn if drawn < settings.test + settings.dev => Split::Dev,
                _ => Split::Train,
            };
            let wanted = match split {
                Split::Test => settings.test,
                Split::Dev => settings.dev,
                Split::Train => 1.0,
            };
            if pairs as f64 > settings.max_group_share.max(wanted) * all as f64 {
                splits.large.push(Large { documents: count, pairs, first });
                return Split::Train;
            }
            split
        })
        .collect();
    splits.of = roots.iter().map(|&root| of_group[root]).collect();
    splits
}

/// The first document of the group that `at` is in.
fn root(group: &mut [usize], mut at: usize) -> usize {
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents(count: u64) -> Vec<Drawn> {
        (0..count).map(|at| Drawn { hash: mixed(at), all: 10, taken: 10 }).collect()
    }

    #[test]
    fn about_as_many_documents_are_drawn_as_are_asked_for() {
        let settings = Settings { dev: 0.1, test: 0.2, ..Settings::default() };
        let splits = split(&documents(2000), &Shared::new(), false, &settings);
        let share = |split| splits.of.iter().filter(|&&of| of == split).count() as f64 / 2000.0;
        assert!((share(Split::Dev) - 0.1).abs() < 0.03, "{}", share(Split::Dev));
        assert!((share(Split::Test) - 0.2).abs() < 0.03, "{}", share(Split::Test));
        let other = Settings { seed: 1, ..settings.clone() };
        assert_ne!(split(&documents(2000), &Shared::new(), false, &other).of, splits.of);
        // The first thousand go the same way among more.
        let fewer = split(&documents(1000), &Shared::new(), false, &settings);
        assert_eq!(fewer.of, splits.of[..1000]);
    }

    #[test]
    fn documents_that_share_much_go_together() {
        let settings = Settings { dev: 0.3, test: 0.3, ..Settings::default() };
        let mut shared = Shared::new();
        for at in (0..1000).step_by(2) {
            shared.insert((at, at + 1), 1);
        }
        let splits = split(&documents(1000), &shared, false, &settings);
        assert!(splits.of.chunks(2).all(|pair| pair[0] == pair[1]));
        assert_eq!(splits.groups, 500);
        let mut longer = documents(1000);
        for document in &mut longer {
            document.all = 11;
        }
        let splits = split(&longer, &shared, false, &settings);
        assert_eq!(splits.groups, 0, "one pair of eleven is less than a tenth");
        assert_eq!(split(&longer, &shared, true, &settings).groups, 500, "unless one is enough");
    }

    #[test]
    fn a_group_that_is_too_large_is_learned_from_and_told() {
        // A share of .05 is drawn by one of the seeds for the group, which has a tenth of the pairs.
        let shared: Shared = (1..10).map(|at| ((0, at), 10)).collect();
        let large = (0..200).find_map(|seed| {
            let settings = Settings { test: 0.05, seed, ..Settings::default() };
            let splits = split(&documents(100), &shared, false, &settings);
            assert!(splits.of[..10].iter().all(|&split| split == Split::Train), "{seed}");
            splits.large.first().cloned()
        });
        assert_eq!(large, Some(Large { documents: 10, pairs: 100, first: 0 }));
    }

    #[test]
    fn a_few_documents_are_divided_too() {
        let settings = Settings { dev: 0.2, test: 0.2, ..Settings::default() };
        let drawn = (0..20).map(|seed| {
            let settings = Settings { seed, ..settings.clone() };
            split(&documents(5), &Shared::new(), false, &settings).of
        });
        let held = drawn.flatten().filter(|&split| split != Split::Train).count();
        assert!((25..=55).contains(&held), "about 40 of 100, not none: {held}");
    }
}
