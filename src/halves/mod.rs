//! Takes a document apart into the text of its source, the text of its target and the page furniture
//! round them, with a reason for each.
//!
//! Lines are cut where they hold both languages (`cut`), joined where they were wrapped (`unit`) and
//! given the language of their letters (`writing`); the order of the languages shows the layout
//! (`layout`) and which lines at the ends answer each other (`counterpart`). Known phrases, form,
//! place and counterparts are then weighed against each other (`evidence`, `chain`).

mod chain;
mod counterpart;
mod cut;
mod evidence;
mod layout;
mod phrase;
mod unit;
mod writing;

use serde::{Deserialize, Serialize};

use self::{
    counterpart::{Counterpart, counterparts},
    evidence::Case,
    layout::Place,
    unit::{Unit, units},
    writing::{Side, Writing},
};
use crate::{
    Error, Result,
    document::Document,
    text::{Language, Span},
};

/// What a stretch of text is to the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Text of the original.
    Source,
    /// Text of the translation.
    Target,
    /// Text of the page or archive around the document: navigation, credits, rights, metadata.
    Furniture,
    /// Text nothing can be said about.
    Unknown,
}

/// A stretch of one line, and what it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Byte offsets in the document, with the separators, line ends and blank lines that follow.
    pub span: Span,
    /// Byte offsets of the words alone, inside `span`: what is segmented.
    #[serde(skip)]
    pub core: Span,
    /// Number of the line on which `core` begins, from 1.
    pub line: usize,
    /// What it is.
    pub kind: Kind,
    /// Its language, where it has one.
    pub language: Option<Language>,
    /// 0–1.
    pub confidence: f64,
    /// Why, for a person to read.
    pub reason: String,
}

/// A document taken apart: [`Part`]s that cover it without gap or overlap, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Halves {
    /// The parts, in the order of the document.
    pub parts: Vec<Part>,
}

/// The most confidence that running text is furniture if only its place says so.
const UNCOUPLED_PROSE: f64 = 0.6;

/// Takes a document that holds both languages apart.
///
/// The parts cover the document without gap or overlap. The confidence of a part is the probability
/// of its kind given all evidence, by `chain`, times that of its language, by `unit`. Linear in the
/// length of the document.
///
/// # Errors
///
/// [`Error::SameLanguage`], [`Error::Inseparable`], and [`Error::MissingHalf`] if one of the
/// languages does not occur, or only in the furniture.
pub fn separate(document: &Document, source: &Language, target: &Language) -> Result<Halves> {
    let writing = Writing::new(source, target)?;
    let units = units(document, &writing);
    let layout = layout::layout(&units);
    let place_of = |i: usize| layout.places[i];
    let found = counterparts(&units, &layout);

    let mut cases: Vec<Case> = units.iter().map(evidence::form).collect();
    // Inside a half, a heading that comes again is a heading.
    let telling = |i: usize| match (place_of(i), found[i]) {
        (Place::Island { .. }, _) | (_, Counterpart::Outside) => 1.0,
        _ if i < 12 => 0.5,
        _ => 0.0,
    };
    evidence::repetitions(&units, telling, &mut cases);
    evidence::label_values(&units, &mut cases);
    let own: Vec<f64> = cases.iter().map(Case::nats).collect();
    let names = [Side::Source, Side::Target].map(|side| writing.name(side));
    for (i, unit) in units.iter().enumerate() {
        evidence::position(unit, place_of(i), found[i], layout.is_blocks(), names, &mut cases[i]);
    }
    let surrounding = surrounding(&units, &layout.places);
    let joint = |i: usize| {
        // Where the languages take turns unit by unit, every unit would be one.
        i > 0
            && units.len() >= 8 * layout.pairs
            && place_of(i) != Place::Inside
            && units[i].side.is_some()
            && units[i].side != units[i - 1].side
    };
    let half = |i: usize| surrounding[i].or(units[i].side);
    let mut verdicts = verdicts(&units, &cases, joint, half);
    for ((unit, verdict), own) in units.iter().zip(&mut verdicts).zip(own) {
        // Its words do not say so: the want of a counterpart may be an omission of the translator.
        if verdict.kind == Kind::Furniture && unit.is_prose() && own <= 0.0 {
            verdict.confidence = verdict.confidence.min(UNCOUPLED_PROSE);
        }
    }
    let halves = Halves { parts: parts(document, &units, &verdicts, &writing) };
    for (kind, language) in [(Kind::Target, target), (Kind::Source, source)] {
        if let Some(remedy) = missing(&halves, kind) {
            let (path, language) = (document.path.clone(), language.clone());
            return Err(Error::MissingHalf { path, language, remedy });
        }
    }
    Ok(halves)
}

