//! Organs of party and state of every level.

use super::Body;
use crate::rule::trial;

#[test]
fn what_is_right_is_let_pass_and_what_is_wrong_is_told_in_either_direction() {
    // English, Korean, and the Korean words that are wrong; none where it is right though it looks strange.
    #[rustfmt::skip]
    let cases = [
        ("The county party committee met.", "군당위원회가 회의를 열었다.", ""),
        ("The county party committee met.", "도당위원회가 회의를 열었다.", "도당위원회"),
        ("The Political Committee met.", "내각이 회의를 열었다.", "내각"),
        ("The State Planning Commission answered.", "국가계획위원회가 대답하였다.", ""),
        ("The State Planning Commission answered.", "국가검열위원회가 대답하였다.", "국가검열위원회"),
        ("The Council of State met.", "국가평의회가 회의를 열었다.", ""),
        ("The Soviet Council of Ministers met.", "쏘련 내각이 회의를 열었다.", ""),
        ("The Soviet Council of Ministers met.", "쏘련 최고쏘베트가 회의를 열었다.", "최고쏘베트"),
        ("The city people's committee repaired the roads.", "시인민위원회가 도로를 수리하였다.", ""),
        ("The city people's committee repaired the roads.", "군인민위원회가 도로를 수리하였다.", "군인민위원회"),
        ("The party committee discussed the plan.", "도당위원회가 계획을 토의하였다.", ""),
        ("The party congress elected them.", "당대회는 그들을 선거하였다.", ""),
        ("The Political Bureau decided so.", "내각이 그렇게 결정하였다.", "내각"),
        ("The Cabinet decided so.", "내각이 그렇게 결정하였다.", ""),
    ];
    trial::in_either_direction(&[&Body], &cases);
}

#[test]
fn what_stands_twice_for_two_is_told_and_a_person_holds_no_ministry() {
    #[rustfmt::skip]
    let cases = [
        ("The line of the KWP was correct, he said, and the CPSU agreed.",  "조선노동당의 로선은 옳으며 조선노동당이 동의하였다고 그는 말했다.", "조선노동당"),
        ("The line of the KWP was correct, he said, and the CPSU agreed.",  "조선노동당의 로선은 옳으며 쏘련공산당이 동의하였다고 그는 말했다.", ""),
        ("He left the Department of Propaganda and Agitation, and the praise of Kim Il Sung grew.", "그가 조직지도부를 떠나자 김일성에 대한 찬양이 늘었다.", "조직지도부"),
    ];
    trial::in_either_direction(&[&Body], &cases);
}
