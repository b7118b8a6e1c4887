//! `daejo review` as it is used: what is let in and what is refused, what outlasts kills, restarts and edits, what is
//! exported. The page itself in a browser: `tests/browser`.

#![cfg(all(feature = "serve", unix))]

#[path = "review/served.rs"]
mod served;

use std::{fs, path::Path, process::Command};

use serde_json::{Value, json};
use served::Served;

const EN: &str = "The minister left for Moscow on 4 April 1957 with a delegation of twelve.\n\nHe took 30 boxes along.\n\nNobody was hurt in the accident near the station.\n";
const KO: &str = "상은 1957년 4월 5일 열두 명의 대표단을 이끌고 모스크바로 떠났다.\n\n그는 상자 40개를 가져갔다.\n\n역 근처의 사고에서 다친 사람은 없었다.\n";

/// A folder with a document in which a date and a number are wrong.
fn document() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("note.en.txt"), EN).expect("written");
    fs::write(folder.path().join("note.ko.txt"), KO).expect("written");
    folder
}

const ARGUMENTS: [&str; 5] = ["note.en.txt", "note.ko.txt", "--encoder", "none", "--quiet"];

fn serve(folder: &Path) -> Served {
    Served::start(folder, &ARGUMENTS)
}

/// Runs the program in `folder`: its status, and what it says on standard error.
fn daejo(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_daejo"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("it ran");
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// The id of the finding of a rule.
fn id_of(findings: &[Value], rule: &str) -> String {
    let found = findings.iter().find(|finding| finding["rule"] == rule);
    found
        .and_then(|finding| finding["id"].as_str())
        .unwrap_or_else(|| panic!("{rule}: {findings:?}"))
        .to_owned()
}

fn verdict(finding: &str, verdict: &str) -> Value {
    json!({"do": "verdict", "finding": finding, "verdict": verdict})
}

#[test]
fn what_is_not_the_page_itself_is_refused() {
    let folder = document();
    let served = serve(folder.path());
    let client = served.enter();
    let id = id_of(&client.findings(), "date");
    let command =
        json!({"uuid": "12345678", "do": "verdict", "finding": id, "verdict": "wrong"}).to_string();
    let command = command.as_str();
    let own = client.own();
    let port = served.port;
    // The lines of the page itself with one of them another.
    let but = |name: &str, line: Option<&str>| -> Vec<String> {
        let others = own.iter().filter(|own| !own.starts_with(name)).cloned();
        others.chain(line.map(str::to_owned)).collect()
    };
    let other_port = format!("Origin: http://127.0.0.1:{}", port.wrapping_add(1));
    let with_site = |site: &str| {
        let mut head = own.clone();
        head.push(format!("Sec-Fetch-Site: {site}"));
        head
    };
    let long = "x".repeat((16 << 20) + 1);
    let stranger = format!("Cookie: daejo-{port}={}", "0".repeat(32));
    let own_host = [client.host.clone(), client.cookie.clone()];
    let post = "POST /document/1";
    #[rustfmt::skip]
    let cases: Vec<(&str, Vec<String>, &str, u16, &str)> = vec![
        (post, but("Host", Some("Host: example.org")),          command, 403, "a name that leads here from elsewhere"),
        (post, but("Host", Some("Host: 127.0.0.1")),            command, 403, "another port of this machine by name"),
        (post, but("Cookie", None),                             command, 403, "nobody who was let in"),
        (post, but("Cookie", Some(&stranger)),                  command, 403, "a cookie that is none"),
        (post, but("X-Daejo-Token", None),                      command, 403, "no token"),
        (post, but("X-Daejo-Token", Some("X-Daejo-Token: 00")), command, 403, "a token that is none"),
        (post, but("Origin", None),                             command, 403, "from nowhere"),
        (post, but("Origin", Some("Origin: null")),             command, 403, "from a file on this machine"),
        (post, but("Origin", Some(&other_port)),                command, 403, "from another port of this machine"),
        (post, but("Origin", Some("Origin: http://example.org")), command, 403, "from another site"),
        (post, but("Content-Type", Some("Content-Type: text/plain")), command, 403, "from a form"),
        (post, with_site("same-site"),                          command, 403, "from a neighbour, says the browser"),
        (post, with_site("cross-site"),                         command, 403, "from another site, says the browser"),
        (post, own.clone(),                                     &long,   413, "too long"),
        (post, own.clone(),                                     "{",     400, "no command"),
        (post, own.clone(),                                     "{\"uuid\": \"123456789\", \"do\": \"format\"}", 400, "no command that there is"),
        ("PUT /document/1", own.clone(),                        command, 405, "nothing is put there"),
        ("POST /document/2", own.clone(),                       command, 404, "a document that is not there"),
        ("GET /../../etc/passwd", own_host.to_vec(),            "",      404, "a path outside"),
        ("GET /document/%2e%2e%2f1", own_host.to_vec(),         "",      400, "a path that climbs"),
        ("GET /note.en.txt", own_host.to_vec(),                 "",      404, "no file is served"),
        ("GET /document/1", vec![client.host.clone()],          "",      403, "reading is for who was let in too"),
        ("GET /page.js", vec![client.host.clone()],             "",      403, "all of it"),
    ];
    for (line, head, body, status, why) in cases {
        let answer = served.send(line, &head, body);
        assert_eq!(answer.status, status, "{why}: {}", answer.body);
        assert!(answer.head.contains("frame-ancestors 'none'"), "{why}: {}", answer.head);
        assert!(answer.head.contains("cross-origin-resource-policy: same-origin"), "{why}");
    }
    assert!(client.findings().iter().all(|finding| finding["verdict"] == ""), "nothing was done");
    let again = served.send(
        &format!("GET /?token={}", &served.address[served.address.len() - 32..]),
        &own_host[..1],
        "",
    );
    assert_eq!(again.status, 403, "the address holds for one browser");
    assert_eq!(client.post("/document/1", command).json()["seq"], 1, "the page itself is heard");
}

#[test]
fn a_command_that_comes_again_is_answered_as_before() {
    let folder = document();
    let served = serve(folder.path());
    let client = served.enter();
    let findings = client.findings();
    let (date, number) = (id_of(&findings, "date"), id_of(&findings, "number"));
    let first = client.ask("command-1", verdict(&date, "wrong")).json();
    assert_eq!((&first["seq"], &first["said"]), (&json!(1), &json!("Wrong. 1 left.")));
    assert_eq!(client.ask("command-1", verdict(&date, "wrong")).json()["seq"], 1);
    assert_eq!(
        client.ask("command-2", json!({"do": "why", "finding": date, "why": "meaning"})).json()["seq"],
        2
    );
    let refused =
        client.ask("command-3", json!({"do": "why", "finding": number, "why": "meaning"}));
    assert_eq!(refused.status, 409, "{}", refused.body);
    let undone = client.ask("command-4", json!({"do": "undo"})).json();
    assert_eq!(undone["items"][&date]["words"], "wrong", "why is undone first");
    let undone = client.ask("command-4", json!({"do": "undo"})).json();
    assert_eq!(undone["items"], json!({}), "and once");
    assert_eq!(
        client.ask("command-5", json!({"do": "undo"})).json()["items"][&date]["words"],
        "not decided"
    );
    assert_eq!(
        client.ask("command-6", json!({"do": "undo"})).json()["said"],
        "There is nothing to undo or redo."
    );
    assert_eq!(
        client.ask("command-7", json!({"do": "redo"})).json()["items"][&date]["words"],
        "wrong"
    );
}

#[test]
fn what_was_acknowledged_outlasts_a_kill_at_any_moment() {
    let folder = document();
    let mut acknowledged: Vec<(String, i64)> = Vec::new();
    for round in 0..40_u64 {
        let served = serve(folder.path());
        let client = served.enter();
        let date = id_of(&client.findings(), "date");
        let path = folder.path().join("note.en.daejo");
        let killed = std::thread::scope(|scope| {
            let pid = served.pid();
            scope.spawn(move || {
                // Anywhere in a few commands.
                std::thread::sleep(std::time::Duration::from_micros(
                    400 * (round % 20) * (round % 20),
                ));
                let _ = Command::new("kill").args(["-KILL", &pid.to_string()]).status();
            });
            for number in 0..200 {
                let uuid = format!("round {round}, command {number}");
                let mut body = verdict(&date, if number % 2 == 0 { "wrong" } else { "right" });
                body["uuid"] = json!(uuid);
                let sent = served.try_send("POST /document/1", &client.own(), &body.to_string());
                match sent {
                    Ok(answer) if answer.status == 200 => {
                        acknowledged.push((uuid, answer.json()["seq"].as_i64().expect("a place")));
                    }
                    _ => return true,
                }
            }
            false
        });
        assert!(killed || round > 0, "nothing was killed");
        served.kill();
        let store = daejo::review::Store::open(&path).expect("the store");
        let log = store.events(1, None).expect("a log");
        for (uuid, seq) in &acknowledged {
            let found: Vec<i64> =
                log.iter().filter(|event| event.uuid == *uuid).map(|event| event.seq).collect();
            assert_eq!(found, [*seq], "{uuid}: acknowledged, so there, and once");
        }
    }
    assert!(!acknowledged.is_empty());
}

#[test]
fn interrupting_leaves_one_whole_file() {
    let folder = document();
    let served = serve(folder.path());
    let client = served.enter();
    let date = id_of(&client.findings(), "date");
    client.ask("command-1", verdict(&date, "right")).json();
    assert_eq!(served.interrupt(), Some(0));
    let log = folder.path().join("note.en.daejo-wal");
    assert!(fs::metadata(&log).map_or(true, |log| log.len() == 0), "all is in the store");
    let served = serve(folder.path());
    let client = served.enter();
    let row =
        client.findings().into_iter().find(|row| row["id"] == date.as_str()).expect("the finding");
    assert_eq!(row["verdict"], "right", "after a restart");
    assert_eq!(
        client.ask("command-2", json!({"do": "undo"})).json()["items"][&date]["words"],
        "not decided"
    );
}

#[test]
fn decisions_go_where_their_findings_went() {
    let folder = document();
    let served = serve(folder.path());
    let client = served.enter();
    let findings = client.findings();
    for (number, rule) in ["date", "number"].iter().enumerate() {
        client.ask(&format!("command-{number}"), verdict(&id_of(&findings, rule), "wrong")).json();
    }
    let state = |rule: &str| -> (String, String) {
        let rows = client.findings();
        let row = rows
            .iter()
            .find(|row| row["rule"] == rule)
            .unwrap_or_else(|| panic!("{rule}: {rows:?}"));
        let cell = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        (cell("verdict"), cell("text"))
    };
    let edit = |text: &str| fs::write(folder.path().join("note.ko.txt"), text).expect("written");
    let own = |verdict: &str, text: &str| (verdict.to_owned(), text.to_owned());
    edit(&format!("{KO}\n그 밖의 문제는 다음 회의에서 다룬다.\n"));
    assert_eq!(state("date"), own("wrong", ""), "a paragraph elsewhere changes nothing");
    edit(&KO.replace("이끌고", "데리고"));
    assert_eq!(state("date"), own("wrong", "changed"), "another word of its sentence is told");
    assert_eq!(state("number"), own("wrong", ""), "and of no other sentence");
    edit(&KO.replace("4월 5일", "4월 6일"));
    assert_eq!(state("date"), own("wrong", "proposed"), "other words: nobody guesses");
    let id = id_of(&client.findings(), "date");
    client.ask("command-9", json!({"do": "keep", "finding": id})).json();
    assert_eq!(state("date"), own("wrong", ""), "somebody said so");
    edit(&KO.replace("4월 5일", "4월 4일"));
    let stale: Vec<Value> =
        client.findings().into_iter().filter(|row| row["text"] == "stale").collect();
    let [stale] = &stale[..] else { panic!("one decision has no finding any more: {stale:?}") };
    assert_eq!(
        (&stale["rule"], &stale["verdict"]),
        (&json!("date"), &json!("wrong")),
        "it is not lost"
    );
    edit(&KO.replace("4월 5일", "4월 6일"));
    assert_eq!(state("date"), own("wrong", ""), "and comes back with its finding");
    fs::remove_file(folder.path().join("note.ko.txt")).expect("removed");
    let gone = client.get("/document/1");
    assert_eq!(gone.status, 404);
    assert!(
        gone.body.contains("cannot read") && gone.body.contains("kept in the store"),
        "{}",
        gone.body
    );
    edit(KO);
    assert_eq!(client.get("/document/1").status, 200, "once it is there again");
}

#[test]
fn what_is_said_of_many_is_one_step_and_can_be_taken_back() {
    let folder = document();
    let served = serve(folder.path());
    let client = served.enter();
    let date = id_of(&client.findings(), "date");
    let words =
        |answer: Value| answer["items"][&date]["words"].as_str().unwrap_or_default().to_owned();
    let ask =
        |uuid: &str, what: &str| client.ask(uuid, json!({"do": what, "finding": date})).json();
    assert_eq!(words(ask("command-1", "alike")), "wrong, with all that are alike");
    assert_eq!(words(ask("command-2", "alike")), "not decided", "the same again takes it back");
    assert_eq!(words(ask("command-3", "rule")), "set aside: its rule is off here");
    assert_eq!(words(client.ask("command-4", json!({"do": "undo"})).json()), "not decided");
    let comment = json!({"do": "comment", "finding": date, "text": "see <b>the</b> original"});
    assert_eq!(
        words(client.ask("command-5", comment).json()),
        "not decided. Comment: see <b>the</b> original"
    );
    assert!(
        client.get("/document/1").body.contains("see &#60;b&#62;the&#60;/b&#62; original"),
        "text is text"
    );
    let grave = json!({"do": "severity", "finding": date, "severity": "critical"});
    let answer = client.ask("command-6", grave).json();
    assert!(
        answer["progress"]
            .as_str()
            .is_some_and(|text| text.contains("and 1 undecided are critical")),
        "{answer}"
    );
}

#[test]
fn what_is_exported_is_read_back_equal() {
    let folder = document();
    let served = serve(folder.path());
    let client = served.enter();
    let findings = client.findings();
    client.ask("command-1", verdict(&id_of(&findings, "date"), "right")).json();
    client.ask("command-2", verdict(&id_of(&findings, "number"), "wrong")).json();
    client.ask("command-3", json!({"do": "undo"})).json();
    let export = |client: &served::Client<'_>, what: &str| {
        client.get(&format!("/document/1/export/{what}")).body
    };
    let log = export(&client, "events.json");
    let table = export(&client, "findings.tsv");
    let other = document();
    let elsewhere = serve(other.path());
    let there = elsewhere.enter();
    assert_eq!(there.post("/document/1/import", &log).json()["new"], 3);
    assert_eq!(there.post("/document/1/import", &log).json()["new"], 0, "twice is once");
    assert_eq!(export(&there, "findings.tsv"), table);
    assert_eq!(there.post("/document/1/import", "{}").status, 400, "no log");
    // The alignment is one that `daejo` itself takes.
    fs::write(other.path().join("ladder.txt"), export(&client, "ladder")).expect("written");
    fs::write(other.path().join("note.tmx"), export(&client, "tmx")).expect("written");
    for file in ["ladder.txt", "note.tmx"] {
        let arguments =
            ["align", "note.en.txt", "note.ko.txt", "--alignment", file, "--format", "ladder"];
        assert_eq!(daejo(other.path(), &arguments).0, 0, "{file}");
    }
    assert_eq!(client.get("/document/1/export/passwd").status, 404);
}

