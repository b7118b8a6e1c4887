//! What a sentence is, as tables of cases.

use std::path::Path;

use super::*;

fn split<'t>(text: &'t str, tag: &str) -> Vec<&'t str> {
    let language = tag.parse().expect(tag);
    sentences(text, &language).into_iter().map(|span| span.of(text)).collect()
}

/// Checks texts in which `|` stands where one sentence ends and the next begins, close to the text or
/// within the white space.
fn check(tag: &str, cases: &[(&str, &str)]) {
    for (marked, why) in cases {
        let text = marked.replace('|', "");
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        assert_eq!(split(&text, tag), expected, "{why}");
    }
}

#[test]
fn english_abbreviations_end_no_sentence() {
    #[rustfmt::skip]
    check("en", &[
        ("In February Comr. Pimenov had asked me.| After that Comr. Brzostowski came.", "never before a name"),
        ("(Cde. Kim and cdes. [KWP Vice Chairman] Choe spoke.) | Then all left.", "never, in brackets too"),
        ("1st Secretary, i.e. Petrov, and others, e.g. Ivanov, came.", "never in the middle"),
        ("6 cops. M[inisterstwo] S[praw] Z[agranicznych]", "not before what is no sentence starter"),
        ("Ministry of Foreign Affairs] Dep. V", "a Roman numeral after it"),
        ("See Min. of Culture, Dept. of State, Gen. Han.", "before a name or a small letter"),
        ("No. 267 is here.| Was it lost? |No.| It was found.", "No. abbreviates only before a number"),
        ("Kim Il Sung Works, vol. 12, pp. 1-6.| Translated here.", "volume and pages"),
        ("Ri (b. 1889) and Pak (c. 1900) met.", "years of birth"),
        ("It began at 3 p.m. on Monday.| It ended at 5 p.m.| Nam Il left.", "p.m. before a capital"),
        ("The U.S. Army stayed in the U.S.| The others left.", "U.S. ends before a starter alone"),
        ("Rice, coal, etc. were sent.| Rice, coal, etc.| Pak was asked.", "etc. before a capital"),
        ("He asked the KWP CC.| Regarding the others, he said no.", "the name of a body is no initial"),
        ("Obtained by Sens. Lee and Kim of Apex Inc. Korea.", "plural titles, firms"),
        ("Record vkh. No 1288 came.", "incoming mail"),
    ]);
}

#[test]
fn initials_belong_to_a_name() {
    #[rustfmt::skip]
    check("en", &[
        ("V.I. Lenin and S. N. Filatov met.| J.-P. Sartre did not.", "before the surname"),
        ("I asked Petrov A.M.| He said that he would.", "after the surname, before a starter"),
        ("We saw Heo Ga-I.| Kim left.", "the last syllable of a Korean name"),
        ("N.S. Khrushchev and N.A. Bulganin spoke at the A. I. Mikoyan works.", "A. and I. are no starters here"),
    ]);
}

#[test]
fn the_mark_of_a_note_belongs_to_what_it_is_on() {
    #[rustfmt::skip]
    check("en", &[
        ("It opened in 1934.[7] |The roof leaked.[8] |Nobody minded.", "after a year"),
        ("It opened in 1934.² |The roof leaked.¹¹ |Nobody minded.", "raised figures"),
        ("They met the USSR.[2] |Two sailed (in May).[3][4] |One stayed.", "after capitals and brackets, two of them"),
        ("It fell by 4%.[a] |Then it rose.[note 2] |It stayed.", "letters and words"),
        ("It cost 1934.5 dollars.| It was in room 12.", "decimals are no marks"),
        ("He left.| [He came back.]| Nobody saw it.", "brackets with words are none"),
    ]);
    #[rustfmt::skip]
    check("ko", &[
        ("1934년에 열렸다.[7] |지붕이 샜다.[8] |아무도 몰랐다.", "after an ending"),
        ("1934.[7] |지붕이 샜다.", "after a year"),
        ("배가 떠났다.[주 2] |하나는 남았다.", "a word"),
    ]);
}

