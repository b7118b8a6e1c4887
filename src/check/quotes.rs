//! `quotes`: quotations that are none on the other side, quotation marks without a partner, and marks of
//! two styles in one text.

use crate::{
    reading::{Context, Mark, cue::word_start},
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, Severity, passage},
    segment::{Half, Segment},
    text::Span,
};

/// The rule.
pub(super) struct Quotes;

static EXPLANATION: Explanation = Explanation {
    name: "quotes",
    group: "form",
    issue: Issue::Typographical,
    on_by_default: true,
    languages: Languages::Any,
    needs: &[],
    uses: &[],
    summary: "words in quotation marks are in none on the other side, or a mark has no partner",
    details: "In a document that keeps its quotations, reads them in both halves, whatever their marks (\"…\", “…”, „…“, «…», ‘…’, 「…」, 『…』, \
        《…》, 〈…〉), and reports a bead that has one in double marks on one side and none of any kind on the \
        other: direct speech became indirect, a doubted word is doubted no more, or words are quoted that \
        nobody said. Where quotations come and go (news is retold so), that is the translator's way and let \
        pass. Marks of emphasis, code and italics on the other side count as quotation. A double mark \
        of the translation without a partner in its paragraph is reported unless the original forgot one \
        too, and marks of another style than those of the rest of the document.",
    true_example: Example {
        source: "The ambassador spoke of the “decision” of the party.",
        target: "대사는 당의 “결정에 대하여 말하였다.",
        comment: "The quotation is never closed.",
    },
    false_example: Example {
        source: "The ambassador spoke of the “decision” of the party.",
        target: "대사는 당의 ‘결정’에 대하여 말하였다.",
        comment: "Other marks, but still a quotation.",
    },
};

/// A kind of quotation mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Style {
    /// `"…"`
    Straight,
    /// `“…”` and `„…“`
    Curly,
    /// `'…'`
    StraightSingle,
    /// `‘…’`
    CurlySingle,
    /// `«…»`
    Guillemet,
    /// `「…」`, `《…》` and the like, which also mark titles
    Corner,
}

impl Style {
    fn is_double(self) -> bool {
        matches!(self, Self::Straight | Self::Curly | Self::Guillemet)
    }
}

/// A quotation mark in a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct QuotationMark {
    segment: usize,
    at: usize,
    mark: char,
    style: Style,
}

/// Two marks with what stands between, over segment borders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Quotation {
    open: QuotationMark,
    close: QuotationMark,
}

/// The quotations of a half.
#[derive(Debug, Default)]
struct Quotations {
    pairs: Vec<Quotation>,
    unpaired: Vec<QuotationMark>,
    /// For each segment, whether it has anything to do with a quotation, emphasis or code.
    touched: Vec<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Opens,
    Closes,
    Either,
}

/// What kind of mark `c` between its neighbours is, if it is one.
fn kind(before: Option<char>, c: char, after: Option<char>) -> Option<(Style, Turn)> {
    let free = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "([（〔[{—–-/".contains(c));
    // (" "): a mark itself, named in brackets.
    let ends = |c: Option<char>| free(c) || c.is_some_and(|c| ")]）〕}".contains(c));
    let opens = free(before) && after.is_some_and(|c| !c.is_whitespace());
    let by_place = |opens: bool| if opens { Turn::Opens } else { Turn::Closes };
    Some(match c {
        // Inches and seconds: 5" is no mark.
        '"' | '＂' | '˝' => (
            Style::Straight,
            // "/"가: a mark behind a stroke may close as well.
            match (free(before) && before != Some('/'), ends(after)) {
                (true, false) => Turn::Opens,
                (false, true) if before != Some('/') => Turn::Closes,
                _ => Turn::Either,
            },
        ),
        '“' => (Style::Curly, Turn::Either),
        '„' | '‟' => (Style::Curly, Turn::Opens),
        '”' => (Style::Curly, Turn::Closes),
        '«' => (Style::Guillemet, Turn::Opens),
        '»' => (Style::Guillemet, Turn::Closes),
        '‘' | '‚' => (Style::CurlySingle, Turn::Opens),
        '’' => (Style::CurlySingle, Turn::Closes),
        '\'' => (Style::StraightSingle, by_place(opens)),
        '「' | '『' | '《' | '〈' => (Style::Corner, Turn::Opens),
        '」' | '』' | '》' | '〉' => (Style::Corner, Turn::Closes),
        _ => return None,
    })
}

