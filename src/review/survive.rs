//! What becomes of decisions when a document was checked anew: none is put on two findings, none is guessed in silence,
//! none is lost.

use std::collections::BTreeMap;

use super::decision::Kept;

/// What became of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The finding at this position is the one that was decided, and its sentences are as they were.
    Holds(usize),
    /// It is the one, and other words of its sentences have changed since.
    Changed(usize),
    /// It may be the one: somebody has to say so.
    Proposed(usize),
    /// There is none any more, or more than one that may be it.
    Stale,
}

/// So alike must the sentences be for a finding to be proposed.
const ALIKE: f64 = 0.8;

/// Finds what was decided among the findings there are now, both with their ids.
pub fn settle(decided: &[(&str, &Kept)], findings: &[(&str, &Kept)]) -> Vec<Fate> {
    let by_id: BTreeMap<&str, usize> =
        findings.iter().enumerate().map(|(at, (id, _))| (*id, at)).collect();
    let held: Vec<Option<usize>> = decided.iter().map(|(id, _)| by_id.get(id).copied()).collect();
    let mut is_free = vec![true; findings.len()];
    for at in held.iter().flatten() {
        is_free[*at] = false;
    }
    let mut wanted = vec![0_usize; findings.len()];
    let proposed = decided.iter().zip(&held).map(|((_, kept), held)| {
        if held.is_some() {
            return None;
        }
        let mut like =
            findings.iter().enumerate().filter(|(at, (_, now))| is_free[*at] && is_like(kept, now));
        let first = like.next().map(|(at, _)| at);
        first.filter(|_| like.next().is_none()).inspect(|at| wanted[*at] += 1)
    });
    let proposed: Vec<Option<usize>> = proposed.collect();
    let mut fates = Vec::with_capacity(decided.len());
    for (number, (_, kept)) in decided.iter().enumerate() {
        fates.push(match (held[number], proposed[number]) {
            (Some(at), _) if findings[at].1.sentences == kept.sentences => Fate::Holds(at),
            (Some(at), _) => Fate::Changed(at),
            // What two decisions may be about is left to neither.
            (None, Some(at)) if wanted[at] == 1 => Fate::Proposed(at),
            (None, _) => Fate::Stale,
        });
    }
    fates
}

/// Whether a finding may be what was decided: the same rule, the same words on one side at least, much the same sentences.
fn is_like(kept: &Kept, now: &Kept) -> bool {
    let is_same =
        |half: usize| kept.quotes[half].is_some() && kept.quotes[half] == now.quotes[half];
    let whole = |kept: &Kept| kept.sentences.concat();
    kept.rule == now.rule
        && (is_same(0) || is_same(1))
        && strsim::normalized_levenshtein(&whole(kept), &whole(now)) >= ALIKE
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: &str = "The minister left for Moscow on 4 April 1957 with a delegation of twelve.";
    const KO: &str = "상은 1957년 4월 5일 열두 명의 대표단을 이끌고 모스크바로 떠났다.";

    fn kept(quotes: [&str; 2], sentences: [&str; 2]) -> Kept {
        Kept {
            rule: "date".into(),
            quotes: quotes.map(|quote| (!quote.is_empty()).then(|| quote.to_owned())),
            sentences: sentences.map(str::to_owned),
            ..Kept::default()
        }
    }

    /// What was decided, what is found, what becomes of each decision, and why.
    type Case<'a> = (&'a [(&'a str, &'a Kept)], &'a [(&'a str, &'a Kept)], &'a [Fate], &'a str);

    #[test]
    fn a_decision_goes_where_its_finding_went() {
        let other = KO.replace("열두", "열세");
        let far = "그 밖의 문제는 다음 회의에서 다룬다.";
        let dates = ["4 April 1957", "1957년 4월 5일"];
        let half = ["4 April 1957", "4월 5일"];
        let (before, edited) = (kept(dates, [EN, KO]), kept(dates, [EN, &other]));
        let cut = kept(half, [EN, &other]);
        let elsewhere = kept(half, ["On 4 April 1957 nothing happened.", far]);
        #[rustfmt::skip]
        let cases: [Case<'_>; 9] = [
            (&[("a", &before)], &[("b", &cut), ("a", &before)],   &[Fate::Holds(1)],    "id and sentences as they were"),
            (&[("a", &before)], &[("a", &edited)],                &[Fate::Changed(0)],  "another word of the sentence"),
            (&[("a", &before)], &[("b", &cut)],                   &[Fate::Proposed(0)], "one quote is the same, one candidate"),
            (&[("a", &before)], &[("b", &cut), ("c", &cut)],      &[Fate::Stale],       "two candidates: nobody guesses"),
            (&[("a", &before)], &[("b", &elsewhere)],             &[Fate::Stale],       "the same date in another sentence"),
            (&[("a", &before)], &[],                              &[Fate::Stale],       "gone"),
            (&[("a", &before), ("z", &before)], &[("b", &cut)],   &[Fate::Stale; 2],    "two decisions want one finding"),
            (&[("a", &before), ("b", &cut)], &[("b", &cut)],      &[Fate::Stale, Fate::Holds(0)], "what is decided is not free"),
            (&[("a", &kept(["x", ""], [EN, KO]))], &[("b", &kept(["y", ""], [EN, KO]))], &[Fate::Stale], "no quote is the same"),
        ];
        for (decided, findings, expected, why) in cases {
            assert_eq!(settle(decided, findings), expected, "{why}");
        }
        let of_other_rule = Kept { rule: "number".into(), ..cut };
        assert_eq!(
            settle(&[("a", &before)], &[("b", &of_other_rule)]),
            [Fate::Stale],
            "another rule"
        );
    }
}
