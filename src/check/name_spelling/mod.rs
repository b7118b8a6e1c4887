//! Rule `name-spelling`: a name is damaged, or spelled in two ways.

mod latin;
mod spaced;

use std::collections::BTreeMap;

use crate::{
    anchor::name::{NameKind, Quality, Style},
    language::ko::{
        jamo::{self, distance},
        transliterate::{Spelling, is_northern, likeness},
    },
    reading::{
        Context, Mark, Need,
        names::{Placed, View, forms},
    },
    rule::{
        Example, Explanation, Issue, Languages, Remark, Rule, Severity, direction,
        name::{Damaged, allowed, damaged_word, is_written_as_in_the_north, ordained, slip},
    },
};

/// What `daejo explain name-spelling` shows.
static EXPLANATION: Explanation = Explanation {
    name: "name-spelling",
    group: "names",
    issue: Issue::Misspelling,
    on_by_default: true,
    languages: Languages::LatinAndKorean,
    needs: &[],
    uses: &[Need::Lexicon],
    summary: "a name is damaged or spelled in two ways",
    details: "A known person or place of the original that the bead does not name, where a Korean word \
        is one or two letters away from its Korean name; and a name that the document spells in two \
        ways, reported where the rarer spelling stands. A Korean name that is written in two words \
        (이 영호 for Ri Yong Ho), once where the document writes all names so. Of a foreign name that no table knows, a \
        consonant or a ㅡ is reported that is hardly ever written for its Latin letters.\n\n\
        Let pass: any of the names the tables know (폴란드, 뽈스까), josa and titles written onto a \
        name, a foreign name as the North writes it (미꼬얀, 미코얀), short names, and words that occur elsewhere \
        without the name. In a translation from Korean, a known name is reported that is spelled with another \
        letter in Latin ones, and a person who is spelled in two ways, where the rarer spelling stands.",
    true_example: Example {
        source: "Talks were held in Czechoslovakia.",
        target: "회담은 체코슬바키아에서 열렸다.",
        comment: "a syllable of 체코슬로바키아 is lost",
    },
    false_example: Example {
        source: "Talks were held in Czechoslovakia.",
        target: "회담은 체스꼬슬로벤스꼬에서 열렸다.",
        comment: "the Northern name of the country",
    },
};

/// The rule.
pub(super) struct NameSpelling;

impl Rule for NameSpelling {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn back(&self) -> Option<&'static Example> {
        Some(&BACK)
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        direction::facing_korean(context, remarks, |context, remarks| {
            let Some(view) = View::new(context) else { return };
            if context.is_turned() {
                // How the original spells a name is its own affair.
                latin::check(&view, remarks);
                return;
            }
            damaged(&view, remarks);
            variants(&view, remarks);
            remarks.extend(spaced::findings(&view));
        });
    }
}

static BACK: Example = Example {
    source: "회담은 체코슬로바키아에서 열렸다.",
    target: "Talks were held in Czechslovakia.",
    comment: "a letter of Czechoslovakia is lost",
};

/// Known names with a slip in them.
fn damaged(view: &View<'_>, remarks: &mut Vec<Remark>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (position, _) in view.context.beads() {
        for target in view.targets(position) {
            *counts.entry(view.text(*target)).or_default() += 1;
        }
    }
    for (position, bead) in view.context.beads() {
        if bead.is_gap() {
            continue;
        }
        if view.context.authority().is_some() && !view.sources(position).is_empty() {
            let free = view.free(position, bead);
            remarks.extend(ordained::findings(view, position, &free, false));
        }
        let is_known = |p: &Placed<'_>| p.name.style == Style::Known && view.told(p.name).is_none();
        let (unnamed, rarer) = (view.unnamed(position), view.named_less_often(position));
        let unnamed: Vec<Placed<'_>> = unnamed.into_iter().filter(is_known).collect();
        let rarer: Vec<Placed<'_>> = rarer.into_iter().filter(is_known).collect();
        if !unnamed.is_empty() || !rarer.is_empty() {
            let told = |source, word: &Damaged<'_>| {
                finding(view, position, Some(source), word.mark(), "damaged", word.text, word.form)
            };
            let free = view.free(position, bead);
            // What the document writes again and again is its own name (그린랜드, of a man).
            let is_slip = |word: &Damaged<'_>| {
                view.stands_in_beads(word.text) < HABIT || view.stands_in_beads(word.form) > 0
            };
            for source in unnamed {
                let word = slip(view, position, source, &free).filter(is_slip);
                remarks.extend(word.map(|word| told(source, &word)));
            }
            for source in rarer {
                let word = damaged_word(view, source, &free).filter(is_slip);
                remarks.extend(word.map(|word| told(source, &word)));
            }
        }
        // A known name may have been recognised by sound although the spelling is not its own. What the
        // document writes again and again is its own way to write the name.
        for target in view.targets(position) {
            let text = view.text(*target);
            if view.told(target.name).is_some() {
                continue;
            }
            if counts.get(text).is_none_or(|&count| count < HABIT) {
                remarks.extend(unusual(view, position, *target));
                remarks.extend(misspelt(view, position, *target));
            }
        }
    }
}

