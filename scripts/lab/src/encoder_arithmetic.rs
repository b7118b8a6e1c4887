//! What the encoder's whole numbers cost: `encoder_arithmetic PAIRS [N]`.
//!
//! `PAIRS` has lines `source TAB target`, of which the first `N` (1,000) are taken. Prints how far the
//! vectors lie from those in floating point, and how often a sentence's nearest neighbour is its
//! translation with either arithmetic.

use std::fs;

use daejo::encoder::{Encoder, Vectors, cosine};

pub(crate) fn run(arguments: &[String]) -> anyhow::Result<()> {
    let [file, rest @ ..] = arguments else {
        anyhow::bail!("usage: encoder_arithmetic PAIRS [N]");
    };
    let count = rest.first().map_or(Ok(1000), |n| n.parse())?;
    let text = fs::read_to_string(file)?;
    let cells = text.lines().filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.next()?))
    });
    let (sources, targets): (Vec<_>, Vec<_>) = cells.take(count).unzip();
    anyhow::ensure!(!sources.is_empty(), "{file} has no line with two cells");
    let encoder = Encoder::embedded();
    let floats = encoder.in_floats()?;
    let whole = [encoder.encode(&sources), encoder.encode(&targets)];
    let exact = [floats.encode(&sources), floats.encode(&targets)];
    let cosines: Vec<f32> = whole
        .iter()
        .zip(&exact)
        .flat_map(|(a, b)| a.rows().zip(b.rows()).map(|(a, b)| cosine(a, b)))
        .collect();
    let lowest = cosines.iter().copied().fold(1.0, f32::min);
    let mean = cosines.iter().sum::<f32>() / cosines.len() as f32;
    println!("{} pairs; cosine: lowest {lowest:.6}, mean {mean:.6}", sources.len());
    for (name, [source, target]) in [("whole numbers", &whole), ("floats", &exact)] {
        let (there, back) = (retrieved(source, target), retrieved(target, source));
        println!("{name:<14} top-1 retrieval {there:.4} / {back:.4}");
    }
    Ok(())
}

/// The share of `queries` whose nearest vector in `others` is the one of the same number.
fn retrieved(queries: &Vectors, others: &Vectors) -> f64 {
    let similarities = queries.similarities(others);
    let right = similarities
        .chunks(others.len())
        .enumerate()
        .filter(|(index, row)| row.iter().all(|value| *value <= row[*index]))
        .count();
    right as f64 / queries.len() as f64
}
