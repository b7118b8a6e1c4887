//! One name beside many Hangul strings, in the order of their sounds: what two of them begin with alike is
//! compared once.

use std::sync::LazyLock;

use super::{Foreign, HOPELESS, insertion, sounds::Sounds, substitution};

/// No sound is written with a code from here on.
const CODES: usize = 128;

/// What it costs to take a sound for another, by their codes.
static SUBSTITUTIONS: LazyLock<Vec<[f64; CODES]>> = LazyLock::new(|| {
    let code = |at: usize| u8::try_from(at).unwrap_or(u8::MAX);
    let row = |x| std::array::from_fn(|y| substitution(code(x), code(y)));
    (0..CODES).map(row).collect()
});

/// Room for comparisons, to be used again for the next name.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    /// For each number of sounds, from none on, the cost of aligning the first letters with them: a column after
    /// the other, of one cell more than there are letters.
    costs: Vec<f64>,
    /// For each of these columns the first letter that something leads to; more than there are where nothing
    /// does.
    first: Vec<usize>,
    /// The sounds that the columns are of.
    codes: Vec<u8>,
    /// Groups of letters by their end: see [`Group`].
    groups: Vec<Group>,
    /// For each number of letters where its groups begin in `groups`, and where the last ones end.
    ends: Vec<usize>,
}

/// Letters that are heard together as some sounds, with what that costs.
#[derive(Debug)]
struct Group {
    letters: usize,
    sounds: &'static [u8],
    cost: f64,
}

/// A name that is being compared.
#[derive(Debug)]
pub(crate) struct Compared<'a> {
    name: &'a Foreign,
    columns: &'a mut Columns,
    /// Nothing that costs more is of interest.
    most: f64,
    /// The most sounds of a group: what leads to a column lies no further back.
    longest: usize,
}

impl<'a> Compared<'a> {
    /// Compares a name where nothing far below the likeness `least` is of interest: the higher it is the less is
    /// looked at.
    pub(crate) fn new(name: &'a Foreign, least: f64, columns: &'a mut Columns) -> Self {
        columns.groups.clear();
        columns.ends.clear();
        let mut longest = 1;
        for end in 0..=name.letters.len() {
            columns.ends.push(columns.groups.len());
            for start in end.saturating_sub(*super::LONGEST_GROUP)..end {
                for &(letters, sounds, cost) in &name.groups[start] {
                    if start + letters == end {
                        let sounds = sounds.as_bytes();
                        longest = longest.max(sounds.len());
                        columns.groups.push(Group { letters, sounds, cost });
                    }
                }
            }
        }
        columns.ends.push(columns.groups.len());
        columns.codes.clear();
        columns.costs.clear();
        columns.first.clear();
        let most = name.weight * (1.0 - least) * HOPELESS;
        let mut compared = Self { name, columns, most, longest };
        compared.column(0);
        compared
    }

    /// Likeness with the beginnings of `sounds`: for each syllable that of all up to its end, or 0 where it is
    /// far below the least of interest; empty if it is so for all. Of a string many times as long as the name only
    /// the beginnings that can be like it are given, none for a name that is too long.
    ///
    /// What the string compared before begins with as well is not compared again.
    pub(crate) fn beginnings(&mut self, sounds: &Sounds) -> Vec<f64> {
        let ends = &sounds.ends[..sounds.ends.partition_point(|&end| end <= self.name.reach())];
        let Some(&last) = ends.last() else { return Vec::new() };
        let codes = &sounds.codes[..last];
        let same = self.columns.codes.iter().zip(codes).take_while(|(a, b)| a == b).count();
        self.columns.codes.truncate(same);
        self.columns.first.truncate(same + 1);
        let height = self.name.letters.len() + 1;
        self.columns.costs.truncate((same + 1) * height);
        for (sounds, &code) in (same + 1..).zip(&codes[same..]) {
            let back = &self.columns.first[sounds.saturating_sub(self.longest)..];
            if back.iter().all(|&first| first == height) {
                break;
            }
            self.columns.codes.push(code);
            self.column(sounds);
        }
        // Behind the last column nothing is reached.
        let whole = |sounds: usize| {
            let column = self.columns.costs.get(sounds * height..(sounds + 1) * height);
            column.map_or(f64::INFINITY, |column| column[height - 1])
        };
        if (0..=codes.len()).all(|sounds| whole(sounds).is_infinite()) {
            return Vec::new();
        }
        ends.iter().map(|&end| self.name.score(whole(end), &codes[..end])).collect()
    }

