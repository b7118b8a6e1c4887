//! Subtitles, `SubRip` and `WebVTT`: the words that are shown, without numbers, times, settings and tags.
//!
//! A cue is a block, or one for each who speaks in it. A sentence that runs over several cues is one where its letters
//! say so: after a comma, or before a small letter.

use super::{
    block::BlockKind,
    fault::Fault,
    made::{Made, Maker},
};
use crate::text::Span;

/// What a viewer reads.
pub(super) fn read(text: &str) -> Result<Made, Fault> {
    let mut maker = Maker::default();
    let mut adjoins = false;
    for cue in cues(text) {
        // A sentence may go on from the cue before.
        let mut is_first = true;
        for line in cue {
            let shown = pieces(text, line);
            let first = shown.iter().find_map(|(words, _)| words.trim_start().chars().next());
            let Some(first) = first else { continue };
            let joins = if is_first {
                maker.goes_on() || first.is_lowercase()
            } else {
                // Each of two people who speak has a dash.
                !is_dash(first)
            };
            is_first = false;
            if maker.has_words() && !joins {
                maker.end(BlockKind::Paragraph, adjoins);
                adjoins = true;
            }
            let mut is_begun = maker.has_words();
            for (words, from) in shown {
                if std::mem::take(&mut is_begun) && !maker.after_blank() {
                    maker.push_from(" ", Span::new(from.start, from.start));
                }
                maker.push_from(&words, from);
            }
        }
    }
    maker.end(BlockKind::Paragraph, adjoins);
    let made = maker.finish();
    if made.text.is_empty() {
        let problem = "no line such as 00:00:01,000 --> 00:00:02,000 stands in it".into();
        return Err(Fault::Not { format: "subtitle", problem });
    }
    Ok(made)
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}')
}

/// The lines of words of each cue. Where one ends is told by the times of the next, with its number or name above them;
/// in `WebVTT` also by a blank line, below which a remark or a style may stand.
fn cues(text: &str) -> Vec<Vec<Span>> {
    let is_web = text.trim_start_matches('\u{feff}').starts_with("WEBVTT");
    let lines = super::line_spans(text);
    let words = |at: usize| lines.get(at).map_or("", |line| line.of(text).trim());
    let mut cues: Vec<Vec<Span>> = Vec::new();
    let (mut is_shown, mut is_below_blank) = (false, true);
    for (at, line) in lines.iter().enumerate() {
        let own = words(at);
        let is_above_times = is_times(words(at + 1));
        if own.is_empty() {
            is_shown &= !is_web;
            is_below_blank = true;
            continue;
        }
        let is_name =
            is_above_times && (is_below_blank || own.bytes().all(|byte| byte.is_ascii_digit()));
        is_below_blank = false;
        if is_times(own) {
            cues.push(Vec::new());
            is_shown = true;
        } else if is_shown && !is_name {
            cues.last_mut().into_iter().for_each(|cue| cue.push(*line));
        }
    }
    cues
}

/// `00:00:01,000 --> 00:00:02,000`, with settings behind.
fn is_times(line: &str) -> bool {
    let Some((from, to)) = line.split_once("-->") else { return false };
    let is_time = |time: &str| {
        let time = time.split_whitespace().next().unwrap_or_default();
        time.contains(':') && time.chars().all(|c| c.is_ascii_digit() || ":,.".contains(c))
    };
    is_time(from) && is_time(to)
}

