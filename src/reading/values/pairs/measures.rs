//! Ages, lengths of time, units, places in a row, codes and bounds.

use super::hold;

/// 환갑 is the sixtieth birthday, 40대 초반 the early forties.
#[test]
fn ages_have_names_and_parts() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("He had just turned seventy.", "그는 막 칠순을 맞았다.", ""),
        ("He had just turned seventy.", "그는 막 고희를 맞았다.", ""),
        ("He had just turned seventy.", "그는 막 환갑을 맞았다.", "number"),
        ("They celebrated his sixtieth birthday.", "그들은 그의 회갑을 축하하였다.", ""),
        ("They celebrated his sixtieth birthday.", "그들은 그의 팔순을 축하하였다.", "number"),
        ("They celebrated her eightieth birthday.", "그들은 그녀의 팔순 잔치를 열었다.", ""),
        ("They celebrated her eightieth birthday.", "그들은 그녀의 고희연을 열었다.", "number"),
        ("They celebrated his 61st birthday.", "그들은 그의 환갑을 축하하였다.", ""),
        ("He was in his early thirties.", "그는 30대 초반이었다.", ""),
        ("He was in his early thirties.", "그는 삼십 대 초반이었다.", ""),
        ("He was in his early thirties.", "그는 30대 후반이었다.", "date|number"),
        ("She was in her late fifties.", "그녀는 50대 후반이었다.", ""),
        ("She was in her late fifties.", "그녀는 50대 초반이었다.", "date|number"),
        ("She was in her late fifties.", "그녀는 60대 후반이었다.", "number|date"),
        ("She was in her mid-forties.", "그녀는 40대 중반이었다.", ""),
        ("She was in her mid-forties.", "그녀는 40대 초반이었다.", "date|number"),
        ("A boy of fifteen met them.", "열다섯 살 소년이 그들을 맞았다.", ""),
        ("A boy of fifteen met them.", "열여섯 살 소년이 그들을 맞았다.", "number"),
        ("A seven-year-old boy met them.", "7세 소년이 그들을 맞았다.", ""),
        ("His grandfather was nearly ninety.", "그의 할아버지는 아흔이 가까웠다.", ""),
        ("His grandfather was nearly ninety.", "그의 할아버지는 여든이 가까웠다.", "number"),
        ("A man in his late sixties spoke.", "60대 후반의 남자가 말하였다.", ""),
        ("A man in his late sixties spoke.", "60대 초반의 남자가 말하였다.", "number"),
        ("A man in his late sixties spoke.", "예순을 훌쩍 넘긴 남자가 말하였다.", ""),
        ("He died at the age of forty-two.", "그는 마흔두 살에 죽었다.", ""),
        ("He died at the age of forty-two.", "그는 42세에 죽었다.", ""),
        ("He died at the age of forty-two.", "그는 쉰두 살에 죽었다.", "number"),
        ("On her seventieth birthday she wept.", "칠순 날에 그녀는 울었다.", ""),
        ("On her seventieth birthday she wept.", "환갑날에 그녀는 울었다.", "number"),
        ("The teenagers sang.", "십대들이 노래하였다.", ""),
    ]);
}

