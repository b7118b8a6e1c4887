//! Days, years and times by name, by number and by relation.

use super::hold;

/// The first and the last day of the year, native names of the days of a month.
#[test]
fn days_of_the_year_and_month_have_names() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("He came home on the last day of the lunar year.", "그는 섣달그믐에 집에 왔다.", ""),
        ("He came home on the last day of the lunar year.", "그는 정월 초하루에 집에 왔다.", "date"),
        ("He came home on the first day of the lunar year.", "그는 정월 초하루에 집에 왔다.", ""),
        ("He came home on the first day of the lunar year.", "그는 섣달그믐날에 집에 왔다.", "date"),
        ("He came home on New Year's Eve.", "그는 섣달그믐날 밤에 집에 왔다.", ""),
        ("He came home on New Year's Eve.", "그는 설날에 집에 왔다.", "date"),
        ("He came home on New Year's Day.", "그는 설날에 집에 왔다.", ""),
        ("He came home on New Year's Day.", "그는 섣달그믐에 집에 왔다.", "date"),
        ("The feast fell on the fifteenth day of the eighth lunar month.", "명절은 음력 8월 보름이었다.", ""),
        ("The feast fell on the fifteenth day of the eighth lunar month.", "명절은 음력 팔월 초닷새였다.", "date|number"),
        ("It closed on 22 May.", "5월 스무이튿날에 닫혔다.", ""),
        ("It closed on 22 May.", "5월 스무사흗날에 닫혔다.", "date"),
        ("It closed on 3 June.", "6월 초사흗날에 닫혔다.", ""),
        ("It closed on 3 June.", "6월 초사흘에 닫혔다.", ""),
        ("It closed on 3 June.", "6월 초나흘에 닫혔다.", "date"),
        ("It closed on 30 June.", "6월 그믐날에 닫혔다.", ""),
        ("It closed on 12 June.", "6월 열이튿날에 닫혔다.", ""),
        ("It closed on 12 June.", "6월 열하룻날에 닫혔다.", "date"),
        ("He was born on the third day of the third lunar month.", "그는 음력 3월 3일에 태어났다.", ""),
        ("He was born on the first day of the tenth month.", "그는 10월 초하루에 태어났다.", ""),
        ("On 15 August they feasted.", "8월 보름에 그들은 잔치를 벌였다.", ""),
        ("The school reopened on 25 August.", "학교는 8월 스무닷샛날에 다시 열렸다.", ""),
        ("The school reopened on 25 August.", "학교는 8월 스무엿샛날에 다시 열렸다.", "date"),
    ]);
}

/// 1800년대 is the nineteenth century.
#[test]
fn centuries_are_hundreds_of_years() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("The temple was built in the eighteenth century.", "절은 1700년대에 지어졌다.", ""),
        ("The temple was built in the eighteenth century.", "절은 18세기에 지어졌다.", ""),
        ("The temple was built in the eighteenth century.", "절은 1800년대에 지어졌다.", "date"),
        ("The temple was built in the eighteenth century.", "절은 17세기에 지어졌다.", "number|date"),
        ("The temple was built in the 1700s.", "절은 18세기에 지어졌다.", ""),
        ("The temple was built in the 1700s.", "절은 1700년대에 지어졌다.", ""),
        ("The temple was built in the 1700s.", "절은 17세기에 지어졌다.", "number|date"),
        ("The temple was built in the early nineteenth century.", "절은 1800년대 초에 지어졌다.", ""),
        ("The temple was built in the early nineteenth century.", "절은 19세기 말에 지어졌다.", "date|number"),
        ("The temple was built in the late 1950s.", "절은 1950년대 후반에 지어졌다.", ""),
        ("The temple was built in the late 1950s.", "절은 1950년대 초반에 지어졌다.", "date"),
        ("By the seventeenth century the town was rich.", "1600년대에 이르러 고을은 부유하였다.", ""),
        ("By the seventeenth century the town was rich.", "1700년대에 이르러 고을은 부유하였다.", "date"),
        ("In the twentieth century wars grew worse.", "20세기에 전쟁은 더 심해졌다.", ""),
        ("In the twentieth century wars grew worse.", "21세기에 전쟁은 더 심해졌다.", "number|date"),
        ("In the 1930s prices fell.", "1930년대에 값이 내렸다.", ""),
        ("In the 1930s prices fell.", "1930년에 값이 내렸다.", "date"),
        ("In the thirties prices fell.", "30년대에 값이 내렸다.", ""),
        ("In the thirties prices fell.", "40년대에 값이 내렸다.", "date|number"),
    ]);
}

