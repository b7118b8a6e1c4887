//! Rule `anachronism`: an office, body or place under a name of another time than that of the text.

mod rendered;

use std::{collections::BTreeMap, sync::LazyLock};

use crate::{
    align::Bead,
    anchor::{
        Value,
        form::{BODIES, Lexicon, TITLES, names_of_field},
        name::syllable_words,
    },
    glossary::Years,
    language::role,
    reading::{
        Context, Mark,
        naming::{self, Naming, either},
    },
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, Severity},
    text::{Span, table},
};

/// The rule.
pub(super) struct Anachronism;

static EXPLANATION: Explanation = Explanation {
    name: "anachronism",
    group: "names",
    issue: Issue::Terminology,
    on_by_default: true,
    languages: Languages::IntoKoreanOrEnglish,
    needs: &[],
    uses: &[],
    summary: "an office, body or place bears a name of another time",
    details: "The tables of titles and bodies say in which years the DPRK and others called something so (수상 until \
        1972 and 총리 from then on, 정무원 from 1972 to 1998), of-their-time.tsv the same of places and ministries. A \
        finding needs the year of the document (--year) or a text that names years, all of them before the name \
        or all of them after it, and an original that does not itself use it. In English a name of what there was only \
        at another time (Administration Council) is reported where the Korean names something else. What other states have too \
        (총리, 내각) is compared only where the DPRK is named before it. Names of whole periods and wars \
        (한국전쟁) are a matter of register and let pass.",
    true_example: Example {
        source: "On 4 April 1957 he spoke to the officers there.",
        target: "1957년 4월 4일 그는 인민무력부에서 연설하였다.",
        comment: "the ministry is 민족보위성 until 1972",
    },
    false_example: Example {
        source: "In 1998 he spoke to the officers there.",
        target: "1998년에 그는 인민무력부에서 연설하였다.",
        comment: "so it is called in 1998",
    },
};

impl Rule for Anachronism {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn back(&self) -> Option<&'static Example> {
        Some(&BACK)
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        let Some(time) = Time::of(context) else { return };
        let is_into = context.bitext.target.language.is_korean();
        for (position, bead) in context.beads() {
            if !is_into {
                remarks.extend(DATED_BODIES.check_rendered(context, position, bead, time));
                remarks.extend(rendered::later_names(context, position, bead, time));
                continue;
            }
            for (dated, pick) in
                [(&*DATED_TITLES, naming::title as Pick), (&*DATED_BODIES, naming::body)]
            {
                remarks.extend(dated.check(context, position, bead, time, pick));
            }
            remarks.extend(later_names(context, position, bead, time));
        }
    }
}

static BACK: Example = Example {
    source: "1957년에 그는 내각에서 연설하였다.",
    target: "In 1957 he spoke in the Administration Council.",
    comment: "there is an Administration Council from 1972 to 1998",
};

/// Earlier years are of no state that has names here; a number of four figures is taken for one easily.
const EARLIEST: u16 = 1700;

/// The years that a text speaks of.
#[derive(Debug, Clone, Copy)]
struct Time {
    earliest: u16,
    latest: u16,
}

impl Time {
    /// Those that either half names, none later than the document if its year is known; none if there is no
    /// year at all.
    fn of(context: &Context<'_>) -> Option<Self> {
        let halves = [&context.anchors.source, &context.anchors.target];
        let anchors = halves.into_iter().flatten().flatten();
        let named = anchors.flat_map(|anchor| match &anchor.value {
            Value::Date(date) => date.years.as_slice(),
            _ => &[],
        });
        // An archive's page may name the year in which it was put up.
        let own = context.year();
        let is_meant = |year: &u16| *year >= EARLIEST && own.is_none_or(|own| *year <= own);
        let years = named.copied().filter(is_meant).chain(own);
        years.fold(None, |time: Option<Self>, year| {
            Some(time.map_or(Self { earliest: year, latest: year }, |time| Self {
                earliest: time.earliest.min(year),
                latest: time.latest.max(year),
            }))
        })
    }

