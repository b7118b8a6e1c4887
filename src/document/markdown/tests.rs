use proptest::prelude::*;

use super::*;
use BlockKind::{Cell, Code, Heading, Item, Markup, Metadata, Note, Paragraph, Quotation};

/// What each block shows, a letter for its kind before it.
fn read(text: &str) -> Vec<String> {
    let blocks = blocks(text);
    let shown = |block: &Block| -> String { block.shown().map(|span| span.of(text)).collect() };
    blocks
        .iter()
        .map(|block| {
            let letter = match block.kind {
                Paragraph => "p",
                Heading => "h",
                Item => "i",
                Cell => "c",
                Quotation => "q",
                Note => "n",
                Code => "code",
                Markup => "markup",
                Metadata => "meta",
            };
            format!("{letter} {}", shown(block))
        })
        .collect()
}

#[test]
fn a_reader_sees_words_and_no_marks() {
    #[rustfmt::skip]
    let cases: &[(&str, &[&str], &str)] = &[
        ("# 개요 #\n\n제목\n---\n",                  &["h 개요", "h 제목"],                       "headings of both forms"),
        ("*세* **네** ~~다섯~~ `six`\n",             &["p 세 네 다섯 six"],                       "emphasis and code"),
        ("그는 **“코루틴”**이라고 한다\n",            &["p 그는 “코루틴”이라고 한다"],              "emphasis that the standard does not see before a particle"),
        ("2 ** 3 = 8\n",                            &["p 2 ** 3 = 8"],                         "a power is no emphasis"),
        ("한 \\*줄\\*\n",                           &["p 한 *줄*"],                             "escaped"),
        ("첫 줄\n둘째 줄\n",                         &["p 첫 줄\n둘째 줄"],                        "wrapped"),
        ("> 인용\n> 계속\n",                         &["q 인용\n계속"],                           "a quotation, its marks left out of the middle"),
        ("- 하나\n- 둘\n\n  더\n",                   &["i 하나", "i 둘", "p 더"],                 "a list"),
        ("1. [x] 하나\n2. 둘\n",                     &["markup [x]", "i 하나", "i 둘"],          "a list with numbers, and a box"),
        ("| 이름 | 값 |\n|---|---|\n| a | `b` |\n",  &["c 이름", "c 값", "c a", "c b"],           "a table"),
        ("앞 [말](http://a.kr/x \"t\") 뒤\n",        &["p 앞 말 뒤"],                             "a link"),
        ("앞 [말][r] 뒤\n\n[r]: http://a.kr\n",      &["p 앞 말 뒤", "markup [r]: http://a.kr"],  "a link and its definition"),
        ("주장이다.[1]\n\n[1]: http://a.kr\n",        &["p 주장이다.[1]", "markup [1]: http://a.kr"], "the mark of a note is no number"),
        ("글[^1]은\n\n[^1]: 주석\n",                 &["p 글은", "n 주석"],                       "a note"),
        ("![그림](a.png)\n",                         &["markup ![그림](a.png)"],                 "a picture alone"),
        ("앞 ![그림](a.png) 뒤\n",                   &["p 앞  뒤"],                              "a picture in a sentence"),
        ("<https://a.kr> 참조\n",                    &["p https://a.kr 참조"],                   "an address that is shown"),
        ("a\n\n```sh\nls -l\n```\n\nb\n",           &["p a", "code ```sh\nls -l\n```", "p b"],  "a listing"),
        ("a\n\n    ls -l\n\nb\n",                   &["p a", "code ls -l", "p b"],              "a listing set in"),
        ("앞<br>뒤\n",                               &["p 앞", "markup <br>", "p 뒤"],           "a break in HTML"),
        ("운영  \n장소\\\n비용\n",                    &["p 운영", "p 장소", "p 비용"],              "forced line breaks"),
        ("이것,  \n저것\n",                          &["p 이것,\n저것"],                          "a break after a comma"),
        ("<!-- x -->\n\n글 <!-- y --> 글\n",         &["meta <!-- x -->", "p 글  글"],            "comments"),
        ("<div>\n<p>글 <b>하나</b></p>\n</div>\n",    &["markup <div>\n<p>", "p 글 하나", "markup </b></p>\n</div>"], "a block of HTML"),
        ("***\n\n글\n",                              &["p 글"],                                 "a rule"),
        ("> [!NOTE]\n> 글\n",                        &["markup > [!NOTE]", "q 글"],              "an alert"),
    ];
    for (text, expected, why) in cases {
        assert_eq!(read(text), *expected, "{why}: {text:?}");
    }
}

