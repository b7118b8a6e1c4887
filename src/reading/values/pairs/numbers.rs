//! Numbers that share, are told in parts, or in words.

use super::hold;

/// The counter, the scale or the noughts of the second are those of the first too.
#[test]
fn what_two_numbers_share_is_read_once() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("About 20 to 30 people came.", "2, 30명가량이 왔다.", ""),
        ("Between 50 and 60 tractors arrived.", "트랙터 5, 60대가 도착하였다.", ""),
        ("Some 300 to 400 workers gathered.", "노동자 3, 4백 명이 모였다.", ""),
        ("Two or three hundred workers gathered.", "노동자 이삼백 명이 모였다.", ""),
        ("Two or three hundred workers gathered.", "노동자 2~300명이 모였다.", ""),
        ("Two or three hundred workers gathered.", "노동자 사오백 명이 모였다.", "number"),
        ("From 1.2 to 3.4 million people lost their homes.", "120만에서 340만 명이 집을 잃었다.", ""),
        ("From 1.2 to 3.4 million people lost their homes.", "120만에서 430만 명이 집을 잃었다.", "number"),
        ("Between three and four million people lost their homes.", "3~4백만 명이 집을 잃었다.", ""),
        ("Output rose by 10 to 15 per cent.", "생산량은 10~15퍼센트 늘었다.", ""),
        ("Output rose by 10 to 15 per cent.", "생산량은 10~25퍼센트 늘었다.", "number"),
        ("Some 40 to 50 guests came.", "손님 4, 50명이 왔다.", ""),
        ("Some 40 to 50 guests came.", "손님 5, 60명이 왔다.", "number"),
        ("Some 40 to 50 guests came.", "손님 5~60명이 왔다.", "number"),
        ("Some 40 to 50 guests came.", "손님 사오십 명이 왔다.", ""),
        ("Some 40 to 50 guests came.", "손님 오륙십 명이 왔다.", "number"),
        ("The house cost five or six thousand roubles.", "집은 오륙천 루블이었다.", ""),
        ("The house cost five or six thousand roubles.", "집은 오륙만 루블이었다.", "number"),
        ("He read two or three books.", "그는 책 두세 권을 읽었다.", ""),
        ("He read two or three books.", "그는 책 네댓 권을 읽었다.", "number"),
        ("He read three or four books.", "그는 책 서너 권을 읽었다.", ""),
        ("They waited two or three days.", "그들은 이삼일 기다렸다.", ""),
        ("They waited two or three days.", "그들은 2, 3일 기다렸다.", ""),
        ("They waited three or four days.", "그들은 4, 5일 기다렸다.", "number"),
        ("They waited two or three days.", "그들은 사나흘 기다렸다.", "number"),
        ("They waited three or four days.", "그들은 사나흘 기다렸다.", ""),
        ("Six or seven houses burned.", "집 예닐곱 채가 불탔다.", ""),
        ("Six or seven houses burned.", "집 대여섯 채가 불탔다.", "number"),
        ("In 1956 and 1957 the harvest was poor.", "1956, 57년에는 흉년이 들었다.", ""),
        ("In the 1950s and 60s many moved away.", "1950, 60년대에 많은 사람들이 떠났다.", ""),
        ("In the 1950s and 60s many moved away.", "1960, 70년대에 많은 사람들이 떠났다.", "date"),
        ("In the 1950s-60s many moved away.", "1950-60년대에 많은 사람들이 떠났다.", ""),
        ("Criticism (1950s-1960s)", "비평 (1950-1960년대)", ""),
        ("Criticism (1950s-1960s)", "비평 (1950~1970년대)", "date"),
        ("The rooms are 3 and 4 metres wide.", "방의 너비는 3, 4미터이다.", ""),
        ("Some 60 to 70 families left.", "6, 70세대가 떠났다.", ""),
        ("Between 200 and 300 sheep died.", "양 2, 3백 마리가 죽었다.", ""),
        ("Between 200 and 300 sheep died.", "양 3, 4백 마리가 죽었다.", "number"),
        ("Between 200 and 300 sheep died.", "양 2~3백 마리가 죽었다.", ""),
        ("Between 2,000 and 3,000 soldiers marched.", "2~3천 명의 병사가 행진하였다.", ""),
        ("Between 2,000 and 3,000 soldiers marched.", "이삼천 명의 병사가 행진하였다.", ""),
        ("Between 2,000 and 3,000 soldiers marched.", "이삼만 명의 병사가 행진하였다.", "number"),
        ("They are seven or eight years old.", "그들은 일고여덟 살이다.", ""),
        ("They are seven or eight years old.", "그들은 칠팔 세이다.", ""),
        ("They are seven or eight years old.", "그들은 대여섯 살이다.", "number"),
        ("It rose from 2 to 3 billion dollars.", "20억에서 30억 달러로 늘었다.", ""),
        ("It rose from 2 to 3 billion dollars.", "2억에서 3억 달러로 늘었다.", "number"),
        ("The 30- to 40-year-olds left.", "3, 40대가 떠났다.", ""),
        ("It costs $3-4 million.", "300만~400만 달러가 든다.", ""),
        ("One or two guests came.", "한두 명의 손님이 왔다.", ""),
        ("Thirty or forty guests came.", "손님 삼사십 명이 왔다.", ""),
        ("Thirty or forty guests came.", "손님 오륙십 명이 왔다.", "number"),
        ("In his twenties and thirties he wrote much.", "20, 30대에 그는 많이 썼다.", ""),
        ("The years 1948 and 1949 were hard.", "1948, 49년은 힘들었다.", ""),
    ]);
}

