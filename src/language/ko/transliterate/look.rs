//! Whether a Hangul word looks like a foreign name: 셰익스피어 does, 최용건 and 체육관 do not.

use std::{collections::HashMap, sync::LazyLock};

use crate::text::table;

/// The mean of [`foreign_look`] from which a word is taken for a foreign one.
///
/// At this value 90 % of foreign names of three syllables and more pass, and 4 % of the words of news
/// that are none, half of them names after all.
pub const FOREIGN: f64 = 0.8;

/// What one syllable may add or take, in nats.
const MOST: f64 = 4.0;

/// A syllable never met is more often one of a foreign name.
const UNKNOWN: f64 = 0.5;

static NATS: LazyLock<HashMap<char, f64>> = LazyLock::new(|| {
    let text = table::text!("foreign-syllables.tsv");
    let rows = table::rows::<3>("foreign-syllables.tsv", text).into_iter();
    rows.filter_map(|[syllable, nats, _]| Some((syllable.chars().next()?, nats.parse().ok()?)))
        .collect()
});

/// How much likelier a word's syllables are in foreign names than in other words: the mean over them, in
/// nats; 0 for an empty word.
pub fn foreign_look(word: &str) -> f64 {
    let nats = word.chars().map(|c| NATS.get(&c).copied().unwrap_or(UNKNOWN).clamp(-MOST, MOST));
    let (count, sum) = nats.fold((0, 0.0), |(count, sum), nats| (count + 1, sum + nats));
    if count == 0 { 0.0 } else { sum / f64::from(count) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_names_look_foreign() {
        for word in ["셰익스피어", "페일린", "브르조스토우스키", "피메노프", "차베스"]
        {
            assert!(foreign_look(word) >= FOREIGN, "{word}: {}", foreign_look(word));
        }
        for word in ["최용건", "부수상", "대사관", "김승화", "개최하였다", ""] {
            assert!(foreign_look(word) < FOREIGN, "{word}: {}", foreign_look(word));
        }
    }
}