#[test]
fn what_builders_of_sites_add_is_no_text() {
    #[rustfmt::skip]
    let cases: &[(&str, &[&str], &str)] = &[
        ("---\ntitle: 개요\nlang: ko\n---\n\n글\n",   &["meta ---\ntitle:", "h 개요", "meta lang: ko\n---", "p 글"], "front matter"),
        ("{% include a.html %}\n\n글\n",             &["markup {% include a.html %}", "p 글"],                  "a Liquid tag"),
        ("{% if a %}\n글\n{% endif %}\n",            &["markup {% if a %}", "p 글", "markup {% endif %}"],     "right above and below the text"),
        ("앞 {{ site.name }} 뒤\n",                  &["p 앞  뒤"],                                            "a value in a sentence"),
        ("`{{ name }}` 값\n",                        &["p {{ name }} 값"],                                    "code that shows one"),
        ("{{< note >}}\n글\n{{< /note >}}\n",        &["markup {{< note >}}", "p 글", "markup {{< /note >}}"], "a Hugo tag"),
        ("앞 {{< term text=\"파드\" id=\"pod\" >}}는\n", &["p 앞 파드는"],                                      "a Hugo tag that shows words"),
        ("[말]({% link a b.md %})\n",                &["p 말", "markup ]({% link a b.md %})"],                "a tag in the target of a link"),
        ("{% highlight sh %}\nls *a*\n{% endhighlight %}\n", &["code {% highlight sh %}\nls *a*\n{% endhighlight %}"], "a listing in Liquid"),
        ("## 소개 {#intro}\n",                       &["h 소개", "markup {#intro}"],                           "the name of a heading"),
        ("## 소개 { #intro }\n",                     &["h 소개", "markup { #intro }"],                         "the same with blanks"),
        ("{:toc}\n\n글\n{: .lead}\n",                &["markup {:toc}", "p 글", "markup {: .lead}"],          "attributes of kramdown"),
        (":::tip 알아 두기\n글\n:::\n",                &["markup :::tip", "h 알아 두기", "p 글", "markup :::"],                     "a container with a title"),
        (":::tip 참고\n글\n:::\n",                   &["markup :::tip 참고", "p 글", "markup :::"],            "one whose title is the word for its kind"),
        (":::\n글\n:::\n",                           &["markup :::", "p 글", "markup :::"],                   "one without"),
        ("!!! note \"알아 두기\"\n    글\n",              &["markup !!! note \"", "h 알아 두기", "p 글"],           "one set in"),
        ("/// note | 알아 두기\n\n글\n\n///\n",            &["markup /// note |", "h 알아 두기", "p 글", "markup ///"],                 "one with bars"),
        ("import A from './a';\n\n글\n",             &["markup import A from './a';", "p 글"],                "an import"),
        ("<script setup>\nimport A from './a';\nlet b = 1;\n</script>\n\n글\n", &["markup <script setup>\nimport A from './a';\nlet b = 1;\n</script>", "p 글"], "one in a script"),
        ("import 문은 모듈을 읽는다.\n",                &["p import 문은 모듈을 읽는다."],                          "a sentence about one"),
        ("<Tabs values={[{a: 1}]}>\n\n글\n\n</Tabs>\n", &["markup <Tabs values={[{a: 1}]}>", "p 글", "markup </Tabs>"], "a component"),
        ("<div>\n  <Link to=\"a\">\n    글\n  </Link>\n</div>\n", &["markup <div>\n  <Link to=\"a\">", "p 글", "markup </Link>", "markup </div>"], "what is set in below one is its text"),
        ("<Link to=\"a\">\n    글\n</Link>\n",     &["markup <Link to=\"a\">", "p 글", "markup </Link>"],  "not in HTML"),
        ("- 목차가 들어갈 자리\n{:toc}\n\n글\n",        &["markup - 목차가 들어갈 자리", "markup {:toc}", "p 글"], "a list that a table of contents replaces"),
        ("{/* 메모 */}\n\n글\n",                      &["meta {/* 메모 */}", "p 글"],                          "a remark"),
        ("앞 :octicons-arrow-right-24: 뒤\n",        &["p 앞  뒤"],                                            "a picture by its name"),
        (":material-sword:{ .lg .middle } 칼\n",      &["markup :material-sword:{ .lg .middle }", "p 칼"],        "with its classes"),
        ("시각은 12:30: 그리고 :ref:`말`\n",           &["p 시각은 12:30: 그리고 :ref:말"],                        "a time and a role are none"),
        ("[[!tag news]]\n\n글 [[말]]\n",             &["markup [[!tag news]]", "p 글 [[말]]"],                "a directive of a wiki"),
        ("$$\na = b\n$$\n\n글\n",                    &["code $$\na = b\n$$", "p 글"],                         "a formula"),
        ("```sh\n{% if %}\n:::tip x\n```\n",         &["code ```sh\n{% if %}\n:::tip x\n```"],                "examples of them"),
    ];
    for (text, expected, why) in cases {
        assert_eq!(read(text), *expected, "{why}: {text:?}");
    }
}

