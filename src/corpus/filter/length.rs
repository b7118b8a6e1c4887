use super::{Filter, Kind, View, weight};
use crate::corpus::pair::Pair;

/// What is no sentence: nothing to read, or more than one reads at once.
pub(super) const LENGTH: Filter = Filter {
    name: "length",
    about: "too short or too long",
    limit: |settings| {
        format!("{} letters to {} characters", settings.min_chars, settings.max_chars)
    },
    kind: Kind::Pair(length),
};

/// Sides of which one says far more than the other can.
pub(super) const RATIO: Filter = Filter {
    name: "ratio",
    about: "one side far longer than the other",
    limit: |settings| format!("{} times", settings.max_ratio),
    kind: Kind::Pair(ratio),
};

/// Added to both lengths, since those of short sides say less.
const OFFSET_CHARS: f64 = 10.0;

fn length(pair: &Pair, view: &View<'_>) -> Option<String> {
    let sides = [("source", &pair.source), ("target", &pair.target)];
    sides.into_iter().find_map(|(name, side)| {
        let (letters, chars) = (letters(&side.text), side.text.chars().count());
        if letters < view.settings.min_chars {
            return Some(format!("the {name} has {letters} letters"));
        }
        (chars > view.settings.max_chars).then(|| format!("the {name} has {chars} characters"))
    })
}

/// The weight of the letters of `text`, figures left out.
fn letters(text: &str) -> usize {
    weight(&text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>())
}

fn ratio(pair: &Pair, view: &View<'_>) -> Option<String> {
    let [source, target] =
        [&pair.source, &pair.target].map(|side| weight(&side.text) as f64 + OFFSET_CHARS);
    let ratio = (source / target).max(target / source);
    let longer = if source > target { "source" } else { "target" };
    (ratio > view.settings.max_ratio)
        .then(|| format!("the {longer} is {ratio:.1} times as long as the other side"))
}
