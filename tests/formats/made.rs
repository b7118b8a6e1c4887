//! Files of other programs, made in memory, for the tests that read them.

use std::{
    fs,
    io::{Cursor, Write as _},
    path::Path,
    process::{Command, Output},
};

use zip::{ZipWriter, write::SimpleFileOptions};

pub(crate) const ENGLISH: [&str; 4] = [
    "The delegation of 27 people arrived in Pyongyang on 4 April 1957.",
    "The ambassador spoke with the vice-premier about the harvest of that year.",
    "He asked for 300 tons of rice, and received an answer on the next day.",
    "The talks ended without a result.",
];
pub(crate) const KOREAN: [&str; 4] = [
    "27명으로 구성된 대표단은 1957년 4월 4일에 평양에 도착하였다.",
    "대사는 부수상과 그해의 수확에 대하여 이야기하였다.",
    "그는 쌀 500톤을 요청하였고 이튿날 답을 받았다.",
    "회담은 성과 없이 끝났다.",
];

pub(crate) fn daejo(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_daejo"));
    command.current_dir(folder).args(arguments).args(["--config", "none"]).output().expect("it ran")
}

pub(crate) fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("memory");
        zip.write_all(bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

pub(crate) fn word(body: &str) -> Vec<u8> {
    let body = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{body}</w:body></w:document>"
    );
    archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", body.as_bytes())])
}

pub(crate) fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// An archive that says its files are locked with a password.
pub(crate) fn locked(mut bytes: Vec<u8>) -> Vec<u8> {
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
pub(crate) fn workbook(sheet: &str) -> Vec<u8> {
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

pub(crate) fn cells(row: usize, cells: &[(&str, &str)]) -> String {
    let cells = cells.iter().map(|(column, text)| {
        format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    });
    format!("<row r=\"{row}\">{}</row>", cells.collect::<String>())
}

pub(crate) fn written(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("it can be written");
    }
    folder
}

/// A document in which the third sentence stands in a table.
pub(crate) fn with_table(sentences: [&str; 4]) -> Vec<u8> {
    let [one, two, three, four] = sentences.map(paragraph);
    word(&format!("{one}{two}<w:tbl><w:tr><w:tc>{three}</w:tc></w:tr></w:tbl>{four}"))
}
