use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::Span;

/// A text made plain for comparison, each byte of which knows where it came from.
///
/// Folding composes Hangul, takes the diacritics off Latin letters, lowers case and gives every kind
/// of quotation mark, apostrophe, hyphen and space one form. `Choe Ch’ang-ik` and `choe ch'ang-ik`,
/// or `Brzeziński` and `brzezinski`, fold to the same text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// For each byte of `text`, and for its end: the span of the original character behind it.
    origin: Vec<Span>,
}

impl Folded {
    /// Folds `original`. Linear in its length.
    pub fn new(original: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(original.len()),
            origin: Vec::with_capacity(original.len() + 1),
        };
        let mut chars = original.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            let alone = chars.peek().is_none_or(|&(_, next)| !joins_the_last(next));
            if alone && (c.is_ascii() || is_composed_syllable(c)) {
                // Nearly all characters: nothing to compose or take apart.
                for plain in fold_char(c) {
                    folded.push(plain, Span::new(start, start + c.len_utf8()));
                }
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
            for plain in fold_cluster(&cluster) {
                folded.push(plain, Span::new(start, end));
            }
        }
        folded.origin.push(Span::new(original.len(), original.len()));
        folded
    }

    fn push(&mut self, plain: char, origin: Span) {
        self.text.push(plain);
        self.origin.extend(std::iter::repeat_n(origin, plain.len_utf8()));
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
        let start = self.origin[span.start].start;
        if span.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.origin[span.end - 1].end)
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

    /// Every character the long way.
    fn slowly(original: &str) -> String {
        let mut clusters: Vec<String> = Vec::new();
        for c in original.chars() {
            match clusters.last_mut() {
                Some(cluster) if is_combining_mark(c) || is_trailing_jamo(c) => cluster.push(c),
                _ => clusters.push(c.into()),
            }
        }
        clusters.iter().flat_map(|cluster| fold_cluster(cluster)).collect()
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
            prop_assert_eq!(folded.text(), slowly(&text));
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
