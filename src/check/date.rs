//! The rule `date`: a year, month or day that differs between the two sides.

use crate::{
    language::Ability,
    reading::{Context, Need},
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, value::report},
};

/// A date that differs between the two sides.
#[derive(Debug)]
pub(super) struct DateRule;

static EXPLANATION: Explanation = Explanation {
    name: "date",
    group: "values",
    issue: Issue::Numbers,
    on_by_default: true,
    languages: Languages::Reading(Ability::Dates),
    needs: &[Need::Values],
    uses: &[],
    summary: "a year, month, day or time of day is rendered by another one, or the translation does not have it",
    details: "Dates are compared year by year, month by month and day by day: 4.IV.1957 is 1957년 4월 4일, \
              31.VII.56 is 1956년 7월 31일, 단기 4286년 and 一九五三年 are 1953. \
              Times of day are compared by the minute, on either clock: half past eight in the evening is 20:30 and \
              밤 8시 30분. A date that says less agrees with one that says more, \
              and a translation may complete a date with a year or day that its readers need; what is left out \
              is reported unless 지난해, “yesterday” and the like stand for it or a neighbouring sentence has it, \
              and so is a year or month that the whole original does not name, in a sentence without any date.",
    true_example: Example {
        source: "The plenum was put off until the end of August.",
        target: "총회는 9월 말까지 연기되었다.",
        comment: "August became September",
    },
    false_example: Example {
        source: "From a conversation of 26-27-28-29.III.1957",
        target: "1957년 3월 26~29일의 대화",
        comment: "four days in a row, written as a range",
    },
};

impl Rule for DateRule {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        report(&EXPLANATION, context, remarks);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::trial::{aligned, findings_of};

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
