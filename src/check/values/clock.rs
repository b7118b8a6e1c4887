//! Times of day that the other side has as mere numbers: “at three” and 3시.

use super::{Atom, Kind, Values};
use crate::anchor::number::{Amount, Form};

/// Matches the times of `one` that are left over with numbers of `other` that are: the hour, and the minute
/// if it has one.
pub(super) fn match_numbers(one: &mut Values, other: &mut Values) {
    for &(anchor, (hour, minute)) in &one.times {
        let left = |atom: &&mut Atom| atom.anchor == anchor && !atom.matched;
        let Some(time) = one.atoms.iter_mut().find(left) else { continue };
        let number = |value: u16, from: usize| {
            let whole = Amount::whole(value.into());
            let fits = |b: &Atom| {
                let counted = b.unit.is_none_or(|u| matches!(u.dimension, "clock" | "time"));
                !b.matched
                    && b.kind == Kind::Count
                    && b.form != Form::Code
                    && b.value == whole
                    && counted
            };
            (from..other.atoms.len()).find(|&i| fits(&other.atoms[i]))
        };
        // 16 on one clock is 4 on the other.
        let hours = [hour, hour % 12, hour % 12 + 12];
        let Some(at) = hours.into_iter().find_map(|hour| number(hour, 0)) else { continue };
        let minute_at = minute.filter(|minute| *minute > 0).map(|minute| number(minute, at + 1));
        if minute_at == Some(None) {
            continue;
        }
        time.matched = true;
        for at in [Some(at), minute_at.flatten()].into_iter().flatten() {
            other.atoms[at].matched = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::{
        date::DateRule,
        tests::{aligned, findings_of},
    };

    #[test]
    fn a_wrong_time_is_told_and_a_right_one_is_not() {
        #[rustfmt::skip]
        let cases = [
            // English                              Korean                         told            why
            ("The train left at half past three.",  "기차는 3시 30분에 떠났다.",     "",             "in words and figures"),
            ("The train left at half past three.",  "기차는 4시 30분에 떠났다.",     "4시 30분",      "another hour"),
            ("The train left at half past three.",  "기차는 3시 15분에 떠났다.",     "3시 15분",      "another minute"),
            ("The train left at 4 p.m.",            "기차는 16시에 떠났다.",         "",             "on the other clock"),
            ("The train left at 4 p.m.",            "기차는 오전 4시에 떠났다.",     "오전 4시",      "the other half of the day"),
            ("The train left at 4 p.m.",            "기차는 새벽 4시에 떠났다.",     "새벽 4시",      "by its name"),
            ("The train left at 16:00.",            "기차는 오전 4시에 떠났다.",     "오전 4시",      "against figures alone"),
            ("The train left at 20:30.",            "기차는 밤 8시 30분에 떠났다.",   "",             "at night"),
            ("The train left at 20:30.",            "기차는 밤 9시 30분에 떠났다.",   "밤 9시 30분",   "an hour later"),
            ("The train left at five to nine.",     "기차는 8시 55분에 떠났다.",     "",             "counted back"),
            ("The train left at five to nine.",     "기차는 9시 5분에 떠났다.",      "9시 5분",       "counted on"),
            ("The train left at a quarter to nine.", "기차는 9시 15분 전에 떠났다.",  "",             "counted back in both"),
            ("The train left at three.",            "기차는 3시에 떠났다.",          "",             "a mere number"),
            ("The train left at three.",            "기차는 5시에 떠났다.",          "5시",          "another"),
            ("It was an hour and a half late.",     "1시간 30분 늦었다.",            "",             "a length of time is none"),
            ("They met at noon.",                   "그들은 점심때 만났다.",         "",             "a word for a word"),
        ];
        for (english, korean, told, why) in cases {
            let bitext = aligned(&[english], &[korean], &[(1, 1)]);
            let found = findings_of(&DateRule, &bitext);
            let words: Vec<_> =
                found.iter().filter_map(|f| f.target.as_ref()).map(|t| t.text.as_str()).collect();
            assert_eq!(words.join(", "), told, "{english} / {korean}: {why}");
        }
    }
}