/// ’57, Juche, Dangun and reigns.
#[test]
fn years_are_counted_by_eras() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("The class of '57 met again.", "57년 졸업생들이 다시 모였다.", ""),
        ("It was released in February 2023.", "23년 2월에 나왔다.", ""),
        ("It was released in February 2023.", "24년 2월에 나왔다.", "date|number"),
        ("The 2003 version is longer.", "03년 판이 더 길다.", ""),
        ("The 2003 version is longer.", "04년 판이 더 길다.", "date|number"),
        ("The class of '57 met again.", "56년 졸업생들이 다시 모였다.", "date|number"),
        ("He was born in Juche 27.", "그는 주체27(1938)년에 태어났다.", ""),
        ("He was born in 1938.", "그는 주체 27년에 태어났다.", ""),
        ("He was born in 1938.", "그는 주체 28년에 태어났다.", "date"),
        ("He was born in 1955.", "그는 단기 4288년에 태어났다.", ""),
        ("He was born in 1955.", "그는 단기 4286년에 태어났다.", "date"),
        ("He was born in the thirteenth year of Showa.", "그는 쇼와 13년에 태어났다.", ""),
        ("He was born in the thirteenth year of King Sejong.", "그는 세종 13년에 태어났다.", ""),
        ("He was born in the thirteenth year of King Sejong.", "그는 세종 31년에 태어났다.", "number|date"),
        ("He fled in the spring of '49.", "그는 49년 봄에 달아났다.", ""),
        ("He fled in the spring of '49.", "그는 47년 봄에 달아났다.", "date|number"),
        ("The law of 1946 was annulled.", "1946년의 법은 폐지되었다.", ""),
        ("The law of 1946 was annulled.", "1964년의 법은 폐지되었다.", "date"),
        ("In Juche 39 the war began.", "주체39(1950)년에 전쟁이 시작되었다.", ""),
        ("In Juche 39 the war began.", "주체38(1949)년에 전쟁이 시작되었다.", "date"),
        ("In the fifth year of King Sejo he died.", "세조 5년에 그는 죽었다.", ""),
        ("In the fifth year of King Sejo he died.", "세조 15년에 그는 죽었다.", "number|date"),
    ]);
}

