//! Encoder models as files: which one is taken, and what is said of one that cannot be used.

use std::{fs, path::Path};

use assert_cmd::Command;

/// The model inside the program, which here stands for any model file.
const MODEL: &[u8] = include_bytes!("../corpora/encoder/en-ko.daejo");

/// A folder with a short document in two files, German and French in name only.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), "Der Minister sprach 1956.\nEr ging.\n").expect("a.txt");
    fs::write(folder.path().join("b.txt"), "Le ministre parla en 1956.\nIl partit.\n")
        .expect("b.txt");
    folder
}

fn daejo(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("daejo").expect("the program");
    command.env("XDG_DATA_HOME", folder.join("data")).current_dir(folder).args(arguments);
    let output = command.output().expect("it ran");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

const ALIGN: [&str; 6] = ["align", "a.txt", "b.txt", "--presegmented", "--format", "ladder"];

#[test]
fn a_model_file_that_cannot_be_used_is_named_with_its_fault_and_remedy() {
    let folder = folder();
    let with = |place: usize, value: u8| {
        let mut bytes = MODEL.to_vec();
        bytes[place] = value;
        bytes
    };
    #[rustfmt::skip]
    let cases = [
        ("cut.daejo",     MODEL[..1_000_000].to_vec(),         "it is cut short: 1000000 bytes"),
        ("head.daejo",    MODEL[..20].to_vec(),                "it is cut short: 20 bytes"),
        ("version.daejo", with(8, 99),                         "it has format 99 and this program reads format 1"),
        ("bit.daejo",     with(9_000_000, !MODEL[9_000_000]),  "its checksum is wrong"),
        ("text.daejo",    b"not a model".to_vec(),             "it is not an encoder model"),
        ("empty.daejo",   Vec::new(),                          "it is not an encoder model"),
        ("other.daejo",   MODEL.to_vec(),                      "it knows en, ko, not de"),
    ];
    for (name, bytes, fault) in cases {
        fs::write(folder.path().join(name), bytes).expect(name);
        let languages = ["--source-lang", "de", "--target-lang", "fr", "--encoder", name];
        let (code, out, err) = daejo(folder.path(), &[&ALIGN[..], &languages].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{name}");
        let expected = format!("daejo: cannot use {name} as an encoder model: {fault}");
        assert!(err.starts_with(&expected), "{err}");
        assert!(err.contains("`daejo encoder"), "the remedy is missing: {err}");
    }
}

#[test]
fn an_installed_model_is_taken_when_the_one_inside_does_not_know_the_languages() {
    let folder = folder();
    let languages = ["--source-lang", "de", "--target-lang", "fr"];
    let align = [&ALIGN[..], &languages].concat();

    let (code, without, err) = daejo(folder.path(), &align);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("no encoder here knows de and fr"), "{err}");

    fs::write(folder.path().join("model.daejo"), MODEL).expect("a model");
    let (code, out, err) = daejo(folder.path(), &["encoder", "install", "--from", "model.daejo"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("for en ko"), "{out}");
    let (_, _, err) = daejo(folder.path(), &align);
    assert!(err.contains("the installed encoder does not know de and fr"), "{err}");

    // A damaged one is said to be damaged, and the work goes on without.
    let installed = folder.path().join("data/daejo/encoder.daejo");
    fs::write(&installed, &MODEL[..MODEL.len() / 2]).expect("half a model");
    let (code, out, err) = daejo(folder.path(), &align);
    assert_eq!((code, out), (0, without.clone()));
    assert!(err.contains("it is cut short"), "{err}");

    // English and Korean have the model inside the program, whatever is installed.
    let (code, _, err) = daejo(folder.path(), &ALIGN);
    assert_eq!((code, err.contains("encoder")), (0, false), "{err}");

    // A data folder that cannot be read: here a file stands in its place.
    fs::remove_dir_all(folder.path().join("data")).expect("removed");
    fs::write(folder.path().join("data"), "").expect("a file");
    let (code, out, err) = daejo(folder.path(), &align);
    assert_eq!((code, out), (0, without));
    assert!(err.contains("aligning by length and shared values alone"), "{err}");
}

#[test]
fn a_model_is_not_installed_unless_it_can_be_used() {
    let folder = folder();
    fs::write(folder.path().join("half.daejo"), &MODEL[..MODEL.len() / 2]).expect("half a model");
    let (code, out, _) = daejo(folder.path(), &["encoder", "install", "--from", "half.daejo"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(!folder.path().join("data/daejo/encoder.daejo").exists());
}
