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
        Kind::Verbatim => 'v',
        Kind::Metadata => 'm',
    };
    halves.parts.iter().map(letter).collect()
}

fn separated(text: &str) -> Result<Halves> {
    separate(&document(text), &Language::english(), &Language::korean(), Furniture::Auto)
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
    let error =
        separate(&document("Bonjour"), &Language::english(), &french, Furniture::Auto).unwrap_err();
    assert!(matches!(error, Error::Inseparable { .. }));
    let error = single(&document("안녕"), &Language::english(), Kind::Source).unwrap_err();
    assert!(matches!(error, Error::MissingHalf { .. }));
}

#[test]
fn other_pairs_come_apart_by_their_scripts() {
    let text = "Посольство сообщило о приезде делегации в Пхеньян.\n\n대사관은 대표단이 평양에 도착하였다고 알려왔다.\n";
    let pairs = [("ru", "ko", "ek"), ("ko", "ru", "ke")];
    for (source, target, expected) in pairs {
        let halves = separate(
            &document(text),
            &source.parse().unwrap(),
            &target.parse().unwrap(),
            Furniture::Auto,
        );
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
    assert_eq!(kinds(&halves), "fffeeeeeeeeff");
    let left = &halves.parts[8];
    assert_eq!(left.language, None, "Hangul is text too, if not in the language of the half");
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
        if let Ok(halves) = separate(&document, &Language::korean(), &Language::english(), Furniture::Auto) {
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
            let _ = separate(&document, &Language::english(), &Language::korean(), Furniture::Auto);
            let _ = single(&document, &Language::english(), Kind::Source);
        }
    }
}

#[test]
fn files_in_the_wrong_order_are_told() {
    let code = "# 설치\n\n`pip install sample` and `sample --help` 로 확인한다.";
    let (en, ko) = (EN.join("\n\n"), KO.join("\n\n"));
    #[rustfmt::skip]
    let cases = [
        (ko.clone(), en.clone(), true, "each in the other's language"),
        (format!("{ko}\n\n{code}"), en.clone(), true, "with code in Latin letters"),
        (format!("{ko}\n\n{}", EN[0]), en.clone(), true, "with a sentence as it was"),
        (en.clone(), ko.clone(), false, "in order"),
        (en.clone(), en.clone(), false, "not translated at all"),
        (en.clone(), format!("{code}\n\n{}", EN[0]), false, "half translated"),
        (format!("{en}\n\n{}", KO[0]), ko.clone(), false, "a quotation"),
    ];
    for (source, target, swapped, why) in cases {
        let documents = [document(&source), document(&target)];
        let languages = [&Language::english(), &Language::korean()];
        let found = pair([&documents[0], &documents[1]], languages, Furniture::Auto);
        let told = match found {
            Err(Error::MissingHalf { remedy, .. }) => remedy.contains("look swapped"),
            _ => false,
        };
        assert_eq!(told, swapped, "{why}");
    }
}