    /// Whether the text speaks of no year as late, or as early, as these.
    fn misses(self, years: Years) -> bool {
        years.from.is_some_and(|from| self.latest < from)
            || years.to.is_some_and(|to| self.earliest > to)
    }

    fn show(self) -> String {
        if self.earliest == self.latest {
            return self.latest.to_string();
        }
        format!("{}–{}", self.earliest, self.latest)
    }
}

/// “1972 and later”, “until 1972”, “1948–1972”.
fn show(years: Years) -> String {
    match (years.from, years.to) {
        (Some(from), None) => format!("{from} and later"),
        (None, Some(to)) => format!("until {to}"),
        _ => years.to_string().replace('-', "–"),
    }
}

/// What a rule takes of an anchor.
type Pick = fn(&Value) -> Option<&crate::anchor::form::FoundForm>;

/// A name with the years in which it was in use.
struct Form {
    /// Without spaces.
    plain: String,
    /// As in the table.
    words: &'static str,
    years: Years,
    /// Whether no other state has something of that name.
    unique: bool,
}

impl Form {
    /// Whether `words` without spaces are the name; of one that has a field before it those of any field.
    fn is(&self, words: &str, fields: &[&str]) -> bool {
        match self.plain.strip_prefix(FIELD) {
            Some(rest) => !fields.is_empty() && words.len() > rest.len() && words.ends_with(rest),
            None => self.plain == words,
        }
    }

    /// The name, of the field that is meant.
    fn show(&self, fields: &[&str]) -> String {
        let field = fields.first().and_then(|field| names_of_field(field).first().copied());
        self.words.replace(FIELD, &field.unwrap_or_default().replace(' ', ""))
    }
}

/// A field of government in a name.
const FIELD: &str = "FIELD";

/// The dated names of a lexicon, by concept.
struct Dated {
    lexicon: &'static Lexicon,
    forms: Vec<Vec<Form>>,
}

static DATED_TITLES: LazyLock<Dated> = LazyLock::new(|| Dated::new(&TITLES));
static DATED_BODIES: LazyLock<Dated> = LazyLock::new(|| Dated::new(&BODIES));

impl Dated {
    /// Reads the years of every concept: `1948-1972 수상|내각 수상, 1972- 총리`. Years without a name say when there was
    /// such a thing, whatever its name, and are not used here.
    fn new(lexicon: &'static Lexicon) -> Self {
        let forms = lexicon.concepts.iter().map(|concept| {
            let spans = concept.years.split(',').map(str::trim);
            let named = spans.filter_map(|span| {
                let (years, names) = span.split_once(' ')?;
                Some((Years::parse(years)?, names))
            });
            let forms = named.flat_map(|(years, names)| {
                names.split('|').map(move |name| {
                    let words = name.trim_start_matches('!');
                    let unique = words.len() < name.len();
                    Form { plain: words.replace(' ', ""), words, years, unique }
                })
            });
            forms.collect()
        });
        Self { lexicon, forms: forms.collect() }
    }

