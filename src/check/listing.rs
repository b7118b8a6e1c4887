//! Listings (code, commands, formulas) that stand in one file alone. They are compared as they are, by
//! [`halves::compare`](crate::halves::compare); here the rules `untranslated` and `added` tell of them.

use super::{Context, Explanation, Finding, Mark, Remark, Severity};

/// Findings of `rule` on the listings of one file (the source, or the target) without a counterpart.
pub(super) fn findings(
    context: &Context<'_>,
    rule: &Explanation,
    of_source: bool,
    evidence: &str,
    message: &str,
) -> Vec<Finding> {
    let (half, listings) = if of_source {
        (&context.bitext.source, &context.unpaired().source)
    } else {
        (&context.bitext.target, &context.unpaired().target)
    };
    let of = |listing: &crate::halves::Listing| {
        // The bead of the text before it.
        let after =
            half.segments.partition_point(|segment| segment.span.start < listing.span.start);
        let before = after.saturating_sub(1);
        let mut beads = context.beads();
        let bead = beads.find(|(_, bead)| {
            (if of_source { &bead.source } else { &bead.target }).contains(&before)
        });
        let mark = Some(Mark::Apart { span: listing.span, text: listing.text.clone() });
        let (source, target) = if of_source { (mark, None) } else { (None, mark) };
        let remark = Remark {
            bead: bead.map_or(0, |(position, _)| position),
            source,
            target,
            severity: Severity::Minor,
            evidence,
            message: message.to_owned(),
            suggestion: None,
        };
        context.finding(rule, remark)
    };
    listings.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use crate::{
        check::{Context, RULES, find, tests::aligned},
        halves::{Listing, Unpaired},
        text::Span,
    };

    #[test]
    fn a_listing_alone_is_told_on_its_side() {
        let (bitext, alignment, anchors) =
            aligned(&["Fetch the files."], &["파일을 받는다."], &[(1, 1)]);
        let listing =
            || vec![Listing { span: Span::new(90, 110), text: "make install && reboot".into() }];
        let cases = [
            (Unpaired { source: listing(), target: Vec::new() }, "untranslated", "left out"),
            (Unpaired { source: Vec::new(), target: listing() }, "added", "put in"),
        ];
        for (unpaired, rule, why) in cases {
            let context = Context::new(&bitext, &alignment, &anchors).with_unpaired(unpaired);
            let found = find(&context, |name| name == rule);
            assert_eq!(found.len(), 1, "{why}: {found:?}");
            let side = found[0].source.as_ref().or(found[0].target.as_ref()).expect(why);
            assert_eq!(side.span, Span::new(90, 110), "{why}");
            assert!(side.segments.is_empty(), "{why}: it is in no segment");
        }
        let context = Context::new(&bitext, &alignment, &anchors);
        let names = |name: &str| RULES.iter().any(|rule| rule.explanation().name == name);
        assert!(find(&context, names).is_empty(), "nothing is told of a pair without listings");
    }
}
