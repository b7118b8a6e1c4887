use super::*;
use crate::rule::trial;

fn found(source: &str, target: &str) -> Vec<String> {
    trial::check_pairs(&Markup, &[(source, target)]).into_iter().map(|told| told.evidence).collect()
}

#[test]
fn what_is_meant_for_a_program_is_the_same_on_both_sides() {
    #[rustfmt::skip]
    let cases: [(&str, &str, &[&str], &str); 41] = [
        ("Open %s",                    "%s 열기",                       &[],                      "as it was"),
        ("Open %s",                    "열기",                          &["placeholder lost"],    "left out"),
        ("Open %s",                    "%d 열기",                       &["placeholder changed"], "another type"),
        ("Open",                       "%s 열기",                       &["placeholder added"],   "nothing is put in"),
        ("Open %s",                    "%s %s 열기",                    &["placeholder doubled"], "the second takes what is not there"),
        ("%s has %d files",            "%2$d개 파일이 %1$s에 있음",        &[],                      "numbered, in another order"),
        ("%s has %d files",            "%d개 파일이 %s에 있음",            &["order"],               "not numbered, in another order"),
        ("%<PRIdMAX> bytes of %s",     "%2$s의 %1$<PRIdMAX>바이트",         &[],                      "a macro for the type"),
        ("Each is {INTEGER}",          "각각은 {정수}",                   &[],                      "a line of usage"),
        ("Page %1 of %2",              "%2쪽 중 %1쪽",                   &[],                      "by number, as Qt has them"),
        ("Page %1 of %2",              "%1쪽",                          &["placeholder lost"],    "one is left out"),
        ("100%% of %s",                "%s의 100%%",                    &[],                      "a percent sign"),
        ("%Y-%m-%d",                   "%Y년 %m월 %d일",                 &[],                      "a date"),
        ("up 50% during May",          "5월에 50% 올랐다",                &[],                      "a share"),
        ("Hello {name}",               "{name}님 안녕하세요",              &[],                      "by name"),
        ("Hello {name}",               "{이름}님 안녕하세요",              &["placeholder lost"],    "its name was translated"),
        ("Hello {name}",               "{nmae}님 안녕하세요",              &["placeholder changed"], "misspelt"),
        ("{a} and {b}",                "{b} 및 {a}",                    &[],                      "another order"),
        ("{{count}} of %(total)s",     "%(total)s 중 {{count}}",        &[],                      "two kinds"),
        ("Hello {name}",               "{name} {name}님",               &["placeholder doubled"], "twice"),
        ("<b>All</b> of it",           "<b>모두</b>",                    &[],                      "a pair of tags"),
        ("<b>All</b> of it",           "<b>모두",                       &["tag left open"],       "not closed"),
        ("<b>All</b> of it",           "모두",                          &["tag lost"],            "one finding for both"),
        ("<b>All</b> of it",           "<i>모두</i>",                   &["tag changed"],         "another tag"),
        ("a<br>b",                     "a<br/>b",                       &[],                      "with and without a stroke"),
        ("cp <source> <target>",       "cp <원본> <대상>",               &[],                      "words between brackets"),
        ("{n, plural, one {# file} other {# files}}", "{n, plural, other {파일 #개}}", &[],        "one form"),
        ("{n, plural, one {# file} other {# files}}", "{n, plural, one {파일 #개}}",   &["choice"], "without other"),
        ("{g, select, male {He} other {They}}",       "{g, select, other {그}}",      &["choice"], "a branch is lost"),
        ("a &lt; b &amp; c",           "a &lt; b와 c",                   &[],                      "and is a word"),
        ("a &lt; 1",                   "1보다 작은 a",                   &[],                      "the sign became a word"),
        ("&lt;b&gt;",                  "b",                             &["entity", "entity"],    "brackets are lost"),
        ("%%(body) of it",             "그 %%(body)",                   &[],                      "shown as it stands"),
        ("Bad depth %d",               "%s: 잘못된 깊이 %d",             &["placeholder added"],   "what it has stands there"),
        ("a&nbsp;b &lt; c",            "a&nbsp b &lt; c",               &["entity"],              "without its stop"),
        ("{none}",                     "{없음}",                        &[],                      "nothing but what is shown"),
        ("{name}",                     "{name}님",                      &[],                      "with a particle"),
        ("{count}",                    "개수",                          &["placeholder lost"],    "one that is put in"),
        ("$NAME or ${NAME}",           "$이름 또는 ${이름}",              &[],                      "a form that is explained"),
        ("Of ${NAME}",                 "${이름}의",                     &["placeholder lost"],    "one that is put in"),
        ("{0} of {1}",                 "{1} 중 {0}",                    &[],                      "by number"),
    ];
    for (source, target, expected, why) in cases {
        assert_eq!(found(source, target), expected, "{source} / {target}: {why}");
    }
}

#[test]
fn a_placeholder_of_running_text_may_stand_in_the_next_sentence() {
    let told = trial::check_pairs(
        &Markup,
        &[("It opens {file}.", "연다."), ("Then it ends.", "{file} 다음 끝난다.")],
    );
    assert!(told.is_empty(), "{told:?}");
}
