//! What is right and looks wrong, and what is wrong and looks right, in both directions.

use super::Negation;
use crate::rule::trial::{aligned, findings_of};
#[cfg(feature = "encoder")]
use crate::{reading::Context, rule::trial};

/// What is told of a pair, by evidence, the English being the original and the Korean being it.
fn told(english: &str, korean: &str) -> [Vec<String>; 2] {
    let mut document = aligned(&[english], &[korean], &[(1, 1)]);
    let evidence = |document: &_| -> Vec<String> {
        findings_of(&Negation, document).into_iter().map(|told| told.evidence).collect()
    };
    let forth = evidence(&document);
    std::mem::swap(&mut document.0.source, &mut document.0.target);
    [forth, evidence(&document)]
}

#[test]
fn what_only_looks_denied_is_let_pass() {
    #[rustfmt::skip]
    let cases = [
        ("She could not help smiling.",                        "그녀는 웃지 않을 수 없었다.",                "two negations affirm"),
        ("They had no choice but to leave.",                   "그들은 떠나지 않을 수 없었다.",               "the same in other words"),
        ("We had to wait.",                                    "우리는 기다리지 않으면 안 되었다.",            "what must be"),
        ("There was nobody who did not weep.",                 "울지 않는 사람이 없었다.",                   "everyone"),
        ("Everybody wept.",                                    "울지 않는 사람이 없었다.",                   "everyone, said twice"),
        ("The letter did not arrive until May.",               "편지는 5월에야 도착하였다.",                 "only then"),
        ("The school did not open until the war was over.",    "전쟁이 끝나서야 학교가 문을 열었다.",          "only when"),
        ("The road was anything but safe.",                    "길은 결코 안전하지 않았다.",                 "not at all"),
        ("The plan is far from complete.",                     "계획은 전혀 완전하지 않다.",                 "not at all"),
        ("The witness kept silent.",                           "증인은 아무 말도 하지 않았다.",               "said nothing"),
        ("The option is deprecated.",                          "그 선택지는 더 이상 사용되지 않는다.",         "a word that denies"),
        ("The result was unfavourable.",                       "결과는 좋지 않았다.",                       "bad is not good"),
        ("The two lists are different.",                       "두 목록은 같지 않다.",                      "different is not the same"),
        ("Seats are limited and may not be transferred.",      "좌석은 한정되어 있으며 양도 불가.",            "a word that forbids"),
        ("The task is easy.",                                  "그 과업은 어렵지 않다.",                    "what is negative denied"),
        ("The dead were removed.",                             "시체를 모두 없앴다.",                       "to do away with"),
        ("The view is most beautiful.",                        "경치가 더없이 아름답다.",                    "an idiom"),
        ("The pupils are no less able than their teacher.",    "학생들은 교사 못지않다.",                    "an idiom"),
        ("He could neither read nor write.",                   "그는 읽지도 쓰지도 못하였다.",                "one negation for two"),
        ("You cannot enter or leave.",                         "들어갈 수 없고 나갈 수도 없다.",              "two for one"),
        ("He was too tired to walk.",                          "그는 너무 지쳐서 걸을 수 없었다.",            "too … to"),
        ("He was not too tired to walk.",                      "그는 걸을 수 있었다.",                      "not too … to"),
        ("You can enter only with a pass.",                    "통행증이 없으면 들어갈 수 없다.",             "only: not without"),
        ("One need not pay.",                                  "돈을 낼 필요가 없다.",                      "need not"),
        ("One must not smoke here.",                           "여기서는 담배를 피우지 못한다.",              "must not"),
        ("He refrained from comment.",                         "그는 논평을 삼갔다.",                       "a verb of refusal"),
        ("He left without saying anything.",                   "그는 아무 말 없이 떠났다.",                  "without"),
        ("Without that, progress is inconceivable.",           "그러지 않고서는 발전을 생각할 수 없다.",      "an adjective that denies what can be"),
        ("Such functions are common.",                         "그런 함수는 드문 일이 아니다.",               "what is rare denied"),
        ("Check whether the list includes it.",                "목록에 그것이 포함돼 있지 않은지 확인한다.",    "whether, asked the other way"),
        ("It does not go to readers directly, but by others.", "그것은 독자에게 직접 가기 보다 남을 거친다.",   "rather than"),
        ("Publish the raw data.",                              "가공되지 않은 자료를 공개하라.",              "an adjective"),
        ("He never fails to write.",                           "그는 반드시 편지를 쓴다.",                   "two negations affirm"),
        ("The clerk failed to sign.",                          "서기는 서명하지 않았다.",                    "a verb that denies"),
        ("She refused to speak.",                              "그녀는 말하려 하지 않았다.",                 "a verb that denies"),
        ("The guards prevented him from leaving.",             "경비병들은 그를 떠나지 못하게 하였다.",         "a verb that denies"),
        ("The bill lapses unless it is signed.",               "법안은 서명되지 않으면 소멸된다.",             "unless"),
        ("He no longer lives here.",                           "그는 더 이상 여기에 살지 않는다.",             "no longer"),
        ("He has not arrived yet.",                            "그는 아직 도착하지 않았다.",                 "not yet"),
        ("If it is not already open, open it.",                "아직 열려 있지 않으면 여시오.",               "not already: not yet"),
        ("She did not try to hide it.",                        "그녀는 그것을 숨기려 하지 않았다.",            "an attempt denied"),
    ];
    let told: Vec<_> = cases
        .iter()
        .map(|(english, korean, why)| (told(english, korean), english, korean, why))
        .filter(|(told, ..)| told.iter().any(|told| !told.is_empty()))
        .collect();
    assert_eq!(told, []);
}

