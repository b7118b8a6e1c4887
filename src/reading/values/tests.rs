use crate::{
    check::RULES,
    reading::Context,
    rule::{Said, run, trial::aligned},
};

const RULES_ON_VALUES: [&str; 5] = ["number", "date", "unit", "reference", "approximation"];

/// What the rules on values say of beads of one segment each.
fn told(source: &[&str], target: &[&str]) -> String {
    let (bitext, alignment, anchors) = aligned(source, target, &vec![(1, 1); source.len()]);
    let context = Context::new(&bitext, &alignment, &anchors);
    let shown = |said: Said<'_>| {
        let halves = [&bitext.source, &bitext.target];
        let marks = [said.remark.source, said.remark.target];
        let words = halves
            .into_iter()
            .zip(marks)
            .map(|(half, mark)| mark.map_or_else(|| "-".to_owned(), |mark| mark.place(half).text));
        let words: Vec<String> = words.collect();
        let suggested = said.remark.suggestion.map(|words| format!(" → {words}"));
        let suggested = suggested.unwrap_or_default();
        format!("{} {}: {}{suggested}", said.rule, said.remark.evidence, words.join(" / "))
    };
    let said = run(RULES, &context, |name| RULES_ON_VALUES.contains(&name));
    let mut shown: Vec<String> = said.into_iter().map(shown).collect();
    shown.sort();
    shown.join("; ")
}

