//! Why a pair is not taken into a corpus: one file a filter, or a few that look at the same thing.
//!
//! A filter of one pair is a function from that to a reason; one of the whole corpus is told what [`Whole`] it looks
//! for. Which are applied and from where on stands in [`Settings`]; those of a pair come before those of the whole.

mod encoding;
mod finding;
mod identical;
mod language;
mod length;
mod markup;
mod score;
mod settings;

pub use settings::{Scope, Settings};

use super::pair::Pair;
use crate::text::{Language, Script};

/// A reason not to take a pair.
pub struct Filter {
    /// What it is called in the settings.
    pub name: &'static str,
    /// What it looks for, in a clause.
    pub about: &'static str,
    /// From where on it refuses, in words.
    pub limit: fn(&Settings) -> String,
    /// How it is found.
    pub kind: Kind,
}

/// What a filter has to see.
pub enum Kind {
    /// One pair is enough: it says why that is not taken, in a clause.
    Pair(fn(&Pair, &View<'_>) -> Option<String>),
    /// All of them.
    Whole(Whole),
}

/// What is only seen in all pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// The same original in many documents.
    Boilerplate,
    /// The same pair before.
    Duplicate,
    /// Nearly the same pair before.
    NearDuplicate,
    /// The same original in a split that is held out.
    HeldOut,
}

impl Kind {
    /// Whether it looks for that in all pairs.
    pub fn is(&self, wanted: Whole) -> bool {
        matches!(self, Self::Whole(whole) if *whole == wanted)
    }
}

/// What a filter goes by.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// Its limits.
    pub settings: &'a Settings,
    /// The languages of the source and of the target.
    pub languages: [&'a Language; 2],
}

/// Every filter, in the order in which they are applied if the settings do not say.
pub const FILTERS: &[Filter] = &[
    encoding::MOJIBAKE,
    length::LENGTH,
    identical::IDENTICAL,
    markup::MARKUP,
    language::LANGUAGE,
    length::RATIO,
    score::SCORE,
    finding::FINDING,
    Filter {
        name: "boilerplate",
        about: "the same original in many documents",
        limit: |settings| {
            format!(
                "{} documents and {} of all, {} characters",
                settings.boilerplate_documents,
                percent(settings.boilerplate_share),
                settings.boilerplate_chars
            )
        },
        kind: Kind::Whole(Whole::Boilerplate),
    },
    Filter {
        name: "duplicate",
        about: "the same pair again",
        limit: |settings| scope(settings).to_owned(),
        kind: Kind::Whole(Whole::Duplicate),
    },
    Filter {
        name: "near-duplicate",
        about: "nearly the same pair again",
        limit: |settings| {
            let figures = if settings.number_blind { ", whatever the figures" } else { "" };
            format!("similarity {}{figures}, {}", settings.near_similarity, scope(settings))
        },
        kind: Kind::Whole(Whole::NearDuplicate),
    },
    Filter {
        name: "held-out",
        about: "the same original in dev or test (with those)",
        limit: |_| "letters and digits".into(),
        kind: Kind::Whole(Whole::HeldOut),
    },
];

fn scope(settings: &Settings) -> &'static str {
    match settings.duplicates {
        Scope::Corpus => "in all documents",
        Scope::Document => "in the same document",
    }
}

/// A share in percent, for people.
pub(crate) fn percent(share: f64) -> String {
    let shown = format!("{:.1}", 100.0 * share);
    format!("{} %", shown.strip_suffix(".0").unwrap_or(&shown))
}

/// The names of all filters.
pub fn names() -> impl Iterator<Item = &'static str> {
    FILTERS.iter().map(|filter| filter.name)
}

/// The filters that the settings name, those of a pair first.
pub fn chosen(settings: &Settings) -> Vec<&'static Filter> {
    let named = settings.filters.iter();
    let mut chosen: Vec<&Filter> =
        named.filter_map(|name| FILTERS.iter().find(|filter| filter.name == name)).collect();
    chosen.sort_by_key(|filter| matches!(filter.kind, Kind::Whole(_)));
    chosen
}