#[test]
fn a_second_reviewer_sees_nothing_of_the_first() {
    let folder = document();
    let served = Served::start(folder.path(), &[&ARGUMENTS[..], &["--reviewer", "Kim"]].concat());
    let client = served.enter();
    let date = id_of(&client.findings(), "date");
    client.ask("command-1", verdict(&date, "right")).json();
    // While the first serves, another is led to the same page.
    let second = Served::start(folder.path(), &ARGUMENTS);
    assert_eq!(second.port, served.port, "the address of the one that serves");
    assert_ne!(second.address, served.address, "with a token of its own");
    assert_eq!(second.enter().findings()[0]["verdict"], client.findings()[0]["verdict"]);
    drop(second);
    assert_eq!(served.interrupt(), Some(0));
    let served = Served::start(folder.path(), &[&ARGUMENTS[..], &["--reviewer", "Lee"]].concat());
    let client = served.enter();
    assert!(client.findings().iter().all(|row| row["verdict"] == ""), "Lee decides alone");
    assert!(!client.get("/document/1/export/events.json").body.contains("Kim"));
    client.ask("command-2", verdict(&date, "wrong")).json();
    assert_eq!(served.interrupt(), Some(0));
    let told = Command::new(env!("CARGO_BIN_EXE_daejo"))
        .current_dir(folder.path())
        .args(["review", "--agreement", "note.en.daejo"])
        .output()
        .expect("it ran");
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let row = told.lines().nth(1).unwrap_or_default();
    assert_eq!(row, "Kim\tLee\t1\t0\t0.000\t0\t0\t1\t0\t0\t0\t0\t0\t0", "{told}");
    let (status, said) = daejo(folder.path(), &["review", "--agreement", "note.daejo"]);
    assert!(status == 2 && said.contains("note.daejo is no store"), "{said}");
}