/// Takes a document that is one half, in `language`, apart from the page furniture round it.
///
/// Only strong evidence makes furniture here, since there is no other half that would show what has
/// no counterpart. Lines in another script are [`Kind::Unknown`], unless they are furniture.
///
/// # Errors
///
/// [`Error::MissingHalf`] if there is no text in that language.
pub fn single(document: &Document, language: &Language, kind: Kind) -> Result<Halves> {
    let writing = Writing::of_one(language);
    let units = units(document, &writing);
    let mut cases: Vec<Case> = units.iter().map(evidence::form).collect();
    evidence::repetitions(&units, |_| 1.0, &mut cases);
    evidence::label_values(&units, &mut cases);
    for (unit, case) in units.iter().zip(&mut cases) {
        if unit.side.is_some() {
            case.add(-1.0, format!("in a file of {} text", writing.name(Side::Source)));
        }
    }
    let mut verdicts = verdicts(&units, &cases, |_| false, |i| units[i].side);
    for verdict in &mut verdicts {
        if verdict.kind == Kind::Source {
            verdict.kind = kind;
        }
    }
    let halves = Halves { parts: parts(document, &units, &verdicts, &writing) };
    if halves.parts.iter().any(|part| part.kind == kind) {
        return Ok(halves);
    }
    let (path, language) = (document.path.clone(), language.clone());
    let remedy = "check that this is the right file and that its language is named right".into();
    Err(Error::MissingHalf { path, language, remedy })
}

/// What to do if the half of a `kind` is missing, or so short beside the other that it is none.
fn missing(halves: &Halves, kind: Kind) -> Option<String> {
    /// Bytes of one half for each byte of the other from which on there is no translation.
    const TOO_MANY: usize = 100;
    let of = |kind: Kind| halves.parts.iter().filter(move |part| part.kind == kind);
    let bytes = |kind: Kind| of(kind).map(|part| part.core.len()).sum::<usize>();
    let (other, what) = match kind {
        Kind::Source => (Kind::Target, "original"),
        _ => (Kind::Source, "translation"),
    };
    let own = bytes(kind);
    if own > 0 && bytes(other) < own * TOO_MANY {
        return None;
    }
    Some(match of(kind).next() {
        Some(part) => {
            format!("give the {what} as a second file (line {} alone is none)", part.line)
        }
        None => format!("give the {what} as a second file, or name the language it is in"),
    })
}

/// What a unit was found to be.
struct Verdict {
    kind: Kind,
    confidence: f64,
    reason: String,
}

/// Weighs the cases of all units together. `joint` says whether a half begins with a unit, `half`
/// which half a unit is in if it is text.
fn verdicts(
    units: &[Unit],
    cases: &[Case],
    joint: impl Fn(usize) -> bool,
    half: impl Fn(usize) -> Option<Side>,
) -> Vec<Verdict> {
    let chain: Vec<_> = cases.iter().enumerate().map(|(i, case)| (case.nats(), joint(i))).collect();
    let probs = chain::furniture_probs(&chain);
    units
        .iter()
        .zip(cases)
        .zip(probs)
        .enumerate()
        .map(|(i, ((unit, case), prob))| {
            if unit.is_table_rule() {
                let reason = "a rule of a table, without letters or digits".into();
                return Verdict { kind: Kind::Furniture, confidence: prob.max(0.95), reason };
            }
            if prob > 0.5 && !unit.is_rule() {
                let reason = case.reasons(true).unwrap_or_else(|| "between page furniture".into());
                return Verdict { kind: Kind::Furniture, confidence: prob, reason };
            }
            let (kind, language) = match half(i) {
                Some(Side::Source) => (Kind::Source, unit.certainty),
                Some(Side::Target) => (Kind::Target, unit.certainty),
                None => {
                    let reason = unit.why.clone();
                    return Verdict { kind: Kind::Unknown, confidence: 0.5, reason };
                }
            };
            let reason = match case.reasons(false) {
                Some(reason) => format!("{}; {reason}", unit.why),
                None => unit.why.clone(),
            };
            Verdict { kind, confidence: (1.0 - prob) * language, reason }
        })
        .collect()
}

/// For a unit inside a block of the other language: the half that block is.
fn surrounding(units: &[Unit], places: &[Place]) -> Vec<Option<Side>> {
    let mut half = None;
    let block = |(unit, place): (&Unit, &Place)| match place {
        Place::Inside if unit.side.is_some() && unit.cut.is_none() => half,
        _ => {
            half = unit.side.or(half);
            None
        }
    };
    units.iter().zip(places).map(block).collect()
}

