use std::collections::BTreeSet;

use regex::Regex;

use super::*;
use crate::report::sample::{self, Sample};

const PAGE: Page = Page { interface: Interface::English, has_findings: true };

fn page(sample: &Sample, page: Page) -> String {
    page.write(&sample.compared(), &Verdict::of(&sample.findings))
}

fn found<'a>(pattern: &str, text: &'a str) -> Vec<&'a str> {
    let pattern = Regex::new(pattern).expect("a pattern");
    pattern.captures_iter(text).map(|found| found.get(1).expect("a group").as_str()).collect()
}

/// A page of several documents, put together as the program does it.
fn page_of_many() -> String {
    let samples = [sample::note(), {
        let mut other = sample::note();
        other.input.source.path = "other & more.txt".into();
        other
    }];
    let mut rows = Vec::new();
    let (mut list, mut texts) = (String::new(), String::new());
    for sample in &samples {
        let (compared, verdict) = (sample.compared(), Verdict::of(&sample.findings));
        let mut row = Row::compared(&compared, &verdict);
        let pieces = PAGE.pieces(&compared, &verdict, &mut row);
        for piece in &pieces.findings {
            list += &piece.text;
            list += &PAGE.again(&[]);
        }
        texts += &pieces.tail;
        rows.push(row);
    }
    rows.push(Row::failed("bad.txt", None, "bad.txt is <b>empty</b>".into()));
    let [source, target] = [&samples[0].bitext.source, &samples[0].bitext.target];
    let run = Run {
        rows: &rows,
        alone: &[("alone.txt".into(), "no partner".into())],
        others: &BTreeMap::new(),
        other_languages: 0,
        languages: [&source.language, &target.language],
        warnings: &[],
        terms: &[],
        is_compared: false,
        more: 0,
        kinds: 0,
    };
    PAGE.opening(&run)
        + &PAGE.between(&run)
        + &list
        + &PAGE.after_list()
        + &texts
        + &PAGE.closing(&run)
}

#[test]
fn every_link_leads_to_one_place() {
    let korean = Page { interface: Interface::Korean, ..PAGE };
    let alignment = Page { has_findings: false, ..PAGE };
    let sample = sample::note();
    let mut all = vec![page(&sample, PAGE), page(&sample, korean), page_of_many()];
    all.push(alignment.write(&sample.compared(), &Verdict::default()));
    for page in all {
        let ids = found(r#"\sid="([^"]*)""#, &page);
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(unique.len(), ids.len(), "an id stands twice");
        for link in found(r##"href="#([^"]*)""##, &page) {
            assert!(unique.contains(link), "nothing is called {link}");
        }
        assert_eq!(found(r#"href="([^#"][^"]*)""#, &page), Vec::<&str>::new(), "nothing outside");
    }
}

#[test]
fn every_finding_is_reached_from_the_map_and_from_the_list() {
    let sample = sample::note();
    let page = page(&sample, PAGE);
    let map =
        page.split("<svg").nth(1).and_then(|rest| rest.split("</svg>").next()).expect("a map");
    assert_eq!(map.matches("class=\"sign\"").count(), sample.findings.len());
    for (number, finding) in sample.findings.iter().enumerate() {
        let note = found(&format!(r##"<a class="f[^>]*href="#(n-[0-9a-f]+-{number})""##), map);
        assert_eq!(note.len(), 1, "{}", finding.message);
        assert!(page.contains(&format!("id=\"{}\"", note[0])));
    }
    // Two findings that are alike are one entry.
    assert_eq!(page.matches("<article class=\"f entry").count(), sample.findings.len() - 1);
    assert_eq!(page.matches("<summary>×2").count(), 1);
}

#[test]
fn whatever_a_document_holds_is_shown_as_text() {
    let hostile = "</style></script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&lt;";
    let mut sample = sample::note();
    sample.input.source.path = hostile.into();
    for segment in
        sample.bitext.source.segments.iter_mut().chain(&mut sample.bitext.target.segments)
    {
        segment.text = hostile.repeat(2);
    }
    for finding in &mut sample.findings {
        finding.message = hostile.into();
        finding.suggestion = Some(hostile.into());
        finding.rule = hostile.into();
        finding.group = hostile.into();
    }
    for part in &mut sample.input.source_parts {
        part.reason = hostile.into();
    }
    let values = Regex::new(r#"="[^"]*""#).expect("a pattern");
    for interface in [Interface::English, Interface::Korean] {
        let page = page(&sample, Page { interface, ..PAGE });
        assert_eq!(page.matches("<script").count(), 1, "our own");
        assert_eq!(page.matches("<style").count(), 2, "our own");
        assert_eq!(page.matches("<img").count(), 0);
        // What stands between quotation marks is a value.
        let bare = values.replace_all(&page, "=…");
        assert_eq!(found(r"<[a-z][^<>]*\s(on[a-z]+|style)=", &bare), Vec::<&str>::new());
        assert!(page.contains("&#60;script&#62;alert(1)"), "it can be read");
    }
}

#[test]
fn the_policy_lets_through_what_is_there_and_nothing_else() {
    for page in [page(&sample::note(), PAGE), page_of_many()] {
        let policy = found(r#"Content-Security-Policy" content="([^"]*)""#, &page)[0];
        let policy = policy.replace("&#39;", "'");
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        let hashes = found("'(sha256-[^']*)'", &policy);
        let mut texts = found(r"(?s)<style>(.*?)</style>", &page);
        texts.extend(found(r"(?s)<script>(.*?)</script>", &page));
        let expected: Vec<String> = texts.iter().map(|text| source_hash(text)).collect();
        let expected: Vec<&str> = expected.iter().map(|hash| hash.trim_matches('\'')).collect();
        assert_eq!(hashes, expected);
    }
    assert_eq!(base64(b"daejo"), "ZGFlam8=");
    assert_eq!(base64(b"dae"), "ZGFl");
    assert_eq!(base64(b"daej"), "ZGFlag==");
}

#[test]
fn several_documents_have_a_table_filters_and_their_own_texts() {
    let page = page_of_many();
    assert_eq!(page.matches("<section class=\"document").count(), 2);
    assert!(page.contains("bad.txt is &#60;b&#62;empty&#60;/b&#62;"), "what failed is told");
    assert!(page.contains("alone.txt (no partner)"));
    let boxes = found(r#"id="k-(d-[0-9a-f]+)""#, &page);
    assert_eq!(boxes.len(), 2);
    for class in boxes {
        assert!(
            page.contains(&format!(".filters:has(#k-{class}:not(:checked))~section .f.{class}"))
        );
    }
}

#[test]
fn the_texts_are_there_to_the_letter() {
    let sample = sample::note();
    let page = page(&sample, PAGE);
    let hidden = Regex::new(r#"<span class="vh">[^<]*</span>|<[^>]*>"#).expect("a pattern");
    let shown = hidden.replace_all(&page, "").replace("&#38;", "&");
    for segment in sample.bitext.source.segments.iter().chain(&sample.bitext.target.segments) {
        let text = segment.text.as_str();
        assert!(shown.contains(text), "{text}");
    }
    assert!(page.contains("Skip to content"), "what was left out is there too");
}

#[test]
fn a_page_as_it_is_written() {
    let sample = sample::note();
    let page = page(&sample, PAGE);
    // The styles and the script are files of their own.
    let parts = Regex::new(r"(?s)<style>.*?</style>|<script>.*?</script>|'sha256-[^;]*;")
        .expect("a pattern");
    let lean = parts.replace_all(&page, "…");
    insta::assert_snapshot!(lean);
}