/// What is shown of a line, and where it stands: tags and settings in braces left out, entities resolved.
fn pieces(text: &str, line: Span) -> Vec<(String, Span)> {
    let mut pieces = Vec::new();
    let mut at = line.start;
    // Behind the last of them nothing is closed.
    let last = |sign: char| line.of(text).rfind(sign).map_or(line.start, |at| line.start + at);
    let (last_bracket, last_brace) = (last('>'), last('}'));
    while at < line.end {
        let rest = &text[at..line.end];
        let plain = rest.find(['<', '{', '&']).unwrap_or(rest.len());
        if plain > 0 {
            pieces.push((rest[..plain].to_owned(), Span::new(at, at + plain)));
            at += plain;
            continue;
        }
        let passed = match rest.as_bytes()[0] {
            b'<' => {
                let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
                let end = if is_tag && at < last_bracket { rest.find('>') } else { None };
                end.map(|end| end + 1)
            }
            b'{' if rest.starts_with("{\\") && at < last_brace => rest.find('}').map(|end| end + 1),
            _ => None,
        };
        if let Some(passed) = passed {
            at += passed;
        } else if let Some((shown, len)) =
            Some(rest).filter(|rest| rest.starts_with('&')).and_then(super::html::entity)
        {
            let shown = if shown == "\u{a0}" { " ".into() } else { shown.into_owned() };
            pieces.push((shown, Span::new(at, at + len)));
            at += len;
        } else {
            pieces.push((rest[..1].to_owned(), Span::new(at, at + 1)));
            at += 1;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let made = read(text).expect("subtitles");
        made.blocks.iter().map(|block| block.span.of(&made.text).to_owned()).collect()
    }

    #[test]
    fn viewers_read_words_and_no_times() {
        #[rustfmt::skip]
        let cases: &[(&str, &[&str], &str)] = &[
            ("1\n00:00:01,000 --> 00:00:02,000\n회담이 열렸다.\n\n2\n00:00:03,000 --> 00:00:04,000\n끝났다.\n",
             &["회담이 열렸다.", "끝났다."], "two cues"),
            ("WEBVTT - title\n\nNOTE\na remark\n\nintro\n00:01.000 --> 00:02.000 align:start\n<v Kim>Hello, <i>you</i> &amp; me.\n",
             &["Hello, you & me."], "WebVTT with a remark, a name, settings"),
            ("1\n00:00:01,000 --> 00:00:02,000\nWe went\n\n2\n00:00:03,000 --> 00:00:04,000\nto Pyongyang.\n",
             &["We went to Pyongyang."], "a sentence over two cues"),
            ("1\n00:00:01,000 --> 00:00:02,000\n대표단은 어제\n\n평양에 왔다.\n\n2\n00:00:03,000 --> 00:00:04,000\n끝.\n",
             &["대표단은 어제 평양에 왔다.", "끝."], "a blank line inside a cue"),
            ("1\n00:00:01,000 --> 00:00:02,000\nOne.\n2\n00:00:03,000 --> 00:00:04,000\nTwo.\n",
             &["One.", "Two."], "no blank line between two"),
            ("1\n00:00:01,000 --> 00:00:02,000\nThe talks with\nMr. Kim of\nPyongyang ended.\n",
             &["The talks with Mr. Kim of Pyongyang ended."], "lines of one cue"),
            ("WEBVTT\n\n00:01.000 --> 00:02.000\nOne.\n\nSTYLE\n::cue {}\n\nend\n00:03.000 --> 00:04.000\nTwo.\n",
             &["One.", "Two."], "a style below a cue"),
            ("1\n00:00:01,000 --> 00:00:02,000\na < b <c {d} {\\e &\n", &["a < b <c {d} {\\e &"], "signs that close nothing"),
            ("1\n00:00:01,000 --> 00:00:02,000\n- 누구요?\n- 나요.\n", &["- 누구요?", "- 나요."], "two people"),
            ("1\n00:00:01,000 --> 00:00:02,000\n{\\an8}위에\n", &["위에"], "a setting in braces"),
            ("1\r\n00:00:01,000 --> 00:00:02,000\r\n1957\r\n", &["1957"], "a number that is text"),
        ];
        for (text, expected, why) in cases {
            assert_eq!(shown(text), *expected, "{why}");
        }
    }

    #[test]
    fn what_has_no_times_is_refused() {
        assert!(read("just a text\n").is_err());
    }
}