#[test]
fn hours_days_and_places_hold_together() {
    #[rustfmt::skip]
    check("en", &[
        ("They came on Nov. 29th and left on Sept. 3.| Dec. 1 was cold.", "a day after a month"),
        ("It closed at 10 a.m. Moscow time.| It opened at 9 p.m. GMT.", "a zone of time"),
        ("It closed at 10 a.m. Korean Standard Time on the 3rd.", "in several words"),
        ("Come at 9 a.m. Monday, or at 5 p.m. Friday in the hall.| It is free.", "a day of the week"),
        ("It ended at 5 p.m.| Monday was quiet.", "which may begin a sentence"),
        ("Write to i-Connect.Net or Shop.Com now.| They answer.", "names of hosts in capitals"),
        ("They sold eBay.Shops of all kinds.", "a capital inside a word"),
        ("See Fig. B and Figs. 3 and 4.| App. C-2 has more.", "letters of figures and parts"),
        ("He lives on Main St.| The house is in St. Petersburg.", "a street and a saint"),
        ("Open Mon. to Fri. and Sat. morning.", "days cut short"),
        ("He said so. : It was late.", "a colon by itself begins nothing"),
    ]);
}

#[test]
fn initials_in_hangul_belong_to_a_name() {
    #[rustfmt::skip]
    check("ko", &[
        ("대사 아. 이. 이바노브가 왔다.| 그는 떠났다.", "two initials"),
        ("엔. 에쓰. 흐루쑈브와 느.아. 불가닌이 말하였다.", "of several syllables, without a space"),
        ("그는 웨. 피메노프를 만났다.", "one before a foreign name"),
        ("그는 갔다.| 오.| 그렇구나.", "an interjection"),
        ("그것은 나의 예.| 다음은 너의 예.", "a word alone"),
    ]);
}

#[test]
fn list_markers_stay_with_their_entry() {
    #[rustfmt::skip]
    check("en", &[
        ("2.  Comr. Pimenov, traveling to Panmunjeom, wished to know.", "a number"),
        ("3. On the issue of advisers.| 4.  Comr. Pimenov promised data.", "a number after a sentence"),
        ("IV. The issue of groups.| a. The first.| (b). The second.", "Roman, letters"),
        ("1. The groups |2. The advisers |3. The data", "entries run together"),
    ]);
    #[rustfmt::skip]
    check("ko", &[
        ("1. 조선민주주의인민공화국 지도부 내의 분파 문제", "a number"),
        ("문제를 언급하였다.| 2. 피메노프 동지는 떠났다.", "after a sentence"),
        ("ㄱ. 분파 문제였다.| ㄴ. 자문관 문제였다.", "jamo"),
        ("가. 분파 문제였다.| 나. 자문관 문제였다.", "counting syllables"),
    ]);
}

#[test]
fn dates_hold_together() {
    #[rustfmt::skip]
    check("en", &[
        ("Embassy of the Pyongyang, 4.IV.1957", "Roman month"),
        ("Comr. Pimenov of 26-27-28-29.III.1957", "a list of days"),
        ("Sent on 31.VII.56 and 16.4.56.| Lost on 4. IV. 1957 in Seoul.", "spaced or not"),
        ("It was in 1957.| Four men came.", "a year can end a sentence"),
    ]);
    #[rustfmt::skip]
    check("ko", &[
        ("1957. 4. 4. 평양에서 썼다.| 1957.4.4. 받았다.", "year, month, day"),
        ("6. 25 전쟁과 3·1 운동, 1. 4 후퇴를 말하였다.", "names of days"),
        ("6.25 전쟁으로 파괴되였다.| 8.15 해방 후의 일이다.", "without spaces"),
        ("회의는 1956. 4. 23. 열렸다.| 1956년의 일이다.", "before a verb"),
    ]);
}

