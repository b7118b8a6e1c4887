//! Numbers, dates and references: what the checks say of the note and of sentences that show one notation
//! each. `scripts/plant-values` and `scripts/false-alarms` measure the same on many texts.

use std::path::Path;

use daejo::{
    align::{Alignment, Bead},
    anchor::{Anchor, Anchors, Value, date, number, reference, time},
    check::RULES,
    document::Document,
    judge::{Finding, Settings, Side, judge},
    reading::Context,
    rule,
    segment::{Bitext, Half, presegmented},
    text::{Language, Span},
};

/// The rules on values.
const VALUES: [&str; 5] = ["number", "date", "reference", "unit", "approximation"];

/// References, dates, times and numbers of a half, each leaving alone what those before it have taken.
fn anchors(half: &Half) -> Vec<Vec<Anchor>> {
    let find = |text: &str| {
        let mut found: Vec<Anchor> = Vec::new();
        let spans = |found: &[Anchor]| found.iter().map(|a| a.span).collect::<Vec<Span>>();
        for (span, value) in reference::find(text, &half.language, &[]) {
            found.push(Anchor { span, value: Value::Reference(value) });
        }
        for (span, value) in date::find(text, &half.language, &spans(&found)) {
            found.push(Anchor { span, value: Value::Date(value) });
        }
        for (span, value) in time::find(text, &half.language, &spans(&found)) {
            found.push(Anchor { span, value: Value::Time(value) });
        }
        for (span, value) in number::find(text, &half.language, &spans(&found)) {
            found.push(Anchor { span, value: Value::Number(value) });
        }
        found.sort_by_key(|a| a.span);
        found
    };
    half.segments.iter().map(|s| find(&s.text)).collect()
}

/// Segments of both sides that belong together.
type Indices = (Vec<usize>, Vec<usize>);

fn findings(source: &str, target: &str, beads: &[Indices]) -> Vec<Finding> {
    let half = |text: &str, language: &Language| {
        let document = Document::from_bytes(Path::new("half.txt"), text.as_bytes(), None);
        presegmented(&document.expect("text"), language)
    };
    let bitext = Bitext {
        source: half(source, &Language::english()),
        target: half(target, &Language::korean()),
    };
    let (mut s, mut t) = (0, 0);
    let mut alignment = Alignment::default();
    for (source, target) in beads {
        let (source, target) = (s..s + source.len(), t..t + target.len());
        (s, t) = (source.end, target.end);
        alignment.beads.push(Bead { source, target, score: 1.0, cost: 0.0 });
    }
    let anchors = Anchors { source: anchors(&bitext.source), target: anchors(&bitext.target) };
    let context = Context::new(&bitext, &alignment, &anchors);
    let said = rule::run(RULES, &context, |rule| VALUES.contains(&rule));
    judge(said, &bitext, &Settings::default()).findings
}

/// The beads of a ladder file.
fn ladder(text: &str) -> Vec<Indices> {
    let indices = |side: &str| -> Vec<usize> {
        side.split([',', '[', ']']).filter_map(|i| i.trim().parse().ok()).collect()
    };
    let sides = text.lines().filter_map(|line| line.split_once(':'));
    sides
        .map(|(source, target)| {
            (indices(source), indices(target.split(':').next().unwrap_or_default()))
        })
        .collect()
}

/// The rule of a finding and the words it marks.
fn words(finding: &Finding) -> [String; 3] {
    let side = |side: &Option<Side>| side.as_ref().map_or(String::new(), |s| s.text.clone());
    [finding.rule.clone(), side(&finding.source), side(&finding.target)]
}

#[test]
fn in_the_note_only_the_department_is_another() {
    let read = |name: &str| {
        std::fs::read_to_string(format!("corpora/polish-note-1957/{name}")).expect(name)
    };
    let beads = ladder(&read("note.gold"));
    let found = findings(&read("note.en.txt"), &read("note.ko.txt"), &beads);
    let found: Vec<_> = found.iter().map(words).collect();
    assert_eq!(found, [["number", "Dep. V", "4부서"]]);
}

