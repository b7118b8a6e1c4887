//! What lexicon and encoder say of pairs of sentences, for the trainer of the rule `negation`.
//!
//! Reads lines of `source TAB target TAB korean? TAB start TAB end TAB toggled`: an English and a Korean
//! sentence, on which side (`k` or `e`) a word is asked about, its byte span there, and that side
//! with the negation taken out. Writes for each the probability of the word's best partner, its usual
//! one, the partner, and the two cosines.
use std::io::{Read, Write};

use daejo::{
    encoder::{Encoder, cosine},
    lexicon::Lexicon,
    text::Tongue,
};
use rayon::prelude::*;

pub(crate) fn run(_: &[String]) -> anyhow::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let encoder = Encoder::embedded();
    let lexicon = Lexicon::embedded();
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    let answers: Vec<String> = lines
        .par_chunks(64)
        .flat_map_iter(|lines| {
            let texts: Vec<&str> = lines.iter().flat_map(|l| [l[0], l[1], l[5]]).collect();
            let vectors = encoder.encode(&texts);
            let answer = |(i, line): (usize, &Vec<&str>)| {
                let [english, korean, toggled] = [0, 1, 2].map(|k| vectors.row(3 * i + k));
                let covers = lexicon.covers(line[0], line[1]);
                let is_korean = line[2] == "k";
                let (words, other) = if is_korean {
                    (covers.of(Tongue::Korean), line[0])
                } else {
                    (covers.of(Tongue::English), line[1])
                };
                let (start, end) = (line[3].parse().unwrap_or(0), line[4].parse().unwrap_or(0));
                let near = words.iter().filter(|w| w.span.start < end && start < w.span.end);
                let best = near.max_by(|a, b| a.prob.total_cmp(&b.prob));
                let (prob, usual, partner) = best.map_or((-1.0, 0.0, ""), |w| {
                    let partner = w.partner.map_or("", |span| span.of(other));
                    (if w.known { w.prob } else { -1.0 }, w.usual, partner)
                });
                let before = cosine(english, korean);
                let after =
                    if is_korean { cosine(english, toggled) } else { cosine(toggled, korean) };
                format!("{prob:.4}\t{usual:.3}\t{partner}\t{before:.4}\t{after:.4}\n")
            };
            lines.iter().enumerate().map(answer).collect::<Vec<_>>()
        })
        .collect();
    std::io::stdout().write_all(answers.concat().as_bytes())?;
    Ok(())
}
