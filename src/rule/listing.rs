//! Listings (code, commands, formulas) that stand in one file alone. They are compared as they are, by
//! [`halves::compare`](crate::halves::compare); here the rules `untranslated` and `added` tell of them.

use super::{Remark, Severity};
use crate::reading::{Context, Mark};

/// Findings of `rule` on the listings of one file (the source, or the target) without a counterpart.
pub(crate) fn remarks(
    context: &Context<'_>,
    of_source: bool,
    evidence: &'static str,
    message: &str,
) -> Vec<Remark> {
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
        Remark {
            bead: bead.map_or(0, |(position, _)| position),
            source,
            target,
            severity: Severity::Minor,
            evidence: evidence.into(),
            message: message.to_owned(),
            suggestion: None,
        }
    };
    listings.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use crate::{
        check::RULES,
        halves::{Listing, Unpaired},
        reading::Context,
        rule::{run, trial::aligned},
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
            let found = run(RULES, &context, |name| name == rule);
            assert_eq!(found.len(), 1, "{why}: {found:?}");
            let remark = &found[0].remark;
            let mark = remark.source.as_ref().or(remark.target.as_ref()).expect(why);
            let side = mark.place(&bitext.source);
            assert_eq!(side.span, Span::new(90, 110), "{why}");
            assert!(side.segments.is_empty(), "{why}: it is in no segment");
        }
        let context = Context::new(&bitext, &alignment, &anchors);
        let names = |name: &str| RULES.iter().any(|rule| rule.explanation().name == name);
        assert!(
            run(RULES, &context, names).is_empty(),
            "nothing is told of a pair without listings"
        );
    }
}