    fn check(
        &self,
        context: &Context<'_>,
        position: usize,
        bead: &Bead,
        time: Time,
        pick: Pick,
    ) -> Vec<Remark> {
        let mut remarks = Vec::new();
        for (segment, anchor) in context.target_anchors(bead) {
            let Some(found) = pick(&anchor.value) else { continue };
            let naming = Naming { segment, span: anchor.span, found };
            let text = &context.bitext.target.segments[segment].text;
            let words = anchor.span.of(text).replace(char::is_whitespace, "");
            let is_dprks = belongs_to_the_dprk(context, bead, text, &naming);
            for concept in found.readings.iter().map(|reading| reading.concept) {
                let forms = &self.forms[concept];
                let here: Vec<&Form> = forms
                    .iter()
                    .filter(|form| form.is(&words, &found.fields) && (form.unique || is_dprks))
                    .collect();
                if here.is_empty() || !here.iter().all(|form| time.misses(form.years)) {
                    continue;
                }
                let instead = self.instead(concept, time, &found.fields);
                let is_said = context.source_anchors(bead).any(|(_, anchor)| {
                    pick(&anchor.value).is_some_and(|english| english.may_be(concept))
                });
                // The original names the thing itself, and it had no other name then.
                if is_said && !forms.iter().any(|form| !time.misses(form.years)) {
                    continue;
                }
                let years: Vec<String> = here.iter().map(|form| show(form.years)).collect();
                remarks.push(report(context, position, &naming, &years, time, &instead));
                break;
            }
        }
        remarks
    }

    /// English names of what is only of another time, where the original has another thing: the Administration Council
    /// in 1957.
    fn check_rendered(
        &self,
        context: &Context<'_>,
        position: usize,
        bead: &Bead,
        time: Time,
    ) -> Vec<Remark> {
        let mut remarks = Vec::new();
        for (segment, anchor) in context.target_anchors(bead) {
            let Some(found) = naming::body(&anchor.value).filter(|found| found.is_certain()) else {
                continue;
            };
            let naming = Naming { segment, span: anchor.span, found };
            let is_of_then = |concept: usize| {
                let forms = &self.forms[concept];
                forms.is_empty() || !forms.iter().all(|form| form.unique && time.misses(form.years))
            };
            let mut certain = found.certain().peekable();
            let Some(&concept) = certain.peek() else { continue };
            let is_said = context.source_anchors(bead).any(|(_, anchor)| {
                naming::body(&anchor.value).is_some_and(|korean| korean.may_be(concept))
            });
            if is_said || certain.any(is_of_then) {
                continue;
            }
            let years: Vec<String> =
                self.forms[concept].iter().take(1).map(|form| show(form.years)).collect();
            remarks.push(report(context, position, &naming, &years, time, &[]));
        }
        remarks
    }

    /// What the thing was called then: a name of its own, else that of another of its kind.
    fn instead(&self, concept: usize, time: Time, fields: &[&str]) -> Vec<String> {
        let group = self.lexicon.concepts[concept].group;
        let valid = |concept: usize| {
            let mut forms = self.forms[concept].iter().filter(|form| !time.misses(form.years));
            let of_field = |form: &&Form| form.plain.contains(FIELD) != fields.is_empty();
            forms.find(of_field).map(|form| form.show(fields))
        };
        if let Some(own) = valid(concept) {
            return vec![own];
        }
        let kin = (0..self.forms.len())
            .filter(|&other| other != concept && self.lexicon.concepts[other].group == group);
        let names: Vec<String> = kin.filter_map(valid).collect();
        // Of many of a kind none is the one that took its place.
        if names.len() == 1 { names } else { Vec::new() }
    }
}

/// The keys of the DPRK and its party in the tables.
const DPRK: [&str; 2] = ["north-korea", "kwp"];

/// Whether the DPRK, or its party, is named directly before a title or body.
fn belongs_to_the_dprk(
    context: &Context<'_>,
    bead: &Bead,
    text: &str,
    naming: &Naming<'_>,
) -> bool {
    let before = text[..naming.span.start].trim_end();
    let before = role::before(before, "genitive").unwrap_or(before);
    context.target_anchors(bead).any(|(segment, anchor)| {
        let Value::Body(body) = &anchor.value else { return false };
        let is_before = segment == naming.segment && anchor.span.end == before.len();
        is_before && body.found.certain().any(|c| DPRK.contains(&BODIES.concepts[c].id))
    })
}