/// The findings on a document of several beads, one segment a side each, as rule, source words and
/// target words.
fn said(beads: &[(&str, &str)]) -> Vec<[String; 3]> {
    let source: Vec<&str> = beads.iter().map(|bead| bead.0).collect();
    let target: Vec<&str> = beads.iter().map(|bead| bead.1).collect();
    let indices: Vec<Indices> = (0..beads.len()).map(|i| (vec![i], vec![i])).collect();
    findings(&source.join("\n"), &target.join("\n"), &indices).iter().map(words).collect()
}

#[test]
fn differing_values_are_shown_with_their_counterparts() {
    #[rustfmt::skip]
    let cases = [
        // source                                 target                        finding
        ("Four persons fled to China.",           "세 명이 중국으로 피신하였다.",  ["number", "Four", "세 명"]),
        ("The second round was boycotted.",       "5차 투표는 거부되었다.",       ["number", "second", "5차"]),
        ("It lasted one and a half hours.",       "두 시간 걸렸다.",             ["number", "one and a half", "두 시간"]),
        ("35,000 tons of rice",                   "쌀 3천 5백톤",               ["number", "35,000", "3천 5백톤"]),
        ("50 people in the 8th century",          "80세기에 50명",              ["number", "8th", "80세기"]),
        ("Then in 1955 came the case.",           "1956년에는 사건이 있었다.",     ["date", "1955", "1956년"]),
        ("at the August plenum",                  "9월 총회에서",               ["date", "August", "9월"]),
        ("on 30 August",                          "8월 31일에",                 ["date", "30", "31일"]),
        ("The text was here on 5 May.",           "6월 5일 여기 글이 있었다.",     ["date", "May", "6월"]),
        ("4.IV.1957",                             "1957년 5월 4일",             ["date", "IV", "5월"]),
        ("on 6 May–6 June",                       "5월 6일부터 7월 6일까지",       ["date", "June", "7월"]),
        ("in the 1970s",                          "1970년에는",                 ["date", "1970s", "1970년"]),
        ("Order No. 12/57",                       "명령 제 12/58호",            ["reference", "No. 12/57", "제 12/58호"]),
        ("They sent 120 planes.",                 "비행기를 보냈다.",             ["number", "120", ""]),
        ("They sent planes.",                     "비행기 120대를 보냈다.",       ["number", "", "120대"]),
        ("The B-29s came.",                       "B-92들이 왔다.",             ["number", "B-29", "B-92"]),
        ("The first session was held.",           "두 번째 회의가 열렸다.",        ["number", "first", "두 번째"]),
        ("Half of the members voted.",            "위원의 3분의 1이 투표하였다.",   ["number", "Half", "3분의 1"]),
        ("Dozens of people were hurt.",           "수백 명이 다쳤다.",            ["number", "Dozens", "수백"]),
        ("Output doubled.",                       "생산은 세 배로 늘었다.",        ["number", "doubled", "세 배"]),
        ("It cost 2 million won.",                "2억 원이 들었다.",            ["number", "2 million", "2억"]),
        ("It arrived on Monday.",                 "화요일에 도착하였다.",          ["date", "Monday", "화요일"]),
        ("He came in the winter.",                "그는 여름에 왔다.",            ["date", "winter", "여름"]),
        ("The plenum opened at 3 p.m.",           "총회는 오전 3시에 열렸다.",      ["date", "3 p.m.", "오전 3시"]),
        ("It happened last year.",                "그것은 내년에 있었다.",         ["date", "last year", "내년"]),
        ("at the end of August",                  "8월 초에",                   ["date", "August", "8월"]),
        ("The front was 30 miles away.",          "전선은 30킬로미터 떨어져 있었다.", ["unit", "30 miles", "30킬로미터"]),
        ("They paid $500.",                       "500원을 냈다.",              ["unit", "$500", "500원"]),
        ("It lasted three hours.",                "3분 동안 계속되었다.",         ["unit", "three hours", "3분"]),
        ("Prices rose by 5 percent.",             "물가가 5%포인트 올랐다.",       ["unit", "5 percent", "5%포인트"]),
        ("More than 300 people came.",            "300명 미만이 왔다.",          ["approximation", "More than 300 people", "300명 미만"]),
        ("At least 5,000 people came.",           "최대 5천 명이 왔다.",         ["approximation", "At least 5,000 people", "최대 5천 명"]),
        ("About 5,000 people came.",              "5천 명이 왔다.",             ["approximation", "About 5,000 people", "5천 명"]),
        ("5,000 people came.",                    "5천여 명이 왔다.",            ["approximation", "5,000 people", "5천여 명"]),
        ("He left around 1956.",                  "그는 1956년에 떠났다.",        ["approximation", "around 1956", "1956년"]),
        ("It has 15 departments.",                "2011년 기준으로 15개 과가 있다.", ["date", "", "2011년"]),
        ("The plenum elected him.",               "12월 전원회의는 그를 선출하였다.", ["date", "", "12월"]),
        ("at the thirty-eighth parallel",         "37도선에서",                  ["number", "thirty-eighth", "37도"]),
        ("a man in his fifties",                  "60대의 남자",                 ["number", "fifties", "60대"]),
        ("It began at a quarter to four.",        "4시 45분에 시작되었다.",        ["date", "a quarter to four", "4시 45분"]),
    ];
    for (source, target, finding) in cases {
        assert_eq!(said(&[(source, target)]), [finding], "{source} / {target}");
    }
}

