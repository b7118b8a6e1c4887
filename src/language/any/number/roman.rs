//! Roman numerals from I to XXXIX: what numbers congresses, volumes, departments and months.

use crate::value::Amount;

/// The value of `letters`, if they are a well-formed Roman numeral below forty in capitals.
///
/// L, C, D and M are left out: CC is a committee, CD a disc, MD a doctor far more often than a number.
pub(crate) fn value(letters: &str) -> Option<Amount> {
    let tens = letters.bytes().take_while(|&b| b == b'X').count();
    let units = match &letters[tens.min(letters.len())..] {
        "" => 0,
        "I" => 1,
        "II" => 2,
        "III" => 3,
        "IV" => 4,
        "V" => 5,
        "VI" => 6,
        "VII" => 7,
        "VIII" => 8,
        "IX" => 9,
        _ => return None,
    };
    let value = tens as u128 * 10 + units;
    (value > 0 && tens <= 3).then(|| Amount::whole(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numerals_below_forty() {
        let cases =
            [("IV", 4), ("VII", 7), ("IX", 9), ("X", 10), ("XIV", 14), ("XX", 20), ("XXXIX", 39)];
        for (letters, number) in cases {
            assert_eq!(value(letters), Some(Amount::whole(number)), "{letters}");
        }
        for letters in ["", "CC", "IIII", "VX", "XXXX", "iv", "XV I", "MIX"] {
            assert_eq!(value(letters), None, "{letters:?}");
        }
    }
}