#[test]
fn lines_that_belong_together_say_so() {
    #[rustfmt::skip]
    let cases: &[(&str, &[bool], &str)] = &[
        ("- a\n- b\n\n- c\n",                 &[false, true, false],        "a list, close and loose"),
        ("글\n\n- a\n",                       &[false, false],              "a list after a paragraph"),
        ("a  \nb\n\nc\n",                     &[false, true, false],        "a forced line break"),
        ("| a | b |\n|---|---|\n| c | d |\n", &[false, true, true, true],   "a table"),
    ];
    for (text, expected, why) in cases {
        let found: Vec<bool> = blocks(text).iter().map(|block| block.adjoins).collect();
        assert_eq!(found, *expected, "{why}: {text:?}");
    }
}

/// In order and apart, inside the text, stretches inside them; and no letter outside.
fn is_sound(text: &str, blocks: &[Block]) -> Result<(), String> {
    let mut at = 0;
    for block in blocks {
        let lost = &text[at..block.span.start];
        if lost.chars().any(char::is_alphabetic) {
            return Err(format!("lost {lost:?}"));
        }
        let words = block.span.of(text);
        if block.span.start < at || words.trim().is_empty() {
            return Err(format!("out of place: {block:?}"));
        }
        let mut inside = block.span.start;
        for skipped in &block.skipped {
            if skipped.start < inside || skipped.is_empty() || !block.span.contains(*skipped) {
                return Err(format!("stretches out of place: {block:?}"));
            }
            inside = skipped.end;
        }
        if block.kind.is_text() && words.trim() != words {
            return Err(format!("blanks at the ends: {block:?}"));
        }
        let overlaps = |code: &Span| block.skipped.iter().any(|skipped| skipped.overlaps(*code));
        if block.verbatim.iter().any(|code| !block.span.contains(*code) || overlaps(code)) {
            return Err(format!("code that is not shown: {block:?}"));
        }
        at = block.span.end;
    }
    let lost = &text[at..];
    if lost.chars().any(char::is_alphabetic) {
        return Err(format!("lost {lost:?}"));
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_letter_is_lost(
        pieces in prop::collection::vec(
            prop_oneof![
                "[a-z가-힣]{1,4}",
                prop::sample::select(vec![
                    " ", "\n", "\n\n", "\r\n", "# ", "- ", "1. ", "> ", "    ", "*", "**", "_", "`", "```\n", "~~~",
                    "|", "|---|---|\n", "[", "]", "](", ")", "![", "[^1]", "[^1]: ", "[a]: ", "<!--", "-->", "<b>", "</b>",
                    "<br>", "<div>", "</div>", "<pre>", "</pre>", "<a href=\"", "\">", "{% a %}", "{{", "}}", "{%", "%}",
                    "{: .a}", "{#a}", ":::", ":::tip ", "!!! note \"", "\"", "/// a | ", "---\n", "+++\n", "title: ", "$$",
                    "\\", "&amp;", "import a from 'b'\n", "<Tab a={", "}>", "\u{feff}", "\t", "==\n", "{/*", "*/}", "  \n",
                ]).prop_map(str::to_owned),
            ],
            1..40,
        )
    ) {
        let text = pieces.concat();
        let found = blocks(&text);
        prop_assert!(is_sound(&text, &found).is_ok(), "{:?} in {:?}: {:#?}", is_sound(&text, &found), text, found);
    }

    #[test]
    fn nothing_panics(text in any::<String>()) {
        let found = blocks(&text);
        prop_assert!(is_sound(&text, &found).is_ok(), "{:?}", is_sound(&text, &found));
    }

    #[test]
    fn words_without_marks_are_all_shown(words in prop::collection::vec("[가-힣]{1,5}\\.?", 1..30), wrap in 1_usize..9) {
        let lines: Vec<String> = words.chunks(wrap).map(|line| line.join(" ")).collect();
        let text = lines.join("\n");
        let shown: Vec<String> = blocks(&text)
            .iter()
            .filter(|block| block.kind.is_text())
            .flat_map(|block| block.shown().flat_map(|span| span.of(&text).split_whitespace()).map(str::to_owned).collect::<Vec<_>>())
            .collect();
        prop_assert_eq!(shown, words);
    }
}
