//! Posts abroad: whose the ambassador is, and where. “the U.S. ambassador to China” is 주중 미국 대사, and 주미
//! 대사 is an ambassador to the United States, whoever sends him.

use crate::{
    align::Bead,
    anchor::{
        Anchor, Value,
        form::{BODIES, Concept, TITLES},
    },
    language::{ko::jamo::is_syllable, role},
    reading::{Context, Mark, naming::Naming},
    rule::{Remark, Severity, direction},
    text::Span,
};

/// The family of offices that are held in one country for another.
const DIPLOMATIC: &str = "diplomatic";

/// A diplomat with the countries that are named beside him.
struct Post<'a> {
    title: Naming<'a>,
    /// Who sends him.
    sender: Option<Naming<'a>>,
    /// Where he is.
    host: Option<Naming<'a>>,
    /// From the first word to the last, in the text of the segment.
    span: Span,
}

impl Post<'_> {
    fn new(title: Naming<'_>) -> Post<'_> {
        Post { title, sender: None, host: None, span: title.span }
    }
}

/// The posts of a bead whose rendering names another host, or has the sender for the host.
pub(super) fn check(
    context: &Context<'_>,
    position: usize,
    bead: &Bead,
    [source, target]: [&[Naming<'_>]; 2],
) -> Vec<Remark> {
    let is_diplomat = |title: &&Naming<'_>| {
        title.found.certain().any(|concept| TITLES.concepts[concept].group == DIPLOMATIC)
    };
    let (mut english, mut korean) = (Vec::new(), Vec::new());
    for title in source.iter().filter(is_diplomat) {
        let text = &context.bitext.source.segments[title.segment].text;
        let countries = countries(context.source_anchors(bead), title.segment);
        english.push(post_behind(text, *title, &countries));
    }
    for title in target.iter().filter(is_diplomat) {
        let text = &context.bitext.target.segments[title.segment].text;
        let countries = countries(context.target_anchors(bead), title.segment);
        korean.push(post_before(text, *title, &countries));
    }
    // One that is right somewhere in the bead accounts for what it agrees with.
    let lost: Vec<&Post<'_>> =
        english.iter().filter(|e| !korean.iter().any(|k| agree(e, k))).collect();
    let stray = korean.iter().filter(|k| !english.iter().any(|e| agree(e, k)));
    let mut remarks = Vec::new();
    let mut lost = lost.into_iter();
    for korean in stray {
        let Some(english) = lost.find(|e| korean.title.found.answers(e.title.found)) else { break };
        remarks.push(report(context, position, english, korean));
    }
    remarks
}

/// The countries and organisations of states in a segment, in order.
fn countries<'a>(
    anchors: impl Iterator<Item = (usize, &'a Anchor)>,
    segment: usize,
) -> Vec<Naming<'a>> {
    let found = anchors.filter(|(of, _)| *of == segment).filter_map(|(_, anchor)| {
        let Value::Body(body) = &anchor.value else { return None };
        (body.is_country() || body.is_international()).then_some(Naming {
            segment,
            span: anchor.span,
            found: &body.found,
        })
    });
    found.collect()
}

