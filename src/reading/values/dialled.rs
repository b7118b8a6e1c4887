//! Numbers that are dialled: 3-1-1 is 311, and +82-10-1234-5678 is 010-1234-5678 at home.

use std::sync::LazyLock;

use regex::Regex;

use super::Values;

/// A number of a telephone with its groups of figures; from abroad it begins with a plus.
static TELEPHONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<abroad>\+)?\(?[0-9]{1,4}(?:[-‑– ()]{1,3}[0-9]{1,4}){2,5}").expect("a pattern")
});

/// How many figures a telephone has at home, without its zero.
const FIGURES: std::ops::RangeInclusive<usize> = 7..=12;

/// The most figures by which a country is dialled.
const COUNTRY: usize = 3;

/// Marks the numbers of a side that are dialled by the same figures on the other.
pub(super) fn match_all(one: &mut Values, other: &Values) {
    let theirs: Vec<String> = figure_by_figure(&other.text).collect();
    let reached: Vec<Telephone<'_>> = telephones(&other.text).collect();
    let own: Vec<Telephone<'_>> = telephones(&one.text).collect();
    for atom in one.atoms.iter_mut().filter(|atom| !atom.matched) {
        let words = &one.words[atom.anchor];
        let spelt = figure_by_figure(words).any(|n| digit_runs(&other.text).any(|run| run == n));
        // A number that stands somewhere among its figures is another.
        let is_telephone = words.chars().filter(char::is_ascii_digit).count() >= *FIGURES.start();
        let rings = || {
            let mut own = own.iter().filter(|own| own.written.contains(words.as_str()));
            own.any(|own| reached.iter().any(|other| own.reaches(other)))
        };
        atom.matched = spelt || theirs.contains(&atom.value.to_string()) || is_telephone && rings();
    }
}

/// The numbers of a text that are written figure by figure, three figures or more.
fn figure_by_figure(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '‑' | '–'))).filter_map(|run| {
        let figures: Vec<&str> = run.split(['-', '‑', '–']).collect();
        (figures.len() >= 3 && figures.iter().all(|figure| figure.len() == 1))
            .then(|| figures.concat())
    })
}

/// A number of a telephone.
struct Telephone<'t> {
    written: &'t str,
    /// Its figures, at home without the zero that stands before them.
    figures: String,
    from_abroad: bool,
}

fn telephones(text: &str) -> impl Iterator<Item = Telephone<'_>> {
    TELEPHONE.captures_iter(text).filter_map(|captures| {
        let written = captures.get(0)?.as_str();
        let figures: String = written.chars().filter(char::is_ascii_digit).collect();
        let from_abroad = captures.name("abroad").is_some();
        let home = figures.strip_prefix('0');
        let figures = if from_abroad { figures } else { home?.to_owned() };
        Some(Telephone { written, figures, from_abroad })
    })
}

impl Telephone<'_> {
    /// Whether one rings where the other does.
    fn reaches(&self, other: &Self) -> bool {
        let (abroad, home) = match (self.from_abroad, other.from_abroad) {
            (true, false) => (self, other),
            (false, true) => (other, self),
            _ => return FIGURES.contains(&self.figures.len()) && self.figures == other.figures,
        };
        // +44 (0)20: the zero is not dialled from abroad, and yet written.
        let country = abroad.figures.strip_suffix(home.figures.as_str());
        FIGURES.contains(&home.figures.len())
            && country.is_some_and(|country| {
                let country = country.strip_suffix('0').unwrap_or(country);
                (1..=COUNTRY).contains(&country.len())
            })
    }
}

pub(super) fn digit_runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephones_are_the_same_at_home_and_from_abroad() {
        #[rustfmt::skip]
        let cases = [
            ("+82-10-1234-5678",   "010-1234-5678",   true,  "the zero falls"),
            ("+82 2 123 4567",     "(02) 123-4567",   true,  "grouped otherwise"),
            ("+82 (0)2 123 4567",  "02-123-4567",     true,  "the zero in brackets"),
            ("+82-10-1234-5678",   "010-1234-5679",   false, "another number"),
            ("+82-10-1234-5678",   "+82 10 1234 5678", true, "from abroad on both sides"),
            ("+82-10-1234-5678",   "10-1234-5678",    false, "nobody dials that"),
            ("2024-01-02",         "024-01-02",       false, "a date"),
        ];
        for (one, other, expected, why) in cases {
            let reach = telephones(one).any(|a| telephones(other).any(|b| a.reaches(&b)));
            assert_eq!(reach, expected, "{one} {other}: {why}");
            let back = telephones(other).any(|a| telephones(one).any(|b| a.reaches(&b)));
            assert_eq!(back, expected, "{other} {one}: {why}");
        }
    }
}
