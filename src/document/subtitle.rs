//! Subtitles, `SubRip` and `WebVTT`: the words that are shown, without numbers, times, settings and tags.
//!
//! A cue is a block. A sentence that runs over several cues is one where its letters say so: after a comma, or before a
//! small letter.

use super::{
    block::BlockKind,
    fault::Fault,
    made::{Made, Maker},
};
use crate::text::Span;

/// What a viewer reads.
pub(super) fn read(text: &str) -> Result<Made, Fault> {
    let mut maker = Maker::default();
    let mut state = Between::Cues;
    let mut adjoins = false;
    for line in super::line_spans(text) {
        let words = line.of(text).trim();
        match state {
            _ if words.is_empty() => state = Between::Cues,
            Between::Passed => {}
            Between::Cues | Between::Words if is_times(words) => state = Between::Words,
            Between::Cues => {
                let apart = ["WEBVTT", "NOTE", "STYLE", "REGION"].iter().any(|name| {
                    words
                        .strip_prefix(name)
                        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
                });
                // Anything else above the times is the number or the name of a cue.
                if apart {
                    state = Between::Passed;
                }
            }
            Between::Words => {
                // The number of the next cue, where the blank line above it is missing, has its times below.
                let shown = pieces(text, line);
                let first = shown.iter().find_map(|(words, _)| words.trim_start().chars().next());
                let Some(first) = first else { continue };
                let joins = maker.has_words() && (maker.goes_on() || first.is_lowercase());
                if maker.has_words() && !joins {
                    maker.end(BlockKind::Paragraph, adjoins);
                    adjoins = true;
                }
                let mut is_first = maker.has_words();
                for (words, from) in shown {
                    if std::mem::take(&mut is_first) && !maker.after_blank() {
                        maker.push_from(" ", Span::new(from.start, from.start));
                    }
                    maker.push_from(&words, from);
                }
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    Cues,
    Words,
    /// Inside what viewers never see.
    Passed,
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
                rest.find('>').filter(|_| is_tag).map(|end| end + 1)
            }
            b'{' => rest.find('}').filter(|_| rest.starts_with("{\\")).map(|end| end + 1),
            _ => None,
        };
        if let Some(passed) = passed {
            at += passed;
        } else if let Some((shown, len)) = super::html::entity(rest) {
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