#[test]
fn a_month_and_a_day_that_changed_places_are_two_slips() {
    let found = said(&[("on 3 August", "3월 8일에")]);
    assert_eq!(found, [["date", "3", "8일"], ["date", "August", "3월"]]);
}

#[test]
fn a_suggestion_is_not_what_stands_there() {
    #[rustfmt::skip]
    let cases = [
        ("in the 1970s",            "1970년에는",        Some("1970년대"), "a decade for a year"),
        ("in 1970",                 "1970년대에는",      Some("1970년"),   "a year for a decade"),
        ("Then in 1955 it came.",   "1956년에 왔다.",    Some("1955년"),   "another year"),
        ("here on 5 May",           "6월 5일 여기",      Some("5월"),      "another month"),
        ("Four persons fled.",      "세 명이 피신하였다.", None,            "not in digits"),
    ];
    for (source, target, expected, why) in cases {
        let found = findings(source, target, &[(vec![0], vec![0])]);
        let [finding] = &found[..] else { panic!("{source}: {found:?}") };
        assert_eq!(finding.suggestion.as_deref(), expected, "{source} / {target}: {why}");
    }
}

#[test]
fn what_a_free_translation_does_with_values_is_let_pass() {
    #[rustfmt::skip]
    let cases = [
        ("There is no need to open the door.",    "문을 열 필요가 없다.", "to open, not ten"),
        ("They paid $55B for the oil wells.",     "그들은 유정의 값으로 550억 달러를 냈다.", "billions in one letter"),
        ("Set the resolution X of the printer.",  "인쇄기의 해상도 X를 정하십시오.", "a letter, not ten"),
        ("The Resolution X field of type X1.",    "X1 형식의 Resolution X 칸.", "part of a code"),
        ("Half of it (.5) remains.",              "그 절반(.5)이 남는다.", "a fraction without its nought"),
        ("The ship was three hundred cubits long.", "배의 길이는 300규빗(약 135미터)이었다.", "a unit explained"),
        // source                                 target                            why
        ("both resolutions",                      "두 개의 결의문이 모두",            "both are two"),
        ("the second day of the plenum",          "총회의 이튿날",                   "an ordinal in a word"),
        ("the 1st Secretary",                     "1등 서기관",                      "a rank"),
        ("an adviser and a military adviser",     "자문 1인과 군사 자문 1인",          "articles are ones"),
        ("(30 and 31 August)",                    "(8월 30일, 31일)",               "a list of days"),
        ("In February",                           "지난 2월",                        "a month in digits"),
        ("In December the plenum met.",           "1955년 12월 총회가 열렸다.",       "a year known from before"),
        ("on Tuesday",                            "28일",                           "a weekday as a date"),
        ("It happened in May.",                   "그 일은 지난달에 있었다.",          "a month as a relation"),
        ("24 hours later",                        "하루 뒤",                         "another unit"),
        ("half an hour",                          "30분",                           "a part of a unit"),
        ("50 percent of the women",               "여성의 절반",                     "a fraction"),
        ("more than once",                        "두 번 이상",                      "another bound"),
        ("$238 million",                          "2억3800만달러(약 2400억 원)",       "the sum in another money"),
        ("10 p.m.",                               "22시",                           "another clock"),
        ("the 1950s",                             "50년대",                         "a decade cut short"),
        ("1,487 houses",                          "약 1,500채의 집",                 "rounded, and said to be"),
        ("one of them",                           "그들 가운데 한 사람",              "no count"),
        ("in 26, 27 and 28 houses",               "26~28호에서",                    "a list as a range"),
        ("the Korean War",                        "6.25 전쟁",                      "a date as a name"),
        ("thirty miles away",                     "48킬로미터 떨어진",                "converted"),
        ("68 degrees Fahrenheit",                 "섭씨 20도",                       "converted, with another zero"),
        ("a 10,500-square-foot reflector",        "975㎡의 반사경",                   "converted, joined by hyphens"),
        ("30 days later",                         "한 달 뒤",                        "about a month"),
        ("over 300 people",                       "300여 명",                       "a little more"),
        ("more than one person",                  "두 사람 이상",                     "the same bound"),
        ("at least five people",                  "적어도 다섯 명 이상",                "said twice"),
        ("less than six months later",            "6개월도 안 되어",                   "an upper bound in a verb"),
        ("nearly 300 people",                     "약 300명",                       "about is near enough"),
        ("on Monday",                             "28일에",                         "a weekday as a date"),
        ("at 9 p.m.",                             "밤 9시에",                        "an hour of the night"),
        ("this year and last year",               "작년과 올해",                      "in another order"),
        ("in the first quarter",                  "1/4분기에",                       "the first of four"),
        ("at 0715 hours",                         "7시 15분에",                      "hours and minutes in one"),
        ("Two people came.",                      "두 분이 오셨다.",                   "분 are people too"),
        ("24/7 support",                          "24시간 지원",                      "a part of it"),
        ("the fifties",                           "1950년대",                        "a decade in a word"),
        ("in ’57",                                "57년에",                         "a year cut short"),
        ("the fifteenth of August",               "8월 15일",                        "an ordinal day"),
        ("north of the parallel",                 "38도선 이북에서",                  "a number that is part of a name"),
        ("The talks were put off.",               "6자회담은 연기되었다.",              "a number that is part of a name"),
        ("at a quarter to four",                  "3시 45분에",                      "minutes that are still to come"),
        ("three quarters of an hour",             "45분",                           "the part of a unit"),
        ("a third of the members",                "위원의 30퍼센트",                  "a part in round per cent"),
        ("a wind of 85 mph",                      "85mph의 바람",                    "no metres"),
        ("a second lieutenant",                   "소위",                            "a rank"),
        ("the 2nd Lieutenant",                    "소위",                            "a rank in digits"),
        ("around 1956",                           "1956년경",                        "about a year, on both sides"),
        ("It was so last year.",                  "1956년에 그러했다.",                "a year for a relation"),
    ];
    for (source, target, why) in cases {
        let none: [[String; 3]; 0] = [];
        assert_eq!(said(&[(source, target)]), none, "{source} / {target}: {why}");
    }
}