/// The parts of a document: one for each piece, reaching to the next.
fn parts(
    document: &Document,
    units: &[Unit],
    verdicts: &[Verdict],
    writing: &Writing,
) -> Vec<Part> {
    let mut parts = Vec::new();
    for (unit, verdict) in units.iter().zip(verdicts) {
        for piece in &unit.pieces {
            parts.push(Part {
                span: piece.core,
                core: piece.core,
                line: piece.line,
                kind: verdict.kind,
                language: unit.side.map(|side| writing.language(side).clone()),
                confidence: (verdict.confidence * 1000.0).round() / 1000.0,
                reason: verdict.reason.clone(),
            });
        }
    }
    // The columns of side-by-side text take turns line by line.
    parts.sort_by_key(|part| part.core.start);
    let starts: Vec<usize> = parts.iter().map(|part| part.core.start).collect();
    let ends = starts.into_iter().skip(1).chain([document.text.len()]);
    for (part, end) in parts.iter_mut().zip(ends) {
        part.span.end = end;
    }
    if let Some(first) = parts.first_mut() {
        first.span.start = 0;
    }
    parts
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;

    fn document(text: &str) -> Document {
        Document::from_bytes(Path::new("x.txt"), text.as_bytes(), None).unwrap()
    }

    /// One letter a part: e, k, f, u.
    fn kinds(halves: &Halves) -> String {
        let letter = |part: &Part| match part.kind {
            Kind::Source => 'e',
            Kind::Target => 'k',
            Kind::Furniture => 'f',
            Kind::Unknown => 'u',
        };
        halves.parts.iter().map(letter).collect()
    }

    fn separated(text: &str) -> Result<Halves> {
        separate(&document(text), &Language::english(), &Language::korean())
    }

    const EN: [&str; 4] = [
        "The delegation of the mission arrived in Pyongyang on 4 April 1957.",
        "The minister received it on the same day and spoke of the harvest for half an hour.",
        "1. The question of the advisers",
        "It was agreed that three of the nine advisers would leave before the end of May.",
    ];
    const KO: [&str; 4] = [
        "대표부 대표단은 1957년 4월 4일 평양에 도착하였다.",
        "상은 그날로 대표단을 접견하고 반시간 동안 작황에 대하여 이야기하였다.",
        "1. 고문 문제",
        "고문 9명 중 3명은 5월 말 이전에 떠나기로 합의하였다.",
    ];

    #[test]
    fn every_layout_comes_apart() {
        let turns = |join: &str, end: &str| -> String {
            EN.iter().zip(KO).flat_map(|(en, ko)| [en, join, ko, end]).collect()
        };
        let rows: String = EN.iter().zip(KO).flat_map(|(en, ko)| [ko, " | ", en, "\n"]).collect();
        #[rustfmt::skip]
        let cases = [
            // text                                           kinds       why
            (format!("{}\n\n{}", EN.join("\n\n"), KO.join("\n\n")), "eeeekkkk", "one language after the other"),
            (format!("{}\n\n{}", KO.join("\n\n"), EN.join("\n\n")), "kkkkeeee", "Korean first"),
            (turns("\n\n", "\n\n"),                          "ekekekek", "paragraphs in turn"),
            (turns("\n", "\n"),                               "ekekekek", "lines in turn"),
            (turns("\t", "\n"),                               "ekekekek", "tab-separated rows"),
            (rows.clone(), "kekekeke", "a table with pipes"),
            (turns("    ", "\n"),                             "ekekekek", "columns"),
            (EN.iter().zip(KO).map(|(en, ko)| format!("{en} ({ko})")).collect::<Vec<_>>().join("\n\n"), "ekekekek", "brackets"),
            (format!("| 조선어 | English |\n|---|:--|\n{rows}"), "kefkekekeke", "the rule of a table"),
            (turns(" / ", "\n"),                              "ekekekek", "slashes"),
            (turns(" ", "\n"),                                "ekekekek", "nothing between, and a heading that is no sentence"),
        ];
        for (text, expected, why) in cases {
            assert_eq!(kinds(&separated(&text).unwrap()), expected, "{why}: {text}");
        }
    }

    #[test]
    fn a_gloss_stays_with_its_sentence() {
        let ko = "브르조스토우스키[Brzostowski] 동지와 상의 후 방문일자를 1957년 3월 26~29일로 결정하였다.\n\n\
            7부 복사\n\n1부 a/a Brzezinski Henryk\n\n[역주: 서명]\n\n조선로동당 (Workers' Party of Korea)";
        let en = "After discussing it with Comr. Brzostowski, we agreed on a date to visit, 26-29 March 1957.\n\n\
            7 cop[ies] made\n\n1 cop[y] a/a Brzeziński Henryk\n\n[transl. note: signature]\n\n\
            Workers' Party of Korea (조선로동당)";
        assert_eq!(kinds(&separated(&format!("{en}\n\n{ko}\n")).unwrap()), "eeeeekkkkk");
    }

    #[test]
    fn what_cannot_be_separated_says_what_to_do() {
        let english = EN.join("\n").repeat(40);
        #[rustfmt::skip]
        let cases = [
            (english.clone(),
             "no ko text in x.txt: give the translation as a second file, or name the language it is in"),
            (format!("Skip to content\n한국어\n{english}"),
             "no ko text in x.txt: give the translation as a second file, or name the language it is in"),
            (KO.join("\n"),
             "no en text in x.txt: give the original as a second file, or name the language it is in"),
            ("12\n* * *".into(),
             "no ko text in x.txt: give the translation as a second file, or name the language it is in"),
        ];
        for (text, message) in cases {
            assert_eq!(separated(&text).unwrap_err().to_string(), message);
        }
        let french = "fr".parse().unwrap();
        let error = separate(&document("Bonjour"), &Language::english(), &french).unwrap_err();
        assert!(matches!(error, Error::Inseparable { .. }));
        let error = single(&document("안녕"), &Language::english(), Kind::Source).unwrap_err();
        assert!(matches!(error, Error::MissingHalf { .. }));
    }

    #[test]
    fn other_pairs_come_apart_by_their_scripts() {
        let text = "Посольство сообщило о приезде делегации в Пхеньян.\n\n대사관은 대표단이 평양에 도착하였다고 알려왔다.\n";
        let pairs = [("ru", "ko", "ek"), ("ko", "ru", "ke")];
        for (source, target, expected) in pairs {
            let halves =
                separate(&document(text), &source.parse().unwrap(), &target.parse().unwrap());
            assert_eq!(kinds(&halves.unwrap()), expected, "{source}–{target}");
        }
    }

    #[test]
    fn one_half_keeps_everything_but_what_is_surely_furniture() {
        let text = format!(
            "Skip to content\n\nApril 4, 1957\n\nThis document was made possible with support from a \
             foundation\n\nSecret\n\n{}\n\n각서\n\nS. Filatov\n\n4 copies sent\n\nDocument Information\n\n\
             Record ID\n",
            EN.join("\n\n")
        );
        let halves = single(&document(&text), &Language::english(), Kind::Source).unwrap();
        assert_eq!(kinds(&halves), "fffeeeeeueeff");
        let lost = &halves.parts[8];
        assert_eq!(lost.reason, "Hangul letters, which the half is not written in");
    }

    fn covers(text: &str, halves: &Halves) -> bool {
        let mut at = 0;
        let in_order = halves.parts.iter().all(|part| {
            let ok = part.span.start == at
                && part.span.contains(part.core)
                && !part.core.is_empty()
                && part.core == part.core.trimmed(text)
                && (0.0..=1.0).contains(&part.confidence)
                && !part.reason.is_empty();
            at = part.span.end;
            ok
        });
        in_order && at == text.len()
    }

    proptest! {
        #[test]
        fn parts_cover_any_text(text in "([a-z가-힣0-9|/—.\\[\\]() \t\r\n\u{3000}黨ЯéA-Z:]{0,8}[ \n]){1,40}") {
            prop_assume!(!text.trim().is_empty());
            let document = Document::from_bytes(Path::new("x"), text.as_bytes(), None).unwrap();
            if let Ok(halves) = separate(&document, &Language::korean(), &Language::english()) {
                prop_assert!(covers(&text, &halves), "{halves:#?}");
                let lines = document.lines();
                for line in lines.iter().filter(|line| !line.span.trimmed(&text).is_empty()) {
                    let inside = |part: &Part| {
                        part.line == line.number && line.span.contains(part.core)
                    };
                    prop_assert!(halves.parts.iter().any(inside), "line {} is lost", line.number);
                }
            }
            if let Ok(halves) = single(&document, &Language::korean(), Kind::Target) {
                prop_assert!(covers(&text, &halves));
            }
        }

        #[test]
        fn nothing_panics(text in any::<String>()) {
            if let Ok(document) = Document::from_bytes(Path::new("x"), text.as_bytes(), None) {
                let _ = separate(&document, &Language::english(), &Language::korean());
                let _ = single(&document, &Language::english(), Kind::Source);
            }
        }
    }
}
