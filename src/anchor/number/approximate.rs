//! Words that make a number approximate or a bound: about, more than, 약, 여, 이상, 100명이 넘는.
//!
//! They are looked for right before and right after a number and its counting word, through articles,
//! signs of currency and one particle; of several (“at least about”) the one with a direction counts.

use std::sync::LazyLock;

use super::words;
use crate::text::{Language, Span, table};

/// How a number is qualified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// About, around, 약, 경.
    About,
    /// A little less: nearly, almost, 가까이.
    Nearly,
    /// A little more: -odd, 여, 남짓.
    Odd,
    /// A lower bound: more than, at least, 이상.
    More,
    /// An upper bound: less than, at most, 미만.
    Less,
}

/// A qualifier in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Approximation {
    pub(crate) qualifier: Qualifier,
    /// Where it stands.
    pub(crate) span: Span,
    /// Whether it is evidence of its own: not if the word may mean something else there.
    pub(crate) sure: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Before,
    After,
    /// After the number and a particle: 100명이 넘는.
    Josa,
    /// After 보다: 100보다 많은.
    Than,
}

struct Row {
    korean: bool,
    form: &'static str,
    place: Place,
    qualifier: Qualifier,
    sure: bool,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    const TABLE: &str = table::text!("approximators.tsv");
    let rows = table::rows::<6>("approximators.tsv", TABLE).into_iter();
    let mut rows: Vec<_> = rows
        .map(|[language, form, place, sense, weight, _]| Row {
            korean: language == "ko",
            form,
            place: match place {
                "before" => Place::Before,
                "after" => Place::After,
                "josa" => Place::Josa,
                "than" => Place::Than,
                _ => panic!("approximators.tsv: unknown place {place}"),
            },
            qualifier: match sense {
                "about" => Qualifier::About,
                "nearly" => Qualifier::Nearly,
                "odd" => Qualifier::Odd,
                "more" => Qualifier::More,
                "less" => Qualifier::Less,
                _ => panic!("approximators.tsv: unknown sense {sense}"),
            },
            sure: weight == "sure",
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.form.len()));
    rows
});

/// What qualifies the number at `number` in `text`, where `unit` is its counting word.
pub(crate) fn around(
    text: &str,
    language: &Language,
    number: Span,
    unit: Option<Span>,
) -> Option<Approximation> {
    let korean = language.is_korean();
    if !korean && !language.is_english() {
        return None;
    }
    let whole = unit.map_or(number, |unit| number.join(unit));
    let mut found: Vec<Approximation> = Vec::new();
    before(text, number.start, korean, &mut found);
    if korean {
        within(text, whole, &mut found);
    } else if whole.end > number.end {
        after_english(text, number.end, true, &mut found);
    }
    let count = found.len();
    if korean {
        after_korean(text, whole.end, &mut found);
    } else {
        after_english(text, whole.end, true, &mut found);
        if found.len() == count
            && let Some(next) = next_word(text, whole.end)
        {
            after_english(text, next, false, &mut found);
        }
    }
    let directed = |a: &&Approximation| a.qualifier != Qualifier::About;
    let sure = |a: &&Approximation| a.sure;
    let best = found.iter().find(|a| directed(a) && a.sure);
    let best = best.or_else(|| found.iter().find(sure)).or_else(|| found.first()).copied()?;
    // Bounds that contradict each other, as in “no more and no less”, say nothing sure.
    let opposite = found.iter().any(|a| {
        matches!(
            (a.qualifier, best.qualifier),
            (Qualifier::More, Qualifier::Less) | (Qualifier::Less, Qualifier::More)
        )
    });
    Some(Approximation { sure: best.sure && !opposite, ..best })
}

/// How many words of an accepted sense stand anywhere in `text`.
///
/// Only words that are hardly ever anything else count; a lower bound that stands before another (“more
/// than about”) is one with it.
pub(crate) fn count(text: &str, language: &Language, accepts: &dyn Fn(Qualifier) -> bool) -> usize {
    let korean = language.is_korean();
    let lower = text.to_lowercase();
    let mut taken: Vec<(Span, bool)> = Vec::new();
    let places = |row: &&Row| row.korean == korean && row.place != Place::Than;
    // Longest first, so that “no more than” is not “more than”.
    for row in ROWS.iter().filter(places) {
        let single = korean && row.form.chars().count() == 1;
        for (at, _) in lower.match_indices(row.form) {
            let span = Span::new(at, at + row.form.len());
            if taken.iter().any(|(other, _)| other.overlaps(span)) {
                continue;
            }
            let (before, after) =
                (lower[..at].chars().next_back(), lower[span.end..].chars().next());
            let apart = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
            let stands = if !korean {
                apart(before) && apart(after)
            } else if single && row.place == Place::Before {
                apart(before)
                    && lower[span.end..].trim_start().starts_with(|c: char| c.is_ascii_digit())
            } else if single {
                before.is_some_and(|c| c.is_ascii_digit() || "십백천만억명년일시월".contains(c))
            } else {
                true
            };
            if stands {
                taken.push((span, row.sure && accepts(row.qualifier)));
            }
        }
    }
    taken.iter().filter(|(_, accepted)| *accepted).count()
}