/// The findings with the halves turned round: Korean is the original.
fn said_in_reverse(korean: &str, english: &str) -> Vec<[String; 3]> {
    let half = |text: &str, language: &Language| {
        let document = Document::from_bytes(Path::new("half.txt"), text.as_bytes(), None);
        presegmented(&document.expect("text"), language)
    };
    let bitext = Bitext {
        source: half(korean, &Language::korean()),
        target: half(english, &Language::english()),
    };
    let alignment =
        Alignment { beads: vec![Bead { source: 0..1, target: 0..1, score: 1.0, cost: 0.0 }] };
    let anchors = Anchors { source: anchors(&bitext.source), target: anchors(&bitext.target) };
    let context = Context::new(&bitext, &alignment, &anchors);
    let said = rule::run(RULES, &context, |rule| VALUES.contains(&rule));
    let findings = judge(said, &bitext, &Settings::default()).findings;
    findings.iter().map(words).collect()
}

#[test]
fn values_are_compared_the_other_way_round_too() {
    #[rustfmt::skip]
    let cases = [
        // Korean                  English                            finding
        ("네 명이 왔다.",            "Three persons came.",             ["number", "네 명", "Three"]),
        ("3만 5천 톤의 쌀",          "3,500 tons of rice",              ["number", "3만 5천", "3,500"]),
        ("8월 31일에",              "on 30 August",                    ["date", "31일", "30"]),
        ("화요일에 왔다.",           "He came on Monday.",              ["date", "화요일", "Monday"]),
        ("30리를 걸었다.",           "They walked 30 kilometers.",      ["unit", "30리", "30 kilometers"]),
        ("300명 이상이 왔다.",       "Fewer than 300 people came.",     ["approximation", "300명 이상", "Fewer than 300 people"]),
        ("약 5천 명이 왔다.",        "Exactly 5,000 people came.",      ["approximation", "약 5천 명", "5,000 people"]),
    ];
    for (korean, english, finding) in cases {
        assert_eq!(said_in_reverse(korean, english), [finding], "{korean} / {english}");
    }
    #[rustfmt::skip]
    let same = [
        ("사흘 동안 계속되었다.",      "It lasted three days."),
        ("삼백여 명이 왔다.",         "Some 300 people came."),
        ("1950년대 초에",            "in the early fifties"),
        ("이듬해 봄에",              "in the spring of the next year"),
    ];
    for (korean, english) in same {
        assert!(said_in_reverse(korean, english).is_empty(), "{korean} / {english}");
    }
}

