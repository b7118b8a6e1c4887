/// The writing system of a character, as far as telling two languages apart needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Script {
    /// Latin letters, with or without diacritics.
    Latin,
    /// Hangul syllables and jamo.
    Hangul,
    /// Chinese characters.
    Han,
    /// Hiragana and katakana.
    Kana,
    /// Cyrillic letters.
    Cyrillic,
    /// A letter of any other script.
    Other,
    /// Decimal digits.
    Digit,
    /// White space, punctuation, symbols: no script of their own.
    Common,
}

impl Script {
    /// The script of `c`, from the block ranges of Unicode 16.
    pub fn of(c: char) -> Self {
        match c {
            '0'..='9' | '\u{ff10}'..='\u{ff19}' => Self::Digit,
            '\u{ac00}'..='\u{d7a3}'
            | '\u{1100}'..='\u{11ff}'
            | '\u{3131}'..='\u{318e}'
            | '\u{a960}'..='\u{a97f}'
            | '\u{d7b0}'..='\u{d7ff}' => Self::Hangul,
            '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3134f}'
            | '々' => Self::Han,
            '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | 'ー' => Self::Kana,
            '\u{400}'..='\u{52f}' => Self::Cyrillic,
            '×' | '÷' => Self::Common,
            'a'..='z'
            | 'A'..='Z'
            | '\u{aa}'
            | '\u{ba}'
            | '\u{c0}'..='\u{24f}'
            | '\u{1e00}'..='\u{1eff}'
            | '\u{ff21}'..='\u{ff3a}'
            | '\u{ff41}'..='\u{ff5a}' => Self::Latin,
            _ if c.is_alphabetic() => Self::Other,
            _ => Self::Common,
        }
    }

    /// Whether characters of this script are letters.
    pub fn is_letter(self) -> bool {
        !matches!(self, Self::Digit | Self::Common)
    }
}

/// How many characters of each script a text holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ScriptCounts {
    /// Latin letters.
    pub latin: usize,
    /// Hangul syllables and jamo.
    pub hangul: usize,
    /// Chinese characters.
    pub han: usize,
    /// Letters of every other script.
    pub other: usize,
    /// Decimal digits.
    pub digits: usize,
}

impl ScriptCounts {
    /// Counts the characters of `text`.
    pub fn of(text: &str) -> Self {
        let mut counts = Self::default();
        for c in text.chars() {
            match Script::of(c) {
                Script::Latin => counts.latin += 1,
                Script::Hangul => counts.hangul += 1,
                Script::Han => counts.han += 1,
                Script::Kana | Script::Cyrillic | Script::Other => counts.other += 1,
                Script::Digit => counts.digits += 1,
                Script::Common => {}
            }
        }
        counts
    }

    /// Letters of any script.
    pub fn letters(&self) -> usize {
        self.latin + self.hangul + self.han + self.other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_letter_has_its_script() {
        #[rustfmt::skip]
        let cases = [
            ('a', Script::Latin), ('ń', Script::Latin), ('×', Script::Common), ('리', Script::Hangul),
            ('ㄹ', Script::Hangul), ('黨', Script::Han), ('の', Script::Kana), ('Ц', Script::Cyrillic),
            ('4', Script::Digit), ('「', Script::Common), ('·', Script::Common), ('ω', Script::Other),
        ];
        for (c, script) in cases {
            assert_eq!(Script::of(c), script, "{c}");
        }
    }
}