/// The words before a number, through articles and signs of currency.
fn before(text: &str, start: usize, korean: bool, found: &mut Vec<Approximation>) {
    let mut head = &text[..start];
    for _ in 0..4 {
        head = head.trim_end();
        let bare = head.trim_end_matches(['$', '£', '€', '¥', '₩', '(']);
        let bare = bare.strip_suffix("US").unwrap_or(bare).trim_end();
        let articles: &[&str] = if korean {
            &["총"]
        } else {
            &["a", "an", "another", "a further", "his", "her", "their"]
        };
        let bare =
            articles.iter().find_map(|a| ends_with_word(bare, a)).map_or(bare, |at| &bare[..at]);
        let bare = bare.trim_end();
        let rows = ROWS.iter().filter(|row| row.korean == korean && row.place == Place::Before);
        let hit =
            rows.into_iter().find_map(|row| ends_with_word(bare, row.form).map(|at| (row, at)));
        let Some((row, at)) = hit else { break };
        let negated = !korean && is_negated(&bare[..at]);
        // “Over the years” and “about two things” are no bounds.
        found.push(Approximation {
            qualifier: row.qualifier,
            span: Span::new(at, at + row.form.len()),
            sure: row.sure && !negated,
        });
        head = &bare[..at];
    }
}

/// Where `word` begins, if `text` ends with it as a word.
fn ends_with_word(text: &str, word: &str) -> Option<usize> {
    let at = text.len().checked_sub(word.len()).filter(|&at| text.is_char_boundary(at))?;
    (text[at..].eq_ignore_ascii_case(word) && !text[..at].ends_with(char::is_alphanumeric))
        .then_some(at)
}