/// The position of the first of `filters` that does not take a pair, and why.
pub fn rejection(filters: &[&Filter], pair: &Pair, view: &View<'_>) -> Option<(usize, String)> {
    filters.iter().enumerate().find_map(|(at, filter)| match filter.kind {
        Kind::Pair(judge) => judge(pair, view).map(|reason| (at, reason)),
        Kind::Whole(_) => None,
    })
}

/// How many characters of `text` are letters and digits, those of Hangul and Chinese, which say about as much as two of
/// Latin, counting twice.
pub(super) fn weight(text: &str) -> usize {
    let weight = |c: char| match Script::of(c) {
        Script::Hangul | Script::Han | Script::Kana => 2,
        Script::Common => 0,
        _ => 1,
    };
    text.chars().map(weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        corpus::pair::{Found, Side},
        rule::Severity,
    };

    fn pair(source: &str, target: &str) -> Pair {
        let side = |text: &str| Side { text: text.to_owned(), segments: 1, ..Side::default() };
        let (source, target) = (side(source), side(target));
        Pair { bead: 0, score: 0.9, source, target, findings: Vec::new() }
    }

    /// The name of the filter that does not take a pair of English and Korean.
    fn refused(pair: &Pair) -> &'static str {
        let settings = Settings::default();
        let languages = [&Language::english(), &Language::korean()];
        let filters = chosen(&settings);
        rejection(&filters, pair, &View { settings: &settings, languages })
            .map_or("", |(at, _)| filters[at].name)
    }

    #[test]
    fn each_filter_refuses_what_it_is_for_and_lets_the_rest_pass() {
        let long = "a ".repeat(1000);
        #[rustfmt::skip]
        let cases = [
            // source, target, refused by, why
            ("He left for Moscow on 3 May.", "그는 5월 3일 모스크바로 떠났다.",  "",  "a sentence"),
            ("Cancel", "취소",                                        "",          "a word of an interface"),
            ("OK", "예",                                              "",          "as short as it gets"),
            ("kubectl apply -f pod.yaml", "kubectl apply -f pod.yaml 명령을 실행한다", "", "names of a program in Korean"),
            ("Kim Il Sung (김일성) spoke.", "김일성이 말하였다.",          "",          "a gloss in the other script"),
            ("3.", "3.",                                              "length",    "no letters to speak of"),
            ("…", "그는 떠났다.",                                       "length",    "no letters at all"),
            (&long, "그는 떠났다.",                                     "length",    "no sentence is so long"),
            ("Redis", "Redis",                                        "identical", "left as it stands"),
            ("DEBUG: true", "debug:  true.",                          "identical", "the same letters"),
            ("He left the city.", "Elle a quitté la ville.",          "language",  "no Korean"),
            ("그는 떠났다.", "그는 도시를 떠났다.",                         "language",  "no English"),
            ("Elle quitta ville hier soir avec ses amis vers dix heures pile", "그녀는 어제 저녁 열 시 정각에 친구들과 도시를 떠났다", "language", "Latin letters, and not one word that English is made of"),
            ("He left for the city in the evening, and nobody had seen him there before.", "저녁.", "ratio", "far too short"),
            ("Yes.", "그렇다, 나도 그렇게 생각하며 그 밖에는 달리 말할 것이 없다고 본다.", "ratio", "far too long"),
            ("<a href=\"x.html\"><img src=\"logo.png\"/></a> Go", "<a href=\"x.html\"><img src=\"logo.png\"/></a> 가기", "markup", "tags with a word"),
            ("Name: ____________", "이름: ____________",                "markup",    "a line of a form to fill in"),
            ("_Columns:", "열(_C):",                                   "",          "a key of a menu"),
            ("Pollution rate: %d%%", "오염도 : %d%%",                    "",          "a placeholder beside a word of Hangul"),
            ("https://example.org/a/b/c index", "https://example.org/a/b/c 색인", "markup", "an address"),
            ("Itâ€™s late.", "늦었다.",                                 "mojibake",  "UTF-8 read as Windows-1252"),
            ("It’s late.", "´Ê¾ú´Ù.",                                  "mojibake",  "CP949 read as Latin 1"),
            ("It’s late.", "占쏙옙 늦었다.",                             "mojibake",  "replacement characters read as CP949"),
            ("It's late.", "늦었�.",                                    "mojibake",  "a replacement character"),
            ("It's late.", "??? ????.",                               "mojibake",  "question marks for every letter"),
            ("\\a rings the bell.", "\u{7}는 종을 울린다.",                   "mojibake",  "an escape that was carried out"),
            ("Plain \u{1b}[1mtext.", "본문.",                             "mojibake",  "and one among ASCII alone"),
            ("Really??? Is it true?", "정말??? 사실이야?",               "",          "question marks that are meant"),
            ("Café Müller, Kraków: naïve façade.", "카페 뮐러, 크라쿠프: 순진한 외관.", "", "letters with marks"),
            ("Click Red Hat Enterprise Linux and Firefox.", "Red Hat Enterprise Linux와 Firefox를 클릭", "", "names are no English"),
            ("Click it.", "Red Hat Enterprise Linux",                  "language",  "names alone are no Korean"),
            ("Seoul, Tokyo, Paris, London, Berlin, Rome, Madrid, Vienna, Prague, Warsaw, Sofia", "서울, 도쿄, 파리, 런던, 베를린, 로마, 마드리드, 빈, 프라하, 바르샤바, 소피아", "", "names need no grammar"),
            ("처음", "처음으로 돌아갔다",                                  "language",  "처 is two bytes that UTF-8 could hold"),
        ];
        for (source, target, expected, why) in cases {
            assert_eq!(refused(&pair(source, target)), expected, "{source} | {target}: {why}");
        }
    }

    #[test]
    fn languages_are_known_by_their_letters() {
        let settings = Settings::default();
        let filters = chosen(&settings);
        #[rustfmt::skip]
        let cases = [
            ("th", "เขาออกจากเมืองเมื่อวานนี้",            "Он уехал вчера.", "Thai"),
            ("hi", "वह कल शहर से चला गया।",         "그는 떠났다.",       "Hindi"),
            ("el", "Έφυγε χθες από την πόλη.",     "He left.",       "Greek"),
            ("be", "Ён учора з'ехаў з горада.",    "He left.",       "Belarusian"),
            ("ja", "彼は昨日町を出た。",                "그는 떠났다.",       "Japanese, of two scripts"),
            ("de", "Er hat gestern die Stadt verlassen, und niemand weiß, wohin er von dort gegangen ist.", "그는 떠났다.", "German, whose words of grammar are in no table"),
        ];
        for (tag, right, wrong, why) in cases {
            let target: Language = tag.parse().expect(tag);
            let languages = [&Language::english(), &target];
            let refused = [right, wrong].map(|text| {
                let pair = pair("He left the city yesterday.", text);
                let view = View { settings: &settings, languages };
                rejection(&filters, &pair, &view).map_or("", |(at, _)| filters[at].name)
            });
            assert_eq!(refused, ["", "language"], "{why}");
        }
    }

    #[test]
    fn beads_without_score_and_pairs_with_findings_are_refused() {
        let good = pair("He left.", "그는 떠났다.");
        assert_eq!(refused(&Pair { score: 0.29, ..good.clone() }), "score");
        assert_eq!(refused(&Pair { score: 0.3, ..good.clone() }), "", "as often right as not");
        let found = |severity, confidence| {
            let found = Found { rule: "number".into(), severity, confidence };
            refused(&Pair { findings: vec![found], ..good.clone() })
        };
        assert_eq!(found(Severity::Major, 0.9), "finding");
        assert_eq!(found(Severity::Minor, 0.9), "", "slight");
        assert_eq!(found(Severity::Major, 0.6), "", "doubtful");
    }

    #[test]
    fn filters_of_a_pair_come_first_and_else_in_the_order_of_the_settings() {
        let filters = ["duplicate", "score", "length"].map(str::to_owned).to_vec();
        let settings = Settings { filters, ..Settings::default() };
        let names: Vec<&str> = chosen(&settings).iter().map(|filter| filter.name).collect();
        assert_eq!(names, ["score", "length", "duplicate"]);
        let filters = ["score", "length", "score"].map(str::to_owned).to_vec();
        let twice = Settings { filters, ..Settings::default() };
        assert_eq!(twice.verify(), Err("the filter \"score\" is named twice".into()));
    }
}