/// 여남은 are ten and a few more, not thirty.
#[test]
fn words_for_some_ten_are_rough() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("Some twelve letters came.", "편지 여남은 통이 왔다.", ""),
        ("A dozen or so guests came.", "손님 여남은 명이 왔다.", ""),
        ("About thirty guests came.", "손님 여남은 명이 왔다.", "number"),
        ("Some fifteen of them fled.", "여남은 명이 달아났다.", ""),
        ("Some forty letters came.", "편지 여남은 통이 왔다.", "number"),
        ("Four or five letters came.", "편지 네댓 통이 왔다.", ""),
        ("Four or five letters came.", "편지 두서너 통이 왔다.", "number"),
    ]);
}

/// A number of figures is a number.
#[test]
fn figures_are_counted() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("The losses ran to five figures.", "손실은 다섯 자릿수에 이르렀다.", ""),
        ("The losses ran to five figures.", "손실은 네 자릿수에 이르렀다.", "number"),
        ("It has four digits.", "그것은 네 자리 수이다.", ""),
        ("Growth fell to single digits.", "성장률은 한 자릿수로 떨어졌다.", ""),
        ("Growth fell to single digits.", "성장률은 두 자릿수로 떨어졌다.", "number"),
        ("Growth stayed in double digits.", "성장률은 두 자릿수를 유지하였다.", ""),
        ("Growth stayed in double digits.", "성장률은 한 자릿수를 유지하였다.", "number"),
        ("The harvest reached six-figure sums.", "수확은 여섯 자릿수에 달하였다.", ""),
    ]);
}

/// 할, 푼 and 리 are tenths, hundredths and thousandths, in figures and words.
#[test]
fn tenths_are_parts_of_ten() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("Prices fell by thirty per cent.", "값은 3할 내렸다.", ""),
        ("Prices fell by thirty per cent.", "값은 삼할 내렸다.", ""),
        ("Prices fell by thirty per cent.", "값은 2할 내렸다.", "number"),
        ("Prices fell by 17.5 per cent.", "값은 1할 7푼 5리 내렸다.", ""),
        ("Prices fell by 17.5 per cent.", "값은 1할 7푼 내렸다.", "number"),
        ("Prices fell by 17 per cent.", "값은 일할 칠푼 내렸다.", ""),
        ("Prices fell by a fifth.", "값은 2할 내렸다.", ""),
        ("Prices fell by a fifth.", "값은 5할 내렸다.", "number"),
        ("Half of the houses burned.", "집의 5할이 불탔다.", ""),
    ]);
}