/// Signs that set words off without being quotation marks: emphasis and code of marked-up text.
const SET_OFF: [&str; 6] = ["`", "*", "_", "<", "&quot;", "''"];

fn quotations(half: &Half) -> Quotations {
    let mut found =
        Quotations { touched: vec![false; half.segments.len()], ..Quotations::default() };
    let mut open: Vec<QuotationMark> = Vec::new();
    let mut paragraph = None;
    for segment in &half.segments {
        if paragraph.replace(segment.paragraph) != Some(segment.paragraph) {
            close_paragraph(&mut found, &mut open, segment);
        }
        found.touched[segment.index] |=
            !open.is_empty() || SET_OFF.iter().any(|sign| segment.text.contains(sign));
        read(&mut found, &mut open, segment);
    }
    found.unpaired.append(&mut open);
    found.unpaired.retain(|mark| mark.style.is_double());
    found.unpaired.sort_by_key(|mark| (mark.segment, mark.at));
    found
}

/// A quotation of several paragraphs is opened anew in each and closed only in the last.
fn close_paragraph(found: &mut Quotations, open: &mut Vec<QuotationMark>, next: &Segment) {
    let again = next.text.starts_with(['"', '“', '«', '„']);
    for mark in open.drain(..) {
        if !again {
            found.unpaired.push(mark);
        }
    }
}

fn read(found: &mut Quotations, open: &mut Vec<QuotationMark>, segment: &Segment) {
    let text = &segment.text;
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|&(_, c)| c);
        let Some((style, turn)) = kind(before, c, after) else {
            before = Some(c);
            continue;
        };
        let mark = QuotationMark { segment: segment.index, at, mark: c, style };
        let single = !style.is_double() && style != Style::Corner;
        // The nearest open mark that this one may close; a double one closes any double one.
        let partner = open.iter().rposition(|other| {
            other.style == style || style.is_double() && other.style.is_double()
        });
        let inch = c == '"' && before.is_some_and(|c| c.is_ascii_digit()) && partner.is_none();
        let apostrophe = single
            && turn == Turn::Closes
            && (partner.is_none()
                || before.is_some_and(char::is_alphabetic)
                    && after.is_some_and(|c| c.is_ascii_alphabetic()));
        // ’57 is a year, ‘24-hour’ and ‘24시간 are none.
        let elision = single && turn == Turn::Opens && is_year(&text[at + c.len_utf8()..]);
        before = Some(c);
        if inch || apostrophe || elision {
            continue;
        }
        found.touched[segment.index] = true;
        let closes = match turn {
            Turn::Opens => false,
            Turn::Closes => true,
            // “ closes only what „ opened.
            Turn::Either if c == '“' => partner.is_some_and(|at| open[at].mark == '„'),
            Turn::Either => partner.is_some(),
        };
        match (closes, partner) {
            (true, Some(partner)) => {
                let opening = open[partner];
                found.unpaired.extend(open.drain(partner..).skip(1));
                // (" "), ">>": signs are shown, and nobody is quoted.
                let says = opening.segment != mark.segment
                    || text[opening.at..at].contains(char::is_alphanumeric);
                if says {
                    found.pairs.push(Quotation { open: opening, close: mark });
                }
            }
            (true, None) => found.unpaired.push(mark),
            (false, _) => open.push(mark),
        }
    }
}

/// Whether a text begins with two figures that nothing is written onto.
fn is_year(text: &str) -> bool {
    let figures = text.bytes().take_while(u8::is_ascii_digit).count();
    let next = text[figures..].chars().next();
    figures == 2 && next.is_none_or(|c| !c.is_alphanumeric() && c != '-')
}

