use std::path::Path;

use super::*;
use crate::document::Document;

fn page(html: &str) -> Document {
    Document::from_bytes(Path::new("x.html"), html.as_bytes(), None).expect("a page")
}

/// The blocks' kinds and texts.
fn shown(document: &Document) -> Vec<(BlockKind, &str)> {
    document.blocks.iter().map(|block| (block.kind, block.span.of(&document.text))).collect()
}

/// What a page is made into: each block with its text.
type Blocks = &'static [(BlockKind, &'static str)];

#[test]
fn a_reader_sees_words_and_no_tags() {
    use BlockKind::{Cell, Code, Heading, Item, Note, Paragraph, Quotation};
    #[rustfmt::skip]
    let cases: &[(&str, Blocks, &str)] = &[
        ("<p align=\"center\">안내</p>",          &[(Paragraph, "안내")],                        "a paragraph"),
        ("<p>대표단은\n  <b>평양</b>에\n도착하였다.", &[(Paragraph, "대표단은 평양에 도착하였다.")],  "white space is one blank"),
        ("<p>A&nbsp;&amp;&nbsp;B &lt; C",          &[(Paragraph, "A & B < C")],                   "characters by their names"),
        ("<title>제목</title><h1>머리</h1>본문",    &[(Heading, "머리"), (Paragraph, "본문")],      "the title is of the window"),
        ("<!-- a --><p>b<!-- c -->d</p>",          &[(Paragraph, "bd")],                          "comments"),
        ("<tr><td>one</td><td>two <b>2</b></td></tr>", &[(Cell, "one"), (Cell, "two 2")],         "cells"),
        ("<pre>if (a &lt; b)\n  c</pre><p>뒤",     &[(Code, "if (a < b)\n  c"), (Paragraph, "뒤")], "a listing"),
        ("<ul><li>하나<li>둘</ul>셋",              &[(Item, "하나"), (Item, "둘"), (Paragraph, "셋")], "entries that are not closed"),
        ("<blockquote><p>말하였다.</p></blockquote>끝", &[(Quotation, "말하였다."), (Paragraph, "끝")], "a quotation"),
        ("<p>말<sup><a href=\"#1\">1</a></sup>은</p>", &[(Paragraph, "말은")],                    "the mark of a note"),
        ("<p>9 m<sup>2</sup></p>",                 &[(Paragraph, "9 m2")],                        "no mark"),
        ("<section role='doc-endnotes'><p>주</p></section>끝", &[(Note, "주"), (Paragraph, "끝")], "notes"),
        ("<p>한 줄<br>다음 줄</p>",                &[(Paragraph, "한 줄"), (Paragraph, "다음 줄")], "a forced line break"),
        ("<p>평양,<br/>서울</p>",                  &[(Paragraph, "평양, 서울")],                   "one inside a sentence"),
        ("<ruby>漢<rp>(</rp><rt>한</rt><rp>)</rp></ruby>자", &[(Paragraph, "漢자")],              "a reading above a word"),
        ("<p>a <span style=\"display: none\">b</span>c", &[(Paragraph, "a c")],                   "what is not shown"),
        ("<a href='x>y'>더 보기</a>",              &[(Paragraph, "더 보기")],                      "a bracket in quotation marks"),
        ("1 < 2 <b>참</b>",                        &[(Paragraph, "1 < 2 참")],                    "a sign that opens no tag"),
        ("<script>w('<script src=\"x\"><\\/script>')</script><p>뒤", &[(Paragraph, "뒤")],          "a tag that a program writes"),
        ("<title>a <title></title>뒤",              &[(Paragraph, "뒤")],                           "characters that look like a tag"),
        ("<ruby>漢<rt>한<rt>자</ruby>가 온다.",      &[(Paragraph, "漢가 온다.")],                   "readings that are not closed"),
        ("<ruby>漢<rp>(<rt>한<rp>)</ruby>자",       &[(Paragraph, "漢자")],                         "nor their brackets"),
        ("<ul><li style=\"display:none\">x<li>y</ul>z", &[(Item, "y"), (Paragraph, "z")],          "an entry that is not closed"),
        ("<ul><li hidden>x<ul><li>a</ul><li>y</ul>", &[(Item, "y")],                               "with a list inside"),
        ("<p hidden>x<p>y</p>",                    &[(Paragraph, "y")],                            "a paragraph that is not closed"),
        ("<div><p hidden>x</div>y",                &[(Paragraph, "y")],                            "one that its parent closes"),
        ("<table><tr><td hidden>x<td>y<tr><td>z</table>", &[(Cell, "y"), (Cell, "z")],             "cells that are not closed"),
        ("<div hidden>x<p>y",                      &[(Paragraph, "x"), (Paragraph, "y")],          "what never ends hides nothing"),
        ("<p>a <button>b</button> <my-word>c</my-word> d", &[(Paragraph, "a b c d")],              "names that nobody lists"),
        ("<p>in <st1:City w:st=\"on\">Seoul</st1:City> x<o:p></o:p> y", &[(Paragraph, "in Seoul x y")], "names of other vocabularies"),
        ("<h:html xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:p>a</h:p><h:p>b</h:p>", &[(Paragraph, "a"), (Paragraph, "b")], "those of HTML with a prefix"),
        ("<p>x <math><mi>a</mi><mo>+</mo><mi>b</mi></math> y", &[(Paragraph, "x a+b y")],          "a formula"),
        ("<pre>a<br>b</pre><p>뒤",                  &[(Code, "a\nb"), (Paragraph, "뒤")],            "a line break in a listing"),
        ("<p><![CDATA[a < b]]></p>",               &[(Paragraph, "a < b")],                       "data"),
    ];
    for (html, expected, why) in cases {
        assert_eq!(shown(&page(html)), *expected, "{why}: {html}");
    }
}