/// Two out of five are 5분의 2, and 다섯 곳 중 두 곳.
#[test]
fn so_many_out_of_so_many_are_a_fraction() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("Two out of five villages had a school.", "마을의 5분의 2에 학교가 있었다.", ""),
        ("Two out of five villages had a school.", "마을 다섯 곳 중 두 곳에 학교가 있었다.", ""),
        ("Two out of five villages had a school.", "마을의 5분의 3에 학교가 있었다.", "number"),
        ("Three in four women could read.", "여성의 4분의 3이 글을 읽을 수 있었다.", ""),
        ("Three in four women could read.", "여성의 4분의 1이 글을 읽을 수 있었다.", "number"),
        ("Nine of ten peasants signed.", "농민 열 명 가운데 아홉 명이 서명하였다.", ""),
        ("Nine of ten peasants signed.", "농민 열 명 가운데 여덟 명이 서명하였다.", "number"),
        ("Two thirds of the land was irrigated.", "땅의 3분의 2에 물을 댔다.", ""),
        ("Two thirds of the land was irrigated.", "땅의 3분의 1에 물을 댔다.", "number"),
        ("Three quarters of the land was irrigated.", "땅의 75퍼센트에 물을 댔다.", ""),
        ("A third of the land was irrigated.", "땅의 삼분의 일에 물을 댔다.", ""),
        ("A third of the land was irrigated.", "땅의 사분의 일에 물을 댔다.", "number"),
        ("It took five and a half years.", "5년 반이 걸렸다.", ""),
        ("It took two and a quarter hours.", "2시간 15분이 걸렸다.", ""),
        ("It is three and a half kilometres long.", "길이는 3.5킬로미터이다.", ""),
        ("It is three and a half kilometres long.", "길이는 4.5킬로미터이다.", "number"),
        ("One in three children was ill.", "아이 셋 중 하나가 앓았다.", ""),
        ("Four out of seven members voted for it.", "위원 일곱 명 중 네 명이 찬성하였다.", ""),
        ("Four out of seven members voted for it.", "위원의 7분의 4가 찬성하였다.", ""),
        ("Four out of seven members voted for it.", "위원 일곱 명 중 세 명이 찬성하였다.", "number"),
        ("A quarter of the crop rotted.", "수확의 4분의 1이 썩었다.", ""),
        ("A quarter of the crop rotted.", "수확의 3분의 1이 썩었다.", "number"),
        ("A quarter of the crop rotted.", "수확의 25%가 썩었다.", ""),
        ("Nine tenths of the crop rotted.", "수확의 10분의 9가 썩었다.", ""),
        ("Nine tenths of the crop rotted.", "수확의 9할이 썩었다.", ""),
        ("Nine tenths of the crop rotted.", "수확의 7할이 썩었다.", "number"),
        ("More than half of the crop rotted.", "수확의 절반 이상이 썩었다.", ""),
        ("Three fifths of the seats were empty.", "자리의 5분의 3이 비었다.", ""),
        ("Three fifths of the seats were empty.", "자리의 5분의 2가 비었다.", "number"),
        ("One and a half million people fled.", "150만 명이 달아났다.", ""),
        ("One and a half million people fled.", "15만 명이 달아났다.", "number"),
    ]);
}

/// A part and a multiple are taken for each other.
#[test]
fn half_is_not_double() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("The new bridge is half as long as the old one.", "새 다리의 길이는 옛 다리의 절반이다.", ""),
        ("The new bridge is half as long as the old one.", "새 다리는 옛 다리보다 두 배 길다.", "number"),
        ("The new bridge is twice as long as the old one.", "새 다리는 옛 다리의 두 배 길이이다.", ""),
        ("The new bridge is twice as long as the old one.", "새 다리의 길이는 옛 다리의 절반이다.", "number"),
        ("The price doubled.", "값은 두 배로 뛰었다.", ""),
        ("The price doubled.", "값은 세 배로 뛰었다.", "number"),
        ("The price was halved.", "값은 절반으로 떨어졌다.", ""),
        ("The price was halved.", "값은 두 배로 뛰었다.", "number"),
        ("The army lost half its tanks.", "군대는 전차의 절반을 잃었다.", ""),
        ("The army lost half its tanks.", "군대는 전차의 3분의 1을 잃었다.", "number"),
        ("It is one and a half times as large.", "그것은 1.5배 크다.", ""),
        ("Output trebled in five years.", "생산량은 5년 동안 세 배로 늘었다.", ""),
        ("Output trebled in five years.", "생산량은 5년 동안 네 배로 늘었다.", "number"),
        ("The second edition is three times as thick.", "제2판은 세 배 두껍다.", ""),
        ("The second edition is three times as thick.", "제2판은 두 배 두껍다.", "number"),
        ("Wages doubled while prices trebled.", "임금은 두 배, 물가는 세 배로 뛰었다.", ""),
        ("Wages doubled while prices trebled.", "임금은 세 배, 물가는 두 배로 뛰었다.", ""),
        ("He ate half of the bread.", "그는 빵 반쪽을 먹었다.", ""),
        ("The force was cut by half.", "병력을 반으로 줄였다.", ""),
        ("The force was cut by half.", "병력을 두 배로 늘렸다.", "number"),
    ]);
}

