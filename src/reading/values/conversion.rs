//! Quantities in other units: miles for kilometres, weeks for months.

use crate::anchor::number::{Amount, Unit};

/// Seconds in a month of 365.25 / 12 days.
const MONTH: f64 = 2_629_800.0;

/// Whether one quantity is the other in another unit, within rounding; none if the units measure
/// different things.
pub(super) fn is_conversion((a, x): (Amount, Unit), (b, y): (Amount, Unit)) -> Option<bool> {
    let (mut left, mut right) = (a.as_f64() * x.factor, b.as_f64() * y.factor);
    let near = |left: f64, right: f64, by: f64| (left - right).abs() <= by * left.max(right);
    Some(match (x.dimension, y.dimension) {
        // Weeks for months are rounded more.
        ("time", "span") => near(left, right * MONTH, 0.08),
        ("span", "time") => near(left * MONTH, right, 0.08),
        ("temperature", "temperature") => {
            if x.name == "fahrenheit" {
                std::mem::swap(&mut left, &mut right);
            }
            (left * 1.8 + 32.0 - right).abs() <= 1.5
        }
        (one, other) if one == other && !one.is_empty() => near(left, right, 0.05),
        _ => return None,
    })
}