#[test]
fn words_lead_back_to_the_file() {
    let html = "\u{feff}<html><p>A &amp; <b>대사</b>관에\n  <i>서</i> 회담</p>\n<td>둘</td></html>";
    let document = page(html);
    for (words, raw) in [
        ("&", "&amp;"),
        ("대사", "대사"),
        ("대사관", "대사</b>관"),
        ("관에 서", "관에\n  <i>서"),
        ("서 회담", "서</i> 회담"),
        ("둘", "둘"),
    ] {
        let at = document.text.find(words).expect(words);
        let span = Span::new(at, at + words.len());
        assert_eq!(document.raw(span), raw);
        assert_eq!(document.in_file(span).of(html), raw);
    }
    let (line, column) = document.position(document.text.find("회담").expect("there"));
    assert_eq!(
        (line, column),
        (2, "  <i>서</i> 회담".chars().position(|c| c == '회').expect("there") + 1)
    );
}

#[test]
fn a_page_says_how_it_is_written() {
    let page = "<html><head><meta charset=\"euc-kr\"></head><p>조선 인민 공화국 대사관</p>";
    let (bytes, ..) = encoding_rs::EUC_KR.encode(page);
    let document = Document::from_bytes(Path::new("x.htm"), &bytes, None).expect("a page");
    assert_eq!(document.text, "조선 인민 공화국 대사관");
}

#[test]
fn hostile_pages_take_no_time() {
    for html in [
        "<".repeat(200_000),
        "<div>".repeat(100_000) + "a",
        "<!--".repeat(100_000) + "a",
        "<sup>".repeat(20_000) + "a",
        "<p ".repeat(100_000) + "a",
        "<p hidden>".repeat(50_000) + "a</b>",
        "<b hidden>".repeat(50_000) + &"<li hidden>".repeat(50_000) + "a</i>",
        "<a b='".repeat(50_000) + "a",
        "&".repeat(300_000),
    ] {
        let started = std::time::Instant::now();
        let _ = Document::from_bytes(Path::new("x.html"), html.as_bytes(), None);
        assert!(started.elapsed().as_secs() < 20, "{}", &html[..20]);
    }
}
