//! Korean forms. Words are read syllable by syllable; a space in a form may be missing in the text, and
//! what is glued before or after a form decides whether it is the word it seems to be.

use std::{collections::HashMap, sync::LazyLock};

use crate::language::any::form::{
    FoundForm, Glue, Index as Forms, Longest, Reading, Standing, field, short_countries,
};
use crate::{
    language::ko::{jamo::is_syllable, josa},
    text::{Folded, Span, table},
};

/// A character of the text and where it stands.
#[derive(Clone, Copy)]
struct Syllable {
    char: char,
    span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Char(char),
    /// A space that may be missing.
    Space,
    Field,
}

#[derive(Debug)]
struct Pattern {
    slots: Vec<Slot>,
    /// Characters, spaces left out; a field counts as two.
    chars: usize,
    reading: Reading,
    /// Whether it stands wherever its letters do: a phrase that only looks like a form.
    anywhere: bool,
}

/// Korean forms by their first character.
#[derive(Debug)]
pub(crate) struct Index {
    glue: Glue,
    patterns: Vec<Pattern>,
    by_char: HashMap<char, Vec<usize>>,
    by_field: Vec<usize>,
}

type Fields = HashMap<char, Vec<(Vec<Slot>, &'static str)>>;

/// Fields of government by the first syllable of their names.
static FIELDS: LazyLock<Fields> = LazyLock::new(|| {
    let mut fields = Fields::new();
    for field in field::FIELDS.iter() {
        for form in field.korean() {
            if let Some(first) = form.chars().next() {
                fields.entry(first).or_default().push((slots(form), field.id));
            }
        }
    }
    fields
});

/// What may be glued before and after a form.
struct Affixes {
    before: Vec<char>,
    /// The syllables of countries, before long forms (미국무장관).
    countries: Vec<char>,
    after: Vec<Vec<char>>,
    never: Vec<char>,
    /// What makes a body or an attitude of the syllable of a country (주미, 미군).
    before_country: Vec<char>,
    after_country: Vec<char>,
    /// Signs and words between fields of government (외교·통상, 외교 및 통상).
    joint: Vec<char>,
    and: Vec<char>,
}

static AFFIXES: LazyLock<Affixes> = LazyLock::new(|| {
    let rows = table::rows::<3>("affixes", table::text!("affixes.tsv"));
    let of = |place| rows.iter().filter(move |[p, ..]| *p == place).map(|[_, form, _]| *form);
    let josa = josa::all().filter(|josa| !of("no-josa").any(|form| form == *josa));
    Affixes {
        before: of("before").flat_map(str::chars).collect(),
        countries: short_countries().collect(),
        never: of("never").flat_map(str::chars).collect(),
        before_country: of("before-country").flat_map(str::chars).collect(),
        after_country: of("after-country").flat_map(str::chars).collect(),
        joint: of("joint").flat_map(str::chars).collect(),
        and: of("and").flat_map(str::chars).collect(),
        after: of("after").chain(josa).map(|form| form.chars().collect()).collect(),
    }
});

/// Whether `rest`, up to the end of the Korean word, is nothing but particles and the like.
fn closes(rest: &[Syllable]) -> bool {
    let tail = rest.iter().take(AFFIXES_AT_MOST + 1).take_while(|s| is_syllable(s.char)).count();
    tail <= AFFIXES_AT_MOST && are_affixes(&rest[..tail])
}

/// The longest tail of affixes that is looked at, in syllables (에게서부터였다).
const AFFIXES_AT_MOST: usize = 8;

fn are_affixes(tail: &[Syllable]) -> bool {
    let begins = |affix: &&Vec<char>| {
        tail.len() >= affix.len() && affix.iter().zip(tail).all(|(a, s)| *a == s.char)
    };
    tail.is_empty()
        || AFFIXES.after.iter().filter(begins).any(|affix| are_affixes(&tail[affix.len()..]))
}

/// The words of a Korean text that end, but for particles, with one of `heads`, each as long as it can be:
/// their spans, particles left out. At least one syllable stands before the head in the same word.
pub(crate) fn words_ending(text: &str, heads: &[&str]) -> Vec<Span> {
    let syllables = syllables(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < syllables.len() {
        let run = syllables[at..].iter().take_while(|s| is_syllable(s.char)).count();
        let ends = (2..=run).rev().map(|len| at + len);
        let word = |end: usize| syllables[at].span.join(syllables[end - 1].span);
        found.extend(ends.filter(|&end| closes(&syllables[end..])).map(word).find(|span| {
            heads
                .iter()
                .any(|head| span.of(text).len() > head.len() && span.of(text).ends_with(head))
        }));
        at += run.max(1);
    }
    found
}

impl Index {
    pub(crate) fn new(glue: Glue) -> Self {
        Self { glue, patterns: Vec::new(), by_char: HashMap::new(), by_field: Vec::new() }
    }
}

impl Forms for Index {
    fn add(&mut self, form: &str, reading: Reading, anywhere: bool) {
        let slots = slots(form);
        let chars = slots
            .iter()
            .map(|slot| match slot {
                Slot::Char(_) => 1,
                Slot::Space => 0,
                Slot::Field => 2,
            })
            .sum();
        match slots.first() {
            Some(Slot::Char(c)) => self.by_char.entry(*c).or_default().push(self.patterns.len()),
            Some(Slot::Field) => self.by_field.push(self.patterns.len()),
            _ => return,
        }
        self.patterns.push(Pattern { slots, chars, reading, anywhere });
    }

    /// Adds what countries' one-syllable names make: 한미, 미중, 주미, 미군. They may always mean
    /// something else.
    fn add_compounds(&mut self, shorts: &[(usize, char)]) {
        let standing = Standing::Standard;
        let reading = |concept| Reading { concept, standing, certain: false, inner: false };
        for &(concept, short) in shorts {
            for prefix in &AFFIXES.before_country {
                self.add(&format!("{prefix}{short}"), reading(concept), false);
            }
            for suffix in &AFFIXES.after_country {
                self.add(&format!("{short}{suffix}"), reading(concept), false);
            }
            for &(other, with) in shorts.iter().filter(|(other, _)| *other != concept) {
                for pair in [format!("{short}{with}"), format!("{with}{short}")] {
                    self.add(&pair, reading(concept), false);
                    self.add(&pair, reading(other), false);
                }
            }
        }
    }

    /// The longest form at each place, from the left. Linear in the text but for the forms that begin
    /// with the same syllable.
    fn find(&self, text: &str) -> Vec<(Span, FoundForm)> {
        let syllables = syllables(text);
        let mut found = Vec::new();
        let mut at = 0;
        // Where the last form ended, so that another may be glued to it.
        let mut last = usize::MAX;
        while at < syllables.len() {
            let Some((end, mut this)) = self.longest(&syllables, at, last) else {
                at += 1;
                continue;
            };
            if self.glue == Glue::Body {
                // Only where a word begins: the 인민공화국 inside a state's name is no state.
                let begins = |inner: &usize| syllables[inner - 1].char.is_whitespace();
                let starts = (at + 1..end).filter(begins).chain(std::iter::once(at));
                let inner = |from| {
                    let last_word = syllables[..end].iter().rposition(|s| s.char.is_whitespace());
                    let until = if from == at { last_word.unwrap_or(at) } else { end };
                    (from < until).then(|| self.longest(&syllables[..until], from, usize::MAX))?
                };
                this.add_inner(starts.filter_map(inner));
            }
            found.push((syllables[at].span.join(syllables[end - 1].span), this));
            at = end;
            last = end;
        }
        found
    }
}

impl Index {
    fn longest(
        &self,
        syllables: &[Syllable],
        at: usize,
        last: usize,
    ) -> Option<(usize, FoundForm)> {
        let mut longest = Longest::default();
        let by_char = self.by_char.get(&syllables[at].char).into_iter().flatten();
        let by_field = if self.by_field.is_empty() || field(syllables, at).is_none() {
            &[]
        } else {
            self.by_field.as_slice()
        };
        let before = syllables_before(syllables, at);
        for &number in by_char.chain(by_field) {
            let pattern = &self.patterns[number];
            let mut fields = Vec::new();
            let Some(end) = matched(&pattern.slots, syllables, at, &mut fields) else { continue };
            let Some(certain) = self.stands(pattern, before, at == last, syllables, at, end) else {
                continue;
            };
            let reading =
                Reading { certain: certain && pattern.reading.certain, ..pattern.reading };
            longest.offer(end, reading, fields);
        }
        longest.found()
    }

    /// Whether a form that fits letter by letter is a word of its own there, and whether that is certain.
    fn stands(
        &self,
        pattern: &Pattern,
        before: usize,
        glued: bool,
        syllables: &[Syllable],
        at: usize,
        end: usize,
    ) -> Option<bool> {
        if pattern.anywhere {
            return Some(true);
        }
        if !is_syllable(syllables[at].char) {
            // UN, NATO: whole Latin words only.
            let letter = |s: Option<&Syllable>| s.is_some_and(|s| s.char.is_ascii_alphanumeric());
            let inside = at > 0 && letter(syllables.get(at - 1)) || letter(syllables.get(end));
            return (!inside).then_some(true);
        }
        let is_long = pattern.chars >= 4;
        let prefix = || {
            let char = syllables[at - 1].char;
            before == 1
                && (AFFIXES.before.contains(&char) || is_long && AFFIXES.countries.contains(&char))
        };
        let free = before == 0 || glued || prefix();
        let closed = closes(&syllables[end..]);
        match (pattern.chars, self.glue) {
            // 왕 in 파드왕을, 상 in 로동상은: only in a word that ends with it, and never certain.
            (1, _) => (closed && before != 1).then_some(false),
            (2, Glue::Title) => (closed && (free || before >= 2)).then_some(true),
            (2, Glue::Body) if !free => (closed && before >= 2).then_some(false),
            (2 | 4.., Glue::Body) => Some(true),
            (_, Glue::Body) => (free || before >= 2).then_some(true),
            (_, Glue::Title)
                if syllables.get(end).is_some_and(|s| AFFIXES.never.contains(&s.char)) =>
            {
                None
            }
            // 대통령선거, 위원장석: the office is in the word, but the word is no title.
            (_, Glue::Title) => (free || before >= 2).then_some(closed),
        }
    }
}

/// How many Hangul syllables stand directly before a place: none, one, or two and more.
fn syllables_before(syllables: &[Syllable], at: usize) -> usize {
    syllables[..at].iter().rev().take(2).take_while(|s| is_syllable(s.char)).count()
}

/// Where a match of `slots` at `at` ends.
fn matched(
    slots: &[Slot],
    syllables: &[Syllable],
    at: usize,
    fields: &mut Vec<&'static str>,
) -> Option<usize> {
    let mut end = at;
    for slot in slots {
        match slot {
            Slot::Space => end += blanks(syllables, end),
            Slot::Char(c) => {
                if syllables.get(end)?.char != *c {
                    return None;
                }
                end += 1;
            }
            Slot::Field => {
                let (after, named) = some_fields(syllables, end)?;
                fields.extend(named);
                end = after;
            }
        }
    }
    Some(end)
}

fn blanks(syllables: &[Syllable], at: usize) -> usize {
    syllables[at.min(syllables.len())..].iter().take_while(|s| s.char.is_whitespace()).count()
}

/// The field named at a place, with the place after it.
fn field(syllables: &[Syllable], at: usize) -> Option<(usize, &'static str)> {
    let named = FIELDS.get(&syllables.get(at)?.char)?;
    named
        .iter()
        .filter_map(|(slots, id)| Some((matched(slots, syllables, at, &mut Vec::new())?, *id)))
        .max_by_key(|(end, _)| *end)
}

/// Fields in a row: 문화과학, 문화 및 과학, 산업·통상.
fn some_fields(syllables: &[Syllable], at: usize) -> Option<(usize, Vec<&'static str>)> {
    let (mut end, first) = field(syllables, at)?;
    let mut named = vec![first];
    loop {
        let mut next = end;
        if let Some(joint) = syllables.get(end)
            && AFFIXES.joint.contains(&joint.char)
        {
            next += 1;
        } else if blanks(syllables, end) > 0 {
            let and = end + blanks(syllables, end);
            if syllables.get(and).is_some_and(|s| AFFIXES.and.contains(&s.char)) {
                next = and + 1 + blanks(syllables, and + 1);
            }
        }
        let Some((after, id)) = field(syllables, next) else { break };
        named.push(id);
        end = after;
    }
    Some((end, named))
}

fn slots(form: &str) -> Vec<Slot> {
    let mut slots = Vec::new();
    let mut rest = form;
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("FIELD") {
            slots.push(Slot::Field);
            rest = after;
            continue;
        }
        slots.push(if c == ' ' { Slot::Space } else { Slot::Char(c) });
        rest = &rest[c.len_utf8()..];
    }
    slots
}

/// The characters of a text, Hangul composed.
fn syllables(text: &str) -> Vec<Syllable> {
    if text.chars().any(|c| matches!(c, '\u{1100}'..='\u{11ff}')) {
        let folded = Folded::new(text);
        let chars = folded.text().char_indices();
        return chars
            .map(|(at, char)| {
                let span = folded.original(Span::new(at, at + char.len_utf8()));
                Syllable { char, span }
            })
            .collect();
    }
    text.char_indices()
        .map(|(at, char)| Syllable { char, span: Span::new(at, at + char.len_utf8()) })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_that_name_bodies_are_found_without_their_particles() {
        let text = "현재에는 경제계획위원회에서 휴전위원회의 위원회는";
        let found: Vec<&str> =
            words_ending(text, &["위원회"]).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["경제계획위원회", "휴전위원회"]);
    }

    #[test]
    fn a_long_tail_of_particles_is_judged_at_once() {
        let tail: String = "이".repeat(100_000);
        assert!(!closes(&syllables(&tail)));
    }

    proptest! {
        #[test]
        fn what_is_found_stands_in_order_on_character_boundaries(
            text in "[가-힣\\u{1100}-\\u{1175} ]{0,20}(중앙위원회|부수상|소련|문화성 부상)[가-힣 ]{0,20}",
        ) {
            for lexicon in [&*crate::anchor::form::TITLES, &*crate::anchor::form::BODIES] {
                let mut before = 0;
                for (span, _) in lexicon.find(&text, &crate::text::Language::korean(), &[]) {
                    prop_assert!(span.start >= before && !span.of(&text).is_empty());
                    before = span.end;
                }
            }
        }
    }
}