#[test]
fn what_turns_the_sense_is_told_whatever_negates_it() {
    #[rustfmt::skip]
    let cases = [
        ("She could not smile.",                               "그녀는 웃지 않을 수 없었다.",                "may contradicted",         "cannot became must"),
        ("She could not help smiling.",                        "그녀는 웃을 수 없었다.",                    "may contradicted",         "must became cannot"),
        ("The ship could no longer be saved.",                 "배를 구할 수 있었다.",                      "may contradicted",         "cannot became can"),
        ("The ship could be saved.",                           "배를 구할 수 없었다.",                      "may contradicted",         "can became cannot"),
        ("He was not too tired to walk.",                      "그는 너무 지쳐서 걸을 수 없었다.",            "may contradicted",         "he could"),
        ("You do not have to pay.",                            "돈을 내지 말아야 한다.",                    "duty contradicted",        "need not became must not"),
        ("You must not pay.",                                  "돈을 낼 필요가 없다.",                      "duty contradicted",        "must not became need not"),
        ("The letter did not arrive until May.",               "편지는 5월 이전에 도착하였다.",               "time contradicted",        "after became before"),
        ("The letter arrived before May.",                     "편지는 5월에야 도착하였다.",                 "time contradicted",        "before became after"),
        ("The road was anything but safe.",                    "길은 매우 안전하였다.",                     "far-from lost",            "the denial lost"),
        ("The chairman refrained from naming the members.",    "위원장은 위원들의 이름을 거론하였다.",          "refrain lost",             "he named them"),
        ("He did not strive to get their consent.",            "그는 그들의 동의를 얻으려 하였다.",           "in-vain lost",             "he strove"),
        ("They decided it without asking the members.",        "그들은 위원들에게 물어서 그것을 결정하였다.",    "not-involving lost",       "they asked"),
        ("The clerk failed to sign.",                          "서기는 서명하였다.",                       "fail lost",                "he signed"),
        ("She refused to speak.",                              "그녀는 말하였다.",                         "refuse lost",              "she spoke"),
        ("The guards prevented him from leaving.",             "경비병들은 그를 떠나게 하였다.",              "prevent lost",             "he left"),
        ("The bill lapses unless it is signed.",               "법안은 서명되면 소멸된다.",                  "unless lost",              "the reverse condition"),
        ("He no longer lives here.",                           "그는 여전히 여기에 산다.",                   "still contradicted",       "he still does"),
        ("He still lives here.",                               "그는 더 이상 여기에 살지 않는다.",             "still contradicted",       "he no longer does"),
        ("He has already arrived.",                            "그는 아직 도착하지 않았다.",                 "still contradicted",       "he has not"),
        ("She did not fail to write.",                         "그녀는 편지를 쓰지 않았다.",                 "turned",                   "she wrote"),
        ("There was nobody who did not weep.",                 "우는 사람이 없었다.",                       "turned",                   "nobody wept"),
    ];
    for (english, korean, evidence, why) in cases {
        let added = evidence.replace("lost", "added");
        let expected = [vec![evidence.to_owned()], vec![added]];
        assert_eq!(told(english, korean), expected, "{english} / {korean}: {why}");
    }
    let [lost, _] = told("He came but did not stay.", "그는 오지도 남지도 않았다.");
    assert_eq!(lost, ["neither added"], "he came");
}