/// A half more, two units, native names of days.
#[test]
fn lengths_of_time_have_halves_and_names() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("It lasted an hour and a half.", "한 시간 반 동안 계속되었다.", ""),
        ("It lasted an hour and a half.", "1시간 30분 동안 계속되었다.", ""),
        ("It lasted an hour and a half.", "90분 동안 계속되었다.", ""),
        ("It lasted an hour and a half.", "2시간 30분 동안 계속되었다.", "number"),
        ("It lasted an hour and a half.", "두 시간 반 동안 계속되었다.", "number"),
        ("The march took a day and a half.", "행군은 하루 반이 걸렸다.", ""),
        ("The march took a day and a half.", "행군은 하루하고도 반나절이 걸렸다.", ""),
        ("The march took a day and a half.", "행군은 이틀 반이 걸렸다.", "number"),
        ("The march took two and a half days.", "행군은 이틀 반이 걸렸다.", ""),
        ("The march took two and a half days.", "행군은 이틀하고 반나절이 걸렸다.", ""),
        ("The march took two and a half days.", "행군은 사흘 반이 걸렸다.", "number"),
        ("The march took three and a half days.", "행군은 사흘 반이 걸렸다.", ""),
        ("The march took half a day.", "행군은 반나절이 걸렸다.", ""),
        ("The march took half a day.", "행군은 한나절이 걸렸다.", ""),
        ("He served half a year.", "그는 반년 복무하였다.", ""),
        ("He served half a year.", "그는 6개월 복무하였다.", ""),
        ("He served a year and a half.", "그는 1년 반 복무하였다.", ""),
        ("He served a year and a half.", "그는 일 년 육 개월 복무하였다.", ""),
        ("He served a year and a half.", "그는 1년 8개월 복무하였다.", "number"),
        ("He served two years and three months.", "그는 2년 3개월 복무하였다.", ""),
        ("He served two years and three months.", "그는 2년 5개월 복무하였다.", "number"),
        ("The ship sailed for a week.", "배는 이레 동안 항해하였다.", ""),
        ("The ship sailed for eight days.", "배는 이레 동안 항해하였다.", "number"),
        ("The ship sailed for five days.", "배는 닷새 동안 항해하였다.", ""),
        ("The ship sailed for five days.", "배는 엿새 동안 항해하였다.", "number"),
        ("The ship sailed for half an hour.", "배는 30분 동안 항해하였다.", ""),
        ("The ship sailed for half an hour.", "배는 반 시간 동안 항해하였다.", ""),
        ("It took forty-five minutes.", "45분이 걸렸다.", ""),
        ("It took three quarters of an hour.", "45분이 걸렸다.", ""),
        ("The siege lasted three and a half months.", "포위는 석 달 반 계속되었다.", ""),
        ("The siege lasted three and a half months.", "포위는 넉 달 반 계속되었다.", "number"),
        ("The siege lasted a week and a half.", "포위는 일주일 반 계속되었다.", ""),
        ("The siege lasted a month and a half.", "포위는 한 달 반 계속되었다.", ""),
        ("The siege lasted a month and a half.", "포위는 45일 계속되었다.", ""),
        ("The siege lasted ten days.", "포위는 열흘간 계속되었다.", ""),
        ("The siege lasted ten days.", "포위는 보름간 계속되었다.", "number"),
        ("The siege lasted two weeks.", "포위는 보름간 계속되었다.", ""),
        ("The siege lasted two weeks.", "포위는 열나흘 동안 계속되었다.", ""),
        ("He stayed for four days.", "그는 나흘 머물렀다.", ""),
        ("He stayed for four days.", "그는 닷새 머물렀다.", "number"),
        ("He stayed for half a month.", "그는 보름 머물렀다.", ""),
        ("The film runs for 2 hours and 10 minutes.", "영화는 130분짜리이다.", ""),
        ("The film runs for 2 hours and 10 minutes.", "영화는 2시간 20분짜리이다.", "number"),
        ("They waited several days.", "그들은 며칠 기다렸다.", ""),
        ("They waited a few hours.", "그들은 몇 시간 기다렸다.", ""),
    ]);
}

