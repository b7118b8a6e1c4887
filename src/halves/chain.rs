//! Settles text and furniture for all units together. Furniture comes in stretches, and so does
//! text: a two-state chain in the order of the document turns each unit's evidence into the
//! probability that it is furniture, given everything round it (forward–backward, Rabiner 1989).

/// Nats that one change between text and furniture costs: a page has few of them.
const SWITCH: f64 = 2.0;
/// The same where a half or a section of it begins: pages put their additions there.
const SWITCH_AT_JOINT: f64 = 0.8;

/// The probability that each unit is furniture, from its nats for furniture and whether a half or a
/// section begins with it. Linear.
pub(super) fn furniture_probs(units: &[(f64, bool)]) -> Vec<f64> {
    let forward = pass(units.iter().copied());
    // Backwards, the joint lies before a unit if it lies after it forwards.
    let joints = std::iter::once(false).chain(units.iter().rev().map(|&(_, joint)| joint));
    let mut backward = pass(units.iter().rev().map(|&(own, _)| own).zip(joints));
    backward.reverse();
    // Each pass ends on the unit's own evidence, which must count once.
    let odds = forward.iter().zip(&backward).zip(units).map(|((f, b), (own, _))| f + b - own);
    odds.map(|odds| 1.0 / (1.0 + (-odds).exp())).collect()
}

/// Log odds of furniture at each unit from the evidence up to it.
fn pass(units: impl Iterator<Item = (f64, bool)>) -> Vec<f64> {
    let mut odds = 0.0;
    units
        .enumerate()
        .map(|(i, (own, joint))| {
            if i > 0 {
                odds = carry(odds, if joint { SWITCH_AT_JOINT } else { SWITCH });
            }
            odds += own;
            odds
        })
        .collect()
}

/// What log odds at one unit mean for the next: the same, worn down by the chance of a change.
fn carry(odds: f64, switch: f64) -> f64 {
    let change = 1.0 / (1.0 + switch.exp());
    let prob = 1.0 / (1.0 + (-odds.clamp(-40.0, 40.0)).exp());
    let next = prob * (1.0 - change) + (1.0 - prob) * change;
    (next / (1.0 - next)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_follows_its_neighbours_unless_it_speaks_for_itself() {
        let nats = [4.0, 0.0, 4.0, 0.2, -4.0, 1.5, -4.0];
        let probs = furniture_probs(&nats.map(|own| (own, false)));
        let furniture: Vec<bool> = probs.iter().map(|&p| p > 0.5).collect();
        assert_eq!(furniture, [true, true, true, true, false, false, false]);
        assert!(probs[0] > 0.95 && probs[6] < 0.05, "{probs:?}");
        assert!(furniture_probs(&[]).is_empty());
    }

    #[test]
    fn what_stands_between_two_halves_need_not_follow_them() {
        let between = |joint| furniture_probs(&[(-4.0, false), (3.0, false), (-4.0, joint)])[1];
        assert!(between(true) > 0.5 && between(false) < 0.5);
    }
}