#[test]
fn brackets_and_stops() {
    #[rustfmt::skip]
    check("en", &[
        ("Choe came from China.  |(both were members of the Bureau).", "a sentence of its own in small letters"),
        ("He left Pyongyang.| (Pak stayed there.)| Nobody asked.", "a sentence of its own"),
        ("He left Pyongyang. (by train)| Pak stayed.", "a late part of the sentence before"),
        ("Kim (see his note. It is short) left.", "a stop inside brackets inside a sentence"),
        ("He was secretary of the C[entral] C[ommittee].| He left.", "expansions"),
        ("There was shouting[:]  off the podium with you!| Then four fled.", "a supplied colon"),
        ("He did not come[.]| Then she left.", "a supplied stop"),
        ("He left (?) Pyongyang and came [sic!] to Seoul.", "an editor's doubt"),
        ("They said […] Kim was ill.| [To] our arguments he replied.", "omissions and insertions"),
        ("The party left.[12]| Then they came.12 |But he stayed.", "marks of notes"),
        ("(secretary of the Committee, who left.| He was (at the end) tired.", "a bracket forgotten"),
    ]);
    #[rustfmt::skip]
    check("ko", &[
        ("방법으로 제거되고 있다. (정치적, 행정적으로)| 피메노프 동지는 답했다.", "a late part"),
        ("이야기를 전했다.| (이 둘은 모두 간부였다).", "a sentence of its own"),
        ("방문하였다.| (북)조선에 왔다.", "a part of a word"),
        ("그는 떠났다(작년이다.)| 아무도 묻지 않았다.", "the stop is in the brackets"),
        ("이 합의는 지켜지지 않았다.1)| 언론은 침묵했다.", "the mark of a note"),
    ]);
}

#[test]
fn quotations_are_divided_where_their_sentences_end() {
    #[rustfmt::skip]
    check("en", &[
        ("He said, “Take me up.| Then the sea will be calm.”| They did.", "inside, and after it"),
        ("\"What have you done?\"| For they knew.", "a new sentence"),
        ("“Why now?” he asked.| “Because,” said Pak.", "the verb of saying"),
        ("“Why now?” Kim Il Sung asked.| Nobody answered.", "a name before the verb"),
        ("“Are you?”| He said to them that he was.", "a pronoun in capitals begins a sentence"),
        ("did the group die down now? that the topic has died down.", "a question inside a sentence"),
        ("He wrote “About Art.”| I agreed.", "the stop inside the mark"),
    ]);
    #[rustfmt::skip]
    check("ko", &[
        ("「우리는 간다.」라고 말하였다.| 그는 떠났다.", "라고 after the mark"),
        ("“동지들 !”| 그는 말하였다.", "a space before the stop"),
        ("《동무들, 앞으로!》 하고 그는 웨쳤다.", "하고 after a space"),
        ("\"안 된다.\"가 현실입니다.| \"된다.\"는 꿈입니다.", "a particle after the mark"),
        ("\"가야 해요?\"라고 묻는다.| \"배부르자.\"| 그런데 아니다.", "and none"),
        ("그는 말하였다.|「우리는 남는다.」|그는 남았다.", "no space at all"),
        ("“직업이 무엇입니까?\"라고 그는 물었다.", "marks that do not match"),
        ("그는 밝혔다.| 이란 법원은 판결했다.", "이란 is a country too"),
    ]);
}

#[test]
fn stops_that_divide_nothing() {
    #[rustfmt::skip]
    check("en", &[
        ("Python 3.11 and note.txt are at https://example.org/a.b?c=D!e.| Write to kim@example.org now.", "addresses"),
        ("It grew 2.8 times, to 3.5 percent.| 400 people came.", "decimals; a figure begins a sentence"),
        ("See node.js, vote.gov and Main.java for it.", "file and host names"),
        ("had a certain influence.|Jeong Geuk-rok believes it.", "a space left out"),
        ("He waited...| Then he left.| He waited... and left.", "dots"),
        ("Choe Yong-geon .| The others", "a space before the stop"),
    ]);
    #[rustfmt::skip]
    check("ko", &[
        ("초.중.고 학생과 조.중 국경", "a stop for a middle dot"),
        ("그는 떠났다.|그리고 돌아왔다.|1957년이였다.", "a space left out"),
        ("Vote.gov는 사이트입니다.| vote.gov 웹사이트는 좋습니다.", "a small Latin letter begins a sentence"),
        ("그는... 떠났다...| 그리고 돌아왔다.", "dots end after an ending alone"),
        ("『저작집』 12권 (평양: 출판사, 1981), pp. 1~6.", "Latin abbreviations"),
        ("즉, (당원들이 합류하였다.| 또한 합의하였다.", "a bracket forgotten"),
        ("왜?| 어째서!| 그는 물었다.", "signs of question and cry"),
    ]);
}