impl Rule for Quotes {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        let source = quotations(&context.bitext.source);
        let target = quotations(&context.bitext.target);
        let starting = |of: &Quotations| {
            let mut starting: Vec<Vec<Quotation>> = vec![Vec::new(); of.touched.len()];
            for pair in &of.pairs {
                starting[pair.open.segment].push(*pair);
            }
            starting
        };
        let (in_source, in_target) = (starting(&source), starting(&target));
        let (mut from_source, mut from_target) = (Vec::new(), Vec::new());
        for (position, bead) in context.beads().filter(|(_, bead)| !bead.is_gap()) {
            let first = |starting: &[Vec<Quotation>], range: &std::ops::Range<usize>| {
                let all = range.clone().flat_map(|at| starting[at].iter());
                all.filter(|pair| pair.open.style.is_double())
                    .min_by_key(|pair| (pair.open.segment, pair.open.at))
                    .copied()
            };
            let any = |of: &Quotations, range: &std::ops::Range<usize>| {
                range.clone().any(|at| of.touched[at])
            };
            // A quotation that goes on in the next bead is closed there on both sides.
            if let Some(pair) = first(&in_source, &bead.source) {
                let is_lost = !any(&target, &bead.target);
                from_source.push((position, pair, is_lost));
            }
            if let Some(pair) = first(&in_target, &bead.target) {
                let is_added = !any(&source, &bead.source);
                from_target.push((position, pair, is_added));
            }
        }
        for (pairs, of_source) in [(from_source, true), (from_target, false)] {
            let apart = pairs.iter().filter(|(.., apart)| *apart).count();
            // Where quotations come and go, that is how the translator works.
            let kept = pairs.len() - apart;
            if kept < FEWEST_KEPT || apart as f64 > STRAY_SHARE * pairs.len() as f64 {
                continue;
            }
            for (position, pair, _) in pairs.into_iter().filter(|(.., apart)| *apart) {
                remarks.push(lost(context, position, pair, of_source));
            }
        }
        unpaired(context, &source, &target, remarks);
        mixed(context, &target, remarks);
    }
}

/// The words of a quotation, as far as they stand in the segment it begins in.
fn words(half: &Half, pair: Quotation) -> (usize, Span) {
    let segment = &half.segments[pair.open.segment];
    let end = if pair.close.segment == pair.open.segment {
        pair.close.at + pair.close.mark.len_utf8()
    } else {
        segment.text.len()
    };
    (segment.index, Span::new(pair.open.at, end))
}

fn lost(context: &Context<'_>, bead: usize, pair: Quotation, of_source: bool) -> Remark {
    let half = if of_source { &context.bitext.source } else { &context.bitext.target };
    let (segment, span) = words(half, pair);
    let text = span.of(&half.segments[segment].text);
    let inner =
        passage::quoted(text.trim_matches(|c| matches!(c, '"' | '“' | '”' | '„' | '«' | '»')));
    let marked = Some(Mark::Words { segment, span });
    let (source, target) = if of_source { (marked, None) } else { (None, marked) };
    let (evidence, message) = if of_source {
        ("lost", format!("{inner} is a quotation in the original and none in the translation"))
    } else {
        ("added", format!("{inner} is a quotation in the translation and none in the original"))
    };
    Remark {
        bead,
        source,
        target,
        severity: Severity::Minor,
        evidence: evidence.into(),
        message,
        suggestion: None,
    }
}

/// Double marks of the translation without a partner.
fn unpaired(
    context: &Context<'_>,
    source: &Quotations,
    target: &Quotations,
    remarks: &mut Vec<Remark>,
) {
    for mark in &target.unpaired {
        let Some(position) = context.alignment.bead_of_target(mark.segment) else { continue };
        let bead = &context.alignment.beads[position];
        if source.unpaired.iter().any(|other| bead.source.contains(&other.segment)) {
            continue;
        }
        let text = &context.bitext.target.segments[mark.segment].text;
        remarks.push(Remark {
            bead: position,
            source: None,
            target: Some(Mark::Words { segment: mark.segment, span: with_word(text, mark) }),
            severity: Severity::Minor,
            evidence: "unpaired".into(),
            message: format!("the quotation mark {} has no partner", mark.mark),
            suggestion: None,
        });
    }
}

/// A mark with the word it touches.
fn with_word(text: &str, mark: &QuotationMark) -> Span {
    let end = mark.at + mark.mark.len_utf8();
    let word = text[end..].find(char::is_whitespace).unwrap_or(text.len() - end);
    if word > 0 {
        return Span::new(mark.at, end + word);
    }
    Span::new(word_start(text, mark.at), end)
}

/// A document that keeps fewer quotations does not show how it treats them.
const FEWEST_KEPT: usize = 5;

/// A document with fewer quotations has no style of its own.
const FEWEST_OF_A_STYLE: usize = 8;

/// Marks that make up at most this share of the document's are strays.
const STRAY_SHARE: f64 = 0.15;

