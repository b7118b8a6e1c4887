#!/usr/bin/env bash
# The Sørensen–Dice likeness of Rust's strsim counts pairs of letters and divides them by lengths in bytes. In Latin text
# both are the same; a syllable of Hangul is three bytes, so that two Korean sentences that differ in one syllable come out
# as less than a third alike, while equal ones are 1.0 by an early way out. A threshold chosen on English (say .8) finds no Korean
# near-duplicate at all, and mixed text is judged by its share of Hangul. Its normalised Levenshtein counts letters.
#
# Seen with strsim 0.11.1 on Rust 1.95: English .93, Korean .28 (by letters throughout .88) for one letter changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/src"
cat > "$folder/Cargo.toml" <<'TOML'
[package]
name = "dice"
version = "0.0.0"
edition = "2021"
[dependencies]
strsim = "=0.11.1"
TOML
cat > "$folder/src/main.rs" <<'RUST'
use strsim::{normalized_levenshtein, sorensen_dice};

fn main() {
    // Each pair differs in one letter; the Korean one in one syllable.
    let pairs = [
        ("en", "The letter was read on the third day", "The letter was read on the thirt day"),
        ("ko", "편지는 사흘째 되는 날에 모두 앞에서 읽혔다", "편지는 나흘째 되는 날에 모두 앞에서 읽혔다"),
    ];
    let mut dice = Vec::new();
    for (language, one, other) in pairs {
        let (by_pairs, by_letters) = (sorensen_dice(one, other), normalized_levenshtein(one, other));
        println!("{language}: Sørensen–Dice {by_pairs:.2}, Levenshtein {by_letters:.2}");
        assert_eq!(sorensen_dice(one, one), 1.0);
        assert!(by_letters > 0.9);
        dice.push(by_pairs);
    }
    assert!(dice[0] > 0.9, "Latin letters are bytes");
    assert!(dice[1] < 0.35, "syllables are three");
    // The same measure by letters throughout.
    let letters: Vec<Vec<char>> = [pairs[1].1, pairs[1].2]
        .map(|text| text.chars().filter(|c| !c.is_whitespace()).collect())
        .to_vec();
    let twos = |text: &[char]| text.windows(2).map(|two| (two[0], two[1])).collect::<Vec<_>>();
    let (one, mut other) = (twos(&letters[0]), twos(&letters[1]));
    let all = one.len() + other.len();
    let shared = one.iter().filter(|two| match other.iter().position(|b| b == *two) {
        Some(at) => {
            other.swap_remove(at);
            true
        }
        None => false,
    });
    let expected = 2.0 * shared.count() as f64 / all as f64;
    println!("ko by letters throughout: {expected:.2}");
    assert!(expected > 0.85);
    println!("as described");
}
RUST
cargo run --quiet --manifest-path "$folder/Cargo.toml"