#[test]
fn the_examples_of_the_rules_are_true_and_false() {
    for rule in RULES {
        let explanation = rule.explanation();
        if VALUES.contains(&explanation.name) {
            let example = explanation.true_example;
            let found = said(&[(example.source, example.target)]);
            assert!(found.iter().any(|f| f[0] == explanation.name), "{}", explanation.name);
            let example = explanation.false_example;
            assert!(said(&[(example.source, example.target)]).is_empty(), "{}", explanation.name);
        }
    }
}

#[test]
fn a_date_that_the_original_names_elsewhere_may_be_filled_in() {
    let filled =
        [("In 1955 it was so.", "1955년에 그러했다."), ("They met.", "그들은 1955년에 만났다.")];
    assert_eq!(said(&filled), Vec::<[String; 3]>::new());
    let invented =
        [("In 1955 it was so.", "1955년에 그러했다."), ("They met.", "그들은 1953년에 만났다.")];
    assert_eq!(said(&invented), [["date", "", "1953년"]]);
}

#[test]
fn values_may_move_to_the_next_sentence() {
    let moved = [
        ("The meeting lasted 90 minutes.", "회의가 끝났다."),
        ("It was then decided to meet again.", "90분에 걸친 회의 후 다시 만나기로 하였다."),
    ];
    assert_eq!(said(&moved), Vec::<[String; 3]>::new());
    // But a value that the next sentence has anyway is no excuse for another one here.
    let replaced =
        [("It was so in 1957.", "1955년에 그러했다."), ("So in 1955.", "1955년에 그러했다.")];
    assert_eq!(said(&replaced), [["date", "1957", "1955년"]]);
}
