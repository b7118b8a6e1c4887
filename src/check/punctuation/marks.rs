//! Marks that are slips by themselves: written twice, with white space before them, of another width.

use super::is_stop;
use crate::{
    reading::cue::word_start,
    segment::Half,
    text::{Script, Span},
};

/// Whether the first of several marks belongs to a name that the original writes with it (`assert_eq!`).
pub(super) fn is_of_name(word: &str, source: &str) -> bool {
    let name = word.trim_end_matches([',', '.', ';', ':', ' ']);
    name.ends_with(['!', '?'])
        && name.len() < word.len()
        && name.chars().any(|c| Script::of(c) == Script::Latin)
        && source.contains(name)
}

/// The evidence of white space before a mark.
pub(super) const SPACE_BEFORE: &str = "space before";

/// Marks written twice, and white space before a mark.
pub(super) fn slips(text: &str) -> Vec<(Span, &'static str, String)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let is_letter = |c: char| Script::of(c).is_letter();
    let mut slips = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let (start, c) = chars[at];
        if !is_mark(c) {
            at += 1;
            continue;
        }
        let first = at;
        while at < chars.len()
            && (is_mark(chars[at].1)
                || chars[at].1 == ' ' && chars.get(at + 1).is_some_and(|&(_, c)| is_mark(c)))
        {
            at += 1;
        }
        let end = chars.get(at).map_or(text.len(), |&(end, _)| end);
        let run: String = text[start..end].chars().filter(|c| *c != ' ').collect();
        let before = first.checked_sub(1).map(|i| chars[i].1);
        let after = chars.get(at).map(|&(_, c)| c);
        // “요구 ,사항”: the space went to the wrong side of the comma.
        if text[start..end] == *","
            && before == Some(' ')
            && after.is_some_and(is_letter)
            && first >= 2
        {
            let span = Span::new(chars[first - 1].0, end);
            slips.push((span, SPACE_BEFORE, "white space stands before the comma".to_owned()));
            continue;
        }
        // Between letters and the end of a word: code and ranges have other neighbours.
        let ends_word = after
            .is_none_or(|c| c.is_whitespace() || is_closing(c) || Script::of(c) == Script::Hangul);
        let word_before =
            before.is_some_and(|c| is_letter(c) || is_closing(c) || c.is_ascii_digit());
        let spaced = before == Some(' ') && first >= 2 && {
            let c = chars[first - 2].1;
            is_letter(c) || is_closing(c)
        };
        if !ends_word {
            continue;
        }
        // Korean writes no abbreviation with a stop, so that no comma may follow one.
        // “bless("..을 못 하게 함"의 의미)”: what is left out of a quotation.
        let ellipsis = run == ".."
            && before.is_some_and(is_closing)
            && after.is_some_and(|c| Script::of(c) == Script::Hangul);
        // a, b, c, ...: the list goes on.
        let goes_on = run == ",...";
        let stop_and_comma = run == ".," && before.is_some_and(|c| Script::of(c) == Script::Hangul);
        if (stop_and_comma || is_doubled(&run) && !ellipsis && !goes_on) && (word_before || spaced)
        {
            let message = format!("{} are too many marks", &text[start..end]);
            slips.push((Span::new(start, end), "doubled", message));
        } else if spaced
            && run.chars().count() == 1
            // Before a colon or semicolon many leave a space, as the French do.
            && !matches!(run.as_str(), ":" | ";")
            && after.is_none_or(|c| c == ' ' || is_closing(c))
        {
            let span = Span::new(chars[first - 1].0, end);
            slips.push((span, SPACE_BEFORE, format!("white space stands before {run}")));
        }
    }
    slips
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '。' | '，' | '、' | '？' | '！')
}

pub(super) fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '"' | '”' | '\'' | '’' | '」' | '』' | '》' | '〉' | '）' | '»')
}

pub(super) fn is_opening(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '"'
            | '“'
            | '„'
            | '\''
            | '‘'
            | '「'
            | '『'
            | '《'
            | '〈'
            | '（'
            | '«'
            | '-'
            | '—'
            | '–'
    )
}

/// Whether these marks together are a slip: not dots of omission, cries, or an abbreviation's stop.
fn is_doubled(run: &str) -> bool {
    if run.chars().count() < 2 {
        return false;
    }
    let dots = run.chars().all(|c| c == '.');
    let cries =
        run.chars().all(is_stop) && run.contains(['!', '?', '！', '？']) && !run.starts_with('.');
    match run {
        // etc., and e.g.: are right in English; 등., too.
        ".," | ".;" | ".:" | ".?" | ".!" => false,
        _ if cries => false,
        // Two dots are a slip of the stop or of dots of omission; three and more are the latter.
        _ if dots => run.len() == 2,
        _ if run.starts_with("..") => false,
        _ => true,
    }
}

/// A slip with the word before it.
pub(super) fn with_word(text: &str, span: Span) -> Span {
    Span::new(word_start(text, text[..span.start].trim_end().len()), span.end)
}

/// Marks in full width, with those of Korean print.
pub(super) fn wide_marks(text: &str) -> impl Iterator<Item = (usize, char, char)> + '_ {
    text.char_indices().filter_map(|(at, c)| {
        let plain = match c {
            '，' | '、' => ',',
            '。' | '．' => '.',
            '？' => '?',
            '！' => '!',
            '：' => ':',
            '；' => ';',
            _ => return None,
        };
        Some((at, c, plain))
    })
}

/// A share of full-width marks above this is the document's own style.
const WIDE_SHARE: f64 = 0.2;

/// Whether full-width marks are rarer in a half than a style of its own would have them.
pub(super) fn few_are_wide(half: &Half) -> bool {
    let (mut wide, mut plain) = (0_usize, 0_usize);
    for segment in &half.segments {
        wide += wide_marks(&segment.text).count();
        plain +=
            segment.text.chars().filter(|c| matches!(c, ',' | '.' | '?' | '!' | ':' | ';')).count();
    }
    wide > 0 && wide as f64 <= WIDE_SHARE * (wide + plain) as f64
}