/// On either clock, counted on and back, with the half of the day.
#[test]
fn times_of_day_are_told_by_the_clock() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("The meeting began at half past three.", "회의는 세 시 반에 시작되었다.", ""),
        ("The meeting began at half past three.", "회의는 네 시 반에 시작되었다.", "date"),
        ("The meeting began at 20:30.", "회의는 밤 8시 반에 시작되었다.", ""),
        ("The meeting began at 20:30.", "회의는 오전 8시 반에 시작되었다.", "date"),
        ("The meeting began at ten minutes to six.", "회의는 여섯 시 십 분 전에 시작되었다.", ""),
        ("The meeting began at ten minutes to six.", "회의는 여섯 시 십 분에 시작되었다.", "date"),
        ("The meeting began at a quarter past two.", "회의는 2시 15분에 시작되었다.", ""),
        ("The meeting began at a quarter past two.", "회의는 2시 45분에 시작되었다.", "date"),
        ("The meeting began at 2200 hours.", "회의는 밤 10시에 시작되었다.", ""),
        ("The meeting began at 2200 hours.", "회의는 밤 11시에 시작되었다.", "date"),
        ("The meeting began at 7 a.m.", "회의는 오전 7시에 시작되었다.", ""),
        ("The meeting began at 7 a.m.", "회의는 오후 7시에 시작되었다.", "date"),
        ("The meeting began at seven in the evening.", "회의는 저녁 7시에 시작되었다.", ""),
        ("The meeting began at seven in the evening.", "회의는 19시에 시작되었다.", ""),
        ("The meeting began at seven in the evening.", "회의는 아침 7시에 시작되었다.", "date"),
        ("He slept from eleven to six.", "그는 11시부터 6시까지 잤다.", ""),
        ("He slept from eleven to six.", "그는 10시부터 6시까지 잤다.", "date|number"),
        ("He left at midnight.", "그는 밤 12시에 떠났다.", ""),
        ("He left at midnight.", "그는 자정에 떠났다.", ""),
        ("He left at midnight.", "그는 정오에 떠났다.", "date"),
        ("He left at noon.", "그는 낮 12시에 떠났다.", ""),
        ("The perfect hour is 5.30pm.", "가장 좋은 때는 오후 5.30이다.", ""),
        ("The perfect hour is 5.30pm.", "가장 좋은 때는 오후 5.50이다.", "date"),
        ("The bus leaves at 6:45 p.m.", "버스는 오후 6시 45분에 떠난다.", ""),
        ("The bus leaves at a quarter to seven.", "버스는 6시 45분에 떠난다.", ""),
        ("The bus leaves at a quarter to seven.", "버스는 7시 15분에 떠난다.", "date"),
        ("The bus leaves at five past four.", "버스는 네 시 오 분에 떠난다.", ""),
        ("They attacked at 0400 hours.", "그들은 새벽 4시에 공격하였다.", ""),
        ("They attacked at 0400 hours.", "그들은 오후 4시에 공격하였다.", "date"),
        ("The shop is open from 9 a.m. to 5 p.m.", "가게는 오전 9시부터 오후 5시까지 연다.", ""),
        ("The shop is open from 9 a.m. to 5 p.m.", "가게는 오전 9시부터 오후 6시까지 연다.", "date"),
        ("Lunch is at half past twelve.", "점심은 12시 반이다.", ""),
        ("Lunch is at half past twelve.", "점심은 1시 반이다.", "date"),
        ("He woke at three in the morning.", "그는 새벽 세 시에 깼다.", ""),
        ("He woke at three in the morning.", "그는 오후 세 시에 깼다.", "date"),
        ("At 14:05 the first shots fell.", "오후 2시 5분에 첫 총성이 울렸다.", ""),
        ("At 14:05 the first shots fell.", "오후 2시 15분에 첫 총성이 울렸다.", "date"),
    ]);
}