#[cfg(feature = "encoder")]
#[test]
fn a_line_that_negates_a_list_is_no_negation_lost_in_its_items() {
    let pairs = [
        ("What we never do:", "우리가 하지 않는 일:"),
        ("We sell your data.", "데이터를 판매하지 않는다."),
    ];
    for (from, is_bare) in [(0, false), (1, true)] {
        let (source, target): (Vec<&str>, Vec<&str>) = pairs[from..].iter().copied().unzip();
        let (bitext, alignment, anchors) = aligned(&source, &target, &vec![(1, 1); source.len()]);
        let encoder = trial::encoder();
        let context = Context::new(&bitext, &alignment, &anchors).with_encoder(encoder.as_ref());
        let told = trial::told(&Negation, &context);
        assert_eq!(told.iter().any(|told| told.evidence == "bare"), is_bare, "{told:?}");
    }
}

#[cfg(feature = "encoder")]
#[test]
fn a_bare_negation_is_told_apart_from_one_that_something_may_stand_for() {
    #[rustfmt::skip]
    let cases = [
        // English                                             Korean                                     told as bare  why
        ("The delegation visited the factory in Hungnam.",      "대표단은 흥남의 공장을 방문하지 않았다.",        true,  "nothing else negates, and the verb has its counterpart"),
        ("The border was secured at the river.",                "국경은 강으로 확정되지 않았다.",               true,  "the same of a passive"),
        ("The delegation visited little of the factory.",       "대표단은 공장을 거의 방문하지 않았다.",         false, "little is nearly a negation"),
        ("The delegation refused a visit to the factory.",      "대표단은 공장을 방문하지 않았다.",             false, "a verb that denies"),
        ("Did the delegation visit the factory?",               "대표단은 공장을 방문하지 않았습니까?",          false, "a question that expects yes"),
        ("He decided whether the delegation visits the factory.", "그는 대표단이 공장을 방문하는지 아닌지를 결정하였다.", false, "whether"),
        ("The delegation visited the factory, he said.",        "대표단이 공장을 방문하였으나 그는 그렇지 않았다.", false, "a word for a verb said before"),
        ("It does not necessarily mean that it is true.",       "그것이 반드시 참을 의미하지는 않는다.",         false, "both deny it in part"),
        ("Files that are hidden may or may not appear.",        "숨겨진 파일이 나타날지 여부는 알 수 없다.",      false, "will or will not: whether"),
    ];
    for (english, korean, is_bare, why) in cases {
        let (bitext, alignment, anchors) = aligned(&[english], &[korean], &[(1, 1)]);
        let encoder = trial::encoder();
        let context = Context::new(&bitext, &alignment, &anchors).with_encoder(encoder.as_ref());
        let told: Vec<String> =
            trial::told(&Negation, &context).into_iter().map(|told| told.evidence).collect();
        assert_eq!(told == ["bare"], is_bare, "{english} / {korean}: {why} {told:?}");
    }
}
