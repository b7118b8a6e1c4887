//! Offices of the field, outside party and cabinet too.

use super::Title;
use crate::rule::trial;

#[test]
fn what_is_right_is_let_pass_and_what_is_wrong_is_told_in_either_direction() {
    // English, Korean, and the Korean words that are wrong; none where it is right though it looks strange.
    #[rustfmt::skip]
    let cases = [
        ("The deputy commander inspected the camp.", "부사령관이 숙영지를 검열하였다.", ""),
        ("The deputy commander inspected the camp.", "사령관이 숙영지를 검열하였다.", "사령관"),
        ("The commander inspected the camp.", "부사령관이 숙영지를 검열하였다.", "부사령관"),
        ("The chief of the General Staff spoke.", "부총참모장이 연설하였다.", "부총참모장"),
        ("The editor-in-chief read the article.", "주필이 기사를 읽었다.", ""),
        ("The editor-in-chief read the article.", "부주필이 기사를 읽었다.", "부주필"),
        ("The chief engineer showed the plant.", "기사장이 공장을 보여주었다.", ""),
        ("The chief engineer showed the plant.", "지배인이 공장을 보여주었다.", "지배인"),
        ("The military attaché left.", "무관이 떠났다.", ""),
        ("The military attaché left.", "상무관이 떠났다.", "상무관"),
        ("The colonel saluted.", "대좌가 경례하였다.", ""),
        ("The major general saluted.", "중장이 경례하였다.", "중장"),
        ("The Minister of Light Industry reported.", "경공업상이 보고하였다.", ""),
        ("The presiding judge read the verdict.", "재판장이 판결문을 랑독하였다.", ""),
        ("The procurator read the verdict.", "변호사가 판결문을 랑독하였다.", "변호사"),
        ("The consul general received them.", "총영사가 그들을 접견하였다.", ""),
        ("The consul general received them.", "대사가 그들을 접견하였다.", "대사"),
        ("The rector welcomed the students.", "총장이 학생들을 환영하였다.", ""),
        ("The vice-rector welcomed the students.", "학장이 학생들을 환영하였다.", "학장"),
        ("The chairman of the Presidium answered.", "상임위원회 위원장이 대답하였다.", ""),
        ("The academician lectured.", "원사가 강의하였다.", ""),
        ("The political commissar spoke to the soldiers.", "정치위원이 병사들에게 연설하였다.", ""),
        ("The battalion commander was wounded.", "중대장이 부상하였다.", "중대장"),
        ("The deputy chief of staff came.", "참모장이 왔다.", "참모장"),
        ("The commercial counsellor called on the director.", "상무참사가 국장을 방문하였다.", ""),
        ("The army commander and his deputy came.", "군사령관과 부사령관이 왔다.", ""),
        ("The vice-consul signed the paper.", "영사가 문건에 서명하였다.", "영사"),
    ];
    trial::in_either_direction(&[&Title], &cases);
}