/// The next day is not two days later, nor the day before.
#[test]
fn times_told_from_another_are_compared() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("He left two days later.", "그는 이틀 뒤에 떠났다.", ""),
        ("He left two days later.", "그는 사흘 뒤에 떠났다.", "number"),
        ("He left two days later.", "그는 다음 날 떠났다.", "date|number"),
        ("He left the next day.", "그는 다음 날 떠났다.", ""),
        ("He left the next day.", "그는 이튿날 떠났다.", ""),
        ("He left the next day.", "그는 사흘 뒤 떠났다.", "date|number"),
        ("He left the next day.", "그는 전날 떠났다.", "date"),
        ("He left the day before.", "그는 전날 떠났다.", ""),
        ("He left the day before.", "그는 이튿날 떠났다.", "date"),
        ("Three days later he left.", "사흘 만에 그는 떠났다.", ""),
        ("The new plant opens next year.", "새 공장은 내년에 문을 연다.", ""),
        ("The new plant opens next year.", "새 공장은 내후년에 문을 연다.", "date"),
        ("The new plant opens the year after next.", "새 공장은 내후년에 문을 연다.", ""),
        ("The new plant opens the year after next.", "새 공장은 후년에 문을 연다.", ""),
        ("The new plant opens the year after next.", "새 공장은 올해 문을 연다.", "date"),
        ("The plant opened the year before last.", "공장은 재작년에 문을 열었다.", ""),
        ("The plant opened the year before last.", "공장은 작년에 문을 열었다.", "date"),
        ("The plant opened last year.", "공장은 지난해에 문을 열었다.", ""),
        ("The plant opened last year.", "공장은 재작년에 문을 열었다.", "date"),
        ("He came the day before yesterday.", "그는 그저께 왔다.", ""),
        ("He came the day before yesterday.", "그는 어제 왔다.", "date"),
        ("He will come the day after tomorrow.", "그는 모레 올 것이다.", ""),
        ("He will come the day after tomorrow.", "그는 글피에 올 것이다.", "date"),
        ("He came last month.", "그는 지난달에 왔다.", ""),
        ("He came last month.", "그는 이번 달에 왔다.", "date"),
        ("He came last week.", "그는 다음 주에 왔다.", "date"),
        ("In October he came back.", "지난달에 그는 돌아왔다.", ""),
        ("On 5 May the envoy left.", "그날 사절이 떠났다.", ""),
        ("The following year he died.", "이듬해에 그는 죽었다.", ""),
        ("The following year he died.", "그 전해에 그는 죽었다.", "date"),
        ("The previous year he had married.", "그는 전해에 결혼하였다.", ""),
        ("A week later the rain stopped.", "일주일 뒤에 비가 그쳤다.", ""),
        ("Two years ago he moved.", "그는 재작년에 이사하였다.", ""),
        ("Two years ago he moved.", "그는 작년에 이사하였다.", "date"),
        ("Two years ago he moved.", "그는 2년 전에 이사하였다.", ""),
        ("Two years ago he moved.", "그는 3년 전에 이사하였다.", "number"),
        ("The day before the trial he fled.", "재판 전날 그는 달아났다.", ""),
        ("The day before the trial he fled.", "재판 다음 날 그는 달아났다.", "date"),
        ("He returned three days later.", "그는 사흘 후 돌아왔다.", ""),
        ("He returned three days later.", "그는 이튿날 돌아왔다.", "date"),
        ("He will return next month.", "그는 다음 달에 돌아온다.", ""),
        ("He will return next month.", "그는 다다음 달에 돌아온다.", "date"),
        ("He returned the week before last.", "그는 지지난주에 돌아왔다.", ""),
        ("He returned the week before last.", "그는 지난주에 돌아왔다.", "date"),
        ("Yesterday he rested.", "그는 그저께 쉬었다.", "date"),
        ("Yesterday he rested.", "그는 어제 쉬었다.", ""),
        ("This year the frost came early.", "작년에는 서리가 일찍 내렸다.", "date"),
    ]);
}

/// A weekday stands for a day, one word for one date, and no word for a date beside it that differs.
#[test]
fn no_word_excuses_another_date() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("On Monday, 5 May, he left.", "5월 5일 월요일에 그는 떠났다.", ""),
        ("On Monday, 5 May, he left.", "5월 5일 화요일에 그는 떠났다.", "date"),
        ("On 5 May he left.", "월요일에 그는 떠났다.", "date"),
        ("On 5 May 1956 the envoy left for Moscow.", "1955년 월요일에 사절은 모스크바로 떠났다.", "date"),
        ("On Monday he left.", "화요일에 그는 떠났다.", "date"),
        ("In March 1956 he left.", "지난달에 그는 떠났다.", ""),
        ("In March 1956 he left.", "지난 4월에 그는 떠났다.", "date"),
        ("Last month, in March, he left.", "지난달인 4월에 그는 떠났다.", "date"),
        ("On 12 March they met, and the next day they parted.", "4월 12일 그들은 만났고 다음 날 헤어졌다.", "date"),
        ("On Tuesday they signed it.", "화요일에 그들은 서명하였다.", ""),
        ("On Tuesday they signed it.", "목요일에 그들은 서명하였다.", "date"),
        ("They met in June 1955 and again in July.", "그들은 1955년 6월에, 그리고 다음 달에 다시 만났다.", ""),
        ("They met in June and July and in October.", "그들은 지난달에 만났다.", "date"),
        ("In spring the ice melted.", "가을에 얼음이 녹았다.", "date"),
    ]);
}

