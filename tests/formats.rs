//! Files that are no plain text: what is found in them is told at places that a person can follow, and what cannot be
//! read is said, with what to do about it, and nothing is written. All files are made here.

use std::{
    fs,
    io::{Cursor, Write as _},
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;
use zip::{ZipWriter, write::SimpleFileOptions};

const ENGLISH: [&str; 4] = [
    "The delegation of 27 people arrived in Pyongyang on 4 April 1957.",
    "The ambassador spoke with the vice-premier about the harvest of that year.",
    "He asked for 300 tons of rice, and received an answer on the next day.",
    "The talks ended without a result.",
];
const KOREAN: [&str; 4] = [
    "27명으로 구성된 대표단은 1957년 4월 4일에 평양에 도착하였다.",
    "대사는 부수상과 그해의 수확에 대하여 이야기하였다.",
    "그는 쌀 500톤을 요청하였고 이튿날 답을 받았다.",
    "회담은 성과 없이 끝났다.",
];

fn daejo(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_daejo"));
    command.current_dir(folder).args(arguments).args(["--config", "none"]).output().expect("it ran")
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("memory");
        zip.write_all(bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

fn word(body: &str) -> Vec<u8> {
    let body = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{body}</w:body></w:document>"
    );
    archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", body.as_bytes())])
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// An archive that says its files are locked with a password.
fn locked(mut bytes: Vec<u8>) -> Vec<u8> {
    // The first of the flags, behind the mark of each file and of each entry in the list.
    for (mark, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let places = bytes.windows(4).enumerate().filter(|(_, four)| four == mark);
        for at in places.map(|(at, _)| at).collect::<Vec<_>>() {
            bytes[at + flags] |= 1;
        }
    }
    bytes
}

/// A workbook of one sheet.
fn workbook(sheet: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"rId1\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>\
         <sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{sheet}</sheetData></worksheet>");
    archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml").as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml").as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

fn cells(row: usize, cells: &[(&str, &str)]) -> String {
    let cells = cells.iter().map(|(column, text)| {
        format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    });
    format!("<row r=\"{row}\">{}</row>", cells.collect::<String>())
}

/// A document in which the third sentence stands in a table.
fn with_table(sentences: [&str; 4]) -> Vec<u8> {
    let [one, two, three, four] = sentences.map(paragraph);
    word(&format!("{one}{two}<w:tbl><w:tr><w:tc>{three}</w:tc></w:tr></w:tbl>{four}"))
}

fn written(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("it can be written");
    }
    folder
}

#[test]
fn findings_in_a_word_document_are_told_by_table_row_and_cell() {
    let folder =
        written(&[("x.en.docx", &with_table(ENGLISH)), ("x.ko.docx", &with_table(KOREAN))]);
    let output = daejo(folder.path(), &["check", "x.en.docx", "x.ko.docx", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let findings = report["findings"].as_array().expect("a list");
    let number = findings.iter().find(|f| f["rule"] == "unit" || f["rule"] == "number");
    let side = &number.expect("300 is not 500")["target"];
    assert_eq!(side["place"], serde_json::json!({"table": 1, "row": 1, "cell": 1}));
    assert!(side["span"]["start"].is_u64(), "spans point into the text that was made: {side}");
    let text = daejo(folder.path(), &["check", "x.en.docx", "x.ko.docx"]);
    let text = String::from_utf8(text.stdout).expect("UTF-8");
    assert!(text.contains("--> x.ko.docx, table 1, row 1, cell 1 (ko)"), "{text}");
    // Halves are paired by their names, whatever their format.
    let many = daejo(folder.path(), &["check", ".", "--format", "tsv", "--fail-on", "none"]);
    assert_eq!(many.status.code(), Some(0), "{}", String::from_utf8_lossy(&many.stderr));
    let rows = String::from_utf8(many.stdout).expect("UTF-8");
    assert!(rows.contains("table 1, row 1, cell 1"), "{rows}");
    for command in ["segment", "align"] {
        let output = daejo(folder.path(), &[command, "x.en.docx", "x.ko.docx"]);
        assert!(output.status.success(), "{command}");
    }
}

#[test]
fn what_word_shows_is_read_and_nothing_else() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let body = [
        "<w:p>".to_owned(),
        run("The talks "),
        format!("<w:del>{}</w:del><w:ins>{}</w:ins>", run("began"), run("ended")),
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> in secret</w:t></w:r>".into(),
        "<w:sdt><w:sdtContent>".into(),
        run(" without a result"),
        "</w:sdtContent></w:sdt><w:r><w:tab/><w:instrText>PAGE</w:instrText></w:r>".into(),
        run(".</w:t></w:r></w:p><w:p><w:r><w:t>회담은 성과 없이 끝났다."),
        "</w:p>".into(),
    ];
    let folder = written(&[("x.docx", &word(&body.concat()))]);
    let output = daejo(folder.path(), &["segment", "x.docx", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let texts: Vec<&str> = ["source", "target"]
        .iter()
        .flat_map(|half| report["segments"][half].as_array().expect("a list"))
        .filter_map(|segment| segment["text"].as_str())
        .collect();
    assert_eq!(texts, ["The talks ended without a result\t.", "회담은 성과 없이 끝났다."]);
}

#[test]
fn spans_of_a_page_point_into_the_file() {
    let page = |sentences: [&str; 4]| {
        let list =
            sentences.map(|sentence| format!("<li>{}</li>\n", sentence.replace(' ', "&#32;")));
        format!("<html><title>x</title><body><ul>{}</ul></body></html>", list.concat())
    };
    let (english, korean) = (page(ENGLISH), page(KOREAN));
    let folder = written(&[("en.html", english.as_bytes()), ("ko.html", korean.as_bytes())]);
    let output = daejo(folder.path(), &["check", "en.html", "ko.html", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let side = &report["findings"][0]["target"];
    let at =
        |key: &str| usize::try_from(side["span"][key].as_u64().expect("a number")).expect("small");
    let stands = &korean[at("start")..at("end")];
    assert_eq!(stands.replace("&#32;", " "), side["text"].as_str().expect("a text"));
    assert!(side["place"].is_null(), "a page is text: {side}");
    let parts = daejo(folder.path(), &["segment", "en.html", "ko.html", "--format", "json"]);
    let report: Value = serde_json::from_slice(&parts.stdout).expect("JSON");
    assert_eq!(report["segments"]["source"].as_array().map(Vec::len), Some(4));
}

#[test]
fn a_file_that_cannot_be_read_is_an_error_of_that_file() {
    let whole = with_table(ENGLISH);
    let deep = "<w:sdt>".repeat(5000);
    let doctype = b"<!DOCTYPE x [<!ENTITY a \"b\">]><w:document>&a;</w:document>";
    let blanks = vec![b' '; 80 << 20];
    let inner = archive(&[("word/document.xml", &blanks)]);
    // Each below the bound, and all together above it.
    let header = [b"<w:hdr>", &blanks[..20 << 20], b"</w:hdr>"].concat();
    let many: Vec<String> = (1..=5).map(|at| format!("word/header{at}.xml")).collect();
    let mut parts: Vec<(&str, &[u8])> =
        many.iter().map(|name| (name.as_str(), &header[..])).collect();
    parts.push(("word/document.xml", b"<w:document><w:body/></w:document>"));
    #[rustfmt::skip]
    let cases: Vec<(&str, Vec<u8>, &str, &str)> = vec![
        ("zip.docx",   archive(&[("word/document.xml", &inner)]),        "damaged",    "an archive inside an archive"),
        ("many.docx",  archive(&parts),                                  "more than is read", "a bomb in parts"),
        ("pass.docx",  locked(whole.clone()),                            "password",   "an archive with a password"),
        ("deep.odt",   archive(&[("content.xml", "<a>".repeat(5000).as_bytes())]), "inside each other", "nested too deep"),
        ("deep.hwpx",  archive(&[("Contents/section0.xml", "<a>".repeat(5000).as_bytes())]), "inside each other", "nested too deep"),
        ("bomb.hwpx",  archive(&[("Contents/section0.xml", &blanks)]),   "more than is read", "a bomb"),
        ("deep.rtf",   "{\\rtf1 ".repeat(5000).into_bytes(),             "inside each other", "groups in groups"),
        ("cut.xlsx",   workbook("")[..200].to_vec(),                     "damaged",    "cut short"),
        ("bomb.xlsx",  archive(&[("xl/sharedStrings.xml", &blanks)]),    "more than is read", "a bomb"),
        ("lock.xlsx",  b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),     "password",   "encrypted"),
        ("deep.tmx",   "<tmx>".repeat(5000).into_bytes(),                "inside each other", "nested too deep"),
        ("cut.tmx",    b"<tmx version=\"1.4\"><body><tu>".to_vec(),      "cut short",  "an end that is missing"),
        ("ent.xlf",    b"<!DOCTYPE x [<!ENTITY a \"b\">]><xliff version=\"1.2\"><file source-language=\"en\" target-language=\"ko\"><body><trans-unit id=\"1\"><source>&a;</source></trans-unit></body></file></xliff>".to_vec(), "&a;", "an entity of its own"),
        ("cut.docx",   whole[..whole.len() / 2].to_vec(),                "damaged",    "cut short"),
        ("text.docx",  b"not an archive".to_vec(),                       "is no docx", "another kind of file"),
        ("empty.docx", archive(&[("a.txt", b"a")]),                      "missing",    "an archive of something else"),
        ("lock.docx",  b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),     "password",   "encrypted"),
        ("deep.docx",  word(&deep),                                      "inside each other", "nested too deep"),
        ("ent.docx",   archive(&[("word/document.xml", doctype)]),       "entities",   "entities of its own"),
        ("bomb.docx",  archive(&[("word/document.xml", &blanks)]),       "more than is read", "a bomb"),
        ("half.docx",  archive(&[("word/document.xml", b"<w:document><w:body>")]), "cut short", "an end that is missing"),
        ("x.odt",      archive(&[("content.xml", b"<a/>"), ("META-INF/manifest.xml", b"<m><encryption-data/></m>")]), "password", "encrypted"),
        ("x.epub",     archive(&[("mimetype", b"application/epub+zip")]), "container.xml", "a book without a list"),
        ("x.hwpx",     archive(&[("mimetype", b"application/hwp+zip")]), "section0", "no sections"),
        ("x.rtf",      b"{\\rtf1 cut".to_vec(),                          "cut short",  "groups that are open"),
        ("x.srt",      b"no times in it\n".to_vec(),                     "-->",        "no subtitles"),
    ];
    for (name, bytes, said, why) in cases {
        let folder = written(&[(name, &bytes), ("ko.txt", KOREAN.join("\n").as_bytes())]);
        let output =
            daejo(folder.path(), &["check", name, "ko.txt", "-o", "out.json", "--format", "json"]);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{why}: {error}");
        assert!(error.contains(said) && error.contains(name), "{why}: {error}");
        assert!(!error.contains("panicked"), "{why}: {error}");
        assert!(!folder.path().join("out.json").exists(), "{why}: nothing is written");
    }
}

#[test]
fn two_cells_far_apart_take_no_more_memory_than_two_cells() {
    let far = [
        cells(1, &[("A", "en"), ("B", "ko"), ("XFD", "z")]),
        cells(2, &[("A", ENGLISH[2]), ("B", KOREAN[2])]),
        cells(1_048_576, &[("A", ENGLISH[0]), ("B", KOREAN[0])]),
    ];
    let folder = written(&[("x.xlsx", &workbook(&far.concat()))]);
    let output = daejo(folder.path(), &["check", "x.xlsx", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["beads"].as_array().map(Vec::len), Some(2));
    let side = &report["findings"][0]["target"];
    assert_eq!((&side["place"]["sheet"], &side["place"]["row"]), (&"a".into(), &2.into()));
}

#[test]
fn values_in_code_are_none_of_the_sentence() {
    #[rustfmt::skip]
    let cases: [(&str, &str, usize, &str); 3] = [
        ("The server returned 404 pages.",         "서버가 500쪽을 돌려주었다.",         1, "of the sentence"),
        ("The server returned `port = 404` then.", "서버가 `port = 500`을 돌려주었다.",  0, "of code"),
        ("The server returned `404` pages.",       "서버가 쪽을 돌려주었다.",            0, "of code that is left out"),
    ];
    for (source, target, count, why) in cases {
        let folder = written(&[("en.md", source.as_bytes()), ("ko.md", target.as_bytes())]);
        let output = daejo(
            folder.path(),
            &[
                "check",
                "en.md",
                "ko.md",
                "--rule",
                "number",
                "--format",
                "json",
                "--min-confidence",
                "0",
            ],
        );
        let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(report["findings"].as_array().map(Vec::len), Some(count), "{why}: {report}");
    }
}

#[test]
fn the_bytes_tell_the_format_where_the_name_does_not() {
    let folder =
        written(&[("en", &with_table(ENGLISH)), ("ko.txt", KOREAN.join("\n\n").as_bytes())]);
    let output = daejo(folder.path(), &["segment", "en", "ko.txt", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["segments"]["source"][2]["place"]["table"], 1);
}

#[test]
fn suggestions_are_not_written_into_what_is_no_text() {
    let folder =
        written(&[("x.en.docx", &with_table(ENGLISH)), ("x.ko.docx", &with_table(KOREAN))]);
    let output =
        daejo(folder.path(), &["check", "x.en.docx", "x.ko.docx", "--fix", "copy", "-o", "y.docx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("files of text alone"));
}