fn report(
    context: &Context<'_>,
    bead: usize,
    naming: &Naming<'_>,
    years: &[String],
    time: Time,
    instead: &[String],
) -> Remark {
    let name = naming.span.of(&context.bitext.target.segments[naming.segment].text);
    let names: Vec<&str> = instead.iter().map(String::as_str).collect();
    let expected = match names[..] {
        [] => String::new(),
        _ => format!("; expected {}", either(&names)),
    };
    let years: Vec<&str> = years.iter().map(String::as_str).collect();

    Remark {
        bead,
        source: None,
        target: Some(naming.mark()),
        severity: Severity::Major,
        evidence: "name of its time".into(),
        message: format!(
            "{name} is a name of {}, and the text speaks of {}{expected}",
            years.join(", "),
            time.show()
        ),
        suggestion: if let [only] = instead { Some(only.clone()) } else { None },
    }
}

/// A name with the first year in which it can be met.
struct Name {
    form: &'static str,
    from: u16,
    instead: &'static str,
    /// What a source has where the name is right, in small letters.
    said: Vec<String>,
    /// What it is called in English, in small letters, and nothing else is.
    names: Vec<String>,
}

/// The names of `of-their-time.tsv` by their first syllable.
static NAMES: LazyLock<BTreeMap<char, Vec<Name>>> = LazyLock::new(|| {
    let text = include_str!("../../corpora/tables/of-their-time.tsv");
    let mut names: BTreeMap<char, Vec<Name>> = BTreeMap::new();
    for [form, from, instead, said, own, _] in table::rows::<6>("of-their-time.tsv", text) {
        let (Some(first), Ok(from)) = (form.chars().next(), from.parse()) else { continue };
        let small = |cell: &str| -> Vec<String> {
            cell.split('|').filter(|e| !e.is_empty()).map(str::to_lowercase).collect()
        };
        let (said, own) = (small(said), small(own));
        names.entry(first).or_default().push(Name { form, from, instead, said, names: own });
    }
    names
});

/// Places and ministries under names of a later time.
fn later_names(context: &Context<'_>, position: usize, bead: &Bead, time: Time) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for segment in context.target(bead) {
        for span in syllable_words(&segment.text) {
            let Some(name) = later_name(span.of(&segment.text), time.latest) else { continue };
            let says_so = context.source(bead).iter().any(|source| {
                let text = source.text.to_lowercase();
                name.said.iter().any(|said| text.contains(said.as_str()))
            });
            if says_so {
                continue;
            }
            let span = Span::new(span.start, span.start + name.form.len());
            let instead = (!name.instead.is_empty()).then(|| name.instead.to_owned());
            let expected = instead.iter().fold(String::new(), |_, i| format!("; expected {i}"));
            let remark = Remark {
                bead: position,
                source: None,
                target: Some(Mark::Words { segment: segment.index, span }),
                severity: Severity::Major,
                evidence: "year".into(),
                message: format!(
                    "{} is a name of {} and later, and the text speaks of {} at the latest{expected}",
                    name.form, name.from, time.latest
                ),
                suggestion: instead,
            };
            remarks.push(remark);
        }
    }
    remarks
}