/// Scales of both languages, and k, bn and million behind figures.
#[test]
fn words_and_scales_have_their_value() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("Two million three hundred thousand tons were mined.", "230만 톤이 채굴되었다.", ""),
        ("Two million three hundred thousand tons were mined.", "23만 톤이 채굴되었다.", "number"),
        ("Thirty-five thousand men stood there.", "3만 5천 명이 거기 서 있었다.", ""),
        ("Thirty-five thousand men stood there.", "3500명이 거기 서 있었다.", "number"),
        ("A hundred thousand men stood there.", "십만 명이 거기 서 있었다.", ""),
        ("A hundred thousand men stood there.", "백만 명이 거기 서 있었다.", "number"),
        ("Tens of thousands stood there.", "수만 명이 거기 서 있었다.", ""),
        ("Tens of thousands stood there.", "수천 명이 거기 서 있었다.", "number"),
        ("Hundreds of thousands stood there.", "수십만 명이 거기 서 있었다.", ""),
        ("Hundreds of thousands stood there.", "수만 명이 거기 서 있었다.", "number"),
        ("Half a million copies were sold.", "50만 부가 팔렸다.", ""),
        ("Half a million copies were sold.", "5만 부가 팔렸다.", "number"),
        ("Nineteen men and four women sat there.", "남자 열아홉 명과 여자 네 명이 앉아 있었다.", ""),
        ("Nineteen men and four women sat there.", "남자 열여덟 명과 여자 네 명이 앉아 있었다.", "number"),
        ("They sold 68k copies.", "그들은 6만 8천 부를 팔았다.", ""),
        ("They sold 68k copies.", "그들은 6800부를 팔았다.", "number"),
        ("They sold 1.2bn shares.", "그들은 12억 주를 팔았다.", ""),
        ("Twenty-odd men came.", "스무남은 명이 왔다.", ""),
        ("Both brothers came.", "두 형제가 왔다.", ""),
        ("Several hundred people came.", "수백 명이 왔다.", ""),
        ("Several hundred people came.", "수천 명이 왔다.", "number"),
        ("Dozens of people came.", "수십 명이 왔다.", ""),
        ("Three hundred and sixty-five days passed.", "삼백육십오 일이 지났다.", ""),
        ("Three hundred and sixty-five days passed.", "삼백오십육 일이 지났다.", "number"),
        ("They printed 2.5 million leaflets.", "전단 250만 장을 찍었다.", ""),
        ("They printed 2.5 million leaflets.", "전단 25만 장을 찍었다.", "number"),
        ("They printed ten thousand leaflets.", "전단 만 장을 찍었다.", ""),
        ("They printed ten thousand leaflets.", "전단 천 장을 찍었다.", "number"),
    ]);
}

/// 만 is “only” as soon as ten thousand.
#[test]
fn a_particle_is_no_ten_thousand() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("He wanted only one thing.", "그는 한 가지 일만 원하였다.", ""),
        ("That was the only work left.", "남은 것은 그 일만이었다.", ""),
        ("Ten thousand people came.", "일만 명이 왔다.", ""),
        ("Only two things remain.", "두 가지만 남았다.", ""),
        ("He bought only three.", "그는 3개만 샀다.", ""),
        ("She ate two apples and one pear.", "그녀는 사과 두 개와 배 한 개를 먹었다.", ""),
    ]);
}

