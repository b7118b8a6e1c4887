//! Encodes a file line by line: `encoder_vectors MODEL FILE VECTORS [IDS]`.
//!
//! `VECTORS` gets 512 little-endian `f32` a line, `IDS` the piece numbers of each line. What the
//! scripts measure retrieval with.

use std::{fs, time::Instant};

use daejo::encoder::Encoder;

pub(crate) fn run(arguments: &[String]) -> anyhow::Result<()> {
    let [model, file, vectors, ids @ ..] = arguments else {
        anyhow::bail!("usage: encoder_vectors MODEL FILE VECTORS [IDS]");
    };
    let start = Instant::now();
    let encoder = Encoder::open(model)?;
    let opened = start.elapsed();
    let text = fs::read_to_string(file)?;
    let lines: Vec<&str> = text.lines().collect();
    let start = Instant::now();
    let encoded = encoder.encode(&lines);
    let took = start.elapsed();
    let tokens: usize = lines.iter().map(|line| encoder.tokens(line)).sum();
    eprintln!(
        "opened in {:.1} ms; {} lines, {tokens} tokens in {:.2} s: {:.0} tokens/s",
        opened.as_secs_f64() * 1e3,
        lines.len(),
        took.as_secs_f64(),
        tokens as f64 / took.as_secs_f64(),
    );
    let bytes: Vec<u8> = encoded.values().iter().flat_map(|value| value.to_le_bytes()).collect();
    fs::write(vectors, bytes)?;
    if let [path] = ids {
        let lines: Vec<String> = lines
            .iter()
            .map(|line| {
                let ids: Vec<_> = encoder.piece_ids(line).iter().map(ToString::to_string).collect();
                ids.join(" ") + "\n"
            })
            .collect();
        fs::write(path, lines.concat())?;
    }
    Ok(())
}