/// The longest name at the beginning of a word that was not yet in use.
fn later_name(word: &str, latest: u16) -> Option<&'static Name> {
    let names = NAMES.get(&word.chars().next()?)?;
    let here = names.iter().filter(|name| word.starts_with(name.form));
    here.max_by_key(|name| name.form.len()).filter(|name| name.from > latest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::trial::{aligned, findings_of};

    #[test]
    fn a_name_needs_its_time() {
        #[rustfmt::skip]
        let cases = [
            ("In 1957 he led the Cabinet.",  "1957년에 그는 정무원을 이끌었다.", Some("내각"), "정무원 is of 1972"),
            ("In 1975 he led the Cabinet.",  "1975년에 그는 정무원을 이끌었다.", None, "of its time"),
            ("In 1975 he led the body.",     "1975년에 그는 북한 내각을 이끌었다.", Some("정무원"), "the Cabinet is of before 1972"),
            ("In 1975 he led the Cabinet.",  "1975년에 그는 일본 내각을 이끌었다.", None, "of another state"),
            ("He led the Cabinet.",          "그는 정무원을 이끌었다.",          None, "no year is known"),
            ("In 1957 the DPRK Premier spoke.", "1957년에 북한 총리가 말했다.",   Some("수상"), "총리 is of 1972"),
            ("In 1985 the DPRK Premier spoke.", "1985년에 북한 수상이 말했다.",   Some("총리"), "수상 was until then"),
            ("In 1957 the Indian Premier spoke.", "1957년에 인도 총리가 말했다.", None, "India has always had one"),
            ("In 1957 he spoke of 1975.",    "1957년에 그는 1975년의 정무원을 말했다.", None, "the text speaks of its time too"),
            ("In 1957 he worked in the Ministry of Foreign Affairs of the DPRK.", "1957년에 그는 조선민주주의인민공화국 외교부에서 일하였다.", Some("외무성"), "a ministry is 성 until 1972"),
            ("In 1975 he worked in the Ministry of Foreign Affairs of the DPRK.", "1975년에 그는 조선민주주의인민공화국 외교부에서 일하였다.", None, "부 from then on"),
            ("In 1957 he worked in the Ministry of Foreign Affairs of China.", "1957년에 그는 중국 외교부에서 일하였다.", None, "of another state"),
            ("In 1957 the Foreign Minister of the DPRK spoke.", "1957년에 조선민주주의인민공화국 외교부장이 연설하였다.", Some("외무상"), "a minister is 상 until 1972"),
            ("In 1957 he fought.",           "1957년에 그는 한국전쟁에서 싸웠다.", None, "a matter of register"),
            ("In 1957 he wrote of the European Union.", "1957년에 그는 유럽연합에 대해 썼다.", None, "the original says so"),
            ("In 1957 he wrote of Europe.",  "1957년에 그는 유럽연합에 대해 썼다.", Some(""), "the original does not"),
        ];
        for (source, target, expected, why) in cases {
            let found = findings_of(&Anachronism, &aligned(&[source], &[target], &[(1, 1)]));
            let found = found.first().map(|f| f.suggestion.clone().unwrap_or_default());
            assert_eq!(found.as_deref(), expected, "{target}: {why}");
        }
    }

    #[test]
    fn the_year_of_the_document_is_enough() {
        let (bitext, alignment, anchors) =
            aligned(&["He led the Cabinet."], &["그는 정무원을 이끌었다."], &[(1, 1)]);
        for (year, expected) in [(Some(1957), 1), (Some(1975), 0), (None, 0)] {
            let context = Context::new(&bitext, &alignment, &anchors).with_glossaries(&[], year);
            let findings = crate::rule::trial::told(&Anachronism, &context);
            assert_eq!(findings.len(), expected, "{year:?}");
        }
    }

    #[test]
    fn years_are_understood_and_names_are_those_of_the_tables() {
        for dated in [&*DATED_TITLES, &*DATED_BODIES] {
            for (concept, forms) in dated.lexicon.concepts.iter().zip(&dated.forms) {
                let spans = concept.years.split(',').map(str::trim).filter(|s| !s.is_empty());
                for span in spans {
                    let years = span.split(' ').next().unwrap_or_default();
                    assert!(Years::parse(years).is_some(), "{}: {span}", concept.id);
                }
                for form in forms {
                    let name = form.show(&["foreign-affairs"]);
                    let found = dated.lexicon.find(&name, &crate::text::Language::korean(), &[]);
                    let is_named = found.iter().any(|(_, f)| {
                        f.readings
                            .iter()
                            .any(|r| dated.lexicon.concepts[r.concept].id == concept.id)
                    });
                    assert!(is_named, "{}: {name} is none of its names", concept.id);
                }
            }
        }
    }
}
