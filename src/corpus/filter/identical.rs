use super::{Filter, Kind, View};
use crate::corpus::{pair::Pair, prints::folded};

/// What was left as it stands.
pub(super) const IDENTICAL: Filter = Filter {
    name: "identical",
    about: "both sides the same",
    limit: |_| "letters and digits".into(),
    kind: Kind::Pair(identical),
};

fn identical(pair: &Pair, _: &View<'_>) -> Option<String> {
    let same = folded(&pair.source.text, false) == folded(&pair.target.text, false);
    same.then(|| "both sides are the same".into())
}