    /// Adds the column of so many sounds.
    ///
    /// At most letters times the groups at a letter in time; the cells before the first that something leads to
    /// are not looked at.
    fn column(&mut self, sounds: usize) {
        let Columns { costs, first, codes, groups, ends } = &mut *self.columns;
        let height = self.name.letters.len() + 1;
        costs.resize((sounds + 1) * height, f64::INFINITY);
        let back = &first[sounds.saturating_sub(self.longest).min(first.len())..];
        let from = if sounds == 0 { 0 } else { back.iter().copied().min().unwrap_or(height) };
        let (before, here) = costs.split_at_mut(sounds * height);
        let inserted = sounds.checked_sub(1).map(|last| {
            let column = &before[last * height..];
            (column, insertion(last.checked_sub(1).map(|before| codes[before]), codes[last]))
        });
        let mut reached = height;
        for letter in from..height {
            let mut best = f64::INFINITY;
            if (sounds, letter) == (0, 0) {
                best = 0.0;
            }
            if letter > 0 {
                best = best.min(here[letter - 1] + self.name.deletions[letter - 1]);
            }
            if let Some((column, cost)) = inserted {
                best = best.min(column[letter] + cost);
            }
            for group in &groups[ends[letter]..ends[letter + 1]] {
                let Some(start) = sounds.checked_sub(group.sounds.len()) else { continue };
                let row = letter - group.letters;
                let before = if start == sounds { here[row] } else { before[start * height + row] };
                let cost = before + group.cost;
                if cost > self.most {
                    continue;
                }
                let heard = group.sounds.iter().zip(&codes[start..sounds]);
                let unlike: f64 = heard.map(|(&x, &y)| SUBSTITUTIONS[x as usize][y as usize]).sum();
                best = best.min(cost + unlike);
            }
            if best <= self.most {
                here[letter] = best;
                reached = reached.min(letter);
            }
        }
        first.push(reached);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::language::ko::transliterate::SAME;

    /// What the table of all letters and sounds says, without anything that was compared before.
    fn alone(name: &Foreign, least: f64, sounds: &Sounds) -> Vec<f64> {
        let ends = &sounds.ends[..sounds.ends.partition_point(|&end| end <= name.reach())];
        let Some(&last) = ends.last() else { return Vec::new() };
        let codes = &sounds.codes[..last];
        let costs = name.costs(codes, name.weight * (1.0 - least) * HOPELESS);
        let costs = &costs[costs.len() - 1 - codes.len()..];
        if costs.iter().all(|cost| cost.is_infinite()) {
            return Vec::new();
        }
        ends.iter().map(|&end| name.score(costs[end], &codes[..end])).collect()
    }

    #[test]
    fn codes_are_letters() {
        assert!(Sounds::new("각낟담뱃옷쟁착칵탑핳").codes.iter().all(u8::is_ascii));
    }

    proptest! {
        #[test]
        fn what_was_compared_before_changes_nothing(
            name in "[a-zA-Zéü]{0,12}",
            words in prop::collection::vec("[가-힣]{0,4}", 1..8),
            ends in prop::collection::vec("[가-힣]{0,3}", 1..8),
            least in prop::sample::select(vec![SAME, 0.88, 0.3]),
        ) {
            let name = Foreign::new(&name);
            let mut columns = Columns::default();
            let mut compared = Compared::new(&name, least, &mut columns);
            for (word, end) in words.iter().flat_map(|word| ends.iter().map(move |end| (word, end))) {
                let sounds = Sounds::new(&format!("{word}{end}"));
                let (found, expected) = (compared.beginnings(&sounds), alone(&name, least, &sounds));
                let bits = |all: &[f64]| all.iter().map(|one| one.to_bits()).collect::<Vec<_>>();
                prop_assert_eq!(bits(&found), bits(&expected));
            }
        }

        #[test]
        fn a_name_is_heard_in_its_own_spelling(at in 0..3_usize, tail in "[가-힣]{0,3}") {
            let (latin, hangul) = [("Pimenov", "피메노프"), ("Mikoyan", "미코얀"), ("Stalin", "쓰딸린")][at];
            let name = Foreign::new(latin);
            let mut columns = Columns::default();
            let found = Compared::new(&name, SAME, &mut columns)
                .beginnings(&Sounds::new(&format!("{hangul}{tail}")));
            prop_assert!(found.iter().copied().fold(0.0, f64::max) >= SAME);
        }
    }
}