#[test]
fn values_are_the_same_or_said_otherwise() {
    #[rustfmt::skip]
    let cases = [
        ("He was warned more than once.", "그는 두 번 이상 경고를 받았다.", "", "a bound of a small number, said with the next"),
        ("He was warned more than twice.", "그는 다섯 번 이상 경고를 받았다.", "number replaced-word: twice / 다섯 번", "not with one further on"),
        ("He lived there for 18 months.", "그는 그곳에서 1년 반을 살았다.", "", "the same in another unit"),
        ("It took 24 hours.", "하루가 걸렸다.", "", "the same in another unit"),
        ("Some 30 percent came.", "3분의 1이 왔다.", "", "a third, roughly"),
        ("Half came.", "50%가 왔다.", "", "half, in per cent"),
        ("About 1,000 people came.", "980명이 왔다.", "", "rounded, as it says itself"),
        ("Exactly 1,000 people came.", "980명이 왔다.", "number replaced: 1,000 / 980명 → 1000명", "rounded, and not said to be"),
        ("Mines 3 to 6 were closed.", "3호, 4호, 5호, 6호 탄광이 폐쇄되었다.", "number added: - / 4호; number added: - / 5호", "members of a range"),
        ("On 26-29 March they met.", "3월 26, 27, 28, 29일에 그들은 만났다.", "", "members of a range of days"),
        ("Room B52 was locked.", "B52호실은 잠겨 있었다.", "", "a code as it stands"),
        ("Room B52 was locked.", "B53호실은 잠겨 있었다.", "number replaced-word: B52 / B53 → B52", "a code that does not stand"),
        ("He came in the 1950s.", "그는 50년대에 왔다.", "", "a decade by its short name"),
        ("He came in the 1950s.", "그는 1950년에 왔다.", "date replaced: 1950s / 1950년 → 1950년대", "a decade is not its first year"),
        ("They met on 5/6/1957.", "그들은 1957년 6월 5일 만났다.", "", "day and month in either order"),
        ("They met on 5 June 1957.", "그들은 1957년 5월 6일 만났다.", "date replaced: 5 / 6일 → 5일; date replaced: June / 5월 → 6월", "day and month are said"),
        ("The front was 30 miles away.", "전선은 30킬로미터 떨어져 있었다.", "unit unit: 30 miles / 30킬로미터 → 30마일", "another unit"),
        ("He came around 1956.", "그는 1956년에 왔다.", "approximation exact: around 1956 / 1956년", "about a year, and the year"),
        ("At least 300 delegates came.", "최대 300명의 대표가 왔다.", "approximation bound: At least 300 delegates / 최대 300명", "a bound turned round"),
        ("Over 300 delegates came.", "300명의 대표가 왔다.", "approximation exact: Over 300 delegates / 300명", "a bound lost"),
        ("The 300 delegates came.", "약 300명의 대표가 왔다.", "approximation approximate: 300 delegates / 약 300명", "a bound from nowhere"),
        ("Five delegates came at 3 p.m.", "대표 다섯 명이 오후 4시에 왔다.", "date replaced: 3 p.m. / 오후 4시", "an hour for another"),
        ("He came at the end of May.", "그는 5월 초에 왔다.", "date part: May / 5월", "another part of the month"),
        ("He came on Monday.", "그는 화요일에 왔다.", "date named: Monday / 화요일", "another weekday"),
        ("He came yesterday.", "그는 5월 3일에 왔다.", "", "a day that the original counts from now"),
        ("He came.", "그는 1957년에 왔다.", "date added: - / 1957년", "a date from nowhere"),
        ("He came in 1957.", "그는 왔다.", "date missing: 1957 / -", "a date lost"),
        ("The 12 men, 7 women and 4 children left.", "남자 12명, 여자 8명, 어린이 4명이 떠났다.", "number replaced: 7 / 8명 → 7명", "one number of three"),
        ("Production doubled.", "생산은 세 배로 늘었다.", "number replaced-word: doubled / 세 배", "a multiple for another"),
        ("Order No. 267/37.", "명령 제 276/37호.", "reference replaced: No. 267/37 / 제 276/37호 → 제 267/37호", "a reference"),
        ("He paid 300 dollars.", "그는 300원을 냈다.", "unit unit: 300 dollars / 300원 → 300달러", "another currency"),
        ("Several workers came.", "노동자 일곱 명이 왔다.", "number replaced-word: Several / 일곱 명", "several, and so many"),
        ("In his fifties he left.", "60대에 그는 떠났다.", "number replaced-word: fifties / 60대 → 50대", "ten years of a life"),
        ("The first man left.", "두 번째 사람이 떠났다.", "", "an ordinal"),
        ("A distance of 300 cubits.", "300팔꿈치(약 135미터)의 거리.", "", "a gloss for the readers"),
        ("He had 5 percent more.", "그는 5퍼센트포인트 더 가졌다.", "unit percentage point: 5 percent / 5퍼센트포인트 → 5퍼센트", "per cent and points of it"),
        ("Three or four men came.", "서너 명이 왔다.", "", "a word for two numbers"),
        ("Three or four men came.", "대여섯 명이 왔다.", "number replaced-word: Three or four / 대여섯", "for two others, once"),
        ("Shops open 24/7 are few.", "하루 24시간, 주 7일 여는 가게는 적다.", "", "one value and its parts"),
        ("They came in 1957 and left in 1958.", "그들은 1957년에 왔다가 1959년에 떠났다.", "date replaced: 1958 / 1959년 → 1958년", "one year of two"),
        ("The 5th of May and the 6th of May.", "5월 5일과 5월 6일.", "", "dates of one month"),
        ("It cost 1.5 million won.", "150만 원이 들었다.", "", "powers of ten"),
        ("It cost 1.5 million won.", "15만 원이 들었다.", "number replaced: 1.5 million / 15만", "one nought less"),
        ("Nearly 300 came.", "300명 이상이 왔다.", "approximation nearness: Nearly 300 / 300명 이상", "a little less became more"),
    ];
    for (source, target, expected, why) in cases {
        assert_eq!(told(&[source], &[target]), expected, "{source} / {target}: {why}");
    }
}

#[test]
fn a_value_may_move_to_a_bead_nearby_and_no_further() {
    let all = ["He left in 1957.", "They stayed.", "She came.", "It rained."];
    #[rustfmt::skip]
    let cases = [
        (["1957년에 그는 떠났다.", "그들은 남았다.", "그녀는 왔다.", "비가 왔다."], "", "in its own bead"),
        (["그는 떠났다.", "그들은 1957년에 남았다.", "그녀는 왔다.", "비가 왔다."], "", "in the next"),
        (["그는 떠났다.", "그들은 남았다.", "그녀는 1957년에 왔다.", "비가 왔다."], "", "in the one behind that"),
        (["그는 떠났다.", "그들은 남았다.", "그녀는 왔다.", "1957년에 비가 왔다."], "date missing: 1957 / -", "too far away"),
    ];
    for (target, expected, why) in cases {
        assert_eq!(told(&all, &target), expected, "{why}");
    }
}