#[test]
fn korean_without_stops_is_divided_by_its_endings() {
    #[rustfmt::skip]
    check("ko", &[
        ("악독이 내 앞에 상달하였음이니라 하시니라| 그러나 요나가 일어나 도망하려 하였더라", "older style"),
        ("그는 갔습니다| 우리는 남았습니다", "modern style"),
        ("조선민주주의인민공화국 지도부 내의 분파 문제", "a heading"),
    ]);
}

#[test]
fn other_languages_have_the_general_rules() {
    check("ja", &[("彼は「行く。」と言った。|私は残った！|なぜ？", "。 and a quotative")]);
    check("zh", &[("他说：“我走了。”|我们留下来。", "。 inside the mark")]);
    check("de", &[("Am 4. April 1957 kam Nr. 5, z. B. Herr Dr. Kim.| Er blieb.", "ordinals")]);
    check("pl", &[("Tow. Pimenow prosił m.in. o to.| Na 20. Zjeździe był ob. Kim.", "titles")]);
    check("ru", &[("Тов. Пименов В.И. приехал в 1957 г. в Пхеньян.| Он уехал.", "year, initials")]);
    check("fr", &[("« Non ! » dit-il à M. Kim.| Il partit.", "a space before the mark")]);
    check("sv", &[("Han kom.| Han gick.", "no tables at all")]);
}

const NOTE: &str = include_str!("../../../corpora/polish-note-1957/note.txt");

/// The parts of a half: `kind` for each line number from 1, with the blank lines.
fn halves(document: &Document, kind: impl Fn(usize) -> Kind) -> Halves {
    let lines = document.lines();
    let ends = lines.iter().skip(1).map(|line| line.span.start).chain([document.text.len()]);
    let parts = lines.iter().zip(ends).map(|(line, end)| crate::halves::Part {
        span: Span::new(line.span.start, end),
        core: line.span.trimmed(&document.text),
        line: line.number,
        kind: kind(line.number),
        language: None,
        confidence: 1.0,
        reason: String::new(),
        interrupts: false,
        column: None,
    });
    Halves { parts: parts.collect(), doubts: Vec::new() }
}

fn document(text: &str) -> Document {
    Document::from_text(Path::new("note.txt"), text.to_owned())
}

/// The segments of a text all lines of which are one half: paragraph and text.
fn segments(text: &str, tag: &str) -> Vec<(usize, String)> {
    let document = document(text);
    let halves = halves(&document, |_| Kind::Source);
    let half = segment(&document, &halves, Kind::Source, &tag.parse().expect(tag));
    half.segments.into_iter().map(|s| (s.paragraph, s.text)).collect()
}

#[test]
fn the_note_has_the_segments_of_its_gold() {
    let document = document(NOTE);
    let halves = halves(&document, |line| match line {
        9..=74 => Kind::Source,
        76..=147 => Kind::Target,
        _ => Kind::Furniture,
    });
    for (kind, language, gold) in [
        (
            Kind::Source,
            Language::english(),
            include_str!("../../../corpora/polish-note-1957/note.en.txt"),
        ),
        (
            Kind::Target,
            Language::korean(),
            include_str!("../../../corpora/polish-note-1957/note.ko.txt"),
        ),
    ] {
        let half = segment(&document, &halves, kind, &language);
        let found: Vec<(usize, &str)> =
            half.segments.iter().map(|s| (s.paragraph, s.text.as_str())).collect();
        let paragraphs = gold.trim().split("\n\n").enumerate();
        let gold: Vec<(usize, &str)> = paragraphs
            .flat_map(|(number, text)| text.lines().map(move |line| (number, line)))
            .collect();
        assert_eq!(found, gold, "{language}");
        for (at, segment) in half.segments.iter().enumerate() {
            assert_eq!((segment.index, segment.span.of(NOTE)), (at, segment.text.as_str()));
        }
    }
}

