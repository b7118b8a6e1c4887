//! Files that are no plain text: what is found in them is told at places that a person can follow, and what cannot be
//! read is said, with what to do about it, and nothing is written. All files are made here.

use std::fs;

use serde_json::Value;

use made::{
    ENGLISH, KOREAN, archive, cells, daejo, paragraph, with_table, word, workbook, written,
};

#[path = "formats/hostile.rs"]
mod hostile;
#[path = "formats/made.rs"]
mod made;

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

/// The segments of a file as those of a source half: their texts with their places.
fn segments(name: &str, bytes: &[u8]) -> Vec<String> {
    let folder = written(&[(name, bytes), ("ko.txt", KOREAN.join("\n\n").as_bytes())]);
    let output = daejo(folder.path(), &["segment", name, "ko.txt", "--format", "json"]);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    let report: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{error}"));
    let told = |segment: &Value| {
        let place = &segment["place"];
        let steps = ["part", "table", "row", "cell", "note", "paragraph"];
        let steps = steps.iter().filter(|step| !place[**step].is_null());
        let steps: Vec<String> = steps.map(|step| format!("{step} {}", place[*step])).collect();
        format!("{} ({})", segment["text"].as_str().expect("a text"), steps.join(", "))
    };
    report["segments"]["source"].as_array().expect("a list").iter().map(told).collect()
}

#[test]
fn paragraphs_of_word_are_what_its_reader_sees() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let boxed = |text: &str| {
        format!("<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>", paragraph(text))
    };
    let deleted = "<w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>";
    #[rustfmt::skip]
    let cases: [(String, &[&str], &str); 8] = [
        (format!("<w:p>{deleted}{}</w:p><w:p>{}</w:p>{}", run("The talks "), run("ended today."), paragraph("All left.")),
            &["The talks ended today. (paragraph 1)", "All left. (paragraph 2)"], "the end of a paragraph is deleted"),
        (format!("<w:tbl><w:tr><w:tc><w:p>{deleted}{}</w:p></w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", run("One cell."), paragraph("Another cell.")),
            &["One cell. (table 1, row 1, cell 1)", "Another cell. (table 1, row 1, cell 2)"], "and nothing follows it in its cell"),
        (format!("<w:p>{}{}{}</w:p>{}", run("The talks "), boxed("This is in a box."), run("ended today."), paragraph("All left.")),
            &["The talks ended today. (paragraph 1)", "This is in a box. (part \"text box\", paragraph 1)", "All left. (paragraph 2)"],
            "a text box in a sentence"),
        ("<w:p><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>It is shown.</w:t></w:r></w:p>".to_owned(),
            &["It is shown. (paragraph 1)"], "what was hidden before a change"),
        (format!("<w:p>{}<w:r><w:br w:type=\"page\"/></w:r>{}</w:p>", run("The first page ends."), run("The second begins.")),
            &["The first page ends. (paragraph 1)", "The second begins. (paragraph 1)"], "the end of a page"),
        (format!("<w:p>{}<w:r><w:ptab/></w:r>{}</w:p>", run("Page"), run("one is here.")),
            &["Page\tone is here. (paragraph 1)"], "a tab"),
        (format!("<w:p>{}<w:r><w:sym w:font=\"Symbol\" w:char=\"F0B0\"/></w:r>{}</w:p>", run("It was 20"), run("C outside.")),
            &["It was 20°C outside. (paragraph 1)"], "a symbol"),
        (format!("<w:p>{}<w:r><w:rPr><w:vanish/></w:rPr><w:tab/><w:sym w:font=\"Symbol\" w:char=\"F0B0\"/></w:r>{}</w:p>", run("It is "), run("cold.")),
            &["It is cold. (paragraph 1)"], "one that is hidden"),
    ];
    for (body, expected, why) in cases {
        assert_eq!(segments("x.docx", &word(&body)), expected, "{why}");
        // What a vocabulary is called in a file is nobody's business but its own.
        let other = body.replace("<w:", "<ns0:").replace("</w:", "</ns0:").replace(" w:", " ns0:");
        let other = format!(
            "<ns0:document xmlns:ns0=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
             <ns0:body>{other}</ns0:body></ns0:document>"
        );
        let other = archive(&[("word/document.xml", other.as_bytes())]);
        assert_eq!(segments("x.docx", &other), expected, "{why}, by another prefix");
    }
}