/// The same number in another unit is wrong, whatever it measures.
#[test]
fn units_and_currencies_are_told() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("The bag weighed 40 pounds.", "자루의 무게는 40킬로그램이었다.", "unit"),
        ("The bag weighed 40 kilograms.", "자루의 무게는 40킬로그램이었다.", ""),
        ("The bag weighed 40 kg.", "자루의 무게는 40kg이었다.", ""),
        ("The wall was five metres high.", "담의 높이는 5피트였다.", "unit"),
        ("The wall was five metres high.", "담의 높이는 다섯 미터였다.", ""),
        ("The coat cost 900 roubles.", "외투 값은 900루블이었다.", ""),
        ("The coat cost 900 roubles.", "외투 값은 900달러였다.", "unit"),
        ("The coat cost £900.", "외투 값은 900파운드였다.", ""),
        ("The coat cost £900.", "외투 값은 900달러였다.", "unit"),
        ("The coat cost $900.", "외투 값은 900원이었다.", "unit"),
        ("The firm paid £11million in tax.", "회사는 세금 1100만 파운드를 냈다.", ""),
        ("The firm paid £11million in tax.", "회사는 세금 110만 파운드를 냈다.", "number"),
        ("The firm paid £11m in tax.", "회사는 세금 1100만 파운드를 냈다.", ""),
        ("The firm paid €2.5bn in tax.", "회사는 세금 25억 유로를 냈다.", ""),
        ("The talks lasted five hours.", "회담은 다섯 시간 계속되었다.", ""),
        ("The talks lasted five hours.", "회담은 5일 동안 계속되었다.", "unit"),
        ("The talks lasted five weeks.", "회담은 5개월 계속되었다.", "unit"),
        ("The talks lasted three months.", "회담은 석 달 계속되었다.", ""),
        ("The talks lasted three months.", "회담은 3년 계속되었다.", "unit"),
        ("The talks lasted three months.", "회담은 3주 계속되었다.", "unit"),
        ("The farm has 200 acres.", "농장은 200평이다.", "unit"),
        ("The farm has 200 hectares.", "농장은 200정보이다.", ""),
        ("The farm has 200 pyeong.", "농장은 200평이다.", ""),
        ("It was three degrees below zero.", "영하 3도였다.", ""),
        ("It was three degrees below zero.", "영상 3도였다.", "date|unit|number"),
        ("It was minus three degrees.", "영하 3도였다.", ""),
        ("It was three degrees above zero.", "영하 3도였다.", "date|unit|number"),
        ("It was 20 degrees Celsius.", "섭씨 20도였다.", ""),
        ("It was 20 degrees Celsius.", "화씨 20도였다.", "unit"),
        ("The tank holds 300 litres.", "탱크에 300리터가 들어간다.", ""),
        ("The tank holds 300 litres.", "탱크에 300갤런이 들어간다.", "unit"),
        ("He walked ten miles.", "그는 10리를 걸었다.", "unit"),
        ("He walked ten ri.", "그는 10리를 걸었다.", ""),
        ("He walked ten miles.", "그는 16킬로미터를 걸었다.", ""),
        ("The road is 30 kilometres long.", "길은 30미터이다.", "unit"),
        ("Two kilograms of rice cost little.", "쌀 2킬로그램은 쌌다.", ""),
        ("The vote rose by 5 percentage points.", "득표율이 5퍼센트 포인트 늘었다.", ""),
        ("The camp held 500 men for 3 days.", "수용소에는 500명이 사흘 갇혀 있었다.", ""),
        ("The parcel weighed 3 kilograms.", "소포의 무게는 3그램이었다.", "unit"),
        ("The parcel weighed 3 kilograms.", "소포의 무게는 3킬로그램이었다.", ""),
        ("He earned 40,000 yen.", "그는 4만 엔을 벌었다.", ""),
        ("He earned 40,000 yen.", "그는 4만 원을 벌었다.", "unit"),
        ("He earned 40,000 yen.", "그는 4만 위안을 벌었다.", "unit"),
        ("The well is 20 metres deep.", "우물의 깊이는 20센티미터이다.", "unit"),
        ("The well is 20 feet deep.", "우물의 깊이는 20피트이다.", ""),
        ("The well is 20 feet deep.", "우물의 깊이는 6미터이다.", ""),
        ("The strike lasted 6 days.", "파업은 6주 계속되었다.", "unit"),
        ("The strike lasted 6 days.", "파업은 엿새 계속되었다.", ""),
        ("The strike lasted six days.", "파업은 여섯 달 계속되었다.", "unit"),
        ("Prices rose by 12 per cent.", "물가가 12배 올랐다.", "unit|number"),
        ("Prices rose by 12 per cent.", "물가가 12% 올랐다.", ""),
        ("The field measures 5 acres.", "밭의 넓이는 5에이커이다.", ""),
        ("The field measures 5 acres.", "밭의 넓이는 5헥타르이다.", "unit"),
        ("It was 15 degrees below zero.", "영하 15도의 추위였다.", ""),
        ("It was 15 degrees below zero.", "영상 15도의 날씨였다.", "unit"),
        ("It sank to minus 20.", "영하 20도까지 내려갔다.", ""),
    ]);
}

