//! The page of `daejo review`: decided by keyboard, in any mode of the keyboard, in both languages, on any screen.

#[path = "../review/served.rs"]
mod served;

use std::{fs, time::Duration};

use serde_json::json;
use served::Served;

use super::{NOTE, Page, browser, count, number};

/// A folder with the note.
fn note() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let note = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(NOTE);
    fs::copy(note, folder.path().join("note.txt")).expect("copied");
    folder
}

/// Waits until everything that was asked is answered.
fn settle(page: &mut Page<'_>) {
    for _ in 0..600 {
        let waiting = page.value("sessionStorage.getItem('daejo /document/1') ?? '[]'");
        if waiting == "[]" {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("not everything was answered");
}

/// Presses a key that changes the alignment, and waits for the page that shows it: a key pressed before that is lost.
fn change(page: &mut Page<'_>, key: &str, code: &str, text: &str, number: u32) {
    page.value("window.shownBefore = true");
    page.press(key, code, text, number);
    for _ in 0..400 {
        let is_new = page.value("!window.shownBefore && document.readyState === 'complete'");
        if is_new == true {
            return;
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    panic!("{key} changes nothing");
}

fn text(page: &mut Page<'_>, selector: &str) -> String {
    let value = page.value(&format!("document.querySelector({}).textContent", json!(selector)));
    value.as_str().unwrap_or_default().to_owned()
}

const AT: &str = "document.querySelector('.item.at')?.dataset.id";

#[test]
fn a_note_is_decided_from_the_first_finding_to_the_last_by_keyboard() {
    let Some(mut browser) = browser() else { return };
    let folder = note();
    let served = Served::start(folder.path(), &["note.txt", "--quiet"]);
    let mut page = browser.page();
    page.go(&served.address);
    let all = count(&mut page, ".item");
    assert!(all > 20, "{all} findings");
    page.press("j", "KeyJ", "j", 74);
    assert_eq!(page.value("document.activeElement.closest('.item').dataset.id"), page.value(AT));
    let first = page.value(AT);
    // Wrong, and why; then the rest, each with one key. In Korean mode the keys are jamo.
    page.press("x", "KeyX", "x", 88);
    page.press("2", "Digit2", "2", 50);
    assert_ne!(page.value(AT), first, "a verdict goes on to the next");
    for _ in 1..all {
        page.press("ㅁ", "KeyA", "ㅁ", 65);
    }
    settle(&mut page);
    assert!(text(&mut page, "#progress").contains("Everything is decided"), "the last one too");
    assert_eq!(text(&mut page, ".item.decided .words"), "wrong (same meaning)");
    assert_eq!(count(&mut page, ".item.decided"), all);
    assert!(count(&mut page, ".map .done") > 0, "it is seen on the map");
    // Taken back and done again, to the finding that it was about.
    page.press("z", "KeyZ", "z", 90);
    settle(&mut page);
    assert_eq!(count(&mut page, ".item.decided"), all - 1);
    let undone = page.value(AT);
    assert_eq!(page.value("document.querySelector('.item.open').dataset.id"), undone);
    let shift = json!({"type": "keyDown", "key": "Z", "code": "KeyZ", "text": "Z", "modifiers": 8});
    page.call("Input.dispatchKeyEvent", shift);
    settle(&mut page);
    assert_eq!(page.complaints(), Vec::<String>::new());
    served.kill();
    let served = Served::start(folder.path(), &["note.txt", "--quiet"]);
    page.go(&served.address);
    let words = "[...document.querySelectorAll('.item .words')].map(e => e.textContent)";
    let words = page.value(words);
    let words = words.as_array().expect("a list");
    assert_eq!(words.iter().filter(|words| *words == "right").count() as u64, all - 1, "{words:?}");
    assert_eq!(page.complaints(), Vec::<String>::new());
}

/// What an input method sends on Enter, Escape and the like while a syllable is composed: the key twice, first as its own.
fn composing(key: &str, with_control: bool) -> String {
    format!(
        "for (const [key, keyCode, isComposing] of [['Process', 229, true], [{}, 0, false]]) \
         document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {{key, keyCode, isComposing, \
         ctrlKey: {with_control}, bubbles: true, cancelable: true}}))",
        json!(key)
    )
}

#[test]
fn what_an_input_method_composes_is_a_comment_and_no_command() {
    let Some(mut browser) = browser() else { return };
    let folder = note();
    let served = Served::start(folder.path(), &["note.txt", "--quiet"]);
    let mut page = browser.page();
    page.go(&served.address);
    page.press("j", "KeyJ", "j", 74);
    let at = page.value(AT);
    page.press("ㅊ", "KeyC", "ㅊ", 67);
    assert_eq!(page.value("document.activeElement.tagName"), "TEXTAREA");
    page.call("Input.insertText", json!({"text": "원문을 보라"}));
    // The first key of a syllable says of itself only that it is the input method's.
    page.value(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Process', code: 'KeyX', \
         keyCode: 229, bubbles: true}))",
    );
    page.value(&composing("Enter", false));
    assert_eq!(page.value("document.activeElement.tagName"), "TEXTAREA", "Enter never saves");
    page.value(&composing("Escape", false));
    assert_eq!(
        page.value("document.activeElement.tagName"),
        "H3",
        "Escape ends the syllable and closes"
    );
    page.press("c", "KeyC", "c", 67);
    assert_eq!(page.value("document.activeElement.value"), "원문을 보라", "the draft is kept");
    page.value(&composing("Enter", true));
    settle(&mut page);
    assert_eq!(page.value(AT), at);
    assert_eq!(text(&mut page, ".item.at .words"), "not decided. Comment: 원문을 보라");
    assert_eq!(count(&mut page, ".item.decided"), 0, "nothing else was done");
    // One key that is held down decides once.
    page.value(
        "for (const repeat of [false, true, true]) document.dispatchEvent(new KeyboardEvent('keydown', \
         {key: 'q', code: 'KeyQ', repeat, bubbles: true}))",
    );
    settle(&mut page);
    assert_eq!(count(&mut page, ".item.decided"), 1);
    assert_eq!(page.complaints(), Vec::<String>::new());
}

#[test]
fn a_passage_is_edited_and_checked_anew() {
    let Some(mut browser) = browser() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.en.txt"), "He left on 3 May 1957.\n\nHe took 30 boxes.\n")
        .expect("written");
    fs::write(
        folder.path().join("a.ko.txt"),
        "그는 1957년 5월 4일 떠났다.\n\n그는 상자 40개를 가져갔다.\n",
    )
    .expect("written");
    let served =
        Served::start(folder.path(), &["a.en.txt", "a.ko.txt", "--encoder", "none", "--quiet"]);
    let mut page = browser.page();
    page.go(&served.address);
    assert_eq!(count(&mut page, ".item"), 2);
    page.press("j", "KeyJ", "j", 74);
    page.press("ㄷ", "KeyE", "ㄷ", 69);
    let was = page.value("document.activeElement.value");
    let was = was.as_str().expect("the passage").to_owned();
    assert!(was.ends_with("떠났다.") || was.ends_with("가져갔다."), "{was}");
    page.value(
        "document.activeElement.value = document.activeElement.value.replace('4일', '3일').replace('40', '30')",
    );
    page.value(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', ctrlKey: true, bubbles: true}))",
    );
    for _ in 0..100 {
        if count(&mut page, ".item") == 1 && count(&mut page, "#edits li") == 1 {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!((count(&mut page, ".item"), count(&mut page, "#edits li")), (1, 1));
    assert_eq!(page.complaints(), Vec::<String>::new());
}

#[test]
fn the_alignment_of_the_note_is_corrected_by_keyboard() {
    let Some(mut browser) = browser() else { return };
    let folder = note();
    let served = Served::start(folder.path(), &["note.txt", "--quiet"]);
    let mut page = browser.page();
    page.go(&served.address);
    let address = format!("http://127.0.0.1:{}/document/1/align", served.port);
    page.go(&address);
    let all = count(&mut page, "tr[data-bead]");
    let wait = |page: &mut Page<'_>, expected: (u64, u64), why: &str| {
        let mut found = (0, 0);
        for _ in 0..200 {
            let is_there = page.value("document.readyState === 'complete' && document.querySelectorAll('tr[data-bead]').length > 0");
            if is_there == true {
                found = (count(page, "tr[data-bead]"), count(page, "tr.pinned"));
                if found == expected {
                    return;
                }
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        panic!("{why}: {found:?} and not {expected:?}");
    };
    page.press("j", "KeyJ", "j", 74);
    change(&mut page, "ㅡ", "KeyM", "ㅡ", 77);
    wait(&mut page, (all - 1, 1), "merged");
    assert_eq!(
        page.value("document.querySelector('tr.at').dataset.bead"),
        "0",
        "one is where one was"
    );
    change(&mut page, "t", "KeyT", "t", 84);
    wait(&mut page, (all, 2), "split");
    change(&mut page, "]", "BracketRight", "]", 221);
    wait(&mut page, (all, 2), "a border moved");
    // Between the pinned ones nothing changes.
    page.press("R", "KeyR", "", 82);
    settle(&mut page);
    change(&mut page, "z", "KeyZ", "z", 90);
    settle(&mut page);
    served.kill();
    let served = Served::start(folder.path(), &["note.txt", "--quiet"]);
    page.go(&served.address);
    page.go(&format!("http://127.0.0.1:{}/document/1/align", served.port));
    wait(&mut page, (all, 2), "after a restart");
    for expected in [(all - 1, 1), (all, 0)] {
        change(&mut page, "z", "KeyZ", "z", 90);
        wait(&mut page, expected, "undone");
    }
    assert_eq!(page.complaints(), Vec::<String>::new());
}

#[test]
fn keys_can_be_changed_and_switched_off() {
    let Some(mut browser) = browser() else { return };
    let folder = note();
    let served = Served::start(folder.path(), &["note.txt", "--quiet"]);
    let mut page = browser.page();
    page.go(&served.address);
    page.press("?", "Slash", "?", 191);
    assert_eq!(page.value("document.querySelector('#help').open"), true);
    page.value("document.querySelector('.keys [data-name=right]').value = 'w'; document.querySelector('#help form button').click()");
    page.value("new Promise(done => setTimeout(done, 50))");
    page.press("j", "KeyJ", "j", 74);
    page.press("w", "KeyW", "w", 87);
    settle(&mut page);
    assert_eq!(text(&mut page, ".item .words"), "right");
    page.value("document.querySelector('#help-open').click(); document.querySelector('#single').checked = false; document.querySelector('#help form button').click()");
    // A dialog tells a little later that it was closed.
    page.value("new Promise(done => setTimeout(done, 50))");
    page.press("w", "KeyW", "w", 87);
    settle(&mut page);
    assert_eq!(count(&mut page, ".item.decided"), 1, "switched off");
    // The buttons do the same, and what was set is there after a reload.
    page.value("document.querySelector('[data-act=arguable]').click()");
    settle(&mut page);
    assert_eq!(count(&mut page, ".item.decided"), 2);
    let address = format!("http://127.0.0.1:{}/document/1", served.port);
    page.go(&address);
    assert_eq!(page.value("document.querySelector('.keys [data-name=right]').value"), "w");
    assert_eq!(page.value("document.querySelector('#single').checked"), false);
    assert_eq!(page.complaints(), Vec::<String>::new());
}

#[test]
fn the_page_speaks_two_languages_and_fits_any_screen() {
    let Some(mut browser) = browser() else { return };
    let folder = note();
    let axe = std::env::var_os("AXE").map(|axe| fs::read_to_string(axe).expect("axe-core"));
    if axe.is_none() {
        eprintln!("AXE names no axe.min.js of axe-core: the page is not looked at with it");
    }
    for language in ["en", "ko"] {
        let served = Served::start(folder.path(), &["note.txt", "--quiet", "--ui-lang", language]);
        let mut page = browser.page();
        page.go(&served.address);
        let address = format!("http://127.0.0.1:{}/document/1", served.port);
        let alignment = format!("{address}/align");
        for (address, width, scheme) in [
            (&address, 1440, "light"),
            (&address, 1440, "dark"),
            (&address, 320, "light"),
            (&alignment, 1440, "light"),
            (&alignment, 320, "dark"),
        ] {
            let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
            page.call("Emulation.setEmulatedMedia", json!({"features": features}));
            let size =
                json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
            page.call("Emulation.setDeviceMetricsOverride", size);
            page.go(address);
            assert_eq!(page.value("document.documentElement.lang"), language);
            page.press("j", "KeyJ", "j", 74);
            if address.ends_with('1') {
                page.press("c", "KeyC", "c", 67);
            }
            let wide = page.value("document.documentElement.scrollWidth");
            let out = page.value(
                "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth)\
                 .map(e => e.outerHTML.slice(0, 80)).slice(0, 5)",
            );
            assert!(number(&wide) <= width, "{language}, {width}: {wide}, {out}");
            if let Some(axe) = &axe {
                page.value(&format!("{axe};1"));
                let found = page.value(
                    "axe.run().then(r => JSON.stringify(r.violations.map(v => [v.id, v.nodes.length, \
                     v.nodes[0].html.slice(0, 200)])))",
                );
                assert_eq!(found, "[]", "{language}, {scheme}, {width} wide");
            }
        }
        assert_eq!(page.complaints(), Vec::<String>::new());
    }
}

#[test]
fn markup_and_script_in_a_document_are_text_on_the_page() {
    let Some(mut browser) = browser() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let hostile =
        "<script>alert(1)</script> <img src=x onerror=alert(2)> </style></table> &lt;b&gt; \"'";
    let en = format!("The minister {hostile} left 12 boxes.\n\nNobody {hostile} saw <b>it</b>.\n");
    let ko = format!("상은 {hostile} 15개의 상자를 남겼다.\n");
    fs::write(folder.path().join("<b>.en.txt"), en).expect("written");
    fs::write(folder.path().join("<b>.ko.txt"), ko).expect("written");
    let served =
        Served::start(folder.path(), &["<b>.en.txt", "<b>.ko.txt", "--encoder", "none", "--quiet"]);
    let mut page = browser.page();
    page.go(&served.address);
    page.press("j", "KeyJ", "j", 74);
    page.press("x", "KeyX", "x", 88);
    settle(&mut page);
    assert_eq!(page.complaints(), Vec::<String>::new());
    assert_eq!((count(&mut page, "script"), count(&mut page, "main img")), (2, 0));
    let shown = page.value("document.body.textContent");
    assert!(
        shown.as_str().is_some_and(|shown| shown.contains("<script>alert(1)</script>")),
        "{shown}"
    );
}
