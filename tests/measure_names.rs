//! Measures the likeness of foreign names and Hangul on lists that are not shipped:
//! `DAEJO_TERMS=../shared/terms/transliterations.tsv cargo test --test measure_names -- --ignored --nocapture`.

#![allow(clippy::print_stdout, reason = "a measurement is there to be read")]

use daejo::hangul::transliterate::{Foreign, Sounds};

/// Area under the curve: how often a random true pair scores above a random false one.
fn area(mut yes: Vec<f64>, mut no: Vec<f64>) -> f64 {
    yes.sort_by(f64::total_cmp);
    no.sort_by(f64::total_cmp);
    let below = |x: f64| no.partition_point(|&n| n < x) + no.partition_point(|&n| n <= x);
    yes.iter().map(|&x| below(x) as f64 / 2.0).sum::<f64>() / (yes.len() * no.len()) as f64
}

#[test]
#[ignore = "needs the evaluation lists"]
fn likeness_of_transliterations() {
    let Ok(path) = std::env::var("DAEJO_TERMS") else { return };
    let text = std::fs::read_to_string(path).expect("the list can be read");
    // Proper names only: those that begin with a capital.
    let pairs: Vec<(&str, &str)> = text
        .lines()
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let (latin, hangul) = (cells.next()?, cells.next()?);
            let name = latin.chars().next()?.is_uppercase() && !latin.contains([' ', '-']);
            let lower = latin.chars().skip(1).all(char::is_lowercase);
            let long = hangul.chars().count() >= 2 && latin.chars().count() >= 3;
            (name && lower && long && hangul.chars().all(|c| matches!(c, '가'..='힣')))
                .then_some((latin, hangul))
        })
        .collect();
    let score = |shift: usize| -> Vec<f64> {
        (0..pairs.len())
            .map(|i| {
                let hangul = pairs[(i + shift) % pairs.len()].1;
                Foreign::new(pairs[i].0).likeness(&Sounds::new(hangul))
            })
            .collect()
    };
    let (yes, mut no) = (score(0), score(701));
    no.extend(score(1709));
    no.extend(score(5003));
    println!("{} pairs, area {:.5}", pairs.len(), area(yes.clone(), no.clone()));
    for threshold in [0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95] {
        let share =
            |all: &[f64]| all.iter().filter(|&&x| x >= threshold).count() as f64 / all.len() as f64;
        println!("{threshold}: true {:.4}, false {:.5}", share(&yes), share(&no));
    }
    let mut worst: Vec<_> = yes.iter().zip(&pairs).collect();
    worst.sort_by(|a, b| a.0.total_cmp(b.0));
    for (score, (latin, hangul)) in worst.iter().step_by(40).take(40) {
        println!("  {score:.2} {latin} {hangul}");
    }
}
