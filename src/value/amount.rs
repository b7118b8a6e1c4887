use std::{cmp::Ordering, fmt};

/// An exact quantity: a fraction in lowest terms, never negative.
///
/// Decimals are fractions too (2.8 is 14/5), so that 2.8 million and 280만 are one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount {
    numerator: u128,
    denominator: u128,
}

/// Digits of a whole part or of decimals beyond which a string of digits is no quantity any more.
const MAX_DIGITS: usize = 15;

impl Amount {
    /// The whole number `value`.
    pub fn whole(value: u128) -> Self {
        Self { numerator: value, denominator: 1 }
    }

    /// `numerator / denominator`; none if the denominator is 0.
    pub fn fraction(numerator: u128, denominator: u128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let divisor = greatest_common_divisor(numerator, denominator).max(1);
        Some(Self { numerator: numerator / divisor, denominator: denominator / divisor })
    }

    /// The quantity written with these decimal digits before and after the decimal sign; none if
    /// there are more than a quantity has, or if one of them is no digit.
    pub fn decimal(whole: &str, decimals: &str) -> Option<Self> {
        if whole.len() > MAX_DIGITS || decimals.len() > MAX_DIGITS {
            return None;
        }
        let value: u128 = format!("{whole}{decimals}").parse().ok()?;
        Self::fraction(value, 10_u128.checked_pow(u32::try_from(decimals.len()).ok()?)?)
    }

    /// This many times `scale`; none if that is beyond what can be held.
    #[must_use]
    pub fn times(self, scale: u128) -> Option<Self> {
        Self::fraction(self.numerator.checked_mul(scale)?, self.denominator)
    }

    /// The sum; none if it is beyond what can be held.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Self::fraction(left.checked_add(right)?, self.denominator.checked_mul(other.denominator)?)
    }

    /// The value, if it is a whole number.
    pub fn as_whole(self) -> Option<u128> {
        (self.denominator == 1).then_some(self.numerator)
    }

    /// The value as a float, for comparing sizes.
    pub fn as_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

impl Ord for Amount {
    /// By size. Where the cross products are beyond what can be held, the floats decide.
    fn cmp(&self, other: &Self) -> Ordering {
        let left = self.numerator.checked_mul(other.denominator);
        let right = other.numerator.checked_mul(self.denominator);
        match left.zip(right) {
            Some((left, right)) => left.cmp(&right),
            None => self.as_f64().total_cmp(&other.as_f64()),
        }
    }
}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Amount {
    /// `35000`, `2.8`, or `1/3` where decimals would not end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { numerator, denominator } = *self;
        if denominator == 1 {
            return write!(f, "{numerator}");
        }
        let mut shift = 1_u128;
        for places in 1..=9 {
            shift *= 10;
            if shift.is_multiple_of(denominator) {
                let Some(scaled) = numerator.checked_mul(shift / denominator) else { break };
                let (whole, part) = (scaled / shift, scaled % shift);
                return write!(f, "{whole}.{part:0places$}");
            }
        }
        write!(f, "{numerator}/{denominator}")
    }
}

fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_and_print_as_written() {
        #[rustfmt::skip]
        let cases = [
            // amount                              printed
            (Amount::decimal("35000", ""),         "35000"),
            (Amount::decimal("2", "8"),            "2.8"),
            (Amount::decimal("2", "80"),           "2.8"),
            (Amount::decimal("0", "05"),           "0.05"),
            (Amount::fraction(2, 6),               "1/3"),
            (Amount::fraction(3, 2),               "1.5"),
            (Amount::decimal("2", "8").and_then(|a| a.times(1_000_000)), "2800000"),
        ];
        for (amount, printed) in cases {
            assert_eq!(amount.expect(printed).to_string(), printed);
        }
        assert!(Amount::fraction(1, 2) < Some(Amount::whole(1)), "ordered by size, not by parts");
        assert_eq!(Amount::fraction(1, 0), None);
        assert_eq!(Amount::decimal("1234567890123456", ""), None, "a card number is no quantity");
    }
}
