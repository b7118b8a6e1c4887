//! Files that break off, are locked, or would take more memory or time than anybody has.

use crate::made::{ENGLISH, KOREAN, archive, daejo, locked, with_table, word, workbook, written};

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
    let names: Vec<String> = (0..5000).map(|at| format!("xmlns:a{at}=\"u\" ")).collect();
    let entities: Vec<String> = (1..9)
        .map(|at| format!("<!ENTITY a{at} \"{}\">", format!("&a{};", at - 1).repeat(10)))
        .collect();
    let grow = format!(
        "<!DOCTYPE x [<!ENTITY a0 \"aaaaaaaaaa\">{}]><tmx version=\"1.4\"><header srclang=\"en\"/><body><tu>\
         <tuv xml:lang=\"en\"><seg>&a8;</seg></tuv><tuv xml:lang=\"ko\"><seg>x</seg></tuv></tu></body></tmx>",
        entities.concat()
    );
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
        ("dtd.odt",    archive(&[("META-INF/manifest.xml", b"<!DOCTYPE m [<!ENTITY a \"b\">]><m/>"), ("content.xml", b"<a/>")]), "entities", "a list that defines some"),
        ("x.odt",      archive(&[("content.xml", b"<a/>"), ("META-INF/manifest.xml", b"<m><encryption-data/></m>")]), "password", "encrypted"),
        ("x.epub",     archive(&[("mimetype", b"application/epub+zip")]), "container.xml", "a book without a list"),
        ("x.hwpx",     archive(&[("mimetype", b"application/hwp+zip")]), "section0", "no sections"),
        ("x.rtf",      b"{\\rtf1 cut".to_vec(),                          "cut short",  "groups that are open"),
        ("x.srt",      b"no times in it\n".to_vec(),                     "-->",        "no subtitles"),
        ("deep.pptx",  archive(&[("ppt/presentation.xml", "<a>".repeat(5000).as_bytes())]), "inside each other", "nested too deep"),
        ("bomb.pptx",  archive(&[("ppt/presentation.xml", &blanks)]),    "more than is read", "a bomb"),
        ("names.docx", word(&format!("<w:p {}/>", names.concat())),      "damaged",    "names of vocabularies by the thousand"),
        ("again.epub", book(&"word ".repeat(200_000), 200),              "more than is read", "a chapter over and over"),
        ("lock.hwpx",  archive(&[("Contents/section0.xml", b"<a/>"), ("META-INF/manifest.xml", b"<m><encryption-data/></m>")]), "password", "encrypted"),
        ("deep.json",  b"[".repeat(100_000),                             "inside each other", "lists in lists"),
        ("deep.yaml",  b"[".repeat(100_000),                             "no YAML",    "lists in lists"),
        ("deep.xlf",   [&b"<xliff version=\"1.2\"><file source-language=\"en\" target-language=\"ko\"><body>"[..], &b"<group>".repeat(5000)].concat(), "inside each other", "groups in groups"),
        ("grow.tmx",   grow.into_bytes(),                                "&a8;",       "entities that grow"),
    ];
    for (name, bytes, said, why) in cases {
        let folder = written(&[(name, &bytes), ("ko.txt", KOREAN.join("\n").as_bytes())]);
        // What holds both languages is a document by itself.
        let files = match name.rsplit('.').next() {
            Some("xlsx" | "tmx" | "xlf") => &[name][..],
            Some("json" | "yaml") => &[name, name],
            _ => &[name, "ko.txt"],
        };
        let more = ["-o", "out.json", "--format", "json"];
        let output = daejo(folder.path(), &[&["check"], files, &more[..]].concat());
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{why}: {error}");
        assert!(error.contains(said) && error.contains(name), "{why}: {error}");
        assert!(!error.contains("panicked"), "{why}: {error}");
        assert!(!folder.path().join("out.json").exists(), "{why}: nothing is written");
    }
}

/// A book of one chapter that is read so many times.
fn book(words: &str, times: usize) -> Vec<u8> {
    let package = format!(
        "<package><manifest><item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>\
         <spine>{}</spine></package>",
        "<itemref idref=\"a\"/>".repeat(times)
    );
    let list = b"<container><rootfiles><rootfile full-path=\"a.opf\"/></rootfiles></container>";
    let chapter = format!("<html><body><p>{words}</p></body></html>");
    archive(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", list),
        ("a.opf", package.as_bytes()),
        ("a.xhtml", chapter.as_bytes()),
    ])
}