/// What each of two numbers numbers is the same, though the order of words is not.
#[test]
fn numbers_that_change_places_are_told() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("It was approved at the third session of the fifth Assembly.", "그것은 제5기 의회 제3차 회의에서 승인되었다.", ""),
        ("It was approved at the third session of the fifth Assembly.", "그것은 제3기 의회 제5차 회의에서 승인되었다.", "number"),
        ("It was approved at the fourth plenum of the seventh Central Committee.", "그것은 제7기 중앙위원회 제4차 전원회의에서 승인되었다.", ""),
        ("It was approved at the fourth plenum of the seventh Central Committee.", "그것은 제4기 중앙위원회 제7차 전원회의에서 승인되었다.", "number"),
        ("The second battalion of the third regiment attacked.", "제3련대 제2대대가 공격하였다.", ""),
        ("The second battalion of the third regiment attacked.", "제2련대 제3대대가 공격하였다.", "number"),
        ("Article 4, paragraph 2 of the law forbids it.", "법 제4조 제2항은 그것을 금한다.", ""),
        ("Article 4, paragraph 2 of the law forbids it.", "법 제2조 제4항은 그것을 금한다.", "reference|number"),
        ("Volume 3, page 12.", "제3권 12쪽.", ""),
        ("Volume 3, page 12.", "제12권 3쪽.", "number"),
        ("The 21st congress opened in Moscow.", "제21차 대회가 모스크바에서 열렸다.", ""),
        ("The 21st congress opened in Moscow.", "제20차 대회가 모스크바에서 열렸다.", "number"),
        ("On 3 May he met 5 men.", "그는 5월 3일에 다섯 명을 만났다.", ""),
        ("Ten men carried three boxes.", "열 사람이 상자 세 개를 날랐다.", ""),
        ("The fifth session of the second Assembly ended.", "제2기 최고인민회의 제5차 회의가 끝났다.", ""),
        ("The fifth session of the second Assembly ended.", "제5기 최고인민회의 제2차 회의가 끝났다.", "number"),
        ("The second plenum of the sixth Central Committee ended.", "제6기 중앙위원회 제2차 전원회의가 끝났다.", ""),
        ("The second plenum of the sixth Central Committee ended.", "제2기 중앙위원회 제6차 전원회의가 끝났다.", "number"),
        ("The third company of the first battalion attacked.", "제1대대 제3중대가 공격하였다.", ""),
        ("The third company of the first battalion attacked.", "제3대대 제1중대가 공격하였다.", "number"),
        ("Chapter 2, article 7 applies.", "제2장 제7조를 적용한다.", ""),
        ("Chapter 2, article 7 applies.", "제7장 제2조를 적용한다.", "reference|number"),
        ("The eleventh meeting was put off.", "제12차 회의는 연기되었다.", "number"),
    ]);
}

/// Figures with several stops are codes.
#[test]
fn sections_and_versions_are_no_dates() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("4.13.17. Funds of the project", "4.13.17. 프로젝트의 기금", ""),
        ("4.13.17. December 2015: the end", "4.13.17. 2015년 12월: 끝", ""),
        ("4.13.2. October 2000: the start", "4.13.2. 2000년 10월: 시작", ""),
        ("4.13.2. October 2000: the start", "4.13.2. 2000년 8월: 시작", "date"),
        ("Version 2.6.12 was released in March 2005.", "2.6.12판은 2005년 3월에 나왔다.", ""),
        ("Version 2.6.12 was released in March 2005.", "2.6.13판은 2005년 3월에 나왔다.", "number|reference|date"),
        ("See section 3.2 for details.", "자세한 것은 3.2절을 보라.", ""),
        ("See section 3.2 for details.", "자세한 것은 3.1절을 보라.", "number|reference|date"),
    ]);
}

