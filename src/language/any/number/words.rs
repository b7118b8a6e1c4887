//! The tables of number words and counters, indexed for looking up.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use crate::{
    text::{Script, table},
    value::{Amount, Native, Strength, Unit},
};

/// What a word contributes to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WordKind {
    Unit,
    Ten,
    Hundred,
    Scale,
    Ordinal,
    /// Part of a fraction: half, thirds, 절반.
    Part,
    /// Indefinitely many: hundreds, 수백.
    Many,
    /// No number at all: several, 몇.
    Few,
    /// A number of days: 사흘.
    Day,
    /// About so many: 두세, 서너.
    Several,
    /// A word that may carry the number without being one: both, 양국.
    Echo,
    /// So many times as much or as often: twice, tripled, 갑절.
    Multiple,
    /// A birthday by its name: 환갑.
    Age,
    /// Ten years of a century or of a life: fifties.
    Decade,
    /// A word that makes the month and day before it the name of an event: 6.25 전쟁.
    Event,
    /// A word that makes the number before it part of a name: 38선, 6자회담.
    Name,
}

/// A row of `number-words.tsv`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NumberWord {
    pub(crate) form: &'static str,
    pub(crate) kind: WordKind,
    pub(crate) value: Amount,
    pub(crate) strength: Strength,
}

fn parse_amount(text: &str) -> Amount {
    let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
    let parse = |s: &str| s.parse().expect("number-words.tsv: a value is a whole number or a/b");
    Amount::fraction(parse(numerator), parse(denominator)).expect("number-words.tsv: a/0")
}

/// The rows of `number-words.tsv` for a language by its tag.
pub(crate) fn words(language: &str) -> impl Iterator<Item = NumberWord> {
    const TABLE: &str = table::text!("number-words.tsv");
    table::rows::<6>("number-words.tsv", TABLE)
        .into_iter()
        .filter(move |row| row[0] == language)
        .map(|[_, form, kind, value, strength, _]| NumberWord {
            form,
            kind: match kind {
                "unit" => WordKind::Unit,
                "ten" => WordKind::Ten,
                "hundred" => WordKind::Hundred,
                "scale" => WordKind::Scale,
                "ordinal" => WordKind::Ordinal,
                "part" => WordKind::Part,
                "many" => WordKind::Many,
                "few" => WordKind::Few,
                "day" => WordKind::Day,
                "several" => WordKind::Several,
                "echo" => WordKind::Echo,
                "multiple" => WordKind::Multiple,
                "age" => WordKind::Age,
                "decade" => WordKind::Decade,
                "event" => WordKind::Event,
                "name" => WordKind::Name,
                _ => panic!("number-words.tsv: unknown kind {kind}"),
            },
            value: parse_amount(value),
            strength: match strength {
                "likely" => Strength::Likely,
                "loose" => Strength::Loose,
                _ => panic!("number-words.tsv: unknown strength {strength}"),
            },
        })
}

/// Forms by their first character, the longest first.
pub(crate) fn by_first<T>(
    rows: impl Iterator<Item = (&'static str, T)>,
) -> HashMap<char, Vec<(&'static str, T)>> {
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    let mut map: HashMap<char, Vec<(&'static str, T)>> = HashMap::new();
    for (form, value) in rows {
        if let Some(first) = form.chars().next() {
            map.entry(first).or_default().push((form, value));
        }
    }
    map
}

/// The longest of the forms that `text` begins with.
pub(crate) fn longest<T: Copy>(
    map: &HashMap<char, Vec<(&'static str, T)>>,
    text: &str,
) -> Option<(&'static str, T)> {
    let rows = map.get(&text.chars().next()?)?;
    rows.iter().find(|(form, _)| text.starts_with(form)).copied()
}

/// Words of a kind, in whatever language: texts quote each other's events.
fn of_kind(kind: WordKind) -> HashMap<char, Vec<(&'static str, NumberWord)>> {
    let words = ["ko", "en"].into_iter().flat_map(words).filter(|word| word.kind == kind);
    by_first(words.map(|word| (word.form, word)))
}

static EVENTS: LazyLock<HashMap<char, Vec<(&'static str, NumberWord)>>> =
    LazyLock::new(|| of_kind(WordKind::Event));

static NAMES: LazyLock<HashMap<char, Vec<(&'static str, NumberWord)>>> =
    LazyLock::new(|| of_kind(WordKind::Name));

/// Whether `text` begins with a word that makes the month and day before it the name of an event.
pub(crate) fn is_event(text: &str) -> bool {
    longest(&EVENTS, text).is_some()
}

/// Whether `text` begins with a word that makes the number before it part of a name, which the other language
/// may have without its number (the parallel, the talks).
pub(crate) fn is_name(text: &str) -> bool {
    longest(&NAMES, text).is_some()
}

static UNITS: LazyLock<BTreeMap<&'static str, BTreeMap<&'static str, Unit>>> =
    LazyLock::new(|| {
        const TABLE: &str = table::text!("counters.tsv");
        let mut units: BTreeMap<&str, BTreeMap<&str, Unit>> = BTreeMap::new();
        for [language, form, name, dimension, factor, native, _] in
            table::rows::<7>("counters.tsv", TABLE)
        {
            let native = match native {
                "yes" => Native::Counter,
                "noun" => Native::Noun,
                _ => Native::No,
            };
            let factor = factor.parse().expect("counters.tsv: a factor is a number");
            units
                .entry(language)
                .or_default()
                .entry(form)
                // A form with several meanings is a counter, but says nothing about what is counted.
                .and_modify(|unit| {
                    *unit = Unit {
                        name: form,
                        dimension: "",
                        factor: 1.0,
                        native: unit.native.max(native),
                    }
                })
                .or_insert(Unit { name, dimension, factor, native });
        }
        units
    });

/// The unit that `form` stands for in the language with that tag; of a word in small letters.
pub(crate) fn unit(language: &str, form: &str) -> Option<Unit> {
    UNITS.get(language)?.get(form).copied()
}

/// The units of a language by their first characters.
pub(crate) fn units(language: &str) -> HashMap<char, Vec<(&'static str, Unit)>> {
    by_first(UNITS.get(language).into_iter().flatten().map(|(form, unit)| (*form, *unit)))
}

/// What units are called in a language: the first form of the table that is written in its `script`.
pub(crate) fn names_of_units(
    language: &str,
    script: Script,
) -> HashMap<&'static str, &'static str> {
    let rows = table::rows::<7>("counters.tsv", table::text!("counters.tsv")).into_iter().rev();
    let own = |form: &str| form.chars().all(|c| Script::of(c) == script);
    rows.filter(|row| row[0] == language && own(row[1])).map(|row| (row[2], row[1])).collect()
}

/// Words of a language that only look like numbers.
pub(crate) fn idioms(language: &str) -> Vec<&'static str> {
    let rows = table::rows::<3>("number-idioms.tsv", table::text!("number-idioms.tsv"));
    rows.iter().filter(|row| row[0] == language).map(|row| row[1]).collect()
}

static NUMBERED: LazyLock<Vec<[&'static str; 5]>> = LazyLock::new(|| {
    const TABLE: &str = table::text!("numbered-parts.tsv");
    table::rows::<5>("numbered-parts.tsv", TABLE)
});

/// Words of `language` that a number next to them counts (Article 3, 제3조), with the part they name,
/// that stand `before` it or after it.
pub(crate) fn numbered(
    language: &str,
    before: bool,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    NUMBERED
        .iter()
        .filter(move |row| row[0] == language && (row[2] == "before") == before)
        .map(|row| (row[1], row[3]))
}