#[test]
fn what_writer_shows_is_read_and_nothing_else() {
    let names = |prefix: &str| {
        let names = ["office", "text", "style"].map(|name| {
            let own = if prefix.is_empty() { name } else { &format!("{prefix}{name}") };
            format!(" xmlns:{own}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\"")
        });
        names.concat()
    };
    let content = "<office:document-content NAMES><office:automatic-styles><style:style style:name=\"T1\">\
        <style:text-properties text:display=\"none\"/></style:style></office:automatic-styles><office:body>\
        <text:p>The talks <text:span text:style-name=\"T1\">began</text:span>ended.</text:p>\
        <text:p text:style-name=\"Remark\">Nobody sees it.</text:p></office:body></office:document-content>";
    let styles = "<office:document-styles NAMES><style:style style:name=\"Remark\"><style:text-properties \
        text:display=\"none\"/></style:style><style:style style:name=\"T2\"><style:text-properties \
        text:display=\"true\"/></style:style><style:header><text:p>The header is here.</text:p></style:header>\
        <style:header-first><text:p>The first is here.</text:p></style:header-first>\
        <style:footer-left><text:p>The left is here.</text:p></style:footer-left></office:document-styles>";
    let manifest = "<!DOCTYPE manifest:manifest PUBLIC \"-//OpenOffice.org//DTD Manifest 1.0//EN\" \
        \"Manifest.dtd\"><manifest:manifest xmlns:manifest=\"x\"/>";
    for prefix in ["", "x"] {
        let own = |text: &str| {
            let text = ["office", "text", "style"].iter().fold(text.to_owned(), |text, name| {
                let text = text.replace(&format!("<{name}:"), &format!("<{prefix}{name}:"));
                let text = text.replace(&format!("</{name}:"), &format!("</{prefix}{name}:"));
                text.replace(&format!(" {name}:"), &format!(" {prefix}{name}:"))
            });
            text.replace(" NAMES", &names(prefix))
        };
        let file = archive(&[
            ("META-INF/manifest.xml", manifest.as_bytes()),
            ("content.xml", own(content).as_bytes()),
            ("styles.xml", own(styles).as_bytes()),
        ]);
        assert_eq!(
            segments("x.odt", &file),
            [
                "The talks ended. (paragraph 1)",
                "The header is here. (part \"header\", paragraph 1)",
                "The first is here. (part \"header\", paragraph 1)",
                "The left is here. (part \"footer\", paragraph 1)",
            ],
            "{prefix:?}"
        );
    }
}

#[test]
fn chapters_are_read_in_order_and_composed() {
    let package = "<package xmlns=\"http://www.idpf.org/2007/opf\"><manifest>\
        <item id=\"a\" href=\"b.xhtml\" media-type=\"application/xhtml+xml\"/>\
        <item id=\"b\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>\
        <spine><itemref idref=\"a\"/><itemref idref=\"b\"/></spine></package>";
    let chapter = |inner: &str| {
        format!("<html xmlns=\"http://www.w3.org/1999/xhtml\"><body>{inner}</body></html>")
    };
    let book = archive(&[
        ("mimetype", b"application/epub+zip"),
        (
            "META-INF/container.xml",
            b"<container><rootfiles><rootfile full-path=\"p.opf\"/></rootfiles></container>",
        ),
        ("p.opf", package.as_bytes()),
        // A chapter that is shorter than the first, so that places in both are none in the book.
        ("a.xhtml", chapter("<p>The end.</p>").as_bytes()),
        (
            "b.xhtml",
            chapter("<p>A long cafe\u{301} is &amp; was here.</p><p>It is nai&#x308;ve.</p>")
                .as_bytes(),
        ),
    ]);
    assert_eq!(
        segments("x.epub", &book),
        [
            "A long café is & was here. (part \"b.xhtml\", paragraph 1)",
            "It is naïve. (part \"b.xhtml\", paragraph 2)",
            "The end. (part \"a.xhtml\", paragraph 1)",
        ]
    );
}

#[test]
fn of_units_that_are_aligned_anew_each_sentence_has_what_is_its_own() {
    let rows = "en\tko\nThe first line is <b>here</b>. The key {name} is lost. The third line is here.\t첫째 줄은 <b>여기</b> 있다. \
                열쇠는 없어졌다. 셋째 줄은 여기 있다.\n";
    let folder = written(&[("x.tsv", rows.as_bytes())]);
    for more in [&[][..], &["--realign"]] {
        let arguments =
            ["check", "x.tsv", "--rule", "markup", "--format", "json", "--encoder", "none"];
        let output = daejo(folder.path(), &[&arguments[..], more].concat());
        let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let findings = report["findings"].as_array().expect("a list");
        let told: Vec<&str> = findings.iter().filter_map(|own| own["message"].as_str()).collect();
        assert_eq!(told, ["the placeholder {name} is lost"], "{more:?}");
    }
}

#[test]
fn an_alignment_is_of_one_document_in_any_encoding() {
    let utf16 = |text: &str| -> Vec<u8> {
        [vec![0xff, 0xfe], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()
    };
    let (english, korean) = (ENGLISH.join("\n"), KOREAN.join("\n"));
    let folder = written(&[
        ("a.en.txt", english.as_bytes()),
        ("a.ko.txt", korean.as_bytes()),
        ("b.en.txt", english.as_bytes()),
        ("b.ko.txt", korean.as_bytes()),
        ("wide.tsv", &utf16("source_segments\ttarget_segments\r\n0,1\t0,1\r\n2,3\t2,3\r\n")),
    ]);
    let align = |arguments: &[&str]| {
        let more = ["--encoder", "none", "--format", "csv"];
        let output = daejo(folder.path(), &[&["align"], arguments, &more[..]].concat());
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (code, table, error) = align(&["a.en.txt", "a.ko.txt", "--alignment", "wide.tsv"]);
    assert_eq!(code, Some(0), "{error}");
    assert!(table.contains("\"0,1\""), "{table}");
    // What was written is read back.
    fs::write(folder.path().join("own.csv"), &table).expect("it can be written");
    let (code, again, error) = align(&["a.en.txt", "a.ko.txt", "--alignment", "own.csv"]);
    assert_eq!((code, again), (Some(0), table), "{error}");
    let (code, _, error) =
        align(&["a.en.txt", "a.ko.txt", "b.en.txt", "b.ko.txt", "--alignment", "own.csv"]);
    assert_eq!(code, Some(2), "{error}");
    assert!(error.contains("alignment of one document, and this run has 2"), "{error}");
}
