//! What the encoder promises: the vectors of the published package, runs by addition, any length,
//! and errors that say how to repair a model file.
#![cfg(feature = "encoder")]

use std::fs;

use daejo::{
    Error,
    encoder::{Encoder, HalfVectors, ModelFault, cosine},
};

const SENTENCES: &str = include_str!("encoder/sentences.txt");
const IDS: &str = include_str!("encoder/ids.txt");
const VECTORS: &[u8] = include_bytes!("encoder/vectors.f32");
const MODEL: &str = "corpora/encoder/en-ko.daejo";

/// The note the project started from, sentence by sentence as well as full stops tell.
fn sentences() -> Vec<String> {
    let note = fs::read_to_string("corpora/polish-note-1957/note.txt").expect("the note is ours");
    note.lines()
        .flat_map(|line| line.split_inclusive(". "))
        .map(|sentence| sentence.trim().to_owned())
        .filter(|sentence| !sentence.is_empty())
        .take(80)
        .collect()
}

/// The lowest cosine between a run by addition and the joined text, over runs of one to nine.
fn lowest(encoder: &Encoder, half: &HalfVectors, segments: &[&str]) -> (f32, String) {
    let runs: Vec<_> = (0..segments.len())
        .flat_map(|start| [1, 2, 5, 9].map(|length| start..start + length))
        .filter(|run| run.end <= segments.len())
        .collect();
    let joined: Vec<String> = runs.iter().map(|run| segments[run.clone()].join(" ")).collect();
    let joined: Vec<&str> = joined.iter().map(String::as_str).collect();
    let direct = encoder.encode(&joined);
    let added = half.runs(&runs);
    let mut lowest = (1.0, String::new());
    for ((direct, added), text) in direct.rows().zip(added.rows()).zip(joined) {
        let cosine = cosine(direct, added);
        if cosine < lowest.0 {
            lowest = (cosine, text.to_owned());
        }
    }
    lowest
}

#[test]
fn runs_by_addition_are_the_joined_text() {
    let encoder = Encoder::embedded();
    let note = sentences();
    let note: Vec<&str> = note.iter().map(String::as_str).collect();
    let (cosine, text) = lowest(&encoder, &encoder.half(&note), &note);
    assert!(cosine >= 0.999_99, "{cosine} for {text:?}");
}

#[test]
fn so_are_runs_of_very_short_segments() {
    let encoder = Encoder::embedded();
    let segments = ["1.", "Yes.", "II", "제1조", "네.", "–", "a", "끝", "No. 5", "and", "또"];
    let (cosine, text) = lowest(&encoder, &encoder.half(&segments), &segments);
    assert!(cosine >= 0.999_99, "{cosine} for {text:?}");
}

#[test]
fn a_segment_by_itself_is_encoded_as_text() {
    let encoder = Encoder::embedded();
    let note = sentences();
    let note: Vec<&str> = note.iter().take(60).map(String::as_str).collect();
    let (direct, half) = (encoder.encode(&note), encoder.half(&note));
    let segments = half.segments();
    for (index, (direct, segment)) in direct.rows().zip(segments.rows()).enumerate() {
        assert!(cosine(direct, segment) > 0.999_999, "{}", note[index]);
        let run = half.run(index..index + 1);
        assert!(cosine(&run, segment) > 0.999_999, "alone or with others: the same");
    }
}

#[test]
fn pieces_are_those_of_sentencepiece() {
    let encoder = Encoder::embedded();
    for (sentence, ids) in SENTENCES.lines().zip(IDS.lines()) {
        let expected: Vec<u32> = ids.split_whitespace().map(|id| id.parse().unwrap()).collect();
        // SentencePiece has no piece for nothing; the network is given the unknown one.
        let expected = if expected.is_empty() { vec![0] } else { expected };
        assert_eq!(encoder.piece_ids(sentence), expected, "{sentence:?}");
    }
}

#[test]
fn vectors_are_those_of_the_published_weights() {
    let encoder = Encoder::embedded().in_floats().expect("the same model");
    let sentences: Vec<&str> = SENTENCES.lines().collect();
    let vectors = encoder.encode(&sentences);
    let (expected, _) = VECTORS.as_chunks::<4>();
    assert_eq!(vectors.values().len(), expected.len());
    for (row, expected) in vectors.rows().zip(expected.chunks(512)) {
        for (value, expected) in row.iter().zip(expected) {
            let expected = f32::from_le_bytes(*expected);
            assert!((value - expected).abs() < 1e-4, "{value} for {expected}");
        }
    }
}