#[test]
fn what_stands_in_the_way_is_said() {
    let folder = document();
    let served = serve(folder.path());
    let other = document();
    let port = served.port.to_string();
    let taken = [&ARGUMENTS[..], &["--port", &port]].concat();
    let (status, said) = daejo(other.path(), &[&["review"], &taken[..]].concat());
    assert_eq!(status, 2);
    assert!(
        said.starts_with(&format!("daejo: cannot listen on port {port} of this machine")),
        "{said}"
    );
    drop(served);
    fs::write(other.path().join("note.en.daejo"), "words").expect("written");
    fs::write(other.path().join("half.txt"), "").expect("written");
    #[rustfmt::skip]
    let cases: [(&[&str], &str); 5] = [
        (&ARGUMENTS,                                   "note.en.daejo is no store of daejo", ),
        (&["gone.txt"],                                "cannot read gone.txt"),
        (&["half.txt"],                                "half.txt is empty"),
        (&["-"],                                       "standard input cannot be read again"),
        (&["note.en.txt", "note.ko.txt", "--store", "half.txt"], "cannot make the folder half.txt"),
    ];
    for (arguments, expected) in cases {
        let (status, said) = daejo(other.path(), &[&["review"], arguments].concat());
        assert_eq!(status, 2, "{arguments:?}");
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
    for left in ["gone.daejo", "half.daejo"] {
        assert!(!other.path().join(left).exists(), "{left}: no store of what cannot be read");
    }
}

#[test]
fn a_folder_lists_its_documents_with_what_is_left() {
    let folder = document();
    fs::write(folder.path().join("clean.en.txt"), "Nobody was hurt.\n").expect("written");
    fs::write(folder.path().join("clean.ko.txt"), "다친 사람은 없었다.\n").expect("written");
    let served = Served::start(folder.path(), &[".", "--encoder", "none", "--quiet"]);
    let client = served.enter();
    let page = client.get("/").body;
    for words in ["2 documents", "clean", "note", "0 of 2 decided", "href=\"/document/2\""] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[test]
fn a_translation_is_edited_beside_its_file() {
    let folder = document();
    let served = serve(folder.path());
    let client = served.enter();
    let findings = client.findings();
    let (date, number) = (id_of(&findings, "date"), id_of(&findings, "number"));
    client.ask("command-1", verdict(&date, "right")).json();
    let lines: Vec<&str> = KO.lines().filter(|line| !line.is_empty()).collect();
    let mended = lines[0].replace("5일", "4일");
    let edit = |bead: usize, was: &str, text: &str| json!({"do": "edit", "bead": bead, "was": was, "text": text});
    #[rustfmt::skip]
    let refused = [
        (edit(0, "다른 글", &mended),      "has changed meanwhile", "the page shows another text"),
        (edit(0, lines[0], ""),            "not empty",             "nothing instead"),
        (edit(0, lines[0], "가\n나"),      "one line",              "two lines may be two paragraphs"),
        (edit(0, lines[0], lines[0]),      "nothing was changed",   "the same"),
        (edit(7, lines[0], &mended),       "not there any more",    "no such passage"),
    ];
    for (number, (command, expected, why)) in refused.into_iter().enumerate() {
        let answer = client.ask(&format!("refused-{number}"), command);
        assert!(answer.status == 409 && answer.body.contains(expected), "{why}: {}", answer.body);
    }
    assert_eq!(client.get("/document/1/export/edited").status, 404, "nothing is edited yet");
    assert_eq!(client.ask("command-2", edit(0, lines[0], &mended)).json()["reload"], true);
    let rules = || -> Vec<String> {
        let rows = client.findings();
        let rule = |row: &Value| {
            format!("{} {}", row["rule"].as_str().unwrap_or(""), row["text"].as_str().unwrap_or(""))
        };
        rows.iter().map(rule).collect()
    };
    assert_eq!(rules(), ["number ", "date resolved"], "the check has run anew");
    let edited = client.get("/document/1/export/edited");
    assert_eq!(edited.body, KO.replace("5일", "4일"), "all else is as it was");
    assert!(edited.head.contains("edited.txt"), "{}", edited.head);
    let there = || fs::read_to_string(folder.path().join("note.ko.txt")).expect("the file");
    assert_eq!(there(), KO, "the file itself is never written");
    assert_eq!(served.interrupt(), Some(0));
    let served = serve(folder.path());
    let client = served.enter();
    assert!(
        client.get("/document/1").body.contains("resolved by an edit here"),
        "after a restart too"
    );
    assert_eq!(client.ask("command-3", verdict(&number, "wrong")).json()["said"], "Wrong. 0 left.");
    client.ask("command-4", json!({"do": "undo"})).json();
    assert_eq!(
        client.ask("command-5", json!({"do": "undo"})).json()["reload"],
        true,
        "an edit is undone like all else"
    );
    assert_eq!(id_of(&client.findings(), "date"), date);
    client.ask("command-6", json!({"do": "redo"})).json();
    // Somebody rewrites the passage outside: the edit is not lost, and not put anywhere else.
    fs::write(folder.path().join("note.ko.txt"), KO.replace("모스크바로", "소련으로"))
        .expect("written");
    let page = client.get("/document/1").body;
    assert!(page.contains("not in the text any more") && page.contains(&mended), "{page}");
}

#[test]
fn a_bilingual_file_is_edited_in_its_own_format() {
    const UNITS: &str = "msgid \"\"\nmsgstr \"Language: ko\\n\"\n\nmsgid \"He left on 3 May 1957.\"\nmsgstr \"그는 1957년 5월 4일 떠났다.\"\n";
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("ko.po"), UNITS).expect("written");
    let served = Served::start(folder.path(), &["ko.po", "--encoder", "none", "--quiet"]);
    let client = served.enter();
    let was = "그는 1957년 5월 4일 떠났다.";
    let edit = |text: &str| json!({"do": "edit", "bead": 0, "was": was, "text": text});
    let marked = client.ask("command-1", edit("그는 \"1957년\" 5월 3일 떠났다."));
    assert!(marked.status == 409 && marked.body.contains("mean something else"), "{}", marked.body);
    client.ask("command-2", edit("그는 1957년 5월 3일 떠났다.")).json();
    assert!(client.findings().is_empty(), "{:?}", client.findings());
    assert_eq!(client.get("/document/1/export/edited").body, UNITS.replace("4일", "3일"));
}

#[test]
fn the_alignment_is_corrected_and_what_was_touched_stays() {
    let folder = document();
    let served = serve(folder.path());
    let client = served.enter();
    let align = |uuid: &str, mut operation: Value| {
        operation["do"] = json!("align");
        client.ask(uuid, operation)
    };
    let rows = || -> Vec<String> {
        let page = client.get("/document/1/align").body;
        let row = |line: &str| {
            let value = |name: &str| {
                line.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next())
            };
            let pin =
                if value("class").is_some_and(|class| class.contains("pinned")) { "*" } else { "" };
            format!(
                "{}-{}{pin}",
                value("data-source").unwrap_or("?"),
                value("data-target").unwrap_or("?")
            )
        };
        page.lines().filter(|line| line.starts_with("<tr data-bead")).map(row).collect()
    };
    assert_eq!(rows(), ["1-1", "1-1", "1-1"]);
    assert_eq!(align("command-1", json!({"op": "merge", "bead": 0})).json()["reload"], true);
    assert_eq!(rows(), ["2-2*", "1-1"]);
    assert_eq!(align("command-1", json!({"op": "merge", "bead": 0})).json()["seq"], 1, "once");
    assert_eq!(rows(), ["2-2*", "1-1"]);
    let refused = align("command-2", json!({"op": "merge", "bead": 1}));
    assert!(refused.status == 409 && refused.body.contains("no such bead"), "{}", refused.body);
    assert_eq!(align("command-3", json!({"op": "fold", "bead": 1})).status, 400);
    align("command-4", json!({"op": "realign"})).json();
    assert_eq!(rows(), ["2-2*", "1-1"], "what is pinned stays");
    let ladder = client.get("/document/1/export/ladder").body;
    assert!(ladder.starts_with("[0, 1]:[0, 1]:"), "{ladder}");
    let page = client.get("/document/1").body;
    assert!(page.contains("in 2 passages"), "the findings are of the new alignment");
    assert_eq!(served.interrupt(), Some(0));
    let served = serve(folder.path());
    let client = served.enter();
    let rows = || client.get("/document/1/align").body.matches("class=\"pinned").count();
    assert_eq!(rows(), 1, "after a restart");
    fs::write(folder.path().join("note.ko.txt"), format!("{KO}\n끝.\n")).expect("written");
    assert_eq!(rows(), 1, "text elsewhere");
    fs::write(folder.path().join("note.ko.txt"), KO.replace("40개", "50개")).expect("written");
    let page = client.get("/document/1/align").body;
    assert!(page.contains("1 pinned passage is not in the texts any more"), "and that is told");
    fs::write(folder.path().join("note.ko.txt"), KO).expect("written");
    assert_eq!(rows(), 1, "and it comes back with its text");
    for number in 5..7 {
        client.ask(&format!("command-{number}"), json!({"do": "undo"})).json();
    }
    assert_eq!(rows(), 0, "all is undone");
}
