use super::{Filter, Kind, View};
use crate::corpus::pair::Pair;

/// What hardly belongs together.
pub(super) const SCORE: Filter = Filter {
    name: "score",
    about: "sides that may not belong together",
    limit: |settings| settings.min_score.to_string(),
    kind: Kind::Pair(score),
};

fn score(pair: &Pair, view: &View<'_>) -> Option<String> {
    (pair.score < view.settings.min_score).then(|| format!("the score is {:.2}", pair.score))
}
