//! How probable it is that a phrase has no counterpart: a sum over its features, each looked up in a
//! table of steps (boosted stumps), and the logistic function.
//!
//! `weights.tsv` is written by `scripts/omission`, which plants omissions in real pairs and fits it.

use std::sync::LazyLock;

use super::{
    candidate::{Candidate, Feature},
    reach::Open,
};
use crate::text::table;

/// The steps of one model.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// What is added for every phrase.
    pub intercept: f64,
    /// Feature, threshold, and what is added for phrases above it.
    pub steps: Vec<(usize, f64, f64)>,
}

/// The models: before and after vectors are compared; of English and of Korean phrases.
#[derive(Debug, Clone, Default)]
pub struct Models {
    /// English, Korean: without the features that need vectors.
    pub first: [Model; 2],
    /// English, Korean: with all features.
    pub last: [Model; 2],
}

/// The names of the models in the file.
const NAMES: [&str; 4] = ["en-first", "ko-first", "en", "ko"];

static FITTED: LazyLock<Models> = LazyLock::new(|| {
    let text = include_str!("weights.tsv");
    let models = Model::read("weights.tsv", text, &NAMES, Feature::NAMES);
    let mut models = models.into_iter();
    let mut two = || [models.next().unwrap_or_default(), models.next().unwrap_or_default()];
    Models { first: two(), last: two() }
});

impl Model {
    /// The models of these names in a table of weights over features of these names.
    pub(crate) fn read(
        file: &'static str,
        text: &'static str,
        names: &[&str],
        features: &[&str],
    ) -> Vec<Self> {
        let mut models = vec![Self::default(); names.len()];
        for [name, feature, threshold, nats, _] in table::rows::<5>(file, text) {
            let Some(at) = names.iter().position(|n| *n == name) else { continue };
            let number = |cell: &str| cell.parse::<f64>().unwrap_or_default();
            match features.iter().position(|f| *f == feature) {
                Some(feature) => models[at].steps.push((feature, number(threshold), number(nats))),
                None => models[at].intercept += number(nats),
            }
        }
        models
    }

    /// Its rows in the table.
    pub fn table(&self, name: &str, features: &[&str], source: &str) -> String {
        let intercept = format!("{name}\t-\t0\t{:.4}\t{source}\n", self.intercept);
        let steps = self.steps.iter().map(|(feature, threshold, nats)| {
            format!("{name}\t{}\t{threshold:.5}\t{nats:.4}\t{source}\n", features[*feature])
        });
        std::iter::once(intercept).chain(steps).collect()
    }

    /// ln of the odds that the phrase was left out.
    pub fn logit(&self, features: &[f64]) -> f64 {
        let above = |&&(feature, threshold, _): &&(usize, f64, f64)| features[feature] > threshold;
        self.intercept + self.steps.iter().filter(above).map(|step| step.2).sum::<f64>()
    }

    /// The most that [`logit`](Self::logit) can come to where some features are open, whatever `features`
    /// has of these.
    pub(crate) fn at_most(&self, features: &[f64], open: &[Open]) -> f64 {
        let is_open =
            |feature: usize| open.iter().any(|o| o.features.iter().any(|f| f.0 == feature));
        let known = self.steps.iter().filter(|step| !is_open(step.0) && features[step.0] > step.1);
        let known: f64 = known.map(|step| step.2).sum();
        self.intercept + known + open.iter().map(|open| self.most_along(open)).sum::<f64>()
    }

    /// The most that features can say that go by one unknown.
    fn most_along(&self, open: &Open) -> f64 {
        let (least, most) = open.range;
        let steps: Vec<(f64, f64, f64, f64)> = open
            .features
            .iter()
            .flat_map(|&(feature, scale, offset)| {
                let own = self.steps.iter().filter(move |step| step.0 == feature);
                own.map(move |step| (scale, offset, step.1, step.2))
            })
            .collect();
        // Between two places at which a feature reaches a threshold nothing changes.
        let reached = steps.iter().filter(|(scale, ..)| *scale != 0.0);
        let mut places: Vec<f64> = reached
            .map(|(scale, offset, threshold, _)| (threshold - offset) / scale)
            .filter(|place| (least..=most).contains(place))
            .chain([least, most])
            .collect();
        places.sort_by(f64::total_cmp);
        let between: Vec<f64> =
            places.windows(2).map(|pair| f64::midpoint(pair[0], pair[1])).collect();
        let said = |place: &f64| -> f64 {
            let above = steps
                .iter()
                .filter(|(scale, offset, threshold, _)| scale * place + offset > *threshold);
            above.map(|step| step.3).sum()
        };
        places.iter().chain(&between).map(said).fold(f64::NEG_INFINITY, f64::max)
    }
}

