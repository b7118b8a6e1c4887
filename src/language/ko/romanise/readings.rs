//! The Hangul names a romanised one may be, ranked: by how many of its spellings they fit, by how likely
//! an archive uses the system, and by how common the syllables are in names.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use super::{
    System, letters,
    variant::{Fit, LONGEST_GIVEN, Variant, fit, spellings},
};
use crate::{
    language::ko::jamo::{Syllable, decompose},
    text::table,
};

/// Syllables of given names with their grade, and what each may be spelled with.
static SYLLABLES: LazyLock<Vec<(char, f64)>> = LazyLock::new(|| {
    let text = table::text!("name-syllables.tsv");
    table::rows::<3>("name-syllables.tsv", text)
        .into_iter()
        .filter_map(|[syllable, grade, _]| {
            Some((syllable.chars().next()?, if grade == "1" { 0.0 } else { 1.0 }))
        })
        .collect()
});

/// From a spelling to the syllables it may stand for, with the cost of each.
type Spelled = HashMap<String, Vec<(char, f64)>>;

/// For each system: from a spelling to the syllables it may stand for, with the cost of each.
static READINGS: LazyLock<[Spelled; 6]> = LazyLock::new(|| {
    System::ALL.map(|system| {
        let variant = Variant::default();
        let mut map = Spelled::new();
        for &(c, cost) in SYLLABLES.iter() {
            let Some(syllable) = decompose(c) else { continue };
            for spelling in spellings(system, syllable, None, &variant) {
                let spelled_so = spells_plainly(system, syllable, &spelling);
                let known = map.entry(spelling).or_default();
                let cost = if spelled_so { cost } else { cost + 1.5 };
                if !known.iter().any(|&(k, _)| k == c) {
                    known.push((c, cost));
                }
            }
        }
        map
    })
});

/// Whether `spelling` begins with an initial of the system itself, not an alternating one.
fn spells_plainly(system: System, syllable: Syllable, spelling: &str) -> bool {
    let initials = letters(system).initial.get(&syllable.initial);
    initials.into_iter().flatten().any(|i| {
        spelling
            .strip_prefix(i)
            .is_some_and(|rest| rest.starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'w', 'ŏ', 'ŭ']))
    })
}

/// The Hangul names that fit the most spellings, the most likely first.
pub(super) fn read(variants: &[Variant]) -> Vec<String> {
    // Lowest cost of each candidate over variants and systems.
    let mut candidates: BTreeMap<String, f64> = BTreeMap::new();
    for (place, variant) in variants.iter().enumerate() {
        for system in System::ALL {
            let mut given = Vec::new();
            spell_out(variant, system, 0, &mut String::new(), 0.0, &mut given);
            for (given, cost) in given {
                let cost = cost + prior(system, place);
                for (rank, surname) in variant.surnames.iter().enumerate() {
                    for (form, extra) in [(surname.north, 0.0), (surname.south, 0.01)] {
                        let total = cost + extra + 0.3 * rank as f64;
                        let known = candidates.entry(format!("{form}{given}")).or_insert(total);
                        *known = known.min(total);
                    }
                }
            }
        }
    }
    let mut ranked: Vec<(usize, bool, f64, String)> = candidates
        .into_iter()
        .map(|(name, cost)| {
            let fits: Vec<Fit> =
                variants.iter().filter_map(|v| fit(std::slice::from_ref(v), &name)).collect();
            let strict = fits.iter().all(|&f| f == Fit::Strict);
            let systems: f64 = variants
                .iter()
                .enumerate()
                .filter_map(|(place, v)| {
                    let surname = v.surnames.iter().find_map(|s| {
                        name.strip_prefix(s.south).or_else(|| name.strip_prefix(s.north))
                    })?;
                    let given: Vec<char> = surname.chars().collect();
                    Some(prior(v.system_of(&given)?, place))
                })
                .sum();
            (variants.len() - fits.len(), !strict, cost + systems, name)
        })
        .collect();
    ranked
        .sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)).then(a.3.cmp(&b.3)));
    // A spelling that fits nothing the others fit is left out of account.
    let best = ranked.first().map_or(0, |r| r.0);
    ranked.into_iter().filter(|r| r.0 == best).map(|r| r.3).collect()
}

/// The most spellings-out of one variant in one system that are kept.
const MOST_READINGS: usize = 400;

/// How unlikely a system is: archives give the Revised Romanization first and the Northern spelling in
/// brackets.
fn prior(system: System, place: usize) -> f64 {
    match (system, place) {
        (System::Revised, 0) | (System::Northern, 1..) => 0.0,
        (System::Northern, 0) | (System::Revised, 1..) => 0.3,
        (System::McCuneReischauer, _) => 0.6,
        (System::Loose, _) => 2.0,
        (System::Soviet, _) => 3.0,
        (System::Polish, _) => 3.2,
    }
}

/// The longest spelling of a syllable, in letters.
const LONGEST_SPELLING: usize = 8;

fn spell_out(
    variant: &Variant,
    system: System,
    at: usize,
    done: &mut String,
    cost: f64,
    found: &mut Vec<(String, f64)>,
) {
    let at = variant.given[at..].iter().position(|&c| c != ' ').map(|n| at + n);
    let Some(at) = at else {
        if !done.is_empty() && found.len() < MOST_READINGS {
            found.push((done.clone(), cost));
        }
        return;
    };
    if done.chars().count() == LONGEST_GIVEN {
        return;
    }
    let mut spelling = String::new();
    for &c in variant.given[at..].iter().take(LONGEST_SPELLING) {
        if c == ' ' {
            break;
        }
        spelling.push(c);
        let Some(known) = READINGS[system as usize].get(&spelling) else { continue };
        for &(syllable, extra) in known {
            done.push(syllable);
            let next = at + spelling.chars().count();
            spell_out(variant, system, next, done, cost + extra, found);
            done.pop();
        }
    }
}
