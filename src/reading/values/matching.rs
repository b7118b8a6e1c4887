//! Which values of the two sides are the same.

use super::{
    Atom, NEIGHBOURS, ValueKind, Values, atoms::crosses, clock, conversion::is_conversion, dialled,
    leftover, shortened,
};
use crate::{
    anchor::number::{Amount, Form, Qualifier},
    language::ko::jamo::is_syllable,
};

/// Matches what is equal in the two sides of a bead.
pub(crate) fn match_sides(source: &mut Values, target: &mut Values) {
    type Equal = fn(&Atom, &Atom) -> bool;
    let unit = |a: &Atom| a.unit.map(|unit| unit.name);
    let passes: [Equal; 3] = [
        |a, b| {
            a.kind == b.kind
                && a.value == b.value
                && (a.form == b.form || a.kind != ValueKind::Count)
        },
        |a, b| a.kind == b.kind && a.value == b.value,
        |a, b| {
            // A decade is not its first year, nor a month a day.
            let years = [a.kind, b.kind];
            let decade = years.contains(&ValueKind::Decade) && years.contains(&ValueKind::Year);
            let many = (a.form == Form::Many) == (b.form == Form::Many);
            a.value == b.value && many && !decade && !crosses(a, b)
        },
    ];
    for equal in passes {
        // Three hours and three minutes: those of one unit first.
        for of_unit in [true, false] {
            for (i, a) in source.atoms.iter_mut().enumerate().filter(|(_, a)| !a.matched) {
                let mut others = target.atoms.iter_mut().enumerate();
                let fits = |b: &Atom| {
                    !b.matched
                        && equal(a, b)
                        && (!of_unit || (a.unit.is_some() && unit(a) == unit(b)))
                };
                if let Some((j, b)) = others.find(|(_, b)| fits(b)) {
                    (a.matched, b.matched) = (true, true);
                    (a.partner, b.partner) = (Some(j), Some(i));
                }
            }
        }
    }
    for equal in [same_short_year as Equal, same_decade, same_century, same_age, converted] {
        for (i, a) in source.atoms.iter_mut().enumerate() {
            let mut others = target.atoms.iter_mut().enumerate();
            let found = others.find(|(_, b)| !b.matched && equal(a, b));
            if let Some((j, b)) = found.filter(|_| !a.matched) {
                (a.matched, b.matched) = (true, true);
                let parts = a.part.is_some() && b.part.is_some();
                if is_bounded(a, b) || parts {
                    (a.partner, b.partner) = (Some(j), Some(i));
                }
            }
        }
    }
    for _ in 0..2 {
        clock::match_numbers(source, target);
        match_readings(source, target);
        match_ranges(source, target);
        match_literals(source, target);
        std::mem::swap(source, target);
    }
    for a in &mut source.atoms {
        a.repeated = target.repeats(a);
    }
    for b in &mut target.atoms {
        b.repeated = source.repeats(b);
    }
}

/// 25년 and 2025: the century is not said.
fn same_short_year(a: &Atom, b: &Atom) -> bool {
    let year = |x: &Atom| x.value.as_whole().unwrap_or_default();
    let may_be_year =
        |x: &Atom| x.kind == ValueKind::Year || x.kind == ValueKind::Count && x.unit.is_none();
    let means = |short: &Atom, full: &Atom| {
        let centuries = [1900, 2000].map(|first| first + year(short) % 100);
        short.short && may_be_year(full) && centuries.contains(&year(full))
    };
    means(a, b) || means(b, a)
}

/// 50년대 and the 1950s, or “his 50s” and 50대.
fn same_decade(a: &Atom, b: &Atom) -> bool {
    let decade = |x: &Atom| x.kind == ValueKind::Decade || x.form == Form::Decade;
    let short = |x: &Atom| x.value.as_whole().map(|v| v % 100);
    decade(a)
        && decade(b)
        && short(a) == short(b)
        && (a.value < Amount::whole(100) || b.value < Amount::whole(100))
}

/// The nineteenth century and 1800년대.
fn same_century(a: &Atom, b: &Atom) -> bool {
    let first = |x: &Atom| x.value.as_whole().filter(|_| leftover::is_hundred_years(x));
    let number = |x: &Atom| x.value.as_whole().filter(|_| leftover::is_century(x));
    let same = |years: Option<u128>, century: Option<u128>| {
        years.is_some_and(|years| century == Some(years / 100 + 1))
    };
    same(first(a), number(b)) || same(first(b), number(a))
}

/// A birthday by its name and by its number, which the one counts from birth and the other from the year after.
fn same_age(a: &Atom, b: &Atom) -> bool {
    let named = |x: &Atom, y: &Atom| leftover::is_age_name(x) && leftover::may_be_age(y);
    (named(a, b) || named(b, a)) && (a.value == b.value || next_to(a.value, b.value))
}