#[test]
fn hard_wrapped_lines_are_joined_by_a_blank() {
    let text = "\
1. The issue of groups
   In February Comr. Pimenov had asked me whether he could go with me to our
   Mission in Panmunjeom.  After discussing this matter with Comr.
   Brzostowski, we agreed on a date to visit the mission, 26-29 March 1957,
   and left.
   During the journey the following issues were brought up with Comr. Pimenov.
";
    let found = segments(text, "en");
    let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts.len(), 4, "{texts:#?}");
    assert_eq!(texts[0], "1. The issue of groups");
    assert!(texts[1].ends_with("go with me to our Mission in Panmunjeom."), "{texts:#?}");
    assert!(texts[2].contains("with Comr. Brzostowski"), "{texts:#?}");
    assert!(texts[3].starts_with("During"), "a short line ends its paragraph");
    let korean = "\
피메노프 동지는 조선에 있는 소련 자문관 문제에 관하여 조선 동지들이 거의 모든
소련 자문관들의 귀환을 요구한다고 강조하였다. 현재에는 경제계획위원회에 한 사람과
군사 자문 한 사람만이 남아있는 상태이다. 군사 자문 또한 곧 소환될 예정이며 군사
담당관 사무소가 개설될 예정이다.
";
    assert_eq!(segments(korean, "ko").len(), 3);
}

#[test]
fn a_mark_that_is_not_read_sets_a_word_off() {
    let text = "the data `data` of the\nthe chart";
    let span = |words: &str, from: usize| {
        let at = from + text[from..].find(words).expect(words);
        Span::new(at, at + words.len())
    };
    let mut stitched = crate::text::Stitched::default();
    stitched.push(text, span("the data ", 0), false);
    stitched.push(text, span("data", 10), false);
    stitched.push(text, span(" of the", 10), false);
    stitched.push(text, span("the chart", 20), true);
    let all = Span::new(0, stitched.text().len());
    let (words, place, seams) = stitched.part(all);
    let segment = Segment { seams, ..Segment::new(0, 0, words, place) };
    #[rustfmt::skip]
    let cases = [
        (4,  false, "a word after a blank of its own stretch"),
        (9,  true,  "a word behind the mark of code"),
        (21, false, "a word behind a line end"),
    ];
    for (start, expected, why) in cases {
        assert_eq!(segment.is_set_off(start), expected, "{why}: {}", &segment.text[start..]);
    }
}

#[test]
fn lines_are_joined_as_a_reader_would() {
    #[rustfmt::skip]
    let cases: [(&str, &str, &[&str], &str); 5] = [
        ("ko", "대표단은\n4월 26일 아침에\n평양에 도착하였으며\n위원장을 방문하였다.\n그들은 다음 날 떠났다.\n",
         &["대표단은 4월 26일 아침에 평양에 도착하였으며 위원장을 방문하였다.", "그들은 다음 날 떠났다."],
         "wrapped by sense, a clause a line"),
        ("ko", "외무성 제1부상은 소련대사관 참사관을 접견하고 조선에 대한 경\n제원조 문제를 오래동안 이야기하였으며 대사관측은 이 문제를 모\n스크바에 보고하겠다고 약속하였다. 회담은 두 시간 동안 계속되였\n다.\n",
         &["외무성 제1부상은 소련대사관 참사관을 접견하고 조선에 대한 경제원조 문제를 오래동안 이야기하였으며 대사관측은 이 문제를 모스크바에 보고하겠다고 약속하였다.", "회담은 두 시간 동안 계속되였다."],
         "cut inside of words"),
        ("ko", "산에는 꽃 피네\n꽃이 피네\n갈 봄 여름 없이\n꽃이 피네\n", &["산에는 꽃 피네", "꽃이 피네", "갈 봄 여름 없이", "꽃이 피네"], "verse"),
        ("en", "The mayor opened the bridge of\nstone in the presence of\nmany guests. They stayed until the evening.\n",
         &["The mayor opened the bridge of stone in the presence of many guests.", "They stayed until the evening."],
         "wrapped by sense"),
        ("en", "Apples\nPears\nPlums from Hungary\n", &["Apples", "Pears", "Plums from Hungary"], "a list without marks"),
    ];
    for (language, text, expected, why) in cases {
        let found = segments(text, language);
        let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, expected, "{why}");
    }
}

