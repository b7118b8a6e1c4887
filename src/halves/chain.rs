//! Settles text and furniture for all units together. Furniture comes in stretches, and so does
//! text: a two-state chain in the order of the document turns each unit's evidence into the
//! probability that it is furniture, given everything round it (forward–backward, Rabiner 1989).

/// Nats that one change between text and furniture costs: a page has few of them.
const SWITCH: f64 = 2.0;

/// The probability that each unit is furniture, from the nats for furniture of each. Linear.
pub(super) fn furniture_probs(nats: &[f64]) -> Vec<f64> {
    let forward = pass(nats.iter().copied());
    let mut backward = pass(nats.iter().rev().copied());
    backward.reverse();
    // Each pass ends on the unit's own evidence, which must count once.
    let odds = forward.iter().zip(&backward).zip(nats).map(|((f, b), own)| f + b - own);
    odds.map(|odds| 1.0 / (1.0 + (-odds).exp())).collect()
}

/// Log odds of furniture at each unit from the evidence up to it.
fn pass(nats: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut odds = 0.0;
    nats.enumerate()
        .map(|(i, own)| {
            if i > 0 {
                odds = carry(odds);
            }
            odds += own;
            odds
        })
        .collect()
}

/// What log odds at one unit mean for the next: the same, worn down by the chance of a change.
fn carry(odds: f64) -> f64 {
    let change = 1.0 / (1.0 + SWITCH.exp());
    let prob = 1.0 / (1.0 + (-odds.clamp(-40.0, 40.0)).exp());
    let next = prob * (1.0 - change) + (1.0 - prob) * change;
    (next / (1.0 - next)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_follows_its_neighbours_unless_it_speaks_for_itself() {
        let probs = furniture_probs(&[4.0, 0.0, 4.0, 0.2, -4.0, 1.5, -4.0]);
        let furniture: Vec<bool> = probs.iter().map(|&p| p > 0.5).collect();
        assert_eq!(furniture, [true, true, true, true, false, false, false]);
        assert!(probs[0] > 0.95 && probs[4] < 0.05, "{probs:?}");
        assert_eq!(furniture_probs(&[]), Vec::<f64>::new());
    }
}