/// The same quantity in another unit: 24 hours and one day, 18 months and one and a half years; or one
/// number rounded to the other where it is said to be approximate.
fn converted(a: &Atom, b: &Atom) -> bool {
    if a.kind != ValueKind::Count || b.kind != ValueKind::Count {
        return false;
    }
    // Half is 50 per cent.
    let hundredth = |whole: &Atom, part: &Atom| {
        whole.unit.is_some_and(|unit| unit.name == "percent")
            && part.value.times(100) == Some(whole.value)
    };
    // … and a third some 30 of them.
    let roughly = |whole: &Atom, part: &Atom| {
        let plain = |d: u128| part.value.times(d).is_some_and(|n| n.as_whole().is_some());
        part.form == Form::Fraction
            && (2..10).any(plain)
            && whole.unit.is_some_and(|unit| unit.name == "percent")
            && (part.value.as_f64() * 100.0 - whole.value.as_f64()).abs() < 3.5
    };
    if hundredth(a, b) || hundredth(b, a) || roughly(a, b) || roughly(b, a) {
        return true;
    }
    if let (Some(x), Some(y)) = (a.unit, b.unit)
        && x.name != y.name
        && let Some(near) = is_conversion((a.value, x), (b.value, y))
    {
        return near;
    }
    let rounded = |coarse: &Atom, fine: &Atom| {
        let digits = coarse.value.as_whole().map(|v| v.to_string());
        let step =
            digits.map(|d| d.len() - d.trim_end_matches('0').len()).filter(|zeros| *zeros > 0);
        step.is_some_and(|zeros| {
            let step = 10_f64.powi(i32::try_from(zeros).unwrap_or(0));
            coarse.value.as_f64() >= 100.0
                && (fine.value.as_f64() - coarse.value.as_f64()).abs()
                    <= 0.06 * coarse.value.as_f64()
                && ((fine.value.as_f64() / step).round() - coarse.value.as_f64() / step).abs() < 0.5
        })
    };
    if is_bounded(a, b) {
        return true;
    }
    (a.qualifier.is_some() && rounded(a, b)) || (b.qualifier.is_some() && rounded(b, a))
}

/// “More than once” and 두 번 이상: bounds of small numbers that differ by one.
fn is_bounded(a: &Atom, b: &Atom) -> bool {
    a.qualifier.is_some()
        && b.qualifier.is_some()
        && a.qualifier != Some(Qualifier::About)
        && a.value <= Amount::whole(5)
        && ![a, b].iter().any(|x| x.unit.is_some_and(|unit| unit.dimension == "ratio"))
        && next_to(a.value, b.value)
}

/// Whether two amounts differ by one.
fn next_to(a: Amount, b: Amount) -> bool {
    let one = Amount::whole(1);
    a.plus(one) == Some(b) || b.plus(one) == Some(a)
}

/// Other readings of a side's numbers.
fn match_readings(one: &mut Values, other: &mut Values) {
    for (position, readings) in one.readings.iter().enumerate() {
        let mut mine = one.atoms.iter().filter(|a| a.anchor == position && !a.matched).peekable();
        if mine.peek().is_none() {
            continue;
        }
        drop(mine);
        let fitting = readings.iter().find(|reading| reading.iter().all(|v| other.has(*v)));
        let Some(fitting) = fitting else { continue };
        for atom in one.atoms.iter_mut().filter(|a| a.anchor == position) {
            atom.matched = true;
        }
        for value in fitting {
            if let Some(atom) = other.atoms.iter_mut().find(|b| !b.matched && b.value == *value) {
                atom.matched = true;
            }
        }
    }
}

/// Members of a list that lie inside a range of the other side.
fn match_ranges(one: &mut Values, other: &Values) {
    // The end of a range is more than a member of another.
    let end = |a: &Atom| a.range && !a.rough;
    for atom in one.atoms.iter_mut().filter(|a| !a.matched && a.kind != ValueKind::Time && !end(a))
    {
        atom.matched =
            other.ranges.iter().any(|(first, last)| *first <= atom.value && atom.value <= *last);
    }
}

