use std::path::Path;

use proptest::prelude::*;

use crate::{
    Result,
    document::{CodeKind, Document, Format, Reading, State, UnitText, Wanted},
    text::Language,
};

fn read_wanting(name: &str, text: &str, columns: Option<&[String; 2]>) -> Result<Document> {
    let (source, target) = (Language::english(), Language::korean());
    let wanted = Wanted { source: &source, target: &target, columns, is_source: true };
    Document::from_bytes(Path::new(name), text.as_bytes(), None)?.in_units(&wanted)
}

fn read(name: &str, text: &str) -> Document {
    read_wanting(name, text, None).expect("units")
}

fn error(name: &str, text: &str) -> String {
    read_wanting(name, text, None).expect_err("a fault").to_string()
}

/// Id, source, target, state.
fn units(document: &Document) -> Vec<(String, String, String, State)> {
    let text = |side: &Option<UnitText>| {
        side.as_ref().map_or_else(String::new, |side| side.span.of(&document.text).to_owned())
    };
    let unit = |unit: &crate::document::Unit| {
        (unit.id.clone(), text(&unit.source), text(&unit.target), unit.state)
    };
    document.units.iter().map(unit).collect()
}

fn told(document: &Document) -> Vec<String> {
    let told = units(document).into_iter().map(|(id, source, target, state)| {
        format!(
            "{id}: {source} > {target} ({})",
            serde_json::to_value(state).expect("a word").as_str().unwrap_or_default()
        )
    });
    told.collect()
}

#[test]
fn catalogues() {
    let po = "msgid \"\"\nmsgstr \"Language: ko\\n\"\n\n#: a.c:1\n#, c-format\nmsgctxt \"menu\"\nmsgid \"Open \\\"%s\\\"\"\nmsgstr \"\"\n\"\\\"%s\\\" \"\n\"열기\"\n\n#, fuzzy\n#| msgid \"Old\"\nmsgid \"New\"\nmsgstr \"낡음\"\n\nmsgid \"Empty\"\nmsgstr \"\"\n\nmsgid \"%d file\"\nmsgid_plural \"%d files\"\nmsgstr[0] \"파일 %d개\"\n\n#~ msgid \"Gone\"\n#~ msgstr \"없음\"\n";
    let document = read("ko.po", po);
    assert_eq!(
        told(&document),
        [
            "menu|Open \"%s\": Open \"%s\" > \"%s\" 열기 (translated)",
            "New: New > 낡음 (fuzzy)",
            "Empty: Empty >  (untranslated)",
            "%d file: %d files > 파일 %d개 (translated)",
            "Gone:  >  (kept)",
        ]
    );
    assert_eq!(document.units[0].flags, ["c-format"]);
    let counts = document.unit_counts();
    assert_eq!((counts.all, counts.fuzzy, counts.empty, counts.kept), (5, 1, 1, 1));
    // Two lines of the file, an escape before it: the place is that of the file.
    let at = document.text.find("열기").expect("there");
    assert_eq!(document.position(at), (10, 2));
    assert_eq!(document.raw((at..at + "열기".len()).into()), "열기");
    assert_eq!(document.unit_at(at).map(|unit| unit.id.as_str()), Some("menu|Open \"%s\""));
}