/// Names, addresses, codes and places that look like months.
#[test]
fn figures_in_names_and_addresses_count_nothing() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("The 68000 series was supported.", "68k 시리즈를 지원하였다.", ""),
        ("The 68k series was supported.", "68000 시리즈를 지원하였다.", ""),
        ("The meeting in Mar de Plata ended.", "마르 데 플라타의 회의가 끝났다.", ""),
        ("The B-29 crashed near Sinuiju.", "B-29가 신의주 근처에 추락하였다.", ""),
        ("Write to 12 Baker Street, London.", "런던 베이커가 12번지로 편지하라.", ""),
        ("Write to 12 Baker Street, London.", "런던 베이커가 21번지로 편지하라.", "number"),
        ("Visit http://example.org/2005/12 for more.", "더 보려면 http://example.org/2005/12 로 가라.", ""),
        ("Visit http://example.org/2005/12 for more.", "더 보려면 누리집을 보라.", ""),
        ("Boeing 747 jets landed.", "보잉 747기가 착륙하였다.", ""),
        ("The G20 met in Seoul.", "주요 20개국이 서울에서 만났다.", ""),
        ("He joined Unit 731.", "그는 731부대에 들어갔다.", ""),
        ("He joined Unit 731.", "그는 713부대에 들어갔다.", "number"),
        ("The May Theresa signed was short.", "테레사가 서명한 것은 짧았다.", ""),
        ("Revised 01/06/94.", "1994년 1월 6일 고침.", ""),
        ("Revised 01/06/94.", "1994년 2월 6일 고침.", "date"),
        ("Call 02-735-1234 for tickets.", "표는 02-735-1234로 전화하라.", ""),
        ("The MiG-15 was fast.", "미그-15는 빨랐다.", ""),
        ("Highway 5 leads north.", "5번 고속도로는 북쪽으로 간다.", ""),
        ("The 38th parallel divided the land.", "38선이 땅을 갈랐다.", ""),
        ("See page 14 of the report.", "보고서 14쪽을 보라.", ""),
        ("See page 14 of the report.", "보고서 41쪽을 보라.", "number|reference"),
        ("Room 305 is locked.", "305호실은 잠겨 있다.", ""),
        ("Room 305 is locked.", "503호실은 잠겨 있다.", "number"),
        ("Python 3.11 adds it.", "파이썬 3.11에 추가되었다.", ""),
        ("Port 8080 is used.", "8080 포트를 쓴다.", ""),
        ("The year 2 class cheered.", "2학년 반이 환호하였다.", ""),
        ("Use RFC 2616, section 4.2.", "RFC 2616의 4.2절을 쓴다.", ""),
    ]);
}

/// A bound turned round or lost is wrong, another word for it is right.
#[test]
fn bounds_are_told() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("More than 300 people came.", "300명이 넘는 사람들이 왔다.", ""),
        ("More than 300 people came.", "300여 명이 왔다.", ""),
        ("More than 300 people came.", "300명 미만이 왔다.", "approximation"),
        ("At least 12 people died.", "적어도 12명이 죽었다.", ""),
        ("At least 12 people died.", "많아야 12명이 죽었다.", "approximation"),
        ("At least 12 people died.", "12명이 죽었다.", "approximation"),
        ("About 12 people died.", "12명 남짓이 죽었다.", ""),
        ("About 12 people died.", "12명쯤이 죽었다.", ""),
        ("About 250 people died.", "250명이 죽었다.", "approximation"),
        ("Nearly 500 people died.", "500명 가까이가 죽었다.", ""),
        ("Nearly 500 people died.", "500명 이상이 죽었다.", "approximation"),
        ("Up to 60 men fit into it.", "최대 60명이 들어간다.", ""),
        ("Up to 60 men fit into it.", "최소 60명이 들어간다.", "approximation"),
        ("Fewer than 3 came.", "3명도 안 왔다.", ""),
        ("More than 3 came.", "3명 이하가 왔다.", "approximation"),
        ("Less than 2 metres remain.", "2미터 이상 남았다.", "approximation"),
        ("Over 40 villages burned.", "마을 40여 개가 불탔다.", ""),
        ("Over 40 villages burned.", "마을 40개 이하가 불탔다.", "approximation"),
        ("Almost 200 villages burned.", "마을 거의 200개가 불탔다.", ""),
        ("Children under 12 enter free.", "12세 미만 어린이는 무료이다.", ""),
        ("Children under 12 enter free.", "12세 이상 어린이는 무료이다.", "approximation"),
        ("No more than 5 may enter.", "5명까지만 들어갈 수 있다.", ""),
        ("No more than 5 may enter.", "5명 이상만 들어갈 수 있다.", "approximation"),
    ]);
}