impl Models {
    /// Those that were fitted.
    pub fn fitted() -> &'static Self {
        &FITTED
    }

    /// Before vectors are compared.
    pub fn first(&self, candidate: &Candidate) -> f64 {
        self.first[candidate.tongue as usize].logit(&candidate.features)
    }

    /// With all features.
    pub fn last(&self, candidate: &Candidate) -> f64 {
        self.last[candidate.tongue as usize].logit(&candidate.features)
    }

    /// The most that [`last`](Self::last) can come to where some features are open.
    pub fn at_most(&self, candidate: &Candidate, open: &[Open]) -> f64 {
        self.last[candidate.tongue as usize].at_most(&candidate.features, open)
    }

    /// The table as it is kept in the file.
    pub fn table(&self, source: &str) -> String {
        let models = self.first.iter().chain(&self.last);
        let rows =
            NAMES.iter().zip(models).map(|(name, model)| model.table(name, Feature::NAMES, source));
        format!("model\tfeature\tabove\tnats\tsource\n{}", rows.collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_model_is_read_from_its_table_and_written_into_it() {
        let text = "model\tfeature\tabove\tnats\tsource\none\t-\t0\t0.5\tfitted\none\tb\t1\t2\tfitted\n\
                    two\ta\t0\t-1\tfitted\n";
        let models = Model::read("weights.tsv", text, &["one", "two"], &["a", "b"]);
        assert_eq!((models[0].intercept, &models[0].steps[..]), (0.5, &[(1, 1.0, 2.0)][..]));
        #[rustfmt::skip]
        let cases = [
            (0, [9.0, 1.0], 0.5,  "a step counts above its threshold only"),
            (0, [9.0, 1.1], 2.5,  "and then on top of what is always there"),
            (1, [0.1, 9.0], -1.0, "each model has its own"),
        ];
        for (model, features, expected, why) in cases {
            assert!((models[model].logit(&features) - expected).abs() < 1e-9, "{why}");
        }
        let written = models[0].table("one", &["a", "b"], "fitted");
        assert_eq!(written, "one\t-\t0\t0.5000\tfitted\none\tb\t1.00000\t2.0000\tfitted\n");
        assert!(
            Models::fitted().last.iter().chain(&Models::fitted().first).all(|m| m.steps.len() > 20)
        );
    }

    proptest! {
        /// At most as much as is reached, and no less than anything that can be reached.
        #[test]
        fn the_most_that_a_model_can_say_is_reached_and_never_passed(
            steps in prop::collection::vec((0_usize..3, -2.0..2.0_f64, -3.0..3.0_f64), 0..12),
            known in -2.0..2.0_f64,
            (least, width) in (-2.0..2.0_f64, 0.0..3.0_f64),
            (scale, offset) in (-2.0..2.0_f64, -1.0..1.0_f64),
        ) {
            let model = Model { intercept: 0.25, steps };
            let open = [Open { range: (least, least + width), features: vec![(1, 1.0, 0.0), (2, scale, offset)] }];
            let most = model.at_most(&[known, 7.0, 7.0], &open);
            let mut reached = f64::NEG_INFINITY;
            for at in 0..=2000 {
                let x = least + width * f64::from(at) / 2000.0;
                let said = model.logit(&[known, x, scale * x + offset]);
                prop_assert!(said <= most + 1e-9, "{} at {}, {}", said, x, most);
                reached = reached.max(said);
            }
            // Between two tries a step may hide.
            let hidden: f64 = model.steps.iter().map(|step| step.2.abs()).sum();
            prop_assert!(most <= reached + hidden + 1e-9);
            let closed = model.at_most(&[known, least, scale * least + offset], &[]);
            prop_assert!((closed - model.logit(&[known, least, scale * least + offset])).abs() < 1e-9);
        }
    }
}
