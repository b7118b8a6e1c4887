//! What stands between the two languages of a line, and where it does.

/// What stands between the two languages of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Separator {
    Tab,
    Pipe,
    Slash,
    Wide,
    Dash,
    /// Round brackets about the second, at the end of the line.
    Bracket,
    /// Nothing but the end of a sentence or, in a document of such lines, of a heading.
    Sentence,
}

impl Separator {
    pub(super) const WRITTEN: [Self; 5] =
        [Self::Tab, Self::Pipe, Self::Slash, Self::Wide, Self::Dash];

    /// Whether rows of tables are what it is mostly used for, so that one row is evidence enough.
    pub(super) fn is_column(self) -> bool {
        matches!(self, Self::Tab | Self::Pipe)
    }

    /// The places in `text` where it stands, spaces round it included.
    pub(super) fn places(self, text: &str) -> Vec<(usize, usize)> {
        let mut places = Vec::new();
        let mut blank_start = None;
        let mut open: Option<(usize, bool, usize)> = None;
        for (at, c) in text.char_indices().chain([(text.len(), 'x')]) {
            if c.is_whitespace() {
                blank_start.get_or_insert(at);
                continue;
            }
            // A separator is a run of white space and marks: [start, has mark, columns of blank].
            let blank = blank_start.take();
            let mark = match self {
                Self::Pipe => matches!(c, '|' | '｜' | '│' | '¦'),
                Self::Slash => matches!(c, '/' | '／'),
                Self::Dash => matches!(c, '—' | '–' | '―'),
                _ => false,
            };
            match self {
                Self::Tab | Self::Wide => {
                    if let Some(start) = blank {
                        let gap = &text[start..at];
                        let tab = gap.contains('\t');
                        let wide = gap.chars().count() > 1 || gap.contains('\u{3000}');
                        if if self == Self::Tab { tab } else { wide && !tab } {
                            places.push((start, at));
                        }
                    }
                }
                _ => {
                    if let Some((start, spaced, end)) = open.take() {
                        // A pipe needs no spaces; a slash or dash without them joins words.
                        if self == Self::Pipe || spaced && blank.is_some() {
                            places.push((start, if blank.is_some() { at } else { end }));
                        }
                    }
                    if mark {
                        open = Some((blank.unwrap_or(at), blank.is_some(), at + c.len_utf8()));
                    }
                }
            }
        }
        places
    }
}