/// Parts in two words, thousands as a letter, figures one by one.
#[test]
fn numbers_are_written_in_many_ways() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("The slip was one hundred-millionth of it.", "오차는 그것의 1억분의 1이었다.", ""),
        ("The slip was one hundred-millionth of it.", "오차는 그것의 1천만분의 1이었다.", "number"),
        ("It holds 50k entries.", "항목 5만 개를 담는다.", ""),
        ("They waited for six months.", "그들은 반년을 기다렸다.", ""),
        ("Residents may call 311.", "주민은 3-1-1로 전화할 수 있다.", ""),
        ("It holds more than 10,000.", "그것은 10,000 초과를 담는다.", ""),
        ("It came on 3 february.", "그것은 2월 3일에 왔다.", ""),
        ("It moves by 16 steps.", "그것은 16만큼 움직인다.", ""),
        ("It moves by 16 steps.", "그것은 16만 걸음 움직인다.", "number"),
        ("It moves by 16 steps.", "그것은 십육만큼 움직인다.", ""),
        ("It moves by 12000 steps.", "그것은 1만2000만큼 움직인다.", ""),
        ("Officials say about 50 people died.", "관리들은 50명이 죽었다고 말한다.", "approximation"),
        ("This adds up to 5 percent of the budget.", "이는 예산의 5퍼센트에 달한다.", ""),
        ("Up to 5 percent of the budget is lost.", "예산의 5퍼센트가 사라진다.", "approximation"),
        ("Call +82-10-1234-5678 now.", "지금 010-1234-5678로 전화하라.", ""),
        ("Call +82-10-1234-5678 now.", "지금 010-1234-5679로 전화하라.", "number"),
        ("The limit is 50M triangles.", "상한은 삼각형 5000만 개이다.", ""),
        ("The limit is 50M triangles.", "상한은 삼각형 500만 개이다.", "number"),
        ("MAX_LOOP = 100K", "최대 반복 = 10만", ""),
        ("Compatible since v1.39.3.", "1.39.3 버전부터 호환된다.", ""),
        ("At 1080p30 much data moves.", "1080p에서 초당 30장이면 데이터가 많이 움직인다.", ""),
        ("Please draw a 4-panel comic.", "네 컷 만화를 그려 달라.", ""),
        ("Please draw a 4-panel comic.", "세 컷 만화를 그려 달라.", "number"),
        ("Full automation is not possible.", "100% 자동화는 불가능하다.", ""),
        ("Automation is not possible.", "100% 자동화는 불가능하다.", "number"),
        ("Events with a ratio >= 6.0 are kept.", "비율이 6.0 이상인 사건을 남긴다.", ""),
        ("Events with a ratio of 6.0 are kept.", "비율이 6.0 이상인 사건을 남긴다.", "approximation"),
        ("2.1 Information We Collect", "① 수집하는 정보", ""),
        ("2.1 million are fed.", "사람들을 먹인다.", "number"),
        ("1.5 Tesla magnets are used.", "2.5 Tesla 자석을 쓴다.", "number|unit"),
        ("No 3rd party plugin is added.", "타사 플러그인은 추가되지 않는다.", ""),
        ("When multiple relations exist, they are joined.", "2개 이상의 관계가 있으면 합친다.", ""),
        ("When relations exist, they are joined.", "2개 이상의 관계가 있으면 합친다.", "number"),
        ("There are factories in Germany.", "독일에는 2개 이상의 공장이 있다.", "number"),
        ("The state allows private plots.", "국가는 개인 텃밭을 100% 허용한다.", "number"),
        ("Commit 8f14e45f fixes 14 bugs.", "커밋 8f14e45f는 45개의 버그를 고친다.", "number"),
        ("Call 02-123-4567 for 45 seats.", "좌석 67개는 02-123-4567로 전화하라.", "number"),
        ("1,250M rows are stored.", "2억 5000만 행을 저장한다.", "number"),
        // They may be what is thought of.
        ("Officials think about 50 people.", "관리들은 50명을 생각한다.", ""),
        ("We joke about a million dollar pizza.", "우리는 백만 달러짜리 피자에 대해 농담한다.", ""),
        ("It cost about a million dollars.", "그것은 백만 달러가 들었다.", "approximation"),
        ("They have control over 8 strips.", "그들은 8개의 띠를 제어한다.", ""),
        ("The ratio is <20% here.", "여기서 비율은 20% 미만이다.", ""),
        ("The ratio is 20% here.", "여기서 비율은 20% 미만이다.", "approximation"),
    ]);
}