/// Straight marks among curly ones, or the reverse.
fn mixed(context: &Context<'_>, target: &Quotations, remarks: &mut Vec<Remark>) {
    let style = |pair: &&Quotation, style| pair.open.style == style;
    let count = |wanted| target.pairs.iter().filter(|pair| style(pair, wanted)).count();
    let (straight, curly) = (count(Style::Straight), count(Style::Curly));
    let (stray, strays, most) = if straight < curly {
        (Style::Straight, straight, curly)
    } else {
        (Style::Curly, curly, straight)
    };
    if strays + most < FEWEST_OF_A_STYLE || strays as f64 > STRAY_SHARE * (strays + most) as f64 {
        return;
    }
    for pair in target.pairs.iter().filter(|pair| style(pair, stray)) {
        let Some(bead) = context.alignment.bead_of_target(pair.open.segment) else { continue };
        let (segment, span) = words(&context.bitext.target, *pair);
        let usual = if stray == Style::Straight { "“ ”" } else { "\" \"" };
        remarks.push(Remark {
            bead,
            source: None,
            target: Some(Mark::Words { segment, span }),
            severity: Severity::Minor,
            evidence: "mixed".into(),
            message: format!("the document writes its quotations with {usual} elsewhere"),
            suggestion: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::trial::{aligned, findings_of};

    /// What is found in a document that has kept so many other quotations.
    fn found(source: &[&str], target: &[&str], kept: usize) -> Vec<String> {
        let of = |texts: &[&'static str], own: &[&'static str]| [own, texts].concat();
        let source = of(&vec!["He said “so”."; kept], &leak(source));
        let target = of(&vec!["그는 “예”라고 했다."; kept], &leak(target));
        let beads = vec![(1, 1); source.len()];
        let text =
            |side: Option<crate::reading::Side>| side.map_or(String::new(), |side| side.text);
        findings_of(&Quotes, &aligned(&source, &target, &beads))
            .into_iter()
            .map(|f| format!("{} {}{}", f.evidence, text(f.source), text(f.target)))
            .collect()
    }

    fn leak(texts: &[&str]) -> Vec<&'static str> {
        texts.iter().map(|text| &*text.to_string().leak()).collect()
    }

    #[test]
    fn quotations_are_told_from_their_likes() {
        #[rustfmt::skip]
        let cases: [(&str, &str, &[&str], &str); 18] = [
            ("He said “yes”.",        "그는 동의하였다.",          &["lost “yes”"],      "lost"),
            ("He said “yes”.",        "그는 「예」라고 했다.",      &[],                  "another style"),
            ("In ‘57 the workers’ strike began.", "1957년 노동자 파업이 시작되었다.", &[],       "a year, and an apostrophe"),
            ("a “24-hour mentor”",    "‘24시간 멘토’가",          &[],                  "single marks before a figure"),
            ("\"/\" is the main file", "\"/\"가 메인 파일이다.",     &[],                  "a stroke in marks"),
            ("He agreed.",            "그는 “예”라고 했다.",       &["added “예”"],      "added"),
            ("He spoke of 'peace'.",  "그는 “평화”를 말했다.",      &[],                  "single marks"),
            ("It isn't Kim's.",       "그것은 “김”의 것이 아니다.",  &["added “김”"],      "apostrophes are no marks"),
            ("He said \"yes\".",      "그는 \"예라고 했다.",       &["unpaired \"예라고"], "unpaired"),
            ("He said \"yes.",        "그는 \"예라고 했다.",       &[],                  "nor in the original"),
            ("a 5\" gun",             "5\" 포",                 &[],                  "inches"),
            ("double quotes",         "큰 따옴표(\" \")",         &[],                  "the marks themselves"),
            ("The sign \">>\" stands.", "\">>\"는 표시이다.",     &[],                  "a sign in marks"),
            ("He read The Call.",     "그는 《호소문》을 읽었다.",    &[],                  "marks of titles"),
            ("Run `make`.",           "“make”를 실행한다.",       &[],                  "code"),
            ("the workers' “rights”", "노동자들의 “권리”",         &[],                  "a possessive"),
            ("„Tak”",                 "“예”",                   &[],                  "Polish marks"),
            ("x",                     "가",                      &[],                  "none"),
        ];
        for (source, target, expected, why) in cases {
            assert_eq!(found(&[source], &[target], 20), expected, "{why}");
        }
        let source = ["He said “yes”."];
        assert_eq!(found(&source, &["그는 동의하였다."], 2), [""; 0], "too few to show a style");
    }

    #[test]
    fn a_quotation_may_be_longer_than_a_sentence() {
        let target = ["그는 “예.", "그렇습니다.” 하고 말했다."];
        assert_eq!(found(&["He said “Yes.", "It is so.”"], &target, 20), [""; 0]);
    }
}
