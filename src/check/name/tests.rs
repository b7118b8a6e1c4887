//! Names of the field: Koreans through every spelling, foreigners as the North writes them, places of Korea.

use super::NameRule;
use crate::{check::name_spelling::NameSpelling, rule::trial};

#[test]
fn what_is_right_is_let_pass_and_what_is_wrong_is_told_in_either_direction() {
    // English, Korean, and the Korean words that are wrong; none where it is right though it looks strange.
    #[rustfmt::skip]
    let cases = [
        ("Pak Heon-yeong wrote the letter.", "박헌영이 편지를 썼다.", ""),
        ("Heo Heon closed the session.", "허헌이 회의를 마쳤다.", ""),
        ("Heo Heon closed the session.", "김두봉이 회의를 마쳤다.", "김두봉"),
        ("Nam Ir read the statement.", "남일이 성명을 랑독하였다.", ""),
        ("Nam Ir read the statement.", "박일우가 성명을 랑독하였다.", "박일우"),
        ("Pak Ir U inspected the guards.", "박일우가 경비대를 검열하였다.", ""),
        ("Li San Cho wrote from Moscow.", "리상조가 모스크바에서 편지를 썼다.", ""),
        ("Li San Cho wrote from Moscow.", "리송운이 모스크바에서 편지를 썼다.", "리송운"),
        ("Tsoi Chan Ik agreed.", "최창익이 동의하였다.", ""),
        ("Tsoi Chan Ik agreed.", "최용건이 동의하였다.", "최용건"),
        ("Pak Hen En was arrested.", "박헌영이 체포되였다.", ""),
        ("Pak Hen En was arrested.", "박창옥이 체포되였다.", "박창옥"),
        ("Jin Doufeng received the guests.", "김두봉이 손님들을 접견하였다.", ""),
        ("Jin Doufeng received the guests.", "최용건이 손님들을 접견하였다.", "최용건"),
        ("Malenkov met Molotov.", "말렌꼬브는 몰로또브를 만났다.", ""),
        ("Bulganin met Voroshilov.", "불가닌은 워로쉴로브를 만났다.", ""),
        ("Zhukov spoke.", "쥬꼬브가 연설하였다.", ""),
        ("Ponomarev spoke.", "뽀노마료브가 연설하였다.", ""),
        ("Shepilov spoke.", "쉐삘로브가 연설하였다.", ""),
        ("Shepilov spoke.", "까가노비치가 연설하였다.", "까가노비치"),
        ("Choibalsan sent a telegram.", "초이발산이 전보를 보냈다.", ""),
        ("Choibalsan sent a telegram.", "쩨덴발이 전보를 보냈다.", "쩨덴발"),
        ("Zhou Enlai arrived.", "주은래가 도착하였다.", ""),
        ("Zhou Enlai arrived.", "주덕이 도착하였다.", "주덕"),
        ("Gerő replaced Rákosi.", "게뢰가 라꼬씨를 교체하였다.", ""),
        ("Imre Nagy spoke on the radio.", "까다르 야노스가 라지오에서 연설하였다.", "까다르"),
        ("Yoshida answered the deputies.", "요시다가 대의원들에게 답변하였다.", ""),
        ("Yoshida answered the deputies.", "하또야마가 대의원들에게 답변하였다.", "하또야마"),
        ("N. A. Bulganin signed.", "아. 엔. 불가닌이 서명하였다.", "아. 엔."),
        ("V. M. Molotov signed.", "므. 브. 몰로또브가 서명하였다.", "므. 브."),
        ("V. M. Molotov signed.", "브. 므. 몰로또브가 서명하였다.", ""),
        ("The boat crossed the Imjin River.", "배는 림진강을 건넜다.", ""),
        ("The boat crossed the Han River.", "배는 림진강을 건넜다.", "림진강"),
        ("The train reached Chŏngju.", "렬차는 정주에 도착하였다.", ""),
        ("The train reached Anju.", "렬차는 안주에 도착하였다.", ""),
        ("The train reached Hŭich'ŏn.", "렬차는 희천에 도착하였다.", ""),
        ("The train reached Hŭich'ŏn.", "렬차는 순천에 도착하였다.", "순천"),
        ("The train reached South Pyongan.", "렬차는 평안남도에 도착하였다.", ""),
        ("The train reached South Pyongan.", "렬차는 황해남도에 도착하였다.", "황해남도"),
        ("He worked in Chagang Province.", "그는 량강도에서 일하였다.", "량강도"),
        ("He worked in Ryanggang Province.", "그는 량강도에서 일하였다.", ""),
        ("He was born in Kilju.", "그는 길주에서 태여났다.", ""),
        ("He was born in Kilju.", "그는 명천에서 태여났다.", "명천"),
        ("Namgung Ok sang.", "남궁옥이 노래하였다.", ""),
        ("Namgung Ok sang.", "남궁혁이 노래하였다.", "남궁혁"),
        ("Hwangbo In slept.", "황보인이 잠을 잤다.", ""),
        ("Mr. Chang-ho Kim bought a ticket.", "김창호가 표를 샀다.", ""),
        ("Mr. Chang-ho Kim bought a ticket.", "김호창이 표를 샀다.", "김호창"),
        ("Yi Ch'ang-ho met Kim Kil-su.", "김길수는 이창호를 만났다.", ""),
        ("Chŏng Il-lyong drew the map.", "정일룡이 지도를 그렸다.", ""),
        ("Ryu Kyŏng-su drew the map.", "류경수가 지도를 그렸다.", ""),
        ("Ryu Kyŏng-su drew the map.", "류광수가 지도를 그렸다.", "류광수"),
        ("Pak Jeong-ae opened the school.", "박정애가 학교를 열었다.", ""),
        ("Pak Jeong-ae opened the school.", "허정숙이 학교를 열었다.", "허정숙"),
        ("Choe Yong-geon praised the pilots.", "최용건이 비행사들을 칭찬하였다.", ""),
        ("Choe Yong-geon praised the pilots.", "최창익이 비행사들을 칭찬하였다.", "최창익"),
    ];
    trial::in_either_direction(&[&NameRule, &NameSpelling], &cases);
}