/// How often a spelling must occur to be no slip.
const HABIT: usize = 3;

/// A known person by another spelling than any known one, and near to one.
fn unusual(view: &View<'_>, bead: usize, target: Placed<'_>) -> Option<Remark> {
    if target.name.quality != Quality::Phonetic || target.name.style != Style::Known {
        return None;
    }
    let text = view.text(target);
    let known = forms(target.name.identity());
    let form = known
        .iter()
        .filter(|form| form.chars().count() == text.chars().count())
        .map(|form| (distance(form, text), *form))
        .filter(|(letters, form)| *letters > 0.0 && *letters <= allowed(form.chars().count()))
        .min_by(|a, b| a.0.total_cmp(&b.0))?
        .1;
    if is_written_as_in_the_north(target.name.identity(), text) {
        return None;
    }
    let source = view.sources(bead).iter().find(|s| s.name.is_same(target.name)).copied();
    source?;
    let mark = Mark::Words { segment: target.segment, span: target.span };
    Some(finding(view, bead, source, mark, "damaged", text, form))
}

/// A name known to no table, with a letter that is hardly ever written for those of the Latin name.
fn misspelt(view: &View<'_>, bead: usize, target: Placed<'_>) -> Option<Remark> {
    if target.name.quality != Quality::Phonetic || target.name.style != Style::Foreign {
        return None;
    }
    let text = view.text(target);
    let latin = target.name.identity();
    if text.chars().count() < 3 || latin.contains(' ') {
        return None;
    }
    // What is learned is the spelling of the South.
    let correction = Spelling::learned().slip(latin, text).filter(|_| !is_northern(text))?;
    // The sounds must agree that it is the better spelling.
    if likeness(latin, &correction.spelling) <= likeness(latin, text) {
        return None;
    }
    let source = view.sources(bead).iter().find(|s| s.name.is_same(target.name)).copied();
    source?;
    let mark = Mark::Words { segment: target.segment, span: target.span };
    Some(finding(view, bead, source, mark, "letter", text, &correction.spelling))
}

/// A place where a name stands in the target, with the bead.
type Occurrence<'a> = (usize, Placed<'a>);

/// Names that are spelled in two ways.
fn variants(view: &View<'_>, remarks: &mut Vec<Remark>) {
    let mut by_name: BTreeMap<&str, BTreeMap<&str, Vec<Occurrence<'_>>>> = BTreeMap::new();
    for (position, _) in view.context.beads() {
        for &target in view.targets(position) {
            // Only where the bead's own source has the name, so that it is no other one.
            let here = view.sources(position).iter().any(|s| s.name.is_same(target.name));
            if here {
                let text = view.text(target);
                let spellings = by_name.entry(target.name.identity()).or_default();
                spellings.entry(text).or_default().push((position, target));
            }
        }
    }
    for (identity, spellings) in by_name.iter().filter(|(_, s)| s.len() > 1) {
        // The usual spelling: the most frequent, of equals that which stands first in the tables, and then
        // the first in the document.
        let listed = |text: &str| forms(identity).iter().position(|form| *form == text);
        let usual = spellings.iter().max_by_key(|(text, places)| {
            let first = places.first().map(|(bead, _)| *bead);
            let listed = listed(text).unwrap_or(usize::MAX);
            (places.len(), std::cmp::Reverse((listed, first)))
        });
        let Some((&usual, _)) = usual else { continue };
        for (&text, places) in spellings.iter().filter(|(text, _)| **text != usual) {
            // Two bearers of a common name may each be spelled in one of its usual ways; a place is one.
            let known = forms(identity);
            let are_known = known.contains(&usual) && known.contains(&text);
            let is_place = places.iter().all(|(_, target)| target.name.kind == NameKind::Place);
            // Of a place, a spelling that no table knows is a slip in its name or its name with josa.
            let is_told = is_variant(usual, text) && are_known == is_place;
            if !is_told {
                continue;
            }
            for &(bead, target) in places {
                let source =
                    view.sources(bead).iter().find(|s| s.name.is_same(target.name)).copied();
                let mark = Mark::Words { segment: target.segment, span: target.span };
                let evidence = if are_known { "two forms" } else { "variant" };
                remarks.push(finding(view, bead, source, mark, evidence, text, usual));
            }
        }
    }
}

