use proptest::prelude::*;

use super::*;

fn document(bytes: &[u8]) -> Result<Document> {
    Document::from_bytes(Path::new("note.txt"), bytes, None)
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

fn cp949(text: &str) -> Vec<u8> {
    let (bytes, _, has_none) = encoding_rs::EUC_KR.encode(text);
    assert!(!has_none, "{text}");
    bytes.into_owned()
}

#[test]
fn lines_end_as_on_any_system() {
    let doc = document("가\r\n\r나\n\nb".as_bytes()).expect("text");
    let lines: Vec<_> = doc.lines().iter().map(|l| l.span.of(&doc.text).to_owned()).collect();
    assert_eq!(lines, ["가", "", "나", "", "b"]);
    assert_eq!(doc.position(doc.text.len() - 1), (5, 1));
    assert_eq!(doc.position(0), (1, 1));
}

/// Sentences of our own for files in other encodings.
const KOREAN: &str = "대사는 어제 수상을 만났다.\n그들은 두 시간 동안 이야기하였다.\n";
const MIXED: &str =
    "The ambassador met the premier — in “private”.\n\n대사는 수상을 따로 만났다.\n";

#[test]
fn a_pdf_is_known_by_its_first_bytes() {
    let error = document(b"%PDF-1.4\n\x00\x01").expect_err("no whole one").to_string();
    assert!(error.starts_with("cannot read note.txt: ") && error.contains("PDF"), "{error}");
}

#[test]
fn a_file_that_cannot_be_read_says_where_and_what_to_do() {
    let with = |text: &str, at: usize, bytes: &[u8]| {
        let (before, after) = text.split_at(at);
        [before.as_bytes(), bytes, after.as_bytes()].concat()
    };
    let mut odd = b"\xff\xfe".to_vec();
    odd.extend(utf16(KOREAN, u16::to_le_bytes));
    odd.push(b'x');
    let mut damaged = cp949(&KOREAN.repeat(9));
    damaged.insert(4, 0xff);
    #[rustfmt::skip]
    let cases: Vec<(Vec<u8>, &str, &str)> = vec![
        (b"".to_vec(),        "is empty: there is nothing to compare", "nothing"),
        (b" \n\n".to_vec(),   "is empty: there is nothing to compare", "white space"),
        ("\u{feff}\n".into(), "is empty: there is nothing to compare", "a mark is no text"),
        (b"Minister\x00\x01".to_vec(),
            "is not a text file: byte 8 is a 0x00 control byte; save the document as plain text in UTF-8 first",
            "no text has it"),
        (b"\x7fELF\x02\x01\x01\0\0\0\xff\xfe\x80\x01".to_vec(),
            "is not a text file: byte 7 is a 0x00 control byte; save the document as plain text in UTF-8 first",
            "nor in any encoding"),
        (with(MIXED, 4, b"\xff"),
            "is UTF-8 but for line 1, column 5: mend the file, or read it with --lossy, which puts \u{fffd} \
             where bytes are no text", "one bad byte, which no other encoding explains"),
        (with(MIXED, MIXED.len() - 2, b"\xb0\xff\xfe"),
            "is UTF-8 but for 3 places, the first of them line 3, column 15: mend the file, or read it with --lossy, \
             which puts \u{fffd} where bytes are no text", "three bad bytes"),
        (with("\u{feff}“A”\n", 3, b"\x93"),
            "is UTF-8 but for line 1, column 1: mend the file, or read it with --lossy, which puts \u{fffd} where \
             bytes are no text", "a mark is no column"),
        (KOREAN.as_bytes()[..8].to_vec(),
            "is cut short: it is UTF-8 and ends inside a character, at byte 6; get the whole file, or read what \
             there is with --lossy", "two bytes of three"),
        (odd,
            "is cut short: it is UTF-16LE and ends inside a character, at byte 74; get the whole file, or read what \
             there is with --lossy", "an odd length"),
        (damaged,
            "is CP949 but for line 1, column 3: mend the file, or read it with --lossy, which puts \u{fffd} where \
             bytes are no text", "all but a byte is Korean"),
        (b"\x94\x81\xac\x61\x93\x65 \x94\x81\xac\x61\x94\x61 \xac\x61\xd0\x61\n".to_vec(),
            "is in johab, which is not read: convert it to UTF-8 first, for example with iconv -f johab -t UTF-8",
            "대사는 대사다 사하, of 1987"),
        (b"\xff\xfe\0\0N\0\0\0".to_vec(),
            "is in UTF-32, which is not read: convert it to UTF-8 first, for example with iconv -f UTF-32 -t UTF-8",
            "by its mark"),
        (encoding_rs::WINDOWS_1251.encode("Посол вчера встретился.\n").0.into_owned(),
            "is not UTF-8: line 1, column 1 (0xcf) does not belong there; it looks like windows-1251, so try --encoding \
             windows-1251 (or --source-encoding, --target-encoding for one of two files)",
            "a guess is told, but not trusted"),
    ];
    for (bytes, message, why) in cases {
        let error = document(&bytes).expect_err(why).to_string();
        assert_eq!(error, format!("note.txt {message}"), "{why}");
    }
}

#[test]
fn an_encoding_that_was_named_is_taken_at_its_word() {
    let read = |bytes: &[u8], label: &str| {
        let document = Document::from_bytes(Path::new("note.txt"), bytes, Some(label));
        document.map(|document| document.text).map_err(|error| error.to_string())
    };
    #[rustfmt::skip]
    let cases: [(Vec<u8>, &str, Result<&str, &str>); 9] = [
        (cp949(KOREAN),              "cp949",        Ok(KOREAN)),
        (cp949(KOREAN),              "UHC",          Ok(KOREAN)),
        (cp949(KOREAN),              "ms949",        Ok(KOREAN)),
        (cp949("똠방각하 펲시"),      "euc-kr",       Ok("똠방각하 펲시")),
        (b"\x1b$)C\x0e1h\x0f".to_vec(), "iso-2022-kr", Ok("김")),
        (utf16("N", u16::to_be_bytes), "utf-16be",   Ok("N")),
        (b"x".to_vec(),              "euckr8",       Err("unknown encoding \"euckr8\": use a name such as utf-8, \
                                                          cp949, utf-16le, iso-2022-kr or windows-1252")),
        (b"x".to_vec(),              "johab",        Err("note.txt is in johab, which is not read: convert it to \
                                                          UTF-8 first, for example with iconv -f johab -t UTF-8")),
        ("\u{feff}가".into(),        "euc-kr",       Ok("가")),
    ];
    for (bytes, label, expected) in cases {
        assert_eq!(
            read(&bytes, label),
            expected.map(str::to_owned).map_err(str::to_owned),
            "{label}"
        );
    }
    let error = read("A — 값\n— “B”".as_bytes(), "cp949").expect_err("UTF-8");
    assert!(
        error.starts_with("note.txt is not CP949: line 1, column 3 (0xe2)")
            && error.contains("it looks like UTF-8, so try --encoding UTF-8"),
        "{error}"
    );
}

#[test]
fn the_encoding_is_found_out_where_it_is_sure() {
    let with_mark = |mut bytes: Vec<u8>, mark: &[u8]| {
        bytes.splice(0..0, mark.iter().copied());
        bytes
    };
    let iso = {
        let mut bytes = b"\x1b$)C\n".to_vec();
        for line in KOREAN.lines() {
            for c in line.chars() {
                match &*cp949(&c.to_string()) {
                    [byte] => bytes.push(*byte),
                    pair => {
                        bytes.push(0x0e);
                        bytes.extend(pair.iter().map(|byte| byte & 0x7f));
                        bytes.push(0x0f);
                    }
                }
            }
            bytes.push(b'\n');
        }
        bytes
    };
    let iso_text = format!("\n{KOREAN}");
    let latin = "The café’s owner – a naïve man – paid £5.\n";
    let polish = "Władysław Gomułka przemawiał wczoraj na posiedzeniu Komitetu Centralnego i mówił o błędach.\n";
    let encode =
        |encoding: &'static encoding_rs::Encoding, text: &str| encoding.encode(text).0.into_owned();
    #[rustfmt::skip]
    let cases: Vec<(Vec<u8>, &str, &str)> = vec![
        (KOREAN.into(),                                          KOREAN, "UTF-8"),
        (with_mark(KOREAN.into(), b"\xef\xbb\xbf"),              KOREAN, "UTF-8"),
        (utf16(KOREAN, u16::to_le_bytes),                        KOREAN, "UTF-16LE"),
        (utf16(KOREAN, u16::to_be_bytes),                        KOREAN, "UTF-16BE"),
        (utf16(MIXED, u16::to_le_bytes),                         MIXED,  "UTF-16LE"),
        (utf16("The note of 1957.", u16::to_be_bytes),           "The note of 1957.", "UTF-16BE"),
        (with_mark(utf16(MIXED, u16::to_be_bytes), b"\xfe\xff"), MIXED,  "UTF-16BE"),
        (with_mark(utf16("Note", u16::to_le_bytes), b"\xff\xfe"), "Note", "UTF-16LE"),
        (cp949(KOREAN),                                          KOREAN, "CP949"),
        (cp949("Kim said “no”.\n"),                              "Kim said “no”.\n", "CP949"),
        (cp949("朝鮮民主主義人民共和國의 外務相은 펲시를 마시고 돌아갔다."),
            "朝鮮民主主義人民共和國의 外務相은 펲시를 마시고 돌아갔다.", "CP949"),
        (iso,                                                    &iso_text, "ISO-2022-KR"),
        (encode(encoding_rs::WINDOWS_1252, latin),               latin,  "windows-1252"),
        (encode(encoding_rs::WINDOWS_1252, "It was – so to say – over.\n"),
            "It was – so to say – over.\n", "windows-1252"),
        (encode(encoding_rs::WINDOWS_1250, polish),              polish, "windows-1250"),
    ];
    for (bytes, text, encoding) in cases {
        let read = document(&bytes).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!((read.text.as_str(), read.encoding()), (text, encoding));
    }
}

#[test]
fn other_languages_are_not_taken_for_korean() {
    // Two bytes a character, as Korean has them, but of Chinese (GBK) and Japanese (EUC-JP, Shift JIS).
    let chinese = "大使昨天会见了总理。他们谈了两个小时，并且讨论了新的工业计划和人民的生活。";
    let japanese = "大使は昨日、首相と会見した。会談は二時間つづき、工業の新しい計画が討議された。";
    #[rustfmt::skip]
    let cases = [
        (encoding_rs::GBK, chinese), (encoding_rs::EUC_JP, japanese), (encoding_rs::SHIFT_JIS, japanese),
        (encoding_rs::WINDOWS_1251, "Посол вчера встретился с премьером. Они говорили два часа."),
    ];
    for (encoding, text) in cases {
        let (bytes, _, _) = encoding.encode(text);
        match document(&bytes) {
            Err(Error::Encoding { line: 1, column: 1, .. }) => {}
            other => panic!("{}: {other:?}", encoding.name()),
        }
    }
}

#[test]
fn a_lossy_reading_keeps_the_places_of_the_file() {
    let lossy = Reading { encoding: None, lossy: true, ..Reading::default() };
    let read = |bytes: &[u8]| Document::from_bytes_as(Path::new("n"), bytes, &lossy).expect("read");
    let doc = read(b"\xef\xbb\xbf\xeb\x8c\x80\xff\xec\x82\xac\n\xea\xb0 \xed\x95\x9c");
    assert_eq!(doc.text, "대\u{fffd}사\n\u{fffd} 한");
    assert_eq!(doc.replacements(), [(1, 2), (2, 1)]);
    let at = |word: &str| {
        let start = doc.text.find(word).expect(word);
        doc.in_file(Span::new(start, start + word.len()))
    };
    assert_eq!((at("대"), at("사"), at("한")), ((3..6).into(), (7..10).into(), (14..17).into()));
    assert_eq!(doc.in_file(Span::new(3, 6)), Span::new(6, 7));
    let mut odd = b"\xff\xfe".to_vec();
    odd.extend(utf16("Note", u16::to_le_bytes));
    odd.push(b'x');
    assert_eq!((read(&odd).text.as_str(), read(&odd).replacements().len()), ("Note\u{fffd}", 1));
}

#[test]
fn endless_input_is_given_up() {
    let error = Document::from_reader(Path::new("pipe"), io::repeat(b'a'), &Reading::default());
    assert_eq!(
        error.expect_err("no end").to_string(),
        "pipe does not end within 64 MiB, the most that is read of one file: give the text in parts"
    );
}

#[test]
fn a_stray_control_character_is_kept_and_many_are_no_text() {
    let doc = document("소련\u{7} 대사".as_bytes()).expect("a bell is no reason to refuse a text");
    assert!(doc.text.contains('\u{7}'));
    let error = document(&[7; 40]).expect_err("nothing but bells").to_string();
    assert!(error.contains("0x07 control byte"), "{error}");
}

#[test]
fn words_are_found_in_the_file_as_it_stands() {
    #[rustfmt::skip]
    let cases = [
        // file                                    words     span     line, column   why
        ("\u{feff}Note",                           "Note",   3..7,    (1, 1), "a mark is no text and no column"),
        ("\u{feff}a\nNote",                        "Note",   5..9,    (2, 1), "nor on another line"),
        ("\u{1112}\u{1161}\u{11ab} \u{1100}\u{1161}", "가",  10..16,  (1, 5), "columns are those of the file"),
        ("１９５６년 4월",                         "1956년", 0..15,   (1, 1), "full width is three bytes a digit"),
        ("１９５６년 4월",                         "4",      16..17,  (1, 7), "and what follows is where it was"),
        ("\u{f9e4}承燁",                           "理",     0..3,    (1, 1), "as long as before"),
    ];
    for (file, words, span, place, why) in cases {
        let doc = document(file.as_bytes()).expect(why);
        let start = doc.text.find(words).expect(why);
        let inner = Span::new(start, start + words.len());
        assert_eq!(doc.in_file(inner), span.clone().into(), "{why}");
        assert_eq!(doc.raw(inner), &file[span], "{why}");
        assert_eq!(doc.position(start), place, "{why}");
    }
}

proptest! {
    #[test]
    fn every_place_leads_back(file in compose::tests::mixed(), cuts in prop::array::uniform2(any::<prop::sample::Index>())) {
        let doc = Document::from_text(Path::new("n"), file.clone());
        let body = if file.starts_with(compose::MARK) { 3 } else { 0 };
        if !doc.text.is_empty() {
            prop_assert_eq!(doc.in_file(Span::new(0, doc.text.len())), Span::new(body, file.len()));
        }
        let mut bounds: Vec<usize> = doc.text.char_indices().map(|(at, _)| at).collect();
        bounds.push(doc.text.len());
        let mut ends = cuts.map(|cut| *cut.get(&bounds));
        ends.sort_unstable();
        let span = Span::new(ends[0], ends[1]);
        let there = doc.in_file(span);
        prop_assert!(file.is_char_boundary(there.start) && file.is_char_boundary(there.end));
        // What stands there reads as the words do, or as more where one character is made of several.
        // A line end before them, since a mark that begins a text would be none of it.
        let again = Document::from_text(Path::new("n"), format!("\n{}", doc.raw(span)));
        prop_assert!(again.text.contains(span.of(&doc.text)) || span.is_empty());
        let mut last = Span::new(0, 0);
        for pair in bounds.windows(2) {
            let next = doc.in_file(Span::new(pair[0], pair[1]));
            prop_assert!(last.start <= next.start && last.end <= next.end, "{last:?} {next:?}");
            last = next;
        }
    }

    #[test]
    fn a_decomposed_file_reads_as_the_composed_one(file in compose::tests::mixed()) {
        use unicode_normalization::UnicodeNormalization;
        let read = |text: String| Document::from_text(Path::new("n"), text);
        let (composed, apart) = (read(file.nfc().collect()), read(file.nfd().collect()));
        prop_assert_eq!(&composed.text, &apart.text);
        prop_assert_eq!(composed.lines(), apart.lines());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60), lossy: bool) {
        let reading = Reading { lossy, ..Reading::default() };
        if let Ok(doc) = Document::from_bytes_as(Path::new("n"), &bytes, &reading) {
            let whole = doc.in_file(Span::new(0, doc.text.len()));
            if doc.is_utf8() {
                prop_assert_eq!(whole.end, bytes.len());
            }
            doc.replacements();
        }
    }
}
