//! What developers of daejo run: training, fitting, measuring. `cargo run --release -p daejo-lab` lists the commands; the
//! first lines of each file say what it measures or fits.
#![allow(
    missing_docs,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "programs for developers"
)]

mod encoder_arithmetic;
mod encoder_vectors;
mod fit;
mod fit_repair;
mod gold_ladders;
mod lexicon;
mod measure_form;
mod measure_titles;
mod negation_features;
mod omission;
mod reading;
mod segmentation;
mod transliteration;

/// A command: what it is called, what it does, and the program.
type Command = (&'static str, &'static str, fn(&[String]) -> anyhow::Result<()>);

#[rustfmt::skip]
const COMMANDS: &[Command] = &[
    ("encoder-arithmetic", "what the encoder's whole numbers cost",             encoder_arithmetic::run),
    ("encoder-vectors",    "vectors of lines, and how fast they are made",      encoder_vectors::run),
    ("fit",                "fit the weights of the aligner's draft",            fit::run),
    ("fit-repair",         "fit the weights of the aligner's last pass",        fit_repair::run),
    ("lexicon",            "train and measure the lexicon",                     lexicon::run),
    ("measure-form",       "what the rules find in planted documents",          measure_form::run),
    ("measure-titles",     "what the rules on titles and bodies find",          measure_titles::run),
    ("negation-features",  "what the trainer of negation needs of the program", negation_features::run),
    ("omission",           "fit omission, addition and rendering",              omission::run),
    ("reading",            "read a file in any format",                         reading::run),
    ("segmentation",       "measure where sentences are cut",                   segmentation::run),
    ("transliteration",    "train and test transliteration",                    transliteration::run),
];

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let command = arguments.first().and_then(|name| COMMANDS.iter().find(|c| c.0 == name));
    let Some((.., run)) = command else {
        let list = COMMANDS.iter().map(|(name, what, _)| format!("  {name:20}{what}\n"));
        anyhow::bail!("name one of these commands:\n{}", list.collect::<String>());
    };
    run(&arguments[1..])
}