/// Whether two spellings are of one name and differ in more than a part left out.
fn is_variant(usual: &str, other: &str) -> bool {
    let letters = jamo::letters(usual).len().max(jamo::letters(other).len()) as f64;
    let apart = distance(usual, other);
    let long = usual.chars().count().min(other.chars().count()) >= 3;
    long && !usual.starts_with(other) && !other.starts_with(usual) && apart <= 0.3 * letters
}

fn finding(
    view: &View<'_>,
    bead: usize,
    source: Option<Placed<'_>>,
    target: Mark,
    evidence: &'static str,
    text: &str,
    form: &str,
) -> Remark {
    let message = if evidence == "two forms" {
        format!("{text} is another spelling of {form}, which stands elsewhere")
    } else if evidence == "variant" {
        format!("{text} is spelled {form} elsewhere")
    } else {
        let named = source
            .map_or("", |source| direction::latin_words(view.context, source.segment, source.span));
        format!("“{named}” is rendered {text}, a misspelling of {form}")
    };
    Remark {
        bead,
        source: source.map(|s| Mark::Words { segment: s.segment, span: s.span }),
        target: Some(target),
        severity: Severity::Minor,
        evidence: evidence.into(),
        message,
        suggestion: Some(form.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::trial::check_pairs;

    fn words(findings: &[crate::rule::trial::Told]) -> Vec<(&str, &str)> {
        findings
            .iter()
            .filter_map(|f| Some((f.target.as_ref()?.text.as_str(), f.suggestion.as_deref()?)))
            .collect()
    }

    #[test]
    fn examples_hold() {
        let truth = &EXPLANATION.true_example;
        let found = check_pairs(&NameSpelling, &[(truth.source, truth.target)]);
        assert_eq!(words(&found), [("체코슬바키아", "체코슬로바키아")]);
        let message = "“Czechoslovakia” is rendered 체코슬바키아, a misspelling of 체코슬로바키아";
        assert_eq!(found[0].message, message);
        let falsehood = &EXPLANATION.false_example;
        assert!(check_pairs(&NameSpelling, &[(falsehood.source, falsehood.target)]).is_empty());
    }

    #[test]
    fn slips_in_known_names_are_found() {
        #[rustfmt::skip]
        type Case = (&'static str, &'static str, &'static [(&'static str, &'static str)], &'static str);
        let cases: &[Case] = &[
            ("He went to Russia.", "그는 라시아로 갔다.", &[("라시아", "러시아")], "a vowel"),
            ("He went to Russia.", "그는 로씨야로 갔다.", &[], "the Northern name"),
            ("He went to Iraq.", "그는 이란에 갔다.", &[], "another country is no misspelling"),
            (
                "Washington spoke, Washington heard.",
                "워싱텐이 들은 대로 워싱턴이 말했다.",
                &[("워싱텐", "워싱턴")],
                "beside the right form, which stands for the other mention",
            ),
            (
                "Washington spoke.",
                "워싱텐이 들은 대로 워싱턴이 말했다.",
                &[],
                "one mention is answered",
            ),
            (
                "Washington spoke, Washington heard.",
                "워싱톤이 들은 대로 워싱턴이 말했다.",
                &[("워싱톤", "워싱턴")],
                "two spellings",
            ),
            ("Obama spoke.", "오바머는 연설했다.", &[("오바머", "오바마")], "recognised by sound"),
            (
                "He went to Seoul.",
                "그는 서올로 갔다.",
                &[("서올", "서울")],
                "of two syllables, where a place stands",
            ),
            ("He went to Seoul.", "그는 서로 갔다.", &[], "a word"),
            ("Mikoyan spoke.", "미꼬얀이 연설했다.", &[], "as the North writes"),
            ("Suzdalev left.", "쑤즈달레브는 떠났다.", &[], "the same"),
            (
                "Suzdalev left.",
                "수즈달례프는 떠났다.",
                &[("수즈달례프", "수즈달레프")],
                "a slip in the spelling of the South",
            ),
            ("Cyrankiewicz left.", "찌란께위츠는 떠났다.", &[], "a form of the table"),
            (
                "Voroshilov left.",
                "워로쉴로브는 떠났다.",
                &[],
                "another Northern form of the same letters",
            ),
        ];
        for (source, target, expected, why) in cases {
            let found = check_pairs(&NameSpelling, &[(source, target)]);
            assert_eq!(words(&found), *expected, "{source}: {why}");
        }
    }

    #[test]
    fn the_rarer_of_two_spellings_is_reported() {
        let pairs = [
            ("He met Comr. Brzostowski.", "그는 브르조스토우스키 동지를 만났다."),
            ("Later Brzostowski left.", "후에 브르조스토우스키는 떠났다."),
            ("They asked Brzostowski.", "그들은 브조스토프스키에게 물었다."),
        ];
        let found = check_pairs(&NameSpelling, &pairs);
        assert_eq!(words(&found), [("브조스토프스키", "브르조스토우스키")]);
    }
}
