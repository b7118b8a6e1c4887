use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::Span;

/// A text made plain for comparison, each character of which knows where it came from.
///
/// Folding composes Hangul, takes the diacritics off Latin letters, lowers case and gives every kind
/// of quotation mark, apostrophe, hyphen and space one form. `Choe Ch’ang-ik` and `choe ch'ang-ik`,
/// or `Brzeziński` and `brzezinski`, fold to the same text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// The characters that became longer or shorter, or none; all others stand as far behind the last of these as in
    /// the original. Most texts have a few, so that where each byte came from need not be kept.
    seams: Vec<Seam>,
}

/// Characters of the original that are others in the folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seam {
    folded: Span,
    original: Span,
}

impl Folded {
    /// Folds `original`. Linear in its length.
    pub fn new(original: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(original.len()), seams: Vec::new() };
        let mut chars = original.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            let alone = chars.peek().is_none_or(|&(_, next)| !joins_the_last(next));
            if alone && (c.is_ascii() || is_composed_syllable(c)) {
                // Nearly all characters: nothing to compose or take apart.
                folded.push(fold_char(c), Span::new(start, start + c.len_utf8()));
                continue;
            }
            // A base character and the marks after it are folded as one.
            let mut cluster = String::from(c);
            let mut end = start + c.len_utf8();
            while let Some(&(_, mark)) = chars.peek() {
                if !joins_the_last(mark) {
                    break;
                }
                cluster.push(mark);
                end += mark.len_utf8();
                chars.next();
            }
            folded.push(fold_cluster(&cluster), Span::new(start, end));
        }
        folded
    }

    /// Adds what characters of the original have become.
    fn push(&mut self, plain: impl Iterator<Item = char>, original: Span) {
        let start = self.text.len();
        let mut chars = 0;
        for c in plain {
            self.text.push(c);
            chars += 1;
        }
        let folded = Span::new(start, self.text.len());
        if chars != 1 || folded.len() != original.len() {
            self.seams.push(Seam { folded, original });
        }
    }

    /// The span of the original characters behind a byte of the folded text, or behind its end.
    fn origin(&self, at: usize) -> Span {
        let seams = &self.seams[..self.seams.partition_point(|seam| seam.folded.start <= at)];
        let (folded, original) = match seams.last() {
            Some(seam) if at < seam.folded.end => return seam.original,
            Some(seam) => (seam.folded.end, seam.original.end),
            None => (0, 0),
        };
        let start = self.text.floor_char_boundary(at);
        let len = self.text[start..].chars().next().map_or(0, char::len_utf8);
        let start = start - folded + original;
        Span::new(start, start + len)
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The span of the original behind a span of the folded text.
    ///
    /// # Panics
    ///
    /// If `span` reaches beyond the folded text.
    pub fn original(&self, span: Span) -> Span {
        assert!(span.end <= self.text.len(), "{span:?} reaches beyond the folded text");
        let start = self.origin(span.start).start;
        if span.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.origin(span.end - 1).end)
    }
}

fn joins_the_last(c: char) -> bool {
    !c.is_ascii() && (is_combining_mark(c) || is_trailing_jamo(c))
}

fn is_composed_syllable(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// Vowels and finals of decomposed Hangul, which follow their initial consonant.
fn is_trailing_jamo(c: char) -> bool {
    matches!(c, '\u{1160}'..='\u{11ff}')
}

fn fold_cluster(cluster: &str) -> impl Iterator<Item = char> {
    let composed: String = cluster.nfc().collect();
    let syllables = composed.chars().any(is_composed_syllable);
    let plain: String = if syllables {
        composed
    } else {
        composed.nfkd().filter(|&c| !is_combining_mark(c)).flat_map(fold_char).nfc().collect()
    };
    plain.chars().collect::<Vec<_>>().into_iter()
}

fn fold_char(c: char) -> impl Iterator<Item = char> {
    let one = match c {
        '‘' | '’' | 'ʼ' | 'ʻ' | '`' | '´' | '′' => '\'',
        '“' | '”' | '„' | '«' | '»' | '《' | '》' | '「' | '」' | '『' | '』' | '″' => {
            '"'
        }
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        'ł' | 'Ł' => 'l',
        'ø' | 'Ø' => 'o',
        'đ' | 'Đ' => 'd',
        _ if c.is_whitespace() => ' ',
        _ => c,
    };
    one.to_lowercase()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every character the long way; and for each byte, and for the end, the span of the original behind it.
    fn slowly(original: &str) -> (String, Vec<Span>) {
        let mut clusters: Vec<String> = Vec::new();
        for c in original.chars() {
            match clusters.last_mut() {
                Some(cluster) if is_combining_mark(c) || is_trailing_jamo(c) => cluster.push(c),
                _ => clusters.push(c.into()),
            }
        }
        let (mut text, mut origins, mut at) = (String::new(), Vec::new(), 0);
        for cluster in clusters {
            let plain: String = fold_cluster(&cluster).collect();
            let origin = Span::new(at, at + cluster.len());
            origins.extend(std::iter::repeat_n(origin, plain.len()));
            (text, at) = (text + &plain, origin.end);
        }
        origins.push(Span::new(at, at));
        (text, origins)
    }

    #[test]
    fn spellings_of_one_name_fold_alike() {
        #[rustfmt::skip]
        let cases = [
            ("Brzeziński",        "brzezinski"),
            ("Choe Ch’ang-ik",    "choe ch'ang-ik"),
            ("P’yŏngyang",        "p'yongyang"),
            ("Władysław",         "wladyslaw"),
            ("\u{1112}\u{1161}\u{11ab}", "한"),
            ("리 상조",            "리 상조"),
            ("ＡＢ１",             "ab1"),
        ];
        for (text, plain) in cases {
            assert_eq!(Folded::new(text).text(), plain);
        }
    }

    #[test]
    fn spans_lead_back_to_whole_characters() {
        let text = "é “Brzeziński”";
        let folded = Folded::new(text);
        let at = folded.text().find("brzezinski").expect("folded");
        assert_eq!(folded.original(Span::new(at, at + 10)).of(text), "Brzeziński");
    }

    proptest! {
        #[test]
        fn the_short_way_is_that_of_the_long_one(text in "([a-zA-Z`é \u{301}ﬁ한글ᄒ\u{1161}\u{11ab}Ａ]|\\PC){0,40}") {
            let folded = Folded::new(&text);
            let (plain, origins) = slowly(&text);
            prop_assert_eq!(folded.text(), plain);
            for (at, origin) in origins.iter().enumerate() {
                prop_assert_eq!(folded.origin(at), *origin, "{}", at);
            }
        }

        #[test]
        fn every_span_maps_to_character_boundaries(text in "\\PC{0,40}") {
            let folded = Folded::new(&text);
            for (i, c) in folded.text().char_indices() {
                let back = folded.original(Span::new(i, i + c.len_utf8()));
                prop_assert!(text.is_char_boundary(back.start) && text.is_char_boundary(back.end));
            }
        }
    }
}
