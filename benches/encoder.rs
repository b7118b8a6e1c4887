//! How fast the encoder is: tokens a second on one thread and on two, beside what the matrix
//! product alone reaches in the same run.
//!
//! `cargo bench --bench encoder -- [MODEL FILE]...`; without a file, a text made up here.

use std::{env, fs, hint::black_box, time::Instant};

use daejo::encoder::Encoder;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let (encoder, text) = match arguments.as_slice() {
        [model, file, ..] => (Encoder::open(model)?, fs::read_to_string(file)?),
        _ => (Encoder::embedded(), sample()),
    };
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let tokens: usize = lines.iter().map(|line| encoder.tokens(line)).sum();
    anstream::println!("{} lines, {tokens} tokens", lines.len());
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
        pool.install(|| {
            let rate = |name: &str, work: &dyn Fn()| {
                let seconds = best_of_three(work);
                let rate = tokens as f64 / seconds;
                anstream::println!("{threads} thread(s)  {name:<16} {rate:>9.0} tokens/s");
            };
            rate("encode", &|| drop(black_box(encoder.encode(&lines))));
            let floats = encoder.in_floats();
            if let Ok(floats) = &floats {
                rate("encode in f32", &|| drop(black_box(floats.encode(&lines))));
            }
            rate("half", &|| drop(black_box(encoder.half(&lines))));
            let half = encoder.half(&lines);
            let runs: Vec<_> = (0..half.len().saturating_sub(8))
                .flat_map(|start| (1..=8).map(move |length| start..start + length))
                .collect();
            let seconds = best_of_three(&|| drop(black_box(half.runs(&runs))));
            let rate = runs.len() as f64 / seconds;
            anstream::println!("{threads} thread(s)  {:<16} {rate:>9.0} runs/s", "runs");
        });
    }
    let one = lines.first().copied().unwrap_or_default();
    let seconds = best_of_three(&|| drop(black_box(encoder.encode(&[one]))));
    anstream::println!("one line alone       {:.2} ms", seconds * 1e3);
    peak(&encoder);
    Ok(())
}

/// The rate of the matrix product alone, seen through the similarities of 2,048 and 512 vectors.
fn peak(encoder: &Encoder) {
    let texts: Vec<String> = (0..2048).map(|number| format!("{number}")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let (many, few) = (encoder.encode(&texts), encoder.encode(&texts[..512]));
    let seconds = best_of_three(&|| drop(black_box(many.similarities(&few))));
    let rate = f64::from(2 * 2048 * 512 * 512) / seconds / 1e9;
    anstream::println!("1 thread   product 2048 × 512 × 512: {rate:.0} GFLOP/s");
}

fn best_of_three(work: &dyn Fn()) -> f64 {
    let seconds = || {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    };
    (0..3).map(|_| seconds()).fold(f64::INFINITY, f64::min)
}

/// A text of 1,000 lines that share words, as those of a document do.
fn sample() -> String {
    let words: Vec<&str> = "the embassy of people republic in Pyongyang wrote about a conversation \
        with secretary comrade who had come from Soviet Union after plenum and said that issue of \
        groups within leadership was settled 대사관 은 평양 에서 회담 을 가졌다 서기 동지 는 말했다 \
        전원회의 이후 문제 가 해결 되었다 고 한다"
        .split_whitespace()
        .collect();
    let mut state = 1u64;
    let mut text = String::new();
    for _ in 0..1000 {
        for _ in 0..25 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            text.push_str(words[(state >> 33) as usize % words.len()]);
            text.push(' ');
        }
        text.push('\n');
    }
    text
}
