//! Korean names whose surname and given name are written apart (이 영호), which Korean orthography writes
//! together.

use crate::{
    anchor::name::Style,
    reading::{
        Mark,
        names::{Placed, View},
    },
    rule::{Remark, Severity},
};

/// Names of Korean people of the source that the target writes in two words, each name at its first place; one
/// finding for all of them where the document writes more names so than not.
///
/// A surname of two syllables may stand apart, to be told from one of one (황보 관).
pub(super) fn findings(view: &View<'_>) -> Vec<Remark> {
    let (mut apart, mut together): (Vec<(usize, Placed<'_>, Placed<'_>)>, usize) = (Vec::new(), 0);
    for (position, _) in view.context.beads() {
        for &target in view.targets(position).iter().filter(|t| t.name.style == Style::Korean) {
            let text = view.text(target);
            let source = view.sources(position).iter().find(|s| s.name.is_same(target.name));
            match (source, text.split_once(' ')) {
                (Some(&source), Some((surname, given)))
                    // La Unión is 라 우니온: given names have two syllables at most.
                    if surname.chars().count() == 1 && given.chars().count() <= 2 =>
                {
                    apart.push((position, source, target));
                }
                (_, None) if text.chars().count() > 2 => together += 1,
                _ => {}
            }
        }
    }
    let is_habit = apart.len() > 1 && apart.len() > together;
    let mut remarks = Vec::new();
    let mut told: Vec<&str> = Vec::new();
    for (position, source, target) in &apart {
        let text = view.text(*target);
        let is_told = if is_habit { !told.is_empty() } else { told.contains(&text) };
        if is_told {
            continue;
        }
        told.push(text);
        let alike = apart.iter().filter(|(_, _, other)| is_habit || view.text(*other) == text);
        let more = alike.count() - 1;
        let form = text.replace(' ', "");
        let what = if is_habit { "names are" } else { "the same is" };
        let again = match more {
            0 => String::new(),
            1 => format!("; {what} written apart again at another place"),
            _ => format!("; {what} written apart again at {more} other places"),
        };
        let message = format!(
            "{text} is written in two words; surname and given name belong together: {form}{again}"
        );
        remarks.push(Remark {
            bead: *position,
            source: Some(Mark::Words { segment: source.segment, span: source.span }),
            target: Some(Mark::Words { segment: target.segment, span: target.span }),
            severity: Severity::Minor,
            evidence: "apart".into(),
            message,
            suggestion: Some(form),
        });
    }
    remarks
}

#[cfg(test)]
mod tests {
    use crate::{check::name_spelling::NameSpelling, rule::trial::check_pairs};

    #[test]
    fn surname_and_given_name_are_one_word() {
        type Pair = (&'static str, &'static str);
        #[rustfmt::skip]
        let cases: &[(&[Pair], &[&str], &str)] = &[
            (&[("Ri Yong Ho spoke.", "이 영호가 발언했다.")], &["이 영호"], "apart"),
            (&[("Ri Yong Ho spoke.", "이영호가 발언했다.")], &[], "together"),
            (&[("Ri Yong Ho spoke.", "이 사람이 발언했다.")], &[], "this man"),
            (&[("Hwangbo Kwan spoke.", "황보 관이 발언했다.")], &[], "a surname of two syllables"),
            (&[("Ri Yong Ho spoke.", "이 영호가 발언했다."), ("Kim Seung-hwa left.", "김 승화는 떠났다.")], &["이 영호"], "once for a habit"),
            (&[("Ri Yong Ho spoke.", "이 영호가 발언했다."), ("Kim Seung-hwa left.", "김승화는 떠났다."), ("Ri Yong Ho left.", "이 영호는 떠났다."), ("Pak Chang-ok left.", "박창옥은 떠났다.")],
             &["이 영호"], "once for a name"),
        ];
        for (pairs, expected, why) in cases {
            let found = check_pairs(&NameSpelling, pairs);
            let words: Vec<&str> =
                found.iter().filter_map(|f| f.target.as_ref()).map(|s| s.text.as_str()).collect();
            assert_eq!(words, *expected, "{why}");
        }
    }
}
