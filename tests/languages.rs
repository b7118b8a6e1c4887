//! What `daejo check` says of languages of which it cannot read everything: nothing false, and that it is silent.

use std::fs;

use assert_cmd::Command;
use serde_json::Value;

/// The rules on values that find something in a pair of lines, and those that are told to be silent.
fn check(source: (&str, &str), target: (&str, &str)) -> (Vec<String>, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, (_, text)) in [("a.txt", source), ("b.txt", target)] {
        fs::write(folder.path().join(name), format!("{text}\n")).expect("written");
    }
    let mut command = Command::cargo_bin("daejo").expect("the program");
    let languages = ["--source-lang", source.0, "--target-lang", target.0];
    let form = ["--format", "json", "--fail-on", "none", "--min-confidence", "0"];
    command.args(["check", "--presegmented"]).args(languages).args(form).args(["a.txt", "b.txt"]);
    let output = command.current_dir(folder.path()).output().expect("it ran");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let page: Value = serde_json::from_str(&text(output.stdout)).expect("a report");
    let rule = |finding: &Value| finding["rule"].as_str().unwrap_or_default().to_owned();
    let values = |rule: &String| ["date", "number", "unit"].contains(&rule.as_str());
    let found = page["findings"].as_array().expect("findings").iter().map(rule).filter(values);
    let warning = text(output.stderr);
    let silent = warning.lines().find_map(|line| line.split_once("these rules find nothing"));
    let silent = silent.and_then(|(_, rules)| rules.split_once(": "));
    let silent = silent.map_or(Vec::new(), |(_, rules)| {
        rules.split(", ").map(str::to_owned).filter(values).collect()
    });
    (found.collect(), silent)
}

#[test]
fn a_value_is_compared_where_both_sides_can_be_read_and_silence_is_told() {
    const ENGLISH: (&str, &str) = ("en", "They met on 4 April 1957 with fourteen men.");
    #[rustfmt::skip]
    let cases = [
        // target                                                     found                silent                        why
        (("cs", "Sešli se 4. dubna 1957 se čtrnácti muži."),          vec![],              vec!["number", "date", "unit"], "its months and numbers in words are not known"),
        (("hu", "1957. április 4-én találkoztak tizennégy emberrel."), vec![],             vec!["number", "date", "unit"], "nothing of it is"),
        (("ja", "彼らは一九五七年四月四日に十四人と会った。"),             vec![],              vec!["number", "date", "unit"], "figures of its own"),
        (("pl", "Spotkali się 4 kwietnia 1957 z czternastoma."),      vec![],              vec!["unit"],        "the date is read, and is the same"),
        (("pl", "Spotkali się 4 maja 1957 z czternastoma."),          vec!["date"],        vec!["unit"],        "another month"),
        (("pl", "Spotkali się 4 kwietnia 1957 z 15 ludźmi."), vec![], vec!["unit"], "its figure may be another number"),
        (("ko", "그들은 1957년 5월 4일에 열세 명과 만났다."),            vec!["date", "number"], vec![],                     "both are read"),
    ];
    for (target, found, silent, why) in cases {
        let (mut said, told) = check(ENGLISH, target);
        said.sort_unstable();
        said.dedup();
        assert_eq!(
            (said, told),
            (
                found.into_iter().map(str::to_owned).collect(),
                silent.into_iter().map(str::to_owned).collect()
            ),
            "{}: {why}",
            target.1
        );
    }
}