#[test]
fn whole_numbers_move_no_vector_far() {
    let encoder = Encoder::embedded();
    let floats = encoder.in_floats().expect("the same model");
    let note = sentences();
    let texts: Vec<&str> =
        SENTENCES.lines().chain(note.iter().map(String::as_str)).chain(["", "1.", "네."]).collect();
    let (fast, exact) = (encoder.encode(&texts), floats.encode(&texts));
    for ((fast, exact), text) in fast.rows().zip(exact.rows()).zip(texts) {
        let cosine = cosine(fast, exact);
        assert!(cosine >= 0.999, "{cosine} for {text:?}");
    }
}

#[test]
fn a_translation_is_nearer_than_any_other_sentence() {
    let encoder = Encoder::embedded();
    let english = [
        "The ambassador left for Moscow on Monday.",
        "The harvest was poor because of the floods.",
        "He was dismissed after the plenum.",
        "Trade between the two countries has grown.",
    ];
    let korean = [
        "대사는 월요일에 모스크바로 떠났다.",
        "홍수 때문에 수확이 나빴다.",
        "그는 전원회의 이후 해임되었다.",
        "두 나라 사이의 무역이 늘어났다.",
    ];
    let similarities = encoder.encode(&english).similarities(&encoder.encode(&korean));
    for (index, row) in similarities.chunks(korean.len()).enumerate() {
        let nearest = (0..row.len()).max_by(|&a, &b| row[a].total_cmp(&row[b]));
        assert_eq!(nearest, Some(index), "{}", english[index]);
    }
}

#[test]
fn nothing_and_very_much_have_vectors_too() {
    let encoder = Encoder::embedded();
    assert!(encoder.encode(&[]).is_empty());
    assert!(encoder.half(&[]).is_empty());
    let long = "The embassy wrote about the plenum in September. ".repeat(1000);
    let vectors = encoder.encode(&["", " ", &long]);
    assert_eq!(vectors.row(0), vectors.row(1), "blank is empty");
    for row in vectors.rows() {
        assert!((cosine(row, row) - 1.0).abs() < 1e-4, "unit length");
    }
    // Longer than one slice: cut in the middle, it is what it is by addition.
    let half = encoder.half(&[&long[..long.len() / 2], &long[long.len() / 2..]]);
    assert!(cosine(vectors.row(2), &half.run(0..2)) > 0.999_9);
}

#[test]
fn company_and_threads_change_nothing() {
    let encoder = Encoder::embedded();
    let note = sentences();
    let note: Vec<&str> = note.iter().map(String::as_str).take(40).collect();
    let together = encoder.encode(&note);
    for threads in [1, 3] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert_eq!(pool.install(|| encoder.encode(&note)), together, "{threads} threads");
    }
    let alone = encoder.encode(&note[7..8]);
    assert!(cosine(alone.row(0), together.row(7)) > 0.999_999);
}

#[test]
fn a_model_file_that_cannot_be_used_says_how_to_repair_it() {
    let model = fs::read(MODEL).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut other_version = model.clone();
    other_version[8] = 9;
    let mut damaged = model.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    #[rustfmt::skip]
    let cases: [(&str, &[u8], &str); 7] = [
        ("empty",        b"",                          "it is not an encoder model"),
        ("text",         b"[trans. note]",             "it is not an encoder model"),
        ("beginning",    &model[..5],                  "it is cut short: 5 bytes, at least 16"),
        ("header only",  &model[..30],                 "it is cut short: 30 bytes"),
        ("half",         &model[..model.len() / 2],    "it is cut short"),
        ("version",      &other_version,               "it has format 9 and this program reads"),
        ("one bit",      &damaged,                     "its checksum is wrong"),
    ];
    for (name, bytes, problem) in cases {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let error = Encoder::open(&path).unwrap_err().to_string();
        assert!(error.contains(problem) && error.contains("daejo encoder install"), "{error}");
        assert!(error.contains(name), "names the file: {error}");
    }
    let whole = folder.path().join("whole");
    fs::write(&whole, &model).unwrap();
    assert!(Encoder::open(&whole).is_ok());
    assert!(matches!(Encoder::open(folder.path()), Err(Error::Directory { .. })));
    assert!(matches!(Encoder::open(folder.path().join("none")), Err(Error::Read { .. })));
}

#[test]
fn languages_are_asked_for_by_their_primary_tag() {
    let encoder = Encoder::embedded();
    for tag in ["en", "ko", "en-gb", "ko-kp"] {
        assert_eq!(encoder.require(&tag.parse().unwrap()), Ok(()), "{tag}");
    }
    let fault = encoder.require(&"de".parse().unwrap()).unwrap_err();
    assert!(matches!(fault, ModelFault::Languages { .. }));
    assert!(fault.to_string().contains("it knows en, ko, not de"), "{fault}");
}

#[test]
fn the_model_carries_its_licence() {
    let encoder = Encoder::embedded();
    assert!(encoder.licence().contains("Apache License"));
    assert!(encoder.about().contains("Universal Sentence Encoder"));
    assert!(encoder.size() <= 16_000_000, "{} bytes", encoder.size());
}