/// Codes and digits that stand in the other side just as they are, whatever was made of them there.
fn match_literals(one: &mut Values, other: &mut Values) {
    if one.atoms.iter().all(|atom| atom.matched) {
        return;
    }
    dialled::match_all(one, other);
    shortened::match_all(one, other);
    let folded = other.text.to_lowercase();
    let lower: Vec<String> = one.words.iter().map(|words| words.to_lowercase()).collect();
    for atom in one.atoms.iter_mut().filter(|a| !a.matched && a.form == Form::Code) {
        let digits = atom.value.to_string();
        atom.matched = dialled::digit_runs(&folded).any(|run| run == digits)
            || stands_whole(&folded, &lower[atom.anchor]);
    }
    let own = one.text.to_lowercase();
    // Version 1.39.3 is v1.39.3, and 30 a second is what 1080p30 says.
    for atom in one.atoms.iter_mut().filter(|a| !a.matched) {
        let words = &lower[atom.anchor];
        let figures = words.strip_prefix('v').unwrap_or(words);
        let is_version = figures.matches('.').count() > 1;
        let with_letter = || stands_whole(&folded, &format!("v{figures}"));
        atom.matched = is_version && (stands_whole(&folded, figures) || with_letter())
            || atom.kind == ValueKind::Count
                && is_in_code([&own, &folded], &atom.value.to_string());
    }
    // A date or number left in the other language's words.
    for atom in one.atoms.iter_mut().filter(|a| !a.matched) {
        let words = &lower[atom.anchor];
        let spoken = words.contains(|c: char| c.is_ascii_alphabetic());
        atom.matched = spoken && words.len() > 2 && stands_whole(&folded, words);
        // Resolution X (dpi): a letter after all, and no small one, which is a word of the language.
        let last = one.words[atom.anchor].rsplit(' ').next().unwrap_or_default();
        let is_letter =
            last.len() == 1 && last.bytes().all(|b| b.is_ascii_uppercase() && b != b'I');
        let is_word = |word: &str| word == last;
        atom.matched |=
            is_letter && other.text.split(|c: char| !c.is_ascii_alphanumeric()).any(is_word);
    }
}

/// Whether the second text has the figures next to letters, in a name or code that has more of them and is not in the first.
fn is_in_code([own, other]: [&str; 2], figures: &str) -> bool {
    /// What changes more often between letters and figures is a sum of a file, in which any number stands.
    const MOST_RUNS: usize = 4;
    // One figure stands in many a code.
    if figures.len() < 2 || !figures.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let codes = other.split(|c: char| !c.is_ascii_alphanumeric());
    codes.filter(|code| code.starts_with(|c: char| c.is_ascii_digit())).any(|code| {
        let runs = code.split(is_letter).filter(|run| !run.is_empty());
        code.trim_end_matches(is_letter).contains(is_letter)
            && runs.clone().count() <= MOST_RUNS
            && runs.clone().any(|run| run == figures)
            && !own.contains(code)
    })
}

/// Whether words stand in a text as words of their own: Korean particles may follow them, no other letter or figure.
fn stands_whole(text: &str, words: &str) -> bool {
    let goes_on = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_syllable(c));
    let begins = words.chars().next().is_some_and(char::is_alphanumeric);
    let ends = words.chars().next_back().is_some_and(char::is_alphanumeric);
    text.match_indices(words).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + words.len()..]);
        !(begins && goes_on(before.chars().next_back()) || ends && goes_on(after.chars().next()))
    })
}

/// Matches what is left over in a bead with what is left over in the beads around it.
pub(crate) fn match_moved(beads: &mut [(Values, Values)]) {
    for at in 0..beads.len() {
        let near = at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS + 1).min(beads.len());
        for index in 0..beads[at].0.atoms.len() {
            let atom = &beads[at].0.atoms[index];
            if atom.matched || atom.repeated {
                continue;
            }
            let (kind, value) = (atom.kind, atom.value);
            let find = |n: usize| {
                let atoms = &beads[n].1.atoms;
                let found =
                    atoms.iter().position(|b| !b.matched && b.kind == kind && b.value == value);
                found.map(|i| (n, i))
            };
            // What stands in its place here must have come from somewhere too.
            let replaced = |b: &Atom| {
                !b.matched && b.kind == kind && leftover::likeness(atom, b).is_some_and(|s| s > 1)
            };
            let in_place = beads[at].1.atoms.iter().find(|b| replaced(b));
            let came = |b: &Atom| {
                near.clone().filter(|n| *n != at).any(|n| {
                    beads[n]
                        .0
                        .atoms
                        .iter()
                        .any(|a| !a.matched && a.kind == kind && a.value == b.value)
                })
            };
            if in_place.is_some_and(|b| !came(b)) {
                continue;
            }
            let moved = near.clone().filter(|n| *n != at).find_map(find);
            if let Some((n, i)) = moved {
                beads[at].0.atoms[index].matched = true;
                beads[n].1.atoms[i].matched = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_a_text_as_words_of_their_own() {
        #[rustfmt::skip]
        let cases = [
            ("the main street",     "mai",   false, "a part of a word"),
            ("mais il partit",      "mai",   false, "its beginning"),
            ("am 3. mai kam er",    "mai",   true,  "a word"),
            ("may에 출발하였다",       "may",   true,  "with a particle"),
            ("format a40 was used", "a4",    false, "a longer code"),
            ("a4를 썼다",             "a4",    true,  "a code with a particle"),
            ("t-34/85",             "t-34",  true,  "before a sign"),
        ];
        for (text, words, expected, why) in cases {
            assert_eq!(stands_whole(text, words), expected, "{words} in {text}: {why}");
        }
    }
}