/// “X’s ambassador to Y”, “X ambassador in Y”, “ambassador of X in Y”, “ambassador to Y”.
fn post_behind<'a>(text: &str, title: Naming<'a>, countries: &[Naming<'a>]) -> Post<'a> {
    let mut post = Post::new(title);
    let before = countries.iter().rev().find(|c| c.span.end <= title.span.start);
    if let Some(country) = before
        && is_possessive(&text[country.span.end..title.span.start])
    {
        post.sender = Some(*country);
        post.span.start = country.span.start;
    }
    for country in countries.iter().filter(|c| c.span.start >= title.span.end) {
        let link = text[post.span.end..country.span.start].trim();
        let link = link.strip_suffix("the").map_or(link, str::trim_end);
        match link {
            "to" | "in" | "at" if post.host.is_none() => post.host = Some(*country),
            "of" | "from" if post.sender.is_none() => post.sender = Some(*country),
            _ => break,
        }
        post.span.end = country.span.end;
    }
    post
}

/// Whether what is between a country and a title leaves the title the country's.
fn is_possessive(between: &str) -> bool {
    matches!(between.trim_start_matches('.').trim_end(), "" | "'s" | "’s" | "'" | "’" | "-")
}

/// 주중 미국 대사, 주 중국 대사, 중국 주재 미국 대사, 중국에 주재하는 미국 대사.
fn post_before<'a>(text: &str, title: Naming<'a>, countries: &[Naming<'a>]) -> Post<'a> {
    let mut post = Post::new(title);
    loop {
        let before = text[..post.span.start].trim_end();
        let before = role::before(before, "genitive").unwrap_or(before);
        let resident = role::before(before, "resident");
        let end = resident.map_or(before, |rest| {
            let rest = rest.trim_end();
            role::before(rest, "locative").unwrap_or(rest)
        });
        let Some(country) = countries.iter().find(|c| c.span.end == end.len()) else { break };
        let words = country.span.of(text);
        let ahead = text[..country.span.start].trim_end();
        // 주 폴란드, 주폴란드: the syllable stands alone before the country.
        let posted = role::before(ahead, "posted").filter(|rest| !rest.ends_with(is_syllable));
        let is_host = resident.is_some() || posted.is_some() || is_short_host(words);
        let slot = if is_host { &mut post.host } else { &mut post.sender };
        if slot.is_some() {
            break;
        }
        *slot = Some(*country);
        post.span.start = match posted {
            Some(rest) if resident.is_none() => rest.len(),
            _ => country.span.start,
        };
    }
    post
}

/// 주중, 주미: the country in one syllable.
fn is_short_host(words: &str) -> bool {
    role::behind(words, "posted").is_some_and(|rest| rest.chars().count() == 1)
}

/// Whether both may be one post: of one office, at one place, and not the sender of the one the host of the other.
/// What a side does not say is let pass.
fn agree(english: &Post<'_>, korean: &Post<'_>) -> bool {
    let same = |a: &Naming<'_>, b: &Naming<'_>| b.found.answers(a.found);
    let is_place = match (&english.host, &korean.host) {
        (Some(ours), Some(theirs)) => same(ours, theirs),
        // The ambassador of the USSR is no 주소 대사.
        (None, Some(theirs)) => {
            korean.sender.is_some() || !english.sender.is_some_and(|ours| same(&ours, theirs))
        }
        _ => true,
    };
    let is_sender = match (&english.sender, &korean.sender, &korean.host) {
        // Without a host, 소련 대사 may be the ambassador to the USSR.
        (Some(ours), Some(theirs), Some(_)) => same(ours, theirs),
        _ => true,
    };
    korean.title.found.answers(english.title.found) && is_place && is_sender
}

fn report(context: &Context<'_>, bead: usize, english: &Post<'_>, korean: &Post<'_>) -> Remark {
    let source = &context.bitext.source.segments[english.title.segment].text;
    let target = &context.bitext.target.segments[korean.title.segment].text;
    let country = |naming: &Naming<'_>| naming.found.certain().next().map(|c| &BODIES.concepts[c]);
    let host = english.host.as_ref().and_then(country);
    let sender = english.sender.as_ref().and_then(country);
    let office = korean.title.span.of(target);
    let expected = post_of(host, sender, office);
    let suggestion = (expected != office).then_some(expected);
    let rather = direction::expected(context, suggestion.as_deref().unwrap_or_default());
    let is_rendered = direction::rendered(context, english.span.of(source), korean.span.of(target));

    Remark {
        bead,
        source: Some(Mark::Words { segment: english.title.segment, span: english.span }),
        target: Some(Mark::Words { segment: korean.title.segment, span: korean.span }),
        severity: Severity::Major,
        evidence: "post".into(),
        message: format!("{is_rendered}, a post in another country{rather}"),
        suggestion,
    }
}

/// 주중 미국 대사, 주 폴란드 대사, 미국 대사.
fn post_of(host: Option<&Concept>, sender: Option<&Concept>, office: &str) -> String {
    let name = |country: &Concept| country.forms.first().copied().unwrap_or_default();
    let posted = role::sole("posted");
    let at = host.map(|host| match host.short {
        Some(short) => format!("{posted}{short} "),
        None => format!("{posted} {} ", name(host)),
    });
    let of = sender.map(|sender| format!("{} ", name(sender)));
    format!("{}{}{office}", at.unwrap_or_default(), of.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use crate::{check::title::Title, rule::trial};

    #[test]
    fn an_ambassador_is_somebodys_and_somewhere() {
        #[rustfmt::skip]
        let cases = [
            ("The U.S. ambassador to China spoke.",       "주미 미국 대사가 말했다.",       Some("주중 미국 대사"), "the sender for the host"),
            ("The U.S. ambassador to China spoke.",       "주중 미국 대사가 말했다.",       None, "as it is"),
            ("The U.S. ambassador to China spoke.",       "중국 주재 미국 대사가 말했다.",  None, "in words"),
            ("The U.S. ambassador to China spoke.",       "주중 대사가 말했다.",            None, "the sender is understood"),
            ("The Polish Ambassador to the DPRK spoke.",  "주조 뽈스까 대사가 말했다.",     None, "as the North writes"),
            ("The Polish Ambassador in the DPRK spoke.",  "주 폴란드 대사가 말했다.",       Some("주북 폴란드 대사"), "an ambassador to Poland"),
            ("The Soviet Ambassador spoke.",              "주소 대사가 말했다.",            Some("소련 대사"), "an ambassador to the USSR"),
            ("The Soviet Ambassador spoke.",              "소련 대사가 말했다.",            None, "his country only"),
            ("former DPRK Ambassador to the USSR",        "전 조선민주주의인민공화국 소련대사였던", None, "two countries and no 주"),
            ("The ambassador of Poland in Moscow spoke.", "주소 폴란드 대사가 말했다.",     None, "a city for its country"),
            ("The ambassadors to China and Japan spoke.", "주중 대사와 주일 대사가 말했다.", None, "two of them"),
            ("the Czechoslovak chargé d’affaires in China", "주소 체코슬로바키아 대리대사",  Some("주중 체코슬로바키아 대리대사"), "another rank"),
        ];
        for (source, target, expected, why) in cases {
            let findings = trial::check_pairs(&Title, &[(source, target)]);
            let post = findings.iter().find(|f| f.evidence == "post");
            assert_eq!(post.and_then(|f| f.suggestion.as_deref()), expected, "{target}: {why}");
        }
    }
}