#[test]
fn faults_of_catalogues_name_line_unit_and_remedy() {
    #[rustfmt::skip]
    let cases = [
        ("msgid \"a\"\nmsgstr \"b\n",             "x.po, line 2: this string has no quotation mark"),
        ("msgid \"a\"\nmsgstr \"b\" c\n",         "x.po, line 2: something stands behind the string"),
        ("msgid \"a\"\n",                         "x.po, line 1, unit \"a\": a msgid without a msgstr"),
        ("msgid \"a\"\nmsgstr \"b\"\nfoo\n",      "x.po, line 3, unit \"a\": \"foo\" is no line of a PO file"),
        ("msgstr \"b\"\n",                        "x.po, line 1: a msgstr without a msgid"),
    ];
    for (text, expected) in cases {
        let error = error("x.po", text);
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn memories() {
    let tmx = r#"<?xml version="1.0"?><tmx version="1.4"><header srclang="en"/><body>
<tu tuid="7"><tuv lang="EN-GB"><seg>A <bpt i="1">&lt;b&gt;</bpt>bold<ept i="1">&lt;/b&gt;</ept> <ph x="2"/>word &amp; more</seg></tuv>
<tuv xml:lang="fr"><seg>mot</seg></tuv><tuv xml:lang="ko-KR"><note>x</note><seg><bpt i="1">&lt;b&gt;</bpt>굵은<ept i="1">&lt;/b&gt;</ept> 말</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>alone</seg></tuv></tu></body></tmx>"#;
    let document = read("x.tmx", tmx);
    assert_eq!(told(&document), ["7: A <b>bold</b> <2/>word & more > <b>굵은</b> 말 (translated)"]);
    let codes = &document.units[0].source.as_ref().expect("a side").codes;
    let codes: Vec<_> =
        codes.iter().map(|code| (code.kind, code.id.as_str(), code.is_native)).collect();
    assert_eq!(
        codes,
        [(CodeKind::Open, "1", true), (CodeKind::Close, "1", true), (CodeKind::Alone, "2", false)]
    );
    // Two languages whose tags begin alike: each has what is its own, in whatever order.
    let region = |tag: &str| tag.parse::<Language>().expect("a tag");
    let (source, target) = (region("pt-br"), region("pt-pt"));
    let wanted = Wanted { source: &source, target: &target, columns: None, is_source: true };
    for [one, two] in [["pt-PT", "pt-BR"], ["pt-BR", "pt-PT"], ["pt-PT", "pt"], ["pt", "pt-PT"]] {
        let text = |tag: &str| if tag == "pt-PT" { "autocarro" } else { "ônibus" };
        let variant = |tag: &str| format!("<tuv xml:lang=\"{tag}\"><seg>{}</seg></tuv>", text(tag));
        let tmx = format!("<tmx><body><tu>{}{}</tu></body></tmx>", variant(one), variant(two));
        let document = Document::from_bytes(Path::new("x.tmx"), tmx.as_bytes(), None);
        let document = document.expect("text").in_units(&wanted).expect("units");
        assert_eq!(told(&document), ["1: ônibus > autocarro (translated)"], "{one}, {two}");
    }
    let wrong = r#"<tmx><body><tu><tuv xml:lang="de"><seg>a</seg></tuv></tu></body></tmx>"#;
    assert!(
        error("x.tmx", wrong)
            .contains("the languages of this file are de: name two of them with --source-lang")
    );
}

#[test]
fn xliff_of_both_versions() {
    let one = r#"<xliff version="1.2"><file source-language="en-US" target-language="ko" original="a"><body>
<trans-unit id="1"><source>Press <g id="1">here</g><x id="2"/></source><target state="translated"><g id="1">여기</g>를 누른다<x id="2"/></target></trans-unit>
<trans-unit id="2" approved="no"><source>Two</source><target>둘</target></trans-unit>
<trans-unit id="3" translate="no"><source>K</source><target>K</target></trans-unit>
<trans-unit id="4"><source>Four</source><target state="needs-translation">Four</target></trans-unit>
<group translate="no"><trans-unit id="5"><source>Five</source></trans-unit></group>
<trans-unit id="6"><source>S. T.</source><seg-source><mrk mtype="seg" mid="0">S.</mrk> <mrk mtype="seg" mid="1">T.</mrk></seg-source><target><mrk mtype="seg" mid="0">가.</mrk> <mrk mtype="seg" mid="1">나.</mrk></target></trans-unit>
<trans-unit id="7"><source>S.</source><seg-source><mrk mtype="seg" mid="0">S.</mrk></seg-source><target><mrk mtype="seg" mid="0">가.</mrk> <mrk mtype="seg" mid="1">나.</mrk></target></trans-unit>
<trans-unit id="8"><source>Empty<g id="1"/>.</source><target>빈<g id="1"/>.</target></trans-unit>
</body></file></xliff>"#;
    assert_eq!(
        told(&read("x.xlf", one)),
        [
            "1: Press <1>here</1><2/> > <1>여기</1>를 누른다<2/> (translated)",
            "2: Two > 둘 (fuzzy)",
            "3: K > K (kept)",
            "4: Four > Four (untranslated)",
            "5: Five >  (kept)",
            "6/0: S. > 가. (translated)",
            "6/1: T. > 나. (translated)",
            "7/0: S. > 가. (translated)",
            "7/1:  > 나. (translated)",
            "8: Empty<1></1>. > 빈<1></1>. (translated)",
        ]
    );
    let two = r#"<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="ko"><file id="f">
<unit id="u"><originalData><data id="d">%s</data></originalData><segment id="a" state="final"><source>Open <ph id="1" dataRef="d"/>.</source><target><ph id="1" dataRef="d"/> 열기.</target></segment>
<segment id="b" state="initial"><source><pc id="2">New</pc></source></segment></unit></file></xliff>"#;
    assert_eq!(
        told(&read("x.xliff", two)),
        ["u/a: Open %s. > %s 열기. (translated)", "u/b: <2>New</2> >  (untranslated)"]
    );
    assert!(error("x.xlf", &one[..400]).contains("cut short"));
    let other = one.replace("target-language=\"ko\"", "target-language=\"ja\"");
    assert!(error("x.xlf", &other).contains("target-language is ja, not ko: say --target-lang ja"));
}

#[test]
fn tables_and_lines() {
    #[rustfmt::skip]
    let cases: [(&str, &str, &[&str], &str); 6] = [
        ("x.tsv",   "id\ten\tko\nk1\tA\\tb \"c\tㄱ\n\n", &["k1: A\tb \"c > ㄱ (translated)"],      "an escape, a lone quotation mark"),
        ("x.tsv",   "ko\tx\ten\nㄱ\t\tA\nㄴ\t\t\n",      &["row 2: A > ㄱ (translated)", "row 3:  > ㄴ (translated)"], "in another order"),
        ("x.csv",   "en,ko\r\n\"a \"\"b\"\", c\",\"ㄱ\nㄴ\"\r\n", &["row 2: a \"b\", c > ㄱ\nㄴ (translated)"], "quoted"),
        ("x.csv",   "English;Korean\na,b;ㄱ\n",          &["row 2: a,b > ㄱ (translated)"],         "between semicolons, headed by names"),
        ("x.jsonl", "{\"id\":\"7\",\"translation\":{\"ko\":\"\\uac00\\n\",\"en\":\"A\"}}\n", &["7: A > 가\n (translated)"], "a field inside another"),
        ("x.jsonl", "{\"en\":\"A\",\"ko\":\"ㄱ\"}\n{\"en\":\"B\"}\n", &["line 1: A > ㄱ (translated)", "line 2: B >  (untranslated)"], "one is missing"),
    ];
    for (name, text, expected, why) in cases {
        assert_eq!(told(&read(name, text)), expected, "{why}");
    }
    let columns = ["2".to_owned(), "1".to_owned()];
    let document = read_wanting("x.tsv", "가\ta\n나\tb\n", Some(&columns)).expect("units");
    assert_eq!(told(&document), ["row 1: a > 가 (translated)", "row 2: b > 나 (translated)"]);
    let told = error("x.tsv", "가\ta\n");
    assert_eq!(
        told,
        "x.tsv, line 1: its columns are not headed en and ko: name the columns of the original and of the translation with --columns, such as --columns 1,2; the first row is 1: \"가\", 2: \"a\""
    );
    assert!(
        error("x.csv", "en,ko\n\"a,b\n")
            .starts_with("x.csv, line 2: the quotation mark here has no end")
    );
    assert!(
        error("x.tsv", "en\tko\na\n")
            .contains("x.tsv, line 2: this row has 1 cells and no column 2")
    );
    assert!(error("x.jsonl", "{\"en\":\"a\",").contains("cut short"));
}

#[test]
fn files_by_key() {
    #[rustfmt::skip]
    let cases: [(&str, &str, &[&str]); 13] = [
        ("strings.xml",  "<resources><string name=\"a\">It\\'s <b>x</b> &amp; <xliff:g id=\"n\">%1$s</xliff:g></string><string name=\"n\" translatable=\"false\">N</string><plurals name=\"p\"><item quantity=\"other\">%d</item></plurals></resources>",
            &["a: It's <b>x</b> & %1$s >  (translated)", "n: N >  (kept)", "p[other]: %d >  (translated)"]),
        ("x.properties", "# c\na.b = One \\\n    two\\u00e9\nc:d\n",   &["a.b: One twoé >  (translated)", "c: d >  (translated)"]),
        ("x.arb",        "{\"@@locale\":\"en\",\"hi\":\"Hi {n}\",\"@hi\":{\"description\":\"x\"}}", &["hi: Hi {n} >  (translated)"]),
        ("x.resx",       "<root><resheader name=\"v\"><value>2</value></resheader><data name=\"K\" xml:space=\"preserve\"><value>V &lt;</value><comment>c</comment></data></root>", &["K: V < >  (translated)"]),
        ("x.json",       "{\"a\":{\"b\":\"B\",\"n\":1},\"c\":[\"x\",\"y\"]}", &["a.b: B >  (translated)", "c.0: x >  (translated)", "c.1: y >  (translated)"]),
        ("x.yml",        "en:\n  a: One\n  b:\n    - 'it''s'\n    - \"t\\n\"\n  n: 3\n  c: >\n    folded\n    text\n", &["a: One >  (translated)", "b.0: it's >  (translated)", "b.1: t\n >  (translated)", "c: folded text\n >  (translated)"]),
        ("x.yaml",       "a: &x One\nb: *x\n",                          &["a: One >  (translated)"]),
        ("x.yaml",       "a:\n  b: &x One\n  *x : Two\n  c: Three\n",    &["a.b: One >  (translated)", "a.?: Two >  (translated)", "a.c: Three >  (translated)"]),
        ("x.yaml",       "a:\n  ? [x, y]\n  : One\n  c: Two\n",         &["a.?: One >  (translated)", "a.c: Two >  (translated)"]),
        ("x.properties", "a = One\\ \nb = Two\\\\\nc = Three \\\n  more\n", &["a: One  >  (translated)", "b: Two\\ >  (translated)", "c: Three more >  (translated)"]),
        ("strings.xml",  "<resources><string name=\"a\">\"  It's\" a \\\"word\\\"</string></resources>", &["a:   It's a \"word\" >  (translated)"]),
        ("strings.xml",  "<resources><string name=\"a\" product=\"tablet\">T</string><string name=\"a\" product=\"default\">P</string></resources>", &["a (tablet): T >  (translated)", "a: P >  (translated)"]),
        ("x.json",       "{\"a\":{\"b\":\"B\"},\"a.b\":\"C\"}",         &["a.b: B >  (translated)", "a.b: C >  (translated)"]),
    ];
    for (name, text, expected) in cases {
        assert_eq!(told(&read(name, text)), expected, "{name}");
    }
    let circle = "<!DOCTYPE r [<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]><resources><string name=\"x\">&a;</string></resources>";
    assert!(error("strings.xml", circle).contains("what a file defines itself is not followed"));
    assert!(error("x.json", "{\"a\": \"b\"").contains("cut short"));
    assert!(error("x.yaml", "a: [1, 2\n").contains("this is no YAML"));
}

proptest! {
    /// Whatever stands in a file, a reader gives units or a fault, and every place leads back into the file.
    #[test]
    fn readers_come_to_an_end(text in "(msgid|msgstr| \"|\"\\n|<tu>|<seg>|</|>|&lt;|\\{|\\}|:|,|\\[|a|가|\\\\|\t|\n|en|ko){1,60}") {
        for format in Format::all() {
            let reading = Reading { format: Some(format), ..Reading::default() };
            let Ok(document) = Document::from_bytes_as(Path::new("x"), text.as_bytes(), &reading) else { continue };
            let (source, target) = (Language::english(), Language::korean());
            let wanted = Wanted { source: &source, target: &target, columns: None, is_source: true };
            let Ok(document) = document.in_units(&wanted) else { continue };
            for unit in &document.units {
                for side in unit.sides() {
                    prop_assert!(document.text.get(side.span.start..side.span.end).is_some());
                    let place = document.in_file(side.span);
                    prop_assert!(place.end <= text.len(), "{place:?}");
                    let _ = document.raw(side.span);
                }
            }
        }
    }
}