/// Whether one of the last words denies what follows.
fn is_negated(before: &str) -> bool {
    let last = before.rsplit(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    last.filter(|word| !word.is_empty()).take(4).any(|word| {
        let word = word.to_ascii_lowercase();
        matches!(word.as_str(), "not" | "no" | "never" | "cannot" | "without" | "nothing")
            || word.ends_with("n't")
            || word.ends_with("n’t")
    })
}

/// 여 and 남짓 between a number and its counter: 70여 개.
fn within(text: &str, whole: Span, found: &mut Vec<Approximation>) {
    for form in ["여", "남짓", "몇"] {
        for (at, _) in whole.of(text).match_indices(form) {
            let numeral = |c: char| c.is_ascii_digit() || "십백천만억조".contains(c);
            if whole.of(text)[..at].ends_with(numeral) {
                let span = Span::new(at, at + form.len()).shifted(whole.start);
                found.push(Approximation { qualifier: Qualifier::Odd, span, sure: true });
            }
        }
    }
}

/// The words behind `end`; `near` if that is the end of the number or its unit, where “odd” may stand.
fn after_english(text: &str, end: usize, near: bool, found: &mut Vec<Approximation>) {
    let rest = &text[end..];
    let trimmed = rest.trim_start_matches([' ', '-']);
    let at = end + rest.len() - trimmed.len();
    if trimmed.starts_with('+') && at == end {
        found.push(Approximation {
            qualifier: Qualifier::More,
            span: Span::new(at, at + 1),
            sure: false,
        });
    }
    let rows = ROWS.iter().filter(|row| !row.korean && row.place == Place::After);
    for row in rows.filter(|row| near || row.form != "odd") {
        let fits = trimmed.get(..row.form.len()).is_some_and(|w| w.eq_ignore_ascii_case(row.form));
        if fits && !trimmed[row.form.len()..].starts_with(char::is_alphanumeric) {
            let span = Span::new(at, at + row.form.len());
            // “at least” may belong to what follows.
            let open = matches!(row.form, "at least" | "at most" | "plus");
            found.push(Approximation { qualifier: row.qualifier, span, sure: row.sure && !open });
            return;
        }
    }
}

/// The end of the word after `end`.
fn next_word(text: &str, end: usize) -> Option<usize> {
    let rest = text[end..].strip_prefix([' ', '-'])?;
    let at = text.len() - rest.len();
    let len = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    (len > 0).then_some(at + len)
}

fn after_korean(text: &str, end: usize, found: &mut Vec<Approximation>) {
    let mut at = end;
    // 10명 정도 이상, 서른 살 가량.
    for _ in 0..2 {
        let rest = text[at..].trim_start_matches(' ');
        let start = text.len() - rest.len();
        let plain = ROWS.iter().filter(|row| row.korean && row.place == Place::After);
        let hit = plain
            .into_iter()
            .find(|row| rest.starts_with(row.form) && may_stand(row.form, rest, start > at));
        if let Some(row) = hit {
            let span = Span::new(start, start + row.form.len());
            found.push(Approximation { qualifier: row.qualifier, span, sure: row.sure });
            at = span.end;
            continue;
        }
        break;
    }
    let rest = &text[at..];
    if let Some(than) = rest.strip_prefix("보다") {
        led(text, text.len() - than.len(), Place::Than, found);
        return;
    }
    let josa = ["이", "가", "을", "를", "은", "는", "도", "에", "에도", "에는", "선을", "대를"];
    let longest = josa.iter().filter(|j| rest.starts_with(*j)).max_by_key(|j| j.len());
    if let Some(josa) = longest {
        led(text, at + josa.len(), Place::Josa, found);
    }
}

/// The word after a particle that ends at `end`.
fn led(text: &str, end: usize, place: Place, found: &mut Vec<Approximation>) {
    let rest = text[end..].trim_start_matches(' ');
    let start = text.len() - rest.len();
    let mut rows = ROWS.iter().filter(|row| row.korean && row.place == place);
    if let Some(row) = rows.find(|row| rest.starts_with(row.form)) {
        let span = Span::new(start, start + row.form.len());
        // 10보다 크지 않다 is the reverse.
        let word = rest.split(' ').next().unwrap_or_default();
        let sure = row.sure && !word.ends_with('지') && !word.ends_with("지는");
        found.push(Approximation { qualifier: row.qualifier, span, sure });
    }
}

/// Whether the short form that `rest` begins with is that word and not the start of another.
fn may_stand(form: &str, rest: &str, spaced: bool) -> bool {
    let after = &rest[form.len()..];
    match form {
        "여" | "몇" => !spaced && (after.starts_with(' ') || words::korean_unit(after).is_some()),
        "경" | "께" | "씩" | "뿐" => !spaced,
        "꼴" | "나마" => !after.starts_with(char::is_alphabetic) || after.starts_with('로'),
        // 이상하다, 이하의; 넘어지다 is to fall.
        "이상" => !after.starts_with('하') && !after.starts_with("한 "),
        "넘어" => !after.starts_with('지') && !after.starts_with('가'),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::number;

    #[test]
    fn qualifiers_are_read_before_and_after_a_number() {
        #[rustfmt::skip]
        let cases = [
            // text                              language  qualifier                    why
            ("about 30 people",                  "en", Some(Qualifier::About),      "before"),
            ("around $300 million",              "en", Some(Qualifier::About),      "through a sign of currency"),
            ("at least another 30 men",          "en", Some(Qualifier::More),       "through a word"),
            ("more than about 30",               "en", Some(Qualifier::More),       "a direction says more"),
            ("30 years or so",                   "en", Some(Qualifier::About),      "after the unit"),
            ("30 or more years",                 "en", Some(Qualifier::More),       "between number and unit"),
            ("thirty-odd people",                "en", Some(Qualifier::Odd),        "a little more"),
            ("nearly 30 people",                 "en", Some(Qualifier::Nearly),     "a little less"),
            ("no more than 30 people",           "en", Some(Qualifier::Less),       "the longest form"),
            ("at most 30 people",                "en", Some(Qualifier::Less),       "an upper bound"),
            ("30 people came",                   "en", None,                        "none"),
            ("약 30명",                           "ko", Some(Qualifier::About),      "before"),
            ("30여 명",                           "ko", Some(Qualifier::Odd),        "between"),
            ("30여명",                            "ko", Some(Qualifier::Odd),        "between, attached"),
            ("30명 남짓",                         "ko", Some(Qualifier::Odd),        "after"),
            ("30명가량",                          "ko", Some(Qualifier::About),      "after, attached"),
            ("30명 이상의 사람",                   "ko", Some(Qualifier::More),       "a bound"),
            ("30명이 넘는 사람",                   "ko", Some(Qualifier::More),       "after a particle"),
            ("30명을 초과하는",                    "ko", Some(Qualifier::More),       "after a particle"),
            ("30보다 많은",                       "ko", Some(Qualifier::More),       "compared"),
            ("30%에 육박하는",                     "ko", Some(Qualifier::Nearly),     "after a particle"),
            ("30명도 안 되는",                     "ko", Some(Qualifier::Less),       "denied"),
            ("30명을 넘지 않는",                   "ko", Some(Qualifier::Less),       "the reverse of more"),
            ("최소 30명",                         "ko", Some(Qualifier::More),       "before"),
            ("30세 미만",                         "ko", Some(Qualifier::Less),       "a bound"),
            ("30명이 왔다",                       "ko", None,                        "none"),
            ("30명은 이상하게",                    "ko", None,                        "another word"),
        ];
        for (text, language, qualifier, why) in cases {
            let language: Language = language.parse().expect("tag");
            let found = number::find(text, &language, &[]);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].1.qualifier, qualifier, "{text}: {why}");
        }
    }
}
