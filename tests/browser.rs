//! The page of `--format html` in a browser, if there is one: from a file, with scripts and without.
//!
//! `CHROMIUM` names the browser, `AXE` the file `axe.min.js` of axe-core; what is not there is skipped with a word.

#![allow(clippy::print_stderr, reason = "a test says what it skips")]

#[path = "browser/chrome.rs"]
mod chrome;
#[cfg(all(feature = "serve", unix))]
#[path = "browser/review.rs"]
mod review;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use chrome::{Browser, Page};
use serde_json::{Value, json};

const NOTE: &str = "corpora/polish-note-1957/note.txt";

/// The page that `daejo` writes.
fn written(arguments: &[&str], name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    let output = Command::new(env!("CARGO_BIN_EXE_daejo"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .args(["--format", "html", "-o"])
        .arg(&path)
        .output()
        .expect("it ran");
    assert!(path.exists(), "{}", String::from_utf8_lossy(&output.stderr));
    (folder, path)
}

/// The browser, or a word that there is none.
fn browser() -> Option<Browser> {
    let found = chrome::found();
    if found.is_none() {
        eprintln!("skipped: no browser was found (CHROMIUM names one)");
    }
    found.map(|path| Browser::start(&path))
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn count(page: &mut Page<'_>, selector: &str) -> u64 {
    let expression = format!("document.querySelectorAll({}).length", json!(selector));
    number(&page.value(&expression))
}

/// How many of the elements are shown.
fn shown(page: &mut Page<'_>, selector: &str) -> u64 {
    let expression = format!(
        "[...document.querySelectorAll({})].filter(e => e.checkVisibility()).length",
        json!(selector)
    );
    number(&page.value(&expression))
}

/// A folder with twenty documents, in which a number is wrong.
fn twenty() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for document in 0..20 {
        let put = |half: &str, text: String| {
            let name = format!("page{document}.{half}.md");
            fs::write(folder.path().join(name), text).expect("written");
        };
        let number = document + 12;
        put("en", format!("Minister Kim left {number} boxes.\n\nHe went on 4 April 1957.\n"));
        put(
            "ko",
            format!("김 상은 {}개의 상자를 남겼다.\n\n그는 1957년 4월 4일 떠났다.\n", number + 1),
        );
    }
    folder
}

#[test]
fn a_page_works_with_scripts_and_without() {
    let Some(mut browser) = browser() else { return };
    let many = twenty();
    let many = many.path().to_str().expect("a path");
    for arguments in [
        &["check", NOTE][..],
        &["check", NOTE, "--ui-lang", "ko"],
        &["check", many, "--encoder", "none"],
    ] {
        let (_folder, file) = written(arguments, "page.html");
        for scripts in [true, false] {
            let why = format!("{arguments:?}, scripts {scripts}");
            let mut page = browser.page();
            page.call("Emulation.setScriptExecutionDisabled", json!({"value": !scripts}));
            page.open(&file);
            assert_eq!(page.complaints(), Vec::<String>::new(), "{why}");
            // Every finding is in the map, and every sign leads to something that is shown.
            let signs = count(&mut page, ".map a.f");
            assert!(signs >= count(&mut page, ".note.f") && signs > 0, "{why}: {signs} signs");
            let lost = page.value(
                "[...document.querySelectorAll('.map a')].filter(a => \
                 !document.getElementById(a.getAttribute('href').slice(1))?.checkVisibility()).length",
            );
            assert_eq!(lost, 0, "{why}");
            // A filter by keyboard: a space opens them, another is for the box.
            let minor = ".entry.sev-minor, .note.sev-minor, .map a.sev-minor";
            let major = ".entry.sev-major";
            let before = (shown(&mut page, minor), shown(&mut page, major));
            page.value("document.querySelector('.filters summary').focus()");
            page.press(" ", "Space", " ", 32);
            page.value("document.getElementById('k-minor').focus()");
            page.press(" ", "Space", " ", 32);
            assert_eq!((shown(&mut page, minor), shown(&mut page, major)), (0, before.1), "{why}");
            page.press(" ", "Space", " ", 32);
            assert_eq!(shown(&mut page, minor), before.0, "{why}");
            assert_eq!(count(&mut page, "#comfort input") > 0, scripts, "{why}: comfort");
            // Nothing stands out over the side of a small screen.
            page.call(
                "Emulation.setDeviceMetricsOverride",
                json!({"width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": true}),
            );
            let width = page.value("document.documentElement.scrollWidth");
            assert!(number(&width) <= 320, "{why}: {width} wide");
        }
    }
}

#[test]
fn single_keys_go_from_finding_to_finding_in_any_mode_of_the_keyboard() {
    let Some(mut browser) = browser() else { return };
    let (_folder, file) = written(&["check", NOTE], "page.html");
    let mut page = browser.page();
    page.open(&file);
    let focused = "document.activeElement.closest('.entry')?.id ?? ''";
    let first = page.value("document.querySelector('.entry').id");
    page.press("j", "KeyJ", "j", 74);
    assert_eq!(page.value(focused), first);
    // In Korean mode the key is a jamo.
    page.press("ㅓ", "KeyJ", "ㅓ", 74);
    assert_ne!(page.value(focused), first);
    page.press("k", "KeyK", "k", 75);
    assert_eq!(page.value(focused), first);
    // What an input method composes is not for us, and neither is what is typed into a field.
    page.value(
        "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Process', code: 'KeyJ', keyCode: 229}))",
    );
    assert_eq!(page.value(focused), first);
    page.press("/", "Slash", "/", 191);
    assert_eq!(page.value("document.activeElement.type"), "search");
    page.press("j", "KeyJ", "j", 74);
    assert_eq!(page.value("document.activeElement.value"), "j");
}

#[test]
fn a_page_is_printed_with_everything_on_it() {
    let Some(mut browser) = browser() else { return };
    let (folder, file) = written(&["check", NOTE], "page.html");
    let mut page = browser.page();
    page.open(&file);
    let wanted =
        page.value("[...document.querySelectorAll('.entry .why')].map(e => e.textContent)");
    let left =
        page.value("[...document.querySelectorAll('tr.left details p')].map(e => e.textContent)");
    let pdf = page.call("Page.printToPDF", json!({"preferCSSPageSize": true}));
    let pdf = decoded(pdf["data"].as_str().expect("a document"));
    assert!(pdf.starts_with(b"%PDF"));
    let path = folder.path().join("page.pdf");
    fs::write(&path, pdf).expect("written");
    let Ok(text) = Command::new("pdftotext").arg(&path).arg("-").output() else {
        eprintln!("skipped: pdftotext, which reads what was printed, is not there");
        return;
    };
    // Fonts for Hangul are put in without a way back to the letters: the others are enough to find a line by.
    let squeezed =
        |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let text = squeezed(&String::from_utf8_lossy(&text.stdout));
    for wanted in wanted.as_array().into_iter().chain(left.as_array()).flatten() {
        let wanted = squeezed(wanted.as_str().expect("text"));
        // A line may end, and a page, inside of a long one.
        let start: String = wanted.chars().take(24).collect();
        assert!(text.contains(&start), "{wanted} is not printed");
    }
}

fn decoded(base64: &str) -> Vec<u8> {
    let value = |digit: u8| match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut bytes = Vec::new();
    for four in base64.trim_end_matches('=').as_bytes().chunks(4) {
        let all = four.iter().fold(0_u32, |all, digit| all << 6 | u32::from(value(*digit)));
        let all = all << (6 * (4 - four.len()));
        bytes.extend(&all.to_be_bytes()[1..four.len()]);
    }
    bytes
}

#[test]
fn markup_and_script_in_a_document_are_text() {
    let Some(mut browser) = browser() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let hostile =
        "<script>alert(1)</script> <img src=x onerror=alert(2)> </style></table> &lt;b&gt; \"'";
    let en = format!("The minister {hostile} left 12 boxes.\n\nNobody {hostile} saw <b>it</b>.\n");
    let ko = format!("상은 {hostile} 15개의 상자를 남겼다.\n");
    let path = |name: &str| folder.path().join(name).to_str().expect("a path").to_owned();
    fs::write(path("<b>.en.txt"), en).expect("written");
    fs::write(path("<b>.ko.txt"), ko).expect("written");
    let arguments = ["check", &path("<b>.en.txt"), &path("<b>.ko.txt"), "--encoder", "none"];
    let (_page, file) = written(&arguments, "page.html");
    let mut page = browser.page();
    page.open(&file);
    assert_eq!(page.complaints(), Vec::<String>::new());
    assert_eq!(count(&mut page, "script"), 1);
    assert_eq!(count(&mut page, "img"), 0);
    let text = page.value("document.body.innerText");
    assert!(text.as_str().is_some_and(|text| text.contains("<script>alert(1)</script>")), "{text}");
}

#[test]
fn nobody_is_left_out() {
    let Some(axe) = std::env::var_os("AXE") else {
        eprintln!("skipped: AXE names no axe.min.js of axe-core");
        return;
    };
    let Some(mut browser) = browser() else { return };
    let axe = fs::read_to_string(Path::new(&axe)).expect("axe-core");
    for (language, width) in [("en", 1280), ("ko", 1280), ("en", 390)] {
        for scheme in ["light", "dark"] {
            let (_folder, file) = written(&["check", NOTE, "--ui-lang", language], "page.html");
            let mut page = browser.page();
            let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
            page.call("Emulation.setEmulatedMedia", json!({"features": features}));
            page.call(
                "Emulation.setDeviceMetricsOverride",
                json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false}),
            );
            page.open(&file);
            page.value(&format!("{axe};1"));
            let found = page.value(
                "axe.run().then(r => JSON.stringify(r.violations.map(v => [v.id, v.nodes.length, \
                 v.nodes[0].html.slice(0, 200)])))",
            );
            assert_eq!(found, "[]", "{language}, {scheme}, {width} wide");
        }
    }
}

/// Prints what the page that `PAGE` names costs: when it is settled, and the memory of the process that lays it out.
/// `PAGE=long.html cargo test --release --test browser -- --ignored --nocapture`
#[test]
#[ignore = "measures, and asserts nothing of time"]
fn what_a_page_costs() {
    let file = PathBuf::from(std::env::var_os("PAGE").expect("PAGE names a page"));
    let path = chrome::found().expect("a browser");
    for _ in 0..3 {
        let mut browser = Browser::start(&path);
        let mut page = browser.page();
        let loaded = page.open(&file);
        // Settled: two frames and a task without work.
        let settled = page.value(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => \
             setTimeout(() => done(performance.now()), 0))))",
        );
        let nodes = page.value("document.querySelectorAll('*').length");
        let memory: u64 = page.browser.renderers().into_iter().map(proportional).max().unwrap_or(0);
        eprintln!(
            "loaded {:.2} s, settled {:.2} s, {} MiB, {nodes} elements",
            loaded.as_secs_f64(),
            settled.as_f64().unwrap_or_default() / 1000.0,
            memory / 1024
        );
    }
}

/// The memory of a process in KiB, what it shares with others divided among them.
fn proportional(pid: u64) -> u64 {
    let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or_default()
}