#[test]
fn lines_that_are_no_running_text_stand_alone() {
    #[rustfmt::skip]
    let cases = [
        // text, segments, why
        ("I.S. Shcherbakov\n[Illegible signature]\n[Illegible signature]\n", 3, "signatures"),
        ("Embassy of the USSR\nin Pyongyang\n", 2, "short lines of a letterhead"),
        ("He stayed in Pyongyang until the end of March\n1957, as the first of the two plena had decided in\n1956. Then he left for Moscow and the next plenum.\n", 2, "a figure begins a wrapped line"),
        ("The issues were:\n1. groups in the party\n2. advisers in Korea\n", 3, "a list"),
        ("Heo Gai [Ho Kai; aka\nAlexander Ivanovich Hegai] died.\n", 1, "a bracket over the line end"),
        ("He could not go with him to the Mission\nin Panmunjeom because of the weather.\n", 1, "goes on in lower case"),
        ("He left Pyongyang at noon on Tuesday.\nhe came back\n", 2, "after a stop nothing goes on"),
    ];
    for (text, count, why) in cases {
        assert_eq!(segments(text, "en").len(), count, "{why}: {:#?}", segments(text, "en"));
    }
}

#[test]
fn paragraphs_end_at_blank_lines_and_where_lines_are_paragraphs() {
    let paragraphs = |text| segments(text, "en").into_iter().map(|(p, _)| p).collect::<Vec<_>>();
    assert_eq!(paragraphs("One.\nTwo.\n\nThree.\n \nFour.\n"), [0, 0, 1, 2], "sentences on lines");
    assert_eq!(
        paragraphs("One. Two.\nThree. Four.\nFive.\n"),
        [0, 0, 1, 1, 2],
        "paragraphs on lines"
    );
}

#[test]
fn no_segment_reaches_over_the_other_half_or_furniture() {
    let text = "The talks were long and the\n회담은 길었으며\nquestion stayed open.\n문제는 남았다.\n- 2 -\nend of it\n";
    let document = document(text);
    let halves = halves(&document, |line| match line {
        1 | 3 | 6 => Kind::Source,
        2 | 4 => Kind::Target,
        _ => Kind::Furniture,
    });
    let found = |kind, language: Language| -> Vec<(usize, String)> {
        let half = segment(&document, &halves, kind, &language);
        half.segments.into_iter().map(|s| (s.paragraph, s.text)).collect()
    };
    let english = found(Kind::Source, Language::english());
    let expected =
        [(0, "The talks were long and the"), (1, "question stayed open."), (2, "end of it")];
    assert_eq!(english, expected.map(|(p, text)| (p, text.to_owned())));
    let korean = found(Kind::Target, Language::korean());
    assert_eq!(korean.iter().map(|(p, _)| *p).collect::<Vec<_>>(), [0, 1]);
}

/// Lines of at most `limit` characters: between words, or anywhere.
fn wrapped_by_characters(text: &str, limit: usize, anywhere: bool) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let pieces: Vec<String> =
            if anywhere { word.chars().map(String::from).collect() } else { vec![word.to_owned()] };
        for (at, piece) in pieces.iter().enumerate() {
            let space = usize::from(at == 0 && lines.last().is_some_and(|line| !line.is_empty()));
            let line = lines.last_mut().expect("never empty");
            if line.chars().count() + space + piece.chars().count() > limit {
                lines.push(piece.clone());
            } else {
                line.push_str(&" ".repeat(space));
                line.push_str(piece);
            }
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn korean_lines_may_be_wrapped_by_the_number_of_their_characters() {
    // Lines of as many characters are of all widths where figures and Latin letters stand among Hangul.
    let text = "1956년 8월 30일 당 중앙위원회 전원회의에서 일부 사람들이 당의 정책을 비판하였다. 대사관은 Gomułka, \
        Rokossowski, Ochab 등의 소식을 1956년 10월 21~23일에야 듣고 이 문제에 대하여 토론하였다. Petrov(1등 \
        서기관)와 Filatov(참사관)는 7월 24일 10시 30분에 방문하였다. 그들은 오래동안 앉아서 평양에서 일어난 모든 일에 \
        대하여 이야기하였으며 아무것도 숨기지 않았다.";
    for (limit, anywhere) in [(24, false), (30, false), (40, false), (30, true), (40, true)] {
        let wrapped = wrapped_by_characters(text, limit, anywhere);
        let found = segments(&wrapped, "ko");
        assert_eq!(found.len(), 4, "{limit} {anywhere}: {found:#?}");
    }
}
