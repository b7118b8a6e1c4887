//! Boosted stumps: a sum of steps, each at one threshold of one feature, that gives the log-odds
//! (Friedman 2001, "Greedy Function Approximation"; Newton steps as in Chen and Guestrin 2016).

use daejo::check::fitting::Model;

/// Features, label, weight.
pub(crate) type Row<'a> = (&'a [f64], f64, f64);

const ROUNDS: usize = 160;
const RATE: f64 = 0.2;
const BINS: usize = 24;
const LAMBDA: f64 = 20.0;

/// Fits the first `features` features.
pub(crate) fn fit(rows: &[Row], features: usize) -> Model {
    let thresholds: Vec<Vec<f64>> = (0..features).map(|f| thresholds(rows, f)).collect();
    let bins: Vec<Vec<usize>> = thresholds
        .iter()
        .enumerate()
        .map(|(f, t)| rows.iter().map(|row| t.partition_point(|x| *x < row.0[f])).collect())
        .collect();
    let mut model = Model::default();
    let mut logits = vec![0.0; rows.len()];
    let mut steps = std::collections::BTreeMap::new();
    for _ in 0..ROUNDS {
        let slopes: Vec<(f64, f64)> = rows
            .iter()
            .zip(&logits)
            .map(|((_, label, weight), logit): (&Row, &f64)| {
                let p = 1.0 / (1.0 + (-logit).exp());
                (weight * (label - p), weight * p * (1.0 - p))
            })
            .collect();
        let all = slopes.iter().fold((0.0, 0.0), |sum, s| (sum.0 + s.0, sum.1 + s.1));
        let gain = |(g, h): (f64, f64)| g * g / (h + LAMBDA);
        let mut best: Option<(f64, usize, usize, f64, f64)> = None;
        for f in 0..features {
            let mut sums = vec![(0.0, 0.0); thresholds[f].len() + 1];
            for (bin, slope) in bins[f].iter().zip(&slopes) {
                sums[*bin].0 += slope.0;
                sums[*bin].1 += slope.1;
            }
            let mut below = (0.0, 0.0);
            for (at, sum) in sums.iter().enumerate().take(thresholds[f].len()) {
                below = (below.0 + sum.0, below.1 + sum.1);
                let above = (all.0 - below.0, all.1 - below.1);
                let value = gain(below) + gain(above);
                if best.is_none_or(|b| value > b.0) {
                    let leaf = |(g, h): (f64, f64)| RATE * g / (h + LAMBDA);
                    best = Some((value, f, at, leaf(below), leaf(above)));
                }
            }
        }
        let Some((_, feature, at, below, above)) = best else { break };
        model.intercept += below;
        *steps.entry((feature, at)).or_insert(0.0) += above - below;
        for (logit, bin) in logits.iter_mut().zip(&bins[feature]) {
            *logit += if *bin > at { above } else { below };
        }
    }
    model.steps = steps
        .into_iter()
        .map(|((feature, at), nats)| (feature, thresholds[feature][at], nats))
        .collect();
    model
}

/// Quantiles of a feature, each once.
fn thresholds(rows: &[Row], feature: usize) -> Vec<f64> {
    let mut values: Vec<f64> = rows.iter().map(|row| row.0[feature]).collect();
    values.sort_by(f64::total_cmp);
    let mut found: Vec<f64> =
        (1..BINS).filter_map(|at| values.get(at * values.len() / BINS).copied()).collect();
    found.dedup();
    found.retain(|t| values.last().is_some_and(|last| t < last));
    found
}