/// May, march and august.
#[test]
fn months_are_words_too() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("The May harvest failed.", "5월 수확은 실패하였다.", ""),
        ("In May 1957 he may come.", "1957년 5월에 그는 올지도 모른다.", ""),
        ("The army began to march.", "군대는 행군을 시작하였다.", ""),
        ("March on, said the general.", "계속 행군하라고 장군이 말하였다.", ""),
        ("The letter is dated Mar. 4, 1957.", "편지 날짜는 1957년 3월 4일이다.", ""),
        ("The letter is dated Mar. 4, 1957.", "편지 날짜는 1957년 5월 4일이다.", "date"),
        ("The august assembly rose.", "존엄한 의회가 일어섰다.", ""),
    ]);
}

/// An end of a range is no mere member of the other range.
#[test]
fn ends_of_ranges_are_compared() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("From 26 to 29 March they talked.", "3월 26일부터 29일까지 그들은 담화하였다.", ""),
        ("From 26 to 29 March they talked.", "3월 26~28일에 그들은 담화하였다.", "date"),
        ("From 28 March to 2 April they talked.", "3월 28일~4월 2일에 그들은 담화하였다.", ""),
        ("From 28 March to 2 April they talked.", "3월 28일~4월 3일에 그들은 담화하였다.", "date"),
        ("During 1953-56 exports grew.", "1953년부터 1956년까지 수출이 늘었다.", ""),
        ("During 1953-56 exports grew.", "1953~55년에 수출이 늘었다.", "date"),
        ("In late May he came.", "5월 하순에 그는 왔다.", ""),
        ("In late May he came.", "5월 초에 그는 왔다.", "date"),
        ("In mid-July he came.", "7월 중순에 그는 왔다.", ""),
        ("In the second quarter of 1957 exports fell.", "1957년 2/4분기에 수출이 줄었다.", ""),
        ("In the second quarter of 1957 exports fell.", "1957년 3/4분기에 수출이 줄었다.", "number|date"),
        ("In the first half of the year exports fell.", "하반기에 수출이 줄었다.", "date"),
    ]);
}

/// A date that names an event need not be told as one.
#[test]
fn events_are_named_by_their_dates() {
    #[rustfmt::skip]
    hold(&[
        // English, Korean, the rule that speaks in both directions (none: silence)
        ("The June 25 war began on a Sunday.", "6·25전쟁은 일요일에 시작되었다.", ""),
        ("The March First Movement spread quickly.", "3·1운동은 빠르게 번졌다.", ""),
        ("The March First Movement spread quickly.", "4·19혁명은 빠르게 번졌다.", "date|number"),
        ("The Korean War began on a Sunday.", "6·25전쟁은 일요일에 시작되었다.", ""),
        ("The April 19 revolution drove him out.", "4·19혁명은 그를 몰아냈다.", ""),
        ("After Liberation he came home.", "8·15해방 뒤에 그는 집에 왔다.", ""),
        ("After the September 11 attacks he came home.", "9·11테러 뒤에 그는 집에 왔다.", ""),
        ("The 12 December coup succeeded.", "12·12 쿠데타는 성공하였다.", ""),
        ("The May 16 coup succeeded.", "5·16 쿠데타는 성공하였다.", ""),
        ("The May 16 coup succeeded.", "12·12 쿠데타는 성공하였다.", "date|number"),
        ("On the anniversary of the March 1 uprising they marched.", "3·1절에 그들은 행진하였다.", ""),
        ("The events of 15 August are remembered.", "8·15를 기억한다.", ""),
        ("The October Revolution changed the world.", "10월 혁명은 세계를 바꾸었다.", ""),
        ("The October Revolution changed the world.", "2월 혁명은 세계를 바꾸었다.", "date"),
        ("The 1956 August incident shook the party.", "1956년 8월 종파사건이 당을 뒤흔들었다.", ""),
    ]);
}
