//! Lengths of time told in two units: 1시간 30분, two hours and fifteen minutes.

use crate::{
    text::Span,
    value::{Amount, Form, Number, Strength},
};

/// The units that are told together, by their names in the table of counters.
const UNITS: [&str; 7] = ["year", "month", "week", "day", "hour", "minute", "second"];

/// Joins each count of hours with the minutes that follow it, of years with the months, and so on, into one number
/// of the greater unit. As two numbers they are kept among its readings. Linear.
pub(super) fn join(text: &str, numbers: Vec<(Span, Number)>) -> Vec<(Span, Number)> {
    let mut joined: Vec<(Span, Number)> = Vec::with_capacity(numbers.len());
    for next in numbers {
        let whole = joined.last().and_then(|last| together(text, last, &next));
        match (joined.last_mut(), whole) {
            (Some(last), Some(whole)) => *last = whole,
            _ => joined.push(next),
        }
    }
    joined
}

fn together(
    text: &str,
    (span, first): &(Span, Number),
    (next_span, second): &(Span, Number),
) -> Option<(Span, Number)> {
    let end = |span: Span, number: &Number| {
        number.unit_span.map_or(span.end, |unit| unit.end.max(span.end))
    };
    let between = text.get(end(*span, first)..next_span.start)?;
    if !matches!(between.trim_start_matches('-').trim_start(), "" | "and " | ", ")
        || between.len() > 5
    {
        return None;
    }
    let plain = |number: &Number| {
        matches!(number.form, Form::Cardinal) && number.amounts.len() == 1 && !number.range
    };
    // In the smallest unit of its dimension, a second or a month.
    let length = |number: &Number| {
        let unit = number.unit.filter(|unit| UNITS.contains(&unit.name))?;
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole seconds and months"
        )]
        let length = unit.factor as u128;
        Some((unit.dimension, length))
    };
    let ((dimension, greater), (other, lesser)) = (length(first)?, length(second)?);
    if dimension != other {
        return None;
    }
    let more = second.amounts[0].as_whole()?;
    // 90 minutes are not the rest of an hour.
    if !plain(first) || !plain(second) || greater <= lesser || more * lesser >= greater {
        return None;
    }
    let value = first.amounts[0].plus(Amount::fraction(more * lesser, greater)?)?;
    let mut number = first.clone();
    number.readings.push(vec![first.amounts[0], second.amounts[0]]);
    number.amounts = vec![value];
    number.strength = Strength::Sure;
    number.qualifier = number.qualifier.or(second.qualifier);
    Some((Span::new(span.start, end(*next_span, second)), number))
}

#[cfg(test)]
mod tests {
    use crate::anchor::number::find;

    #[test]
    fn hours_and_minutes_are_one_length_of_time() {
        #[rustfmt::skip]
        let cases = [
            // text                                  language  value              why
            ("1시간 30분 걸렸다",                     "ko",     "1.5",             "hours and minutes"),
            ("1년 6개월 살았다",                      "ko",     "1.5",             "years and months"),
            ("일 년 육 개월 살았다",                   "ko",     "1.5",             "in words"),
            ("2일 12시간",                            "ko",     "2.5",             "days and hours"),
            ("two years and three months",            "en",     "2.25",            "in English"),
            ("2년 3일",                               "ko",     "2 3",             "days of no certain part of a year"),
            ("10분 30초",                             "ko",     "10.5",            "minutes and seconds"),
            ("1시간에 30분을 더하면",                 "ko",     "1 30",            "not next to each other"),
            ("1시간 90분",                            "ko",     "1 90",            "more than the rest of an hour"),
            ("3 hours, 20 minutes",                   "en",     "10/3",            "with a comma"),
            ("2 hours and 5 men",                     "en",     "2 5",             "another unit"),
            ("30 minutes 2 hours",                    "en",     "30 2",            "the lesser first"),
        ];
        for (text, language, expected, why) in cases {
            let found = find(text, &language.parse().expect("tag"), &[]);
            let shown: Vec<_> = found.iter().map(|(_, n)| n.amounts[0].to_string()).collect();
            assert_eq!(shown.join(" "), expected, "{text}: {why}");
        }
    }
}
