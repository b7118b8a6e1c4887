//! The tables of number words and counters, indexed for looking up.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::LazyLock,
};

use super::{Amount, Native, Strength, Unit};
use crate::text::table;

/// What a word contributes to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
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
    /// Ten years of a century or of a life: fifties.
    Decade,
    /// A word that makes the month and day before it the name of an event: 6.25 전쟁.
    Event,
    /// A word that makes the number before it part of a name: 38선, 6자회담.
    Name,
}

/// A row of `number-words.tsv`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) form: &'static str,
    pub(super) kind: Kind,
    pub(super) value: Amount,
    pub(super) strength: Strength,
}

fn parse_amount(text: &str) -> Amount {
    let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
    let parse = |s: &str| s.parse().expect("number-words.tsv: a value is a whole number or a/b");
    Amount::fraction(parse(numerator), parse(denominator)).expect("number-words.tsv: a/0")
}

fn words(language: &str) -> impl Iterator<Item = Word> {
    const TABLE: &str = table::text!("number-words.tsv");
    table::rows::<6>("number-words.tsv", TABLE)
        .into_iter()
        .filter(move |row| row[0] == language)
        .map(|[_, form, kind, value, strength, _]| Word {
            form,
            kind: match kind {
                "unit" => Kind::Unit,
                "ten" => Kind::Ten,
                "hundred" => Kind::Hundred,
                "scale" => Kind::Scale,
                "ordinal" => Kind::Ordinal,
                "part" => Kind::Part,
                "many" => Kind::Many,
                "few" => Kind::Few,
                "day" => Kind::Day,
                "several" => Kind::Several,
                "echo" => Kind::Echo,
                "multiple" => Kind::Multiple,
                "decade" => Kind::Decade,
                "event" => Kind::Event,
                "name" => Kind::Name,
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

static ENGLISH: LazyLock<HashMap<&'static str, Word>> = LazyLock::new(|| {
    words("en").filter(|word| word.kind != Kind::Name).map(|word| (word.form, word)).collect()
});

/// The English number word `lower`, given in lower case.
pub(super) fn english(lower: &str) -> Option<Word> {
    let word = ENGLISH.get(lower).copied();
    // sevenfold
    word.or_else(|| {
        let stem = lower.strip_suffix("fold").and_then(|stem| ENGLISH.get(stem)).copied();
        stem.map(|word| Word { kind: Kind::Multiple, strength: Strength::Loose, ..word })
    })
}

/// The English words for the decades of a century, with the first year of each: fifties, 50.
pub(crate) fn english_decades() -> impl Iterator<Item = (&'static str, Amount)> {
    words("en").filter(|word| word.kind == Kind::Decade).map(|word| (word.form, word.value))
}

/// Korean forms by their first character, the longest first.
fn by_first<T>(
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

fn longest<T: Copy>(
    map: &HashMap<char, Vec<(&'static str, T)>>,
    text: &str,
) -> Option<(&'static str, T)> {
    let rows = map.get(&text.chars().next()?)?;
    rows.iter().find(|(form, _)| text.starts_with(form)).copied()
}

static KOREAN: LazyLock<HashMap<char, Vec<(&'static str, Word)>>> = LazyLock::new(|| {
    let plain = words("ko").filter(|word| !matches!(word.kind, Kind::Event | Kind::Name));
    by_first(plain.map(|word| (word.form, word)))
});

/// Words of a kind, in English and in Korean.
fn of_kind(kind: Kind) -> HashMap<char, Vec<(&'static str, Word)>> {
    let words = words("ko").chain(words("en")).filter(|word| word.kind == kind);
    by_first(words.map(|word| (word.form, word)))
}

static EVENTS: LazyLock<HashMap<char, Vec<(&'static str, Word)>>> =
    LazyLock::new(|| of_kind(Kind::Event));

static NAMES: LazyLock<HashMap<char, Vec<(&'static str, Word)>>> =
    LazyLock::new(|| of_kind(Kind::Name));

/// Whether `text` begins with a word that makes the month and day before it the name of an event.
pub(super) fn is_event(text: &str) -> bool {
    longest(&EVENTS, text).is_some()
}

/// Whether `text` begins with a word that makes the number before it part of a name, which the other language
/// may have without its number (the parallel, the talks).
pub(super) fn is_name(text: &str) -> bool {
    longest(&NAMES, text).is_some()
}

/// The longest Korean number word `text` begins with.
pub(super) fn korean(text: &str) -> Option<Word> {
    longest(&KOREAN, text).map(|(_, word)| word)
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

/// The unit an English word (in lower case) stands for.
pub(super) fn english_unit(lower: &str) -> Option<Unit> {
    UNITS.get("en")?.get(lower).copied()
}

/// What `unit` is called in Korean: the first form of the table.
pub(crate) fn korean_name(unit: &str) -> Option<&'static str> {
    static NAMES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
        const TABLE: &str = table::text!("counters.tsv");
        let rows = table::rows::<7>("counters.tsv", TABLE).into_iter().rev();
        let hangul = |form: &str| form.chars().all(super::korean::is_hangul);
        rows.filter(|row| row[0] == "ko" && hangul(row[1])).map(|row| (row[2], row[1])).collect()
    });
    NAMES.get(unit).copied()
}

static KOREAN_UNITS: LazyLock<HashMap<char, Vec<(&'static str, Unit)>>> = LazyLock::new(|| {
    by_first(UNITS.get("ko").into_iter().flatten().map(|(form, unit)| (*form, *unit)))
});

/// The longest counter `text` begins with, and its unit.
pub(super) fn korean_unit(text: &str) -> Option<(&'static str, Unit)> {
    longest(&KOREAN_UNITS, text)
}

static IDIOMS: LazyLock<(Vec<&'static str>, HashSet<&'static str>)> = LazyLock::new(|| {
    const TABLE: &str = table::text!("number-idioms.tsv");
    let rows = table::rows::<3>("number-idioms.tsv", TABLE);
    let of = |language| rows.iter().filter(move |row| row[0] == language).map(|row| row[1]);
    (of("en").collect(), of("ko").collect())
});

/// The English idioms, in lower case.
pub(super) fn english_idioms() -> &'static [&'static str] {
    &IDIOMS.0
}

/// Whether `text` begins with a Korean word that only looks like a numeral.
pub(super) fn is_korean_idiom(text: &str) -> bool {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(6);
    ends.into_iter().any(|end| IDIOMS.1.contains(&text[..end]))
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
